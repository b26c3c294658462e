"""Interrupts a function of a library as Ctrl-C does, where its frame holds a secret."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pkgutil import resolve_name
from typing import Any

import pytest

from tests.support.secret_scanner import TOKEN

_CODE = """
def call(*args, **options):
    password = TOKEN
    begin(*args, **options)
    raise error(password[:0])
"""


class InterruptionError(BaseException):
    """Like Ctrl-C, which would end the event loop of the tests."""


class Interruption:
    """Has the first call of each of some functions do what it does, and raise `InterruptionError`.

    Attributes:
        interrupted: The functions that were called so far.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch, paths: Iterable[str]) -> None:
        self.interrupted: list[str] = []
        self._tasks: list[asyncio.Future[Any]] = []
        self._monkeypatch = monkeypatch
        for path in paths:
            self._interrupt(path)

    @property
    def pending(self) -> bool:
        """True while something that was begun is not done."""
        return not all(task.done() for task in self._tasks)

    def _interrupt(self, path: str) -> None:
        function = resolve_name(path)

        def begin(*args: Any, **options: Any) -> None:
            self._monkeypatch.setattr(path, function)
            self.interrupted.append(path)
            begun = function(*args, **options)
            if asyncio.iscoroutine(begun):
                self._tasks.append(asyncio.ensure_future(begun))

        names: dict[str, Any] = {"__name__": path, "TOKEN": TOKEN, "error": InterruptionError, "begin": begin}
        exec(compile(_CODE, "library.py", "exec"), names)
        self._monkeypatch.setattr(path, names["call"])
