"""Workers of a local Taskcluster: claims, credentials, reports, retries."""

from __future__ import annotations

import json
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest

import tc
from tc.testing import LocalTaskcluster
from tests.testing.task_factory import WORKER, as_worker, claim, create, reasons, refused, run, state

deprecated = pytest.mark.filterwarnings("ignore:.*deprecated:DeprecationWarning")


def test_urgent_tasks_come_first_then_old_ones(queue):
    wanted = {p: [create(queue, priority=p) for _ in range(2)] for p in ("lowest", "highest", "medium")}
    create(queue, taskQueueId="p/other", priority="highest")
    order = [c["status"]["taskId"] for _ in range(3) for c in claim(queue, tasks=2)]
    assert order == wanted["highest"] + wanted["medium"] + wanted["lowest"]
    assert claim(queue, tasks=32) == []


def test_what_a_claim_holds(queue):
    task_id = create(queue, payload={"x": 1})
    before = datetime.now(UTC)
    (claimed,) = claim(queue)
    assert claimed["task"] == queue.task(task_id)
    assert claimed["status"] == queue.status(task_id)["status"]
    (of_run,) = claimed["status"]["runs"]
    assert (of_run["state"], of_run["workerGroup"], of_run["workerId"]) == ("running", "g", "w")
    assert (claimed["runId"], claimed["workerGroup"], claimed["workerId"]) == (0, "g", "w")
    taken_until = datetime.fromisoformat(claimed["takenUntil"])
    assert timedelta(minutes=20) <= taken_until - before + timedelta(milliseconds=1) < timedelta(minutes=21)
    assert of_run["takenUntil"] == claimed["takenUntil"]


def test_credentials_of_a_run_are_good_for_that_run_and_the_scopes_of_the_task(taskcluster, queue):
    task_id = create(queue, scopes=["secrets:get:x/*"])
    (claimed,) = claim(queue)
    taken_until = datetime.fromisoformat(claimed["takenUntil"]).timestamp()
    client_id = claimed["credentials"]["clientId"]
    assert client_id.startswith(f"task-client/{task_id}/0/on/g/w/until/")
    assert float(client_id.rpartition("/")[2]) == pytest.approx(taken_until, abs=0.002)
    certificate = json.loads(claimed["credentials"]["certificate"])
    assert sorted(certificate["scopes"]) == [
        f"queue:create-artifact:{task_id}/0",
        f"queue:reclaim-task:{task_id}/0",
        f"queue:resolve-task:{task_id}/0",
        "secrets:get:x/*",
    ]
    worker = as_worker(queue, claimed)
    refused(tc.InsufficientScopesError, worker.cancelTask, task_id)
    refused(tc.InsufficientScopesError, worker.reportCompleted, task_id, "1")
    taskcluster.advance(timedelta(minutes=19))
    again = worker.reclaimTask(task_id, "0")
    assert again["takenUntil"] > claimed["takenUntil"]
    assert again["status"] == queue.status(task_id)["status"]
    taskcluster.advance(timedelta(minutes=19))
    assert state(queue, task_id) == "running: running"
    again = as_worker(queue, again).reclaimTask(task_id, "0")
    taskcluster.advance(timedelta(minutes=3))  # 15 and 5 minutes are forgiven after the end of a claim
    refused(tc.AuthenticationError, worker.reclaimTask, task_id, "0")
    as_worker(queue, again).reportCompleted(task_id, "0")
    assert state(queue, task_id) == "completed: completed"


def test_a_claim_that_nobody_renews_ends(taskcluster, queue):
    task_id = create(queue, retries=1, deadline=timedelta(days=1))
    _, _, worker = run(queue)
    taskcluster.advance(timedelta(minutes=21))
    assert reasons(queue, task_id) == "scheduled/claim-expired retry"
    assert queue.status(task_id)["status"]["retriesLeft"] == 0
    refused(tc.ConflictError, worker.reportCompleted, task_id, "0")
    run(queue)
    taskcluster.advance(timedelta(minutes=21))
    assert reasons(queue, task_id) == "scheduled/claim-expired retry/claim-expired"
    assert state(queue, task_id) == "exception: exception exception"
    assert queue.taskQueueCounts("p/w")["claimedTasks"] == 0


@pytest.mark.parametrize(
    ("reason", "next_run"),
    [
        ("worker-shutdown", "retry"),
        ("intermittent-task", "task-retry"),
        ("malformed-payload", None),
        ("resource-unavailable", None),
        ("internal-error", None),
    ],
)
def test_some_exceptions_make_another_run_while_retries_are_left(queue, reason, next_run):
    task_id = create(queue, retries=1)
    _, run_id, worker = run(queue)
    first = worker.reportException(task_id, run_id, {"reason": reason})
    assert reasons(queue, task_id) == f"scheduled/{reason} {next_run or ''}".strip()
    assert worker.reportException(task_id, run_id, {"reason": reason}) == first
    refused(tc.ConflictError, worker.reportCompleted, task_id, run_id)
    if next_run:
        _, run_id, worker = run(queue)
        assert run_id == "1"
        worker.reportException(task_id, run_id, {"reason": reason})
        assert state(queue, task_id) == "exception: exception exception"
        status = queue.rerunTask(task_id)["status"]
        assert (status["state"], status["retriesLeft"]) == ("pending", 1)


