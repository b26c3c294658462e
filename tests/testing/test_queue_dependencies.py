"""Tasks that depend on others, in a local Taskcluster."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

import tc
from tests.testing.task_factory import create, definition, refused, run, state

RESOLUTIONS = {
    "completed": lambda queue, worker, task_id, run_id: worker.reportCompleted(task_id, run_id),
    "failed": lambda queue, worker, task_id, run_id: worker.reportFailed(task_id, run_id),
    "exception": lambda queue, worker, task_id, run_id: queue.cancelTask(task_id),
    "retry": lambda queue, worker, task_id, run_id: worker.reportException(
        task_id, run_id, {"reason": "worker-shutdown"}
    ),
}


@pytest.mark.parametrize("requires", ["all-completed", "all-resolved"])
@pytest.mark.parametrize("how", RESOLUTIONS)
def test_what_a_dependency_has_to_become(queue, requires, how):
    base = create(queue)
    task_id = create(queue, taskQueueId="p/x", dependencies=[base], requires=requires)
    _, run_id, worker = run(queue)
    assert state(queue, task_id) == "unscheduled:"
    RESOLUTIONS[how](queue, worker, base, run_id)
    satisfied = how == "completed" or (requires == "all-resolved" and how != "retry")
    expected = "pending: pending" if satisfied else "unscheduled:"
    assert state(queue, task_id) == expected
    later = create(queue, taskQueueId="p/x", dependencies=[base], requires=requires)
    assert state(queue, later) == expected


def test_all_of_them_are_needed_and_each_counts_once_it_was_good(queue):
    first, second = create(queue, taskQueueId="p/a"), create(queue, taskQueueId="p/b")
    task_id = create(queue, dependencies=[first, second])
    _, run_id, worker = run(queue, "p/a")
    worker.reportCompleted(first, run_id)
    assert state(queue, task_id) == "unscheduled:"
    queue.rerunTask(first)
    queue.cancelTask(first)
    _, run_id, worker = run(queue, "p/b")
    worker.reportFailed(second, run_id)
    assert state(queue, task_id) == "unscheduled:"
    queue.rerunTask(second)
    _, run_id, worker = run(queue, "p/b")
    worker.reportCompleted(second, run_id)
    assert state(queue, task_id) == "pending: pending"


def test_chains_run_by_themselves_on_the_built_in_queues(queue):
    a = create(queue, taskQueueId="built-in/succeed")
    b = create(queue, taskQueueId="built-in/fail", dependencies=[a])
    c = create(queue, taskQueueId="built-in/succeed", dependencies=[b])
    d = create(queue, taskQueueId="built-in/succeed", dependencies=[b], requires="all-resolved")
    assert [state(queue, t).partition(":")[0] for t in (a, b, c, d)] == [
        "completed",
        "failed",
        "unscheduled",
        "completed",
    ]


def test_missing_dependencies_are_refused_whole(queue):
    base, task_id, missing = create(queue), tc.slug_id(), tc.slug_id()
    error = refused(tc.BadRequestError, queue.createTask, task_id, definition(dependencies=[base, missing]))
    assert error.code == "InputError"
    assert missing in error.message
    refused(tc.NotFoundError, queue.status, task_id)
    refused(tc.NotFoundError, queue.getTaskGroup, task_id)
    assert queue.listDependentTasks(base)["tasks"] == []


def test_a_dependency_lasts_until_the_deadline(queue):
    now = datetime.now(UTC)
    short = create(queue, expires=now + timedelta(hours=3))
    error = refused(tc.BadRequestError, create, queue, deadline=timedelta(hours=4), dependencies=[short])
    assert (error.code, short in error.message) == ("InputError", True)
    create(queue, deadline=timedelta(hours=3) - timedelta(seconds=1), dependencies=[short])


def test_a_task_that_depends_on_itself_waits_to_be_scheduled(queue):
    task_id = tc.slug_id()
    create(queue, task_id, dependencies=[task_id])
    assert state(queue, task_id) == "unscheduled:"
    queue.scheduleTask(task_id)
    _, run_id, worker = run(queue)
    worker.reportCompleted(task_id, run_id)
    assert state(queue, task_id) == "completed: completed"


def test_what_was_scheduled_or_cancelled_before_stays_so(queue):
    base = create(queue)
    forced, cancelled = create(queue, dependencies=[base]), create(queue, dependencies=[base])
    queue.scheduleTask(forced)
    queue.cancelTask(cancelled)
    task_id, run_id, worker = run(queue)
    assert task_id == base
    worker.reportCompleted(base, run_id)
    assert state(queue, forced) == "pending: pending"
    assert state(queue, cancelled) == "exception: exception"


def test_dependents_are_listed_in_pages(queue):
    base = create(queue)
    ids = [create(queue, dependencies=[base]) for _ in range(3)]
    assert [t["status"]["taskId"] for t in queue.listDependentTasks_items(base, limit=2)] == ids
    assert queue.listDependentTasks(ids[0]) == {"taskId": ids[0], "tasks": []}
    refused(tc.NotFoundError, queue.listDependentTasks, tc.slug_id())
