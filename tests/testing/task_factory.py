"""Making tasks and running them, for tests of the queue."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

import tc

WORKER = {"workerGroup": "g", "workerId": "w"}


def definition(now=None, *, deadline=timedelta(hours=2), **changes):
    """The payload of `createTask`."""
    now = now or datetime.now(UTC)
    return {
        "taskQueueId": "p/w",
        "schedulerId": "s",
        "created": now,
        "deadline": now + deadline,
        "expires": now + timedelta(days=10),
        "payload": {},
        "metadata": {"name": "n", "description": "d", "owner": "o", "source": "https://example.com"},
        **changes,
    }


def create(queue, task_id=None, **changes):
    """A new task. Returns its id."""
    task_id = task_id or tc.slug_id()
    queue.createTask(task_id, definition(**changes))
    return task_id


def claim(queue, task_queue="p/w", tasks=1, **worker):
    """What a worker gets when it asks for work."""
    return queue.claimWork(task_queue, WORKER | worker | {"tasks": tasks})["tasks"]


def as_worker(queue, claimed):
    """The queue as a worker sees it, with the credentials of its claim."""
    return queue.with_options(credentials=tc.Credentials.from_dict(claimed["credentials"]))


def run(queue, task_queue="p/w"):
    """Claim a task. Returns its id, the run's id and the queue for its worker."""
    (claimed,) = claim(queue, task_queue)
    return claimed["status"]["taskId"], str(claimed["runId"]), as_worker(queue, claimed)


def state(queue, task_id):
    """The state of a task, with those of its runs: `pending: completed pending`."""
    status = queue.status(task_id)["status"]
    return f"{status['state']}: {' '.join(r['state'] for r in status['runs'])}".strip()


def reasons(queue, task_id):
    """Why the runs of a task were made and resolved: `scheduled/canceled rerun`."""
    runs = queue.status(task_id)["status"]["runs"]
    return " ".join("/".join(filter(None, [r["reasonCreated"], r.get("reasonResolved")])) for r in runs)


def refused(error, call, *args, **options):
    """The error with which a call is refused."""
    with pytest.raises(error) as caught:
        call(*args, **options)
    return caught.value
