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
    reason: str
    storageType: Literal["error"]


class TaskCredentials(TypedDict, closed=True):
    """Schemas:
    - `queue/v1/object-credentials`
    - `queue/v1/task-credentials`
    """

    accessToken: str
    certificate: str
    clientId: str


class ArtifactContentObjectResponse(TypedDict, closed=True):
    """Schema: `queue/v1/artifact-content-response#/oneOf/1`."""

    credentials: TaskCredentials
    name: str
    storageType: Literal["object"]


class ArtifactContentReferenceResponse(TypedDict, closed=True):
    """Schema: `queue/v1/artifact-content-response#/oneOf/2`."""

    storageType: Literal["reference"]
    url: str


class ArtifactContentS3Response(TypedDict, closed=True):
    """Schema: `queue/v1/artifact-content-response#/oneOf/0`."""

    storageType: Literal["s3"]
    url: str


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
    expires: str
    name: str
    storageType: ArtifactCreatedArtifactStorageType


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
    reasonResolved: NotRequired[ReasonResolved]
    resolved: NotRequired[str]
    runId: int
    scheduled: str
    started: NotRequired[str]
    state: RunState
    takenUntil: NotRequired[str]
    workerGroup: NotRequired[str]
    workerId: NotRequired[str]


TaskState: TypeAlias = Literal["unscheduled", "pending", "running", "completed", "failed", "exception"]
"""Schema: `queue/v1/task-status#/properties/state`."""


class TaskStatus(TypedDict, closed=True):
    """Schema: `queue/v1/task-status`."""

    deadline: str
    expires: str
    priority: NotRequired[Priority]
    projectId: str
    provisionerId: str
    retriesLeft: int
    runs: list[Run]
    schedulerId: str
    state: TaskState
    taskGroupId: str
    taskId: str
    taskQueueId: str
    workerType: str


class ArtifactCreatedMessage(TypedDict, closed=True):
    """Message of `artifactCreated`.

    Schema: `queue/v1/artifact-created-message`.
    """

    artifact: ArtifactCreatedArtifact
    runId: int
    status: TaskStatus
    version: Literal[1]
    workerGroup: str
    workerId: str


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
    contentType: str
    expires: str
    name: str
    storageType: StorageType


class CancelTaskGroupResponse(TypedDict, closed=True):
    """Response of `cancelTaskGroup`.

    Schema: `queue/v1/cancel-task-group-response`.
    """

    cancelledCount: int
    taskGroupId: str
    taskGroupSize: int
    taskIds: list[str]


class ChangeTaskPriorityRequest(TypedDict, closed=True):
    """Payload of `changeTaskPriority`, `changeTaskGroupPriority`.

    Schema: `queue/v1/change-task-priority-request`.
    """

    newPriority: ReadOnly[Priority]


class ClaimWorkRequest(TypedDict, closed=True):
    """Payload of `claimWork`.

    Schema: `queue/v1/claim-work-request`.
    """

    tasks: ReadOnly[int]
    workerGroup: ReadOnly[str]
    workerId: ReadOnly[str]


Requires: TypeAlias = Literal["all-completed", "all-resolved"]
"""Schema: `queue/v1/task#/properties/requires`."""


class TaskMetadata(TypedDict, closed=True):
    """Schema: `queue/v1/task-metadata`."""

    description: str
    name: str
    owner: str
    source: str


class Task(TypedDict, closed=True):
    """Response of `task`.

    Schema: `queue/v1/task`.
    """

    created: str
    deadline: str
    dependencies: list[str]
    expires: NotRequired[str]
    extra: dict[str, Any]
    metadata: TaskMetadata
    payload: dict[str, Any]
    priority: Priority
    projectId: NotRequired[str]
    provisionerId: str
    requires: Requires
    retries: int
    routes: list[str]
    schedulerId: str
    scopes: list[str]
    tags: dict[str, str]
    taskGroupId: str
    taskQueueId: str
    workerType: str


class TaskClaimResponse(TypedDict, closed=True):
    """Response of `claimTask`.

    Schemas:
    - `queue/v1/claim-work-response#/properties/tasks/items`
    - `queue/v1/task-claim-response`
    """

    credentials: TaskCredentials
    runId: int
    status: TaskStatus
    takenUntil: str
    task: Task
    workerGroup: str
    workerId: str


