"""All tasks, and what follows when one changes: messages, timers, dependents, groups, workers that wait.

The genuine queue does some of this seconds later, in jobs of their own. Here it is done at once, so a caller
who looks sees the end of it.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from tc.testing.protocol.errors import ApiError
from tc.testing.services.queue.groups import Group
from tc.testing.services.queue.messages import Messages
from tc.testing.services.queue.pending import Pending
from tc.testing.services.queue.tasks import Run, Task

if TYPE_CHECKING:
    from tc.testing.clock import Clock, Timer
    from tc.testing.services.base import Context

CLAIM = timedelta(minutes=20)
NOTICED = timedelta(seconds=3)  # after which a resolved task keeps its priority, as on a genuine deployment
BUILT_IN = {"built-in/succeed": "completed", "built-in/fail": "failed"}


class Lifecycle:
    """The tasks of a deployment.

    Args:
        deployment: Whose clock and messages are used.
    """

    def __init__(self, deployment: Context) -> None:
        self.clock: Clock = deployment.clock
        self.messages: Messages = Messages(deployment)
        self.tasks: dict[str, Task] = {}
        self.groups: dict[str, Group] = {}
        self.pending: Pending = Pending()
        self._claimed: dict[str, dict[str, Task]] = {}  # task queue -> tasks in the order of their claims
        self._claims: dict[str, Timer] = {}
        self._dependents: dict[str, dict[str, Task]] = {}  # task -> those that name it as a dependency
        self._waiters: dict[str, set[asyncio.Event]] = {}

    # -- looking

    def claimed(self, queue_id: str) -> list[Task]:
        """The tasks of a queue that run, those claimed longest ago first."""
        return list(self._claimed.get(queue_id, {}).values())

    def dependents(self, task_id: str) -> list[Task]:
        """The tasks that name a task as a dependency, in the order in which they came."""
        return list(self._dependents.get(task_id, {}).values())

    # -- coming and going

    def check_group(self, task: Task) -> None:
        """Refuse a task that its group does not take.

        Raises:
            ApiError: RequestConflict.
        """
        group = self.groups.get(task.group_id)
        if group and group.scheduler_id != task.definition["schedulerId"]:
            raise ApiError(
                "RequestConflict",
                f"Task group `{group.group_id}` contains tasks with a schedulerId other\nthan "
                f"`{task.definition['schedulerId']}`. All tasks in the same task-group must have\n"
                "the same schedulerId.",
            )
        if group and group.sealed:
            raise ApiError(
                "RequestConflict", f"Task group `{group.group_id}` is sealed and does not accept new tasks."
            )

    def add(self, task: Task) -> None:
        """Take in a new task.

        Raises:
            ApiError: InputError, a dependency does not exist or expires too early; the task is not taken in.
        """
        definition, needed = task.definition, set(task.definition["dependencies"])
        known = {**self.tasks, task.task_id: task} if task.task_id in needed else self.tasks
        self._check_dependencies(task, known)
        self.tasks[task.task_id] = task
        scheduler_id = definition["schedulerId"]
        group = self.groups.setdefault(task.group_id, Group(task.group_id, scheduler_id, task.expires))
        group.add(task)
        for task_id in needed:
            self._dependents.setdefault(task_id, {})[task.task_id] = task
        task.waiting_for = {t for t in needed if not self.tasks[t].satisfies(definition["requires"])}
        self.clock.at(task.deadline, lambda: self.exceed_deadline(task))
        self.clock.at(task.expires, lambda: self.forget(task))
        self.clock.at(group.expires, lambda: self.forget_group(group))
        self.messages.about_task("task-defined", task)
        if not task.waiting_for:
            self.schedule(task)

    def _check_dependencies(self, task: Task, known: Mapping[str, Task]) -> None:
        named = task.definition["dependencies"]
        missing = [task_id for task_id in named if task_id not in known]
        early = [t for t in named if t in known and known[t].expires < task.deadline]
        for problem, task_ids in (("non-existing tasks", missing), ("tasks that expire too early", early)):
            if task_ids:
                listed = "\n".join(f" * {task_id}" for task_id in task_ids)
                raise ApiError("InputError", f"`task.dependencies` references {problem}: \n{listed}")

    def tell_again(self, wanted: Task, there: Task) -> None:
        """Send the messages about a new task again, for one that was asked for again.

        Args:
            wanted: The task as it was asked for.
            there: The task that is there.
        """
        self.messages.about_task("task-defined", wanted)
        if there.state == "pending":
            self.messages.about_task("task-pending", there, there.runs[-1])

    def forget(self, task: Task) -> None:
        """Let go of a task that has expired."""
        self.exceed_deadline(task)  # they may be the same moment
        self.tasks.pop(task.task_id, None)
        self._dependents.pop(task.task_id, None)
        for task_id in task.definition["dependencies"]:
            self._dependents.get(task_id, {}).pop(task.task_id, None)
        self.groups[task.group_id].tasks.pop(task.task_id, None)

    def forget_group(self, group: Group) -> None:
        """Let go of a group that has expired, unless a later task has kept it."""
        if group.expires <= self.clock.now() and self.groups.get(group.group_id) is group:
            del self.groups[group.group_id]

    # -- changes; what they do to the task itself is in `tasks`

    def schedule(self, task: Task) -> None:
        """Make a task pending, if it has never been."""
        if task.schedule(self.clock.now()):
            self._became_pending(task)

    def rerun(self, task: Task) -> None:
        """Run a resolved task again."""
        if task.rerun(self.clock.now()):
            self.groups[task.group_id].active.add(task.task_id)
            self._became_pending(task)

    def claim(self, task: Task, run_id: int, worker: tuple[str, str], *, by_name: bool = False) -> Run:
        """Give a run to a worker, for twenty minutes; a claim that comes again is told again."""
        now = self.clock.now()
        run = task.runs[run_id]
        if task.claim(run_id, worker, now + CLAIM, now, by_name=by_name):
            self.pending.remove(task)
            self._claimed.setdefault(task.queue_id, {})[task.task_id] = task
            self._watch_claim(task, run)
        assert run.taken_until is not None
        until = run.taken_until.isoformat(timespec="milliseconds")  # with +00:00, unlike all other moments
        self.messages.about_task("task-running", task, run, takenUntil=until)
        return run

    def reclaim(self, task: Task, run_id: int) -> Run:
        """Let a worker keep a run for another twenty minutes."""
        task.reclaim(run_id, self.clock.now() + CLAIM)
        self._watch_claim(task, task.runs[run_id])
        return task.runs[run_id]

    def report(self, task: Task, run_id: int, state: str) -> None:
        """Resolve a run as completed or failed; a report that comes again is told again."""
        if task.report(run_id, state, self.clock.now()):
            self._was_resolved(task)
        else:
            self.messages.about_task(f"task-{state}", task, task.runs[run_id])

    def report_exception(self, task: Task, run_id: int, reason: str) -> None:
        """Resolve a run as exception; a report that comes again is told again."""
        if task.report_exception(run_id, reason, self.clock.now()):
            self._run_ended(task, task.runs[run_id])
            return
        self.messages.about_task("task-exception", task, task.runs[run_id])
        if task.state == "pending" and len(task.runs) == run_id + 2:
            self.messages.about_task("task-pending", task, task.runs[-1])

    def cancel(self, task: Task) -> None:
        """Cancel a task; a request that comes again is told again."""
        if task.cancel(self.clock.now()):
            self._was_resolved(task)
        elif task.runs[-1].reason_resolved == "canceled":
            self.messages.about_task("task-exception", task, task.runs[-1])

    def cancel_group(self, group: Group) -> list[Task]:
        """Cancel all that is left to do in a group. Returns the tasks that were cancelled."""
        canceled = []
        for task in group.unresolved():
            if task.cancel(self.clock.now()):  # False for one that a dependency has ended meanwhile
                canceled.append(task)
                self._was_resolved(task, self.messages.about_canceled_member)
        return canceled

    def exceed_deadline(self, task: Task) -> None:
        """Give up a task whose deadline has come."""
        if task.exceed_deadline(self.clock.now()):
            self._was_resolved(task)

    def expire_claim(self, task: Task) -> None:
        """Take a run away from a worker that has not been heard of."""
        run = task.runs[-1] if task.runs else None
        if run and task.expire_claim(self.clock.now()):
            self._run_ended(task, run)

    def change_priority(self, task: Task, priority: str) -> None:
        """Make a task more urgent or less."""
        task.definition["priority"] = priority
        self.pending.reprioritize(task)

    # -- waiting for work

    async def wait_for_work(self, queue_id: str, seconds: float) -> None:
        """Wait until a task of a queue becomes pending, or for some seconds."""
        event = asyncio.Event()
        waiters = self._waiters.setdefault(queue_id, set())
        waiters.add(event)
        try:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(event.wait(), seconds)
        finally:
            waiters.discard(event)

    def wake_all(self) -> None:
        """End all waiting."""
        for queue_id in list(self._waiters):
            self._wake(queue_id)

    def _wake(self, queue_id: str) -> None:
        for event in self._waiters.get(queue_id, ()):
            event.set()

    # -- consequences

    def _became_pending(self, task: Task) -> None:
        self.pending.add(task, self.clock.now())
        self.messages.about_task("task-pending", task, task.runs[-1])
        if task.queue_id in BUILT_IN:
            self.clock.at(self.clock.now(), lambda: self._run_built_in(task))
        self._wake(task.queue_id)

    def _run_ended(self, task: Task, run: Run) -> None:
        if task.state == "pending":  # a retry
            self._release(task)
            self.messages.about_task("task-exception", task, run)
            self._became_pending(task)
        else:
            self._was_resolved(task)

    def _was_resolved(self, task: Task, tell: Callable[[Task], None] | None = None) -> None:
        self.clock.at(self.clock.now() + NOTICED, lambda: setattr(task, "ever_resolved", True))
        self.pending.remove(task)
        self._release(task)
        if tell:
            tell(task)
        else:
            self.messages.about_task(f"task-{task.state}", task, task.runs[-1])
        for dependent in self.dependents(task.task_id):
            if task.satisfies(dependent.definition["requires"]):
                dependent.waiting_for.discard(task.task_id)
                if not dependent.waiting_for and dependent.deadline > self.clock.now():
                    self.schedule(dependent)
        group = self.groups[task.group_id]
        group.active.discard(task.task_id)
        if not group.active:
            self.messages.about_group("task-group-resolved", group, **group.times())

    def _release(self, task: Task) -> None:
        self._claimed.get(task.queue_id, {}).pop(task.task_id, None)
        timer = self._claims.pop(task.task_id, None)
        if timer:
            timer.cancel()

    def _watch_claim(self, task: Task, run: Run) -> None:
        timer = self._claims.pop(task.task_id, None)
        if timer:
            timer.cancel()
        assert run.taken_until is not None
        self._claims[task.task_id] = self.clock.at(run.taken_until, lambda: self.expire_claim(task))

    def _run_built_in(self, task: Task) -> None:
        """Claim and resolve a task of a queue that needs no worker."""
        if task.state == "pending":
            worker_id = task.definition["workerType"]
            run = self.claim(task, task.runs[-1].run_id, ("built-in", worker_id))
            self.report(task, run.run_id, BUILT_IN[task.queue_id])
