"""Payloads against the schemas of `api/`, by JSON Schema draft 7 with formats.

The services validate with ajv. Where `jsonschema` differs this module follows ajv: patterns mean what they
mean in JavaScript, and missing properties get the defaults of the schema. Formats are checked here, because
the packages that `jsonschema` would take for them need seconds to import.
"""

from __future__ import annotations

import functools
import ipaddress
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from tc._lazy import LazyModule
from tc.testing.clock import is_date_time
from tc.testing.protocol import api_facts

if TYPE_CHECKING:
    import jsonschema
    import jsonschema.validators
    import referencing.exceptions
else:  # the server starts faster without them
    jsonschema, referencing = LazyModule("jsonschema"), LazyModule("referencing")

URI = re.compile(r"[a-z][a-z0-9+.-]*:(?:%[0-9a-f]{2}|[!#-;=?-\[\]_a-z~])+", re.ASCII | re.IGNORECASE)
EMAIL = re.compile(
    r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+"
    r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?",
    re.ASCII | re.IGNORECASE,
)
HOSTNAME = re.compile(
    r"(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*\.?",
    re.ASCII | re.IGNORECASE,
)


@functools.cache
def javascript_pattern(pattern: str) -> re.Pattern[str]:
    r"""A pattern of a schema: `$` is the very end, and `\d` and `\w` are ASCII."""
    at_end = re.sub(r"(\\.)|\$", lambda found: found[1] or r"\Z", pattern)
    return re.compile(at_end, re.ASCII)


def check_pattern(_validator: Any, pattern: str, value: Any, _schema: Any) -> Iterator[Any]:
    """The keyword `pattern`."""
    if isinstance(value, str) and not javascript_pattern(pattern).search(value):
        yield jsonschema.ValidationError(f"{value!r} does not match {pattern!r}")


def matching(pattern: re.Pattern[str]) -> Callable[[object], bool]:
    """A check of a format that is a pattern; what is no text passes, as JSON Schema wants it."""
    return lambda value: not isinstance(value, str) or pattern.fullmatch(value) is not None


def constructing(make: Callable[[str], object]) -> Callable[[object], bool]:
    """A check of a format: a function must take the text without a ValueError."""

    def check(value: object) -> bool:
        try:
            return not isinstance(value, str) or make(value) is not None
        except (ValueError, re.error):
            return False

    return check


@functools.cache
def formats() -> Any:
    """The checker of the formats that the schemas use."""
    checker = jsonschema.FormatChecker(())
    checker.checks("date-time")(is_date_time)
    checker.checks("uri")(matching(URI))
    checker.checks("email")(matching(EMAIL))
    checker.checks("hostname")(matching(HOSTNAME))
    checker.checks("ipv4")(constructing(ipaddress.IPv4Address))
    checker.checks("ipv6")(constructing(ipaddress.IPv6Address))
    checker.checks("regex")(constructing(re.compile))
    return checker


@functools.cache
def whole(name: str) -> Any:
    """A schema with what it refers to put in place, which saves most of the time of a check."""
    return inlined({"$ref": api_facts.schema_path(name)}, ())


def inlined(node: Any, inside: tuple[str, ...]) -> Any:
    """A part of a schema without references.

    Raises:
        RecursionError: A schema contains itself.
    """
    if isinstance(node, list):
        return [inlined(item, inside) for item in node]
    if not isinstance(node, dict):
        return node
    target = node.get("$ref")
    if not isinstance(target, str):
        return {key: inlined(value, inside) for key, value in node.items()}
    if target in inside:
        raise RecursionError(f"the schema {target} contains itself")
    default = {
        key: value for key, value in node.items() if key == "default"
    }  # ajv reads it next to a reference
    return {**inlined(api_facts.load().schema_at(target), (*inside, target)), **default}


@functools.cache
def validator(name: str) -> Any:
    """The validator for one schema, by its short name: `queue/v1/task`."""
    return part_class()(whole(name), format_checker=formats())


@functools.cache
def part_class() -> Any:
    """The same for schemas of `whole`. `jsonschema` makes a validator for each part of a schema whenever it
    gets there, to follow references; here are none, so those for properties and items are made once."""
    made: dict[int, Any] = {}  # by the id of the part, which is kept by `whole` for good

    def check_part(schema: Any, value: Any, at: str | int) -> Iterator[Any]:
        validator = made.get(id(schema))
        if validator is None:
            validator = made[id(schema)] = part_class()(schema, format_checker=formats())
        for error in validator.iter_errors(value):
            error.path.appendleft(at)
            yield error

    def check_properties(_validator: Any, properties: Any, value: Any, _schema: Any) -> Iterator[Any]:
        if isinstance(value, dict):
            for name, schema in properties.items():
                if name in value:
                    yield from check_part(schema, value[name], name)

    def check_items(_validator: Any, items: Any, value: Any, _schema: Any) -> Iterator[Any]:
        if isinstance(value, list):
            for index, item in enumerate(value):
                yield from check_part(items, item, index)

    return jsonschema.validators.extend(
        validator_class(), {"properties": check_properties, "items": check_items}
    )


@functools.cache
def validator_class() -> Any:
    """The validator of draft 7, with JavaScript's patterns."""
    return jsonschema.validators.extend(jsonschema.Draft7Validator, {"pattern": check_pattern})


def is_schema(value: Any) -> bool:
    """Return True if a JSON value is a schema of draft 7."""
    return next(validator_class()(validator_class().META_SCHEMA).iter_errors(value), None) is None


def problems_with(schema: Any, value: Any) -> list[str]:
    """What is wrong with a value, by a schema that a caller wrote; it can refer to itself only."""
    checker = validator_class()(schema, registry=referencing.Registry(), format_checker=formats())
    try:
        found = sorted(checker.iter_errors(value), key=lambda error: error.json_path)
    except referencing.exceptions.Unresolvable as error:
        return [f"the schema refers to something that is not there: {error}"]
    return [f"{error.json_path.replace('$', 'data', 1)} {short(error.message)}" for error in found]


def problems(name: str, value: Any) -> list[str]:
    """What is wrong with a value, one line each; empty when it fits the schema."""
    found = sorted(validator(name).iter_errors(value), key=lambda error: error.json_path)
    return [f"{error.json_path.replace('$', 'data', 1)} {short(error.message)}" for error in found]


def short(text: str) -> str:
    """A message without the whole of a large payload in it."""
    return text if len(text) <= 500 else f"{text[:300]} ... {text[-150:]}"


def with_defaults(name: str, value: Any) -> Any:
    """A copy of a value in which missing properties have the defaults of the schema."""
    copy = deepcopy(value)
    fill(whole(name), copy)
    return copy


def fill(schema: Any, value: Any) -> None:
    """Put defaults into a value, in place. As in ajv, alternatives (`anyOf`, `oneOf`) have none."""
    for part in schema.get("allOf", ()):
        fill(part, value)
    if isinstance(value, dict):
        for key, part in schema.get("properties", {}).items():
            if key not in value and "default" in part:
                value[key] = deepcopy(part["default"])
            if key in value:
                fill(part, value[key])
    elif isinstance(value, list) and isinstance(schema.get("items"), dict):
        for item in value:
            fill(schema["items"], item)
