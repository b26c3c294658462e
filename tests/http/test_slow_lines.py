"""A write that takes long because the line is slow is no stall; one that stands still is."""

from __future__ import annotations

import asyncio
from typing import Any

import httpcore
import pytest
import trio
import trio.testing

from tc._http.stream import _TrioStream
from tc._http.stream_asyncio import _AsyncioStream


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
        stream = _AsyncioStream(asyncio.get_running_loop())
        stream._transport = Transport(stream, rest)
        assert await stream.write(bytes(20_000), 0.001)

    if rest:
        with pytest.raises(httpcore.WriteTimeout):
            asyncio.run(main())
    else:
        asyncio.run(main())


class Line(httpcore.AsyncNetworkStream):
    """Takes 50,000 bytes a second, and says nothing; from some byte on it stands still."""

    def __init__(self, end: int) -> None:
        self.taken = 0
        self.end = end

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        with trio.move_on_after(timeout or 0) as scope:
            await trio.sleep(len(buffer) / 50_000)
            self.taken += len(buffer)
            if self.taken > self.end:
                await trio.sleep_forever()
        if scope.cancelled_caught:
            raise httpcore.WriteTimeout

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        await trio.sleep_forever()
        return b""


@pytest.mark.parametrize("end", [1_000_000, 500_000])
def test_trio(end: int) -> None:
    line = Line(end)

    async def main() -> None:
        assert await _TrioStream(line).write(bytes(1_000_000), 10)

    clock = trio.testing.MockClock(autojump_threshold=0)
    if end < 1_000_000:
        with pytest.raises(httpcore.WriteTimeout):
            trio.run(main, clock=clock)
    else:
        trio.run(main, clock=clock)
        assert line.taken == 1_000_000
