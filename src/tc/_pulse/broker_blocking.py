"""The connection of the blocking half, on pika.

pika does nothing while its caller does something else, so that the broker would miss heartbeats while a
message is being handled. A thread of its own looks after an idle connection; a lock keeps the two apart.
"""

from __future__ import annotations

import contextlib
import functools
import logging
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
    Broker,
    BrokerError,
    BrokerLostError,
    ConsumerCancelledError,
    Library,
    Verdict,
)
from tc._pulse.message import Delivery

_LOOK_AFTER = 5.0  # seconds; a fraction of the heartbeat
_TICK = 1.0  # seconds
_YIELD = 0.001  # seconds, in which a thread that wants to settle has the lock
_log = logging.getLogger("tc")
connecting = Library("pika", Exception)  # it raises more than its own errors there
using = Library("pika", AMQPError, OSError, EOFError)


class BlockingBroker(Broker):
    """A connection of pika's."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._channel: Any = connection.channel()
        self._deliveries: deque[Delivery] = deque()
        self._cancelled = False
        self._waiting = False
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._abandoned = False
        self._process = os.getpid()
        self._keeper = threading.Thread(target=self._keep, name="tc-pulse-heartbeat", daemon=True)
        self._keeper.start()
        self._tick()

    @classmethod
    def open(cls, address: PulseAddress) -> BlockingBroker:
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
        with self._lock, using:
            self._channel.queue_declare(
                name, passive=passive, durable=durable, exclusive=not durable, auto_delete=not durable
            )

    def bind(self, queue: str, exchange: str, pattern: str) -> None:
        with self._lock, using:
            self._channel.queue_bind(queue, exchange, pattern)

    def consume(self, queue: str, prefetch: int) -> None:
        with self._lock, using:
            self._channel.basic_qos(prefetch_count=prefetch)
            self._channel.add_on_cancel_callback(self._on_cancel)
            self._channel.basic_consume(queue, self._on_message)

    def get(self, timeout: float | None) -> Delivery | None:
        deadline = None if timeout is None else time.monotonic() + timeout
        left: float | None = None
        while True:
            if not self._channel.is_open:  # what was read ahead comes again
                raise BrokerLostError("the channel was closed")
            if self._deliveries:
                return self._deliveries.popleft()
            if self._cancelled:
                raise ConsumerCancelledError
            if left == 0 or self._closed.is_set():
                return None
            left = None if deadline is None else max(deadline - time.monotonic(), 0)
            with self._lock, using:
                self._waiting = True
                try:
                    self._connection.process_data_events(left)
                finally:
                    self._waiting = False
            if not self._deliveries:
                time.sleep(_YIELD)

    def settle(self, tag: int, verdict: Verdict) -> None:
        try:
            if self._waiting:  # by another thread, which does it at once
                with using:
                    self._connection.add_callback_threadsafe(functools.partial(self._settle, tag, verdict))
            else:
                with self._lock, using:
                    self._settle(tag, verdict)
        except BrokerError as error:
            _log.debug("pulse: a message could not be %s: %s", verdict.value, error)

    def _settle(self, tag: int, verdict: Verdict) -> None:
        if verdict is Verdict.ACK:
            self._channel.basic_ack(tag)
        else:
            self._channel.basic_reject(tag, requeue=verdict is Verdict.REQUEUE)

    def close(self) -> None:
        self._closed.set()
        if os.getpid() != self._process:  # a fork's connection is that of its parent
            return
        with contextlib.suppress(BrokerError), connecting:
            self._connection.add_callback_threadsafe(lambda: None)  # wakes a thread that waits
        self._close()
        self._keeper.join()
        self._deliveries.clear()

    def _close(self) -> None:
        with self._lock, contextlib.suppress(BrokerError), connecting:
            try:
                self._connection.process_data_events(0)  # what other threads handed over
            finally:
                self._connection.close()

    def abandon(self) -> None:
        self._abandoned = True
        self._closed.set()

    def _on_message(self, _channel: Any, method: Any, properties: Any, body: bytes) -> None:
        self._deliveries.append(
            Delivery(
                method.exchange,
                method.routing_key,
                body,
                properties.headers or {},
                method.redelivered,
                method.delivery_tag,
            )
        )

    def _on_cancel(self, _frame: Any) -> None:
        self._cancelled = True

    def _tick(self) -> None:
        """End a wait each second: pika does not end it when the broker closes the channel."""
        self._connection.call_later(_TICK, self._tick)

    def _keep(self) -> None:
        """Send heartbeats, and read what comes, while nobody else uses the connection."""
        while not self._closed.wait(_LOOK_AFTER):
            if self._lock.acquire(blocking=False):
                try:
                    with using:
                        self._connection.process_data_events(0)
                except BrokerError:
                    return  # the next use of it says so
                finally:
                    self._lock.release()
        if self._abandoned:
            self._close()


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
