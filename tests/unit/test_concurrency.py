"""What the asyncio and trio half of a pair does where its conditions do not hold."""

from __future__ import annotations

import asyncio
import sys
import threading
import time
from datetime import timedelta
from typing import Any

import anyio
import pytest

from tc import ConfigurationError, aio
from tc._concurrency import (
    async_cleanup,
    async_offload,
    async_owner,
    async_side_by_side,
    side_by_side,
    wind_down,
)


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


def test_cleanup_in_a_task_that_is_cancelled_again_and_again_has_its_turn() -> None:
    ended: list[bool] = []

    def clean() -> None:
        time.sleep(0.05)
        ended.append(True)

    async def main() -> None:
        task = asyncio.ensure_future(async_cleanup(clean))
        for _ in range(3):
            await asyncio.sleep(0)
            task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert ended == [True]

    asyncio.run(main())


def fail() -> None:
    raise LookupError("of the function's own")


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_cleanup_that_fails_raises_the_error_of_the_function(backend: str) -> None:
    with pytest.raises(LookupError, match="of the function's own"):
        anyio.run(async_cleanup, fail, backend=backend)


def no_more(thread: threading.Thread) -> None:
    raise RuntimeError("can't create new thread at interpreter shutdown")


def test_cleanup_without_threads_to_be_had_calls_the_function_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[int] = []
    monkeypatch.setattr(threading.Thread, "start", no_more)
    asyncio.run(async_cleanup(lambda: found.append(threading.get_ident())))
    assert found == [threading.get_ident()]


class Interruption(BaseException):
    """As `KeyboardInterrupt`, which event loops treat in ways of their own."""


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
@pytest.mark.parametrize("count", [1, 2])
def test_side_by_side_wraps_no_single_interrupt(backend: str, count: int) -> None:
    async def act(item: int) -> None:
        raise Interruption

    async def main() -> None:
        left = iter(range(count))
        await async_side_by_side(lambda: next(left, None), act, lambda *_: None, count)

    with pytest.raises(BaseException) as caught:
        anyio.run(main, backend=backend)
    assert isinstance(caught.value, Interruption if count == 1 else BaseExceptionGroup)


def library_threads() -> int:
    return sum(thread.name == "tc" for thread in threading.enumerate())


def test_side_by_side_interrupted_while_a_thread_starts_leaves_none(monkeypatch: pytest.MonkeyPatch) -> None:
    real = threading.Thread.start
    calls: list[None] = []

    def start(thread: threading.Thread) -> None:
        real(thread)
        calls.append(None)
        if len(calls) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(threading.Thread, "start", start)
    left = iter(range(10))
    with pytest.raises(KeyboardInterrupt):
        side_by_side(lambda: next(left, None), lambda item: item, lambda *_: None, 4)
    deadline = time.monotonic() + 10
    while library_threads() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert library_threads() == 0


@pytest.mark.parametrize("granted", [0, 1])
def test_side_by_side_with_few_threads_to_be_had_does_everything(
    granted: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = threading.Thread.start
    calls: list[None] = []

    def start(thread: threading.Thread) -> None:
        calls.append(None)
        if len(calls) > granted:
            no_more(thread)
        real(thread)

    monkeypatch.setattr(threading.Thread, "start", start)
    left = iter(range(10))
    found: list[int] = []
    side_by_side(lambda: next(left, None), lambda item: item, lambda item, _: found.append(item), 4)
    assert sorted(found) == list(range(10))
