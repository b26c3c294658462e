"""A message of Pulse, to be read and acknowledged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from tc._pulse.broker import Verdict
from tc._pulse.message import Delivery, decode, routes_of, routing_of
from tc._redact.tracebacks import async_boundary, boundary

if TYPE_CHECKING:
    from tc._pulse.opening import AsyncBroker

Payload_co = TypeVar("Payload_co", covariant=True)
_UNREAD = object()


class PulseMessage(Generic[Payload_co]):
    """A message of an exchange of Taskcluster."""

    def __init__(self, delivery: Delivery, broker: Any) -> None:
        self._delivery = delivery
        self._broker: AsyncBroker = broker
        self._payload: Any = _UNREAD
        self._verdict: Verdict | None = None

    @property
    def exchange(self) -> str:
        """The full name of the exchange, such as `exchange/taskcluster-queue/v1/task-completed`."""
        return self._delivery.exchange

    @property
    def routing_key(self) -> str:
        """The primary routing key, even where the message came by another one."""
        return self._delivery.routing_key

    @property
    def routes(self) -> tuple[str, ...]:
        """The further routing keys, those in the header `CC`, without the `route.` before them.

        For messages of tasks they are the routes of the task.
        """
        return routes_of(self._delivery.headers)

    @property
    def redelivered(self) -> bool:
        """True if it was sent before, to this consumer or another, and not acknowledged."""
        return self._delivery.redelivered

    @property
    def body(self) -> bytes:
        """The payload as bytes."""
        return self._delivery.body

    @property
    @boundary
    def payload(self) -> Payload_co:
        """The payload, decoded from JSON.

        Raises:
            PulseError: It is not JSON; `body` has its bytes.
        """
        if self._payload is _UNREAD:
            self._payload = decode(self._delivery)
        return cast(Payload_co, self._payload)

    @property
    def routing(self) -> dict[str, str]:
        """The words of the routing key by the names of the exchange's keys, such as `taskId`.

        A word is `_` where there is no value. Exchanges that are not Taskcluster's have no names: then it is
        empty.
        """
        return routing_of(self.exchange, self.routing_key)

    @async_boundary
    async def ack(self) -> None:
        """Have the broker forget the message, now that it is handled.

        Once a message is acknowledged or rejected, doing either again does nothing. Where the connection that
        it came by is gone, the broker does not know of this, and sends it again.
        """
        await self._settle(Verdict.ACK)

    @async_boundary
    async def reject(self, requeue: bool = False) -> None:
        """Refuse the message: the broker drops it.

        Args:
            requeue: Put it back into its queue instead, to be sent again, to this consumer or another.
        """
        await self._settle(Verdict.REQUEUE if requeue else Verdict.DROP)

    async def _settle(self, verdict: Verdict) -> None:
        if self._verdict is None:
            await self._broker.settle(self._delivery.tag, verdict)
            self._verdict = verdict

    def _take(self) -> None:
        """Take it out of what has come, now that the caller had it."""
        deliveries = self._broker.deliveries
        if deliveries and deliveries[0] is self._delivery:
            deliveries.popleft()

    def __repr__(self) -> str:
        settled = f", {self._verdict.value}" if self._verdict else ""
        return f"<PulseMessage {self.exchange} {self.routing_key}, {len(self.body)} bytes{settled}>"
