"""Tables on a terminal: they fit its width, and lose nothing that is needed to go on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tc.cli.text import COLOURS, clean, console

if TYPE_CHECKING:
    from rich.text import Text

GAP = 2  # spaces between columns
NARROWEST = 12  # letters that are left of a cell at least
TIMES = ("created", "expires", "last active", "quarantine until", "reported", "resolved", "started")
NAMES = ("artifact", "hook", "path", "scope", "secret")  # what further commands want to have whole
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")


def print_on_terminal(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table.

    Ids, states and times stay whole; other cells are cut where the terminal is too narrow. If that is not
    enough, each row is printed as several lines, whole.

    Args:
        columns: The headings.
        rows: The cells of each row; at least one.
    """
    screen = console()
    cells = [[styled(short_time(clean(cell))) for cell in row] for row in rows]
    longest = [max(len(name), *(row[n].cell_len for row in cells)) for n, name in enumerate(columns)]
    widths = fit(longest, [must_be_whole(name) for name in columns], screen.width)
    if widths is None:
        print_records(columns, cells)
        return
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style="bold")
    for name, width in zip(columns, widths, strict=True):
        table.add_column(name, no_wrap=True, overflow="ellipsis", width=width)
    for row in cells:
        table.add_row(*row)
    screen.print(table)


def must_be_whole(name: str) -> bool:
    """Return True for a column whose cells cannot be used when they are cut."""
    return name.endswith(("id", "state", "task")) or name in (*TIMES, *NAMES)


def fit(longest: Sequence[int], whole: Sequence[bool], width: int) -> list[int] | None:
    """Return the widths of columns with which they fit side by side; None if they cannot.

    Args:
        longest: The width that each needs.
        whole: True for those that must have it.
        width: Of the terminal.
    """
    widths = list(longest)
    excess = sum(widths) + GAP * (len(widths) - 1) - width
    while excess > 0:
        flexible = [n for n, fixed in enumerate(whole) if not fixed and widths[n] > NARROWEST]
        if not flexible:
            return None
        widest = max(flexible, key=lambda n: widths[n])
        widths[widest] -= 1
        excess -= 1
    return widths


def print_records(columns: Sequence[str], cells: Sequence[Sequence[Text]]) -> None:
    """Print rows of several lines each, a cell in each line."""
    from rich.text import Text

    screen = console()
    width = max(map(len, columns)) + GAP
    for number, row in enumerate(cells):
        if number and len(columns) > 1:
            screen.print()
        for name, cell in zip(columns, row, strict=True):
            if cell.plain:
                head = (name.ljust(width), "bold") if len(columns) > 1 else ""
                screen.print(Text.assemble(head, cell), soft_wrap=True)


def styled(text: str) -> Text:
    """Return a cell: states have their colours."""
    from rich.text import Text

    return Text(text, style=COLOURS.get(text, ""))


def short_time(text: str) -> str:
    """Return a moment as people read it, in UTC to the minute; other text as it is."""
    return f"{text[:10]} {text[11:16]}" if _MOMENT.fullmatch(text) else text
