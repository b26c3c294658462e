"""Methods about worker pools and their errors."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tc.slugs import slug_id
from tc.testing.javascript import count
from tc.testing.protocol.call import Call
from tc.testing.protocol.errors import ApiError
from tc.testing.services.worker_manager.base import WorkerManagerBase
from tc.testing.services.worker_manager.failures import Failure, statistics
from tc.testing.services.worker_manager.pools import (
    DEFINITION,
    NULL_PROVIDER,
    Pool,
    config_problems,
    with_ids,
)
from tc.testing.services.worker_manager.workers import (
    numbers,
    numbers_by_launch_config,
)

LINGER = timedelta(minutes=1)  # how long a deleted pool without workers can still be seen


class PoolMethods(WorkerManagerBase):
    """Methods about worker pools."""

    # -- providers and pools

    async def listProviders(self, call: Call) -> Any:
        """The providers that pools can have."""
        found = [{"providerId": name, "providerType": kind} for name, kind in sorted(self.providers.items())]
        start = count(call.query.get("continuationToken", "0"))
        end = start + count(call.query.get("limit", "100"))
        more = {"continuationToken": str(end)} if start < end < len(found) else {}  # unlike all other tokens
        return {"providers": found[start:end], **more}

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
        """Make a pool; an identical definition again returns the pool that is there."""
        definition, pool_id = self.definition(call), call.params["workerPoolId"]
        there = self.pools.get(pool_id)
        if there and there.definition != definition:
            raise ApiError("RequestConflict", "Worker pool already exists, with another definition")
        if there is None:
            there = self.pools[pool_id] = Pool(pool_id, definition, call.now, call.now)
        self.deployment.record(call, "worker-pool", pool_id, "created")
        self.tell("worker-pool-created", workerPoolId=pool_id, providerId=there.provider_id)
        self.follow_launch_configs(there)
        return there.view([])

    async def updateWorkerPool(self, call: Call) -> Any:
        """Give a pool another definition."""
        definition, pool = self.definition(call), self.find_pool(call.params["workerPoolId"])
        self.change_provider(call, pool, definition, "updated")
        self.follow_launch_configs(pool)
        return pool.view([])

    def change_provider(self, call: Call, pool: Pool, definition: dict[str, Any], action: str) -> None:
        """Give a pool a definition, maybe with another provider, and tell of it."""
        before = pool.provider_id
        pool.set_provider(definition["providerId"])
        pool.definition, pool.last_modified = definition, call.now
        self.deployment.record(call, "worker-pool", pool.pool_id, action)
        self.tell(
            "worker-pool-updated",
            workerPoolId=pool.pool_id,
            providerId=pool.provider_id,
            previousProviderId=before,
        )

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
        self.change_provider(call, pool, {**pool.definition, "providerId": NULL_PROVIDER}, "deleted")
        self.clock.at(call.now + LINGER, lambda: self.forget(pool))
        return pool.view([])  # workers are only counted where a pool is asked for

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
        pool = self.find_pool(call.params["workerPoolId"])
        return pool.view(self.workers_of(pool.pool_id))

    async def listWorkerPools(self, call: Call) -> Any:
        """All pools, without counts of their workers."""
        return call.page([pool.view([]) for _, pool in sorted(self.pools.items())])

    async def listWorkerPoolsStats(self, call: Call) -> Any:
        """The numbers of workers of all pools."""
        return call.page(
            [{"workerPoolId": pool_id, **numbers(self.workers_of(pool_id))} for pool_id in sorted(self.pools)]
        )

    async def workerPoolStats(self, call: Call) -> Any:
        """The numbers of workers of a pool, for each launch configuration."""
        pool = self.find_pool(call.params["workerPoolId"])
        return {"launchConfigStats": numbers_by_launch_config(pool.pool_id, self.workers_of(pool.pool_id))}

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
