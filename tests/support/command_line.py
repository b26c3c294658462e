"""The command line, run in this process, as a process with pipes, and as one in a pseudo-terminal."""

from __future__ import annotations

import os
import pty
import re
import select
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from tc.cli.running import run
from tc.testing import LocalTaskcluster
from tests.support.command_server import PROGRAM, Forked

COMMAND = [sys.executable, "-m", "tc"]
CTRL_C = b"\x03"
# Nothing of the surroundings may decide what a command does.
FOREIGN = re.compile(r"TASKCLUSTER_|PULSE_|NO_COLOR|FORCE_COLOR|TERM$|COLUMNS|LINES")
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07]*\x07|\x1b[()][0-9A-B]|\x1b[=>]")


@dataclass(frozen=True)
class Outcome:
    """What came of a command; `err` is empty where both streams were a terminal."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


def environment(taskcluster: LocalTaskcluster | None = None, **variables: str) -> dict[str, str]:
    """The environment of a command: that of the tests, and the variables for a deployment."""
    plain = {name: value for name, value in os.environ.items() if not FOREIGN.match(name)}
    return plain | {"NO_PROXY": "*"} | (taskcluster.env() if taskcluster else {}) | variables


@dataclass(frozen=True)
class CommandLine:
    """Runs commands against a deployment.

    Attributes:
        taskcluster: The deployment; None for commands that ask nobody.
    """

    taskcluster: LocalTaskcluster | None = None

    def __call__(self, *arguments: str, stdin: str = "", env: Mapping[str, str] | None = None) -> Outcome:
        """Run a command in this process, its streams not a terminal."""
        wanted: dict[str, str | None] = {name: None for name in os.environ if FOREIGN.match(name)}
        wanted |= environment(self.taskcluster) if env is None else dict(env)
        with CliRunner().isolation(input=stdin, env=wanted) as (out, err, _):
            status = run(arguments)
        return Outcome(status, out.getvalue().decode(), err.getvalue().decode())

    def ok(self, *arguments: str, stdin: str = "") -> Outcome:
        """Run a command that has to succeed."""
        outcome = self(*arguments, stdin=stdin)
        assert outcome.status == 0, outcome
        return outcome

    def process(
        self, *arguments: str, stdin: str = "", env: Mapping[str, str] | None = None, cwd: Path | None = None
    ) -> Outcome:
        """Run a command as a process with pipes."""
        pipes = [os.pipe() for _ in range(3)]
        theirs, (into, out, err) = (
            [pipes[0][0], pipes[1][1], pipes[2][1]],
            [pipes[0][1], pipes[1][0], pipes[2][0]],
        )
        variables = environment(self.taskcluster) if env is None else env
        process = Forked([PROGRAM, *arguments], theirs, variables, cwd=cwd)
        for each in theirs:
            os.close(each)
        with open(into, "wb") as file:
            file.write(stdin.encode())  # less than a pipe holds
        with open(out, "rb") as first, open(err, "rb") as second, ThreadPoolExecutor(1) as pool:
            errors = pool.submit(second.read)
            found = first.read()
        return Outcome(process.wait(60), found.decode(), errors.result().decode())

    def terminal(
        self,
        *arguments: str,
        columns: int = 80,
        typed: str = "",
        env: Mapping[str, str] | None = None,
        interrupt_when: str | None = None,
        on_text: Callable[[str], None] | None = None,
    ) -> Outcome:
        """Run a command as a process whose streams are all a terminal.

        Args:
            arguments: Of the command.
            columns: The width of the terminal.
            typed: What is typed.
            env: The environment, that for the deployment by default.
            interrupt_when: A text; once it is printed, Ctrl-C is pressed.
            on_text: Called with all that was printed so far, each time there is more.

        Returns:
            The exit status, and what was printed, with all escapes.
        """
        variables = dict(environment(self.taskcluster) if env is None else env)
        return in_terminal([PROGRAM, *arguments], columns, typed, variables, interrupt_when, on_text)


def in_terminal(
    command: Sequence[str],
    columns: int,
    typed: str,
    env: Mapping[str, str],
    interrupt_when: str | None = None,
    on_text: Callable[[str], None] | None = None,
) -> Outcome:
    """Run a process in a pseudo-terminal, and read what it prints."""
    master, slave = pty.openpty()
    termios.tcsetwinsize(slave, (40, columns))
    process = Forked(command, [slave] * 3, {"TERM": "xterm-256color"} | dict(env), terminal=True)
    os.close(slave)
    os.write(master, typed.encode())
    found, interrupting = b"", False
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if not select.select([master], [], [], 0.5)[0]:
            if interrupting:  # the first may come at a moment at which readline does not hear it
                os.write(master, CTRL_C)
            continue
        try:
            found += os.read(master, 65536)
        except OSError:  # how Linux says that nobody has the other end any more
            break
        if interrupt_when and not interrupting and interrupt_when.encode() in found:
            os.write(master, CTRL_C)
            interrupting = True
        if on_text:
            on_text(found.decode(errors="replace"))
    try:
        status = process.wait(10)
    finally:
        os.close(master)
    return Outcome(status, found.decode(errors="replace").replace("\r\n", "\n"), "")


def plain(text: str) -> str:
    """A text without what colours it or moves the cursor, and without spaces at the ends of lines."""
    return "\n".join(line.rstrip() for line in ESCAPES.sub("", text).splitlines())
