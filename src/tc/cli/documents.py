"""Reading JSON and YAML from the command line, from files and from the standard input."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

LARGEST = 100 * 2**20  # bytes of a document


def parse_document(text: str) -> Any:
    """Decode JSON, or YAML, in which times stay the text that they are.

    Raises:
        ValueError: It is neither; the place is named, the text is not, since it may hold secrets.
    """
    try:
        return json.loads(text)
    except ValueError as error:
        problem = f"not JSON ({error})" if text.lstrip()[:1] in ("{", "[") else "not JSON"
    import yaml

    class Loader(yaml.SafeLoader):  # type: ignore[misc]
        """YAML without times, which the API has as text."""

    Loader.yaml_implicit_resolvers = {
        letter: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:timestamp"]
        for letter, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    try:
        return yaml.load(text, Loader)  # noqa: S506 - it is derived from a safe one
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f" in line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise ValueError(f"{problem}, nor YAML{place}") from None
    except (yaml.YAMLError, ValueError, RecursionError):
        raise ValueError(f"{problem}, nor YAML") from None


def read_source(source: str) -> str:
    """Read a file, or the standard input for `-`.

    Raises:
        click.BadParameter: It cannot be read, or is not text.
    """
    try:
        if source == "-":
            data = sys.stdin.buffer.read(LARGEST)
        else:
            with Path(source).open("rb") as file:
                data = file.read(LARGEST)
        return data.decode("utf-8-sig")
    except OSError as error:
        raise click.BadParameter(f"{source}: {error.strerror}") from None
    except ValueError:
        raise click.BadParameter(f"{source}: it is not text in UTF-8") from None


def parsed(text: str) -> Any:
    """Decode a document.

    Raises:
        click.BadParameter: It is neither JSON nor YAML.
    """
    try:
        return parse_document(text)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


def inline_document(ctx: click.Context, param: click.Parameter, value: str | None) -> Any:
    """Read the value of an option: JSON or YAML itself, `@FILE`, or `-` for the standard input."""
    if value is None:
        return None
    if value == "-" or value.startswith("@"):
        return parsed(read_source(value.removeprefix("@")))
    found = parsed(value)
    if isinstance(found, str):
        raise click.BadParameter("expected JSON or YAML, @FILE or - for the standard input, got a text")
    return found


def document_file(ctx: click.Context, param: click.Parameter, value: str | None) -> Any:
    """Read the value of an option or argument that names a file, or `-` for the standard input."""
    return None if value is None else parsed(read_source(value))


def payload_option(*names: str, required: bool = False, help_text: str = "") -> Callable[[Any], Any]:
    """Make an option that takes a document."""
    return click.option(
        *names,
        required=required,
        metavar="JSON|@FILE|-",
        callback=inline_document,
        help=help_text or "JSON or YAML: itself, from @FILE, or - for the standard input.",
    )
