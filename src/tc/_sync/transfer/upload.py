# Generated from src/tc/_async/transfer/upload.py by tools/unasync_build.py. Do not edit.

"""Uploads of objects: from memory, from a file, from a reader of the caller's.

https://docs.taskcluster.net/docs/reference/platform/object/upload-methods
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Protocol

from tc._concurrency import cleanup, offload
from tc._protocol.validation import (
    require_bytes,
    require_content_type,
    require_expires,
    require_function,
    require_int,
    require_str,
)
from tc._redact.tracebacks import boundary
from tc._sync.service import service_for_transfer
from tc._sync.services.object import Object
from tc._sync.transfer.put import (
    BufferReader,
    Content,
    FileReader,
    ReaderFactory,
    UploadBody,
    checked_readers,
    compress,
    send_content,
)
from tc._transfer.caller_code import CallerCode
from tc._transfer.callers import File
from tc._transfer.plans import INLINE_BELOW, UploadTarget, chosen_target, proposed_methods
from tc._transfer.result import Progress
from tc._transfer.source import FileSource, GzipSpool, check_content_encoding
from tc.errors import TransferError
from tc.retry import Retry
from tc.slugs import slug_id

log = logging.getLogger("tc")

# A URL that was signed for other headers is refused with one of these.
ENCODING_REFUSED = frozenset({400, 403, 415, 501})


@boundary
def upload_from_buf(
    object_service: Object,
    *,
    project_id: str,
    name: str,
    content_type: str,
    expires: datetime | str,
    data: bytes | bytearray | memoryview,
    upload_id: str | None = None,
    content_encoding: str | None = None,
    retry: Retry | None = None,
    progress: Progress | None = None,
) -> None:
    """Upload an object from memory.

    Args:
        object_service: Whose credentials, connections and timeouts apply.
        project_id: Of the project that the object belongs to.
        name: Of the object.
        content_type: Such as `text/plain; charset=utf-8`.
        expires: When the object may be deleted, timezone-aware; or text in the API's form.
        data: The content. It must not change meanwhile.
        upload_id: A slug id, secret; a fresh one when None.
        content_encoding: `"gzip"` to compress the content for its way and for the storage, which is told so;
            those who download it get the content itself. Where the storage does not allow it, and without it,
            it is sent as it is.
        retry: How often interrupted transfers and calls are tried again; None for as the service does.
        progress: Called with the bytes sent and the total as they go. After a retry the number is smaller
            than before, since an upload begins anew.

    Raises:
        TransferError: The storage refuses, or the bytes did not arrive whole in any attempt.
        APIError, TransportError: From the object service.
        TypeError, ValueError: An argument is not as described; nothing was sent.
    """
    upload = _prepare(
        object_service, project_id, name, content_type, expires, upload_id, content_encoding, retry, progress
    )
    content = require_bytes("data", data)
    upload.run(len(content), lambda: BufferReader(content))


@boundary
def upload_from_file(
    object_service: Object,
    *,
    project_id: str,
    name: str,
    content_type: str,
    expires: datetime | str,
    file: File,
    upload_id: str | None = None,
    content_encoding: str | None = None,
    retry: Retry | None = None,
    progress: Progress | None = None,
) -> None:
    """Upload an object from a file.

    Args:
        file: A path, or a binary file, readable and seekable, which is sent whole, from its first byte on.
            It must not change meanwhile.
        object_service, project_id, name, content_type, expires, upload_id, content_encoding, retry, progress:
            As for `upload_from_buf`.

    Raises:
        OSError: The file cannot be read.
        TransferError: It shrank or grew; others as for `upload_from_buf`.
    """
    upload = _prepare(
        object_service, project_id, name, content_type, expires, upload_id, content_encoding, retry, progress
    )
    send_file(upload, file)


@boundary
def upload_with_factory(
    object_service: Object,
    *,
    project_id: str,
    name: str,
    content_type: str,
    expires: datetime | str,
    content_length: int,
    reader_factory: ReaderFactory,
    upload_id: str | None = None,
    content_encoding: str | None = None,
    retry: Retry | None = None,
    progress: Progress | None = None,
) -> None:
    """Upload an object from readers.

    Args:
        content_length: How many bytes there are.
        reader_factory: Returns an object whose `read` method takes a number and returns that many bytes or
            fewer, none at the end. Called again for each attempt.
        object_service, project_id, name, content_type, expires, upload_id, content_encoding, retry, progress:
            As for `upload_from_buf`.

    Raises:
        TransferError: A reader gave fewer or more bytes than stated; others as for `upload_from_buf`.
        Exception: What the factory and its readers raise.
    """
    upload = _prepare(
        object_service, project_id, name, content_type, expires, upload_id, content_encoding, retry, progress
    )
    require_int("content_length", content_length, minimum=0)
    require_function("reader_factory", reader_factory)
    upload.run(content_length, checked_readers(reader_factory))


class Upload(Protocol):
    """Sends a content to wherever it goes."""

    def run(self, length: int, reader_factory: ReaderFactory) -> None: ...


def send_file(upload: Upload, file: File) -> None:
    """Upload a file, whole."""
    source = FileSource(file)
    try:
        upload.run(offload(source.open), lambda: FileReader(source))
    finally:
        cleanup(source.close)


@dataclass(frozen=True)
class ObjectUpload:
    """An upload of an object, with arguments known to be good and `expires` as it is sent."""

    service: Object
    project_id: str
    name: str
    content_type: str
    expires: str
    upload_id: str = field(repr=False)
    content_encoding: str | None
    progress: Progress | None

    def run(self, length: int, reader_factory: ReaderFactory) -> None:
        """Take the steps of the upload."""
        content = Content(reader_factory, length, self.progress)
        hashes: Any = None
        if self.content_encoding is not None:
            hashes = self._send_compressed(content, self.content_encoding)
        if hashes is None:
            hashes = self._send_plain(content)
        self.service.finishUpload(
            self.name, {"projectId": self.project_id, "uploadId": self.upload_id, "hashes": hashes}
        )

    def _create(self, length: int, inline: bytes | None = None) -> UploadTarget | None:
        """Ask where a content goes; None when the service took it with the call."""
        payload: Any = {
            "projectId": self.project_id,
            "uploadId": self.upload_id,
            "expires": self.expires,
            "proposedUploadMethods": proposed_methods(self.content_type, length, inline),
        }
        return chosen_target(self.service.createUpload(self.name, payload))

    def _send_plain(self, content: Content) -> dict[str, str]:
        """Send a content as it is; the result is its hashes."""
        inline: bytes | None = None
        hashes: dict[str, str] = {}
        if content.length < INLINE_BELOW:
            body = UploadBody(replace(content, progress=None))
            inline = b"".join([block for block in body])
            hashes = body.finish()
        sent = send_content(self.service.api_client, lambda: self._create(content.length, inline), content)
        if sent is not None:
            return sent
        if inline is None:
            raise TransferError("no upload method: the object service chose one that was not proposed")
        if content.progress is not None:
            with CallerCode("progress"):
                content.progress(content.length, content.length)
        return hashes

    def _send_compressed(self, content: Content, encoding: str) -> dict[str, str] | None:
        """Send a content compressed; the result is its hashes, or None where that is not allowed."""
        spool = GzipSpool()
        try:
            packed, hashes = compress(content, spool)

            def create() -> UploadTarget | None:
                target = self._create(packed.length)
                return None if target is None else target.announcing(encoding)

            try:
                sent = send_content(self.service.api_client, create, packed)
            except TransferError as error:
                if error.status_code not in ENCODING_REFUSED:
                    raise
                log.info(
                    "the storage refuses %s (%s): the content is sent as it is", encoding, error.status_code
                )
                return None
            return None if sent is None else hashes
        finally:
            cleanup(spool.close)


def _prepare(
    object_service: Object,
    project_id: str,
    name: str,
    content_type: str,
    expires: datetime | str,
    upload_id: str | None,
    content_encoding: str | None,
    retry: Retry | None,
    progress: Progress | None,
) -> ObjectUpload:
    """Return the upload that is wanted, once the arguments are checked."""
    service = service_for_transfer("object_service", object_service, Object, retry, progress)
    if upload_id is not None:
        require_str("upload_id", upload_id)
    check_content_encoding(content_encoding)
    return ObjectUpload(
        service,
        require_str("project_id", project_id),
        require_str("name", name),
        require_content_type(content_type),
        require_expires(expires),
        upload_id or slug_id(),
        content_encoding,
        progress,
    )
