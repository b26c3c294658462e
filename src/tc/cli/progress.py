"""Progress bars on a terminal, with the rate and the time left; nothing in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

from tc.cli.text import clean, console, to_terminal

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
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )
    from rich.table import Column

    columns = (
        TextColumn(
            "{task.description}",
            markup=False,
            table_column=Column(ratio=1, no_wrap=True, overflow="ellipsis"),
        ),
        BarColumn(bar_width=20),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console(stderr=True), expand=True, redirect_stdout=False) as shown:
        task = shown.add_task(clean(label), total=None)

        def update(done: int, total: int | None) -> None:
            shown.update(task, completed=done, total=total)

        yield update
