"""`/references` and `/schemas` in the standard layout, written from the facts.

`tools/import_references.py` and the generators of other clients read them.
"""

from __future__ import annotations

import functools
import re
from typing import Any

from tc.testing.protocol import api_facts
from tc.testing.protocol.api_facts import Service

MANIFEST = "/references/manifest.json"
REFERENCE = re.compile(r"/references/([^/]+)/([^/]+)/(api|exchanges)\.json")
SCHEMA = re.compile(r"/schemas/(.+)\.json")


def page(path: str) -> Any:
    """The JSON document at a path, or None."""
    known = api_facts.load()
    if path == MANIFEST:
        return manifest()
    if reference := REFERENCE.fullmatch(path):
        service = known.services.get(reference[1])
        if service and service.version == reference[2]:
            return api(service) if reference[3] == "api" else exchanges(service)
    schema = SCHEMA.fullmatch(path)
    if schema and schema[1] in known.schemas:
        head = {"$schema": "http://json-schema.org/draft-07/schema#", "$id": f"{path}#"}
        return head | known.schemas[schema[1]]
    return None


@functools.cache
def manifest() -> dict[str, Any]:
    """The list of all references."""
    paths = []
    for service in api_facts.load().services.values():
        kinds = ["api", *(["exchanges"] if "exchanges" in service.raw else [])]
        paths += [f"/references/{service.name}/{service.version}/{kind}.json" for kind in kinds]
    return {"$schema": "/schemas/common/manifest-v3.json#", "references": paths}


def head(service: Service, kind: str) -> dict[str, Any]:
    """What all references begin with."""
    return {
        "$schema": f"/schemas/common/{kind}-reference-v0.json#",
        "serviceName": service.name,
        "apiVersion": service.version,
        "title": service.name,
        "description": "",
    }


def api(service: Service) -> dict[str, Any]:
    """The reference of a service's methods."""
    entries = []
    for method in service.raw["methods"]:
        entry = {"type": "function", "title": method["name"], "description": method["summary"]}
        entry |= {key: method[key] for key in ("name", "route", "args", "query", "stability", "category")}
        entry["method"] = method["method"].lower()
        if "scopes" in method:
            entry["scopes"] = method["scopes"]
        entry |= {key: relative(service, method[key]) for key in ("input", "output") if key in method}
        entries.append(entry)
    return {**head(service, "api"), "entries": entries}


def exchanges(service: Service) -> dict[str, Any] | None:
    """The reference of a service's exchanges; None for a service without."""
    if "exchanges" not in service.raw:
        return None
    entries = []
    for exchange in service.raw["exchanges"]:
        entry = {"type": "topic-exchange", "title": exchange["name"], "description": exchange["summary"]}
        entry |= {"name": exchange["name"], "exchange": exchange["exchange"]}
        entry["schema"] = relative(service, exchange["message"])
        entry["routingKey"] = [{"summary": word["name"], **word} for word in exchange["routingKey"]]
        entries.append(entry)
    return {**head(service, "exchanges"), "exchangePrefix": service.raw["exchangePrefix"], "entries": entries}


def relative(service: Service, name: str) -> str:
    """A schema as references name it: below the service's own schemas where it is one of them."""
    return api_facts.schema_path(name).removeprefix(f"/schemas/{service.name}/")
