# Generated from tests/_async/test_upload.py by tools/unasync_build.py. Do not edit.

from __future__ import annotations

import base64
import io
import pathlib
import threading
from datetime import UTC, datetime, timedelta
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
    compressed,
    cut,
    deaf,
    hashes_of,
    head,
    responding,
    silent,
    storage,
)
from tests.support.http_server import Peer, Received
from tests.support.scripted_taskcluster import reply

pytestmark = pytest.mark.anyio

ARGUMENTS: Any = {
    "project_id": "project",
    "name": "an/object",
    "content_type": "text/plain; charset=utf-8",
    "expires": datetime(2999, 1, 1, tzinfo=UTC),
}


def object_service(server: Storage, **options: Any) -> sync.Object:
    return sync.Object(server.url, **({"credentials": CREDENTIALS, "retry": QUICK} | options))


def send(server: Storage, data: Any = SMALL, **options: Any) -> None:
    with object_service(server, **options) as service:
        sync.upload_from_buf(service, **ARGUMENTS, data=data)


def finished(server: Storage) -> dict[str, Any]:
    """What `finishUpload` was told, once."""
    (payload,) = (payload for name, payload in server.calls if name == "finishUpload")
    assert payload.keys() == {"projectId", "uploadId", "hashes"}
    hashes: dict[str, Any] = payload["hashes"]
    return hashes


def targets(server: Storage) -> list[str]:
    return [request.target.partition("?")[0] for request in server.storage_requests]


# ------------------------------------------------------------ the two methods


@pytest.mark.parametrize("size", [0, 1, 8191, 8192, len(SMALL)])
def test_the_methods_proposed_depend_on_the_size(size: int) -> None:
    data = SMALL[:size]
    with storage() as server:
        send(server, data)
    _, payload = server.calls[0]
    put_url = {"contentType": "text/plain; charset=utf-8", "contentLength": size}
    proposed: dict[str, Any] = {"putUrl": put_url}
    if size < 8192:
        text = base64.b64encode(data).decode()
        proposed["dataInline"] = {"contentType": "text/plain; charset=utf-8", "objectData": text}
    assert payload == {
        "projectId": "project",
        "uploadId": payload["uploadId"],
        "expires": "2999-01-01T00:00:00.000Z",
        "proposedUploadMethods": proposed,
    }
    assert len(payload["uploadId"]) == 22
    assert server.uploaded == [data]
    assert len(server.storage_requests) == (size >= 8192)
    assert server.names() == ["createUpload", "finishUpload"]
    assert finished(server) == hashes_of(data)


@pytest.mark.parametrize("size", [0, 8191])
def test_a_small_content_where_inline_is_not_accepted(size: int) -> None:
    with storage(methods=("putUrl",)) as server:
        send(server, SMALL[:size])
    assert server.uploaded == [SMALL[:size]]
    assert server.storage_requests[0].headers["content-length"] == str(size)
    assert finished(server) == hashes_of(SMALL[:size])


def test_no_method_offered() -> None:
    with storage(methods=()) as server, pytest.raises(tc.TransferError, match="no upload method"):
        send(server)
    assert server.names() == ["createUpload"]


def test_the_request_has_the_headers_given_and_a_length() -> None:
    with storage() as server:
        with httpx.Client(
            headers={"x-mine": "1"}, cookies={"a": "b"}, auth=("user", "word"), follow_redirects=True
        ) as client:
            send(server, http_client=client, trace_id="trace")
    headers = server.storage_requests[0].headers
    del headers["host"]
    assert headers == {
        "content-type": "text/plain; charset=utf-8",
        "x-storage": "yes",
        "content-length": str(len(SMALL)),
    }


def test_the_upload_id_and_expires_given_are_used() -> None:
    with storage() as server:
        with object_service(server) as service:
            arguments = ARGUMENTS | {"expires": "2999-01-01T00:00:00.001+00:00"}
            sync.upload_from_buf(service, **arguments, data=b"", upload_id="fN1SbArXTPSVFNUvaOlinQ")
    assert server.calls[0][1]["expires"] == "2999-01-01T00:00:00.001+00:00"
    assert {payload["uploadId"] for _, payload in server.calls} == {"fN1SbArXTPSVFNUvaOlinQ"}


# ------------------------------------------------------------ where from


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_from_memory(kind: Any) -> None:
    with storage() as server:
        send(server, kind(LARGE))
    assert server.uploaded == [LARGE]
    assert finished(server) == hashes_of(LARGE)


