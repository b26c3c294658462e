"""`tc.shift_times`: every moment of a definition keeps its distance from `created`."""

from __future__ import annotations

import copy
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tc

CREATED = datetime(2026, 11, 22, 10, 0, 0, tzinfo=UTC)
NOW = datetime(2027, 3, 1, 12, 30, 0, 250_999, tzinfo=UTC)
MOVED = "2027-03-01T12:30:00.250Z"


def shifted(**more: Any) -> Any:
    definition = {"created": "2026-11-22T10:00:00.000Z", **more}
    before = copy.deepcopy(definition)
    result = tc.shift_times(definition, NOW)
    assert definition == before
    return result


def test_shift_times_moves_the_times_of_a_task() -> None:
    assert shifted(deadline="2026-11-22T12:00:00.000Z", expires="2027-11-22T10:00:00.000Z") == {
        "created": MOVED,
        "deadline": "2027-03-01T14:30:00.250Z",
        "expires": "2028-02-29T12:30:00.250Z",
    }


def test_shift_times_moves_moments_wherever_they_stand() -> None:
    when = "2026-11-22T10:00:00.000Z"
    result = shifted(payload={"artifacts": [{"expires": when}], when: 1}, extra={"a": {"b": [[when]]}})
    assert result["payload"] == {"artifacts": [{"expires": MOVED}], when: 1}
    assert result["extra"] == {"a": {"b": [[MOVED]]}}


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("2026-11-22T10:00:00Z", MOVED),
        ("2026-11-22T10:00:00.5Z", "2027-03-01T12:30:00.750Z"),
        ("2026-11-22T10:00:00+00:00", MOVED),
        ("2026-11-22T12:00:00.000+02:00", MOVED),
        ("2026-11-22T10:00:00.000123Z", "2027-03-01T12:30:00.250123Z"),
        ("2026-11-22t10:00:00z", MOVED),
        (CREATED, NOW.replace(microsecond=250_000)),
        (CREATED.astimezone(timezone(timedelta(hours=5))), NOW.replace(microsecond=250_000)),
    ],
)
def test_shift_times_knows_the_forms_of_a_moment(text: Any, moved: Any) -> None:
    assert shifted(extra=text)["extra"] == moved


@pytest.mark.parametrize(
    "value",
    [
        *("at 2026-11-22T10:00:00.000Z", "2026-11-22T10:00:00.000Z\n", "2026-11-22", "20261122T100000Z"),
        *("2026-11-22T10:00:00", "2026-11-22 10:00:00Z", "2026-13-22T10:00:00Z", "2026-02-30T10:00:00Z"),
        *("٢٠٢٦-11-22T10:00:00Z", "", None, 5, True, 1.5),
    ],
)
def test_shift_times_leaves_everything_else(value: Any) -> None:
    assert shifted(extra=value)["extra"] == value


@given(st.timedeltas(timedelta(-1000), timedelta(1000)), st.timedeltas(timedelta(-1000), timedelta(1000)))
def test_shift_times_keeps_distances(distance: timedelta, move: timedelta) -> None:
    distance = timedelta(milliseconds=distance // timedelta(milliseconds=1))
    task = {"created": tc.to_json_date(CREATED), "payload": [tc.to_json_date(CREATED + distance)]}

    result = tc.shift_times(task, CREATED + move)

    created, [other] = datetime.fromisoformat(result["created"]), result["payload"]
    assert datetime.fromisoformat(other) - created == distance
    assert created == CREATED + timedelta(milliseconds=move // timedelta(milliseconds=1))


def test_shift_times_moves_to_the_present_by_default() -> None:
    before = datetime.now(UTC)
    created = datetime.fromisoformat(tc.shift_times({"created": "2020-01-01T00:00:00.000Z"})["created"])
    assert before - timedelta(milliseconds=1) <= created <= datetime.now(UTC)


@pytest.mark.parametrize(
    ("definition", "created", "error", "message"),
    [
        ({}, NOW, ValueError, "definition: its 'created' is not a moment"),
        ({"created": "today"}, NOW, ValueError, "definition: its 'created' is not a moment"),
        ({"created": datetime(2026, 1, 1)}, NOW, ValueError, "definition: .* no time zone"),  # noqa: DTZ001
        ({"created": MOVED}, datetime(2026, 1, 1), ValueError, "created: .* no time zone"),  # noqa: DTZ001
        ({"created": MOVED}, "now", TypeError, "created: "),
        (["created"], NOW, TypeError, "definition: expected the definition of a task, got list"),
        ({"created": MOVED, "expires": "9999-12-31T00:00:00Z"}, NOW.replace(year=9000), ValueError, "range"),
    ],
)
def test_shift_times_names_what_is_wrong(
    definition: Any, created: Any, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        tc.shift_times(definition, created)
