"""Listening to Pulse, on a real RabbitMQ with the rules of a Pulse server."""

from __future__ import annotations

import contextlib
import gc
import math
import threading
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import tc
from tc import PulseError, aio
from tc._async.pulse import consumer as module
from tc._concurrency import async_sleep
from tests.support.forking import async_run_forked
from tests.support.http_server import async_gather
from tests.support.interruption import Interruption, InterruptionError
from tests.support.rabbitmq import USER, RabbitMQ, beat_each_second, connect_within, free_ports
from tests.support.scripted_taskcluster import reply, scripted
from tests.support.secret_scanner import TOKEN, check_error, check_text, listening
from tests.support.tcp_proxy import tcp_proxy

pytestmark = pytest.mark.anyio

COMPLETED = tc.QueueEvents().taskCompleted()
FAILED = tc.QueueEvents().taskFailed()


@pytest.fixture
def anyio_backend() -> str:
    """Not on trio, which aiormq does not know."""
    return "asyncio"  # twin: keep


def consumer(rabbitmq: RabbitMQ, name: str | None, **options: Any) -> aio.PulseConsumer[Any]:
    return aio.PulseConsumer(COMPLETED, queue=name, **{"url": rabbitmq.url(), **options})


async def make_queue(rabbitmq: RabbitMQ, name: str, bodies: list[Any]) -> None:
    """Have a bound queue with messages in it."""
    async with consumer(rabbitmq, name):
        pass
    rabbitmq.publish(bodies)


async def take(messages: aio.PulseConsumer[Any], count: int) -> list[aio.PulseMessage[Any]]:
    """The next messages."""
    return [await messages.__anext__() for _ in range(count)]


# ---------------------------------------------------------------- messages


async def test_message_has_payload_routing_and_routes(rabbitmq: RabbitMQ) -> None:
    bindings = [tc.QueueEvents().taskCompleted(taskId="T"), tc.route("index.gecko.*")]
    async with aio.PulseConsumer(bindings, url=rabbitmq.url()) as messages:
        assert messages.queue_name.startswith(f"queue/{USER}/")
        rabbitmq.publish([{"n": 1}], cc=("route.index.gecko.latest", "route.other"))
        rabbitmq.publish([{"n": 2}], routing_key="primary.U.0.g.w.p.t.s.G.x.y", cc=("route.index.gecko.old",))
        rabbitmq.publish([{"n": 3}], routing_key="primary.U.0.g.w.p.t.s.G._")
        rabbitmq.publish([{"n": 4}])
        one, two, three = await take(messages, 3)
    assert one.payload is one.payload
    assert [one.payload, two.payload, three.payload] == [{"n": 1}, {"n": 2}, {"n": 4}]
    assert one.exchange == "exchange/taskcluster-queue/v1/task-completed"
    assert one.routing_key == "primary.T.0.group.worker.prov.type.sched.G._"
    assert one.routes == ("index.gecko.latest", "other")
    assert three.routes == ()
    assert one.redelivered is False
    assert one.routing["taskId"] == "T"
    assert one.routing["routingKeyKind"] == "primary"
    assert two.routing["reserved"] == "x.y"
    assert two.routing["taskId"] == "U"
    assert one.body == b'{"n": 1}'
    assert "acknowledged" in repr(one)


async def test_payload_that_is_not_json_raises_and_body_has_its_bytes(rabbitmq: RabbitMQ) -> None:
    bodies = [b"", b"\xff\x00", b"{", b"[" * 100_000, f"not JSON: {TOKEN}".encode()]
    async with consumer(rabbitmq, None, ack="manual") as messages:
        rabbitmq.publish(bodies)
        for body in bodies:
            message = await messages.__anext__()
            assert message.body == body
            with pytest.raises(PulseError, match=r"task-completed is not JSON .* `body`") as caught:
                _ = message.payload
            check_error(caught.value)


async def test_payload_may_be_any_json_of_any_size(rabbitmq: RabbitMQ) -> None:
    """The largest is sent in dozens of frames."""
    payloads: list[Any] = ["x" * 5_000_000, None, [1], "", {}]
    async with consumer(rabbitmq, None) as messages:
        rabbitmq.publish(payloads)
        assert [message.payload for message in await take(messages, 5)] == payloads


