# Generated from tests/_async/test_waiting_pulse.py by tools/unasync_build.py. Do not edit.

"""Waiting for tasks of a local Taskcluster that tells of them through a real RabbitMQ."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import tc
from tc import sync
from tc._concurrency import sleep
from tc._sync.tasks.alarm import PulseAlarm
from tc.testing import LocalTaskcluster
from tests.support.http_server import gather
from tests.support.local_tasks import LocalTasks
from tests.support.rabbitmq import SERVICES, SERVICES_PASSWORD, RabbitMQ
from tests.support.secret_scanner import TOKEN, check_error
from tests.support.tcp_proxy import TcpProxy, tcp_proxy

pytestmark = pytest.mark.anyio

LONG = 3600


@pytest.fixture
def anyio_backend() -> str:
    """Not on trio, which aiormq does not know."""
    return "asyncio"  # twin: keep


@pytest.fixture
def tasks(rabbitmq: RabbitMQ) -> Iterator[LocalTasks]:
    """Tasks of a deployment that publishes its messages."""
    with (
        LocalTaskcluster(pulse_url=rabbitmq.url(SERVICES, SERVICES_PASSWORD)) as taskcluster,
        LocalTasks(taskcluster) as tasks,
    ):
        yield tasks


@pytest.fixture
def proxy(rabbitmq: RabbitMQ) -> Iterator[TcpProxy]:
    with tcp_proxy(rabbitmq.port) as proxy:
        yield proxy


def queue_of(tasks: LocalTasks) -> sync.Queue:
    return sync.Queue(tasks.taskcluster.root_url, credentials=tasks.taskcluster.credentials)


def until(condition: Callable[[], bool]) -> None:
    while not condition():
        sleep(0.005)


def group_of(tasks: LocalTasks, count: int) -> tuple[str, list[str]]:
    """Make a group of pending tasks, named by their numbers."""
    group = tc.slug_id()
    made = [
        tasks.create(group if number == 0 else None, str(number), taskGroupId=group)
        for number in range(count)
    ]
    return group, made


def states(statuses: dict[str, Any]) -> dict[str, str]:
    return {task_id: status["state"] for task_id, status in statuses.items()}


# ------------------------------------------------------------ being told


@pytest.mark.parametrize("outcome", ["completed", "failed", "malformed-payload"])
def test_wait_for_task_asks_once_and_is_told(tasks: LocalTasks, rabbitmq: RabbitMQ, outcome: str) -> None:
    task_id = tasks.create()

    def work() -> None:
        until(lambda: tasks.count("status") == 1)
        tasks.finish(task_id, outcome)  # which asks once itself

    with queue_of(tasks) as queue:
        status, _ = gather(
            lambda: sync.wait_for_task(queue, task_id, interval=LONG, pulse=rabbitmq.url()), work
        )
    assert tasks.count("status") == 2
    assert status == tasks.queue.status(task_id)["status"]


def test_change_between_the_bindings_and_the_first_question_is_not_missed(
    tasks: LocalTasks, rabbitmq: RabbitMQ, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The question finds it; what is in the queue by then is no news."""
    group, [task_id] = group_of(tasks, 1)
    start = PulseAlarm.start

    def start_and_finish(self: PulseAlarm) -> None:
        start(self)
        if tasks.queue.status(task_id)["status"]["state"] == "pending":
            tasks.finish(task_id)

    monkeypatch.setattr(PulseAlarm, "start", start_and_finish)
    with queue_of(tasks) as queue:
        found = sync.wait_for_group(queue, group, interval=LONG, pulse=rabbitmq.url())
        assert states(found) == {task_id: "completed"}
        assert tasks.count("listTaskGroup") == 1
        status = sync.wait_for_task(queue, task_id, interval=LONG, pulse=rabbitmq.url())
    assert status == found[task_id]


