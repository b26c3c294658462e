"""Bindings of AMQP queues to Taskcluster's Pulse exchanges. No I/O: hand them to your AMQP library.

https://docs.taskcluster.net/docs/manual/design/apis/pulse
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

if TYPE_CHECKING:
    from tc.types.queue import TaskCompletedMessage

Message_co = TypeVar("Message_co", covariant=True)
_QUEUE = "exchange/taskcluster-queue/v1/"


@dataclass(frozen=True)
class Binding(Generic[Message_co]):
    """What to bind a queue to; its type argument is the type of the messages.

    Attributes:
        exchange: The full name of the topic exchange.
        routing_key_pattern: A word of the routing key each, `*` for any one word, `#` for any number.
    """

    exchange: str
    routing_key_pattern: str


@overload
def route(pattern: str) -> Binding[TaskCompletedMessage]: ...


@overload
def route(pattern: str, *, exchange: str) -> Binding[Any]: ...


def route(pattern: str, *, exchange: str = "task-completed") -> Binding[Any]:
    """A binding to the messages of tasks that have a route.

    The queue sends each message of a task by the task's routes too, as further routing keys `route.<route>`:
    https://docs.taskcluster.net/docs/reference/platform/queue/exchanges

    Args:
        pattern: A route, such as `"index.gecko.v2.mozilla-central.latest.*"`, without `route.` before it. Its
            words are divided by dots; a word `*` stands for any one word, `#` for any number of them.
        exchange: Which messages: the name of one of the queue's exchanges, such as `"task-failed"`, or the
            whole of it, `"exchange/taskcluster-queue/v1/task-failed"`.

    Returns:
        The binding. That its exchange exists is for the broker to say.

    Raises:
        TypeError: An argument is not text.
        ValueError: The route could never match, or the exchange is not one of the queue's that have routes.
    """
    for name, value in (("pattern", pattern), ("exchange", exchange)):
        if not isinstance(value, str):
            raise TypeError(f"{name}: expected str, got {type(value).__name__}")
    if pattern.startswith("route."):
        raise ValueError(f"pattern: {pattern!r} begins with `route.`; leave that out")
    for part in pattern.split("."):
        if not part or any(mark in part and part != mark for mark in "*#"):
            raise ValueError(
                f"pattern: {pattern!r} never matches: `*` and `#` are whole words, and none is empty"
            )
    key = f"route.{pattern}"
    if len(key.encode("utf-8", "replace")) > 255:
        raise ValueError("pattern: it is longer than the 249 bytes that a routing key has room for")
    name = exchange.removeprefix(_QUEUE)
    if not name.startswith(("task-", "artifact-")) or name.startswith("task-group-") or "/" in name:
        raise ValueError(
            f"exchange: messages of {exchange!r} have no routes; those of task-failed have, for one"
        )
    return Binding(_QUEUE + name, key)


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
        raise TypeError(f"{name}: expected str or int, got {type(value).__name__}")
    if value == "":
        raise ValueError(f"{name}: it is empty; leave it out to match anything")
    return str(value)
