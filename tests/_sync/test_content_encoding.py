# Generated from tests/_async/test_content_encoding.py by tools/unasync_build.py. Do not edit.

"""Uploads that are compressed on their way."""

from __future__ import annotations

import gzip
import io
import pathlib
from datetime import timedelta
from typing import Any

import pytest

import tc
from tc import sync
from tc.testing import LocalTaskcluster
from tests.support.fake_storage import (
    CREDENTIALS,
    LARGE,
    QUICK,
    SMALL,
    Storage,
    cut,
    hashes_of,
    responding,
    storage,
)
from tests.support.http_server import Received
from tests.support.scripted_taskcluster import reply

pytestmark = pytest.mark.anyio

TASK = "fN1SbArXTPSVFNUvaOlinQ"
TEXT = b"all work and no play " * 100_000
OBJECT: dict[str, Any] = {
    "project_id": "project",
    "name": "an/object",
    "content_type": "text/plain",
    "expires": "2999-01-01T00:00:00.000Z",
    "content_encoding": "gzip",
}
ARTIFACT: dict[str, Any] = {
    "content_type": "text/plain",
    "expires": "2999-01-01T00:00:00.000Z",
    "content_encoding": "gzip",
}


def service_of(server: Storage) -> sync.Object:
    return sync.Object(server.url, credentials=CREDENTIALS, retry=QUICK)


def check_sent(server: Storage, content: bytes) -> None:
    """The storage got the content compressed, and was told so in every attempt."""
    assert [gzip.decompress(body) for body in server.uploaded] == [content]
    for request in server.storage_requests:
        assert request.headers["content-encoding"] == "gzip"
    assert server.storage_requests[-1].headers["content-length"] == str(len(server.uploaded[0]))


@pytest.mark.parametrize("content", [b"", b"x", SMALL, LARGE, TEXT], ids=["0", "1", "small", "large", "text"])
def test_object_upload_with_gzip_sends_it_compressed(content: bytes, tmp_path: pathlib.Path) -> None:
    seen: list[tuple[int, int | None]] = []
    with storage() as server:
        with service_of(server) as service:
            sync.upload_from_buf(service, **OBJECT, data=content, progress=lambda *each: seen.append(each))
        check_sent(server, content)
        proposed = server.calls[0][1]["proposedUploadMethods"]
        assert proposed == {"putUrl": {"contentType": "text/plain", "contentLength": len(server.uploaded[0])}}
        # Whoever downloads it decodes it first.
        assert server.calls[-1][1]["hashes"] == hashes_of(content)
        assert seen[-1] == (len(server.uploaded[0]),) * 2


def test_object_upload_with_gzip_from_files_and_readers(tmp_path: pathlib.Path) -> None:
    class Reader:
        def __init__(self) -> None:
            self.file = io.BytesIO(TEXT)

        def read(self, size: int) -> bytes:
            return self.file.read(size)

    path = tmp_path / "content"
    path.write_bytes(TEXT)
    with storage() as server:
        with service_of(server) as service:
            sync.upload_from_file(service, **OBJECT, file=path)
            check_sent(server, TEXT)
            server.uploaded.clear()
            sync.upload_with_factory(service, **OBJECT, content_length=len(TEXT), reader_factory=Reader)
            check_sent(server, TEXT)
            with pytest.raises(tc.TransferError, match="stated"):
                sync.upload_with_factory(
                    service, **OBJECT, content_length=len(TEXT) - 1, reader_factory=Reader
                )


@pytest.mark.parametrize("kind", ["s3", "object"])
def test_artifact_upload_with_gzip_is_tried_again_like_any_other(kind: str, tmp_path: pathlib.Path) -> None:
    path = tmp_path / "content"
    path.write_bytes(LARGE)
    faults = [responding(503), cut(100_000)]
    with storage(faults=faults, lifetime=[timedelta(seconds=-1)]) as server:
        with sync.Queue(server.url, credentials=CREDENTIALS, retry=QUICK) as queue:
            sync.upload_artifact_from_file(
                queue, TASK, 0, "public/x", storage_type=kind, **ARTIFACT, file=path
            )
            check_sent(server, LARGE)
            server.uploaded.clear()
            sync.upload_artifact_from_buf(
                queue, TASK, 0, "public/x", storage_type=kind, **ARTIFACT, data=b"tiny"
            )
            check_sent(server, b"tiny")


