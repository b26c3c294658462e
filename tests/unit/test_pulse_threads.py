"""Pulse with threads, event loops, signals, cancellation, and code that takes its time."""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import signal
import subprocess
import sys
import threading
import time
from types import FrameType
from typing import Any

import aiormq
import pika
import pytest
from pika.adapters.blocking_connection import BlockingChannel

import tc
from tc._concurrency import async_sleep
from tc._pulse import broker_asyncio
from tc._pulse import settings as rules
from tests.support.rabbitmq import USER, RabbitMQ, free_ports, wait_until
from tests.support.tcp_proxy import tcp_proxy

COMPLETED = tc.QueueEvents().taskCompleted()


def in_thread(function: Any, *arguments: Any) -> threading.Thread:
    thread = threading.Thread(target=function, args=arguments)
    thread.start()
    return thread


def test_message_is_acknowledged_by_another_thread_while_one_waits(rabbitmq: RabbitMQ) -> None:
    """With a prefetch of one the next message comes only after that."""
    with tc.sync.PulseConsumer(COMPLETED, url=rabbitmq.url(), prefetch=1, ack="manual") as messages:
        rabbitmq.publish(["one", "two", "three"])
        found = [next(messages)]
        for settle in ("ack", "reject"):

            def later(name: str = settle) -> None:
                time.sleep(0.2)
                getattr(found[-1], name)()

            thread = in_thread(later)
            found.append(next(messages))
            thread.join(10)
        assert [message.payload for message in found] == ["one", "two", "three"]
        assert messages.connections == 1


def test_message_of_a_lost_connection_is_acknowledged_in_vain_by_another_thread(
    rabbitmq: RabbitMQ, name: str
) -> None:
    with (
        tcp_proxy(rabbitmq.port) as proxy,
        tc.sync.PulseConsumer(
            COMPLETED, queue=name, url=rabbitmq.url(port=proxy.port), ack="manual"
        ) as messages,
    ):
        rabbitmq.publish(["one"])
        first = next(messages)

        def later() -> None:
            time.sleep(0.2)
            first.ack()  # while the other thread waits
            first.ack()

        def cut() -> None:
            proxy.cut()

        thread = in_thread(later)
        in_thread(cut).join(10)
        assert next(messages).redelivered
        thread.join(10)


def test_close_by_another_thread_ends_the_loop(rabbitmq: RabbitMQ) -> None:
    with tc.sync.PulseConsumer(COMPLETED, url=rabbitmq.url()) as messages:
        thread = in_thread(lambda: (time.sleep(0.2), messages.close()))
        assert list(messages) == []
        thread.join(10)


def test_close_ends_connecting_again(rabbitmq: RabbitMQ) -> None:
    with (
        tcp_proxy(rabbitmq.port) as proxy,
        tc.sync.PulseConsumer(COMPLETED, url=rabbitmq.url(port=proxy.port)) as messages,
    ):
        thread = in_thread(lambda: (proxy.close(), time.sleep(0.3), messages.close()))
        assert list(messages) == []
        thread.join(10)


