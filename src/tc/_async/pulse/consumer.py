"""Listening: a queue, its bindings, and a loop over the messages that outlives the connection."""

from __future__ import annotations

import logging
import math
import os
import threading
import time
from collections.abc import Iterable
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Generic, Literal, Self, TypeVar

from tc._async.pulse.message import PulseMessage
from tc._concurrency import async_sleep
from tc._protocol.validation import require_seconds
from tc._pulse import settings as rules
from tc._pulse.address import find_address
from tc._pulse.broker import (
    BrokerLostError,
    BrokerRefusedError,
    ConsumerCancelledError,
    Verdict,
)
from tc._pulse.opening import async_open_broker
from tc._redact.tracebacks import async_boundary, boundary
from tc.binding import Binding
from tc.errors import PulseError
from tc.retry import Retry

if TYPE_CHECKING:
    from tc._pulse.opening import AsyncBroker

Payload = TypeVar("Payload")
_log = logging.getLogger("tc")
_PAUSES = Retry(retries=7, delay_factor=0.25, max_delay=30.0)


class PulseConsumer(Generic[Payload]):
    """A queue on a Pulse server, and the messages that come into it. A context manager, and an iterator:

        with tc.sync.PulseConsumer(tc.QueueEvents().taskFailed(provisionerId="gecko-t")) as messages:
            for message in messages:
                print(message.payload["status"]["taskId"], message.routing["workerType"])

    Each message is handled at least once: one whose connection broke before it was acknowledged comes again.
    The loop goes on for ever; leave it, or the block, when it is enough. When the connection is lost, it is
    made again with growing pauses, with queue and bindings.

    With `ack="auto"` a message is acknowledged when the next one is asked for, or when the block is left
    without an exception. An `Exception` that leaves the block puts its message back into the queue, to be
    sent again, or drops it if it was sent before. One that is caught within the block does neither. Ctrl-C
    and cancellation leave the message in its queue.

    It is used in the process and the event loop that entered it. One thread or task at a time waits for
    messages.

    Args:
        bindings: What to listen to: one `tc.Binding` or several, from `tc.QueueEvents()` and its like, or
            `tc.route(...)`. A durable queue keeps those it had before as well.
        queue: The name of a durable queue, after `queue/<user>/`. It is kept when the program ends, and
            collects messages until it is deleted. None takes a passing one: it begins with the connection,
            ends with it, and misses what is sent between two.
        url: `amqps://user:password@host:5671/vhost`. None reads `PULSE_URL`; or `PULSE_USER`,
            `PULSE_PASSWORD`, `PULSE_HOST` (default `pulse.mozilla.org`) and `PULSE_VHOST`. Certificates are
            verified by those of the system, or of `SSL_CERT_FILE`.
        prefetch: How many messages are sent ahead, not yet acknowledged: 1 to 65535. All that is held in
            memory.
        ack: `"auto"`, or `"manual"`: the caller acknowledges or rejects each message.
        recreate: Declare the queue again when it was deleted under its consumer, instead of raising.

    Raises:
        ConfigurationError: An argument or a variable of the environment is missing or malformed.
        PulseError: On entering and in the loop: the broker refuses the user, the queue or a binding, its
            certificate does not verify, or the queue was deleted. On entering also: there is no connection
            after eight attempts in half a minute.

    https://docs.taskcluster.net/docs/manual/design/apis/pulse
    """

    @boundary
    def __init__(
        self,
        bindings: Binding[Payload] | Iterable[Binding[Payload]],
        *,
        queue: str | None = None,
        url: str | None = None,
        prefetch: int = 5,
        ack: Literal["auto", "manual"] = "auto",
        recreate: bool = False,
    ) -> None:
        self._address = find_address(url, os.environ)
        self._settings = rules.check_settings(bindings, queue, prefetch, ack, recreate, address=self._address)
        self._broker: AsyncBroker | None = None
        self._queue = ""
        self._current: PulseMessage[Payload] | None = None  # what the caller had last
        self._asking = threading.Lock()
        self._connections = 0
        self._failures = 0
        self._next_attempt = 0.0
        self._cancelled = False
        self._closed = False

    @property
    def queue_name(self) -> str:
        """The full name of the queue, `queue/<user>/...`; empty before it is declared."""
        return self._queue

    @property
    def connections(self) -> int:
        """How many connections were made so far; each one after the first followed a loss."""
        return self._connections

    @async_boundary
    async def __aenter__(self) -> Self:
        if self._closed or self._connections:
            raise RuntimeError("a PulseConsumer is entered once; make another one")
        await self._connect()
        return self

    @async_boundary
    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if self._broker and self._current and (error is None or isinstance(error, Exception)):
                await self._finish(self._current, error)
        finally:
            await self.aclose()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> PulseMessage[Payload]:
        """Wait for the next message; with `ack="auto"` the one before is acknowledged.

        Raises:
            PulseError, RuntimeError: As `receive` does.
        """
        while True:
            message = await self._receive(None)
            if message is not None:
                self._current = message  # last of all: what interrupts this before has the message come again
                return message
            if self._closed:
                raise StopAsyncIteration

    async def receive(self, timeout: float | None = None) -> PulseMessage[Payload] | None:
        """Wait for the next message, as the loop does, for a limited time.

        Args:
            timeout: In seconds; None waits for ever.

        Returns:
            The message. None when there was none within `timeout`, also because there was no connection; and
            when the connection was made again after a loss: what depends on having seen every message must
            look for itself then.

        Raises:
            PulseError: As the loop does.
            RuntimeError: The consumer was not entered, is closed, waits for a message already, or belongs to
                another process or event loop.
            TypeError, ValueError: `timeout` is not a number of seconds.
        """
        message = await self._receive(timeout)
        self._current = message
        return message

    @async_boundary
    async def _receive(self, timeout: float | None) -> PulseMessage[Payload] | None:
        end = math.inf if timeout is None else time.monotonic() + require_seconds("timeout", timeout)
        if self._closed or not self._connections:
            raise RuntimeError(
                "this PulseConsumer is closed" if self._closed else "enter it with `with` first"
            )
        if self._asking.locked():
            raise RuntimeError("another thread or task waits for the next message of this PulseConsumer")
        with self._asking:
            if self._current:
                if self._settings.auto:
                    await self._current._settle(Verdict.ACK)
                self._current._take()
                self._current = None
            if not (broker := self._broker):
                await self._connect(end=end)
                return None
            try:
                if not await broker.wait(timeout):
                    return None
            except (BrokerLostError, BrokerRefusedError) as lost:
                reason = str(lost)
            except ConsumerCancelledError:
                self._cancelled, reason = True, f"the broker took {self._queue} away"
            else:
                self._failures = 0
                return PulseMessage(broker.deliveries[0], broker)
            await self._connect(reason, end)
            return None

    @async_boundary
    async def aclose(self) -> None:
        """Close the connection. Messages that were not acknowledged stay in a durable queue.

        A loop that waits for a message elsewhere ends.
        """
        self._closed = True
        await self._disconnect()

    async def _disconnect(self) -> None:
        if self._broker:
            await self._broker.aclose()
        self._broker = None

    async def _finish(self, message: PulseMessage[Payload], error: Exception | None) -> None:
        """Settle the message with which the block was left."""
        if not self._settings.auto:
            return
        if error is None:
            await message.ack()
        else:
            await message.reject(requeue=not message.redelivered)
            if message.redelivered and message._verdict is Verdict.DROP:
                _log.warning("pulse: %r failed twice", message)

    async def _connect(self, reason: str = "", end: float = math.inf) -> None:
        """Connect, declare and consume; try again until it works, is refused, or has lasted too long.

        Args:
            reason: Why the connection was lost just now.
            end: Until when to try; the next call goes on.
        """
        while not self._closed:
            if reason:
                await self._leave(reason)
            await async_sleep(max(min(self._next_attempt, end) - time.monotonic(), 0))
            if end < self._next_attempt:
                return
            try:
                await self._open()
            except BrokerLostError as error:
                reason = str(error)
            else:
                self._connections += 1
                return

    async def _leave(self, reason: str) -> None:
        """Close a connection that is lost, and set the time of the next attempt."""
        if self._broker and time.monotonic() - self._next_attempt > _PAUSES.max_delay:
            self._failures = 0  # it had lasted
        await self._disconnect()
        self._failures += 1
        if not self._connections and self._failures > _PAUSES.retries:
            raise PulseError(f"{self._address}: no connection after {self._failures} attempts: {reason}")
        pause = _PAUSES.delay(self._failures)
        _log.warning("pulse: %s: %s; connecting again in %.1f s", self._address, reason, pause)
        self._next_attempt = time.monotonic() + pause

    async def _open(self) -> None:
        """Make one connection, with queue and bindings.

        Raises:
            BrokerLostError: It did not work this time.
            PulseError: It never will.
        """
        try:
            broker = await async_open_broker(self._address)
        except BrokerRefusedError as error:
            raise rules.refused_connection(self._address, error) from None
        try:
            await self._set_up(broker)
        except BaseException:
            await broker.aclose()
            self._broker = None
            raise
        if self._closed:  # meanwhile
            await self._disconnect()

    async def _set_up(self, broker: AsyncBroker) -> None:
        address, settings = self._address, self._settings
        if self._cancelled and not settings.recreate:
            await self._check_queue(broker)
        queue = settings.queue_name(address)
        refused = partial(rules.refused_queue, address, queue)
        try:
            await broker.declare_queue(queue, durable=settings.queue is not None)
            for binding in settings.bindings:
                refused = partial(rules.refused_binding, address, queue, binding.exchange)
                await broker.bind(queue, binding.exchange, binding.routing_key_pattern)
            refused = partial(rules.refused_consumer, address, queue)
            self._broker = broker  # before it has a thread or task, which would go on if nobody knew of it
            await broker.consume(queue, settings.prefetch)
        except BrokerRefusedError as error:
            raise refused(error) from None
        self._queue, self._cancelled = queue, False

    async def _check_queue(self, broker: AsyncBroker) -> None:
        """Raise if the queue is gone; a broker that shuts down takes queues away without deleting them."""
        if self._settings.queue is not None:
            try:
                await broker.declare_queue(self._queue, durable=True, passive=True)
            except BrokerRefusedError:
                pass
            else:
                return
        raise rules.deleted_queue(self._address, self._queue)

    def __del__(self) -> None:
        if broker := getattr(self, "_broker", None):
            broker.abandon()

    def __repr__(self) -> str:
        return f"<PulseConsumer {self._queue or self._settings.queue or 'queue'} at {self._address}>"
