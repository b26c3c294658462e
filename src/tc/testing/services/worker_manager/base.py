"""What the methods of the worker-manager share: pools, providers, messages."""

from __future__ import annotations

from typing import Any

from tc.testing.protocol.api_facts import Service as ServiceFacts
from tc.testing.protocol.errors import ApiError
from tc.testing.services.base import Context
from tc.testing.services.worker_manager.failures import Failure
from tc.testing.services.worker_manager.metadata import WorkerMetadata
from tc.testing.services.worker_manager.pools import (
    Pool,
)
from tc.testing.services.worker_manager.workers import Worker

NO_POOL = "Worker pool does not exist"
EXCHANGE = "exchange/taskcluster-worker-manager/v1/"


class WorkerManagerBase(WorkerMetadata):
    """Worker pools by id, and providers by id with their types."""

    def __init__(self, deployment: Context, facts: ServiceFacts) -> None:
        super().__init__(deployment, facts)
        self.providers: dict[str, str] = {"static": "static"}
        self.pools: dict[str, Pool] = {}
        self.failures: list[Failure] = []

    def tell(
        self, event: str, *, key: tuple[str, ...] = (), launch_config: str | None = None, **payload: Any
    ) -> None:
        """Send a message about a pool, or about a worker or launch configuration of it.

        Args:
            event: The last part of the exchange.
            key: Group and id of the worker.
            launch_config: The id of the launch configuration.
            payload: The message.
        """
        if not key and not launch_config:  # the pool itself has a key without any names
            self.deployment.publish(EXCHANGE + event, ".".join(["primary", *"_______"]), payload)
            return
        provisioner_id, _, worker_type = payload["workerPoolId"].partition("/")
        group, name = key or ("_", "_")
        words = (
            "primary",
            payload["providerId"],
            provisioner_id,
            worker_type,
            group,
            name,
            launch_config or "_",
            "_",
        )
        if launch_config:
            payload["launchConfigId"] = launch_config
        self.deployment.publish(EXCHANGE + event, ".".join(words), payload)

    def find_pool(self, pool_id: str, problem: str = NO_POOL) -> Pool:
        """A worker pool.

        Args:
            pool_id: Its id.
            problem: What to say where there is no such pool.

        Raises:
            ApiError: ResourceNotFound.
        """
        pool = self.pools.get(pool_id)
        if pool is None:
            raise ApiError("ResourceNotFound", problem)
        return pool

    def workers_of(self, pool_id: str) -> list[Worker]:
        """The workers of a pool, by group and id."""
        return [
            worker for key in sorted(self.workers) if key[0] == pool_id and (worker := self.worker_at(key))
        ]
