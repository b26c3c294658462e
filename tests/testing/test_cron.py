"""Schedules of hooks."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tc.testing.services.hooks.cron import Cron, next_of

START = datetime(2026, 11, 23, 17, 20, 30, 500, tzinfo=UTC)  # a Monday


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("* * * * * *", "2026-11-23 17:20:31"),
        ("*/20 * * * * *", "2026-11-23 17:20:40"),
        ("* * * * *", "2026-11-23 17:21:00"),
        ("0 0 3 * * *", "2026-11-24 03:00:00"),
        ("30 17 * * *", "2026-11-23 17:30:00"),
        ("20 17 * * *", "2026-11-24 17:20:00"),
        ("15,45 8-17/3 * * *", "2026-11-23 17:45:00"),
        ("5/25 * * * *", "2026-11-23 17:30:00"),
        ("0 0 0 1 * *", "2026-12-01 00:00:00"),
        ("0 0 0 1 JAN *", "2027-01-01 00:00:00"),
        ("0 0 0 * * mon", "2026-11-30 00:00:00"),
        ("0 0 0 * * 7", "2026-11-29 00:00:00"),
        ("0 0 0 * * fri-7", "2026-11-27 00:00:00"),
        ("0 0 0 25 * tue", "2026-11-24 00:00:00"),
        ("0 0 0 ? * wed", "2026-11-25 00:00:00"),
        ("0 0 0 L * *", "2026-11-30 00:00:00"),
        ("0 0 0 L 2 *", "2027-02-28 00:00:00"),
        ("0 0 0 29 2 *", "2028-02-29 00:00:00"),
        ("0 0 0 25,L * *", "2026-11-25 00:00:00"),
        ("3", "2026-11-25 00:00:00"),
        ("@daily", "2026-11-24 00:00:00"),
        ("@weekends", "2026-11-28 00:00:00"),
    ],
)
def test_next(text, expected):
    assert Cron.parse(text).next(START) == datetime.fromisoformat(f"{expected}+00:00")


def test_exactly_then_is_not_after():
    noon = datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert Cron.parse("0 0 12 * * *").next(noon).day == 24


@pytest.mark.parametrize(
    "text",
    [
        "never",
        "",
        "60 * * * * *",
        "* 24 * * *",
        "* * 0 * *",
        "* * * 13 *",
        "* * * * 8",
        "5-1 * * * *",
        "*/0 * * * *",
        "*/ * * * *",
        "1,,2 * * * *",
        "1-2-3 * * * *",
        "@never",
        "* * * * * * *",
        "0 0 0 30 2 *",
    ],
)
def test_what_is_no_schedule(text):
    with pytest.raises(ValueError, match="in "):
        next_of(["* * * * *", text], START)


def test_the_earliest_of_many():
    assert next_of(["0 0 4 * * *", "0 0 3 * * *"], START) == datetime(2026, 11, 24, 3, tzinfo=UTC)
    assert next_of([], START) is None
