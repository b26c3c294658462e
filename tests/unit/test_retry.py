from __future__ import annotations

import dataclasses
import math
import ssl
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from unittest import mock

import httpx
import pytest
import taskcluster.utils
from hypothesis import given
from hypothesis import strategies as st

from tc import ConfigurationError, Retry
from tc.retry import failure_reason, is_permanent, retry_after_seconds

NOW = datetime(2026, 11, 22, 10, 0, 0, tzinfo=UTC)
AMOUNT = st.floats(0, 1e300)


def test_retry_has_its_defaults_and_is_a_frozen_value() -> None:
    assert dataclasses.astuple(Retry()) == (7, 30.0, 0.1, 0.25, frozenset())
    with pytest.raises(dataclasses.FrozenInstanceError):
        Retry().retries = 6  # type: ignore[misc]
    assert Retry() == Retry()
    assert hash(Retry(also={429})) == hash(Retry(also=frozenset([429])))


def test_delay_doubles_up_to_the_maximum() -> None:
    retry = Retry(randomization_factor=0)
    assert [retry.delay(n) for n in range(1, 12)] == pytest.approx(
        [0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 30, 30]
    )
    assert Retry(randomization_factor=0, delay_factor=2, max_delay=5).delay(3) == 5
    assert Retry(delay_factor=0).delay(7) == 0
    assert retry.delay(10**9) == 30


@given(st.integers(1, 20), st.floats(0, 0.999))
def test_delay_equals_the_official_clients(number: int, at: float) -> None:
    with (
        mock.patch("random.random", return_value=at),
        mock.patch("random.uniform", lambda a, b: a + (b - a) * at),
    ):
        assert Retry().delay(number) == pytest.approx(taskcluster.utils.calculateSleepTime(number))


@given(st.integers(1, 5000), AMOUNT, AMOUNT, st.floats(0, 1), st.none() | AMOUNT)
def test_delay_stays_within_its_bounds(
    number: int, factor: float, longest: float, spread: float, retry_after: float | None
) -> None:
    retry = Retry(delay_factor=factor, max_delay=longest, randomization_factor=spread)
    delay = retry.delay(number, retry_after)
    base = factor * 2.0 ** min(number - 1, 1000)
    assert 0 <= delay <= longest
    assert delay >= min(longest, retry_after or 0)
    assert delay >= min(longest, base * (1 - spread) * (1 - 1e-9)) if math.isfinite(base) else True
    assert delay <= max(base * (1 + spread) * (1 + 1e-9), retry_after or 0)


def test_delay_is_spread_evenly() -> None:
    delays = [Retry().delay(1) for _ in range(400)]
    assert all(0.075 <= delay <= 0.125 for delay in delays)
    assert min(delays) < 0.085
    assert max(delays) > 0.115


def test_should_retry_decides_by_status() -> None:
    retry = Retry()
    assert all(retry.should_retry(status) for status in (500, 502, 503, 504, 520, 599))
    assert not any(retry.should_retry(status) for status in range(400, 500))
    also = Retry(also=frozenset({429, 409}))
    assert [status for status in range(400, 500) if also.should_retry(status)] == [409, 429]
    assert Retry(also=[404]).should_retry(404)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "options",
    [
        *({"retries": value} for value in (-1, 1.5, True, "5", None)),
        *({"max_delay": value} for value in (-1, math.nan, math.inf, "5", None, True)),
        *({"delay_factor": value} for value in (-0.1, math.nan, math.inf, "5", None)),
        *({"randomization_factor": value} for value in (-0.1, 1.1, math.nan, "5", None)),
        *({"also": value} for value in ("429", 429, None, {500}, {399}, {"429"}, {True}, {200}, b"429")),
    ],
)
def test_retry_with_bad_options_is_refused(options: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError, match=next(iter(options))):
        Retry(**options)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0", 0),
        ("7", 7),
        (" 120 ", 120),
        ("9" * 400, 999_999_999),
        ("Sun, 22 Nov 2026 10:00:30 GMT", 30),
        ("Sun, 22 Nov 2026 11:00:30 +0100", 30),
        ("Sunday, 22-Nov-26 10:00:30 GMT", 30),
        ("Sun Nov 22 10:00:30 2026", 30),
        ("Sun, 22 Nov 2026 09:00:00 GMT", 0),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("٣", None),
        ("Sun, 99 Nov 2026 10:00:30 GMT", None),
    ],
)
def test_retry_after_is_read(text: str, seconds: float | None) -> None:
    assert retry_after_seconds({"retry-after": text}, NOW) == seconds


def test_retry_after_counts_from_the_present() -> None:
    moment = datetime.now(timezone.utc) + timedelta(seconds=100)  # noqa: UP017
    text = moment.strftime("%a, %d %b %Y %H:%M:%S GMT")
    found = retry_after_seconds({"retry-after": text})
    assert found is not None
    assert 80 < found <= 100
    assert retry_after_seconds({}) is None


@given(st.text())
def test_retry_after_of_any_text_does_not_fail(text: str) -> None:
    found = retry_after_seconds({"retry-after": text}, NOW)
    assert found is None or found >= 0


def test_failure_whose_causes_are_a_circle_is_told_by_its_class() -> None:
    error, cause = httpx.ConnectError(""), OSError()
    error.__cause__, cause.__cause__ = cause, error
    assert failure_reason(error) == "ConnectError"
    assert not is_permanent(error)
    cause.__cause__ = ssl.SSLCertVerificationError("expired")
    cause.__cause__.__cause__ = error
    assert is_permanent(error)
