# Generated from api/queue.json by tools/generate.py. Do not edit.

"""Types of the queue service: payloads, responses and messages."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, NotRequired, TypeAlias

from typing_extensions import ReadOnly, TypedDict

from tc.types.common import Empty, Heartbeat, Ping, Version

__all__ = [
    "ArtifactContentErrorResponse",
    "ArtifactContentObjectResponse",
    "ArtifactContentReferenceResponse",
    "ArtifactContentResponse",
    "ArtifactContentS3Response",
    "ArtifactCreatedArtifact",
    "ArtifactCreatedArtifactStorageType",
    "ArtifactCreatedMessage",
    "ArtifactErrorReason",
    "ArtifactResponse",
    "CancelTaskGroupResponse",
    "ChangeTaskPriorityRequest",
    "ClaimWorkRequest",
    "ClaimWorkResponse",
    "ClaimedTask",
    "CreateTaskRequest",
    "Empty",
    "ExceptionReason",
    "FinishArtifactRequest",
    "GetArtifactResponse",
    "Heartbeat",
    "ListArtifactsResponse",
    "ListClaimedTasksResponse",
    "ListDependentTasksResponse",
    "ListPendingTasksResponse",
    "ListProvisionersResponse",
    "ListTaskGroupResponse",
    "ListTaskqueuesResponse",
    "ListWorkersResponse",
    "ListWorkertypesResponse",
    "PendingTask",
    "PendingTasksResponse",
    "Ping",
    "PostArtifactErrorRequest",
    "PostArtifactErrorResponse",
    "PostArtifactLinkRequest",
    "PostArtifactLinkResponse",
    "PostArtifactObjectRequest",
    "PostArtifactObjectResponse",
    "PostArtifactReferenceRequest",
    "PostArtifactReferenceResponse",
    "PostArtifactRequest",
    "PostArtifactResponse",
    "PostArtifactS3Request",
    "PostArtifactS3Response",
    "Priority",
    "ProvisionerResponse",
    "QuarantineDetails",
    "QuarantineWorkerRequest",
    "ReasonCreated",
    "ReasonResolved",
    "Requires",
    "Run",
    "RunState",
    "Stability",
    "StatusAndId",
    "StorageType",
    "Task",
    "TaskAndId",
    "TaskClaimRequest",
    "TaskClaimResponse",
    "TaskCompletedMessage",
    "TaskCredentials",
    "TaskDefinedMessage",
    "TaskDefinitionAndStatus",
    "TaskExceptionMessage",
    "TaskExceptionRequest",
    "TaskFailedMessage",
    "TaskGroupChangedMessage",
    "TaskGroupPriorityChangeResponse",
    "TaskGroupPriorityChangedMessage",
    "TaskGroupResponse",
    "TaskMetadata",
    "TaskMetadataInput",
    "TaskPendingMessage",
    "TaskPriorityChangedMessage",
    "TaskPulseDefinition",
    "TaskQueueCountsListResponse",
    "TaskQueueCountsRequest",
    "TaskQueueCountsResponse",
    "TaskReclaimResponse",
    "TaskRun",
    "TaskRunningMessage",
    "TaskState",
    "TaskStatus",
    "TaskStatusResponse",
    "TaskqueueResponse",
    "TasksRequest",
    "TasksResponse",
    "TasksStatusesResponse",
    "UpdateWorkerRequest",
    "Version",
    "Worker",
    "WorkerResponse",
    "WorkertypeResponse",
]


class ArtifactContentErrorResponse(TypedDict, closed=True):
    """Schema: `queue/v1/artifact-content-response#/oneOf/3`."""

    message: str
    """What went wrong, for people."""
    reason: str
    """What went wrong, as a word, such as `file-missing-on-worker`."""
    storageType: Literal["error"]
    """`error`: there is no content."""


class TaskCredentials(TypedDict, closed=True):
    """Schemas:
    - `queue/v1/object-credentials`
    - `queue/v1/task-credentials`
    """

    accessToken: str
    """The secret that requests are signed with. Keep it out of logs."""
    certificate: str
    """JSON as text, which makes these credentials temporary; it is passed on as it is."""
    clientId: str
    """The client id of these temporary credentials."""


class ArtifactContentObjectResponse(TypedDict, closed=True):
    """Schema: `queue/v1/artifact-content-response#/oneOf/1`."""

    credentials: TaskCredentials
    """Temporary credentials with which the object service lets the content be downloaded."""
    name: str
    """The name of the object in the object service."""
    storageType: Literal["object"]
    """`object`: the object service has the content."""


class ArtifactContentReferenceResponse(TypedDict, closed=True):
    """Schema: `queue/v1/artifact-content-response#/oneOf/2`."""

    storageType: Literal["reference"]
    """`reference`: the content is at a URL that the task chose."""
    url: str
    """Where to GET the content, without credentials. The task chose it, so it points anywhere."""


class ArtifactContentS3Response(TypedDict, closed=True):
    """Schema: `queue/v1/artifact-content-response#/oneOf/0`."""

    storageType: Literal["s3"]
    """`s3`: the content is at `url`."""
    url: str
    """Where to GET the content, without credentials; it is valid for a limited time."""


ArtifactContentResponse: TypeAlias = (
    ArtifactContentS3Response
    | ArtifactContentObjectResponse
    | ArtifactContentReferenceResponse
    | ArtifactContentErrorResponse
)
"""Response of `artifact`, `latestArtifact`.

