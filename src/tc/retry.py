"""When to try again, and how long to wait: pure decisions, no clock and no sleep."""

from __future__ import annotations

import math
import random
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from tc.errors import ConfigurationError


@dataclass(frozen=True)
class Retry:
    """How often and when a failed attempt is repeated.

    Tried again are answers of 500 and above, and attempts that got no answer: connecting, reading or writing
    failed or timed out, or the peer broke the protocol. Answers of 400 to 499 are final unless named in
    `also`. The delay before retry n (1, 2, ...) is `delay_factor * 2**(n-1)` seconds, times a random factor
    between `1 - randomization_factor` and `1 + randomization_factor`, at most `max_delay`. A `Retry-After`
    in the answer makes it longer, again up to `max_delay`.

    Args:
        retries: How many times to try again after the first attempt; 0 means one attempt.
        max_delay: Longest delay, seconds.
        delay_factor: First delay, seconds.
        randomization_factor: From 0 (none) to 1.
        also: Statuses from 400 to 499 to retry as well, such as `{429}`.

    Raises:
        ConfigurationError: An argument is out of these bounds.
    """

    retries: int = 5
    max_delay: float = 30.0
    delay_factor: float = 0.1
    randomization_factor: float = 0.25
    also: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if not isinstance(self.retries, int) or isinstance(self.retries, bool) or self.retries < 0:
            raise ConfigurationError(f"retries: {self.retries!r} is not a whole number of 0 or more")
        for name in ("max_delay", "delay_factor", "randomization_factor"):
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < math.inf:
                raise ConfigurationError(f"{name}: {value!r} is not a number of 0 or more")
        if self.randomization_factor > 1:
            raise ConfigurationError(f"randomization_factor: {self.randomization_factor!r} is above 1")
        if isinstance(self.also, (str, bytes)) or not isinstance(self.also, (set, frozenset, list, tuple)):
            raise ConfigurationError(f"also: a set of statuses is needed, not {type(self.also).__name__}")
        for status in self.also:
            if isinstance(status, bool) or not isinstance(status, int) or not 400 <= status < 500:
                raise ConfigurationError(f"also: {status!r} is not a status from 400 to 499")
        object.__setattr__(self, "also", frozenset(self.also))

    def should_retry(self, status_code: int) -> bool:
        """Whether an answer with this status is worth another attempt."""
        return status_code >= 500 or status_code in self.also

    def delay(self, number: int, retry_after: float | None = None) -> float:
        """Seconds to wait before retry `number` (1, 2, ...).

        Args:
            number: Which retry this is.
            retry_after: What the answer asked for, seconds.
        """
        base = min(self.delay_factor * 2.0 ** min(number - 1, 1000), sys.float_info.max)
        spread = 1 + self.randomization_factor * random.uniform(-1, 1)  # noqa: S311 - not for cryptography
        return min(max(base * spread, retry_after or 0.0), self.max_delay)


def retry_after_seconds(headers: Mapping[str, str], now: datetime | None = None) -> float | None:
    """What a `Retry-After` header asks for, in seconds from now; None without one that can be read.

    Both of its forms count, a number of seconds and an HTTP date (RFC 9110, section 10.2.3).
    """
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - (now or datetime.now(UTC))).total_seconds())
