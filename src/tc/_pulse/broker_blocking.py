"""The connection of the blocking half, on pika.

Once messages are consumed, a thread has pika to itself: it reads ahead, settles, and sends heartbeats,
whatever the caller's thread does meanwhile. No signal interrupts it, so that Ctrl-C never finds pika in the
middle of something.
"""

from __future__ import annotations

import contextlib
import logging
import math
import os
import ssl
import threading
import time
from collections import deque
from typing import Any

import pika
from pika.exceptions import AMQPError

from tc._pulse.address import PulseAddress
from tc._pulse.broker import (
    CONNECT_TIMEOUT,
    HEARTBEAT,
    BrokerError,
    BrokerLostError,
    ConsumerCancelledError,
    Library,
    Verdict,
)
from tc._pulse.message import Delivery

_TICK = 1.0  # seconds
_CLOSE_TIMEOUT = 10.0
_log = logging.getLogger("tc")
connecting = Library("pika", Exception)  # it raises more than its own errors there
using = Library("pika", AMQPError, OSError, EOFError)


class Broker:
    """A connection with one channel, which consumes one queue. Any use of it may raise a `BrokerError`.

    One thread sets it up and waits for messages; any thread may settle them.

    Attributes:
        deliveries: The messages that have come, and were not yet taken out by the consumer.
    """

    def __init__(self, connection: Any) -> None:
        self.deliveries: deque[Delivery] = deque()
        self._connection = connection
        self._channel: Any = connection.channel()
        self._verdicts: deque[tuple[int, Verdict]] = deque()
        self._unsettled: dict[int, int] = {}  # at most `prefetch`, in order
        self._news = threading.Lock()  # held while there are none; no signal can break it, as an Event
        self._news.acquire()
        self._lost: BrokerError | None = None
        self._cancelled = self._closed = self._woken = False
        self._process, self._opener = os.getpid(), threading.get_ident()
        self._thread = threading.Thread(target=self._run, name="tc-pulse", daemon=True)

    @classmethod
    def open(cls, address: PulseAddress) -> Broker:
        """Connect.

        Raises:
            BrokerLostError, BrokerRefusedError: There is no connection.
        """
        with connecting:
            connection = connect(address)
            try:
                return cls(connection)
            except BaseException:
                with contextlib.suppress(BrokerError), connecting:
                    connection.close()
                raise

    def declare_queue(self, name: str, *, durable: bool, passive: bool = False) -> None:
        """Declare a durable queue, or one that goes with the connection.

        Args:
            name: Its full name.
            durable: It is kept, with its messages.
            passive: Only ask whether it is there.
        """
        with using:
            self._channel.queue_declare(
                name, passive=passive, durable=durable, exclusive=not durable, auto_delete=not durable
            )

    def bind(self, queue: str, exchange: str, pattern: str) -> None:
        """Bind a queue to an exchange that exists."""
        with using:
            self._channel.queue_bind(queue, exchange, pattern)

    def consume(self, queue: str, prefetch: int) -> None:
        """Have messages sent, at most `prefetch` ahead of their acknowledgement."""
        with using:
            self._channel.basic_qos(prefetch_count=prefetch)
            self._channel.basic_consume(queue, self._on_message)
        self._thread.start()

    def wait(self, timeout: float | None) -> bool:
        """Wait until there are `deliveries`; return False when none came within `timeout` seconds."""
        self._check_process()
        end = math.inf if timeout is None else time.monotonic() + timeout
        while self._thread.ident and not (self._lost or self._closed):
            if self.deliveries:
                return True
            if self._cancelled:
                raise ConsumerCancelledError
            left = end - time.monotonic()
            if left <= 0:
                return False
            self._news.acquire(timeout=min(left, threading.TIMEOUT_MAX))
        raise self._lost or BrokerLostError("it was closed")  # what was read ahead comes again

    def settle(self, tag: int, verdict: Verdict) -> None:
        """Tell the broker what became of a message. Once the connection is gone, the message comes again."""
        self._check_process()
        self._verdicts.append((tag, verdict))
        try:
            self._wake()
        except BrokerError as error:
            _log.debug("pulse: a message could not be %s: %s", verdict.value, error)

    def close(self) -> None:
        """Close the connection; what was not settled goes back to its queue. Raises nothing."""
        self._closed = True
        if os.getpid() != self._process:  # a fork's connection is that of its parent
            return
        if self._thread.ident:
            with contextlib.suppress(BrokerError):
                self._wake()
            self._thread.join(_CLOSE_TIMEOUT)
        elif self._opener == threading.get_ident():  # or else that thread is using it, and closes it then
            with contextlib.suppress(BrokerError), connecting:
                self._connection.close()
        self.deliveries = deque()

    def abandon(self) -> None:
        """Have the connection closed soon, without waiting for it; for any thread, and for finalisers."""
        self._closed = True

    def _check_process(self) -> None:
        if os.getpid() != self._process:
            raise RuntimeError("this PulseConsumer was entered in another process; make one in each")

    def _wake(self) -> None:
        """Have the thread look what there is to do."""
        if not self._woken:
            try:
                self._woken = True
                with using:
                    self._connection.add_callback_threadsafe(self._catch_up)
            except BaseException:  # it is told when this is tried again
                self._woken = False
                raise

    def _run(self) -> None:
        try:
            with connecting:
                try:
                    self._tick()
                    self._channel.start_consuming()  # until the broker ends it, or `_catch_up`
                    self._cancelled = True
                    self._ring()
                    while not self._closed:
                        self._connection.process_data_events(None)
                finally:
                    self._connection.close()
        except BrokerError as error:
            self._lost = error
        finally:
            self._closed = True
            self._ring()

    def _tick(self) -> None:
        """Catch up each second, for what an interrupt or a finaliser did not wake the thread."""
        self._connection.call_later(_TICK, self._tick)
        self._catch_up()

    def _catch_up(self) -> None:
        """Settle what is to be settled, once each, and stop when that is wanted."""
        self._woken = False
        closed, up_to = self._closed, 0  # in this order: what was settled before it was closed is sent
        while self._verdicts:
            tag, verdict = self._verdicts.popleft()
            if not self._unsettled.pop(tag, 0):
                continue
            if verdict is not Verdict.ACK:
                self._channel.basic_reject(tag, requeue=verdict is Verdict.REQUEUE)
            elif next(iter(self._unsettled), math.inf) > tag:
                up_to = tag  # all before it are settled: one frame is enough for them
            else:
                self._channel.basic_ack(tag)
        if up_to:
            self._channel.basic_ack(up_to, multiple=True)
        if closed:
            self._channel.stop_consuming()

    def _on_message(self, _channel: Any, method: Any, properties: Any, body: bytes) -> None:
        self._unsettled[method.delivery_tag] = method.delivery_tag
        self.deliveries.append(Delivery.of(method, body, properties))
        self._ring()

    def _ring(self) -> None:
        """End the wait for news."""
        if self._news.locked():
            self._news.release()


def connect(address: PulseAddress) -> Any:
    """A connection of pika's."""
    tls = pika.SSLOptions(ssl.create_default_context(), address.host) if address.tls else None
    return pika.BlockingConnection(
        pika.ConnectionParameters(
            host=address.host,
            port=address.port,
            virtual_host=address.vhost,
            credentials=pika.PlainCredentials(address.user, address.password.reveal()),
            ssl_options=tls,
            heartbeat=HEARTBEAT,
            socket_timeout=CONNECT_TIMEOUT,
            stack_timeout=CONNECT_TIMEOUT,
        )
    )
