"""The keys of payloads for the help of `api`, from the types of `tc.types` and what their source says."""

from __future__ import annotations

import ast
import functools
import importlib
import inspect
import itertools
import re
from collections.abc import Iterator
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
        For each form that it can have, a title and its keys with their types and meanings. A form that is
        not an object of known keys has no keys.
    """
    found = re.search(r"types\.(\w+)", annotation)
    if found is None:
        return [("Payload", [])]
    module = importlib.import_module(f"tc.types.{service.replace('-', '_')}")
    kind = getattr(module, found[1])
    forms = [each for each in get_args(kind) if is_typeddict(each)] or [kind]
    return [(f"Payload: {getattr(each, '__name__', found[1])}", list(keys_of(each))) for each in forms]


def keys_of(kind: Any, place: str = "", around: tuple[Any, ...] = ()) -> Iterator[tuple[str, str]]:
    """Describe the keys of an object, and those of objects in it; required ones first and marked.

    Args:
        kind: The type of the object.
        place: Of the object in the payload, as keys with dots.
        around: The types of the objects that it is in.
    """
    if not is_typeddict(kind) or kind in around:
        return
    hints = get_type_hints(kind)
    for name in sorted(hints, key=lambda each: (each not in kind.__required_keys__, each)):
        needed = ", required" if name in kind.__required_keys__ else ""
        about = meanings(kind.__module__).get((kind.__name__, name), "")
        yield f"{place}{name}", f"{type_text(hints[name])}{needed}. {about}".strip()
        for inner, suffix in objects_in(hints[name]):
            yield from keys_of(inner, f"{place}{name}{suffix}.", (*around, kind))


def objects_in(hint: Any, suffix: str = "") -> Iterator[tuple[Any, str]]:
    """Find the objects of known keys that a type has, and where: `[]` in a list, `.*` below any key."""
    if is_typeddict(hint):
        yield hint, suffix
    name = getattr(get_origin(hint), "__name__", "")
    suffix += {"Sequence": "[]", "list": "[]", "Mapping": ".*", "dict": ".*"}.get(name, "")
    for each in get_args(hint) if name != "Literal" else ():
        yield from objects_in(each, suffix)


@functools.cache
def meanings(module: str) -> dict[tuple[str, str], str]:
    """Return what the keys of the types of a module mean: the texts below them, which are not kept."""
    try:
        source = inspect.getsource(importlib.import_module(module))
    except OSError:  # it is installed without
        return {}
    found = {}
    for kind in ast.parse(source).body:
        body = kind.body if isinstance(kind, ast.ClassDef) else []
        for key, text in itertools.pairwise(body):
            match key, text:
                case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(about))):
                    found[getattr(kind, "name", ""), name] = " ".join(about.split())
                case _:
                    pass
    return found


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
        return "object"
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
