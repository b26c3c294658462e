"""What waits for tasks ends at once when it is cancelled or interrupted."""

from __future__ import annotations

import os
import signal
import threading
import time
from typing import Any

import anyio
import pytest

import tc
from tests.support.scripted_taskcluster import reply, say_nothing, scripted

GROUP = "fN1SbArXTPSVFNUvaOlinQ"
PENDING = reply(
    200,
    {
        "tasks": [
            {"status": {"taskId": GROUP, "state": "pending", "runs": []}, "task": {"metadata": {"name": "n"}}}
        ]
    },
)


@pytest.mark.anyio
async def test_wait_for_group_cancelled_ends_in_its_pause() -> None:
    with scripted(PENDING) as server:
        async with tc.aio.Queue(server.url) as queue:
            with anyio.move_on_after(0.2) as scope:
                await tc.aio.wait_for_group(queue, GROUP, interval=3600)
    assert scope.cancelled_caught
    assert len(server.requests) == 1


def test_wait_for_group_interrupted_ends_in_its_pause() -> None:
    def interrupt() -> None:
        while not server.requests:
            time.sleep(0.01)
        time.sleep(0.1)
        os.kill(os.getpid(), signal.SIGINT)

    with scripted(PENDING) as server, tc.sync.Queue(server.url) as queue:
        thread = threading.Thread(target=interrupt)
        thread.start()
        with pytest.raises(KeyboardInterrupt):
            tc.sync.wait_for_group(queue, GROUP, interval=3600)
        thread.join()


def graph() -> dict[str, Any]:
    """Tasks that do not depend on each other."""
    return {tc.slug_id(): {} for _ in range(5)}


@pytest.mark.anyio
async def test_create_tasks_cancelled_ends_with_calls_under_way() -> None:
    with scripted(say_nothing) as server:
        async with tc.aio.Queue(server.url) as queue:
            with anyio.move_on_after(0.3) as scope:
                await tc.aio.create_tasks(queue, graph(), concurrency=3)
    assert scope.cancelled_caught
    assert len(server.requests) == 3


def test_create_tasks_interrupted_ends_with_calls_under_way() -> None:
    def interrupt() -> None:
        while len(server.requests) < 3:
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGINT)

    with scripted(say_nothing) as server, tc.sync.Queue(server.url, retry=tc.Retry(retries=0)) as queue:
        thread = threading.Thread(target=interrupt)
        thread.start()
        with pytest.raises(KeyboardInterrupt):
            tc.sync.create_tasks(queue, graph(), concurrency=3)
        thread.join()
    assert len(server.requests) == 3
