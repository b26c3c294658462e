"""A minimal worker: claims tasks, runs their commands, keeps the claims, uploads logs, reports.

python examples/worker.py my-project/linux [--until-idle]

It runs what it is told as the user that it is: for task queues that only you can create tasks in.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from functools import partial

import tc
from tc.types import queue as types

RECLAIM_EVERY = 300.0  # seconds; a claim holds until its `takenUntil`, 20 minutes by default


def run(queue: tc.sync.Queue, claim: types.TaskClaimResponse) -> bool:
    """Run the command of a task and upload what it printed; return True if it succeeded."""
    command = claim["task"]["payload"]["command"]
    finished = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    tc.sync.upload_artifact_from_buf(
        queue,
        claim["status"]["taskId"],
        claim["runId"],
        "public/logs/live.log",
        storage_type="s3",
        content_type="text/plain; charset=utf-8",
        expires=claim["task"].get("expires", tc.from_now("1 year")),
        data=finished.stdout,
    )
    return finished.returncode == 0


def work(client: tc.sync.Client, claim: types.TaskClaimResponse) -> None:
    """Run one task, with its claim renewed all the while, and report."""
    task_id, run_id = claim["status"]["taskId"], claim["runId"]
    held: types.TaskClaimResponse | types.TaskReclaimResponse = claim
    # A credentials function is asked before each attempt, so renewed credentials are used at once.
    queue = tc.sync.Queue(client, credentials=lambda: tc.Credentials.from_dict(held["credentials"]))
    report: Callable[[str, int], types.TaskStatusResponse]
    done = threading.Event()

    def keep_claim() -> None:
        nonlocal held
        while not done.wait(RECLAIM_EVERY):
            held = queue.reclaimTask(task_id, run_id)

    keeper = threading.Thread(target=keep_claim, daemon=True)
    keeper.start()
    try:
        report = queue.reportCompleted if run(queue, claim) else queue.reportFailed
    except (OSError, KeyError, TypeError):  # no such command, or none at all
        report = partial(queue.reportException, payload={"reason": "malformed-payload"})
    finally:  # a claim is not to be renewed once the task is reported
        done.set()
        keeper.join()
    print(task_id, report(task_id, run_id)["status"]["state"])


def main(task_queue_id: str, *options: str) -> None:
    """Claim and work, one task at a time."""
    with tc.sync.Client.from_env() as client:
        queue = client.queue
        wish: types.ClaimWorkRequest = {"tasks": 1, "workerGroup": "examples", "workerId": "minimal-worker"}
        while (claims := queue.claimWork(task_queue_id, wish)["tasks"]) or "--until-idle" not in options:
            for claim in claims:
                work(client, claim)


if __name__ == "__main__":
    main(*sys.argv[1:])
