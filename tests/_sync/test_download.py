# Generated from tests/_async/test_download.py by tools/unasync_build.py. Do not edit.

from __future__ import annotations

import io
import logging
import os
import pathlib
import ssl
from collections.abc import Generator
from datetime import timedelta
from typing import Any

import httpx
import pytest

import tc
from tc import Retry, sync
from tc._transfer.hashing import BLOCK
from tests.support.fake_storage import (
    CREDENTIALS,
    LARGE,
    QUICK,
    SECRET,
    SMALL,
    Storage,
    chunked,
    compressed,
    cut,
    hashes_of,
    ignoring_range,
    partial,
    responding,
    sending,
    silent,
    stalling,
    storage,
)
from tests.support.scripted_taskcluster import reply

pytestmark = pytest.mark.anyio

TEXT = "text/plain; charset=utf-8"


def object_service(server: Storage, **options: Any) -> sync.Object:
    return sync.Object(server.url, **({"credentials": CREDENTIALS, "retry": QUICK} | options))


def fetch(server: Storage, **options: Any) -> bytes:
    with object_service(server, **options) as service:
        return (sync.download_to_buf(service, "an/object")).content


def ranges(server: Storage) -> list[str | None]:
    return [request.headers.get("range") for request in server.storage_requests]


# ------------------------------------------------------------ where to


@pytest.mark.parametrize("content", [b"", b"x", SMALL, LARGE], ids=["empty", "one byte", "small", "large"])
def test_to_memory(content: bytes) -> None:
    with storage(content=content) as server:
        with object_service(server) as service:
            got = sync.download_to_buf(service, "an/object")
            assert got == sync.Downloaded(content, TEXT)
            assert isinstance(got.content, bytes)
        assert server.calls == [("startDownload", {"acceptDownloadMethods": {"getUrl": True}})]
        assert server.server.connections == 1


@pytest.mark.parametrize("content", [b"", SMALL, LARGE], ids=["empty", "small", "large"])
def test_to_a_path(content: bytes, tmp_path: pathlib.Path) -> None:
    path = tmp_path / "goal"
    old = os.umask(0o027)
    try:
        with storage(content=content) as server:
            with object_service(server) as service:
                assert sync.download_to_file(service, "an/object", path) == TEXT
                assert path.read_bytes() == content
                assert sync.download_to_file(service, "an/object", str(path)) == TEXT
    finally:
        os.umask(old)
    assert path.stat().st_mode & 0o777 == 0o640
    assert os.listdir(tmp_path) == ["goal"]


