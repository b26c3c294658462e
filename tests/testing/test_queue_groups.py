"""Task groups in a local Taskcluster."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import tc
from tests.testing.task_factory import create, definition, refused, run, state


def test_a_group_has_one_scheduler_and_lives_as_long_as_its_tasks(queue):
    group, later = tc.slug_id(), datetime.now(UTC) + timedelta(days=20)
    ids = [create(queue, taskGroupId=group) for _ in range(2)]
    ids.append(create(queue, taskGroupId=group, expires=later))
    other = definition(taskGroupId=group, schedulerId="x")
    refused(tc.ConflictError, queue.createTask, tc.slug_id(), other)
    found = {"taskGroupId": group, "schedulerId": "s", "expires": tc.to_json_date(later + timedelta(hours=1))}
    assert queue.getTaskGroup(group) == found
    listed = queue.listTaskGroup(group)
    assert listed == found | {
        "tasks": [{"task": queue.task(t), "status": queue.status(t)["status"]} for t in ids]
    }
    assert list(queue.listTaskGroup_items(group, limit=1)) == listed["tasks"]
    assert queue.listTaskGroup(group, limit=0) == found | {"tasks": []}


def test_a_sealed_group_takes_no_tasks(taskcluster, queue):
    group, now = tc.slug_id(), datetime.now(UTC)
    task_id = tc.slug_id()
    queue.createTask(task_id, definition(now, taskGroupId=group))
    refused(tc.ConflictError, queue.cancelTaskGroup, group)
    sealed = queue.sealTaskGroup(group)
    taskcluster.advance(timedelta(minutes=1))
    assert queue.sealTaskGroup(group) == queue.getTaskGroup(group) == sealed
    assert queue.listTaskGroup(group)["sealed"] == sealed["sealed"]
    refused(tc.ConflictError, queue.createTask, tc.slug_id(), definition(taskGroupId=group))
    messages = [m for m in taskcluster.messages if m.exchange.endswith("/task-group-sealed")]
    assert [m.payload["taskGroupId"] for m in messages] == [group, group]


def test_cancelling_a_group_leaves_alone_what_is_resolved(queue):
    group = tc.slug_id()
    done = create(queue, taskGroupId=group)
    _, run_id, worker = run(queue)
    worker.reportCompleted(done, run_id)
    pending, other = create(queue, taskGroupId=group), create(queue)
    unscheduled = create(queue, taskGroupId=group, dependencies=[pending])
    queue.sealTaskGroup(group)
    assert queue.cancelTaskGroup(group) == {
        "taskGroupId": group,
        "taskGroupSize": 3,
        "cancelledCount": 2,
        "taskIds": [pending, unscheduled],
    }
    assert state(queue, done) == "completed: completed"
    assert state(queue, other) == "pending: pending"
    assert queue.cancelTaskGroup(group)["cancelledCount"] == 0
    queue.rerunTask(pending)
    assert state(queue, pending) == "pending: exception pending"


def test_the_priority_of_what_is_left_in_a_group(taskcluster, queue):
    group = tc.slug_id()
    first = create(queue, taskGroupId=group, priority="low")
    second = create(queue, taskGroupId=group, priority="high")
    cancelled = create(queue, taskGroupId=group)
    queue.cancelTask(cancelled)
    assert queue.changeTaskGroupPriority(group, {"newPriority": "high"}) == {
        "taskGroupId": group,
        "schedulerId": "s",
        "newPriority": "high",
        "tasksAffected": 1,
        "taskIds": [first],
    }
    assert [queue.task(t)["priority"] for t in (first, second, cancelled)] == ["high", "high", "lowest"]
    assert taskcluster.messages[-1].routing_key == f"primary.{group}.s._"


def test_everybody_hears_when_a_group_is_done_each_time(taskcluster, queue):
    def heard():
        found = [m for m in taskcluster.messages if m.exchange.endswith("/task-group-resolved")]
        return [m.payload["taskGroupId"] for m in found]

    group = tc.slug_id()
    ids = [create(queue, taskGroupId=group) for _ in range(2)]
    queue.cancelTask(ids[0])
    assert heard() == []
    queue.cancelTask(ids[1])
    assert heard() == [group]
    queue.rerunTask(ids[0])
    queue.cancelTask(ids[0])
    assert heard() == [group, group]


def test_unknown_groups_and_missing_scopes(taskcluster, queue):
    group, unknown = tc.slug_id(), tc.slug_id()
    create(queue, taskGroupId=group)
    for call in (queue.listTaskGroup, queue.getTaskGroup, queue.sealTaskGroup, queue.cancelTaskGroup):
        refused(tc.NotFoundError, call, unknown)
    refused(tc.NotFoundError, queue.changeTaskGroupPriority, unknown, {"newPriority": "low"})
    some = queue.with_options(
        credentials=taskcluster.client_credentials("some", [f"queue:seal-task-group:s/{group}"])
    )
    some.sealTaskGroup(group)
    refused(tc.NotFoundError, some.cancelTaskGroup, unknown)
    refused(tc.InsufficientScopesError, some.cancelTaskGroup, group)
    refused(tc.InsufficientScopesError, some.changeTaskGroupPriority, group, {"newPriority": "low"})


def test_a_group_outlives_its_last_task_by_an_hour(taskcluster, queue):
    group, now = tc.slug_id(), datetime.now(UTC)
    create(queue, taskGroupId=group, expires=now + timedelta(days=2))
    create(queue, taskGroupId=group, expires=now + timedelta(days=1))
    wanted = tc.to_json_date(now + timedelta(days=2, hours=1))
    assert queue.getTaskGroup(group)["expires"] == wanted
    late = definition(taskGroupId=group, expires=now + timedelta(days=9), schedulerId="other")
    refused(tc.ConflictError, queue.createTask, tc.slug_id(), late)
    assert queue.getTaskGroup(group)["expires"] == wanted
    taskcluster.advance(timedelta(days=2, minutes=59))
    assert queue.listTaskGroup(group)["tasks"] == []
    taskcluster.advance(timedelta(minutes=2))
    refused(tc.NotFoundError, queue.getTaskGroup, group)


def test_an_unsealed_group_is_a_conflict_before_it_is_a_question_of_scopes(taskcluster, queue):
    group = tc.slug_id()
    create(queue, taskGroupId=group)
    stranger = queue.with_options(credentials=taskcluster.client_credentials("c", []))
    refused(tc.ConflictError, stranger.cancelTaskGroup, group)
    queue.sealTaskGroup(group)
    refused(tc.InsufficientScopesError, stranger.cancelTaskGroup, group)


def test_a_member_cancelled_with_its_group_is_told_of_without_its_priority(taskcluster, queue):
    group = tc.slug_id()
    task_id = create(queue, taskGroupId=group)
    queue.sealTaskGroup(group)
    queue.cancelTaskGroup(group)
    (message,) = [m for m in taskcluster.messages if m.exchange.endswith("/task-exception")]
    status = queue.status(task_id)["status"]
    assert message.payload["status"] == {key: status[key] for key in status if key != "priority"}


def test_the_priority_of_a_task_stays_once_it_was_resolved(taskcluster, queue):
    group = tc.slug_id()
    task_id, other = (create(queue, taskGroupId=group) for _ in range(2))
    queue.cancelTask(task_id)
    assert queue.changeTaskPriority(task_id, {"newPriority": "low"})["status"]["priority"] == "low"
    taskcluster.advance(timedelta(seconds=10))
    queue.rerunTask(task_id)
    refused(tc.ConflictError, queue.changeTaskPriority, task_id, {"newPriority": "high"})
    assert queue.changeTaskGroupPriority(group, {"newPriority": "high"})["taskIds"] == [other]
