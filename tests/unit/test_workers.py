"""Consumers on threads of their own."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from tc._transfer.workers import LIMIT, START, BlockWorkers

BLOCK = bytes(START // 2)


def lane_threads() -> int:
    return sum(thread.name == "tc-transfer" for thread in threading.enumerate())


@pytest.mark.parametrize("count", [0, 1, 3, 40])
def test_every_consumer_gets_all_in_order(count: int) -> None:
    blocks = [bytes([number]) * (START // 4) for number in range(count)]
    first: list[bytes] = []
    second: list[bytes] = []
    lanes = BlockWorkers(first.append, second.append)
    for block in blocks:
        if lanes.put(block):
            lanes.wait_for_room()
    lanes.finish()
    assert first == second == blocks
    assert lane_threads() == 0


def test_small_amounts_need_no_threads() -> None:
    got: list[bytes] = []
    lanes = BlockWorkers(got.append)
    lanes.put(b"small")
    assert (got, lane_threads()) == ([], 0)
    lanes.finish()
    assert got == [b"small"]


def test_the_slowest_consumer_holds_up_the_rest() -> None:
    go = threading.Event()
    lanes = BlockWorkers(lambda block: go.wait(10), lambda block: None)
    count = 0
    while not lanes.put(BLOCK):
        count += 1
    assert LIMIT // len(BLOCK) <= count <= LIMIT // len(BLOCK) + 2
    go.set()
    lanes.wait_for_room()
    lanes.finish()


def test_no_consumers() -> None:
    lanes = BlockWorkers()
    assert not any(lanes.put(BLOCK) for _ in range(100))
    lanes.finish()


@pytest.mark.parametrize("count", [1, 10])
def test_failures(count: int) -> None:
    def fail(block: bytes) -> Any:
        raise OSError("full")

    others: list[int] = []
    lanes = BlockWorkers(fail, lambda block: others.append(len(block)))
    for _ in range(count):
        lanes.put(BLOCK)
    with pytest.raises(OSError, match="full"):
        lanes.finish()
    if count > 1:
        with pytest.raises(OSError, match="full"):
            lanes.wait_for_room()
        assert lanes.put(BLOCK) is True
    lanes.stop()
    assert lane_threads() == 0


def test_stopping_drops_what_is_left() -> None:
    go = threading.Event()
    began = threading.Event()
    got: list[int] = []

    def consume(block: bytes) -> None:
        began.set()
        go.wait(10)
        got.append(len(block))

    lanes = BlockWorkers(consume)
    for _ in range(10):
        lanes.put(BLOCK)
    began.wait(10)
    stopper = threading.Thread(target=lanes.stop)
    stopper.start()
    while not lanes._stopped:
        pass
    go.set()
    stopper.join(10)
    assert len(got) == 1
    assert lane_threads() == 0
