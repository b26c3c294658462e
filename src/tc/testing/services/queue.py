"""The queue service: tasks are created, looked at, cancelled, and listed by their groups."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from tc.testing.calls import Call
from tc.testing.errors import ApiError
from tc.testing.facts import Service as ServiceFacts
from tc.testing.moments import parse_moment
from tc.testing.services.base import Patterns, Service

if TYPE_CHECKING:
    from tc.testing.deployment import Deployment

SLUG_ID = re.compile(r"[A-Za-z0-9_-]{8}[Q-T][A-Za-z0-9_-][CGKOSWaeimquy26-][A-Za-z0-9_-]{10}[AQgw]")
PRIORITIES = ("highest", "very-high", "high", "medium", "low", "very-low", "lowest", "normal")


@dataclass
class Task:
    """A task: its definition and its runs."""

    task_id: str
    definition: dict[str, Any]
    runs: list[dict[str, Any]]
    state: str

    def status(self) -> dict[str, Any]:
        """Its status structure."""
        keys = (
            "provisionerId",
            "workerType",
            "taskQueueId",
            "schedulerId",
            "projectId",
            "taskGroupId",
            "priority",
            "deadline",
            "expires",
        )
        shown = {key: self.definition[key] for key in keys}
        return {
            "taskId": self.task_id,
            **shown,
            "retriesLeft": self.definition["retries"],
            "state": self.state,
            "runs": self.runs,
        }


class Queue(Service):
    """Tasks by id."""

    ids: ClassVar[Patterns] = {"taskId": SLUG_ID, "taskGroupId": SLUG_ID}

    def __init__(self, deployment: Deployment, facts: ServiceFacts) -> None:
        super().__init__(deployment, facts)
        self.tasks: dict[str, Task] = {}

    async def createTask(self, call: Call) -> Any:
        """Make a task; an identical definition again answers the task that is there."""
        task_id = call.params["taskId"]
        definition = self.complete(task_id, call.payload)
        higher = PRIORITIES[: PRIORITIES.index(definition["priority"]) + 1]
        call.require(**definition, priorities=list(higher))
        there = self.tasks.get(task_id)
        if there and there.definition != definition:
            raise ApiError("RequestConflict", f"task {task_id} is there already, with another definition")
        if not there:
            run = {"runId": 0, "state": "pending", "reasonCreated": "scheduled", "scheduled": call.now}
            there = self.tasks[task_id] = Task(task_id, definition, [run], "pending")
            if definition["dependencies"]:
                there.runs, there.state = [], "unscheduled"
        return {"status": there.status()}

    def complete(self, task_id: str, payload: dict[str, Any]) -> dict[str, Any]:
        """A definition with what follows from the rest of it."""
        definition = {"taskGroupId": task_id, **payload}
        if "taskQueueId" in payload:
            definition["provisionerId"], definition["workerType"] = payload["taskQueueId"].split("/")
        elif "provisionerId" in payload and "workerType" in payload:
            definition["taskQueueId"] = f"{payload['provisionerId']}/{payload['workerType']}"
        else:
            raise ApiError("InputError", "taskQueueId, or provisionerId and workerType, must be given")
        if "expires" not in payload:
            definition["expires"] = parse_moment(payload["deadline"]) + timedelta(days=365)
        if definition["priority"] == "normal":
            definition["priority"] = "lowest"
        return definition

    async def task(self, call: Call) -> Any:
        """The definition of a task."""
        return self.find(call).definition

    async def status(self, call: Call) -> Any:
        """The status of a task."""
        return {"status": self.find(call).status()}

    async def cancelTask(self, call: Call) -> Any:
        """Cancel a task that has not been resolved."""
        task = self.find(call)
        keys = ("schedulerId", "taskGroupId", "projectId")
        call.require(**{key: task.definition[key] for key in keys})
        if task.state in ("unscheduled", "pending", "running"):
            if not task.runs:
                task.runs.append({"runId": 0, "reasonCreated": "exception", "scheduled": call.now})
            task.runs[-1] |= {"state": "exception", "reasonResolved": "canceled", "resolved": call.now}
            task.state = "exception"
        return {"status": task.status()}

    async def listTaskGroup(self, call: Call) -> Any:
        """The tasks of a group, in the order in which they came."""
        group = call.params["taskGroupId"]
        members = [task for task in self.tasks.values() if task.definition["taskGroupId"] == group]
        if not members:
            raise ApiError("ResourceNotFound", f"there is no task group {group}")
        first = members[0].definition
        rest = {"taskGroupId": group, "schedulerId": first["schedulerId"], "expires": first["expires"]}
        return call.page([{"status": t.status(), "task": t.definition} for t in members], **rest)

    def find(self, call: Call) -> Task:
        """The task that a call is about.

        Raises:
            ApiError: ResourceNotFound.
        """
        task = self.tasks.get(call.params["taskId"])
        if task is None:
            raise ApiError("ResourceNotFound", f"there is no task {call.params['taskId']}")
        return task
