"""What the asyncio and trio half of a pair does where its conditions do not hold."""

from __future__ import annotations

import asyncio
import sys
import threading
from datetime import timedelta
from typing import Any

import pytest

from tc import ConfigurationError, aio
from tc._concurrency import async_offload, async_owner, wind_down


def test_async_owner_without_an_event_loop_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "trio")
    with pytest.raises(RuntimeError, match="running event loop"):
        async_owner()


def test_call_without_an_event_loop_is_an_error() -> None:
    with pytest.raises(RuntimeError, match="event loop"):
        aio.Queue("http://tc").ping().send(None)


def test_signed_url_with_a_credentials_function_that_has_to_wait_is_refused() -> None:
    """A signed URL cannot wait for credentials, however they come."""

    class Later:
        def __await__(self) -> Any:
            raise AssertionError("nobody waits")

    queue = aio.Queue("http://tc", credentials=lambda: Later())  # type: ignore[arg-type, return-value]
    with pytest.raises(ConfigurationError, match="must be a plain one here"):
        queue.ping_signed_url(ttl=timedelta(minutes=1))


def test_offload_without_threads_to_be_had_calls_the_function_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """While the interpreter shuts down, it starts no threads."""

    def start(thread: threading.Thread) -> None:
        raise RuntimeError("can't create new thread at interpreter shutdown")

    async def main() -> int:
        monkeypatch.setattr(threading.Thread, "start", start)
        return await async_offload(threading.get_ident)

    assert asyncio.run(main()) == threading.get_ident()


def test_offload_of_a_function_that_fails_does_not_call_it_again() -> None:
    calls: list[int] = []

    def fail() -> None:
        calls.append(threading.get_ident())
        raise RuntimeError("of the function's own")

    with pytest.raises(RuntimeError, match="of the function's own"):
        asyncio.run(async_offload(fail))  # type: ignore[arg-type]
    assert len(calls) == 1
    assert calls != [threading.get_ident()]


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long `wind_down` would have slept each time."""
    found: list[float] = []
    monkeypatch.setattr("tc._concurrency.time.sleep", found.append)
    return found


def test_wind_down_waits_until_nothing_is_under_way(slept: list[float]) -> None:
    left = [2, 1, 1]
    wind_down(lambda: left.pop(0) if left else 0)
    assert slept == [0.01] * 3


def test_wind_down_of_threads_that_hang_ends_after_three_seconds(slept: list[float]) -> None:
    wind_down(lambda: 1)
    assert sum(slept) == pytest.approx(3)
