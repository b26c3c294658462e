"""Methods of workers: getting runs, keeping them, resolving them."""

from __future__ import annotations

from typing import Any, ClassVar

from tc.testing.clock import real_monotonic
from tc.testing.protocol.call import Call
from tc.testing.protocol.errors import ApiError
from tc.testing.services.queue.base import NOT_CREATED, QueueBase, conflicts, status_of
from tc.testing.services.queue.tasks import Run, Task
from tc.testing.services.queue.workers import WorkerKey

LOOK_AGAIN = 0.2  # seconds; claims and deadlines may pass while a worker waits


class ClaimMethods(QueueBase):
    """Methods of workers."""

    held: ClassVar[frozenset[str]] = frozenset({"claimWork"})

    async def claimWork(self, call: Call) -> Any:
        """Get pending tasks of a task queue, and wait for some if there are none."""
        queue_id, wanted = call.params["taskQueueId"], call.payload
        call.require(workerGroup=wanted["workerGroup"], workerId=wanted["workerId"])
        key = (queue_id, wanted["workerGroup"], wanted["workerId"])
        self.workers.seen(key, call.now)
        end = real_monotonic() + self.deployment.claim_wait
        while True:
            claims = self.claim_some(key, wanted["tasks"])
            left = end - real_monotonic()
            if claims or left <= 0 or self.closed:
                return {"tasks": claims}
            await self.lifecycle.wait_for_work(queue_id, min(left, LOOK_AGAIN))
            self.clock.run_due()

    def claim_some(self, key: WorkerKey, most: int) -> list[dict[str, Any]]:
        """Claim the tasks that come next, for a worker; one in quarantine gets none."""
        now = self.clock.now()
        worker = self.workers.seen(key, now)
        claims: list[dict[str, Any]] = []
        while worker.quarantine_until <= now and len(claims) < most:
            task = self.lifecycle.pending.first(key[0])
            if task is None:
                break
            run = self.lifecycle.claim(task, task.runs[-1].run_id, key[1:])
            self.workers.started(key, task, run)
            claims.append({**self.claim_of(task, run), "task": task.definition})
        return claims

    async def claimTask(self, call: Call) -> Any:
        """Get a certain run."""
        task = self.find(call, NOT_CREATED)
        queue = {name: task.definition[name] for name in ("provisionerId", "workerType")}
        names = {name: call.payload[name] for name in ("workerGroup", "workerId")}
        call.require(**queue, **names)
        key = (task.queue_id, names["workerGroup"], names["workerId"])
        with conflicts():
            task.before_deadline(call.now, "claimed")
        worker = self.workers.worker(key, call.now)
        if worker and worker.quarantine_until > call.now:
            raise ApiError("RequestConflict", "The worker is in quarantine")
        _, run = self.find_run(call, NOT_CREATED)
        self.workers.queue_seen(
            task.queue_id, call.now
        )  # the worker itself is not noted, unlike by claimWork
        with conflicts():
            self.lifecycle.claim(task, run.run_id, key[1:], by_name=True)
        if worker:
            self.workers.started(key, task, run)
        return {**self.claim_of(task, run), "task": task.definition}

    async def reclaimTask(self, call: Call) -> Any:
        """Keep a run, with fresh credentials."""
        task, run = self.find_run(call, NOT_CREATED)
        with conflicts():
            task.before_deadline(call.now, "reclaimed")
            self.lifecycle.reclaim(task, run.run_id)
        self.workers.seen((task.queue_id, str(run.worker_group), str(run.worker_id)), call.now)
        return self.claim_of(task, run)

    def claim_of(self, task: Task, run: Run) -> dict[str, Any]:
        """What a worker is told about a run that it holds."""
        return {
            "status": task.status(),
            "runId": run.run_id,
            "workerGroup": run.worker_group,
            "workerId": run.worker_id,
            "takenUntil": run.taken_until,
            "credentials": self.issuer.for_run(task, run),
        }

    # -- resolving

    async def reportCompleted(self, call: Call) -> Any:
        """Resolve a run: the task succeeded."""
        return self.report(call, "completed")

    async def reportFailed(self, call: Call) -> Any:
        """Resolve a run: the task ran, and did not succeed."""
        return self.report(call, "failed")

    def report(self, call: Call, state: str) -> Any:
        """Resolve the run of a call."""
        task, run = self.find_run(call, NOT_CREATED)
        with conflicts():
            self.lifecycle.report(task, run.run_id, state)
        return status_of(task)

    async def reportException(self, call: Call) -> Any:
        """Resolve a run: something came in between."""
        task, run = self.find_run(call, "Task `{}` not found. Are you sure it exists?")
        with conflicts():
            self.lifecycle.report_exception(task, run.run_id, call.payload["reason"])
        return status_of(task)