# ---------------------------------------------------------------- acknowledging


async def test_auto_acknowledges_when_the_next_is_asked_for_and_on_leaving(
    rabbitmq: RabbitMQ, name: str
) -> None:
    await make_queue(rabbitmq, name, [1, 2, 3])
    async with consumer(rabbitmq, name, prefetch=1) as messages:
        async for message in messages:
            if message.payload == 2:
                break
    assert rabbitmq.depth(f"queue/{USER}/{name}") == 1
    async with consumer(rabbitmq, name) as messages:
        assert [message.payload for message in await take(messages, 1)] == [3]
    assert rabbitmq.depth(f"queue/{USER}/{name}", empty_within=10) == 0


async def test_auto_requeues_once_when_the_block_raises_then_drops(rabbitmq: RabbitMQ, name: str) -> None:
    await make_queue(rabbitmq, name, ["bad", "good"])
    seen = []
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            async with consumer(rabbitmq, name) as messages:
                async for message in messages:
                    seen.append((message.payload, message.redelivered))
                    raise ZeroDivisionError
    assert seen == [("bad", False), ("bad", True)]
    async with consumer(rabbitmq, name) as messages:
        assert [message.payload for message in await take(messages, 1)] == ["good"]
    assert rabbitmq.depth(f"queue/{USER}/{name}", empty_within=10) == 0


async def test_auto_acknowledges_a_message_whose_error_was_caught(rabbitmq: RabbitMQ, name: str) -> None:
    await make_queue(rabbitmq, name, ["bad", "good"])
    async with consumer(rabbitmq, name) as messages:
        async for message in messages:
            try:
                assert message.payload == "good"
                break
            except AssertionError:
                continue
    assert rabbitmq.depth(f"queue/{USER}/{name}", empty_within=10) == 0


async def test_interruption_leaves_the_message_in_its_queue(rabbitmq: RabbitMQ, name: str) -> None:
    await make_queue(rabbitmq, name, ["kept"])
    for _ in range(3):
        with pytest.raises(KeyboardInterrupt):
            async with consumer(rabbitmq, name) as messages:
                async for message in messages:
                    assert message.payload == "kept"
                    raise KeyboardInterrupt
    assert rabbitmq.depth(f"queue/{USER}/{name}") == 1


async def test_message_settled_by_the_caller_is_not_settled_again(rabbitmq: RabbitMQ, name: str) -> None:
    await make_queue(rabbitmq, name, ["acked", "rejected", "again"])
    async with consumer(rabbitmq, name) as messages:
        one, two, three = [await messages.__anext__() for _ in range(3)]
        await one.ack()
        await two.reject()
        await three.reject(requeue=True)
        await three.ack()
        [back] = await take(messages, 1)
        assert (back.payload, back.redelivered) == ("again", True)
    assert messages.connections == 1
    assert rabbitmq.depth(f"queue/{USER}/{name}", empty_within=10) == 0


async def test_acknowledgement_that_was_interrupted_is_made_once(rabbitmq: RabbitMQ, name: str) -> None:
    """A second one would have the broker close the channel."""
    await make_queue(rabbitmq, name, ["one"])
    async with consumer(rabbitmq, name) as messages:
        message = await messages.__anext__()
        await message.ack()
        message._verdict = None  # the interrupt came before it was noted
        message._take()
        assert await messages.receive(0) is None
        assert messages.connections == 1
    assert rabbitmq.depth(f"queue/{USER}/{name}", empty_within=10) == 0


async def test_manual_leaves_acknowledging_to_the_caller(rabbitmq: RabbitMQ, name: str) -> None:
    await make_queue(rabbitmq, name, [1, 2, 3, 4])
    async with consumer(rabbitmq, name, ack="manual") as messages:
        _, two, three, _ = await take(messages, 4)
        await two.ack()
        await three.reject()
    assert rabbitmq.depth(f"queue/{USER}/{name}") == 2
    async with consumer(rabbitmq, name, ack="manual") as messages:
        found = [(message.payload, message.redelivered) for message in await take(messages, 2)]
    assert found == [(1, True), (4, True)]


