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
    """How the provider starts workers. Its form is that of the type of provider, which checks it."""
    description: ReadOnly[str]
    """What the pool is for, Markdown, up to 10,240 characters."""
    emailOnError: ReadOnly[bool]
    """True to have `owner` get an email about errors of the pool."""
    owner: ReadOnly[str]
    """The email address of the one who looks after the pool."""
    providerId: ReadOnly[str]
    """The provider that is to start the workers, by its name in this deployment; the scope
    `worker-manager:provider:<providerId>` is needed. `null-provider` starts none.
    """


class StaticSecret(TypedDict, closed=True):
    """Schemas:
    - `worker-manager/v1/create-worker-request#/properties/providerInfo/oneOf/0`
    - `worker-manager/v1/create-worker-request#/properties/providerInfo`
    - `worker-manager/v1/register-worker-request#/properties/workerIdentityProof/oneOf/1`
    """

    staticSecret: ReadOnly[str]
    """The secret that `createWorker` is given and `registerWorker` has to show, for a provider of type
    `static`: 44 characters of url-safe base64. Keep it out of logs.
    """


class CreateWorkerRequest(TypedDict, closed=True):
    """Payload of `createWorker`, `updateWorker`.

    Schema: `worker-manager/v1/create-worker-request`.
    """

    capacity: NotRequired[ReadOnly[int]]
    """How many tasks the worker runs at a time, from 1 on. Without it a new worker has 1, and one that is
    updated keeps what it has.
    """
    expires: ReadOnly[datetime | str]
    """When the service forgets the worker: in the future."""
    providerInfo: NotRequired[ReadOnly[StaticSecret]]
    """What the provider has to know of the worker; a provider of type `static` needs it. Without it the
    call is refused by such a provider.
    """


class LaunchConfig(TypedDict, closed=True):
    """Schema:
    - `worker-manager/v1/worker-pool-launch-config-list#/properties/workerPoolLaunchConfigs/items`
    """

    configuration: dict[str, Any]
    """The launch configuration as the pool's `config` has it."""
    created: str
    """When it was created."""
    isArchived: bool
    """True if the pool's `config` does not have it any more."""
    lastModified: str
    """When it was changed last."""
    launchConfigId: str
    """The launch configuration, unique in its pool."""
    workerPoolId: str
    """The worker pool, as `provisionerId/workerType`; its workers claim from the task queue of the same
    name.
    """


class LaunchConfigCounts(TypedDict, closed=True):
    """Schema: `worker-manager/v1/worker-pool-stats#/properties/launchConfigStats/items`."""

    currentCapacity: int
    """How many tasks all workers that have not stopped can run at a time."""
    launchConfigId: str
    """The launch configuration of the workers that are counted; `unknown` for those without one."""
    requestedCapacity: int
    """How many tasks the workers that were requested will run at a time."""
    requestedCount: int
    """How many workers were requested and have not registered yet."""
    runningCapacity: int
    """How many tasks the running workers can run at a time."""
    runningCount: int
    """How many workers are running."""
    stoppedCapacity: int
    """How many tasks the stopped workers could run at a time."""
    stoppedCount: int
    """How many workers have stopped and are still known."""
    stoppingCapacity: int
    """How many tasks the workers that are being stopped could run at a time."""
    stoppingCount: int
    """How many workers are being stopped."""
    workerPoolId: str
    """The worker pool, as `provisionerId/workerType`; its workers claim from the task queue of the same
    name.
    """


class TaskRun(TypedDict, closed=True):
    """Schema: `worker-manager/v1/task-run`."""

    runId: int
    """The number of the run, from 0."""
    taskId: str
    """The task: a slug id of 22 characters."""


WorkerState: TypeAlias = Literal["requested", "running", "stopping", "stopped", "standalone"]
"""Schemas:
- `worker-manager/v1/list-workers-response#/properties/workers/items/properties/state`
- `worker-manager/v1/worker-response#/properties/state`
"""


