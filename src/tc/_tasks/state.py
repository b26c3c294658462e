"""What is known of tasks that are waited for, and when to ask again. Pure, shared by both halves."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from tc._protocol.validation import require_seconds

if TYPE_CHECKING:
    from tc.types.queue import TaskStatus

RESOLVED = frozenset({"completed", "failed", "exception"})
FIRST_PAUSE = 1.0  # seconds
LONGEST_PAUSE = 30.0
GROWTH = 1.5
JITTER = 0.2
LONGEST_SILENCE = 600.0  # without messages: of a task that expires there is none
SHOWN = 10  # tasks that an error names
_ORDER = {"unscheduled": 0, "pending": 1, "running": 2}


class TaskChange(NamedTuple):
    """Something that happened to a task of a group.

    Attributes:
        task_id: Its id.
        name: Its name, `metadata.name`.
        state: The state that it is in: unscheduled, pending, running, completed, failed or exception.
        previous: The state in which it was seen before; None the first time. It is equal to `state` when the
            task has been run again in the meantime.
        status: Its whole status, with its runs.
    """

    task_id: str
    name: str
    state: str
    previous: str | None
    status: TaskStatus


class Seen(NamedTuple):
    """A task in a listing. Its name is empty where the listing has none."""

    status: TaskStatus
    name: str = ""


class TaskStates:
    """The states of several tasks, from one listing to the next.

    Attributes:
        statuses: The latest status of each task ever listed. One that has expired since, and is listed no
            longer, keeps the status in which it was last seen.
        unresolved: The states of those in the last listing that are not resolved.
        settled: True if nothing is left to wait for.
    """

    def __init__(self) -> None:
        self.statuses: dict[str, TaskStatus] = {}
        self.unresolved: dict[str, str] = {}
        self.settled = False
        self._present: set[str] = set()
        self._names: dict[str, str] = {}

    def update(self, listing: Iterable[Seen], parts: int) -> list[TaskChange]:
        """Take in a whole listing; the changes since the last one, in its order.

        Args:
            listing: All tasks.
            parts: In how many responses it came. Tasks may have come and gone between the first and the last
                of several, so these count only once they say the same twice.
        """
        changes: list[TaskChange] = []
        present: dict[str, str] = {}
        for status, name in listing:
            task_id, state = status["taskId"], status["state"]
            present[task_id] = state
            self._names[task_id] = name
            before = self.statuses.get(task_id)
            self.statuses[task_id] = status
            if before is None or (before["state"], len(before["runs"])) != (state, len(status["runs"])):
                changes.append(TaskChange(task_id, name, state, before["state"] if before else None, status))
        moved = bool(changes) or self._present != present.keys()
        self._present = set(present)
        self.unresolved = {each: state for each, state in present.items() if state not in RESOLVED}
        self.settled = not self.unresolved and (parts == 1 or not moved)
        return changes

    def hear(self, status: TaskStatus) -> list[TaskChange]:
        """Take in the status in a message about a task that was listed before; the change, if it is one.

        Nothing is settled by a message: it may be ahead of that of another task which is new.
        """
        task_id, state, before = status["taskId"], status["state"], self.statuses[status["taskId"]]
        if not is_newer(status, before):
            return []
        self.statuses[task_id] = status
        self.unresolved.pop(task_id, None)
        if state not in RESOLVED:
            self.unresolved[task_id] = state
        return [TaskChange(task_id, self._names[task_id], state, before["state"], status)]

    def expire(self) -> None:
        """Note that none of the tasks is there any more."""
        self.unresolved, self.settled = {}, True

    def describe(self) -> str:
        """What is unresolved, for an error: `2 of 5 tasks: X (running), Y (pending)`."""
        total = len(self.statuses)
        named = [f"{task_id} ({state})" for task_id, state in list(self.unresolved.items())[:SHOWN]]
        if more := len(self.unresolved) - len(named):
            named.append(f"and {more} more")
        return f"{len(self.unresolved)} of {total} tasks: {', '.join(named)}"


class Pace:
    """When to ask again: after pauses that grow from 1 to 30 seconds, or after the same pause each time.

    Args:
        interval: Seconds between two questions; None for pauses that grow.
        timeout: Seconds from now after which nothing is asked any more; None for no limit.

    Raises:
        TypeError, ValueError: One is not a number of seconds.
    """

    def __init__(self, interval: float | None = None, timeout: float | None = None) -> None:
        self._interval = None if interval is None else require_seconds("interval", interval)
        self._timeout = None if timeout is None else require_seconds("timeout", timeout)
        self._end = math.inf if self._timeout is None else time.monotonic() + self._timeout
        self._next = FIRST_PAUSE

    def reset(self) -> None:
        """Begin with short pauses again, after something has happened."""
        self._next = FIRST_PAUSE

    def pause(self, unresolved: str) -> float:
        """Return for how long to wait before the next question.

        Args:
            unresolved: What is waited for, for the error.

        Raises:
            TimeoutError: The time is up.
        """
        left = self.left(unresolved)
        return min(self.grow() if self._interval is None else self._interval, left)

    def left(self, unresolved: str) -> float:
        """Return how many seconds are left.

        Args:
            unresolved: What is waited for, for the error.

        Raises:
            TimeoutError: None are.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError(f"unresolved after {self._timeout:g} seconds: {unresolved}")
        return left

    def asked(self) -> None:
        """Note that a question was asked."""

    def hurry(self) -> None:
        """Note that something must be asked for."""

    def grow(self) -> float:
        """Return the next of the pauses that grow."""
        pause = self._next * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311 - spreads callers
        self._next = min(self._next * GROWTH, LONGEST_PAUSE)
        return min(pause, LONGEST_PAUSE)


class MessagePace(Pace):
    """When to ask although messages tell what happens: seldom, or at the usual pace of what they left open.

    Args:
        interval: Seconds between two questions; None for ten minutes.
        timeout: As for `Pace`.

    Raises:
        TypeError, ValueError: One is not a number of seconds.
    """

    def __init__(self, interval: float | None = None, timeout: float | None = None) -> None:
        super().__init__(None, timeout)
        self._silence = LONGEST_SILENCE if interval is None else require_seconds("interval", interval)
        self._asked = self._due = time.monotonic()
        self._hurried = False

    def pause(self, unresolved: str) -> float:
        left = self.left(unresolved)
        return max(min(self._due - time.monotonic(), left), 0)

    def asked(self) -> None:
        """Note that a question was asked."""
        self._asked, self._hurried = time.monotonic(), False
        self._due = self._asked + self._silence

    def hurry(self) -> None:
        """Note that a message told of something that must be asked for: soon, and not for each message."""
        if not self._hurried:
            self._hurried = True
            self._due = min(self._due, self._asked + self.grow())


def is_newer(status: TaskStatus, before: TaskStatus) -> bool:
    """Return True if a status of a task is later than another: its runs only grow, and go one way."""
    one, two = ((len(each.get("runs") or ()), _ORDER.get(each["state"], 3)) for each in (status, before))
    return one > two
