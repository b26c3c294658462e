"""Printing: JSON for programs, plain lines in a pipe, tables in colour on a terminal."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from tc.cli.base import settings

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

COLOURS = {
    "completed": "green",
    "failed": "red",
    "exception": "magenta",
    "running": "cyan",
    "pending": "yellow",
    "unscheduled": "dim",
    "stopped": "dim",
    "stopping": "yellow",
    "requested": "yellow",
    "quarantined": "red",
}
STATES = ("unscheduled", "pending", "running", "completed", "failed", "exception")
TIMES = ("created", "expires", "reported", "resolved", "started")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
# What would move a terminal's cursor, change its colours, or break a line in two.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")

# Those of them that JSON leaves as they are.
_UNPRINTABLE = re.compile(r"[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def clean(value: object) -> str:
    """Return a value as one line of text that a terminal cannot take for commands. None gives no text."""
    text = "" if value is None else str(value)
    return _CONTROL.sub(lambda found: " " if found[0] in "\t\n\r" else f"\\x{ord(found[0]):02x}", text)


def encoded(value: Any) -> str:
    """Return a value as JSON text over several lines."""

    def default(each: object) -> str:
        from tc.timestamps import to_json_date

        if isinstance(each, datetime):
            return to_json_date(each)
        raise TypeError(f"it cannot be written as JSON: {type(each).__name__}")

    text = json.dumps(value, indent=2, ensure_ascii=False, default=default)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def print_json(value: Any) -> None:
    """Print a value as JSON."""
    click.echo(encoded(value).encode("utf-8", "replace"))


def say(text: str) -> None:
    """Print a line for people to the standard error."""
    click.echo(clean(text), err=True)


def paint(text: str, **style: Any) -> str:
    """Return a text with a style, or as it is where the environment wants no colours."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return text
    return click.style(text, **style)


def to_terminal(stream: Any = None) -> bool:
    """Return True if a stream, the standard output by default, is a terminal."""
    stream = sys.stdout if stream is None else stream
    return bool(stream.isatty())


def console(*, stderr: bool = False) -> Console:
    """Make a console of rich's for one of the standard streams; NO_COLOR and TERM are respected."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, markup=False, emoji=False)


def styled(value: object) -> Text:
    """Return a cell of a table: states have their colours."""
    from rich.text import Text

    text = clean(value)
    return Text(text, style=COLOURS.get(text, ""))


def print_table(
    columns: Sequence[str], rows: Iterable[Sequence[object]], *, data: Any = None, empty: str = ""
) -> None:
    """Print rows: a table on a terminal, values with tabs between them in a pipe, `data` for `--json`.

    On a terminal times lose what is below a second.

    Args:
        columns: The headings.
        rows: The cells of each.
        data: What to print as JSON; by default an object for each row, its keys the headings.
        empty: What to say on a terminal if there is no row.
    """
    found = [list(row) for row in rows]
    if settings().json:
        print_json([dict(zip(columns, row, strict=True)) for row in found] if data is None else data)
    elif not to_terminal():
        for row in found:
            click.echo("\t".join(clean(cell) for cell in row))
    elif found:
        print_on_terminal(columns, found)
    elif empty:
        say(empty)


def print_on_terminal(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table that fits the terminal: ids, states and times stay whole, the rest is cut."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    cells = [[styled(short_time(clean(cell))) for cell in row] for row in rows]
    for number, name in enumerate(columns):
        whole = name.endswith(("id", "state", "task")) or name in TIMES
        longest = max(len(row[number]) for row in cells)
        width = max(len(name), longest) if whole else None
        table.add_column(name, no_wrap=True, overflow="ellipsis", min_width=width)
    for row in cells:
        table.add_row(*row)
    console().print(table)


def short_time(text: str) -> str:
    """Return a moment as people read it, in UTC to the second; other text as it is."""
    return f"{text[:10]} {text[11:19]}" if _MOMENT.fullmatch(text) else text


def print_fields(fields: Sequence[tuple[str, object]], *, data: Any = None) -> None:
    """Print names with their values, one on each line; `data`, or an object of them, for `--json`."""
    if settings().json:
        print_json(dict(fields) if data is None else data)
        return
    width = max((len(name) for name, _ in fields), default=0)
    for name, value in fields:
        if to_terminal():
            shown = paint(clean(value), fg=colour(value))
            click.echo(f"{paint(name.ljust(width), bold=True)}  {shown}")
        else:
            click.echo(f"{name}\t{clean(value)}")


def colour(value: object) -> str | None:
    """Return the colour of a state in click's words; None for other values."""
    found = COLOURS.get(str(value))
    return None if found == "dim" else found


def print_value(name: str, value: object, *, data: Any = None) -> None:
    """Print one value on a line of its own; as an object for `--json`."""
    if settings().json:
        print_json({name: value} if data is None else data)
    else:
        click.echo(paint(clean(value), fg=colour(value)) if to_terminal() else clean(value))


def confirm(question: str, *, yes: bool) -> None:
    """Ask before destroying more than one thing.

    Args:
        question: What to ask.
        yes: True if it was agreed to on the command line, which is needed without a terminal.

    Raises:
        click.UsageError: There is nobody to ask.
        click.ClickException: It was not agreed to.
    """
    if yes:
        return
    if not (to_terminal(sys.stdin) and to_terminal(sys.stderr)):
        raise click.UsageError(f"{clean(question)} Without a terminal this needs --yes")
    if not click.confirm(clean(question), err=True):
        raise click.ClickException("nothing was done")


def formatted(template: str, values: dict[str, object]) -> str:
    """Fill in a template such as `{taskId} {state}`.

    Raises:
        click.UsageError: It names something else than the values have.
    """

    def fill(found: re.Match[str]) -> str:
        if found[1] not in values:
            raise click.UsageError(f"--format: there is no {found[1]!r}; there are {', '.join(values)}")
        return clean(values[found[1]])

    return re.sub(r"\{(\w+)\}", fill, template)
