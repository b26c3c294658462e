"""Methods about workers of the provider `static`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tc.testing.auth.authentication import same
from tc.testing.clock import parse_moment
from tc.testing.protocol.call import Call
from tc.testing.protocol.errors import ApiError
from tc.testing.services.worker_manager.base import WorkerManagerBase
from tc.testing.services.worker_manager.pools import NULL_PROVIDER, Pool
from tc.testing.services.worker_manager.workers import Worker, WorkerKey, register


class WorkerMethods(WorkerManagerBase):
    """Methods about workers."""

    def find_worker(self, names: Mapping[str, str], problem: str = "Worker not found") -> Worker:
        """A worker, by names from the route or the payload of a call.

        Args:
            names: Of its pool, its group and itself.
            problem: What to say where there is no such worker.

        Raises:
            ApiError: ResourceNotFound.
        """
        worker = self.worker_at(key_of(names))
        if worker is None:
            raise ApiError("ResourceNotFound", problem)
        return worker

    def pool_of_worker(self, names: Mapping[str, str]) -> Pool:
        """The pool of a worker, by the same names.

        Raises:
            ApiError: ResourceNotFound.
        """
        pool_id = names["workerPoolId"]
        return self.find_pool(pool_id, f"Worker pool {pool_id} does not exist")

    async def worker(self, call: Call) -> Any:
        """A worker."""
        return self.find_worker(call.params).view()

    async def listWorkersForWorkerPool(self, call: Call) -> Any:
        """The workers of a pool."""
        wanted = {key: call.query[key] for key in ("state", "launchConfigId") if key in call.query}
        pool = self.find_pool(call.params["workerPoolId"], "Worker Pool does not exist")
        views = [worker.view() for worker in self.workers_of(pool.pool_id)]
        return call.page([view for view in views if all(view.get(k) == v for k, v in wanted.items())])

    async def listWorkersForWorkerGroup(self, call: Call) -> Any:
        """The workers of a group."""
        workers = self.workers_of(call.params["workerPoolId"])
        return call.page([w.view() for w in workers if w.worker_group == call.params["workerGroup"]])

    async def createWorker(self, call: Call) -> Any:
        """Tell of a worker; the same again returns the worker that is there."""
        pool = self.pool_of_worker(call.params)
        if parse_moment(call.payload["expires"]) < call.now:
            raise ApiError("InputError", "worker.expires must be in the future")
        secret = self.static_secret(call, pool.provider_id)
        key, now = key_of(call.params), call.now
        worker = Worker(*key, pool.provider_id, now, parse_moment(call.payload["expires"]), now, now)
        worker.capacity, worker.static_secret = call.payload.get("capacity", 1), secret
        there = self.worker_at(key)
        if there is None:
            there = self.workers[key] = worker
        elif fixed(there) != fixed(worker):
            raise ApiError("RequestConflict", "Worker already exists, with other properties")
        return there.view()

    async def updateWorker(self, call: Call) -> Any:
        """Change what was told of a worker; a moment that has passed makes it expire at once."""
        self.pool_of_worker(call.params)
        worker = self.find_worker(call.params, f"Worker {'/'.join(key_of(call.params))} does not exist")
        worker.static_secret = self.static_secret(call, worker.provider_id)
        worker.expires = parse_moment(call.payload["expires"])
        worker.capacity = call.payload.get("capacity", 1)
        worker.last_modified = call.now
        return worker.view()

    def static_secret(self, call: Call, provider_id: str) -> str:
        """The secret that a call gives a worker.

        Raises:
            ApiError: InputError, no secret was given, or the provider has no such workers.
        """
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

    async def shouldWorkerTerminate(self, call: Call) -> Any:
        """Say that a worker need not go; static ones never need to."""
        self.find_worker(call.params)
        return {"terminate": False, "reason": "none"}

    async def registerWorker(self, call: Call) -> Any:
        """Give credentials to a worker that proves that it is it."""
        payload = call.payload
        pool, provider_id = self.pool_of_worker(payload), payload["providerId"]
        if provider_id not in (*self.providers, NULL_PROVIDER):
            raise ApiError("ResourceNotFound", f"Provider {provider_id} does not exist")
        if provider_id not in (pool.provider_id, *pool.previous):
            problem = f"Worker pool {pool.pool_id} not associated with provider {provider_id}"
            raise ApiError("InputError", problem)
        named = f"Worker {payload['workerGroup']}/{payload['workerId']}"
        worker = self.find_worker(payload, f"{named} in worker pool {pool.pool_id} does not exist")
        if worker.expires < call.now:
            raise ApiError("InputError", f"{named} has expired")
        if worker.provider_id != provider_id:
            raise ApiError("InputError", f"{named} does not have provider {provider_id}")
        proof = payload["workerIdentityProof"].get("staticSecret")
        if worker.state != "running":
            raise ApiError("InputError", "Worker is not running")
        if not isinstance(proof, str) or not proof or not same(worker.static_secret or "", proof):
            raise ApiError("InputError", "Worker did not prove that it is it: wrong or no staticSecret")
        return {
            **register(self.deployment, worker, pool.reregistration_timeout),
            "workerConfig": pool.config.get("workerConfig", {}),
        }

    async def reregisterWorker(self, call: Call) -> Any:
        """Renew the credentials of a worker that knows the secret of the last ones."""
        call.require(**{key: call.payload[key] for key in ("workerPoolId", "workerGroup", "workerId")})
        worker = self.worker_at(key_of(call.payload))
        if not (worker and worker.secret and same(worker.secret, call.payload["secret"])):
            raise ApiError("InputError", "Could not generate credentials for this secret")
        return register(self.deployment, worker, self.find_pool(worker.pool_id).reregistration_timeout)


def key_of(names: Mapping[str, str]) -> WorkerKey:
    """The names of a worker in the route or the payload of a call."""
    return names["workerPoolId"], names["workerGroup"], names["workerId"]


def fixed(worker: Worker) -> tuple[Any, ...]:
    """What must be the same when a worker is told of again."""
    return worker.provider_id, worker.expires, worker.capacity, worker.static_secret
