"""Tables: golden outputs for terminals of two widths and for pipes, and the layout on its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import tc
from tc.cli.tables import GAP, NARROWEST, fit
from tc.testing import LocalTaskcluster
from tests.support.cli_world import POOL
from tests.support.command_line import CommandLine, environment, plain

GOLDEN = Path(__file__).parent / "golden"
IDS = ["fN1SbArXTPSVFNUvaOlinQ", "G2r8MgYJQTOnkXr7dQVnYw", "Cq-fWNbMQFCiTcIrVUzQmg"]
NAME = "build-linux64-asan-fuzzing/opt with a name that is longer than a terminal of 80 columns is wide"


@pytest.fixture
def world(taskcluster: LocalTaskcluster) -> LocalTaskcluster:
    """A deployment in which everything that tables show is known beforehand."""
    names = [NAME, "tëst 测试 \x1b[31mred\x1b[0m", "short"]
    for task_id, name in zip(IDS, names, strict=True):
        metadata = {
            "name": name,
            "description": "d",
            "owner": "o@example.com",
            "source": "https://example.com",
        }
        taskcluster.add_task(
            task_id=task_id, taskGroupId=IDS[0], taskQueueId="gecko-t/linux-docker", metadata=metadata
        )
    taskcluster.run_task(IDS[0])
    taskcluster.run_task(IDS[1], outcome="failed")
    with tc.sync.Client(taskcluster.root_url, credentials=taskcluster.credentials) as client:
        for kind in ("linux-docker", "linux-with-a-name-that-is-rather-long"):
            client.worker_manager.createWorkerPool(f"gecko-t/{kind}", POOL)
        expires = "2030-01-01T00:00:00.000Z"
        for path in ("gecko.main.latest", "gecko.main.previous"):
            entry = {"taskId": IDS[0], "rank": 0, "data": {}, "expires": expires}
            client.index.insertTask(path, entry)  # type: ignore[arg-type]
    return taskcluster


TABLES = {
    "group-list": ("group", "list", IDS[0]),
    "group-status": ("group", "status", IDS[0]),
    "worker-pools": ("worker", "pools"),
    "index-list": ("index", "list", "gecko.main"),
}


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_as_they_were_looked_at(name: str, world: LocalTaskcluster) -> None:
    cli = CommandLine(world)
    found = f"--- pipe\n{cli.ok(*TABLES[name]).out}"
    for columns in (80, 120):
        outcome = cli.terminal(*TABLES[name], columns=columns)
        assert outcome.status == 0
        found += f"--- terminal of {columns}\n{plain(outcome.out)}\n"
    assert found == (GOLDEN / f"{name}.txt").read_text("utf-8")


def test_tables_have_colours_on_a_terminal_unless_they_are_not_wanted(world: LocalTaskcluster) -> None:
    cli = CommandLine(world)
    coloured = cli.terminal("group", "list", IDS[0]).out
    assert "\x1b[32mcompleted" in coloured
    assert "\x1b[31mfailed" in coloured
    for variables in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        text = cli.terminal("group", "list", IDS[0], env=environment(world, **variables)).out
        assert "\x1b[3" not in text
        assert "completed" in text


def test_names_cannot_command_the_terminal(world: LocalTaskcluster) -> None:
    for arguments in (("group", "list", IDS[0]), ("task", "name", IDS[1])):
        text = CommandLine(world).terminal(*arguments).out
        assert "\x1b[31mred" not in text
        assert "\\x1b[31m" in text


def test_json_has_everything_and_no_control_characters(world: LocalTaskcluster) -> None:
    outcome = CommandLine(world).ok("group", "list", IDS[0], "--json")
    assert json.loads(outcome.out)[1]["name"] == "tëst 测试 \x1b[31mred\x1b[0m"
    assert "\x1b" not in outcome.out
    assert "测试" in outcome.out


@pytest.mark.parametrize(
    ("longest", "whole", "width", "expected"),
    [
        ([5, 5], [False, False], 80, [5, 5]),
        ([22, 100], [True, False], 80, [22, 56]),
        ([40, 40, 22], [False, False, True], 80, [27, 27, 22]),
        ([50, 50], [True, True], 80, None),
        ([70, NARROWEST], [True, False], 80, None),
        ([80], [True], 80, [80]),
    ],
)
def test_columns_are_narrowed_until_they_fit(
    longest: list[int], whole: list[bool], width: int, expected: list[int] | None
) -> None:
    found = fit(longest, whole, width)
    assert found == expected
    if found:
        assert sum(found) + GAP * (len(found) - 1) <= width


def test_rows_that_do_not_fit_become_records(world: LocalTaskcluster) -> None:
    outcome = CommandLine(world).terminal("worker", "list", "gecko-t/linux-docker", columns=60)
    lines = plain(outcome.out).splitlines()
    assert lines[0] == "group             test-group"
    assert f"latest task       {IDS[1]}" in lines
