"""A local Taskcluster that publishes its messages to a real broker."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

import tc
from tc.testing import LocalTaskcluster
from tc.testing.__main__ import main
from tests.support.rabbitmq import (
    SERVICES,
    SERVICES_PASSWORD,
    VHOST,
    RabbitMQ,
    beat_each_second,
    free_ports,
    wait_until,
)
from tests.support.secret_scanner import TOKEN, check_error
from tests.support.tcp_proxy import tcp_proxy

PENDING = "exchange/taskcluster-queue/v1/task-pending"


@pytest.fixture
def services_url(rabbitmq: RabbitMQ) -> str:
    return rabbitmq.url(SERVICES, SERVICES_PASSWORD)


def definition() -> dict[str, object]:
    return {
        "taskQueueId": "my-project/linux",
        "created": tc.from_now("0 seconds"),
        "deadline": tc.from_now("1 hour"),
        "routes": ["index.my-project.x"],
        "metadata": {
            "name": "ü",
            "description": "d",
            "owner": "me@example.com",
            "source": "https://example.com",
        },
        "payload": {},
    }


@pytest.fixture
def published(services_url: str) -> Iterator[LocalTaskcluster]:
    with LocalTaskcluster(pulse_url=services_url) as taskcluster:
        yield taskcluster


def client(taskcluster: LocalTaskcluster) -> tc.sync.Queue:
    return tc.sync.Queue(taskcluster.root_url, credentials=taskcluster.credentials)


def test_messages_are_those_of_the_deployment(published: LocalTaskcluster, rabbitmq: RabbitMQ) -> None:
    bindings = [
        tc.QueueEvents().taskDefined(),
        tc.QueueEvents().taskPending(),
        tc.AuthEvents().clientCreated(),
    ]
    with tc.sync.PulseConsumer(bindings, url=rabbitmq.url()) as messages, client(published) as queue:
        task_id = tc.slug_id()
        queue.createTask(task_id, definition())
        with tc.sync.Auth(published.root_url, credentials=published.credentials) as auth:
            auth.createClient("a", {"expires": tc.from_now("1 hour"), "description": "d"})
        found = [messages.receive(10) for _ in range(3)]
    assert [(m.exchange, m.routing_key, m.payload, m.routes) for m in found if m] == [
        (m.exchange, m.routing_key, m.payload, tuple(key.removeprefix("route.") for key in m.cc))
        for m in published.messages
    ]
    assert found[0]
    assert found[0].routing["taskId"] == task_id


def test_properties_are_those_of_the_services(published: LocalTaskcluster, rabbitmq: RabbitMQ) -> None:
    """Looked at by pika alone."""
    with rabbitmq.channel() as channel, client(published) as queue:
        name = channel.queue_declare("", exclusive=True).method.queue
        channel.queue_bind(name, PENDING, "route.index.my-project.*")
        queue.createTask(tc.slug_id(), definition())
        method, properties, body = next(channel.consume(name, auto_ack=True, inactivity_timeout=10))
    assert (properties.content_type, properties.content_encoding) == ("application/json", "utf-8")
    assert properties.delivery_mode == 2
    assert properties.headers == {"CC": ["route.index.my-project.x"]}
    assert method.routing_key.startswith("primary.")
    assert json.loads(body.decode("utf-8"))["status"]["state"] == "pending"


def test_exchanges_are_declared_before_it_is_up(published: LocalTaskcluster, rabbitmq: RabbitMQ) -> None:
    assert len(published.deployment.exchanges()) == 37
    with rabbitmq.channel() as channel:
        for name in published.deployment.exchanges():
            if not name.endswith("/taskcluster-yml-update"):
                channel.exchange_declare(name, "topic", durable=True)  # refused if it is of another kind


def test_messages_go_on_after_a_lost_connection(rabbitmq: RabbitMQ) -> None:
    with (
        tcp_proxy(rabbitmq.port) as proxy,
        LocalTaskcluster(pulse_url=rabbitmq.url(SERVICES, SERVICES_PASSWORD, port=proxy.port)) as taskcluster,
        tc.sync.PulseConsumer(tc.QueueEvents().taskPending(), url=rabbitmq.url()) as messages,
        client(taskcluster) as queue,
    ):
        ids = [tc.slug_id() for _ in range(5)]
        for task_id in ids:
            proxy.cut()
            queue.createTask(task_id, definition())
        found: set[str] = set()
        while found != set(ids):
            message = messages.receive(20)
            assert message
            found.add(message.routing["taskId"])
    assert proxy.accepted > 1


def test_messages_wait_for_the_end_of_a_memory_alarm(published: LocalTaskcluster, rabbitmq: RabbitMQ) -> None:
    with (
        tc.sync.PulseConsumer(tc.QueueEvents().taskPending(), url=rabbitmq.url()) as messages,
        client(published) as queue,
    ):
        with rabbitmq.memory_alarm():
            queue.createTask(tc.slug_id(), definition())
            assert messages.receive(0.2) is None
        assert messages.receive(10)
        assert messages.connections == 1


def test_idle_connection_is_looked_after(
    services_url: str, rabbitmq: RabbitMQ, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The broker ends connections that miss two heartbeats."""
    beat_each_second(monkeypatch)
    monkeypatch.setattr("tc.testing.pulse._LOOK_AFTER", 0.2)
    with (
        tcp_proxy(rabbitmq.port) as proxy,
        LocalTaskcluster(pulse_url=rabbitmq.url(SERVICES, SERVICES_PASSWORD, port=proxy.port)) as taskcluster,
        client(taskcluster) as queue,
    ):
        sent = proxy.sent
        wait_until(lambda: proxy.sent >= sent + 2)
        queue.createTask(tc.slug_id(), definition())
    assert proxy.accepted == 1


