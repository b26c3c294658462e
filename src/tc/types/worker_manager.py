# Generated from api/worker-manager.json by tools/generate.py. Do not edit.

"""Types of the worker-manager service: payloads, responses and messages."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal, NotRequired, TypeAlias

from typing_extensions import ReadOnly, TypedDict

from tc.types.common import Empty, Heartbeat, Ping, Version

__all__ = [
    "CreateWorkerPoolRequest",
    "CreateWorkerRequest",
    "Empty",
    "Heartbeat",
    "LaunchConfig",
    "LaunchConfigCounts",
    "ListWorkersResponse",
    "ManagedWorkerState",
    "Ping",
    "Provider",
    "ProviderList",
    "PulseLaunchConfigMessage",
    "PulseWorkerMessage",
    "PulseWorkerPoolErrorMessage",
    "PulseWorkerPoolMessage",
    "PulseWorkerRemovedMessage",
    "QuarantineDetails",
    "RegisterWorkerRequest",
    "RegisterWorkerResponse",
    "ReportWorkerErrorRequest",
    "ReregisterWorkerRequest",
    "ReregisterWorkerResponse",
    "ShouldWorkerTerminateResponse",
    "StaticSecret",
    "TaskRun",
    "UpdateWorkerPoolRequest",
    "Version",
    "Worker",
    "WorkerCredentials",
    "WorkerFull",
    "WorkerIdentityProof",
    "WorkerIdentityProofDocument",
    "WorkerIdentityProofDocumentSignature",
    "WorkerIdentityProofToken",
    "WorkerList",
    "WorkerPoolCounts",
    "WorkerPoolError",
    "WorkerPoolErrorList",
    "WorkerPoolErrorStats",
    "WorkerPoolErrorStatsTotals",
    "WorkerPoolFull",
    "WorkerPoolLaunchConfigList",
    "WorkerPoolList",
    "WorkerPoolListStats",
    "WorkerPoolStats",
    "WorkerResponse",
    "WorkerState",
]


class CreateWorkerPoolRequest(TypedDict, closed=True):
    """Payload of `createWorkerPool`.

    Schema: `worker-manager/v1/create-worker-pool-request`.
    """

    config: ReadOnly[Mapping[str, object]]
    description: ReadOnly[str]
    emailOnError: ReadOnly[bool]
    owner: ReadOnly[str]
    providerId: ReadOnly[str]


class StaticSecret(TypedDict, closed=True):
    """Schemas:
    - `worker-manager/v1/create-worker-request#/properties/providerInfo/oneOf/0`
    - `worker-manager/v1/create-worker-request#/properties/providerInfo`
    - `worker-manager/v1/register-worker-request#/properties/workerIdentityProof/oneOf/1`
    """

    staticSecret: ReadOnly[str]


class CreateWorkerRequest(TypedDict, closed=True):
    """Payload of `createWorker`, `updateWorker`.

    Schema: `worker-manager/v1/create-worker-request`.
    """

    capacity: NotRequired[ReadOnly[int]]
    expires: ReadOnly[datetime | str]
    providerInfo: NotRequired[ReadOnly[StaticSecret]]


class LaunchConfig(TypedDict, closed=True):
    """Schema:
    - `worker-manager/v1/worker-pool-launch-config-list#/properties/workerPoolLaunchConfigs/items`
    """

    configuration: dict[str, Any]
    created: str
    isArchived: bool
    lastModified: str
    launchConfigId: str
    workerPoolId: str


class LaunchConfigCounts(TypedDict, closed=True):
    """Schema: `worker-manager/v1/worker-pool-stats#/properties/launchConfigStats/items`."""

    currentCapacity: int
    launchConfigId: str
    requestedCapacity: int
    requestedCount: int
    runningCapacity: int
    runningCount: int
    stoppedCapacity: int
    stoppedCount: int
    stoppingCapacity: int
    stoppingCount: int
    workerPoolId: str


class TaskRun(TypedDict, closed=True):
    """Schema: `worker-manager/v1/task-run`."""

    runId: int
    taskId: str


WorkerState: TypeAlias = Literal["requested", "running", "stopping", "stopped", "standalone"]
"""Schemas:
- `worker-manager/v1/list-workers-response#/properties/workers/items/properties/state`
- `worker-manager/v1/worker-response#/properties/state`
"""


class Worker(TypedDict, closed=True):
    """Schema: `worker-manager/v1/list-workers-response#/properties/workers/items`."""

    capacity: NotRequired[int]
    firstClaim: NotRequired[str]
    lastDateActive: NotRequired[str]
    latestTask: NotRequired[TaskRun]
    launchConfigId: NotRequired[str]
    providerId: NotRequired[str]
    quarantineUntil: NotRequired[str]
    state: NotRequired[WorkerState]
    workerGroup: str
    workerId: str
    workerPoolId: NotRequired[str]


class ListWorkersResponse(TypedDict, closed=True):
    """Response of `listWorkers`.

    Schema: `worker-manager/v1/list-workers-response`.
    """

    continuationToken: NotRequired[str]
    workers: list[Worker]


ManagedWorkerState: TypeAlias = Literal["requested", "running", "stopping", "stopped"]
"""Schema: `worker-manager/v1/worker-full#/properties/state`."""


class Provider(TypedDict, closed=True):
    """Schema: `worker-manager/v1/provider-list#/properties/providers/items`."""

    providerId: str
    providerType: str


class ProviderList(TypedDict, closed=True):
    """Response of `listProviders`.

    Schema: `worker-manager/v1/provider-list`.
    """

    continuationToken: NotRequired[str]
    providers: list[Provider]


class PulseLaunchConfigMessage(TypedDict, closed=True):
    """Message of `launchConfigCreated`, `launchConfigUpdated`, `launchConfigArchived`.

    Schema: `worker-manager/v1/pulse-launch-config-message`.
    """

    launchConfigId: str
    providerId: str
    workerPoolId: str


class PulseWorkerMessage(TypedDict, closed=True):
    """Message of `workerRequested`, `workerRunning`, `workerStopped`.

    Schema: `worker-manager/v1/pulse-worker-message`.
    """

    capacity: int
    launchConfigId: NotRequired[str]
    providerId: str
    timestamp: str
    workerGroup: str
    workerId: str
    workerPoolId: str


class PulseWorkerPoolErrorMessage(TypedDict, closed=True):
    """Message of `workerPoolError`.

    Schema: `worker-manager/v1/pulse-worker-pool-error-message`.
    """

    errorId: str
    kind: str
    launchConfigId: NotRequired[str]
    providerId: str
    timestamp: str
    title: str
    workerGroup: NotRequired[str]
    workerId: NotRequired[str]
    workerPoolId: str


class PulseWorkerPoolMessage(TypedDict, closed=True):
    """Message of `workerPoolCreated`, `workerPoolUpdated`.

    Schema: `worker-manager/v1/pulse-worker-pool-message`.
    """

    previousProviderId: NotRequired[str]
    providerId: str
    workerPoolId: str


class PulseWorkerRemovedMessage(TypedDict, closed=True):
    """Message of `workerRemoved`.

    Schema: `worker-manager/v1/pulse-worker-removed-message`.
    """

    capacity: int
    launchConfigId: NotRequired[str]
    providerId: str
    reason: str
    timestamp: str
    workerGroup: str
    workerId: str
    workerPoolId: str


class QuarantineDetails(TypedDict, closed=True):
    """Schema: `worker-manager/v1/worker-response#/properties/quarantineDetails/items`."""

    clientId: str
    quarantineInfo: str
    quarantineUntil: str
    updatedAt: str


class WorkerIdentityProofDocument(TypedDict, closed=True):
    """Schema: `worker-manager/v1/register-worker-request#/properties/workerIdentityProof/oneOf/3`."""

    document: ReadOnly[str]


class WorkerIdentityProofDocumentSignature(TypedDict, closed=True):
    """Schema: `worker-manager/v1/register-worker-request#/properties/workerIdentityProof/oneOf/2`."""

    document: ReadOnly[str]
    signature: ReadOnly[str]


class WorkerIdentityProofToken(TypedDict, closed=True):
    """Schema: `worker-manager/v1/register-worker-request#/properties/workerIdentityProof/oneOf/0`."""

    token: ReadOnly[str]


WorkerIdentityProof: TypeAlias = (
    WorkerIdentityProofToken
    | StaticSecret
    | WorkerIdentityProofDocumentSignature
    | WorkerIdentityProofDocument
)
"""Schema: `worker-manager/v1/register-worker-request#/properties/workerIdentityProof`."""


class RegisterWorkerRequest(TypedDict, closed=True):
    """Payload of `registerWorker`.

    Schema: `worker-manager/v1/register-worker-request`.
    """

    providerId: ReadOnly[str]
    systemBootTime: NotRequired[ReadOnly[datetime | str]]
    workerGroup: ReadOnly[str]
    workerId: ReadOnly[str]
    workerIdentityProof: ReadOnly[WorkerIdentityProof]
    workerPoolId: ReadOnly[str]


class WorkerCredentials(TypedDict, closed=True):
    """Schemas:
    - `worker-manager/v1/register-worker-response#/properties/credentials`
    - `worker-manager/v1/reregister-worker-response#/properties/credentials`
    """

    accessToken: str
    certificate: NotRequired[str]
    clientId: str


class RegisterWorkerResponse(TypedDict, closed=True):
    """Response of `registerWorker`.

    Schema: `worker-manager/v1/register-worker-response`.
    """

    credentials: WorkerCredentials
    expires: str
    secret: str
    workerConfig: dict[str, Any]


class ReportWorkerErrorRequest(TypedDict, closed=True):
    """Payload of `reportWorkerError`.

    Schema: `worker-manager/v1/report-worker-error-request`.
    """

    description: ReadOnly[str]
    extra: ReadOnly[Mapping[str, object]]
    kind: ReadOnly[str]
    title: ReadOnly[str]
    workerGroup: ReadOnly[str]
    workerId: ReadOnly[str]


class ReregisterWorkerRequest(TypedDict, closed=True):
    """Payload of `reregisterWorker`.

    Schema: `worker-manager/v1/reregister-worker-request`.
    """

    secret: ReadOnly[str]
    workerGroup: ReadOnly[str]
    workerId: ReadOnly[str]
    workerPoolId: ReadOnly[str]


class ReregisterWorkerResponse(TypedDict, closed=True):
    """Response of `reregisterWorker`.

    Schema: `worker-manager/v1/reregister-worker-response`.
    """

    credentials: WorkerCredentials
    expires: str
    secret: str


class ShouldWorkerTerminateResponse(TypedDict, closed=True):
    """Response of `shouldWorkerTerminate`.

    Schema: `worker-manager/v1/should-worker-terminate-response`.
    """

    reason: str
    terminate: bool


class UpdateWorkerPoolRequest(TypedDict, closed=True):
    """Payload of `updateWorkerPool`.

    Schema: `worker-manager/v1/update-worker-pool-request`.
    """

    config: ReadOnly[Mapping[str, object]]
    created: NotRequired[ReadOnly[datetime | str]]
    description: ReadOnly[str]
    emailOnError: ReadOnly[bool]
    lastModified: NotRequired[ReadOnly[datetime | str]]
    owner: ReadOnly[str]
    providerId: ReadOnly[str]
    workerPoolId: NotRequired[ReadOnly[str]]


class WorkerFull(TypedDict, closed=True):
    """Response of `worker`, `createWorker`, `updateWorker`.

    Schema: `worker-manager/v1/worker-full`.
    """

    capacity: int
    created: str
    expires: str
    lastChecked: str
    lastModified: str
    launchConfigId: NotRequired[str]
    providerId: str
    state: ManagedWorkerState
    workerGroup: str
    workerId: str
    workerPoolId: str


class WorkerList(TypedDict, closed=True):
    """Response of `listWorkersForWorkerGroup`, `listWorkersForWorkerPool`.

    Schema: `worker-manager/v1/worker-list`.
    """

    continuationToken: NotRequired[str]
    workers: list[WorkerFull]


class WorkerPoolCounts(TypedDict, closed=True):
    """Schema: `worker-manager/v1/worker-pool-list-stats#/properties/workerPoolsStats/items`."""

    currentCapacity: int
    requestedCapacity: int
    requestedCount: int
    runningCapacity: int
    runningCount: int
    stoppedCapacity: int
    stoppedCount: int
    stoppingCapacity: int
    stoppingCount: int
    workerPoolId: str


class WorkerPoolError(TypedDict, closed=True):
    """Response of `reportWorkerError`.

    Schema: `worker-manager/v1/worker-pool-error`.
    """

    description: str
    errorId: str
    extra: dict[str, Any]
    kind: str
    launchConfigId: NotRequired[str]
    reported: str
    title: str
    workerPoolId: str


class WorkerPoolErrorList(TypedDict, closed=True):
    """Response of `listWorkerPoolErrors`.

    Schema: `worker-manager/v1/worker-pool-error-list`.
    """

    continuationToken: NotRequired[str]
    workerPoolErrors: list[WorkerPoolError]


class WorkerPoolErrorStatsTotals(TypedDict, closed=True):
    """Schema: `worker-manager/v1/worker-pool-error-stats#/properties/totals`."""

    code: dict[str, Any]
    daily: dict[str, Any]
    hourly: dict[str, Any]
    launchConfig: dict[str, Any]
    title: dict[str, Any]
    total: float
    workerPool: dict[str, Any]


class WorkerPoolErrorStats(TypedDict, closed=True):
    """Response of `workerPoolErrorStats`.

    Schema: `worker-manager/v1/worker-pool-error-stats`.
    """

    totals: WorkerPoolErrorStatsTotals
    workerPoolId: str


class WorkerPoolFull(TypedDict, closed=True):
    """Response of `createWorkerPool`, `updateWorkerPool`, `deleteWorkerPool`, `workerPool`.

    Schema: `worker-manager/v1/worker-pool-full`.
    """

    config: dict[str, Any]
    created: str
    currentCapacity: int
    description: str
    emailOnError: bool
    lastModified: str
    owner: str
    providerId: str
    requestedCapacity: int
    requestedCount: int
    runningCapacity: int
    runningCount: int
    stoppedCapacity: int
    stoppedCount: int
    stoppingCapacity: int
    stoppingCount: int
    workerPoolId: NotRequired[str]


class WorkerPoolLaunchConfigList(TypedDict, closed=True):
    """Response of `listWorkerPoolLaunchConfigs`.

    Schema: `worker-manager/v1/worker-pool-launch-config-list`.
    """

    continuationToken: NotRequired[str]
    workerPoolLaunchConfigs: list[LaunchConfig]


class WorkerPoolList(TypedDict, closed=True):
    """Response of `listWorkerPools`.

    Schema: `worker-manager/v1/worker-pool-list`.
    """

    continuationToken: NotRequired[str]
    workerPools: list[WorkerPoolFull]


class WorkerPoolListStats(TypedDict, closed=True):
    """Response of `listWorkerPoolsStats`.

    Schema: `worker-manager/v1/worker-pool-list-stats`.
    """

    continuationToken: NotRequired[str]
    workerPoolsStats: list[WorkerPoolCounts]


class WorkerPoolStats(TypedDict, closed=True):
    """Response of `workerPoolStats`.

    Schema: `worker-manager/v1/worker-pool-stats`.
    """

    launchConfigStats: list[LaunchConfigCounts]


class WorkerResponse(TypedDict, closed=True):
    """Response of `getWorker`.

    Schema: `worker-manager/v1/worker-response`.
    """

    capacity: NotRequired[int]
    expires: str
    firstClaim: str
    lastDateActive: NotRequired[str]
    launchConfigId: NotRequired[str]
    providerId: NotRequired[str]
    provisionerId: str
    quarantineDetails: NotRequired[list[QuarantineDetails]]
    quarantineUntil: NotRequired[str]
    recentTasks: list[TaskRun]
    state: NotRequired[WorkerState]
    workerGroup: str
    workerId: str
    workerPoolId: NotRequired[str]
    workerType: str
