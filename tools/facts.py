"""The facts of the API: the files of `api/`, and our corrections of them in `api/overrides.toml`."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from descriptions import COMMON, Descriptions, FactsError, read_all, refuse
from schemas import Json, pascal

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
        text = line(value)
        if isinstance(value, list):
            text = "[\n" + ",\n".join(f"  {line(item)}" for item in value) + "\n ]"
        elif isinstance(value, dict):
            rows = [f"  {line(name)}: {line(item)}" for name, item in value.items()]
            text = "{\n" + ",\n".join(rows) + "\n }"
        parts.append(f" {line(key)}: {text}")
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
        services: By name, as imported, with the address of their `manual`. Methods have the keys that
            `overrides.toml` gives them, types of their arguments, and those without `output` the schema of a
            common `response`.
        structured: All that has structures with keys: the services, and in the form of one what is `common`.
        names: By place in the schemas, better names for structures.
        tags: Keys whose constant gives a form of a union its name.
        descriptions: By service, our words about keys and methods.
    """

    services: dict[str, Json]
    structured: dict[str, Json]
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
        methods = [method for service in services.values() for method in service["methods"]]
        facts.descriptions[COMMON].check(facts.structured[COMMON], methods)
        return facts

    @classmethod
    def corrected(
        cls, services: dict[str, Json], overrides: Json, descriptions: dict[str, Descriptions] | None = None
    ) -> Facts:
        """The facts of services with the corrections of an `overrides.toml`, which are checked."""
        methods = {name: entry for name, entry in entries(services).items() if "method" in entry}
        silent = [method for method in methods.values() if "output" not in method]
        query = {key for method in methods.values() for key in method["query"]}
        arguments = {name for method in methods.values() for name in method["args"]}
        known = {"sections": services, "query": query, "arguments": arguments, "methods": methods}
        for table, names in known.items():
            refuse(OVERRIDES, table, overrides[table].keys() - set(names))
        for name, keys in overrides["methods"].items():
            refuse(OVERRIDES, f"methods.{name}", keys.keys() - METHOD_KEYS)
            methods[name].update(keys)
        responses = dict.fromkeys((method["name"] for method in silent), "empty")
        for name, response in overrides["responses"].items():
            named = response.get("methods", [])
            refuse(OVERRIDES, "responses", [name] if not named and name != "empty" else [])
            refuse(OVERRIDES, f"responses.{name}", named - responses.keys())
            responses |= dict.fromkeys(named, name)
        if missing := sorted(query - overrides["query"].keys()):
            raise FactsError(f"{OVERRIDES}: [query] has no type for {', '.join(missing)}")
        for name, service in services.items():
            service["manual"] = f"{MANUAL}{overrides['sections'].get(name, 'core')}/{name}"
        for method in methods.values():
            method["args"] = {name: overrides["arguments"].get(name, "str") for name in method["args"]}
            method["query"] = {key: overrides["query"][key] for key in method["query"]}
        for method in silent:
            method["response"] = f"{COMMON}/{responses[method['name']]}"
        names = {
            schema + at: name for schema, found in overrides["names"].items() for at, name in found.items()
        }
        structured = {**services, COMMON: common_service(overrides["responses"])}
        return cls(services, structured, names, frozenset(overrides["tags"]["keys"]), descriptions or {})


def common_service(responses: dict[str, Json]) -> Json:
    """Responses that services share, in the form of a service with a method for each."""
    methods = [
        {"name": pascal(name), "args": {}, "query": {}, "output": f"{COMMON}/{name}"} for name in responses
    ]
    named = {f"{COMMON}/{name}": response for name, response in responses.items()}
    schemas = {name: response["schema"] for name, response in named.items()}
    about = {name: response["about"] for name, response in named.items()}
    return {"service": COMMON, "methods": methods, "schemas": schemas, "about": about}
