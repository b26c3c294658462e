"""The input of an action: completed with the defaults of its schema, and checked. Pure.

The schema comes from a task, and is not trusted: nothing it refers to is fetched, and its defaults are put in
a bounded number of times.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from tc._tasks.actions import require_extra, unusable

MISSING: Any = object()
MAX_STEPS = 10_000  # parts of a schema that are looked at for defaults


def check_input(task_group_id: str, action: Mapping[str, Any], value: Any) -> Any:
    """Return the input of an action with the defaults of its schema put in; the value is not changed.

    Args:
        task_group_id: The group, for errors.
        action: The action.
        value: What the caller gave; None for nothing.

    Raises:
        ValueError: It does not fit the schema, which the error says where, or the action takes none.
        ResponseError: The schema cannot be used.
    """
    name = action["name"]
    if "schema" not in action:
        if value is not None:
            raise ValueError(f"input: the action {name!r} takes none")
        return None
    jsonschema = require_extra("jsonschema")
    import referencing

    schema = action["schema"]
    try:
        kind = jsonschema.validators.validator_for(schema, default=jsonschema.Draft7Validator)
        kind.check_schema(schema)
        filled = Defaults(schema).put_into(value)
        # An empty registry has nothing fetched.
        errors = kind(schema, registry=referencing.Registry()).iter_errors(filled)
        problem = jsonschema.exceptions.best_match(errors)
    except Exception as error:  # noqa: BLE001 - whatever a schema that is not trusted may bring about
        reason = getattr(error, "message", None) or f"{type(error).__name__}: {error}"
        raise unusable(task_group_id, f"the schema of action {name!r}: {reason}") from None
    if problem is not None:
        raise ValueError(f"input{problem.json_path[1:]}: {problem.message}")
    return filled


class Defaults:
    """The defaults of a JSON schema: those of properties and items, references and `allOf` followed."""

    def __init__(self, schema: Any) -> None:
        self._schema = schema
        self._steps = 0

    def put_into(self, value: Any) -> Any:
        """Return a copy of a value, None for nothing, with the defaults wherever it has nothing."""
        found = self._fill(self._schema, MISSING if value is None else copy.deepcopy(value))
        if found is MISSING and isinstance(self._schema, dict) and "properties" in self._schema:
            found = self._fill(self._schema, {})
        return None if found is MISSING else found

    def _fill(self, schema: Any, value: Any) -> Any:
        """Put defaults into a value in place; the result is the default where there is no value."""
        self._steps += 1
        if self._steps > MAX_STEPS:
            raise ValueError("its defaults have no end")
        if not isinstance(schema, dict):
            return value
        if value is MISSING and "default" in schema:
            value = copy.deepcopy(schema["default"])
        for part in self._parts(schema):
            value = self._fill(part, value)
        properties, items = schema.get("properties"), schema.get("items")
        if isinstance(value, dict) and isinstance(properties, dict):
            for key, part in properties.items():
                found = self._fill(part, value.get(key, MISSING))
                if found is not MISSING:
                    value[key] = found
        if isinstance(value, list) and items is not None:
            parts = items if isinstance(items, list) else [items] * len(value)
            value[: len(parts)] = [self._fill(*pair) for pair in zip(parts, value, strict=False)]
        return value

    def _parts(self, schema: dict[str, Any]) -> list[Any]:
        """The further schemas that a value has to fit as a whole."""
        parts = list(schema["allOf"]) if isinstance(schema.get("allOf"), list) else []
        if isinstance(schema.get("$ref"), str):
            parts.insert(0, self._referenced(schema["$ref"]))
        return parts

    def _referenced(self, reference: str) -> Any:
        """What a reference such as `#/definitions/a` leads to; None for one that leads elsewhere."""
        found = self._schema if reference.startswith("#") else None
        for word in reference[1:].split("/")[1:]:
            key = word.replace("~1", "/").replace("~0", "~")
            found = found.get(key) if isinstance(found, dict) else None
        return found
