"""The live view of `group watch`: counts, a bar, the newest changes; at the end what failed, with links."""

from __future__ import annotations

import contextlib
from collections import Counter, deque
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from tc.cli.base import settings
from tc.cli.live import live_view
from tc.cli.text import ACTIVE, COLOURS, RESOLVED, STATES, clean, colour, paint, say, to_terminal

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions
    from rich.text import Text

    from tc.sync import Client, TaskChange

NEWEST = 8  # changes that are shown
IN_BAR = (*RESOLVED, *reversed(ACTIVE))


class GroupView:
    """What is shown of a group, at the width that the terminal has.

    Args:
        title: The first line.
    """

    def __init__(self, title: str) -> None:
        self._title = title
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

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        """Draw it: each part is one line, cut where the terminal is too narrow."""
        from rich.text import Text

        # A thread draws: it takes a copy of what may grow meanwhile.
        counts = Counter(list(self._states.values()))
        done = sum(counts[state] for state in RESOLVED)
        yield Text(self._title, style="bold", no_wrap=True, overflow="ellipsis")
        line = Text(no_wrap=True)
        for state in STATES:
            if counts[state]:
                line.append(f"{counts[state]} {state}  ", style=COLOURS[state])
        yield line
        bar = Text(no_wrap=True)
        for state, width in bar_widths(counts, max(10, min(60, options.max_width - 24))).items():
            bar.append(("█" if state in RESOLVED else "░") * width, style=COLOURS[state])
        total = counts.total()
        bar.append(f" {done}/{total} resolved" if total else "no tasks seen yet")
        yield bar
        for change in list(self._newest):
            shown = Text(change.state.ljust(max(map(len, STATES))), style=COLOURS[change.state])
            cells = (change.task_id, "  ", shown, "  ", clean(change.name))
            yield Text.assemble(*cells, no_wrap=True, overflow="ellipsis")


def bar_widths(counts: Counter[str], width: int) -> dict[str, int]:
    """Return how much of a bar each state has; together they fill it, and none that occurs is lost."""
    found = {
        state: max(1, round(counts[state] * width / counts.total())) for state in IN_BAR if counts[state]
    }
    while found and (excess := sum(found.values()) - width):
        largest = max(found, key=lambda state: found[state])
        found[largest] -= 1 if excess > 0 else -1
    return found


def watch_group(client: Client, task_group_id: str, interval: float | None, *, pulse: bool | None) -> int:
    """Watch a group until all of its tasks are resolved.

    Returns:
        The exit status: 0 if all completed.
    """
    from tc import links, sync

    changes = sync.watch_group(client.queue, task_group_id, interval=interval, pulse=pulse)
    view = GroupView(links.task_group(client.root_url, task_group_id))
    people = to_terminal() and not settings().json
    with changes, live_view(view) if people else contextlib.nullcontext():
        for change in changes:
            view.add(change)
            if not people:
                print_change(change)
    if not view.unsuccessful:
        return 0
    if people:
        say("")
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