async def test_prefetch_bounds_what_is_held(rabbitmq: RabbitMQ, name: str) -> None:
    await make_queue(rabbitmq, name, list(range(50)))
    async with consumer(rabbitmq, name, prefetch=3, ack="manual") as messages:
        await take(messages, 3)
        assert await messages.receive(0.3) is None
        assert rabbitmq.depth(f"queue/{USER}/{name}") == 47


async def test_receive_returns_none_when_nothing_comes(rabbitmq: RabbitMQ) -> None:
    async with consumer(rabbitmq, None) as messages:
        assert await messages.receive(0) is None
        assert await messages.receive(0.1) is None
        rabbitmq.publish(["here"])
        message = await messages.receive(10)
        assert message
        assert message.payload == "here"


@pytest.mark.parametrize(
    ("timeout", "error"),
    [(math.nan, ValueError), (math.inf, ValueError), (-1, ValueError), (True, TypeError), ("1", TypeError)],
)
async def test_receive_refuses_what_is_no_number_of_seconds(
    rabbitmq: RabbitMQ, timeout: Any, error: type[Exception]
) -> None:
    async with consumer(rabbitmq, None) as messages:
        with pytest.raises(error, match=r"^timeout: expected seconds"):
            await messages.receive(timeout)
        assert await messages.receive(1e-9) is None


async def test_consumers_of_one_queue_share_its_messages(rabbitmq: RabbitMQ, name: str) -> None:
    await make_queue(rabbitmq, name, list(range(10)))
    async with consumer(rabbitmq, name, prefetch=1) as one, consumer(rabbitmq, name, prefetch=1) as two:
        found = [(await each.__anext__()).payload for _ in range(5) for each in (one, two)]
    assert sorted(found) == list(range(10))
    assert rabbitmq.depth(f"queue/{USER}/{name}", empty_within=10) == 0


async def test_consumers_of_two_queues_have_all_messages_each(rabbitmq: RabbitMQ, name: str) -> None:
    async with consumer(rabbitmq, name) as one, consumer(rabbitmq, None) as two:
        rabbitmq.publish(list(range(10)))
        for each in (one, two):
            assert [message.payload for message in await take(each, 10)] == list(range(10))


async def test_one_at_a_time_may_wait_for_a_message(rabbitmq: RabbitMQ) -> None:
    """With two, each would acknowledge what the other handles."""
    async with consumer(rabbitmq, None) as messages:

        async def ask() -> None:
            while not messages._asking.locked():
                await async_sleep(0.001)
            with pytest.raises(RuntimeError, match="another thread or task waits"):
                await messages.receive()
            rabbitmq.publish(["one"])

        [message], _ = await async_gather(lambda: take(messages, 1), ask)
    assert message.payload == "one"


async def test_forked_child_leaves_the_connection_to_its_parent(rabbitmq: RabbitMQ, name: str) -> None:
    await make_queue(rabbitmq, name, [1, 2])
    async with consumer(rabbitmq, name) as messages:
        message = await messages.__anext__()

        async def use() -> None:
            for call in (messages.receive, message.ack, message.reject):
                with pytest.raises(RuntimeError, match=r"was entered in another .*process; make one in each"):
                    await call()
            await messages.aclose()
            await messages.__aexit__(None, None, None)

        await async_run_forked(use)
        assert (await messages.__anext__()).payload == 2
        assert messages.connections == 1
    assert rabbitmq.depth(f"queue/{USER}/{name}", empty_within=10) == 0


# ---------------------------------------------------------------- connections that break


