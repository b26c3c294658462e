"""`action`: what can be done with a task group, or with a task of one, beyond the methods of the queue."""

from __future__ import annotations

from typing import Any

import click

from tc.cli.base import Group, connected, suggestion
from tc.cli.documents import payload_option
from tc.cli.options import Decorator
from tc.cli.output import print_made_task, print_table

task_option: Decorator = click.option(
    "--task", "task_id", metavar="ID", help="On this task, instead of the group as a whole."
)


@click.group(cls=Group)
def action() -> None:
    """List and run the actions of a task group. Running needs the extra `actions`."""


@action.command("list")
@click.argument("task_group_id")
@task_option
def list_all(task_group_id: str, task_id: str | None) -> None:
    """List the actions that apply to a group, or to one of its tasks."""
    from tc.sync import list_actions

    with connected() as client:
        found = list_actions(client.queue, task_group_id, task_id=task_id)
    rows = [(each["name"], each.get("title", ""), each.get("description", "")) for each in found]
    print_table(("name", "title", "description"), rows, data=found, empty="no actions")


@action.command("run")
@click.argument("task_group_id")
@click.argument("name")
@task_option
@payload_option(
    "--input", "value", help_text="What it takes: JSON or YAML, @FILE, or - for the standard input."
)
def run(task_group_id: str, name: str, task_id: str | None, value: Any) -> None:
    """Run the action NAME, and print the id of the task that it made."""
    from tc.sync import list_actions, trigger_action

    with connected() as client:
        known = [each["name"] for each in list_actions(client.queue, task_group_id, task_id=task_id)]
        if name not in known:
            raise click.UsageError(f"there is no action {name!r} here{suggestion(name, known)}")
        found = trigger_action(client, task_group_id, name, task_id=task_id, input=value)
    print_made_task(found, "it was triggered, and made no task")
