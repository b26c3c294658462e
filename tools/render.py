"""From facts to the text of services, exchanges and types, which `tools/templates/` has the form of.

Pure, but for reading the templates: `generate.py` formats and writes what this module returns.
"""

from __future__ import annotations

import re
import textwrap
from functools import partial
from typing import TYPE_CHECKING, Any

import jinja2
from descriptions import COMMON, Descriptions
from facts import module_name
from output import ROOT
from schema_types import TypeNames
from schemas import pascal, uses

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from facts import Facts
    from schema_types import Definition, ServiceTypes
    from schemas import Json

SERVICES = ROOT / "src/tc/_async/services"
EVENTS = ROOT / "src/tc/events"
TYPES = ROOT / "src/tc/types"
HEADER = "# Generated from {source} by tools/generate.py. Do not edit.\n\n"
LINE = 110
STEP = "    "
fill = partial(textwrap.fill, break_long_words=False, break_on_hyphens=False)


# ---------------------------------------------------------------- docstrings


def quoted(text: str, indent: int) -> str:
    """A docstring for a place that is indented already."""
    end = "\n" if "\n" in text else ""
    return textwrap.indent(f'"""{text}{end}"""', " " * indent).lstrip()


def docstring(text: str, indent: int) -> str:
    """The same with paragraphs and entries of sections wrapped, but not code, which begins with spaces."""

    def wrapped(part: str) -> str:
        title, _, entries = part.partition("\n")
        if title in ("Args:", "Returns:", "Raises:"):
            more = STEP if title == "Returns:" else STEP * 2  # further, below a name
            wrap = partial(fill, width=LINE - indent, initial_indent=STEP, subsequent_indent=more)
            return "\n".join([title, *map(wrap, entries.splitlines())])
        return part if part.startswith("  ") else fill(part, LINE - indent - 2 * 3)

    return quoted("\n\n".join(map(wrapped, re.split(r"\n{2,}", text.strip()))), indent)


# ---------------------------------------------------------------- services


def scope_text(scopes: Any, *, nested: bool = True) -> str:
    """A scope expression in words."""
    match scopes:
        case str():
            return f"`{scopes}`"
        case {"AllOf": parts} | {"AnyOf": parts}:
            inner = (" and " if "AllOf" in scopes else " or ").join(map(scope_text, parts))
            return f"({inner})" if nested and len(parts) > 1 else inner
        case {"for": _}:
            return f"{scope_text(scopes['each'])} for each of {scopes['in']}"
    otherwise = f", else {scope_text(scopes['else'])}" if "else" in scopes else ""
    return f"{scope_text(scopes['then'])} if {scopes['if']}{otherwise}"


def scope_sentence(scopes: Any) -> str:
    """The sentence on what a method needs."""
    return f"Needs the scope{'' if isinstance(scopes, str) else 's'} {scope_text(scopes, nested=False)}."


class Method:
    """What the templates say of an API method."""

    def __init__(self, types: TypeNames, service: Json, method: Json) -> None:
        facts, service_name = types.facts, service["service"]
        own, common = facts.descriptions[service_name], facts.descriptions[COMMON]
        self.facts = method
        self.name: str = method["name"]
        self.verb: str = method["method"]
        self.manual = f"{service['manual']}/api#{self.name}"
        self.args: dict[str, str] = method["args"]
        self.query: dict[str, str] = method["query"]
        path = f'"api/{service_name}/{service["version"]}{method["route"]}"'
        named = "".join(f", {arg}={arg}" for arg in self.args)
        self.path = f"route({path}{named})" if named else path
        self.first_page = {key: kind for key, kind in self.query.items() if key != "continuationToken"}
        self.payload = types.input_type(service_name, method)
        self.response = types.output_type(service_name, method)
        self.item = types.item_type(service_name, method)
        self.deprecated: str = method["summary"].partition("deprecated, ")[2].rstrip(".")
        self.scopes = scope_sentence(method["scopes"]) if "scopes" in method else ""
        names = [*self.args, *(["payload"] if self.payload else []), *self.query]
        payload = str(self.payload).replace("types.", f"tc.types.{module_name(service_name)}.", 1)
        fallback = {"payload": f"A dict as `{payload}` describes it."}
        self.arguments = {
            name: own.argument(self.name, name) or common.arguments.get(name) or fallback.get(name)
            for name in names
        }
        self.returns = own.returns.get(self.name) or common.returns.get(self.response.removeprefix("types."))
        self.errors = own.errors(method)
        self.example = textwrap.indent(own.examples.get(self.name, "").strip(), STEP)


