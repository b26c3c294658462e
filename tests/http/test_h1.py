"""The HTTP/1.1 of the transport: against h11, and where it is stricter."""

from __future__ import annotations

from typing import Any

import h11
import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tc._http.h1 import MAX_HEAD_BYTES, ResponseReader, encode_head, read_whole
from tc._protocol.message import Headers

HOST = (b"Host", b"localhost")


def pairs(lines: bytes) -> list[tuple[bytes, bytes]]:
    """Names and values of headers."""
    return Headers(lines).raw


def read(method: bytes, parts: list[bytes]) -> tuple[Any, ...] | None:
    """What our reader makes of a response that comes in these parts, and then ends; None: an error."""
    reader = ResponseReader(method.decode())
    head = None
    body = b""
    try:
        for part in [*[part for part in parts if part], b""]:
            reader.feed(part)
            if head is None:
                head = reader.head()
            if head is not None:
                received, complete = reader.body()
                body += received
                if complete:
                    found = head[0], pairs(head[1]), body, reader.reusable
                    check_short_cut(method, parts, found)
                    return found
    except httpx.RemoteProtocolError:
        pass
    check_short_cut(method, parts, None)
    return None


def check_short_cut(method: bytes, parts: list[bytes], found: tuple[Any, ...] | None) -> None:
    """The reading of whole responses sees no other response than the reader does."""
    whole = read_whole(b"".join(parts)) if method != b"HEAD" else None
    if whole is not None:
        status, lines, body = whole
        assert found == (status, pairs(lines), body, True)


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
                return head.status_code, headers, body, reusable, head.http_version
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
def plausible_responses(draw: st.DrawFn) -> bytes:
    """Responses that are mostly right: so that the tests get beyond the first line."""
    line = draw(st.sampled_from(FRAGMENTS[:8]))
    headers = draw(st.lists(st.sampled_from(FRAGMENTS[15:37]), max_size=5))
    end = draw(st.sampled_from([b"\r\n", b"\r\n", b"\n"]))
    informational = draw(st.lists(st.sampled_from(FRAGMENTS[15:37]), max_size=2))
    before = draw(st.sampled_from([b"", end.join([b"HTTP/1.1 103 Hints", *informational, end])]))
    body = b"".join(draw(st.lists(st.sampled_from(FRAGMENTS[37:]), max_size=4)))
    return before + end.join([line, *headers, b""]) + end + body


RESPONSES = st.one_of(
    plausible_responses(),
    st.lists(st.sampled_from(FRAGMENTS), max_size=16).map(b"".join),
    st.tuples(plausible_responses(), plausible_responses()).map(b"".join),
    plausible_responses().map(bytes.swapcase),
    st.tuples(plausible_responses(), st.integers(0, 80), st.binary(min_size=1, max_size=2)).map(
        lambda given: given[0][: given[1]] + given[2] + given[0][given[1] + 1 :]
    ),
)


def split(data: bytes, places: list[int]) -> list[bytes]:
    """The data in parts."""
    places = sorted({min(place, len(data)) for place in places})
    return [data[start:end] for start, end in zip([0, *places], [*places, len(data)], strict=True)]


@settings(max_examples=600, deadline=None)
@given(
    st.sampled_from([b"GET", b"HEAD", b"POST"]),
    RESPONSES,
    st.lists(st.integers(0, 120), max_size=6),
)
def test_responses_are_read_as_h11_reads_them(method: bytes, response: bytes, places: list[int]) -> None:
    parts = split(response, places)
    ours, theirs = read(method, parts), read_with_h11(method, parts)
    if ours is None:
        # Stricter in one thing only: what says that it is another version.
        assert theirs is None or theirs[4][:2] != b"1." or b"HTTP/2.0" in response
        return
    assert theirs is not None
    assert ours[0] == theirs[0]
    assert framing(ours[1]) == framing(theirs[1])
    assert ours[2] == theirs[2]
    # A connection that we use again is one that h11 would use again.
    assert theirs[3] or not ours[3]


