"""Which responses are accepted: cases of the kinds that h11, httpcore and llhttp have in their suites."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.http.test_h1 import read, read_with_h11
from tests.support.judges import Case, Verdict, judged_by_httpcore, judged_by_node

OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
SIZED = b"Content-Length: 2\r\n\r\nok"

SAME: dict[str, bytes] = {
    "a body with a length": OK + SIZED,
    "a body to the end": OK + b"\r\nHTTP/1.1 200 OK",
    "a body to the end, of 1.0 that keeps alive": b"HTTP/1.0 200 OK\r\nConnection: keep-alive\r\n\r\nok",
    "an empty body": OK + b"Content-Length: 0\r\n\r\n",
    "no headers and no body": b"HTTP/1.1 404 Not Found\r\n\r\n",
    "a body that is cut short": OK + b"Content-Length: 3\r\n\r\nok",
    "a head that is cut short": OK + b"Content-Le",
    "nothing": b"",
    "no reason": b"HTTP/1.1 200\r\n" + SIZED,
    "an empty reason": b"HTTP/1.1 200 \r\n" + SIZED,
    "two spaces before the reason": b"HTTP/1.1 200  OK\r\n" + SIZED,
    "a reason in Latin-1": b"HTTP/1.1 200 \xe9t\xe9\r\n" + SIZED,
    "a status above all classes": b"HTTP/1.1 999 Odd\r\n" + SIZED,
    "a status of one digit": b"HTTP/1.1 2 OK\r\n" + SIZED,
    "a status of four digits": b"HTTP/1.1 2000 OK\r\n" + SIZED,
    "a status that is no number": b"HTTP/1.1 2x0 OK\r\n" + SIZED,
    "two spaces before the status": b"HTTP/1.1  200 OK\r\n" + SIZED,
    "a tab before the status": b"HTTP/1.1\t200 OK\r\n" + SIZED,
    "no status": b"HTTP/1.1\r\n" + SIZED,
    "another protocol": b"HTP/1.1 200 OK\r\n" + SIZED,
    "a longer name of the protocol": b"HTTPER/1.1 200 OK\r\n" + SIZED,
    "the protocol in lower case": b"http/1.1 200 OK\r\n" + SIZED,
    "text": b"Wait, this is no HTTP.\r\n\r\n",
    "two digits before the dot": b"HTTP/01.1 200 OK\r\n" + SIZED,
    "two digits behind the dot": b"HTTP/1.01 200 OK\r\n" + SIZED,
    "another major version": b"HTTP/5.6 200 OK\r\n" + SIZED,
    "a CR before the status line": b"\rHTTP/1.1\t200 OK\r\n" + SIZED,
    "NUL in the reason": b"HTTP/1.0 200 OK\x00xxxx\r\n" + SIZED,
    "a header without value": OK + b"Pragma: \r\nX: y\r\n" + SIZED,
    "white space around a value": OK + b"X: \t y \t\r\n" + SIZED,
    "odd characters in a name": OK + b"X-$_.Y: 1\r\n" + SIZED,
    "bytes above ASCII in a value": OK + b"X: \xe9\xff\r\n" + SIZED,
    "a value of 4,000 bytes": OK + b"X: " + b"a" * 4000 + b"\r\n" + SIZED,
    "white space before the first header": OK + b" X: y\r\n" + SIZED,
    "a space before the colon": OK + b"X : y\r\n" + SIZED,
    "a tab before the colon": OK + b"X\t: y\r\n" + SIZED,
    "a space in a name": OK + b"X y: z\r\n" + SIZED,
    "a header without name": OK + b": y\r\n" + SIZED,
    "a header without colon": OK + b"X\r\n" + SIZED,
    "a control character in a name": OK + b"X\x01y: z\r\n" + SIZED,
    "a byte above ASCII in a name": OK + b"X\xff: z\r\n" + SIZED,
    "NUL in a value": OK + b"X: a\x00b\r\n" + SIZED,
    "CR in a value": OK + b"Foo: 1\rBar: 2\r\n" + SIZED,
    "CR and a name in a value": OK + b"Foo: 1\r\rContent-Length: 1\r\n" + SIZED,
    "VT in a value": OK + b"X: a\x0bb\r\n" + SIZED,
    "FF in a value": OK + b"X: a\x0cb\r\n" + SIZED,
    "a tab before a length": OK + b"Content-Length:\t2\r\n\r\nok",
    "a length with zeros in front": OK + b"Content-Length: 002\r\n\r\nok",
    "a header whose name begins as another": OK + b"Content-Length-X: 0\r\n" + SIZED,
    "a length below zero": OK + b"Content-Length: -2\r\n\r\nok",
    "a length with a sign": OK + b"Content-Length: +2\r\n\r\nok",
    "a length that is hexadecimal": OK + b"Content-Length: 0x2\r\n\r\nok",
    "a length that is no number": OK + b"Content-Length: 2x\r\n\r\nok",
    "a length in two words": OK + b"Content-Length: 2 2\r\n\r\nok",
    "a length that is empty": OK + b"Content-Length:\r\n\r\nok",
    "a length of 21 digits": OK + b"Content-Length: " + b"1" * 21 + b"\r\n\r\nok",
    "two lengths": OK + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nok",
    "two lengths in one": OK + b"Content-Length: 2, 1\r\n\r\nok",
    "chunks": CHUNKED + b"2\r\nok\r\n0\r\n\r\n",
    "chunks in upper case": OK + b"Transfer-Encoding: cHuNkEd\r\n\r\n2\r\nok\r\n0\r\n\r\n",
    "chunks of hexadecimal size": CHUNKED + b"aA\r\n" + b"x" * 0xAA + b"\r\n0\r\n\r\n",
    "chunks with zeros in front": CHUNKED + b"002\r\nok\r\n000\r\n\r\n",
    "chunks with extensions": CHUNKED + b"2;love;so=much\r\nok\r\n0\r\n\r\n",
    "chunks with quoted extensions": CHUNKED + b'2;x="a; b";y=z\r\nok\r\n0\r\n\r\n',
    "chunks with trailers": CHUNKED + b"2\r\nok\r\n0\r\nVary: *\r\nX: y\r\n\r\n",
    "chunks without the last": CHUNKED + b"2\r\nok\r\n",
    "chunks without the last line": CHUNKED + b"2\r\nok\r\n0\r\n",
    "chunks without their size": CHUNKED + b"\r\nok\r\n0\r\n\r\n",
    "chunks of more than they say": CHUNKED + b"2\r\nokk\r\n0\r\n\r\n",
    "chunks that end in anything": CHUNKED + b"2\r\nok_1a\r\n0\r\n\r\n",
    "chunks that end in CR": CHUNKED + b"2\r\nok\r_1a\r\n0\r\n\r\n",
    "chunks that end in LF": CHUNKED + b"2\r\nok\n0\r\n\r\n",
    "chunks with LF after the size": CHUNKED + b"2\nok\r\n0\r\n\r\n",
    "chunks of a size below zero": CHUNKED + b"-2\r\nok\r\n0\r\n\r\n",
    "chunks of a size with 0x": CHUNKED + b"0x2\r\nok\r\n0\r\n\r\n",
    "chunks of a size with a sign": CHUNKED + b"+2\r\nok\r\n0\r\n\r\n",
    "chunks of a size with _": CHUNKED + b"0_2\r\nok\r\n0\r\n\r\n",
    "chunks of a size with NUL": CHUNKED + b"2\x00\r\nok\r\n0\r\n\r\n",
    "chunks of an endless size": CHUNKED + b"9" * 100 + b"\r\nok\r\n0\r\n\r\n",
    "chunks with white space before the size": CHUNKED + b" 2\r\nok\r\n0\r\n\r\n",
    "chunks with an extension without semicolon": CHUNKED + b"2 x\r\nok\r\n0\r\n\r\n",
    "chunks with CR in an extension": CHUNKED + b"2;a\rb\r\nok\r\n0\r\n\r\n",
    "chunks with LF in an extension": CHUNKED + b"2;a\nb\r\nok\r\n0\r\n\r\n",
    "a trailer that is no header": CHUNKED + b"2\r\nok\r\n0\r\nX y\r\n\r\n",
    "an empty encoding": OK + b"Transfer-Encoding:\r\n" + SIZED,
    "chunks inside of another encoding": OK + b"Transfer-Encoding: chunked, deflate\r\n\r\nWorld",
    "an encoding twice": OK + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "an encoding that only sounds like it": OK
    + b"Transfer-Encoding: chunkedchunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
    "an encoding that goes on": OK + b"Transfer-Encoding: chunked\r\n  abc\r\n\r\n2\r\nok\r\n0\r\n\r\n",
    "no content": b"HTTP/1.1 204 No Content\r\n\r\n",
    "not modified, with a length": b"HTTP/1.1 304 Not Modified\r\nContent-Length: 50\r\n\r\n",
    "closing in another header": OK + b"Proxy-Connection: close\r\n" + SIZED,
    "an upgrade that was not asked for": b"HTTP/1.1 101 Switch\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n",
    "informational responses before": b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nLink: x\r\n\r\n"
    + OK
    + SIZED,
    "only an informational response": b"HTTP/1.1 100 Continue\r\n\r\n",
    "an informational response with a broken header": b"HTTP/1.1 103 Hints\r\nX y: z\r\n\r\n" + OK + SIZED,
}
# What we accept, as h11 does, and llhttp refuses: each kind is a line of docs/design/engine.md.
LENIENT: dict[str, tuple[str, bytes]] = {
    "LF for every end": ("a bare LF", b"HTTP/1.1 200 OK\nX: y\nContent-Length: 2\n\nok"),
    "LF for the last end": ("a bare LF", OK + b"Content-Length: 2\r\n\nok"),
    "LF in trailers": ("a bare LF", CHUNKED + b"2\r\nok\r\n0\r\nX: y\n\n"),
    "a control character in a value": ("control characters", OK + b"X: a\x01b\r\n" + SIZED),
    "DEL in a value": ("control characters", OK + b"X: a\x7fb\r\n" + SIZED),
    "a tab behind a length": ("control characters", OK + b"Content-Length: 2\t\r\n\r\nok"),
    "a value on several lines": ("lines that continue", OK + b"X: a\r\n  b\r\n\tc\r\n" + SIZED),
    "a length and chunks": (
        "`Content-Length` beside",
        OK + b"Content-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
    ),
    "the same length twice": ("a repeated", OK + b"Content-Length: 2\r\n" + SIZED),
    "the same length twice in one": ("a repeated", OK + b"Content-Length: 2, 2\r\n\r\nok"),
    "another minor version": ("versions from", b"HTTP/1.2 200 OK\r\n" + SIZED),
    "white space after a chunk's size": ("white space after", CHUNKED + b"2 \t \r\nok\r\n0\r\n\r\n"),
    "an extension that is empty": ("anything printable", CHUNKED + b"2;\r\nok\r\n0\r\n\r\n"),
    "an extension with an open quote": ("anything printable", CHUNKED + b'2;x="y\r\nok\r\n0\r\n\r\n'),
    "bytes behind the response": ("bytes behind", OK + SIZED + b"HTTP/1.1 2x0 no\r\n\r\n"),
    "bytes behind the last response": ("bytes behind", OK + b"Connection: close\r\n" + SIZED + b"more"),
    "informational, and closing": (
        "`Connection: close` of",
        b"HTTP/1.1 103 Hints\r\nConnection: close\r\n\r\n" + OK + SIZED,
    ),
}
CASES = {
    **{name: Case("GET", data) for name, data in SAME.items()},
    **{name: Case("GET", data) for name, (_, data) in LENIENT.items()},
    "HEAD with a length": Case("HEAD", OK + b"Content-Length: 123\r\n\r\n"),
    "HEAD with chunks": Case("HEAD", CHUNKED),
    "HEAD with two lengths": Case("HEAD", OK + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\n"),
}


def ours(case: Case) -> Verdict:
    found = read(case.method.encode(), [case.data])
    return None if found is None else (found[0], found[2])


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_response_is_judged_as_by_h11_and_httpcore(case: Case) -> None:
    by_h11 = read_with_h11(case.method.encode(), [case.data])
    assert ours(case) in (None, None if by_h11 is None else (by_h11[0], by_h11[2]))
    assert ours(case) in (None, judged_by_httpcore(case))


def test_responses_that_llhttp_refuses_are_refused_but_for_those_listed() -> None:
    refused_kinds = set()
    for (name, case), theirs in zip(CASES.items(), judged_by_node([*CASES.values()]), strict=True):
        mine = ours(case)
        if name not in LENIENT:
            assert mine in (None, theirs), name
            continue
        assert mine is not None, name
        assert theirs in (None, mine), name
        if theirs is None:
            refused_kinds.add(LENIENT[name][0])
    assert refused_kinds == {kind for kind, _ in LENIENT.values()}


@pytest.mark.parametrize("name", LENIENT)
def test_lenient_cases_are_accepted_however_they_are_cut(name: str) -> None:
    data = LENIENT[name][1]
    whole = ours(Case("GET", data))
    for cut in range(1, len(data)):
        found = read(b"GET", [data[:cut], data[cut:]])
        assert found is not None
        assert (found[0], found[2]) == whole


def test_list_of_what_llhttp_refuses_is_in_the_design() -> None:
    page = Path(__file__).parents[2] / "docs" / "design" / "engine.md"
    listed = [
        line for line in page.read_text().split("strict mode refuses:")[1].split("\n") if line[:2] == "- "
    ]
    kinds = {kind for kind, _ in LENIENT.values()}
    assert len(listed) == len(kinds)
    for kind in kinds:
        assert any(line.startswith(f"- {kind}") for line in listed), kind