class Service:
    """What the templates say of a service."""

    def __init__(self, types: TypeNames, facts: Json) -> None:
        self.name: str = facts["service"]
        self.module = module_name(self.name)
        self.class_name = pascal(self.name)
        self.manual: str = facts["manual"]
        self.methods = [Method(types, facts, method) for method in facts["methods"]]
        self.exchanges: list[Json] = []
        for exchange in facts.get("exchanges", []):
            message = types.type_of(self.name, exchange["message"], sent=False)
            full_name = facts["exchangePrefix"] + exchange["exchange"]
            self.exchanges.append(exchange | {"message": message, "full_name": full_name})


# ---------------------------------------------------------------- types

PURPOSES = {"input": "Payload", "output": "Response", "message": "Message"}


def about_type(definition: Definition, service: Json) -> str:
    """What a type is for, and the schemas that have this structure."""
    purposes, sent = [], definition.shape.is_sent
    for schema in definition.schemas:
        users = [use for use in uses(service) if use[2] == schema and (use[1] == "input") == sent]
        if users:
            names = ", ".join(f"`{name}`" for name, _, _ in users)
            purposes.append(f"{PURPOSES[users[0][1]]} of {names}.")
    schemas = [f"`{schema}`" for schema in definition.schemas]
    if len(schemas) == 1 and len(schemas[0]) < 90:
        listed = f"Schema: {schemas[0]}."
    else:
        more = [f"and {len(schemas) - 5} more"] if len(schemas) > 6 else []
        title = "Schemas:" if len(schemas) > 1 else "Schema:"
        listed = "\n- ".join([title, *(schemas[:5] if more else schemas), *more])
    return f"{fill(' '.join(purposes), LINE - 6)}\n\n{listed}".lstrip()


def types_view(module: ServiceTypes, shared: Collection[str] = (), words: Descriptions | None = None) -> Json:
    """What the templates say of the types of a service, with the names it shares and words about its keys."""
    notes = module.facts.get("about", {})
    about = {
        found.name: notes.get(found.schemas[0]) or about_type(found, module.facts)
        for found in module.definitions.values()
    }
    return {
        "service": module.facts["service"],
        "module": module,
        "shared": shared,
        "words": words or Descriptions(),
        "about": about,
    }


# ---------------------------------------------------------------- files

TEMPLATES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(ROOT / "tools/templates"),
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    autoescape=False,  # noqa: S701 (this is no HTML)
)
TEMPLATES.filters |= {
    "docstring": docstring,
    "quoted": quoted,
    "module_name": module_name,
    "class_name": pascal,
}


def template(name: str) -> jinja2.Template:
    """A template, in which a name that has no value is an error."""
    return TEMPLATES.get_template(f"{name}.jinja")


def render(facts: Facts) -> dict[Path, str]:
    """All rendered files, not formatted yet."""
    types = TypeNames(facts)
    services = [Service(types, service) for service in facts.services.values()]
    files: dict[Path, str] = {}

    def add(path: Path, source: str, name: str, **values: Any) -> None:
        text = template(f"{name}.py").render(values)
        files[path.with_suffix(".py")] = HEADER.format(source=source) + text

    for service in services:
        source = f"api/{service.name}.json"
        add(SERVICES / service.module, source, "service", service=service)
        if service.exchanges:
            add(EVENTS / service.module, source, "events", service=service)
    for name, module in types.modules.items():
        source = "api/overrides.toml" if name == COMMON else f"api/{name}.json"
        add(
            TYPES / module_name(name),
            source,
            "types",
            **types_view(module, types.shared(name), facts.descriptions[name]),
        )
    for folder in (SERVICES, EVENTS, TYPES):
        add(folder / "__init__", "api/", f"{folder.name}_package", services=services)
    return files
