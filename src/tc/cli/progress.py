"""Progress bars on a terminal, with the rate and the time left; nothing in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

from tc.cli.live import live_view
from tc.cli.text import clean, console, to_terminal

BAR = 20  # letters of the bar
REST = BAR + 39  # of all but the label: its columns have a width, so that nothing moves as numbers grow
Progress: TypeAlias = Callable[[int, int | None], object]


@contextmanager
def progress_bar(label: str) -> Iterator[Progress | None]:
    """Show how far a transfer has come, on the standard error if that is a terminal.

    Args:
        label: What is transferred.

    Yields:
        What the transfer is to call; None if nothing is shown.
    """
    if not to_terminal(sys.stderr):
        yield None
        return
    from rich import progress
    from rich.table import Column
    from rich.text import Text

    class NameColumn(progress.ProgressColumn):
        """What is transferred, cut where the terminal, which may change, is too narrow."""

        def render(self, task: progress.Task) -> Text:
            # A few letters are left free, or the `^C` of a terminal would begin a line.
            name = Text(task.description)
            name.truncate(max(10, screen.width - REST), overflow="ellipsis")
            return name

    class SizeColumn(progress.DownloadColumn):
        """How much has come, and of how much where that is known."""

        def render(self, task: progress.Task) -> Text:
            return Text(super().render(task).plain.replace("/?", ""), style="progress.download")

    screen = console(stderr=True)
    columns = (
        NameColumn(table_column=Column(no_wrap=True)),
        progress.BarColumn(BAR),
        SizeColumn(table_column=Column(width=14, justify="right", no_wrap=True)),
        progress.TransferSpeedColumn(table_column=Column(width=10, justify="right", no_wrap=True)),
        progress.TimeRemainingColumn(elapsed_when_finished=True),
    )
    shown = progress.Progress(*columns)
    task = shown.add_task(clean(label), total=None)

    def update(done: int, total: int | None) -> None:
        shown.update(task, completed=done, total=total)

    with live_view(shown, stderr=True):
        yield update
