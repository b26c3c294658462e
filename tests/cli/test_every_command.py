"""Every command as a process: in a pipe, and in terminals of two widths."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tc.cli.app import app
from tc.testing import LocalTaskcluster
from tests.support.cli_world import ELSEWHERE, EVERY, World
from tests.support.command_line import CommandLine, Outcome, plain

RUN = [pytest.param(None, id="pipe"), pytest.param(80, id="80"), pytest.param(120, id="120")]
# What they print is data that is not cut, and may be longer than a line.
LONG = (
    "action run",
    "auth temp",
    "completion",
    "download artifact",
    "download artifacts",
    "group cancel",
    "task artifacts",
    "task def",
    "task wait",
    "worker quarantine",
)
# What they print has no layout, and is the same at every width.
NARROW = (
    "api",
    "completion",
    "from-now",
    "local",
    "slugid",
    "secret",
    "task d",
    "task n",
    "task wait",
    "version",
)


def leaves(group: click.Group, path: str = "") -> Iterator[str]:
    """The names of all commands below a group."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group) and name != "api":
            yield from leaves(command, f"{path}{name} ")
        else:
            yield f"{path}{name}"


def test_every_command_is_listed_here() -> None:
    missing = {
        name
        for name in leaves(app)
        if name not in ELSEWHERE and not any(f"{command} ".startswith(f"{name} ") for command, _, _ in EVERY)
    }
    assert missing == set()


@pytest.mark.timeout(400)  # a hundred processes and more, on a machine that may be busy
@pytest.mark.parametrize("columns", RUN)
def test_every_command_runs(columns: int | None, taskcluster: LocalTaskcluster, tmp_path: Path) -> None:
    world = World(taskcluster, tmp_path)
    cli = CommandLine(taskcluster)
    for command, status, expected in EVERY:
        if columns == 120 and command.startswith(NARROW):
            continue
        arguments = world.fill(command)
        outcome = cli.process(*arguments) if columns is None else cli.terminal(*arguments, columns=columns)
        text = plain(outcome.out + outcome.err)
        assert outcome.status == status, (command, text)
        assert expected.format_map(world.names) in text if "{" in expected else expected in text, (
            command,
            text,
        )
        check(command, outcome, text, taskcluster)
        if columns is None:
            assert "\x1b" not in outcome.out + outcome.err, command
        elif not command.startswith(LONG):
            assert max(map(len, text.splitlines()), default=0) <= columns, (command, text)


def test_every_command_prints_json_and_nothing_else(taskcluster: LocalTaskcluster, tmp_path: Path) -> None:
    world, cli = World(taskcluster, tmp_path), CommandLine(taskcluster)
    for command, status, _ in EVERY:
        if command == "local -- true":  # the output is that of its command
            continue
        outcome = cli(*world.fill(command), "--json")
        if "-o -" in command:
            assert (outcome.status, outcome.out) == (2, ""), command
            continue
        assert outcome.status == status, (command, outcome)
        if command.startswith(("task log", "group watch")):
            assert [json.loads(line) for line in outcome.lines], command
        elif outcome.status == 0 or outcome.out:
            json.loads(outcome.out)


def check(command: str, outcome: Outcome, text: str, taskcluster: LocalTaskcluster) -> None:
    """What holds for all outputs."""
    assert "Traceback" not in text, (command, text)
    assert taskcluster.credentials.access_token not in outcome.out + outcome.err, command


def test_every_command_has_help(taskcluster: LocalTaskcluster) -> None:
    for name in leaves(app):
        outcome = CommandLine()(*name.split(" "), "--help")
        assert outcome.status == 0
        assert outcome.out.startswith(f"Usage: taskcluster-sdk {name}")
        assert max(map(len, outcome.lines)) <= 100, name