Schema: `queue/v1/artifact-content-response`.
"""


ArtifactCreatedArtifactStorageType: TypeAlias = Literal["reference", "link", "error", "object"]
"""Schema: `queue/v1/artifact-created-message#/properties/artifact/properties/storageType`."""


class ArtifactCreatedArtifact(TypedDict, closed=True):
    """Schema: `queue/v1/artifact-created-message#/properties/artifact`."""

    contentType: str
    """The media type of the content, such as `text/plain`."""
    expires: str
    """When the artifact may be deleted."""
    name: str
    """The name of the artifact, with slashes."""
    storageType: ArtifactCreatedArtifactStorageType
    """How the content is kept; it decides which other keys there are."""


Priority: TypeAlias = Literal["highest", "very-high", "high", "medium", "low", "very-low", "lowest"]
"""Schemas:
- `queue/v1/task#/properties/priority`
- `queue/v1/task-group-priority-change-response#/properties/newPriority`
- `queue/v1/task-group-priority-changed-message#/properties/newPriority`
- `queue/v1/task-priority-changed-message#/properties/newPriority`
- `queue/v1/task-priority-changed-message#/properties/oldPriority`
- `queue/v1/change-task-priority-request#/properties/newPriority`
"""


ReasonCreated: TypeAlias = Literal["scheduled", "retry", "task-retry", "rerun", "exception"]
"""Schema: `queue/v1/task-status#/properties/runs/items/properties/reasonCreated`."""


ReasonResolved: TypeAlias = Literal[
    "completed",
    "failed",
    "deadline-exceeded",
    "canceled",
    "claim-expired",
    "worker-shutdown",
    "malformed-payload",
    "resource-unavailable",
    "internal-error",
    "intermittent-task",
    "superseded",
]
"""Schema: `queue/v1/task-status#/properties/runs/items/properties/reasonResolved`."""


RunState: TypeAlias = Literal["pending", "running", "completed", "failed", "exception"]
"""Schema: `queue/v1/task-status#/properties/runs/items/properties/state`."""


class Run(TypedDict, closed=True):
    """Schema: `queue/v1/task-status#/properties/runs/items`."""

    reasonCreated: ReasonCreated
    """Why the run exists: `scheduled` for the first, `retry` and `task-retry` after trouble, `rerun` on
    request, `exception` where the task was given up before it had a run.
    """
    reasonResolved: NotRequired[ReasonResolved]
    """Why the run ended. Without it, it has not."""
    resolved: NotRequired[str]
    """When the run ended. Without it, it has not."""
    runId: int
    """The number of the run, from 0: its index in `runs`."""
    scheduled: str
    """When the run became pending."""
    started: NotRequired[str]
    """When a worker claimed the run. Without it none has."""
    state: RunState
    """`pending` until a worker claims it, then `running`, then `completed`, `failed` or `exception`."""
    takenUntil: NotRequired[str]
    """When the claim of the worker ends, unless it reclaims the run. Without it no worker has claimed the
    run.
    """
    workerGroup: NotRequired[str]
    """The group of the worker that claimed the run. Without it none has."""
    workerId: NotRequired[str]
    """The worker that claimed the run. Without it none has."""


TaskState: TypeAlias = Literal["unscheduled", "pending", "running", "completed", "failed", "exception"]
"""Schema: `queue/v1/task-status#/properties/state`."""


class TaskStatus(TypedDict, closed=True):
    """Schema: `queue/v1/task-status`."""

    deadline: str
    """The time by which the task has to be resolved; after it, it becomes an exception."""
    expires: str
    """When the task and what belongs to it may be deleted."""
    priority: NotRequired[Priority]
    """Which tasks of the queue are claimed first."""
    projectId: str
    """The project that the task belongs to; `none` if it was created without one."""
    provisionerId: str
    """The part of `taskQueueId` before the slash."""
    retriesLeft: int
    """How many more runs the queue makes by itself; `rerunTask` sets it back."""
    runs: list[Run]
    """All runs so far, the latest last; none while the task is unscheduled."""
    schedulerId: str
    """The scheduler of the task group; all tasks of a group have the same. `-` if none was given."""
    state: TaskState
    """The state of the latest run, or `unscheduled` before the first. `completed`, `failed` and
    `exception` are resolved.
    """
    taskGroupId: str
    """The task group: a slug id, by convention that of its first task."""
    taskId: str
    """The task: a slug id of 22 characters."""
    taskQueueId: str
    """The queue that workers claim the task from, as `provisionerId/workerType`."""
    workerType: str
    """The part of `taskQueueId` after the slash."""


class ArtifactCreatedMessage(TypedDict, closed=True):
    """Message of `artifactCreated`.

    Schema: `queue/v1/artifact-created-message`.
    """

    artifact: ArtifactCreatedArtifact
    """The artifact that was created."""
    runId: int
    """The number of the run, from 0."""
    status: TaskStatus
    """The status of the task, as it is now."""
    version: Literal[1]
    """The version of the message format, 1."""
    workerGroup: str
    """The group that the worker belongs to, such as a region or a data centre."""
    workerId: str
    """The name of the worker, unique in its group."""


ArtifactErrorReason: TypeAlias = Literal[
    "file-missing-on-worker",
    "invalid-resource-on-worker",
    "too-large-file-on-worker",
    "file-not-readable-on-worker",
]
"""Schema: `queue/v1/post-artifact-request#/oneOf/4/properties/reason`."""


StorageType: TypeAlias = Literal["s3", "object", "reference", "link", "error"]
"""Schema: `queue/v1/artifact-response#/properties/storageType`."""


class ArtifactResponse(TypedDict, closed=True):
    """Response of `artifactInfo`, `latestArtifactInfo`.

    Schema: `queue/v1/artifact-response`.
    """

    contentLength: NotRequired[int]
    """The length of the content in bytes, if its creator gave one. Without it, it is not known."""
    contentType: str
    """The media type of the content, such as `text/plain`; for a link that was made without one,
    `application/binary`.
    """
    expires: str
    """When the artifact may be deleted."""
    name: str
    """The name of the artifact, with slashes, such as `public/build/target.tar.gz`. Those that begin with
    `public/` are readable by everybody on most deployments.
    """
    storageType: StorageType
    """How the content is kept: `s3` and `object` are stored by Taskcluster, `reference` is a URL
    elsewhere, `link` is another artifact of the run, `error` has no content.
    """


class CancelTaskGroupResponse(TypedDict, closed=True):
    """Response of `cancelTaskGroup`.

    Schema: `queue/v1/cancel-task-group-response`.
    """

    cancelledCount: int
    """How many tasks this call cancelled."""
    taskGroupId: str
    """The task group: a slug id, by convention that of its first task."""
    taskGroupSize: int
    """How many tasks the group has."""
    taskIds: list[str]
    """Ids of the tasks that this call cancelled."""


class ChangeTaskPriorityRequest(TypedDict, closed=True):
    """Payload of `changeTaskPriority`, `changeTaskGroupPriority`.

    Schema: `queue/v1/change-task-priority-request`.
    """

    newPriority: ReadOnly[Priority]
    """The priority that is to apply from now on."""


class ClaimWorkRequest(TypedDict, closed=True):
    """Payload of `claimWork`.

    Schema: `queue/v1/claim-work-request`.
    """

    tasks: ReadOnly[int]
    """How many tasks to claim at most, 1 to 32; the response may have fewer, or none."""
    workerGroup: ReadOnly[str]
    """The group that the worker belongs to, 1 to 38 characters; the scope
    `queue:worker-id:<workerGroup>/<workerId>` is needed.
    """
    workerId: ReadOnly[str]
    """The name of the worker, unique in its group, 1 to 38 characters."""


Requires: TypeAlias = Literal["all-completed", "all-resolved"]
"""Schema: `queue/v1/task#/properties/requires`."""


class TaskMetadata(TypedDict, closed=True):
    """Schema: `queue/v1/task-metadata`."""

    description: str
    """What the task does, Markdown, up to 32,768 characters."""
    name: str
    """A short name, as pages and lists show it, up to 255 characters."""
    owner: str
    """The email address of the one who wants the task, up to 255 characters."""
    source: str
    """The URL of what the task was made from, such as a commit or a file in a repository: `http://`,
    `https://`, `ssh://` or `git@`, up to 4096 characters.
    """


class Task(TypedDict, closed=True):
    """Response of `task`.

    Schema: `queue/v1/task`.
    """

    created: str
    """When the task was defined, as its creator said."""
    deadline: str
    """The time by which the task has to be resolved; after it, it becomes an exception."""
    dependencies: list[str]
    """Ids of the tasks that have to be resolved before this one is pending."""
    expires: NotRequired[str]
    """When the task and what belongs to it may be deleted."""
    extra: dict[str, Any]
    """Free-form data for those who read the task; the queue ignores it."""
    metadata: TaskMetadata
    """Who wants the task and why, for people."""
    payload: dict[str, Any]
    """What the worker is to do, in the form of the worker's implementation."""
    priority: Priority
    """Which tasks of the queue are claimed first."""
    projectId: NotRequired[str]
    """The project that the task belongs to; `none` if it was created without one."""
    provisionerId: str
    """The part of `taskQueueId` before the slash."""
    requires: Requires
    """What dependencies have to become before the task is pending: `all-completed`, or `all-resolved` for
    any end.
    """
    retries: int
    """How often the queue makes a new run after trouble that is not the task's own; `retriesLeft` in its
    status counts down.
    """
    routes: list[str]
    """Routing keys under which messages about the task are also sent, as `route.<route>`."""
    schedulerId: str
    """The scheduler of the task group; all tasks of a group have the same. `-` if none was given."""
    scopes: list[str]
    """What the worker may do on behalf of the task."""
    tags: dict[str, str]
    """Short texts by name, for those who list tasks."""
    taskGroupId: str
    """The task group: a slug id, by convention that of its first task."""
    taskQueueId: str
    """The queue that workers claim the task from, as `provisionerId/workerType`."""
    workerType: str
    """The part of `taskQueueId` after the slash."""


