"""Consumers on threads of their own."""

from __future__ import annotations

import asyncio
import threading
import time
from typing import Any

import pytest

from tc._concurrency import async_delegate
from tc._transfer import hashing
from tc._transfer.hashing import Digests
from tc._transfer.workers import LIMIT, START, BlockWorkers, _Worker

BLOCK = bytes(START // 2)


def worker_threads() -> int:
    return sum(thread.name == "tc-transfer" for thread in threading.enumerate())


def wait_for_room(workers: BlockWorkers) -> None:
    """Wait as the blocking half does."""
    if not workers.threaded:
        workers.consume_rest()
        return
    told = threading.Event()
    workers.when_room(told.set)
    assert told.wait(10)
    workers.check()


def finish(workers: BlockWorkers) -> None:
    """Wait until all is consumed, as the blocking half does."""
    if not workers.threaded:
        workers.consume_rest()
        return
    told = threading.Event()
    workers.when_done(told.set)
    assert told.wait(10)
    workers.join()


@pytest.mark.parametrize("count", [0, 1, 3, 40])
def test_workers_get_all_blocks_in_order(count: int) -> None:
    blocks = [bytes([number]) * (START // 4) for number in range(count)]
    first: list[bytes] = []
    second: list[bytes] = []
    workers = BlockWorkers(first.append, second.append)
    for block in blocks:
        if workers.put(block):
            wait_for_room(workers)
    finish(workers)
    assert first == second == blocks
    assert workers.size == count * START // 4
    assert worker_threads() == 0


def test_workers_with_a_small_content_start_no_thread() -> None:
    got: list[bytes] = []
    workers = BlockWorkers(got.append)
    workers.put(b"small")
    assert (got, worker_threads(), workers.threaded) == ([], 0, False)
    finish(workers)
    assert got == [b"small"]


def test_workers_are_held_up_by_the_slowest_one() -> None:
    go = threading.Event()
    workers = BlockWorkers(lambda block: go.wait(10), lambda block: None)
    count = 0
    while not workers.put(BLOCK):
        count += 1
    assert LIMIT // len(BLOCK) <= count <= LIMIT // len(BLOCK) + 2
    go.set()
    wait_for_room(workers)
    finish(workers)


def test_calls_come_after_the_blocks_that_were_put_and_none_after_stop() -> None:
    got: list[object] = []
    workers = BlockWorkers(got.append)
    workers.put(bytes(START))
    results: list[object] = []

    async def main() -> None:
        results.append(await async_delegate(workers.call, lambda: got.append("call") or len(got)))
        with pytest.raises(ZeroDivisionError):
            await async_delegate(workers.call, lambda: 1 // 0)

    asyncio.run(main())
    assert (results, got) == ([2], [bytes(START), "call"])
    go = threading.Event()
    workers.call(lambda: go.wait(10))
    workers.call(lambda: got.append("too late"))
    threading.Timer(0.01, go.set).start()
    workers.stop()
    assert (got[2:], worker_threads()) == ([], 0)


def test_workers_without_consumers_take_everything() -> None:
    workers = BlockWorkers()
    assert not any(workers.put(BLOCK) for _ in range(100))
    finish(workers)


@pytest.mark.parametrize("count", [1, 10])
def test_workers_tell_of_a_failure(count: int) -> None:
    def fail(block: bytes) -> Any:
        raise OSError("full")

    others: list[int] = []
    workers = BlockWorkers(fail, lambda block: others.append(len(block)))
    for _ in range(count):
        workers.put(BLOCK)
    with pytest.raises(OSError, match="full"):
        wait_for_room(workers)
    if count > 1:
        with pytest.raises(OSError, match="full"):
            finish(workers)
        with pytest.raises(OSError, match="full"):
            workers.check()
    workers.stop()
    assert worker_threads() == 0


def test_workers_that_are_stopped_drop_what_is_left() -> None:
    go = threading.Event()
    began = threading.Event()
    got: list[int] = []

    def consume(block: bytes) -> None:
        began.set()
        go.wait(10)
        got.append(len(block))

    workers = BlockWorkers(consume)
    for _ in range(10):
        workers.put(BLOCK)
    assert began.wait(10)
    stopper = threading.Thread(target=workers.stop)
    stopper.start()
    while not workers._stopped:
        pass
    go.set()
    stopper.join(10)
    assert len(got) == 1
    assert worker_threads() == 0


def test_workers_that_are_stopped_tell_whoever_waits_for_room() -> None:
    go = threading.Event()
    workers = BlockWorkers(lambda block: go.wait(10))
    while not workers.put(BLOCK):
        pass
    workers.when_room(go.set)
    assert not go.is_set()
    workers.stop()
    assert go.is_set()
    assert worker_threads() == 0


@pytest.mark.parametrize("refused", [1, 2])
def test_workers_do_without_threads_where_there_are_none(
    refused: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in the last minute of a process; the second thread may be the one that is refused."""
    start = threading.Thread.start
    calls = []

    def no_more(thread: threading.Thread) -> None:
        calls.append(thread)
        if len(calls) >= refused:
            raise RuntimeError("can't create new thread at interpreter shutdown")
        start(thread)

    monkeypatch.setattr(threading.Thread, "start", no_more)
    first: list[bytes] = []
    second: list[bytes] = []
    workers = BlockWorkers(first.append, second.append)
    for _ in range(10):
        if workers.put(BLOCK):
            wait_for_room(workers)
    finish(workers)
    assert first == second == [BLOCK] * 10
    assert len(calls) == refused
    assert worker_threads() == 0


@pytest.mark.parametrize("before", [True, False], ids=["before it runs", "while it runs"])
def test_workers_interrupted_while_a_thread_starts_can_be_stopped(
    before: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C can come at any moment: it must come out, and no thread may stay."""
    start = threading.Thread.start

    def interrupted(thread: threading.Thread) -> None:
        if not before:
            start(thread)
        raise KeyboardInterrupt

    monkeypatch.setattr(threading.Thread, "start", interrupted)
    workers = BlockWorkers(lambda block: None)
    with pytest.raises(KeyboardInterrupt):
        workers.put(BLOCK * 2)
    workers.stop()
    monkeypatch.undo()
    assert worker_threads() == 0


def test_workers_that_are_stopped_take_no_more() -> None:
    """A thread may come late, when its task has been cancelled."""
    got: list[bytes] = []
    workers = BlockWorkers(got.append)
    workers.put(b"small")
    workers.stop()
    assert not any(workers.put(BLOCK) for _ in range(100))
    workers.consume_rest()
    assert (got, worker_threads(), workers.threaded) == ([], 0, False)


def test_workers_that_are_stopped_while_threads_are_made_end_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C in the main thread stops what another thread is about to begin."""

    class Late(_Worker):
        def __init__(self, *args: Any) -> None:
            super().__init__(*args)
            workers.stop()

    got: list[bytes] = []
    workers = BlockWorkers(got.append)
    monkeypatch.setattr("tc._transfer.workers._Worker", Late)
    workers.put(BLOCK * 2)
    deadline = time.monotonic() + 10
    while worker_threads() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert (got, worker_threads()) == ([], 0)


def test_digests_are_fed_in_the_order_of_their_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first of them writes as well, and the last one reads."""
    digests = Digests()
    assert len(digests.consumers) == 2
    for quick, slow in (("sha256", "sha512"), ("sha512", "sha256")):
        monkeypatch.setattr(hashing, "_cost", {quick: 1, slow: 2}.__getitem__)
        assert digests.consumers == [digests._hashes[quick].update, digests._hashes[slow].update]
