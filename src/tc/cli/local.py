"""`local`: a Taskcluster of one's own, in memory."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import threading

import click

from tc.cli.base import Command, settings
from tc.cli.options import number
from tc.cli.output import print_json
from tc.cli.signals import EndedBySignal, handled
from tc.cli.text import say


@click.command(cls=Command)
@click.option("--port", type=number(0, 65535), default=0, help="The TCP port; a free one by default.")
@click.argument("command", nargs=-1)
def local(port: int, command: tuple[str, ...]) -> int:
    """Run a local Taskcluster, in memory, or COMMAND inside one. Needs the extra `testing`.

    With a COMMAND, which stands after `--`, the environment names the deployment, and the exit status is that
    of the command: `taskcluster-sdk local -- pytest`. Without one, the lines that set the environment are
    printed, and it serves until it is interrupted.
    """
    try:
        from tc.testing import LocalTaskcluster

        server = LocalTaskcluster(port=port)
        server.start()
    except (ModuleNotFoundError, RuntimeError) as error:
        raise click.ClickException(str(error)) from None
    with server.running():
        if command:
            return run_inside(command, server.env())
        if settings().json:
            print_json(server.env())
        else:
            for name, value in server.env().items():
                click.echo(f"export {name}={shlex.quote(value)}")
        sys.stdout.flush()
        say("it serves until it is interrupted")
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            say("stopped")
    return 0


def run_inside(command: tuple[str, ...], variables: dict[str, str]) -> int:
    """Run a command with variables of the environment.

    Returns:
        Its exit status, as a shell has it: 128 and the number of the signal that ended it.
    """
    foreign = ("TASKCLUSTER_PROXY_URL", "TASKCLUSTER_CERTIFICATE")
    env = {name: value for name, value in os.environ.items() if name not in foreign} | variables
    process: subprocess.Popen[bytes] | None = None
    ended: list[int] = []

    def pass_on(number: int, _frame: object) -> None:
        if number != signal.SIGINT:  # of an interrupt the command has heard as well, and decides
            ended.append(number)
            if process is not None:
                process.terminate()

    ending = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    with handled(pass_on, [each for each in ending if callable(signal.getsignal(each))]):
        try:
            process = subprocess.Popen(command, env=env)  # noqa: S603 - it is what the person asked for
        except OSError as error:
            raise click.ClickException(f"{command[0]}: {error.strerror}") from None
        if ended:
            process.terminate()
        status = process.wait()
    if ended:
        raise EndedBySignal(ended[0])
    return status if status >= 0 else 128 - status
