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
are reported by the importer, and fail a test.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

from schemas import Json, structures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

FOLDER = "descriptions"
COMMON = "common"


class FactsError(Exception):
    """The facts, our corrections and our descriptions do not fit each other."""


def refuse(file: str, table: str, strange: Iterable[str]) -> None:
    """Raise FactsError if there are entries in a table that match nothing."""
    if found := sorted(strange):
        raise FactsError(f"{file}: [{table}] has entries that match nothing: {', '.join(found)}")


@dataclass(frozen=True)
class Descriptions:
    """What one service's file says, by the tables above; nothing by default."""

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
    def read(cls, file: Path) -> Descriptions:
        """The descriptions in a file, which need not exist."""
        tables = tomllib.loads(file.read_text("utf-8")) if file.is_file() else {}
        found = {name.replace("-", "_"): table for name, table in tables.items()}
        refuse(f"{FOLDER}/{file.name}", "tables", found.keys() - {field.name for field in fields(cls)})
        return cls(**found)

    def line(self, place: str, key: str) -> str | None:
        """Our line about a key of a structure, or None."""
        return self._own(place).get(key) or (None if self.why_left_out(place, key) else self.shared.get(key))

    def _own(self, place: str) -> dict[str, str]:
        return self.keys.get(self.same.get(place, ""), {}) | self.keys.get(place, {})

    def line_for(self, places: Iterable[str], key: str) -> str | None:
        """Our line about a key of a structure that stands in several places.

        Raises:
            FactsError: The places have different lines.
        """
        found = {line for place in places if (line := self.line(place, key))}
        if len(found) > 1:
            raise FactsError(f"{key} has two lines, but one type: in {', '.join(places)}")
        return found.pop() if found else None

    def why_left_out(self, place: str, key: str) -> str | None:
        """Why a key has no line, where that is on purpose."""
        return self.left_out.get(place, {}).get(key)

    def missing(self, service: Json) -> list[tuple[str, str]]:
        """The structures and keys that have neither a line nor a reason to have none."""
        return [
            key for key in keys_of(structures(service)) if not self.line(*key) and not self.why_left_out(*key)
        ]

    def count(self, service: Json) -> tuple[int, int, int]:
        """How many keys a service has, and how many of them have a line and a reason to have none."""
        keys = list(keys_of(structures(service)))
        left_out = sum(bool(self.why_left_out(*key)) for key in keys)
        return len(keys), len(keys) - left_out - len(self.missing(service)), left_out

    def check(self, service: Json, others: Iterable[Json] = ()) -> None:
        """Refuse what matches nothing in a service, or in methods of others, and keys with two entries."""
        file, known = f"{FOLDER}/{service['service']}.toml", structures(service)
        all_keys, keys, left_out = (set(keys_of(table)) for table in (known, self.keys, self.left_out))
        methods = {method["name"]: method for method in service["methods"]}
        arguments = set(argument_names([*methods.values(), *others]))
        payloads = {name for name, method in methods.items() if "input" in method}
        shared = {key for place, key in all_keys - left_out if key not in self._own(place)}
        refuse(file, "keys", map(" ".join, keys - all_keys))
        refuse(file, "left-out", map(" ".join, left_out - all_keys))
        refuse(file, "left-out", (key for _, key in left_out & keys))
        refuse(file, "same", (self.same.keys() | set(self.same.values())) - known.keys())
        refuse(file, "page", set(self.page.get("first", ())) - methods.keys())
        refuse(file, "returns", self.returns.keys() - methods.keys())
        refuse(file, "raises", self.raises.keys() - methods.keys())
        refuse(file, "arguments", self.arguments.keys() - arguments)
        refuse(file, "examples", self.examples.keys() - payloads)
        refuse(file, "shared", self.shared.keys() - shared)

    def argument(self, method: str, argument: str) -> str | None:
        """Our line about an argument of a method, or None."""
        return self.arguments.get(f"{method}.{argument}") or self.arguments.get(argument)

    def errors(self, method: Json) -> dict[str, str]:
        """The errors that the service raises itself in a method, and when."""
        lines: dict[str, str] = {}
        checked = ["an argument"] if method["args"] or method["query"] else []
        checked += ["the payload"] if "input" in method else []
        if checked:
            lines["BadRequestError"] = f"{' or '.join(checked).capitalize()} has the wrong form."
        if "scopes" in method:
            lines["InsufficientScopesError"] = "The credentials lack scopes that are needed."
        for error, line in self.raises.get(method["name"], {}).items():
            lines[error] = f"{lines[error]} {line}" if error in lines else line
        return lines


def keys_of(table: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, str]]:
    """Each structure with each of its keys."""
    return ((place, key) for place, keys in table.items() for key in keys)


def argument_names(methods: Iterable[Json]) -> Iterator[str]:
    """The names of all arguments of methods, each alone and with its method: `taskId`, `task.taskId`."""
    for method in methods:
        for name in [*method["args"], *method["query"], *(["payload"] if "input" in method else [])]:
            yield from (name, f"{method['name']}.{name}")


def read_all(folder: Path, services: dict[str, Json]) -> dict[str, Descriptions]:
    """The descriptions of all services in the `api/` folder, checked, and those that are `common`."""
    names = [*services, COMMON]
    if strange := sorted({file.stem for file in (folder / FOLDER).glob("*.toml")} - set(names)):
        raise FactsError(f"{FOLDER}/{strange[0]}.toml belongs to no service")
    found = {name: Descriptions.read(folder / FOLDER / f"{name}.toml") for name in names}
    for name, service in services.items():
        found[name].check(service)
    return found