def test_a_link_is_followed(tmp_path: pathlib.Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("real")
    with storage() as server:
        with object_service(server) as service:
            sync.download_to_file(service, "an/object", tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == SMALL


@pytest.mark.parametrize("faults", [[], [cut(50_000)], [cut(50_000), ignoring_range]])
def test_to_a_file_object(faults: list[Any]) -> None:
    file = io.BytesIO(b"header")
    file.seek(6)
    with storage(faults=faults) as server:
        with object_service(server) as service:
            assert sync.download_to_file(service, "an/object", file) == TEXT
    assert file.getvalue() == b"header" + SMALL


def test_a_file_object_keeps_nothing_of_a_failure() -> None:
    file = io.BytesIO(b"header")
    file.seek(6)
    with storage(content=LARGE, faults=[sending(LARGE[:-1] + b"?")]) as server:
        with object_service(server) as service:
            with pytest.raises(tc.HashMismatchError):
                sync.download_to_file(service, "an/object", file)
    assert file.getvalue() == b"header"


def test_a_file_object_that_has_more_already() -> None:
    """It is written over; and left alone where nothing was written."""
    file = io.BytesIO(b"header and more")
    file.seek(6)
    with storage(content=b"12345", responses={"startDownload": lambda request: reply(404)}) as server:
        with object_service(server) as service:
            with pytest.raises(tc.NotFoundError):
                sync.download_to_file(service, "an/object", file)
            assert file.getvalue() == b"header and more"
            server.responses = {}
            sync.download_to_file(service, "an/object", file)
            assert file.getvalue() == b"header12345more"


class Writers:
    """A factory of writers, which keeps what they get."""

    def __init__(self) -> None:
        self.made: list[Writers.Writer] = []

    class Writer:
        def __init__(self) -> None:
            self.content = b""

        def write(self, data: bytes) -> None:
            self.content += data

    def __call__(self) -> Writer:
        self.made.append(Writers.Writer())
        return self.made[-1]


@pytest.mark.parametrize(
    ("faults", "made"), [([], 1), ([cut(2_000_000)], 1), ([cut(2_000_000), ignoring_range], 2)]
)
def test_with_a_factory(faults: list[Any], made: int) -> None:
    """It is called again when the download starts over, not when it resumes."""
    writers = Writers()
    with storage(content=LARGE, faults=faults) as server:
        with object_service(server) as service:
            assert sync.download_with_factory(service, "an/object", writers) == TEXT
    assert len(writers.made) == made
    assert writers.made[-1].content == LARGE


# ------------------------------------------------------------ a storage that misbehaves


@pytest.mark.parametrize(
    ("faults", "asked"),
    [
        ([cut(50_000)], [None, "bytes=50000-"]),
        ([cut(0)], [None, None]),
        ([cut(99_999)], [None, "bytes=99999-"]),
        (
            [cut(at) for at in (10_000, 20_000, 30_000, 40_000, 50_000)],
            [None, *(f"bytes={at}-" for at in (10_000, 20_000, 30_000, 40_000, 50_000))],
        ),
        ([cut(50_000), ignoring_range], [None, "bytes=50000-"]),
        ([cut(50_000), cut(50_000), responding(500)], [None, *["bytes=50000-"] * 3]),
        ([cut(50_000), partial("bytes 49999-99999/100000")], [None, "bytes=50000-", None]),
        ([cut(50_000), partial("bytes 50000-100000/100001")], [None, "bytes=50000-", None]),
        ([cut(50_000), partial("what?")], [None, "bytes=50000-", None]),
        ([cut(50_000), responding(416)], [None, "bytes=50000-", None]),
        ([responding(500), responding(502), responding(503)], [None] * 4),
        ([chunked(50_000)], [None, "bytes=50000-"]),
        ([chunked(100_000), responding(416, {"Content-Range": "bytes */100000"})], [None, "bytes=100000-"]),
        ([chunked()], [None]),
    ],
    ids=[
        "cut",
        "cut at the first byte",
        "cut at the last byte",
        "cut five times",
        "the whole for a range",
        "cut and an error",
        "range off by one",
        "range of another length",
        "range without sense",
        "range refused",
        "errors",
        "cut without length",
        "cut after the last byte",
        "without length",
    ],
)
def test_the_right_bytes_all_the_same(faults: list[Any], asked: list[str | None]) -> None:
    with storage(faults=faults) as server:
        assert fetch(server) == SMALL
        assert ranges(server) == asked


def test_a_large_content_resumes_where_it_broke_off() -> None:
    with storage(content=LARGE, faults=[cut(1_000_000), cut(1_000_001), cut(2_999_999)]) as server:
        assert fetch(server) == LARGE
        assert ranges(server) == [None, "bytes=1000000-", "bytes=1000001-", "bytes=2999999-"]


def test_no_range_where_there_are_none() -> None:
    with storage(faults=[cut(50_000)], headers={"Accept-Ranges": "none"}) as server:
        assert fetch(server) == SMALL
        assert ranges(server) == [None, None]


def test_a_length_that_changes() -> None:
    with (
        storage(faults=[cut(50_000), responding(500), sending(SMALL + b"more")]) as server,
        pytest.raises(tc.HashMismatchError),
    ):
        fetch(server)


def test_cut_too_often() -> None:
    with storage(faults=[cut(at) for at in (10, 20, 30)]) as server:
        with pytest.raises(tc.TransferError) as caught:
            fetch(server, retry=Retry(retries=2, delay_factor=0))
        assert isinstance(caught.value, tc.TransportError)
        assert isinstance(caught.value.__cause__, httpx.TransportError)
        assert caught.value.attempts == 3
        assert SECRET not in str(caught.value)
        assert "/blob/1" in str(caught.value)


@pytest.mark.parametrize("status", [204, 302, 403, 404])
def test_refusals_are_final(status: int) -> None:
    with storage(faults=[responding(status, {"Location": "/blob/elsewhere"})]) as server:
        with pytest.raises(tc.TransferError, match=f"{status} ") as caught:
            fetch(server)
        assert caught.value.status_code == status
        assert SECRET not in str(caught.value)
        assert len(server.storage_requests) == 1


def test_the_code_of_a_refusal_is_shown_but_not_its_text() -> None:
    body = b"<Error><Code>AccessDenied</Code><Signature>do-not-show</Signature></Error>"
    with (
        storage(faults=[responding(403, body=body)]) as server,
        pytest.raises(tc.TransferError, match=r"403 Forbidden \(AccessDenied\)") as caught,
    ):
        fetch(server)
    assert "do-not-show" not in str(caught.value)


def test_errors_that_last() -> None:
    with storage(faults=[responding(500)] * 3) as server:
        with pytest.raises(tc.TransferError, match=r"500 Internal Server Error \(3 attempts\)") as caught:
            fetch(server, retry=Retry(retries=2, delay_factor=0))
        assert caught.value.status_code == 500


def test_retries_are_logged_without_secrets(caplog: pytest.LogCaptureFixture) -> None:
    with (
        storage(faults=[cut(50_000), responding(503, {"Retry-After": "0"})]) as server,
        caplog.at_level(logging.DEBUG, "tc"),
    ):
        assert fetch(server) == SMALL
    lines = [record.getMessage() for record in caplog.records if record.name == "tc"]
    assert len(lines) == 2
    assert "retry 1 of 7" in lines[0]
    assert "503" in lines[1]
    assert SECRET not in caplog.text


@pytest.mark.parametrize("fault", [silent, stalling])
def test_stalls_time_out(fault: Any) -> None:
    with storage(faults=[fault]) as server:
        with pytest.raises(tc.RequestTimeoutError) as caught:
            fetch(server, timeout=0.1, retry=Retry(retries=0))
        assert isinstance(caught.value, tc.TransferError)
    with storage(faults=[fault]) as server:
        assert fetch(server, timeout=0.1) == SMALL


# ------------------------------------------------------------ compression


def test_gzip_is_decoded_before_hashing() -> None:
    seen: list[tuple[int, int | None]] = []
    text = b"all work and no play " * 200_000
    body = compressed(text)
    gzipped = {"Content-Encoding": "gzip"}
    with storage(content=text, faults=[sending(body, gzipped)]) as server:
        with object_service(server) as service:
            got = sync.download_to_buf(
                service, "an/object", progress=lambda done, total: seen.append((done, total))
            )
    assert got.content == text
    assert server.storage_requests[0].headers["accept-encoding"] == "identity, gzip"
    assert seen[-1] == (len(text), None)


def test_gzip_of_several_members() -> None:
    body = compressed(SMALL[:50_000]) + compressed(SMALL[50_000:])
    with storage(faults=[sending(body, {"Content-Encoding": "gzip"})]) as server:
        assert fetch(server) == SMALL


def test_gzip_resumes() -> None:
    body = compressed(LARGE)
    with storage(content=body, headers={"Content-Encoding": "gzip"}, hashes=hashes_of(LARGE)) as server:
        server.faults = [cut(1_000_000), cut(2_000_000)]
        assert fetch(server) == LARGE
        assert ranges(server) == [None, "bytes=1000000-", "bytes=2000000-"]


@pytest.mark.parametrize("body", [compressed(SMALL)[:-9], b"\x00" + compressed(SMALL)[1:], SMALL])
def test_damaged_gzip(body: bytes) -> None:
    with (
        storage(faults=[sending(body, {"Content-Encoding": "gzip"})]) as server,
        pytest.raises(tc.HashMismatchError, match="gzip"),
    ):
        fetch(server)


def test_gzip_of_nothing() -> None:
    for body in (b"", compressed(b"")):
        with storage(content=b"", faults=[sending(body, {"Content-Encoding": "gzip"})]) as server:
            assert fetch(server) == b""


def test_other_encodings() -> None:
    with (
        storage(faults=[sending(SMALL, {"Content-Encoding": "br"})]) as server,
        pytest.raises(tc.TransferError, match="'br'"),
    ):
        fetch(server)


# ------------------------------------------------------------ hashes


@pytest.mark.parametrize("content", [SMALL, LARGE], ids=["small", "large"])
@pytest.mark.parametrize("position", [0, -1])
def test_one_flipped_byte(content: bytes, position: int, tmp_path: pathlib.Path) -> None:
    damaged = bytearray(content)
    damaged[position] ^= 1
    (tmp_path / "goal").write_bytes(b"old")
    with storage(content=content, faults=[sending(bytes(damaged))]) as server:
        with object_service(server) as service:
            with pytest.raises(tc.HashMismatchError):
                sync.download_to_file(service, "an/object", tmp_path / "goal")
        assert len(server.storage_requests) == 1
    assert (tmp_path / "goal").read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["goal"]


@pytest.mark.parametrize("hashes", [{}, {"md5": "0" * 32}, {"crc": "1", "shake_256": "2"}])
def test_no_hash_that_counts(hashes: dict[str, str]) -> None:
    with storage(hashes=hashes) as server:
        with pytest.raises(tc.HashMismatchError, match="no hash"):
            fetch(server)
        assert server.storage_requests == []


def test_hashes_in_all_forms() -> None:
    right = hashes_of(SMALL)
    for hashes in (
        {"sha256": right["sha256"].upper()},
        {"sha512": right["sha512"], "blake3000": "?"},
        right | {"sha512": right["sha512"].upper()},
    ):
        with storage(hashes=hashes) as server:
            assert fetch(server) == SMALL


@pytest.mark.parametrize("wrong", ["sha256", "sha512", "sha1"])
def test_each_known_hash_counts(wrong: str) -> None:
    with (
        storage(hashes=hashes_of(SMALL) | {wrong: "0" * 40}) as server,
        pytest.raises(tc.HashMismatchError, match=wrong),
    ):
        fetch(server)


# ------------------------------------------------------------ URLs


def test_an_expired_url_is_asked_for_again() -> None:
    soon = [timedelta(seconds=-1)]
    with storage(faults=[cut(50_000)], lifetime=soon) as server:
        assert fetch(server) == SMALL
        assert server.names() == ["startDownload"] * 2
        assert [request.target.partition("?")[0] for request in server.storage_requests] == [
            "/blob/1",
            "/blob/2",
        ]
        assert ranges(server) == [None, "bytes=50000-"]


def test_a_refusal_after_the_url_expired() -> None:
    with storage(faults=[responding(403)], lifetime=[timedelta(seconds=-1)]) as server:
        assert fetch(server) == SMALL
        assert server.names() == ["startDownload"] * 2


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://localhost/x", "/relative", "http://", 7])
def test_urls_of_other_kinds(url: Any) -> None:
    def respond(request: Any) -> bytes:
        body = {
            "method": "getUrl",
            "url": url,
            "expires": "2999-01-01T00:00:00.000Z",
            "hashes": hashes_of(SMALL),
        }
        return reply(200, body)

    with (
        storage(responses={"startDownload": respond}) as server,
        pytest.raises(tc.TransferError, match="URL"),
    ):
        fetch(server)


def test_another_method_than_the_one_asked_for() -> None:
    def respond(request: Any) -> bytes:
        return reply(200, {"method": "simple", "url": "http://localhost/"})

    with (
        storage(responses={"startDownload": respond}) as server,
        pytest.raises(tc.TransferError, match="'simple'"),
    ):
        fetch(server)


@pytest.mark.parametrize("missing", ["url", "expires", "hashes"])
def test_responses_that_lack_something(missing: str) -> None:
    whole = {"url": "http://localhost/", "expires": "2999-01-01T00:00:00Z", "hashes": hashes_of(SMALL)}
    del whole[missing]
    response = {"startDownload": lambda request: reply(200, whole | {"method": "getUrl"})}
    with storage(responses=response) as server, pytest.raises(tc.TransferError, match=missing):
        fetch(server)


def test_nothing_of_the_client_but_its_connections() -> None:
    with storage() as server:
        with httpx.Client(
            headers={"x-mine": "1"}, cookies={"a": "b"}, auth=("user", "word"), follow_redirects=True
        ) as client:
            assert fetch(server, http_client=client, trace_id="trace") == SMALL
        sent = server.storage_requests[0].headers
        assert sent.keys() == {"host", "accept", "accept-encoding", "user-agent"}
        assert sent["user-agent"].startswith("taskcluster-sdk/")


def mock(*responses: Any, hashes: list[dict[str, str]]) -> httpx.MockTransport:
    """A transport that responds with these to requests for bytes, and with these hashes to others."""
    left, listed = list(responses), list(hashes)

    def handle(request: httpx.Request) -> httpx.Response:
        if request.method == "PUT":
            body = {"method": "getUrl", "url": "https://storage.example.com/x?y", "hashes": listed.pop(0)}
            expires = "2000-01-01T00:00:00Z" if listed else "2999-01-01T00:00:00Z"
            return httpx.Response(200, json=body | {"expires": expires})
        response: httpx.Response = left.pop(0)
        return response

    return httpx.MockTransport(handle)


def mocked(transport: httpx.MockTransport) -> bytes:
    with sync.Object("https://tc.example.com", transport=transport, retry=QUICK) as service:
        return (sync.download_to_buf(service, "x")).content


def test_responses_that_are_in_memory_already() -> None:
    """As mocks give them, and event hooks that read them."""
    encoded = httpx.Response(200, content=compressed(SMALL), headers={"Content-Encoding": "gzip"})
    for response in (httpx.Response(200, content=SMALL), encoded):
        assert mocked(mock(response, hashes=[hashes_of(SMALL)])) == SMALL


class Stream(httpx.SyncByteStream):
    """A body that no HTTP has counted."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def __iter__(self) -> Generator[bytes]:
        yield self.content


def uncounted(content: bytes, length: int) -> httpx.Response:
    return httpx.Response(200, headers={"Content-Length": str(length)}, stream=Stream(content))


def test_a_transport_that_does_not_count() -> None:
    short, right = uncounted(SMALL[:-1], len(SMALL)), uncounted(SMALL, len(SMALL))
    again = httpx.Response(206, stream=Stream(b""))
    assert mocked(mock(short, again, right, hashes=[hashes_of(SMALL)])) == SMALL
    with pytest.raises(tc.TransferError, match="100001 bytes came"):
        mocked(mock(uncounted(SMALL + b"1", len(SMALL)), hashes=[hashes_of(SMALL)]))


@pytest.mark.parametrize("kind", [httpx.ReadError, httpx.WriteError])
def test_writer_whose_own_connection_fails_ends_the_download(kind: type[httpx.TransportError]) -> None:
    """What it lost cannot be had again by resuming."""

    class Failing:
        def write(self, data: bytes) -> None:
            raise kind("reset")

    with storage() as server:
        with object_service(server) as service:
            with pytest.raises(tc.TransferError, match=f"the writer failed: {kind.__name__}"):
                sync.download_with_factory(service, "x", Failing)
        assert len(server.storage_requests) == 1


def test_a_certificate_that_does_not_verify_is_final() -> None:
    tries = 0

    def handle(request: httpx.Request) -> httpx.Response:
        nonlocal tries
        if request.method == "PUT":
            body = {"method": "getUrl", "url": "https://storage.example.com/x", "hashes": hashes_of(SMALL)}
            return httpx.Response(200, json=body | {"expires": "2999-01-01T00:00:00Z"})
        tries += 1
        raise httpx.ConnectError("no") from ssl.SSLCertVerificationError("self-signed")

    with pytest.raises(tc.TransferError, match="1 attempt"):
        mocked(httpx.MockTransport(handle))
    assert tries == 1


def test_hashes_that_change_with_the_url() -> None:
    """The object is another one: what has come of the first is of no use."""
    with storage(content=SMALL, faults=[cut(50_000)], lifetime=[timedelta(seconds=-1)]) as server:
        server.hashes = hashes_of(LARGE)

        def change(peer: Any, request: Any, sink: Storage) -> bool:
            sink.hashes = None
            return cut(50_000)(peer, request, sink)

        server.faults = [change]
        assert fetch(server) == SMALL
        assert ranges(server) == [None, None]


# ------------------------------------------------------------ progress


def test_progress_counts_resumed_bytes_once() -> None:
    seen: list[tuple[int, int | None]] = []
    with storage(content=LARGE, faults=[cut(1_000_000), cut(2_000_000)]) as server:
        with object_service(server) as service:
            sync.download_to_buf(service, "an/object", progress=lambda *each: seen.append(each))
    assert [done for done, _ in seen] == sorted({done for done, _ in seen})
    assert seen[-1] == (len(LARGE), len(LARGE))
    assert {total for _, total in seen} == {len(LARGE)}


def test_progress_of_nothing() -> None:
    seen: list[tuple[int, int | None]] = []
    with storage(content=b"") as server:
        with object_service(server) as service:
            sync.download_to_buf(service, "an/object", progress=lambda *each: seen.append(each))
    assert seen == [(0, 0)]


def test_progress_that_fails_ends_the_download(tmp_path: pathlib.Path) -> None:
    def fail(done: int, total: int | None) -> None:
        raise LookupError("enough")

    with storage(content=LARGE) as server:
        with object_service(server) as service:
            with pytest.raises(LookupError, match="enough"):
                sync.download_to_file(service, "an/object", tmp_path / "goal", progress=fail)
            assert os.listdir(tmp_path) == []
            assert (sync.download_to_buf(service, "an/object")).content == LARGE


# ------------------------------------------------------------ files that cannot be written


def test_a_folder_that_does_not_exist(tmp_path: pathlib.Path) -> None:
    with storage() as server:
        with object_service(server) as service:
            with pytest.raises(FileNotFoundError):
                sync.download_to_file(service, "an/object", tmp_path / "no" / "goal")
            with pytest.raises(IsADirectoryError):
                sync.download_to_file(service, "an/object", tmp_path)
            with pytest.raises(IsADirectoryError):
                sync.download_to_file(service, "an/object", f"{tmp_path}/")
        assert server.calls == []
    assert os.listdir(tmp_path) == []


class FullDisk(io.BytesIO):
    """A file on a disk with room for a million bytes."""

    def write(self, data: Any) -> int:
        if self.tell() + len(data) > 1_000_000:
            raise OSError(28, "No space left on device")
        return super().write(data)


@pytest.mark.parametrize("size", [1_000_001, 3_000_000])
def test_a_full_disk(size: int) -> None:
    file = FullDisk()
    with storage(content=LARGE[:size]) as server:
        with object_service(server) as service:
            with pytest.raises(OSError, match="No space left"):
                sync.download_to_file(service, "an/object", file)
    assert file.getvalue() == b""


def test_a_full_disk_under_a_path(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(file: Any, block: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tc._transfer.sink.write_all", full)
    with storage(content=LARGE) as server:
        with object_service(server) as service:
            with pytest.raises(OSError, match="No space left"):
                sync.download_to_file(service, "an/object", tmp_path / "goal")
    assert os.listdir(tmp_path) == []


# ------------------------------------------------------------ arguments


def test_arguments_are_checked_before_anything_is_sent(tmp_path: pathlib.Path) -> None:
    wrong: list[tuple[type[Exception], dict[str, Any]]] = [
        (TypeError, {"name": 1}),
        (ValueError, {"name": ""}),
        (TypeError, {"file": 7}),
        (TypeError, {"file": io.StringIO()}),
        (TypeError, {"file": b"path"}),
        (ValueError, {"file": ""}),
        (tc.ConfigurationError, {"retry": 3}),
        (TypeError, {"progress": True}),
        (TypeError, {"object_service": None}),
    ]
    with storage() as server:
        with object_service(server) as service, sync.Queue(server.url) as queue:
            for kind, arguments in [*wrong, (TypeError, {"object_service": queue})]:
                given: dict[str, Any] = {"object_service": service, "name": "x", "file": tmp_path / "goal"}
                with pytest.raises(kind):
                    sync.download_to_file(**(given | arguments))
            with pytest.raises(TypeError):
                sync.download_with_factory(service, "x", None)  # type: ignore[arg-type]
            (tmp_path / "readable").touch()
            with (tmp_path / "readable").open("rb") as file, pytest.raises(ValueError, match="writing"):
                sync.download_to_file(service, "x", file)
        assert server.calls == []


def test_the_retry_given_counts_for_the_service_too() -> None:
    with storage(responses={"startDownload": lambda request: reply(500)}) as server:
        with object_service(server) as service:
            with pytest.raises(tc.ServerError):
                sync.download_to_buf(service, "x", retry=Retry(retries=1, delay_factor=0))
        assert server.names() == ["startDownload"] * 2


def test_download_with_other_hashes_after_an_expired_url_begins_anew() -> None:
    """Then it is another content, and begins anew."""
    other = SMALL[::-1]
    with storage(faults=[cut(1000)], lifetime=[timedelta(0)]) as server:

        def start(request: Any) -> bytes:
            if server.names().count("startDownload") == 2:
                server.content = other
            response = server._startDownload(None)
            return reply(200, response | {"hashes": hashes_of(server.content)})

        server.responses = {"startDownload": start}
        with sync.Object(server.url, credentials=CREDENTIALS, retry=QUICK) as service:
            assert (sync.download_to_buf(service, "x")).content == other


def test_download_that_always_ends_early_fails_though_the_transport_does_not_count() -> None:
    """What ends before its length says is not the whole, though the transport sees nothing wrong."""
    location = {
        "method": "getUrl",
        "url": "http://storage/x",
        "expires": "2999-01-01T00:00:00.000Z",
        "hashes": hashes_of(SMALL),
    }

    def response(request: httpx.Request) -> httpx.Response:
        if request.method == "PUT":
            return httpx.Response(200, json=location)
        return httpx.Response(200, headers={"Content-Length": "100000"}, stream=Stream(SMALL[:1000]))

    transport = httpx.MockTransport(response)
    options: Any = {"transport": transport, "retry": Retry(retries=1, delay_factor=0)}
    with sync.Object("http://tc", **options) as service:
        with pytest.raises(tc.TransferError, match="ended after 1000 of 100000 bytes"):
            sync.download_to_buf(service, "x")


def test_download_of_exactly_one_block_is_complete() -> None:
    content = LARGE[:BLOCK]
    seen: list[int] = []
    with storage(content=content) as server:
        with sync.Object(server.url, credentials=CREDENTIALS, retry=QUICK) as service:
            got = sync.download_to_buf(service, "x", progress=lambda done, total: seen.append(done))
    assert got.content == content
    assert seen[-1] == BLOCK
