"""Tasks in a local Taskcluster: made, looked at, scheduled, run again, cancelled, given up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

import tc
from tc.testing.clock import parse_moment
from tc.testing.services.queue.definitions import a_year_later
from tc.testing.services.queue.tasks import MAX_RUNS, ConflictError, Task
from tests.testing.task_factory import claim, create, definition, reasons, refused, run, state


def test_defaults_are_filled_in(queue):
    task_id, now = tc.slug_id(), datetime.now(UTC)
    payload = definition(now)
    for key in ("schedulerId", "expires"):
        del payload[key]
    status = queue.createTask(task_id, payload)["status"]
    task = queue.task(task_id)
    assert status == queue.status(task_id)["status"]
    assert {key: task[key] for key in status.keys() & task.keys()} == {
        "provisionerId": "p",
        "workerType": "w",
        "taskQueueId": "p/w",
        "schedulerId": "-",
        "projectId": "none",
        "taskGroupId": task_id,
        "priority": "lowest",
        "deadline": tc.to_json_date(now + timedelta(hours=2)),
        "expires": tc.to_json_date(now + timedelta(hours=2, days=365)),
    }
    assert (task["dependencies"], task["requires"], task["routes"]) == ([], "all-completed", [])
    assert (task["retries"], task["scopes"], task["tags"], task["extra"]) == (5, [], {}, {})


@pytest.mark.parametrize(
    "change",
    [
        {"priority": "low"},
        {"payload": {"k": True}},
        {"tags": {"a": "b"}},
        {"deadline": timedelta(hours=3)},
        {"taskQueueId": "p/x"},
    ],
)
def test_a_task_can_be_made_again_but_not_changed(taskcluster, queue, change):
    now, task_id = datetime.now(UTC), tc.slug_id()
    first = queue.createTask(task_id, definition(now, payload={"k": 1}))
    assert queue.createTask(task_id, definition(now, payload={"k": 1.0}, retries=5)) == first
    refused(tc.ConflictError, queue.createTask, task_id, definition(now, **{"payload": {"k": 1}, **change}))
    told = [m.exchange.rpartition("-")[2] for m in taskcluster.messages]
    assert told == ["defined", "pending"] * 2  # a repetition is told again


@pytest.mark.parametrize(
    "change",
    [
        {"created": timedelta(minutes=16)},
        {"created": -timedelta(minutes=16)},
        {"deadline": -timedelta(seconds=1)},
        {"created": -timedelta(minutes=9), "deadline": -timedelta(minutes=1)},
        {"deadline": timedelta(days=5, minutes=16)},
        {"expires": timedelta(minutes=119)},
        {"created": timedelta(minutes=5), "deadline": timedelta(minutes=4)},
    ],
)
def test_times_must_make_sense(queue, change):
    now = datetime.now(UTC)
    payload = definition(now) | {key: now + step for key, step in change.items()}
    assert refused(tc.BadRequestError, queue.createTask, tc.slug_id(), payload).code == "InputError"


def test_scopes_that_end_in_two_stars_are_a_mistake(queue):
    assert refused(tc.BadRequestError, create, queue, scopes=["a:**"]).code == "InputError"


def test_a_task_lasts_for_a_year_of_the_calendar():
    for deadline, expires in [("2027-03-01", "2028-03-01"), ("2028-02-29", "2029-03-01")]:
        assert a_year_later(parse_moment(f"{deadline}T00:00:00Z")) == parse_moment(f"{expires}T00:00:00Z")
    assert a_year_later(parse_moment("9999-12-01T00:00:00Z")).year == 9999


def test_a_deadline_at_the_end_of_time_is_too_far(queue):
    payload = definition() | {"deadline": datetime(9999, 12, 31, tzinfo=UTC)}
    del payload["expires"]
    assert refused(tc.BadRequestError, queue.createTask, tc.slug_id(), payload).code == "InputError"


def test_the_number_of_runs_is_limited():
    now = datetime.now(UTC)
    task = Task(tc.slug_id(), {"retries": 5})
    for _ in range(MAX_RUNS - 3):
        task.rerun(now)
        task.runs[-1].end("completed", "completed", now)
    assert task.retries_left == 3
    for left in (2, 1, 0):
        task.rerun(now)
        assert task.retries_left == left
        task.runs[-1].end("completed", "completed", now)
    with pytest.raises(ConflictError):
        task.rerun(now)


def test_times_at_the_limits_are_good(queue):
    now = datetime.now(UTC)
    long = definition(now, deadline=timedelta(days=5, minutes=14), created=now - timedelta(minutes=14))
    queue.createTask(tc.slug_id(), long)
    soon = now + timedelta(minutes=14)
    queue.createTask(tc.slug_id(), definition(now) | {"created": soon, "deadline": soon, "expires": soon})


@pytest.mark.parametrize(
    ("names", "good"),
    [
        ({"provisionerId": "p", "workerType": "w"}, True),
        ({"taskQueueId": "p/w", "provisionerId": "p", "workerType": "w"}, True),
        ({"taskQueueId": "p/w", "provisionerId": "p", "workerType": "x"}, False),
        ({"provisionerId": "p"}, False),
        ({}, False),
    ],
)
def test_the_queue_has_two_names(queue, names, good):
    task_id, payload = tc.slug_id(), definition()
    del payload["taskQueueId"]
    if good:
        queue.createTask(task_id, payload | names)
        task = queue.task(task_id)
        assert (task["taskQueueId"], task["provisionerId"], task["workerType"]) == ("p/w", "p", "w")
    else:
        error = refused(tc.BadRequestError, queue.createTask, task_id, payload | names)
        assert error.code == "InputError"


def test_scopes_for_everything_in_a_definition(taskcluster, queue):
    needed = {
        "queue:create-task:low:p/w",
        "queue:create-task:project:none",
        "queue:scheduler-id:s",
        "queue:route:r.x",
        "some:scope:*",
    }
    task = definition(priority="low", routes=["r.x"], scopes=["some:scope:*"])

    def attempt(scopes):
        credentials = taskcluster.client_credentials("some", sorted(scopes))
        queue.with_options(credentials=credentials).createTask(tc.slug_id(), task)

    attempt(needed)
    attempt(needed - {"queue:create-task:low:p/w"} | {"queue:create-task:high:p/w"})
    for scope in needed:
        refused(tc.InsufficientScopesError, attempt, needed - {scope})
    refused(
        tc.InsufficientScopesError,
        attempt,
        needed - {"queue:create-task:low:p/w"} | {"queue:create-task:lowest:p/w"},
    )


def test_many_at_once(queue):
    ids = [create(queue) for _ in range(3)]
    wanted = {"taskIds": [ids[2], tc.slug_id(), ids[0], ids[2], "frob"]}
    assert [t["taskId"] for t in queue.tasks(wanted)["tasks"]] == [ids[2], ids[0]]
    found = queue.statuses(wanted)["statuses"]
    assert [(s["taskId"], s["status"]) for s in found] == [
        (task_id, queue.status(task_id)["status"]) for task_id in (ids[2], ids[0])
    ]
    assert [t["taskId"] for t in queue.tasks_items({"taskIds": ids}, limit=1)] == ids
    assert queue.tasks({"taskIds": []})["tasks"] == []


def test_rerun_in_every_state(queue):
    base = create(queue, taskQueueId="p/none")
    task_id = create(queue, dependencies=[base])
    assert state(queue, task_id) == "unscheduled:"
    queue.rerunTask(task_id)
    assert (state(queue, task_id), reasons(queue, task_id)) == ("pending: pending", "rerun")
    queue.rerunTask(task_id)
    _, run_id, worker = run(queue)
    queue.rerunTask(task_id)
    assert state(queue, task_id) == "running: running"
    worker.reportFailed(task_id, run_id)
    queue.rerunTask(task_id)
    assert state(queue, task_id) == "pending: failed pending"
    queue.cancelTask(task_id)
    queue.rerunTask(task_id)
    assert reasons(queue, task_id) == "rerun/failed rerun/canceled rerun"


def test_schedule_does_something_once(queue):
    task_id = create(queue, dependencies=[create(queue, taskQueueId="p/none")])
    for expected in ("pending: pending", "pending: pending"):
        queue.scheduleTask(task_id)
        assert state(queue, task_id) == expected
    queue.cancelTask(task_id)
    queue.scheduleTask(task_id)
    assert state(queue, task_id) == "exception: exception"


def test_cancel_in_every_state(queue):
    unscheduled = create(queue, dependencies=[create(queue, taskQueueId="p/none")])
    queue.cancelTask(unscheduled)
    assert reasons(queue, unscheduled) == "exception/canceled"
    task_id = create(queue)
    _, run_id, worker = run(queue)
    queue.cancelTask(task_id)
    assert reasons(queue, task_id) == "scheduled/canceled"
    refused(tc.ConflictError, worker.reportCompleted, task_id, run_id)
    refused(tc.ConflictError, worker.reclaimTask, task_id, run_id)
    done = create(queue)
    _, run_id, worker = run(queue)
    worker.reportCompleted(done, run_id)
    queue.cancelTask(done)
    assert state(queue, done) == "completed: completed"


def test_at_the_deadline_all_is_over(taskcluster, queue):
    running = create(queue)
    _, run_id, _ = run(queue)
    pending = create(queue)
    unscheduled = create(queue, dependencies=[pending])
    last = create(queue, dependencies=[unscheduled], requires="all-resolved", deadline=timedelta(hours=3))
    done = create(queue, taskQueueId="built-in/succeed")
    for _ in range(6):
        taskcluster.advance(timedelta(minutes=19))
        queue.reclaimTask(running, run_id)
    taskcluster.advance(timedelta(minutes=6))
    assert reasons(queue, running) == "scheduled/deadline-exceeded"
    assert reasons(queue, pending) == "scheduled/deadline-exceeded"
    assert reasons(queue, unscheduled) == "exception/deadline-exceeded"
    assert state(queue, last) == "pending: pending"
    assert state(queue, done) == "completed: completed"
    for change in (queue.rerunTask, queue.scheduleTask, queue.cancelTask):
        refused(tc.ConflictError, change, pending)
        refused(tc.ConflictError, change, done)
    deadline = queue.task(pending)["deadline"]
    assert queue.status(pending)["status"]["runs"][0]["resolved"] == deadline


def test_expired_tasks_are_forgotten(taskcluster, queue):
    base = create(queue)
    task_id = create(queue, dependencies=[base], expires=datetime.now(UTC) + timedelta(days=1))
    taskcluster.advance(timedelta(days=1))
    refused(tc.NotFoundError, queue.status, task_id)
    assert queue.listTaskGroup(task_id)["tasks"] == []
    taskcluster.advance(timedelta(hours=1))
    refused(tc.NotFoundError, queue.getTaskGroup, task_id)
    assert queue.listDependentTasks(base)["tasks"] == []
    taskcluster.advance(timedelta(days=9))
    refused(tc.NotFoundError, queue.task, base)
    assert queue.taskQueueCounts("p/w") | {"pendingTasks": 0, "claimedTasks": 0} == queue.taskQueueCounts(
        "p/w"
    )
    assert claim(queue) == []


def test_priorities_can_be_changed(taskcluster, queue):
    first, second = create(queue, priority="medium"), create(queue, priority="low")
    refused(tc.ConflictError, queue.changeTaskPriority, first, {"newPriority": "medium"})
    status = queue.changeTaskPriority(second, {"newPriority": "high"})["status"]
    assert status["priority"] == queue.task(second)["priority"] == "high"
    message = taskcluster.messages[-1]
    assert message.exchange.endswith("/task-priority-changed")
    assert (message.payload["oldPriority"], message.payload["newPriority"]) == ("low", "high")
    assert [c["status"]["taskId"] for c in claim(queue, tasks=2)] == [second, first]
    refused(tc.NotFoundError, queue.changeTaskPriority, tc.slug_id(), {"newPriority": "high"})
    some = taskcluster.client_credentials("some", ["queue:change-task-priority-in-queue:p/w"])
    queue.with_options(credentials=some).changeTaskPriority(first, {"newPriority": "lowest"})


@pytest.mark.filterwarnings("ignore:queue.get:DeprecationWarning")
def test_what_is_not_there_is_named_in_the_words_of_the_service(queue):
    nobody = tc.slug_id()
    somebody, waiting = create(queue), tc.slug_id()
    create(queue, waiting, dependencies=[waiting])
    exists = f"`{nobody}` does not correspond to a task that exists."
    for call, text in (
        (lambda: queue.task(nobody), f"{exists}\nAre you sure this task has already been submitted?"),
        (lambda: queue.status(nobody), f"{exists}\nAre you sure this task exists?"),
        (lambda: queue.listDependentTasks(nobody), f"Task with taskId: `{nobody}` was not found"),
        (lambda: queue.scheduleTask(nobody), f"taskId `{nobody}` not found. Are you sure it exists?"),
        (lambda: queue.rerunTask(nobody), f"{exists}\nAre you sure this task has been submitted before?"),
        (lambda: queue.cancelTask(nobody), f"Task `{nobody}` not found. Are you sure it was created?"),
        (lambda: queue.reclaimTask(nobody, "0"), f"Task `{nobody}` not found. Are you sure it was created?"),
        (lambda: queue.reportFailed(somebody, "7"), f"Run 7 not found on task `{somebody}`."),
        (lambda: queue.latestArtifact(waiting, "x"), "Task doesn't have any runs"),
        (lambda: queue.listLatestArtifacts(nobody), "Task not found"),
        (lambda: queue.listArtifacts(nobody, "0"), "Task not found"),
        (lambda: queue.listArtifacts(waiting, "0"), "Task doesn't have any runs"),
        (
            lambda: queue.listArtifacts(somebody, "7"),
            f"Task with taskId: `{somebody}` has no run with runId: 7",
        ),
        (
            lambda: queue.changeTaskPriority(nobody, {"newPriority": "low"}),
            f"Task `{nobody}` not found. Are you sure it was created?",
        ),
        (lambda: queue.getProvisioner("X"), "Provisioner `X` not found. Are you sure it was created?"),
        (
            lambda: queue.getWorkerType("p", "W"),
            "Worker-type `W` with Provisioner `p` not found. Are you sure it was created?",
        ),
        (
            lambda: queue.getTaskQueue("p/none"),
            "Task queue with `p/none` not found. Are you sure it was created?",
        ),
        (
            lambda: queue.getWorker("p", "w", "g", "x"),
            "Worker with workerId `x`, workerGroup `g`,worker-type `w` and provisionerId `p` not found. "
            "Are you sure it was created?",
        ),
        (
            lambda: queue.quarantineWorker("p", "w", "g", "x", {"quarantineUntil": tc.from_now("1 h")}),
            "Worker with workerId `x`, workerGroup `g`,worker-type `w` and provisionerId `p` not found.",
        ),
        (lambda: queue.getTaskGroup(nobody), f"No task-group with taskGroupId: `{nobody}`"),
        (lambda: queue.sealTaskGroup(nobody), f"No task-group with taskGroupId: `{nobody}`"),
        (
            lambda: queue.changeTaskGroupPriority(nobody, {"newPriority": "low"}),
            f"Task group `{nobody}` not found.",
        ),
    ):
        with pytest.raises(tc.NotFoundError) as caught:
            call()
        assert caught.value.message == text


def test_a_private_artifact_of_a_missing_task_is_a_question_of_scopes_first(taskcluster, queue):
    stranger = queue.with_options(credentials=taskcluster.client_credentials("c", []))
    nobody = tc.slug_id()
    refused(tc.InsufficientScopesError, stranger.getLatestArtifact, nobody, "private/x")
    refused(tc.InsufficientScopesError, stranger.getArtifact, nobody, "0", "private/x")
    refused(tc.NotFoundError, stranger.latestArtifact, nobody, "private/x")
    refused(tc.NotFoundError, queue.getLatestArtifact, nobody, "private/x")


def test_what_the_state_does_not_allow_is_named_in_the_words_of_the_service(taskcluster, queue):
    task_id = create(queue)
    changed = definition(payload={"other": True})
    late = "can't be {} past its deadline of"
    for call, text in (
        (lambda: queue.createTask(task_id, changed), f"taskId `{task_id}` already used by another task."),
        (lambda: queue.cancelTaskGroup(task_id), f"Cannot cancel unsealed task group: `{task_id}`"),
        (lambda: queue.reclaimTask(task_id, "0"), f"Run 0 on task `{task_id}` is resolved or not running."),
        (lambda: taskcluster.advance(timedelta(hours=3)), None),
        (lambda: queue.rerunTask(task_id), f"Task `{task_id}` {late.format('rescheduled')} "),
        (lambda: queue.cancelTask(task_id), f"Task `{task_id}` {late.format('canceled')} "),
        (
            lambda: queue.changeTaskPriority(task_id, {"newPriority": "low"}),
            f"Task `{task_id}` {late.format('reprioritized')} ",
        ),
    ):
        if text is None:
            call()
            continue
        with pytest.raises(tc.ConflictError) as caught:
            call()
        assert caught.value.message.startswith(text)


def test_slashes_of_task_queues_may_come_as_they_are(queue, wire):
    create(queue)
    claim(queue)
    for path in ("pending/p/w", "task-queues/p/w/counts", "Task-Queues/p%2Fw/COUNTS"):
        found = wire.send("GET", f"/api/queue/v1/{path}").json()
        assert (found["taskQueueId"], found["pendingTasks"]) == ("p/w", 0)
    for kind, status in (("/pending", 200), ("/claimed", 200), ("", 404)):
        assert wire.send("GET", f"/api/queue/v1/task-queues/p/w{kind}").status_code == status
    assert wire.send("GET", "/api/queue/v1/task-queues/p%2Fw").status_code == 200
