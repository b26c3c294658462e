from __future__ import annotations

import json
import time
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tc import (
    APIError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    GoneError,
    InsufficientScopesError,
    NotFoundError,
    PayloadTooLargeError,
    RateLimitError,
    ResponseError,
    ServerError,
)
from tc._protocol.response import MAX_KEPT, ApiResponse
from tc._redact.urls import redact_links

URL = "https://tc.example.com/api/queue/v1/task/x"
JSON_TYPE = {"content-type": "application/json; charset=utf-8"}
TEXT_TYPE = {"content-type": "text/plain"}
HTML_TYPE = {"content-type": "text/html"}
LOCATION = {"location": "https://storage.example.com/a%20b?X-Sig=1%2F2#part"}


def response(status: int, headers: dict[str, str], content: bytes, method: str = "GET") -> ApiResponse:
    return ApiResponse(status, httpx.Headers(headers), content, method, URL)


@pytest.mark.parametrize(
    ("status", "headers", "content", "expects_json", "value"),
    [
        (200, JSON_TYPE, b'{"a": 1}', True, {"a": 1}),
        (200, JSON_TYPE, b'{"a": 1}', False, {"a": 1}),
        (200, JSON_TYPE, b"[]", True, []),
        (200, JSON_TYPE, b"null", True, None),
        (200, JSON_TYPE, b'"text"', True, "text"),
        (200, {}, b'{"a": 1}', True, {"a": 1}),
        (200, TEXT_TYPE, b'{"a": 1}', False, {"a": 1}),
        (200, TEXT_TYPE, b"OK", False, None),
        (200, TEXT_TYPE, b"5", False, None),
        (200, HTML_TYPE, b"<html></html>", False, None),
        (200, JSON_TYPE, b"", True, None),
        (200, {}, b"", False, None),
        (204, {}, b"", True, None),
        (204, JSON_TYPE, b"ignored", True, None),
        (201, JSON_TYPE, '{"a": "é"}'.encode(), True, {"a": "é"}),
        (303, JSON_TYPE | LOCATION, b'{"storageType": "s3"}', True, {"storageType": "s3"}),
        (303, TEXT_TYPE | LOCATION, b'{"storageType": "s3"}', True, {"storageType": "s3"}),
        (303, TEXT_TYPE | LOCATION, b"See other. Redirecting", True, {"url": LOCATION["location"]}),
        (303, TEXT_TYPE | LOCATION, b"See other. Redirecting", False, {"url": LOCATION["location"]}),
        (303, HTML_TYPE | LOCATION, b"", False, {"url": LOCATION["location"]}),
        (303, JSON_TYPE | LOCATION, b"", True, {"url": LOCATION["location"]}),
        (302, TEXT_TYPE | LOCATION, b"302", True, {"url": LOCATION["location"]}),
        (
            302,
            TEXT_TYPE | {"location": "/badge.svg"},
            b"Found",
            False,
            {"url": "https://tc.example.com/badge.svg"},
        ),
        (200, LOCATION | TEXT_TYPE, b"OK", False, None),
    ],
)
def test_success_has_its_value(
    status: int, headers: dict[str, str], content: bytes, expects_json: bool, value: Any
) -> None:
    found = response(status, headers, content).decode(expects_json=expects_json, redirects=status >= 300)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("status", "headers", "content", "expects_json"),
    [
        (200, JSON_TYPE, b'{"a": ', True),
        (200, JSON_TYPE, b'{"a": ', False),
        (200, HTML_TYPE, b"<html>Login</html>", True),
        (200, {}, b"no json", True),
        (200, JSON_TYPE, b"\xff\xfe\xff", True),
        (200, JSON_TYPE, b"[" * 100_000, True),
        (303, JSON_TYPE | LOCATION, b'{"a": ', True),
        (303, TEXT_TYPE, b"See other", True),
        (303, TEXT_TYPE | {"location": "http://["}, b"See other", True),
        (304, {}, b"", True),
    ],
)
def test_success_without_the_json_it_should_have_is_an_error(
    status: int, headers: dict[str, str], content: bytes, expects_json: bool
) -> None:
    with pytest.raises(ResponseError) as caught:
        response(status, headers, content).decode(expects_json=expects_json, redirects=status >= 300)
    error = caught.value
    assert error.status_code == status
    assert error.method == "GET"
    assert error.url == URL
    assert error.body == content[:MAX_KEPT].decode("utf-8", "replace")
    for part in ("GET", URL, str(status), "not JSON", str(len(content))):
        assert part in str(error)
    assert len(str(error)) < 500


