"""The pending tasks of each task queue, the most urgent first."""

from __future__ import annotations

import bisect
import itertools
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from tc.testing.services.queue.definitions import PRIORITIES
from tc.testing.services.queue.tasks import Task

Rank = tuple[int, int]


@dataclass
class Entry:
    """A task in the queue: `rank` sorts by priority, then by age."""

    task: Task
    run_id: int
    inserted: datetime
    rank: Rank


class Pending:
    """Pending tasks by task queue."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}
        self._ranks: defaultdict[str, list[tuple[Rank, str]]] = defaultdict(list)
        self._order = itertools.count()

    def add(self, task: Task, now: datetime) -> None:
        """Take in a task whose last run is pending."""
        rank = (PRIORITIES.index(task.definition["priority"]), next(self._order))
        self._entries[task.task_id] = Entry(task, task.runs[-1].run_id, now, rank)
        bisect.insort(self._ranks[task.queue_id], (rank, task.task_id))

    def remove(self, task: Task) -> None:
        """Let go of a task, if it is there."""
        entry = self._entries.pop(task.task_id, None)
        if entry:
            self._unrank(entry)

    def reprioritize(self, task: Task) -> None:
        """Move a task whose priority has changed; its age stays."""
        entry = self._entries.get(task.task_id)
        if entry:
            self._unrank(entry)
            entry.rank = (PRIORITIES.index(task.definition["priority"]), entry.rank[1])
            bisect.insort(self._ranks[task.queue_id], (entry.rank, task.task_id))

    def first(self, queue_id: str) -> Task | None:
        """The task of a queue that comes next."""
        ranks = self._ranks.get(queue_id)
        return self._entries[ranks[0][1]].task if ranks else None

    def count(self, queue_id: str) -> int:
        """How many tasks of a queue are pending."""
        return len(self._ranks.get(queue_id, ()))

    def by_age(self, queue_id: str) -> list[Entry]:
        """The pending tasks of a queue, those that wait longest first."""
        found = [self._entries[task_id] for _, task_id in self._ranks.get(queue_id, ())]
        return sorted(found, key=lambda entry: entry.rank[1])

    def _unrank(self, entry: Entry) -> None:
        ranks = self._ranks[entry.task.queue_id]
        del ranks[bisect.bisect_left(ranks, (entry.rank, entry.task.task_id))]
        if not ranks:
            del self._ranks[entry.task.queue_id]
