"""Provisioners, task queues and workers of a local Taskcluster, and what is pending and claimed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

import tc
from tests.testing.task_factory import WORKER, as_worker, claim, create, refused, run

pytestmark = pytest.mark.filterwarnings("ignore:.*deprecated:DeprecationWarning")


def test_they_are_there_once_a_worker_asked_for_work(queue):
    create(queue)
    looks = [
        (queue.getProvisioner, ("p",)),
        (queue.getWorkerType, ("p", "w")),
        (queue.getTaskQueue, ("p/w",)),
        (queue.getWorker, ("p", "w", "g", "w")),
    ]
    for look, names in looks:
        refused(tc.NotFoundError, look, *names)
    for listed in (queue.listWorkerTypes("p"), queue.listWorkers("p", "w"), queue.listTaskQueues()):
        assert not any(listed.values())
    claim(queue, "p/x")
    claim(queue)
    for look, names in looks:
        assert look(*names)["lastDateActive"] <= tc.to_json_date(datetime.now(UTC))
    assert queue.getWorkerType("p", "w") == queue.getTaskQueue("p/w") | {
        "provisionerId": "p",
        "workerType": "w",
    }
    assert queue.listProvisioners()["provisioners"] == [queue.getProvisioner("p")]
    assert [q["taskQueueId"] for q in queue.listTaskQueues_items(limit=1)] == ["p/w", "p/x"]
    assert [q["workerType"] for q in queue.listWorkerTypes_items("p", limit=1)] == ["w", "x"]


def test_a_worker_shows_its_latest_tasks(queue):
    claim(queue, workerId="a")
    assert "latestTask" not in queue.listWorkers("p", "w")["workers"][0]
    ids = [create(queue) for _ in range(22)]
    claim(queue, workerId="b", tasks=22)
    queue.reportException(ids[21], "0", {"reason": "worker-shutdown"})
    claim(queue, workerId="b")
    recent = queue.getWorker("p", "w", "g", "b")["recentTasks"]
    assert recent == [{"taskId": t, "runId": 0} for t in ids[3:]] + [{"taskId": ids[21], "runId": 1}]
    workers = list(queue.listWorkers_items("p", "w", limit=1))
    assert [w["workerId"] for w in workers] == ["a", "b"]
    assert workers[1]["latestTask"] == recent[-1]


def test_they_are_forgotten_when_nobody_hears_of_them(taskcluster, queue):
    claim(queue)
    taskcluster.advance(timedelta(hours=23))
    first = queue.getWorker("p", "w", "g", "w")["firstClaim"]
    claim(queue)
    assert queue.getWorker("p", "w", "g", "w")["firstClaim"] == first
    taskcluster.advance(timedelta(days=1))
    refused(tc.NotFoundError, queue.getWorker, "p", "w", "g", "w")
    assert queue.listWorkers("p", "w")["workers"] == []
    refused(tc.NotFoundError, queue.getTaskQueue, "p/w")
    refused(tc.NotFoundError, queue.getProvisioner, "p")
    claim(queue)
    assert queue.getWorker("p", "w", "g", "w")["firstClaim"] > first


def test_a_worker_in_quarantine_gets_nothing_and_keeps_what_it_has(taskcluster, queue):
    held = create(queue)
    _, run_id, worker = run(queue)
    waiting = create(queue)
    until = datetime.now(UTC) + timedelta(days=3)
    names = ("p", "w", "g", "w")
    shown = queue.quarantineWorker(*names, {"quarantineUntil": until, "quarantineInfo": "broken"})
    assert shown == queue.getWorker(*names)
    assert shown["quarantineUntil"] == tc.to_json_date(until) > shown["expires"]
    assert claim(queue) == []
    refused(tc.ConflictError, queue.claimTask, waiting, "0", WORKER)
    worker.reclaimTask(held, run_id)
    assert len(queue.listWorkers("p", "w", quarantined="true")["workers"]) == 1
    assert queue.listWorkers("p", "w", quarantined="false")["workers"] == []
    assert len(claim(queue, workerId="other")) == 1
    taskcluster.advance(timedelta(days=2))
    assert [w["workerId"] for w in queue.listWorkers("p", "w")["workers"]] == ["w"]  # the other has expired
    assert claim(queue) == []
    assert queue.getWorker(*names)["quarantineUntil"] == tc.to_json_date(until)
    queue.quarantineWorker(*names, {"quarantineUntil": until - timedelta(days=3)})
    assert queue.listWorkers("p", "w", quarantined="true")["workers"] == []
    assert "quarantineUntil" not in queue.listWorkers("p", "w")["workers"][-1]
    create(queue, now=until - timedelta(days=1))
    assert len(claim(queue)) == 1
    refused(tc.NotFoundError, queue.quarantineWorker, "p", "w", "g", "none", {"quarantineUntil": until})


def test_a_worker_can_be_declared(taskcluster, queue):
    until = datetime.now(UTC) + timedelta(days=3)
    names = ("p", "w", "g", "new")
    shown = queue.declareWorker(*names, {"expires": until})
    assert shown == queue.getWorker(*names)
    assert (shown["expires"], shown["recentTasks"]) == (tc.to_json_date(until), [])
    taskcluster.advance(timedelta(days=3))
    refused(tc.NotFoundError, queue.getWorker, *names)
    some = taskcluster.client_credentials("some", ["queue:declare-worker:p/w/g/new#other"])
    later = {"expires": until + timedelta(days=3)}
    refused(tc.InsufficientScopesError, queue.with_options(credentials=some).declareWorker, *names, later)


def test_pages_miss_nothing_when_tasks_leave_the_list_meanwhile(queue):
    ids = [create(queue) for _ in range(7)]
    seen = []
    for task in queue.listPendingTasks_items("p/w", limit=2):
        seen.append(task["taskId"])
        queue.cancelTask(task["taskId"])
    assert seen == ids
    ids = [create(queue) for _ in range(7)]
    workers = {task["status"]["taskId"]: as_worker(queue, task) for task in claim(queue, tasks=7)}
    seen = []
    for task in queue.listClaimedTasks_items("p/w", limit=2):
        seen.append(task["taskId"])
        workers[task["taskId"]].reportCompleted(task["taskId"], "0")
    assert seen == ids
    assert queue.listArtifacts(ids[0], "0", continuationToken="abc") == {"artifacts": []}


def test_what_is_pending_and_claimed(taskcluster, queue):
    ids = [create(queue, priority=p) for p in ("low", "high", "low")]
    assert [t["taskId"] for t in queue.listPendingTasks_items("p/w", limit=1)] == ids
    first = queue.listPendingTasks("p/w")["tasks"][0]
    assert (first["runId"], first["task"]) == (0, queue.task(ids[0]))
    claim(queue, tasks=2)
    assert [t["taskId"] for t in queue.listClaimedTasks_items("p/w", limit=1)] == ids[1::-1]
    (claimed, _) = queue.listClaimedTasks("p/w")["tasks"]
    assert {"workerGroup": "g", "workerId": "w"}.items() <= claimed.items()
    assert claimed["claimed"] == queue.status(ids[1])["status"]["runs"][0]["started"]
    names = {"taskQueueId": "p/w", "provisionerId": "p", "workerType": "w"}
    assert queue.taskQueueCounts("p/w") == names | {"pendingTasks": 1, "claimedTasks": 2}
    assert queue.pendingTasks("p/w") == names | {"pendingTasks": 1}
    batch = queue.taskQueueCountsBatch({"taskQueueIds": ["p/none", "p/w"]})["taskQueueCounts"]
    assert [(c["pendingTasks"], c["claimedTasks"]) for c in batch] == [(0, 0), (1, 2)]
    for task_id in ids:
        queue.cancelTask(task_id)
    assert queue.taskQueueCounts("p/w") == names | {"pendingTasks": 0, "claimedTasks": 0}
    assert queue.listPendingTasks("p/w")["tasks"] == queue.listClaimedTasks("p/w")["tasks"] == []
    some = taskcluster.client_credentials("some", ["queue:pending-count:*", "queue:claimed-count:p/w"])
    limited = queue.with_options(credentials=some)
    limited.taskQueueCountsBatch({"taskQueueIds": ["p/w"]})
    refused(tc.InsufficientScopesError, limited.taskQueueCountsBatch, {"taskQueueIds": ["p/w", "p/x"]})
    refused(tc.BadRequestError, queue.pendingTasks, "p")


def test_what_is_known_of_workers_expires_later_and_never_earlier(queue):
    now = datetime.now(UTC)
    names = ("p", "w", "g", "w")
    for given, kept in ((2, 2), (1, 2), (3, 3), (-1, 3)):
        expires = queue.declareWorker(*names, {"expires": now + timedelta(days=given)})["expires"]
        assert expires == tc.to_json_date(now + timedelta(days=kept))
    claim(queue)
    queue.quarantineWorker(*names, {"quarantineUntil": now + timedelta(days=30)})
    wanted = tc.to_json_date(now + timedelta(days=3))
    assert queue.getWorker(*names)["expires"] == wanted
    assert queue.getWorkerType("p", "w")["expires"] == queue.getTaskQueue("p/w")["expires"] == wanted
    assert queue.getProvisioner("p")["expires"] == wanted


def test_workers_are_listed_in_the_order_in_which_they_came(queue):
    for name in ("w1", "w-", "a"):
        claim(queue, workerId=name)
    assert [worker["workerId"] for worker in queue.listWorkers("p", "w")["workers"]] == ["w1", "w-", "a"]
