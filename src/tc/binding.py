"""Bindings of AMQP queues to Taskcluster's Pulse exchanges. No I/O: hand them to your AMQP library.

https://docs.taskcluster.net/docs/manual/design/apis/pulse
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

Message = TypeVar("Message")


@dataclass(frozen=True)
class Binding(Generic[Message]):
    """What to bind a queue to; its type argument is the type of the messages.

    Attributes:
        exchange: The full name of the topic exchange.
        routing_key_pattern: A word of the routing key each, `*` for any one word, `#` for any number.
    """

    exchange: str
    routing_key_pattern: str


def word(name: str, value: str | int | None) -> str:
    """One word of a routing key; None for any.

    Raises:
        TypeError: It is neither text nor int.
        ValueError: It is empty or has a dot, which would make it several words.
    """
    if value is None:
        return "*"
    text = _text(name, value)
    if "." in text:
        raise ValueError(f"{name}: {text!r} has a dot, but must be a single word of the routing key")
    return text


def words(name: str, value: str | int | None) -> str:
    """Any number of words of a routing key, with dots between them; None for any.

    Raises:
        TypeError: They are neither text nor int.
        ValueError: They are empty.
    """
    return "#" if value is None else _text(name, value)


def _text(name: str, value: str | int) -> str:
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise TypeError(f"{name}: text or int is needed, not {type(value).__name__}")
    if value == "":
        raise ValueError(f"{name}: it is empty; leave it out to match anything")
    return str(value)
