"""Fetch an artifact with a progress bar; needs `pip install rich`.

python examples/progress_bar.py <task id> public/build/target.tar.gz target.tar.gz
"""

from __future__ import annotations

import argparse
import sys

from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn, TransferSpeedColumn

import tc


def main(argv: list[str] | None = None) -> int:
    """Download one artifact."""
    parser = argparse.ArgumentParser(description="Fetch an artifact with a progress bar")
    parser.add_argument("task_id")
    parser.add_argument("artifact", help="its name, such as public/build/target.tar.gz")
    parser.add_argument("file", help="where to put it")
    args = parser.parse_args(argv)

    columns = (BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    with tc.sync.Queue.from_env() as queue, Progress(*columns) as bars:
        bar = bars.add_task(args.artifact, total=None)

        def show(done: int, total: int | None) -> None:
            # Where the transfer is, not how far it came since the last call: a resumed download goes on from
            # there, and one that has to start over goes back to the beginning.
            bars.update(bar, completed=done, total=total)

        try:
            content_type = tc.sync.download_artifact_to_file(
                queue, args.task_id, args.artifact, args.file, progress=show
            )
        except (tc.TransferError, tc.APIError) as error:
            print(error, file=sys.stderr)
            return 1
    print(f"{args.file}: {content_type}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
