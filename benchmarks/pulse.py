"""Messages a second from a real RabbitMQ: `PulseConsumer` of both halves, and the libraries by themselves.

    python -m benchmarks.pulse [--messages N] [--prefetch N] [--rounds N]

Needs RabbitMQ installed, and the packages pika, aiormq, aio-pika and kombu. In each round each consumer reads
a durable queue of its own that was filled before, decodes the JSON of each message and acknowledges it by
itself, all with the same prefetch. What is measured lies between its first message and its last: by the clock
and in processor time of its process, which other programs disturb less. Rounds go through the consumers
forwards and backwards in turn; ratios are of the same round. Exits with status 1 when the median by processor
time of a half is less than 0.8 of the library beneath it.
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
import aiormq
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


class Meter:
    """Counts messages, and takes the time from the first to the last.

    Attributes:
        clock, cpu: In seconds, once all have come.
    """

    def __init__(self, count: int) -> None:
        self.left = count
        self.clock = self.cpu = 0.0

    def tick(self) -> bool:
        """Count a message; return False at the last."""
        if not self.clock or self.left == 1:
            self.clock = time.perf_counter() - self.clock
            self.cpu = time.process_time() - self.cpu
        self.left -= 1
        return self.left > 0


def ours(url: str, queue: str, meter: Meter, prefetch: int) -> None:
    """The blocking half."""
    with tc.sync.PulseConsumer(BINDING, queue=queue, url=url, prefetch=prefetch) as messages:
        for message in messages:
            _ = message.payload
            if not meter.tick():
                return


def ours_async(url: str, queue: str, meter: Meter, prefetch: int) -> None:
    """The async half."""

    async def consume() -> None:
        async with tc.aio.PulseConsumer(BINDING, queue=queue, url=url, prefetch=prefetch) as messages:
            async for message in messages:
                _ = message.payload
                if not meter.tick():
                    return

    asyncio.run(consume())


def bare_pika(url: str, queue: str, meter: Meter, prefetch: int) -> None:
    """pika's generator of messages."""
    connection = pika.BlockingConnection(pika.URLParameters(url))
    channel = connection.channel()
    channel.basic_qos(prefetch_count=prefetch)
    for method, _properties, body in channel.consume(f"queue/{USER}/{queue}"):
        json.loads(body)
        channel.basic_ack(method.delivery_tag or 0)
        if not meter.tick():
            break
    connection.close()


def bare_aiormq(url: str, queue: str, meter: Meter, prefetch: int) -> None:
    """aiormq's callbacks."""

    async def consume() -> None:
        connection = await aiormq.connect(url)
        channel = await connection.channel()
        done = asyncio.Event()

        async def handle(message: aiormq.abc.DeliveredMessage) -> None:
            json.loads(message.body)
            await message.channel.basic_ack(message.delivery_tag or 0)
            if not meter.tick():
                done.set()

        await channel.basic_qos(prefetch_count=prefetch)
        await channel.basic_consume(f"queue/{USER}/{queue}", handle)
        await done.wait()
        await connection.close()

    asyncio.run(consume())


def bare_aio_pika(url: str, queue: str, meter: Meter, prefetch: int) -> None:
    """aio-pika's iterator of messages, over a connection that comes back by itself."""

    async def consume() -> None:
        connection = await aio_pika.connect_robust(url)
        channel = await connection.channel()
        await channel.set_qos(prefetch_count=prefetch)
        found = await channel.get_queue(f"queue/{USER}/{queue}")
        async with found.iterator() as messages:
            async for message in messages:
                json.loads(message.body)
                await message.ack()
                if not meter.tick():
                    break
        await connection.close()

    asyncio.run(consume())


def bare_kombu(url: str, queue: str, meter: Meter, prefetch: int) -> None:
    """kombu's callbacks."""
    left = True

    def handle(body: object, message: kombu.message.Message) -> None:
        nonlocal left
        message.ack()
        left = meter.tick()

    parts = urlsplit(url)
    with kombu.Connection(url, virtual_host=parts.path[1:]) as connection:
        passive = kombu.Queue(f"queue/{USER}/{queue}", no_declare=True)
        consumer = connection.Consumer(
            passive, callbacks=[handle], prefetch_count=prefetch, auto_declare=False
        )
        with consumer:
            while left:
                connection.drain_events()


CONSUMERS: dict[str, Callable[[str, str, Meter, int], None]] = {
    "tc.sync": ours,
    "pika": bare_pika,
    "kombu": bare_kombu,
    "tc.aio": ours_async,
    "aiormq": bare_aiormq,
    "aio-pika": bare_aio_pika,
}
BENEATH = {"tc.sync": ("pika", "kombu"), "tc.aio": ("aiormq", "aio-pika")}  # the first is what it uses


def measure(broker: RabbitMQ, name: str, count: int, prefetch: int) -> Meter:
    """Have one consumer read a queue that is full."""
    queue = tc.slug_id()
    with tc.sync.PulseConsumer(BINDING, queue=queue, url=broker.url()):
        pass
    broker.publish([BODY] * count)
    meter = Meter(count)
    CONSUMERS[name](broker.url(), queue, meter, prefetch)
    with broker.channel() as channel:
        channel.queue_delete(f"queue/{USER}/{queue}")
    return meter


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--messages", type=int, default=2000)
    parser.add_argument("--prefetch", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=12)
    args = parser.parse_args(argv)
    found: dict[str, list[Meter]] = {name: [] for name in CONSUMERS}
    with tempfile.TemporaryDirectory() as folder:
        broker = RabbitMQ(Path(folder))
        try:
            broker.start()
            for number in range(args.rounds):
                for name in list(CONSUMERS)[:: -1 if number % 2 else 1]:
                    found[name].append(measure(broker, name, args.messages, args.prefetch))
        finally:
            broker.close()
    return report(found, args.messages)


def report(found: dict[str, list[Meter]], count: int) -> int:
    """Print a table; return 1 if a half is slower than it may be."""
    print("|          | messages/s | CPU for one | to       | by the clock     | by CPU           |")
    print("| -------- | ---------- | ----------- | -------- | ---------------- | ---------------- |")
    failed = False
    for name, meters in found.items():
        rate = statistics.median(count / meter.clock for meter in meters)
        cost = statistics.median(meter.cpu for meter in meters) / count * 1e6
        line = f"| {name:8} | {rate:10.0f} | {cost:8.0f} us |"
        if name not in BENEATH:
            print(f"{line} {'':8} | {'':16} | {'':16} |")
        for number, beneath in enumerate(BENEATH.get(name, ())):
            pairs = list(zip(meters, found[beneath], strict=True))
            clock = [theirs.clock / ours.clock for ours, theirs in pairs]
            cpu = [theirs.cpu / ours.cpu for ours, theirs in pairs]
            print(f"{line} {beneath:8} | {spread(clock)} | {spread(cpu)} |")
            failed |= number == 0 and statistics.median(cpu) < LIMIT
    return int(failed)


def spread(ratios: list[float]) -> str:
    """The median of some ratios, with their quartiles."""
    low, middle, high = statistics.quantiles(ratios, n=4)
    return f"{middle:.2f} ({low:.2f}-{high:.2f})"


if __name__ == "__main__":
    sys.exit(main())
