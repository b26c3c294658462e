"""Signals that ask a process to end."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType


class EndedBySignal(BaseException):
    """The process is to end: what is half done is taken away, and the terminal left as it was.

    Attributes:
        status: The exit status.
    """

    def __init__(self, number: int) -> None:
        super().__init__(f"ended by {signal.Signals(number).name}")
        self.status: int = 128 + number


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Have the signals that ask a process to end raise `EndedBySignal`, unless they are ignored."""

    def leave(number: int, _frame: object) -> None:
        raise EndedBySignal(number)

    ending = (signal.SIGTERM, signal.SIGHUP)
    with handled(leave, [each for each in ending if signal.getsignal(each) == signal.SIG_DFL]):
        yield


@contextmanager
def handled(
    handler: Callable[[int, FrameType | None], object], numbers: Sequence[signal.Signals]
) -> Iterator[None]:
    """Have a function called for some signals, for a while; do nothing in threads that hear of none."""
    main = threading.current_thread() is threading.main_thread()
    before = {each: signal.signal(each, handler) for each in (numbers if main else ())}
    try:
        yield
    finally:
        for each, previous in before.items():
            signal.signal(each, previous)
