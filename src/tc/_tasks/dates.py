"""Moving the times of a definition. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from tc._protocol.validation import kind_of
from tc.timestamps import check_aware, to_json_date

# A whole text such as 2026-11-22T10:00:00.000Z, or with an offset instead of the Z.
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:\d\d)", re.ASCII)


def shift_times(definition: Mapping[str, Any], created: datetime | None = None) -> dict[str, Any]:
    """Return a definition of a task whose times are moved so that it is created at another moment.

    Every moment in it keeps its distance from `created`: `deadline` and `expires`, and whatever else is one,
    in `payload` and `extra` too. A moment is a text that as a whole is of the form
    `2026-11-22T10:00:00.000Z`, with or without a fraction, or a `datetime`. Keys of objects stay as they are.

    Args:
        definition: As `queue.task` returns it, or as `queue.createTask` takes it. It is not changed.
        created: The moment to move it to, timezone-aware; the present when None.

    Raises:
        TypeError: The definition is not one, or the moment is not a `datetime`.
        ValueError: The definition has no `created`, or a moment would be out of the range of dates.
    """
    if not isinstance(definition, Mapping):
        raise TypeError(f"definition: expected the definition of a task, got {kind_of(definition)}")
    start = _moment_of(definition.get("created"))
    if start is None:
        raise ValueError("definition: its 'created' is not a moment such as '2026-11-22T10:00:00.000Z'")
    end = datetime.now(UTC) if created is None else check_aware("created", created)
    # Times are sent in milliseconds, and so are the distances between them.
    end = end.replace(microsecond=end.microsecond // 1000 * 1000)
    moved: dict[str, Any] = _moved(definition, end - start)
    return moved


def _moved(value: Any, distance: timedelta) -> Any:
    if isinstance(value, Mapping):
        return {key: _moved(each, distance) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_moved(each, distance) for each in value]
    moment = _moment_of(value)
    if moment is None:
        return value
    try:
        moment = (moment + distance).astimezone(UTC)
    except OverflowError:
        raise ValueError(f"definition: {value} would be moved out of the range of dates") from None
    if isinstance(value, datetime):
        return moment
    # What is finer than a millisecond stays so.
    return moment.isoformat().replace("+00:00", "Z") if moment.microsecond % 1000 else to_json_date(moment)


def _moment_of(value: Any) -> datetime | None:
    """The moment that a value stands for, or None for any other value."""
    if isinstance(value, datetime):
        return check_aware("definition", value)
    if not isinstance(value, str) or not MOMENT.fullmatch(value):
        return None
    try:
        return datetime.fromisoformat(value.upper())
    except ValueError:
        return None
