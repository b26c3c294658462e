"""Methods about task groups."""

from __future__ import annotations

from typing import Any

from tc.testing.protocol.call import Call
from tc.testing.protocol.errors import ApiError
from tc.testing.services.queue.base import QueueBase, page_of, with_status


class GroupMethods(QueueBase):
    """Methods about task groups."""

    async def listTaskGroup(self, call: Call) -> Any:
        """The tasks of a group, in the order in which they came."""
        group = self.find_group(call)
        return page_of(call, list(group.tasks.values()), with_status, **group.view())

    async def getTaskGroup(self, call: Call) -> Any:
        """A group without its tasks."""
        return self.find_group(call).view()

    async def sealTaskGroup(self, call: Call) -> Any:
        """Have a group take no more tasks, for good."""
        group = self.find_group(call)
        call.require(schedulerId=group.scheduler_id)
        if group.sealed is None:
            group.sealed = call.now
        self.lifecycle.messages.about_group("task-group-sealed", group, **group.times())
        return group.view()

    async def cancelTaskGroup(self, call: Call) -> Any:
        """Cancel all that is left to do in a sealed group."""
        group = self.find_group(call)
        if group.sealed is None:
            raise ApiError("RequestConflict", f"Cannot cancel unsealed task group: `{group.group_id}`")
        call.require(schedulerId=group.scheduler_id)
        size = len(group.tasks)
        cancelled = [task.task_id for task in self.lifecycle.cancel_group(group)]
        return {
            "taskGroupId": group.group_id,
            "taskGroupSize": size,
            "cancelledCount": len(cancelled),
            "taskIds": cancelled,
        }

    async def changeTaskGroupPriority(self, call: Call) -> Any:
        """Give all that is left to do in a group another priority."""
        group = self.find_group(call, "Task group `{}` not found.")
        call.require(schedulerId=group.scheduler_id)
        priority = call.payload["newPriority"]
        changed = [
            task for task in group.tasks.values() if not task.resolved and task.may_have_priority(priority)
        ]
        for task in changed:
            self.lifecycle.change_priority(task, priority)
        result = {"newPriority": priority, "tasksAffected": len(changed)}
        self.lifecycle.messages.about_group("task-group-priority-changed", group, **result)
        names = {"taskGroupId": group.group_id, "schedulerId": group.scheduler_id}
        return {**names, **result, "taskIds": [task.task_id for task in changed]}
