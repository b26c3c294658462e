"""Tasks of a local Taskcluster, made and led through their lives by a test."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Any, Self

import tc
from tc.testing import LocalTaskcluster

WORKER: Any = {"workerGroup": "g", "workerId": "w"}


def definition(**changes: Any) -> dict[str, Any]:
    """The payload of `createTask`."""
    now = datetime.now(UTC)
    return {
        "taskQueueId": "p/w",
        "schedulerId": "s",
        "created": now,
        "deadline": now + timedelta(hours=2),
        "expires": now + timedelta(days=10),
        "payload": {},
        "metadata": {"name": "n", "description": "d", "owner": "o", "source": "https://example.com"},
        **changes,
    }


class LocalTasks:
    """The tasks of a local Taskcluster, for a test that plays scheduler and worker."""

    def __init__(self, taskcluster: LocalTaskcluster) -> None:
        self.taskcluster = taskcluster
        self.queue = tc.sync.Queue(taskcluster.root_url, credentials=taskcluster.credentials)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.queue.close()

    def create(self, task_id: str | None = None, name: str = "n", **changes: Any) -> str:
        """Make a task. Returns its id."""
        task_id = task_id or tc.slug_id()
        task: Any = definition(**changes)
        task["metadata"]["name"] = name
        self.queue.createTask(task_id, task)
        return task_id

    def start(self, task_id: str) -> int:
        """Claim the last run of a task. Returns its number."""
        run_id = len(self.queue.status(task_id)["status"]["runs"]) - 1
        path = f"api/queue/v1/task/{task_id}/runs/{run_id}/claim"
        self.queue.api_client.request("POST", path, payload=WORKER)  # claimWork would choose a task itself
        return run_id

    def finish(self, task_id: str, outcome: str = "completed") -> None:
        """Have a pending task run, and end completed, failed, or with the reason of an exception."""
        self.report(task_id, self.start(task_id), outcome)

    def report(self, task_id: str, run_id: int, outcome: str) -> None:
        """End a run."""
        if outcome == "completed":
            self.queue.reportCompleted(task_id, str(run_id))
        elif outcome == "failed":
            self.queue.reportFailed(task_id, str(run_id))
        else:
            payload: Any = {"reason": outcome}
            self.queue.reportException(task_id, str(run_id), payload)

    def count(self, method: str) -> int:
        """How often a method has been called."""
        return sum(request.method == method for request in self.taskcluster.requests)
