"""Search the log of a task by line, however large it is, without keeping it anywhere.

python examples/search_log.py <task id> 'error: .*' [--artifact public/logs/live_backing.log]
"""

from __future__ import annotations

import argparse
import re
import sys

import tc


def main(argv: list[str] | None = None) -> int:
    """Print the lines that match; the exit status is that of grep."""
    parser = argparse.ArgumentParser(description="Search the log of a task")
    parser.add_argument("task_id")
    parser.add_argument("pattern", help="a regular expression, such as 'error: .*'")
    parser.add_argument("--artifact", default="public/logs/live_backing.log")
    args = parser.parse_args(argv)
    wanted = re.compile(args.pattern)

    found = 0
    try:
        with (
            tc.sync.Queue.from_env() as queue,
            tc.sync.open_artifact(queue, args.task_id, args.artifact) as log,
        ):
            for number, line in enumerate(log.lines(), 1):
                if wanted.search(line):
                    found += 1
                    print(f"{number}: {line}")
    except (tc.APIError, tc.TransferError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
