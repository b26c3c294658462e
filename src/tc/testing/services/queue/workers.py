"""Provisioners, task queues and workers: they are there because a worker asked for work, and for a while."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tc.testing.services.queue.definitions import split_queue_id
from tc.testing.services.queue.tasks import Run, Task

LIFETIME = timedelta(days=1)  # after work was asked for
QUEUE_LIFETIME = timedelta(days=5)  # of a task queue, after a certain run in it was asked for
REMEMBERED = 20  # how many of its latest tasks a worker shows

WorkerKey = tuple[str, str, str]  # task queue, group, id


@dataclass
class Seen:
    """A provisioner or a task queue."""

    name: str
    expires: datetime
    last_active: datetime

    def view(self) -> dict[str, Any]:
        """What is shown of it besides its name."""
        times = {"expires": self.expires, "lastDateActive": self.last_active}
        return {**times, "description": "", "stability": "experimental"}


@dataclass
class Worker:
    """A worker. `quarantine_details` says who put it into quarantine, and why, one entry each time."""

    queue_id: str
    worker_group: str
    worker_id: str
    expires: datetime
    first_claim: datetime
    last_active: datetime
    quarantine_until: datetime
    recent_tasks: list[dict[str, Any]] = field(default_factory=list)
    quarantine_details: list[dict[str, Any]] = field(default_factory=list)

    def there(self, now: datetime) -> bool:
        """Return True if it is shown: until it expires, and as long as it is in quarantine."""
        return now < max(self.expires, self.quarantine_until)

    def names(self) -> dict[str, str]:
        """Its own two names."""
        return {"workerGroup": self.worker_group, "workerId": self.worker_id}

    def view(self) -> dict[str, Any]:
        """The worker whole."""
        provisioner_id, worker_type = split_queue_id(self.queue_id)
        return {
            "taskQueueId": self.queue_id,
            "provisionerId": provisioner_id,
            "workerType": worker_type,
            **self.names(),
            "quarantineUntil": self.quarantine_until,
            "expires": self.expires,
            "firstClaim": self.first_claim,
            "recentTasks": self.recent_tasks,
            "lastDateActive": self.last_active,
        }

    def summary(self) -> dict[str, Any]:
        """The worker in a list."""
        shown = {**self.names(), "firstClaim": self.first_claim, "lastDateActive": self.last_active}
        if self.recent_tasks:
            shown["latestTask"] = self.recent_tasks[-1]
        return {**shown, "quarantineUntil": self.quarantine_until}


class Workers:
    """All of them. What has expired is not shown, and begins anew when it is seen again."""

    def __init__(self) -> None:
        self._provisioners: dict[str, Seen] = {}
        self._queues: dict[str, Seen] = {}
        self._workers: dict[WorkerKey, Worker] = {}

    def seen(self, key: WorkerKey, now: datetime) -> Worker:
        """Note that a worker has asked for something."""
        worker = self.declare(key, now + LIFETIME, now)
        worker.last_active = now
        return worker

    def queue_seen(self, queue_id: str, now: datetime) -> None:
        """Note that somebody has asked for something in a task queue."""
        provisioner_id, _ = split_queue_id(queue_id)
        note(self._provisioners, provisioner_id, now + QUEUE_LIFETIME, now)
        note(self._queues, queue_id, now + QUEUE_LIFETIME, now)

    def started(self, key: WorkerKey, task: Task, run: Run) -> None:
        """Note that a worker has got a run."""
        tasks = self._workers[key].recent_tasks
        tasks.append({"taskId": task.task_id, "runId": run.run_id})
        del tasks[:-REMEMBERED]

    def declare(self, key: WorkerKey, expires: datetime, now: datetime) -> Worker:
        """Have a worker, its queue and its provisioner be there until a moment, if not longer already."""
        provisioner_id, _ = split_queue_id(key[0])
        note(self._provisioners, provisioner_id, expires, now)
        note(self._queues, key[0], expires, now)
        worker = self.worker(key, now)
        if worker is None:
            self._workers.pop(key, None)  # so that it comes last, as a new one does
            worker = self._workers[key] = Worker(*key, expires, now, now, now)
        worker.expires = max(worker.expires, expires)
        return worker

    def quarantine(self, worker: Worker, until: datetime, info: str, client_id: str, now: datetime) -> None:
        """Keep a worker from getting work until a moment; one that has passed ends it."""
        worker.quarantine_until = until
        worker.quarantine_details.append(
            {"clientId": client_id, "updatedAt": now, "quarantineUntil": until, "quarantineInfo": info}
        )

    # -- looking

    def provisioner(self, name: str, now: datetime) -> Seen | None:
        """A provisioner by its name."""
        return unexpired(self._provisioners.get(name), now)

    def queue(self, name: str, now: datetime) -> Seen | None:
        """A task queue by its name."""
        return unexpired(self._queues.get(name), now)

    def worker(self, key: WorkerKey, now: datetime) -> Worker | None:
        """A worker by its names."""
        found = self._workers.get(key)
        return found if found and found.there(now) else None

    def provisioners(self, now: datetime) -> list[Seen]:
        """All provisioners by name."""
        return [seen for _, seen in sorted(self._provisioners.items()) if seen.expires > now]

    def queues(self, now: datetime) -> list[Seen]:
        """All task queues by name."""
        return [seen for _, seen in sorted(self._queues.items()) if seen.expires > now]

    def of_queue(self, queue_id: str, now: datetime) -> list[Worker]:
        """The workers of a task queue, in the order in which they came."""
        return [worker for key, worker in self._workers.items() if key[0] == queue_id and worker.there(now)]


def note(found: dict[str, Seen], name: str, expires: datetime, now: datetime) -> None:
    """Note that a provisioner or task queue is in use; when it expires only moves forward."""
    before = unexpired(found.get(name), now)
    found[name] = Seen(name, max(expires, before.expires) if before else expires, now)


def unexpired(seen: Seen | None, now: datetime) -> Seen | None:
    """What was seen, if that was not too long ago."""
    return seen if seen and seen.expires > now else None
