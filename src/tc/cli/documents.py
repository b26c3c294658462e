"""Reading JSON and YAML from the command line, from files and from the standard input."""

from __future__ import annotations

import glob
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tc.cli.base import ParamType

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

LARGEST = 100 * 2**20  # bytes of a document


def parse_document(text: str) -> Any:
    """Decode JSON, or YAML, in which times stay the text that they are.

    Raises:
        ValueError: It is neither; the place is named, the text is not, since it may hold secrets.
    """
    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
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


class Document(ParamType):
    """A document that a file or, for `-`, the standard input has.

    Args:
        inline: True if the value is the document itself, unless it is `-` or `@FILE`.
    """

    name = "file"

    def __init__(self, *, inline: bool = False) -> None:
        self._inline = inline

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Read and decode it."""
        source = not self._inline or value == "-" or value.startswith("@")
        text = read_source(value.removeprefix("@") if self._inline else value) if source else value
        try:
            found = parse_document(text)
        except ValueError as error:
            raise click.BadParameter(str(error)) from None
        if isinstance(found, str) and not source:
            meant = f"; did you mean @{value}?" if Path(value).is_file() else ""
            raise click.BadParameter(
                f"expected JSON or YAML, @FILE or - for the standard input, got a text{meant}"
            )
        return found

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem[str]]:
        """Complete the names of files; those after `@` are found here, since shells do not."""
        from click.shell_completion import CompletionItem

        if not self._inline:
            return [CompletionItem(incomplete, type="file")]
        found = glob.iglob(f"{glob.escape(incomplete[1:])}*") if incomplete.startswith("@") else ()
        return [CompletionItem(f"@{each}{'/' if Path(each).is_dir() else ''}") for each in found]


def payload_option(*names: str, required: bool = False, help_text: str = "") -> Callable[[Any], Any]:
    """Make an option that takes a document."""
    return click.option(*names, **payload_settings(help_text), required=required)


def payload_settings(help_text: str = "") -> dict[str, Any]:
    """Return what makes an option take a document."""
    return {
        "type": Document(inline=True),
        "metavar": "JSON|@FILE|-",
        "help": help_text or "JSON or YAML: itself, from @FILE, or - for the standard input.",
    }