async def test_ten_thousand_messages_survive_restarts_cuts_and_crashes(
    rabbitmq: RabbitMQ, name: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Three restarts, five cuts, three crashes of the consumer, and pauses in which messages pile up."""
    monkeypatch.setattr(module, "_PAUSES", tc.Retry(retries=7, delay_factor=0.01))
    await make_queue(rabbitmq, name, list(range(10_000)))
    handled: Counter[int] = Counter()
    connections = crashes = 0
    events = iter(
        (
            "restart",
            "cut",
            "crash",
            "cut",
            "restart",
            "slow",
            "cut",
            "crash",
            "cut",
            "restart",
            "cut",
            "crash",
        )
    )
    with tcp_proxy(rabbitmq.port) as proxy:
        while len(handled) < 10_000:
            with contextlib.suppress(ZeroDivisionError):
                async with consumer(
                    rabbitmq, name, url=rabbitmq.url(port=proxy.port), prefetch=50
                ) as messages:
                    async for message in messages:
                        assert not handled[message.payload] or message.redelivered
                        handled[message.payload] += 1
                        if len(handled) == 10_000:
                            break
                        event = next(events, "") if sum(handled.values()) % 750 == 0 else ""
                        if event == "restart":
                            rabbitmq.restart()
                        elif event == "cut":
                            proxy.cut()
                        elif event == "slow":
                            await async_sleep(0.3)
                        elif event == "crash":
                            crashes += 1
                            raise ZeroDivisionError
            connections += messages.connections
    assert next(events, "all happened") == "all happened"
    assert crashes == 3
    assert connections == 1 + 3 + 3 + 5
    assert sorted(handled) == list(range(10_000))
    duplicates = sum(handled.values()) - 10_000
    assert duplicates <= 50 * (connections - 1)
    assert len([r for r in caplog.records if "connecting again" in r.getMessage()]) >= 8
    assert {record.name for record in caplog.records} == {"tc"}
    assert rabbitmq.depth(f"queue/{USER}/{name}", empty_within=10) == 0


async def test_passing_queue_is_made_again_after_a_cut(rabbitmq: RabbitMQ) -> None:
    with tcp_proxy(rabbitmq.port) as proxy:
        async with consumer(rabbitmq, None, url=rabbitmq.url(port=proxy.port)) as messages:
            before = messages.queue_name
            proxy.cut()
            assert await messages.receive(30) is None
            assert messages.connections == 2
            assert messages.queue_name != before
            rabbitmq.publish(["after"])
            assert [message.payload for message in await take(messages, 1)] == ["after"]


async def test_receive_returns_in_time_while_there_is_no_connection(
    rabbitmq: RabbitMQ, caplog: pytest.LogCaptureFixture
) -> None:
    """The log has a line for each attempt, and none of the libraries."""
    with tcp_proxy(rabbitmq.port) as proxy:
        async with consumer(rabbitmq, None, url=rabbitmq.url(port=proxy.port)) as messages:
            proxy.close()
            while len(caplog.records) < 2:
                assert await messages.receive(0.2) is None
            assert await messages.receive(0) is None  # asked while there is none
            assert messages.connections == 1
    assert {record.name for record in caplog.records} == {"tc"}
    assert all("connecting again in " in record.getMessage() for record in caplog.records)


async def test_consumer_that_is_dropped_leaves_the_broker(rabbitmq: RabbitMQ) -> None:
    with tcp_proxy(rabbitmq.port) as proxy:
        messages = consumer(rabbitmq, None, url=rabbitmq.url(port=proxy.port))
        await messages.__aenter__()
        assert proxy.open == 1
        del messages
        gc.collect()
        while proxy.open:
            await async_sleep(0.01)


async def test_message_of_a_lost_connection_can_be_settled_in_vain(rabbitmq: RabbitMQ, name: str) -> None:
    await make_queue(rabbitmq, name, ["twice"])
    with tcp_proxy(rabbitmq.port) as proxy:
        async with consumer(rabbitmq, name, url=rabbitmq.url(port=proxy.port), ack="manual") as messages:
            [first] = await take(messages, 1)
            proxy.cut()
            [second] = await take(messages, 1)
            await first.ack()
            assert (second.payload, second.redelivered) == ("twice", True)
            await second.ack()
    assert rabbitmq.depth(f"queue/{USER}/{name}") == 0


async def test_heartbeats_go_on_while_a_message_is_handled(
    rabbitmq: RabbitMQ, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The broker ends connections that miss two of them."""
    beat_each_second(monkeypatch)
    with tcp_proxy(rabbitmq.port) as proxy:
        async with consumer(rabbitmq, None, url=rabbitmq.url(port=proxy.port)) as messages:
            rabbitmq.publish(["one"])
            await take(messages, 1)
            sent = proxy.sent
            while proxy.sent < sent + 2:
                await async_sleep(0.05)
            rabbitmq.publish(["two"])
            message = await messages.receive(10)
            assert messages.connections == 1
            assert message
            assert message.payload == "two"


async def test_broker_that_cannot_be_reached_is_given_up(
    rabbitmq: RabbitMQ, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "_PAUSES", tc.Retry(retries=2, delay_factor=0))
    with tcp_proxy(1) as proxy:
        with pytest.raises(
            PulseError, match=f"127.0.0.1:{proxy.port}/pulse: no connection after 3 attempts"
        ) as caught:
            async with consumer(rabbitmq, None, url=rabbitmq.url(port=proxy.port)):
                pass
        assert proxy.accepted == 3
    check_error(caught.value)


async def test_broker_that_comes_later_is_waited_for(rabbitmq: RabbitMQ) -> None:
    port, *_ = free_ports(1)
    with contextlib.ExitStack() as stack:
        later = threading.Timer(0.3, lambda: stack.enter_context(tcp_proxy(rabbitmq.port, port)))
        later.start()
        async with consumer(rabbitmq, None, url=rabbitmq.url(port=port)) as messages:
            rabbitmq.publish(["here"])
            assert [message.payload for message in await take(messages, 1)] == ["here"]
        later.join()


async def test_message_that_is_not_acknowledged_in_time_comes_again(
    rabbitmq: RabbitMQ, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    """The broker closes the channel, and leaves the connection open."""
    await make_queue(rabbitmq, name, ["slow"])
    with rabbitmq.impatient():
        async with consumer(rabbitmq, name) as messages:
            await take(messages, 1)
            while not messages._broker._lost:  # type: ignore[union-attr]
                await async_sleep(0.01)
            [message] = await take(messages, 1)
            assert message.redelivered
    assert messages.connections == 2
    assert "delivery acknowledgement on channel 1 timed out" in caplog.text


async def test_memory_alarm_keeps_no_messages_from_consumers(rabbitmq: RabbitMQ, name: str) -> None:
    await make_queue(rabbitmq, name, [1, 2, 3])
    with rabbitmq.memory_alarm():
        async with consumer(rabbitmq, name, prefetch=1) as messages:
            assert [message.payload for message in await take(messages, 3)] == [1, 2, 3]
            assert messages.connections == 1
    assert rabbitmq.depth(f"queue/{USER}/{name}", empty_within=10) == 0


async def test_pauses_grow_only_while_connections_do_not_last(
    rabbitmq: RabbitMQ, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PAUSES", tc.Retry(retries=7, delay_factor=0.001))
    with tcp_proxy(rabbitmq.port) as proxy:
        async with consumer(rabbitmq, None, url=rabbitmq.url(port=proxy.port)) as messages:
            for age, failures in ((0, 1), (0, 2), (60, 1), (0, 2)):
                messages._next_attempt -= age
                proxy.cut()
                assert await messages.receive(30) is None
                assert messages._failures == failures


async def test_peer_that_is_no_broker_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """It says nothing, since it waits for the rest of an HTTP request."""
    connect_within(monkeypatch, 0.3)
    monkeypatch.setattr(module, "_PAUSES", tc.Retry(retries=0))
    with scripted(reply(200, {})) as server:
        port = server.url.rpartition(":")[2]
        with pytest.raises(PulseError, match="no connection after 1 attempts") as caught:
            async with aio.PulseConsumer(COMPLETED, url=f"amqp://u:{TOKEN}@127.0.0.1:{port}"):
                pass
    check_error(caught.value)


# ---------------------------------------------------------------- refusals


async def test_deleted_queue_is_an_error(rabbitmq: RabbitMQ, name: str) -> None:
    async with consumer(rabbitmq, name) as messages:
        with rabbitmq.channel() as channel:
            channel.queue_delete(messages.queue_name)
        with pytest.raises(PulseError, match=f"queue/{USER}/{name}.* was deleted under its consumer"):
            await messages.__anext__()


async def test_messages_that_came_before_their_queue_was_deleted_are_handled(
    rabbitmq: RabbitMQ, name: str
) -> None:
    await make_queue(rabbitmq, name, [1, 2, 3])
    async with consumer(rabbitmq, name) as messages:
        await take(messages, 1)
        with rabbitmq.channel() as channel:
            channel.queue_delete(messages.queue_name)
        await async_sleep(0.1)
        assert [message.payload for message in await take(messages, 2)] == [2, 3]
        with pytest.raises(PulseError, match="was deleted under its consumer"):
            await messages.__anext__()


async def test_passing_queue_that_was_taken_away_is_an_error(rabbitmq: RabbitMQ) -> None:
    with tcp_proxy(rabbitmq.port) as proxy:
        async with consumer(rabbitmq, None, url=rabbitmq.url(port=proxy.port)) as messages:
            messages._cancelled = True  # others cannot delete it here, while Pulse's guardian can
            proxy.cut()
            with pytest.raises(PulseError, match="was deleted under its consumer"):
                await messages.__anext__()


async def test_queue_that_was_taken_away_and_is_still_there_goes_on(rabbitmq: RabbitMQ, name: str) -> None:
    """As when one broker of a cluster ends."""
    with tcp_proxy(rabbitmq.port) as proxy:
        async with consumer(rabbitmq, name, url=rabbitmq.url(port=proxy.port)) as messages:
            messages._cancelled = True
            proxy.cut()
            rabbitmq.publish(["here"])
            assert [message.payload for message in await take(messages, 1)] == ["here"]


async def test_deleted_queue_is_declared_again_on_demand(rabbitmq: RabbitMQ, name: str) -> None:
    async with consumer(rabbitmq, name, recreate=True) as messages:
        with rabbitmq.channel() as channel:
            channel.queue_delete(messages.queue_name)
        assert await messages.receive(10) is None
        rabbitmq.publish(["again"])
        assert [message.payload for message in await take(messages, 1)] == ["again"]


REFUSALS = {
    "password": ({"password": "wrong"}, "'bot' or the password is wrong", 403),
    "user": ({"user": "nobody"}, "'nobody' or the password is wrong", 403),
    "vhost": ({"vhost": "elsewhere"}, "'bot' may not use the vhost 'elsewhere'", 530),
    "no vhost": ({"vhost": "nowhere"}, "vhost 'nowhere', or there is no such vhost", 530),
    "configure": ({"user": "powerless"}, "'powerless' lacks the permission `configure` on the queue", 403),
    "read": (
        {"user": "unreadable"},
        "'unreadable' lacks the permission `read` on the exchange 'exchange/t",
        403,
    ),
}


@pytest.mark.parametrize("case", REFUSALS)
async def test_refusal_says_what_is_wrong(rabbitmq: RabbitMQ, case: str) -> None:
    parts, message, code = REFUSALS[case]
    with listening(), pytest.raises(PulseError, match=message) as caught:
        async with consumer(rabbitmq, None, url=rabbitmq.url(**parts)):
            pass
    assert caught.value.code == code
    check_error(caught.value)


async def test_unknown_exchange_is_named(rabbitmq: RabbitMQ) -> None:
    binding: tc.Binding[Any] = tc.Binding("exchange/taskcluster-queue/v1/none", "#")
    with pytest.raises(PulseError, match=r"no exchange 'exchange/taskcluster-queue/v1/none'") as caught:
        async with aio.PulseConsumer([COMPLETED, binding], url=rabbitmq.url()):
            pass
    assert caught.value.code == 404
    check_error(caught.value)


async def test_queue_with_other_settings_is_an_error(rabbitmq: RabbitMQ, name: str) -> None:
    with rabbitmq.channel() as channel:
        channel.queue_declare(f"queue/{USER}/{name}", durable=False)
        with pytest.raises(PulseError, match="exists, and is not durable") as caught:
            async with consumer(rabbitmq, name):
                pass
    assert caught.value.code == 406


async def test_queue_of_another_connection_is_an_error(rabbitmq: RabbitMQ, name: str) -> None:
    with rabbitmq.channel() as channel:
        channel.queue_declare(f"queue/{USER}/{name}", durable=True, exclusive=True)
        with pytest.raises(PulseError, match="belongs to another connection") as caught:
            async with consumer(rabbitmq, name):
                pass
    assert caught.value.code == 405


async def test_queue_that_another_consumes_alone_is_an_error(rabbitmq: RabbitMQ, name: str) -> None:
    await make_queue(rabbitmq, name, [])
    with rabbitmq.channel() as channel:
        channel.basic_consume(f"queue/{USER}/{name}", lambda *_: None, exclusive=True)
        with pytest.raises(PulseError, match="another consumer has it for itself") as caught:
            async with consumer(rabbitmq, name):
                pass
    assert caught.value.code == 403


# ---------------------------------------------------------------- TLS, environment, life


@pytest.fixture
def trusted(rabbitmq: RabbitMQ, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of the authority that signed the broker's certificate, in the environment."""
    path = rabbitmq.folder / "ca.pem"
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    return path


async def test_tls_is_verified_by_the_environment(rabbitmq: RabbitMQ, trusted: Path) -> None:
    async with consumer(rabbitmq, None, url=rabbitmq.tls_url) as messages:
        rabbitmq.publish(["secret"])
        assert [message.payload for message in await take(messages, 1)] == ["secret"]


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
async def test_certificate_that_does_not_verify_is_refused_at_once(
    rabbitmq: RabbitMQ, host: str, request: pytest.FixtureRequest
) -> None:
    if host == "127.0.0.1":  # it is trusted, and for another name
        request.getfixturevalue("trusted")
    url = rabbitmq.tls_url.replace("localhost", host)
    with pytest.raises(PulseError, match=r"TLS cannot be trusted.*certificate does not verify") as caught:
        async with consumer(rabbitmq, None, url=url):
            pass
    check_error(caught.value)


async def test_environment_names_the_broker(rabbitmq: RabbitMQ, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULSE_URL", rabbitmq.url())
    async with aio.PulseConsumer(COMPLETED) as messages:
        assert messages.connections == 1
        check_text("its repr", f"{messages!r} {vars(messages)}")


async def test_no_secret_in_what_the_libraries_log(rabbitmq: RabbitMQ) -> None:
    """Neither the password nor what messages say."""
    with listening() as records, tcp_proxy(rabbitmq.port) as proxy:
        async with consumer(rabbitmq, None, url=rabbitmq.url(port=proxy.port)) as messages:
            rabbitmq.publish([TOKEN, TOKEN.encode()])
            for message in await take(messages, 2):
                check_text("a message", repr(message))
            proxy.cut()
            assert await messages.receive(30) is None
    assert any("Connecting" in text or "connecting" in text for text in records.texts)


INTERRUPTED = {
    "enter": ("pika.BlockingConnection.channel", "aiormq.connection.Connection.channel"),
    "consume": (
        "pika.adapters.blocking_connection.BlockingChannel.basic_qos",
        "aiormq.channel.Channel.basic_qos",
    ),
    "iterate": ("pika.BlockingConnection.add_callback_threadsafe", "aiormq.channel.Channel.basic_ack"),
    "exit": ("threading.Thread.join", "aiormq.connection.Connection.close"),
}


@pytest.mark.parametrize("place", INTERRUPTED)
async def test_no_secret_in_the_traceback_of_an_interruption(
    rabbitmq: RabbitMQ, name: str, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """Ctrl-C finds the libraries where they hold the password."""
    await make_queue(rabbitmq, name, ["one", "two"])
    interruption = Interruption(monkeypatch, INTERRUPTED[place])
    with pytest.raises(InterruptionError) as caught:
        async with consumer(rabbitmq, name) as messages:
            for message in await take(messages, 2):
                await message.reject()
    check_error(caught.value)
    assert len(interruption.interrupted) == 1
    while interruption.pending:
        await async_sleep(0.01)


async def test_consumer_is_used_within_its_block(rabbitmq: RabbitMQ) -> None:
    messages = consumer(rabbitmq, None)
    with pytest.raises(RuntimeError, match="enter it"):
        await messages.__anext__()
    async with messages:
        with pytest.raises(RuntimeError, match="entered once"):
            await messages.__aenter__()
    with pytest.raises(RuntimeError, match="closed"):
        await messages.__anext__()
    await messages.aclose()
