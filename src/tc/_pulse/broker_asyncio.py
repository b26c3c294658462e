"""The connection of the async half, on aiormq, the lower layer of aio-pika, under asyncio.

aio-pika adds reconnection, and objects for queues and messages: here the consumer does the one, and the
others cost a third of the throughput.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import ssl
from collections import deque
from typing import Any

import aiormq
from aiormq.exceptions import AMQPError, ChannelInvalidStateError, ConnectionClosed, InvalidFrameError
from yarl import URL

from tc._pulse.address import PulseAddress
from tc._pulse.broker import (
    CONNECT_TIMEOUT,
    HEARTBEAT,
    BrokerError,
    BrokerLostError,
    ConsumerCancelledError,
    Library,
    Verdict,
    judge,
)
from tc._pulse.message import Delivery

_CLOSE_TIMEOUT = 10.0
_LOOK_AFTER = HEARTBEAT / 2  # seconds
_log = logging.getLogger("tc")
connecting = Library("aiormq", Exception)  # a peer that is no broker has all kinds of errors raised
using = Library("aiormq", AMQPError, ChannelInvalidStateError, OSError, EOFError)


class AsyncBroker:
    """A connection with one channel, which consumes one queue. Any use of it may raise a `BrokerError`.

    Attributes:
        deliveries: The messages that have come, and were not yet taken out by the consumer.
    """

    def __init__(self, connection: Any, channel: Any) -> None:
        self.deliveries: deque[Delivery] = deque()
        self._connection = connection
        self._channel = channel
        self._unsettled: set[int] = set()  # at most `prefetch`
        self._cancelled = False
        self._lost: BrokerLostError | None = None
        self._waiter: asyncio.Future[None] | None = None
        self._loop, self._process = asyncio.get_running_loop(), os.getpid()
        self._closing: asyncio.Task[None] | None = None
        self._held_up = 0.0
        self._timer = self._loop.call_later(_LOOK_AFTER, self._look_after, self._loop.time() + _LOOK_AFTER)
        channel.closing.add_done_callback(self._on_closing)
        channel.on_consumer_cancel_callbacks.add(self._on_cancel)

    @classmethod
    async def open(cls, address: PulseAddress) -> AsyncBroker:
        """Connect.

        Raises:
            BrokerLostError, BrokerRefusedError: There is no connection.
        """
        # In a task that is cancelled once at most: a second time, aiormq would leave its connection open.
        opening = asyncio.create_task(cls._open(address))
        try:
            return await asyncio.shield(opening)
        except asyncio.CancelledError:
            opening.add_done_callback(_forget)
            opening.cancel()
            raise

    @classmethod
    async def _open(cls, address: PulseAddress) -> AsyncBroker:
        with connecting:
            tls = ssl.create_default_context() if address.tls else None
            connection = await _connect(address, tls)
            try:
                return cls(connection, await connection.channel(publisher_confirms=False))
            except BaseException:
                await connection.close()
                raise

    async def declare_queue(self, name: str, *, durable: bool, passive: bool = False) -> None:
        """Declare a durable queue, or one that goes with the connection.

        Args:
            name: Its full name.
            durable: It is kept, with its messages.
            passive: Only ask whether it is there.
        """
        with using:
            await self._channel.queue_declare(
                name, passive=passive, durable=durable, exclusive=not durable, auto_delete=not durable
            )

    async def bind(self, queue: str, exchange: str, pattern: str) -> None:
        """Bind a queue to an exchange that exists."""
        with using:
            await self._channel.queue_bind(queue, exchange, pattern)

    async def consume(self, queue: str, prefetch: int) -> None:
        """Have messages sent, at most `prefetch` ahead of their acknowledgement."""
        with using:
            await self._channel.basic_qos(prefetch_count=prefetch)
            await self._channel.basic_consume(queue, self._on_message)

    async def wait(self, timeout: float | None) -> bool:
        """Wait until there are `deliveries`; return False when none came within `timeout` seconds."""
        self._check_loop()
        if not (self.deliveries or self._lost or self._cancelled):
            await self._wait(timeout)
        if self._lost:  # what was read ahead comes again
            raise self._lost.with_traceback(None)
        if self._cancelled and not self.deliveries:
            raise ConsumerCancelledError
        return bool(self.deliveries)

    async def settle(self, tag: int, verdict: Verdict) -> None:
        """Tell the broker what became of a message. Once the connection is gone, the message comes again."""
        self._check_loop()
        if tag not in self._unsettled:
            return
        self._unsettled.remove(tag)
        try:
            with using:
                if verdict is Verdict.ACK:
                    await self._channel.basic_ack(tag, wait=False)
                else:
                    await self._channel.basic_reject(tag, requeue=verdict is Verdict.REQUEUE, wait=False)
        except BrokerError as error:
            _log.debug("pulse: a message could not be %s: %s", verdict.value, error)
        except BaseException:  # cancelled before it was sent
            self._unsettled.add(tag)
            raise

    async def aclose(self) -> None:
        """Close the connection; what was not settled goes back to its queue. Raises nothing."""
        if not self._has_loop():
            self.abandon()
            return
        self._closing = self._closing or self._loop.create_task(self._close())
        await asyncio.shield(self._closing)  # it goes on when the caller is cancelled

    async def _close(self) -> None:
        with contextlib.suppress(BrokerError), connecting:
            async with asyncio.timeout(_CLOSE_TIMEOUT):
                try:
                    if not self._lost:
                        # Closing drops what is not written yet; a response says that all that has arrived.
                        await self._channel.basic_qos(prefetch_count=1)
                finally:
                    await self._connection.close()
        self.deliveries = deque()

    def abandon(self) -> None:
        """Have the connection closed soon, without waiting for it; for any thread, and for finalisers."""
        if os.getpid() != self._process:  # a fork's connection is that of its parent
            return
        with contextlib.suppress(RuntimeError):  # the event loop is gone, and the connection with it
            self._loop.call_soon_threadsafe(self._close_soon)

    def _close_soon(self) -> None:
        self._closing = self._closing or self._loop.create_task(self._close())

    def _has_loop(self) -> bool:
        """Return True in the event loop that the connection belongs to."""
        try:
            return asyncio.get_running_loop() is self._loop
        except RuntimeError:
            return False

    def _check_loop(self) -> None:
        if not self._has_loop():
            raise RuntimeError(
                "this PulseConsumer was entered in another event loop or process; make one in each"
            )

    async def _wait(self, timeout: float | None) -> None:
        loop = asyncio.get_running_loop()
        self._waiter = loop.create_future()
        timer = None if timeout is None else loop.call_later(timeout, self._wake)
        try:
            await self._waiter
        finally:
            self._waiter = None
            if timer:
                timer.cancel()

    def _wake(self) -> None:
        if self._waiter and not self._waiter.done():
            self._waiter.set_result(None)

    async def _on_message(self, message: Any) -> None:
        self._unsettled.add(message.delivery.delivery_tag)
        self.deliveries.append(Delivery.of(message.delivery, message.body, message.header.properties))
        self._wake()

    def _on_cancel(self, _frame: Any) -> None:
        asyncio.get_running_loop().call_soon(self._cancel)  # after the messages that came before

    def _cancel(self) -> None:
        self._cancelled = True
        self._wake()

    def _look_after(self, due: float) -> None:
        """Notice a handler that holds up the event loop, so that no heartbeats are sent."""
        now = self._loop.time()
        self._held_up = now - due
        self._timer = self._loop.call_later(_LOOK_AFTER, self._look_after, now + _LOOK_AFTER)

    def _on_closing(self, closing: asyncio.Future[Any]) -> None:
        self._timer.cancel()
        error = None if closing.cancelled() else closing.exception()
        reason = str(judge(error)) if error else "the channel was closed"
        if self._held_up > _LOOK_AFTER:
            reason += (
                f" (the event loop had been blocked for {self._held_up:.0f} s, without heartbeats: "
                "have blocking code run in a thread, or take tc.sync)"
            )
        self._lost = self._lost or BrokerLostError(reason)
        self._wake()


def _forget(opening: asyncio.Task[AsyncBroker]) -> None:
    """Leave a connection that was made although nobody waits for it any longer."""
    with contextlib.suppress(asyncio.CancelledError, BrokerError):
        opening.result().abandon()


async def _connect(address: PulseAddress, tls: ssl.SSLContext | None) -> Any:
    url = URL.build(
        scheme="amqps" if address.tls else "amqp",
        host=address.host,
        port=address.port,
        user=address.user,
        password=address.password.reveal(),
        path="/" if address.vhost == "/" else f"/{address.vhost}",
        query={"heartbeat": HEARTBEAT},
    )
    try:
        async with asyncio.timeout(CONNECT_TIMEOUT):
            return await aiormq.connect(url, context=tls)
    except InvalidFrameError as error:
        failure = _refusal_in(error) or error
    raise failure


def _refusal_in(error: InvalidFrameError) -> ConnectionClosed | None:
    """The broker's refusal of a vhost; aiormq drops it, but for a local variable of the frame that raised."""
    trace = error.__traceback__
    while trace is not None:
        frame: Any = trace.tb_frame.f_locals.get("frame")
        if hasattr(frame, "reply_text"):
            return ConnectionClosed(frame.reply_code, frame.reply_text)
        trace = trace.tb_next
    return None
