"""Watch a task group in a live table until all of its tasks are resolved.

    python examples/watch_group.py GROUP_ID [--every SECONDS] [--pulse]

Needs `rich`. With `--pulse` changes come as messages, at once, for which `PULSE_USER` and `PULSE_PASSWORD`
have to be set. Exits with status 1 when a task did not succeed.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable

from rich.live import Live
from rich.table import Table

import tc

COLOURS = {"completed": "green", "running": "cyan", "failed": "red", "exception": "magenta"}


def table(tasks: Iterable[tc.sync.TaskChange]) -> Table:
    """A line for each task, the sums below."""
    found = sorted(tasks, key=lambda task: task.name)
    counts = Counter(task.state for task in found)
    drawn = Table(caption=", ".join(f"{count} {state}" for state, count in counts.most_common()))
    for heading in ("task", "state", "run", "worker"):
        drawn.add_column(heading)
    for task in found:
        run = task.status["runs"][-1] if task.status["runs"] else None
        colour = COLOURS.get(task.state, "white")
        number, worker = (str(run["runId"]), run.get("workerId", "")) if run else ("", "")
        drawn.add_row(task.name, f"[{colour}]{task.state}[/]", number, worker)
    return drawn


def main(argv: list[str] | None = None) -> int:
    """Draw what has become of the tasks, until nothing can change any more."""
    parser = argparse.ArgumentParser(description="Watch a task group")
    parser.add_argument("group_id")
    parser.add_argument("--every", type=float, metavar="SECONDS", help="1 to 30 as time goes by, by default")
    parser.add_argument("--pulse", action="store_true", help="listen instead of asking")
    args = parser.parse_args(argv)
    latest: dict[str, tc.sync.TaskChange] = {}
    with (
        tc.sync.Queue.from_env() as queue,
        tc.sync.watch_group(queue, args.group_id, interval=args.every, pulse=args.pulse) as changes,
        Live(refresh_per_second=4) as live,
    ):
        for change in changes:
            latest[change.task_id] = change
            live.update(table(latest.values()))
    return 0 if {task.state for task in latest.values()} <= {"completed"} else 1


if __name__ == "__main__":
    sys.exit(main())