@settings(max_examples=300, deadline=None)
@given(RESPONSES, st.lists(st.integers(0, 120), max_size=6))
def test_it_does_not_matter_how_a_response_is_cut(response: bytes, places: list[int]) -> None:
    whole, cut = read(b"GET", [response]), read(b"GET", split(response, places))
    # What follows the response may not have come yet, so the connection looks good.
    assert (whole and whole[:3]) == (cut and cut[:3])


@pytest.mark.parametrize(
    ("response", "reusable"),
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
def test_which_connections_can_be_used_again(response: bytes, reusable: bool) -> None:
    result = read(b"GET", [response])
    assert result is not None
    assert result[2:] == (b"ok", reusable)


def test_folded_headers_are_unfolded() -> None:
    result = read(b"GET", [b"HTTP/1.1 200 OK\r\nX: a\r\n  b\r\n\tc\r\nContent-Length: 0\r\n\r\n"])
    assert result is not None
    assert result[1] == [(b"X", b"a b c"), (b"Content-Length", b"0")]
    assert read(b"GET", [b"HTTP/1.1 200 OK\r\n X: a\r\nContent-Length: 0\r\n\r\n"]) is None


def test_large_bodies_are_handed_on_as_they_come() -> None:
    reader = ResponseReader("GET")
    reader.feed(b"HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n\r\n")
    assert reader.head() is not None
    for _ in range(2):
        data = bytes(100_000)
        reader.feed(data)
        part, complete = reader.body()
        assert part == data
        assert not complete
    reader.feed(bytes(100_000))
    assert reader.body() == (bytes(100_000), True)


@pytest.mark.parametrize(
    "hostile", [b"HTTP/1.1 200 OK\r\nX: " + b"A" * 200_000, b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 40_000]
)
def test_heads_without_end(hostile: bytes) -> None:
    reader = ResponseReader("GET")
    reader.feed(hostile)
    with pytest.raises(httpx.RemoteProtocolError, match="no end"):
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
        ("GE T", "/", []),
        ("", "/", []),
        ("GET", "", []),
        ("GET", "/a b", []),
        ("GET", "/\r\nX: y", []),
        ("GET", "/\xe9", []),
        ("GET", "/", [("", "x")]),
        ("GET", "/", [("X y", "x")]),
        ("GET", "/", [("X:", "x")]),
        ("GET", "/", [("X", "a\r\nY: b")]),
        ("GET", "/", [("X", "a\nb")]),
        ("GET", "/", [("X", "a\x00b")]),
        ("GET", "/", [("X", "\u20ac")]),
    ],
)
def test_encode_head_refuses_what_cannot_be_sent(
    method: str, target: str, headers: list[tuple[str, str]]
) -> None:
    with pytest.raises(httpx.LocalProtocolError):
        encode_head(method, target, b"Host: x\r\n", headers, None)


@pytest.mark.parametrize("length", [8, None])
def test_encode_head_is_what_h11_reads(length: int | None) -> None:
    headers = [("X-Odd", "\t\xe9 ~"), ("Empty", "")]
    data = encode_head("PUT", "/a%2Fb?c=d", b"Host: localhost\r\n", headers, length)
    server = h11.Connection(h11.SERVER)
    server.receive_data(data + (b"abc\r\nxyz" if length else b""))
    request = server.next_event()
    assert isinstance(request, h11.Request)
    assert (request.method, request.target) == (b"PUT", b"/a%2Fb?c=d")
    assert list(request.headers.raw_items())[:3] == [HOST, (b"X-Odd", b"\xe9 ~"), (b"Empty", b"")]
    body = b""
    while isinstance(event := server.next_event(), h11.Data):
        body += event.data
    assert isinstance(event, h11.EndOfMessage)
    assert body == (b"abc\r\nxyz" if length else b"")
    assert not server.trailing_data[0]


def feed(reader: ResponseReader, data: bytes, size: int = 1) -> tuple[Any, bytes]:
    """Feed a reader piece by piece; the head, and the body as far as it came."""
    head, body = None, b""
    for start in range(0, len(data), size):
        reader.feed(data[start : start + size])
        if head is None:
            head = reader.head()
        if head is not None:
            body += reader.body()[0]
    return head, body