class TaskClaimResponse(TypedDict, closed=True):
    """Response of `claimTask`.

    Schemas:
    - `queue/v1/claim-work-response#/properties/tasks/items`
    - `queue/v1/task-claim-response`
    """

    credentials: TaskCredentials
    """Temporary credentials for this run: the scopes of the task, and those to reclaim and resolve the run
    and to create its artifacts. They end soon after `takenUntil`.
    """
    runId: int
    """The run that the worker now holds, from 0."""
    status: TaskStatus
    """The status of the task, as it is now."""
    takenUntil: str
    """When the claim ends, unless the worker reclaims the run before."""
    task: Task
    """The definition of the task."""
    workerGroup: str
    """The group that the worker belongs to, such as a region or a data centre."""
    workerId: str
    """The name of the worker, unique in its group."""


class ClaimWorkResponse(TypedDict, closed=True):
    """Response of `claimWork`.

    Schema: `queue/v1/claim-work-response`.
    """

    tasks: list[TaskClaimResponse]
    """The runs that the worker now holds; an empty list if there was no work within some 20 seconds."""


class ClaimedTask(TypedDict, closed=True):
    """Schema: `queue/v1/list-claimed-tasks-response#/properties/tasks/items`."""

    claimed: str
    """When the worker claimed the run."""
    runId: int
    """The run that is running, from 0."""
    task: Task
    """The definition of the task."""
    taskId: str
    """The task: a slug id of 22 characters."""
    workerGroup: str
    """The group that the worker belongs to, such as a region or a data centre."""
    workerId: str
    """The name of the worker, unique in its group."""


class TaskMetadataInput(TypedDict, closed=True):
    """Schema: `queue/v1/task-metadata`."""

    description: ReadOnly[str]
    """What the task does, Markdown, up to 32,768 characters."""
    name: ReadOnly[str]
    """A short name, as pages and lists show it, up to 255 characters."""
    owner: ReadOnly[str]
    """The email address of the one who wants the task, up to 255 characters."""
    source: ReadOnly[str]
    """The URL of what the task was made from, such as a commit or a file in a repository: `http://`,
    `https://`, `ssh://` or `git@`, up to 4096 characters.
    """


