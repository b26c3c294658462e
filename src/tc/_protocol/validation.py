"""Checks of arguments, with one wording: `name: expected str, got int`. Pure, shared by both halves.

Errors name the argument, what it must be and the kind of what was given, never its value where that may be
a secret.
"""

from __future__ import annotations

import functools
import inspect
import math
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from tc.errors import ConfigurationError
from tc.retry import Retry
from tc.timestamps import check_aware, to_json_date

T = TypeVar("T")

MAX_HEADER = 255  # characters of a content type


def kind_of(value: object, wanted: type | None = None) -> str:
    """Return the name of a value's type, with its module unless it is built in.

    Args:
        value: What was given.
        wanted: The class that it is no instance of, which may have the very same name: that of a module that
            was imported twice, or reloaded.
    """
    name = _name_of(type(value))
    if wanted is not None and name == _name_of(wanted):
        name += f" of another import of the module {wanted.__module__}"
    return name


def _name_of(kind: type) -> str:
    if kind.__module__ == "builtins":
        return kind.__qualname__
    for inside, face in (("tc._sync.", "tc.sync"), ("tc._async.", "tc.aio")):
        if kind.__module__.startswith(inside):  # its users know it by the name that they import
            return f"{face}.{kind.__qualname__}"
    return f"{kind.__module__}.{kind.__qualname__}"


def require_str(name: str, value: Any, *, allow_empty: bool = False) -> str:
    """Return the value once it is known to be text.

    Raises:
        TypeError: It is not a `str`.
        ValueError: It is empty, unless that is allowed.
    """
    if not isinstance(value, str):
        raise TypeError(f"{name}: expected str, got {kind_of(value)}")
    if not value and not allow_empty:
        raise ValueError(f"{name}: expected text, got an empty str")
    return value


def require_int(name: str, value: Any, *, minimum: int | None = None) -> int:
    """Return the value once it is known to be an `int`, and not a `bool`.

    Raises:
        TypeError: It is something else.
        ValueError: It is below the minimum.
    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{name}: expected int, got {kind_of(value)}")
    if minimum is not None and value < minimum:
        raise ValueError(f"{name}: expected at least {minimum}, got {value}")
    return value


def require_seconds(name: str, value: Any) -> float:
    """Return a number of seconds, zero or above.

    Raises:
        TypeError: It is not a number.
        ValueError: It is negative, or not finite.
    """
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError(f"{name}: expected seconds as a number, got {kind_of(value)}")
    if not 0 <= value < math.inf:
        raise ValueError(f"{name}: expected seconds of 0 or more, got {value}")
    return float(value)


def require_bytes(name: str, value: Any) -> memoryview:
    """Return a flat view of anything that holds bytes.

    Raises:
        TypeError: It is not `bytes`, `bytearray` or `memoryview`.
        ValueError: It is a view of memory that is not in one piece.
    """
    if not isinstance(value, (bytes, bytearray, memoryview)):
        raise TypeError(f"{name}: expected bytes, got {kind_of(value)}")
    view = memoryview(value)
    if not view.c_contiguous:
        raise ValueError(f"{name}: expected bytes in one piece, got a view with gaps")
    return view.cast("B")


def require_instance(name: str, value: Any, kind: type[T]) -> T:
    """Return the value once it is known to be of a class, which the error names with its module.

    Raises:
        TypeError: It is of another class.
    """
    if not isinstance(value, kind):
        raise TypeError(f"{name}: expected {_name_of(kind)}, got {kind_of(value, kind)}")
    return value


def require_function(name: str, value: Any) -> Callable[..., Any]:
    """Return the value once it is known to be a plain function, or another thing to call.

    Raises:
        TypeError: It cannot be called, or is an async function, whose result nobody would wait for.
    """
    if not callable(value):
        raise TypeError(f"{name}: expected a function, got {kind_of(value)}")
    if is_async_function(value):
        raise TypeError(f"{name}: expected a plain function, got an async one")
    function: Callable[..., Any] = value
    return function


def is_async_function(value: Any) -> bool:
    """Return True if calling the value makes a coroutine, or iterates asynchronously."""
    while isinstance(value, functools.partial):
        value = value.func
    candidates = (value, type(value).__call__) if callable(value) else (value,)
    return any(inspect.iscoroutinefunction(each) or inspect.isasyncgenfunction(each) for each in candidates)


def require_retry(retry: Any) -> Retry | None:
    """Return the value once it is known to be a `tc.Retry`, or None.

    Raises:
        ConfigurationError: It is something else.
    """
    if retry is not None and not isinstance(retry, Retry):
        raise ConfigurationError(f"retry: expected tc.Retry, got {kind_of(retry, Retry)}")
    return retry


def require_progress(progress: Any) -> None:
    """Refuse a `progress` that is neither None nor a plain function.

    Raises:
        TypeError: It cannot be called, or is an async function.
    """
    if progress is not None:
        require_function("progress", progress)


def require_content_type(content_type: Any) -> str:
    """Return the value once it is known to fit into a header.

    Raises:
        TypeError, ValueError: It is not text, empty, too long, or not printable ASCII.
    """
    text = require_str("content_type", content_type)
    if not all(" " <= letter <= "~" for letter in text) or len(text) > MAX_HEADER:
        raise ValueError(
            f"content_type: expected printable ASCII of at most {MAX_HEADER} characters, got {text[:80]!r}"
        )
    return text


def require_expires(expires: Any) -> str:
    """Return when something expires, as it is sent.

    Args:
        expires: A timezone-aware `datetime`, or text in the API's own form, which stays as it is.

    Raises:
        TypeError, ValueError: It is something else, has no time zone, or is not a date.
    """
    if not isinstance(expires, str):
        return to_json_date(check_aware("expires", expires))
    try:
        moment = datetime.fromisoformat(expires)
    except ValueError:
        raise ValueError(
            f"expires: expected a date such as '2030-01-31T10:00:00.000Z', got {expires[:40]!r}"
        ) from None
    check_aware("expires", moment)
    return expires
