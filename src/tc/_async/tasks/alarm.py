"""What ends the pauses between two questions about tasks: time alone, or messages of Pulse."""

from __future__ import annotations

from typing import Any, Protocol

from tc._async.pulse.consumer import PulseConsumer
from tc._concurrency import async_sleep
from tc._tasks.messages import bindings_to, consumer_options, status_in
from tc._tasks.state import MessagePace, Pace
from tc.binding import Binding
from tc.errors import ConfigurationError, PulseError
from tc.types.queue import TaskStatus


class Alarm(Protocol):
    """Ends the pause between two questions: after a while, or sooner if it has heard of a change."""

    async def start(self) -> None:
        """Begin to listen, before the first question. Does nothing if it does so already."""
        ...

    async def wait(self, seconds: float) -> TaskStatus | None:
        """Return what became of a task, or after `seconds` at the latest None: then it is time to ask."""
        ...

    async def aclose(self) -> None:
        """Listen no longer."""
        ...


class Subject(Protocol):
    """Knows what to listen to."""

    async def routing_keys(self) -> list[dict[str, str]]:
        """Return the routing keys of messages of the tasks that are waited for."""
        ...


class Timer:
    """An alarm that hears of nothing, so that all pauses have their full length."""

    async def start(self) -> None:
        """Do nothing."""

    async def wait(self, seconds: float) -> TaskStatus | None:
        """Return None after `seconds`."""
        await async_sleep(seconds)
        return None

    async def aclose(self) -> None:
        """Do nothing."""


class PulseAlarm:
    """An alarm that listens to Pulse.

    Its queue goes with the connection, so that all is asked for anew after each loss.

    Raises:
        ConfigurationError: An option is missing or malformed.
    """

    def __init__(self, options: dict[str, Any], subject: Subject) -> None:
        self._options = options
        self._subject = subject
        self._consumer: PulseConsumer[Any] | None = None
        consumer_of(options, bindings_to([{}]))  # refuses what is wrong before anything is sent

    async def start(self) -> None:
        """Connect to the broker.

        Raises:
            PulseError: It refuses, or cannot be reached.
        """
        if not self._consumer:
            consumer = consumer_of(self._options, bindings_to(await self._subject.routing_keys()))
            await consumer.__aenter__()
            self._consumer = consumer

    async def wait(self, seconds: float) -> TaskStatus | None:
        """Return the status in the next message; None if there is no message, or no status in it.

        It is None too after the connection was lost and made again.

        Raises:
            PulseError: The broker refuses to go on.
        """
        assert self._consumer
        message = await self._consumer.receive(seconds)
        try:
            return status_in(message.payload) if message else None
        except PulseError:  # it is not JSON
            return None

    async def aclose(self) -> None:
        """Leave the broker, with the queue."""
        consumer, self._consumer = self._consumer, None
        if consumer:
            await consumer.aclose()


def consumer_of(options: dict[str, Any], bindings: list[Binding[Any]]) -> PulseConsumer[Any]:
    """Return the consumer that an argument `pulse` asks for, which errors name."""
    try:
        return PulseConsumer(bindings, **options)
    except ConfigurationError as error:
        reason = str(error)
    raise ConfigurationError(f"pulse: {reason}")


def pace_and_alarm(
    pulse: Any, subject: Subject, interval: float | None, timeout: float | None = None
) -> tuple[Pace, Alarm]:
    """Return when to ask, and what to do meanwhile.

    Raises:
        TypeError, ValueError: An argument is not as described.
    """
    options = consumer_options(pulse)
    if options is None:
        return Pace(interval, timeout), Timer()
    return MessagePace(interval, timeout), PulseAlarm(options, subject)
