"""`api`: every method of every service, from the service classes themselves."""

from __future__ import annotations

import inspect
import re
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from tc.cli.api_docs import Docstring
from tc.cli.api_types import payload_keys
from tc.cli.base import Command, Group, LazyGroup, connected, settings
from tc.cli.documents import payload_settings
from tc.cli.output import encoded, print_json
from tc.cli.text import say

SERVICES = {
    "auth": "Clients, roles and scopes.",
    "github": "Builds of GitHub repositories.",
    "hooks": "Tasks created by a call, on a schedule or by a message.",
    "index": "Tasks found by names.",
    "notify": "Emails, Pulse, Matrix and Slack messages.",
    "object": "Large files.",
    "purge-cache": "Caches of workers to be thrown away.",
    "queue": "Tasks, their artifacts, and what workers do.",
    "secrets": "Small documents for those with the scopes.",
    "web-server": "The web interface.",
    "worker-manager": "Worker pools and workers.",
}


class ServiceGroup(LazyGroup):
    """The services; `workerManager` and `worker_manager` are names of `worker-manager` too."""

    noun = "service"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        homes = {name: ("", "", about) for name, about in SERVICES.items()}
        super().__init__(*args, homes=homes, subcommand_metavar="SERVICE METHOD [ARGS]...", **kwargs)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Make the group of the methods of a service; None for an unknown name."""
        plain = re.sub("[-_]", "", cmd_name).lower()
        found = [name for name in SERVICES if name.replace("-", "") == plain]
        return MethodGroup(found[0]) if found else None


class MethodGroup(Group):
    """The methods of a service."""

    noun = "method"

    def __init__(self, service: str) -> None:
        import tc.sync

        self.service = service
        self.kind: type = getattr(tc.sync, "".join(part.capitalize() for part in service.split("-")))
        super().__init__(service, help=SERVICES[service], subcommand_metavar="METHOD [ARGS]...")

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the methods, in the order of the service."""
        return [name for name, value in vars(self.kind).items() if "_" not in name and callable(value)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Make the command of a method; None for an unknown name."""
        return (
            MethodCommand(self.service, self.kind, cmd_name) if cmd_name in self.list_commands(ctx) else None
        )


class MethodCommand(Command):
    """A method: its arguments, its payload and its query keys, as its signature has them."""

    def __init__(self, service: str, kind: type, name: str) -> None:
        method: Callable[..., Any] = getattr(kind, name)
        parameters = [each for each in inspect.signature(method).parameters.values() if each.name != "self"]
        self.method_name: str = name
        self.service: str = service
        self.arguments: list[str] = [
            each.name for each in parameters if each.kind is not each.KEYWORD_ONLY and each.name != "payload"
        ]
        self.query: list[str] = [each.name for each in parameters if each.kind is each.KEYWORD_ONLY]
        self.payload_type: str | None = next(
            (str(each.annotation) for each in parameters if each.name == "payload"), None
        )
        self.paginated: bool = hasattr(kind, f"{name}_items")
        self.about: Docstring = Docstring(inspect.getdoc(method) or "")
        self.notice: str | None = getattr(method, "__deprecated__", None)
        params: list[click.Parameter] = [
            click.Argument([f"argument_{number}"], metavar=each) for number, each in enumerate(self.arguments)
        ]
        params += self._options([each for each in parameters if each.kind is each.KEYWORD_ONLY])
        super().__init__(
            name,
            params=params,
            callback=self._call,
            short_help=self.about.summary,
        )

    def _options(self, query: list[inspect.Parameter]) -> list[click.Parameter]:
        options: list[click.Parameter] = []
        if self.payload_type:
            options.append(click.Option(["--payload"], required=True, **payload_settings()))
        for each in query:
            kebab = re.sub("([A-Z])", r"-\1", each.name).lower()
            names = dict.fromkeys([f"--{each.name}", f"--{kebab}"])
            about = self.about.arguments.get(each.name, "")
            kind = query_type(str(each.annotation))
            options.append(click.Option([f"query_{each.name}", *names], help=about, **kind))
        if self.paginated:
            options.append(
                click.Option(
                    ["--paginate"], is_flag=True, help="Read all pages, and print one list of their items."
                )
            )
        options.append(
            click.Option(
                ["-o", "--output"],
                type=click.Path(dir_okay=False),
                help="Write the response to a file instead.",
            )
        )
        return options

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the docstring says, as it stands, and the keys of the payload."""
        formatter.write_paragraph()
        with formatter.indentation():
            for line in self.about.prose().splitlines():
                formatter.write(f"{' ' * formatter.current_indent}{line}".rstrip() + "\n")
        if self.arguments:
            with formatter.section("Arguments"):
                formatter.write_dl([(each, self.about.arguments.get(each, "")) for each in self.arguments])
        if self.payload_type:
            for title, keys in payload_keys(self.service, self.payload_type):
                with formatter.section(title):
                    formatter.write_dl(keys or [("any JSON", self.about.arguments["payload"])], col_max=34)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what comes back, and what may be refused."""
        with formatter.section("Returns"):
            formatter.write_text(self.about.returns)
        if self.about.errors:
            with formatter.section("Errors"):
                formatter.write_dl(list(self.about.errors.items()))

    def _call(
        self, *, paginate: bool = False, output: str | None = None, payload: Any = None, **given: Any
    ) -> None:
        arguments = [given[f"argument_{number}"] for number in range(len(self.arguments))]
        if self.payload_type:
            arguments.append(payload)
        query = {each: value for each in self.query if (value := given[f"query_{each}"]) is not None}
        if paginate and "continuationToken" in query:
            raise click.UsageError("--paginate reads from the first page on; leave out --continuationToken")
        name = f"{self.method_name}_items" if paginate else self.method_name
        if self.notice:
            say(f"warning: {self.notice}")
        with connected() as client, warnings.catch_warnings(action="ignore", category=DeprecationWarning):
            found = getattr(getattr(client, self.service.replace("-", "_")), name)(*arguments, **query)
            found = list(found) if paginate else found
        if output is not None:
            Path(output).write_bytes(f"{encoded(found)}\n".encode("utf-8", "replace"))
            found = {"path": output} if settings().json else None
        if found is not None or settings().json:
            print_json(found)


def query_type(annotation: str) -> dict[str, Any]:
    """Return the type of the option for a query key, by the annotation of the method's argument."""
    if annotation.startswith("bool"):
        return {"type": click.Choice(["true", "false"]), "callback": to_bool}
    if annotation in ("int | None", "int"):
        return {"type": click.INT}
    if annotation.startswith("datetime"):
        return {"metavar": "TIME"}
    return {}


def to_bool(ctx: click.Context, param: click.Parameter, value: str | None) -> bool | None:
    """Return the truth value that an option was given as text."""
    return None if value is None else value == "true"


api: ServiceGroup = ServiceGroup(
    "api",
    help="""Call any method of any service.

    \b
    taskcluster-sdk api queue status fN1SbArXTPSVFNUvaOlinQ
    taskcluster-sdk api queue createTask fN1SbArXTPSVFNUvaOlinQ --payload @task.yml
    taskcluster-sdk api auth listClients --prefix mozilla/ --paginate
    taskcluster-sdk api queue createTask --help

    Arguments stand in the order of the route. One that begins with a dash stands after `--`.""",
)
