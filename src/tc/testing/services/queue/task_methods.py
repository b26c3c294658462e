"""Methods about tasks: creating, looking, scheduling, running again, cancelling, priorities."""

from __future__ import annotations

from typing import Any

from tc.testing.protocol.call import Call
from tc.testing.protocol.errors import ApiError
from tc.testing.protocol.response import same_json
from tc.testing.services.queue import definitions
from tc.testing.services.queue.base import (
    NO_TASK,
    NOT_CREATED,
    QueueBase,
    conflicts,
    page_of,
    status_of,
    with_status,
)
from tc.testing.services.queue.tasks import Task


class TaskMethods(QueueBase):
    """Methods about tasks."""

    async def createTask(self, call: Call) -> Any:
        """Make a task; an identical definition again returns the task that is there."""
        task_id, payload = call.params["taskId"], call.payload
        queue = definitions.name_queue(payload)
        call.require(
            scopes=payload["scopes"],
            routes=payload["routes"],
            priorities=definitions.at_least(payload["priority"]),
            projectId=payload["projectId"],
            schedulerId=payload["schedulerId"],
            **queue,
        )
        task = Task(task_id, definitions.complete(task_id, payload, call.now))
        self.lifecycle.check_group(task)
        there = self.lifecycle.tasks.get(task_id)
        if there is None:
            self.lifecycle.add(task)
            return status_of(task)
        if not same_json(there.definition, task.definition):
            raise ApiError(
                "RequestConflict",
                f"taskId `{task_id}` already used by another task.\n"
                "This could be the result of faulty idempotency!",
            )
        self.lifecycle.tell_again(task, there)
        return status_of(there)

    async def task(self, call: Call) -> Any:
        """The definition of a task."""
        return self.find(call, f"{NO_TASK}\nAre you sure this task has already been submitted?").definition

    async def status(self, call: Call) -> Any:
        """The status of a task."""
        return status_of(self.find(call, f"{NO_TASK}\nAre you sure this task exists?"))

    async def tasks(self, call: Call) -> Any:
        """The definitions of many tasks; those that are not there are left out."""
        found = self.several(call)
        return page_of(call, found, lambda task: {"taskId": task.task_id, "task": task.definition})

    async def statuses(self, call: Call) -> Any:
        """The statuses of many tasks; those that are not there are left out."""
        found = self.several(call)
        return page_of(call, found, lambda task: {"taskId": task.task_id, **status_of(task)})

    def several(self, call: Call) -> list[Task]:
        """The tasks that a payload names, each once."""
        wanted = call.payload["taskIds"]
        call.require(taskIds=wanted)
        found = (self.lifecycle.tasks.get(task_id) for task_id in dict.fromkeys(wanted))
        return [task for task in found if task]

    async def listDependentTasks(self, call: Call) -> Any:
        """The tasks that depend on a task."""
        task = self.find(call, "Task with taskId: `{}` was not found")
        return page_of(call, self.lifecycle.dependents(task.task_id), with_status, taskId=task.task_id)

    # -- changes

    async def scheduleTask(self, call: Call) -> Any:
        """Make a task pending, whatever its dependencies."""
        task = self.of_scheduler(call, "taskId `{}` not found. Are you sure it exists?")
        with conflicts():
            task.before_deadline(call.now, "scheduled")
            self.lifecycle.schedule(task)
        return status_of(task)

    async def rerunTask(self, call: Call) -> Any:
        """Run a task again."""
        task = self.of_scheduler(call, f"{NO_TASK}\nAre you sure this task has been submitted before?")
        with conflicts():
            task.before_deadline(call.now, "rescheduled")
            self.lifecycle.rerun(task)
        return status_of(task)

    async def cancelTask(self, call: Call) -> Any:
        """Cancel a task."""
        task = self.of_scheduler(call, NOT_CREATED)
        with conflicts():
            task.before_deadline(call.now, "canceled")
        self.lifecycle.cancel(task)
        return status_of(task)

    def of_scheduler(self, call: Call, problem: str) -> Task:
        """The task of a call that only those may make who schedule tasks in its group; see `find`."""
        task = self.find(call, problem)
        call.require(**{key: task.definition[key] for key in ("schedulerId", "taskGroupId", "projectId")})
        return task

    async def changeTaskPriority(self, call: Call) -> Any:
        """Give a task another priority."""
        task = self.find(call, NOT_CREATED)
        call.require(taskQueueId=task.queue_id)
        with conflicts():
            task.before_deadline(call.now, "reprioritized")
        old, priority = task.definition["priority"], call.payload["newPriority"]
        if not task.may_have_priority(priority):
            problem = f"Task `{task.task_id}` is already resolved and cannot be reprioritized."
            raise ApiError("RequestConflict", problem)
        self.lifecycle.change_priority(task, priority)
        self.lifecycle.messages.about_priority(task, old)
        return status_of(task)
