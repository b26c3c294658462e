"""Finds secrets where they must not be: logs, `repr`s, errors with all that they hold, local variables."""

from __future__ import annotations

import base64
import contextlib
import json
import logging
import pickle
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType, FrameType, TracebackType
from typing import Any

import tc
from tc import Credentials

TOKEN = "SeCrEt-ToKeN_0123456789-aBcDeFgHiJk"
SEED = "sEeD0123456789sEeD0123sEeD0123456789sEeD0123"
SIGNATURE = "sIgNaTuRe0123456789sIgNaTuRe0123456789sIg01="
CERTIFICATE = {
    "version": 1,
    "scopes": ["a:*"],
    "start": 1700000000000,
    "expiry": 1700003600000,
    "seed": SEED,
    "signature": SIGNATURE,
    "issuer": "issuer",
}
PERMANENT = Credentials("marked-client", TOKEN)
TEMPORARY = Credentials("marked-temp", TOKEN, CERTIFICATE)
BOTH = {"permanent": PERMANENT, "temporary": TEMPORARY}

# A header, a bewit and an `ext` begin in a way that nothing else does.
_EXT = base64.b64encode(json.dumps({"certificate": CERTIFICATE}, separators=(",", ":")).encode()).decode()
SECRETS = {
    "an access token": TOKEN,
    "the seed of a certificate": SEED,
    "the signature of a certificate": SIGNATURE,
    "an ext": _EXT[:40],
    "a Hawk header": "Hawk id=",
    "a MAC": ' mac="',
    "the text of a MAC": "hawk.1.",
    "a bewit": base64.urlsafe_b64encode(b"marked-client\\").decode()[:16],
    "a bewit of temporary credentials": base64.urlsafe_b64encode(b"marked-temp\\").decode()[:16],
}
_PACKAGE = str(Path(tc.__file__).parent)


def found_in(text: str) -> list[str]:
    """Which secrets are in a text."""
    return [name for name, secret in SECRETS.items() if secret in text]


def shown(value: object) -> str:
    """The `repr` of a local variable, as reports make it."""
    try:
        return repr(value)
    except AttributeError:
        return ""  # `self`, before it has its attributes


def check_text(what: str, text: str) -> None:
    """Fail when there is a secret in a text."""
    assert not found_in(text), f"{what} holds {found_in(text)}: {text}"


def chain(error: BaseException) -> Iterator[BaseException]:
    """An error and all that led to it, hidden or not."""
    seen: dict[int, BaseException] = {}
    found: list[BaseException | None] = [error]
    while found:
        current = found.pop()
        if current is not None and id(current) not in seen:
            seen[id(current)] = current
            found += [current.__cause__, current.__context__, *getattr(current, "exceptions", ())]
    return iter(seen.values())


def frames(traceback: TracebackType | None) -> Iterator[FrameType]:
    """The frames of a traceback, but those of the tests."""
    while traceback is not None:
        if f"{Path(__file__).parents[1]}/" not in traceback.tb_frame.f_code.co_filename:
            yield traceback.tb_frame
        traceback = traceback.tb_next


def check_error(error: BaseException) -> None:
    """Fail when an error, or anything that led to it, holds a secret anywhere that reports look at."""
    if isinstance(error, tc.TaskclusterError):
        check_text("its pickle", repr(pickle.dumps(error)))
        check_text("its copy", repr(vars(pickle.loads(pickle.dumps(error)))))  # its own pickle
    for current in chain(error):
        name = type(current).__name__
        check_text(name, f"{current} {current!r} {current.args!r} {getattr(current, '__notes__', '')}")
        for key, value in vars(current).items():
            check_text(f"{name}.{key}", f"{value!r} {value}")
            if headers := getattr(value, "headers", None):
                check_text(f"{name}.{key}.headers", str(list(headers.raw)))
        for frame in frames(current.__traceback__):
            for key, value in frame.f_locals.items():
                place = f"{frame.f_code.co_filename}:{frame.f_lineno} {key}"
                check_text(f"{name}, {place}", shown(value))


class Records(logging.Handler):
    """Keeps what any logger says, at any level."""

    def __init__(self) -> None:
        super().__init__(0)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        # What a handler of structured logs would keep.
        self.texts.append(f"{record.name}: {record.getMessage()} {record.msg!r} {record.args!r}")


@contextlib.contextmanager
def listening() -> Iterator[Records]:
    """Keep what is logged while the block runs, and fail when there is a secret in it."""
    records, root = Records(), logging.getLogger()
    # One that was made before may have a level of its own.
    loggers = [root, *(logging.getLogger(name) for name in ("httpx", "httpcore", "mohawk", "asyncio", "tc"))]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(1)
    root.addHandler(records)
    try:
        yield records
    finally:
        root.removeHandler(records)
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)
    for text in records.texts:
        check_text("the log", text)


@contextlib.contextmanager
def watching_locals(allowed: Callable[[CodeType, str], bool]) -> Iterator[set[str]]:
    """Look at every local variable of the library at every line it executes.

    An exception can come at any line: of a timeout, of Ctrl-C, of a debugger. Whatever reports it with local
    variables must not show secrets.

    Args:
        allowed: Whether a variable of a function may show one, given its code and name.
    """
    leaks: set[str] = set()
    visited: set[str] = set()

    def look(frame: FrameType, event: str, argument: Any) -> Any:
        code = frame.f_code
        if not code.co_filename.startswith(_PACKAGE) or "/testing/" in code.co_filename:
            return None
        visited.add(code.co_qualname)
        for name, value in frame.f_locals.items():
            if isinstance(value, (int, float, type, type(None))) or allowed(code, name):
                continue
            if found := found_in(shown(value)):
                leaks.add(f"{code.co_qualname}: {name} shows {found}")
        return look

    before = sys.gettrace()
    sys.settrace(look)
    try:
        yield visited
    finally:
        sys.settrace(before)
    assert not leaks, "\n".join(sorted(leaks))
