"""Workers that have asked the queue for work, with what the worker-manager knows of them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from tc.testing.protocol.api_facts import Service as ServiceFacts
from tc.testing.protocol.call import Call
from tc.testing.protocol.errors import ApiError
from tc.testing.services.base import Context, Service
from tc.testing.services.queue.worker_methods import NOT_FOUND, described
from tc.testing.services.worker_manager.workers import Worker, WorkerKey

if TYPE_CHECKING:
    from tc.testing.services.queue import Queue
    from tc.testing.services.queue.workers import Workers

SWEEP = timedelta(hours=1)  # between two runs of what removes expired workers
SHOWN = ("workerPoolId", "state", "providerId", "capacity", "launchConfigId")


class WorkerMetadata(Service):
    """The methods that join what the queue knows of workers with what their provider knows."""

    def __init__(self, deployment: Context, facts: ServiceFacts) -> None:
        super().__init__(deployment, facts)
        self.workers: dict[WorkerKey, Worker] = {}

    def worker_at(self, key: WorkerKey) -> Worker | None:
        """A worker as its provider knows it; one that has expired is there for a while."""
        worker = self.workers.get(key)
        return worker if worker and worker.expires > self.clock.now() - SWEEP else None

    @property
    def seen(self) -> Workers:
        """The workers that the queue has seen."""
        return cast("Queue", self.deployment.services["queue"]).workers

    async def listWorkers(self, call: Call) -> Any:
        """The workers of a task queue, all or those in quarantine, in a state, of a launch configuration."""
        found = [
            {**worker.summary(), **self.known((pool_of(call), worker.worker_group, worker.worker_id))}
            for worker in self.seen.of_queue(pool_of(call), call.now)
            if call.query.get("quarantined") != "true" or worker.quarantine_until > call.now
        ]
        for key, name in (("workerState", "state"), ("launchConfigId", "launchConfigId")):
            if key in call.query:
                found = [view for view in found if view.get(name) == call.query[key]]
        return call.page(found)

    async def getWorker(self, call: Call) -> Any:
        """A worker of a task queue."""
        key = (pool_of(call), call.params["workerGroup"], call.params["workerId"])
        worker = self.seen.worker(key, call.now)
        if worker is None:
            raise ApiError("ResourceNotFound", f"{described(call.params, 'provisioner')} {NOT_FOUND}")
        view = {name: value for name, value in worker.view().items() if name != "taskQueueId"}
        return {**view, "quarantineDetails": worker.quarantine_details, **self.known(key)}

    def known(self, key: WorkerKey) -> dict[str, Any]:
        """What its provider knows of a worker; one that has none is `standalone`."""
        worker = self.worker_at(key)
        if worker is None:
            return {"workerPoolId": key[0], "state": "standalone", "providerId": "none", "capacity": 0}
        return {name: value for name, value in worker.view().items() if name in SHOWN}


def pool_of(call: Call) -> str:
    """The worker pool that serves the task queue of a call."""
    return f"{call.params['provisionerId']}/{call.params['workerType']}"
