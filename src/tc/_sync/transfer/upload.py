# Generated from src/tc/_async/transfer/upload.py by tools/unasync_build.py. Do not edit.

"""Uploads of objects: from memory, from a file, from a reader of the caller's.

https://docs.taskcluster.net/docs/reference/platform/object/upload-methods
"""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any, Protocol

from tc._concurrency import cleanup, offload
from tc._protocol.validation import (
    require_bytes,
    require_content_type,
    require_expires,
    require_function,
    require_instance,
    require_int,
    require_progress,
    require_retry,
    require_str,
)
from tc._redact.tracebacks import boundary
from tc._sync.client import Client
from tc._sync.services.object import Object
from tc._sync.transfer.compressed import Compressed
from tc._sync.transfer.put import (
    BufferReader,
    FileReader,
    ReaderFactory,
    UploadBody,
    checked_readers,
    send_content,
)
from tc._transfer.callers import File
from tc._transfer.compressing import check_content_encoding
from tc._transfer.hashing import Digests
from tc._transfer.result import Progress
from tc._transfer.source import FileSource
from tc._transfer.upload_plan import INLINE_BELOW, UploadTarget, chosen_target, upload_payload
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
    content = require_bytes("data", data)
    upload_with_factory(
        object_service,
        project_id=project_id,
        name=name,
        content_type=content_type,
        expires=expires,
        content_length=len(content),
        reader_factory=lambda: BufferReader(content),
        upload_id=upload_id,
        content_encoding=content_encoding,
        retry=retry,
        progress=progress,
    )


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
    source = FileSource(file)
    _check(object_service, project_id, name, content_type, expires, upload_id, retry, progress)
    check_content_encoding(content_encoding)
    try:
        upload_with_factory(
            object_service,
            project_id=project_id,
            name=name,
            content_type=content_type,
            expires=expires,
            content_length=offload(source.open),
            reader_factory=lambda: FileReader(source),
            upload_id=upload_id,
            content_encoding=content_encoding,
            retry=retry,
            progress=progress,
        )
    finally:
        cleanup(source.close)


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
    text = _check(object_service, project_id, name, content_type, expires, upload_id, retry, progress)
    check_content_encoding(content_encoding)
    require_int("content_length", content_length, minimum=0)
    require_function("reader_factory", reader_factory)
    service = object_service if retry is None else object_service.with_options(retry=retry)
    upload_object(
        service,
        project_id=project_id,
        name=name,
        content_type=content_type,
        expires=text,
        content_length=content_length,
        reader_factory=checked_readers(reader_factory),
        upload_id=upload_id or slug_id(),
        content_encoding=content_encoding,
        progress=progress,
    )


def upload_object(
    service: Object,
    *,
    project_id: str,
    name: str,
    content_type: str,
    expires: str,
    content_length: int,
    reader_factory: ReaderFactory,
    upload_id: str,
    content_encoding: str | None,
    progress: Progress | None,
) -> None:
    """Take the steps of an upload, with arguments known to be good and `expires` as it is sent."""

    def create(length: int, inline: bytes | None = None) -> UploadTarget | None:
        payload: Any = upload_payload(project_id, content_type, expires, upload_id, length, inline)
        return chosen_target(service.createUpload(name, payload))

    hashes: Any = None
    if content_encoding is not None:
        hashes = _send_compressed(
            service.api_client, create, reader_factory, content_length, content_encoding, progress
        )
    if hashes is None:
        hashes = _send_plain(service.api_client, create, reader_factory, content_length, progress)
    service.finishUpload(name, {"projectId": project_id, "uploadId": upload_id, "hashes": hashes})


class _Create(Protocol):
    """Asks the object service where a content of some length goes."""

    def __call__(self, length: int, inline: bytes | None = None) -> UploadTarget | None:
        """Return where; None when the service took it with the call."""
        ...


def _send_plain(
    client: Client, create: _Create, reader_factory: ReaderFactory, length: int, progress: Progress | None
) -> dict[str, str]:
    """Send a content as it is; the result is its hashes."""
    inline: bytes | None = None
    hashes: dict[str, str] = {}
    if length < INLINE_BELOW:
        digests = Digests()
        body = UploadBody(reader_factory(), length, digests, None)
        inline = body.read_all()
        body.finish()
        hashes = digests.hex()

    def renew() -> UploadTarget | None:
        return create(length, inline)

    target = renew()
    if target is None:
        if progress is not None:
            progress(length, length)
        return hashes
    return send_content(client, target, renew, reader_factory, length, hashed=True, progress=progress)


def _send_compressed(
    client: Client,
    create: _Create,
    reader_factory: ReaderFactory,
    length: int,
    encoding: str,
    progress: Progress | None,
) -> dict[str, str] | None:
    """Send a content compressed; the result is its hashes, or None where the storage does not allow it."""
    with Compressed(reader_factory, length, encoding) as content:

        def renew() -> UploadTarget | None:
            target = create(content.length)
            return target.announcing(encoding) if target is not None and target.allows(encoding) else None

        target = renew()
        if target is None:
            return None  # the headers, or the call itself, have no place for the encoding
        try:
            send_content(
                client,
                target,
                renew,
                content.reader_factory,
                content.length,
                hashed=False,
                progress=progress,
            )
        except TransferError as error:
            if error.status_code not in ENCODING_REFUSED:
                raise
            log.info("the storage refuses %s (%s): the content is sent as it is", encoding, error.status_code)
            return None
        return content.hashes


def _check(
    object_service: Object,
    project_id: str,
    name: str,
    content_type: str,
    expires: datetime | str,
    upload_id: str | None,
    retry: Retry | None,
    progress: Progress | None,
) -> str:
    """Refuse what cannot be sent; the result is `expires` as it is sent."""
    require_instance("object_service", object_service, Object)
    require_str("project_id", project_id)
    require_str("name", name)
    require_content_type(content_type)
    if upload_id is not None:
        require_str("upload_id", upload_id)
    require_retry(retry)
    require_progress(progress)
    return require_expires(expires)
