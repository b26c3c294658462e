"""Downloads of objects: to memory, to a file, to a writer of the caller's.

https://docs.taskcluster.net/docs/reference/platform/object/download-methods
"""

from __future__ import annotations

from tc._async.service import service_for_transfer
from tc._async.services.object import Object
from tc._async.transfer.delivery import Delivery, WriterFactory
from tc._async.transfer.get import Download, Receiver, receive
from tc._async.transfer.ranges import receive_in_ranges
from tc._concurrency import async_cleanup, async_offload, async_sleep
from tc._protocol.validation import require_function, require_int, require_str
from tc._redact.tracebacks import async_boundary
from tc._transfer.buffer_sink import BufferSink
from tc._transfer.caller_code import CallerCode
from tc._transfer.callers import File
from tc._transfer.plans import DownloadSource, object_source
from tc._transfer.result import Downloaded, Progress
from tc._transfer.sink import FIFO_STEP, sink_for
from tc.retry import Retry


@async_boundary
async def download_to_buf(
    object_service: Object,
    name: str,
    *,
    retry: Retry | None = None,
    progress: Progress | None = None,
    connections: int = 1,
) -> Downloaded:
    """Download an object into memory, verified by its hashes.

    Args:
        object_service: Whose credentials, connections and timeouts apply.
        name: Of the object.
        retry: How often interrupted transfers and calls are tried again; None for as the service does.
        progress: Called with the bytes received and the total (None while unknown, and for compressed
            content) as they come. After a restart the number is smaller than before.
        connections: Over how many connections to fetch ranges of the content at a time, where the storage
            sends ranges and the content cannot change; else it comes over one. Each takes up to 8 MiB.

    Returns:
        The content and its type.

    Raises:
        HashMismatchError: The bytes are not those that were uploaded, or there is no hash to tell.
        TransferError: The storage refuses, or the bytes did not arrive whole in any attempt.
        APIError, TransportError: From the object service.
        TypeError, ValueError: An argument is not as described; nothing was sent.
    """
    return await to_buf(object_download(object_service, name, retry, progress, connections))


@async_boundary
async def download_to_file(
    object_service: Object,
    name: str,
    file: File,
    *,
    retry: Retry | None = None,
    progress: Progress | None = None,
    connections: int = 1,
) -> str:
    """Download an object into a file, verified by its hashes.

    Args:
        object_service, name, retry, progress, connections: As for `download_to_buf`.
        file: A path, which gets the content as a whole once it is verified, or keeps what it had; its mode
            follows the umask. Or a binary file, writable and seekable, which is written from its current
            position on, and truncated there when the download fails or starts over. A stream that cannot be
            rewound gets the content as it comes. While its `write` waits for a reader, neither an interrupt
            nor a cancellation ends the download, unless it is a plain pipe or device (`open`) or a plain
            socket (`makefile("wb")`).

    Returns:
        The content type.

    Raises:
        OSError: The file cannot be written.
        Others: As for `download_to_buf`.
    """
    return await to_file(object_download(object_service, name, retry, progress, connections), file)


@async_boundary
async def download_with_factory(
    object_service: Object,
    name: str,
    writer_factory: WriterFactory,
    *,
    retry: Retry | None = None,
    progress: Progress | None = None,
    connections: int = 1,
) -> str:
    """Download an object into writers, and verify it by its hashes at the end.

    Args:
        object_service, name, retry, progress, connections: As for `download_to_buf`.
        writer_factory: Returns an object whose `write` method takes bytes. Called before the first byte, and
            again when the download starts over from the first byte, but not when it resumes. What was
            written counts only when this function returns.

    Returns:
        The content type.

    Raises:
        Exception: What the factory and its writers raise; others as for `download_to_buf`.
    """
    download = object_download(object_service, name, retry, progress, connections)
    return await to_writers(download, writer_factory)


async def to_buf(download: Download) -> Downloaded:
    """Download into memory."""
    sink = BufferSink()
    content_type = await _receive(download, Delivery(sink=sink))
    return Downloaded.of(download.name, sink.content(), content_type)


async def to_file(download: Download, file: File) -> str:
    """Download into a file, which is left complete or as it was; the result is the content type."""
    sink = sink_for(file)
    try:
        with CallerCode("the file"):
            while (opened := await async_offload(sink.open)) is None:
                await async_sleep(FIFO_STEP)
        content_type = await _receive(download, Delivery(sink=opened))
        with CallerCode("the file"):
            await async_offload(opened.commit)
    except BaseException:
        await async_cleanup(sink.discard)
        raise
    return content_type


async def to_writers(download: Download, writer_factory: WriterFactory) -> str:
    """Download into writers of the caller's; the result is the content type."""
    require_function("writer_factory", writer_factory)
    return await _receive(download, Delivery(writer_factory=writer_factory))


async def _receive(download: Download, delivery: Delivery) -> str:
    try:
        source = await download.locate()
        if download.connections > 1:
            return await receive_in_ranges(download, source, delivery)
        return await receive(Receiver(download, source, delivery.start), delivery)
    except BaseException:
        await delivery.stop()
        raise


def object_download(
    object_service: Object, name: str, retry: Retry | None, progress: Progress | None, connections: int
) -> Download:
    """Return the download of an object, once the arguments are checked."""
    service = service_for_transfer("object_service", object_service, Object, retry, progress)
    require_str("name", name)
    require_int("connections", connections, minimum=1)

    async def locate() -> DownloadSource:
        return await locate_object(service, name)

    return Download(name, service.api_client, progress, connections, locate)


async def locate_object(service: Object, name: str) -> DownloadSource:
    """Start the download of an object; the result is where its bytes are."""
    return object_source(await service.startDownload(name, {"acceptDownloadMethods": {"getUrl": True}}))