class CreateTaskRequest(TypedDict, closed=True):
    """Payload of `createTask`.

    Schema: `queue/v1/create-task-request`.
    """

    created: ReadOnly[datetime | str]
    """When the task was defined: at most 15 minutes from the service's clock. Usually `tc.from_now("0
    seconds")`.
    """
    deadline: ReadOnly[datetime | str]
    """The time by which the task has to be resolved, after `created` and at most 5 days from now. A task
    that is not resolved by then becomes an exception, `deadline-exceeded`.
    """
    dependencies: NotRequired[ReadOnly[Sequence[str]]]
    """Ids of tasks that come first, at most 10,000, each of which exists already. Default: none, so that
    the task is pending at once. A task that names itself waits for `scheduleTask`.
    """
    expires: NotRequired[ReadOnly[datetime | str]]
    """When the task, and what belongs to it, may be deleted; not before `deadline`. Without it: a year
    after `deadline`.
    """
    extra: NotRequired[ReadOnly[Mapping[str, object]]]
    """Free-form data for those who read the task; the queue ignores it. Default: an empty object."""
    metadata: ReadOnly[TaskMetadataInput]
    """Who wants the task and why, for people."""
    payload: ReadOnly[Mapping[str, object]]
    """What the worker is to do. Its form is that of the worker's implementation, which checks it once it
    claims the task; the queue does not.
    """
    priority: NotRequired[ReadOnly[Priority]]
    """Which tasks of the queue are claimed first, and a part of the scopes that creating it needs.
    Default: `lowest`.
    """
    projectId: NotRequired[ReadOnly[str]]
    """The project that the task belongs to, up to 500 letters, digits and `._/-`; creating it needs the
    scope `queue:create-task:project:<projectId>`. Default: `none`.
    """
    provisionerId: NotRequired[ReadOnly[str]]
    """The older form of `taskQueueId`: its part before the slash. Without it and `workerType`,
    `taskQueueId` is required; if all are given, they have to agree.
    """
    requires: NotRequired[ReadOnly[Requires]]
    """What dependencies have to become before the task is pending: `all-completed`, or `all-resolved` for
    any end, failures included. Default: `all-completed`.
    """
    retries: NotRequired[ReadOnly[int]]
    """How often the queue makes a new run when the worker vanished, shut down or reported an intermittent
    task: 0 to 49. A failed task is not retried. Default: 5.
    """
    routes: NotRequired[ReadOnly[Sequence[str]]]
    """Routing keys under which messages about the task are also sent, as `route.<route>`; `index.<path>`
    has the task indexed. At most 64 of up to 249 characters, each with the scope `queue:route:<route>`.
    Default: none.
    """
    schedulerId: NotRequired[ReadOnly[str]]
    """Who schedules the group: 1 to 38 letters, digits, `-` and `_`, the same for all tasks of a group.
    Default: `-`.
    """
    scopes: NotRequired[ReadOnly[Sequence[str]]]
    """What the worker may do on behalf of the task; the one who creates it needs all of them. Default:
    none.
    """
    tags: NotRequired[ReadOnly[Mapping[str, str]]]
    """Texts by name, up to 4096 characters each, for those who list tasks; they are in messages about the
    task too. Default: none.
    """
    taskGroupId: NotRequired[ReadOnly[str]]
    """The group of the task, a slug id. Without it: the id of the task itself, which so begins a new
    group.
    """
    taskQueueId: NotRequired[ReadOnly[str]]
    """The queue that workers claim the task from, as `provisionerId/workerType`, such as
    `my-project/linux`: up to 38 letters, digits, `-` and `_`, then up to 38 small letters, digits and
    `-`, a letter first. Without it, `provisionerId` and `workerType` are required.
    """
    workerType: NotRequired[ReadOnly[str]]
    """The older form of `taskQueueId`: its part after the slash. Without it and `provisionerId`,
    `taskQueueId` is required; if all are given, they have to agree.
    """


ExceptionReason: TypeAlias = Literal[
    "worker-shutdown", "malformed-payload", "resource-unavailable", "internal-error", "intermittent-task"
]
"""Schema: `queue/v1/task-exception-request#/properties/reason`."""


class FinishArtifactRequest(TypedDict, closed=True):
    """Payload of `finishArtifact`.

    Schema: `queue/v1/finish-artifact-request`.
    """

    uploadId: ReadOnly[str]
    """The `uploadId` from the response of `createArtifact`."""


class GetArtifactResponse(TypedDict, closed=True):
    """Response of `getArtifact`, `getLatestArtifact`.

    Schema: `queue/v1/get-artifact-response`.
    """

    storageType: str
    """How the content is kept: `s3`, `object` or `reference`."""
    url: str
    """Where to GET the content, without credentials."""


class ListArtifactsResponse(TypedDict, closed=True):
    """Response of `listArtifacts`, `listLatestArtifacts`.

    Schema: `queue/v1/list-artifacts-response`.
    """

    artifacts: list[ArtifactResponse]
    """The artifacts of the run, sorted by name."""
    continuationToken: NotRequired[str]
    """Pass it to the next call for the next page. Without it this page is the last."""


class ListClaimedTasksResponse(TypedDict, closed=True):
    """Response of `listClaimedTasks`.

    Schema: `queue/v1/list-claimed-tasks-response`.
    """

    continuationToken: NotRequired[str]
    """Pass it to the next call for the next page. Without it this page is the last."""
    tasks: list[ClaimedTask]
    """The tasks of this page."""


class TaskDefinitionAndStatus(TypedDict, closed=True):
    """Schema: `queue/v1/task-definition-and-status`."""

    status: TaskStatus
    """The status of the task, as it is now."""
    task: Task
    """The definition of the task."""


class ListDependentTasksResponse(TypedDict, closed=True):
    """Response of `listDependentTasks`.

    Schema: `queue/v1/list-dependent-tasks-response`.
    """

    continuationToken: NotRequired[str]
    """Pass it to the next call for the next page. Without it this page is the last."""
    taskId: str
    """The task that the others depend on."""
    tasks: list[TaskDefinitionAndStatus]
    """The tasks of this page that depend on it."""


class PendingTask(TypedDict, closed=True):
    """Schema: `queue/v1/list-pending-tasks-response#/properties/tasks/items`."""

    inserted: str
    """When the run began to wait for a worker."""
    runId: int
    """The run that is pending, from 0."""
    task: Task
    """The definition of the task."""
    taskId: str
    """The task: a slug id of 22 characters."""


class ListPendingTasksResponse(TypedDict, closed=True):
    """Response of `listPendingTasks`.

    Schema: `queue/v1/list-pending-tasks-response`.
    """

    continuationToken: NotRequired[str]
    """Pass it to the next call for the next page. Without it this page is the last."""
    tasks: list[PendingTask]
    """The tasks of this page."""


