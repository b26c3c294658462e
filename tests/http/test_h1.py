"""The HTTP/1.1 of the transport: against h11, and where it is stricter."""

from __future__ import annotations

from typing import Any

import h11
import httpcore
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tc._http.h1 import MAX_HEAD_BYTES, RequestWriter, ResponseReader

HOST = (b"Host", b"localhost")


def read(method: bytes, parts: list[bytes]) -> tuple[Any, ...] | None:
    """What our reader makes of an answer that comes in these parts, and then ends; None: an error."""
    reader = ResponseReader(method)
    head = None
    body = b""
    try:
        for part in [*[part for part in parts if part], b""]:
            reader.feed(part)
            if head is None:
                head = reader.head()
            if head is not None:
                received, complete = reader.body()
                body += b"".join(received)
                if complete:
                    return head.status, head.reason, head.version, head.headers, body, reader.reusable
    except httpcore.RemoteProtocolError:
        pass
    return None


def read_with_h11(method: bytes, parts: list[bytes]) -> tuple[Any, ...] | None:
    """The same with h11."""
    connection = h11.Connection(h11.CLIENT, max_incomplete_event_size=MAX_HEAD_BYTES)
    connection.send(h11.Request(method=method, target=b"/", headers=[HOST]))
    connection.send(h11.EndOfMessage())
    head = None
    body = b""
    parts = [*[part for part in parts if part], b""]
    try:
        while True:
            event = connection.next_event()
            if event is h11.NEED_DATA:
                connection.receive_data(parts.pop(0))
            elif isinstance(event, h11.Response):
                head = event
            elif isinstance(event, h11.Data):
                body += event.data
            elif isinstance(event, h11.EndOfMessage) or event is h11.PAUSED:
                assert head is not None
                reusable = (
                    connection.our_state is h11.DONE
                    and connection.their_state is h11.DONE
                    and not connection.trailing_data[0]
                    and not connection.trailing_data[1]
                )
                headers = [(bytes(name), bytes(value)) for name, value in head.headers.raw_items()]
                return head.status_code, bytes(head.reason), head.http_version, headers, body, reusable
            elif isinstance(event, h11.ConnectionClosed) or (
                isinstance(event, h11.InformationalResponse) and event.status_code == 101
            ):
                return None
    except h11.RemoteProtocolError:
        return None


