#!/usr/bin/env python3
"""Write the service classes and the exchanges from the facts in `api/`.

render_services.py            write src/tc/_async/services/ and src/tc/events/
render_services.py --check    write nothing; fail on stale, missing and orphan files
"""

from __future__ import annotations

import argparse
import sys
import textwrap
from pathlib import Path
from typing import Any

from generated import ROOT, formatted, reconcile
from import_references import API, load
from schema_types import TypeNames

Json = dict[str, Any]
SERVICES = ROOT / "src/tc/_async/services"
EVENTS = ROOT / "src/tc/events"
HEADER = "# Generated from {source} by tools/render_services.py. Do not edit.\n\n"
DOCS = "https://docs.taskcluster.net/docs/reference/"
SECTIONS = {"auth": "platform", "index": "platform", "object": "platform", "queue": "platform"} | {
    "github": "integrations"
}  # all others are "core"
QUERY_TYPES = {
    "continuationToken": "str",
    "errorId": "str",
    "format": "str",
    "includeArchived": "bool",
    "launchConfigId": "str",
    "limit": "int",
    "organization": "str",
    "prefix": "str",
    "pullRequest": "int | str",
    "quarantined": "bool",
    "repository": "str",
    "sha": "str",
    "since": "datetime | str",
    "state": "str",
    "workerPoolId": "str",
    "workerState": "str",
}
NUMBERS = {"runId", "number"}  # route parameters that are numbers
REDIRECTS = {
    "github.badge",
    "github.latest",
    "index.findArtifactFromTask",
    "object.download",
    "queue.getArtifact",
    "queue.getLatestArtifact",
}
HELD = {"queue.claimWork": 30}  # seconds to read: the service holds the request for 20
NOT_IDEMPOTENT = {
    "auth.resetAccessToken": "each repeat makes another token",
    "hooks.resetTriggerToken": "each repeat makes another token",
    "hooks.triggerHook": "each repeat creates a task",
    "hooks.triggerHookWithToken": "each repeat creates a task",
    "notify.email": "each repeat sends another message",
    "notify.matrix": "each repeat sends another message",
    "notify.pulse": "each repeat sends another message",
    "notify.slack": "each repeat sends another message",
    "queue.claimWork": "tasks claimed by an attempt whose response was lost stay claimed until they time out",
    "queue.createArtifact": "for storage type `object` a repeat conflicts with what the first attempt made",
}


def module_name(service: str) -> str:
    """`worker-manager` -> `worker_manager`."""
    return service.replace("-", "_")


def class_name(service: str) -> str:
    """`worker-manager` -> `WorkerManager`."""
    return "".join(part.capitalize() for part in service.split("-"))


def docstring(text: str, indent: int) -> str:
    """A docstring, wrapped; paragraphs are separated by empty lines, lines that begin with `  ` stay."""
    width = 110 - indent - 2 * 3
    paragraphs = []
    for paragraph in text.strip().split("\n\n"):
        keep = paragraph.startswith("  ")
        paragraphs.append(
            paragraph
            if keep
            else textwrap.fill(paragraph, width, break_long_words=False, break_on_hyphens=False)
        )
    body = "\n\n".join(paragraphs)
    if "\n" in body:
        body += "\n"
    return textwrap.indent(f'"""{body}"""', " " * indent)


def scope_text(scopes: Any) -> str:
    """A scope expression in words."""
    if isinstance(scopes, str):
        return f"`{scopes}`"
    if "AllOf" in scopes or "AnyOf" in scopes:
        kind = "AllOf" if "AllOf" in scopes else "AnyOf"
        parts = [scope_text(part) for part in scopes[kind]]
        inner = (" and " if kind == "AllOf" else " or ").join(parts)
        return f"({inner})" if len(parts) > 1 else inner
    if "for" in scopes:
        return f"{scope_text(scopes['each'])} for each of {scopes['in']}"
    then = f"{scope_text(scopes['then'])} if {scopes['if']}"
    return f"{then}, else {scope_text(scopes['else'])}" if "else" in scopes else then