def test_wait_for_task_waits_for_the_next_run_of_a_retried_task(
    tasks: LocalTasks, rabbitmq: RabbitMQ, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULSE_URL", rabbitmq.url())
    task_id = tasks.create(retries=1)

    def work() -> None:
        until(lambda: tasks.count("status") == 1)
        tasks.finish(task_id, "worker-shutdown")
        tasks.finish(task_id)

    with queue_of(tasks) as queue:
        status, _ = gather(lambda: sync.wait_for_task(queue, task_id, pulse=True), work)
    assert [run["state"] for run in status["runs"]] == ["exception", "completed"]
    assert tasks.count("status") == 3


@pytest.mark.parametrize(("count", "questions"), [(2, 1), (12, 2)])
def test_wait_for_tasks_is_told_of_few_and_of_many(
    tasks: LocalTasks, rabbitmq: RabbitMQ, count: int, questions: int
) -> None:
    _, made = group_of(tasks, count + 1)
    other = made.pop()

    def work() -> None:
        until(lambda: tasks.count("statuses") == questions)
        for task_id in (other, *made):
            tasks.finish(task_id)

    with queue_of(tasks) as queue:
        found, _ = gather(
            lambda: sync.wait_for_tasks(queue, made, pulse={"url": rabbitmq.url(), "prefetch": 5}), work
        )
        assert sync.wait_for_tasks(queue, [], pulse=True) == {}
    assert states(found) == dict.fromkeys(made, "completed")
    assert tasks.count("statuses") == questions + 1  # at the end it makes sure


def test_wait_for_group_lists_it_at_the_start_and_at_the_end(tasks: LocalTasks, rabbitmq: RabbitMQ) -> None:
    group, made = group_of(tasks, 20)

    def work() -> None:
        until(lambda: tasks.count("listTaskGroup") == 1)
        for task_id in made:
            tasks.finish(task_id)

    with queue_of(tasks) as queue:
        found, _ = gather(lambda: sync.wait_for_group(queue, group, pulse=rabbitmq.url()), work)
    assert states(found) == dict.fromkeys(made, "completed")
    assert found[made[0]] == tasks.queue.status(made[0])["status"]
    assert tasks.count("listTaskGroup") == 2


def test_wait_for_group_waits_for_tasks_added_meanwhile(tasks: LocalTasks, rabbitmq: RabbitMQ) -> None:
    group, [first] = group_of(tasks, 1)
    added: list[str] = []

    def work() -> None:
        until(lambda: tasks.count("listTaskGroup") == 1)
        added.extend(tasks.create(taskGroupId=group) for _ in range(5))
        until(lambda: tasks.count("listTaskGroup") == 2)
        for task_id in (first, *added):
            tasks.finish(task_id)

    with queue_of(tasks) as queue:
        found, _ = gather(lambda: sync.wait_for_group(queue, group, pulse=rabbitmq.url()), work)
    assert states(found) == dict.fromkeys((first, *added), "completed")
    assert tasks.count("listTaskGroup") <= 4


def test_watch_group_gives_each_change_that_it_is_told_of(tasks: LocalTasks, rabbitmq: RabbitMQ) -> None:
    group, [one, two] = group_of(tasks, 2)
    seen: list[tuple[str, str | None, str]] = []
    with queue_of(tasks) as queue:
        changes = sync.watch_group(queue, group, pulse=rabbitmq.url())
        for change in changes:
            seen.append((change.name, change.previous, change.state))
            if seen[-1] == ("1", None, "pending"):
                tasks.finish(one)
                tasks.finish(two, "failed")
            elif change.state == "failed" and len(change.status["runs"]) == 1:
                tasks.queue.rerunTask(two)
                tasks.finish(two)
    assert seen == [
        ("0", None, "pending"),
        ("1", None, "pending"),
        ("0", "pending", "running"),
        ("0", "running", "completed"),
        ("1", "pending", "running"),
        ("1", "running", "failed"),
        ("1", "failed", "completed"),
    ]
    assert states(changes.statuses) == {one: "completed", two: "completed"}


def test_message_that_is_late_or_unreadable_changes_nothing(tasks: LocalTasks, rabbitmq: RabbitMQ) -> None:
    """The first is not applied, the others are a reason to ask."""
    group, [one, two] = group_of(tasks, 2)
    late = {"status": tasks.queue.status(one)["status"]}
    tasks.finish(one)
    seen: list[tuple[str, str]] = []

    def watch() -> None:
        nonlocal seen
        with queue_of(tasks) as queue:
            for change in sync.watch_group(queue, group, pulse=rabbitmq.url()):
                seen += [(change.name, change.state)]

    def work() -> None:
        until(lambda: tasks.count("listTaskGroup") == 1)
        rabbitmq.publish(
            [late, b"{", {"status": 1}, [], late], routing_key=f"primary.{one}.0.g.w.p.w.s.{group}._"
        )
        until(lambda: tasks.count("listTaskGroup") == 4)
        tasks.finish(two)

    gather(watch, work)
    assert seen == [("0", "completed"), ("1", "pending"), ("1", "running"), ("1", "completed")]
    assert tasks.count("listTaskGroup") == 5


def test_late_message_about_a_task_is_not_its_status(tasks: LocalTasks, rabbitmq: RabbitMQ) -> None:
    task_id = tasks.create()
    late = {"status": tasks.queue.status(task_id)["status"]}
    run_id = tasks.start(task_id)
    before = tasks.count("status")

    def work() -> None:
        until(lambda: tasks.count("status") == before + 1)
        rabbitmq.publish([late], routing_key=f"primary.{task_id}.0.g.w.p.w.s.G._")
        sleep(0.2)

    def wait() -> None:
        with queue_of(tasks) as queue:
            with pytest.raises(TimeoutError, match=r"\(running\)"):
                sync.wait_for_task(queue, task_id, pulse=rabbitmq.url(), timeout=1)

    gather(wait, work)
    tasks.report(task_id, run_id, "completed")


# ------------------------------------------------------------ connections that break


def test_change_during_a_loss_of_the_connection_is_asked_for(
    tasks: LocalTasks, rabbitmq: RabbitMQ, proxy: TcpProxy
) -> None:
    group, made = group_of(tasks, 3)
    url = rabbitmq.url(port=proxy.port)

    def work() -> None:
        until(lambda: tasks.count("listTaskGroup") == 1)
        proxy.cut()
        for task_id in made[:2]:
            tasks.finish(task_id)
        until(lambda: tasks.count("listTaskGroup") == 2)
        tasks.finish(made[2])

    with queue_of(tasks) as queue:
        found, _ = gather(lambda: sync.wait_for_group(queue, group, pulse=url), work)
    assert states(found) == dict.fromkeys(made, "completed")
    assert proxy.accepted == 2
    assert tasks.count("listTaskGroup") == 3


def test_task_that_is_resolved_during_a_loss_of_the_connection_is_asked_for(
    tasks: LocalTasks, rabbitmq: RabbitMQ, proxy: TcpProxy
) -> None:
    task_id = tasks.create()

    def work() -> None:
        until(lambda: tasks.count("status") == 1)
        proxy.cut()
        tasks.finish(task_id)

    with queue_of(tasks) as queue:
        status, _ = gather(
            lambda: sync.wait_for_task(queue, task_id, pulse=rabbitmq.url(port=proxy.port)), work
        )
    assert status["state"] == "completed"
    assert tasks.count("status") == 3


def test_timeout_ends_waiting_while_there_is_no_connection(
    tasks: LocalTasks, rabbitmq: RabbitMQ, proxy: TcpProxy
) -> None:
    task_id = tasks.create()

    def lose() -> None:
        until(lambda: tasks.count("status") == 1)
        proxy.close()

    def wait() -> None:
        with queue_of(tasks) as queue:
            url = rabbitmq.url(port=proxy.port)
            with pytest.raises(TimeoutError, match=f"unresolved after 2 seconds: task {task_id}"):
                sync.wait_for_task(queue, task_id, pulse=url, timeout=2)

    gather(wait, lose)


def test_interval_asks_as_often_in_spite_of_messages(tasks: LocalTasks, rabbitmq: RabbitMQ) -> None:
    group, [task_id] = group_of(tasks, 1)

    def work() -> None:
        until(lambda: tasks.count("listTaskGroup") == 3)
        tasks.finish(task_id)

    with queue_of(tasks) as queue:
        gather(lambda: sync.wait_for_group(queue, group, interval=0.05, pulse=rabbitmq.url()), work)


# ------------------------------------------------------------ beginning and end


def test_broker_that_refuses_is_an_error_before_the_first_question(
    tasks: LocalTasks, rabbitmq: RabbitMQ
) -> None:
    group, [task_id] = group_of(tasks, 1)
    url = rabbitmq.url("nobody", TOKEN)
    before = len(tasks.taskcluster.requests)
    with queue_of(tasks) as queue:
        for wait in (
            lambda: sync.wait_for_task(queue, task_id, pulse=url),
            lambda: sync.wait_for_tasks(queue, [task_id], pulse=url),
            lambda: sync.wait_for_group(queue, group, pulse=url),
            lambda: sync.watch_group(queue, group, pulse=url).__next__(),
        ):
            with pytest.raises(tc.PulseError, match="'nobody' or the password is wrong") as caught:
                wait()
            check_error(caught.value)
    assert len(tasks.taskcluster.requests) == before


def test_watch_group_goes_on_after_an_error_with_the_same_connection(
    tasks: LocalTasks, rabbitmq: RabbitMQ, proxy: TcpProxy
) -> None:
    group, [task_id] = group_of(tasks, 1)
    with queue_of(tasks) as queue:
        impatient = queue.with_options(retry=tc.Retry(retries=0))
        tasks.taskcluster.fail(1, method="queue.listTaskGroup")
        changes = sync.watch_group(impatient, group, pulse=rabbitmq.url(port=proxy.port))
        with pytest.raises(tc.ServerError):
            changes.__next__()
        assert (changes.__next__()).state == "pending"
        tasks.finish(task_id)
        assert (changes.__next__()).state == "running"
        changes.close()
    assert proxy.accepted == 1


def test_malformed_url_shows_no_password(tasks: LocalTasks) -> None:
    with queue_of(tasks) as queue:
        with pytest.raises(tc.ConfigurationError, match="pulse: url: ") as caught:
            sync.watch_group(queue, tc.slug_id(), pulse=f"amqp://u:{TOKEN}@host#x")
        check_error(caught.value)


def test_watch_group_leaves_the_broker_at_its_end(
    tasks: LocalTasks, rabbitmq: RabbitMQ, proxy: TcpProxy
) -> None:
    group, [task_id] = group_of(tasks, 1)
    with queue_of(tasks) as queue:
        changes = sync.watch_group(queue, group, pulse=rabbitmq.url(port=proxy.port))
        for change in changes:
            assert proxy.open == 1
            if change.state == "pending":
                tasks.finish(task_id)
        until(lambda: not proxy.open)
        with pytest.raises(StopIteration):
            changes.__next__()


def test_watch_group_that_is_left_early_leaves_the_broker(
    tasks: LocalTasks, rabbitmq: RabbitMQ, proxy: TcpProxy
) -> None:
    group, _ = group_of(tasks, 2)
    with queue_of(tasks) as queue:
        with sync.watch_group(queue, group, pulse=rabbitmq.url(port=proxy.port)) as changes:
            for _ in changes:
                break
            assert proxy.open == 1
        until(lambda: not proxy.open)
        with pytest.raises(StopIteration):
            changes.__next__()


def test_watch_group_that_is_dropped_leaves_the_broker(
    tasks: LocalTasks, rabbitmq: RabbitMQ, proxy: TcpProxy
) -> None:
    group, _ = group_of(tasks, 2)
    with queue_of(tasks) as queue:
        for _ in sync.watch_group(queue, group, pulse=rabbitmq.url(port=proxy.port)):
            break
        gc.collect()
        until(lambda: not proxy.open)


def test_watch_group_without_pulse_can_be_closed_too(tasks: LocalTasks) -> None:
    group, _ = group_of(tasks, 2)
    with queue_of(tasks) as queue, sync.watch_group(queue, group) as changes:
        assert (changes.__next__()).name == "0"
        changes.close()
        with pytest.raises(StopIteration):
            changes.__next__()
