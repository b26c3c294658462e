from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
import taskcluster
from hypothesis import given
from hypothesis import strategies as st

from tc import from_now, to_json_date

BASE = datetime(2026, 11, 22, 10, 0, 0, tzinfo=UTC)
UNITS = [
    (["y", "yr", "year", "years"], 365 * 86400),
    (["mo", "month", "months"], 30 * 86400),
    (["w", "wk", "week", "weeks"], 7 * 86400),
    (["d", "day", "days"], 86400),
    (["h", "hr", "hour", "hours"], 3600),
    (["m", "min", "minute", "minutes"], 60),
    (["s", "sec", "second", "seconds"], 1),
]
SPACES = st.sampled_from(["", " ", "  ", "\t"])


@st.composite
def offsets(draw: Any) -> tuple[str, int]:
    """A text of the grammar, and the seconds it stands for."""
    sign = draw(st.sampled_from(["", "+", "-"]))
    chosen = draw(st.lists(st.booleans(), min_size=7, max_size=7).filter(any))
    text, seconds = draw(SPACES) + sign + draw(SPACES), 0
    for (words, unit), use in zip(UNITS, chosen, strict=True):
        if use:
            number, word = draw(st.integers(0, 99)), draw(st.sampled_from(words))
            word = draw(st.sampled_from([word, word.upper(), word.capitalize()]))
            text += f"{number}{draw(SPACES)}{word}{draw(SPACES)}"
            seconds += number * unit
    return text, -seconds if sign == "-" else seconds


@given(offsets())
def test_from_now_reads_the_whole_grammar(offset: tuple[str, int]) -> None:
    text, seconds = offset
    assert from_now(text, BASE) == BASE + timedelta(seconds=seconds)


@pytest.mark.parametrize(("words", "unit"), UNITS)
def test_from_now_reads_each_word(words: list[str], unit: int) -> None:
    for word in words:
        assert from_now(f"2 {word}", BASE) == BASE + timedelta(seconds=2 * unit)
        assert from_now(f"-2{word}", BASE) == BASE - timedelta(seconds=2 * unit)


@pytest.mark.parametrize(
    "text",
    [
        "2 days 3 hours",
        "- 5 minutes",
        "+1 year 2 months 3 weeks 4 d 5 h 6 m 7 s",
        "1y2mo3w4d5h6m7s",
        " 10 seconds ",
    ],
)
def test_from_now_equals_the_official_client(text: str) -> None:
    assert from_now(text, BASE) == taskcluster.fromNow(text, BASE)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "-",
            "+",
            "now",
            "1",
            "day",
            "1 fortnight",
            "days 1",
            "1.5 days",
            "1,5 days",
            "-1 day -2 hours",
        ),
        *("1 hour 1 day", "1 s 1 m", "1 day 2 days", "+-1 day", "--1 day", "1 day ago", "in 1 day", "1 dayx"),
        *(
            "1 monthz",
            "1 mon",
            "1 dayhours",
            "٣ days",
            "1 d\x00",
            "1 0 days",
            "1 ye ars",
            "1 hours, 2 minutes",
            "1_0 days",
        ),
    ],
)
def test_from_now_of_other_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="offset"):
        from_now(text, BASE)


@pytest.mark.parametrize("text", ["9999 years", "-9999 years", "9" * 5000 + " seconds", "9" * 30 + " days"])
def test_from_now_out_of_range_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="range"):
        from_now(text, BASE)


def test_from_now_counts_from_the_base() -> None:
    before = datetime.now(UTC)
    found = from_now("0 seconds")
    assert before <= found <= datetime.now(UTC)
    assert found.tzinfo is UTC
    zone = timezone(timedelta(hours=9))
    assert from_now("1 hour", BASE.astimezone(zone)) == BASE + timedelta(hours=1)
    assert from_now("1 hour", BASE.astimezone(zone)).tzinfo is UTC
    with pytest.raises(ValueError, match="no time zone"):
        from_now("1 hour", datetime(2026, 1, 1))  # noqa: DTZ001
    with pytest.raises(ValueError, match="range"):
        from_now("1 hour", datetime.min.replace(tzinfo=zone))
    for wrong in ("2026-01-01", date(2026, 1, 1), 5):
        with pytest.raises(TypeError, match="base"):
            from_now("1 hour", wrong)  # type: ignore[arg-type]
    for other in (None, 5, b"1 day", timedelta(1)):
        with pytest.raises(TypeError, match="offset"):
            from_now(other)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2026, 11, 22, 10, 0, 0, tzinfo=UTC), "2026-11-22T10:00:00.000Z"),
        (datetime(2026, 11, 22, 10, 0, 0, 999_999, tzinfo=UTC), "2026-11-22T10:00:00.999Z"),
        (
            datetime(2026, 11, 22, 10, 0, 0, 5_000, tzinfo=timezone(timedelta(hours=-5, minutes=-30))),
            "2026-11-22T15:30:00.005Z",
        ),
        (datetime(99, 1, 1, tzinfo=UTC), "0099-01-01T00:00:00.000Z"),
    ],
)
def test_to_json_date_is_utc_with_milliseconds(moment: datetime, text: str) -> None:
    assert to_json_date(moment) == text


ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
FIRST, LAST = datetime(1, 1, 3), datetime(9999, 12, 29)  # noqa: DTZ001 - within reach of all time zones


@given(st.datetimes(FIRST, LAST, timezones=ZONES))
def test_to_json_date_can_be_read_back(moment: datetime) -> None:
    text = to_json_date(moment)
    assert len(text) == 24
    again = datetime.fromisoformat(text)
    assert timedelta(0) <= moment - again < timedelta(milliseconds=1)


def test_to_json_date_of_something_else_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        to_json_date(datetime(2026, 1, 1))  # noqa: DTZ001
    with pytest.raises(ValueError, match="range"):
        to_json_date(datetime.max.replace(tzinfo=timezone(timedelta(hours=-1))))
    for wrong in (date(2026, 1, 1), "2026-01-01", 5, None):
        with pytest.raises(TypeError, match="datetime"):
            to_json_date(wrong)  # type: ignore[arg-type]