Stability: TypeAlias = Literal["experimental", "stable", "deprecated"]
"""Schemas:
- `queue/v1/list-provisioners-response#/properties/provisioners/items/properties/stability`
- `queue/v1/list-taskqueues-response#/properties/taskQueues/items/properties/stability`
- `queue/v1/list-workertypes-response#/properties/workerTypes/items/properties/stability`
- `queue/v1/provisioner-response#/properties/stability`
- `queue/v1/taskqueue-response#/properties/stability`
- `queue/v1/workertype-response#/properties/stability`
"""


class ProvisionerResponse(TypedDict, closed=True):
    """Response of `getProvisioner`.

    Schemas:
    - `queue/v1/list-provisioners-response#/properties/provisioners/items`
    - `queue/v1/provisioner-response`
    """

    description: str
    """Free text about it, Markdown; often empty."""
    expires: str
    """When the queue forgets it, unless a worker asks for work before."""
    lastDateActive: str
    """When it was last seen asking for work; it is updated now and then, not at each claim."""
    provisionerId: str
    """The name of the provisioner: the part of its task queues' ids before the slash."""
    stability: Stability
    """A promise about how long it stays: `experimental` unless somebody changed it."""


class ListProvisionersResponse(TypedDict, closed=True):
    """Response of `listProvisioners`.

    Schema: `queue/v1/list-provisioners-response`.
    """

    continuationToken: NotRequired[str]
    """Pass it to the next call for the next page. Without it this page is the last."""
    provisioners: list[ProvisionerResponse]
    """The provisioners of this page."""


class ListTaskGroupResponse(TypedDict, closed=True):
    """Response of `listTaskGroup`.

    Schema: `queue/v1/list-task-group-response`.
    """

    continuationToken: NotRequired[str]
    """Pass it to the next call for the next page. Without it this page is the last."""
    expires: str
    """When the group may be deleted: an hour after the latest `expires` of its tasks."""
    schedulerId: str
    """The scheduler of the task group; all tasks of a group have the same. `-` if none was given."""
    sealed: NotRequired[str]
    """When the group was sealed, after which it takes no more tasks. Without it, it is open."""
    taskGroupId: str
    """The task group: a slug id, by convention that of its first task."""
    tasks: list[TaskDefinitionAndStatus]
    """The tasks of this page."""


class TaskqueueResponse(TypedDict, closed=True):
    """Response of `getTaskQueue`.

    Schemas:
    - `queue/v1/list-taskqueues-response#/properties/taskQueues/items`
    - `queue/v1/taskqueue-response`
    """

    description: str
    """Free text about it, Markdown; often empty."""
    expires: str
    """When the queue forgets it, unless a worker asks for work before."""
    lastDateActive: str
    """When it was last seen asking for work; it is updated now and then, not at each claim."""
    stability: Stability
    """A promise about how long it stays: `experimental` unless somebody changed it."""
    taskQueueId: str
    """The name of the task queue, as `provisionerId/workerType`."""


class ListTaskqueuesResponse(TypedDict, closed=True):
    """Response of `listTaskQueues`.

    Schema: `queue/v1/list-taskqueues-response`.
    """

    continuationToken: NotRequired[str]
    """Pass it to the next call for the next page. Without it this page is the last."""
    taskQueues: list[TaskqueueResponse]
    """The task queues of this page."""


class TaskRun(TypedDict, closed=True):
    """Schema: `queue/v1/task-run`."""

    runId: int
    """The number of the run, from 0."""
    taskId: str
    """The task: a slug id of 22 characters."""


class Worker(TypedDict, closed=True):
    """Schema: `queue/v1/list-workers-response#/properties/workers/items`."""

    firstClaim: str
    """When the worker asked for work for the first time."""
    lastDateActive: NotRequired[str]
    """When it was last seen asking for work; it is updated now and then, not at each claim."""
    latestTask: NotRequired[TaskRun]
    """The run that the worker got last. Without it the worker has had none."""
    quarantineUntil: NotRequired[str]
    """Until then the worker gets no tasks. Without it, it is not in quarantine."""
    workerGroup: str
    """The group that the worker belongs to, such as a region or a data centre."""
    workerId: str
    """The name of the worker, unique in its group."""


class ListWorkersResponse(TypedDict, closed=True):
    """Response of `listWorkers`.

    Schema: `queue/v1/list-workers-response`.
    """

    continuationToken: NotRequired[str]
    """Pass it to the next call for the next page. Without it this page is the last."""
    workers: list[Worker]
    """The workers of this page."""


class WorkertypeResponse(TypedDict, closed=True):
    """Response of `getWorkerType`.

    Schemas:
    - `queue/v1/list-workertypes-response#/properties/workerTypes/items`
    - `queue/v1/workertype-response`
    """

    description: str
    """Free text about it, Markdown; often empty."""
    expires: str
    """When the queue forgets it, unless a worker asks for work before."""
    lastDateActive: str
    """When it was last seen asking for work; it is updated now and then, not at each claim."""
    provisionerId: str
    """The part of `taskQueueId` before the slash."""
    stability: Stability
    """A promise about how long it stays: `experimental` unless somebody changed it."""
    taskQueueId: str
    """The name of the task queue, as `provisionerId/workerType`."""
    workerType: str
    """The part of `taskQueueId` after the slash."""


class ListWorkertypesResponse(TypedDict, closed=True):
    """Response of `listWorkerTypes`.

    Schema: `queue/v1/list-workertypes-response`.
    """

    continuationToken: NotRequired[str]
    """Pass it to the next call for the next page. Without it this page is the last."""
    workerTypes: list[WorkertypeResponse]
    """The task queues of this page, under their older names."""


class PendingTasksResponse(TypedDict, closed=True):
    """Response of `pendingTasks`.

    Schema: `queue/v1/pending-tasks-response`.
    """

    pendingTasks: int
    """How many tasks of the queue wait for a worker. The count is approximate."""
    provisionerId: str
    """The part of `taskQueueId` before the slash."""
    taskQueueId: str
    """The queue that workers claim the task from, as `provisionerId/workerType`."""
    workerType: str
    """The part of `taskQueueId` after the slash."""


