"""The pair `async_open_broker` and `open_broker`, which import the libraries beneath when they are needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tc._concurrency import async_owner
from tc.errors import ConfigurationError

if TYPE_CHECKING:
    from tc._pulse.address import PulseAddress
    from tc._pulse.broker_asyncio import AsyncBroker as AsyncBroker
    from tc._pulse.broker_blocking import Broker as Broker


async def async_open_broker(address: PulseAddress) -> AsyncBroker:
    """Connect to a broker, under asyncio.

    Raises:
        ConfigurationError: aiormq is not installed.
        RuntimeError: The event loop is trio's.
        BrokerLostError, BrokerRefusedError: There is no connection.
    """
    import asyncio

    under_asyncio = isinstance(async_owner(), asyncio.AbstractEventLoop)
    if not under_asyncio:
        raise RuntimeError("tc.aio.PulseConsumer needs asyncio; under trio, run that of tc.sync in a thread")
    try:
        from tc._pulse.broker_asyncio import AsyncBroker
    except ModuleNotFoundError as error:
        raise missing(error) from error
    return await AsyncBroker.open(address)


def open_broker(address: PulseAddress) -> Broker:
    """Connect to a broker.

    Raises:
        ConfigurationError: pika is not installed.
        BrokerLostError, BrokerRefusedError: There is no connection.
    """
    try:
        from tc._pulse.broker_blocking import Broker
    except ModuleNotFoundError as error:
        raise missing(error) from error
    return Broker.open(address)


def missing(error: ModuleNotFoundError) -> ConfigurationError:
    """The error for a library that the extra brings."""
    return ConfigurationError(f"Pulse needs {error.name}: install taskcluster-sdk[pulse]")
