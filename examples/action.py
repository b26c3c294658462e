"""List the actions of a task group or a task, or trigger one and wait for what it does.

    python examples/action.py GROUP_ID [--task TASK_ID]
    python examples/action.py GROUP_ID [--task TASK_ID] NAME [--input '{"times": 2}']

Needs the extra `actions`. Exits with status 1 when the task of the action did not succeed.
"""

from __future__ import annotations

import argparse
import json
import sys

import tc


def main(argv: list[str] | None = None) -> int:
    """List, or trigger and wait."""
    parser = argparse.ArgumentParser(description="Actions of a task group")
    parser.add_argument("group_id")
    parser.add_argument("name", nargs="?", help="of the action to trigger")
    parser.add_argument("--task", metavar="TASK_ID", help="the task that it is for; the whole group without")
    parser.add_argument("--input", type=json.loads, metavar="JSON")
    args = parser.parse_args(argv)
    with tc.sync.Client.from_env() as client:
        if args.name is None:
            for action in tc.sync.list_actions(client.queue, args.group_id, task_id=args.task):
                print(f"{action['name']:20} {action.get('title', '')}")
            return 0
        try:
            status = tc.sync.trigger_action(
                client, args.group_id, args.name, task_id=args.task, input=args.input
            )
        except ValueError as error:  # no such action, or an input that does not fit
            print(error, file=sys.stderr)
            return 2
        print(tc.links.task(client.root_url, status["taskId"]))
        return 0 if tc.sync.wait_for_task(client.queue, status["taskId"])["state"] == "completed" else 1


if __name__ == "__main__":
    sys.exit(main())
