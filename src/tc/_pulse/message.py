"""What comes from the broker, and how it is read."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from tc.binding import Binding
from tc.errors import PulseError


class Delivery(NamedTuple):
    """A message as the broker delivers it; `tag` is what it is acknowledged by."""

    exchange: str
    routing_key: str
    body: bytes
    headers: Mapping[str, Any]
    redelivered: bool
    tag: int

    @classmethod
    def of(cls, method: Any, body: bytes, properties: Any) -> Delivery:
        """A message as both libraries have it: in the method, the body and the properties of AMQP."""
        return cls(
            method.exchange,
            method.routing_key,
            body,
            properties.headers or {},
            method.redelivered,
            method.delivery_tag,
        )


def routes_of(headers: Mapping[str, Any]) -> tuple[str, ...]:
    """The further routing keys of a message, without the `route.` before each."""
    keys = headers.get("CC")
    if not isinstance(keys, list):
        return ()
    texts = [key.decode("utf-8", "replace") if isinstance(key, bytes) else key for key in keys]
    return tuple(text.removeprefix("route.") for text in texts if isinstance(text, str))


def decode(delivery: Delivery) -> Any:
    """The JSON of a message.

    Raises:
        PulseError: It is not JSON in UTF-8.
    """
    try:
        return json.loads(delivery.body.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        reason = f"{type(error).__name__}: {error}"
    raise PulseError(
        f"the payload of a message from {delivery.exchange} is not JSON ({reason}); its bytes are in `body`"
    )


def routing_of(exchange: str, routing_key: str) -> dict[str, str]:
    """The words of a routing key by the names of the exchange's keys.

    A key of several words takes all that the others leave. `routingKeyKind` is the first word, `primary`,
    where the exchange has one.

    Args:
        exchange: The full name. One that is not Taskcluster's has no names.
        routing_key: With `_` for what has no value.
    """
    names, several = key_names().get(exchange, ((), None))
    words = routing_key.split(".")
    extra = len(words) - len(names)
    if several is None or extra < 0:
        return dict(zip(names, words, strict=False))
    at = names.index(several)
    joined = ".".join(words[at : at + extra + 1])
    return dict(zip(names, [*words[:at], joined, *words[at + extra + 1 :]], strict=True))


@cache
def key_names() -> dict[str, tuple[tuple[str, ...], str | None]]:
    """The names of the keys of each exchange, in order, and the one that may be of several words.

    Read from `tc.events`: the arguments of a method are the keys, and in the pattern that it makes of none a
    key is `*`, one of several words `#`, and whatever else stands there is constant.
    """
    found = {}
    for binding, names in _events():
        words, left, several = [], iter(names), None
        for word in binding.routing_key_pattern.split("."):
            words.append(next(left) if word in ("*", "#") else "routingKeyKind")
            if word == "#":
                several = words[-1]
        found[binding.exchange] = (tuple(words), several)
    return found


def _events() -> Iterable[tuple[Binding[Any], tuple[str, ...]]]:
    """A binding to all messages of each exchange, and the names of its keys."""
    from tc import events

    for kind in vars(events).values():
        if inspect.isclass(kind):
            for _, method in inspect.getmembers(kind(), inspect.ismethod):
                yield method(), tuple(inspect.signature(method).parameters)