class Worker(TypedDict, closed=True):
    """Schema: `worker-manager/v1/list-workers-response#/properties/workers/items`."""

    capacity: NotRequired[int]
    """How many tasks the worker runs at a time; 0 for a worker of no provider."""
    firstClaim: NotRequired[str]
    """When the worker asked the queue for work for the first time."""
    lastDateActive: NotRequired[str]
    """When the worker was last seen asking for work; it is updated now and then."""
    latestTask: NotRequired[TaskRun]
    """The run that the worker got last. Without it the worker has had none."""
    launchConfigId: NotRequired[str]
    """The launch configuration that the worker was started with. Without it, it is not known."""
    providerId: NotRequired[str]
    """The provider that started the worker; `none` for one that came by itself."""
    quarantineUntil: NotRequired[str]
    """Until then the worker gets no tasks; a time in the past means that it is not in quarantine."""
    state: NotRequired[WorkerState]
    """The state of the worker; `standalone` if no provider started it."""
    workerGroup: str
    """The group of the worker, such as a region: 1 to 38 letters, digits, `-` and `_`."""
    workerId: str
    """The name of the worker, unique in its pool and group: 1 to 38 letters, digits, `-` and `_`."""
    workerPoolId: NotRequired[str]
    """The worker pool, as `provisionerId/workerType`; its workers claim from the task queue of the same
    name.
    """


class ListWorkersResponse(TypedDict, closed=True):
    """Response of `listWorkers`.

    Schema: `worker-manager/v1/list-workers-response`.
    """

    continuationToken: NotRequired[str]
    """Pass it to the next call for the next page. Without it this page is the last."""
    workers: list[Worker]
    """The workers of this page."""


ManagedWorkerState: TypeAlias = Literal["requested", "running", "stopping", "stopped"]
"""Schema: `worker-manager/v1/worker-full#/properties/state`."""


class Provider(TypedDict, closed=True):
    """Schema: `worker-manager/v1/provider-list#/properties/providers/items`."""

    providerId: str
    """The name of the provider in this deployment."""
    providerType: str
    """The type of the provider, such as `static`, `google`, `aws` or `azure`."""


class ProviderList(TypedDict, closed=True):
    """Response of `listProviders`.

    Schema: `worker-manager/v1/provider-list`.
    """

    continuationToken: NotRequired[str]
    """Pass it to the next call for the next page. Without it this page is the last."""
    providers: list[Provider]
    """The providers of this page."""


class PulseLaunchConfigMessage(TypedDict, closed=True):
    """Message of `launchConfigCreated`, `launchConfigUpdated`, `launchConfigArchived`.

    Schema: `worker-manager/v1/pulse-launch-config-message`.
    """

    launchConfigId: str
    """The launch configuration that was created, changed or archived."""
    providerId: str
    """The provider that starts the workers, by the name that the deployment gave it."""
    workerPoolId: str
    """The worker pool, as `provisionerId/workerType`; its workers claim from the task queue of the same
    name.
    """


class PulseWorkerMessage(TypedDict, closed=True):
    """Message of `workerRequested`, `workerRunning`, `workerStopped`.

    Schema: `worker-manager/v1/pulse-worker-message`.
    """

    capacity: int
    """How many tasks the worker runs at a time."""
    launchConfigId: NotRequired[str]
    """The launch configuration that the worker was started with. Without it, it is not known."""
    providerId: str
    """The provider that starts the workers, by the name that the deployment gave it."""
    timestamp: str
    """When it happened."""
    workerGroup: str
    """The group of the worker, such as a region: 1 to 38 letters, digits, `-` and `_`."""
    workerId: str
    """The name of the worker, unique in its pool and group: 1 to 38 letters, digits, `-` and `_`."""
    workerPoolId: str
    """The worker pool, as `provisionerId/workerType`; its workers claim from the task queue of the same
    name.
    """


class PulseWorkerPoolErrorMessage(TypedDict, closed=True):
    """Message of `workerPoolError`.

    Schema: `worker-manager/v1/pulse-worker-pool-error-message`.
    """

    errorId: str
    """The error, a slug id."""
    kind: str
    """The kind of error: a word of small letters, digits and `-`."""
    launchConfigId: NotRequired[str]
    """The launch configuration that the worker was started with. Without it, it is not known."""
    providerId: str
    """The provider that starts the workers, by the name that the deployment gave it."""
    timestamp: str
    """When it happened."""
    title: str
    """What went wrong, in a few words."""
    workerGroup: NotRequired[str]
    """The group of the worker that had the error. Without it the error is not one worker's."""
    workerId: NotRequired[str]
    """The worker that had the error. Without it the error is not one worker's."""
    workerPoolId: str
    """The worker pool, as `provisionerId/workerType`; its workers claim from the task queue of the same
    name.
    """


