"""From facts to the text of services, exchanges and types, which `tools/templates/` has the form of.

Pure, but for reading the templates: `generate.py` formats and writes what this module returns.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import jinja2
from descriptions import Descriptions
from docstrings import MethodWords, docstring, quoted
from facts import class_name, module_name
from output import ROOT
from schema_types import TypeNames
from shapes import Fields, is_sent

if TYPE_CHECKING:
    from pathlib import Path

    from facts import Facts, Json
    from schema_types import Definition, ServiceTypes

SERVICES = ROOT / "src/tc/_async/services"
EVENTS = ROOT / "src/tc/events"
TYPES = ROOT / "src/tc/types"
HEADER = "# Generated from {source} by tools/generate.py. Do not edit.\n\n"


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


@dataclass(frozen=True)
class Service:
    """What the templates say of a service."""

    name: str
    manual: str

    @property
    def module(self) -> str:
        return module_name(self.name)

    @property
    def class_name(self) -> str:
        return class_name(self.name)


class Method:
    """What the templates say of an API method."""

    def __init__(self, service: Json, method: Json, types: TypeNames) -> None:
        facts, name = types.facts, service["service"]
        self.facts = method
        self.words = MethodWords(facts, name, method)
        self.name: str = method["name"]
        self.verb: str = method["method"]
        self.path = f"api/{name}/{service['version']}{method['route']}"
        self.args = {arg: facts.arguments.get(arg, "str") for arg in method["args"]}
        self.query = {key: facts.query[key] for key in method["query"]}
        self.first_page = {key: kind for key, kind in self.query.items() if key != "continuationToken"}
        self.payload = types.input_type(name, method)
        self.response = types.output_type(name, method)
        self.item = types.item_type(name, method)
        self.items: str = method.get("items", "")
        self.expects_json = "output" in method
        self.redirects: bool = method.get("redirects", False)
        self.min_read_timeout: int = method.get("min_read_timeout", 0)
        self.deprecated: str = method["summary"].partition("deprecated, ")[2].rstrip(".")
        self.module = module_name(name)
        self.manual = f"{facts.manual(name)}/api#{self.name}"

    @property
    def about(self) -> str:
        """The docstring of the method itself."""
        facts = self.facts
        lines = [facts["summary"], f"`{self.verb} {facts['route']}`, {facts['stability']}."]
        if "scopes" in facts:
            lines[1] += f" {scope_sentence(facts['scopes'])}"
        if "not_idempotent" in facts:
            arguments = "..." if self.args or self.payload else ""
            lines += [
                f"Not idempotent, though repeated after failures as all methods are:"
                f" {facts['not_idempotent']}. To send it once at the most:",
                f"    {self.module}.with_options(retry=tc.Retry(retries=0)).{self.name}({arguments})",
            ]
        words = self.words
        payload = self.payload and f"tc.{self.payload.replace('types.', f'types.{self.module}.', 1)}"
        sections = [
            *words.arguments(payload),
            *words.returns(self.response.removeprefix("types.")),
            *words.raises(),
        ]
        return "\n\n".join([*lines, *words.example(), self.manual, *sections])


def exchange_view(service: Json, exchange: Json, types: TypeNames) -> Json:
    """What the templates say of an exchange."""
    return {
        "name": exchange["name"],
        "summary": exchange["summary"],
        "routing_key": exchange["routingKey"],
        "message": types.message_type(service["service"], exchange),
        "full_name": service["exchangePrefix"] + exchange["exchange"],
    }


# ---------------------------------------------------------------- types

Purposes = dict[tuple[str, bool], str]  # by schema and whether it is sent


def purposes_of(service: Json) -> Purposes:
    """What each schema is for: (schema, sent) -> "Payload of `createTask`."."""
    found: dict[tuple[str, bool], list[str]] = {}
    for method in service["methods"]:
        if "input" in method:
            found.setdefault((method["input"], True), []).append(method["name"])
        if "output" in method:
            found.setdefault((method["output"], False), []).append(method["name"])
    lines = {
        key: f"{'Payload' if key[1] else 'Response'} of {', '.join(f'`{name}`' for name in names)}."
        for key, names in found.items()
    }
    for exchange in service.get("exchanges", []):
        key = (exchange["message"], False)
        said = lines.get(key, "")
        lines[key] = f"{said[:-1]}, `{exchange['name']}`." if said else f"Message of `{exchange['name']}`."
    return lines


def about_type(definition: Definition, purposes: Purposes) -> str:
    """What a type is for, and the schemas that have this structure."""
    schemas = definition.schemas
    sent = is_sent(definition.shape)
    purpose = " ".join(purposes[schema, sent] for schema in schemas if (schema, sent) in purposes)
    lines = [*textwrap.wrap(purpose, 104, break_on_hyphens=False), ""] if purpose else []
    named = [f"`{schema}`" for schema in schemas]
    if len(named) == 1 and len(named[0]) < 90:
        lines.append(f"Schema: {named[0]}.")
    else:
        more = f"- and {len(named) - 5} more" if len(named) > 6 else ""
        lines.append("Schemas:" if len(named) > 1 else "Schema:")
        lines += [f"- {name}" for name in (named[:5] if more else named)]
        lines += [more] if more else []
    return "\n".join(lines)


@dataclass(frozen=True)
class TypeView:
    """What the templates say of a type."""

    name: str
    about: str
    base: str | None
    is_alias: bool
    text: str = ""
    closed: bool = False
    keys: list[tuple[str, str, str | None]] = field(default_factory=list)  # key, annotation, description


def type_view(module: ServiceTypes, definition: Definition, about: str, words: Descriptions) -> TypeView:
    """One definition, for the templates."""
    shape = definition.shape
    if not isinstance(shape, Fields):
        text = "" if definition.base else module.spelled(shape)
        return TypeView(definition.name, about, definition.base, is_alias=True, text=text)
    keys = []
    for key, required, inner in () if definition.base else shape.items:
        text = module.expression(inner)
        text = f"ReadOnly[{text}]" if shape.sent else text
        text = text if required else f"NotRequired[{text}]"
        keys.append((key, text, words.line_for(definition.schemas, key)))
    return TypeView(definition.name, about, definition.base, is_alias=False, closed=shape.closed, keys=keys)


# ---------------------------------------------------------------- files


def environment() -> jinja2.Environment:
    """The templates, in which a name that has no value is an error."""
    found = jinja2.Environment(
        loader=jinja2.FileSystemLoader(ROOT / "tools/templates"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # noqa: S701 (this is no HTML)
    )
    found.filters |= {"docstring": docstring, "quoted": quoted}
    return found


def types_text(template: jinja2.Template, module: ServiceTypes, title: str, **known: Any) -> str:
    """The module of the types of one service.

    `known` has the names it shares, docstrings it is given, and the words about its keys.
    """
    shared, notes = known.get("shared", []), known.get("notes", {})
    words = known.get("words", Descriptions())
    purposes = purposes_of(module.facts)
    views = [
        type_view(module, found, notes.get(found.schemas[0]) or about_type(found, purposes), words)
        for found in module.definitions
    ]
    names = sorted(shared + [view.name for view in views])
    return template.render(title=title, shared=shared, names=names, definitions=views)


def render(facts: Facts) -> dict[Path, str]:
    """All rendered files, not formatted yet."""
    types = TypeNames(facts)
    templates = environment()
    files: dict[Path, str] = {}
    events: dict[str, str] = {}

    def add(folder: Path, module: str, source: str, text: str) -> None:
        files[folder / f"{module}.py"] = HEADER.format(source=source) + text

    for name, service in facts.services.items():
        about, source = Service(name, facts.manual(name)), f"api/{name}.json"
        methods = [Method(service, method, types) for method in service["methods"]]
        text = templates.get_template("service.py.jinja").render(service=about, methods=methods)
        add(SERVICES, about.module, source, text)
        if "exchanges" in service:
            events[about.module] = f"{about.class_name}Events"
            exchanges = [exchange_view(service, exchange, types) for exchange in service["exchanges"]]
            text = templates.get_template("events.py.jinja").render(service=about, exchanges=exchanges)
            add(EVENTS, about.module, source, text)
        title = f"Types of the {name} service: payloads, responses and messages."
        template = templates.get_template("types.py.jinja")
        known = {"shared": types.shared(name), "words": facts.described(name)}
        text = types_text(template, types.modules[name], title, **known)
        add(TYPES, about.module, source, text)
    notes = {f"common/{name}": response["about"] for name, response in facts.responses.items()}
    template = templates.get_template("types.py.jinja")
    known = {"notes": notes, "words": facts.described("common")}
    text = types_text(template, types.common, "Responses that many services give.", **known)
    add(TYPES, "common", "api/overrides.toml", text)
    modules = sorted(path.stem for path in files if path.parent == TYPES)
    add(TYPES, "__init__", "api/", templates.get_template("types_package.py.jinja").render(modules=modules))
    add(EVENTS, "__init__", "api/", templates.get_template("events_package.py.jinja").render(classes=events))
    classes = {module_name(name): class_name(name) for name in sorted(facts.services)}
    template = templates.get_template("services_package.py.jinja")
    add(SERVICES, "__init__", "api/", template.render(classes=classes))
    return files
