"""The API's facts, from `api/`: what methods there are and what they take.

An installed package carries the folder as `tc/testing/api`; in a checkout it stands next to `src/`.
"""

from __future__ import annotations

import functools
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

HERE = Path(__file__).resolve().parents[1]  # tc/testing

# Parameters of these names may hold slashes that are not escaped, as in the services' own routes, where they
# come last or are the only one.
GREEDY = frozenset({"name", "workerPoolId", "taskQueueId", "prefix", "entityId"})
NOT_GREEDY = "/task-queues/<taskQueueId>"
OPTIONAL = ("/namespaces/<namespace>", "/tasks/<namespace>")  # without it they mean the top
MALFORMED = re.compile(r"%(?![0-9A-Fa-f]{2})")


@dataclass(frozen=True)
class Method:
    """One method of a service."""

    service: str
    name: str
    http_method: str
    route: str
    args: tuple[str, ...]
    query: frozenset[str]
    scopes: Any = None
    input: str | None = None
    output: str | None = None
    items: str | None = None
    pattern: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "pattern", route_pattern(self.route))

    @property
    def full_name(self) -> str:
        """Service and method: `queue.createTask`."""
        return f"{self.service}.{self.name}"

    def match(self, path: str) -> dict[str, str] | None:
        """The parameters in a path below the service, or None when the route is another.

        Raises:
            ValueError: A parameter is no percent-encoded UTF-8.
        """
        found = self.pattern.fullmatch(path)
        if found and MALFORMED.search(path):
            raise ValueError("a percent sign without two hexadecimal digits")
        return found and {
            name: unquote(text or "", errors="strict") for name, text in found.groupdict().items()
        }


def route_pattern(route: str) -> re.Pattern[str]:
    """What a route such as `/task/<taskId>/status` matches: the path as sent, still encoded, in any case."""
    parts = re.split(r"<(\w+)>", route.rstrip("/"))
    text = re.escape(parts[0])
    for i in range(1, len(parts), 2):
        name, after = parts[i], parts[i + 1]
        last = i == len(parts) - 2 and not after
        greedy = name in GREEDY and (last or len(parts) == 3) and route != NOT_GREEDY
        text += f"(?P<{name}>{'.+' if greedy else '[^/]+'}){re.escape(after)}"
    if route in OPTIONAL:
        text = text.replace("/(?P", "(?:/(?P") + ")?"
    return re.compile(text + "/?", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True)
class Service:
    """One service: its methods in the order in which routes are tried, and the file they come from."""

    name: str
    version: str
    methods: tuple[Method, ...]
    raw: dict[str, Any]


@dataclass(frozen=True)
class Facts:
    """Everything that `api/` says. The schemas refer to each other by `/schemas/<name>.json#...`."""

    services: dict[str, Service]
    schemas: dict[str, Any]

    def schema_at(self, reference: str) -> Any:
        """What a reference such as `/schemas/queue/v1/task.json#/properties/priority` leads to."""
        file, _, pointer = reference.partition("#")
        found = self.schemas[file.removeprefix("/schemas/").removesuffix(".json")]
        for part in pointer.strip("/").split("/") if pointer.strip("/") else ():
            found = found[part]
        return found


def schema_path(name: str) -> str:
    """The path at which a deployment serves a schema, from its short name `queue/v1/task#/properties/x`."""
    file, hash_mark, fragment = name.partition("#")
    return f"/schemas/{file}.json{hash_mark or '#'}{fragment}"


def with_paths(node: Any) -> Any:
    """A schema whose references are paths."""
    if isinstance(node, list):
        return [with_paths(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {
        key: schema_path(value) if key == "$ref" and isinstance(value, str) else with_paths(value)
        for key, value in node.items()
    }


def read_service(raw: dict[str, Any]) -> Service:
    """A service from its file."""
    methods = tuple(
        Method(
            service=raw["service"],
            name=m["name"],
            http_method=m["method"],
            route=m["route"],
            args=tuple(m["args"]),
            query=frozenset(m["query"]),
            scopes=m.get("scopes"),
            input=m.get("input"),
            output=m.get("output"),
            items=m.get("items"),
        )
        for m in raw["methods"]
    )
    return Service(raw["service"], raw["version"], methods, raw)


@functools.cache
def load() -> Facts:
    """The facts of all services; read once."""
    folder = next((f for f in (HERE / "api", HERE.parents[2] / "api") if f.is_dir()), None)
    if folder is None:
        raise RuntimeError("the facts of the API are not installed with tc.testing")
    files = [json.loads(file.read_text("utf-8")) for file in sorted(folder.glob("*.json"))]
    schemas = {name: with_paths(schema) for raw in files for name, schema in raw["schemas"].items()}
    return Facts({raw["service"]: read_service(raw) for raw in files}, schemas)
