"""Printing: JSON for programs, plain lines in a pipe, tables in colour on a terminal."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import click

from tc.cli.base import settings
from tc.cli.tables import print_on_terminal
from tc.cli.text import clean, colour, paint, say, to_terminal

# Characters that terminals take for commands, and that JSON leaves as they are.
_UNPRINTABLE = re.compile(r"[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def encoded(value: Any) -> str:
    """Return a value as JSON text over several lines."""
    text = json.dumps(value, indent=2, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def print_json(value: Any) -> None:
    """Print a value as JSON."""
    click.echo(encoded(value).encode("utf-8", "replace"))


def print_table(
    columns: Sequence[str], rows: Iterable[Sequence[object]], *, data: Any = None, empty: str = ""
) -> None:
    """Print rows: a table on a terminal, values with tabs between them in a pipe, `data` for `--json`.

    On a terminal times lose what is below a minute.

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


def print_value(name: str, value: object, *, data: Any = None) -> None:
    """Print one value on a line of its own; as an object for `--json`."""
    if settings().json:
        print_json({name: value} if data is None else data)
    else:
        click.echo(paint(clean(value), fg=colour(value)) if to_terminal() else clean(value))


def report(text: str, data: dict[str, object]) -> None:
    """Say that something is done; print what it was about for `--json`."""
    if settings().json:
        print_json(data)
    else:
        say(text)


def print_made_task(found: Any, otherwise: str) -> None:
    """Print the id of the task that a hook made; on the standard error what to say if it made none."""
    if settings().json:
        print_json(found)
    elif isinstance(found, dict) and "status" in found:
        click.echo(found["status"]["taskId"])
    else:
        say(otherwise)


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
