"""Fetch the artifacts of the latest indexed build into a folder.

python examples/latest_artifacts.py project.my-project.latest.linux build/ [--match '*.zip']
"""

from __future__ import annotations

import argparse
import sys

import tc


def main(argv: list[str] | None = None) -> int:
    """Find the task, and download those of its artifacts that match."""
    parser = argparse.ArgumentParser(description="Fetch the artifacts of the latest indexed build")
    parser.add_argument("index_path", help="such as project.my-project.latest.linux")
    parser.add_argument("folder")
    parser.add_argument("--match", default="**", help="which artifacts, such as 'public/build/*.zip'")
    args = parser.parse_args(argv)

    with tc.sync.Client.from_env() as client:
        try:
            task_id = client.index.findTask(args.index_path)["taskId"]
            paths = tc.sync.download_artifacts(client.queue, task_id, [args.match], args.folder)
        except tc.NotFoundError:
            print(f"nothing is indexed as {args.index_path}", file=sys.stderr)
            return 1
        except tc.TransferError as error:  # such as a name that leads outside of the folder
            print(error, file=sys.stderr)
            return 1
        print(f"{args.index_path} is task {task_id}")
        for path in paths:
            print(f"{path.stat().st_size:12,} {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
