"""Running a command: what becomes of errors, and how no secret gets into their text."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Mapping, Sequence
from typing import TextIO

import click

from tc.cli.app import app
from tc.cli.base import PROGRAM, suggestion
from tc.cli.scope_hints import describe, grant_text, missing_scopes
from tc.cli.signals import EndedBySignal, ended_by_signals
from tc.cli.text import clean, paint
from tc.errors import APIError, ConfigurationError, InsufficientScopesError, TaskclusterError

OK, REFUSED, USAGE, INTERRUPTED = 0, 1, 2, 130
SECRET_VARIABLES = ("TASKCLUSTER_ACCESS_TOKEN", "TASKCLUSTER_CERTIFICATE", "PULSE_PASSWORD", "PULSE_URL")
LONGEST = 800  # letters of a line of an error
# The value of a bewit, the token of a hook, the user info of a URL, and what is long and random.
_SECRETS = re.compile(
    r"(?<=bewit=)[^&#\s'\"]+|(?<=/trigger/)[^/?#\s'\"]+|(?<=://)[^/@\s'\"]*@"
    r"|(?=[\w-]*\d)(?=[\w-]*[a-z])(?=[\w-]*[A-Z])(?<![\w/.-])[\w-]{40,}(?![\w/.-])"
)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        arguments: Those after the name of the program; `sys.argv[1:]` when None.

    Returns:
        The exit status: 0 done, 1 the service or the task said no, 2 wrong usage, 130 interrupted.
    """
    prepare_streams()
    try:
        with ended_by_signals():
            status = app.main(args=arguments, prog_name=PROGRAM, standalone_mode=False)
            sys.stdout.flush()
    except EndedBySignal as ended:
        return fail(str(ended), ended.status)
    except SystemExit as leaving:  # click's, after it has completed a word for a shell
        return int(leaving.code or 0)
    except BrokenPipeError:  # the reader of the output has gone
        settle(sys.stdout)
        return REFUSED
    except (click.Abort, KeyboardInterrupt):
        return fail("interrupted", INTERRUPTED)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
    except click.UsageError as error:
        return fail(usage_text(error), USAGE)
    except click.ClickException as error:
        return fail(error.format_message(), REFUSED)
    except InsufficientScopesError as error:
        return fail(f"{error_text(error)}\n{grant_text(error)}", REFUSED)
    except ConfigurationError as error:
        return fail(str(error), USAGE)
    except (TaskclusterError, TimeoutError) as error:
        return fail(error_text(error), REFUSED)
    except (ValueError, TypeError) as error:
        # The SDK refuses arguments so, before anything is sent.
        return fail(str(error), USAGE)
    except OSError as error:
        settle(sys.stdout)
        place = f"{error.filename}: " if error.filename else ""
        return fail(f"{place}{error.strerror or error}", REFUSED)
    except Exception as error:  # noqa: BLE001 - a defect, but people are not shown tracebacks
        return fail(f"defect of {PROGRAM}, please report it: {type(error).__name__}: {error}", REFUSED)
    else:
        return status if isinstance(status, int) else OK
    return OK


def prepare_streams() -> None:
    """Put the null device where a shell closed a stream (`>&-`), or a socket would get its number.

    What the encoding of the surroundings has no letters for is printed as escapes.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode))  # noqa: SIM115 - it stays open
        elif mode == "w" and isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def settle(stream: TextIO) -> None:
    """Write what is left, or drop it: the interpreter, which would try again at its end, must not fail."""
    try:
        stream.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def fail(text: str, status: int) -> int:
    """Print an error, two lines at the most, without secrets.

    Returns:
        The exit status that was given.
    """
    lines = [clean(line.strip())[:LONGEST] for line in without_secrets(text, os.environ).splitlines()]
    first, *rest = [line for line in lines if line] or ["it failed"]
    mark = paint("error:", fg="red", bold=True)
    try:
        click.echo(f"{mark} {first}", err=True)
        if rest:
            click.echo(f"  {' '.join(rest)[:LONGEST]}", err=True)
    except OSError:
        settle(sys.stderr)
    return status


def without_secrets(text: str, environ: Mapping[str, str]) -> str:
    """Return a text without the secrets of the environment, and without what looks like one."""
    for name in SECRET_VARIABLES:
        if len(value := environ.get(name, "")) > 3:
            text = text.replace(value, "***")
    return _SECRETS.sub("***", text)


def usage_text(error: click.UsageError) -> str:
    """Return what is wrong with the arguments, and how to see the help."""
    message = error.format_message().rstrip(".")
    if isinstance(error, click.NoSuchOption):
        options = error.ctx.command.get_params(error.ctx) if error.ctx else []
        names = [name for each in options for name in each.opts if name.startswith("--")]
        message = f"there is no option {error.option_name}{suggestion(error.option_name, names)}"
    elif message.startswith("Got unexpected extra argument"):
        message = "there are more arguments than it takes"  # what they hold may be a secret
    if error.ctx is None:
        return message
    usage = " ".join([error.ctx.command_path, *error.ctx.command.collect_usage_pieces(error.ctx)])
    return f"{message}\nUsage: {usage}; more with --help"


def error_text(error: BaseException) -> str:
    """Return an error as one or two lines: what went wrong, and where."""
    notes = "".join(f" ({note})" for note in getattr(error, "__notes__", ()))
    if not isinstance(error, APIError):
        first, *rest = str(error).splitlines() or [type(error).__name__]
        return f"{first}{notes}\n{' '.join(rest)}"
    name = f"{error.status_code} {error.code}" if error.code else f"{error.status_code}"
    words = " ".join(line.strip() for line in error.message.splitlines() if line.strip() != "```")
    if isinstance(error, InsufficientScopesError) and (missing := missing_scopes(error)):
        words = f"{error.message.partition(' does not have')[0]} lacks {describe(missing)}"
    tries = "" if error.attempts == 1 else f", {error.attempts} attempts"
    where = f"({error.method} {error.url}{tries})" if error.url else ""
    return f"{name}: {' '.join(words.split())}{notes}\n{where}"
