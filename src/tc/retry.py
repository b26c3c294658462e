"""The one decision about another attempt: when, and after how long. No sleep in here.

Calls, uploads, downloads and the storage behind them all ask `Attempts`.
"""

from __future__ import annotations

import logging
import math
import random
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from tc._lazy import httpx
from tc.errors import ConfigurationError

log: logging.Logger = logging.getLogger("tc")


@dataclass(frozen=True)
class Retry:
    """How often and when a failed attempt is repeated.

    Responses of 500 and above are tried again, and so are attempts that got no response: connecting, reading
    or writing failed or timed out, or the peer broke the protocol. Responses of 400 to 499 are final unless
    named in `also`. The delay before retry n (1, 2, ...) is `delay_factor * 2**(n-1)` seconds, times a random
    factor between `1 - randomization_factor` and `1 + randomization_factor`, at most `max_delay`. A
    `Retry-After` in the response makes it longer, again up to `max_delay`. The defaults last some 13 seconds,
    since a service that restarts is away for 2 to 6.

    Args:
        retries: How many times to try again after the first attempt; 0 means one attempt.
        max_delay: Longest delay, seconds.
        delay_factor: First delay, seconds.
        randomization_factor: From 0 (none) to 1.
        also: Statuses from 400 to 499 to retry as well, such as `{429}`.

    Raises:
        ConfigurationError: An argument is out of these bounds.
    """

    retries: int = 7
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
            raise ConfigurationError(f"also: expected a set of statuses, got {type(self.also).__name__}")
        for status in self.also:
            if isinstance(status, bool) or not isinstance(status, int) or not 400 <= status < 500:
                raise ConfigurationError(f"also: {status!r} is not a status from 400 to 499")
        object.__setattr__(self, "also", frozenset(self.also))

    def should_retry(self, status_code: int) -> bool:
        """Return True if a response with this status is worth another attempt."""
        return status_code >= 500 or status_code in self.also

    def delay(self, number: int, retry_after: float | None = None) -> float:
        """Seconds to wait before retry `number` (1, 2, ...).

        Args:
            number: Which retry this is.
            retry_after: What the response asked for, seconds.
        """
        base = min(self.delay_factor * 2.0 ** min(number - 1, 1000), sys.float_info.max)
        spread = 1 + self.randomization_factor * random.uniform(-1, 1)  # noqa: S311 - not for cryptography
        return min(max(base * spread, retry_after or 0.0), self.max_delay)


def retry_after_seconds(headers: Mapping[str, str], now: datetime | None = None) -> float | None:
    """Return what a `Retry-After` header asks for, in seconds from now; None without one that can be read.

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


@dataclass(frozen=True)
class Failure:
    """Why one attempt failed.

    Attributes:
        reason: In a few words, without secrets.
        cause: The httpx error, when there was no whole response.
        status: The status of a response that refuses.
        retry_after: Seconds that the response asked to wait.
    """

    reason: str
    cause: httpx.HTTPError | None = None
    status: int | None = None
    retry_after: float | None = None

    @classmethod
    def of_error(cls, error: httpx.HTTPError) -> Failure:
        """The failure of an attempt without a whole response."""
        return cls(failure_reason(error), error)

    @classmethod
    def of_status(cls, status: int, headers: Mapping[str, str], reason: str = "") -> Failure:
        """The failure of an attempt with a response that refuses; `headers` ignores case."""
        return cls(reason or f"status {status}", None, status, retry_after_seconds(headers))


class Attempts:
    """Counts and logs the attempts of one request, and decides whether there is another one.

    Args:
        retry: What the caller wants.
        method: The HTTP method, for the log.
        resend: False for a request that must not be sent again once it may have reached the service.

    Attributes:
        count: How many attempts have failed.
    """

    __slots__ = ("_method", "_resend", "_retry", "count")

    def __init__(self, retry: Retry, method: str, *, resend: bool = True) -> None:
        self.count: int = 0
        self._retry = retry
        self._method = method
        self._resend = resend

    def retry_in(self, failure: Failure, safe_url: str, *, renewed: bool = False) -> float | None:
        """Take note of a failed attempt.

        Args:
            failure: Why it failed.
            safe_url: Where the request went, as it may be logged.
            renewed: True if the next attempt goes to another URL, so that a refusal is not final.

        Returns:
            Seconds to wait before the next attempt; None if there is none, and the failure is to be raised.
        """
        self.count += 1
        if self.count > self._retry.retries or not (renewed or self._worthwhile(failure)):
            return None
        delay = self._retry.delay(self.count, failure.retry_after)
        log.warning(
            "%s %s: %s; retry %d of %d in %.1f s",
            self._method,
            safe_url,
            failure.reason,
            self.count,
            self._retry.retries,
            delay,
        )
        return delay

    def _worthwhile(self, failure: Failure) -> bool:
        if failure.status is not None:
            # 4xx in `also` say that nothing was done; a 5xx may come after the deed.
            return failure.status in self._retry.also or (
                self._resend and self._retry.should_retry(failure.status)
            )
        return (self._resend or is_unsent(failure.cause)) and not is_permanent(failure.cause)


def is_permanent(error: BaseException | None) -> bool:
    """Return True if another attempt must fail in the same way: a certificate that does not verify, say."""
    if error is None:
        return False
    import ssl

    final = (ssl.SSLCertVerificationError, httpx.UnsupportedProtocol, httpx.LocalProtocolError)
    return any(isinstance(current, final) for current in _causes(error))


def is_unsent(error: BaseException | None) -> bool:
    """Return True if nothing of the request can have reached the service."""
    return isinstance(error, (httpx.ConnectError, httpx.ConnectTimeout))


def failure_reason(error: Exception) -> str:
    """A failure to get a response, in a few words."""
    # trio and httpcore wrap the reason in errors without text, or whose text means nothing to others.
    for reason in _causes(error):
        if str(reason) and not isinstance(reason, BaseExceptionGroup):
            return f"{type(error).__name__}: {reason}"
    return type(error).__name__


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An error and what led to it."""
    current: BaseException | None = error
    for _ in range(100):  # against a circle
        if current is None:
            return
        yield current
        current = current.__cause__ or current.__context__
