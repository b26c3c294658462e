# Generated from src/tc/_async/transfer/put.py by tools/unasync_build.py. Do not edit.

"""How the bytes of an upload go out: reading, hashing, attempts."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Protocol, Self

import httpx

from tc._concurrency import cleanup, offload, sleep
from tc._sync.client import Client
from tc._transfer.files import FileSource
from tc._transfer.plan import BLOCK, Attempts, Digests, Failure, Progress, UploadTarget, storage_url
from tc._transfer.workers import BlockWorkers
from tc.errors import TransferError
from tc.retry import failure_reason, is_permanent


class Renew(Protocol):
    """Asks a service for another place to PUT to."""

    def __call__(self) -> UploadTarget | None:
        """The answer of this moment; None when the service has the content already."""
        ...


class Reader(Protocol):
    """What the bytes of an upload are taken from."""

    def read(self, size: int, /) -> bytes:
        """The next bytes, at most `size`; none at the end."""
        ...


ReaderFactory = Callable[[], Reader]


class BufferReader:
    """Reads from memory."""

    def __init__(self, data: memoryview) -> None:
        self._rest = data

    def read(self, size: int, /) -> bytes:
        block, self._rest = self._rest[:size], self._rest[size:]
        return bytes(block)


class FileReader:
    """Reads a file from its first byte."""

    def __init__(self, source: FileSource) -> None:
        self._source = source
        self._begun = False

    def read(self, size: int, /) -> bytes:
        if not self._begun:
            self._begun = True
            offload(self._source.rewind)
        if self._source.ready:
            return self._source.read(size)
        return offload(self._source.read, size)


class UploadBody:
    """The body of one attempt, which counts and hashes what goes through it.

    A class and not a generator, so that nothing is left to finalise when the connection breaks.

    Args:
        reader: Where the bytes come from.
        length: How many there must be.
        digests: Fed with the bytes.
        progress: Called as they go.

    Attributes:
        sent: Bytes given to the connection.
    """

    def __init__(self, reader: Reader, length: int, digests: Digests, progress: Progress | None) -> None:
        self.sent = 0
        self._reader = reader
        self._length = length
        self._lanes = BlockWorkers(*digests.consumers)
        self._progress = progress
        self._reported = -1

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> bytes:
        """The next block.

        Raises:
            TransferError: There are fewer bytes than stated, or more.
        """
        self._report()
        block = b""
        if self.sent < self._length:
            block = self._read(min(BLOCK, self._length - self.sent))
            if not block:
                raise TransferError(f"the content has {self.sent} bytes, but {self._length} were stated")
            if self._lanes.put(block):
                offload(self._lanes.wait_for_room)
        # The last block is held back until it is known to be the last: a content that has grown is not
        # to arrive as if it were whole.
        if self.sent + len(block) > self._length or (
            self.sent + len(block) == self._length and self._read(1)
        ):
            raise TransferError(f"the content has more than the {self._length} bytes that were stated")
        if not block:
            raise StopIteration
        self.sent += len(block)
        return block

    def _read(self, size: int) -> bytes:
        block = self._reader.read(size)
        if not isinstance(block, (bytes, bytearray, memoryview)):
            raise TypeError(f"the reader returned {type(block).__name__}, not bytes")
        return bytes(block)

    def read_all(self) -> bytes:
        """The whole of it at once, for a small content."""
        content = b""
        for block in self:
            content += block
        return content

    def finish(self) -> None:
        """Everything was sent: wait until it is hashed too."""
        offload(self._lanes.finish)
        self._report()

    def stop(self) -> None:
        """Give up on it."""
        cleanup(self._lanes.stop)

    def _report(self) -> None:
        if self._progress is not None and self.sent != self._reported:
            self._reported = self.sent
            self._progress(self.sent, self._length)


def send_content(
    client: Client,
    target: UploadTarget,
    renew: Renew,
    reader_factory: ReaderFactory,
    length: int,
    *,
    hashed: bool,
    progress: Progress | None,
) -> dict[str, str]:
    """PUT a content to a storage, from the first byte on in each attempt.

    Args:
        client: Whose connections, timeouts and retries apply.
        target: Where to.
        renew: Asks the service for another target when this one has expired.
        reader_factory: Called in each attempt.
        length: Of the content.
        hashed: Whether to hash it.
        progress: Called as the bytes go.

    Returns:
        The hashes of what was sent, by algorithm.

    Raises:
        TransferError: The storage refuses, the content has another length, or it did not arrive whole in any
            attempt.
    """
    attempts = Attempts(client.retry, "PUT")
    while True:
        attempts.number += 1
        digests = Digests() if hashed else Digests(())
        body = UploadBody(reader_factory(), length, digests, progress)
        try:
            failure = _put(client, target, body, length)
            if failure is None:
                body.finish()
                return digests.hex()
        except BaseException:
            body.stop()
            raise
        body.stop()
        again = target.expired or (failure.status is None and not is_permanent(failure.cause))
        sleep(attempts.after(failure, target.url, again=again))
        if target.expired:
            renewed = renew()
            if renewed is None:
                raise TransferError("the service changed the method of the upload")
            target = renewed


def _put(client: Client, target: UploadTarget, body: UploadBody, length: int) -> Failure | None:
    """One attempt; the result is why it failed."""
    url = storage_url(target.url)
    content = b""
    try:
        response = client.open_as_is("PUT", url, target.headers_for(length), body)
        with suppress(httpx.DecodingError):  # the status has decided
            content = (response.read()).content
    except httpx.TransportError as error:
        return Failure(failure_reason(error), error)
    if not 200 <= response.status < 300:
        return Failure.refused(response.status, response.headers, content)
    if body.sent < length:
        # It cannot have stored what it has not got.
        return Failure(f"it answered {response.status} after {body.sent} of {length} bytes")
    return None
