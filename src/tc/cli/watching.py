"""The live view of `group watch`: counts, a bar, the newest changes; at the end what failed, with links."""

from __future__ import annotations

from collections import Counter, deque
from typing import TYPE_CHECKING, Any

import click

from tc.cli.base import settings
from tc.cli.text import COLOURS, STATES, clean, colour, console, paint, say, to_terminal

if TYPE_CHECKING:
    from rich.console import Group as RichGroup

    from tc.sync import Client, TaskChange

NEWEST = 8  # changes that are shown
RESOLVED = ("completed", "failed", "exception")
RUNNING = ("completed", "failed", "exception", "running", "pending", "unscheduled")  # the order in the bar


class GroupView:
    """What is shown of a group.

    Args:
        title: The first line.
        width: Of the bar, in letters.
    """

    def __init__(self, title: str, width: int) -> None:
        self._title = title
        self._width = width
        self._states: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self._newest: deque[TaskChange] = deque(maxlen=NEWEST)

    def add(self, change: TaskChange) -> None:
        """Take in a change."""
        self._states[change.task_id] = change.state
        self.names[change.task_id] = change.name
        self._newest.appendleft(change)

    @property
    def unsuccessful(self) -> list[tuple[str, str]]:
        """The ids and states of the tasks that did not complete."""
        return [(task_id, state) for task_id, state in self._states.items() if state != "completed"]

    def widths(self) -> dict[str, int]:
        """Return how much of the bar each state has; together they fill it, and none that occurs is lost."""
        counts = Counter(self._states.values())
        found = {
            state: max(1, round(counts[state] * self._width / counts.total()))
            for state in RUNNING
            if counts[state]
        }
        while found and (excess := sum(found.values()) - self._width):
            largest = max(found, key=lambda state: found[state])
            found[largest] -= 1 if excess > 0 else -1
        return found

    def __rich__(self) -> RichGroup:
        """Draw it."""
        from rich.console import Group
        from rich.table import Table
        from rich.text import Text

        counts = Counter(self._states.values())
        done = sum(counts[state] for state in RESOLVED)
        line = Text()
        for state in STATES:
            if counts[state]:
                line.append(f"{counts[state]} {state}  ", style=COLOURS[state])
        bar = Text()
        for state, width in self.widths().items():
            bar.append(("█" if state in RESOLVED else "░") * width, style=COLOURS[state])
        total = counts.total()
        bar.append(f" {done}/{total} resolved" if total else " no tasks seen yet")
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
        table.add_column(no_wrap=True, min_width=22)
        table.add_column(no_wrap=True, min_width=max(map(len, STATES)))
        table.add_column(no_wrap=True, overflow="ellipsis")
        for change in self._newest:
            table.add_row(
                change.task_id, Text(change.state, style=COLOURS[change.state]), Text(clean(change.name))
            )
        return Group(Text(self._title, style="bold"), line, bar, table)


def watch_group(client: Client, task_group_id: str, interval: float | None) -> int:
    """Watch a group until all of its tasks are resolved.

    Returns:
        The exit status: 0 if all completed.
    """
    from tc import links, sync

    changes = sync.watch_group(client.queue, task_group_id, interval=interval)
    page = links.task_group(client.root_url, task_group_id)
    if settings().json or not to_terminal():
        view = GroupView(page, 10)
        for change in changes:
            view.add(change)
            print_change(change)
    else:
        from rich.live import Live

        screen = console()
        view = GroupView(page, max(10, min(60, screen.width - 24)))
        with Live(
            view, console=screen, refresh_per_second=8, redirect_stdout=False, redirect_stderr=False
        ) as live:
            for change in changes:
                view.add(change)
            live.refresh()
    if not view.unsuccessful:
        return 0
    if to_terminal():
        say(f"{len(view.unsuccessful)} of {len(view.names)} tasks did not complete:")
        for task_id, state in view.unsuccessful:
            click.echo(f"{paint(state, fg=colour(state))}  {clean(view.names[task_id])}")
            click.echo(f"  {links.task(client.root_url, task_id)}")
    return 1


def print_change(change: TaskChange) -> None:
    """Print a change as one line."""
    if settings().json:
        import json

        fields: dict[str, Any] = {"taskId": change.task_id, "name": change.name, "state": change.state}
        click.echo(json.dumps(fields | {"previous": change.previous}))
    else:
        click.echo("\t".join((change.task_id, change.state, clean(change.name))))
