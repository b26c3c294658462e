"""What the responses to a download mean."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from tc._transfer.plans import DownloadSource
from tc._transfer.resume import ResponseAction, ResumeState
from tc._transfer.storage import TransferFields, safe_storage_url
from tc.errors import TransferError

TOTAL = 100


def received(position: int, *, immutable: bool = True, **headers: str) -> ResumeState:
    """A reception that broke off."""
    reception = ResumeState(immutable=immutable)
    begun = {"content-length": str(TOTAL)} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    assert reception.judge(200, httpx.Headers(begun)) is ResponseAction.START
    reception.count(position)
    return reception


@pytest.mark.parametrize(
    ("content_range", "verdict"),
    [
        ("bytes 40-99/100", ResponseAction.RESUME),
        ("bytes 40-49/100", ResponseAction.RESUME),
        ("bytes 40-99/*", ResponseAction.RESUME),
        ("bytes 40-100/*", ResponseAction.AGAIN),
        ("bytes 40-39/100", ResponseAction.AGAIN),
        (f"bytes 40-{'9' * 5000}/*", ResponseAction.AGAIN),
        ("bytes 39-99/100", ResponseAction.AGAIN),
        ("bytes 41-99/100", ResponseAction.AGAIN),
        ("bytes 40-99/101", ResponseAction.AGAIN),
        ("bytes 40-100/100", ResponseAction.AGAIN),
        ("bytes */100", ResponseAction.AGAIN),
        ("items 40-99/100", ResponseAction.AGAIN),
        ("bytes 40-99", ResponseAction.AGAIN),
        ("", ResponseAction.AGAIN),
    ],
)
def test_content_range(content_range: str, verdict: ResponseAction) -> None:
    reception = received(40)
    assert reception.headers() == [("Range", "bytes=40-")]
    assert reception.judge(206, httpx.Headers({"Content-Range": content_range})) is verdict
    assert bool(reception.headers()) == (verdict is ResponseAction.RESUME)


@pytest.mark.parametrize(
    ("content_range", "verdict"),
    [
        ("bytes */40", ResponseAction.COMPLETE),
        ("bytes */100", ResponseAction.AGAIN),
        ("", ResponseAction.AGAIN),
    ],
)
def test_range_not_satisfiable(content_range: str, verdict: ResponseAction) -> None:
    assert received(40).judge(416, httpx.Headers({"Content-Range": content_range})) is verdict


@pytest.mark.parametrize(
    ("content_range", "action"),
    [
        ("bytes 0-99/100", ResponseAction.START),
        ("bytes 0-99/*", ResponseAction.START),
        ("items 3", ResponseAction.START),  # it has no meaning with this status
        ("bytes 40-99/100", ResponseAction.AGAIN),
        ("bytes 0-99/200", ResponseAction.AGAIN),
        ("bytes 0-49/50", ResponseAction.AGAIN),
    ],
)
def test_success_with_a_part_is_not_the_whole(content_range: str, action: ResponseAction) -> None:
    headers = httpx.Headers({"Content-Length": str(TOTAL), "Content-Range": content_range})
    resuming = received(40)
    assert resuming.judge(200, headers) is action
    assert not resuming.headers()
    assert ResumeState(immutable=True).judge(200, headers) is action


@pytest.mark.parametrize(
    ("etag", "repeated"),
    [('"a b"', True), ('""', True), ('"a\x01"', False), ('"\xe9"', False), ('"a", "b"', False), ("a", False)],
)
def test_only_an_etag_that_a_request_can_have_is_repeated(etag: str, repeated: bool) -> None:
    reception = ResumeState(immutable=False)
    reception.judge(200, {"content-length": str(TOTAL), "etag": etag})
    reception.count(40)
    assert reception.headers() == ([("Range", "bytes=40-"), ("If-Range", etag)] if repeated else [])


@pytest.mark.parametrize("status", [206, 416, 204, 303, 404, 500])
def test_responses_to_a_request_for_everything(status: int) -> None:
    assert ResumeState(immutable=True).judge(status, httpx.Headers()) is ResponseAction.REFUSED


def test_parts_of_two_contents_do_not_fit_together() -> None:
    part = {"Content-Range": "bytes 40-99/100"}
    assert received(40).judge(206, httpx.Headers(part | {"Content-Encoding": "gzip"})) is ResponseAction.AGAIN
    same = {"ETag": '"a"'}
    for headers, verdict in (
        (same, ResponseAction.RESUME),
        ({"ETag": '"b"'}, ResponseAction.AGAIN),
        ({"ETag": 'W/"a"'}, ResponseAction.AGAIN),
        ({}, ResponseAction.AGAIN),  # a server that ignores If-Range
        (same | {"Content-Length": "60"}, ResponseAction.RESUME),
        (same | {"Content-Length": "61"}, ResponseAction.AGAIN),
    ):
        reception = received(40, immutable=False, etag='"a"')
        assert reception.headers() == [("Range", "bytes=40-"), ("If-Range", '"a"')]
        assert reception.judge(206, httpx.Headers(part | headers)) is verdict
    for headers, verdict in ((same, ResponseAction.COMPLETE), ({}, ResponseAction.AGAIN)):
        reception = received(40, immutable=False, etag='"a"')
        assert reception.judge(416, httpx.Headers({"Content-Range": "bytes */40"} | headers)) is verdict


@pytest.mark.parametrize(
    ("content_range", "verdict"),
    [
        # Nobody knows whether 499 is the last byte of the content.
        ("bytes 400-499/*", ResponseAction.AGAIN),
        ("bytes 400-499/1000", ResponseAction.RESUME),
    ],
)
def test_part_of_a_content_of_unknown_length(content_range: str, verdict: ResponseAction) -> None:
    state = ResumeState(immutable=True)
    state.judge(200, httpx.Headers({"Transfer-Encoding": "chunked"}))
    state.count(400)
    assert state.judge(206, httpx.Headers({"Content-Range": content_range})) is verdict
    if verdict is ResponseAction.RESUME:
        state.count(100)
        assert state.missing() == "it ended after 500 of 1000 bytes"
        with pytest.raises(TransferError, match="501 bytes"):
            state.count(1)


@pytest.mark.parametrize(
    "headers", [{}, {"etag": 'W/"a"'}, {"etag": "a"}, {"etag": '"a"', "accept_ranges": "none"}]
)
def test_nothing_vouches_for_the_rest(headers: dict[str, str]) -> None:
    assert received(40, immutable=False, **headers).headers() == []


def test_lengths() -> None:
    reception = received(TOTAL)
    assert reception.complete
    with pytest.raises(TransferError, match="101 bytes"):
        reception.count(1)
    for headers in ({"content-length": "x"}, {"content-length": "1", "transfer-encoding": "chunked"}, {}):
        reception = ResumeState(immutable=True)
        reception.judge(200, httpx.Headers(headers))
        assert reception.total is None


def test_when_a_refusal_means_that_the_url_has_expired() -> None:
    now = datetime.now(UTC)
    past, future = now - timedelta(seconds=1), now + timedelta(hours=1)
    assert DownloadSource("u", past).refuses_as_expired(404)
    assert not DownloadSource("u", past).refuses_as_expired(500)
    assert not DownloadSource("u", past).refuses_as_expired(None)
    assert not DownloadSource("u", future).refuses_as_expired(403)
    assert DownloadSource("u").refuses_as_expired(403)
    assert not DownloadSource("u").refuses_as_expired(404)
    assert not DownloadSource("u", renewable=False).refuses_as_expired(403)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://user:word@h:8443/a%2Fb?signature=x#y", "https://h:8443/a%2Fb"),
        ("data:text/plain,secret?x", "data:text/plain,secret"),
        ("http://h:x/", "a malformed URL"),
        (7, "a malformed URL"),
    ],
)
def test_what_is_shown_of_a_url(url: str, shown: str) -> None:
    assert safe_storage_url(url) == shown


def test_part_that_does_not_fit_starts_again() -> None:
    reception = ResumeState(immutable=False)
    headers = {"content-length": "10", "etag": '"a"'}
    assert reception.judge(200, headers) is ResponseAction.START
    reception.count(4)
    part = {"content-range": "bytes 4-9/*", "etag": '"a"'}
    assert reception.judge(206, part) is ResponseAction.RESUME
    assert reception.judge(206, part | {"etag": '"b"'}) is ResponseAction.AGAIN
    with pytest.raises(TransferError, match="11 bytes came, but there should be 10"):
        reception.count(7)


def test_malformed_times_are_errors_and_malformed_urls_are_not_shown() -> None:
    for time in (None, "soon", "2026-11-22T10:00:00", 3):
        with pytest.raises(TransferError, match="'expires'"):
            TransferFields("startDownload", {"expires": time}).time("expires")
    assert safe_storage_url("http://x:port/") == "a malformed URL"
    assert safe_storage_url("http://x:1/a?secret") == "http://x:1/a"
    assert safe_storage_url("file:/x?y") == "file:/x"
