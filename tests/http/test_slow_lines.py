"""A write that takes long because the line is slow is no stall; one that stands still is."""

from __future__ import annotations

import math
from typing import Any

import httpx
import pytest
import trio
import trio.testing

from tc._async.http.stream import AsyncStream


class Line(AsyncStream):
    """Takes 50,000 bytes a second, 5,000 at a time, and says nothing; from some byte on it stands still."""

    __slots__ = ("end", "room", "taken")

    def __init__(self, end: int) -> None:
        self.taken = 0
        self.end = end
        self.room = 0
        itself: Any = self
        self._socket = self._watch = itself
        self._pending = int
        self._early = None

    def send(self, data: memoryview) -> int:
        if not self.room:
            raise BlockingIOError
        sent, self.room = min(self.room, len(data)), 0
        self.taken += sent
        return sent

    def has_input(self) -> bool:
        return False

    async def wait(self, timeout: float | None, look: object, *, write: bool) -> bool:
        assert write
        with trio.move_on_after(timeout or 0) as scope:
            await trio.sleep(0.1 if self.taken < self.end else math.inf)
            self.room = 5000
        return not scope.cancelled_caught


@pytest.mark.parametrize("end", [1_000_000, 500_000])
def test_write_on_a_slow_line_fails_only_when_it_stands_still(end: int) -> None:
    line = Line(end)

    async def main() -> None:
        assert await line.write(bytes(1_000_000), 10, bool)

    clock = trio.testing.MockClock(autojump_threshold=0)
    if end < 1_000_000:
        with pytest.raises(httpx.WriteTimeout):
            trio.run(main, clock=clock)
    else:
        trio.run(main, clock=clock)
        assert line.taken == 1_000_000
