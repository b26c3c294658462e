"""A minimal worker: claims tasks, runs their commands, keeps the claims, uploads logs, reports.

python examples/worker.py my-project/linux [--until-idle]

It runs what it is told as the user that it is: for task queues that only you can create tasks in.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from datetime import UTC, datetime

import tc
from tc.types import queue as types

RECLAIM_AFTER = 0.5  # of the time for which a claim holds


def seconds_until(moment: str) -> float:
    """From now to a time that the queue said."""
    return (datetime.fromisoformat(moment) - datetime.now(UTC)).total_seconds()


def work(client: tc.sync.Client, claim: types.TaskClaimResponse) -> None:
    """Run one task."""
    task_id, run_id = claim["status"]["taskId"], claim["runId"]
    held: types.TaskClaimResponse | types.TaskReclaimResponse = claim
    # A credentials function is asked before each attempt, so renewed credentials are used at once.
    queue = tc.sync.Queue(client, credentials=lambda: tc.Credentials.from_dict(held["credentials"]))
    done = threading.Event()

    def keep_claim() -> None:
        nonlocal held
        while not done.wait(seconds_until(held["takenUntil"]) * RECLAIM_AFTER):
            held = queue.reclaimTask(task_id, run_id)

    keeper = threading.Thread(target=keep_claim, daemon=True)
    keeper.start()
    try:
        command = claim["task"]["payload"]["command"]
        finished = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    except (OSError, KeyError, TypeError):  # no such command, or none at all
        queue.reportException(task_id, run_id, {"reason": "malformed-payload"})
    else:
        tc.sync.upload_artifact_from_buf(
            queue,
            task_id,
            run_id,
            "public/logs/live.log",
            storage_type="s3",
            content_type="text/plain; charset=utf-8",
            expires=claim["task"]["expires"],
            data=finished.stdout,
        )
        report = queue.reportCompleted if finished.returncode == 0 else queue.reportFailed
        print(task_id, report(task_id, run_id)["status"]["state"])
    finally:
        done.set()
        keeper.join()


def main(task_queue_id: str, *options: str) -> None:
    """Claim and work, one task at a time."""
    with tc.sync.Client.from_env() as client:
        queue = tc.sync.Queue(client)
        wish: types.ClaimWorkRequest = {"tasks": 1, "workerGroup": "examples", "workerId": "minimal-worker"}
        while (claims := queue.claimWork(task_queue_id, wish)["tasks"]) or "--until-idle" not in options:
            for claim in claims:
                work(client, claim)


if __name__ == "__main__":
    main(*sys.argv[1:])
