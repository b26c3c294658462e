"""The pages on the command line: what they show exists, and the page of commands is complete."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import docs_pages
import pytest

from tc.cli.app import app
from tests.cli.test_every_command import leaves

DOCS = Path(__file__).parents[2] / "docs"


def shown() -> list[str]:
    """Every call of the program in the blocks of the guide and the cookbook."""
    text = "".join((DOCS / page).read_text("utf-8") for page in ("command-line.md", "cookbook.md"))
    blocks = "\n".join(re.findall(r"```sh\n(.*?)```", text, re.DOTALL))
    return re.findall(r"taskcluster-sdk ((?:[^\n|>#)'\"]|'[^'\n]*'|\"[^\"\n]*\")+)", blocks)


@pytest.mark.parametrize("line", shown())
def test_commands_of_the_guide_exist_with_their_options(line: str) -> None:
    words = [word for word in shlex.split(line) if word]
    command: click.Command = app
    context = click.Context(app, info_name="taskcluster-sdk")
    while isinstance(command, click.Group):
        _, found, words = command.resolve_command(context, words)
        assert found
        command, context = found, click.Context(found, context)
    command.make_parser(context).parse_args(words)


def test_the_guide_shows_many() -> None:
    assert len(shown()) > 50


def test_the_page_of_commands_has_all() -> None:
    page = dict(docs_pages.pages())["reference/commands.md"]
    headings = set(re.findall(r"^#+ (.*)$", page, re.MULTILINE))
    assert headings >= set(leaves(app))
    assert "| <code>--all-runs</code> | Print a line for each run. |" in page


def test_counterparts_of_the_shell_client_exist() -> None:
    text = (DOCS / "moving-from-shell.md").read_text("utf-8")
    rows = [row.split("|")[2].strip() for row in text.splitlines()[6:] if row.startswith("| `")]
    named = [row.split("`")[1].split(" ") for row in rows if row.startswith("`")]
    assert len(named) > 10
    known = set(leaves(app))
    for words in named:
        assert {words[0], " ".join(words[:2])} & known, words
