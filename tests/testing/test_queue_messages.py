"""The Pulse messages of the queue of a local Taskcluster; their form is checked for all tests."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import tc
from tests.testing.task_factory import claim, create, run


def messages_about(taskcluster, task_id):
    """The messages about a task, without those about the group of the same id."""
    of_id = [m for m in taskcluster.messages if m.routing_key.startswith(f"primary.{task_id}.")]
    return [m for m in of_id if "/task-group-" not in m.exchange]


def heard(taskcluster, task_id):
    """The messages about a task: exchange and routing key without what all have."""
    about = messages_about(taskcluster, task_id)
    rest = f".p.w.s.{task_id}._"
    assert all(m.routing_key.endswith(rest) for m in about)
    kinds = [m.exchange.removeprefix("exchange/taskcluster-queue/v1/") for m in about]
    keys = [m.routing_key.removeprefix(f"primary.{task_id}.").removesuffix(rest) for m in about]
    return [f"{kind} {key}" for kind, key in zip(kinds, keys, strict=True)]


def test_the_life_of_a_task_is_told(taskcluster, queue):
    task_id = create(queue, routes=["a.b", "c"], tags={"k": "v"})
    _, run_id, worker = run(queue)
    worker.reclaimTask(task_id, run_id)
    worker.reportException(task_id, run_id, {"reason": "worker-shutdown"})
    _, run_id, worker = run(queue)
    worker.reportFailed(task_id, run_id)
    worker.reportFailed(task_id, run_id)
    queue.rerunTask(task_id)
    _, run_id, worker = run(queue)
    worker.reportCompleted(task_id, run_id)
    queue.rerunTask(task_id)
    queue.cancelTask(task_id)
    queue.cancelTask(task_id)
    assert heard(taskcluster, task_id) == [
        "task-defined _._._",
        "task-pending 0._._",
        "task-running 0.g.w",
        "task-exception 0.g.w",
        "task-pending 1._._",
        "task-running 1.g.w",
        "task-failed 1.g.w",
        "task-failed 1.g.w",
        "task-pending 2._._",
        "task-running 2.g.w",
        "task-completed 2.g.w",
        "task-pending 3._._",
        "task-exception 3._._",
        "task-exception 3._._",
    ]
    about = messages_about(taskcluster, task_id)
    assert {m.cc for m in about} == {("route.a.b", "route.c")}
    assert all(m.payload["task"] == {"tags": {"k": "v"}} for m in about)
    assert about[-1].payload["status"] == queue.status(task_id)["status"]
    assert (about[-1].payload["version"], about[-1].payload["runId"]) == (1, 3)


def test_what_time_does_is_told(taskcluster, queue):
    task_id = create(queue, retries=0, deadline=timedelta(hours=1))
    claim(queue)
    unscheduled = create(queue, dependencies=[task_id])
    taskcluster.advance(timedelta(hours=3))
    assert heard(taskcluster, task_id)[-1] == "task-exception 0.g.w"
    assert heard(taskcluster, unscheduled) == ["task-defined _._._", "task-exception 0._._"]


def test_artifacts_are_told_once_they_are_there(taskcluster, client, queue):
    task_id = create(queue)
    _, run_id, worker = run(queue)
    expires = datetime.now(UTC) + timedelta(hours=1)
    reference = {"storageType": "reference", "url": "https://example.com/", "contentType": "text/plain"}
    worker.createArtifact(task_id, run_id, "public/r", reference | {"expires": expires})
    assert taskcluster.messages[-1].payload["artifact"] == {
        "storageType": "reference",
        "name": "public/r",
        "contentType": "text/plain",
        "expires": expires.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    }
    before = len(taskcluster.messages)
    stored = {"storageType": "object", "contentType": "text/plain", "expires": expires}
    made = worker.createArtifact(task_id, run_id, "public/o", stored)
    upload = {name: made[name] for name in ("projectId", "uploadId")}
    tc.sync.Object(client).finishUpload(made["name"], {**upload, "hashes": {}})
    assert len(taskcluster.messages) == before
    worker.finishArtifact(task_id, run_id, "public/o", {"uploadId": made["uploadId"]})
    assert len(taskcluster.messages) == before + 1
    assert heard(taskcluster, task_id)[-2:] == ["artifact-created 0.g.w", "artifact-created 0.g.w"]


def test_repeated_reports_and_priorities_are_told(taskcluster, queue):
    task_id = create(queue, priority="low")
    queue.changeTaskPriority(task_id, {"newPriority": "high"})
    queue.changeTaskGroupPriority(task_id, {"newPriority": "medium"})
    _, run_id, worker = run(queue)
    for _ in range(2):
        worker.reportException(task_id, run_id, {"reason": "intermittent-task"})
    claim(queue)
    worker.reportException(task_id, run_id, {"reason": "intermittent-task"})
    assert heard(taskcluster, task_id) == [
        "task-defined _._._",
        "task-pending 0._._",
        "task-priority-changed _._._",
        "task-running 0.g.w",
        "task-exception 0.g.w",
        "task-pending 1._._",
        "task-exception 0.g.w",
        "task-pending 1._._",
        "task-running 1.g.w",
        "task-exception 0.g.w",
    ]
    about = messages_about(taskcluster, task_id)
    assert (about[2].payload["oldPriority"], about[2].payload["newPriority"]) == ("low", "high")
    assert about[4].payload["status"]["state"] == "pending"
    assert about[3].payload["takenUntil"].endswith("+00:00")


def test_all_messages_are_json(taskcluster, queue, wire):
    create(queue)
    pool = {"providerId": "static", "description": "", "config": {}, "owner": "a@b.cd", "emailOnError": False}
    wire.call("worker-manager.createWorkerPool", "p/w", payload=pool)
    error = {"workerGroup": "g", "workerId": "w", "kind": "k", "title": "t", "description": "", "extra": {}}
    wire.call("worker-manager.reportWorkerError", "p/w", payload=error)
    assert json.loads(json.dumps([m.payload for m in taskcluster.messages])) == [
        m.payload for m in taskcluster.messages
    ]
