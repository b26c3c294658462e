"""What a connection to the broker may do, and what may go wrong with it.

The pair `AsyncBroker` and `Broker` is all in which the halves of Pulse differ, and the only place that knows
the libraries beneath: aiormq under asyncio, pika in the blocking half. Whatever they raise leaves there as a
`BrokerError`, which holds nothing of the libraries' own.
"""

from __future__ import annotations

import logging
import re
import ssl
import sys
from collections.abc import Iterator
from contextvars import ContextVar
from enum import Enum
from types import TracebackType

CONNECT_TIMEOUT = 30.0
HEARTBEAT = 30
_CODES = {
    "INVALID_PATH": 402,
    "ACCESS_REFUSED": 403,
    "NOT_FOUND": 404,
    "RESOURCE_LOCKED": 405,
    "PRECONDITION_FAILED": 406,
    "NOT_ALLOWED": 530,
}
_REFUSALS = re.compile(rf"({'|'.join(_CODES)}) - (.*?)[\"'>)\]]*$", re.DOTALL)
_depth: ContextVar[int] = ContextVar("tc_pulse", default=0)
_PASSING = ("is down", "down or inaccessible", "timed out", "unknown delivery tag", "connection limit")


class Verdict(Enum):
    """What becomes of a message."""

    ACK = "acknowledged"
    REQUEUE = "requeued"
    DROP = "dropped"


class BrokerError(Exception):
    """What may go wrong with a connection."""


class BrokerLostError(BrokerError):
    """The connection is gone, or could not be made, for a reason that may pass."""


class BrokerRefusedError(BrokerError):
    """The broker refused what it was asked, and would do so again.

    Attributes:
        code: AMQP's reply code, such as 403; 0 for a certificate that does not verify.
        text: The broker's explanation.
    """

    def __init__(self, code: int, text: str) -> None:
        super().__init__(code, text)
        self.code = code
        self.text = text


class ConsumerCancelledError(BrokerError):
    """The broker took the queue away from its consumer."""


def judge(error: BaseException) -> BrokerLostError | BrokerRefusedError:
    """What an error of the libraries means.

    The libraries wrap what the broker said in errors of many kinds, as attribute or as text: the first of its
    replies that is found in any of them decides.
    """
    found = list(_chain(error))
    for each in found:
        if isinstance(each, ssl.SSLCertVerificationError):
            return BrokerRefusedError(
                0, f"its certificate does not verify: {getattr(each, 'verify_message', each)}"
            )
    for each in found:
        reply = _REFUSALS.search(str(each))
        if reply and not any(words in reply[2] for words in _PASSING):
            return BrokerRefusedError(_CODES[reply[1]], reply[2])
    said = next((str(each) for each in reversed(found) if str(each)), type(error).__name__)
    return BrokerLostError(said)


class Library:
    """A context for calls of a library: its errors become our own, and it is silent about them.

    The consumer logs once what there is to know. What the library itself logs of our connections is dropped,
    unless its logger has the level DEBUG. Tasks that begin within the context are silent to their end.

    Args:
        name: The package, which has been imported.
        errors: What it raises.
    """

    def __init__(self, name: str, *errors: type[BaseException]) -> None:
        self._errors = errors
        for module in list(sys.modules):  # each has a logger of its name; asyncio logs lost connections
            if module == "asyncio" or module.startswith(f"{name}."):
                logger = logging.getLogger(module)
                logger.addFilter(_Silence(logger))

    def __enter__(self) -> None:
        _depth.set(_depth.get() + 1)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        _depth.set(_depth.get() - 1)
        if not isinstance(error, self._errors):
            return
        failure = judge(error)
        del kind, error, trace
        try:
            raise failure
        finally:
            failure.__context__ = None


class _Silence(logging.Filter):
    """Drops the records of a logger about our connections, unless it is to log all."""

    def __init__(self, logger: logging.Logger) -> None:
        super().__init__()
        self._logger = logger

    def filter(self, record: logging.LogRecord) -> bool:  # noqa: ARG002 - the base class's
        return not _depth.get() or self._logger.isEnabledFor(logging.DEBUG)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """An error, and all that it was made of."""
    seen: set[int] = set()
    left: list[object] = [error]
    while left:
        each = left.pop(0)
        if isinstance(each, (list, tuple)):
            left += each
        elif isinstance(each, BaseException) and id(each) not in seen:
            seen.add(id(each))
            yield each
            left += [each.__cause__, each.__context__, *each.args]
            left += [value for value in vars(each).values() if isinstance(value, BaseException)]
