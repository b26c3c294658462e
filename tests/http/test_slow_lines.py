"""A write that takes long because the line is slow is no stall; one that stands still is."""

from __future__ import annotations

import asyncio
import math
from typing import Any

import httpx
import pytest
import trio
import trio.testing

from tc._http.stream_asyncio import AsyncioStream
from tc._http.stream_trio import TrioStream


class Transport:
    """A transport of asyncio that takes a while; whoever asks finds less left each time, down to a rest."""

    def __init__(self, stream: Any, rest: int) -> None:
        self.stream = stream
        self.rest = rest
        self.left = 0

    def write(self, data: bytes) -> None:
        self.left = len(data)
        self.stream.pause_writing()

    def get_write_buffer_size(self) -> int:
        self.left = max(self.rest, self.left - 1000)
        if self.left == 0:
            self.stream.resume_writing()
        return self.left


@pytest.mark.parametrize("rest", [0, 1])
def test_asyncio(rest: int) -> None:
    async def main() -> None:
        stream = AsyncioStream(asyncio.get_running_loop())
        stream._transport = Transport(stream, rest)
        assert await stream.write(bytes(20_000), 0.001)

    if rest:
        with pytest.raises(httpx.WriteTimeout):
            asyncio.run(main())
    else:
        asyncio.run(main())


class Line(TrioStream):
    """Takes 50,000 bytes a second, 5,000 at a time, and says nothing; from some byte on it stands still."""

    def __init__(self, end: int) -> None:
        self.taken = 0
        self.end = end
        self._socket: Any = self
        self._tls = None
        self._early = None
        self._room = 0

    def send(self, data: memoryview) -> int:
        if not self._room:
            raise BlockingIOError
        sent, self._room = min(self._room, len(data)), 0
        self.taken += sent
        return sent

    def recv(self, size: int) -> bytes:
        raise BlockingIOError

    async def _wait_for_either(self, timeout: float | None) -> bool:
        with trio.move_on_after(timeout or 0) as scope:
            await trio.sleep(0.1 if self.taken < self.end else math.inf)
            self._room = 5000
        return not scope.cancelled_caught


@pytest.mark.parametrize("end", [1_000_000, 500_000])
def test_trio(end: int) -> None:
    line = Line(end)

    async def main() -> None:
        assert await line.write(bytes(1_000_000), 10)

    clock = trio.testing.MockClock(autojump_threshold=0)
    if end < 1_000_000:
        with pytest.raises(httpx.WriteTimeout):
            trio.run(main, clock=clock)
    else:
        trio.run(main, clock=clock)
        assert line.taken == 1_000_000
