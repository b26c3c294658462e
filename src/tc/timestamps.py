"""Times as Taskcluster writes them: UTC, milliseconds, `Z`."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

_UNITS = (
    ("years?|yr|y", 365 * 86400),
    ("months?|mo", 30 * 86400),
    ("weeks?|wk|w", 7 * 86400),
    ("days?|d", 86400),
    ("hours?|hr|h", 3600),
    ("minutes?|min|m", 60),
    ("seconds?|sec|s", 1),
)
_OFFSET = re.compile(
    r"\s*([+-])?\s*" + "".join(rf"(?:(\d+)\s*(?:{words})(?![a-z])\s*)?" for words, _ in _UNITS),
    re.IGNORECASE | re.ASCII,
)


def from_now(offset: str, base: datetime | None = None) -> datetime:
    """The moment that lies an offset away, as a UTC-aware `datetime`.

    Args:
        offset: An optional sign, then at least one of years, months, weeks, days, hours, minutes and
            seconds, in this order: `"2 days 3 hours"`, `"-5 min"`, `"1y2mo"`. A year is 365 days, a month 30.
        base: Where to count from, timezone-aware; the present when None.

    Raises:
        ValueError: The text is not of that form, the base is naive, or the moment is out of range.
        TypeError: An argument is of another type.

    The grammar is that of Taskcluster's other clients (`fromNow`).
    """
    if not isinstance(offset, str):
        raise TypeError(f"offset: expected str, got {type(offset).__name__}")
    found = _OFFSET.fullmatch(offset)
    numbers = found.groups()[1:] if found else ()
    if found is None or not any(numbers):
        raise ValueError(f"offset: {offset!r} is not like '2 days 3 hours' or '-5 minutes'")
    start = datetime.now(UTC) if base is None else _to_utc("base", base)
    try:
        seconds = sum(int(n) * unit for n, (_, unit) in zip(numbers, _UNITS, strict=True) if n)
        return start + timedelta(seconds=-seconds if found[1] == "-" else seconds)
    except (OverflowError, ValueError):
        raise ValueError(f"offset: {offset[:40]!r} is out of the range of dates") from None


def to_json_date(moment: datetime) -> str:
    """A moment as JavaScript's `Date.toJSON` writes it: `2026-11-22T10:00:00.000Z`.

    Args:
        moment: A timezone-aware `datetime`; what is finer than a millisecond is cut off.

    Raises:
        ValueError: The moment is naive, or out of the range of dates in UTC.
        TypeError: It is no `datetime`.
    """
    text = _to_utc("moment", moment).isoformat(timespec="milliseconds")
    return text.removesuffix("+00:00") + "Z"


def _to_utc(name: str, moment: datetime) -> datetime:
    """An aware moment in UTC."""
    try:
        return check_aware(name, moment).astimezone(UTC)
    except OverflowError:
        raise ValueError(f"{name}: {moment} is out of the range of dates in UTC") from None


def check_aware(name: str, moment: datetime) -> datetime:
    """The moment itself, once it is known to be a timezone-aware `datetime`."""
    if not isinstance(moment, datetime):
        raise TypeError(f"{name}: expected datetime, got {type(moment).__name__}")
    if moment.utcoffset() is None:
        hint = "use datetime.now(UTC), or .replace(tzinfo=UTC)"
        raise ValueError(f"{name}: the datetime {moment.isoformat()} has no time zone; {hint}")
    return moment