@given(st.integers(200, 399), st.binary(), st.booleans(), st.sampled_from([JSON_TYPE, TEXT_TYPE, {}]))
def test_success_with_any_body_is_a_value_or_a_response_error(
    status: int, content: bytes, expects_json: bool, headers: dict[str, str]
) -> None:
    try:
        response(status, headers, content).decode(expects_json=expects_json, redirects=status >= 300)
    except ResponseError as error:
        assert error.status_code == status  # noqa: PT017


# ---------------------------------------------------------------- errors


STATUSES = {
    400: BadRequestError,
    401: AuthenticationError,
    402: APIError,
    403: InsufficientScopesError,
    404: NotFoundError,
    406: APIError,
    409: ConflictError,
    410: GoneError,
    413: PayloadTooLargeError,
    418: APIError,
    424: APIError,
    429: RateLimitError,
    499: APIError,
    500: ServerError,
    502: ServerError,
    503: ServerError,
    599: ServerError,
    720: ServerError,
}


@pytest.mark.parametrize(("status", "kind"), STATUSES.items())
def test_status_decides_the_class_of_the_error(status: int, kind: type[APIError]) -> None:
    error = response(status, JSON_TYPE, b'{"message": "no"}').error(1)
    assert type(error) is kind
    assert error.status_code == status
    assert str(status) in str(error)


def test_error_carries_all_of_the_response() -> None:
    info = {
        "method": "createTask",
        "params": {"taskId": "x"},
        "payload": {},
        "time": "2026-11-22T10:00:00.000Z",
    }
    message = "Bad thing.\nSecond line.\n\n---\n\n* method: createTask\n* errorCode: InputError"
    body = {"code": "InputError", "message": message, "requestInfo": info, "more": 1}
    headers = JSON_TYPE | {"x-for-trace-id": "trace-1", "x-for-request-id": "request-1"}
    error = response(400, headers, json.dumps(body).encode(), "PUT").error(3)
    assert error.code == "InputError"
    assert error.message == "Bad thing.\nSecond line."
    assert error.request_info == info
    assert error.body == body
    assert (error.method, error.url, error.attempts) == ("PUT", URL, 3)
    assert (error.trace_id, error.request_id) == ("trace-1", "request-1")
    text = str(error)
    for part in ("400", "InputError", "Bad thing.\nSecond line.", "PUT", URL, "3 attempts", "request-1"):
        assert part in text
    assert "* errorCode" not in text


@pytest.mark.parametrize("payload", [{}, "text", None, [1]])
def test_error_with_any_request_info_is_made(payload: Any) -> None:
    body = {"code": "X", "message": "no", "requestInfo": {"payload": payload}}
    error = response(400, JSON_TYPE, json.dumps(body).encode()).error(1)
    assert error.request_info == {"payload": payload}


HTML = b"""<!doctype html><html><head><title>502 Bad
  Gateway &amp; more</title><style>p {x: y}</style></head><body><script>alert(1)</script>502</body>"""


