"""Payloads as they are sent: UTF-8 JSON, with datetimes as Taskcluster writes them.

The encoder of the standard library does the work. Only when it refuses a payload is the payload walked, for
an error that names the place.
"""

from __future__ import annotations

import json
import math
from collections import UserString
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from tc._protocol.payload_hints import hint_for, hint_for_key
from tc._protocol.validation import kind_of
from tc.timestamps import to_json_date

MAX_DEPTH = 10_000  # to which a refused payload is searched
_NO_LISTS = (str, bytes, bytearray, memoryview, UserString)  # sequences that stand for a text or for bytes
_TOO_DEEP = "it is nested too deeply"


def encode_payload(payload: Any, name: str = "payload") -> bytes:
    """A payload as JSON. The caller's objects are read, never changed.

    Args:
        payload: What JSON takes, and `datetime` (timezone-aware), other mappings and other sequences.
        name: What errors call it.

    Raises:
        TypeError: None, or bytes, a set or another object that JSON has no form for, somewhere in it.
        ValueError: NaN or infinity, a naive datetime, a circle, or text that is not valid Unicode.

    Errors name the place, such as `payload.metadata.owner`, and what to write instead; never a value.
    """
    if payload is None:
        raise TypeError(f"{name}: expected a JSON value, got None")
    problem: TypeError | ValueError | None
    try:
        return _ENCODER.encode(payload).encode()
    except RecursionError:
        problem = _find_problem(payload, name) or ValueError(f"{name}: {_TOO_DEEP}")
    except (TypeError, ValueError):
        problem = _find_problem(payload, name)
        if problem is None:  # a mapping or a sequence of the caller's raised it
            raise
    raise problem


def place(root: str, names: Sequence[Any]) -> str:
    """A place in a payload: `payload.metadata.owner`, and `payload["tasks"][3]` where a name needs brackets.

    Args:
        root: What the payload is called.
        names: Keys and positions, from the outermost to the innermost.
    """
    if all(isinstance(name, str) and name.isidentifier() for name in names):
        return ".".join([root, *names])
    return root + "".join(f"[{_quoted(name)}]" for name in names)


def _quoted(name: Any) -> str:
    return json.dumps(name, ensure_ascii=not name.isprintable()) if isinstance(name, str) else repr(name)


def _plain(value: Any) -> Any:
    """Something that the encoder does not know, in a form that it does."""
    if isinstance(value, datetime):
        return to_json_date(value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Sequence) and not isinstance(value, _NO_LISTS):
        return list(value)
    raise TypeError(f"payload: {kind_of(value)} has no form in JSON")


_ENCODER = json.JSONEncoder(allow_nan=False, ensure_ascii=False, separators=(",", ":"), default=_plain)


def _find_problem(payload: Any, root: str) -> TypeError | ValueError | None:
    """The error for the first thing in a payload that has no form in JSON; None if there is none.

    It goes down with a stack of its own, since what recursion cannot follow is one of the problems.
    """
    names: list[Any] = []
    depths: dict[int, int] = {}  # of the containers on the way down, by their identity
    opened: list[tuple[Any, Iterator[tuple[Any, Any]]]] = [(None, iter([(None, payload)]))]
    while opened:
        container, children = opened[-1]
        for name, value in children:
            if isinstance(container, Mapping) and (problem := _key_problem(name)):
                return problem[0](f"{place(root, names)}: {problem[1]}")
            if container is not None:
                names.append(name)
            inner = _children(value)
            if inner is not None:
                if id(value) in depths:
                    outer = place(root, names[: depths[id(value)]])
                    return ValueError(f"{place(root, names)}: it is {outer} itself, a circle without an end")
                if len(names) >= MAX_DEPTH:
                    return ValueError(f"{root}: {_TOO_DEEP}")
                depths[id(value)] = len(names)
                opened.append((value, inner))
                break
            if problem := _value_problem(value):
                return problem[0](f"{place(root, names)}: {problem[1]}")
            if container is not None:
                names.pop()
        else:
            opened.pop()
            depths.pop(id(container), None)
            del names[-1:]
    return None


def _children(value: Any) -> Iterator[tuple[Any, Any]] | None:
    """What is in a container, by key or position; None for anything else."""
    if isinstance(value, Mapping):
        return iter(value.items())
    if isinstance(value, Sequence) and not isinstance(value, _NO_LISTS):
        return iter(enumerate(value))
    return None


_Problem = tuple[type[TypeError] | type[ValueError], str]


def _key_problem(key: Any) -> _Problem | None:
    if key is None or isinstance(key, (str, int, float)):
        found = _value_problem(key)
        return found and (found[0], f"a key: {found[1]}")
    return TypeError, f"expected keys of type str, got {kind_of(key)}{hint_for_key(key)}"


def _value_problem(value: Any) -> _Problem | None:
    """What is wrong with a value that is no container."""
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError as error:
            return ValueError, f"the text is not valid Unicode: it has a lone surrogate at {error.start}"
    elif isinstance(value, float):
        if not math.isfinite(value):
            return ValueError, f"{float(value)} has no form in JSON; write None or a finite number"
    elif isinstance(value, int):
        try:
            int.__repr__(value)
        except ValueError:
            return ValueError, "the integer has too many digits; write it as text"
    elif isinstance(value, datetime):
        return _moment_problem(value)
    elif value is not None:
        return TypeError, f"expected a JSON value, got {kind_of(value)}{hint_for(value)}"
    return None


def _moment_problem(moment: datetime) -> _Problem | None:
    try:
        to_json_date(moment)
    except ValueError as error:
        return ValueError, str(error).partition(": ")[2] or "it is no moment; write None"
    return None
