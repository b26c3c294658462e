"""What waits for tasks ends at once when it is cancelled or interrupted."""

from __future__ import annotations

import functools
import os
import signal
import threading
import time
from typing import Any

import anyio
import pytest

import tc
from tests.support.scripted_taskcluster import ScriptedTaskcluster, reply, say_nothing, scripted

GROUP = "fN1SbArXTPSVFNUvaOlinQ"
PENDING = reply(
    200,
    {
        "tasks": [
            {"status": {"taskId": GROUP, "state": "pending", "runs": []}, "task": {"metadata": {"name": "n"}}}
        ]
    },
)


async def cancel_after(requests: int, server: ScriptedTaskcluster, function: Any, *args: Any) -> None:
    """Cancel something once it has sent so many requests."""
    async with anyio.create_task_group() as group:
        group.start_soon(function, *args)
        while len(server.requests) < requests:  # noqa: ASYNC110 - they come in another thread
            await anyio.sleep(0.01)
        await anyio.sleep(0.05)
        group.cancel_scope.cancel()
    assert len(server.requests) == requests


@pytest.mark.anyio
async def test_wait_for_group_cancelled_ends_in_its_pause() -> None:
    with scripted(PENDING) as server:
        async with tc.aio.Queue(server.url) as queue:
            wait = functools.partial(tc.aio.wait_for_group, interval=3600)
            await cancel_after(1, server, wait, queue, GROUP)


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


STATUS = {"taskId": GROUP, "state": "running", "runs": [{"runId": 0, "state": "running"}]}


def running(server: ScriptedTaskcluster) -> list[Any]:
    """Responses about a task that runs, whose log says nothing."""
    artifact = {"storageType": "reference", "url": f"{server.url}/log"}
    return [reply(200, {"status": STATUS}), reply(200, artifact), say_nothing]


@pytest.mark.anyio
async def test_follow_log_cancelled_ends_while_the_log_is_silent() -> None:
    with scripted() as server:
        server.responses = running(server)
        async with tc.aio.Queue(server.url) as queue:
            await cancel_after(3, server, tc.aio.follow_log(queue, GROUP).__anext__)


def test_follow_log_interrupted_ends_while_the_log_is_silent() -> None:
    def interrupt() -> None:
        while len(server.requests) < 3:
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGINT)

    with scripted() as server, tc.sync.Queue(server.url) as queue:
        server.responses = running(server)
        thread = threading.Thread(target=interrupt)
        thread.start()
        with pytest.raises(KeyboardInterrupt):
            next(tc.sync.follow_log(queue, GROUP))
        thread.join()


def graph() -> dict[str, Any]:
    """Tasks that do not depend on each other."""
    return {tc.slug_id(): {} for _ in range(5)}


@pytest.mark.anyio
async def test_create_tasks_cancelled_ends_with_calls_under_way() -> None:
    with scripted(say_nothing) as server:
        async with tc.aio.Queue(server.url) as queue:
            create = functools.partial(tc.aio.create_tasks, concurrency=3)
            await cancel_after(3, server, create, queue, graph())


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
