"""Ask for the states of any number of tasks at once: a bot on asyncio.

some-command-that-prints-task-ids | python examples/ask_thousands.py
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections import Counter
from collections.abc import Iterable

import tc


async def state(queue: tc.aio.Queue, task_id: str) -> str:
    """The state of one task; "unknown" for one that does not exist (any more)."""
    try:
        return (await queue.status(task_id))["status"]["state"]
    except tc.NotFoundError:
        return "unknown"


async def count_states(task_ids: Iterable[str]) -> Counter[str]:
    """How many tasks are in which state.

    All are started at once. The client lets `max_connections` of them through at a time, and tries again what
    fails on the way.
    """
    async with tc.aio.Queue.from_env(max_connections=50) as queue, asyncio.TaskGroup() as group:
        asked = [group.create_task(state(queue, task_id)) for task_id in task_ids]
    return Counter(task.result() for task in asked)


def main() -> int:
    """Read ids, a line each, and print a table."""
    task_ids = sys.stdin.read().split()
    began = time.perf_counter()
    counts = asyncio.run(count_states(task_ids))
    for found, count in counts.most_common():
        print(f"{count:8,} {found}")
    print(f"{len(task_ids):8,} in {time.perf_counter() - began:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
