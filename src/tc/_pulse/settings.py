"""What a consumer was asked to do, checked; and what a refusal of the broker means for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tc._pulse.address import PulseAddress
from tc._pulse.broker import BrokerRefusedError
from tc.binding import Binding
from tc.errors import ConfigurationError, PulseError
from tc.slugs import slug_id

_SHORT_TEXT = 255  # bytes: AMQP's limit for names and routing keys


@dataclass(frozen=True)
class Settings:
    """The options of a consumer.

    Attributes:
        queue: The name after `queue/<user>/`; None for a queue that goes with the connection.
        auto: Messages are acknowledged by the consumer.
    """

    bindings: tuple[Binding[Any], ...]
    queue: str | None
    prefetch: int
    auto: bool
    recreate: bool

    def queue_name(self, address: PulseAddress) -> str:
        """The full name of the queue: a new one for each connection where it goes with that."""
        return address.queue_name(self.queue or slug_id())


def check_settings(
    bindings: Any, queue: Any, prefetch: Any, ack: Any, recreate: Any, *, address: PulseAddress
) -> Settings:
    """The options of a consumer.

    Raises:
        ConfigurationError: One of them is not what it should be.
    """
    if not isinstance(bindings, Binding) and (
        isinstance(bindings, (str, bytes)) or not isinstance(bindings, Iterable)
    ):
        raise ConfigurationError(f"bindings: expected tc.Binding or several, got {type(bindings).__name__}")
    found = (bindings,) if isinstance(bindings, Binding) else tuple(bindings)
    if not found:
        raise ConfigurationError(
            "bindings: expected at least one tc.Binding, such as tc.QueueEvents().taskFailed()"
        )
    for number, each in enumerate(found):
        if not isinstance(each, Binding):
            raise ConfigurationError(f"bindings[{number}]: expected tc.Binding, got {type(each).__name__}")
        for name in ("exchange", "routing_key_pattern"):
            _check_text(f"bindings[{number}].{name}", getattr(each, name))
    if queue is not None:
        _check_text("queue", queue, before=len(address.queue_name("").encode()))
        if queue.startswith("queue/"):
            raise ConfigurationError(f"queue: {queue!r} begins with `queue/`; leave out the `queue/<user>/`")
    if isinstance(prefetch, bool) or not isinstance(prefetch, int) or not 1 <= prefetch <= 65535:
        raise ConfigurationError(f"prefetch: expected int from 1 to 65535, got {prefetch!r}")
    if ack not in ("auto", "manual"):
        raise ConfigurationError(f'ack: expected "auto" or "manual", got {ack!r}')
    if not isinstance(recreate, bool):
        raise ConfigurationError(f"recreate: expected bool, got {type(recreate).__name__}")
    return Settings(found, queue, prefetch, ack == "auto", recreate)


def _check_text(name: str, value: Any, *, before: int = 0) -> None:
    if not isinstance(value, str):
        raise ConfigurationError(f"{name}: expected str, got {type(value).__name__}")
    if not value:
        raise ConfigurationError(f"{name}: expected a name, got an empty str")
    if not value.isprintable() or value != value.strip():
        raise ConfigurationError(f"{name}: {value!r} has control characters, or white space around it")
    if before + len(value.encode("utf-8", "replace")) > _SHORT_TEXT:
        raise ConfigurationError(f"{name}: it is too long, AMQP takes {_SHORT_TEXT - before} bytes here")


def refused_connection(address: PulseAddress, error: BrokerRefusedError) -> PulseError:
    """The error for a connection that the broker does not want."""
    reasons = {
        0: "TLS cannot be trusted",
        403: f"the user {address.user!r} or the password is wrong",
        530: f"the user {address.user!r} may not use the vhost {address.vhost!r}, or there is no such vhost",
    }
    return _refused(address, error, reasons, "the connection was refused")


def refused_queue(address: PulseAddress, queue: str, error: BrokerRefusedError) -> PulseError:
    """The error for a queue that cannot be declared."""
    reasons = {
        403: f"the user {address.user!r} lacks the permission `configure` on the queue {queue!r}",
        405: f"the queue {queue!r} belongs to another connection alone",
        406: f"the queue {queue!r} exists, and is not durable: delete it, or take another name",
    }
    return _refused(address, error, reasons, f"the queue {queue!r} cannot be declared")


def refused_binding(
    address: PulseAddress, queue: str, exchange: str, error: BrokerRefusedError
) -> PulseError:
    """The error for a binding that cannot be made."""
    to_queue = "to queue" in error.text
    lacking = f"`write` on the queue {queue!r}" if to_queue else f"`read` on the exchange {exchange!r}"
    reasons = {
        403: f"the user {address.user!r} lacks the permission {lacking}",
        404: f"there is no exchange {exchange!r}",
    }
    return _refused(address, error, reasons, f"{queue!r} cannot be bound to {exchange!r}")


def refused_consumer(address: PulseAddress, queue: str, error: BrokerRefusedError) -> PulseError:
    """The error for a queue that cannot be consumed."""
    reasons = {
        403: f"the user {address.user!r} lacks the permission `read` on the queue {queue!r}, "
        "or another consumer has it for itself",
    }
    return _refused(address, error, reasons, f"the queue {queue!r} cannot be consumed")


def deleted_queue(address: PulseAddress, queue: str) -> PulseError:
    """The error for a queue that was deleted under its consumer."""
    return PulseError(
        f"{address}: the queue {queue!r} was deleted under its consumer, with all messages in it. Pulse "
        "deletes queues that grow too long: consume faster, or bind to less. recreate=True declares it again"
    )


def _refused(
    address: PulseAddress, error: BrokerRefusedError, reasons: Mapping[int, str], otherwise: str
) -> PulseError:
    reason = reasons.get(error.code, otherwise)
    return PulseError(f"{address}: {reason} (the broker said: {error.text})", code=error.code or None)
