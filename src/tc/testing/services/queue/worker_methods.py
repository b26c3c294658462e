"""Methods about provisioners, task queues and workers, and what is pending and claimed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tc.testing.clock import parse_moment
from tc.testing.protocol.call import Call
from tc.testing.protocol.errors import ApiError
from tc.testing.services.queue.base import QueueBase, page_of
from tc.testing.services.queue.definitions import split_queue_id
from tc.testing.services.queue.tasks import Task
from tc.testing.services.queue.workers import Seen, Worker, WorkerKey

NOT_FOUND = "not found. Are you sure it was created?"
UNSPECIFIED = "[unspecified]"  # why a worker is in quarantine, where nobody says


class WorkerMethods(QueueBase):
    """Methods about task queues and workers."""

    # -- counts and lists of tasks

    async def pendingTasks(self, call: Call) -> Any:
        """How many tasks of a queue are pending."""
        counts = self.counts(call.params["taskQueueId"])
        return {key: value for key, value in counts.items() if key != "claimedTasks"}

    async def taskQueueCounts(self, call: Call) -> Any:
        """How many tasks of a queue are pending, and how many are claimed."""
        return self.counts(call.params["taskQueueId"])

    async def taskQueueCountsBatch(self, call: Call) -> Any:
        """The counts of several queues."""
        call.require(taskQueueIds=call.payload["taskQueueIds"])
        return {"taskQueueCounts": [self.counts(queue_id) for queue_id in call.payload["taskQueueIds"]]}

    def counts(self, queue_id: str) -> dict[str, Any]:
        """The counts of a queue."""
        return {
            **queue_names(queue_id),
            "pendingTasks": self.lifecycle.pending.count(queue_id),
            "claimedTasks": len(self.lifecycle.claimed(queue_id)),
        }

    async def listPendingTasks(self, call: Call) -> Any:
        """The pending tasks of a queue, those that wait longest first, whatever their priority."""
        return page_of(
            call,
            self.lifecycle.pending.by_age(call.params["taskQueueId"]),
            lambda e: {**run_of(e.task), "task": e.task.definition, "inserted": e.inserted},
            by=lambda e: f"{e.rank[1]:09}",
        )

    async def listClaimedTasks(self, call: Call) -> Any:
        """The tasks of a queue that workers have claimed, those claimed longest ago first."""
        return page_of(
            call,
            sorted(self.lifecycle.claimed(call.params["taskQueueId"]), key=claim_order),
            lambda task: {
                **run_of(task),
                "task": task.definition,
                "workerGroup": task.runs[-1].worker_group,
                "workerId": task.runs[-1].worker_id,
                "claimed": task.runs[-1].started,
            },
            by=claim_order,
        )

    # -- provisioners and task queues

    async def listProvisioners(self, call: Call) -> Any:
        """All provisioners."""
        return call.page([{"provisionerId": p.name, **p.view()} for p in self.workers.provisioners(call.now)])

    async def getProvisioner(self, call: Call) -> Any:
        """A provisioner."""
        found = self.workers.provisioner(call.params["provisionerId"], call.now)
        if found is None:
            raise ApiError("ResourceNotFound", f"Provisioner `{call.params['provisionerId']}` {NOT_FOUND}")
        return {"provisionerId": found.name, **found.view()}

    async def listWorkerTypes(self, call: Call) -> Any:
        """The task queues of a provisioner."""
        prefix = f"{call.params['provisionerId']}/"
        queues = [q for q in self.workers.queues(call.now) if q.name.startswith(prefix)]
        return call.page([{**queue_names(q.name), **q.view()} for q in queues])

    async def getWorkerType(self, call: Call) -> Any:
        """A task queue, with its older names."""
        provisioner_id, worker_type = call.params["provisionerId"], call.params["workerType"]
        problem = f"Worker-type `{worker_type}` with Provisioner `{provisioner_id}` {NOT_FOUND}"
        found = self.find_queue(f"{provisioner_id}/{worker_type}", call, problem)
        return {**queue_names(found.name), **found.view()}

    async def listTaskQueues(self, call: Call) -> Any:
        """All task queues."""
        return call.page([{"taskQueueId": q.name, **q.view()} for q in self.workers.queues(call.now)])

    async def getTaskQueue(self, call: Call) -> Any:
        """A task queue."""
        queue_id = call.params["taskQueueId"]
        found = self.find_queue(queue_id, call, f"Task queue with `{queue_id}` {NOT_FOUND}")
        return {"taskQueueId": found.name, **found.view()}

    def find_queue(self, queue_id: str, call: Call, problem: str) -> Seen:
        """A task queue.

        Args:
            queue_id: Its id.
            call: The call.
            problem: What to say where there is no such queue.

        Raises:
            ApiError: ResourceNotFound.
        """
        found = self.workers.queue(queue_id, call.now)
        if found is None:
            raise ApiError("ResourceNotFound", problem)
        return found

    # -- workers

    async def listWorkers(self, call: Call) -> Any:
        """The workers of a task queue; `quarantined` wants those in quarantine, or the others."""
        queue_id = f"{call.params['provisionerId']}/{call.params['workerType']}"
        found = self.workers.of_queue(queue_id, call.now)
        if "quarantined" in call.query:
            wanted = call.query["quarantined"] == "true"
            found = [w for w in found if (w.quarantine_until > call.now) is wanted]
        page = call.page([worker.summary() for worker in found])
        for view in page["workers"]:
            if view["quarantineUntil"] <= call.now:
                del view["quarantineUntil"]
        return page

    async def getWorker(self, call: Call) -> Any:
        """A worker."""
        return self.find_worker(call, NOT_FOUND).view()

    async def quarantineWorker(self, call: Call) -> Any:
        """Keep a worker from getting work until a moment."""
        worker = self.find_worker(call, "not found.")
        until = parse_moment(call.payload["quarantineUntil"])
        info = call.payload.get("quarantineInfo", UNSPECIFIED)
        self.workers.quarantine(worker, until, info, call.client_id, call.now)
        return worker.view()

    async def declareWorker(self, call: Call) -> Any:
        """Have a worker be there until a moment."""
        call.require(properties=list(call.payload))
        return self.workers.declare(worker_key(call), parse_moment(call.payload["expires"]), call.now).view()

    def find_worker(self, call: Call, problem: str) -> Worker:
        """The worker that a call is about.

        Args:
            call: The call.
            problem: What to say of it where there is no such worker.

        Raises:
            ApiError: ResourceNotFound.
        """
        worker = self.workers.worker(worker_key(call), call.now)
        if worker is None:
            raise ApiError("ResourceNotFound", f"{described(call.params)} {problem}")
        return worker


def worker_key(call: Call) -> WorkerKey:
    """The names of the worker that a call is about."""
    params = call.params
    queue_id = f"{params['provisionerId']}/{params['workerType']}"
    return queue_id, params["workerGroup"], params["workerId"]


def described(names: Mapping[str, str], provisioner: str = "provisionerId") -> str:
    """A worker as errors name it."""
    return (
        f"Worker with workerId `{names['workerId']}`, workerGroup `{names['workerGroup']}`,"
        f"worker-type `{names['workerType']}` and {provisioner} `{names['provisionerId']}`"
    )


def queue_names(queue_id: str) -> dict[str, str]:
    """A task queue by its name and its older names."""
    provisioner_id, worker_type = split_queue_id(queue_id)
    return {"taskQueueId": queue_id, "provisionerId": provisioner_id, "workerType": worker_type}


def claim_order(task: Task) -> str:
    """A sort key: when a task was claimed."""
    started = task.runs[-1].started
    assert started is not None
    return f"{started.timestamp():020.6f} {task.task_id}"


def run_of(task: Task) -> dict[str, Any]:
    """The last run of a task by its names."""
    return {"taskId": task.task_id, "runId": task.runs[-1].run_id}
