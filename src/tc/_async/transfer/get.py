"""How the bytes of a download come in: attempts, resuming, decoding, hashing, writing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import httpx

from tc._async.client import Client
from tc._async.sender import StreamedResponse
from tc._concurrency import async_cleanup, async_offload, async_sleep
from tc._protocol.options import default_user_agent
from tc._transfer.files import Sink
from tc._transfer.plan import Attempts, Digests, Failure, Progress, storage_url
from tc._transfer.resume import (
    MAX_REDIRECTS,
    REDIRECTS,
    DownloadSource,
    GzipDecoder,
    ResponseAction,
    ResumeState,
    check_hashes,
    redirected,
)
from tc._transfer.workers import BlockWorkers
from tc.errors import TransferError
from tc.retry import failure_reason, is_permanent

ENOUGH = 256 * 1024  # bytes to pass on at a time; fewer are gathered, more are taken as they come


class Locate(Protocol):
    """Asks a service where the bytes of a download are."""

    async def __call__(self) -> DownloadSource:
        """The answer of this moment."""
        ...


class Writer(Protocol):
    """What the bytes of a download are given to."""

    async def write(self, data: bytes, /) -> object:
        """Take the next bytes, all of them."""
        ...


WriterFactory = Callable[[], Writer]


class Receiver:
    """One download, from the first attempt to the verified last byte.

    Args:
        client: Whose connections, timeouts and retries apply.
        locate: Asks the service where the bytes are; called again when that has expired.
        sink: Where they go, unless there is a factory.
        writer_factory: Called at the start and at each restart.
        progress: Called as they come.
    """

    def __init__(
        self,
        client: Client,
        locate: Locate,
        *,
        sink: Sink | None = None,
        writer_factory: WriterFactory | None = None,
        progress: Progress | None = None,
    ) -> None:
        self._client = client
        self._locate = locate
        self._sink = sink
        self._writer_factory = writer_factory
        self._progress = progress
        self._writer: Writer | None = None
        self._decoder: GzipDecoder | None = None
        self._lanes = BlockWorkers()
        self._digests = Digests(())
        self._pending: list[bytes] = []
        self._pending_size = 0
        self._decoded = 0
        self._renewed = False
        self._reported = -1

    async def run(self) -> str:
        """Receive everything; the result is the content type.

        Raises:
            TransferError: The storage refuses, or the bytes did not arrive whole in any attempt.
            HashMismatchError: They are not those that were uploaded.
            Exception: What the service, the sink, the writer or `progress` raised.
        """
        self._location = await self._locate()
        self._reception = ResumeState(immutable=self._location.hashes is not None)
        attempts = Attempts(self._client.retry, "GET")
        try:
            while (failure := await self._attempt()) is not None:
                attempts.number += 1
                stale = self._location.refuses_as_expired(failure.status)
                # A fresh URL that is refused in the same way has not expired.
                stale = stale and (self._location.expires is not None or not self._renewed)
                again = stale or (failure.status is None and not is_permanent(failure.cause))
                await async_sleep(attempts.after(failure, self._location.url, again=again))
                if stale or self._location.expired:
                    await self._renew()
            await self._finish()
        except BaseException:
            await async_cleanup(self._lanes.stop)
            raise
        return self._reception.content_type

    async def _renew(self) -> None:
        hashes = self._location.hashes
        self._location = await self._locate()
        self._renewed = True
        if self._location.hashes != hashes:
            self._reception.start_over()

    async def _attempt(self) -> Failure | None:
        """Receive what is missing; the result is why that failed."""
        try:
            response = await self._get()
        except httpx.TransportError as error:
            return Failure(failure_reason(error), error)
        try:
            verdict = self._reception.judge(response.status, response.headers)
            if verdict is ResponseAction.REFUSED:
                return await _refusal(response)
            if verdict is ResponseAction.AGAIN:
                return Failure(f"a part other than the one asked for came (status {response.status})")
            if verdict is ResponseAction.START:
                await self._restart()
            if verdict is not ResponseAction.COMPLETE:
                self._renewed = False
                return await self._take(response)
        finally:
            await response.aclose()
        return None

    async def _get(self) -> StreamedResponse:
        """Ask for what is missing, following redirects where that is allowed."""
        url = storage_url(self._location.url)
        headers = [("Accept", "*/*"), ("Accept-Encoding", "identity, gzip")]
        headers += [("User-Agent", default_user_agent()), *self._reception.headers()]
        left = self._location.redirects
        while True:
            response = await self._client.open_as_is("GET", url, headers)
            if response.status not in REDIRECTS or not self._location.redirects:
                return response
            await response.aclose()
            if not left:
                raise TransferError(f"more than {MAX_REDIRECTS} redirects")
            left -= 1
            url = redirected(url, response.headers)

    async def _restart(self) -> None:
        """Make ready for the first byte."""
        self._pending, self._pending_size, self._decoded = [], 0, 0
        self._decoder = GzipDecoder() if self._reception.gzipped else None
        self._digests = Digests(self._location.hashes or ())
        consumers = self._digests.consumers
        if self._sink is not None:
            consumers.append(self._sink.write)
        await async_offload(self._clear)
        self._lanes = BlockWorkers(*consumers)
        if self._writer_factory is not None:
            self._writer = self._writer_factory()

    def _clear(self) -> None:
        self._lanes.stop()
        if self._sink is not None:
            self._sink.restart()

    async def _take(self, response: StreamedResponse) -> Failure | None:
        """Receive the body of one answer."""
        reception = self._reception
        if response.decoded:
            self._decoder = None
            reception.came_decoded()
            await self._pass_on((await response.read()).content)
            self._report(self._decoded)
            return None
        try:
            async for part in response:
                reception.count(len(part))
                self._pending.append(part)
                self._pending_size += len(part)
                if self._pending_size >= ENOUGH:
                    await self._flush()
                elif self._decoder is None:
                    self._report(reception.position)
        except httpx.TransportError as error:
            return None if reception.complete else Failure(failure_reason(error), error)
        finally:
            await response.aclose()
        if reception.total is not None and not reception.complete:
            return Failure(f"it ended after {reception.position} of {reception.total} bytes")
        return None

    async def _flush(self) -> None:
        """Pass on what has been received."""
        block = self._pending[0] if len(self._pending) == 1 else b"".join(self._pending)
        self._pending, self._pending_size = [], 0
        if self._decoder is None:
            await self._pass_on(block)
        else:
            self._decoder.feed(block)
            while data := await async_offload(self._decoder.decode):
                await self._pass_on(data)
        self._report(self._decoded)

    async def _pass_on(self, block: bytes) -> None:
        """Hash and write a decoded block."""
        self._decoded += len(block)
        if self._lanes.put(block):
            await async_offload(self._lanes.wait_for_room)
        if self._writer is not None:
            try:
                await self._writer.write(block)
            except httpx.TransportError as error:
                # Not the download's own connection: what the writer has lost cannot be received again.
                raise TransferError(f"the writer failed: {type(error).__name__}") from error

    async def _finish(self) -> None:
        """Everything has come: consume the rest, and verify."""
        if self._pending:
            await self._flush()
        elif not self._decoded:
            self._report(0)
        if self._decoder is not None:
            self._decoder.finish()
        await async_offload(self._lanes.finish)
        if self._location.hashes is not None:
            check_hashes(self._location.hashes, self._digests.hex())

    def _report(self, done: int) -> None:
        if self._progress is not None and done != self._reported:
            self._reported = done
            self._progress(done, None if self._decoder else self._reception.total)


async def _refusal(response: StreamedResponse) -> Failure:
    """What an answer without the content says."""
    content = b""
    if response.status >= 400:
        content = (await response.read()).content
    return Failure.refused(response.status, response.headers, content)
