"""Publishes the messages of a local Taskcluster to a real broker, as the services do."""

from __future__ import annotations

import contextlib
import json
import logging
import queue
import threading
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from tc._pulse.address import PulseAddress
from tc._pulse.broker import BrokerError, BrokerLostError, BrokerRefusedError
from tc._pulse.settings import refused_connection
from tc._redact.tracebacks import boundary
from tc.errors import PulseError

if TYPE_CHECKING:
    from tc.testing.protocol.records import Message

# It is in the API, and running services were seen not to declare it.
UNDECLARED = {"exchange/taskcluster-github/v1/taskcluster-yml-update"}
_LOOK_AFTER = 5.0  # seconds between heartbeats
_PAUSE = 1.0  # seconds before connecting again
_FLUSH = 10.0  # seconds for what is left at the end
_log = logging.getLogger("tc.testing")


class Publisher:
    """Sends messages to a broker, in a thread of its own, in the order in which they are given.

    The exchanges are of type topic and durable. Messages have the properties that the services give them, and
    the header `CC`, which is always there. Each is confirmed by the broker; it outlives lost connections.

    Args:
        address: The broker, and a user who may declare Taskcluster's exchanges there and publish to them.
        exchanges: The full names of those to declare.
    """

    def __init__(self, address: PulseAddress, exchanges: Iterable[str]) -> None:
        self._address = address
        self._exchanges = sorted(set(exchanges) - UNDECLARED)
        self._messages: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        self._closing = threading.Event()
        self._connection: Any = None
        self._channel: Any = None
        self._thread = threading.Thread(target=self._run, name="tc-testing-pulse", daemon=True)

    @boundary
    def start(self) -> None:
        """Connect and declare the exchanges.

        Raises:
            PulseError: The broker cannot be reached, or refuses.
            RuntimeError: The extra `pulse` is not installed.
        """
        try:
            self._connect()
        except ModuleNotFoundError as error:
            raise RuntimeError(f"pulse_url needs {error.name}: install taskcluster-sdk[pulse]") from error
        except BrokerLostError as error:
            raise PulseError(f"{self._address}: {error}") from None
        except BrokerRefusedError as error:
            if self._connection is None:
                raise refused_connection(self._address, error) from None
            self._disconnect()
            reason = f"the user {self._address.user!r} may not declare Taskcluster's exchanges"
            raise PulseError(f"{self._address}: {reason} ({error.text})", code=error.code) from None
        self._thread.start()

    def publish(self, message: Message) -> None:
        """Send a message soon; returns at once."""
        self._messages.put(message)

    def close(self) -> None:
        """Send what is left, if the broker takes it within some seconds, and disconnect."""
        self._messages.put(None)
        self._closing.set()
        self._thread.join(_FLUSH)

    def _connect(self) -> None:
        from tc._pulse.broker_blocking import connect, connecting

        with connecting:
            self._connection = connect(self._address)
            self._channel = self._connection.channel()
            self._channel.confirm_delivery()
            for exchange in self._exchanges:
                self._channel.exchange_declare(exchange, "topic", durable=True)

    def _disconnect(self) -> None:
        from tc._pulse.broker_blocking import using

        connection, self._connection = self._connection, None
        if connection:
            with contextlib.suppress(BrokerError), using:
                connection.close()

    def _run(self) -> None:
        """Send until None comes."""
        from tc._pulse.broker_blocking import using

        while True:
            try:
                message = self._messages.get(timeout=_LOOK_AFTER)
            except queue.Empty:
                with contextlib.suppress(BrokerError), using:
                    self._connection.process_data_events(0)
                continue
            if message is None:
                break
            self._send(message)
        self._disconnect()

    def _send(self, message: Message) -> None:
        """Send one message, over as many connections as that takes."""
        import pika

        from tc._pulse.broker_blocking import using

        properties = pika.BasicProperties(
            content_type="application/json",
            content_encoding="utf-8",
            delivery_mode=2,
            headers={"CC": list(message.cc)},
        )
        body = json.dumps(message.payload, ensure_ascii=False, separators=(",", ":")).encode()
        while True:
            try:
                with using:
                    self._channel.basic_publish(message.exchange, message.routing_key, body, properties)
            except BrokerError as error:
                _log.warning("pulse: %s: %s", self._address, error)
            else:
                return
            self._disconnect()
            if self._closing.wait(_PAUSE):
                return
            with contextlib.suppress(BrokerError):
                self._connect()
