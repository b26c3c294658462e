"""Text for terminals and pipes: colours, control characters, streams."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.console import Console

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
ACTIVE = ("unscheduled", "pending", "running")
RESOLVED = ("completed", "failed", "exception")
STATES = (*ACTIVE, *RESOLVED)
# What would move a terminal's cursor, change its colours, or break a line in two.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def clean(value: object) -> str:
    """Return a value as one line of text that a terminal cannot take for commands. None gives no text."""
    text = "" if value is None else str(value)
    return _CONTROL.sub(lambda found: " " if found[0] in "\t\n\r" else f"\\x{ord(found[0]):02x}", text)


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


def colour(value: object) -> str | None:
    """Return the colour of a state in click's words; None for other values."""
    found = COLOURS.get(str(value))
    return None if found == "dim" else found
