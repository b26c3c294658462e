"""Fetch what the dependencies of a task have built, as the first step of a task that tests or packs it.

python examples/fetch_dependencies.py fetched/ 'public/build/*.zip' [--task <task id>]
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from pathlib import Path

import tc


async def fetch(task_id: str, folder: Path, patterns: list[str]) -> int:
    """Download the artifacts of all dependencies side by side, each into a folder of its own."""
    async with tc.aio.Queue.from_env() as queue:
        dependencies = (await queue.task(task_id)).get("dependencies", [])
        async with asyncio.TaskGroup() as group:
            downloads = [
                group.create_task(tc.aio.download_artifacts(queue, each, patterns, folder / each))
                for each in dependencies
            ]
    paths = [path for download in downloads for path in download.result()]
    for path in paths:
        print(f"{path.stat().st_size:12,} {path.relative_to(folder)}")
    return 0 if paths else 1


def main(argv: list[str] | None = None) -> int:
    """Fetch them."""
    parser = argparse.ArgumentParser(description="Fetch what the dependencies of a task have built")
    parser.add_argument("folder", type=Path)
    parser.add_argument("patterns", nargs="+", help="such as 'public/build/*.zip'")
    parser.add_argument(
        "--task", default=os.environ.get("TASK_ID"), help="the task this runs in, if not given"
    )
    args = parser.parse_args(argv)
    if not args.task:
        parser.error("--task, or the environment variable TASK_ID, is needed")
    return asyncio.run(fetch(args.task, args.folder, args.patterns))


if __name__ == "__main__":
    sys.exit(main())
