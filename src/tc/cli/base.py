"""What all commands have in common: options, groups that import on use, and help for mistyped names."""

from __future__ import annotations

import difflib
import importlib
import sys
from collections.abc import Iterable, Iterator, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from tc.cli.text import say, to_terminal

if TYPE_CHECKING:
    from tc.sync import Client

    ParamType = click.ParamType[Any]
else:
    ParamType = click.ParamType  # no generic class before click 8.5

PROGRAM = "taskcluster-sdk"
FEW = 20  # commands that an error lists
CONTEXT: dict[str, Any] = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@dataclass
class Settings:
    """What the options that every command has were set to.

    Attributes:
        root_url: Of the deployment; None for that of the environment.
        json: True to print JSON instead of a text for people.
    """

    root_url: str | None = None
    json: bool = False


def settings() -> Settings:
    """Return the settings of the command that runs."""
    return click.get_current_context().ensure_object(Settings)


def _set(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    """Note an option of all commands, wherever on the command line it stands."""
    if value is not None and value is not False:
        setattr(ctx.ensure_object(Settings), str(param.name), value)


def common_options() -> list[click.Parameter]:
    """Make the options that every command and every group has, so that they may stand anywhere."""
    return [
        click.Option(
            ["--root-url"],
            metavar="URL",
            expose_value=False,
            callback=_set,
            help="Of the deployment; by default that of TASKCLUSTER_ROOT_URL.",
        ),
        click.Option(
            ["--json"],
            is_flag=True,
            expose_value=False,
            callback=_set,
            help="Print JSON, for programs.",
        ),
    ]


class Command(click.Command):
    """A command with the options that all of them have."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.context_settings: MutableMapping[str, Any] = {**CONTEXT, **self.context_settings}
        self.params.extend(common_options())

    def get_short_help_str(self, limit: int = 0) -> str:
        """Return the first sentence of the help, the whole of it."""
        return super().get_short_help_str(10_000)


class Group(Command, click.Group):
    """A group of commands that says what a mistyped name may have meant."""

    command_class: type[click.Command] | None = Command
    noun = "command"  # what its commands are

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command by the first argument.

        Raises:
            click.UsageError: The group has no such command.
        """
        name = args[0]
        command = self.get_command(ctx, name)
        if command is None and not ctx.resilient_parsing and not name.startswith("-"):
            known = self.list_commands(ctx)
            meant = suggestion(name, known)
            if not meant and len(known) <= FEW:
                meant = f"; there are {', '.join(known)}"
            raise click.UsageError(f"there is no {self.noun} {name!r}{meant}", ctx)
        if command is not None:
            return command.name, command, args[1:]
        return super().resolve_command(ctx, args)


Group.group_class = Group


class LazyGroup(Group):
    """A group whose commands are imported when one is used; its help needs none of them.

    Args:
        homes: By the names of commands, the module and the attribute that has it, and what it is for.
    """

    def __init__(self, *args: Any, homes: dict[str, tuple[str, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._homes = homes

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return list(self._homes)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command by its name; None for an unknown name."""
        if cmd_name not in self._homes:
            return None
        module, attribute, _ = self._homes[cmd_name]
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, _, about) in self._homes.items()])


def suggestion(name: str, known: Iterable[str]) -> str:
    """Return what a mistyped name may have meant, as the end of a sentence; else an empty text."""
    by_lower = {each.lower(): each for each in known}
    found = difflib.get_close_matches(name.lower(), by_lower, n=3, cutoff=0.6)
    found += [each for each in by_lower if name and each.startswith(name.lower()) and each not in found]
    if not found:
        return ""
    return f"; did you mean {' or '.join(by_lower[each] for each in found[:3])}?"


@contextmanager
def connected() -> Iterator[Client]:
    """Connect to the deployment that options and environment name, with the environment's credentials.

    Raises:
        tc.ConfigurationError: A variable or the URL is missing or malformed.
    """
    import os

    from tc.credentials import Credentials
    from tc.sync import Client

    root_url = settings().root_url
    if root_url is None:
        client = Client.from_env()
    else:
        signed = os.environ.get("TASKCLUSTER_CLIENT_ID") or os.environ.get("TASKCLUSTER_ACCESS_TOKEN")
        client = Client(root_url, credentials=Credentials.from_env() if signed else None)
    with client, retries_told():
        yield client


@contextmanager
def retries_told() -> Iterator[None]:
    """Say on a terminal that something is tried again; elsewhere nothing but the last error is printed."""
    import logging

    handler = logging.Handler()
    # The message begins with the method and the URL, or the broker.
    handler.emit = lambda record: say(record.getMessage().partition(": ")[2])  # type: ignore[method-assign]
    handler.addFilter(lambda _: to_terminal(sys.stderr))
    log = logging.getLogger("tc")
    log.addHandler(handler)
    try:
        yield
    finally:
        log.removeHandler(handler)