def test_head_that_comes_byte_by_byte_costs_its_length() -> None:
    """One that took the square of it would not end within the time that a test has."""
    data = b"HTTP/1.1 200 OK\r\n" + b"X-Long: %b\r\n" % (b"a" * 1000) * 90 + b"Content-Length: 2\r\n\r\nok"
    head, body = feed(ResponseReader("GET"), data)
    assert len(pairs(head[1])) == 91
    assert body == b"ok"


def test_trailers_that_come_byte_by_byte_cost_their_length() -> None:
    trailers = b"X-Long: %b\r\n" % (b"a" * 1000) * 90
    data = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n" + trailers + b"\r\n"
    assert feed(ResponseReader("GET"), data)[1] == b"ok"


@pytest.mark.parametrize(
    "chunk", [b"1;" + b"x" * 4000 + b"\r\na\r\n", b"2\r\nab\r\n", b"000000000001\r\na\r\n"]
)
def test_more_chunk_headers_than_content_are_an_error(chunk: bytes) -> None:
    reader = ResponseReader("GET")
    reader.feed(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    assert reader.head()
    block = chunk * (100_000 // len(chunk))
    with pytest.raises(httpx.RemoteProtocolError, match="more of chunk headers than of content"):
        for _ in range(200):
            reader.feed(block)
            reader.body()


def test_chunks_of_a_few_lines_of_a_log_each_are_read() -> None:
    reader = ResponseReader("GET")
    reader.feed(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    assert reader.head()
    block = b"1e\r\n" + b"x" * 30 + b"\r\n"
    for _ in range(200):
        reader.feed(block * 1000)
        assert reader.body() == (b"x" * 30_000, False)


@pytest.mark.parametrize("data", [b"S", b"\x15\x03\x01", b"HTTQ", b"\r\n", b"hTTP/1.1 200 OK"])
def test_first_byte_that_cannot_begin_a_response_fails_at_once(data: bytes) -> None:
    reader = ResponseReader("GET")
    reader.feed(data)
    with pytest.raises(httpx.RemoteProtocolError, match="something else"):
        reader.head()


def test_informational_responses_share_the_budget_of_the_head() -> None:
    reader = ResponseReader("GET")
    with pytest.raises(httpx.RemoteProtocolError, match="no end"):
        feed(reader, (b"HTTP/1.1 103 Hints\r\nLink: " + b"x" * 1000 + b"\r\n\r\n") * 110, 1000)


@pytest.mark.parametrize(
    "trailer", [b"Content-Length: 1, 2", b"Content-Length: x", b"Transfer-Encoding: gzip", b"no header"]
)
def test_trailers_are_judged_as_headers_are(trailer: bytes) -> None:
    data = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n" + trailer + b"\r\n\r\n"
    assert read(b"GET", [data]) is None
    assert read_with_h11(b"GET", [data]) is None


READERS: dict[str, bytes] = {
    "a chunk that is longer than it says": b"2\r\nokk\r\n",
    "a chunk's header without end": b"2;" + b"x" * (MAX_HEAD_BYTES + 1),
    "trailers without end": b"0\r\nX: " + b"x" * (MAX_HEAD_BYTES + 1),
}


@pytest.mark.parametrize("body", READERS.values(), ids=READERS)
def test_chunks_that_are_malformed_are_errors(body: bytes) -> None:
    reader = ResponseReader("GET")
    reader.feed(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    assert reader.head()
    reader.feed(body)
    with pytest.raises(httpx.RemoteProtocolError, match=r"should|no end"):
        reader.body()


def test_chunks_and_trailers_cut_anywhere_are_read() -> None:
    body = b"2\r\nok\r\n0\r\nX: y\r\n\r\n"
    for cut in range(1, len(body)):
        reader = ResponseReader("GET")
        reader.feed(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        assert reader.head()
        reader.feed(body[:cut])
        parts, complete = reader.body()
        assert not complete
        reader.feed(body[cut:])
        more, complete = reader.body()
        assert complete
        assert parts + more == b"ok"