class PostArtifactErrorRequest(TypedDict, closed=True):
    """Schema: `queue/v1/post-artifact-request#/oneOf/4`."""

    expires: ReadOnly[datetime | str]
    """When the artifact may be deleted: in the future, and not after its task expires."""
    message: ReadOnly[str]
    """What went wrong, for people, up to 4096 characters."""
    reason: ReadOnly[ArtifactErrorReason]
    """What went wrong, as a word."""
    storageType: ReadOnly[Literal["error"]]
    """`error`: the artifact has no content, and those who read it get status 424."""


class PostArtifactErrorResponse(TypedDict, closed=True):
    """Schema: `queue/v1/post-artifact-response#/oneOf/4`."""

    storageType: Literal["error"]
    """`error`, as asked for: nothing is left to do."""


class PostArtifactLinkRequest(TypedDict, closed=True):
    """Schema: `queue/v1/post-artifact-request#/oneOf/3`."""

    artifact: ReadOnly[str]
    """The name of the other artifact of the run, which is looked up whenever this one is read."""
    contentType: NotRequired[ReadOnly[str]]
    """The media type of the content, up to 255 characters. Without it: `application/binary`."""
    expires: ReadOnly[datetime | str]
    """When the artifact may be deleted: in the future, and not after its task expires."""
    storageType: ReadOnly[Literal["link"]]
    """`link`: the artifact is another name for one of the same run."""


class PostArtifactLinkResponse(TypedDict, closed=True):
    """Schema: `queue/v1/post-artifact-response#/oneOf/3`."""

    storageType: Literal["link"]
    """`link`, as asked for: nothing is left to do."""


class PostArtifactObjectRequest(TypedDict, closed=True):
    """Schema: `queue/v1/post-artifact-request#/oneOf/1`."""

    contentLength: NotRequired[ReadOnly[int]]
    """The length of what will be uploaded, in bytes. Without it, lists of artifacts do not show a length."""
    contentType: ReadOnly[str]
    """The media type of the content, such as `text/plain`, up to 255 characters."""
    expires: ReadOnly[datetime | str]
    """When the artifact may be deleted: in the future, and not after its task expires."""
    storageType: ReadOnly[Literal["object"]]
    """`object`: the content will be uploaded to the object service, then `finishArtifact` is called."""


class PostArtifactObjectResponse(TypedDict, closed=True):
    """Schema: `queue/v1/post-artifact-response#/oneOf/1`."""

    credentials: TaskCredentials
    """Temporary credentials for the upload to the object service."""
    expires: str
    """The `expires` to give to the object service, unchanged."""
    name: str
    """The name of the object to upload, which is not the artifact's."""
    projectId: str
    """The project to give to the object service, unchanged."""
    storageType: Literal["object"]
    """`object`, as asked for."""
    uploadId: str
    """The upload to give to the object service and to `finishArtifact`, unchanged."""


class PostArtifactReferenceRequest(TypedDict, closed=True):
    """Schema: `queue/v1/post-artifact-request#/oneOf/2`."""

    contentType: ReadOnly[str]
    """The media type of what is at `url`, up to 255 characters."""
    expires: ReadOnly[datetime | str]
    """When the artifact may be deleted: in the future, and not after its task expires."""
    storageType: ReadOnly[Literal["reference"]]
    """`reference`: the content is elsewhere."""
    url: ReadOnly[str]
    """Where the content is; those who read the artifact are sent there."""


class PostArtifactReferenceResponse(TypedDict, closed=True):
    """Schema: `queue/v1/post-artifact-response#/oneOf/2`."""

    storageType: Literal["reference"]
    """`reference`, as asked for: nothing is left to do."""


class PostArtifactS3Request(TypedDict, closed=True):
    """Schema: `queue/v1/post-artifact-request#/oneOf/0`."""

    contentLength: NotRequired[ReadOnly[int]]
    """The length of what will be uploaded, in bytes. Without it, lists of artifacts do not show a length."""
    contentType: ReadOnly[str]
    """The media type of the content, such as `text/plain`, up to 255 characters; the upload has to send
    the same.
    """
    expires: ReadOnly[datetime | str]
    """When the artifact may be deleted: in the future, and not after its task expires."""
    storageType: ReadOnly[Literal["s3"]]
    """`s3`: the content will be PUT to the URL in the response."""


PostArtifactRequest: TypeAlias = (
    PostArtifactS3Request
    | PostArtifactObjectRequest
    | PostArtifactReferenceRequest
    | PostArtifactLinkRequest
    | PostArtifactErrorRequest
)
"""Payload of `createArtifact`.

Schema: `queue/v1/post-artifact-request`.
"""


class PostArtifactS3Response(TypedDict, closed=True):
    """Schema: `queue/v1/post-artifact-response#/oneOf/0`."""

    contentType: str
    """The media type that the upload has to send."""
    expires: str
    """When `putUrl` stops to work, 45 minutes from now. An identical call gives a fresh one."""
    putUrl: str
    """Where to PUT the content, without credentials."""
    storageType: Literal["s3"]
    """`s3`, as asked for."""


PostArtifactResponse: TypeAlias = (
    PostArtifactS3Response
    | PostArtifactObjectResponse
    | PostArtifactReferenceResponse
    | PostArtifactLinkResponse
    | PostArtifactErrorResponse
)
"""Response of `createArtifact`.

Schema: `queue/v1/post-artifact-response`.
"""


class QuarantineDetails(TypedDict, closed=True):
    """Schema: `queue/v1/worker-response#/properties/quarantineDetails/items`."""

    clientId: str
    """Who changed the quarantine."""
    quarantineInfo: str
    """Why, in words; `[unspecified]` if no reason was given."""
    quarantineUntil: str
    """Until when this change put the worker into quarantine."""
    updatedAt: str
    """When the change was made."""


