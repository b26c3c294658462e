"""The facts of the API: the files of `api/`, and our corrections of them in `api/overrides.toml`."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from descriptions import COMMON, Descriptions, FactsError, read_all, refuse
from schemas import Json

API = Path(__file__).resolve().parent.parent / "api"
OVERRIDES = "overrides.toml"
MANUAL = "https://docs.taskcluster.net/docs/reference/"
METHOD_KEYS = {"redirects", "min_read_timeout", "not_idempotent"}


def load(folder: Path) -> dict[str, Json]:
    """The facts as they were imported, by service."""
    services = [json.loads(file.read_text("utf-8")) for file in sorted(folder.glob("*.json"))]
    return {service["service"]: service for service in services}


def dump(service: Json) -> str:
    """One service as text: a line for each method, exchange and schema, so that changes are easy to see."""

    def line(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False)

    parts = []
    for key, value in service.items():
        if key in ("methods", "exchanges"):
            rows = ",\n".join(f"  {line(item)}" for item in value)
            parts.append(f" {line(key)}: [\n{rows}\n ]")
        elif key == "schemas":
            rows = ",\n".join(f"  {line(name)}: {line(schema)}" for name, schema in value.items())
            parts.append(f" {line(key)}: {{\n{rows}\n }}")
        else:
            parts.append(f" {line(key)}: {line(value)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def entries(services: dict[str, Json]) -> dict[str, Json]:
    """Every method (`queue.status`), exchange (`queue:taskDefined`) and schema by its full name."""
    found: dict[str, Json] = {}
    for name, service in services.items():
        found |= {f"{name}.{m['name']}": m for m in service["methods"]}
        found |= {f"{name}:{e['name']}": e for e in service.get("exchanges", [])}
        found |= service["schemas"]
    return found


def module_name(service: str) -> str:
    """The module of a service: `worker-manager` -> `worker_manager`."""
    return service.replace("-", "_")


@dataclass(frozen=True)
class Facts:
    """All facts, corrected.

    Attributes:
        services: By name, as imported; methods also have the keys that `overrides.toml` gives them.
        sections: The section of the manual for services that are not in "core".
        query: The type of each query argument.
        arguments: The types of route arguments that need not be text.
        responses: By name, the responses without a schema in the references.
        names: By place in the schemas, better names for structures.
        tags: Keys whose constant gives a form of a union its name.
        descriptions: By service, our words about keys and methods.
    """

    services: dict[str, Json]
    sections: dict[str, str]
    query: dict[str, str]
    arguments: dict[str, str]
    responses: dict[str, Json]
    names: dict[str, str]
    tags: frozenset[str]
    descriptions: dict[str, Descriptions] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path = API) -> Facts:
        """The facts of a folder.

        Raises:
            FactsError: A correction or a description matches nothing, or one is missing.
        """
        services = load(folder)
        overrides = tomllib.loads((folder / OVERRIDES).read_text("utf-8"))
        facts = cls.corrected(services, overrides, read_all(folder, services))
        facts.described(COMMON).check_shared(facts.common())
        return facts

    @classmethod
    def corrected(
        cls, services: dict[str, Json], overrides: Json, descriptions: dict[str, Descriptions] | None = None
    ) -> Facts:
        """The facts of services with the corrections of an `overrides.toml`, which are checked."""
        methods = {name: entry for name, entry in entries(services).items() if "method" in entry}
        silent = {method["name"] for method in methods.values() if "output" not in method}
        query = {key for method in methods.values() for key in method["query"]}
        arguments = {name for method in methods.values() for name in method["args"]}
        known = {"sections": services, "query": query, "arguments": arguments, "methods": methods}
        for table, names in known.items():
            refuse(OVERRIDES, table, overrides[table].keys() - set(names))
        for name, keys in overrides["methods"].items():
            refuse(OVERRIDES, f"methods.{name}", keys.keys() - METHOD_KEYS)
            methods[name].update(keys)
        for name, response in overrides["responses"].items():
            named = response.get("methods", [])
            refuse(OVERRIDES, "responses", [name] if not named and name != "empty" else [])
            refuse(OVERRIDES, f"responses.{name}", set(named) - silent)
        if missing := sorted(query - overrides["query"].keys()):
            raise FactsError(f"{OVERRIDES}: [query] has no type for {', '.join(missing)}")
        return cls(
            services,
            overrides["sections"],
            overrides["query"],
            overrides["arguments"],
            overrides["responses"],
            {schema + at: name for schema, found in overrides["names"].items() for at, name in found.items()},
            frozenset(overrides["tags"]["keys"]),
            descriptions or {},
        )

    def manual(self, service: str) -> str:
        """The address of a service in Taskcluster's manual."""
        return f"{MANUAL}{self.sections.get(service, 'core')}/{service}"

    def described(self, service: str) -> Descriptions:
        """Our words about a service, or about what is `common` to all."""
        return self.descriptions.get(service, Descriptions())

    def response_name(self, method: Json) -> str:
        """The schema, among those of `common`, of the response of a method without one in the references."""
        names = (name for name, entry in self.responses.items() if method["name"] in entry.get("methods", ()))
        return f"{COMMON}/{next(names, 'empty')}"

    def structured(self) -> dict[str, Json]:
        """All that has structures with keys: the services, and what is `common` to them."""
        return {**self.services, COMMON: self.common()}

    def common(self) -> Json:
        """The responses that services share, in the form of a service."""
        named = {f"{COMMON}/{name}": response for name, response in self.responses.items()}
        methods = [{"name": name, "output": name, "about": each["about"]} for name, each in named.items()]
        return {
            "service": COMMON,
            "methods": methods,
            "schemas": {name: each["schema"] for name, each in named.items()},
        }
