"""How the bytes of a download come in: attempts, resuming, decoding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import httpx

from tc._async.client import Client
from tc._async.sender import StreamedResponse
from tc._async.transfer.delivery import Delivery
from tc._concurrency import async_offload, async_sleep
from tc._protocol.decompress import DamagedEncodingError, Decompressor
from tc._protocol.options import default_user_agent
from tc._transfer.download_plan import MAX_REDIRECTS, REDIRECTS, DownloadSource
from tc._transfer.failures import refusal, transfer_error
from tc._transfer.gathering import Parts
from tc._transfer.result import Progress
from tc._transfer.resume import ResponseAction, ResumeState
from tc._transfer.storage import redirected, safe_storage_url, storage_url
from tc._transfer.workers import SMALL
from tc.errors import HashMismatchError, TransferError
from tc.retry import Attempts, Failure


class Download(Protocol):
    """What is to be downloaded.

    Attributes:
        name: Of the object or artifact.
        client: Whose connections, timeouts and retries apply.
        progress: Called as bytes come.
        connections: How many to use.
    """

    name: str
    client: Client
    progress: Progress | None
    connections: int

    async def locate(self) -> DownloadSource:
        """Ask the service where the bytes are at this moment."""
        ...


class OnStart(Protocol):
    """Is told that the content begins, at first and whenever the download starts over."""

    async def __call__(self, hashes: Mapping[str, str] | None, /) -> None:
        """Make ready for the first byte."""
        ...


class Receiver:
    """The content of one download, block by block, over all attempts.

    Args:
        download: What is received.
        on_start: Called before the first byte, and again when the next block will be the first one again.

    Attributes:
        source: Where the bytes are; there is none before `locate`.
        state: What has been received.
    """

    source: DownloadSource

    def __init__(self, download: Download, on_start: OnStart) -> None:
        self._download = download
        self._on_start = on_start
        self._reported = -1
        self._attempts = Attempts(download.client.retry, "GET")
        self.state = ResumeState(immutable=False)
        self._first: StreamedResponse | None = None
        self._response: StreamedResponse | None = None
        self._parts = Parts()
        self._over = False  # the body of the response
        self._broken: httpx.TransportError | None = None
        self._decoder: Decompressor | None = None
        self._decoding = False
        self._decoded = 0
        self._renewed = False
        self._ended = False

    async def locate(self) -> None:
        """Find out where the bytes are, unless that is known.

        Raises:
            Exception: What the service raised.
        """
        if not hasattr(self, "source"):
            self.adopt(await self._download.locate())

    def adopt(self, source: DownloadSource, first: StreamedResponse | None = None) -> None:
        """Take over what is known already.

        Args:
            source: Where the bytes are.
            first: A response with the whole content, still to be read.
        """
        self.source = source
        self.state = ResumeState(immutable=source.hashes is not None)
        self._first = first

    async def begin(self) -> None:
        """Get as far as the headers of a response that has the content.

        Raises:
            TransferError: There was none in any attempt.
        """
        while self._response is None and not self._ended:
            await self._ask()

    async def read(self) -> bytes:
        """Return the next block of the content, decoded; nothing at its end.

        Raises:
            TransferError: The storage refuses, or the bytes did not arrive whole in any attempt.
            HashMismatchError: Their compression is damaged.
            Exception: What the service, `on_start` or `progress` raised.
        """
        while not self._ended:
            if self._response is None:
                await self._ask()
            elif self._decoding:
                if block := await self._decode():
                    return self._passed(block)
            elif self._over:
                await self._conclude()
            elif block := await self._gather(self._response):
                if self._decoder is None:
                    return self._passed(block)
                self._decoder.feed(block)
                self._decoding = True
        return b""

    async def close(self) -> None:
        """Let go of the connection."""
        responses = (self._response, self._first)
        self._response = self._first = None
        for response in responses:
            if response is not None:
                await response.aclose()

    async def _ask(self) -> None:
        """Make one attempt to get a response with what is missing."""
        response, self._first = self._first, None
        try:
            if response is None:
                response = await open_source(self._download.client, self.source, self.state.headers())
        except httpx.TransportError as error:
            await self._retry(Failure.of_error(error))
            return
        self._response, self._over, self._broken = response, False, None
        action = self.state.judge(response.status, response.headers)
        if action is ResponseAction.START:
            self._parts, self._decoded, self._decoding = Parts(), 0, False
            self._decoder = Decompressor() if self.state.gzipped and not response.decoded else None
            if response.decoded:
                self.state.came_decoded()
            await self._on_start(self.source.hashes)
            self._renewed = False
        elif action is ResponseAction.RESUME:
            self._renewed = False
        elif action is ResponseAction.COMPLETE:
            self._over = True
        elif action is ResponseAction.AGAIN:
            await self._retry(Failure(f"a part other than the one asked for came (status {response.status})"))
        else:
            await self._retry(await refused(response))

    async def _gather(self, response: StreamedResponse) -> bytes:
        """Return bytes as they came over the network, some at a time, and note when there are no more."""
        try:
            while not self._parts.enough:
                part = await response.__anext__()
                self.state.count(len(part))
                self._parts.add(part)
                if self._decoder is None:
                    self._report(self.state.position)
        except StopAsyncIteration:
            self._over = True
        except httpx.TransportError as error:
            self._over, self._broken = True, error
        return self._parts.take()

    async def _decode(self) -> bytes:
        """Return some decoded bytes; none when the decoder needs more."""
        assert self._decoder is not None
        try:
            decode = self._decoder.decode
            block = decode() if self._decoder.fed <= SMALL else await async_offload(decode)
        except DamagedEncodingError as error:
            raise HashMismatchError(f"of the bytes received, {error}") from None
        self._decoding = bool(block)
        return block

    def _passed(self, block: bytes) -> bytes:
        """Take note of a decoded block, which is about to be returned."""
        self._decoded += len(block)
        if self._decoder is not None:
            self._report(self._decoded)
        return block

    async def _conclude(self) -> None:
        """Take note that the body has ended, and prepare another attempt where that was not all."""
        reason = self.state.missing()
        if self._broken is not None and not self.state.complete:
            await self._retry(Failure.of_error(self._broken))
        elif reason is not None:
            await self._retry(Failure(reason))
        elif (
            self._decoder is not None
            and not self.state.framed
            and not (self._decoder.complete and self.state.position)
        ):
            # Without a length, a connection that broke looks like one that was closed at the end.
            await self._retry(Failure("the connection ended in the middle of the gzip encoding"))
        else:
            if self._decoder is not None:
                try:
                    self._decoder.finish()
                except DamagedEncodingError as error:
                    raise HashMismatchError(f"of the bytes received, {error}") from None
            if not self._decoded:
                self._report(0)
            self._ended = True
            await self.close()

    async def _retry(self, failure: Failure) -> None:
        """Prepare the next attempt.

        Raises:
            TransferError: No attempt is left.
        """
        await self.close()
        stale = self.source.refuses_as_expired(failure.status)
        # A fresh URL that is refused in the same way has not expired.
        stale = stale and (self.source.expires is not None or not self._renewed)
        shown = safe_storage_url(self.source.url)
        delay = self._attempts.retry_in(failure, shown, renewed=stale)
        if delay is None:
            raise transfer_error(failure, "GET", shown, self._attempts.count) from failure.cause
        await async_sleep(delay)
        if stale or self.source.expired:
            hashes = self.source.hashes
            self.source = await self._download.locate()
            self._renewed = True
            if self.source.hashes != hashes:
                self.state.start_over()

    def _report(self, done: int) -> None:
        if self._download.progress is not None and done != self._reported:
            self._reported = done
            self._download.progress(done, None if self._decoder else self.state.total)


async def receive(receiver: Receiver, delivery: Delivery) -> str:
    """Receive a whole content, verified.

    Args:
        receiver: Which has not begun yet, and tells the delivery when the content starts.
        delivery: Where the content goes.

    Returns:
        The content type.

    Raises:
        TransferError: The storage refuses, or the bytes did not arrive whole in any attempt.
        HashMismatchError: They are not those that were uploaded.
        Exception: What the service, the sink, the writer or `progress` raised.
    """
    try:
        await receiver.locate()
        while block := await receiver.read():
            await delivery.take(block)
        await delivery.finish()
    except BaseException:
        try:
            await receiver.close()
        finally:
            await delivery.stop()
        raise
    return receiver.state.content_type


async def open_source(
    client: Client, source: DownloadSource, more: Sequence[tuple[str, str]], *, gzip: bool = True
) -> StreamedResponse:
    """Ask a storage for a content, following redirects where that is allowed.

    Args:
        client: Whose connections and timeouts apply.
        source: Where the bytes are.
        more: Headers that say which of them are wanted.
        gzip: True if they may come compressed.

    Raises:
        TransferError: A redirect leads nowhere, or where it must not lead.
        httpx.TransportError: There was no response.
    """
    url = storage_url(source.url)
    headers = [("Accept", "*/*"), ("Accept-Encoding", "identity, gzip" if gzip else "identity")]
    headers += [("User-Agent", default_user_agent()), *more]
    left = source.redirects
    while True:
        response = await client.open_as_is("GET", url, headers)
        if response.status not in REDIRECTS or not source.redirects:
            return response
        await response.aclose()
        if not left:
            raise TransferError(f"more than {MAX_REDIRECTS} redirects")
        left -= 1
        url = redirected(url, response.headers)


async def refused(response: StreamedResponse) -> Failure:
    """Return what a response without the content says."""
    content = b""
    if response.status >= 400:
        content = (await response.read()).content
    return refusal(response.status, response.headers, content)
