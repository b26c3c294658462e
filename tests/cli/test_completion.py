"""Completion, driven in the shells themselves where they are installed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.command_line import CommandLine, environment, in_terminal, plain

# A tab is a tab, also while more is typed already.
ZSH = "zstyle ':completion:*' insert-tab false; autoload -U compinit; compinit -D"
START = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], "bind 'set bell-style none'"),
    "zsh": (["zsh", "-f", "-i"], ZSH),
}
TYPED = {
    "api worker-m\tlistWorkers a --quara\tt\t\n": "api worker-manager listWorkers a --quarantined true",
    "task create ta\t\n": "task create task.yml",
}
# To bash `@` begins a word.
AT_FILE = {"api queue createTask x --payload @ta\t\n": "api queue createTask x --payload @task.yml"}
SCRIPT = """#!/bin/sh
test -n "$_TASKCLUSTER_SDK_COMPLETE" || {{ echo "ran: $*"; exit; }}
exec {python} -m tc
"""


@pytest.fixture
def env(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The environment of a shell whose `taskcluster-sdk` completes, and otherwise prints its arguments."""
    program = tmp_path / "bin" / "taskcluster-sdk"
    program.parent.mkdir()
    program.write_text(SCRIPT.format(python=sys.executable), "utf-8")
    program.chmod(0o755)
    (tmp_path / "task.yml").touch()
    monkeypatch.chdir(tmp_path)
    found = environment(HOME=str(tmp_path), XDG_CONFIG_HOME=str(tmp_path), HISTFILE="")
    return found | {"PATH": f"{program.parent}:{found['PATH']}", "LC_ALL": "C.UTF-8"}


@pytest.mark.parametrize("shell", START)
def test_completion_in_a_shell_types_the_rest(shell: str, env: dict[str, str], tmp_path: Path) -> None:
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    (tmp_path / "completion").write_text(CommandLine().ok("completion", shell).out, "utf-8")
    command, set_up = START[shell]
    lines = TYPED if shell == "bash" else TYPED | AT_FILE
    typed = f"PS1='> '; {set_up}; . ./completion\n" + "".join(f"taskcluster-sdk {line}" for line in lines)
    text = plain(in_terminal(command, 120, f"{typed}exit\n", env).out)
    ran = [line.removeprefix("ran: ") for line in text.splitlines() if line.startswith("ran: ")]
    assert ran == list(lines.values()), text


def test_completion_in_fish_offers_the_rest(env: dict[str, str], tmp_path: Path) -> None:
    if not shutil.which("fish"):
        pytest.skip("fish is not installed")
    script = [CommandLine().ok("completion", "fish").out]
    lines = (
        "api worker-manager listWorkers a b --quarantined ",
        "api queue createT",
        "task create ta",
    )
    script += [f"complete -C 'taskcluster-sdk {line}'" for line in lines]
    done = subprocess.run(
        ["fish", "--no-config", "-c", "\n".join(script)], env=env, capture_output=True, text=True
    )
    offered = [line.partition("\t")[0] for line in done.stdout.splitlines()]
    assert offered == ["false", "true", "createTask", "task.yml"], done