def framing(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Headers without those that h11 rewrites."""
    rewritten = (b"content-length", b"transfer-encoding")
    return [(name, value) for name, value in headers if name.lower() not in rewritten]


FRAGMENTS = [
    b"HTTP/1.1 200 OK",
    b"HTTP/1.0 200 OK",
    b"HTTP/1.1 204 No Content",
    b"HTTP/1.1 304 Not Modified",
    b"HTTP/1.1 100 Continue",
    b"HTTP/1.1 404",
    b"HTTP/1.1 503 \xe9t\xe9",
    b"HTTP/2.0 200 OK",
    b"\r\n",
    b"\r\n",
    b"\r\n",
    b"\n",
    b"\r",
    b" ",
    b"\t",
    b"X-One: 1",
    b"x-two:\t2 \t",
    b"X:",
    b": x",
    b"X y: 1",
    b"X : 1",
    b"X: a\x01b",
    b"X: a\x00b",
    b"X: a\x0bb",
    b"Content-Length: 5",
    b"Content-Length: 5, 5",
    b"Content-Length: 3",
    b"Content-Length: 0",
    b"Content-Length: -1",
    b"content-length: 0x5",
    b"Content-Length: 123456789012345678901",
    b"Content-Length:",
    b"Transfer-Encoding: chunked",
    b"Transfer-Encoding: CHUNKED",
    b"Transfer-Encoding: gzip, chunked",
    b"Connection: close",
    b"Connection: keep-alive, Close",
    b"hello",
    b"5",
    b"5\r\nhello\r\n",
    b"A;x=y\r\n0123456789\r\n",
    b"0\r\n\r\n",
    b"0\r\nX: y\r\n\r\n",
    b"3 \r\nabc\r\n",
    b"\xff",
]


@st.composite
def plausible_answers(draw: st.DrawFn) -> bytes:
    """Answers that are mostly right: so that the tests get beyond the first line."""
    line = draw(st.sampled_from(FRAGMENTS[:8]))
    headers = draw(st.lists(st.sampled_from(FRAGMENTS[15:37]), max_size=5))
    end = draw(st.sampled_from([b"\r\n", b"\r\n", b"\n"]))
    informational = draw(st.lists(st.sampled_from(FRAGMENTS[15:37]), max_size=2))
    before = draw(st.sampled_from([b"", end.join([b"HTTP/1.1 103 Hints", *informational, end])]))
    body = b"".join(draw(st.lists(st.sampled_from(FRAGMENTS[37:]), max_size=4)))
    return before + end.join([line, *headers, b""]) + end + body


ANSWERS = st.one_of(
    plausible_answers(),
    st.lists(st.sampled_from(FRAGMENTS), max_size=16).map(b"".join),
    st.tuples(plausible_answers(), plausible_answers()).map(b"".join),
    st.tuples(plausible_answers(), st.integers(0, 80), st.binary(min_size=1, max_size=2)).map(
        lambda given: given[0][: given[1]] + given[2] + given[0][given[1] + 1 :]
    ),
)


def split(data: bytes, places: list[int]) -> list[bytes]:
    """The data in parts."""
    places = sorted({min(place, len(data)) for place in places})
    return [data[start:end] for start, end in zip([0, *places], [*places, len(data)], strict=True)]


@settings(max_examples=600, deadline=None)
@given(
    st.sampled_from([b"GET", b"HEAD", b"POST", b"CONNECT"]),
    ANSWERS,
    st.lists(st.integers(0, 120), max_size=6),
)
def test_answers_are_read_as_h11_reads_them(method: bytes, answer: bytes, places: list[int]) -> None:
    parts = split(answer, places)
    ours, theirs = read(method, parts), read_with_h11(method, parts)
    if ours is None:
        # Stricter in one thing only: what says that it is another version.
        assert theirs is None or theirs[2][:2] != b"1." or b"HTTP/2.0" in answer
        return
    assert theirs is not None
    assert ours[:3] == theirs[:3]
    assert framing(ours[3]) == framing(theirs[3])
    assert ours[4] == theirs[4]
    # A connection that we use again is one that h11 would use again.
    assert theirs[5] or not ours[5]


@settings(max_examples=300, deadline=None)
@given(ANSWERS, st.lists(st.integers(0, 120), max_size=6))
def test_it_does_not_matter_how_an_answer_is_cut(answer: bytes, places: list[int]) -> None:
    whole, cut = read(b"GET", [answer]), read(b"GET", split(answer, places))
    # What follows the answer may not have come yet, so the connection looks good.
    assert (whole and whole[:5]) == (cut and cut[:5])


@pytest.mark.parametrize(
    ("answer", "reusable"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", True),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok!", False),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", True),
        (
            b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
            False,
        ),
        (b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok", False),
        (b"HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok", False),
    ],
)
def test_which_connections_can_be_used_again(answer: bytes, reusable: bool) -> None:
    result = read(b"GET", [answer])
    assert result is not None
    assert (result[4], result[5]) == (b"ok", reusable)


def test_folded_headers_are_unfolded() -> None:
    result = read(b"GET", [b"HTTP/1.1 200 OK\r\nX: a\r\n  b\r\n\tc\r\nContent-Length: 0\r\n\r\n"])
    assert result is not None
    assert result[3] == [(b"X", b"a b c"), (b"Content-Length", b"0")]
    assert read(b"GET", [b"HTTP/1.1 200 OK\r\n X: a\r\nContent-Length: 0\r\n\r\n"]) is None


def test_large_bodies_are_handed_on_as_they_come() -> None:
    reader = ResponseReader(b"GET")
    reader.feed(b"HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n\r\n")
    assert reader.head() is not None
    for _ in range(2):
        data = bytes(100_000)
        reader.feed(data)
        (part,), complete = reader.body()
        assert part == data
        assert not complete
    reader.feed(bytes(100_000))
    assert reader.body() == ([bytes(100_000)], True)


@pytest.mark.parametrize("hostile", [b"A" * 200_000, b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 40_000])
def test_heads_without_end(hostile: bytes) -> None:
    reader = ResponseReader(b"GET")
    reader.feed(hostile)
    with pytest.raises(httpcore.RemoteProtocolError, match="no end"):
        reader.head()


@pytest.mark.parametrize(
    "hostile",
    [
        b"HTTP/1.1 200 OK\r\nX:" + b" " * 200_000 + b"\x00\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"a" * 200_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 40_000 + b"\x00\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: y\r\n" + b" \t\r\n" * 40_000 + b"\x00\r\n\r\n",
    ],
)
def test_hostile_heads_cost_no_more_than_their_length(hostile: bytes) -> None:
    """One that took the square of it would not end within the time that a test has."""
    for _ in range(10):
        assert read(b"GET", [hostile]) is None


@pytest.mark.parametrize(
    ("method", "target", "headers"),
    [
        (b"GE T", b"/", [HOST]),
        (b"", b"/", [HOST]),
        (b"GET", b"", [HOST]),
        (b"GET", b"/a b", [HOST]),
        (b"GET", b"/\r\nX: y", [HOST]),
        (b"GET", "/é".encode(), [HOST]),
        (b"GET", b"/", []),
        (b"GET", b"/", [HOST, HOST]),
        (b"GET", b"/", [HOST, (b"", b"x")]),
        (b"GET", b"/", [HOST, (b"X y", b"x")]),
        (b"GET", b"/", [HOST, (b"X:", b"x")]),
        (b"GET", b"/", [HOST, (b"X", b"a\r\nY: b")]),
        (b"GET", b"/", [HOST, (b"X", b"a\nb")]),
        (b"GET", b"/", [HOST, (b"X", b"a\x00b")]),
        (b"PUT", b"/", [HOST, (b"Content-Length", b"x")]),
        (b"PUT", b"/", [HOST, (b"Content-Length", b"1"), (b"Content-Length", b"1")]),
        (b"PUT", b"/", [HOST, (b"Content-Length", b"1"), (b"Transfer-Encoding", b"chunked")]),
        (b"PUT", b"/", [HOST, (b"Transfer-Encoding", b"gzip")]),
    ],
)
def test_requests_that_cannot_be_sent(
    method: bytes, target: bytes, headers: list[tuple[bytes, bytes]]
) -> None:
    with pytest.raises(httpcore.LocalProtocolError):
        RequestWriter(method, target, headers)


@pytest.mark.parametrize("framing", [(b"Transfer-Encoding", b"Chunked"), (b"Content-Length", b"8"), None])
def test_requests_are_what_h11_reads(framing: tuple[bytes, bytes] | None) -> None:
    headers = [HOST, (b"X-Odd", b"\t\xe9 ~"), (b"Empty", b""), *([framing] if framing else [])]
    writer = RequestWriter(b"PUT", b"/a%2Fb?c=d", headers)
    data = writer.head
    if framing:
        data += writer.data(b"abc") + writer.data(b"\r\nxyz")
    data += writer.end()
    server = h11.Connection(h11.SERVER)
    server.receive_data(data)
    request = server.next_event()
    assert isinstance(request, h11.Request)
    assert (request.method, request.target) == (b"PUT", b"/a%2Fb?c=d")
    assert list(request.headers.raw_items())[:3] == [HOST, (b"X-Odd", b"\xe9 ~"), (b"Empty", b"")]
    body = b""
    while isinstance(event := server.next_event(), h11.Data):
        body += event.data
    assert isinstance(event, h11.EndOfMessage)
    assert body == (b"abc\r\nxyz" if framing else b"")
    assert not server.trailing_data[0]


READERS: dict[str, bytes] = {
    "a chunk that is longer than it says": b"2\r\nokk\r\n",
    "a chunk's header without end": b"2;" + b"x" * (MAX_HEAD_BYTES + 1),
    "trailers without end": b"0\r\nX: " + b"x" * (MAX_HEAD_BYTES + 1),
}


@pytest.mark.parametrize("body", READERS.values(), ids=READERS)
def test_chunks_that_are_malformed_are_errors(body: bytes) -> None:
    reader = ResponseReader(b"GET")
    reader.feed(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    assert reader.head()
    reader.feed(body)
    with pytest.raises(httpcore.RemoteProtocolError, match=r"should|no end"):
        reader.body()


def test_chunks_and_trailers_cut_anywhere_are_read() -> None:
    body = b"2\r\nok\r\n0\r\nX: y\r\n\r\n"
    for cut in range(1, len(body)):
        reader = ResponseReader(b"GET")
        reader.feed(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        assert reader.head()
        reader.feed(body[:cut])
        parts, complete = reader.body()
        assert not complete
        reader.feed(body[cut:])
        more, complete = reader.body()
        assert complete
        assert b"".join([*parts, *more]) == b"ok"
