# Generated from src/tc/_async/tasks/waiting.py by tools/unasync_build.py. Do not edit.

"""Waiting for tasks: with few questions, and right whatever becomes of the tasks meanwhile.

https://docs.taskcluster.net/docs/reference/platform/queue/task-life-cycle
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import Self

from tc._protocol.validation import kind_of, require_instance, require_str
from tc._redact.tracebacks import boundary
from tc._sync.closing import Closing
from tc._sync.services.queue import Queue
from tc._sync.tasks.alarm import Alarm, Source, pace_and_alarm
from tc._tasks.messages import FEW_TASKS, PulseSettings
from tc._tasks.responses import group_of, listed_in, status_in, statuses_in
from tc._tasks.state import RESOLVED, Pace, Seen, TaskChange, TaskStates, is_newer
from tc.errors import NotFoundError
from tc.types.queue import TaskStatus

BATCH = 1000  # ids in one question


class TaskChanges(Closing):
    """The changes of several tasks as they are noticed, until all of the tasks are resolved.

    A class and not a generator: arguments are checked when it is made. After an error, the next step asks
    again. It is a context manager too, to be left, or closed, where a loop that listens to Pulse is left
    early: until then the connection is kept. At the end of the tasks it closes itself. Without `pulse` there
    is nothing to close.

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
        self._closed = False

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
                self.close()
            if self._closed:
                raise StopIteration
            heard = None
            if not self._asked:
                self._alarm.start()
            elif self._states.unresolved:
                heard = self._alarm.wait(self._pace.pause(self._states.describe()))
            if heard is None:
                self._ask()
            elif heard["taskId"] in self._states.statuses:
                self._changes.extend(self._states.hear(heard))
            elif self._source.grows:
                self._pace.hurry()
        return self._changes.popleft()

    def close(self) -> None:
        """Listen no longer, and end the iteration."""
        self._closed = True
        self._changes.clear()
        self._alarm.close()

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
        self._pace.asked()


class GroupSource:
    """Lists the tasks of a group: one listing, whatever its size."""

    grows = True

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
            found += listed_in(page)
        return found, parts

    def routing_keys(self) -> list[dict[str, str]]:
        """Return the keys of messages of the group."""
        return [{"taskGroupId": self._task_group_id}]


class BatchSource:
    """Lists tasks by their ids, many with one question."""

    grows = False

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

    def routing_keys(self) -> list[dict[str, str]]:
        """Return the keys of messages of the tasks; where they are many, of their groups, after asking."""
        if len(self._task_ids) <= FEW_TASKS:
            return [{"taskId": each} for each in self._task_ids]
        found, _ = self.list_tasks()
        return [{"taskGroupId": each} for each in dict.fromkeys(group_of(seen.status) for seen in found)]


def list_statuses(queue: Queue, task_ids: Sequence[str]) -> tuple[list[TaskStatus], int]:
    """Return the statuses of those of many tasks that are there, and in how many responses they came."""
    found: list[TaskStatus] = []
    parts = 0
    for start in range(0, len(task_ids), BATCH):
        wanted = task_ids[start : start + BATCH]
        for page in queue.statuses_pages({"taskIds": wanted}):
            parts += 1
            found += statuses_in(page)
    return found, parts


@boundary
def wait_for_task(
    queue: Queue,
    task_id: str,
    *,
    timeout: float | None = None,
    interval: float | None = None,
    pulse: bool | str | PulseSettings | None = None,
) -> TaskStatus:
    """Wait until a task is resolved, whatever the outcome.

    A run that is tried again, and a task that is run again meanwhile, is waited for; each question is a
    `queue.status`, tried again as the queue does it.

    Args:
        queue: Whose credentials, connections and retries apply.
        task_id: Of the task.
        timeout: Seconds after which to give up; None to wait as long as it takes.
        interval: Seconds between two questions; None for pauses that grow from 1 to 30 seconds, or, with
            `pulse`, of ten minutes.
        pulse: Listen to Pulse, to be told of changes instead of asking for them: True for the broker that the
            environment names, the URL of another one, or a mapping with `url` and `prefetch`, all as for
            `PulseConsumer`. Questions are asked at the start and after each loss of the connection, so that
            nothing is missed. None and False do not listen. It needs the extra `pulse`, and not trio.

    Returns:
        Its status, whose `state` is completed, failed or exception.

    Raises:
        TimeoutError: It is not resolved in time; the error says in which state it is.
        NotFoundError: There is no such task, or it has expired meanwhile.
        APIError, TransportError: From the queue.
        PulseError: From the broker: it refuses, or cannot be reached at the start.
        TypeError, ValueError: An argument is not as described; nothing was sent.
    """
    require_instance("queue", queue, Queue)
    require_str("task_id", task_id)
    pace, alarm = pace_and_alarm(pulse, BatchSource(queue, [task_id]), interval, timeout)
    try:
        alarm.start()
        status = _ask_for(queue, task_id, None)
        pace.asked()
        while status["state"] not in RESOLVED:
            heard = alarm.wait(pace.pause(f"task {task_id} ({status['state']})"))
            if heard is None:
                status = _ask_for(queue, task_id, status)
                pace.asked()
            elif is_newer(heard, status):
                status = heard
        return status
    finally:
        alarm.close()