@pytest.mark.parametrize(
    ("status", "headers", "content", "message"),
    [
        (502, HTML_TYPE, HTML, "502 Bad Gateway & more"),
        (
            502,
            HTML_TYPE,
            b"<h1>Oops</h1><style>h1 {}</style><p>try &lt;later&gt;",
            "Bad Gateway: Oops try <later>",
        ),
        (503, {}, b"", "Service Unavailable"),
        (503, TEXT_TYPE, b"no healthy upstream", "Service Unavailable: no healthy upstream"),
        (404, JSON_TYPE, b'{"error": "Not found"}', "Not found"),
        (424, JSON_TYPE, b'{"reason": "file-missing-on-worker", "message": "no such file"}', "no such file"),
        (424, JSON_TYPE, b'{"reason": "file-missing-on-worker"}', "file-missing-on-worker"),
        (500, JSON_TYPE, b'{"message": ""}', 'Internal Server Error: {"message": ""}'),
        (500, JSON_TYPE, b'{"message": 5}', 'Internal Server Error: {"message": 5}'),
        (500, JSON_TYPE, b"[1, 2]", "Internal Server Error: [1, 2]"),
        (500, JSON_TYPE, b"null", "Internal Server Error: null"),
        (500, JSON_TYPE, b'"text"', "Internal Server Error: text"),
        (400, JSON_TYPE, b'{"code": "Inp', 'Bad Request: {"code": "Inp'),
        (599, {}, b"", "status 599"),
        (500, {}, b"\xff\xfe", "Internal Server Error: \ufffd\ufffd"),
    ],
)
def test_error_of_any_body_has_a_message(
    status: int, headers: dict[str, str], content: bytes, message: str
) -> None:
    error = response(status, headers, content).error(1)
    assert error.message == message
    assert error.code is None
    assert error.request_info is None
    assert (error.trace_id, error.request_id) == (None, None)
    assert "1 attempt" in str(error)
    assert "attempts" not in str(error)


def test_error_of_a_large_page_is_cut() -> None:
    error = response(502, HTML_TYPE, b"<p>" + b"x" * 1_000_000).error(1)
    assert len(error.body) == MAX_KEPT
    assert len(str(error)) < 500


@given(st.integers(400, 599), st.binary(), st.sampled_from([JSON_TYPE, HTML_TYPE, {}]))
def test_error_of_random_bytes_has_a_message(status: int, content: bytes, headers: dict[str, str]) -> None:
    error = response(status, headers, content).error(2)
    assert error.message
    for part in (str(status), URL, "2 attempts"):
        assert part in str(error)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner) | st.dictionaries(st.sampled_from(["message", "code", "requestInfo", "x"]), inner)
        ),
    )
)
def test_error_of_random_json_has_a_message(body: Any) -> None:
    error = response(400, JSON_TYPE, json.dumps(body).encode()).error(1)
    assert error.body == body
    assert isinstance(error.message, str)
    assert error.message


def test_response_does_not_show_its_content() -> None:
    shown = repr(ApiResponse(200, {"x": "secret"}, b"secret", "GET", "https://tc.example.com/a"))
    assert shown == "<ApiResponse 200 to GET https://tc.example.com/a, 6 bytes>"


def test_page_is_read_in_a_time_that_the_peer_cannot_choose() -> None:
    patterns = ("<title", "<title>", "<script>", "<", "?", "//a", '"token', '"secret"', "&#")
    pages = [(pattern * 64_000)[:64_000] for pattern in patterns]
    started = time.process_time()
    for page in [*pages, '"' + "token" * 12_000]:
        error = response(502, HTML_TYPE, page.encode()).error(1)
        assert len(str(error)) < 2000
        redact_links(page)
    assert time.process_time() - started < 1.5


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<title>Bad <b>Gateway</title>text", "Bad <b>Gateway"),
        ("<p>one</p><script>if (a<b && c>d) {}</script>two<style>p {}", "one two"),
        ("<script></style>no</script>three", "three"),
        ("a < b", "a < b"),
    ],
)
def test_page_says_its_title_or_its_text(page: str, words: str) -> None:
    assert words in str(response(502, HTML_TYPE, page.encode()).error(1))