class PulseWorkerPoolMessage(TypedDict, closed=True):
    """Message of `workerPoolCreated`, `workerPoolUpdated`.

    Schema: `worker-manager/v1/pulse-worker-pool-message`.
    """

    previousProviderId: NotRequired[str]
    """The provider that the pool had before. Without it the pool is new."""
    providerId: str
    """The provider that starts the workers, by the name that the deployment gave it."""
    workerPoolId: str
    """The worker pool, as `provisionerId/workerType`; its workers claim from the task queue of the same
    name.
    """


class PulseWorkerRemovedMessage(TypedDict, closed=True):
    """Message of `workerRemoved`.

    Schema: `worker-manager/v1/pulse-worker-removed-message`.
    """

    capacity: int
    """How many tasks the worker runs at a time."""
    launchConfigId: NotRequired[str]
    """The launch configuration that the worker was started with. Without it, it is not known."""
    providerId: str
    """The provider that starts the workers, by the name that the deployment gave it."""
    reason: str
    """Why the worker was removed, in words."""
    timestamp: str
    """When it happened."""
    workerGroup: str
    """The group of the worker, such as a region: 1 to 38 letters, digits, `-` and `_`."""
    workerId: str
    """The name of the worker, unique in its pool and group: 1 to 38 letters, digits, `-` and `_`."""
    workerPoolId: str
    """The worker pool, as `provisionerId/workerType`; its workers claim from the task queue of the same
    name.
    """


class QuarantineDetails(TypedDict, closed=True):
    """Schema: `worker-manager/v1/worker-response#/properties/quarantineDetails/items`."""

    clientId: str
    """Who changed the quarantine."""
    quarantineInfo: str
    """Why, in words; `[unspecified]` if no reason was given."""
    quarantineUntil: str
    """Until when this change put the worker into quarantine."""
    updatedAt: str
    """When the change was made."""


class WorkerIdentityProofDocument(TypedDict, closed=True):
    """Schema: `worker-manager/v1/register-worker-request#/properties/workerIdentityProof/oneOf/3`."""

    document: ReadOnly[str]
    """The attested document that Azure's metadata service gave the instance, in base64."""


class WorkerIdentityProofDocumentSignature(TypedDict, closed=True):
    """Schema: `worker-manager/v1/register-worker-request#/properties/workerIdentityProof/oneOf/2`."""

    document: ReadOnly[str]
    """The instance identity document that AWS's metadata service gave the instance."""
    signature: ReadOnly[str]
    """The signature of `document`, from the same place."""


class WorkerIdentityProofToken(TypedDict, closed=True):
    """Schema: `worker-manager/v1/register-worker-request#/properties/workerIdentityProof/oneOf/0`."""

    token: ReadOnly[str]
    """The identity token that Google Cloud's metadata service gave the instance. Keep it out of logs."""


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
    """The provider that started the worker."""
    systemBootTime: NotRequired[ReadOnly[datetime | str]]
    """When the worker's machine was booted, for statistics of how long starting takes. Without it the
    worker is left out of them.
    """
    workerGroup: ReadOnly[str]
    """The group of the worker, such as a region: 1 to 38 letters, digits, `-` and `_`."""
    workerId: ReadOnly[str]
    """The name of the worker, unique in its pool and group: 1 to 38 letters, digits, `-` and `_`."""
    workerIdentityProof: ReadOnly[WorkerIdentityProof]
    """What proves that the worker is the one it says; its form depends on the type of provider."""
    workerPoolId: ReadOnly[str]
    """The worker pool, as `provisionerId/workerType`; its workers claim from the task queue of the same
    name.
    """


class WorkerCredentials(TypedDict, closed=True):
    """Schemas:
    - `worker-manager/v1/register-worker-response#/properties/credentials`
    - `worker-manager/v1/reregister-worker-response#/properties/credentials`
    """

    accessToken: str
    """The secret that requests are signed with. Keep it out of logs."""
    certificate: NotRequired[str]
    """JSON as text, which makes these credentials temporary; it is passed on as it is."""
    clientId: str
    """The client id of these temporary credentials."""


