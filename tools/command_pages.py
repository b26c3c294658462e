"""The page of commands, made from the program itself."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

import click

from tc.cli.app import app
from tc.cli.base import PROGRAM

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMON = ("--root-url", "--json", "--help")  # options of every command, which the page says once


def commands_page() -> str:
    """Every command, with its arguments and options."""
    lines = [
        "# Commands",
        "",
        f"What `{PROGRAM} COMMAND --help` says. The [guide](../command-line.md) shows the commands at work.",
        "",
        "Every command also has `--root-url URL`, which names another deployment than the environment does,"
        " `--json`, which prints JSON, and `--help`.",
        "",
    ]
    context = click.Context(app, info_name=PROGRAM)
    for name in app.list_commands(context):
        command = app.get_command(context, name)
        if command is not None:
            lines += section(click.Context(command, context, info_name=name), 2)
    return "\n".join(lines)


def section(context: click.Context, level: int) -> Iterator[str]:
    """A command, and those below it. Those of `api` are the pages of the services."""
    command = context.command
    yield f"{'#' * level} {context.command_path.removeprefix(PROGRAM).strip()}"
    yield ""
    yield from prose(command.help or "")
    yield ""
    yield "```text"
    yield " ".join([context.command_path, *command.collect_usage_pieces(context)]).replace("[OPTIONS] ", "")
    yield "```"
    yield ""
    yield from options(context)
    if context.command_path == f"{PROGRAM} api":
        yield "The methods of the services are [here](index.md); `api SERVICE METHOD --help` shows one."
        yield ""
    elif isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None:
                yield from section(click.Context(below, context, info_name=name), level + 1)


def prose(text: str) -> Iterator[str]:
    """The help of a command; paragraphs that click leaves as they are become blocks of text."""
    for paragraph in inspect.cleandoc(text).split("\n\n"):
        if paragraph.startswith("\b\n"):
            yield from ("```text", *paragraph.removeprefix("\b\n").splitlines(), "```")
        else:
            yield from paragraph.splitlines()
        yield ""


def options(context: click.Context) -> Iterator[str]:
    """The table of the options that are a command's own."""
    records = [
        record
        for each in context.command.get_params(context)
        if isinstance(each, click.Option)
        and not set(COMMON) & set(each.opts)
        and (record := each.get_help_record(context))
    ]
    if not records:
        return
    yield "| Option | |"
    yield "|---|---|"
    for names, about in records:
        yield f"| {code(names)} | {about.replace('|', chr(92) + '|')} |"
    yield ""


def code(text: str) -> str:
    """A text as code in a cell of a table."""
    return f"<code>{text.replace('&', '&amp;').replace('<', '&lt;').replace('|', '&#124;')}</code>"
