"""Taskcluster's schemas: what uses them, what is at a place in them, and names by rule for what is there.

A place is a schema's name and a path in it: `queue/v1/task#/properties/priority`. Better names than those by
rule are in `api/overrides.toml`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

Json = dict[str, Any]


def uses(service: Json) -> Iterator[tuple[str, str, str]]:
    """Each method or exchange with a schema: its name, `input`, `output` or `message`, and the schema."""
    for entry in [*service["methods"], *service.get("exchanges", [])]:
        for role in ("input", "output", "message"):
            if role in entry:
                yield entry["name"], role, entry[role]


def schema_at(schemas: Json, place: str) -> Json:
    """The schema at a place."""
    name, _, path = place.partition("#")
    node: Json = schemas[name]
    for part in filter(None, path.split("/")):
        node = node[part]
    return node


def inside(place: str, path: str) -> str:
    """The place below another, by its path from there."""
    return f"{place}{'' if '#' in place else '#'}/{path}"


def structures(service: Json) -> dict[str, list[str]]:
    """Every structure with keys that a service sends or receives, by its place, with its keys."""
    found: dict[str, list[str]] = {}

    def walk(node: Json, place: str) -> None:
        if "$ref" in node:
            place = node["$ref"]
            walk(schema_at(service["schemas"], place), place)
        elif place not in found:
            found[place] = list(node.get("properties", {}))
            for path, inner in _below(node):
                walk(inner, inside(place, path))

    for _, _, schema in uses(service):
        walk({"$ref": schema}, "")
    return {place: keys for place, keys in found.items() if keys}


def _below(node: Json) -> Iterator[tuple[str, Json]]:
    """The schemas directly inside a schema, with their paths from it."""
    for key, inner in node.get("properties", {}).items():
        yield f"properties/{key}", inner
    for word in ("oneOf", "anyOf"):
        for number, inner in enumerate(node.get(word, [])):
            yield f"{word}/{number}", inner
    for word in ("items", "additionalProperties"):
        if isinstance(node.get(word), dict):
            yield word, node[word]


# ---------------------------------------------------------------- names by rule


def pascal(text: str) -> str:
    """`list-lastFires-response` -> `ListLastFiresResponse`."""
    return "".join(word[:1].upper() + word[1:] for word in re.split(r"[^A-Za-z0-9]+", text))


def name_of_place(place: str) -> str:
    """The name by rule of what a `$ref` means: `queue/v1/task#/properties/priority` -> `TaskPriority`."""
    schema, _, path = place.partition("#")
    name = pascal(schema.rpartition("/")[2])
    for key in re.findall(r"(?:properties|definitions)/(\w+)", path):
        name = stem(name) + pascal(key)
    return name


def stem(name: str) -> str:
    """A parent's name without the word that says what it is for: `ListTasksResponse` -> `ListTasks`."""
    return re.sub(r"(?<=[a-z0-9])(Response|Request|Message|Input|Output)$", "", name)


def singular(name: str) -> str:
    """The name of one item of a list: `TaskStatusRuns` -> `TaskStatusRun`."""
    return re.sub(r"(?<=[a-z])s$", "", name)


def option_name(parent: str, option: Json, tags: Collection[str]) -> str:
    """A name for one form of a union: by the constant of a tag (`storageType: "s3"`), else by its keys."""
    properties = option.get("properties", {})
    for key in sorted(properties):
        values = properties[key].get("enum", [properties[key].get("const")])
        if isinstance(values[0], str) and key in option.get("required", []) and key in tags:
            word = pascal(values[0])
            base = stem(parent)
            return f"{base}{word}{parent.removeprefix(base)}"
    return parent + "".join(pascal(key) for key in sorted(option.get("required", [])))
