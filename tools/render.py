"""From facts to the text of services, exchanges and types, which `tools/templates/` has the form of.

Pure, but for reading the templates: `generate.py` formats and writes what this module returns.
"""

from __future__ import annotations

import re
import textwrap
from collections import defaultdict
from functools import cache, partial
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
    width = LINE - indent - 2 * 3
    parts = []
    for part in re.split(r"\n{2,}", text.strip()):
        title, _, entries = part.partition("\n")
        if title in ("Args:", "Returns:", "Raises:"):
            parts.append(
                "\n".join([title, *(entry_lines(entry, LINE - indent) for entry in entries.splitlines())])
            )
        else:
            parts.append(part if part.startswith("  ") else fill(part, width))
    return quoted("\n\n".join(parts), indent)


def entry_lines(entry: str, width: int) -> str:
    """One entry of a section, the lines after its first indented further if it begins with a name."""
    more = STEP if entry.startswith("* ") else STEP * 2
    return fill(entry.removeprefix("* "), width, initial_indent=STEP, subsequent_indent=more)


# ---------------------------------------------------------------- services


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


def scope_sentence(scopes: Any) -> str:
    """The sentence on what a method needs."""
    if isinstance(scopes, str):
        return f"Needs the scope {scope_text(scopes)}."
    several = len(scopes.get("AllOf") or scopes.get("AnyOf") or ()) > 1
    words = scope_text(scopes)
    return f"Needs the scopes {words[1:-1] if several else words}."


class Method:
    """What the templates say of an API method."""

    def __init__(self, types: TypeNames, service: Json, method: Json) -> None:
        facts, service_name = types.facts, service["service"]
        own, common = facts.described(service_name), facts.described(COMMON)
        self.facts = method
        self.name: str = method["name"]
        self.verb: str = method["method"]
        self.path = f"api/{service_name}/{service['version']}{method['route']}"
        self.manual = f"{facts.manual(service_name)}/api#{self.name}"
        self.args = {arg: facts.arguments.get(arg, "str") for arg in method["args"]}
        self.query = {key: facts.query[key] for key in method["query"]}
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
        self.manual = types.facts.manual(self.name)
        self.methods = [Method(types, facts, method) for method in facts["methods"]]
        self.exchanges = [
            exchange
            | {
                "message": types.message_type(self.name, exchange),
                "full_name": facts["exchangePrefix"] + exchange["exchange"],
            }
            for exchange in facts.get("exchanges", [])
        ]


# ---------------------------------------------------------------- types

PURPOSES = {"input": "Payload", "output": "Response", "message": "Message"}
Purposes = dict[tuple[str, bool], str]


def purposes_of(service: Json) -> Purposes:
    """What each schema is for: (schema, sent) -> "Payload of `createTask`."."""
    found: dict[tuple[str, bool], list[tuple[str, str]]] = defaultdict(list)
    for name, role, schema in uses(service):
        found[schema, role == "input"].append((role, f"`{name}`"))
    return {
        key: f"{PURPOSES[users[0][0]]} of {', '.join(name for _, name in users)}."
        for key, users in found.items()
    }


def about_type(definition: Definition, purposes: Purposes) -> str:
    """What a type is for, and the schemas that have this structure."""
    keys = ((schema, definition.shape.is_sent) for schema in definition.schemas)
    purpose = " ".join(purposes[key] for key in keys if key in purposes)
    names = [f"`{schema}`" for schema in definition.schemas]
    if len(names) == 1 and len(names[0]) < 90:
        listed = f"Schema: {names[0]}."
    else:
        more = [f"and {len(names) - 5} more"] if len(names) > 6 else []
        title = "Schemas:" if len(names) > 1 else "Schema:"
        listed = "\n- ".join([title, *(names[:5] if more else names), *more])
    return f"{fill(purpose, LINE - 6)}\n\n{listed}".lstrip()


def types_view(module: ServiceTypes, shared: Collection[str] = (), words: Descriptions | None = None) -> Json:
    """What the templates say of the types of a service, with the names it shares and words about its keys."""
    purposes = purposes_of(module.facts)
    notes = {method["output"]: method["about"] for method in module.facts["methods"] if "about" in method}
    about = {
        found.name: notes.get(found.schemas[0]) or about_type(found, purposes) for found in module.definitions
    }
    return {
        "service": module.facts["service"],
        "module": module,
        "shared": shared,
        "words": words or Descriptions(),
        "about": about,
    }


# ---------------------------------------------------------------- files


@cache
def template(name: str) -> jinja2.Template:
    """A template, in which a name that has no value is an error."""
    found = jinja2.Environment(
        loader=jinja2.FileSystemLoader(ROOT / "tools/templates"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # noqa: S701 (this is no HTML)
    )
    found.filters |= {
        "docstring": docstring,
        "quoted": quoted,
        "module_name": module_name,
        "class_name": pascal,
    }
    return found.get_template(f"{name}.jinja")


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
            **types_view(module, types.shared(name), facts.described(name)),
        )
    for folder in (SERVICES, EVENTS, TYPES):
        add(folder / "__init__", "api/", f"{folder.name}_package", services=services)
    return files
