"""What the answers to a download mean."""

from __future__ import annotations

import gzip
import zlib
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from tc._transfer.plan import BLOCK, parse_time, safe_storage_url
from tc._transfer.resume import DownloadSource, GzipDecoder, ResponseAction, ResumeState
from tc.errors import HashMismatchError, TransferError

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


@pytest.mark.parametrize("status", [206, 416, 204, 303, 404, 500])
def test_answers_to_a_request_for_everything(status: int) -> None:
    assert ResumeState(immutable=True).judge(status, httpx.Headers()) is ResponseAction.REFUSED


def test_parts_of_two_contents_do_not_fit_together() -> None:
    part = {"Content-Range": "bytes 40-99/100"}
    assert received(40).judge(206, httpx.Headers(part | {"Content-Encoding": "gzip"})) is ResponseAction.AGAIN
    for etag, verdict in (('"a"', ResponseAction.RESUME), ('"b"', ResponseAction.AGAIN)):
        reception = received(40, immutable=False, etag='"a"')
        assert reception.headers() == [("Range", "bytes=40-"), ("If-Range", '"a"')]
        assert reception.judge(206, httpx.Headers(part | {"ETag": etag})) is verdict


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


def test_gzip_in_bounded_pieces() -> None:
    packed = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    bomb = packed.compress(bytes(50_000_000)) + packed.flush()
    decoder = GzipDecoder()
    total = 0
    for start in range(0, len(bomb), 7000):
        decoder.feed(bomb[start : start + 7000])
        while piece := decoder.decode():
            assert len(piece) < 1_000_000
            total += len(piece)
    decoder.finish()
    assert total == 50_000_000


@pytest.mark.parametrize("beyond", [-1, 0, 1, 100, 258])
def test_gzip_whose_output_is_cut_off_where_the_input_ends(beyond: int) -> None:
    decoder = GzipDecoder()
    decoder.feed(gzip.compress(bytes(BLOCK + beyond)))
    pieces = []
    while piece := decoder.decode():
        pieces.append(len(piece))
    decoder.finish()
    assert sum(pieces) == BLOCK + beyond


def test_gzip_that_ends_early() -> None:
    decoder = GzipDecoder()
    decoder.finish()  # of nothing, there is nothing to miss
    decoder.feed(b"\x1f\x8b")
    assert decoder.decode() == b""
    with pytest.raises(HashMismatchError, match="too early"):
        decoder.finish()


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


def test_gzip_that_gives_nothing_yet_ends_too_early() -> None:
    decoder = GzipDecoder()
    decoder.feed(b"\x1f\x8b")
    assert decoder.decode() == b""
    with pytest.raises(HashMismatchError, match="ends too early"):
        decoder.finish()


def test_malformed_times_are_errors_and_malformed_urls_are_not_shown() -> None:
    for time in (None, "soon", "2026-11-22T10:00:00", 3):
        with pytest.raises(TransferError, match="a time that is none"):
            parse_time(time)
    assert safe_storage_url("http://x:port/") == "a malformed URL"
    assert safe_storage_url("http://x:1/a?secret") == "http://x:1/a"
    assert safe_storage_url("file:/x?y") == "file:/x"