def _ask_for(queue: Queue, task_id: str, before: TaskStatus | None) -> TaskStatus:
    try:
        return status_in("status", queue.status(task_id))
    except NotFoundError as error:
        if before:
            error.add_note(f"task {task_id} was {before['state']} when last seen, and has expired since")
        raise


@boundary
def wait_for_tasks(
    queue: Queue,
    task_ids: Sequence[str],
    *,
    timeout: float | None = None,
    interval: float | None = None,
    pulse: bool | str | PulseSettings | None = None,
) -> dict[str, TaskStatus]:
    """Wait until all of several tasks are resolved, of whatever groups, asking for many of them at once.

    Args:
        task_ids: Of the tasks.
        queue, timeout, interval, pulse: As for `wait_for_task`. Of more than ten tasks, it is their groups
            that are listened to.

    Returns:
        The status of each task by its id. A task that expires meanwhile keeps the one in which it was last
        seen.

    Raises:
        TimeoutError: Some are not resolved in time; the error names them.
        NotFoundError: One of them is not there at the beginning.
        APIError, TransportError: From the queue.
        PulseError: From the broker, as for `wait_for_task`.
        TypeError, ValueError: An argument is not as described; nothing was sent.
    """
    source = BatchSource(queue, task_ids)
    pace, alarm = pace_and_alarm(pulse if task_ids else None, source, interval, timeout)
    statuses = _last_statuses(TaskChanges(source, pace, alarm))
    return {task_id: statuses[task_id] for task_id in task_ids}


@boundary
def wait_for_group(
    queue: Queue,
    task_group_id: str,
    *,
    timeout: float | None = None,
    interval: float | None = None,
    pulse: bool | str | PulseSettings | None = None,
) -> dict[str, TaskStatus]:
    """Wait until every task of a group is resolved, those too that are added meanwhile.

    A task whose dependencies failed stays unscheduled until its deadline, and is waited for until then.

    Args:
        task_group_id: Of the group.
        queue, timeout, interval: As for `wait_for_task`. Each question is a listing of the group.
        pulse: Listen to Pulse, as for `wait_for_task`. The group is listed too when tasks were added, though
            no more often than without `pulse`, and once more when all that were listed are resolved.

    Returns:
        The status of each task by its id. A task that expires meanwhile keeps the one in which it was last
        seen.

    Raises:
        TimeoutError: Some are not resolved in time; the error names them.
        NotFoundError: There is no such group.
        APIError, TransportError: From the queue.
        PulseError: From the broker, as for `wait_for_task`.
        TypeError, ValueError: An argument is not as described; nothing was sent.
    """
    source = GroupSource(queue, task_group_id)
    return _last_statuses(TaskChanges(source, *pace_and_alarm(pulse, source, interval, timeout)))


def _last_statuses(changes: TaskChanges) -> dict[str, TaskStatus]:
    with changes:
        for _ in changes:
            pass
    return changes.statuses


@boundary
def watch_group(
    queue: Queue,
    task_group_id: str,
    *,
    interval: float | None = None,
    pulse: bool | str | PulseSettings | None = None,
) -> TaskChanges:
    """Iterate over what happens to the tasks of a group, until every task is resolved.

    The first listing gives a change for each task, with `previous` None; later ones for each task that was
    added, is in another state or has another run. What happens between two listings is seen as one change.
    With `pulse` each message about a task is a change, and comes at once.

    Args:
        task_group_id: Of the group.
        queue, interval: As for `wait_for_group`.
        pulse: Listen to Pulse, as for `wait_for_group`. Close the iterator, or use it as a context manager,
            where you leave its loop early.

    Returns:
        An iterator of `TaskChange`, which has the latest status of each task as `statuses`.

    Raises:
        TypeError, ValueError: An argument is not as described; nothing was sent.
        NotFoundError, APIError, TransportError, PulseError: While iterating; the next step asks again.
    """
    source = GroupSource(queue, task_group_id)
    return TaskChanges(source, *pace_and_alarm(pulse, source, interval))