class QuarantineWorkerRequest(TypedDict, closed=True):
    """Payload of `quarantineWorker`.

    Schema: `queue/v1/quarantine-worker-request`.
    """

    quarantineInfo: NotRequired[ReadOnly[str]]
    """Why, in words, up to 4000 characters, for those who look at the worker later. Without it:
    `[unspecified]`.
    """
    quarantineUntil: ReadOnly[datetime | str]
    """Until then the worker gets no tasks. A time in the past ends the quarantine."""


class StatusAndId(TypedDict, closed=True):
    """Schema: `queue/v1/tasks-statuses-response#/properties/statuses/items`."""

    status: TaskStatus
    """The status of the task, as it is now."""
    taskId: str
    """The task: a slug id of 22 characters."""


class TaskAndId(TypedDict, closed=True):
    """Schema: `queue/v1/tasks-response#/properties/tasks/items`."""

    task: Task
    """The definition of the task."""
    taskId: str
    """The task: a slug id of 22 characters."""


class TaskClaimRequest(TypedDict, closed=True):
    """Payload of `claimTask`.

    Schema: `queue/v1/task-claim-request`.
    """

    workerGroup: ReadOnly[str]
    """The group that the worker belongs to, 1 to 38 characters."""
    workerId: ReadOnly[str]
    """The name of the worker, unique in its group, 1 to 38 characters."""


class TaskPulseDefinition(TypedDict, closed=True):
    """Schemas:
    - `queue/v1/task-pulse-definition`
    - `queue/v1/task-pending-message#/properties/task`
    """

    tags: dict[str, str]
    """The tags of the task."""


class TaskCompletedMessage(TypedDict, closed=True):
    """Message of `taskCompleted`.

    Schema: `queue/v1/task-completed-message`.
    """

    runId: int
    """The number of the run, from 0."""
    status: TaskStatus
    """The status of the task, as it is now."""
    task: NotRequired[TaskPulseDefinition]
    """The part of the definition that is in messages: its tags. Without it they are not known."""
    version: Literal[1]
    """The version of the message format, 1."""
    workerGroup: str
    """The group that the worker belongs to, such as a region or a data centre."""
    workerId: str
    """The name of the worker, unique in its group."""


class TaskDefinedMessage(TypedDict, closed=True):
    """Message of `taskDefined`.

    Schema: `queue/v1/task-defined-message`.
    """

    status: TaskStatus
    """The status of the task, as it is now."""
    task: NotRequired[TaskPulseDefinition]
    """The part of the definition that is in messages: its tags. Without it they are not known."""
    version: Literal[1]
    """The version of the message format, 1."""


class TaskExceptionMessage(TypedDict, closed=True):
    """Message of `taskException`.

    Schema: `queue/v1/task-exception-message`.
    """

    runId: NotRequired[int]
    """The run that ended, from 0. Without it the task had none."""
    status: TaskStatus
    """The status of the task, as it is now."""
    task: NotRequired[TaskPulseDefinition]
    """The part of the definition that is in messages: its tags. Without it they are not known."""
    version: Literal[1]
    """The version of the message format, 1."""
    workerGroup: NotRequired[str]
    """The group of the worker that had the run. Without it no worker had."""
    workerId: NotRequired[str]
    """The worker that had the run. Without it no worker had."""


class TaskExceptionRequest(TypedDict, closed=True):
    """Payload of `reportException`.

    Schema: `queue/v1/task-exception-request`.
    """

    reason: ReadOnly[ExceptionReason]
    """Why the run could not be carried out. `worker-shutdown` and `intermittent-task` make a new run while
    retries are left; the others resolve the task.
    """


class TaskFailedMessage(TaskCompletedMessage, closed=True):
    """Message of `taskFailed`.

    Schema: `queue/v1/task-failed-message`.
    """


class TaskGroupChangedMessage(TypedDict, closed=True):
    """Message of `taskGroupResolved`, `taskGroupSealed`.

    Schema: `queue/v1/task-group-changed-message`.
    """

    expires: str
    """When the group may be deleted: an hour after the latest `expires` of its tasks."""
    schedulerId: str
    """The scheduler of the task group; all tasks of a group have the same. `-` if none was given."""
    sealed: NotRequired[str]
    """When the group was sealed, after which it takes no more tasks. Without it, it is open."""
    taskGroupId: str
    """The task group: a slug id, by convention that of its first task."""
    version: Literal[1]
    """The version of the message format, 1."""


class TaskGroupPriorityChangeResponse(TypedDict, closed=True):
    """Response of `changeTaskGroupPriority`.

    Schema: `queue/v1/task-group-priority-change-response`.
    """

    newPriority: Priority
    """The priority that now applies."""
    schedulerId: str
    """The scheduler of the task group; all tasks of a group have the same. `-` if none was given."""
    taskGroupId: str
    """The task group: a slug id, by convention that of its first task."""
    taskIds: list[str]
    """Ids of the tasks that were changed. Those that are resolved are left alone."""
    tasksAffected: int
    """How many tasks were changed."""


class TaskGroupPriorityChangedMessage(TypedDict, closed=True):
    """Message of `taskGroupPriorityChanged`.

    Schema: `queue/v1/task-group-priority-changed-message`.
    """

    newPriority: Priority
    """The priority that now applies."""
    schedulerId: str
    """The scheduler of the task group; all tasks of a group have the same. `-` if none was given."""
    taskGroupId: str
    """The task group: a slug id, by convention that of its first task."""
    tasksAffected: int
    """How many tasks were changed."""
    version: Literal[1]
    """The version of the message format, 1."""


class TaskGroupResponse(TypedDict, closed=True):
    """Response of `getTaskGroup`, `sealTaskGroup`.

    Schema: `queue/v1/task-group-response`.
    """

    expires: str
    """When the group may be deleted: an hour after the latest `expires` of its tasks."""
    schedulerId: str
    """The scheduler of the task group; all tasks of a group have the same. `-` if none was given."""
    sealed: NotRequired[str]
    """When the group was sealed, after which it takes no more tasks. Without it, it is open."""
    taskGroupId: str
    """The task group: a slug id, by convention that of its first task."""


