"""When questions about tasks are asked although messages tell of them."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tc._tasks.state import LONGEST_SILENCE, MessagePace, Pace

NOW = [1000.0]


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tc._tasks.state.time", SimpleNamespace(monotonic=lambda: NOW[0]))


def test_pause_until_what_was_added_is_listed_is_that_of_polling() -> None:
    pace = MessagePace()
    pauses = []
    for _ in range(15):
        pace.asked()
        assert pace.pause("") == pytest.approx(LONGEST_SILENCE)
        pace.hurry()
        pauses.append(pace.pause(""))
        pace.hurry()
        assert pace.pause("") == pauses[-1]
        NOW[0] += 100
        assert pace.pause("") == 0
    assert 0.8 <= pauses[0] <= 1.2
    assert 24 <= pauses[-1] <= 30


def test_pause_counts_from_the_last_question_not_from_the_last_message() -> None:
    pace = MessagePace(interval=10)
    pace.asked()
    for left in (10, 7, 4, 1):
        assert pace.pause("") == pytest.approx(left)
        NOW[0] += 3


def test_pause_of_polling_is_as_long_when_hurried() -> None:
    pace = Pace(interval=10)
    pace.asked()
    pace.hurry()
    assert pace.pause("") == 10


def test_pause_ends_with_the_timeout() -> None:
    pace = MessagePace(timeout=5)
    assert pace.pause("") == 0  # nothing was asked yet
    pace.asked()
    assert pace.pause("") == pytest.approx(5)
    NOW[0] += 5
    with pytest.raises(TimeoutError, match="unresolved after 5 seconds: the rest"):
        pace.pause("the rest")
