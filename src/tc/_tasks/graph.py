"""The order in which tasks can be created: each after those of the others that it depends on. Pure."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import Any

from tc._protocol.payload import encode_payload
from tc._protocol.validation import kind_of

TASK_ID = re.compile(r"[A-Za-z0-9_-]{8}[Q-T][A-Za-z0-9_-][CGKOSWaeimquy26-][A-Za-z0-9_-]{10}[AQgw]")
SHOWN = 50  # tasks that an error names


class TaskGraph:
    """Tasks that wait for each other, and how far their creation has come.

    Args:
        tasks: The definitions by task id.

    Attributes:
        outside: By the ids of tasks that are not among these, the ids of those that depend on them.
        created: The ids of those created, in that order.

    Raises:
        TypeError, ValueError: Something is not as `queue.createTask` takes it, or tasks wait for each other
            in a circle; the task and the place are named.
    """

    def __init__(self, tasks: Any) -> None:
        if not isinstance(tasks, Mapping):
            raise TypeError(f"tasks: expected definitions by task id, got {kind_of(tasks)}")
        self.outside: dict[str, list[str]] = {}
        self.created: list[str] = []
        self._size = len(tasks)
        self._ready: deque[str] = deque()
        self._sorter: TopologicalSorter[str] = TopologicalSorter(dict.fromkeys(tasks, ()))
        for task_id, task in tasks.items():
            self._add(task_id, task, tasks)
        try:
            self._sorter.prepare()
        except CycleError as error:
            circle = " -> ".join(reversed(error.args[1]))  # from dependent to dependency
            raise ValueError(f"tasks: these wait for each other in a circle: {circle}") from None

    def _add(self, task_id: Any, task: Any, tasks: Mapping[str, Any]) -> None:
        dependencies = dict.fromkeys(check_definition(task_id, task))
        dependencies.pop(task_id, None)  # such a task waits for somebody to schedule it
        for dependency in dependencies:
            if dependency in tasks:
                self._sorter.add(task_id, dependency)
            else:
                self.outside.setdefault(dependency, []).append(task_id)

    def take(self) -> str | None:
        """Return the id of a task that can be created now, or None while all that are left wait."""
        if not self._ready:
            self._ready.extend(self._sorter.get_ready())
        return self._ready.popleft() if self._ready else None

    def done(self, task_id: str) -> None:
        """Note that a task has been created, which may let others be."""
        self.created.append(task_id)
        self._sorter.done(task_id)

    def check_outside(self, present: Iterable[str]) -> None:
        """Refuse dependencies that are nowhere.

        Args:
            present: The ids of those that are on the deployment.

        Raises:
            ValueError: Some are not; they are named, each with a task that depends on it.
        """
        lost = self.outside.keys() - set(present)
        if lost:
            named = [f"{each} of task {self.outside[each][0]}" for each in self.outside if each in lost]
            raise ValueError(
                "tasks: dependencies that are neither among the tasks given nor on the deployment: "
                + shortened(named, ", ")
            )

    def describe(self) -> str:
        """What has been created, for an error."""
        if not self.created:
            return f"none of the {self._size} tasks had been created before"
        ids = shortened(self.created, ", ")
        return f"{len(self.created)} of the {self._size} tasks had been created: {ids}"


def check_definition(task_id: Any, task: Any) -> Sequence[str]:
    """Return the dependencies of a task, once it is known that it can be sent.

    Raises:
        TypeError, ValueError: Something is not as `queue.createTask` takes it; the place is named.
    """
    check_task_id("tasks", task_id)
    where = f"tasks[{task_id!r}]"
    if not isinstance(task, Mapping):
        raise TypeError(f"{where}: expected the definition of a task, got {kind_of(task)}")
    encode_payload(task, where)
    dependencies = task.get("dependencies", ())
    if isinstance(dependencies, (str, bytes)) or not isinstance(dependencies, Sequence):
        raise TypeError(f"{where}['dependencies']: expected a list of task ids, got {kind_of(dependencies)}")
    for dependency in dependencies:
        check_task_id(f"{where}['dependencies']", dependency)
    return dependencies


def check_task_id(name: str, task_id: Any) -> None:
    """Refuse what cannot be the id of a task.

    Raises:
        TypeError, ValueError: It is not text, or not of the form of `tc.slug_id()`.
    """
    if not isinstance(task_id, str):
        raise TypeError(f"{name}: expected a task id as str, got {kind_of(task_id)}")
    if not TASK_ID.fullmatch(task_id):
        raise ValueError(f"{name}: {task_id[:40]!r} is not a task id; tc.slug_id() makes one")


def shortened(texts: Sequence[str], separator: str) -> str:
    """Some texts joined, and how many more there are."""
    shown = list(texts[:SHOWN])
    if len(texts) > SHOWN:
        shown.append(f"and {len(texts) - SHOWN} more")
    return separator.join(shown)
