"""Watch a task group in a live table until all of its tasks are resolved.

    python examples/watch_group.py GROUP_ID [--every SECONDS]

Needs `rich`. Exits with status 1 when a task did not succeed.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable

from rich.live import Live
from rich.table import Table

import tc
from tc.types import queue as types

COLOURS = {"completed": "green", "running": "cyan", "failed": "red", "exception": "magenta"}


def table(tasks: Iterable[types.TaskDefinitionAndStatus]) -> Table:
    """A line for each task, the sums below."""
    found = sorted(tasks, key=lambda each: each["task"]["metadata"]["name"])
    counts = Counter(each["status"]["state"] for each in found)
    drawn = Table(caption=", ".join(f"{count} {state}" for state, count in counts.most_common()))
    for heading in ("task", "state", "run", "worker"):
        drawn.add_column(heading)
    for each in found:
        state = each["status"]["state"]
        run = each["status"]["runs"][-1] if each["status"]["runs"] else None
        worker = run.get("workerId", "") if run else ""
        colour = COLOURS.get(state, "white")
        number = str(run["runId"]) if run else ""
        drawn.add_row(each["task"]["metadata"]["name"], f"[{colour}]{state}[/]", number, worker)
    return drawn


def main(argv: list[str] | None = None) -> int:
    """Ask and draw until nothing can change any more."""
    parser = argparse.ArgumentParser(description="Watch a task group")
    parser.add_argument("group_id")
    parser.add_argument("--every", type=float, default=5.0, metavar="SECONDS")
    args = parser.parse_args(argv)
    with tc.sync.Queue.from_env() as queue, Live(refresh_per_second=4) as live:
        while True:
            tasks = list(queue.listTaskGroup_items(args.group_id))
            live.update(table(tasks))
            states = {task["status"]["state"] for task in tasks}
            if states <= {"completed", "failed", "exception"}:
                return 0 if states == {"completed"} else 1
            time.sleep(args.every)


if __name__ == "__main__":
    sys.exit(main())
