"""It starts, serves, waits and stops while a test has taken hold of the time."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from typing import Any

import freezegun
import pytest
import time_machine

import tc
from tc.testing import LocalTaskcluster
from tc.testing.clock import real_monotonic

MOMENT = datetime(2020, 2, 3, 4, 5, 6, tzinfo=UTC)
# How each library holds the time; the clock of the deployment follows, as it looks at the same one.
HOLDERS: dict[str, Callable[[], AbstractContextManager[Any]]] = {
    "freezegun": lambda: freezegun.freeze_time(MOMENT),
    "freezegun that ticks": lambda: freezegun.freeze_time(MOMENT, tick=True),
    "time-machine": lambda: time_machine.travel(MOMENT, tick=False),
    "time-machine that ticks": lambda: time_machine.travel(MOMENT),
}


def use(taskcluster: LocalTaskcluster) -> datetime:
    """Make a task, run it and read its artifact. Returns when the task was created."""
    task_id = taskcluster.add_task()
    taskcluster.run_task(task_id, artifacts={"public/a.txt": b"a"})
    with tc.sync.Client(taskcluster.root_url, credentials=taskcluster.credentials) as client:
        queue = tc.sync.Queue(client)
        assert tc.sync.download_artifact_to_buf(queue, task_id, "public/a.txt").content == b"a"
        return datetime.fromisoformat(queue.task(task_id)["created"])


@pytest.mark.parametrize("holder", HOLDERS)
def test_a_server_started_in_held_time_serves_at_that_time_and_stops(holder):
    with HOLDERS[holder](), LocalTaskcluster() as taskcluster:
        created = use(taskcluster)
    assert timedelta(0) <= created - MOMENT < timedelta(hours=1)


@pytest.mark.parametrize("holder", HOLDERS)
def test_a_server_started_before_serves_in_held_time(holder, production: LocalTaskcluster):
    assert use(production) > MOMENT + timedelta(days=1)
    with HOLDERS[holder]():
        production.reset()
        created = use(production)
    assert timedelta(0) <= created - MOMENT < timedelta(hours=1)


@pytest.mark.parametrize("holder", HOLDERS)
def test_waiting_for_work_ends_in_held_time(holder):
    with HOLDERS[holder](), LocalTaskcluster(claim_wait=0.3) as taskcluster:
        with tc.sync.Queue(taskcluster.root_url, credentials=taskcluster.credentials) as queue:
            worker = {"workerGroup": "g", "workerId": "w"}
            began = real_monotonic()
            assert queue.claimWork("p/w", worker) == {"tasks": []}
        assert real_monotonic() - began >= 0.3


def test_a_fake_clock_decides_about_deadlines_and_waits_pass_in_real_time():
    now = [MOMENT]
    with LocalTaskcluster(clock=lambda: now[0], claim_wait=0.1) as taskcluster, freezegun.freeze_time(MOMENT):
        task_id = taskcluster.add_task(deadline=MOMENT + timedelta(hours=1))
        with tc.sync.Queue(taskcluster.root_url, credentials=taskcluster.credentials) as queue:
            assert queue.claimWork("p/other", {"workerGroup": "g", "workerId": "w"}) == {"tasks": []}
            now[0] += timedelta(minutes=10)
            assert queue.status(task_id)["status"]["state"] == "pending"
            taskcluster.advance(timedelta(hours=1))
            assert queue.status(task_id)["status"]["state"] == "exception"


def test_real_time_passes_while_time_stands_still():
    with freezegun.freeze_time(MOMENT):
        frozen, before = time.monotonic(), real_monotonic()
        while real_monotonic() == before:
            pass
        assert time.monotonic() == frozen