class RegisterWorkerResponse(TypedDict, closed=True):
    """Response of `registerWorker`.

    Schema: `worker-manager/v1/register-worker-response`.
    """

    credentials: WorkerCredentials
    """Temporary credentials for the worker, with which it claims work."""
    expires: str
    """When the credentials end. Reregister before."""
    secret: str
    """The secret that `reregisterWorker` takes. It is good for one call: keep the new one."""
    workerConfig: dict[str, Any]
    """The configuration of the worker, from the pool's `config`."""


class ReportWorkerErrorRequest(TypedDict, closed=True):
    """Payload of `reportWorkerError`.

    Schema: `worker-manager/v1/report-worker-error-request`.
    """

    description: ReadOnly[str]
    """What went wrong, at length: Markdown, up to 10,240 characters."""
    extra: ReadOnly[Mapping[str, object]]
    """Free-form data about the error; an empty object if there is none."""
    kind: ReadOnly[str]
    """The kind of error, for programs: small letters, digits and `-`, up to 128 characters."""
    title: ReadOnly[str]
    """What went wrong, in a few words, up to 128 characters."""
    workerGroup: ReadOnly[str]
    """The group of the worker, such as a region: 1 to 38 letters, digits, `-` and `_`."""
    workerId: ReadOnly[str]
    """The name of the worker, unique in its pool and group: 1 to 38 letters, digits, `-` and `_`."""


class ReregisterWorkerRequest(TypedDict, closed=True):
    """Payload of `reregisterWorker`.

    Schema: `worker-manager/v1/reregister-worker-request`.
    """

    secret: ReadOnly[str]
    """The secret from the response of `registerWorker`, or of the last `reregisterWorker`: 44 characters."""
    workerGroup: ReadOnly[str]
    """The group of the worker, such as a region: 1 to 38 letters, digits, `-` and `_`."""
    workerId: ReadOnly[str]
    """The name of the worker, unique in its pool and group: 1 to 38 letters, digits, `-` and `_`."""
    workerPoolId: ReadOnly[str]
    """The worker pool, as `provisionerId/workerType`; its workers claim from the task queue of the same
    name.
    """


class ReregisterWorkerResponse(TypedDict, closed=True):
    """Response of `reregisterWorker`.

    Schema: `worker-manager/v1/reregister-worker-response`.
    """

    credentials: WorkerCredentials
    """Fresh temporary credentials for the worker."""
    expires: str
    """When the credentials end. Reregister before."""
    secret: str
    """The secret that `reregisterWorker` takes. It is good for one call: keep the new one."""


class ShouldWorkerTerminateResponse(TypedDict, closed=True):
    """Response of `shouldWorkerTerminate`.

    Schema: `worker-manager/v1/should-worker-terminate-response`.
    """

    reason: str
    """Why, in words."""
    terminate: bool
    """True if the worker should stop once it has no tasks."""


class UpdateWorkerPoolRequest(TypedDict, closed=True):
    """Payload of `updateWorkerPool`.

    Schema: `worker-manager/v1/update-worker-pool-request`.
    """

    config: ReadOnly[Mapping[str, object]]
    """How the provider starts workers. Its form is that of the type of provider, which checks it. It
    replaces what was there.
    """
    created: NotRequired[ReadOnly[datetime | str]]
    """Accepted and ignored: the service keeps its own. Without it nothing is different."""
    description: ReadOnly[str]
    """What the pool is for, Markdown, up to 10,240 characters."""
    emailOnError: ReadOnly[bool]
    """True to have `owner` get an email about errors of the pool."""
    lastModified: NotRequired[ReadOnly[datetime | str]]
    """Accepted and ignored: the service keeps its own. Without it nothing is different."""
    owner: ReadOnly[str]
    """The email address of the one who looks after the pool."""
    providerId: ReadOnly[str]
    """The provider that is to start the workers from now on; those of the earlier one stay until they
    stop.
    """
    workerPoolId: NotRequired[ReadOnly[str]]
    """The pool, as in the URL. Without it: that of the URL."""


class WorkerFull(TypedDict, closed=True):
    """Response of `worker`, `createWorker`, `updateWorker`.

    Schema: `worker-manager/v1/worker-full`.
    """

    capacity: int
    """How many tasks the worker runs at a time."""
    created: str
    """When it was created."""
    expires: str
    """When the service forgets the worker; providers move it on while the worker lives."""
    lastChecked: str
    """When the provider looked at the worker last."""
    lastModified: str
    """When it was changed last."""
    launchConfigId: NotRequired[str]
    """The launch configuration that the worker was started with. Without it, it is not known."""
    providerId: str
    """The provider that starts the workers, by the name that the deployment gave it."""
    state: ManagedWorkerState
    """`requested` until the worker registers, then `running`; `stopping` and `stopped` at its end."""
    workerGroup: str
    """The group of the worker, such as a region: 1 to 38 letters, digits, `-` and `_`."""
    workerId: str
    """The name of the worker, unique in its pool and group: 1 to 38 letters, digits, `-` and `_`."""
    workerPoolId: str
    """The worker pool, as `provisionerId/workerType`; its workers claim from the task queue of the same
    name.
    """


