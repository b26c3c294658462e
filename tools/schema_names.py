"""What the structures in Taskcluster's schemas are called in Python, and what the schemas leave out.

Tables that a new Taskcluster release may make longer, and the rules for all that they do not mention.
"""

from __future__ import annotations

import re
from typing import Any

Json = dict[str, Any]

# Better names for structures inside schemas. An entry that matches nothing is an error.
NAMES = {
    schema + pointer: name
    for schema, names in {
        "auth/v1/authenticate-hawk-request": {
            "#/properties/method": "HttpMethod",
        },
        "auth/v1/aws-s3-credentials-response": {
            "#/properties/credentials": "AwsCredentials",
        },
        "auth/v1/get-entity-history-response": {
            "#/properties/auditHistory/items": "AuditHistoryEntry",
        },
        "auth/v1/github-repo-token-request": {
            "#/properties/permissions": "GithubPermissions",
            "#/properties/permissions/properties/actions": "GithubPermission",
            "#/properties/permissions/properties/repository_projects": "GithubProjectPermission",
        },
        "auth/v1/sentry-dsn-response": {
            "#/properties/dsn": "SentryDsn",
        },
        "github/v1/build-list": {
            "#/properties/builds/items": "Build",
            "#/properties/builds/items/properties/state": "BuildState",
        },
        "github/v1/create-status": {
            "#/properties/state": "StatusState",
        },
        "github/v1/render-taskcluster-yml-input": {
            "#/properties/fakeEvent": "FakeEvent",
            "#/properties/fakeEvent/oneOf/0": "FakePush",
            "#/properties/fakeEvent/oneOf/1": "FakePull",
            "#/properties/fakeEvent/oneOf/2": "FakeRelease",
            "#/properties/fakeEvent/oneOf/3": "FakeIssueComment",
        },
        "hooks/v1/bindings": {
            "#/items": "HookBinding",
        },
        "hooks/v1/hook-status": {
            "#/properties/lastFire": "LastFire",
        },
        "hooks/v1/list-lastFires-response": {
            "#/properties/lastFires/items": "HookFire",
        },
        "hooks/v1/trigger-hook-response": {
            "#/anyOf/0": "TriggeredTask",
            "#/anyOf/0/properties/status": "TriggeredTaskStatus",
            "#/anyOf/1": "NothingTriggered",
        },
        "index/v1/list-namespaces-response": {
            "#/properties/namespaces/items": "Namespace",
        },
        "notify/v1/email-request": {
            "#/properties/link": "EmailLink",
            "#/properties/template": "EmailTemplate",
        },
        "notify/v1/matrix-request": {
            "#/properties/msgtype": "MatrixMessageType",
        },
        "notify/v1/notification-address": {
            "#/properties/notificationType": "NotificationType",
        },
        "object/v1/create-upload-request": {
            "#/properties/proposedUploadMethods": "ProposedUploadMethods",
        },
        "object/v1/create-upload-response": {
            "#/properties/uploadMethod": "UploadMethod",
        },
        "object/v1/download-object-request": {
            "#/properties/acceptDownloadMethods": "AcceptDownloadMethods",
        },
        "object/v1/hashes": {
            "#/definitions/download": "Hashes",
            "#/definitions/upload": "UploadHashes",
        },
        "purge-cache/v1/purge-cache-requests": {
            "#/items": "CachePurge",
        },
        "queue/v1/artifact-response": {
            "#/properties/storageType": "StorageType",
        },
        "queue/v1/list-claimed-tasks-response": {
            "#/properties/tasks/items": "ClaimedTask",
        },
        "queue/v1/list-pending-tasks-response": {
            "#/properties/tasks/items": "PendingTask",
        },
        "queue/v1/list-workers-response": {
            "#/properties/workers/items": "Worker",
        },
        "queue/v1/post-artifact-request": {
            "#/oneOf/4/properties/reason": "ArtifactErrorReason",
        },
        "queue/v1/provisioner-response": {
            "#/properties/stability": "Stability",
        },
        "queue/v1/task": {
            "#/properties/priority": "Priority",
            "#/properties/requires": "Requires",
        },
        "queue/v1/task-credentials": {"": "TaskCredentials"},
        "queue/v1/task-exception-request": {
            "#/properties/reason": "ExceptionReason",
        },
        "queue/v1/task-status": {
            "#/properties/runs/items": "Run",
            "#/properties/runs/items/properties/reasonCreated": "ReasonCreated",
            "#/properties/runs/items/properties/reasonResolved": "ReasonResolved",
            "#/properties/runs/items/properties/state": "RunState",
            "#/properties/state": "TaskState",
        },
        "queue/v1/tasks-response": {
            "#/properties/tasks/items": "TaskAndId",
        },
        "queue/v1/tasks-statuses-response": {
            "#/properties/statuses/items": "StatusAndId",
        },
        "queue/v1/worker-response": {
            "#/properties/quarantineDetails/items": "QuarantineDetails",
        },
        "worker-manager/v1/create-worker-request": {
            "#/properties/providerInfo": "StaticSecret",
        },
        "worker-manager/v1/list-workers-response": {
            "#/properties/workers/items": "Worker",
        },
        "worker-manager/v1/provider-list": {
            "#/properties/providers/items": "Provider",
        },
        "worker-manager/v1/register-worker-request": {
            "#/properties/workerIdentityProof": "WorkerIdentityProof",
        },
        "worker-manager/v1/register-worker-response": {
            "#/properties/credentials": "WorkerCredentials",
        },
        "worker-manager/v1/worker-full": {
            "#/properties/state": "ManagedWorkerState",
        },
        "worker-manager/v1/worker-pool-launch-config-list": {
            "#/properties/workerPoolLaunchConfigs/items": "LaunchConfig",
        },
        "worker-manager/v1/worker-pool-list-stats": {
            "#/properties/workerPoolsStats/items": "WorkerPoolCounts",
        },
        "worker-manager/v1/worker-pool-stats": {
            "#/properties/launchConfigStats/items": "LaunchConfigCounts",
        },
        "worker-manager/v1/worker-response": {
            "#/properties/quarantineDetails/items": "QuarantineDetails",
            "#/properties/state": "WorkerState",
        },
    }.items()
    for pointer, name in names.items()
}

