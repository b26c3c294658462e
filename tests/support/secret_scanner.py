"""Finds secrets where they must not be: logs, `repr`s, errors with all that they hold, local variables."""

from __future__ import annotations

import base64
import contextlib
import io
import json
import logging
import pickle
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any

import rich.console
import rich.traceback
import sentry_sdk.serializer
import sentry_sdk.utils

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
TESTS = Path(__file__).parents[1]
SENTRY = {"include_local_variables": True, "include_source_context": False, "max_value_length": 100_000}


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


def frames(found: TracebackType | None) -> Iterator[FrameType]:
    """The frames of a traceback, but those of the tests."""
    while found is not None:
        if f"{TESTS}/" not in found.tb_frame.f_code.co_filename:
            yield found.tb_frame
        found = found.tb_next


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
    check_reports(error)


def check_reports(error: BaseException) -> None:
    """Fail when what reporters make of an error, local variables included, has a secret in it."""
    before = {current: current.__traceback__ for current in chain(error)}
    for current, found in before.items():
        current.__traceback__ = without_tests(found)
    report = traceback.TracebackException.from_exception(error, capture_locals=True)
    check_text("the traceback", "".join(report.format()))
    event, _ = sentry_sdk.utils.event_from_exception(error, client_options=SENTRY)
    check_text("Sentry's event", repr(sentry_sdk.serializer.serialize(event)))
    console = rich.console.Console(file=io.StringIO(), width=500)
    options: dict[str, Any] = {"show_locals": True, "locals_max_string": None, "locals_max_length": 100}
    trace = rich.traceback.Traceback.extract(type(error), error, error.__traceback__, **options)
    for frame in (frame for stack in trace.stacks for frame in stack.frames):
        frame.filename = f"<{frame.filename}>"  # of which no source is shown, which takes most of the time
    console.print(rich.traceback.Traceback(trace, **options))
    check_text("rich's traceback", console.file.getvalue())  # type: ignore[attr-defined]
    for current, found in before.items():
        current.__traceback__ = found


def without_tests(found: TracebackType | None) -> TracebackType | None:
    """A traceback without the frames of the tests, which have the secrets that they look for."""
    if found is None:
        return None
    rest = without_tests(found.tb_next)
    if f"{TESTS}/" in found.tb_frame.f_code.co_filename:
        return rest
    return TracebackType(rest, found.tb_frame, found.tb_lasti, found.tb_lineno)


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
