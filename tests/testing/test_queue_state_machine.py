"""No sequence of calls brings a task into a state that the documented machine forbids.

The model below is written from the documentation of task states alone: a table of what each event does to a
task in each state, and nothing of how the queue does it.
https://docs.taskcluster.net/docs/reference/platform/queue/task-life-cycle
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, precondition, rule

import tc
from tc.testing.deployment import Deployment
from tc.testing.protocol.errors import ApiError
from tc.testing.services.base import finish
from tests.testing.task_factory import definition

START = datetime(2026, 1, 1, tzinfo=UTC)
RESOLVED = {"completed", "failed", "exception"}
CLAIM = timedelta(minutes=20)
FEW = 3  # tasks, so that each has a long life

# What an event makes of the last run: state before -> (state after, reason). Others leave it as it is.
ENDS = {
    "cancel": {"pending": ("exception", "canceled"), "running": ("exception", "canceled")},
    "deadline": {
        "pending": ("exception", "deadline-exceeded"),
        "running": ("exception", "deadline-exceeded"),
    },
    "completed": {"running": ("completed", "completed")},
    "failed": {"running": ("failed", "failed")},
    "claim-expired": {"running": ("exception", "claim-expired")},
    "worker-shutdown": {"running": ("exception", "worker-shutdown")},
    "intermittent-task": {"running": ("exception", "intermittent-task")},
    "malformed-payload": {"running": ("exception", "malformed-payload")},
    "internal-error": {"running": ("exception", "internal-error")},
}
RETRY = {"claim-expired": "retry", "worker-shutdown": "retry", "intermittent-task": "task-retry"}
REPORTS = [
    "completed",
    "failed",
    "worker-shutdown",
    "intermittent-task",
    "malformed-payload",
    "internal-error",
]
PRIORITIES = ["highest", "very-high", "high", "medium", "low", "very-low", "lowest"]


@dataclass
class Model:
    """What a task should be: `runs` are lists of reason created, state, reason resolved."""

    deadline: datetime
    retries: int
    requires: str
    priority: str
    waiting: set[str]
    runs: list[list[str | None]] = field(default_factory=list)
    left: int = 0
    taken_until: datetime | None = None
    worker: str | None = None
    turn: int = 0  # counts when it became pending, or was claimed
    first_resolved: datetime | None = None

    @property
    def state(self):
        return self.runs[-1][1] if self.runs else "unscheduled"


class TaskLife(RuleBasedStateMachine):
    """Calls in any order, with a model of what each has to do."""

    tasks = Bundle("tasks")

    def __init__(self):
        super().__init__()
        self.deployment = Deployment("http://127.0.0.1", tc.Credentials("root", "t" * 44), lambda: START)
        self.deployment.check_responses = True
        self.models: dict[str, Model] = {}
        self.turns = 0
        self.ended: dict[str, list[dict[str, Any]]] = {}

    @property
    def now(self):
        return self.deployment.clock.now()

    def call(self, method, params, payload=None):
        """The response of the queue, or the code of its error."""
        try:
            calling = self.deployment.call(f"queue.{method}", params, payload, client_id="test", scopes=["*"])
            return finish(calling)
        except ApiError as error:
            return error.code

    # -- what the model says

    def take_turn(self, model):
        self.turns += 1
        model.turn = self.turns

    def add_run(self, model, reason):
        self.take_turn(model)
        model.runs.append([reason, "pending", None])

    def happen(self, task_id, event, moment=None):
        """Let the model have an event that ends a run, with all that follows. Says whether it ended one."""
        moment = moment or self.now
        model = self.models[task_id]
        if not model.runs and event in ("cancel", "deadline"):
            model.runs.append(["exception", "pending", None])
        outcome = ENDS[event].get(model.state)
        if outcome is None:
            return False
        model.runs[-1][1:] = outcome
        if event in RETRY and model.left:
            model.left -= 1
            self.add_run(model, RETRY[event])
            return True
        model.first_resolved = model.first_resolved or moment
        for other in self.models.values():
            good = other.requires == "all-resolved" or model.state == "completed"
            if task_id in other.waiting and good:
                other.waiting.discard(task_id)
                if not other.waiting and not other.runs and other.deadline > moment:
                    self.add_run(other, "scheduled")
        return True

    # -- rules

    @precondition(lambda self: len(self.models) < FEW)
    @rule(
        target=tasks,
        needed=st.lists(tasks, max_size=2, unique=True),
        requires=st.sampled_from(["all-completed", "all-resolved"]),
        retries=st.integers(0, 2),
        hours=st.sampled_from([1, 2, 24]),
        priority=st.sampled_from(PRIORITIES),
    )
    def create(self, needed, requires, retries, hours, priority):
        task_id, now = tc.slug_id(), self.now
        options = {"requires": requires, "retries": retries, "priority": priority, "dependencies": needed}
        payload = definition(now, deadline=timedelta(hours=hours), **options)
        payload = {k: tc.to_json_date(v) if isinstance(v, datetime) else v for k, v in payload.items()}
        satisfying = RESOLVED if requires == "all-resolved" else {"completed"}
        waiting = {t for t in needed if self.models[t].state not in satisfying}
        model = Model(now + timedelta(hours=hours), retries, requires, priority, waiting, left=retries)
        self.models[task_id] = model
        if not waiting:
            self.add_run(model, "scheduled")
        assert self.call("createTask", {"taskId": task_id}, payload)["status"]["taskId"] == task_id
        assert self.call("createTask", {"taskId": task_id}, payload)["status"]["taskId"] == task_id
        return task_id

    @rule(task_id=tasks, verb=st.sampled_from(["schedule", "rerun", "cancel"]))
    def command(self, task_id, verb):
        model = self.models[task_id]
        response = self.call(f"{verb}Task", {"taskId": task_id})
        if model.deadline <= self.now:
            assert response == "RequestConflict"
            return
        if verb == "cancel":
            self.happen(task_id, "cancel")
        elif model.state == "unscheduled" or (verb == "rerun" and model.state in RESOLVED):
            self.add_run(model, {"schedule": "scheduled", "rerun": "rerun"}[verb])
            if verb == "rerun":
                model.left = model.retries
        assert response["status"]["state"] == model.state

    @rule(worker=st.sampled_from(["a", "b"]), most=st.integers(1, 3))
    def claim_work(self, worker, most):
        pending = [(t, m) for t, m in self.models.items() if m.state == "pending"]
        pending.sort(key=lambda item: (PRIORITIES.index(item[1].priority), item[1].turn))
        wanted = {"workerGroup": "g", "workerId": worker, "tasks": most}
        response = self.call("claimWork", {"taskQueueId": "p/w"}, wanted)
        assert [t["status"]["taskId"] for t in response["tasks"]] == [t for t, _ in pending[:most]]
        for _, model in pending[:most]:
            self.claimed(model, worker)

    def claimed(self, model, worker, *, by_name=False):
        model.runs[-1][1], model.by_name = "running", by_name
        self.hold(model, worker)

    def hold(self, model, worker):
        self.take_turn(model)
        model.worker, model.taken_until = worker, self.now + CLAIM

    @rule(task_id=tasks, worker=st.sampled_from(["a", "b"]), back=st.integers(0, 1))
    def claim_task(self, task_id, worker, back):
        model = self.models[task_id]
        run_id = max(len(model.runs) - 1 - back, 0)
        wanted = {"workerGroup": "g", "workerId": worker}
        response = self.call("claimTask", {"taskId": task_id, "runId": str(run_id)}, wanted)
        if run_id >= len(model.runs):
            assert response == "ResourceNotFound"
        elif run_id == len(model.runs) - 1 and model.state == "pending":
            self.claimed(model, worker, by_name=True)
            assert response["runId"] == run_id
        elif (
            run_id == len(model.runs) - 1
            and model.state == "running"
            and model.worker == worker
            and model.by_name
        ):
            assert response["runId"] == run_id
        else:
            assert response == "RequestConflict"

    @rule(task_id=tasks, back=st.integers(0, 1))
    def reclaim(self, task_id, back):
        model = self.models[task_id]
        run_id = max(len(model.runs) - 1 - back, 0)
        response = self.call("reclaimTask", {"taskId": task_id, "runId": str(run_id)})
        if run_id >= len(model.runs):
            assert response == "ResourceNotFound"
        elif run_id == len(model.runs) - 1 and model.state == "running":
            self.hold(model, model.worker)
            assert response["takenUntil"] == model.taken_until
        else:
            assert response == "RequestConflict"

    @rule(task_id=tasks, event=st.sampled_from(REPORTS), back=st.sampled_from([0, 0, 0, 1]))
    def report(self, task_id, event, back):
        model = self.models[task_id]
        run_id = max(len(model.runs) - 1 - back, 0)
        params = {"taskId": task_id, "runId": str(run_id)}
        if event in ("completed", "failed"):
            response = self.call(f"report{event.capitalize()}", params)
        else:
            response = self.call("reportException", params, {"reason": event})
        if run_id >= len(model.runs):
            assert response == "ResourceNotFound"
            return
        last = run_id == len(model.runs) - 1
        repeated = model.runs[run_id][2] == event and (last or event not in ("completed", "failed"))
        if repeated or (last and self.happen(task_id, event)):
            assert response["status"]["state"] == model.state
        else:
            assert response == "RequestConflict"

    @rule(task_id=tasks, event=st.sampled_from(REPORTS))
    def claim_and_report(self, task_id, event):
        self.claim_task(task_id, "a", 0)
        self.report(task_id, event, 0)

    @rule(task_id=tasks, priority=st.sampled_from(PRIORITIES))
    def change_priority(self, task_id, priority):
        model = self.models[task_id]
        response = self.call("changeTaskPriority", {"taskId": task_id}, {"newPriority": priority})
        noticed = model.first_resolved is not None and model.first_resolved < self.now
        assert (response == "RequestConflict") is (noticed or model.priority == priority)
        if not noticed:
            model.priority = priority

    @rule(minutes=st.sampled_from([1, 10, 19, 21, 61]))
    def time_passes(self, minutes):
        end = self.now + timedelta(minutes=minutes)
        self.deployment.clock.advance(timedelta(minutes=minutes))
        while True:
            by_age = list(enumerate(self.models.items()))
            due = [(m.deadline, 0, age, t, "deadline") for age, (t, m) in by_age if m.state not in RESOLVED]
            running = [(t, m) for t, m in self.models.items() if m.state == "running"]
            due += [(m.taken_until, 1, m.turn, t, "claim-expired") for t, m in running]
            moment, _, _, task_id, event = min(due, default=(end, 0, 0, "", ""))
            if not event or moment > end:
                break
            self.happen(task_id, event, moment)

    # -- what always holds

    @invariant()
    def all_is_as_the_model_says(self):
        for task_id, model in self.models.items():
            status = self.call("status", {"taskId": task_id})["status"]
            runs = [[r["reasonCreated"], r["state"], r.get("reasonResolved")] for r in status["runs"]]
            assert (status["state"], runs, status["retriesLeft"]) == (model.state, model.runs, model.left)
            self.keeps_to_the_machine(task_id, status)

    def keeps_to_the_machine(self, task_id, status):
        """What holds for each task whatever the model says."""
        runs = status["runs"]
        assert [r["runId"] for r in runs] == list(range(len(runs)))
        assert all(r["state"] in RESOLVED for r in runs[:-1])
        assert (status["state"] == "unscheduled") is (not runs)
        assert 0 <= status["retriesLeft"] <= 2
        for r in runs:
            assert (r["state"] in RESOLVED) is ("resolved" in r) is ("reasonResolved" in r)
            assert "started" in r or r["state"] in ("pending", "exception")
            known = [r[key] for key in ("scheduled", "started", "resolved") if key in r]
            assert known == sorted(known)
        ended = [r for r in runs if r["state"] in RESOLVED]
        before = self.ended.get(task_id, [])
        assert ended[: len(before)] == before  # what is resolved stays as it is
        self.ended[task_id] = ended

    @invariant()
    def lists_are_right(self):
        for name, wanted in (("listPendingTasks", "pending"), ("listClaimedTasks", "running")):
            found = [t["taskId"] for t in self.call(name, {"taskQueueId": "p/w"})["tasks"]]
            assert sorted(found) == sorted(t for t, m in self.models.items() if m.state == wanted)


TaskLife.TestCase.settings = settings(
    max_examples=40,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TestTaskLife = TaskLife.TestCase
