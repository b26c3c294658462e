# Generated from src/tc/_async/tasks/waiting.py by tools/unasync_build.py. Do not edit.

"""Waiting for tasks: with few questions, and right whatever becomes of the tasks meanwhile.

https://docs.taskcluster.net/docs/manual/tasks/states
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import Protocol, Self

from tc._concurrency import sleep
from tc._protocol.validation import kind_of, require_instance, require_str
from tc._redact.tracebacks import boundary
from tc._sync.services.queue import Queue
from tc._tasks.state import RESOLVED, Pace, Seen, TaskChange, TaskStates
from tc.errors import NotFoundError
from tc.types.queue import TaskStatus

BATCH = 1000  # ids in one question


class Alarm(Protocol):
    """Ends the pause between two questions: after a while, or sooner if it has heard of a change."""

    def wait(self, seconds: float) -> None:
        """Return after `seconds` at the latest."""
        ...


class Timer:
    """An alarm that hears of nothing, so that all pauses have their full length."""

    def wait(self, seconds: float) -> None:
        """Return after `seconds`."""
        sleep(seconds)


class Source(Protocol):
    """Lists the tasks that are waited for."""

    def list_tasks(self) -> tuple[list[Seen], int]:
        """Return all of them, and in how many responses they came."""
        ...


class TaskChanges:
    """The changes of several tasks as they are noticed, until all of the tasks are resolved.

    A class and not a generator: arguments are checked when it is made, and leaving a loop early leaves
    nothing to finalise. After an error, the next step asks again.

    Attributes:
        statuses: The latest status of each task, by its id.
    """

    def __init__(self, source: Source, pace: Pace, alarm: Alarm) -> None:
        self._source = source
        self._pace = pace
        self._alarm = alarm
        self._states = TaskStates()
        self._changes: deque[TaskChange] = deque()
        self._asked = False

    @property
    def statuses(self) -> dict[str, TaskStatus]:
        """The latest status of each task, by its id."""
        return self._states.statuses

    def __iter__(self) -> Self:
        return self

    @boundary
    def __next__(self) -> TaskChange:
        while not self._changes:
            if self._states.settled:
                raise StopIteration
            if self._asked and self._states.unresolved:
                self._alarm.wait(self._pace.pause(self._states.describe()))
            self._ask()
        return self._changes.popleft()

    def _ask(self) -> None:
        try:
            listing, parts = self._source.list_tasks()
        except NotFoundError:
            if not self._asked:
                raise
            self._states.expire()
        else:
            self._changes.extend(self._states.update(listing, parts))
        self._asked = True


class GroupSource:
    """Lists the tasks of a group: one listing, whatever its size."""

    def __init__(self, queue: Queue, task_group_id: str) -> None:
        self._queue = require_instance("queue", queue, Queue)
        self._task_group_id = require_str("task_group_id", task_group_id)
        queue.listTaskGroup_pages(task_group_id)  # refuses what cannot be part of a URL

    def list_tasks(self) -> tuple[list[Seen], int]:
        """Return the tasks of the group, and in how many pages they came."""
        found: list[Seen] = []
        parts = 0
        for page in self._queue.listTaskGroup_pages(self._task_group_id):
            parts += 1
            found += [Seen(each["status"], each["task"]["metadata"]["name"]) for each in page["tasks"]]
        return found, parts


class BatchSource:
    """Lists tasks by their ids, many with one question."""

    def __init__(self, queue: Queue, task_ids: Sequence[str]) -> None:
        self._queue = require_instance("queue", queue, Queue)
        if isinstance(task_ids, (str, bytes)):
            raise TypeError(f"task_ids: expected a list of task ids, got {kind_of(task_ids)}")
        self._task_ids = [require_str("task_ids", each) for each in dict.fromkeys(task_ids)]
        self._checked = False

    def list_tasks(self) -> tuple[list[Seen], int]:
        """Return those of the tasks that are there, and in how many pages they came.

        Raises:
            NotFoundError: One was not there when it was first asked for.
        """
        statuses, parts = list_statuses(self._queue, self._task_ids)
        present = {status["taskId"] for status in statuses}
        if not self._checked and (missing := [each for each in self._task_ids if each not in present]):
            url = self._queue.api_client.make_url("api/queue/v1/tasks/status")
            raise NotFoundError(f"there is no task {missing[0]}", status_code=404, method="POST", url=url)
        self._checked = True
        return [Seen(status) for status in statuses], parts


def list_statuses(queue: Queue, task_ids: Sequence[str]) -> tuple[list[TaskStatus], int]:
    """Return the statuses of those of many tasks that are there, and in how many responses they came."""
    found: list[TaskStatus] = []
    parts = 0
    for start in range(0, len(task_ids), BATCH):
        wanted = task_ids[start : start + BATCH]
        for page in queue.statuses_pages({"taskIds": wanted}):
            parts += 1
            found += [each["status"] for each in page["statuses"]]
    return found, parts


@boundary
def wait_for_task(
    queue: Queue, task_id: str, *, timeout: float | None = None, interval: float | None = None
) -> TaskStatus:
    """Wait until a task is resolved, whatever the outcome.

    A run that is tried again, and a task that is run again meanwhile, is waited for; each question is a
    `queue.status`, tried again as the queue does it.

    Args:
        queue: Whose credentials, connections and retries apply.
        task_id: Of the task.
        timeout: Seconds after which to give up; None to wait as long as it takes.
        interval: Seconds between two questions; None for pauses that grow from 1 to 30 seconds.

    Returns:
        Its status, whose `state` is completed, failed or exception.

    Raises:
        TimeoutError: It is not resolved in time; the error says in which state it is.
        NotFoundError: There is no such task, or it has expired meanwhile.
        APIError, TransportError: From the queue.
        TypeError, ValueError: An argument is not as described; nothing was sent.
    """
    require_instance("queue", queue, Queue)
    require_str("task_id", task_id)
    pace, timer = Pace(interval, timeout), Timer()
    state = None
    while True:
        try:
            status = (queue.status(task_id))["status"]
        except NotFoundError as error:
            if state is not None:
                error.add_note(f"task {task_id} was {state} when last seen, and has expired since")
            raise
        state = status["state"]
        if state in RESOLVED:
            return status
        timer.wait(pace.pause(f"task {task_id} ({state})"))


@boundary
def wait_for_tasks(
    queue: Queue, task_ids: Sequence[str], *, timeout: float | None = None, interval: float | None = None
) -> dict[str, TaskStatus]:
    """Wait until all of several tasks are resolved, of whatever groups, asking for many of them at once.

    Args:
        task_ids: Of the tasks.
        queue, timeout, interval: As for `wait_for_task`.

    Returns:
        The status of each task by its id. A task that expires meanwhile keeps the one in which it was last
        seen.

    Raises:
        TimeoutError: Some are not resolved in time; the error names them.
        NotFoundError: One of them is not there at the beginning.
        APIError, TransportError: From the queue.
        TypeError, ValueError: An argument is not as described; nothing was sent.
    """
    changes = TaskChanges(BatchSource(queue, task_ids), Pace(interval, timeout), Timer())
    for _ in changes:
        pass
    return {task_id: changes.statuses[task_id] for task_id in task_ids}


@boundary
def wait_for_group(
    queue: Queue, task_group_id: str, *, timeout: float | None = None, interval: float | None = None
) -> dict[str, TaskStatus]:
    """Wait until every task of a group is resolved, those too that are added meanwhile.

    A task whose dependencies failed stays unscheduled until its deadline, and is waited for until then.

    Args:
        queue: Whose credentials, connections and retries apply.
        task_group_id: Of the group.
        timeout: Seconds after which to give up; None to wait as long as it takes.
        interval: Seconds between two listings; None for pauses that grow from 1 to 30 seconds.

    Returns:
        The status of each task by its id. A task that expires meanwhile keeps the one in which it was last
        seen.

    Raises:
        TimeoutError: Some are not resolved in time; the error names them.
        NotFoundError: There is no such group.
        APIError, TransportError: From the queue.
        TypeError, ValueError: An argument is not as described; nothing was sent.
    """
    changes = TaskChanges(GroupSource(queue, task_group_id), Pace(interval, timeout), Timer())
    for _ in changes:
        pass
    return changes.statuses


def watch_group(queue: Queue, task_group_id: str, *, interval: float | None = None) -> TaskChanges:
    """Iterate over what happens to the tasks of a group, until every task is resolved.

    The first listing gives a change for each task, with `previous` None; later ones for each task that was
    added, is in another state or has another run. What happens between two listings is seen as one change.

    Args:
        queue: Whose credentials, connections and retries apply.
        task_group_id: Of the group.
        interval: Seconds between two listings; None for pauses that grow from 1 to 30 seconds.

    Returns:
        An iterator of `TaskChange`, which has the latest status of each task as `statuses`.

    Raises:
        TypeError, ValueError: An argument is not as described; nothing was sent.
        NotFoundError, APIError, TransportError: While iterating; the next step asks again.
    """
    return TaskChanges(GroupSource(queue, task_group_id), Pace(interval), Timer())
