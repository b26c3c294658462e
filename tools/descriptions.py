"""Our own words about the keys of payloads and responses, and about methods: `api/descriptions/*.toml`.

One file a service, with these tables:

    [page]                       for the service's page: what it is about, a call as an example, and which
                                 methods come first
    [keys."queue/v1/task"]       a line for each key of a structure, named as in the docstring of its type
    [shared]                     a line for each key that means the same wherever it has no line of its own
    [same]                       structures that are described by the lines of another
    [left-out."queue/v1/task"]   keys that have no line, and why: what is not known for sure is not guessed
    [arguments]                  a line for each argument of the methods, or of one: "createTask.taskId"
    [returns]                    what a method returns
    [raises]                     which errors a method has of its own, and when
    [examples]                   a payload of a method, as a Python expression

`common.toml` has what all services share: arguments, responses by the name of their type, keys of those.

An entry that matches nothing is an error, so that a new release cannot leave one behind. Keys without one
are reported by the importer and the generator.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

Json = dict[str, Any]
FOLDER = "descriptions"
COMMON = "common"
TABLES = {"page", "keys", "shared", "same", "left-out", "arguments", "returns", "raises", "examples"}
COMMON_TABLES = {"shared", "arguments", "returns"}


class DescriptionError(Exception):
    """The descriptions do not fit the facts."""


def structures(service: Json) -> dict[str, list[str]]:
    """Every structure with keys that a service sends or receives, by its place, with its keys."""
    schemas: Json = service["schemas"]
    found: dict[str, list[str]] = {}

    def walk(node: Json, place: str) -> None:
        if "$ref" in node:
            place = node["$ref"]
            walk(_at(schemas, place), place)
        elif place not in found:
            found[place] = list(node.get("properties", {}))
            for key, inner in _below(node):
                walk(inner, f"{place}{'' if '#' in place else '#'}/{key}")

    for entry in [*service["methods"], *service.get("exchanges", [])]:
        for role in ("input", "output", "message"):
            if role in entry:
                walk({"$ref": entry[role]}, "")
    return {place: keys for place, keys in found.items() if keys}


def _at(schemas: Json, reference: str) -> Json:
    name, _, pointer = reference.partition("#")
    node: Json = schemas[name]
    for part in pointer.strip("/").split("/") if pointer else ():
        node = node[part]
    return node


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


@dataclass(frozen=True)
class Descriptions:
    """What one service's file says; nothing by default.

    Attributes:
        page: About the service's page: `about`, `example` and `first`.
        keys: By structure and key, our line.
        shared: By key, the line for structures that have none of their own.
        same: By structure, the one whose lines it has.
        left_out: By structure and key, why there is no line.
        arguments: By name of an argument, or of a method, a dot and the argument, our line.
        returns: By method, what it returns.
        raises: By method and error, when it is raised.
        examples: By method, a payload as a Python expression.
    """

    page: Json = field(default_factory=dict)
    keys: dict[str, dict[str, str]] = field(default_factory=dict)
    shared: dict[str, str] = field(default_factory=dict)
    same: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, dict[str, str]] = field(default_factory=dict)
    arguments: dict[str, str] = field(default_factory=dict)
    returns: dict[str, str] = field(default_factory=dict)
    raises: dict[str, dict[str, str]] = field(default_factory=dict)
    examples: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, file: Path, tables: Collection[str] = TABLES) -> Descriptions:
        """The descriptions in a file.

        Raises:
            DescriptionError: The file has a table that has no meaning.
        """
        found = tomllib.loads(file.read_text("utf-8"))
        _refuse(file.name, "tables", found.keys() - set(tables))
        return cls(**{name.replace("-", "_"): table for name, table in found.items()})

    def line(self, place: str, key: str) -> str | None:
        """Our line about a key of a structure, or None."""
        own = self.keys.get(place, {}).get(key) or self.keys.get(self.same.get(place, ""), {}).get(key)
        return own or (None if self.why_left_out(place, key) else self.shared.get(key))

    def line_for(self, places: Iterable[str], key: str) -> str | None:
        """Our line about a key of a structure that stands in several places.

        Raises:
            DescriptionError: The places have different lines.
        """
        found = {line for place in places if (line := self.line(place, key))}
        if len(found) > 1:
            raise DescriptionError(f"{key} has two lines, but one type: in {', '.join(places)}")
        return found.pop() if found else None

    def why_left_out(self, place: str, key: str) -> str | None:
        """Why a key has no line, where that is on purpose."""
        return self.left_out.get(place, {}).get(key)

    def missing(self, service: Json) -> list[tuple[str, str]]:
        """The structures and keys that have neither a line nor a reason to have none."""
        return [
            (place, key)
            for place, keys in structures(service).items()
            for key in keys
            if not self.line(place, key) and not self.why_left_out(place, key)
        ]

    def count(self, service: Json) -> tuple[int, int, int]:
        """How many keys a service has, and how many of them have a line and a reason to have none."""
        keys = [(place, key) for place, keys in structures(service).items() for key in keys]
        left_out = sum(bool(self.why_left_out(*key)) for key in keys)
        return len(keys), len(keys) - left_out - len(self.missing(service)), left_out

    def check(self, service: Json) -> None:
        """Refuse what matches nothing in a service.

        Raises:
            DescriptionError: An entry matches nothing, or a key has both a line and a reason to have none.
        """
        name, known = f"{service['service']}.toml", structures(service)
        entries = {f"{place} {key}" for place, keys in known.items() for key in keys}
        for title, table in (("keys", self.keys), ("left-out", self.left_out)):
            _refuse(name, title, {f"{p} {key}" for p, keys in table.items() for key in keys} - entries)
        for place in self.left_out.keys() & self.keys.keys():
            _refuse(name, "left-out", self.left_out[place].keys() & self.keys[place].keys())
        _refuse(name, "same", (self.same.keys() | set(self.same.values())) - known.keys())
        self.check_shared(service)
        methods = {method["name"]: method for method in service["methods"]}
        _refuse(name, "page", set(self.page.get("first", ())) - methods.keys())
        for title, words in (("returns", self.returns), ("raises", self.raises)):
            _refuse(name, title, words.keys() - methods.keys())
        _refuse(name, "arguments", self.arguments.keys() - set(argument_names(methods.values())))
        payloads = {name for name, method in methods.items() if "input" in method}
        _refuse(name, "examples", self.examples.keys() - payloads)

    def check_shared(self, service: Json) -> None:
        """Refuse shared lines of which no key of a service makes use.

        Raises:
            DescriptionError: There is one.
        """
        unused = self.shared.keys() - set(self._shared_used(structures(service)))
        _refuse(f"{service['service']}.toml", "shared", unused)

    def argument(self, method: str, argument: str) -> str | None:
        """Our line about an argument of a method, or None."""
        return self.arguments.get(f"{method}.{argument}") or self.arguments.get(argument)

    def _shared_used(self, known: dict[str, list[str]]) -> Iterator[str]:
        for place, keys in known.items():
            own = self.keys.get(place, {}) | self.keys.get(self.same.get(place, ""), {})
            yield from (key for key in keys if key not in own and not self.why_left_out(place, key))


def argument_names(methods: Iterable[Json]) -> Iterator[str]:
    """The names of all arguments of methods, each alone and with its method: `taskId`, `task.taskId`."""
    for method in methods:
        for name in [*method["args"], *method["query"], *(["payload"] if "input" in method else [])]:
            yield from (name, f"{method['name']}.{name}")


def _refuse(file: str, table: str, entries: Iterable[str]) -> None:
    if found := sorted(entries):
        raise DescriptionError(
            f"{FOLDER}/{file}: [{table}] has entries that match nothing: {', '.join(found)}"
        )


def read_all(folder: Path, services: dict[str, Json]) -> dict[str, Descriptions]:
    """The descriptions of all services in the `api/` folder, checked, and those that are `common`.

    Raises:
        DescriptionError: An entry, or a file, matches nothing.
    """
    files = {file.stem: file for file in sorted((folder / FOLDER).glob("*.toml"))}
    if strange := sorted(files.keys() - services.keys() - {COMMON}):
        raise DescriptionError(f"{FOLDER}/{strange[0]}.toml belongs to no service")
    found = {name: Descriptions.read(files[name]) if name in files else Descriptions() for name in services}
    for name, service in services.items():
        found[name].check(service)
    if COMMON in files:
        found[COMMON] = Descriptions.read(files[COMMON], COMMON_TABLES)
        known = {name for service in services.values() for name in argument_names(service["methods"])}
        _refuse(files[COMMON].name, "arguments", found[COMMON].arguments.keys() - known)
    return found
