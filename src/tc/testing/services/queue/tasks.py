"""A task and its runs: which states there are, and what leads from one to another.

https://docs.taskcluster.net/docs/reference/platform/queue/task-schema and the reference of the methods. All
functions here take the present as an argument and touch nothing but the task.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tc.timestamps import to_json_date

MAX_RUNS = 50
RETRIES = {"worker-shutdown": "retry", "intermittent-task": "task-retry"}  # reason -> reason of the next run
SHOWN = (
    "provisionerId",
    "workerType",
    "taskQueueId",
    "schedulerId",
    "projectId",
    "taskGroupId",
    "priority",
    "deadline",
    "expires",
)


class ConflictError(Exception):
    """The state of the task does not allow it; the text says why."""


@dataclass
class Run:
    """One run of a task: `state` is pending, running, completed, failed or exception."""

    run_id: int
    reason_created: str
    scheduled: datetime
    state: str = "pending"
    reason_resolved: str | None = None
    worker_group: str | None = None
    worker_id: str | None = None
    by_name: bool = False  # claimed by `claimTask`, which names the run
    taken_until: datetime | None = None
    started: datetime | None = None
    resolved: datetime | None = None

    def view(self) -> dict[str, Any]:
        """The run as status structures show it."""
        shown = {
            "runId": self.run_id,
            "state": self.state,
            "reasonCreated": self.reason_created,
            "reasonResolved": self.reason_resolved,
            "workerGroup": self.worker_group,
            "workerId": self.worker_id,
            "takenUntil": self.taken_until,
            "scheduled": self.scheduled,
            "started": self.started,
            "resolved": self.resolved,
        }
        return {key: value for key, value in shown.items() if value is not None}

    def end(self, state: str, reason: str, now: datetime) -> None:
        """Resolve the run."""
        self.state, self.reason_resolved, self.resolved = state, reason, now


@dataclass
class Task:
    """A task.

    Args:
        task_id: Its slug id.
        definition: As `queue.task` returns it, complete; moments are `datetime`s.
    """

    task_id: str
    definition: dict[str, Any]
    runs: list[Run] = field(default_factory=list)
    waiting_for: set[str] = field(default_factory=set)  # dependencies that do not let it run yet
    retries_left: int = 0
    ever_resolved: bool = False  # stays True when it is run again

    def __post_init__(self) -> None:
        self.retries_left = self.definition["retries"]

    # -- what it is

    @property
    def state(self) -> str:
        """unscheduled, or the state of its last run."""
        return self.runs[-1].state if self.runs else "unscheduled"

    @property
    def resolved(self) -> bool:
        """True if nothing is to be done any more."""
        return self.state in ("completed", "failed", "exception")

    @property
    def deadline(self) -> datetime:
        """When it is given up."""
        found: datetime = self.definition["deadline"]
        return found

    @property
    def expires(self) -> datetime:
        """When it is forgotten."""
        found: datetime = self.definition["expires"]
        return found

    @property
    def queue_id(self) -> str:
        """Its task queue."""
        return str(self.definition["taskQueueId"])

    @property
    def group_id(self) -> str:
        """Its task group."""
        return str(self.definition["taskGroupId"])

    def run(self, run_id: int) -> Run | None:
        """A run by its number."""
        return self.runs[run_id] if run_id < len(self.runs) else None

    def status(self) -> dict[str, Any]:
        """Its status structure."""
        shown = {key: self.definition[key] for key in SHOWN}
        life = {"retriesLeft": self.retries_left, "state": self.state, "runs": [r.view() for r in self.runs]}
        return {"taskId": self.task_id, **shown, **life}

    def may_have_priority(self, priority: str) -> bool:
        """Return True if its priority can be changed to another: not once it has been resolved."""
        return not self.ever_resolved and self.definition["priority"] != priority

    def satisfies(self, requires: str) -> bool:
        """Return True if a task that depends on this one may run, as far as this one is concerned."""
        return self.resolved if requires == "all-resolved" else self.state == "completed"

    # -- what may become of it; each returns True if anything changed

    def before_deadline(self, now: datetime, verb: str) -> None:
        """Refuse what is too late.

        Raises:
            ConflictError: The deadline has passed.
        """
        if self.deadline <= now:
            raise ConflictError(
                f"Task `{self.task_id}` can't be {verb} past its deadline of {to_json_date(self.deadline)}."
            )

    def schedule(self, now: datetime) -> bool:
        """Make it pending, if it has never been."""
        if self.runs:
            return False
        self._add_run("scheduled", now)
        return True

    def rerun(self, now: datetime) -> bool:
        """Make it pending again, with all its retries, unless it is pending or running."""
        if self.state in ("pending", "running"):
            return False
        if len(self.runs) >= MAX_RUNS:
            raise ConflictError(f"Maximum number of runs reached ({MAX_RUNS}).")
        self._add_run("rerun", now)
        self.retries_left = min(self.definition["retries"], MAX_RUNS - len(self.runs))
        return True

    def cancel(self, now: datetime) -> bool:
        """Resolve it as cancelled, unless it is resolved."""
        return self._give_up("canceled", now)

    def exceed_deadline(self, now: datetime) -> bool:
        """Resolve it because its deadline has come, unless it is resolved."""
        return self._give_up("deadline-exceeded", now)

    def claim(
        self, run_id: int, worker: tuple[str, str], until: datetime, now: datetime, *, by_name: bool = False
    ) -> bool:
        """Give a run to a worker; one that has named the run may do so again.

        Args:
            run_id: Of the run.
            worker: Group and id.
            until: When the claim ends.
            now: The present.
            by_name: The worker has named the run, instead of asking for any.

        Raises:
            ConflictError: The run is not pending.
        """
        run = self.runs[run_id]
        if run is not self.runs[-1] or run.state not in ("pending", "running"):
            raise ConflictError(f"Run {run_id} of task `{self.task_id}` is not pending")
        if run.state == "running":
            if (run.worker_group, run.worker_id) != worker or not run.by_name:
                raise ConflictError(f"Run {run_id} was already claimed by another worker.")
            return False
        run.state, (run.worker_group, run.worker_id), run.by_name = "running", worker, by_name
        run.taken_until, run.started = until, now
        return True

    def reclaim(self, run_id: int, until: datetime) -> None:
        """Let a worker keep a run for longer.

        Raises:
            ConflictError: The run is not running.
        """
        run = self.runs[run_id]
        if run is not self.runs[-1] or run.state != "running":
            raise ConflictError(f"Run {run_id} on task `{self.task_id}` is resolved or not running.")
        run.taken_until = until

    def report(self, run_id: int, state: str, now: datetime) -> bool:
        """Resolve a run as completed or failed; the same report may come again.

        Raises:
            ConflictError: The run is not running, or has been resolved otherwise.
        """
        run = self.runs[run_id]
        if run is self.runs[-1] and run.state == "running":
            run.end(state, state, now)
            return True
        if run is self.runs[-1] and run.state == state:
            return False
        raise ConflictError(f"Run {run_id} on task `{self.task_id}` is resolved or not running.")

    def report_exception(self, run_id: int, reason: str, now: datetime) -> bool:
        """Resolve a run as exception; some reasons make another run. The same report may come again, while
        that other run is the last one.

        Raises:
            ConflictError: The run is not running, or has been resolved otherwise.
        """
        run = self.runs[run_id]
        if run is self.runs[-1] and run.state == "running":
            self._fail_run(run, reason, RETRIES.get(reason), now)
            return True
        if run.state == "exception" and run.reason_resolved == reason and run_id >= len(self.runs) - 2:
            return False
        raise ConflictError(f"Run {run_id} on task `{self.task_id}` is resolved or not running.")

    def expire_claim(self, now: datetime) -> bool:
        """Take the last run away from its worker, if its claim has passed, and try again."""
        run = self.runs[-1] if self.runs else None
        if run is None or run.state != "running" or run.taken_until is None or run.taken_until > now:
            return False
        self._fail_run(run, "claim-expired", "retry", now)
        return True

    # -- steps

    def _add_run(self, reason: str, now: datetime) -> Run:
        run = Run(len(self.runs), reason, now)
        self.runs.append(run)
        return run

    def _give_up(self, reason: str, now: datetime) -> bool:
        if self.resolved:
            return False
        run = self.runs[-1] if self.runs else self._add_run("exception", now)
        run.end("exception", reason, now)
        return True

    def _fail_run(self, run: Run, reason: str, retry: str | None, now: datetime) -> None:
        run.end("exception", reason, now)
        if retry and self.retries_left > 0:
            self.retries_left -= 1
            self._add_run(retry, now)
