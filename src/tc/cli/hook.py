"""`hook`: what hooks there are, when they fired, and having them fire."""

from __future__ import annotations

from typing import Any

import click

from tc.cli.base import Group, connected
from tc.cli.documents import payload_option
from tc.cli.options import Decorator, two_parts
from tc.cli.output import print_json, print_made_task, print_table


@click.group(cls=Group)
def hook() -> None:
    """List hooks, see when they fired, and have them fire."""


# The id of a hook may have slashes.
hook_argument: Decorator = click.argument("hook_id", metavar="GROUP/HOOK", callback=two_parts(slashes=True))


@hook.command("list")
@click.argument("group_id", required=False, metavar="[GROUP]")
def list_hooks(group_id: str | None) -> None:
    """List the hooks of a group, or of all groups."""
    with connected() as client:
        groups = client.hooks.listHookGroups()["groups"] if group_id is None else [group_id]
        found = [each for group in groups for each in client.hooks.listHooks(group)["hooks"]]
    rows = [
        (f"{each['hookGroupId']}/{each['hookId']}", ", ".join(each["schedule"]), each["metadata"]["name"])
        for each in found
    ]
    print_table(("hook", "schedule", "name"), rows, data=found, empty="no hooks")


@hook.command("show")
@hook_argument
def show(hook_id: tuple[str, str]) -> None:
    """Print the definition of a hook, as JSON."""
    with connected() as client:
        print_json(client.hooks.hook(*hook_id))


@hook.command("trigger")
@hook_argument
@payload_option(
    "--payload", help_text="The context: JSON or YAML, @FILE, or - for the standard input; {} by default."
)
def trigger(hook_id: tuple[str, str], payload: Any) -> None:
    """Have a hook fire, and print the id of the task that it made."""
    with connected() as client:
        found: Any = client.hooks.triggerHook(*hook_id, {} if payload is None else payload)
    print_made_task(found, "it fired, and made no task")


@hook.command("fires")
@hook_argument
def fires(hook_id: tuple[str, str]) -> None:
    """List when a hook fired, the newest first, and what came of it."""
    with connected() as client:
        found: Any = list(client.hooks.listLastFires_items(*hook_id))
    rows = [
        (
            each["taskCreateTime"],
            each["firedBy"],
            each["result"],
            each["taskId"] if each["result"] == "success" else each.get("error", ""),
        )
        for each in found
    ]
    print_table(("created", "by", "result", "task or error"), rows, data=found, empty="it never fired")