class WorkerList(TypedDict, closed=True):
    """Response of `listWorkersForWorkerGroup`, `listWorkersForWorkerPool`.

    Schema: `worker-manager/v1/worker-list`.
    """

    continuationToken: NotRequired[str]
    """Pass it to the next call for the next page. Without it this page is the last."""
    workers: list[WorkerFull]
    """The workers of this page."""


class WorkerPoolCounts(TypedDict, closed=True):
    """Schema: `worker-manager/v1/worker-pool-list-stats#/properties/workerPoolsStats/items`."""

    currentCapacity: int
    """How many tasks all workers that have not stopped can run at a time."""
    requestedCapacity: int
    """How many tasks the workers that were requested will run at a time."""
    requestedCount: int
    """How many workers were requested and have not registered yet."""
    runningCapacity: int
    """How many tasks the running workers can run at a time."""
    runningCount: int
    """How many workers are running."""
    stoppedCapacity: int
    """How many tasks the stopped workers could run at a time."""
    stoppedCount: int
    """How many workers have stopped and are still known."""
    stoppingCapacity: int
    """How many tasks the workers that are being stopped could run at a time."""
    stoppingCount: int
    """How many workers are being stopped."""
    workerPoolId: str
    """The worker pool, as `provisionerId/workerType`; its workers claim from the task queue of the same
    name.
    """


class WorkerPoolError(TypedDict, closed=True):
    """Response of `reportWorkerError`.

    Schema: `worker-manager/v1/worker-pool-error`.
    """

    description: str
    """What went wrong, at length, Markdown."""
    errorId: str
    """The error, a slug id."""
    extra: dict[str, Any]
    """Free-form data about the error."""
    kind: str
    """The kind of error: a word of small letters, digits and `-`."""
    launchConfigId: NotRequired[str]
    """The launch configuration that the worker was started with. Without it, it is not known."""
    reported: str
    """When the error was reported."""
    title: str
    """What went wrong, in a few words."""
    workerPoolId: str
    """The worker pool, as `provisionerId/workerType`; its workers claim from the task queue of the same
    name.
    """


class WorkerPoolErrorList(TypedDict, closed=True):
    """Response of `listWorkerPoolErrors`.

    Schema: `worker-manager/v1/worker-pool-error-list`.
    """

    continuationToken: NotRequired[str]
    """Pass it to the next call for the next page. Without it this page is the last."""
    workerPoolErrors: list[WorkerPoolError]
    """The errors of this page, the latest first."""


class WorkerPoolErrorStatsTotals(TypedDict, closed=True):
    """Schema: `worker-manager/v1/worker-pool-error-stats#/properties/totals`."""

    code: dict[str, Any]
    """How many of each code, as `extra` names it."""
    daily: dict[str, Any]
    """How many on each day, by date."""
    hourly: dict[str, Any]
    """How many in each hour, by its beginning."""
    launchConfig: dict[str, Any]
    """How many of each launch configuration."""
    title: dict[str, Any]
    """How many of each title."""
    total: float
    """How many in all."""
    workerPool: dict[str, Any]
    """How many of each pool."""


class WorkerPoolErrorStats(TypedDict, closed=True):
    """Response of `workerPoolErrorStats`.

    Schema: `worker-manager/v1/worker-pool-error-stats`.
    """

    totals: WorkerPoolErrorStatsTotals
    """How many errors there were of late, by what they were."""
    workerPoolId: str
    """The pool whose errors are counted; empty for all."""


