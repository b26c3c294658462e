# Generated from src/tc/_async/transfer/artifact_upload.py by tools/unasync_build.py. Do not edit.

"""Uploads of artifacts in one call: from memory, from a file.

https://docs.taskcluster.net/docs/reference/platform/queue/artifacts
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tc._concurrency import cleanup
from tc._protocol.validation import require_bytes, require_content_type, require_expires, require_str
from tc._redact.tracebacks import boundary
from tc._sync.service import service_for_transfer
from tc._sync.services.queue import Queue
from tc._sync.transfer.artifact_download import check_run_id, object_service_for
from tc._sync.transfer.put import BufferReader, Content, ReaderFactory, compress, send_content
from tc._sync.transfer.upload import ObjectUpload, send_file
from tc._transfer.callers import File
from tc._transfer.plans import UploadTarget, created_artifact, s3_target
from tc._transfer.result import Progress
from tc._transfer.source import GzipSpool, check_content_encoding
from tc._transfer.storage import TransferFields
from tc.retry import Retry

STORAGE_TYPES = ("s3", "object")


@boundary
def upload_artifact_from_buf(
    queue: Queue,
    task_id: str,
    run_id: int | str,
    name: str,
    *,
    storage_type: str,
    content_type: str,
    expires: datetime | str,
    data: bytes | bytearray | memoryview,
    content_encoding: str | None = None,
    retry: Retry | None = None,
    progress: Progress | None = None,
) -> None:
    """Create an artifact of a run and upload its content from memory.

    Args:
        queue: With the credentials of the task, as `claimWork` gives them to a worker.
        task_id, run_id: Of the run, which must not be resolved.
        name: Of the artifact, such as `public/build/target.tar.gz`.
        storage_type: `"s3"` or `"object"`, whichever the deployment has.
        content_type: Such as `text/plain; charset=utf-8`.
        expires: When the artifact may be deleted, timezone-aware, or text in the API's form; not after the
            task.
        data: The content. It must not change meanwhile.
        content_encoding: `"gzip"` to compress the content for its way and for the storage, which is told so;
            those who download it get the content itself. Where the storage does not allow it, and without it,
            it is sent as it is.
        retry: How often interrupted transfers and calls are tried again; None for as the queue does. The call
            that creates an artifact of storage type `object` is repeated only when it cannot have reached
            the queue, which would take the second for another artifact of the same name.
        progress: Called with the bytes sent and the total as they go. After a retry the number is smaller
            than before, since an upload begins anew.

    Raises:
        TransferError: The storage refuses, or the bytes did not arrive whole in any attempt.
        APIError, TransportError: From the services.
        TypeError, ValueError: An argument is not as described; nothing was sent.
    """
    upload = ArtifactUpload(
        queue, task_id, run_id, name, storage_type, content_type, expires, content_encoding, retry, progress
    )
    content = require_bytes("data", data)
    upload.run(len(content), lambda: BufferReader(content))


@boundary
def upload_artifact_from_file(
    queue: Queue,
    task_id: str,
    run_id: int | str,
    name: str,
    *,
    storage_type: str,
    content_type: str,
    expires: datetime | str,
    file: File,
    content_encoding: str | None = None,
    retry: Retry | None = None,
    progress: Progress | None = None,
) -> None:
    """Create an artifact of a run and upload its content from a file.

    Args:
        file: A path, or a binary file, readable and seekable, which is sent whole, from its first byte on.
            It must not change meanwhile.
        queue, task_id, run_id, name, storage_type, content_type, expires, content_encoding, retry, progress:
            As for `upload_artifact_from_buf`.

    Raises:
        OSError: The file cannot be read; nothing was sent.
        TransferError: It shrank or grew; others as for `upload_artifact_from_buf`.
    """
    upload = ArtifactUpload(
        queue, task_id, run_id, name, storage_type, content_type, expires, content_encoding, retry, progress
    )
    send_file(upload, file)


class ArtifactUpload:
    """One upload of an artifact, its arguments checked."""

    def __init__(
        self,
        queue: Queue,
        task_id: str,
        run_id: int | str,
        name: str,
        storage_type: str,
        content_type: str,
        expires: datetime | str,
        content_encoding: str | None,
        retry: Retry | None,
        progress: Progress | None,
    ) -> None:
        self._queue = service_for_transfer("queue", queue, Queue, retry, progress)
        require_str("task_id", task_id)
        require_str("name", name)
        if run_id is None:
            raise TypeError("run_id: expected int, got NoneType")
        check_run_id(run_id)
        if storage_type not in STORAGE_TYPES:
            raise ValueError(f"storage_type: expected 's3' or 'object', got {storage_type!r}")
        require_content_type(content_type)
        check_content_encoding(content_encoding)
        self._payload: Any = {
            "storageType": storage_type,
            "contentType": content_type,
            "expires": require_expires(expires),
        }
        self._artifact = (task_id, run_id, name)
        self._content_encoding = content_encoding
        self._progress = progress

    def run(self, length: int, reader_factory: ReaderFactory) -> None:
        """Create the artifact, and send its content."""
        if self._payload["storageType"] == "s3":
            self._send_s3(Content(reader_factory, length, self._progress, hashed=False))
            return
        created = self._create_object()
        project_id, upload_id = created.text("projectId"), created.text("uploadId")
        upload = ObjectUpload(
            object_service_for(self._queue.api_client, created),
            project_id,
            created.segment("name"),
            self._payload["contentType"],
            created.text("expires"),
            upload_id,
            self._content_encoding,
            self._progress,
        )
        upload.run(length, reader_factory)
        self._queue.finishArtifact(*self._artifact, {"uploadId": upload_id})

    def _send_s3(self, content: Content) -> None:
        if self._content_encoding is None:
            send_content(self._queue.api_client, self._create_s3, content)
            return
        spool = GzipSpool()
        try:
            packed, _ = compress(content, spool)
            send_content(self._queue.api_client, self._create_s3, packed)
        finally:
            cleanup(spool.close)

    def _create_s3(self) -> UploadTarget | None:
        """Ask where to PUT; the same call again gives another URL, so that retries do no harm."""
        created = self._queue.createArtifact(*self._artifact, self._payload)
        target = s3_target(created_artifact(created, "s3"))
        return target if self._content_encoding is None else target.announcing(self._content_encoding)

    def _create_object(self) -> TransferFields:
        """Create the artifact once: each call makes another upload id, which conflicts with the one before.

        So the call is repeated only where nothing of it can have reached the queue, or where the response
        says that nothing was done and the caller wants that status to be tried again.
        """
        queue = Queue(self._queue.api_client.resending_unsent_only())
        created = queue.createArtifact(*self._artifact, self._payload)
        return created_artifact(created, "object")