def test_closing_does_not_wait_for_a_broker_that_is_away(rabbitmq: RabbitMQ) -> None:
    with (
        tcp_proxy(rabbitmq.port) as proxy,
        LocalTaskcluster(pulse_url=rabbitmq.url(SERVICES, SERVICES_PASSWORD, port=proxy.port)) as taskcluster,
        client(taskcluster) as queue,
    ):
        proxy.close()
        queue.createTask(tc.slug_id(), definition())
        wait_until(lambda: len(taskcluster.messages) == 2)


def test_broker_that_refuses_is_an_error(rabbitmq: RabbitMQ) -> None:
    cases = {
        rabbitmq.url(SERVICES, "wrong"): "the password is wrong",
        rabbitmq.url(): "'bot' may not declare Taskcluster's exchanges",
        f"amqp://u:{TOKEN}@127.0.0.1:{free_ports(1)[0]}/{VHOST}": "refused",
    }
    for url, message in cases.items():
        with pytest.raises(tc.PulseError, match=message) as caught:
            LocalTaskcluster(pulse_url=url).start()
        check_error(caught.value)
    with pytest.raises(tc.ConfigurationError, match="url: its scheme") as malformed:
        LocalTaskcluster(pulse_url=f"http://u:{TOKEN}@h")
    check_error(malformed.value)


def test_missing_library_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pika", None)
    monkeypatch.delitem(sys.modules, "tc._pulse.broker_blocking", raising=False)
    with pytest.raises(RuntimeError, match=r"pulse_url needs pika: install taskcluster-sdk\[pulse\]"):
        LocalTaskcluster(pulse_url="amqp://u:p@127.0.0.1/").start()


def test_command_line_publishes(services_url: str, rabbitmq: RabbitMQ) -> None:
    command = [sys.executable, "-m", "tc.testing", "--quiet", "--pulse", services_url]
    with (
        tc.sync.PulseConsumer(
            tc.route("index.my-project.x", exchange="task-pending"), url=rabbitmq.url()
        ) as messages,
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=dict(os.environ)) as process,
    ):
        assert process.stdout
        lines = [process.stdout.readline().removeprefix("export ").strip() for _ in range(3)]
        variables = dict(line.split("=", 1) for line in lines)
        credentials = tc.Credentials.from_env(variables)
        with tc.sync.Queue(variables["TASKCLUSTER_ROOT_URL"], credentials=credentials) as queue:
            queue.createTask(tc.slug_id(), definition())
        message = messages.receive(10)
        process.terminate()
    assert message
    assert process.returncode == 0


def test_command_line_says_what_is_refused(rabbitmq: RabbitMQ, caplog: pytest.LogCaptureFixture) -> None:
    assert main(["--pulse", rabbitmq.url()], threading.Event()) == 1
    assert "'bot' may not declare Taskcluster's exchanges" in caplog.text
    assert TOKEN not in caplog.text
