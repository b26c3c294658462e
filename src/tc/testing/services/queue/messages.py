"""The Pulse messages of the queue.

https://docs.taskcluster.net/docs/reference/platform/queue/exchanges
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tc.testing.services.queue.groups import Group
from tc.testing.services.queue.tasks import Run, Task

if TYPE_CHECKING:
    from tc.testing.services.base import Context

EXCHANGE = "exchange/taskcluster-queue/v1/"
ABSENT = "_"  # stands for a word of a routing key that has no value


class Messages:
    """Sends messages about tasks and groups.

    Args:
        deployment: Where they are sent.
    """

    def __init__(self, deployment: Context) -> None:
        self.deployment = deployment

    def about_task(self, exchange: str, task: Task, run: Run | None = None, **more: Any) -> None:
        """Send a message about a task, or about one of its runs.

        Args:
            exchange: Its last part, such as `task-pending`.
            task: Which.
            run: The run that it is about.
            more: Further properties of the message.
        """
        about = {} if run is None else run_names(run)
        self._send_task(exchange, task, run, {**about, **more, "task": {"tags": task.definition["tags"]}})

    def about_canceled_member(self, task: Task) -> None:
        """Send the message about a task that was cancelled with its group, whose status has no priority."""
        run, status = task.runs[-1], task.status()
        del status["priority"]
        payload = {**run_names(run), "task": {"tags": task.definition["tags"]}, "status": status}
        self._send_task("task-exception", task, run, payload)

    def about_priority(self, task: Task, old: str) -> None:
        """Send a message about a task that has another priority now."""
        change = {"oldPriority": old, "newPriority": task.definition["priority"]}
        self._send_task("task-priority-changed", task, None, change)

    def about_artifact(self, task: Task, run: Run, artifact: dict[str, Any]) -> None:
        """Send a message about a new artifact."""
        self._send_task("artifact-created", task, run, {**run_names(run), "artifact": artifact})

    def about_group(self, exchange: str, group: Group, **more: Any) -> None:
        """Send a message about a task group.

        Args:
            exchange: Its last part, such as `task-group-sealed`.
            group: Which.
            more: What the message says of it besides its names.
        """
        key = f"primary.{group.group_id}.{group.scheduler_id}.{ABSENT}"
        names = {"taskGroupId": group.group_id, "schedulerId": group.scheduler_id}
        self._send(exchange, key, {**names, **more}, [])

    def _send_task(self, exchange: str, task: Task, run: Run | None, payload: dict[str, Any]) -> None:
        definition, names = task.definition, {} if run is None else run_names(run)
        words = [task.task_id, *(str(names.get(key, ABSENT)) for key in ("runId", "workerGroup", "workerId"))]
        words += [definition[key] for key in ("provisionerId", "workerType", "schedulerId", "taskGroupId")]
        key = ".".join(["primary", *words, ABSENT])
        cc = [f"route.{route}" for route in definition["routes"]]
        self._send(exchange, key, {"status": task.status(), **payload}, cc)

    def _send(self, exchange: str, key: str, payload: dict[str, Any], cc: list[str]) -> None:
        self.deployment.publish(EXCHANGE + exchange, key, {"version": 1, **payload}, cc)


def run_names(run: Run) -> dict[str, Any]:
    """The names of a run and, once it has been claimed, of its worker."""
    names = {"runId": run.run_id, "workerGroup": run.worker_group, "workerId": run.worker_id}
    return {key: value for key, value in names.items() if value is not None}