class ClaimWorkResponse(TypedDict, closed=True):
    """Response of `claimWork`.

    Schema: `queue/v1/claim-work-response`.
    """

    tasks: list[TaskClaimResponse]


class ClaimedTask(TypedDict, closed=True):
    """Schema: `queue/v1/list-claimed-tasks-response#/properties/tasks/items`."""

    claimed: str
    runId: int
    task: Task
    taskId: str
    workerGroup: str
    workerId: str


class TaskMetadataInput(TypedDict, closed=True):
    """Schema: `queue/v1/task-metadata`."""

    description: ReadOnly[str]
    name: ReadOnly[str]
    owner: ReadOnly[str]
    source: ReadOnly[str]


class CreateTaskRequest(TypedDict, closed=True):
    """Payload of `createTask`.

    Schema: `queue/v1/create-task-request`.
    """

    created: ReadOnly[datetime | str]
    deadline: ReadOnly[datetime | str]
    dependencies: NotRequired[ReadOnly[Sequence[str]]]
    expires: NotRequired[ReadOnly[datetime | str]]
    extra: NotRequired[ReadOnly[Mapping[str, object]]]
    metadata: ReadOnly[TaskMetadataInput]
    payload: ReadOnly[Mapping[str, object]]
    priority: NotRequired[ReadOnly[Priority]]
    projectId: NotRequired[ReadOnly[str]]
    provisionerId: NotRequired[ReadOnly[str]]
    requires: NotRequired[ReadOnly[Requires]]
    retries: NotRequired[ReadOnly[int]]
    routes: NotRequired[ReadOnly[Sequence[str]]]
    schedulerId: NotRequired[ReadOnly[str]]
    scopes: NotRequired[ReadOnly[Sequence[str]]]
    tags: NotRequired[ReadOnly[Mapping[str, str]]]
    taskGroupId: NotRequired[ReadOnly[str]]
    taskQueueId: NotRequired[ReadOnly[str]]
    workerType: NotRequired[ReadOnly[str]]


ExceptionReason: TypeAlias = Literal[
    "worker-shutdown", "malformed-payload", "resource-unavailable", "internal-error", "intermittent-task"
]
"""Schema: `queue/v1/task-exception-request#/properties/reason`."""


class FinishArtifactRequest(TypedDict, closed=True):
    """Payload of `finishArtifact`.

    Schema: `queue/v1/finish-artifact-request`.
    """

    uploadId: ReadOnly[str]


class GetArtifactResponse(TypedDict, closed=True):
    """Response of `getArtifact`, `getLatestArtifact`.

    Schema: `queue/v1/get-artifact-response`.
    """

    storageType: str
    url: str


class ListArtifactsResponse(TypedDict, closed=True):
    """Response of `listArtifacts`, `listLatestArtifacts`.

    Schema: `queue/v1/list-artifacts-response`.
    """

    artifacts: list[ArtifactResponse]
    continuationToken: NotRequired[str]


class ListClaimedTasksResponse(TypedDict, closed=True):
    """Response of `listClaimedTasks`.

    Schema: `queue/v1/list-claimed-tasks-response`.
    """

    continuationToken: NotRequired[str]
    tasks: list[ClaimedTask]


class TaskDefinitionAndStatus(TypedDict, closed=True):
    """Schema: `queue/v1/task-definition-and-status`."""

    status: TaskStatus
    task: Task


class ListDependentTasksResponse(TypedDict, closed=True):
    """Response of `listDependentTasks`.

    Schema: `queue/v1/list-dependent-tasks-response`.
    """

    continuationToken: NotRequired[str]
    taskId: str
    tasks: list[TaskDefinitionAndStatus]


class PendingTask(TypedDict, closed=True):
    """Schema: `queue/v1/list-pending-tasks-response#/properties/tasks/items`."""

    inserted: str
    runId: int
    task: Task
    taskId: str


class ListPendingTasksResponse(TypedDict, closed=True):
    """Response of `listPendingTasks`.

    Schema: `queue/v1/list-pending-tasks-response`.
    """

    continuationToken: NotRequired[str]
    tasks: list[PendingTask]


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
    expires: str
    lastDateActive: str
    provisionerId: str
    stability: Stability


