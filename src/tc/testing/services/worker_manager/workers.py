"""Workers as their provider knows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from tc.testing.auth import new_token

if TYPE_CHECKING:
    from tc.testing.services.base import Context

UNKNOWN = "unknown"  # the launch configuration of workers that have none
STATES = ("requested", "running", "stopping", "stopped")
MARGIN = timedelta(minutes=15)  # by which the clocks of workers may be wrong

WorkerKey = tuple[str, str, str]  # worker pool, group, id


@dataclass
class Worker:
    """A worker: `static_secret` proves that it is it, `secret` that it is the one that registered last."""

    pool_id: str
    worker_group: str
    worker_id: str
    provider_id: str
    created: datetime
    expires: datetime
    last_modified: datetime
    last_checked: datetime
    state: str = "running"
    capacity: int = 1
    launch_config_id: str | None = None
    static_secret: str | None = field(default=None, repr=False)
    secret: str | None = field(default=None, repr=False)

    @property
    def path(self) -> str:
        """Its names as they stand in scopes."""
        return f"{self.pool_id}/{self.worker_group}/{self.worker_id}"

    def view(self) -> dict[str, Any]:
        """The worker whole."""
        return {
            "workerPoolId": self.pool_id,
            "workerGroup": self.worker_group,
            "workerId": self.worker_id,
            "providerId": self.provider_id,
            "created": self.created,
            "expires": self.expires,
            "state": self.state,
            "capacity": self.capacity,
            "lastModified": self.last_modified,
            "lastChecked": self.last_checked,
            **({"launchConfigId": self.launch_config_id} if self.launch_config_id else {}),
        }


def register(deployment: Context, worker: Worker, timeout: timedelta) -> dict[str, Any]:
    """Give a worker credentials, and a new secret with which it can renew them once."""
    now = deployment.clock.now()
    expires = now + timeout
    worker.secret = new_token()
    root = deployment.root_credentials()
    name = f"worker/{worker.provider_id}/{worker.path}"
    start = now - MARGIN
    lifetime = min(expires - start, timedelta(days=31))
    credentials = root.create_named_temp_creds(name, lifetime, scopes_of(worker), start=start)
    return {"expires": expires, "credentials": credentials.to_dict(), "secret": worker.secret}


def scopes_of(worker: Worker) -> list[str]:
    """What a worker may do."""
    pool_id, itself = worker.pool_id, f"{worker.worker_group}/{worker.worker_id}"
    return [
        f"assume:worker-type:{pool_id}",
        f"assume:worker-pool:{pool_id}",
        f"assume:worker-id:{itself}",
        f"queue:worker-id:{itself}",
        f"queue:claim-work:{pool_id}",
        f"secrets:get:worker-type:{pool_id}",
        f"secrets:get:worker-pool:{pool_id}",
        f"worker-manager:remove-worker:{worker.path}",
        f"worker-manager:reregister-worker:{worker.path}",
        f"worker-manager:should-worker-terminate:{worker.path}",
    ]


def numbers(workers: Iterable[Worker]) -> dict[str, int]:
    """How many workers there are in each state, and how many tasks they can run at a time."""
    found = dict.fromkeys(
        [
            "currentCapacity",
            *(f"{state}Count" for state in STATES),
            *(f"{state}Capacity" for state in STATES),
        ],
        0,
    )
    for worker in workers:
        found[f"{worker.state}Count"] += 1
        found[f"{worker.state}Capacity"] += worker.capacity
        if worker.state != "stopped":
            found["currentCapacity"] += worker.capacity
    return found


def numbers_by_launch_config(pool_id: str, workers: Iterable[Worker]) -> list[dict[str, Any]]:
    """The same for each launch configuration that has workers, or once for none."""
    groups: dict[str, list[Worker]] = {}
    for worker in workers:
        groups.setdefault(worker.launch_config_id or UNKNOWN, []).append(worker)
    return [
        {"workerPoolId": pool_id, "launchConfigId": name, **numbers(members)}
        for name, members in sorted(groups.items() or [(UNKNOWN, [])])
    ]