class TaskPendingMessage(TypedDict, closed=True):
    """Message of `taskPending`.

    Schema: `queue/v1/task-pending-message`.
    """

    runId: int
    """The number of the run, from 0."""
    status: TaskStatus
    """The status of the task, as it is now."""
    task: NotRequired[TaskPulseDefinition]
    """The part of the definition that is in messages: its tags. Without it they are not known."""
    version: Literal[1]
    """The version of the message format, 1."""


class TaskPriorityChangedMessage(TypedDict, closed=True):
    """Message of `taskPriorityChanged`.

    Schema: `queue/v1/task-priority-changed-message`.
    """

    newPriority: Priority
    """The priority that now applies."""
    oldPriority: Priority
    """The priority that applied before."""
    status: TaskStatus
    """The status of the task, as it is now."""
    version: Literal[1]
    """The version of the message format, 1."""


class TaskQueueCountsResponse(TypedDict, closed=True):
    """Response of `taskQueueCounts`.

    Schema: `queue/v1/task-queue-counts-response`.
    """

    claimedTasks: int
    """How many tasks of the queue are running: claimed and not resolved. The count is approximate."""
    pendingTasks: int
    """How many tasks of the queue wait for a worker. The count is approximate."""
    provisionerId: str
    """The part of `taskQueueId` before the slash."""
    taskQueueId: str
    """The queue that workers claim the task from, as `provisionerId/workerType`."""
    workerType: str
    """The part of `taskQueueId` after the slash."""


class TaskQueueCountsListResponse(TypedDict, closed=True):
    """Response of `taskQueueCountsBatch`.

    Schema: `queue/v1/task-queue-counts-list-response`.
    """

    taskQueueCounts: list[TaskQueueCountsResponse]
    """The counts of each queue that was asked for."""


class TaskQueueCountsRequest(TypedDict, closed=True):
    """Payload of `taskQueueCountsBatch`.

    Schema: `queue/v1/task-queue-counts-request`.
    """

    taskQueueIds: ReadOnly[Sequence[str]]
    """The queues to count, at most 1000, each as `provisionerId/workerType`."""


class TaskReclaimResponse(TypedDict, closed=True):
    """Response of `reclaimTask`.

    Schema: `queue/v1/task-reclaim-response`.
    """

    credentials: TaskCredentials
    """Fresh temporary credentials for this run, which take the place of the earlier ones."""
    runId: int
    """The number of the run, from 0."""
    status: TaskStatus
    """The status of the task, as it is now."""
    takenUntil: str
    """When the extended claim ends, unless the worker reclaims the run again."""
    workerGroup: str
    """The group that the worker belongs to, such as a region or a data centre."""
    workerId: str
    """The name of the worker, unique in its group."""


class TaskRunningMessage(TypedDict, closed=True):
    """Message of `taskRunning`.

    Schema: `queue/v1/task-running-message`.
    """

    runId: int
    """The number of the run, from 0."""
    status: TaskStatus
    """The status of the task, as it is now."""
    takenUntil: str
    """When the claim ends, unless the worker reclaims the run before."""
    task: NotRequired[TaskPulseDefinition]
    """The part of the definition that is in messages: its tags. Without it they are not known."""
    version: Literal[1]
    """The version of the message format, 1."""
    workerGroup: str
    """The group that the worker belongs to, such as a region or a data centre."""
    workerId: str
    """The name of the worker, unique in its group."""


class TaskStatusResponse(TypedDict, closed=True):
    """Response of `status`, `createTask`, `scheduleTask`, `rerunTask`, `cancelTask`, `changeTaskPriority`,
    `reportCompleted`, `reportFailed`, `reportException`.

    Schema: `queue/v1/task-status-response`.
    """

    status: TaskStatus
    """The status of the task, as it is now."""


class TasksRequest(TypedDict, closed=True):
    """Payload of `tasks`, `statuses`.

    Schema: `queue/v1/tasks-request`.
    """

    taskIds: NotRequired[ReadOnly[Sequence[str]]]
    """Ids of the tasks that are wanted. Those that do not exist are left out of the response. Without it:
    none.
    """


class TasksResponse(TypedDict, closed=True):
    """Response of `tasks`.

    Schema: `queue/v1/tasks-response`.
    """

    continuationToken: NotRequired[str]
    """Pass it to the next call for the next page. Without it this page is the last."""
    tasks: list[TaskAndId]
    """The tasks of this page."""


class TasksStatusesResponse(TypedDict, closed=True):
    """Response of `statuses`.

    Schema: `queue/v1/tasks-statuses-response`.
    """

    continuationToken: NotRequired[str]
    """Pass it to the next call for the next page. Without it this page is the last."""
    statuses: list[StatusAndId]
    """The statuses of this page; tasks that do not exist are left out."""


class UpdateWorkerRequest(TypedDict, closed=True):
    """Payload of `declareWorker`.

    Schema: `queue/v1/update-worker-request`.
    """

    expires: ReadOnly[datetime | str]
    """When the queue forgets the worker, unless it asks for work before."""


class WorkerResponse(TypedDict, closed=True):
    """Response of `getWorker`, `quarantineWorker`, `declareWorker`.

    Schema: `queue/v1/worker-response`.
    """

    expires: str
    """When the queue forgets the worker, unless it asks for work before."""
    firstClaim: str
    """When the worker asked for work for the first time."""
    lastDateActive: NotRequired[str]
    """When it was last seen asking for work; it is updated now and then, not at each claim."""
    provisionerId: str
    """The part of `taskQueueId` before the slash."""
    quarantineDetails: NotRequired[list[QuarantineDetails]]
    """Who put the worker into quarantine, and why: one entry for each call. Without it nobody did."""
    quarantineUntil: NotRequired[str]
    """Until then the worker gets no tasks. Without it, or in the past, it is not in quarantine."""
    recentTasks: list[TaskRun]
    """The runs that the worker got last, oldest first, at most 20."""
    taskQueueId: NotRequired[str]
    """The queue that the worker claims from, as `provisionerId/workerType`."""
    workerGroup: str
    """The group that the worker belongs to, such as a region or a data centre."""
    workerId: str
    """The name of the worker, unique in its group."""
    workerType: str
    """The part of `taskQueueId` after the slash."""
