# Generated from api/queue.json by tools/generate.py. Do not edit.

"""Exchanges of the queue service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tc._lazy import LazyModule
from tc.binding import Binding, word, words

if TYPE_CHECKING:
    from tc.types import queue as types
else:
    types = LazyModule("tc.types.queue")


class QueueEvents:
    """Bindings to the exchanges of the queue service, one method each; a key that is left out matches
    anything.

    https://docs.taskcluster.net/docs/reference/platform/queue/exchanges
    """

    def taskDefined(
        self,
        *,
        taskId: str | int | None = None,
        runId: str | int | None = None,
        workerGroup: str | int | None = None,
        workerId: str | int | None = None,
        provisionerId: str | int | None = None,
        workerType: str | int | None = None,
        schedulerId: str | int | None = None,
        taskGroupId: str | int | None = None,
        reserved: str | int | None = None,
    ) -> Binding[types.TaskDefinedMessage]:
        """A task is created.

        Messages are `types.TaskDefinedMessage`.
        """
        return Binding(
            "exchange/taskcluster-queue/v1/task-defined",
            ".".join(
                (
                    "primary",
                    word("taskId", taskId),
                    word("runId", runId),
                    word("workerGroup", workerGroup),
                    word("workerId", workerId),
                    word("provisionerId", provisionerId),
                    word("workerType", workerType),
                    word("schedulerId", schedulerId),
                    word("taskGroupId", taskGroupId),
                    words("reserved", reserved),
                )
            ),
        )

    def taskPending(
        self,
        *,
        taskId: str | int | None = None,
        runId: str | int | None = None,
        workerGroup: str | int | None = None,
        workerId: str | int | None = None,
        provisionerId: str | int | None = None,
        workerType: str | int | None = None,
        schedulerId: str | int | None = None,
        taskGroupId: str | int | None = None,
        reserved: str | int | None = None,
    ) -> Binding[types.TaskPendingMessage]:
        """A task is ready to be claimed by a worker.

        Messages are `types.TaskPendingMessage`.
        """
        return Binding(
            "exchange/taskcluster-queue/v1/task-pending",
            ".".join(
                (
                    "primary",
                    word("taskId", taskId),
                    word("runId", runId),
                    word("workerGroup", workerGroup),
                    word("workerId", workerId),
                    word("provisionerId", provisionerId),
                    word("workerType", workerType),
                    word("schedulerId", schedulerId),
                    word("taskGroupId", taskGroupId),
                    words("reserved", reserved),
                )
            ),
        )

    def taskRunning(
        self,
        *,
        taskId: str | int | None = None,
        runId: str | int | None = None,
        workerGroup: str | int | None = None,
        workerId: str | int | None = None,
        provisionerId: str | int | None = None,
        workerType: str | int | None = None,
        schedulerId: str | int | None = None,
        taskGroupId: str | int | None = None,
        reserved: str | int | None = None,
    ) -> Binding[types.TaskRunningMessage]:
        """A worker has claimed a task, which is now running.

        Messages are `types.TaskRunningMessage`.
        """
        return Binding(
            "exchange/taskcluster-queue/v1/task-running",
            ".".join(
                (
                    "primary",
                    word("taskId", taskId),
                    word("runId", runId),
                    word("workerGroup", workerGroup),
                    word("workerId", workerId),
                    word("provisionerId", provisionerId),
                    word("workerType", workerType),
                    word("schedulerId", schedulerId),
                    word("taskGroupId", taskGroupId),
                    words("reserved", reserved),
                )
            ),
        )

    def artifactCreated(
        self,
        *,
        taskId: str | int | None = None,
        runId: str | int | None = None,
        workerGroup: str | int | None = None,
        workerId: str | int | None = None,
        provisionerId: str | int | None = None,
        workerType: str | int | None = None,
        schedulerId: str | int | None = None,
        taskGroupId: str | int | None = None,
        reserved: str | int | None = None,
    ) -> Binding[types.ArtifactCreatedMessage]:
        """An artifact of a task is created.

        Messages are `types.ArtifactCreatedMessage`.
        """
        return Binding(
            "exchange/taskcluster-queue/v1/artifact-created",
            ".".join(
                (
                    "primary",
                    word("taskId", taskId),
                    word("runId", runId),
                    word("workerGroup", workerGroup),
                    word("workerId", workerId),
                    word("provisionerId", provisionerId),
                    word("workerType", workerType),
                    word("schedulerId", schedulerId),
                    word("taskGroupId", taskGroupId),
                    words("reserved", reserved),
                )
            ),
        )

    def taskCompleted(
        self,
        *,
        taskId: str | int | None = None,
        runId: str | int | None = None,
        workerGroup: str | int | None = None,
        workerId: str | int | None = None,
        provisionerId: str | int | None = None,
        workerType: str | int | None = None,
        schedulerId: str | int | None = None,
        taskGroupId: str | int | None = None,
        reserved: str | int | None = None,
    ) -> Binding[types.TaskCompletedMessage]:
        """A task is resolved as completed.

        Messages are `types.TaskCompletedMessage`.
        """
        return Binding(
            "exchange/taskcluster-queue/v1/task-completed",
            ".".join(
                (
                    "primary",
                    word("taskId", taskId),
                    word("runId", runId),
                    word("workerGroup", workerGroup),
                    word("workerId", workerId),
                    word("provisionerId", provisionerId),
                    word("workerType", workerType),
                    word("schedulerId", schedulerId),
                    word("taskGroupId", taskGroupId),
                    words("reserved", reserved),
                )
            ),
        )

    def taskFailed(
        self,
        *,
        taskId: str | int | None = None,
        runId: str | int | None = None,
        workerGroup: str | int | None = None,
        workerId: str | int | None = None,
        provisionerId: str | int | None = None,
        workerType: str | int | None = None,
        schedulerId: str | int | None = None,
        taskGroupId: str | int | None = None,
        reserved: str | int | None = None,
    ) -> Binding[types.TaskFailedMessage]:
        """A task is resolved as failed.

        Messages are `types.TaskFailedMessage`.
        """
        return Binding(
            "exchange/taskcluster-queue/v1/task-failed",
            ".".join(
                (
                    "primary",
                    word("taskId", taskId),
                    word("runId", runId),
                    word("workerGroup", workerGroup),
                    word("workerId", workerId),
                    word("provisionerId", provisionerId),
                    word("workerType", workerType),
                    word("schedulerId", schedulerId),
                    word("taskGroupId", taskGroupId),
                    words("reserved", reserved),
                )
            ),
        )

    def taskException(
        self,
        *,
        taskId: str | int | None = None,
        runId: str | int | None = None,
        workerGroup: str | int | None = None,
        workerId: str | int | None = None,
        provisionerId: str | int | None = None,
        workerType: str | int | None = None,
        schedulerId: str | int | None = None,
        taskGroupId: str | int | None = None,
        reserved: str | int | None = None,
    ) -> Binding[types.TaskExceptionMessage]:
        """A task is resolved as exception, for example cancelled or past its deadline.

        Messages are `types.TaskExceptionMessage`.
        """
        return Binding(
            "exchange/taskcluster-queue/v1/task-exception",
            ".".join(
                (
                    "primary",
                    word("taskId", taskId),
                    word("runId", runId),
                    word("workerGroup", workerGroup),
                    word("workerId", workerId),
                    word("provisionerId", provisionerId),
                    word("workerType", workerType),
                    word("schedulerId", schedulerId),
                    word("taskGroupId", taskGroupId),
                    words("reserved", reserved),
                )
            ),
        )

    def taskGroupResolved(
        self,
        *,
        taskGroupId: str | int | None = None,
        schedulerId: str | int | None = None,
        reserved: str | int | None = None,
    ) -> Binding[types.TaskGroupChangedMessage]:
        """All tasks of a task group are resolved; may come again if tasks are added later.

        Messages are `types.TaskGroupChangedMessage`.
        """
        return Binding(
            "exchange/taskcluster-queue/v1/task-group-resolved",
            ".".join(
                (
                    "primary",
                    word("taskGroupId", taskGroupId),
                    word("schedulerId", schedulerId),
                    words("reserved", reserved),
                )
            ),
        )

    def taskGroupSealed(
        self,
        *,
        taskGroupId: str | int | None = None,
        schedulerId: str | int | None = None,
        reserved: str | int | None = None,
    ) -> Binding[types.TaskGroupChangedMessage]:
        """A task group is sealed.

        Messages are `types.TaskGroupChangedMessage`.
        """
        return Binding(
            "exchange/taskcluster-queue/v1/task-group-sealed",
            ".".join(
                (
                    "primary",
                    word("taskGroupId", taskGroupId),
                    word("schedulerId", schedulerId),
                    words("reserved", reserved),
                )
            ),
        )

    def taskPriorityChanged(
        self,
        *,
        taskId: str | int | None = None,
        runId: str | int | None = None,
        workerGroup: str | int | None = None,
        workerId: str | int | None = None,
        provisionerId: str | int | None = None,
        workerType: str | int | None = None,
        schedulerId: str | int | None = None,
        taskGroupId: str | int | None = None,
        reserved: str | int | None = None,
    ) -> Binding[types.TaskPriorityChangedMessage]:
        """The priority of a task is changed.

        Messages are `types.TaskPriorityChangedMessage`.
        """
        return Binding(
            "exchange/taskcluster-queue/v1/task-priority-changed",
            ".".join(
                (
                    "primary",
                    word("taskId", taskId),
                    word("runId", runId),
                    word("workerGroup", workerGroup),
                    word("workerId", workerId),
                    word("provisionerId", provisionerId),
                    word("workerType", workerType),
                    word("schedulerId", schedulerId),
                    word("taskGroupId", taskGroupId),
                    words("reserved", reserved),
                )
            ),
        )

    def taskGroupPriorityChanged(
        self,
        *,
        taskGroupId: str | int | None = None,
        schedulerId: str | int | None = None,
        reserved: str | int | None = None,
    ) -> Binding[types.TaskGroupPriorityChangedMessage]:
        """The priority of a task group's tasks is changed.

        Messages are `types.TaskGroupPriorityChangedMessage`.
        """
        return Binding(
            "exchange/taskcluster-queue/v1/task-group-priority-changed",
            ".".join(
                (
                    "primary",
                    word("taskGroupId", taskGroupId),
                    word("schedulerId", schedulerId),
                    words("reserved", reserved),
                )
            ),
        )