class WorkerPoolFull(TypedDict, closed=True):
    """Response of `createWorkerPool`, `updateWorkerPool`, `deleteWorkerPool`, `workerPool`.

    Schema: `worker-manager/v1/worker-pool-full`.
    """

    config: dict[str, Any]
    """How the provider starts workers, in the form of the type of provider; each launch configuration has
    an id.
    """
    created: str
    """When it was created."""
    currentCapacity: int
    """How many tasks all workers that have not stopped can run at a time."""
    description: str
    """What it is, Markdown."""
    emailOnError: bool
    """True if `owner` gets an email about errors of the pool."""
    lastModified: str
    """When it was changed last."""
    owner: str
    """The email address of the one who looks after the pool."""
    providerId: str
    """The provider that starts the workers; `null-provider` once the pool is being deleted."""
    requestedCapacity: int
    """How many tasks the workers that were requested will run at a time."""
    requestedCount: int
    """How many workers were requested and have not registered yet."""
    runningCapacity: int
    """How many tasks the running workers can run at a time."""
    runningCount: int
    """How many workers are running."""
    stoppedCapacity: int
    """How many tasks the stopped workers could run at a time."""
    stoppedCount: int
    """How many workers have stopped and are still known."""
    stoppingCapacity: int
    """How many tasks the workers that are being stopped could run at a time."""
    stoppingCount: int
    """How many workers are being stopped."""
    workerPoolId: NotRequired[str]
    """The worker pool, as `provisionerId/workerType`; its workers claim from the task queue of the same
    name.
    """


class WorkerPoolLaunchConfigList(TypedDict, closed=True):
    """Response of `listWorkerPoolLaunchConfigs`.

    Schema: `worker-manager/v1/worker-pool-launch-config-list`.
    """

    continuationToken: NotRequired[str]
    """Pass it to the next call for the next page. Without it this page is the last."""
    workerPoolLaunchConfigs: list[LaunchConfig]
    """The launch configurations of this page."""


class WorkerPoolList(TypedDict, closed=True):
    """Response of `listWorkerPools`.

    Schema: `worker-manager/v1/worker-pool-list`.
    """

    continuationToken: NotRequired[str]
    """Pass it to the next call for the next page. Without it this page is the last."""
    workerPools: list[WorkerPoolFull]
    """The pools of this page."""


class WorkerPoolListStats(TypedDict, closed=True):
    """Response of `listWorkerPoolsStats`.

    Schema: `worker-manager/v1/worker-pool-list-stats`.
    """

    continuationToken: NotRequired[str]
    """Pass it to the next call for the next page. Without it this page is the last."""
    workerPoolsStats: list[WorkerPoolCounts]
    """The counts of the pools of this page."""


class WorkerPoolStats(TypedDict, closed=True):
    """Response of `workerPoolStats`.

    Schema: `worker-manager/v1/worker-pool-stats`.
    """

    launchConfigStats: list[LaunchConfigCounts]
    """The counts of each launch configuration of the pool."""


class WorkerResponse(TypedDict, closed=True):
    """Response of `getWorker`.

    Schema: `worker-manager/v1/worker-response`.
    """

    capacity: NotRequired[int]
    """How many tasks the worker runs at a time; 0 for a worker of no provider."""
    expires: str
    """When the queue forgets the worker, unless it asks for work before."""
    firstClaim: str
    """When the worker asked the queue for work for the first time."""
    lastDateActive: NotRequired[str]
    """When the worker was last seen asking for work; it is updated now and then."""
    launchConfigId: NotRequired[str]
    """The launch configuration that the worker was started with. Without it, it is not known."""
    providerId: NotRequired[str]
    """The provider that started the worker; `none` for one that came by itself."""
    provisionerId: str
    """The part of the worker pool's id before the slash."""
    quarantineDetails: NotRequired[list[QuarantineDetails]]
    """Who put the worker into quarantine, and why: one entry for each call."""
    quarantineUntil: NotRequired[str]
    """Until then the worker gets no tasks; a time in the past means that it is not in quarantine."""
    recentTasks: list[TaskRun]
    """The runs that the worker got last, oldest first, at most 20."""
    state: NotRequired[WorkerState]
    """The state of the worker; `standalone` if no provider started it."""
    workerGroup: str
    """The group of the worker, such as a region: 1 to 38 letters, digits, `-` and `_`."""
    workerId: str
    """The name of the worker, unique in its pool and group: 1 to 38 letters, digits, `-` and `_`."""
    workerPoolId: NotRequired[str]
    """The worker pool, as `provisionerId/workerType`; its workers claim from the task queue of the same
    name.
    """
    workerType: str
    """The part of the worker pool's id after the slash."""
