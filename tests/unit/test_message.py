"""Requests and responses as they cross the seam to the engines."""

from __future__ import annotations

import sys
from subprocess import run

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tc._protocol.message import Headers, Origin, Request, Response, Timeouts, header_block, split_root
from tc._protocol.urls import check_path, encode_query, route

ROOTS = [
    "https://tc.example.com",
    "http://localhost:8080",
    "http://127.0.0.1:80",
    "https://[::1]:8443/a/b%20c",
    "https://TC.Example.com:443/prefix",
    "https://b\xfccher.example",
    "https://xn--bcher-kva.example",
    "http://tc_x.example.com",
]
ANYTHING = st.text(min_size=1).filter(lambda text: text not in (".", "..") and text.isprintable())
TARGETS = st.one_of(
    st.builds(
        lambda first, second, query: route("api/queue/v1/<a>/x/<b>", a=first, b=second) + encode_query(query),
        ANYTHING,
        st.one_of(ANYTHING, st.sampled_from(["...", ".a", "a.", "a..b", "~._-"])),
        st.dictionaries(st.sampled_from("abcde"), st.one_of(ANYTHING, st.integers()), max_size=3),
    ),
    st.sampled_from(["a//b", "a;b", "a/.b", "a'b", "a(b)/*!$&,=:@", "a%2fb%2F"]).map(check_path),
)


@given(st.sampled_from(ROOTS), TARGETS)
def test_target_is_what_httpx_makes_of_the_url(root: str, target: str) -> None:
    origin, prefix = split_root(root)
    url = httpx.URL(f"{root}/{target}")
    assert url.raw_path.decode() == prefix + target
    assert str(url) == f"{origin.url}{prefix}{target}"
    assert Origin.of(url) == origin
    assert httpx.Request("GET", url).headers["host"] == origin.netloc


def test_split_root_of_a_plain_url_does_not_import_httpx() -> None:
    code = (
        "import sys; from tc._protocol.message import split_root; print(split_root('https://a.b'),"
        " 'httpx' in sys.modules)"
    )
    out = run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip() == "(Origin(scheme='https', host='a.b', port=443), '/') False"


def test_headers_ignore_case_and_join_what_is_repeated() -> None:
    headers = Headers(b"X-One: 1\r\nx-one:2 \nName: \xc3\xa4\r\n")
    assert headers["x-ONE"] == "1, 2"
    assert headers["name"] == "\xe4"
    assert Headers(b"Odd: \xe4\r\n")["odd"] == "\xe4"
    assert headers.raw == [(b"X-One", b"1"), (b"x-one", b"2"), (b"Name", b"\xc3\xa4")]
    assert headers.get("missing") is None
    assert "NAME" in headers
    assert sorted(headers) == ["name", "x-one"]
    assert len(headers) == 2
    assert repr(headers) == "<Headers x-one, name>"


@pytest.mark.parametrize(
    ("timeout", "expected"),
    [
        (3.0, (3.0, 3.0, 3.0, 9.0)),
        (httpx.Timeout(None), (None, None, None, 9.0)),
        (httpx.Timeout(1, read=2, write=3), (1, 2, 3, 9.0)),
    ],
)
def test_timeouts_are_those_of_the_option(
    timeout: float | httpx.Timeout, expected: tuple[float | None]
) -> None:
    timeouts = Timeouts.of(timeout, 9.0)
    assert tuple(timeouts) == expected
    assert timeouts.endless().total is None
    assert timeouts.reading_at_least(0) is timeouts


def test_reading_at_least_never_shortens() -> None:
    assert Timeouts.of(5.0).reading_at_least(30).read == 30
    assert Timeouts.of(50.0).reading_at_least(30).read == 50
    assert Timeouts.of(httpx.Timeout(None)).reading_at_least(30).read is None


def test_request_does_not_show_its_headers() -> None:
    origin, _ = split_root("https://[::1]:8443")
    timeouts = Timeouts.of(1.0)
    request = Request("GET", origin, "/a?bewit=b", headers=[("Authorization", "c")], timeouts=timeouts)
    assert repr(request) == "<Request GET to [::1]:8443>"


def test_header_block_is_one_line_each() -> None:
    assert header_block([("Host", "a"), ("X", "y")]) == b"Host: a\r\nX: y\r\n"


def test_response_does_not_show_its_content() -> None:
    response = Response(200, Headers(b"Set-Cookie: secret\r\n"), b"secret")
    assert repr(response) == "<Response 200, 6 bytes>"
