"""Keeps secrets out of tracebacks, which error reporters show with all local variables.

Functions of this library use ordinary local variables, secrets among them. The functions through which an
exception leaves the library are decorated with `boundary`. It takes the frames of this library, and of the
libraries beneath it, out of the traceback, or empties them.
"""

from __future__ import annotations

import contextlib
import functools
import opcode
import sys
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any, TypeVar, cast

from tc.errors import TaskclusterError

F = TypeVar("F", bound=Callable[..., Any])

_PACKAGES = {
    "_asyncio",
    "aiohttp",
    "aiormq",
    "aiosignal",
    "anyio",
    "asyncio",
    "contextlib",
    "h11",
    "h2",
    "hpack",
    "httpcore",
    "httpx",
    "httpx2",
    "httpx_aiohttp",
    "json",
    "outcome",
    "pamqp",
    "pika",
    "socket",
    "ssl",
    "tc",
    "threading",
    "trio",
    "urllib",
    "yarl",
    "zlib",
}
_RAISE = opcode.opmap["RAISE_VARARGS"]
_YIELD = opcode.opmap["YIELD_VALUE"]
_CONTROL_FLOW = (StopIteration, StopAsyncIteration, GeneratorExit)


def boundary(function: F) -> F:
    """Decorate a public function, so that the errors it raises hold no secrets in their frames.

    An error that this library raises on purpose ends its traceback at the decorated function. Any other error
    keeps the places in this library that it went through, with their variables emptied. Frames of the user's
    own functions, such as those of an event hook, stay as they are.
    """

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        outer = sys.exception()
        try:
            return function(*args, **kwargs)
        except _CONTROL_FLOW:
            raise
        except BaseException as error:
            del args, kwargs
            redact_traceback(error, outer)
            raise

    return cast("F", call)


def async_boundary(function: F) -> F:
    """Decorate a public function of the async half, as `boundary` does a plain one."""

    @functools.wraps(function)
    async def call(*args: Any, **kwargs: Any) -> Any:
        outer = sys.exception()
        try:
            return await function(*args, **kwargs)
        except _CONTROL_FLOW:
            raise
        except BaseException as error:
            del args, kwargs
            redact_traceback(error, outer)
            raise

    return cast("F", call)


def redact_traceback(error: BaseException, outer: BaseException | None = None) -> None:
    """Take what frames of this library and of libraries beneath it hold out of an error and what led to it.

    Args:
        error: The error that is about to leave the library. The first frame of its traceback is the caller's.
        outer: The exception that was being handled before, which is the user's and stays as it is.
    """
    for current in _chain(error, outer):
        _unsign(current)
        entries = list(_entries(current.__traceback__))
        # The first two of the error itself are the boundary and the decorated function.
        head, tail = (entries[:2], entries[2:]) if current is error else ([], entries)
        kept = [entry for entry in head[1:] if _emptied(entry)]
        purpose = current is not error or _raised_on_purpose(current, entries)
        for entry in tail:
            package = _package(entry)
            if package not in _PACKAGES or (package == "tc" and not purpose and _emptied(entry)):
                kept.append(entry)
        current.__traceback__ = _linked(head[:1] + kept)


def _chain(error: BaseException, outer: BaseException | None) -> Iterator[BaseException]:
    """The error with its causes, its contexts and the members of groups, up to the outer exception."""
    seen: set[int] = {id(outer)}
    found: list[BaseException | None] = [error]
    while found:
        current = found.pop()
        if current is None or id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        found += [current.__cause__, current.__context__]
        if isinstance(current, BaseExceptionGroup):
            found += current.exceptions


def _unsign(error: BaseException) -> None:
    """Take the signature out of the request that errors of httpx keep."""
    if type(error).__module__.partition(".")[0] in ("httpx", "httpx2"):
        with contextlib.suppress(AttributeError, RuntimeError):
            error.request.headers.pop("Authorization", None)  # type: ignore[attr-defined]


def _entries(traceback: TracebackType | None) -> Iterator[TracebackType]:
    while traceback is not None:
        yield traceback
        traceback = traceback.tb_next


def _package(entry: TracebackType) -> str:
    """The package that a frame belongs to; `tc.testing` counts as one of its own."""
    name = str(entry.tb_frame.f_globals.get("__name__", ""))
    return "tc.testing" if name.startswith("tc.testing") else name.partition(".")[0]


def _raised_on_purpose(error: BaseException, entries: list[TracebackType]) -> bool:
    """Return True if the error is a statement of this library, not a defect of it."""
    if isinstance(error, TaskclusterError) or not entries:
        return True
    last = entries[-1]
    return _package(last) == "tc" and last.tb_frame.f_code.co_code[last.tb_lasti] == _RAISE


def _emptied(entry: TracebackType) -> bool:
    """Empty the variables of a frame; return False if it is still running or suspended.

    One object that several tasks raise has the frames of all in its traceback. To clear one that is suspended
    would close it under its task before Python 3.13.
    """
    frame = entry.tb_frame
    if frame.f_lasti >= 0 and frame.f_code.co_code[frame.f_lasti] == _YIELD:
        return False
    try:
        frame.clear()
    except RuntimeError:
        return False
    return True


def _linked(entries: list[TracebackType]) -> TracebackType | None:
    following: TracebackType | None = None
    for entry in reversed(entries):
        entry.tb_next = following
        following = entry
    return following
