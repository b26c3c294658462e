"""Workers as their provider knows them."""

from __future__ import annotations

import base64
import os
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from tc.credentials import Credentials

if TYPE_CHECKING:
    from tc.testing.deployment import Deployment
    from tc.testing.worker_manager.pools import Pool

REREGISTRATION_TIMEOUT = 4 * 86400  # seconds
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


def register(deployment: Deployment, worker: Worker, pool: Pool) -> dict[str, Any]:
    """Give a worker credentials, and a new secret with which it can renew them once."""
    now = deployment.clock.now()
    seconds = pool.config.get("lifecycle", {}).get("reregistrationTimeout", REREGISTRATION_TIMEOUT)
    expires = now + timedelta(seconds=seconds)
    worker.secret = base64.urlsafe_b64encode(os.urandom(33)).decode()
    root_id = deployment.credentials.client_id
    root = Credentials(root_id, deployment.auth.clients[root_id].access_token)
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
