"""A job of some other CI system that creates a task, all of it from environment variables.

    TASKCLUSTER_ROOT_URL=... TASKCLUSTER_CLIENT_ID=... TASKCLUSTER_ACCESS_TOKEN=... \\
    TASK_QUEUE=my-project/linux TASK_COMMAND='make check' GIT_URL=... GIT_REVISION=... \\
    python examples/create_from_ci.py

It prints where the task can be seen.
"""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Mapping

import tc
from tc.types import queue as types


def definition(environ: Mapping[str, str]) -> types.CreateTaskRequest:
    """The task that the variables describe."""
    revision = environ["GIT_REVISION"]
    return {
        "taskQueueId": environ["TASK_QUEUE"],
        "created": tc.from_now("0 seconds"),
        "deadline": tc.from_now(environ.get("TASK_DEADLINE", "2 hours")),
        "expires": tc.from_now("1 month"),
        "retries": 1,
        "metadata": {
            "name": f"check {revision[:12]}",
            "description": f"`{environ['TASK_COMMAND']}` at {revision}",
            "owner": environ.get("TASK_OWNER", "nobody@example.com"),
            "source": environ["GIT_URL"],
        },
        "payload": {
            "command": shlex.split(environ["TASK_COMMAND"]),
            "maxRunTime": 3600,
            "env": {"GIT_URL": environ["GIT_URL"], "GIT_REVISION": revision},
        },
    }


def main() -> int:
    """Create it, and say where it can be seen."""
    task_id = tc.slug_id()
    try:
        with tc.sync.Queue.from_env() as queue:
            # Repeating this with the same id and content is safe, so failures on the way are tried again.
            queue.createTask(task_id, definition(os.environ))
            print(f"created {queue.api_client.make_url(f'tasks/{task_id}')}")
    except KeyError as error:
        print(f"{error.args[0]} is not set", file=sys.stderr)
        return 2
    except tc.InsufficientScopesError as error:
        print(f"these credentials may not create it: {error.message}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