class Method:
    """One API method and the Python that calls it."""

    def __init__(self, service: Json, facts: Json, types: TypeNames) -> None:
        self.facts = facts
        self.name: str = facts["name"]
        self.service: str = service["service"]
        self.full_name = f"{self.service}.{self.name}"
        self.base = f"api/{self.service}/{service['version']}"
        self.input = types.input_type(self.service, facts)
        self.output = types.output_type(self.service, facts)
        self.item = types.item_type(self.service, facts)
        self.get = facts["method"] == "GET"
        section = SECTIONS.get(self.service, "core")
        self.docs = f"{DOCS}{section}/{self.service}/api#{self.name}"

    def parameters(
        self, *, payload: bool = True, skip: frozenset[str] = frozenset(), ttl: bool = False
    ) -> str:
        """The parameters of a Python method after `self`."""
        found = [f"{arg}: {'int | str' if arg in NUMBERS else 'str'}" for arg in self.facts["args"]]
        if payload and self.input:
            found.append(f"payload: {self.input}")
        keywords = [
            f"{key}: {QUERY_TYPES[key]} | None = None" for key in self.facts["query"] if key not in skip
        ]
        if ttl:
            keywords.append("ttl: timedelta = timedelta(minutes=15)")
        if keywords:
            found += ["*", *keywords]
        return ", ".join(["self", *found])

    def path(self) -> str:
        """The expression for the path."""
        path = f'"{self.base}{self.facts["route"]}"'
        return (
            f"route({path}, {', '.join(f'{a}={a}' for a in self.facts['args'])})"
            if self.facts["args"]
            else path
        )

    def query(self, skip: frozenset[str] = frozenset()) -> str:
        """The expression for the query."""
        return "{" + ", ".join(f'"{key}": {key}' for key in self.facts["query"] if key not in skip) + "}"

    def about(self) -> str:
        """The docstring of the method itself."""
        facts = self.facts
        lines = [facts["summary"], f"`{facts['method']} {facts['route']}`, {facts['stability']}."]
        if "scopes" in facts:
            lines[1] += f" Needs the scopes {scope_text(facts['scopes'])}."
        if self.full_name in NOT_IDEMPOTENT:
            arguments = "..." if facts["args"] or self.input else ""
            lines += [
                f"Not idempotent, though repeated after failures as all methods are:"
                f" {NOT_IDEMPOTENT[self.full_name]}. To send it once at the most:",
                f"    {module_name(self.service)}.with_options(retry=tc.Retry(retries=0))"
                f".{self.name}({arguments})",
            ]
        lines.append(self.docs)
        return "\n\n".join(lines)

    def render(self) -> str:
        """The method and what goes with it."""
        parts = [self.call()]
        if self.item:
            parts += [self.pages(), self.items()]
        if self.get:
            parts += [self.url(), self.signed_url()]
        return "\n".join(parts)

    def deprecated(self, name: str) -> str:
        if self.facts["stability"] != "deprecated":
            return ""
        hint = self.facts["summary"].partition("deprecated, ")[2].rstrip(".")
        text = f"{module_name(self.service)}.{name} is deprecated{f': {hint}' if hint else ''}"
        return f'    @deprecated("{text}")\n'

    def call(self) -> str:
        arguments = [f'"{self.facts["method"]}"', self.path()]
        if self.facts["query"]:
            arguments.append(f"query={self.query()}")
        if self.input:
            arguments.append("payload=payload")
        if "output" in self.facts:
            arguments.append("expects_json=True")
        if self.full_name in REDIRECTS:
            arguments.append("redirects=True")
        if self.full_name in HELD:
            arguments.append(f"min_read_timeout={HELD[self.full_name]}")
        return (
            f"{self.deprecated(self.name)}    @async_boundary\n"
            f"    async def {self.name}({self.parameters()}) -> {self.output}:\n"
            f"{docstring(self.about(), 8)}\n"
            f"        response: {self.output} = await self.api_client.call_api({', '.join(arguments)})\n"
            f"        return response\n"
        )

    def pages_arguments(self, skip: frozenset[str] = frozenset()) -> str:
        payload = ", payload" if self.input else ""
        return f'self.api_client, "{self.facts["method"]}", {self.path()}, {self.query(skip)}{payload}'

    def pages(self) -> str:
        name = f"{self.name}_pages"
        text = f"The responses of `{self.name}`, page by page; `limit` is items per page."
        return (
            f"{self.deprecated(name)}    def {name}({self.parameters()}) -> Pages[{self.output}]:\n"
            f"{docstring(text, 8)}\n"
            f"        return Pages({self.pages_arguments()})\n"
        )

    def items(self) -> str:
        name = f"{self.name}_items"
        token = frozenset({"continuationToken"})
        text = f"The {self.facts['items']} in all responses of `{self.name}`; `limit` is items per page."
        return (
            f"{self.deprecated(name)}    def {name}({self.parameters(skip=token)}) -> Items[{self.item}]:\n"
            f"{docstring(text, 8)}\n"
            f'        return Items(Pages({self.pages_arguments(token)}), "{self.facts["items"]}")\n'
        )

    def url(self) -> str:
        query = f", query={self.query()}" if self.facts["query"] else ""
        return (
            f"{self.deprecated(f'{self.name}_url')}"
            f"    def {self.name}_url({self.parameters(payload=False)}) -> str:\n"
            f"{docstring(f'The URL of `{self.name}`, unsigned. Nothing is sent.', 8)}\n"
            f"        return self.api_client.make_url({self.path()}{query})\n"
        )

    def signed_url(self) -> str:
        query = f", query={self.query()}" if self.facts["query"] else ""
        text = f"A URL of `{self.name}` that needs no credentials, until `ttl` from now. Nothing is sent."
        return (
            f"{self.deprecated(f'{self.name}_signed_url')}"
            f"    def {self.name}_signed_url({self.parameters(payload=False, ttl=True)}) -> str:\n"
            f"{docstring(text, 8)}\n"
            f"        return self.api_client.make_signed_url({self.path()}{query}, ttl=ttl)\n"
        )


