# Generated from src/tc/_async/services/queue.py by tools/unasync_build.py. Do not edit.

# Generated from api/queue.json by tools/generate.py. Do not edit.

"""The queue service."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from typing_extensions import deprecated

from tc._lazy import LazyModule
from tc._protocol.annotations import Payload
from tc._protocol.urls import route
from tc._redact.tracebacks import boundary
from tc._sync.paging import Items, Pages
from tc._sync.service import Service

if TYPE_CHECKING:
    from tc.types import queue as types
else:
    types = LazyModule("tc.types.queue")


class Queue(Service):
    """Methods of the queue service: https://docs.taskcluster.net/docs/reference/platform/queue"""

    @boundary
    def ping(self) -> types.Ping:
        """Check that the service is up.

        `GET /ping`, stable.

        https://docs.taskcluster.net/docs/reference/platform/queue/api#ping

        Returns:
            `alive`, and `uptime` in seconds.
        """
        response: types.Ping = self.api_client.call_api("GET", "api/queue/v1/ping")
        return response

    def ping_url(self) -> str:
        """The URL of `ping`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/queue/v1/ping")

    def ping_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `ping` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/queue/v1/ping", ttl=ttl)

    @boundary
    def lbheartbeat(self) -> types.Heartbeat:
        """Check that the service responds, as load balancers do.

        `GET /__lbheartbeat__`, stable.

        https://docs.taskcluster.net/docs/reference/platform/queue/api#lbheartbeat

        Returns:
            A free-form dict.
        """
        response: types.Heartbeat = self.api_client.call_api("GET", "api/queue/v1/__lbheartbeat__")
        return response

    def lbheartbeat_url(self) -> str:
        """The URL of `lbheartbeat`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/queue/v1/__lbheartbeat__")

    def lbheartbeat_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `lbheartbeat` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/queue/v1/__lbheartbeat__", ttl=ttl)

    @boundary
    def version(self) -> types.Version:
        """Get the version, commit and build of the running service.

        `GET /__version__`, stable.

        https://docs.taskcluster.net/docs/reference/platform/queue/api#version

        Returns:
            What runs: `version`, `commit`, `source` and `build`.
        """
        response: types.Version = self.api_client.call_api("GET", "api/queue/v1/__version__")
        return response

    def version_url(self) -> str:
        """The URL of `version`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/queue/v1/__version__")

    def version_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `version` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/queue/v1/__version__", ttl=ttl)

    @boundary
    def task(self, taskId: str) -> types.Task:
        """Get the definition of a task.

        `GET /task/<taskId>`, stable. Needs the scope `queue:get-task:<taskId>`.

        https://docs.taskcluster.net/docs/reference/platform/queue/api#task

        Args:
            taskId: The task, a slug id.

        Returns:
            The definition, with the defaults filled in.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such task.
        """
        response: types.Task = self.api_client.call_api(
            "GET", route("api/queue/v1/task/<taskId>", taskId=taskId), expects_json=True
        )
        return response

    def task_url(self, taskId: str) -> str:
        """The URL of `task`, unsigned. Nothing is sent."""
        return self.api_client.make_url(route("api/queue/v1/task/<taskId>", taskId=taskId))

    def task_signed_url(self, taskId: str, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `task` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(route("api/queue/v1/task/<taskId>", taskId=taskId), ttl=ttl)

    @boundary
    def tasks(
        self,
        payload: Payload[types.TasksRequest],
        *,
        continuationToken: str | None = None,
        limit: int | None = None,
    ) -> types.TasksResponse:
        """Get the definitions of many tasks, leaving out unknown ones.

        `POST /tasks`, experimental. Needs the scopes `queue:get-task:<taskId>` for each of taskIds.

        A payload, for example:

            {"taskIds": ["fN1SbArXTPSVFNUvaOlinQ", "VuF_pbKCSQ-EtBPnYeiOAA"]}

        https://docs.taskcluster.net/docs/reference/platform/queue/api#tasks

        Args:
            payload: A dict as `tc.types.queue.TasksRequest` describes it.
            continuationToken: Where to go on: the `continuationToken` of the page before. Default: the first
                page.
            limit: How many items the page has at most; it may have fewer. Default: as many as the service
                likes.

        Returns:
            A page of definitions, each with its `taskId`.

        Raises:
            BadRequestError: An argument or the payload has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.TasksResponse = self.api_client.call_api(
            "POST",
            "api/queue/v1/tasks",
            query={"continuationToken": continuationToken, "limit": limit},
            payload=payload,
            expects_json=True,
        )
        return response

    def tasks_pages(
        self,
        payload: Payload[types.TasksRequest],
        *,
        continuationToken: str | None = None,
        limit: int | None = None,
    ) -> Pages[types.TasksResponse]:
        """The responses of `tasks`, page by page; `limit` is items per page."""
        return Pages(
            self.api_client,
            "POST",
            "api/queue/v1/tasks",
            {"continuationToken": continuationToken, "limit": limit},
            payload,
        )

    def tasks_items(
        self, payload: Payload[types.TasksRequest], *, limit: int | None = None
    ) -> Items[types.TaskAndId]:
        """The tasks in all responses of `tasks`; `limit` is items per page."""
        return Items(Pages(self.api_client, "POST", "api/queue/v1/tasks", {"limit": limit}, payload), "tasks")

    @boundary
    def statuses(
        self,
        payload: Payload[types.TasksRequest],
        *,
        continuationToken: str | None = None,
        limit: int | None = None,
    ) -> types.TasksStatusesResponse:
        """Get the statuses of many tasks, leaving out unknown ones.

        `POST /tasks/status`, experimental. Needs the scopes `queue:status:<taskId>` for each of
        taskIds.

        A payload, for example:

            {"taskIds": ["fN1SbArXTPSVFNUvaOlinQ", "VuF_pbKCSQ-EtBPnYeiOAA"]}

        https://docs.taskcluster.net/docs/reference/platform/queue/api#statuses

        Args:
            payload: A dict as `tc.types.queue.TasksRequest` describes it.
            continuationToken: Where to go on: the `continuationToken` of the page before. Default: the first
                page.
            limit: How many items the page has at most; it may have fewer. Default: as many as the service
                likes.

        Returns:
            A page of statuses, each with its `taskId`.

        Raises:
            BadRequestError: An argument or the payload has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.TasksStatusesResponse = self.api_client.call_api(
            "POST",
            "api/queue/v1/tasks/status",
            query={"continuationToken": continuationToken, "limit": limit},
            payload=payload,
            expects_json=True,
        )
        return response

    def statuses_pages(
        self,
        payload: Payload[types.TasksRequest],
        *,
        continuationToken: str | None = None,
        limit: int | None = None,
    ) -> Pages[types.TasksStatusesResponse]:
        """The responses of `statuses`, page by page; `limit` is items per page."""
        return Pages(
            self.api_client,
            "POST",
            "api/queue/v1/tasks/status",
            {"continuationToken": continuationToken, "limit": limit},
            payload,
        )

    def statuses_items(
        self, payload: Payload[types.TasksRequest], *, limit: int | None = None
    ) -> Items[types.StatusAndId]:
        """The statuses in all responses of `statuses`; `limit` is items per page."""
        return Items(
            Pages(self.api_client, "POST", "api/queue/v1/tasks/status", {"limit": limit}, payload), "statuses"
        )

    @boundary
    def status(self, taskId: str) -> types.TaskStatusResponse:
        """Get the status of a task: its state, its runs and retries left.

        `GET /task/<taskId>/status`, stable. Needs the scope `queue:status:<taskId>`.

        https://docs.taskcluster.net/docs/reference/platform/queue/api#status

        Args:
            taskId: The task, a slug id.

        Returns:
            The `status`.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such task.
        """
        response: types.TaskStatusResponse = self.api_client.call_api(
            "GET", route("api/queue/v1/task/<taskId>/status", taskId=taskId), expects_json=True
        )
        return response

    def status_url(self, taskId: str) -> str:
        """The URL of `status`, unsigned. Nothing is sent."""
        return self.api_client.make_url(route("api/queue/v1/task/<taskId>/status", taskId=taskId))

    def status_signed_url(self, taskId: str, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `status` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            route("api/queue/v1/task/<taskId>/status", taskId=taskId), ttl=ttl
        )

    @boundary
    def listTaskGroup(
        self, taskGroupId: str, *, continuationToken: str | None = None, limit: int | None = None
    ) -> types.ListTaskGroupResponse:
        """List the tasks of a task group, with definitions and statuses.

        `GET /task-group/<taskGroupId>/list`, stable. Needs the scope
        `queue:list-task-group:<taskGroupId>`.

        https://docs.taskcluster.net/docs/reference/platform/queue/api#listTaskGroup

        Args:
            taskGroupId: The task group, a slug id.
            continuationToken: Where to go on: the `continuationToken` of the page before. Default: the first
                page.
            limit: How many items the page has at most; it may have fewer. Default: as many as the service
                likes.

        Returns:
            A page of tasks, and the facts about the group.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such task group.
        """
        response: types.ListTaskGroupResponse = self.api_client.call_api(
            "GET",
            route("api/queue/v1/task-group/<taskGroupId>/list", taskGroupId=taskGroupId),
            query={"continuationToken": continuationToken, "limit": limit},
            expects_json=True,
        )
        return response

    def listTaskGroup_pages(
        self, taskGroupId: str, *, continuationToken: str | None = None, limit: int | None = None
    ) -> Pages[types.ListTaskGroupResponse]:
        """The responses of `listTaskGroup`, page by page; `limit` is items per page."""
        return Pages(
            self.api_client,
            "GET",
            route("api/queue/v1/task-group/<taskGroupId>/list", taskGroupId=taskGroupId),
            {"continuationToken": continuationToken, "limit": limit},
        )

    def listTaskGroup_items(
        self, taskGroupId: str, *, limit: int | None = None
    ) -> Items[types.TaskDefinitionAndStatus]:
        """The tasks in all responses of `listTaskGroup`; `limit` is items per page."""
        return Items(
            Pages(
                self.api_client,
                "GET",
                route("api/queue/v1/task-group/<taskGroupId>/list", taskGroupId=taskGroupId),
                {"limit": limit},
            ),
            "tasks",
        )

    def listTaskGroup_url(
        self, taskGroupId: str, *, continuationToken: str | None = None, limit: int | None = None
    ) -> str:
        """The URL of `listTaskGroup`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            route("api/queue/v1/task-group/<taskGroupId>/list", taskGroupId=taskGroupId),
            query={"continuationToken": continuationToken, "limit": limit},
        )

    def listTaskGroup_signed_url(
        self,
        taskGroupId: str,
        *,
        continuationToken: str | None = None,
        limit: int | None = None,
        ttl: timedelta = timedelta(minutes=15),
    ) -> str:
        """A URL of `listTaskGroup` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            route("api/queue/v1/task-group/<taskGroupId>/list", taskGroupId=taskGroupId),
            query={"continuationToken": continuationToken, "limit": limit},
            ttl=ttl,
        )

    @boundary
    def cancelTaskGroup(self, taskGroupId: str) -> types.CancelTaskGroupResponse:
        """Cancel all unresolved tasks of a sealed task group.

        `POST /task-group/<taskGroupId>/cancel`, experimental. Needs the scope
        `queue:cancel-task-group:<schedulerId>/<taskGroupId>`.

        https://docs.taskcluster.net/docs/reference/platform/queue/api#cancelTaskGroup

        Args:
            taskGroupId: The task group, a slug id.

        Returns:
            Which tasks were cancelled.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such task group.
            ConflictError: The group is not sealed.
        """
        response: types.CancelTaskGroupResponse = self.api_client.call_api(
            "POST",
            route("api/queue/v1/task-group/<taskGroupId>/cancel", taskGroupId=taskGroupId),
            expects_json=True,
        )
        return response

    @boundary
    def getTaskGroup(self, taskGroupId: str) -> types.TaskGroupResponse:
        """Get a task group's scheduler, expiry and whether it is sealed.

        `GET /task-group/<taskGroupId>`, stable. Needs the scope `queue:list-task-group:<taskGroupId>`.

        https://docs.taskcluster.net/docs/reference/platform/queue/api#getTaskGroup

        Args:
            taskGroupId: The task group, a slug id.

        Returns:
            The facts about the group, without its tasks.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such task group.
        """
        response: types.TaskGroupResponse = self.api_client.call_api(
            "GET", route("api/queue/v1/task-group/<taskGroupId>", taskGroupId=taskGroupId), expects_json=True
        )
        return response

    def getTaskGroup_url(self, taskGroupId: str) -> str:
        """The URL of `getTaskGroup`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            route("api/queue/v1/task-group/<taskGroupId>", taskGroupId=taskGroupId)
        )

    def getTaskGroup_signed_url(self, taskGroupId: str, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `getTaskGroup` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            route("api/queue/v1/task-group/<taskGroupId>", taskGroupId=taskGroupId), ttl=ttl
        )

    @boundary
    def sealTaskGroup(self, taskGroupId: str) -> types.TaskGroupResponse:
        """Close a task group for good, so that no task can be added to it.

        `POST /task-group/<taskGroupId>/seal`, experimental. Needs the scope
        `queue:seal-task-group:<schedulerId>/<taskGroupId>`.

        https://docs.taskcluster.net/docs/reference/platform/queue/api#sealTaskGroup

        Args:
            taskGroupId: The task group, a slug id.

        Returns:
            The facts about the group; `sealed` says since when it is.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such task group.
        """
        response: types.TaskGroupResponse = self.api_client.call_api(
            "POST",
            route("api/queue/v1/task-group/<taskGroupId>/seal", taskGroupId=taskGroupId),
            expects_json=True,
        )
        return response

    @boundary
    def listDependentTasks(
        self, taskId: str, *, continuationToken: str | None = None, limit: int | None = None
    ) -> types.ListDependentTasksResponse:
        """List the tasks that depend on a task, with definitions and statuses.

        `GET /task/<taskId>/dependents`, stable. Needs the scope `queue:list-dependent-tasks:<taskId>`.

        https://docs.taskcluster.net/docs/reference/platform/queue/api#listDependentTasks

        Args:
            taskId: The task, a slug id.
            continuationToken: Where to go on: the `continuationToken` of the page before. Default: the first
                page.
            limit: How many items the page has at most; it may have fewer. Default: as many as the service
                likes.

        Returns:
            A page of tasks.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such task.
        """
        response: types.ListDependentTasksResponse = self.api_client.call_api(
            "GET",
            route("api/queue/v1/task/<taskId>/dependents", taskId=taskId),
            query={"continuationToken": continuationToken, "limit": limit},
            expects_json=True,
        )
        return response

    def listDependentTasks_pages(
        self, taskId: str, *, continuationToken: str | None = None, limit: int | None = None
    ) -> Pages[types.ListDependentTasksResponse]:
        """The responses of `listDependentTasks`, page by page; `limit` is items per page."""
        return Pages(
            self.api_client,
            "GET",
            route("api/queue/v1/task/<taskId>/dependents", taskId=taskId),
            {"continuationToken": continuationToken, "limit": limit},
        )

    def listDependentTasks_items(
        self, taskId: str, *, limit: int | None = None
    ) -> Items[types.TaskDefinitionAndStatus]:
        """The tasks in all responses of `listDependentTasks`; `limit` is items per page."""
        return Items(
            Pages(
                self.api_client,
                "GET",
                route("api/queue/v1/task/<taskId>/dependents", taskId=taskId),
                {"limit": limit},
            ),
            "tasks",
        )

    def listDependentTasks_url(
        self, taskId: str, *, continuationToken: str | None = None, limit: int | None = None
    ) -> str:
        """The URL of `listDependentTasks`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            route("api/queue/v1/task/<taskId>/dependents", taskId=taskId),
            query={"continuationToken": continuationToken, "limit": limit},
        )

    def listDependentTasks_signed_url(
        self,
        taskId: str,
        *,
        continuationToken: str | None = None,
        limit: int | None = None,
        ttl: timedelta = timedelta(minutes=15),
    ) -> str:
        """A URL of `listDependentTasks` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            route("api/queue/v1/task/<taskId>/dependents", taskId=taskId),
            query={"continuationToken": continuationToken, "limit": limit},
            ttl=ttl,
        )

    @boundary
    def createTask(self, taskId: str, payload: Payload[types.CreateTaskRequest]) -> types.TaskStatusResponse:
        """Create a task, pending once its dependencies allow; an identical repeat is accepted.

        `PUT /task/<taskId>`, stable. Needs the scopes `<scope>` for each of scopes and
        `queue:route:<route>` for each of routes and `queue:create-task:project:<projectId>` and
        `queue:scheduler-id:<schedulerId>` and
        `queue:create-task:<priority>:<provisionerId>/<workerType>` for each of priorities.

        A payload, for example:

            {
                "taskQueueId": "my-project/linux",
                "created": tc.from_now("0 seconds"),
                "deadline": tc.from_now("3 hours"),
                "payload": {"image": "python:3.13", "command": ["python", "-V"], "maxRunTime": 600},
                "metadata": {
                    "name": "unit tests",
                    "description": "Runs the unit tests.",
                    "owner": "me@example.com",
                    "source": "https://example.com/my-project",
                },
            }

        https://docs.taskcluster.net/docs/reference/platform/queue/api#createTask

        Args:
            taskId: The id of the new task, a slug id that is not in use: `tc.slug_id()`.
            payload: A dict as `tc.types.queue.CreateTaskRequest` describes it.

        Returns:
            The `status` of the task: pending, or unscheduled while it waits for dependencies.

        Raises:
            BadRequestError: An argument or the payload has the wrong form. Times do not fit each other or the
                present, a dependency does not exist, or the queue is named in two ways that differ.
            InsufficientScopesError: The credentials lack scopes that are needed.
            ConflictError: The id has a task with another definition, or the task group is sealed or has
                another `schedulerId`. The same definition again is no error.
        """
        response: types.TaskStatusResponse = self.api_client.call_api(
            "PUT", route("api/queue/v1/task/<taskId>", taskId=taskId), payload=payload, expects_json=True
        )
        return response

    @boundary
    def scheduleTask(self, taskId: str) -> types.TaskStatusResponse:
        """Make an unscheduled task pending, whatever its dependencies.

        `POST /task/<taskId>/schedule`, stable. Needs the scopes
        `queue:schedule-task:<schedulerId>/<taskGroupId>/<taskId>` or
        `queue:schedule-task-in-project:<projectId>` or (`queue:schedule-task` and
        `assume:scheduler-id:<schedulerId>/<taskGroupId>`).

        https://docs.taskcluster.net/docs/reference/platform/queue/api#scheduleTask

        Args:
            taskId: The task, a slug id.

        Returns:
            The `status` of the task, which is now pending unless it had runs already.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such task.
            ConflictError: The deadline has passed.
        """
        response: types.TaskStatusResponse = self.api_client.call_api(
            "POST", route("api/queue/v1/task/<taskId>/schedule", taskId=taskId), expects_json=True
        )
        return response

    @boundary
    def rerunTask(self, taskId: str) -> types.TaskStatusResponse:
        """Run a resolved task again with its retries restored, unless its deadline has passed.

        `POST /task/<taskId>/rerun`, stable. Needs the scopes
        `queue:rerun-task:<schedulerId>/<taskGroupId>/<taskId>` or
        `queue:rerun-task-in-project:<projectId>` or (`queue:rerun-task` and
        `assume:scheduler-id:<schedulerId>/<taskGroupId>`).

        https://docs.taskcluster.net/docs/reference/platform/queue/api#rerunTask

        Args:
            taskId: The task, a slug id.

        Returns:
            The `status` of the task, with a new run unless it was pending or running.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such task.
            ConflictError: The deadline has passed, or the task has had 1000 runs.
        """
        response: types.TaskStatusResponse = self.api_client.call_api(
            "POST", route("api/queue/v1/task/<taskId>/rerun", taskId=taskId), expects_json=True
        )
        return response

    @boundary
    def cancelTask(self, taskId: str) -> types.TaskStatusResponse:
        """Cancel a task that is not yet resolved, making its state exception.

        `POST /task/<taskId>/cancel`, stable. Needs the scopes
        `queue:cancel-task:<schedulerId>/<taskGroupId>/<taskId>` or
        `queue:cancel-task-in-project:<projectId>` or (`queue:cancel-task` and
        `assume:scheduler-id:<schedulerId>/<taskGroupId>`).

        https://docs.taskcluster.net/docs/reference/platform/queue/api#cancelTask

        Args:
            taskId: The task, a slug id.

        Returns:
            The `status` of the task: exception, unless it was resolved already.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such task.
            ConflictError: The deadline has passed.
        """
        response: types.TaskStatusResponse = self.api_client.call_api(
            "POST", route("api/queue/v1/task/<taskId>/cancel", taskId=taskId), expects_json=True
        )
        return response

    @boundary
    def changeTaskPriority(
        self, taskId: str, payload: Payload[types.ChangeTaskPriorityRequest]
    ) -> types.TaskStatusResponse:
        """Change the priority of a task.

        `POST /task/<taskId>/priority`, experimental. Needs the scopes
        `queue:change-task-priority:<taskId>` or `queue:change-task-priority-in-queue:<taskQueueId>`.

        A payload, for example:

            {"newPriority": "high"}

        https://docs.taskcluster.net/docs/reference/platform/queue/api#changeTaskPriority

        Args:
            taskId: The task, a slug id.
            payload: A dict as `tc.types.queue.ChangeTaskPriorityRequest` describes it.

        Returns:
            The `status` of the task.

        Raises:
            BadRequestError: An argument or the payload has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such task.
            ConflictError: The task has that priority already, or is resolved.
        """
        response: types.TaskStatusResponse = self.api_client.call_api(
            "POST",
            route("api/queue/v1/task/<taskId>/priority", taskId=taskId),
            payload=payload,
            expects_json=True,
        )
        return response

    @boundary
    def changeTaskGroupPriority(
        self, taskGroupId: str, payload: Payload[types.ChangeTaskPriorityRequest]
    ) -> types.TaskGroupPriorityChangeResponse:
        """Change the priority of all unresolved tasks of a task group.

        `POST /task-group/<taskGroupId>/priority`, experimental. Needs the scope
        `queue:change-task-group-priority:<schedulerId>/<taskGroupId>`.

        A payload, for example:

            {"newPriority": "high"}

        https://docs.taskcluster.net/docs/reference/platform/queue/api#changeTaskGroupPriority

        Args:
            taskGroupId: The task group, a slug id.
            payload: A dict as `tc.types.queue.ChangeTaskPriorityRequest` describes it.

        Returns:
            Which tasks were changed; resolved ones are not.

        Raises:
            BadRequestError: An argument or the payload has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such task group.
        """
        response: types.TaskGroupPriorityChangeResponse = self.api_client.call_api(
            "POST",
            route("api/queue/v1/task-group/<taskGroupId>/priority", taskGroupId=taskGroupId),
            payload=payload,
            expects_json=True,
        )
        return response

    @boundary
    def claimWork(
        self, taskQueueId: str, payload: Payload[types.ClaimWorkRequest]
    ) -> types.ClaimWorkResponse:
        """Claim pending tasks of a task queue, waiting up to 20 seconds for some.

        `POST /claim-work/<taskQueueId>`, stable. Needs the scopes `queue:claim-work:<taskQueueId>` and
        `queue:worker-id:<workerGroup>/<workerId>`.

        Not idempotent, though repeated after failures as all methods are: tasks claimed by an attempt
        whose response was lost stay claimed until they time out. To send it once at the most:

            queue.with_options(retry=tc.Retry(retries=0)).claimWork(...)

        A payload, for example:

            {"workerGroup": "my-rack", "workerId": "machine-7", "tasks": 1}

        https://docs.taskcluster.net/docs/reference/platform/queue/api#claimWork

        Args:
            taskQueueId: The task queue, as `provisionerId/workerType`.
            payload: A dict as `tc.types.queue.ClaimWorkRequest` describes it.

        Returns:
            The claimed runs, each with its task and credentials; an empty list if there was no work.

        Raises:
            BadRequestError: An argument or the payload has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.ClaimWorkResponse = self.api_client.call_api(
            "POST",
            route("api/queue/v1/claim-work/<taskQueueId>", taskQueueId=taskQueueId),
            payload=payload,
            expects_json=True,
            min_read_timeout=30,
        )
        return response

    @deprecated("queue.claimTask is deprecated: use claimWork instead")
    @boundary
    def claimTask(
        self, taskId: str, runId: int | str, payload: Payload[types.TaskClaimRequest]
    ) -> types.TaskClaimResponse:
        """Claim one run of a task; deprecated, use claimWork instead.

        `POST /task/<taskId>/runs/<runId>/claim`, deprecated. Needs the scopes
        `queue:claim-task:<provisionerId>/<workerType>` and `queue:worker-id:<workerGroup>/<workerId>`.

        A payload, for example:

            {"workerGroup": "my-rack", "workerId": "machine-7"}

        https://docs.taskcluster.net/docs/reference/platform/queue/api#claimTask

        Args:
            taskId: The task, a slug id.
            runId: The number of the run, from 0.
            payload: A dict as `tc.types.queue.TaskClaimRequest` describes it.

        Returns:
            The claimed run, with its task and credentials.

        Raises:
            BadRequestError: An argument or the payload has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such task or run.
            ConflictError: The run is not pending, another worker has it, the deadline has passed, or the
                worker is in quarantine.
        """
        response: types.TaskClaimResponse = self.api_client.call_api(
            "POST",
            route("api/queue/v1/task/<taskId>/runs/<runId>/claim", taskId=taskId, runId=runId),
            payload=payload,
            expects_json=True,
        )
        return response

    @boundary
    def reclaimTask(self, taskId: str, runId: int | str) -> types.TaskReclaimResponse:
        """Extend the claim on a running task, getting fresh credentials for it.

        `POST /task/<taskId>/runs/<runId>/reclaim`, stable. Needs the scope
        `queue:reclaim-task:<taskId>/<runId>`.

        https://docs.taskcluster.net/docs/reference/platform/queue/api#reclaimTask

        Args:
            taskId: The task, a slug id.
            runId: The number of the run, from 0.

        Returns:
            The new `takenUntil` and fresh credentials.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such task or run.
            ConflictError: The run is not running, or the deadline has passed: stop working on it.
        """
        response: types.TaskReclaimResponse = self.api_client.call_api(
            "POST",
            route("api/queue/v1/task/<taskId>/runs/<runId>/reclaim", taskId=taskId, runId=runId),
            expects_json=True,
        )
        return response

    @boundary
    def reportCompleted(self, taskId: str, runId: int | str) -> types.TaskStatusResponse:
        """Resolve a running run as completed: the task succeeded.

        `POST /task/<taskId>/runs/<runId>/completed`, stable. Needs the scope
        `queue:resolve-task:<taskId>/<runId>`.

        https://docs.taskcluster.net/docs/reference/platform/queue/api#reportCompleted

        Args:
            taskId: The task, a slug id.
            runId: The number of the run, from 0.

        Returns:
            The `status` of the task.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such task or run.
            ConflictError: The run is not running, or was resolved otherwise. The same report again is no
                error.
        """
        response: types.TaskStatusResponse = self.api_client.call_api(
            "POST",
            route("api/queue/v1/task/<taskId>/runs/<runId>/completed", taskId=taskId, runId=runId),
            expects_json=True,
        )
        return response

    @boundary
    def reportFailed(self, taskId: str, runId: int | str) -> types.TaskStatusResponse:
        """Resolve a running run as failed: the task ran, but did not succeed.

        `POST /task/<taskId>/runs/<runId>/failed`, stable. Needs the scope
        `queue:resolve-task:<taskId>/<runId>`.

        https://docs.taskcluster.net/docs/reference/platform/queue/api#reportFailed

        Args:
            taskId: The task, a slug id.
            runId: The number of the run, from 0.

        Returns:
            The `status` of the task.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such task or run.
            ConflictError: The run is not running, or was resolved otherwise. The same report again is no
                error.
        """
        response: types.TaskStatusResponse = self.api_client.call_api(
            "POST",
            route("api/queue/v1/task/<taskId>/runs/<runId>/failed", taskId=taskId, runId=runId),
            expects_json=True,
        )
        return response

    @boundary
    def reportException(
        self, taskId: str, runId: int | str, payload: Payload[types.TaskExceptionRequest]
    ) -> types.TaskStatusResponse:
        """Resolve a run as exception for a given reason, some of which start a new run.

        `POST /task/<taskId>/runs/<runId>/exception`, stable. Needs the scope
        `queue:resolve-task:<taskId>/<runId>`.

        A payload, for example:

            {"reason": "worker-shutdown"}

        https://docs.taskcluster.net/docs/reference/platform/queue/api#reportException

        Args:
            taskId: The task, a slug id.
            runId: The number of the run, from 0.
            payload: A dict as `tc.types.queue.TaskExceptionRequest` describes it.

        Returns:
            The `status` of the task, with a new run where the reason makes one.

        Raises:
            BadRequestError: An argument or the payload has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such task or run.
            ConflictError: The run is not running, or was resolved otherwise. The same report again is no
                error.
        """
        response: types.TaskStatusResponse = self.api_client.call_api(
            "POST",
            route("api/queue/v1/task/<taskId>/runs/<runId>/exception", taskId=taskId, runId=runId),
            payload=payload,
            expects_json=True,
        )
        return response

    @boundary
    def createArtifact(
        self, taskId: str, runId: int | str, name: str, payload: Payload[types.PostArtifactRequest]
    ) -> types.PostArtifactResponse:
        """Create an artifact of a run, and get the means to upload its content if it has any.

        `POST /task/<taskId>/runs/<runId>/artifacts/<name>`, stable. Needs the scope
        `queue:create-artifact:<taskId>/<runId>`.

        Not idempotent, though repeated after failures as all methods are: for storage type `object` a
        repeat conflicts with what the first attempt made. To send it once at the most:

            queue.with_options(retry=tc.Retry(retries=0)).createArtifact(...)

        A payload, for example:

            {"storageType": "s3", "contentType": "text/plain", "expires": tc.from_now("1 day")}

        https://docs.taskcluster.net/docs/reference/platform/queue/api#createArtifact

        Args:
            taskId: The task, a slug id.
            runId: The number of the run, from 0.
            name: The name of the artifact, slashes included, such as `public/logs/live.log`.
            payload: A dict as `tc.types.queue.PostArtifactRequest` describes it.

        Returns:
            Where and how to upload the content, by storage type; `tc.sync` and `tc.aio` have
            `upload_artifact_from_file`, which does it all.

        Raises:
            BadRequestError: An argument or the payload has the wrong form. There is no such task or run, no
                worker has claimed it, or `expires` is in the past or after that of the task.
            InsufficientScopesError: The credentials lack scopes that are needed.
            ConflictError: The name has another artifact, or the run is resolved; after an exception there are
                25 minutes.
        """
        response: types.PostArtifactResponse = self.api_client.call_api(
            "POST",
            route(
                "api/queue/v1/task/<taskId>/runs/<runId>/artifacts/<name>",
                taskId=taskId,
                runId=runId,
                name=name,
            ),
            payload=payload,
            expects_json=True,
        )
        return response

    @boundary
    def finishArtifact(
        self, taskId: str, runId: int | str, name: str, payload: Payload[types.FinishArtifactRequest]
    ) -> types.Empty:
        """Complete an artifact of storage type object, once its upload is finished.

        `PUT /task/<taskId>/runs/<runId>/artifacts/<name>`, stable. Needs the scope
        `queue:create-artifact:<taskId>/<runId>`.

        A payload, for example:

            {"uploadId": "fN1SbArXTPSVFNUvaOlinQ"}

        https://docs.taskcluster.net/docs/reference/platform/queue/api#finishArtifact

        Args:
            taskId: The task, a slug id.
            runId: The number of the run, from 0.
            name: The name of the artifact, slashes included, such as `public/logs/live.log`.
            payload: A dict as `tc.types.queue.FinishArtifactRequest` describes it.

        Returns:
            None or an empty dict: it has worked.

        Raises:
            BadRequestError: An argument or the payload has the wrong form. The artifact is not of storage
                type `object`, or has another `uploadId`.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such task, run or artifact.
        """
        response: types.Empty = self.api_client.call_api(
            "PUT",
            route(
                "api/queue/v1/task/<taskId>/runs/<runId>/artifacts/<name>",
                taskId=taskId,
                runId=runId,
                name=name,
            ),
            payload=payload,
        )
        return response

    @boundary
    def getArtifact(self, taskId: str, runId: int | str, name: str) -> types.GetArtifactResponse:
        """Get a URL for the content of an artifact of a given run.

        `GET /task/<taskId>/runs/<runId>/artifacts/<name>`, stable. Needs the scopes
        `queue:get-artifact:<name>` for each of names.

        https://docs.taskcluster.net/docs/reference/platform/queue/api#getArtifact

        Args:
            taskId: The task, a slug id.
            runId: The number of the run, from 0.
            name: The name of the artifact, slashes included, such as `public/logs/live.log`.

        Returns:
            `storageType` and the `url` of the content; it is not followed.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such artifact, or its upload is not finished.
            APIError: Status 424: it is an error artifact; `body` has its `reason` and `message`.
        """
        response: types.GetArtifactResponse = self.api_client.call_api(
            "GET",
            route(
                "api/queue/v1/task/<taskId>/runs/<runId>/artifacts/<name>",
                taskId=taskId,
                runId=runId,
                name=name,
            ),
            expects_json=True,
            redirects=True,
        )
        return response

    def getArtifact_url(self, taskId: str, runId: int | str, name: str) -> str:
        """The URL of `getArtifact`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            route(
                "api/queue/v1/task/<taskId>/runs/<runId>/artifacts/<name>",
                taskId=taskId,
                runId=runId,
                name=name,
            )
        )

    def getArtifact_signed_url(
        self, taskId: str, runId: int | str, name: str, *, ttl: timedelta = timedelta(minutes=15)
    ) -> str:
        """A URL of `getArtifact` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            route(
                "api/queue/v1/task/<taskId>/runs/<runId>/artifacts/<name>",
                taskId=taskId,
                runId=runId,
                name=name,
            ),
            ttl=ttl,
        )

    @boundary
    def getLatestArtifact(self, taskId: str, name: str) -> types.GetArtifactResponse:
        """Get a URL for the content of an artifact of a task's latest run.

        `GET /task/<taskId>/artifacts/<name>`, stable. Needs the scopes `queue:get-artifact:<name>` for
        each of names.

        https://docs.taskcluster.net/docs/reference/platform/queue/api#getLatestArtifact

        Args:
            taskId: The task, a slug id.
            name: The name of the artifact, slashes included, such as `public/logs/live.log`.

        Returns:
            `storageType` and the `url` of the content; it is not followed.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such artifact in the latest run, or its upload is not finished.
            APIError: Status 424: it is an error artifact; `body` has its `reason` and `message`.
        """
        response: types.GetArtifactResponse = self.api_client.call_api(
            "GET",
            route("api/queue/v1/task/<taskId>/artifacts/<name>", taskId=taskId, name=name),
            expects_json=True,
            redirects=True,
        )
        return response

    def getLatestArtifact_url(self, taskId: str, name: str) -> str:
        """The URL of `getLatestArtifact`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            route("api/queue/v1/task/<taskId>/artifacts/<name>", taskId=taskId, name=name)
        )

    def getLatestArtifact_signed_url(
        self, taskId: str, name: str, *, ttl: timedelta = timedelta(minutes=15)
    ) -> str:
        """A URL of `getLatestArtifact` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            route("api/queue/v1/task/<taskId>/artifacts/<name>", taskId=taskId, name=name), ttl=ttl
        )

    @boundary
    def listArtifacts(
        self, taskId: str, runId: int | str, *, continuationToken: str | None = None, limit: int | None = None
    ) -> types.ListArtifactsResponse:
        """List the artifacts of a given run.

        `GET /task/<taskId>/runs/<runId>/artifacts`, stable. Needs the scope
        `queue:list-artifacts:<taskId>:<runId>`.

        https://docs.taskcluster.net/docs/reference/platform/queue/api#listArtifacts

        Args:
            taskId: The task, a slug id.
            runId: The number of the run, from 0.
            continuationToken: Where to go on: the `continuationToken` of the page before. Default: the first
                page.
            limit: How many items the page has at most; it may have fewer. Default: as many as the service
                likes.

        Returns:
            A page of artifacts, without their content.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such task or run.
        """
        response: types.ListArtifactsResponse = self.api_client.call_api(
            "GET",
            route("api/queue/v1/task/<taskId>/runs/<runId>/artifacts", taskId=taskId, runId=runId),
            query={"continuationToken": continuationToken, "limit": limit},
            expects_json=True,
        )
        return response

    def listArtifacts_pages(
        self, taskId: str, runId: int | str, *, continuationToken: str | None = None, limit: int | None = None
    ) -> Pages[types.ListArtifactsResponse]:
        """The responses of `listArtifacts`, page by page; `limit` is items per page."""
        return Pages(
            self.api_client,
            "GET",
            route("api/queue/v1/task/<taskId>/runs/<runId>/artifacts", taskId=taskId, runId=runId),
            {"continuationToken": continuationToken, "limit": limit},
        )

    def listArtifacts_items(
        self, taskId: str, runId: int | str, *, limit: int | None = None
    ) -> Items[types.ArtifactResponse]:
        """The artifacts in all responses of `listArtifacts`; `limit` is items per page."""
        return Items(
            Pages(
                self.api_client,
                "GET",
                route("api/queue/v1/task/<taskId>/runs/<runId>/artifacts", taskId=taskId, runId=runId),
                {"limit": limit},
            ),
            "artifacts",
        )

    def listArtifacts_url(
        self, taskId: str, runId: int | str, *, continuationToken: str | None = None, limit: int | None = None
    ) -> str:
        """The URL of `listArtifacts`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            route("api/queue/v1/task/<taskId>/runs/<runId>/artifacts", taskId=taskId, runId=runId),
            query={"continuationToken": continuationToken, "limit": limit},
        )

    def listArtifacts_signed_url(
        self,
        taskId: str,
        runId: int | str,
        *,
        continuationToken: str | None = None,
        limit: int | None = None,
        ttl: timedelta = timedelta(minutes=15),
    ) -> str:
        """A URL of `listArtifacts` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            route("api/queue/v1/task/<taskId>/runs/<runId>/artifacts", taskId=taskId, runId=runId),
            query={"continuationToken": continuationToken, "limit": limit},
            ttl=ttl,
        )

    @boundary
    def listLatestArtifacts(
        self, taskId: str, *, continuationToken: str | None = None, limit: int | None = None
    ) -> types.ListArtifactsResponse:
        """List the artifacts of a task's latest run.

        `GET /task/<taskId>/artifacts`, stable. Needs the scope `queue:list-artifacts:<taskId>`.

        https://docs.taskcluster.net/docs/reference/platform/queue/api#listLatestArtifacts

        Args:
            taskId: The task, a slug id.
            continuationToken: Where to go on: the `continuationToken` of the page before. Default: the first
                page.
            limit: How many items the page has at most; it may have fewer. Default: as many as the service
                likes.

        Returns:
            A page of artifacts, without their content.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such task, or it has no run.
        """
        response: types.ListArtifactsResponse = self.api_client.call_api(
            "GET",
            route("api/queue/v1/task/<taskId>/artifacts", taskId=taskId),
            query={"continuationToken": continuationToken, "limit": limit},
            expects_json=True,
        )
        return response

    def listLatestArtifacts_pages(
        self, taskId: str, *, continuationToken: str | None = None, limit: int | None = None
    ) -> Pages[types.ListArtifactsResponse]:
        """The responses of `listLatestArtifacts`, page by page; `limit` is items per page."""
        return Pages(
            self.api_client,
            "GET",
            route("api/queue/v1/task/<taskId>/artifacts", taskId=taskId),
            {"continuationToken": continuationToken, "limit": limit},
        )

    def listLatestArtifacts_items(
        self, taskId: str, *, limit: int | None = None
    ) -> Items[types.ArtifactResponse]:
        """The artifacts in all responses of `listLatestArtifacts`; `limit` is items per page."""
        return Items(
            Pages(
                self.api_client,
                "GET",
                route("api/queue/v1/task/<taskId>/artifacts", taskId=taskId),
                {"limit": limit},
            ),
            "artifacts",
        )

    def listLatestArtifacts_url(
        self, taskId: str, *, continuationToken: str | None = None, limit: int | None = None
    ) -> str:
        """The URL of `listLatestArtifacts`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            route("api/queue/v1/task/<taskId>/artifacts", taskId=taskId),
            query={"continuationToken": continuationToken, "limit": limit},
        )

    def listLatestArtifacts_signed_url(
        self,
        taskId: str,
        *,
        continuationToken: str | None = None,
        limit: int | None = None,
        ttl: timedelta = timedelta(minutes=15),
    ) -> str:
        """A URL of `listLatestArtifacts` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            route("api/queue/v1/task/<taskId>/artifacts", taskId=taskId),
            query={"continuationToken": continuationToken, "limit": limit},
            ttl=ttl,
        )

    @boundary
    def artifactInfo(self, taskId: str, runId: int | str, name: str) -> types.ArtifactResponse:
        """Get the type, expiry and storage of an artifact of a given run, without its content.

        `GET /task/<taskId>/runs/<runId>/artifact-info/<name>`, stable. Needs the scope
        `queue:list-artifacts:<taskId>:<runId>`.

        https://docs.taskcluster.net/docs/reference/platform/queue/api#artifactInfo

        Args:
            taskId: The task, a slug id.
            runId: The number of the run, from 0.
            name: The name of the artifact, slashes included, such as `public/logs/live.log`.

        Returns:
            The facts about the artifact; a link is not followed.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such artifact, or its upload is not finished.
        """
        response: types.ArtifactResponse = self.api_client.call_api(
            "GET",
            route(
                "api/queue/v1/task/<taskId>/runs/<runId>/artifact-info/<name>",
                taskId=taskId,
                runId=runId,
                name=name,
            ),
            expects_json=True,
        )
        return response

    def artifactInfo_url(self, taskId: str, runId: int | str, name: str) -> str:
        """The URL of `artifactInfo`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            route(
                "api/queue/v1/task/<taskId>/runs/<runId>/artifact-info/<name>",
                taskId=taskId,
                runId=runId,
                name=name,
            )
        )

    def artifactInfo_signed_url(
        self, taskId: str, runId: int | str, name: str, *, ttl: timedelta = timedelta(minutes=15)
    ) -> str:
        """A URL of `artifactInfo` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            route(
                "api/queue/v1/task/<taskId>/runs/<runId>/artifact-info/<name>",
                taskId=taskId,
                runId=runId,
                name=name,
            ),
            ttl=ttl,
        )

    @boundary
    def latestArtifactInfo(self, taskId: str, name: str) -> types.ArtifactResponse:
        """Get the type, expiry and storage of an artifact of the latest run, without content.

        `GET /task/<taskId>/artifact-info/<name>`, stable. Needs the scope
        `queue:list-artifacts:<taskId>`.

        https://docs.taskcluster.net/docs/reference/platform/queue/api#latestArtifactInfo

        Args:
            taskId: The task, a slug id.
            name: The name of the artifact, slashes included, such as `public/logs/live.log`.

        Returns:
            The facts about the artifact; a link is not followed.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such artifact in the latest run, or its upload is not finished.
        """
        response: types.ArtifactResponse = self.api_client.call_api(
            "GET",
            route("api/queue/v1/task/<taskId>/artifact-info/<name>", taskId=taskId, name=name),
            expects_json=True,
        )
        return response

    def latestArtifactInfo_url(self, taskId: str, name: str) -> str:
        """The URL of `latestArtifactInfo`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            route("api/queue/v1/task/<taskId>/artifact-info/<name>", taskId=taskId, name=name)
        )

    def latestArtifactInfo_signed_url(
        self, taskId: str, name: str, *, ttl: timedelta = timedelta(minutes=15)
    ) -> str:
        """A URL of `latestArtifactInfo` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            route("api/queue/v1/task/<taskId>/artifact-info/<name>", taskId=taskId, name=name), ttl=ttl
        )

    @boundary
    def artifact(self, taskId: str, runId: int | str, name: str) -> types.ArtifactContentResponse:
        """Get where an artifact of a given run is stored and what is needed to download it.

        `GET /task/<taskId>/runs/<runId>/artifact-content/<name>`, stable. Needs the scopes
        `queue:get-artifact:<name>` for each of names.

        https://docs.taskcluster.net/docs/reference/platform/queue/api#artifact

        Args:
            taskId: The task, a slug id.
            runId: The number of the run, from 0.
            name: The name of the artifact, slashes included, such as `public/logs/live.log`.

        Returns:
            Where the content is, by storage type; links are followed. An error artifact is returned, not
            raised.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such artifact, or its upload is not finished.
        """
        response: types.ArtifactContentResponse = self.api_client.call_api(
            "GET",
            route(
                "api/queue/v1/task/<taskId>/runs/<runId>/artifact-content/<name>",
                taskId=taskId,
                runId=runId,
                name=name,
            ),
            expects_json=True,
        )
        return response

    def artifact_url(self, taskId: str, runId: int | str, name: str) -> str:
        """The URL of `artifact`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            route(
                "api/queue/v1/task/<taskId>/runs/<runId>/artifact-content/<name>",
                taskId=taskId,
                runId=runId,
                name=name,
            )
        )

    def artifact_signed_url(
        self, taskId: str, runId: int | str, name: str, *, ttl: timedelta = timedelta(minutes=15)
    ) -> str:
        """A URL of `artifact` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            route(
                "api/queue/v1/task/<taskId>/runs/<runId>/artifact-content/<name>",
                taskId=taskId,
                runId=runId,
                name=name,
            ),
            ttl=ttl,
        )

    @boundary
    def latestArtifact(self, taskId: str, name: str) -> types.ArtifactContentResponse:
        """Get where an artifact of the latest run is stored and what is needed to download it.

        `GET /task/<taskId>/artifact-content/<name>`, stable. Needs the scopes
        `queue:get-artifact:<name>` for each of names.

        https://docs.taskcluster.net/docs/reference/platform/queue/api#latestArtifact

        Args:
            taskId: The task, a slug id.
            name: The name of the artifact, slashes included, such as `public/logs/live.log`.

        Returns:
            Where the content is, by storage type; links are followed. An error artifact is returned, not
            raised.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such artifact in the latest run, or its upload is not finished.
        """
        response: types.ArtifactContentResponse = self.api_client.call_api(
            "GET",
            route("api/queue/v1/task/<taskId>/artifact-content/<name>", taskId=taskId, name=name),
            expects_json=True,
        )
        return response

    def latestArtifact_url(self, taskId: str, name: str) -> str:
        """The URL of `latestArtifact`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            route("api/queue/v1/task/<taskId>/artifact-content/<name>", taskId=taskId, name=name)
        )

    def latestArtifact_signed_url(
        self, taskId: str, name: str, *, ttl: timedelta = timedelta(minutes=15)
    ) -> str:
        """A URL of `latestArtifact` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            route("api/queue/v1/task/<taskId>/artifact-content/<name>", taskId=taskId, name=name), ttl=ttl
        )

    @deprecated("queue.listProvisioners is deprecated: use listTaskQueues instead")
    @boundary
    def listProvisioners(
        self, *, continuationToken: str | None = None, limit: int | None = None
    ) -> types.ListProvisionersResponse:
        """List active provisioners; deprecated, use listTaskQueues instead.

        `GET /provisioners`, deprecated. Needs the scope `queue:list-provisioners`.

        https://docs.taskcluster.net/docs/reference/platform/queue/api#listProvisioners

        Args:
            continuationToken: Where to go on: the `continuationToken` of the page before. Default: the first
                page.
            limit: How many items the page has at most; it may have fewer. Default: as many as the service
                likes.

        Returns:
            A page of provisioners.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.ListProvisionersResponse = self.api_client.call_api(
            "GET",
            "api/queue/v1/provisioners",
            query={"continuationToken": continuationToken, "limit": limit},
            expects_json=True,
        )
        return response

    @deprecated("queue.listProvisioners_pages is deprecated: use listTaskQueues instead")
    def listProvisioners_pages(
        self, *, continuationToken: str | None = None, limit: int | None = None
    ) -> Pages[types.ListProvisionersResponse]:
        """The responses of `listProvisioners`, page by page; `limit` is items per page."""
        return Pages(
            self.api_client,
            "GET",
            "api/queue/v1/provisioners",
            {"continuationToken": continuationToken, "limit": limit},
        )

    @deprecated("queue.listProvisioners_items is deprecated: use listTaskQueues instead")
    def listProvisioners_items(self, *, limit: int | None = None) -> Items[types.ProvisionerResponse]:
        """The provisioners in all responses of `listProvisioners`; `limit` is items per page."""
        return Items(
            Pages(self.api_client, "GET", "api/queue/v1/provisioners", {"limit": limit}), "provisioners"
        )

    @deprecated("queue.listProvisioners_url is deprecated: use listTaskQueues instead")
    def listProvisioners_url(self, *, continuationToken: str | None = None, limit: int | None = None) -> str:
        """The URL of `listProvisioners`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            "api/queue/v1/provisioners", query={"continuationToken": continuationToken, "limit": limit}
        )

    @deprecated("queue.listProvisioners_signed_url is deprecated: use listTaskQueues instead")
    def listProvisioners_signed_url(
        self,
        *,
        continuationToken: str | None = None,
        limit: int | None = None,
        ttl: timedelta = timedelta(minutes=15),
    ) -> str:
        """A URL of `listProvisioners` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            "api/queue/v1/provisioners",
            query={"continuationToken": continuationToken, "limit": limit},
            ttl=ttl,
        )

    @deprecated("queue.getProvisioner is deprecated: use getTaskQueue instead")
    @boundary
    def getProvisioner(self, provisionerId: str) -> types.ProvisionerResponse:
        """Get a provisioner; deprecated, use getTaskQueue instead.

        `GET /provisioners/<provisionerId>`, deprecated. Needs the scope
        `queue:get-provisioner:<provisionerId>`.

        https://docs.taskcluster.net/docs/reference/platform/queue/api#getProvisioner

        Args:
            provisionerId: The part of the task queue's id before the slash.

        Returns:
            The provisioner.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: No worker of the provisioner asked for work lately.
        """
        response: types.ProvisionerResponse = self.api_client.call_api(
            "GET",
            route("api/queue/v1/provisioners/<provisionerId>", provisionerId=provisionerId),
            expects_json=True,
        )
        return response

    @deprecated("queue.getProvisioner_url is deprecated: use getTaskQueue instead")
    def getProvisioner_url(self, provisionerId: str) -> str:
        """The URL of `getProvisioner`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            route("api/queue/v1/provisioners/<provisionerId>", provisionerId=provisionerId)
        )

    @deprecated("queue.getProvisioner_signed_url is deprecated: use getTaskQueue instead")
    def getProvisioner_signed_url(self, provisionerId: str, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `getProvisioner` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            route("api/queue/v1/provisioners/<provisionerId>", provisionerId=provisionerId), ttl=ttl
        )

    @deprecated("queue.pendingTasks is deprecated: use taskQueueCounts instead")
    @boundary
    def pendingTasks(self, taskQueueId: str) -> types.PendingTasksResponse:
        """Count the pending tasks of a task queue; deprecated, use taskQueueCounts instead.

        `GET /pending/<taskQueueId>`, deprecated. Needs the scope `queue:pending-count:<taskQueueId>`.

        https://docs.taskcluster.net/docs/reference/platform/queue/api#pendingTasks

        Args:
            taskQueueId: The task queue, as `provisionerId/workerType`.

        Returns:
            The count.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.PendingTasksResponse = self.api_client.call_api(
            "GET", route("api/queue/v1/pending/<taskQueueId>", taskQueueId=taskQueueId), expects_json=True
        )
        return response

    @deprecated("queue.pendingTasks_url is deprecated: use taskQueueCounts instead")
    def pendingTasks_url(self, taskQueueId: str) -> str:
        """The URL of `pendingTasks`, unsigned. Nothing is sent."""
        return self.api_client.make_url(route("api/queue/v1/pending/<taskQueueId>", taskQueueId=taskQueueId))

    @deprecated("queue.pendingTasks_signed_url is deprecated: use taskQueueCounts instead")
    def pendingTasks_signed_url(self, taskQueueId: str, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `pendingTasks` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            route("api/queue/v1/pending/<taskQueueId>", taskQueueId=taskQueueId), ttl=ttl
        )

    @boundary
    def taskQueueCounts(self, taskQueueId: str) -> types.TaskQueueCountsResponse:
        """Count the pending and the claimed tasks of a task queue.

        `GET /task-queues/<taskQueueId>/counts`, stable. Needs the scopes
        `queue:pending-count:<taskQueueId>` and `queue:claimed-count:<taskQueueId>`.

        https://docs.taskcluster.net/docs/reference/platform/queue/api#taskQueueCounts

        Args:
            taskQueueId: The task queue, as `provisionerId/workerType`.

        Returns:
            The counts of pending and of claimed tasks; zeros for a queue that nobody knows.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.TaskQueueCountsResponse = self.api_client.call_api(
            "GET",
            route("api/queue/v1/task-queues/<taskQueueId>/counts", taskQueueId=taskQueueId),
            expects_json=True,
        )
        return response

    def taskQueueCounts_url(self, taskQueueId: str) -> str:
        """The URL of `taskQueueCounts`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            route("api/queue/v1/task-queues/<taskQueueId>/counts", taskQueueId=taskQueueId)
        )

    def taskQueueCounts_signed_url(self, taskQueueId: str, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `taskQueueCounts` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            route("api/queue/v1/task-queues/<taskQueueId>/counts", taskQueueId=taskQueueId), ttl=ttl
        )

    @boundary
    def listPendingTasks(
        self, taskQueueId: str, *, continuationToken: str | None = None, limit: int | None = None
    ) -> types.ListPendingTasksResponse:
        """List the pending tasks of a task queue, with their definitions.

        `GET /task-queues/<taskQueueId>/pending`, experimental. Needs the scope
        `queue:pending-list:<taskQueueId>`.

        https://docs.taskcluster.net/docs/reference/platform/queue/api#listPendingTasks

        Args:
            taskQueueId: The task queue, as `provisionerId/workerType`.
            continuationToken: Where to go on: the `continuationToken` of the page before. Default: the first
                page.
            limit: How many items the page has at most; it may have fewer. Default: as many as the service
                likes.

        Returns:
            A page of runs with their tasks, in the order in which they will be claimed.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.ListPendingTasksResponse = self.api_client.call_api(
            "GET",
            route("api/queue/v1/task-queues/<taskQueueId>/pending", taskQueueId=taskQueueId),
            query={"continuationToken": continuationToken, "limit": limit},
            expects_json=True,
        )
        return response

    def listPendingTasks_pages(
        self, taskQueueId: str, *, continuationToken: str | None = None, limit: int | None = None
    ) -> Pages[types.ListPendingTasksResponse]:
        """The responses of `listPendingTasks`, page by page; `limit` is items per page."""
        return Pages(
            self.api_client,
            "GET",
            route("api/queue/v1/task-queues/<taskQueueId>/pending", taskQueueId=taskQueueId),
            {"continuationToken": continuationToken, "limit": limit},
        )

    def listPendingTasks_items(
        self, taskQueueId: str, *, limit: int | None = None
    ) -> Items[types.PendingTask]:
        """The tasks in all responses of `listPendingTasks`; `limit` is items per page."""
        return Items(
            Pages(
                self.api_client,
                "GET",
                route("api/queue/v1/task-queues/<taskQueueId>/pending", taskQueueId=taskQueueId),
                {"limit": limit},
            ),
            "tasks",
        )

    def listPendingTasks_url(
        self, taskQueueId: str, *, continuationToken: str | None = None, limit: int | None = None
    ) -> str:
        """The URL of `listPendingTasks`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            route("api/queue/v1/task-queues/<taskQueueId>/pending", taskQueueId=taskQueueId),
            query={"continuationToken": continuationToken, "limit": limit},
        )

    def listPendingTasks_signed_url(
        self,
        taskQueueId: str,
        *,
        continuationToken: str | None = None,
        limit: int | None = None,
        ttl: timedelta = timedelta(minutes=15),
    ) -> str:
        """A URL of `listPendingTasks` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            route("api/queue/v1/task-queues/<taskQueueId>/pending", taskQueueId=taskQueueId),
            query={"continuationToken": continuationToken, "limit": limit},
            ttl=ttl,
        )

    @boundary
    def listClaimedTasks(
        self, taskQueueId: str, *, continuationToken: str | None = None, limit: int | None = None
    ) -> types.ListClaimedTasksResponse:
        """List the tasks of a task queue that workers have claimed, with their definitions.

        `GET /task-queues/<taskQueueId>/claimed`, experimental. Needs the scope
        `queue:claimed-list:<taskQueueId>`.

        https://docs.taskcluster.net/docs/reference/platform/queue/api#listClaimedTasks

        Args:
            taskQueueId: The task queue, as `provisionerId/workerType`.
            continuationToken: Where to go on: the `continuationToken` of the page before. Default: the first
                page.
            limit: How many items the page has at most; it may have fewer. Default: as many as the service
                likes.

        Returns:
            A page of runs with their tasks, the longest claimed first.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.ListClaimedTasksResponse = self.api_client.call_api(
            "GET",
            route("api/queue/v1/task-queues/<taskQueueId>/claimed", taskQueueId=taskQueueId),
            query={"continuationToken": continuationToken, "limit": limit},
            expects_json=True,
        )
        return response

    def listClaimedTasks_pages(
        self, taskQueueId: str, *, continuationToken: str | None = None, limit: int | None = None
    ) -> Pages[types.ListClaimedTasksResponse]:
        """The responses of `listClaimedTasks`, page by page; `limit` is items per page."""
        return Pages(
            self.api_client,
            "GET",
            route("api/queue/v1/task-queues/<taskQueueId>/claimed", taskQueueId=taskQueueId),
            {"continuationToken": continuationToken, "limit": limit},
        )

    def listClaimedTasks_items(
        self, taskQueueId: str, *, limit: int | None = None
    ) -> Items[types.ClaimedTask]:
        """The tasks in all responses of `listClaimedTasks`; `limit` is items per page."""
        return Items(
            Pages(
                self.api_client,
                "GET",
                route("api/queue/v1/task-queues/<taskQueueId>/claimed", taskQueueId=taskQueueId),
                {"limit": limit},
            ),
            "tasks",
        )

    def listClaimedTasks_url(
        self, taskQueueId: str, *, continuationToken: str | None = None, limit: int | None = None
    ) -> str:
        """The URL of `listClaimedTasks`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            route("api/queue/v1/task-queues/<taskQueueId>/claimed", taskQueueId=taskQueueId),
            query={"continuationToken": continuationToken, "limit": limit},
        )

    def listClaimedTasks_signed_url(
        self,
        taskQueueId: str,
        *,
        continuationToken: str | None = None,
        limit: int | None = None,
        ttl: timedelta = timedelta(minutes=15),
    ) -> str:
        """A URL of `listClaimedTasks` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            route("api/queue/v1/task-queues/<taskQueueId>/claimed", taskQueueId=taskQueueId),
            query={"continuationToken": continuationToken, "limit": limit},
            ttl=ttl,
        )

    @deprecated("queue.listWorkerTypes is deprecated: use listTaskQueues instead")
    @boundary
    def listWorkerTypes(
        self, provisionerId: str, *, continuationToken: str | None = None, limit: int | None = None
    ) -> types.ListWorkertypesResponse:
        """List the worker types of a provisioner; deprecated, use listTaskQueues instead.

        `GET /provisioners/<provisionerId>/worker-types`, deprecated. Needs the scope
        `queue:list-worker-types:<provisionerId>`.

        https://docs.taskcluster.net/docs/reference/platform/queue/api#listWorkerTypes

        Args:
            provisionerId: The part of the task queue's id before the slash.
            continuationToken: Where to go on: the `continuationToken` of the page before. Default: the first
                page.
            limit: How many items the page has at most; it may have fewer. Default: as many as the service
                likes.

        Returns:
            A page of task queues, under their older names.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.ListWorkertypesResponse = self.api_client.call_api(
            "GET",
            route("api/queue/v1/provisioners/<provisionerId>/worker-types", provisionerId=provisionerId),
            query={"continuationToken": continuationToken, "limit": limit},
            expects_json=True,
        )
        return response

    @deprecated("queue.listWorkerTypes_pages is deprecated: use listTaskQueues instead")
    def listWorkerTypes_pages(
        self, provisionerId: str, *, continuationToken: str | None = None, limit: int | None = None
    ) -> Pages[types.ListWorkertypesResponse]:
        """The responses of `listWorkerTypes`, page by page; `limit` is items per page."""
        return Pages(
            self.api_client,
            "GET",
            route("api/queue/v1/provisioners/<provisionerId>/worker-types", provisionerId=provisionerId),
            {"continuationToken": continuationToken, "limit": limit},
        )

    @deprecated("queue.listWorkerTypes_items is deprecated: use listTaskQueues instead")
    def listWorkerTypes_items(
        self, provisionerId: str, *, limit: int | None = None
    ) -> Items[types.WorkertypeResponse]:
        """The workerTypes in all responses of `listWorkerTypes`; `limit` is items per page."""
        return Items(
            Pages(
                self.api_client,
                "GET",
                route("api/queue/v1/provisioners/<provisionerId>/worker-types", provisionerId=provisionerId),
                {"limit": limit},
            ),
            "workerTypes",
        )

    @deprecated("queue.listWorkerTypes_url is deprecated: use listTaskQueues instead")
    def listWorkerTypes_url(
        self, provisionerId: str, *, continuationToken: str | None = None, limit: int | None = None
    ) -> str:
        """The URL of `listWorkerTypes`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            route("api/queue/v1/provisioners/<provisionerId>/worker-types", provisionerId=provisionerId),
            query={"continuationToken": continuationToken, "limit": limit},
        )

    @deprecated("queue.listWorkerTypes_signed_url is deprecated: use listTaskQueues instead")
    def listWorkerTypes_signed_url(
        self,
        provisionerId: str,
        *,
        continuationToken: str | None = None,
        limit: int | None = None,
        ttl: timedelta = timedelta(minutes=15),
    ) -> str:
        """A URL of `listWorkerTypes` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            route("api/queue/v1/provisioners/<provisionerId>/worker-types", provisionerId=provisionerId),
            query={"continuationToken": continuationToken, "limit": limit},
            ttl=ttl,
        )

    @deprecated("queue.getWorkerType is deprecated: use getTaskQueue instead")
    @boundary
    def getWorkerType(self, provisionerId: str, workerType: str) -> types.WorkertypeResponse:
        """Get a worker type; deprecated, use getTaskQueue instead.

        `GET /provisioners/<provisionerId>/worker-types/<workerType>`, deprecated. Needs the scope
        `queue:get-worker-type:<provisionerId>/<workerType>`.

        https://docs.taskcluster.net/docs/reference/platform/queue/api#getWorkerType

        Args:
            provisionerId: The part of the task queue's id before the slash.
            workerType: The part of the task queue's id after the slash.

        Returns:
            The task queue, under its older names.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: No worker of the queue asked for work lately.
        """
        response: types.WorkertypeResponse = self.api_client.call_api(
            "GET",
            route(
                "api/queue/v1/provisioners/<provisionerId>/worker-types/<workerType>",
                provisionerId=provisionerId,
                workerType=workerType,
            ),
            expects_json=True,
        )
        return response

    @deprecated("queue.getWorkerType_url is deprecated: use getTaskQueue instead")
    def getWorkerType_url(self, provisionerId: str, workerType: str) -> str:
        """The URL of `getWorkerType`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            route(
                "api/queue/v1/provisioners/<provisionerId>/worker-types/<workerType>",
                provisionerId=provisionerId,
                workerType=workerType,
            )
        )

    @deprecated("queue.getWorkerType_signed_url is deprecated: use getTaskQueue instead")
    def getWorkerType_signed_url(
        self, provisionerId: str, workerType: str, *, ttl: timedelta = timedelta(minutes=15)
    ) -> str:
        """A URL of `getWorkerType` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            route(
                "api/queue/v1/provisioners/<provisionerId>/worker-types/<workerType>",
                provisionerId=provisionerId,
                workerType=workerType,
            ),
            ttl=ttl,
        )

    @boundary
    def listTaskQueues(
        self, *, continuationToken: str | None = None, limit: int | None = None
    ) -> types.ListTaskqueuesResponse:
        """List the active task queues.

        `GET /task-queues`, stable. Needs the scope `queue:list-task-queues`.

        https://docs.taskcluster.net/docs/reference/platform/queue/api#listTaskQueues

        Args:
            continuationToken: Where to go on: the `continuationToken` of the page before. Default: the first
                page.
            limit: How many items the page has at most; it may have fewer. Default: as many as the service
                likes.

        Returns:
            A page of task queues that workers asked for work lately.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.ListTaskqueuesResponse = self.api_client.call_api(
            "GET",
            "api/queue/v1/task-queues",
            query={"continuationToken": continuationToken, "limit": limit},
            expects_json=True,
        )
        return response

    def listTaskQueues_pages(
        self, *, continuationToken: str | None = None, limit: int | None = None
    ) -> Pages[types.ListTaskqueuesResponse]:
        """The responses of `listTaskQueues`, page by page; `limit` is items per page."""
        return Pages(
            self.api_client,
            "GET",
            "api/queue/v1/task-queues",
            {"continuationToken": continuationToken, "limit": limit},
        )

    def listTaskQueues_items(self, *, limit: int | None = None) -> Items[types.TaskqueueResponse]:
        """The taskQueues in all responses of `listTaskQueues`; `limit` is items per page."""
        return Items(
            Pages(self.api_client, "GET", "api/queue/v1/task-queues", {"limit": limit}), "taskQueues"
        )

    def listTaskQueues_url(self, *, continuationToken: str | None = None, limit: int | None = None) -> str:
        """The URL of `listTaskQueues`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            "api/queue/v1/task-queues", query={"continuationToken": continuationToken, "limit": limit}
        )

    def listTaskQueues_signed_url(
        self,
        *,
        continuationToken: str | None = None,
        limit: int | None = None,
        ttl: timedelta = timedelta(minutes=15),
    ) -> str:
        """A URL of `listTaskQueues` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            "api/queue/v1/task-queues",
            query={"continuationToken": continuationToken, "limit": limit},
            ttl=ttl,
        )

    @boundary
    def getTaskQueue(self, taskQueueId: str) -> types.TaskqueueResponse:
        """Get a task queue's description, stability, expiry and last activity.

        `GET /task-queues/<taskQueueId>`, stable. Needs the scope `queue:get-task-queue:<taskQueueId>`.

        https://docs.taskcluster.net/docs/reference/platform/queue/api#getTaskQueue

        Args:
            taskQueueId: The task queue, as `provisionerId/workerType`.

        Returns:
            The task queue.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: No worker of the queue asked for work lately.
        """
        response: types.TaskqueueResponse = self.api_client.call_api(
            "GET", route("api/queue/v1/task-queues/<taskQueueId>", taskQueueId=taskQueueId), expects_json=True
        )
        return response

    def getTaskQueue_url(self, taskQueueId: str) -> str:
        """The URL of `getTaskQueue`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            route("api/queue/v1/task-queues/<taskQueueId>", taskQueueId=taskQueueId)
        )

    def getTaskQueue_signed_url(self, taskQueueId: str, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `getTaskQueue` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            route("api/queue/v1/task-queues/<taskQueueId>", taskQueueId=taskQueueId), ttl=ttl
        )

    @deprecated("queue.listWorkers is deprecated: use workerManager.listWorkers instead")
    @boundary
    def listWorkers(
        self,
        provisionerId: str,
        workerType: str,
        *,
        continuationToken: str | None = None,
        limit: int | None = None,
        quarantined: bool | None = None,
    ) -> types.ListWorkersResponse:
        """List the workers of a worker type; deprecated, use workerManager.listWorkers instead.

        `GET /provisioners/<provisionerId>/worker-types/<workerType>/workers`, deprecated. Needs the
        scope `queue:list-workers:<provisionerId>/<workerType>`.

        https://docs.taskcluster.net/docs/reference/platform/queue/api#listWorkers

        Args:
            provisionerId: The part of the task queue's id before the slash.
            workerType: The part of the task queue's id after the slash.
            continuationToken: Where to go on: the `continuationToken` of the page before. Default: the first
                page.
            limit: How many items the page has at most; it may have fewer. Default: as many as the service
                likes.
            quarantined: True for workers in quarantine only. Default: all workers.

        Returns:
            A page of workers.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.ListWorkersResponse = self.api_client.call_api(
            "GET",
            route(
                "api/queue/v1/provisioners/<provisionerId>/worker-types/<workerType>/workers",
                provisionerId=provisionerId,
                workerType=workerType,
            ),
            query={"continuationToken": continuationToken, "limit": limit, "quarantined": quarantined},
            expects_json=True,
        )
        return response

    @deprecated("queue.listWorkers_pages is deprecated: use workerManager.listWorkers instead")
    def listWorkers_pages(
        self,
        provisionerId: str,
        workerType: str,
        *,
        continuationToken: str | None = None,
        limit: int | None = None,
        quarantined: bool | None = None,
    ) -> Pages[types.ListWorkersResponse]:
        """The responses of `listWorkers`, page by page; `limit` is items per page."""
        return Pages(
            self.api_client,
            "GET",
            route(
                "api/queue/v1/provisioners/<provisionerId>/worker-types/<workerType>/workers",
                provisionerId=provisionerId,
                workerType=workerType,
            ),
            {"continuationToken": continuationToken, "limit": limit, "quarantined": quarantined},
        )

    @deprecated("queue.listWorkers_items is deprecated: use workerManager.listWorkers instead")
    def listWorkers_items(
        self,
        provisionerId: str,
        workerType: str,
        *,
        limit: int | None = None,
        quarantined: bool | None = None,
    ) -> Items[types.Worker]:
        """The workers in all responses of `listWorkers`; `limit` is items per page."""
        return Items(
            Pages(
                self.api_client,
                "GET",
                route(
                    "api/queue/v1/provisioners/<provisionerId>/worker-types/<workerType>/workers",
                    provisionerId=provisionerId,
                    workerType=workerType,
                ),
                {"limit": limit, "quarantined": quarantined},
            ),
            "workers",
        )

    @deprecated("queue.listWorkers_url is deprecated: use workerManager.listWorkers instead")
    def listWorkers_url(
        self,
        provisionerId: str,
        workerType: str,
        *,
        continuationToken: str | None = None,
        limit: int | None = None,
        quarantined: bool | None = None,
    ) -> str:
        """The URL of `listWorkers`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            route(
                "api/queue/v1/provisioners/<provisionerId>/worker-types/<workerType>/workers",
                provisionerId=provisionerId,
                workerType=workerType,
            ),
            query={"continuationToken": continuationToken, "limit": limit, "quarantined": quarantined},
        )

    @deprecated("queue.listWorkers_signed_url is deprecated: use workerManager.listWorkers instead")
    def listWorkers_signed_url(
        self,
        provisionerId: str,
        workerType: str,
        *,
        continuationToken: str | None = None,
        limit: int | None = None,
        quarantined: bool | None = None,
        ttl: timedelta = timedelta(minutes=15),
    ) -> str:
        """A URL of `listWorkers` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            route(
                "api/queue/v1/provisioners/<provisionerId>/worker-types/<workerType>/workers",
                provisionerId=provisionerId,
                workerType=workerType,
            ),
            query={"continuationToken": continuationToken, "limit": limit, "quarantined": quarantined},
            ttl=ttl,
        )

    @deprecated("queue.getWorker is deprecated: use workerManager.getWorker instead")
    @boundary
    def getWorker(
        self, provisionerId: str, workerType: str, workerGroup: str, workerId: str
    ) -> types.WorkerResponse:
        """Get a worker and its recent tasks; deprecated, use workerManager.getWorker instead.

        `GET /provisioners/<provisionerId>/worker-types/<workerType>/workers/<workerGroup>/<workerId>`,
        deprecated. Needs the scope
        `queue:get-worker:<provisionerId>/<workerType>/<workerGroup>/<workerId>`.

        https://docs.taskcluster.net/docs/reference/platform/queue/api#getWorker

        Args:
            provisionerId: The part of the task queue's id before the slash.
            workerType: The part of the task queue's id after the slash.
            workerGroup: The group of the worker, such as a region.
            workerId: The worker, unique in its group.

        Returns:
            The worker.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: The worker did not ask for work lately.
        """
        response: types.WorkerResponse = self.api_client.call_api(
            "GET",
            route(
                "api/queue/v1/provisioners/<provisionerId>/worker-types/<workerType>/workers/<workerGroup>/<workerId>",
                provisionerId=provisionerId,
                workerType=workerType,
                workerGroup=workerGroup,
                workerId=workerId,
            ),
            expects_json=True,
        )
        return response

    @deprecated("queue.getWorker_url is deprecated: use workerManager.getWorker instead")
    def getWorker_url(self, provisionerId: str, workerType: str, workerGroup: str, workerId: str) -> str:
        """The URL of `getWorker`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            route(
                "api/queue/v1/provisioners/<provisionerId>/worker-types/<workerType>/workers/<workerGroup>/<workerId>",
                provisionerId=provisionerId,
                workerType=workerType,
                workerGroup=workerGroup,
                workerId=workerId,
            )
        )

    @deprecated("queue.getWorker_signed_url is deprecated: use workerManager.getWorker instead")
    def getWorker_signed_url(
        self,
        provisionerId: str,
        workerType: str,
        workerGroup: str,
        workerId: str,
        *,
        ttl: timedelta = timedelta(minutes=15),
    ) -> str:
        """A URL of `getWorker` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            route(
                "api/queue/v1/provisioners/<provisionerId>/worker-types/<workerType>/workers/<workerGroup>/<workerId>",
                provisionerId=provisionerId,
                workerType=workerType,
                workerGroup=workerGroup,
                workerId=workerId,
            ),
            ttl=ttl,
        )

    @boundary
    def quarantineWorker(
        self,
        provisionerId: str,
        workerType: str,
        workerGroup: str,
        workerId: str,
        payload: Payload[types.QuarantineWorkerRequest],
    ) -> types.WorkerResponse:
        """Keep a worker from claiming tasks until a given time; a past time ends it.

        `PUT /provisioners/<provisionerId>/worker-types/<workerType>/workers/<workerGroup>/<workerId>`,
        experimental. Needs the scopes
        `queue:quarantine-worker:<provisionerId>/<workerType>/<workerGroup>/<workerId>`.

        A payload, for example:

            {"quarantineUntil": tc.from_now("1 day"), "quarantineInfo": "The disk makes noises."}

        https://docs.taskcluster.net/docs/reference/platform/queue/api#quarantineWorker

        Args:
            provisionerId: The part of the task queue's id before the slash.
            workerType: The part of the task queue's id after the slash.
            workerGroup: The group of the worker, such as a region.
            workerId: The worker, unique in its group.
            payload: A dict as `tc.types.queue.QuarantineWorkerRequest` describes it.

        Returns:
            The worker, with the history of its quarantines.

        Raises:
            BadRequestError: An argument or the payload has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: The worker did not ask for work lately.
        """
        response: types.WorkerResponse = self.api_client.call_api(
            "PUT",
            route(
                "api/queue/v1/provisioners/<provisionerId>/worker-types/<workerType>/workers/<workerGroup>/<workerId>",
                provisionerId=provisionerId,
                workerType=workerType,
                workerGroup=workerGroup,
                workerId=workerId,
            ),
            payload=payload,
            expects_json=True,
        )
        return response

    @boundary
    def declareWorker(
        self,
        provisionerId: str,
        workerType: str,
        workerGroup: str,
        workerId: str,
        payload: Payload[types.UpdateWorkerRequest],
    ) -> types.WorkerResponse:
        """Declare that a worker exists, until a given expiry.

        `PUT /provisioners/<provisionerId>/worker-types/<workerType>/<workerGroup>/<workerId>`,
        experimental. Needs the scopes
        `queue:declare-worker:<provisionerId>/<workerType>/<workerGroup>/<workerId>#<property>` for each
        of properties.

        A payload, for example:

            {"expires": tc.from_now("1 day")}

        https://docs.taskcluster.net/docs/reference/platform/queue/api#declareWorker

        Args:
            provisionerId: The part of the task queue's id before the slash.
            workerType: The part of the task queue's id after the slash.
            workerGroup: The group of the worker, such as a region.
            workerId: The worker, unique in its group.
            payload: A dict as `tc.types.queue.UpdateWorkerRequest` describes it.

        Returns:
            The worker.

        Raises:
            BadRequestError: An argument or the payload has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.WorkerResponse = self.api_client.call_api(
            "PUT",
            route(
                "api/queue/v1/provisioners/<provisionerId>/worker-types/<workerType>/<workerGroup>/<workerId>",
                provisionerId=provisionerId,
                workerType=workerType,
                workerGroup=workerGroup,
                workerId=workerId,
            ),
            payload=payload,
            expects_json=True,
        )
        return response

    @boundary
    def heartbeat(self) -> types.Heartbeat:
        """Check that the service and what it depends on are working.

        `GET /__heartbeat__`, stable.

        https://docs.taskcluster.net/docs/reference/platform/queue/api#heartbeat

        Returns:
            A free-form dict.
        """
        response: types.Heartbeat = self.api_client.call_api("GET", "api/queue/v1/__heartbeat__")
        return response

    def heartbeat_url(self) -> str:
        """The URL of `heartbeat`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/queue/v1/__heartbeat__")

    def heartbeat_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `heartbeat` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/queue/v1/__heartbeat__", ttl=ttl)

    @boundary
    def taskQueueCountsBatch(
        self, payload: Payload[types.TaskQueueCountsRequest]
    ) -> types.TaskQueueCountsListResponse:
        """Count the pending and claimed tasks of up to 1000 task queues.

        `POST /task-queues/counts`, experimental. Needs the scopes `queue:pending-count:<taskQueueId>`
        for each of taskQueueIds and `queue:claimed-count:<taskQueueId>` for each of taskQueueIds.

        A payload, for example:

            {"taskQueueIds": ["my-project/linux", "my-project/windows"]}

        https://docs.taskcluster.net/docs/reference/platform/queue/api#taskQueueCountsBatch

        Args:
            payload: A dict as `tc.types.queue.TaskQueueCountsRequest` describes it.

        Returns:
            The counts of each queue.

        Raises:
            BadRequestError: The payload has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.TaskQueueCountsListResponse = self.api_client.call_api(
            "POST", "api/queue/v1/task-queues/counts", payload=payload, expects_json=True
        )
        return response
