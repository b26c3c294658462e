"""The worker-manager: worker pools, and workers of the provider `static`, which somebody else starts.

Other providers can be added, for their pools and launch configurations; no workers are started for them.
https://docs.taskcluster.net/docs/reference/core/worker-manager
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from tc.slugs import slug_id
from tc.testing.calls import Call
from tc.testing.errors import ApiError
from tc.testing.facts import Service as ServiceFacts
from tc.testing.moments import parse_moment
from tc.testing.services.base import Patterns
from tc.testing.worker_manager.failures import Failure, statistics
from tc.testing.worker_manager.metadata import WorkerMetadata
from tc.testing.worker_manager.pools import (
    DEFINITION,
    NULL_PROVIDER,
    Pool,
    config_problems,
    numbers,
    numbers_by_launch_config,
    with_ids,
)
from tc.testing.worker_manager.workers import Worker, WorkerKey, register

if TYPE_CHECKING:
    from tc.testing.deployment import Deployment

NAME = re.compile(r"[a-zA-Z0-9_-]{1,38}")
POOL_ID = re.compile(r"[a-zA-Z0-9_-]{1,38}/[a-z]([-a-z0-9]{0,36}[a-z0-9])?")
BOOLEAN = re.compile("true|false")
EXCHANGE = "exchange/taskcluster-worker-manager/v1/"
LINGER = timedelta(minutes=1)  # how long a deleted pool without workers can still be seen


class WorkerManager(WorkerMetadata):
    """Worker pools by id, workers by pool, group and id. Providers by id, with their types."""

    ids: ClassVar[Patterns] = {
        "workerPoolId": POOL_ID,
        "workerGroup": NAME,
        "workerId": NAME,
        "provisionerId": NAME,
        "workerType": re.compile(r"[a-z]([-a-z0-9]{0,36}[a-z0-9])?"),
    }
    queries: ClassVar[Patterns] = {
        "workerPoolId": POOL_ID,
        "launchConfigId": NAME,
        "includeArchived": BOOLEAN,
        "quarantined": BOOLEAN,
        "state": re.compile("requested|running|stopping|stopped"),
        "workerState": re.compile("requested|running|stopping|stopped|standalone"),
    }
    hidden: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "createWorker": ("providerInfo",),
        "updateWorker": ("providerInfo",),
        "registerWorker": ("workerIdentityProof",),
        "reregisterWorker": ("secret",),
    }

    def __init__(self, deployment: Deployment, facts: ServiceFacts) -> None:
        super().__init__(deployment, facts)
        self.providers = {"static": "static"}
        self.pools: dict[str, Pool] = {}
        self.failures: list[Failure] = []

    def tell(
        self, event: str, *, key: tuple[str, ...] = (), launch_config: str | None = None, **payload: Any
    ) -> None:
        """Send a message about a pool, a worker or a launch configuration."""
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

    # -- providers and pools

    async def listProviders(self, call: Call) -> Any:
        """The providers that pools can have."""
        return call.page(
            [{"providerId": name, "providerType": kind} for name, kind in sorted(self.providers.items())]
        )

    def find_pool(self, pool_id: str) -> Pool:
        """A worker pool.

        Raises:
            ApiError: ResourceNotFound.
        """
        pool = self.pools.get(pool_id)
        if pool is None:
            raise ApiError("ResourceNotFound", f"Worker pool {pool_id} does not exist")
        return pool

    def definition(self, call: Call) -> dict[str, Any]:
        """The definition that a call gives a pool, once the caller may use its provider.

        Raises:
            ApiError: InsufficientScopes; InputError and InputValidationError, the provider does not like it.
        """
        payload, pool_id = call.payload, call.params["workerPoolId"]
        provider_id = payload["providerId"]
        call.require(providerId=provider_id)
        kind = NULL_PROVIDER if provider_id == NULL_PROVIDER else self.providers.get(provider_id)
        if kind is None:
            raise ApiError("InputError", f"There is no provider {provider_id}")
        if payload.get("workerPoolId", pool_id) != pool_id:
            raise ApiError("InputError", "workerPoolId in the definition is not that of the URL")
        problems = config_problems(kind, payload["config"])
        if problems:
            raise ApiError(
                "InputValidationError", "\n".join(["The config does not fit the provider:", *problems])
            )
        return {**{key: payload[key] for key in DEFINITION}, "config": with_ids(pool_id, payload["config"])}

    async def createWorkerPool(self, call: Call) -> Any:
        """Make a pool; an identical definition again answers the pool that is there."""
        definition, pool_id = self.definition(call), call.params["workerPoolId"]
        there = self.pools.get(pool_id)
        if there and there.definition != definition:
            raise ApiError("RequestConflict", "Worker pool already exists, with another definition")
        if there is None:
            there = self.pools[pool_id] = Pool(pool_id, definition, call.now, call.now)
            self.tell("worker-pool-created", workerPoolId=pool_id, providerId=there.provider_id)
            self.follow_launch_configs(there)
        return self.show(there)

    async def updateWorkerPool(self, call: Call) -> Any:
        """Give a pool another definition."""
        definition, pool = self.definition(call), self.find_pool(call.params["workerPoolId"])
        before = pool.provider_id
        pool.set_provider(definition["providerId"])
        pool.definition, pool.last_modified = definition, call.now
        self.tell(
            "worker-pool-updated",
            workerPoolId=pool.pool_id,
            providerId=pool.provider_id,
            previousProviderId=before,
        )
        self.follow_launch_configs(pool)
        return self.show(pool)

    def follow_launch_configs(self, pool: Pool) -> None:
        """Keep the launch configurations of a pool as its definition has them."""
        for event, entry in pool.set_launch_configs(self.clock.now()):
            self.tell(
                f"launch-config-{event}",
                launch_config=entry.launch_config_id,
                workerPoolId=pool.pool_id,
                providerId=pool.provider_id,
            )

    async def deleteWorkerPool(self, call: Call) -> Any:
        """Have a pool go: it gets no workers any more, and is gone some time after the last one."""
        pool = self.find_pool(call.params["workerPoolId"])
        pool.set_provider(NULL_PROVIDER)
        self.clock.at(call.now + LINGER, lambda: self.forget(pool))
        return self.show(pool)

    def forget(self, pool: Pool) -> None:
        """Remove a pool that is to go, once it has no workers that are not stopped."""
        if self.pools.get(pool.pool_id) is not pool or pool.provider_id != NULL_PROVIDER:
            return
        if any(worker.state != "stopped" for worker in self.workers_of(pool.pool_id)):
            self.clock.at(self.clock.now() + LINGER, lambda: self.forget(pool))
        else:
            del self.pools[pool.pool_id]

    async def workerPool(self, call: Call) -> Any:
        """A pool."""
        return self.show(self.find_pool(call.params["workerPoolId"]))

    async def listWorkerPools(self, call: Call) -> Any:
        """All pools."""
        return call.page([self.show(pool) for _, pool in sorted(self.pools.items())])

    def show(self, pool: Pool) -> dict[str, Any]:
        """A pool as it is answered."""
        return pool.view(self.workers_of(pool.pool_id))

    async def listWorkerPoolsStats(self, call: Call) -> Any:
        """The numbers of workers of all pools."""
        return call.page(
            [{"workerPoolId": pool_id, **numbers(self.workers_of(pool_id))} for pool_id in sorted(self.pools)]
        )

    async def workerPoolStats(self, call: Call) -> Any:
        """The numbers of workers of a pool, for each launch configuration."""
        pool = self.find_pool(call.params["workerPoolId"])
        return {"launchConfigStats": numbers_by_launch_config(pool, self.workers_of(pool.pool_id))}

    async def listWorkerPoolLaunchConfigs(self, call: Call) -> Any:
        """The launch configurations of a pool; archived ones only if wanted."""
        found = self.find_pool(call.params["workerPoolId"]).launch_configs.values()
        archived = call.query.get("includeArchived") == "true"
        return call.page([entry.view() for entry in found if archived or not entry.archived])

    # -- errors

    async def reportWorkerError(self, call: Call) -> Any:
        """Note an error that a worker reports."""
        payload, pool_id = call.payload, call.params["workerPoolId"]
        names = {key: payload[key] for key in ("workerGroup", "workerId")}
        call.require(**names)
        pool = self.find_pool(pool_id)
        worker = self.worker_at((pool_id, names["workerGroup"], names["workerId"]))
        launch_config = worker.launch_config_id if worker else None
        texts = (payload["kind"], payload["title"], payload["description"])
        extra = {**payload["extra"], **names}
        failure = Failure(slug_id(), pool_id, call.now, *texts, extra, launch_config)
        self.failures.append(failure)
        self.tell(
            "worker-pool-error",
            key=(names["workerGroup"], names["workerId"]),
            launch_config=launch_config,
            workerPoolId=pool_id,
            providerId=pool.provider_id,
            errorId=failure.error_id,
            kind=failure.kind,
            title=failure.title,
            timestamp=call.now,
            **names,
        )
        return failure.view()

    async def listWorkerPoolErrors(self, call: Call) -> Any:
        """The errors of a pool, the latest first."""
        wanted = {key: call.query[key] for key in ("errorId", "launchConfigId") if key in call.query}
        found = [f.view() for f in reversed(self.failures) if f.pool_id == call.params["workerPoolId"]]
        return call.page([view for view in found if all(view.get(k) == v for k, v in wanted.items())])

    async def workerPoolErrorStats(self, call: Call) -> Any:
        """Counts of recent errors, of one pool or of all."""
        pool_id = call.query.get("workerPoolId", "")
        call.require(workerPoolId=pool_id)
        found = [failure for failure in self.failures if pool_id in ("", failure.pool_id)]
        return {"workerPoolId": pool_id, "totals": statistics(found, call.now)}

    # -- workers

    def workers_of(self, pool_id: str) -> list[Worker]:
        """The workers of a pool, by group and id."""
        return [
            worker for key in sorted(self.workers) if key[0] == pool_id and (worker := self.worker_at(key))
        ]

    def find_worker(self, names: Mapping[str, str]) -> Worker:
        """A worker, by names from the route or the payload of a call.

        Raises:
            ApiError: ResourceNotFound.
        """
        worker = self.worker_at(key_of(names))
        if worker is None:
            raise ApiError("ResourceNotFound", f"Worker {'/'.join(key_of(names))} does not exist")
        return worker

    async def worker(self, call: Call) -> Any:
        """A worker."""
        return self.find_worker(call.params).view()

    async def listWorkersForWorkerPool(self, call: Call) -> Any:
        """The workers of a pool."""
        wanted = {key: call.query[key] for key in ("state", "launchConfigId") if key in call.query}
        views = [worker.view() for worker in self.workers_of(call.params["workerPoolId"])]
        return call.page([view for view in views if all(view.get(k) == v for k, v in wanted.items())])

    async def listWorkersForWorkerGroup(self, call: Call) -> Any:
        """The workers of a group."""
        workers = self.workers_of(call.params["workerPoolId"])
        return call.page([w.view() for w in workers if w.worker_group == call.params["workerGroup"]])

    async def createWorker(self, call: Call) -> Any:
        """Tell of a worker; the same again answers the worker that is there."""
        pool = self.find_pool(call.params["workerPoolId"])
        secret = self.static_secret(call, pool.provider_id)
        key, now = key_of(call.params), call.now
        worker = Worker(*key, pool.provider_id, now, parse_moment(call.payload["expires"]), now, now)
        worker.capacity, worker.static_secret = call.payload.get("capacity", 1), secret
        there = self.worker_at(key)
        if there is None:
            there = self.workers[key] = worker
            self.tell_of(worker, "worker-requested")
        elif fixed(there) != fixed(worker):
            raise ApiError("RequestConflict", "Worker already exists, with other properties")
        return there.view()

    async def updateWorker(self, call: Call) -> Any:
        """Change what was told of a worker."""
        self.find_pool(call.params["workerPoolId"])
        worker = self.find_worker(call.params)
        worker.static_secret = self.static_secret(call, worker.provider_id)
        worker.expires = parse_moment(call.payload["expires"])
        worker.capacity = call.payload.get("capacity", worker.capacity)
        worker.last_modified = call.now
        return worker.view()

    def static_secret(self, call: Call, provider_id: str) -> str:
        """The secret that a call gives a worker.

        Raises:
            ApiError: InputError, there is none, or the provider has no such workers, or the worker would have
                expired.
        """
        if parse_moment(call.payload["expires"]) <= call.now:
            raise ApiError("InputError", "expires must be in the future")
        if self.providers.get(provider_id) != "static":
            raise ApiError("InputError", f"{call.method.name} is not supported for provider {provider_id}")
        secret: str | None = call.payload.get("providerInfo", {}).get("staticSecret")
        if not secret:
            raise ApiError("InputError", "no worker staticSecret provided")
        return secret

    async def removeWorker(self, call: Call) -> Any:
        """Stop a worker, if it has not stopped yet."""
        worker = self.find_worker(call.params)
        if worker.state != "stopped":
            worker.state, worker.last_modified = "stopped", call.now
            self.tell_of(worker, "worker-stopped")

    async def shouldWorkerTerminate(self, call: Call) -> Any:
        """Whether a worker should go; static ones never need to."""
        self.find_worker(call.params)
        return {"terminate": False, "reason": "none"}

    async def registerWorker(self, call: Call) -> Any:
        """Give credentials to a worker that proves that it is it."""
        payload = call.payload
        pool = self.find_pool(payload["workerPoolId"])
        provider_id = payload["providerId"]
        if provider_id not in self.providers or provider_id not in (pool.provider_id, *pool.previous):
            raise ApiError("ResourceNotFound", f"Worker pool {pool.pool_id} has no provider {provider_id}")
        worker = self.find_worker(payload)
        proof = payload["workerIdentityProof"].get("staticSecret")
        if worker.state != "running":
            raise ApiError("InputError", "Worker is not running")
        if not proof or not hmac.compare_digest(proof, worker.static_secret or ""):
            raise ApiError("InputError", "Worker did not prove that it is it: wrong or no staticSecret")
        self.tell_of(worker, "worker-running")
        return {
            **register(self.deployment, worker, pool),
            "workerConfig": pool.config.get("workerConfig", {}),
        }

    async def reregisterWorker(self, call: Call) -> Any:
        """Renew the credentials of a worker that knows the secret of the last ones."""
        call.require(**{key: call.payload[key] for key in ("workerPoolId", "workerGroup", "workerId")})
        worker = self.find_worker(call.payload)
        if not hmac.compare_digest(call.payload["secret"], worker.secret or ""):
            raise ApiError("InputError", "Could not generate credentials for this secret")
        return register(self.deployment, worker, self.find_pool(worker.pool_id))

    def tell_of(self, worker: Worker, event: str) -> None:
        """Send a message about a worker."""
        names = {"workerGroup": worker.worker_group, "workerId": worker.worker_id}
        self.tell(
            event,
            key=(worker.worker_group, worker.worker_id),
            launch_config=worker.launch_config_id,
            workerPoolId=worker.pool_id,
            providerId=worker.provider_id,
            capacity=worker.capacity,
            timestamp=self.clock.now(),
            **names,
        )


def key_of(names: Mapping[str, str]) -> WorkerKey:
    """The names of a worker in the route or the payload of a call."""
    return names["workerPoolId"], names["workerGroup"], names["workerId"]


def fixed(worker: Worker) -> tuple[Any, ...]:
    """What must be the same when a worker is told of again."""
    return worker.provider_id, worker.expires, worker.capacity, worker.static_secret
