"""`/references` and `/schemas` as a deployment serves them, written from the facts of `api/`.

All that names another document by `$id`, `$schema` or in the manifest does so by an absolute URL.
`tools/import_references.py` and the generators of other clients read them.
"""

from __future__ import annotations

import functools
import re
from typing import Any

from tc.testing.http.common_schemas import common_schemas
from tc.testing.protocol import api_facts
from tc.testing.protocol.api_facts import Service

MANIFEST = "/references/manifest.json"
REFERENCE = re.compile(r"/references/([^/]+)/([^/]+)/(api|exchanges)\.json")
SCHEMA = re.compile(r"/schemas/(.+)\.json")
COMMON = "/schemas/common/"
TITLES = {"queue/v1/task": "Task Definition Response", "queue/v1/task-status": "Task Status Structure"}


def page(root_url: str, path: str) -> Any:
    """Return the JSON document at a path, or None.

    Args:
        root_url: Of the deployment, without a slash at its end.
        path: The path of the document.
    """
    known = api_facts.load()
    if path == MANIFEST:
        return manifest(root_url)
    if reference := REFERENCE.fullmatch(path):
        service = known.services.get(reference[1])
        if service and service.version == reference[2]:
            return api(root_url, service) if reference[3] == "api" else exchanges(root_url, service)
    schema = SCHEMA.fullmatch(path)
    if schema and schema[1] in known.schemas:
        head = {"$schema": f"{root_url}{COMMON}metaschema.json#", "$id": f"{root_url}{path}#"}
        return {**head, "title": title_of(schema[1]), **known.schemas[schema[1]]}
    return common(root_url).get(path)


@functools.cache
def common(root_url: str) -> dict[str, Any]:
    """Return the common schemas by path."""
    found = {}
    for name, schema in common_schemas().items():
        kind = schema["$schema"]
        absolute = kind if kind.startswith("http") else f"{root_url}{COMMON}{kind}"
        found[f"{COMMON}{name}.json"] = {
            **schema,
            "$schema": absolute,
            "$id": f"{root_url}{COMMON}{name}.json#",
        }
    return found


def title_of(name: str) -> str:
    """Return the title of a schema: mostly its file name in words."""
    return TITLES.get(name) or name.rpartition("/")[2].replace("-", " ").title()


def manifest(root_url: str) -> dict[str, Any]:
    """Return the list of all references."""
    paths = []
    for service in api_facts.load().services.values():
        kinds = ["api", *(["exchanges"] if "exchanges" in service.raw else [])]
        paths += [f"{root_url}/references/{service.name}/{service.version}/{kind}.json" for kind in kinds]
    return {"$schema": f"{root_url}{COMMON}manifest-v3.json#", "references": paths}


def head(root_url: str, service: Service, kind: str) -> dict[str, Any]:
    """Return what all references begin with."""
    return {
        "$schema": f"{root_url}{COMMON}{kind}-reference-v0.json#",
        "serviceName": service.name,
        "apiVersion": service.version,
        "title": f"{service.name.replace('-', ' ').title()} Service",
        "description": "",
    }


def api(root_url: str, service: Service) -> dict[str, Any]:
    """Return the reference of a service's methods."""
    entries = []
    for method in service.raw["methods"]:
        entry = {"type": "function", "title": method["name"], "description": method["summary"]}
        entry |= {key: method[key] for key in ("name", "route", "args", "query", "stability", "category")}
        entry["method"] = method["method"].lower()
        if "scopes" in method:
            entry["scopes"] = method["scopes"]
        entry |= {key: relative(service, method[key]) for key in ("input", "output") if key in method}
        entries.append(entry)
    return {**head(root_url, service, "api"), "entries": entries}


def exchanges(root_url: str, service: Service) -> dict[str, Any] | None:
    """Return the reference of a service's exchanges; None for a service without."""
    if "exchanges" not in service.raw:
        return None
    entries = []
    for exchange in service.raw["exchanges"]:
        entry = {"type": "topic-exchange", "title": exchange["name"], "description": exchange["summary"]}
        entry |= {"name": exchange["name"], "exchange": exchange["exchange"]}
        entry["schema"] = relative(service, exchange["message"])
        entry["routingKey"] = [{"summary": word["name"], **word} for word in exchange["routingKey"]]
        entries.append(entry)
    prefix = service.raw["exchangePrefix"]
    return {**head(root_url, service, "exchanges"), "exchangePrefix": prefix, "entries": entries}


def relative(service: Service, name: str) -> str:
    """Return a schema as references name it: below the service's own schemas where it is one of them."""
    return api_facts.schema_path(name).removeprefix(f"/schemas/{service.name}/")