class ListProvisionersResponse(TypedDict, closed=True):
    """Response of `listProvisioners`.

    Schema: `queue/v1/list-provisioners-response`.
    """

    continuationToken: NotRequired[str]
    provisioners: list[ProvisionerResponse]


class ListTaskGroupResponse(TypedDict, closed=True):
    """Response of `listTaskGroup`.

    Schema: `queue/v1/list-task-group-response`.
    """

    continuationToken: NotRequired[str]
    expires: str
    schedulerId: str
    sealed: NotRequired[str]
    taskGroupId: str
    tasks: list[TaskDefinitionAndStatus]


class TaskqueueResponse(TypedDict, closed=True):
    """Response of `getTaskQueue`.

    Schemas:
    - `queue/v1/list-taskqueues-response#/properties/taskQueues/items`
    - `queue/v1/taskqueue-response`
    """

    description: str
    expires: str
    lastDateActive: str
    stability: Stability
    taskQueueId: str


class ListTaskqueuesResponse(TypedDict, closed=True):
    """Response of `listTaskQueues`.

    Schema: `queue/v1/list-taskqueues-response`.
    """

    continuationToken: NotRequired[str]
    taskQueues: list[TaskqueueResponse]


class TaskRun(TypedDict, closed=True):
    """Schema: `queue/v1/task-run`."""

    runId: int
    taskId: str


class Worker(TypedDict, closed=True):
    """Schema: `queue/v1/list-workers-response#/properties/workers/items`."""

    firstClaim: str
    lastDateActive: NotRequired[str]
    latestTask: NotRequired[TaskRun]
    quarantineUntil: NotRequired[str]
    workerGroup: str
    workerId: str


class ListWorkersResponse(TypedDict, closed=True):
    """Response of `listWorkers`.

    Schema: `queue/v1/list-workers-response`.
    """

    continuationToken: NotRequired[str]
    workers: list[Worker]


class WorkertypeResponse(TypedDict, closed=True):
    """Response of `getWorkerType`.

    Schemas:
    - `queue/v1/list-workertypes-response#/properties/workerTypes/items`
    - `queue/v1/workertype-response`
    """

    description: str
    expires: str
    lastDateActive: str
    provisionerId: str
    stability: Stability
    taskQueueId: str
    workerType: str


class ListWorkertypesResponse(TypedDict, closed=True):
    """Response of `listWorkerTypes`.

    Schema: `queue/v1/list-workertypes-response`.
    """

    continuationToken: NotRequired[str]
    workerTypes: list[WorkertypeResponse]


class PendingTasksResponse(TypedDict, closed=True):
    """Response of `pendingTasks`.

    Schema: `queue/v1/pending-tasks-response`.
    """

    pendingTasks: int
    provisionerId: str
    taskQueueId: str
    workerType: str


class PostArtifactErrorRequest(TypedDict, closed=True):
    """Schema: `queue/v1/post-artifact-request#/oneOf/4`."""

    expires: ReadOnly[datetime | str]
    message: ReadOnly[str]
    reason: ReadOnly[ArtifactErrorReason]
    storageType: ReadOnly[Literal["error"]]


class PostArtifactErrorResponse(TypedDict, closed=True):
    """Schema: `queue/v1/post-artifact-response#/oneOf/4`."""

    storageType: Literal["error"]


class PostArtifactLinkRequest(TypedDict, closed=True):
    """Schema: `queue/v1/post-artifact-request#/oneOf/3`."""

    artifact: ReadOnly[str]
    contentType: NotRequired[ReadOnly[str]]
    expires: ReadOnly[datetime | str]
    storageType: ReadOnly[Literal["link"]]


class PostArtifactLinkResponse(TypedDict, closed=True):
    """Schema: `queue/v1/post-artifact-response#/oneOf/3`."""

    storageType: Literal["link"]


class PostArtifactObjectRequest(TypedDict, closed=True):
    """Schema: `queue/v1/post-artifact-request#/oneOf/1`."""

    contentLength: NotRequired[ReadOnly[int]]
    contentType: ReadOnly[str]
    expires: ReadOnly[datetime | str]
    storageType: ReadOnly[Literal["object"]]


class PostArtifactObjectResponse(TypedDict, closed=True):
    """Schema: `queue/v1/post-artifact-response#/oneOf/1`."""

    credentials: TaskCredentials
    expires: str
    name: str
    projectId: str
    storageType: Literal["object"]
    uploadId: str


