"""What a deployment remembers for tests: the calls it received and the messages it sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Requested:
    """A call that a local deployment received.

    `client_id` is None for calls without credentials that hold, and for methods that need none; `payload`
    is the JSON as sent, None without one.
    """

    service: str
    method: str
    params: Mapping[str, str]
    query: Mapping[str, str]
    payload: Any
    client_id: str | None
    status: int


@dataclass(frozen=True)
class Message:
    """A Pulse message. `cc` are its further routing keys, such as `route.index.a.b`."""

    exchange: str
    routing_key: str
    payload: Any
    cc: tuple[str, ...] = ()