@pytest.mark.parametrize("content", [b"", SMALL, LARGE], ids=["empty", "small", "large"])
def test_from_a_path(content: bytes, tmp_path: pathlib.Path) -> None:
    path = tmp_path / "content"
    path.write_bytes(content)
    with storage() as server:
        with object_service(server) as service:
            sync.upload_from_file(service, **ARGUMENTS, file=path)
            sync.upload_from_file(service, **ARGUMENTS, file=str(path))
    assert server.uploaded == [content] * 2


def test_from_a_file_object() -> None:
    """The whole of it, wherever it stands, and in each attempt."""
    file = io.BytesIO(LARGE)
    file.seek(0, 2)
    with storage(faults=[responding(500), cut(2_000_000)]) as server:
        with object_service(server) as service:
            sync.upload_from_file(service, **ARGUMENTS, file=file)
    assert server.uploaded == [LARGE]
    assert finished(server) == hashes_of(LARGE)
    assert not file.closed


class Reader:
    """Gives at most 1000 bytes at a time."""

    def __init__(self, content: bytes) -> None:
        self.file = io.BytesIO(content)

    def read(self, size: int) -> bytes:
        return self.file.read(min(size, 1000))


def test_with_a_factory() -> None:
    made: list[Reader] = []

    def factory() -> Reader:
        made.append(Reader(SMALL))
        return made[-1]

    with storage(faults=[responding(502), cut(50_000)]) as server:
        with object_service(server) as service:
            sync.upload_with_factory(service, **ARGUMENTS, content_length=len(SMALL), reader_factory=factory)
    assert server.uploaded == [SMALL]
    assert len(made) == 3
    assert finished(server) == hashes_of(SMALL)


@pytest.mark.parametrize("size", [100, 100_000, 3_000_000])
@pytest.mark.parametrize("more", [-1, 1])
def test_another_length_than_stated(size: int, more: int) -> None:
    content = LARGE[:size]
    with storage() as server:
        with object_service(server) as service:
            with pytest.raises(tc.TransferError, match="stated"):
                sync.upload_with_factory(
                    service,
                    **ARGUMENTS,
                    content_length=size - more,
                    reader_factory=lambda: Reader(content),
                )
        assert "finishUpload" not in server.names()
        assert server.uploaded == []


@pytest.mark.parametrize("size", [500_000, 1_500_000])
def test_a_file_that_changes_while_it_is_sent(size: int, tmp_path: pathlib.Path) -> None:
    path = tmp_path / "content"
    path.write_bytes(LARGE[:1_000_000])

    def change(done: int, total: int | None) -> None:
        path.write_bytes(LARGE[:size])

    with storage() as server:
        with object_service(server) as service:
            with pytest.raises(tc.TransferError, match="stated"):
                sync.upload_from_file(service, **ARGUMENTS, file=path, progress=change)
        assert server.uploaded == []
        assert server.names() == ["createUpload"]


def test_a_reader_that_gives_no_bytes() -> None:
    class Wrong:
        def read(self, size: int) -> Any:
            return "text"

    with storage() as server:
        with object_service(server) as service:
            with pytest.raises(TypeError, match=r"expected bytes from .*, got str"):
                sync.upload_with_factory(service, **ARGUMENTS, content_length=10_000, reader_factory=Wrong)


def test_a_reader_that_fails() -> None:
    class Failing:
        def read(self, size: int) -> bytes:
            raise OSError("the disk is gone")

    with storage() as server:
        with object_service(server) as service:
            with pytest.raises(OSError, match="the disk is gone"):
                sync.upload_with_factory(service, **ARGUMENTS, content_length=10_000, reader_factory=Failing)
            sync.upload_from_buf(service, **ARGUMENTS, data=SMALL)
        assert server.uploaded == [SMALL]


# ------------------------------------------------------------ a storage that misbehaves


FIVE_FAILURES = [responding(503), cut(0), cut(50_000), cut(99_999), responding(500)]


@pytest.mark.parametrize(
    ("faults", "content"),
    [
        ([responding(500)], SMALL),
        ([responding(500, read=False)], SMALL),
        (FIVE_FAILURES, SMALL),
        (FIVE_FAILURES, LARGE),
        ([responding(500, read=False)], LARGE * 4),
        ([responding(200, read=False)], LARGE * 4),
    ],
    ids=["error", "early error", "failures", "large, failures", "large, early error", "large, early success"],
)
def test_the_right_bytes_all_the_same(faults: list[Any], content: bytes) -> None:
    with storage(faults=faults) as server:
        send(server, content)
        assert server.uploaded == [content]
        assert server.names() == ["createUpload", "finishUpload"]
        assert finished(server) == hashes_of(content)


def early_success(peer: Peer, request: Received, sink: Storage) -> bool:
    """Respond while the last block is on its way, of which not all has left, and read nothing."""
    peer.server.stopping.wait(0.2)
    peer.send(head(200, {"Content-Length": "0"}))
    peer.server.stopping.wait(0.1)
    return False


