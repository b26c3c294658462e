"""The order of methods on a service's page.

What people use first, then the rest as in the references, then what asks whether the service is alive.
"""

from __future__ import annotations

# The methods that programs call most, as the programs that were ported here do.
FIRST = {
    "auth": ["currentScopes", "expandScopes", "client", "listClients", "createClient", "role", "listRoles"],
    "github": ["builds", "latest", "repository", "createStatus", "createComment"],
    "hooks": ["triggerHook", "hook", "listHooks", "listHookGroups", "listLastFires"],
    "index": ["findTask", "findArtifactFromTask", "findTasksAtIndex", "listTasks", "insertTask"],
    "notify": ["email", "slack", "matrix", "pulse"],
    "object": ["startDownload", "createUpload", "finishUpload", "object"],
    "purge-cache": ["purgeCache", "purgeRequests"],
    "queue": [
        *("createTask", "status", "task", "listTaskGroup", "listArtifacts", "listLatestArtifacts"),
        *("getArtifact", "getLatestArtifact", "cancelTask", "rerunTask", "statuses", "tasks"),
        *("claimWork", "reclaimTask", "reportCompleted", "reportFailed", "reportException", "createArtifact"),
    ],
    "secrets": ["get", "set", "list", "remove"],
    "web-server": ["taskProfile", "taskGroupProfile"],
    "worker-manager": [
        "listWorkerPools",
        "workerPool",
        "listWorkers",
        "listWorkersForWorkerPool",
        "getWorker",
    ],
}
LAST = ["ping", "version", "heartbeat", "lbheartbeat"]


def in_order(service: str, names: list[str]) -> list[str]:
    """Return the names of a service's methods in the order of its page.

    Raises:
        ValueError: A name of FIRST is not among them.
    """
    first = FIRST[service]
    if gone := [name for name in first if name not in names]:
        raise ValueError(f"{service} has no methods {', '.join(gone)}: correct FIRST")
    rest = [name for name in names if name not in first and name not in LAST]
    return [*first, *rest, *(name for name in LAST if name in names)]
