# Generated from src/tc/_async/tasks/alarm.py by tools/unasync_build.py. Do not edit.

"""What ends the pauses between two questions about tasks: time alone, or messages of Pulse."""

from __future__ import annotations

from typing import Any, Protocol

from tc._concurrency import sleep
from tc._sync.pulse.consumer import PulseConsumer
from tc._tasks.messages import bindings_to, consumer_options, status_in
from tc._tasks.state import MessagePace, Pace, Seen
from tc.binding import Binding
from tc.errors import ConfigurationError, PulseError
from tc.types.queue import TaskStatus


class Source(Protocol):
    """Lists the tasks that are waited for, and knows what to listen to.

    Attributes:
        grows: Tasks may be added meanwhile.
    """

    grows: bool

    def list_tasks(self) -> tuple[list[Seen], int]:
        """Return all of them, and in how many responses they came."""
        ...

    def routing_keys(self) -> list[dict[str, str]]:
        """Return the routing keys of messages of the tasks."""
        ...


class Alarm:
    """Ends the pause between two questions: after a while, since it hears of nothing."""

    def start(self) -> None:
        """Begin to listen, before the first question. Does nothing if it does so already."""

    def wait(self, seconds: float) -> TaskStatus | None:
        """Return what became of a task, or after `seconds` at the latest None: then it is time to ask."""
        sleep(seconds)
        return None

    def close(self) -> None:
        """Listen no longer."""


class PulseAlarm(Alarm):
    """An alarm that listens to Pulse, and so ends a pause sooner when it has heard of a change.

    Its queue goes with the connection, so that all is asked for anew after each loss.

    Raises:
        ConfigurationError: An option is missing or malformed.
    """

    def __init__(self, options: dict[str, Any], source: Source) -> None:
        self._options = options
        self._source = source
        self._consumer: PulseConsumer[Any] | None = None
        consumer_of(options, bindings_to([{}]))  # refuses what is wrong before anything is sent

    def start(self) -> None:
        """Connect to the broker.

        Raises:
            PulseError: It refuses, or cannot be reached.
        """
        if not self._consumer:
            consumer = consumer_of(self._options, bindings_to(self._source.routing_keys()))
            consumer.__enter__()
            self._consumer = consumer

    def wait(self, seconds: float) -> TaskStatus | None:
        """Return the status in the next message; None if there is no message, or no status in it.

        It is None too after the connection was lost and made again.

        Raises:
            PulseError: The broker refuses to go on.
        """
        assert self._consumer
        message = self._consumer.receive(seconds)
        try:
            return status_in(message.payload) if message else None
        except PulseError:  # it is not JSON
            return None

    def close(self) -> None:
        """Leave the broker, with the queue."""
        consumer, self._consumer = self._consumer, None
        if consumer:
            consumer.close()


def consumer_of(options: dict[str, Any], bindings: list[Binding[Any]]) -> PulseConsumer[Any]:
    """Return the consumer that an argument `pulse` asks for, which errors name."""
    try:
        return PulseConsumer(bindings, **options)
    except ConfigurationError as error:
        reason = str(error)
    raise ConfigurationError(f"pulse: {reason}")


def pace_and_alarm(
    pulse: Any, source: Source, interval: float | None, timeout: float | None = None
) -> tuple[Pace, Alarm]:
    """Return when to ask, and what to do meanwhile.

    Raises:
        TypeError, ValueError: An argument is not as described.
    """
    options = consumer_options(pulse)
    if options is None:
        return Pace(interval, timeout), Alarm()
    return MessagePace(interval, timeout), PulseAlarm(options, source)