@pytest.mark.parametrize("kind", ["s3", "object"])
def test_artifact_upload_with_gzip_comes_back_as_it_was(kind: str, taskcluster: LocalTaskcluster) -> None:
    with sync.Queue(taskcluster.root_url, credentials=taskcluster.credentials) as queue:
        task_id = tc.slug_id()
        task: Any = {
            "taskQueueId": "my-project/linux",
            "created": tc.from_now("0 seconds"),
            "deadline": tc.from_now("1 hour"),
            "metadata": {"name": "n", "description": "d", "owner": "me@example.com", "source": "https://x.y"},
            "payload": {},
        }
        queue.createTask(task_id, task)
        work: Any = {"tasks": 1, "workerGroup": "g", "workerId": "w"}
        claim = (queue.claimWork("my-project/linux", work))["tasks"][0]
        worker = queue.with_options(credentials=tc.Credentials.from_dict(claim["credentials"]))
        upload: Any = ARTIFACT | {"expires": tc.from_now("1 hour")}
        sync.upload_artifact_from_buf(
            worker, task_id, 0, "public/log", storage_type=kind, **upload, data=TEXT
        )
        assert (sync.download_artifact_to_buf(queue, task_id, "public/log")).content == TEXT


@pytest.mark.parametrize(("encoding", "error"), [("br", ValueError), (7, TypeError), ("", ValueError)])
def test_upload_with_another_encoding_is_refused(encoding: Any, error: type[Exception]) -> None:
    with storage() as server:
        with service_of(server) as service, sync.Queue(server.url, credentials=CREDENTIALS) as queue:
            with pytest.raises(error, match="content_encoding"):
                sync.upload_from_buf(service, **(OBJECT | {"content_encoding": encoding}), data=b"")
            with pytest.raises(error, match="content_encoding"):
                sync.upload_artifact_from_buf(
                    queue,
                    TASK,
                    0,
                    "x",
                    storage_type="s3",
                    **(ARTIFACT | {"content_encoding": encoding}),
                    data=b"",
                )
        assert server.calls == []


def test_object_upload_with_gzip_that_the_storage_refuses_is_sent_as_it_is() -> None:
    with storage(faults=[responding(403)]) as server:
        with service_of(server) as service:
            sync.upload_from_buf(service, **OBJECT, data=TEXT)
        assert server.uploaded == [TEXT]
        assert server.calls[-1][1]["hashes"] == hashes_of(TEXT)
        sent = [request.headers.get("content-encoding") for request in server.storage_requests]
        assert sent == ["gzip", None]


@pytest.mark.parametrize(("encoding", "compressed"), [("GZip", True), ("identity", False)])
def test_object_upload_with_gzip_where_the_service_names_an_encoding_is_sent_in_that(
    encoding: str, compressed: bool
) -> None:
    def respond(request: Received) -> bytes:
        headers = {"content-encoding": encoding}
        put = {"url": f"{server.url}/put/1", "headers": headers, "expires": "2999-01-01T00:00:00.000Z"}
        return reply(200, {"uploadMethod": {"putUrl": put}})

    with storage(responses={"createUpload": respond}) as server:
        with service_of(server) as service:
            sync.upload_from_buf(service, **OBJECT, data=TEXT)
        assert [gzip.decompress(body) if compressed else body for body in server.uploaded] == [TEXT]
        sent = [request.headers["content-encoding"] for request in server.storage_requests]
        assert sent == ["gzip" if compressed else encoding]


def test_object_upload_with_gzip_that_fails_is_an_error() -> None:
    with storage(faults=[responding(500)] * 3) as server:
        with service_of(server) as service:
            with pytest.raises(tc.TransferError, match="500"):
                sync.upload_from_buf(service, **OBJECT, data=TEXT, retry=tc.Retry(retries=1, delay_factor=0))


def test_object_upload_with_gzip_where_only_the_call_has_room_is_sent_as_it_is() -> None:
    with storage(methods=("dataInline",)) as server:
        with service_of(server) as service:
            with pytest.raises(tc.TransferError, match="no upload method"):
                sync.upload_from_buf(service, **OBJECT, data=b"small")