class PostArtifactReferenceRequest(TypedDict, closed=True):
    """Schema: `queue/v1/post-artifact-request#/oneOf/2`."""

    contentType: ReadOnly[str]
    expires: ReadOnly[datetime | str]
    storageType: ReadOnly[Literal["reference"]]
    url: ReadOnly[str]


class PostArtifactReferenceResponse(TypedDict, closed=True):
    """Schema: `queue/v1/post-artifact-response#/oneOf/2`."""

    storageType: Literal["reference"]


class PostArtifactS3Request(TypedDict, closed=True):
    """Schema: `queue/v1/post-artifact-request#/oneOf/0`."""

    contentLength: NotRequired[ReadOnly[int]]
    contentType: ReadOnly[str]
    expires: ReadOnly[datetime | str]
    storageType: ReadOnly[Literal["s3"]]


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
    expires: str
    putUrl: str
    storageType: Literal["s3"]


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
    quarantineInfo: str
    quarantineUntil: str
    updatedAt: str


class QuarantineWorkerRequest(TypedDict, closed=True):
    """Payload of `quarantineWorker`.

    Schema: `queue/v1/quarantine-worker-request`.
    """

    quarantineInfo: NotRequired[ReadOnly[str]]
    quarantineUntil: ReadOnly[datetime | str]


class StatusAndId(TypedDict, closed=True):
    """Schema: `queue/v1/tasks-statuses-response#/properties/statuses/items`."""

    status: TaskStatus
    taskId: str


class TaskAndId(TypedDict, closed=True):
    """Schema: `queue/v1/tasks-response#/properties/tasks/items`."""

    task: Task
    taskId: str


class TaskClaimRequest(TypedDict, closed=True):
    """Payload of `claimTask`.

    Schema: `queue/v1/task-claim-request`.
    """

    workerGroup: ReadOnly[str]
    workerId: ReadOnly[str]


class TaskPulseDefinition(TypedDict, closed=True):
    """Schemas:
    - `queue/v1/task-pulse-definition`
    - `queue/v1/task-pending-message#/properties/task`
    """

    tags: dict[str, str]


class TaskCompletedMessage(TypedDict, closed=True):
    """Message of `taskCompleted`.

    Schema: `queue/v1/task-completed-message`.
    """

    runId: int
    status: TaskStatus
    task: NotRequired[TaskPulseDefinition]
    version: Literal[1]
    workerGroup: str
    workerId: str


class TaskDefinedMessage(TypedDict, closed=True):
    """Message of `taskDefined`.

    Schema: `queue/v1/task-defined-message`.
    """

    status: TaskStatus
    task: NotRequired[TaskPulseDefinition]
    version: Literal[1]


class TaskExceptionMessage(TypedDict, closed=True):
    """Message of `taskException`.

    Schema: `queue/v1/task-exception-message`.
    """

    runId: NotRequired[int]
    status: TaskStatus
    task: NotRequired[TaskPulseDefinition]
    version: Literal[1]
    workerGroup: NotRequired[str]
    workerId: NotRequired[str]


class TaskExceptionRequest(TypedDict, closed=True):
    """Payload of `reportException`.

    Schema: `queue/v1/task-exception-request`.
    """

    reason: ReadOnly[ExceptionReason]


class TaskFailedMessage(TaskCompletedMessage, closed=True):
    """Message of `taskFailed`.

    Schema: `queue/v1/task-failed-message`.
    """


class TaskGroupChangedMessage(TypedDict, closed=True):
    """Message of `taskGroupResolved`, `taskGroupSealed`.

    Schema: `queue/v1/task-group-changed-message`.
    """

    expires: str
    schedulerId: str
    sealed: NotRequired[str]
    taskGroupId: str
    version: Literal[1]


class TaskGroupPriorityChangeResponse(TypedDict, closed=True):
    """Response of `changeTaskGroupPriority`.

    Schema: `queue/v1/task-group-priority-change-response`.
    """

    newPriority: Priority
    schedulerId: str
    taskGroupId: str
    taskIds: list[str]
    tasksAffected: int