def test_close_by_another_thread_while_connecting_leaves_no_connection(
    rabbitmq: RabbitMQ, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tcp_proxy(rabbitmq.port) as proxy:
        messages = tc.sync.PulseConsumer(COMPLETED, url=rabbitmq.url(port=proxy.port))
        qos = BlockingChannel.basic_qos

        def close_meanwhile(*args: Any, **options: Any) -> None:
            in_thread(messages.close).join(10)
            qos(*args, **options)

        monkeypatch.setattr(BlockingChannel, "basic_qos", close_meanwhile)
        messages.__enter__()
        wait_until(lambda: not proxy.open)


async def close_while_waiting(rabbitmq: RabbitMQ, *, lose: bool) -> None:
    with tcp_proxy(rabbitmq.port) as proxy:
        async with tc.aio.PulseConsumer(COMPLETED, url=rabbitmq.url(port=proxy.port)) as messages:

            async def later() -> None:
                if lose:
                    proxy.close()
                await asyncio.sleep(0.3)
                await messages.aclose()

            task = asyncio.create_task(later())
            assert [message async for message in messages] == []
            await task


@pytest.mark.parametrize("lose", [False, True])
def test_close_by_another_task_ends_the_loop(rabbitmq: RabbitMQ, lose: bool) -> None:
    asyncio.run(close_while_waiting(rabbitmq, lose=lose))


@pytest.mark.parametrize("half", [tc.sync, tc.aio])
def test_close_while_connecting_leaves_no_connection(
    rabbitmq: RabbitMQ, half: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when a signal comes at that moment."""
    messages = half.PulseConsumer(COMPLETED, url=rabbitmq.url())
    check = messages._settings.queue_name
    monkeypatch.setattr(
        rules.Settings, "queue_name", lambda *args: (setattr(messages, "_closed", True), check(args[1]))[1]
    )
    if half is tc.sync:
        messages.__enter__()
    else:
        asyncio.run(messages.__aenter__())
    assert messages._broker is None


def test_connection_that_is_lost_while_a_message_is_handled_is_made_again(
    rabbitmq: RabbitMQ, name: str
) -> None:
    with (
        tcp_proxy(rabbitmq.port) as proxy,
        tc.sync.PulseConsumer(COMPLETED, queue=name, url=rabbitmq.url(port=proxy.port)) as messages,
    ):
        assert messages.receive(0.3) is None
        rabbitmq.publish(["one", "two"])
        assert next(messages).payload == "one"
        proxy.cut()
        time.sleep(0.3)  # the message is handled
        assert next(messages).redelivered
        assert messages.connections == 2


def test_what_the_libraries_log_of_other_connections_is_left(
    rabbitmq: RabbitMQ, caplog: pytest.LogCaptureFixture
) -> None:
    closed = free_ports(1)[0]

    async def connect() -> None:
        async with tc.aio.PulseConsumer(COMPLETED, url=rabbitmq.url()):
            with pytest.raises(aiormq.exceptions.AMQPError):
                await aiormq.connect(rabbitmq.url(port=closed))

    with (
        tc.sync.PulseConsumer(COMPLETED, url=rabbitmq.url()),
        pytest.raises(pika.exceptions.AMQPError),
    ):
        pika.BlockingConnection(pika.URLParameters(rabbitmq.url(port=closed)))
    asyncio.run(connect())
    assert {record.name.partition(".")[0] for record in caplog.records} == {"pika", "aiormq"}


def test_event_loop_that_was_blocked_is_said_to_be(
    rabbitmq: RabbitMQ, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("tc._pulse.broker_asyncio._LOOK_AFTER", 0.05)

    async def block() -> None:
        with tcp_proxy(rabbitmq.port) as proxy:
            async with tc.aio.PulseConsumer(COMPLETED, url=rabbitmq.url(port=proxy.port)) as messages:
                asyncio.get_running_loop().call_soon(time.sleep, 0.2)
                proxy.cut()
                assert await messages.receive(10) is None

    asyncio.run(block())
    assert "blocked for 0 s, without heartbeats: have blocking code run in a thread" in caplog.text


def test_acknowledgement_of_which_the_thread_was_not_told_is_sent_soon(
    rabbitmq: RabbitMQ, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when Ctrl-C comes before that."""
    monkeypatch.setattr("tc._pulse.broker_blocking._TICK", 0.05)
    with tc.sync.PulseConsumer(COMPLETED, queue=name, url=rabbitmq.url(), prefetch=1) as messages:
        rabbitmq.publish([1, 2])
        assert next(messages).payload == 1
        messages._broker._woken = True  # type: ignore[union-attr]
        assert next(messages).payload == 2


def test_ctrl_c_at_any_moment_neither_loses_nor_repeats_a_message(rabbitmq: RabbitMQ, name: str) -> None:
    """The loop is interrupted where it waits, and goes on, over one connection."""
    interrupts = 0

    def interrupt(_signal: int, frame: FrameType | None) -> None:
        """Only within the library: the test's own lines are not made for it."""
        nonlocal interrupts
        while frame and not frame.f_code.co_filename.endswith("pulse/consumer.py"):
            frame = frame.f_back
        if frame:
            interrupts += 1
            raise KeyboardInterrupt

    def send_signals() -> None:
        for _ in range(300):  # and no more: a slow machine gets nothing done from one to the next
            if over.wait(random.uniform(0, 0.002)):
                break
            signal.pthread_kill(main, signal.SIGINT)

    found: list[int] = []
    over, main = threading.Event(), threading.get_ident()
    with tc.sync.PulseConsumer(COMPLETED, queue=name, url=rabbitmq.url(), prefetch=2) as messages:
        rabbitmq.publish(["first", *range(500)])
        # An interrupt in the first look of a logger at its level would leave the lock of `logging` locked.
        assert next(messages).payload == "first"
        assert messages.receive(10)
        messages._current = None  # as if that had been interrupted
        before = signal.signal(signal.SIGINT, interrupt)
        thread = in_thread(send_signals)
        try:
            while len(found) < 500:
                with contextlib.suppress(KeyboardInterrupt):
                    for message in messages:
                        found.append(int(message.body))
                        if len(found) == 500:
                            break
        finally:
            over.set()
            thread.join(10)
            signal.signal(signal.SIGINT, before)
        assert messages.connections == 1
    assert interrupts
    assert found == list(range(500))
    assert rabbitmq.depth(f"queue/{USER}/{name}", empty_within=10) == 0


def test_cancellation_at_any_moment_neither_loses_nor_repeats_a_message(
    rabbitmq: RabbitMQ, name: str
) -> None:
    found: list[int] = []

    async def listen(messages: tc.aio.PulseConsumer[Any]) -> None:
        async for message in messages:
            found.append(message.payload)
            if len(found) == 500:
                return

    async def cancel() -> None:
        async with tc.aio.PulseConsumer(COMPLETED, queue=name, url=rabbitmq.url(), prefetch=2) as messages:
            rabbitmq.publish(list(range(500)))
            while len(found) < 500:
                task = asyncio.create_task(listen(messages))
                for _ in range(random.randint(1, 20)):
                    await asyncio.sleep(0)
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task
            assert messages.connections == 1

    asyncio.run(cancel())
    assert found == list(range(500))
    assert rabbitmq.depth(f"queue/{USER}/{name}", empty_within=10) == 0


def test_acknowledgement_that_was_cancelled_is_made_by_the_next_call(rabbitmq: RabbitMQ, name: str) -> None:
    async def cancel() -> None:
        async with tc.aio.PulseConsumer(COMPLETED, queue=name, url=rabbitmq.url(), prefetch=1) as messages:
            rabbitmq.publish([1, 2])
            assert (await anext(messages)).payload == 1
            channel = messages._broker._channel  # type: ignore[union-attr]
            channel.basic_ack = lambda *_, **__: asyncio.Event().wait()  # as when the broker reads nothing
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.05):
                    await messages.receive()
            del channel.basic_ack
            assert (await anext(messages)).payload == 2

    asyncio.run(cancel())
    assert rabbitmq.depth(f"queue/{USER}/{name}", empty_within=10) == 0


@pytest.mark.parametrize("steps", range(0, 60, 3))
def test_cancelling_while_connecting_leaves_no_connection(rabbitmq: RabbitMQ, steps: int) -> None:
    """However often, and wherever it comes."""

    async def cancel() -> None:
        task = asyncio.create_task(tc.aio.PulseConsumer(COMPLETED, url=url).__aenter__())
        for _ in range(steps):
            await asyncio.sleep(0.0003)
        while not task.done():
            task.cancel()
            await asyncio.sleep(0)
        with contextlib.suppress(asyncio.CancelledError):
            await (await task).aclose()
        while proxy.open:
            await async_sleep(0.005)

    with tcp_proxy(rabbitmq.port) as proxy:
        url = rabbitmq.url(port=proxy.port)
        asyncio.run(asyncio.wait_for(cancel(), 20))


def test_connection_that_was_made_when_nobody_waited_any_longer_is_closed(
    rabbitmq: RabbitMQ, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached = broker_asyncio._connect

    async def connect(*args: Any) -> Any:
        connection = await reached(*args)
        task.cancel()
        return connection

    async def cancel() -> None:
        nonlocal task
        task = asyncio.create_task(tc.aio.PulseConsumer(COMPLETED, url=url).__aenter__())
        with pytest.raises(asyncio.CancelledError):
            await task
        while proxy.open:
            await async_sleep(0.005)

    task: asyncio.Task[Any]
    monkeypatch.setattr(broker_asyncio, "_connect", connect)
    with tcp_proxy(rabbitmq.port) as proxy:
        url = rabbitmq.url(port=proxy.port)
        asyncio.run(asyncio.wait_for(cancel(), 20))


@pytest.mark.parametrize("closed", [True, False])
def test_consumer_belongs_to_its_event_loop(rabbitmq: RabbitMQ, name: str, closed: bool) -> None:
    messages = tc.aio.PulseConsumer(COMPLETED, queue=name, url=rabbitmq.url(), ack="manual")

    async def enter() -> tc.aio.PulseMessage[Any]:
        await messages.__aenter__()
        rabbitmq.publish(["one"])
        return await anext(messages)

    async def use(message: tc.aio.PulseMessage[Any]) -> None:
        for call in (messages.receive, message.ack):
            with pytest.raises(
                RuntimeError, match="was entered in another event loop or process; make one in"
            ):
                await call()
        await messages.aclose()

    with asyncio.Runner() as runner:
        message = runner.run(enter())
        with pytest.raises(RuntimeError, match="was entered in another event loop"):
            messages.receive().send(None)  # in none
        if not closed:
            in_thread(asyncio.run, use(message)).join(20)
    if closed:
        asyncio.run(use(message))
    assert rabbitmq.depth(f"queue/{USER}/{name}") == 1


def test_fork_that_leaves_the_block_leaves_the_connection_to_its_parent(
    rabbitmq: RabbitMQ, name: str
) -> None:
    with tc.sync.PulseConsumer(COMPLETED, queue=name, url=rabbitmq.url()) as messages:
        if not (process := os.fork()):
            signal.alarm(20)  # ends it if it hangs
            messages.close()
            os._exit(0)
        assert os.waitpid(process, 0)[1] == 0
        rabbitmq.publish(["one"])
        assert next(messages).payload == "one"
        assert messages.connections == 1


def test_ctrl_c_ends_a_loop_that_waits(rabbitmq: RabbitMQ, name: str) -> None:
    """At once, and with a connection that is closed in order."""
    code = (
        "import sys, tc\n"
        "completed = tc.QueueEvents().taskCompleted()\n"
        "with tc.sync.PulseConsumer(completed, queue=sys.argv[2], url=sys.argv[1]) as found:\n"
        "    print('waiting', flush=True)\n"
        "    for message in found:\n"
        "        print(message.payload, flush=True)\n"
    )
    command = [sys.executable, "-c", code, rabbitmq.url(), name]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "waiting\n"
        rabbitmq.publish([1])
        assert process.stdout.readline() == "1\n"
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
    assert errors.rstrip().endswith("KeyboardInterrupt")
    assert rabbitmq.depth(f"queue/{USER}/{name}", empty_within=10) == 0
