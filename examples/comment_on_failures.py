"""A bot that comments on failed tasks: a line for each, with a link and the end of its log.

    python examples/comment_on_failures.py ROUTE [--queue NAME]

ROUTE is a pattern for the routes of the tasks to watch, such as `index.my-project.#`. With `--queue` failures
are kept while the bot is away. Needs `PULSE_USER` and `PULSE_PASSWORD`. `comment` prints; put there what
posts to your code review.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence

import tc
from tc.types import queue as types

TAIL = 5  # lines of the log


def comment(text: str) -> None:
    """Tell people. A pull request would be the place."""
    print(text, flush=True)


def tail_of_log(queue: tc.sync.Queue, task_id: str, run_id: int) -> str:
    """The last lines of a run's log; empty where it has none."""
    try:
        log = tc.sync.download_artifact_to_buf(queue, task_id, "public/logs/live.log", run_id=run_id)
    except (tc.APIError, tc.TransferError):
        return ""
    return "\n".join(log.content.decode("utf-8", "replace").splitlines()[-TAIL:])


def describe(queue: tc.sync.Queue, message: types.TaskFailedMessage) -> str:
    """What to say about a failure."""
    task_id = message["status"]["taskId"]
    name = queue.task(task_id)["metadata"]["name"]
    run_id = message["runId"]
    link = f"{os.environ['TASKCLUSTER_ROOT_URL'].rstrip('/')}/tasks/{task_id}/runs/{run_id}"
    return f"{name} failed: {link}\n{tail_of_log(queue, task_id, run_id)}".rstrip()


def main(argv: Sequence[str] | None = None) -> None:
    """Comment on failures until interrupted."""
    parser = argparse.ArgumentParser(description="Comment on failed tasks")
    parser.add_argument("route", help="such as index.my-project.#")
    parser.add_argument("--queue", help="the name of a durable queue")
    parser.add_argument("--count", type=int, default=0, help="stop after so many failures")
    args = parser.parse_args(argv)
    binding = tc.route(args.route, exchange="task-failed")
    with (
        tc.sync.Queue.from_env() as queue,
        tc.sync.PulseConsumer(binding, queue=args.queue) as messages,
    ):
        for number, message in enumerate(messages, 1):
            comment(describe(queue, message.payload))
            if number == args.count:
                return


if __name__ == "__main__":
    main()
