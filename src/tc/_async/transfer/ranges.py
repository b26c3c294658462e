"""Downloads over several connections: pieces of a content that cannot change, fetched side by side."""

from __future__ import annotations

import threading
from contextlib import suppress

import httpx

from tc._async.sender import StreamedResponse
from tc._async.transfer.delivery import Delivery
from tc._async.transfer.get import Download, Receiver, open_source, receive, refused
from tc._concurrency import async_side_by_side, async_sleep, async_wind_down
from tc._transfer.download_plan import DownloadSource
from tc._transfer.failures import transfer_error
from tc._transfer.gathering import Parts
from tc._transfer.range_plan import FIRST_PIECE, RangePlan
from tc._transfer.storage import safe_storage_url
from tc.errors import TransferError
from tc.retry import Attempts, Failure


class RangesRefusedError(Exception):
    """The server stopped to send the pieces that it was asked for."""


async def receive_in_ranges(download: Download, delivery: Delivery) -> str:
    """Receive a whole content, verified, over several connections where the server sends ranges.

    Args, results and errors are those of `receive`.
    """
    source = await download.locate()
    receiver = Receiver(download, delivery.start)
    wanted = [("Range", f"bytes=0-{FIRST_PIECE - 1}")]
    first: StreamedResponse | None = None
    with suppress(httpx.TransportError):  # the download itself will tell, or do better
        first = await open_source(download.client, source, wanted, gzip=False)
    if first is not None and first.status != 200:
        plan = RangePlan.of_first(
            first.status, first.headers, hashed=source.hashes is not None, connections=download.connections
        )
        if plan is not None and not first.decoded:
            try:
                return await _Ranges(download, source, plan, delivery).run(first)
            except RangesRefusedError:
                # All at once then, of whatever the content is now.
                return await receive(receiver, delivery)
        await first.aclose()
        first = None
    receiver.adopt(source, first)
    return await receive(receiver, delivery)


class _Ranges:
    """One download in pieces."""

    def __init__(
        self, download: Download, source: DownloadSource, plan: RangePlan, delivery: Delivery
    ) -> None:
        self._download = download
        self._source = source
        self._plan = plan
        self._delivery = delivery
        self._lock = threading.Lock()
        self._begun = 0  # pieces
        self._delivered = 0
        self._waiting: dict[int, bytes] = {}
        self._delivering = False
        self._received = 0
        self._first: StreamedResponse | None = None
        self._active = 0
        self._stopped = False

    async def run(self, first: StreamedResponse) -> str:
        """Receive everything; the result is the content type."""
        self._first = first
        try:
            await self._delivery.start(self._source.hashes)
            await async_side_by_side(self._next, self._handle, lambda *_: None, self._plan.connections)
            await self._delivery.finish()
        except RangesRefusedError:
            raise  # the delivery goes on, from the first byte on
        except BaseException:
            self._stopped = True
            await self._delivery.stop()
            await async_wind_down(lambda: self._active)
            raise
        finally:
            if self._first is not None:
                await self._first.aclose()
        return self._plan.content_type

    def _next(self) -> int | None:
        """Return the next piece to fetch, unless too many wait for an earlier one."""
        with self._lock:
            window = self._delivered + self._plan.connections + 1
            if self._stopped or self._begun >= min(self._plan.count, window):
                return None
            self._begun += 1
            return self._begun - 1

    async def _handle(self, number: int) -> None:
        """Fetch a piece, and deliver all whose turn it is."""
        with self._lock:
            self._active += 1
        try:
            await self._deliver(number, await self._fetch(number))
        except BaseException:
            self._stopped = True  # the others need not go on
            raise
        finally:
            with self._lock:
                self._active -= 1

    async def _deliver(self, number: int, piece: bytes) -> None:
        """Deliver all pieces whose turn it is, unless somebody is at it."""
        with self._lock:
            self._waiting[number] = piece
            if self._delivering:
                return  # it will be found
            self._delivering = True
        while (block := self._due()) is not None:
            await self._delivery.take(block)

    def _due(self) -> bytes | None:
        """Return the piece that follows those delivered; None, while it is not there, ends the delivering."""
        with self._lock:
            block = self._waiting.pop(self._delivered, None)
            if block is None:
                self._delivering = False
            else:
                self._delivered += 1
            return block

    async def _fetch(self, number: int) -> bytes:
        """Return a piece, however many attempts it takes.

        Raises:
            RangesRefusedError: Something else came.
            TransferError: There is no attempt left.
        """
        attempts = Attempts(self._download.client.retry, "GET")
        parts = Parts()
        renewed = False
        while True:
            source = self._source
            failure = await self._attempt(source, number, parts)
            if failure is None:
                return parts.take()
            stale = source.refuses_as_expired(failure.status) and not renewed
            shown = safe_storage_url(source.url)
            delay = attempts.retry_in(failure, shown, renewed=stale)
            if delay is None:
                raise transfer_error(failure, "GET", shown, attempts.count) from failure.cause
            await async_sleep(delay)
            if self._stopped:
                raise TransferError("the download is over")
            if (stale or source.expired) and self._source is source:
                await self._renew(source)
                renewed = stale

    async def _renew(self, source: DownloadSource) -> None:
        fresh = await self._download.locate()
        if fresh.hashes != source.hashes:
            raise RangesRefusedError
        self._source = fresh

    async def _attempt(self, source: DownloadSource, number: int, parts: Parts) -> Failure | None:
        """Make one attempt for what is missing of a piece; the result is why it failed."""
        start, end = self._plan.bounds(number)
        response: StreamedResponse | None = None
        if number == 0:
            response, self._first = self._first, None
        if response is None:
            headers = self._plan.headers(number, parts.size)
            try:
                response = await open_source(self._download.client, source, headers, gzip=False)
            except httpx.TransportError as error:
                return Failure.of_error(error)
        try:
            if not self._plan.fits(number, response.status, response.headers, parts.size):
                if response.status in (200, 206, 416):
                    raise RangesRefusedError
                return await refused(response)
            async for part in response:
                if parts.size + len(part) > end - start or self._stopped:
                    raise TransferError("more bytes came than were asked for, or the download is over")
                parts.add(part)
                self._report(len(part))
        except httpx.TransportError as error:
            return None if parts.size == end - start else Failure.of_error(error)
        finally:
            await response.aclose()
        if parts.size < end - start:
            return Failure(f"it ended after {parts.size} of {end - start} bytes of a range")
        return None

    def _report(self, size: int) -> None:
        with self._lock:
            self._received += size
            if self._download.progress is not None:
                self._download.progress(self._received, self._plan.total)
