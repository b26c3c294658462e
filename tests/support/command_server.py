"""A warm Python that has imported the command line, and forks a process for each command.

Most of what a command costs is the start of Python and its imports; a fork has these done. The process has
the streams, the environment, the folder and the terminal that it is given, and ends as the interpreter would.
Other programs are run too, so that all that tests start in a terminal starts in the same way.
"""

from __future__ import annotations

import atexit
import fcntl
import functools
import json
import os
import signal
import socket
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn, TextIO

PROGRAM = "taskcluster-sdk"


class Forked:
    """A process of the server, with what tests use of `subprocess.Popen`.

    Args:
        command: `taskcluster-sdk` with its arguments, which is run in a fork, or another program.
        streams: The descriptors of its standard streams; those of the caller are not closed.
        env: Its environment.
        cwd: Its folder.
        terminal: True if its standard input is to be its controlling terminal, in a session of its own.
    """

    def __init__(
        self,
        command: Sequence[str],
        streams: Sequence[int],
        env: Mapping[str, str],
        *,
        cwd: Path | None = None,
        terminal: bool = False,
    ) -> None:
        request = {"command": list(command), "env": dict(env), "terminal": terminal}
        self._connection = socket.socket(socket.AF_UNIX)
        self._connection.connect(server())
        document = json.dumps(request | {"cwd": str(cwd or Path.cwd())}).encode()
        socket.send_fds(self._connection, [len(document).to_bytes(4, "big")], streams)
        self._connection.sendall(document)
        self.pid: int = int.from_bytes(self._connection.recv(4), "big")

    def wait(self, timeout: float) -> int:
        """Return the exit status as a shell has it; the process is killed when the time is over."""
        with self._connection:
            self._connection.settimeout(timeout)
            try:
                return int.from_bytes(self._connection.recv(4), "big")
            except TimeoutError:
                os.kill(self.pid, signal.SIGKILL)
                raise


@functools.cache
def server() -> str:
    """Start the server of this process of the suite, and return the address of its socket."""
    listener = socket.socket(socket.AF_UNIX)
    address = f"\0command-line-{os.getpid()}-{time.monotonic_ns()}"
    listener.bind(address)
    listener.listen()
    with listener:
        command = [sys.executable, "-m", "tests.support.command_server", str(listener.fileno())]
        # Its standard input tells it that the suite has ended, in whatever way.
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, pass_fds=[listener.fileno()], cwd=Path(__file__).parents[2]
        )
    assert process.stdin
    atexit.register(process.wait)
    atexit.register(process.stdin.close)
    return address


def serve(listener: socket.socket) -> None:
    """Fork a process for each connection, until the standard input ends."""
    import select

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody has to wait for them
    while listener in select.select([listener, sys.stdin], [], [])[0]:
        connection, _ = listener.accept()
        if os.fork() == 0:
            listener.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            look_after(connection)
        connection.close()


def look_after(connection: socket.socket) -> NoReturn:
    """Start a command, and tell its process id and its exit status."""
    length, streams, _, _ = socket.recv_fds(connection, 4, 3)
    document = b""
    while len(document) < int.from_bytes(length, "big"):
        document += connection.recv(2**16)
    pid = os.fork()
    if pid == 0:
        connection.close()
        execute(json.loads(document), streams)
    for each in (0, 1, 2, *streams):
        os.close(each)
    connection.sendall(pid.to_bytes(4, "big"))
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    connection.sendall((status if status >= 0 else 128 - status).to_bytes(4, "big"))
    os._exit(0)


def execute(request: dict[str, Any], streams: list[int]) -> NoReturn:
    """Be the process of a command: what the interpreter does before and after it is done here."""
    if request["terminal"]:
        os.setsid()
        fcntl.ioctl(streams[0], termios.TIOCSCTTY, 0)
    for number, each in enumerate(streams):
        os.dup2(each, number)
        os.close(each)
    os.chdir(request["cwd"])
    if request["command"][0] != PROGRAM:
        os.execvpe(request["command"][0], request["command"], request["env"])
    sys.stdin, sys.stdout, sys.stderr = (text_stream(number) for number in range(3))
    os.environ.clear()
    os.environ.update(request["env"])
    sys.argv = request["command"]
    from tc.cli import main

    status = 1
    try:
        main()
    except SystemExit as leaving:
        status = int(leaving.code or 0)
        sys.stdout.flush()
    except BaseException:
        import traceback

        traceback.print_exc()
    os._exit(status)


def text_stream(number: int) -> TextIO:
    """Make a standard stream as the interpreter does."""
    return open(
        number,
        "r" if number == 0 else "w",
        buffering=1 if os.isatty(number) else -1,
        encoding="utf-8",
        errors="backslashreplace" if number == 2 else None,
        closefd=False,
    )


if __name__ == "__main__":
    import importlib

    for name in ("running", "output", "progress", "tables", "text", "watching"):
        importlib.import_module(f"tc.cli.{name}")
    from tc.cli.app import COMMANDS

    for home, _, _ in COMMANDS.values():
        importlib.import_module(home)
    for name in ("rich.live", "rich.progress", "rich.table", "tc.sync", "yaml"):
        importlib.import_module(name)
    import tc

    assert all(getattr(tc.sync, name) for name in dir(tc.sync))  # each is imported on first use
    serve(socket.socket(fileno=int(sys.argv[1])))