def service_module(service: Json, types: TypeNames) -> str:
    """The module of one service."""
    name = service["service"]
    methods = "\n".join(Method(service, facts, types).render() for facts in service["methods"])
    about = f"Methods of the {name} service: {DOCS}{SECTIONS.get(name, 'core')}/{name}"
    return f'''"""The {name} service."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from typing_extensions import deprecated

from tc._async.paging import Items, Pages
from tc._async.service import Service
from tc._protocol.urls import route
from tc._redact.tracebacks import async_boundary

if TYPE_CHECKING:
    from tc.types import {module_name(name)} as types


class {class_name(name)}(Service):
{docstring(about, 4)}

{methods}'''


def events_module(service: Json, types: TypeNames) -> str:
    """The module with the exchanges of one service."""
    name = service["service"]
    methods = []
    for exchange in service["exchanges"]:
        parameters, words = [], []
        for part in exchange["routingKey"]:
            if "constant" in part:
                words.append(f'"{part["constant"]}"')
                continue
            parameters.append(f"{part['name']}: str | int | None = None")
            kind = "words" if part["multipleWords"] else "word"
            words.append(f'{kind}("{part["name"]}", {part["name"]})')
        message = types.message_type(name, exchange)
        full_name = service["exchangePrefix"] + exchange["exchange"]
        methods.append(
            f"    def {exchange['name']}(self, *, {', '.join(parameters)}) -> Binding[{message}]:\n"
            f"{docstring(exchange['summary'] + chr(10) * 2 + f'Messages are `{message}`.', 8)}\n"
            f'        return Binding("{full_name}", ".".join(({", ".join(words)},)))\n'
        )
    about = (
        f"Bindings to the exchanges of the {name} service, one method each; a key that is left out matches"
        f" anything.\n\n{DOCS}{SECTIONS.get(name, 'core')}/{name}/exchanges"
    )
    return f'''"""Exchanges of the {name} service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tc.binding import Binding, word, words

if TYPE_CHECKING:
    from tc.types import {module_name(name)} as types


class {class_name(name)}Events:
{docstring(about, 4)}

{chr(10).join(methods)}'''


def package(title: str, module: str, classes: dict[str, str]) -> str:
    """An `__init__.py` that gathers classes by the names of their modules."""
    lines = "".join(f"from {module}.{name} import {found}\n" for name, found in classes.items())
    return f'"""{title}"""\n\n{lines}\n__all__ = {sorted(classes.values())!r}\n'


def services_package(names: list[str]) -> str:
    """The `__init__.py` of the services, which imports each class when it is first used."""
    classes = [(f"tc._async.services.{module_name(name)}", class_name(name)) for name in names]
    imports = "".join(f"    from {module} import {name} as {name}\n" for module, name in classes)
    homes = "".join(
        f'        f"{{__name__}}.{module.rpartition(".")[2]}": ("{name}",),\n' for module, name in classes
    )
    return f'''"""The services, a module each; a class is imported when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tc._lazy import exports

if TYPE_CHECKING:
{imports}else:
    __getattr__ = exports(
        __name__,
        {{
{homes}        }},
    )
'''


def render(services: dict[str, Json]) -> dict[Path, str]:
    """All files of the services and events."""
    types = TypeNames(services)
    files: dict[Path, str] = {}
    events = {}
    for name, service in services.items():
        module = module_name(name)
        header = HEADER.format(source=f"api/{name}.json")
        files[SERVICES / f"{module}.py"] = header + service_module(service, types)
        if "exchanges" in service:
            events[module] = f"{class_name(name)}Events"
            files[EVENTS / f"{module}.py"] = header + events_module(service, types)
    header = HEADER.format(source="api/")
    files[SERVICES / "__init__.py"] = header + services_package(sorted(services))
    files[EVENTS / "__init__.py"] = header + package("Pulse exchanges by service.", "tc.events", events)
    return formatted(files)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="write nothing, fail on any difference")
    args = parser.parse_args(argv)
    return reconcile(render(load(API)), [SERVICES, EVENTS], check=args.check)


if __name__ == "__main__":
    sys.exit(main())