def test_success_before_the_last_block_has_left_is_tried_again() -> None:
    content = bytes(2 * BLOCK)
    with storage(faults=[early_success], receive_buffer=65536) as server:
        send(server, content)
        assert server.uploaded == [content]
        assert len(server.storage_requests) == 2


def test_success_of_a_transport_that_took_too_little_is_tried_again() -> None:
    attempts = 0

    class Transport(httpx.BaseTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            nonlocal attempts
            if request.url.path.startswith("/api/object/v1/upload"):
                put = {"url": "https://storage/", "headers": {}, "expires": "2999-01-01T00:00:00.000Z"}
                return httpx.Response(200, json={"uploadMethod": {"putUrl": put}})
            if request.url.host == "storage":
                attempts += 1
                body: Any = request.stream
                parts = body.__iter__()
                for _ in parts:
                    if attempts == 1:
                        break
                parts.close()
            return httpx.Response(200, json={})

    with sync.Object("https://tc", credentials=CREDENTIALS, retry=QUICK, transport=Transport()) as service:
        sync.upload_from_buf(service, **ARGUMENTS, data=SMALL)
    assert attempts == 2


def test_success_with_a_body_of_any_size_is_one() -> None:
    bomb = compressed(bytes(70 * 1024 * 1024))
    with storage(faults=[responding(200, {"Content-Encoding": "gzip"}, bomb)]) as server:
        send(server)
        assert server.names() == ["createUpload", "finishUpload"]
        assert len(server.storage_requests) == 1


@pytest.mark.parametrize("read", [True, False])
@pytest.mark.parametrize("status", [302, 307, 400, 403, 413])
def test_refusals_are_final(status: int, read: bool) -> None:
    fault = responding(status, {"Location": "/elsewhere"}, read=read)
    with storage(faults=[fault]) as server, pytest.raises(tc.TransferError, match=f"{status} ") as caught:
        send(server, LARGE * 4)
    assert caught.value.status_code == status
    assert SECRET not in str(caught.value)
    assert server.names() == ["createUpload"]
    assert len(server.storage_requests) == 1


def test_errors_that_last() -> None:
    with storage(faults=[responding(500)] * 3) as server, pytest.raises(tc.TransferError) as caught:
        send(server, retry=Retry(retries=2, delay_factor=0))
    assert caught.value.status_code == 500
    assert server.names() == ["createUpload"]


def test_cut_too_often() -> None:
    with storage(faults=[cut(10)] * 3) as server, pytest.raises(tc.TransferError) as caught:
        send(server, retry=Retry(retries=2, delay_factor=0))
    assert isinstance(caught.value, tc.TransportError)
    assert isinstance(caught.value.__cause__, httpx.TransportError)
    assert SECRET not in str(caught.value)


def test_stalls_time_out() -> None:
    with storage(faults=[silent]) as server, pytest.raises(tc.RequestTimeoutError):
        send(server, timeout=0.1, retry=Retry(retries=0))
    with storage(faults=[deaf]) as server, pytest.raises(tc.RequestTimeoutError):
        send(server, LARGE * 8, timeout=0.1, retry=Retry(retries=0))


# ------------------------------------------------------------ URLs


@pytest.mark.parametrize("fault", [responding(403), responding(400), responding(500), cut(50_000)])
def test_an_expired_url_is_asked_for_again(fault: Any) -> None:
    with storage(faults=[fault], lifetime=[timedelta(seconds=-1)]) as server:
        send(server)
        assert server.names() == ["createUpload", "createUpload", "finishUpload"]
        assert server.calls[0] == server.calls[1]
        assert targets(server) == ["/put/1", "/put/2"]
        assert server.uploaded == [SMALL]


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://localhost/x", "/relative", 7])
def test_urls_of_other_kinds(url: Any) -> None:
    def respond(request: Any) -> bytes:
        put = {"url": url, "headers": {}, "expires": "2999-01-01T00:00:00.000Z"}
        return reply(200, {"uploadMethod": {"putUrl": put}})

    with (
        storage(responses={"createUpload": respond}) as server,
        pytest.raises(tc.TransferError, match="URL"),
    ):
        send(server)


# ------------------------------------------------------------ progress and arguments


@pytest.mark.parametrize("size", [0, 100, 100_000, 3_000_000])
def test_progress(size: int) -> None:
    seen: list[tuple[int, int | None]] = []
    with storage() as server:
        with object_service(server) as service:
            sync.upload_from_buf(
                service, **ARGUMENTS, data=LARGE[:size], progress=lambda *each: seen.append(each)
            )
    assert seen[-1] == (size, size)
    assert seen == sorted(set(seen))


def test_progress_that_fails_ends_the_upload() -> None:
    def fail(done: int, total: int | None) -> None:
        raise LookupError("enough")

    with storage() as server:
        with object_service(server) as service:
            with pytest.raises(LookupError, match="enough"):
                sync.upload_from_buf(service, **ARGUMENTS, data=LARGE, progress=fail)
        assert server.names() == ["createUpload"]


def test_arguments_are_checked_before_anything_is_sent(tmp_path: pathlib.Path) -> None:
    wrong: list[tuple[type[Exception], dict[str, Any]]] = [
        (TypeError, {"project_id": None}),
        (ValueError, {"name": ""}),
        (ValueError, {"content_type": ""}),
        (ValueError, {"content_type": "text/plain\r\nx-evil: 1"}),
        (ValueError, {"expires": datetime(2999, 1, 1)}),  # noqa: DTZ001
        (ValueError, {"expires": "tomorrow"}),
        (ValueError, {"expires": "2999-01-01T00:00:00"}),
        (TypeError, {"expires": 3600}),
        (TypeError, {"upload_id": 1}),
        (tc.ConfigurationError, {"retry": 3}),
        (TypeError, {"progress": 1}),
        (TypeError, {"object_service": None}),
        (TypeError, {"data": "text"}),
    ]
    with storage() as server:
        with object_service(server) as service:
            for kind, arguments in wrong:
                given: dict[str, Any] = ARGUMENTS | {"object_service": service, "data": b""} | arguments
                with pytest.raises(kind):
                    sync.upload_from_buf(**given)
            for length, kind in [(-1, ValueError), (1.5, TypeError), (True, TypeError), (None, TypeError)]:
                with pytest.raises(kind):
                    sync.upload_with_factory(
                        service,
                        **ARGUMENTS,
                        content_length=length,  # type: ignore[arg-type]
                        reader_factory=lambda: Reader(b""),
                    )
            with pytest.raises(FileNotFoundError):
                sync.upload_from_file(service, **ARGUMENTS, file=tmp_path / "missing")
            with pytest.raises(IsADirectoryError):
                sync.upload_from_file(service, **ARGUMENTS, file=tmp_path)
            with pytest.raises(OSError, match="regular"):
                sync.upload_from_file(service, **ARGUMENTS, file="/dev/null")
            with pytest.raises(TypeError):
                sync.upload_from_file(service, **ARGUMENTS, file=io.StringIO())  # type: ignore[arg-type]
        assert server.calls == []


def test_upload_that_a_service_says_it_has_but_did_not_get_fails() -> None:
    """It chooses the method that travels with the call, which a large content does not."""
    chosen = reply(200, {"uploadMethod": {"dataInline": True}})
    with storage(responses={"createUpload": lambda request: chosen}) as server:
        with sync.Object(server.url, credentials=CREDENTIALS, retry=QUICK) as service:
            for encoding in (None, "gzip"):
                with pytest.raises(tc.TransferError, match="not proposed"):
                    sync.upload_from_buf(service, **ARGUMENTS, content_encoding=encoding, data=SMALL)
        assert "finishUpload" not in server.names()


def test_upload_whose_reader_gives_far_too_much_leaves_no_thread() -> None:
    class Generous:
        def read(self, size: int) -> bytes:
            return bytes(5_000_000)

    with storage() as server:
        with sync.Object(server.url, credentials=CREDENTIALS, retry=QUICK) as service:
            for length in (10, 100_000, 4_000_000):
                with pytest.raises(tc.TransferError, match="more than"):
                    sync.upload_with_factory(
                        service, **ARGUMENTS, content_length=length, reader_factory=Generous
                    )
    assert not [thread for thread in threading.enumerate() if thread.name == "tc-transfer"]


INLINE = {"contentType": "text/plain", "objectData": ""}


def test_upload_whose_method_changes_with_a_fresh_url_fails() -> None:
    """A fresh URL was asked for, and it has the content already, or wants it in another way."""
    with storage(faults=[responding(403)], lifetime=[timedelta(0)]) as server:
        create = server._createUpload

        def response(request: Any) -> bytes:
            if server.names().count("createUpload") == 2:
                server.methods = ("dataInline",)
                return reply(
                    200, create({**server.calls[-1][1], "proposedUploadMethods": {"dataInline": INLINE}})
                )
            return reply(200, create(server.calls[-1][1]))

        server.responses = {"createUpload": response}
        with sync.Object(server.url, credentials=CREDENTIALS, retry=QUICK) as service:
            with pytest.raises(tc.TransferError, match="changed the method"):
                sync.upload_from_buf(
                    service,
                    project_id="p",
                    name="x",
                    content_type="text/plain",
                    expires="2999-01-01T00:00:00.000Z",
                    data=SMALL,
                )
