"""Live views in a terminal whose size changes: `tmux` wraps lines anew as the terminals of people do."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tc.testing import LocalTaskcluster
from tests.support.command_line import COMMAND, environment

DRAW_SLOWLY = """
import threading
from tc.cli.progress import progress_bar
with progress_bar("a name that is rather long for what it is about") as update:
    for n in range(1, 10_000):
        update(n, 10_000)
        threading.Event().wait(0.05)
"""


class Tmux:
    """A program in a terminal of its own, with what a shell has printed before above it."""

    def __init__(self, folder: Path, command: list[str], env: dict[str, str]) -> None:
        self._socket = str(folder / "tmux")
        self._env = env
        shell = f"echo first; echo second; exec {shlex.join(command)}"
        self._run("-f", "/dev/null", "new-session", "-d", "-x", "120", "-y", "30", shell)

    def _run(self, *arguments: str) -> str:
        command = ["tmux", "-S", self._socket, *arguments]
        return subprocess.run(command, env=self._env, capture_output=True, text=True, check=True).stdout

    def resize(self, columns: int, rows: int = 30) -> None:
        """Give the terminal another size."""
        self._run("resize-window", "-x", str(columns), "-y", str(rows))

    def screen(self) -> list[str]:
        """The lines of the screen that are not empty."""
        return [line for line in self._run("capture-pane", "-p").splitlines() if line.strip()]

    def wait_until(self, condition: Callable[[], object]) -> None:
        """Return when a condition holds. Each look delays when tmux tells the program of its new size."""
        deadline = time.monotonic() + 20
        while not condition():
            assert time.monotonic() < deadline, self.screen()
            time.sleep(0.4)

    def close(self) -> None:
        """End the program, and the terminal."""
        self._run("kill-server")


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Callable[[list[str], dict[str, str]], Tmux]]:
    if not shutil.which("tmux"):
        pytest.skip("tmux is not installed")
    opened: list[Tmux] = []

    def start(command: list[str], env: dict[str, str]) -> Tmux:
        opened.append(Tmux(tmp_path, command, env | {"LC_ALL": "C.UTF-8", "TMUX": ""}))
        return opened[0]

    yield start
    opened[0].close()


Start = Callable[[list[str], dict[str, str]], Tmux]


def test_group_watch_stays_in_one_piece_when_the_terminal_is_resized(
    tmux: Start, taskcluster: LocalTaskcluster
) -> None:
    group, task_ids = taskcluster.add_group(6)
    terminal = tmux([*COMMAND, "group", "watch", group], environment(taskcluster))
    terminal.wait_until(lambda: any("0/6 resolved" in line for line in terminal.screen()))
    for columns in (60, 35, 100):
        terminal.resize(columns)
        bar = "░" * max(10, min(60, columns - 24)) + " 0/6"

        def drawn(bar: str = bar) -> list[str]:
            screen = terminal.screen()
            view = screen[screen.index("second") + 1 :] if "second" in screen else screen
            return view if any(line.startswith(bar) for line in view) and len(view) == 9 else []

        terminal.wait_until(drawn)
        assert sorted(line[:22] for line in drawn()[3:]) == sorted(task_ids)


def test_progress_bar_stays_on_one_line_when_the_terminal_is_resized(tmux: Start) -> None:
    terminal = tmux([sys.executable, "-c", DRAW_SLOWLY], environment())

    def bars() -> list[str]:
        return [line for line in terminal.screen() if "a name" in line or "kB" in line]

    terminal.wait_until(bars)
    for columns, shown in ((70, "━"), (40, "a name"), (120, "━")):
        terminal.resize(columns)
        terminal.wait_until(lambda shown=shown: len(bars()) == 1 and shown in bars()[0])