class TaskGroupPriorityChangedMessage(TypedDict, closed=True):
    """Message of `taskGroupPriorityChanged`.

    Schema: `queue/v1/task-group-priority-changed-message`.
    """

    newPriority: Priority
    schedulerId: str
    taskGroupId: str
    tasksAffected: int
    version: Literal[1]


class TaskGroupResponse(TypedDict, closed=True):
    """Response of `getTaskGroup`, `sealTaskGroup`.

    Schema: `queue/v1/task-group-response`.
    """

    expires: str
    schedulerId: str
    sealed: NotRequired[str]
    taskGroupId: str


class TaskPendingMessage(TypedDict, closed=True):
    """Message of `taskPending`.

    Schema: `queue/v1/task-pending-message`.
    """

    runId: int
    status: TaskStatus
    task: NotRequired[TaskPulseDefinition]
    version: Literal[1]


class TaskPriorityChangedMessage(TypedDict, closed=True):
    """Message of `taskPriorityChanged`.

    Schema: `queue/v1/task-priority-changed-message`.
    """

    newPriority: Priority
    oldPriority: Priority
    status: TaskStatus
    version: Literal[1]


class TaskQueueCountsResponse(TypedDict, closed=True):
    """Response of `taskQueueCounts`.

    Schema: `queue/v1/task-queue-counts-response`.
    """

    claimedTasks: int
    pendingTasks: int
    provisionerId: str
    taskQueueId: str
    workerType: str


class TaskQueueCountsListResponse(TypedDict, closed=True):
    """Response of `taskQueueCountsBatch`.

    Schema: `queue/v1/task-queue-counts-list-response`.
    """

    taskQueueCounts: list[TaskQueueCountsResponse]


class TaskQueueCountsRequest(TypedDict, closed=True):
    """Payload of `taskQueueCountsBatch`.

    Schema: `queue/v1/task-queue-counts-request`.
    """

    taskQueueIds: ReadOnly[Sequence[str]]


class TaskReclaimResponse(TypedDict, closed=True):
    """Response of `reclaimTask`.

    Schema: `queue/v1/task-reclaim-response`.
    """

    credentials: TaskCredentials
    runId: int
    status: TaskStatus
    takenUntil: str
    workerGroup: str
    workerId: str


class TaskRunningMessage(TypedDict, closed=True):
    """Message of `taskRunning`.

    Schema: `queue/v1/task-running-message`.
    """

    runId: int
    status: TaskStatus
    takenUntil: str
    task: NotRequired[TaskPulseDefinition]
    version: Literal[1]
    workerGroup: str
    workerId: str


class TaskStatusResponse(TypedDict, closed=True):
    """Response of `status`, `createTask`, `scheduleTask`, `rerunTask`, `cancelTask`, `changeTaskPriority`,
    `reportCompleted`, `reportFailed`, `reportException`.

    Schema: `queue/v1/task-status-response`.
    """

    status: TaskStatus


class TasksRequest(TypedDict, closed=True):
    """Payload of `tasks`, `statuses`.

    Schema: `queue/v1/tasks-request`.
    """

    taskIds: NotRequired[ReadOnly[Sequence[str]]]


class TasksResponse(TypedDict, closed=True):
    """Response of `tasks`.

    Schema: `queue/v1/tasks-response`.
    """

    continuationToken: NotRequired[str]
    tasks: list[TaskAndId]


class TasksStatusesResponse(TypedDict, closed=True):
    """Response of `statuses`.

    Schema: `queue/v1/tasks-statuses-response`.
    """

    continuationToken: NotRequired[str]
    statuses: list[StatusAndId]


class UpdateWorkerRequest(TypedDict, closed=True):
    """Payload of `declareWorker`.

    Schema: `queue/v1/update-worker-request`.
    """

    expires: ReadOnly[datetime | str]


class WorkerResponse(TypedDict, closed=True):
    """Response of `getWorker`, `quarantineWorker`, `declareWorker`.

    Schema: `queue/v1/worker-response`.
    """

    expires: str
    firstClaim: str
    lastDateActive: NotRequired[str]
    provisionerId: str
    quarantineDetails: NotRequired[list[QuarantineDetails]]
    quarantineUntil: NotRequired[str]
    recentTasks: list[TaskRun]
    taskQueueId: NotRequired[str]
    workerGroup: str
    workerId: str
    workerType: str
