"""Uploads of objects: from memory, from a file, from a reader of the caller's.

https://docs.taskcluster.net/docs/reference/platform/object/uploading-downloading
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tc._async.services.object import Object
from tc._async.transfer.put import BufferReader, FileReader, ReaderFactory, UploadBody, send_content
from tc._concurrency import async_cleanup, async_offload
from tc._redact.tracebacks import async_boundary
from tc._transfer.files import File, FileSource
from tc._transfer.plan import (
    INLINE_BELOW,
    Digests,
    Progress,
    UploadTarget,
    check_callable,
    check_common,
    check_content_type,
    check_data,
    check_kind,
    check_length,
    check_text,
    chosen_target,
    upload_payload,
    wire_expires,
)
from tc.retry import Retry
from tc.slugs import slug_id


@async_boundary
async def upload_from_buf(
    object_service: Object,
    *,
    project_id: str,
    name: str,
    content_type: str,
    expires: datetime | str,
    data: bytes | bytearray | memoryview,
    upload_id: str | None = None,
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
        retry: How often interrupted transfers and calls are tried again; None for as the service does.
        progress: Called with the bytes sent and the total as they go. After a retry the number is smaller
            than before, since an upload begins anew.

    Raises:
        TransferError: The storage refuses, or the bytes did not arrive whole in any attempt.
        APIError, TransportError: From the object service.
        TypeError, ValueError: An argument is not as described; nothing was sent.
    """
    content = check_data(data)
    await upload_with_factory(
        object_service,
        project_id=project_id,
        name=name,
        content_type=content_type,
        expires=expires,
        content_length=len(content),
        reader_factory=lambda: BufferReader(content),
        upload_id=upload_id,
        retry=retry,
        progress=progress,
    )


@async_boundary
async def upload_from_file(
    object_service: Object,
    *,
    project_id: str,
    name: str,
    content_type: str,
    expires: datetime | str,
    file: File,
    upload_id: str | None = None,
    retry: Retry | None = None,
    progress: Progress | None = None,
) -> None:
    """Upload an object from a file.

    Args:
        file: A path, or a binary file, readable and seekable, which is sent whole, from its first byte on.
            It must not change meanwhile.
        object_service, project_id, name, content_type, expires, upload_id, retry, progress: As for
            `upload_from_buf`.

    Raises:
        OSError: The file cannot be read.
        TransferError: It shrank or grew; others as for `upload_from_buf`.
    """
    source = FileSource(file)
    _check(object_service, project_id, name, content_type, expires, upload_id, retry, progress)
    try:
        await upload_with_factory(
            object_service,
            project_id=project_id,
            name=name,
            content_type=content_type,
            expires=expires,
            content_length=await async_offload(source.open),
            reader_factory=lambda: FileReader(source),
            upload_id=upload_id,
            retry=retry,
            progress=progress,
        )
    finally:
        await async_cleanup(source.close)


@async_boundary
async def upload_with_factory(
    object_service: Object,
    *,
    project_id: str,
    name: str,
    content_type: str,
    expires: datetime | str,
    content_length: int,
    reader_factory: ReaderFactory,
    upload_id: str | None = None,
    retry: Retry | None = None,
    progress: Progress | None = None,
) -> None:
    """Upload an object from readers.

    Args:
        content_length: How many bytes there are.
        reader_factory: Returns an object whose `read` method takes a number and returns that many bytes or
            fewer, none at the end. Called again for each attempt.
        object_service, project_id, name, content_type, expires, upload_id, retry, progress: As for
            `upload_from_buf`.

    Raises:
        TransferError: A reader gave fewer or more bytes than stated; others as for `upload_from_buf`.
        Exception: What the factory and its readers raise.
    """
    text = _check(object_service, project_id, name, content_type, expires, upload_id, retry, progress)
    check_length(content_length)
    check_callable(reader_factory=reader_factory)
    service = object_service if retry is None else object_service.with_options(retry=retry)
    await upload_object(
        service,
        project_id=project_id,
        name=name,
        content_type=content_type,
        expires=text,
        content_length=content_length,
        reader_factory=reader_factory,
        upload_id=upload_id or slug_id(),
        progress=progress,
    )


async def upload_object(
    service: Object,
    *,
    project_id: str,
    name: str,
    content_type: str,
    expires: str,
    content_length: int,
    reader_factory: ReaderFactory,
    upload_id: str,
    progress: Progress | None,
) -> None:
    """The steps of an upload, with arguments known to be good and `expires` as it is sent."""
    inline: bytes | None = None
    hashes: Any = {}
    if content_length < INLINE_BELOW:
        digests = Digests()
        body = UploadBody(reader_factory(), content_length, digests, None)
        inline = await body.read_all()
        await body.finish()
        hashes = digests.hex()
    payload: Any = upload_payload(project_id, content_type, expires, upload_id, content_length, inline)

    async def ask() -> UploadTarget | None:
        return chosen_target(await service.createUpload(name, payload))

    target = await ask()
    if target is not None:
        hashes = await send_content(
            service.api_client, target, ask, reader_factory, content_length, hashed=True, progress=progress
        )
    elif progress is not None:
        progress(content_length, content_length)
    await service.finishUpload(name, {"projectId": project_id, "uploadId": upload_id, "hashes": hashes})


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
    check_kind("object_service", object_service, Object)
    check_text(project_id=project_id, name=name)
    check_content_type(content_type)
    if upload_id is not None:
        check_text(upload_id=upload_id)
    check_common(retry, progress)
    return wire_expires(expires)
