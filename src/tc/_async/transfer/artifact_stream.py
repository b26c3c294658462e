"""Artifacts as streams: read piece by piece or line by line, without keeping them anywhere.

https://docs.taskcluster.net/docs/reference/platform/queue/artifacts
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Mapping
from typing import NoReturn, Protocol, Self, TypeVar

from tc._async.closing import Closing
from tc._async.services.queue import Queue
from tc._async.transfer.artifact_download import artifact_download
from tc._async.transfer.delivery import Delivery
from tc._async.transfer.get import Download, Receiver
from tc._protocol.lines import LineSplitter
from tc._redact.tracebacks import async_boundary
from tc._transfer.result import Progress
from tc.errors import TransferError
from tc.retry import Retry

SPLIT_AT = 256 * 1024  # bytes that are split into lines at a time
T_co = TypeVar("T_co", covariant=True)


class _Take(Protocol[T_co]):
    """Takes something from the stream."""

    async def __call__(self) -> T_co: ...


def open_artifact(
    queue: Queue,
    task_id: str,
    name: str,
    *,
    run_id: int | str | None = None,
    allow_references: bool = True,
    retry: Retry | None = None,
    progress: Progress | None = None,
) -> ArtifactStream:
    """Open an artifact to read it as a stream, in bounded memory.

    An interrupted download goes on where it stopped. The last block is given only when the whole has been
    verified by the hashes that there are, so a reader who comes to the end has read the right bytes.

    Args:
        queue: Whose credentials, connections and timeouts apply.
        task_id: Of the task.
        name: Of the artifact, such as `public/logs/live_backing.log`.
        run_id: Of the run; None for the latest.
        allow_references: True to follow an artifact of storage type `reference`, which leads anywhere its
            task likes. Say False for tasks that are not trusted.
        retry: How often interrupted transfers and calls are tried again; None for as the queue does.
        progress: Called with the bytes received and the total (None while unknown, and for compressed
            content) as they come.

    Returns:
        A context manager, whose value is the stream. On entering it, the artifact is asked for; on leaving
        it, the connection is let go of, wherever reading has come to.

    Raises:
        TypeError, ValueError: An argument is not as described; nothing was sent.
    """
    return ArtifactStream(artifact_download(queue, task_id, name, run_id, allow_references, retry, progress))


class ArtifactStream(Closing):
    """The content of an artifact on its way, as `open_artifact` gives it.

    Iterate over it for blocks of bytes, over `lines` for lines of text, or call `read`; all of them go on
    where the last one stopped. One task or thread at a time reads. After an error, an interrupt or a
    cancellation within a read, every other one is an error too, since bytes may be missing.
    """

    def __init__(self, download: Download) -> None:
        self._name = download.name
        self._download = download
        self._delivery = Delivery()
        self._receiver: Receiver | None = None
        self._content: Mapping[str, str] | str = ""  # what tells it from others: hashes, or an ETag
        self._skip = 0  # bytes that a download which started over brings again
        self._received = 0
        self._rest = b""
        self._ahead: bytes | None = None
        self._splitter = LineSplitter(strip=True)
        self._state = "new"
        self._turn = threading.Lock()  # of the one who reads; nobody waits for it

    def __repr__(self) -> str:
        return f"<ArtifactStream {self._name}>"

    @property
    def content_type(self) -> str:
        """The content type, as it was given with the upload."""
        return self._receiver.state.content_type if self._receiver else ""

    @async_boundary
    async def __aenter__(self) -> Self:
        if self._state != "new":
            raise RuntimeError("an artifact is opened once; call open_artifact again")
        self._state = "open"
        try:
            self._receiver = Receiver(self._download, await self._download.locate(), self._start)
            self._ahead = await self._receive(self._receiver)
        except BaseException:
            await self.aclose()
            raise
        return self

    async def aclose(self) -> None:
        """Let go of the connection."""
        self._state = "closed"
        self._ahead, self._rest, self._splitter = None, b"", LineSplitter(strip=True)
        try:
            if self._receiver is not None:
                await self._receiver.close()
        finally:
            await self._delivery.stop()

    @async_boundary
    async def read(self, size: int | None = -1, /) -> bytes:
        """Read bytes.

        Args:
            size: How many; fewer come only at the end. Below zero, or None: all that are left.

        Returns:
            The bytes; none at the end.

        Raises:
            HashMismatchError: The bytes are not those that were uploaded.
            TransferError: The storage refuses, or the bytes did not arrive whole in any attempt.
            RuntimeError: The stream is not open, or is being read by another task or thread.
        """
        wanted = sys.maxsize if size is None or size < 0 else size

        async def take() -> bytes:
            self._unsplit()
            return await self._take(wanted)

        return await self._alone(take)

    def __aiter__(self) -> Self:
        return self

    @async_boundary
    async def __anext__(self) -> bytes:
        async def take() -> bytes:
            self._unsplit()
            return await self._next_block()

        # In one expression: an interrupt between two lines would lose the block.
        return await self._alone(take) or self._stop()

    def _stop(self) -> NoReturn:
        raise StopAsyncIteration

    def lines(self) -> ArtifactLines:
        """Iterate over the lines of the content, as text.

        Returns:
            Lines without their ends, which are newlines; bytes that are no UTF-8 become U+FFFD. A line
            of more than 16 MiB comes in parts of that size.
        """
        return ArtifactLines(self)

    async def _alone(self, take: _Take[T_co]) -> T_co:
        """Take something from the stream, which nobody else does meanwhile."""
        if self._state == "broken":
            raise TransferError(f"{self._name}: reading it broke off before; open it again")
        if self._state != "open":
            raise RuntimeError("the artifact is not open; use it as a context manager")
        if not self._turn.acquire(blocking=False):
            raise RuntimeError(
                f"{self._name}: another read of this stream is under way, or was interrupted;"
                " one task or thread at a time may read it"
            )
        try:
            taken = await take()
            self._turn.release()
            return taken  # noqa: TRY300 - an interrupt here loses bytes too
        except BaseException:
            self._break()
            raise

    def _break(self) -> None:
        """Have every further read raise: else the next one would look like the end of the content."""
        self._state = "broken"
        self._splitter = LineSplitter(strip=True)

    def _unsplit(self) -> None:
        """Have what was split into lines, but not given, be read again."""
        self._rest = self._splitter.take_back() + self._rest

    async def _split(self) -> bool:
        """Split more of the content into lines; False at its end."""
        block = await self._take(SPLIT_AT)
        if block:
            self._splitter.feed(block)
        return bool(block) or self._splitter.finish()

    async def _take(self, left: int) -> bytes:
        """Return so many bytes, or fewer at the end."""
        pieces: list[bytes] = []
        while left and (block := await self._next_block()):
            if len(block) > left:
                block, self._rest = block[:left], block[left:]
            pieces.append(block)
            left -= len(block)
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    async def _next_block(self) -> bytes:
        """Return the next block; the last one only when the whole is verified."""
        if self._rest:
            block, self._rest = self._rest, b""
            return block
        if not self._ahead:
            return b""
        assert self._receiver is not None
        block, self._ahead = self._ahead, None
        self._ahead = await self._receive(self._receiver)
        return block

    async def _receive(self, receiver: Receiver) -> bytes:
        """Return the next block that has not been received before; none at the verified end."""
        while block := await receiver.read():
            if self._skip >= len(block):
                self._skip -= len(block)
                continue
            if self._skip:
                block, self._skip = block[self._skip :], 0
            self._received += len(block)
            await self._delivery.take(block)
            return block
        if self._skip:
            raise TransferError(
                f"{self._name}: started over, the download ended before where it had broken off"
            )
        await self._delivery.finish()
        return b""

    async def _start(self, hashes: Mapping[str, str] | None) -> None:
        """Begin, or make ready to pass over what was received before: it cannot be called back."""
        assert self._receiver is not None
        content = hashes or self._receiver.state.etag
        if not self._received:
            self._content = content
            await self._delivery.start(hashes)
            return
        if not (content and content == self._content):
            raise TransferError(
                f"{self._name}: the download would have to start over, but a part of it is read"
            )
        self._skip = self._received


class ArtifactLines:
    """The lines of an artifact, one after the other."""

    def __init__(self, stream: ArtifactStream) -> None:
        self._stream = stream

    def __aiter__(self) -> Self:
        return self

    @async_boundary
    async def __anext__(self) -> str:
        stream = self._stream
        while True:
            try:
                if (line := stream._splitter.next()) is not None:
                    return line
            except BaseException:
                stream._break()
                raise
            if not await stream._alone(stream._split):
                raise StopAsyncIteration
