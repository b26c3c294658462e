"""Schedules of hooks: cron expressions with seconds, in UTC, as the library `cron-parser` of npm reads them.

Five fields (minute, hour, day of month, month, day of week) or six (with seconds before them); fewer stand
for the last ones. `5L` and `5#2` are not understood.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

NICKNAMES = {
    "@secondly": "* * * * * *",
    "@minutely": "0 * * * * *",
    "@hourly": "0 0 * * * *",
    "@daily": "0 0 0 * * *",
    "@weekly": "0 0 0 * * 0",
    "@monthly": "0 0 0 1 * *",
    "@yearly": "0 0 0 1 1 *",
    "@weekdays": "0 0 0 * * 1-5",
    "@weekends": "0 0 0 * * 0,6",
}
MONTHS = {name: n for n, name in enumerate(re.findall("...", "janfebmaraprmayjunjulaugsepoctnovdec"), 1)}
DAYS = {name: n for n, name in enumerate(re.findall("...", "sunmontuewedthufrisat"))}
LONGEST_WAIT = 366 * 9  # days: from one 29 February to the next over a century without one


@dataclass(frozen=True)
class Field:
    """What a field of an expression may hold."""

    name: str
    low: int
    high: int
    names: dict[str, int]
    default: str = "*"

    def parse(self, text: str) -> frozenset[int]:
        """The numbers that a field names.

        Raises:
            ValueError: It is not of the right form.
        """
        found: set[int] = set()
        for part in text.split(","):
            range_text, slash, step_text = part.partition("/")
            step = self.number(step_text) if slash else 1
            if range_text in ("*", "?"):
                first, last = self.low, self.high
            else:
                first_text, dash, last_text = range_text.partition("-")
                first = self.number(first_text)
                last = self.number(last_text) if dash else self.high if slash else first
            if step < 1 or not self.low <= first <= last <= self.high:
                raise ValueError(f"{self.name}: {part!r} is out of bounds")
            found.update(range(first, last + 1, step))
        return frozenset(found)

    def number(self, text: str) -> int:
        """A number, or a name that stands for one."""
        if text.lower() in self.names:
            return self.names[text.lower()]
        if not re.fullmatch(r"[0-9]{1,4}", text):
            raise ValueError(f"{self.name}: {text!r} is no number")
        return int(text)


FIELDS = (
    Field("second", 0, 59, {}, "0"),
    Field("minute", 0, 59, {}),
    Field("hour", 0, 23, {}),
    Field("day of month", 1, 31, {}),
    Field("month", 1, 12, MONTHS),
    Field("day of week", 0, 7, DAYS),
)
ANY_DAY = frozenset(range(1, 32))
ANY_WEEKDAY = frozenset(range(7))


@dataclass(frozen=True)
class Cron:
    """A schedule. Where both days are limited, one of them has to fit."""

    seconds: frozenset[int]
    minutes: frozenset[int]
    hours: frozenset[int]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    last_day: bool = False  # `L`: the last day of the month

    @classmethod
    def parse(cls, text: str) -> Cron:
        """The schedule that an expression describes.

        Raises:
            ValueError: It describes none.
        """
        parts = NICKNAMES.get(text.strip(), text).split()
        if not 1 <= len(parts) <= len(FIELDS):
            raise ValueError("one to six fields are needed")
        parts = [field.default for field in FIELDS[: -len(parts)]] + parts
        days = [part for part in parts[3].split(",") if part.upper() != "L"]
        last_day = len(days) < len(parts[3].split(","))
        parts[3] = ",".join(days)
        sets = [
            frozenset[int]() if field is FIELDS[3] and last_day and not days else field.parse(part)
            for field, part in zip(FIELDS, parts, strict=True)
        ]
        weekdays = frozenset(day % 7 for day in sets[5])
        return cls(sets[0], sets[1], sets[2], sets[3], sets[4], weekdays, last_day)

    def fits(self, day: date) -> bool:
        """Return True if the schedule has something on a day."""
        if day.month not in self.months:
            return False
        last = calendar.monthrange(day.year, day.month)[1]
        by_day = day.day in self.days or (self.last_day and day.day == last)
        by_weekday = day.isoweekday() % 7 in self.weekdays
        if self.days == ANY_DAY or self.weekdays == ANY_WEEKDAY:
            return by_day and by_weekday
        return by_day or by_weekday

    def next(self, after: datetime) -> datetime:
        """The first moment of the schedule after another.

        Raises:
            ValueError: The schedule has no moment, as on 30 February.
        """
        start = after.astimezone(UTC).replace(microsecond=0) + timedelta(seconds=1)
        for offset in range(LONGEST_WAIT):
            day = start.date() + timedelta(days=offset)
            if self.fits(day):
                moment = self.first(start.time() if offset == 0 else time())
                if moment:
                    return datetime.combine(day, moment, UTC)
        raise ValueError("there is no such day")

    def first(self, earliest: time) -> time | None:
        """The first time of a day that is not before another."""
        for hour in sorted(self.hours):
            for minute in sorted(self.minutes):
                if (hour, minute) >= (earliest.hour, earliest.minute):
                    for second in sorted(self.seconds):
                        if time(hour, minute, second) >= earliest:
                            return time(hour, minute, second)
        return None


def next_of(schedule: list[str], after: datetime) -> datetime | None:
    """The first moment of several schedules after another; None without schedules.

    Raises:
        ValueError: One of them is not valid; the message names it.
    """
    found = []
    for text in schedule:
        try:
            found.append(Cron.parse(text).next(after))
        except ValueError as error:
            raise ValueError(f"{error} in {text!r}") from None
    return min(found, default=None)
