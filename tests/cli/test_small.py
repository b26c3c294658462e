"""Commands that ask no service, and what all commands have in common."""

from __future__ import annotations

import json
import re
import sys
import uuid
from datetime import UTC, datetime, timedelta

import pytest
import slugid

import tc
from tests.support.command_line import CommandLine, environment, in_terminal, plain

CLI = CommandLine()


def test_version_in_a_process_is_printed() -> None:
    assert CLI.process("version").lines == [f"taskcluster-sdk {tc.__version__}"]
    assert json.loads(CLI.ok("version", "--json").out) == {"version": tc.__version__}


@pytest.mark.parametrize("arguments", [["2", "hours"], ["2 hours"], ["2h"]])
def test_from_now_prints_the_moment(arguments: list[str]) -> None:
    found = datetime.fromisoformat(CLI.ok("from-now", *arguments).out.strip())
    assert abs(found - datetime.now(UTC) - timedelta(hours=2)) < timedelta(minutes=1)


def test_from_now_takes_moments_that_lie_back_after_dashes() -> None:
    assert datetime.fromisoformat(CLI.ok("from-now", "--", "-5", "min").out.strip()) < datetime.now(UTC)


def test_slugid_generate_makes_fresh_ids() -> None:
    lines = CLI.ok("slugid", "generate", "-n", "3").lines
    assert len(set(lines)) == 3
    assert all(re.fullmatch(r"[A-Za-z0-9_][\w-]{21}", line) for line in lines)


def test_slugid_encode_and_decode_are_opposites() -> None:
    value = uuid.uuid4()
    slug = CLI.ok("slugid", "encode", str(value)).out.strip()
    assert slug == slugid.encode(value)
    assert CLI.ok("slugid", "decode", "--", slug).out.strip() == str(value)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script(shell: str) -> None:
    assert f"_TASKCLUSTER_SDK_COMPLETE={shell}_complete" in CLI.process("completion", shell).out


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("ver", "version"),
        ("api que", "queue"),
        ("api queue createT", "createTask"),
        ("api queue listTaskGroup x --lim", "--limit"),
        ("api worker-manager listWorkers a b --quarantined ", "true"),
        ("completion f", "fish"),
    ],
)
def test_completion_completes_commands_services_methods_and_keys(typed: str, expected: str) -> None:
    words = f"taskcluster-sdk {typed}"
    count = len(words.split(" ")) - 1
    env = environment(_TASKCLUSTER_SDK_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD=str(count))
    outcome = CLI(env=env)
    assert f"plain,{expected}" in outcome.lines, outcome


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["versoin"], "there is no command 'versoin'; did you mean version?"),
        (["version", "--jsn"], "there is no option --jsn; did you mean --json?"),
        (["version", "x"], "there are more arguments than it takes"),
        (["slugid", "decod", "x"], "did you mean decode"),
        (["slugid", "decode", "short"], "not a slug id"),
        (["slugid", "encode", "short"], "not a valid UUID"),
        (["slugid", "generate", "-n", "0"], "'-n'"),
        (["from-now", "soon"], "'soon' is not like '2 days 3 hours'"),
        (["from-now"], "Missing argument"),
        (["completion", "tcsh"], "'tcsh' is not one of"),
        (["--root-url"], "requires an argument"),
        (["api", "queue", "ping"], "TASKCLUSTER_ROOT_URL is not set"),
        (["--root-url", "tc.example.com", "api", "queue", "ping"], "root_url"),
    ],
)
def test_wrong_usage_is_said_in_two_lines(arguments: list[str], message: str) -> None:
    outcome = CLI(*arguments)
    assert outcome.status == 2
    assert message in outcome.err
    assert outcome.out == ""
    assert 1 <= len(outcome.err.splitlines()) <= 2


def test_help_names_every_group_in_a_pipe_and_on_terminals() -> None:
    text = CLI.process("--help").out
    assert "\x1b" not in text
    for columns in (80, 120):
        shown = CLI.terminal("--help", columns=columns)
        assert shown.status == 0
        assert max(map(len, plain(shown.out).splitlines())) <= columns
    assert plain(CLI.terminal("--help").out) == plain(text)


def test_without_click_the_program_says_what_to_install() -> None:
    code = "import sys; sys.modules['click'] = None; import tc.cli; tc.cli.main(['version'])"
    outcome = in_terminal([sys.executable, "-c", code], 80, "", environment(), None, None)
    assert outcome.status == 1
    assert "pip install 'taskcluster-sdk[cli]'" in outcome.out


def test_errors_have_colour_on_a_terminal_only_and_not_with_no_color() -> None:
    assert "\x1b[31m" in CLI.terminal("versoin").out
    assert "\x1b" not in CLI.process("versoin").err
    assert "\x1b" not in CLI.terminal("versoin", env=environment(NO_COLOR="1")).out
