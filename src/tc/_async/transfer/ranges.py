"""Downloads over several connections: pieces of a content that cannot change, fetched side by side."""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import replace

import httpx

from tc._async.sender import StreamedResponse
from tc._async.transfer.delivery import Delivery
from tc._async.transfer.get import Download, Receiver, open_source, receive
from tc._async.transfer.together import download_together
from tc._transfer.plans import DownloadSource
from tc._transfer.result import Total
from tc._transfer.resume import FIRST_PIECE, PieceState, RangePlan, RangesRefusedError


async def receive_in_ranges(download: Download, source: DownloadSource, delivery: Delivery) -> str:
    """Do as `receive` does, over several connections where the server sends ranges."""
    first: StreamedResponse | None = None
    with suppress(httpx.TransportError):  # the download itself will tell, or do better
        first = await open_source(download.client, source, [("Range", f"bytes=0-{FIRST_PIECE - 1}")])
    if first is not None and first.status != 200:
        plan = RangePlan.of_first(
            first.status, first.headers, hashed=source.hashes is not None, connections=download.connections
        )
        if plan is not None and not first.decoded:
            try:
                return await _Ranges(download, source, plan, delivery, first).run()
            except RangesRefusedError:
                # All at once then, of whatever the content is now.
                source = await download.locate()
        else:
            await first.aclose()
        first = None
    return await receive(Receiver(download, source, delivery.start, first), delivery)


class _Ranges:
    """One download in pieces."""

    def __init__(
        self,
        download: Download,
        source: DownloadSource,
        plan: RangePlan,
        delivery: Delivery,
        first: StreamedResponse,
    ) -> None:
        self._locate_anew = download.locate
        self._total = Total(download.progress, plan.total)
        self._download = replace(download, locate=self._locate)
        self._source = source
        self._plan = plan
        self._delivery = delivery
        self._first: StreamedResponse | None = first
        self._lock = threading.Lock()
        self._begun = 0  # pieces
        self._delivered = 0
        self._waiting: dict[int, list[bytes]] = {}
        self._delivering = False

    async def run(self) -> str:
        """Receive everything; the result is the content type."""
        try:
            await self._delivery.start(self._source.hashes)
            await download_together(
                self._next, self._handle, self._plan.connections, self._total, self._delivery.give_up
            )
            await self._delivery.finish()
        except RangesRefusedError:
            raise  # the delivery goes on, from the first byte on
        except BaseException:
            await self._delivery.stop()
            raise
        finally:
            if self._first is not None:
                await self._first.aclose()
        return self._plan.content_type

    def _next(self) -> int | None:
        """Return the next piece to fetch, unless too many wait for an earlier one."""
        with self._lock:
            window = self._delivered + self._plan.connections + 1
            if self._total.stopped or self._begun >= min(self._plan.count, window):
                return None
            self._begun += 1
            return self._begun - 1

    async def _handle(self, number: int) -> None:
        """Fetch a piece, and deliver all whose turn it is, unless somebody is at it."""
        with self._total.counting(self._plan.bounds(number)[0]) as count:
            blocks = await self._fetch(number, replace(self._download, progress=count))
            with self._lock:
                self._waiting[number] = blocks
                if self._delivering:
                    return  # it will be found
                self._delivering = True
            while due := self._due():
                for block in due:
                    self._total.check()
                    await self._delivery.take(block)

    def _due(self) -> list[bytes] | None:
        """Return the piece that follows those delivered; None, while it is not there, ends the delivering."""
        with self._lock:
            blocks = self._waiting.pop(self._delivered, None)
            if blocks is None:
                self._delivering = False
            else:
                self._delivered += 1
            return blocks

    async def _fetch(self, number: int, download: Download) -> list[bytes]:
        """Return a piece, in blocks."""
        first: StreamedResponse | None = None
        if number == 0:
            first, self._first = self._first, None
        state = PieceState(self._plan, number)
        receiver = Receiver(download, self._source, self._delivery.start, first, state)
        blocks = []
        try:
            while block := await receiver.read():
                blocks.append(block)
        finally:
            await receiver.close()
        return blocks

    async def _locate(self) -> DownloadSource:
        """Return where the bytes are now; the pieces that have not begun are fetched from there too."""
        fresh = await self._locate_anew()
        if fresh.hashes != self._source.hashes:
            raise RangesRefusedError
        self._source = fresh
        return fresh
