"""The schemas below `/schemas/common`, by which references and schemas of services are checked.

They say what the documents that a deployment serves look like: the manifest, references of methods and of
exchanges, the `actions.json` of decision tasks, and schemas themselves.
https://docs.taskcluster.net/docs/manual/design/apis/reference-format
"""

from __future__ import annotations

from typing import Any

DRAFT_6 = "http://json-schema.org/draft-06/schema#"
DRAFT_7 = "http://json-schema.org/draft-07/schema#"
TEXT: dict[str, Any] = {"type": "string"}
TEXTS: dict[str, Any] = {"type": "array", "items": TEXT}
SCOPES: dict[str, Any] = {
    "anyOf": [
        TEXT,
        {"type": "object", "required": ["AllOf"], "properties": {"AllOf": {"type": "array"}}},
        {"type": "object", "required": ["AnyOf"], "properties": {"AnyOf": {"type": "array"}}},
        {"type": "object", "required": ["if", "then"]},
        {"type": "object", "required": ["for", "in", "each"]},
    ]
}


def record(required: dict[str, Any], optional: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """Return the schema of an object that has no other properties."""
    properties = {**required, **(optional or {})}
    return {
        "type": "object",
        "properties": properties,
        "required": sorted(required),
        "additionalProperties": False,
        **more,
    }


def reference(title: str, name: str, entry: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a reference.

    Args:
        title: What the reference describes.
        name: Its kind, in the metadata of the schema.
        entry: The schema of an entry.
        more: Further properties.
    """
    head = {"$schema": {"type": "string", "format": "uri-reference"}, "serviceName": TEXT, "title": TEXT}
    head |= {"apiVersion": TEXT, "description": TEXT, "entries": {"type": "array", "items": entry}, **more}
    return {"title": title, "metadata": {"name": name, "version": 0}, **record(head)}


METHOD = record(
    {
        "type": {"enum": ["function"]},
        "method": {"enum": ["get", "head", "post", "put", "delete"]},
        "route": TEXT,
        "args": TEXTS,
        "query": TEXTS,
        "name": TEXT,
        "stability": {"enum": ["deprecated", "experimental", "stable"]},
        "title": TEXT,
        "description": TEXT,
    },
    {"category": TEXT, "scopes": SCOPES, "input": TEXT, "output": TEXT, "noPublish": {"type": "boolean"}},
)
ROUTING_KEY = record(
    {"name": TEXT, "summary": TEXT, "multipleWords": {"type": "boolean"}, "required": {"type": "boolean"}},
    {"constant": TEXT},
)
EXCHANGE = record(
    {
        "type": {"enum": ["topic-exchange"]},
        "exchange": TEXT,
        "name": TEXT,
        "title": TEXT,
        "description": TEXT,
        "routingKey": {"type": "array", "items": ROUTING_KEY},
        "schema": TEXT,
    }
)
MANIFEST = record(
    {"$schema": TEXT, "references": {"type": "array", "items": {"type": "string", "format": "uri"}}}
)
ACTION: dict[str, Any] = {
    "type": "object",
    "required": ["name", "title", "description", "kind", "context"],
    "properties": {
        "name": {"type": "string", "maxLength": 255},
        "title": {"type": "string", "maxLength": 255},
        "description": TEXT,
        "kind": TEXT,
        "context": {"type": "array", "items": {"type": "object", "additionalProperties": TEXT}},
        "schema": {"$ref": DRAFT_6},
        "task": {"type": "object"},
        "hookGroupId": TEXT,
        "hookId": TEXT,
        "hookPayload": {"type": "object"},
        "extra": {"type": "object"},
    },
}
ACTIONS: dict[str, Any] = {
    "type": "object",
    "required": ["version", "actions", "variables"],
    "properties": {
        "version": {"enum": [1]},
        "variables": {"type": "object"},
        "actions": {"type": "array", "items": ACTION},
    },
}
METADATA: dict[str, Any] = {
    "title": "Metaschema of schemas that have metadata",
    "type": "object",
    "allOf": [{"$ref": "metaschema.json#"}],
    "properties": {"metadata": record({"name": TEXT, "version": {"type": "integer"}})},
    "required": ["metadata"],
}


def common_schemas() -> dict[str, dict[str, Any]]:
    """Return the common schemas by file name; `$schema` is the file name of another of them, or a URL."""
    import jsonschema  # only here: the server starts faster without it

    described = "metadata-metaschema.json#"
    manifest = {"title": "Taskcluster Service Manifest", "metadata": {"name": "manifest", "version": 3}}
    return {
        "manifest-v3": {"$schema": described, **manifest, **MANIFEST},
        "api-reference-v0": {
            "$schema": described,
            **reference("API Reference File", "api", METHOD, {}),
        },
        "exchanges-reference-v0": {
            "$schema": described,
            **reference("Exchange Reference File", "exchanges", EXCHANGE, {"exchangePrefix": TEXT}),
        },
        "metadata-metaschema": {"$schema": "metaschema.json#", **METADATA},
        "metaschema": {**jsonschema.Draft7Validator.META_SCHEMA, "$schema": DRAFT_7},
        "action-schema-v1": {"$schema": DRAFT_6, "title": "Schema for Exposed Actions", **ACTIONS},
    }
