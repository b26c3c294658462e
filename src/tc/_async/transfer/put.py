"""How the bytes of an upload go out: reading, hashing, attempts."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Protocol, Self

import httpx

from tc._async.client import Client
from tc._async.sender import ResponseTooLargeError
from tc._async.transfer.delivery import consume_all, make_room
from tc._concurrency import async_cleanup, async_delegate, async_offload, async_sleep
from tc._transfer.caller_code import CallerCode
from tc._transfer.callers import bytes_read, check_async_method
from tc._transfer.hashing import BLOCK, Digests
from tc._transfer.plans import UploadTarget
from tc._transfer.result import Progress
from tc._transfer.source import FileSource, GzipSpool
from tc._transfer.storage import refusal, safe_storage_url, storage_url, transfer_error
from tc._transfer.workers import BlockWorkers
from tc.errors import TransferError
from tc.retry import Attempts, Failure


class Create(Protocol):
    """Asks a service where to PUT at this moment; None when there is nothing to PUT."""

    async def __call__(self) -> UploadTarget | None: ...


class Reader(Protocol):
    """What the bytes of an upload are taken from."""

    async def read(self, size: int, /) -> bytes:
        """Return the next bytes, at most `size`; none at the end."""
        ...


ReaderFactory = Callable[[], Reader]


@dataclass(frozen=True)
class Content:
    """What an upload sends.

    Attributes:
        reader_factory: Called in each attempt.
        length: How many bytes there must be.
        progress: Called as they go.
        hashed: True to hash them.
    """

    reader_factory: ReaderFactory
    length: int
    progress: Progress | None
    hashed: bool = True


class BufferReader:
    """Reads from memory."""

    def __init__(self, data: memoryview) -> None:
        self._rest = data

    async def read(self, size: int, /) -> bytes:
        block, self._rest = self._rest[:size], self._rest[size:]
        return bytes(block)


class FileReader:
    """Reads a file from its first byte."""

    def __init__(self, source: FileSource) -> None:
        self._source = source
        self._begun = False

    async def read(self, size: int, /) -> bytes:
        return await async_offload(self.read_now, size)

    def read_now(self, size: int) -> bytes:
        """Read in this thread."""
        if not self._begun:
            self._begun = True
            self._source.rewind()
        return self._source.read(size)


def checked_readers(reader_factory: ReaderFactory) -> ReaderFactory:
    """Return a factory whose first reader has been made and checked already, before anything is sent."""
    first: list[Reader] = [_checked_reader(reader_factory)]
    return lambda: first.pop() if first else _checked_reader(reader_factory)


def _checked_reader(reader_factory: ReaderFactory) -> Reader:
    with CallerCode("reader_factory"):
        reader = reader_factory()
    check_async_method("reader_factory", reader, "read")
    return reader


class UploadBody:
    """The body of one attempt, which counts and hashes what goes through it.

    A class and not a generator, so that nothing is left to finalise when the connection breaks.

    Attributes:
        sent: Bytes given to the connection.
        exhausted: True once more was asked for after the last block, which had been taken then.
    """

    def __init__(self, content: Content) -> None:
        self.sent = 0
        self.exhausted = False
        self._reader: Any = content.reader_factory()
        self._length = content.length
        self._digests = Digests() if content.hashed else Digests(())
        self._workers = BlockWorkers(*self._digests.consumers)
        self._progress = content.progress
        self._reported = -1

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> bytes:
        """Return the next block.

        Raises:
            TransferError: There are fewer bytes than stated, or more.
        """
        self._report()
        block = b""
        if self.sent < self._length:
            block = await self._read(min(BLOCK, self._length - self.sent))
            if not block:
                raise TransferError(f"the content has {self.sent} bytes, but {self._length} were stated")
        # The last block is held back until it is known to be the last: a content that has grown is not
        # to arrive as if it were whole.
        done = self.sent + len(block)
        if done > self._length or (done == self._length and await self._read(1)):
            raise TransferError(f"the content has more than the {self._length} bytes that were stated")
        if not block:
            self.exhausted = True
            raise StopAsyncIteration
        if self._workers.put(block):
            await make_room(self._workers)
        self.sent = done
        return block

    async def _read(self, size: int) -> bytes:
        if isinstance(self._reader, FileReader) and self._workers.threaded:
            return await async_delegate(self._workers.call, self._reader.read_now, size)
        with CallerCode("the reader"):
            return bytes_read(self._reader, await self._reader.read(size))

    async def finish(self) -> dict[str, str]:
        """Wait until everything that was sent is hashed too; the result is the hashes by algorithm.

        Raises:
            TransferError: Not everything was sent.
        """
        if not self.exhausted:
            raise TransferError(f"{self.sent} of {self._length} bytes were sent")
        await consume_all(self._workers, in_memory=True)
        self._report()
        return self._digests.hex()

    async def stop(self) -> None:
        """Give up on it."""
        await async_cleanup(self._workers.stop)

    def _report(self) -> None:
        if self._progress is not None and self.sent != self._reported:
            self._reported = self.sent
            with CallerCode("progress"):
                self._progress(self.sent, self._length)


async def compress(content: Content, spool: GzipSpool) -> tuple[Content, dict[str, str]]:
    """Read a content once, into a spool; the result is it compressed, and the hashes of what was read."""
    body = UploadBody(replace(content, progress=None))
    try:
        async for block in body:
            await async_offload(spool.add, block)
        hashes = await body.finish()
    except BaseException:
        await body.stop()
        raise
    source = await async_offload(spool.finish)
    length = await async_offload(source.open)
    return Content(lambda: FileReader(source), length, content.progress, hashed=False), hashes


async def send_content(client: Client, create: Create, content: Content) -> dict[str, str] | None:
    """PUT a content to a storage, from the first byte on in each attempt.

    Args:
        client: Whose connections, timeouts and retries apply.
        create: Asks the service where to; called again when that has expired.
        content: What is sent.

    Returns:
        The hashes of what was sent, by algorithm; None when the service wants nothing to be PUT.

    Raises:
        TransferError: The storage refuses, the content has another length, or no attempt brought it whole.
    """
    attempts = Attempts(client.retry, "PUT")
    target = await create()
    if target is None:
        return None
    while True:
        body = UploadBody(content)
        try:
            failure = await _put(client, target, body, content.length)
            if failure is None:
                return await body.finish()
        except BaseException:
            await body.stop()
            raise
        await body.stop()
        shown = safe_storage_url(target.url)
        delay = attempts.retry_in(failure, shown, renewed=target.expired)
        if delay is None:
            raise transfer_error(failure, "PUT", shown, attempts.count) from failure.cause
        await async_sleep(delay)
        if target.expired:
            target = await create()
            if target is None:
                raise TransferError("the service changed the method of the upload")


async def _put(client: Client, target: UploadTarget, body: UploadBody, length: int) -> Failure | None:
    """Make one attempt; the result is why it failed."""
    url = storage_url(target.url)
    content = b""
    try:
        response = await client.open_as_is("PUT", url, target.headers_for(length), body)
        with suppress(httpx.DecodingError, ResponseTooLargeError):  # the status has decided
            content = (await response.read()).content
    except httpx.TransportError as error:
        return Failure.of_error(error)
    if not 200 <= response.status < 300:
        return refusal(response.status, response.headers, content)
    if not (body.exhausted and response.request_sent):
        # It cannot have stored what it has not got.
        return Failure(f"the response {response.status} came before all {length} bytes were sent")
    return None
