"""Task groups: who schedules in them, whether they take more tasks, what is left to do."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tc.testing.clock import later
from tc.testing.services.queue.tasks import Task

LINGER = timedelta(hours=1)  # how long a group outlives its last task


@dataclass
class Group:
    """A task group: its tasks by id in the order in which they came, and those that are not resolved."""

    group_id: str
    scheduler_id: str
    expires: datetime
    sealed: datetime | None = None
    tasks: dict[str, Task] = field(default_factory=dict)
    active: set[str] = field(default_factory=set)

    def view(self) -> dict[str, Any]:
        """The group without its tasks."""
        return {"taskGroupId": self.group_id, "schedulerId": self.scheduler_id, **self.times()}

    def times(self) -> dict[str, datetime]:
        """When it expires, and since when it is sealed, if it is."""
        return {"expires": self.expires, **({"sealed": self.sealed} if self.sealed else {})}

    def add(self, task: Task) -> None:
        """Take in a task; the group stays for an hour longer than its tasks."""
        self.tasks[task.task_id] = task
        self.active.add(task.task_id)
        self.expires = max(self.expires, later(task.expires, LINGER))

    def unresolved(self) -> list[Task]:
        """The tasks on which something is to be done."""
        return [task for task in self.tasks.values() if not task.resolved]
