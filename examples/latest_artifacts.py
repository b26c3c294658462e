"""Fetch the artifacts of the latest indexed build into a folder.

python examples/latest_artifacts.py project.my-project.latest.linux build/ [--match '*.zip']
"""

from __future__ import annotations

import argparse
import sys
from fnmatch import fnmatch
from pathlib import Path

import tc


def main(argv: list[str] | None = None) -> int:
    """Find the task, list its artifacts, download those that match."""
    parser = argparse.ArgumentParser(description="Fetch the artifacts of the latest indexed build")
    parser.add_argument("index_path", help="such as project.my-project.latest.linux")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--match", default="*", help="which artifacts, such as 'public/build/*.zip'")
    args = parser.parse_args(argv)

    with tc.sync.Client.from_env() as client:
        index, queue = tc.sync.Index(client), tc.sync.Queue(client)
        try:
            task_id = index.findTask(args.index_path)["taskId"]
        except tc.NotFoundError:
            print(f"nothing is indexed as {args.index_path}", file=sys.stderr)
            return 1
        print(f"{args.index_path} is task {task_id}")

        folder = args.folder.resolve()
        for artifact in queue.listLatestArtifacts_items(task_id):
            if not fnmatch(artifact["name"], args.match) or artifact["storageType"] == "error":
                continue
            path = (folder / artifact["name"]).resolve()
            if not path.is_relative_to(folder):  # names are made by tasks, perhaps by other people's
                print(f"skipped {artifact['name']!r}: it would be outside of {folder}", file=sys.stderr)
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            tc.sync.download_artifact_to_file(queue, task_id, artifact["name"], path)
            print(f"{path.stat().st_size:12,} {artifact['name']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
