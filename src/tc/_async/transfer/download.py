"""Downloads of objects: to memory, to a file, to a writer of the caller's.

https://docs.taskcluster.net/docs/reference/platform/object/uploading-downloading
"""

from __future__ import annotations

from tc._async.client import Client
from tc._async.services.object import Object
from tc._async.transfer.get import Locate, Receiver, WriterFactory
from tc._concurrency import async_cleanup, async_offload
from tc._redact.tracebacks import async_boundary
from tc._transfer.files import BufferSink, File, Sink, sink_for
from tc._transfer.plan import Downloaded, Progress, check_callable, check_common, check_kind, check_text
from tc._transfer.resume import DownloadSource, object_source
from tc.retry import Retry


@async_boundary
async def download_to_buf(
    object_service: Object, name: str, *, retry: Retry | None = None, progress: Progress | None = None
) -> Downloaded:
    """Download an object into memory, verified by its hashes.

    Args:
        object_service: Whose credentials, connections and timeouts apply.
        name: Of the object.
        retry: How often interrupted transfers and calls are tried again; None for as the service does.
        progress: Called with the bytes received and the total (None while unknown, and for compressed
            content) as they come. After a restart the number is smaller than before.

    Returns:
        The content and its type.

    Raises:
        HashMismatchError: The bytes are not those that were uploaded, or there is no hash to tell.
        TransferError: The storage refuses, or the bytes did not arrive whole in any attempt.
        APIError, TransportError: From the object service.
        TypeError, ValueError: An argument is not as described; nothing was sent.
    """
    service = _prepare(object_service, name, retry, progress)
    sink = BufferSink()
    content_type = await receive_into(sink, service.api_client, locator(service, name), progress)
    return Downloaded(sink.content(), content_type)


@async_boundary
async def download_to_file(
    object_service: Object,
    name: str,
    file: File,
    *,
    retry: Retry | None = None,
    progress: Progress | None = None,
) -> str:
    """Download an object into a file, verified by its hashes.

    Args:
        object_service, name, retry, progress: As for `download_to_buf`.
        file: A path, which gets the content as a whole once it is verified, or keeps what it had; its mode
            follows the umask. Or a binary file, writable and seekable, which is written from its current
            position on, and truncated there when the download fails or starts over.

    Returns:
        The content type.

    Raises:
        OSError: The file cannot be written.
        Others: As for `download_to_buf`.
    """
    service = _prepare(object_service, name, retry, progress)
    return await receive_into(sink_for(file), service.api_client, locator(service, name), progress)


@async_boundary
async def download_with_factory(
    object_service: Object,
    name: str,
    writer_factory: WriterFactory,
    *,
    retry: Retry | None = None,
    progress: Progress | None = None,
) -> str:
    """Download an object into writers, and verify it by its hashes at the end.

    Args:
        object_service, name, retry, progress: As for `download_to_buf`.
        writer_factory: Returns an object whose `write` method takes bytes. Called before the first byte, and
            again when the download starts over from the first byte, but not when it resumes. What was
            written counts only when this function returns.

    Returns:
        The content type.

    Raises:
        Exception: What the factory and its writers raise; others as for `download_to_buf`.
    """
    service = _prepare(object_service, name, retry, progress)
    check_callable(writer_factory=writer_factory)
    receiver = Receiver(
        service.api_client, locator(service, name), writer_factory=writer_factory, progress=progress
    )
    return await receiver.run()


async def receive_into(sink: Sink, client: Client, locate: Locate, progress: Progress | None) -> str:
    """Receive into a sink, which is left complete or as it was."""
    try:
        await async_offload(sink.open)
        content_type = await Receiver(client, locate, sink=sink, progress=progress).run()
        await async_offload(sink.commit)
    except BaseException:
        await async_cleanup(sink.discard)
        raise
    return content_type


def _prepare(object_service: Object, name: str, retry: Retry | None, progress: Progress | None) -> Object:
    check_kind("object_service", object_service, Object)
    check_text(name=name)
    check_common(retry, progress)
    return object_service if retry is None else object_service.with_options(retry=retry)


def locator(service: Object, name: str) -> Locate:
    """A function that starts the download of an object."""

    async def locate() -> DownloadSource:
        answer = await service.startDownload(name, {"acceptDownloadMethods": {"getUrl": True}})
        return object_source(answer)

    return locate
