"""The keys of payloads for the help of `api`, from the types of `tc.types`."""

from __future__ import annotations

import importlib
import re
from typing import Any, Union, get_args, get_origin

from typing_extensions import get_type_hints, is_typeddict

# What stands around a type and says nothing to who writes a payload.
_AROUND = re.compile(r"(?:\w+\.)*(?:ReadOnly|NotRequired|Required)\[(.*)\]")


def payload_keys(service: str, annotation: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Describe a payload.

    Args:
        service: The name of the service.
        annotation: Of the method's argument, such as `Payload[types.TasksRequest]`.

    Returns:
        For each form that it can have, a title and its keys with their types. A form that is not an object
        of known keys has no keys.
    """
    found = re.search(r"types\.(\w+)", annotation)
    if found is None:
        return [("Payload", [])]
    module = importlib.import_module(f"tc.types.{service.replace('-', '_')}")
    kind = getattr(module, found[1])
    forms = [each for each in get_args(kind) if is_typeddict(each)] or [kind]
    return [(f"Payload: {getattr(each, '__name__', found[1])}", keys_of(each)) for each in forms]


def keys_of(kind: Any) -> list[tuple[str, str]]:
    """Return the keys of an object with their types; required ones first and marked."""
    if not is_typeddict(kind):
        return []
    hints = get_type_hints(kind)
    rows = []
    for name, hint in sorted(
        hints.items(), key=lambda pair: (pair[0] not in kind.__required_keys__, pair[0])
    ):
        needed = "required, " if name in kind.__required_keys__ else ""
        rows.append((name, f"{needed}{type_text(hint)}"))
    return rows


def type_text(hint: Any) -> str:
    """Return a type in words of JSON."""
    origin, arguments = get_origin(hint), get_args(hint)
    plain = {str: "text", int: "int", float: "number", bool: "true or false", object: "any", Any: "any"}
    if hint is type(None):
        return "null"
    if hint in plain:
        return plain[hint]
    if getattr(hint, "__name__", "") == "datetime":
        return "time"
    if is_typeddict(hint):
        return f"object {hint.__name__}"
    name = getattr(origin, "__name__", str(origin))
    if name == "Literal":
        return " or ".join(str(each) for each in arguments)
    if name in ("UnionType", "Union") or origin is Union:
        # A time may be given as text as well; the keys of a payload are text on the command line anyhow.
        words = dict.fromkeys(type_text(each) for each in arguments)
        if "time" in words:
            words.pop("text", None)
        return " or ".join(words)
    if name in ("Sequence", "list", "tuple"):
        return f"list of {type_text(arguments[0])}"
    if name in ("Mapping", "dict"):
        return "object" if arguments[1] is object else f"object of {type_text(arguments[1])}"
    if name in ("ReadOnly", "NotRequired", "Required", "Annotated"):
        return type_text(arguments[0])
    return _AROUND.sub(r"\1", str(hint))