# Answers that the reference has no schema for. The services answer these all the same.
_TEXT = {"type": "string"}
COMMON: Json = {
    "service": "common",
    "methods": [],
    "schemas": {
        "common/empty": {"oneOf": [{"type": "object"}, {"type": "null"}]},
        "common/heartbeat": {"type": "object"},
        "common/ping": {
            "additionalProperties": False,
            "properties": {"alive": {"type": "boolean"}, "uptime": {"type": "number"}},
            "required": ["alive", "uptime"],
            "type": "object",
        },
        "common/profile": {"type": "object"},
        "common/redirect": {
            "additionalProperties": False,
            "properties": {"url": _TEXT},
            "required": ["url"],
            "type": "object",
        },
        "common/version": {
            "properties": {"build": _TEXT, "commit": _TEXT, "source": _TEXT, "version": _TEXT},
            "required": ["build", "commit", "source", "version"],
            "type": "object",
        },
    },
}
COMMON_NOTES = {
    "common/empty": "Answer of methods that have nothing to say: `None` or an empty dict.",
    "common/heartbeat": "Answer of `heartbeat` and `lbheartbeat`: free-form.",
    "common/ping": "Answer of `ping`; `uptime` in seconds.",
    "common/profile": "Answer of `taskProfile` and `taskGroupProfile`, for the Firefox Profiler.",
    "common/redirect": "Answer of methods that redirect and say nothing else: where to.",
    "common/version": "Answer of `version`: the build that the service runs.",
}
UNDECLARED = {
    "ping": "common/ping",
    "version": "common/version",
    "heartbeat": "common/heartbeat",
    "lbheartbeat": "common/heartbeat",
    "taskProfile": "common/profile",
    "taskGroupProfile": "common/profile",
}
TAGS = {"storageType", "status", "result", "type", "method"}  # keys whose value says which form it is


def pascal(text: str) -> str:
    """`list-lastFires-response` -> `ListLastFiresResponse`."""
    return "".join(word[:1].upper() + word[1:] for word in re.split(r"[^A-Za-z0-9]+", text))


def module_name(service: str) -> str:
    """The module that has the types of a service: `worker-manager` -> `worker_manager`."""
    return service.replace("-", "_")


def name_of_place(place: str) -> str:
    """The name by rule of what a `$ref` means: `queue/v1/task#/properties/priority` -> `TaskPriority`."""
    name = pascal(file_of(place))
    for key in re.findall(r"(?:properties|definitions)/(\w+)", place.partition("#")[2]):
        name = stem(name) + pascal(key)
    return name


def stem(name: str) -> str:
    """A parent's name without the word that says what it is for: `ListTasksResponse` -> `ListTasks`."""
    return re.sub(r"(?<=[a-z0-9])(Response|Request|Message|Input|Output)$", "", name)


def singular(name: str) -> str:
    return re.sub(r"(?<=[a-z])s$", "", name)


def file_of(place: str) -> str:
    """The last word of a schema's name: `queue/v1/task#/properties/priority` -> `task`."""
    return place.partition("#")[0].rpartition("/")[2]


def option_name(parent: str, option: Json) -> str:
    """A name for one form of a union: by its constant (`storageType: "s3"`), else by its required keys."""
    properties = option.get("properties", {})
    for key in sorted(properties):
        values = properties[key].get("enum", [properties[key].get("const")])
        if isinstance(values[0], str) and key in option.get("required", []) and key in TAGS:
            word = pascal(values[0])
            base = stem(parent)
            return f"{base}{word}{parent.removeprefix(base)}"
    return parent + "".join(pascal(key) for key in sorted(option.get("required", [])))


def undeclared(method: Json) -> str:
    """The common schema that stands for the answer of a method without one."""
    if method.get("redirects"):
        return "common/redirect"
    return UNDECLARED.get(method["name"], "common/empty")
