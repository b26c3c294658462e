"""Many callers at once: each of their tasks is there, once."""

from __future__ import annotations

from collections import Counter

import anyio
import pytest

import tc
from tests.testing.task_factory import definition

TASKS, CALLERS = 2000, 50

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend():
    """One event loop will do, this is about the server."""
    return "asyncio"


async def test_every_task_is_there_once(taskcluster):
    taskcluster.deployment.check_responses = False
    ids, group = [tc.slug_id() for _ in range(TASKS)], tc.slug_id()
    payload, left = definition(taskGroupId=group), iter(ids)

    async def create_some(queue):
        for task_id in left:
            await queue.createTask(task_id, payload)

    async with tc.aio.Queue(taskcluster.root_url, credentials=taskcluster.credentials) as queue:
        async with anyio.create_task_group() as callers:
            for _ in range(CALLERS):
                callers.start_soon(create_some, queue)
        found = Counter([item["status"]["taskId"] async for item in queue.listTaskGroup_items(group)])
        counts = await queue.taskQueueCounts("p/w")
    assert found == Counter(ids)
    assert counts["pendingTasks"] == TASKS
    defined = [m for m in taskcluster.messages if m.exchange.endswith("/task-defined")]
    assert len(defined) == TASKS
