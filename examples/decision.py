"""A decision task: builds a graph of tasks from a few lines of configuration, with an action on them.

    python examples/decision.py

It runs inside a task, whose `TASK_ID`, `RUN_ID` and proxy it finds in the environment. The new tasks belong
to its own group, and run once it has ended.
"""

from __future__ import annotations

import json
import os
from typing import Any

import tc
from tc.types import queue as types

JOBS: dict[str, dict[str, Any]] = {
    "lint": {"command": ["make", "lint"]},
    "build": {"command": ["make"]},
    "test": {"command": ["make", "test"], "after": ["build"]},
    "publish": {"command": ["make", "publish"], "after": ["lint", "test"]},
}
RETRIGGER = {
    "kind": "hook",
    "name": "retrigger",
    "title": "Retrigger",
    "context": [{"kind": "job"}],
    "hookGroupId": "my-project",
    "hookId": "retrigger",
    "hookPayload": {"task_id": {"$eval": "taskId"}},
}


def graph(decision_id: str, decision: types.Task) -> dict[str, types.CreateTaskRequest]:
    """The definitions of all jobs by their ids."""
    id_of = tc.stable_slug_id()
    return {
        id_of(name): {
            "taskQueueId": decision["taskQueueId"],
            "schedulerId": decision["schedulerId"],
            "taskGroupId": decision_id,
            "created": tc.from_now("0 seconds"),
            "deadline": tc.from_now("1 day"),
            "dependencies": [decision_id, *map(id_of, job.get("after", ()))],
            "metadata": {**decision["metadata"], "name": name},
            "tags": {"kind": "job"},
            "payload": {"command": job["command"], "maxRunTime": 3600},
        }
        for name, job in JOBS.items()
    }


def main() -> None:
    """Create the tasks, then say what can be done with them."""
    decision_id = os.environ["TASK_ID"]
    with tc.sync.Client.from_env(prefer_proxy=True) as client:
        tasks = graph(decision_id, client.queue.task(decision_id))
        tc.sync.create_tasks(client.queue, tasks)
        tc.sync.upload_artifact_from_buf(
            *(client.queue, decision_id, os.environ["RUN_ID"], "public/actions.json"),
            storage_type="s3",
            content_type="application/json",
            expires=tc.from_now("1 month"),
            data=json.dumps({"version": 1, "actions": [RETRIGGER]}).encode(),
        )
        for task_id in tasks:
            print(tc.links.task(client.root_url, task_id))


if __name__ == "__main__":
    main()
