"""The time of a local deployment, and what falls due in it."""

from __future__ import annotations

import heapq
import itertools
import re
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

# Date and time as RFC 3339 has them; ajv also takes a space or a small `t` between, and a small `z`.
DATE_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d)(?:\.\d+)?(?:[Zz]|[+-]\d\d(?::?\d\d)?)", re.ASCII
)


def real_time() -> datetime:
    """The present, UTC."""
    return datetime.now(UTC)


def real_monotonic() -> float:
    """Return seconds that pass as they really do, whatever a test makes of the time.

    Libraries that freeze time replace `time.monotonic`, and leave the system's clocks alone.
    """
    if sys.platform == "win32":
        return time.monotonic()
    return time.clock_gettime(time.CLOCK_MONOTONIC)


class Timer:
    """Something that will happen at a moment, unless it is cancelled."""

    def __init__(self, when: datetime, action: Callable[[], None]) -> None:
        self.when = when
        self.action: Callable[[], None] | None = action

    def cancel(self) -> None:
        """Make sure that it does not happen; without effect once it has."""
        self.action = None


class Clock:
    """A clock that can be set forward, with timers.

    Nothing runs by itself: the server runs what is due before it looks at a request, so a caller sees
    the deployment as it would be at that moment.

    Args:
        source: Returns the present as an aware `datetime`; None for the computer's own clock.
    """

    def __init__(self, source: Callable[[], datetime] | None = None) -> None:
        self._source = source or real_time
        self._offset = timedelta(0)
        self._timers: list[tuple[datetime, int, Timer]] = []
        self._order = itertools.count()
        self._moment: datetime | None = None

    def now(self) -> datetime:
        """The present of the deployment; while a timer runs, the moment it was set for."""
        return self._moment or self.client_now() + self._offset

    def client_now(self) -> datetime:
        """The present as callers know it, who see nothing of `advance`: signatures are measured by it."""
        return self._source().astimezone(UTC)

    def advance(self, step: timedelta) -> None:
        """Set the clock forward and run what has fallen due.

        Raises:
            ValueError: The step is negative; time does not go back.
        """
        if step < timedelta(0):
            raise ValueError("step: the clock only goes forward")
        self._offset += step
        self.run_due()

    def at(self, when: datetime, action: Callable[[], None]) -> Timer:
        """Have something happen at a moment; one that has passed means: before the next request."""
        timer = Timer(when, action)
        heapq.heappush(self._timers, (when, next(self._order), timer))
        return timer

    def run_due(self) -> None:
        """Run the timers that are due, the earliest first, each at its own moment."""
        now = self.now()
        while self._timers and self._timers[0][0] <= now:
            when, _, timer = heapq.heappop(self._timers)
            action, timer.action = timer.action, None
            if action:
                self._moment = when
                try:
                    action()
                finally:
                    self._moment = None


def parse_moment(text: str) -> datetime:
    """Return the moment that a `date-time` names, UTC, cut to the millisecond as JavaScript has it.

    One that UTC would put outside of the calendar is the first or last moment of it.

    Raises:
        ValueError: There is no such moment.
    """
    text = re.sub(r"([+-]\d\d)(\d\d)$", r"\1:\2", text.upper().replace(" ", "T"))
    text = re.sub(r"\.(\d{3})\d*", r".\1", re.sub(r"\.(\d{1,2})(?!\d)", lambda m: f".{m[1]:0<3}", text))
    text = text.replace(":60", ":59")  # a leap second
    found = datetime.fromisoformat(text)
    try:
        return found.astimezone(UTC)
    except OverflowError:
        first, last = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
        return first if found.year == first.year else last


def later(moment: datetime, step: timedelta) -> datetime:
    """A moment some time later, or the last of the calendar."""
    try:
        return moment + step
    except OverflowError:
        return datetime.max.replace(tzinfo=moment.tzinfo)


def is_date_time(value: object) -> bool:
    """Return True if a text is a date and time that exists."""
    if not isinstance(value, str):
        return True
    if not DATE_TIME.fullmatch(value):
        return False
    try:
        parse_moment(value)
    except ValueError:
        return False
    return True
