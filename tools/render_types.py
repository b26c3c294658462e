#!/usr/bin/env python3
"""Render `src/tc/types/` from `api/`: a module of types for each service.

    render_types.py            write src/tc/types/
    render_types.py --check    write nothing; fail on any missing, stale or orphan file

What a schema becomes and how it is called is decided in `schema_types.py`.
"""

from __future__ import annotations

import argparse
import sys
import textwrap
from typing import TYPE_CHECKING

from generated import ROOT, formatted, reconcile
from import_references import API, Json, load
from schema_names import COMMON_NOTES, module_name
from schema_types import Definition, Fields, SchemaError, ServiceTypes, TypeNames, is_sent

if TYPE_CHECKING:
    from pathlib import Path

TYPES = ROOT / "src" / "tc" / "types"
HEADER = "# Generated from {source} by tools/render_types.py. Do not edit.\n"
IMPORTS = """
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, NotRequired, TypeAlias

from typing_extensions import ReadOnly, TypedDict
"""
PACKAGE = '''"""Types of what is sent to Taskcluster and of what is received, a module for each service.

They are for type checkers and editors, and cost nothing until they are imported: service methods name them in
annotations alone.

    from tc.types import queue as queue_types

    def show(task: queue_types.Task) -> None: ...

Names come from Taskcluster's schemas: `queue/v1/create-task-request` is `tc.types.queue.CreateTaskRequest`.
What is inside a schema is named after its parent and key, or shorter. Each docstring names the schema.

Sent and received are different types:

- Received: dicts and lists, as decoded from JSON. Times are `str`, free-form JSON is `dict[str, Any]`.
- Sent: whatever can be read like it. Keys are read-only, lists are `Sequence`, free-form JSON is
  `Mapping[str, object]`, times are `datetime | str`. What was received can be sent.
- Where one schema is for both, the plain name is what is received, and what is sent has `Input` at its end:
  `tc.types.secrets.Secret` and `tc.types.secrets.SecretInput`.

Most schemas allow no other keys than theirs, and their types are closed (PEP 728): a type checker then
refuses unknown keys, and tells the forms of a union apart by their keys. Types that are not closed may have
more.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tc.types import {modules}

__all__ = {quoted}


def __getattr__(name: str) -> Any:
    """Import the module of a service on first use."""
    if name in __all__:
        return import_module(f"tc.types.{{name}}")
    raise AttributeError(f"module {{__name__!r}} has no attribute {{name!r}}")
'''


Purposes = dict[tuple[str, bool], str]  # of a schema, received or sent


def uses(facts: Json) -> Purposes:
    """What the schemas are for: (schema, sent) -> "Payload of `createTask`."."""
    found: dict[tuple[str, bool], list[str]] = {}
    for method in facts["methods"]:
        if "input" in method:
            found.setdefault((method["input"], True), []).append(method["name"])
        if "output" in method:
            found.setdefault((method["output"], False), []).append(method["name"])
    lines = {
        key: f"{'Payload' if key[1] else 'Answer'} of {', '.join(f'`{name}`' for name in names)}."
        for key, names in found.items()
    }
    for exchange in facts.get("exchanges", []):
        key = (exchange["message"], False)
        said = lines.get(key, "")
        lines[key] = f"{said[:-1]}, `{exchange['name']}`." if said else f"Message of `{exchange['name']}`."
    return lines


def docstring(definition: Definition, purposes: Purposes) -> str:
    """The text below a definition, which names the schemas that have this structure."""
    schemas = definition.schemas
    if schemas[0] in COMMON_NOTES:
        return f'"""{COMMON_NOTES[schemas[0]]}"""'
    sent = is_sent(definition.shape)
    purpose = " ".join(purposes[schema, sent] for schema in schemas if (schema, sent) in purposes)
    lines = textwrap.wrap(purpose, 104, break_on_hyphens=False)
    if purpose:
        lines.append("")
    named = [f"`{schema}`" for schema in schemas]
    if len(named) == 1 and len(named[0]) < 90:
        lines.append(f"Schema: {named[0]}.")
    else:
        more = f"- and {len(named) - 5} more" if len(named) > 6 else ""
        lines.append("Schemas:" if len(named) > 1 else "Schema:")
        lines += [f"- {name}" for name in (named[:5] if more else named)]
        lines += [more] if more else []
    end = "\n" if len(lines) > 1 else ""
    return f'"""{chr(10).join(lines)}{end}"""'


def definition_text(module: ServiceTypes, definition: Definition, purposes: Purposes) -> str:
    """One definition as source."""
    note, shape = docstring(definition, purposes), definition.shape
    if not isinstance(shape, Fields):
        return f"{definition.name}: TypeAlias = {definition.base or module.spelled(shape)}\n{note}\n"
    note = textwrap.indent(note, "    ")
    closed = ", closed=True" if shape.closed else ""
    if definition.base:
        return f"class {definition.name}({definition.base}{closed}):\n{note}\n"
    lines = [f"class {definition.name}(TypedDict{closed}):", note, ""]
    for key, required, inner in shape.items:
        text = module.expression(inner)
        if shape.sent:
            text = f"ReadOnly[{text}]"
        lines.append(f"    {key}: {text if required else f'NotRequired[{text}]'}")
    return "\n".join(lines) + "\n"


def module_text(module: ServiceTypes, title: str, shared: list[str]) -> str:
    """The module of one service."""
    purposes = uses(module.facts)
    blocks = [definition_text(module, definition, purposes) for definition in module.definitions]
    names = sorted(shared + [definition.name for definition in module.definitions])
    text = f'"""{title}"""\n{IMPORTS}'
    if shared:
        text += f"from tc.types.common import {', '.join(shared)}\n"
    text += f"\n__all__ = {names!r}\n"
    return "\n\n".join([text, *blocks])


def render(services: dict[str, Json]) -> dict[Path, str]:
    """All files of `src/tc/types/`."""
    names = TypeNames(services)
    files: dict[Path, str] = {}

    def add(file: str, text: str, source: str) -> None:
        files[TYPES / f"{file}.py"] = HEADER.format(source=source) + text

    add("common", module_text(names.common, "Answers that many services give.", []), "tools/schema_names.py")
    for service, module in names.modules.items():
        title = f"Types of the {service} service: payloads, answers and messages."
        add(module_name(service), module_text(module, title, names.shared(service)), f"api/{service}.json")
    modules = sorted(file.stem for file in files)
    add("__init__", PACKAGE.format(modules=", ".join(modules), quoted=repr(modules)), "api/")
    return formatted(files)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="write nothing, fail on any difference")
    args = parser.parse_args(argv)
    try:
        wanted = render(load(API))
    except SchemaError as error:
        print(f"cannot render types: {error}", file=sys.stderr)
        return 2
    return reconcile(wanted, [TYPES], check=args.check)


if __name__ == "__main__":
    sys.exit(main())
