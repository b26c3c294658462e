"""`group`: looking at a task group, watching it, cancelling it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from tc.cli.base import Group, connected, settings
from tc.cli.options import Decorator, interval_option, pulse_option
from tc.cli.output import confirm, formatted, print_fields, print_json, print_table
from tc.cli.text import ACTIVE, STATES, say

if TYPE_CHECKING:
    from tc.sync import Client

NOTHING = "there is nothing to cancel"


@click.group(cls=Group)
def group() -> None:
    """Look at task groups, watch them, cancel them."""


group_argument: Decorator = click.argument("task_group_id")


def listed(client: Client, task_group_id: str) -> list[Any]:
    """Return all tasks of a group, with status and definition."""
    return list(client.queue.listTaskGroup_items(task_group_id))


def values_of(member: Any) -> dict[str, object]:
    """Return what there is to print of a task."""
    status, task = member["status"], member["task"]
    return {
        "taskId": status["taskId"],
        "state": status["state"],
        "runs": len(status["runs"]),
        "taskQueueId": status["taskQueueId"],
        "name": task["metadata"]["name"],
        "resolved": status["runs"][-1].get("resolved", "") if status["runs"] else "",
    }


@group.command("list")
@group_argument
@click.option("--state", "states", multiple=True, type=click.Choice(STATES), help="Only these; repeatable.")
@click.option(
    "--format",
    "template",
    help="Of each line, such as '{taskId} {name}'; also {state}, {runs}, {taskQueueId}, {resolved}.",
)
def list_tasks(task_group_id: str, states: tuple[str, ...], template: str | None) -> None:
    """List the tasks of a group."""
    with connected() as client:
        found = [
            each for each in listed(client, task_group_id) if not states or each["status"]["state"] in states
        ]
    rows = [values_of(each) for each in found]
    if template is not None:
        for row in rows:
            click.echo(formatted(template, row))
        return
    columns = ("task id", "state", "runs", "queue", "name")
    cells = [list(row.values())[: len(columns)] for row in rows]
    print_table(columns, cells, data=rows, empty="no such tasks")


@group.command("status")
@group_argument
def status(task_group_id: str) -> None:
    """Print how many tasks of a group are in which state."""
    with connected() as client:
        counts = Counter(each["status"]["state"] for each in listed(client, task_group_id))
    data = {state: counts[state] for state in STATES} | {"total": counts.total()}
    print_fields([(state, number) for state, number in data.items() if number or state == "total"], data=data)


@group.command("watch")
@group_argument
@interval_option
@pulse_option
def watch(task_group_id: str, interval: float | None, pulse: bool) -> int:
    """Watch a group until all of its tasks are resolved.

    On a terminal: a table that redraws, and at the end what failed. In a pipe: a line for each change. The
    exit status is 1 unless all tasks completed.
    """
    from tc.cli.watching import watch_group

    with connected() as client:
        return watch_group(client, task_group_id, interval, pulse=pulse or None)


@group.command("cancel")
@group_argument
@click.option("--worker-type", metavar="RE", help="Only tasks of task queues that match this expression.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--dry-run", is_flag=True, help="Say what would be cancelled.")
def cancel(task_group_id: str, worker_type: str | None, yes: bool, dry_run: bool) -> None:
    """Cancel the tasks of a group that are not resolved.

    Where the service asks for it, the group is sealed first, which is said: no task can be added then. With
    --worker-type the tasks are cancelled one by one, and the group is not sealed.
    """
    pattern = compiled(worker_type)
    with connected() as client:
        found = [values_of(each) for each in listed(client, task_group_id)]
        chosen = [
            each
            for each in found
            if each["state"] in ACTIVE and (pattern is None or pattern.search(str(each["taskQueueId"])))
        ]
        if dry_run:
            show_plan(chosen)
            return
        if len(chosen) > 1:
            confirm(f"Cancel {counted(chosen)} of the group {task_group_id}?", yes=yes)
        cancelled = [str(each["taskId"]) for each in chosen]
        if chosen and pattern is None:
            cancelled = cancel_group(client, task_group_id)
        else:
            for each in cancelled:
                client.queue.cancelTask(each)
    if settings().json:
        print_json({"taskGroupId": task_group_id, "taskIds": cancelled})
    elif chosen:
        click.echo(f"cancelled {counted(cancelled)}")
    else:
        say(NOTHING)


def counted(tasks: Sequence[object]) -> str:
    """Return how many tasks there are, in words."""
    return "1 task" if len(tasks) == 1 else f"{len(tasks)} tasks"


def compiled(expression: str | None) -> re.Pattern[str] | None:
    """Compile a regular expression.

    Raises:
        click.UsageError: It is not a regular expression.
    """
    try:
        return None if expression is None else re.compile(expression)
    except re.error as error:
        raise click.UsageError(f"--worker-type: not a regular expression: {error}") from None


def show_plan(chosen: list[dict[str, object]]) -> None:
    """Print what would be cancelled."""
    if settings().json:
        print_json(chosen)
        return
    say(f"would cancel {counted(chosen)}" if chosen else NOTHING)
    for each in chosen:
        click.echo(formatted("{taskId} {state} {taskQueueId} {name}", each))


def cancel_group(client: Client, task_group_id: str) -> list[str]:
    """Cancel a group with one call, sealing it if that is needed. Returns the ids of the tasks cancelled."""
    from tc.errors import ConflictError

    try:
        return list(client.queue.cancelTaskGroup(task_group_id)["taskIds"])
    except ConflictError as error:
        if "sealed" not in error.message:
            raise
    client.queue.sealTaskGroup(task_group_id)
    say("sealed the group, as the service asks for: no task can be added any more")
    return list(client.queue.cancelTaskGroup(task_group_id)["taskIds"])