def test_reports_can_be_repeated_but_not_changed(queue):
    task_id = create(queue)
    refused(tc.ConflictError, queue.reportCompleted, task_id, "0")
    refused(tc.ConflictError, queue.reclaimTask, task_id, "0")
    refused(tc.NotFoundError, queue.reportCompleted, task_id, "1")
    _, run_id, worker = run(queue)
    status = worker.reportFailed(task_id, run_id)
    assert worker.reportFailed(task_id, run_id) == status
    refused(tc.ConflictError, worker.reportCompleted, task_id, run_id)
    refused(tc.ConflictError, worker.reportException, task_id, run_id, {"reason": "internal-error"})
    queue.rerunTask(task_id)
    refused(tc.ConflictError, worker.reportFailed, task_id, run_id)
    refused(tc.NotFoundError, queue.reportCompleted, tc.slug_id(), "0")
    refused(tc.BadRequestError, queue.reportException, task_id, "1", {"reason": "canceled"})


@deprecated
def test_a_certain_run_can_be_claimed_by_one_worker(taskcluster, queue):
    task_id = create(queue)
    claimed = queue.claimTask(task_id, "0", WORKER)
    refused(tc.NotFoundError, queue.getWorker, "p", "w", "g", "w")  # only `claimWork` makes workers known
    assert queue.getTaskQueue("p/w")["taskQueueId"] == "p/w"
    again = queue.claimTask(task_id, "0", WORKER)
    assert [m.exchange[-12:] for m in taskcluster.messages][-2:] == ["task-running"] * 2
    assert (again["takenUntil"], again["task"]) == (claimed["takenUntil"], queue.task(task_id))
    refused(tc.ConflictError, queue.claimTask, task_id, "0", WORKER | {"workerId": "x"})
    refused(tc.NotFoundError, queue.claimTask, task_id, "1", WORKER)
    refused(tc.NotFoundError, queue.claimTask, tc.slug_id(), "0", WORKER)
    as_worker(queue, claimed).reportCompleted(task_id, "0")
    refused(tc.ConflictError, queue.claimTask, task_id, "0", WORKER)
    some = taskcluster.client_credentials("some", ["queue:claim-task:p/w", "queue:worker-id:g/w"])
    limited = queue.with_options(credentials=some)
    queue.rerunTask(task_id)
    limited.claimTask(task_id, "1", WORKER)
    refused(tc.InsufficientScopesError, limited.claimTask, task_id, "1", WORKER | {"workerId": "x"})
    assert len(claim(queue)) == 0
    other = create(queue)
    assert len(claim(queue)) == 1
    refused(tc.ConflictError, queue.claimTask, other, "0", WORKER)  # that claim did not name the run


def wait_for(condition):
    """Wait until something holds; the timeout of pytest ends it otherwise."""
    while not condition():
        time.sleep(0.005)


@deprecated
def test_an_empty_queue_keeps_workers_waiting_until_there_is_work():
    with (
        LocalTaskcluster(claim_wait=30) as taskcluster,
        tc.sync.Queue(taskcluster.root_url, credentials=taskcluster.credentials) as queue,
    ):
        base = create(queue, taskQueueId="p/base")
        task_id = create(queue, dependencies=[base])
        found = []
        waiting = threading.Thread(target=lambda: found.append(claim(queue)))
        waiting.start()
        wait_for(lambda: queue.listWorkers("p", "w")["workers"])
        _, run_id, worker = run(queue, "p/base")
        worker.reportCompleted(base, run_id)
        waiting.join()
        assert [c["status"]["taskId"] for c in found[0]] == [task_id]


@deprecated
def test_waiting_ends_after_a_while_and_when_the_deployment_is_reset():
    with (
        LocalTaskcluster(claim_wait=0.05) as taskcluster,
        tc.sync.Queue(taskcluster.root_url, credentials=taskcluster.credentials) as queue,
    ):
        assert claim(queue) == []
        taskcluster.deployment.claim_wait = 30
        found, before = [], queue.listWorkers("p", "w")
        waiting = threading.Thread(target=lambda: found.append(claim(queue)))
        waiting.start()
        wait_for(lambda: queue.listWorkers("p", "w") != before)
        taskcluster.reset()
        waiting.join()
        assert found == [[]]


@deprecated
def test_a_worker_that_has_gone_gets_nothing():
    with LocalTaskcluster(claim_wait=30) as taskcluster:
        options = {"credentials": taskcluster.credentials, "retry": tc.Retry(retries=0)}
        with tc.sync.Queue(taskcluster.root_url, **options) as queue:
            impatient = queue.with_options(timeout=0.1).api_client
            asking = ("POST", "api/queue/v1/claim-work/p%2Fw")
            seen = False
            while not seen:  # a busy machine may not even have looked at the call
                refused(tc.TransportError, impatient.request, *asking, payload=WORKER | {"tasks": 1})
                seen = bool(queue.listWorkers("p", "w")["workers"])
            task_id = create(queue)
            assert state(queue, task_id) == "pending: pending"
            assert [c["status"]["taskId"] for c in claim(queue)] == [task_id]


@deprecated
def test_a_worker_that_waits_gets_what_time_brings():
    ahead = [timedelta(0)]
    with (
        LocalTaskcluster(claim_wait=30, clock=lambda: datetime.now(UTC) + ahead[0]) as taskcluster,
        tc.sync.Queue(taskcluster.root_url, credentials=taskcluster.credentials) as queue,
    ):
        late = create(queue, taskQueueId="p/none")
        task_id = create(queue, dependencies=[late], requires="all-resolved", deadline=timedelta(days=1))
        found = []
        waiting = threading.Thread(target=lambda: found.append(claim(queue)))
        waiting.start()
        wait_for(lambda: queue.listWorkers("p", "w")["workers"])
        ahead[0] = timedelta(hours=3)
        waiting.join()
        assert [c["status"]["taskId"] for c in found[0]] == [task_id]
