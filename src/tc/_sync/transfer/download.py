# Generated from src/tc/_async/transfer/download.py by tools/unasync_build.py. Do not edit.

"""Downloads of objects: to memory, to a file, to a writer of the caller's.

https://docs.taskcluster.net/docs/reference/platform/object/download-methods
"""

from __future__ import annotations

from tc._concurrency import cleanup
from tc._protocol.validation import (
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
from tc._sync.transfer.delivery import Delivery, WriterFactory, act_on
from tc._sync.transfer.get import Locate, Receiver, receive
from tc._sync.transfer.ranges import receive_in_ranges
from tc._transfer.callers import File
from tc._transfer.download_plan import DownloadSource, object_source
from tc._transfer.result import Downloaded, Progress
from tc._transfer.sink import BufferSink, Sink, sink_for
from tc.retry import Retry


@boundary
def download_to_buf(
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
    service = _prepare(object_service, name, retry, progress, connections)
    sink = BufferSink()
    content_type = receive_into(sink, service.api_client, locator(service, name), progress, connections)
    return Downloaded.of(name, sink.content(), content_type)


@boundary
def download_to_file(
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
            position on, and truncated there when the download fails or starts over.

    Returns:
        The content type.

    Raises:
        OSError: The file cannot be written.
        Others: As for `download_to_buf`.
    """
    service = _prepare(object_service, name, retry, progress, connections)
    return receive_into(sink_for(file), service.api_client, locator(service, name), progress, connections)


@boundary
def download_with_factory(
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
    service = _prepare(object_service, name, retry, progress, connections)
    require_function("writer_factory", writer_factory)
    delivery = Delivery(writer_factory=writer_factory)
    return receive_all(service.api_client, locator(service, name), delivery, progress, connections)


def receive_all(
    client: Client, locate: Locate, delivery: Delivery, progress: Progress | None, connections: int
) -> str:
    """Receive a whole content, verified; the result is its type."""
    if connections > 1:
        return receive_in_ranges(client, locate, delivery, progress, connections)
    return receive(Receiver(client, locate, delivery.start, progress), delivery)


def receive_into(
    sink: Sink, client: Client, locate: Locate, progress: Progress | None, connections: int
) -> str:
    """Receive into a sink, which is left complete or as it was."""
    try:
        act_on(sink, sink.open)
        content_type = receive_all(client, locate, Delivery(sink=sink), progress, connections)
        act_on(sink, sink.commit)
    except BaseException:
        cleanup(sink.discard)
        raise
    return content_type


def _prepare(
    object_service: Object, name: str, retry: Retry | None, progress: Progress | None, connections: int
) -> Object:
    require_instance("object_service", object_service, Object)
    require_str("name", name)
    require_retry(retry)
    require_progress(progress)
    require_int("connections", connections, minimum=1)
    return object_service if retry is None else object_service.with_options(retry=retry)


def locator(service: Object, name: str) -> Locate:
    """A function that starts the download of an object."""

    def locate() -> DownloadSource:
        response = service.startDownload(name, {"acceptDownloadMethods": {"getUrl": True}})
        return object_source(response)

    return locate
