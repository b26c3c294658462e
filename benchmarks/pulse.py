"""Messages a second from a real RabbitMQ: `PulseConsumer` of both halves, and the libraries by themselves.

    python -m benchmarks.pulse [--messages N] [--prefetch N] [--rounds N]

Needs RabbitMQ installed, and the packages pika, aio-pika and kombu. Each round fills a durable queue for each
consumer and takes the time in which it reads the JSON of all of its messages, each acknowledged by itself: on
the clock, and of its own process, which other programs do not disturb. Exits with status 1 when by the
latter a half reaches less than 0.8 of the library beneath it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import aio_pika
import kombu
import pika

import tc
from tests.support.rabbitmq import USER, RabbitMQ

LIMIT = 0.8
BINDING = tc.QueueEvents().taskCompleted()
BODY = {
    "status": {"taskId": "T", "runs": [{"runId": n, "state": "completed"} for n in range(5)]},
    "version": 1,
}


def ours(url: str, queue: str, count: int, prefetch: int) -> None:
    """The blocking half."""
    with tc.sync.PulseConsumer(BINDING, queue=queue, url=url, prefetch=prefetch) as messages:
        for _ in range(count):
            _ = next(messages).payload


def ours_async(url: str, queue: str, count: int, prefetch: int) -> None:
    """The async half."""

    async def consume() -> None:
        async with tc.aio.PulseConsumer(BINDING, queue=queue, url=url, prefetch=prefetch) as messages:
            for _ in range(count):
                _ = (await anext(messages)).payload

    asyncio.run(consume())


def bare_pika(url: str, queue: str, count: int, prefetch: int) -> None:
    """pika's generator of messages."""
    connection = pika.BlockingConnection(pika.URLParameters(url))
    channel = connection.channel()
    channel.basic_qos(prefetch_count=prefetch)
    messages = channel.consume(f"queue/{USER}/{queue}")
    for _ in range(count):
        method, _properties, body = next(messages)
        json.loads(body)
        channel.basic_ack(method.delivery_tag or 0)
    connection.close()


def bare_aio_pika(url: str, queue: str, count: int, prefetch: int) -> None:
    """aio-pika's iterator of messages."""

    async def consume() -> None:
        connection = await aio_pika.connect(url)
        channel = await connection.channel()
        await channel.set_qos(prefetch_count=prefetch)
        found = await channel.get_queue(f"queue/{USER}/{queue}")
        async with found.iterator() as messages:
            for _ in range(count):
                message = await anext(messages)
                json.loads(message.body)
                await message.ack()
        await connection.close()

    asyncio.run(consume())


def bare_kombu(url: str, queue: str, count: int, prefetch: int) -> None:
    """kombu's callbacks."""
    left = count

    def handle(body: object, message: kombu.message.Message) -> None:
        nonlocal left
        left -= 1
        message.ack()

    parts = urlsplit(url)
    with kombu.Connection(url, virtual_host=parts.path[1:]) as connection:
        passive = kombu.Queue(f"queue/{USER}/{queue}", no_declare=True)
        consumer = connection.Consumer(
            passive, callbacks=[handle], prefetch_count=prefetch, auto_declare=False
        )
        with consumer:
            while left:
                connection.drain_events()


CONSUMERS: dict[str, Callable[[str, str, int, int], None]] = {
    "tc.sync": ours,
    "pika": bare_pika,
    "tc.aio": ours_async,
    "aio-pika": bare_aio_pika,
    "kombu": bare_kombu,
}
BENEATH = {"tc.sync": "pika", "tc.aio": "aio-pika"}


def speed(broker: RabbitMQ, name: str, count: int, prefetch: int) -> tuple[float, float]:
    """Messages a second of one consumer, from a queue of its own; on the clock, and of its processor time."""
    queue = tc.slug_id()
    with tc.sync.PulseConsumer(BINDING, queue=queue, url=broker.url()):
        pass
    broker.publish([BODY] * count)
    begun, cpu_begun = time.perf_counter(), time.process_time()
    CONSUMERS[name](broker.url(), queue, count, prefetch)
    took, cpu_took = time.perf_counter() - begun, time.process_time() - cpu_begun
    with broker.channel() as channel:
        channel.queue_delete(f"queue/{USER}/{queue}")
    return count / took, count / cpu_took


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--messages", type=int, default=5000)
    parser.add_argument("--prefetch", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args(argv)
    speeds: dict[str, list[tuple[float, float]]] = {name: [] for name in CONSUMERS}
    with tempfile.TemporaryDirectory() as folder:
        broker = RabbitMQ(Path(folder))
        try:
            broker.start()
            for _ in range(args.rounds):
                for name, found in speeds.items():
                    found.append(speed(broker, name, args.messages, args.prefetch))
        finally:
            broker.close()
    for name, found in speeds.items():
        clock, cpu = (statistics.median(each) for each in zip(*found, strict=True))
        print(f"{name:10} {clock:8.0f} messages a second, {cpu:8.0f} a second of processor time")
    failed = False
    for name, beneath in BENEATH.items():
        pairs = list(zip(speeds[name], speeds[beneath], strict=True))
        clock, cpu = (statistics.median(ours[k] / theirs[k] for ours, theirs in pairs) for k in (0, 1))
        failed |= cpu < LIMIT
        print(
            f"{name} to {beneath}: {clock:.2f} on the clock, {cpu:.2f} by processor time (at least {LIMIT})"
        )
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
