"""Waiting for tasks of a local Taskcluster that tells of them through a real RabbitMQ."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import tc
from tc import aio
from tc._async.tasks.alarm import PulseAlarm
from tc._concurrency import async_sleep
from tc.testing import LocalTaskcluster
from tests.support.http_server import async_gather
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


def queue_of(tasks: LocalTasks) -> aio.Queue:
    return aio.Queue(tasks.taskcluster.root_url, credentials=tasks.taskcluster.credentials)


async def until(condition: Callable[[], bool]) -> None:
    while not condition():
        await async_sleep(0.005)


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
async def test_wait_for_task_asks_once_and_is_told(
    tasks: LocalTasks, rabbitmq: RabbitMQ, outcome: str
) -> None:
    task_id = tasks.create()

    async def work() -> None:
        await until(lambda: tasks.count("status") == 1)
        tasks.finish(task_id, outcome)  # which asks once itself

    async with queue_of(tasks) as queue:
        status, _ = await async_gather(
            lambda: aio.wait_for_task(queue, task_id, interval=LONG, pulse=rabbitmq.url()), work
        )
    assert tasks.count("status") == 2
    assert status == tasks.queue.status(task_id)["status"]


async def test_change_between_the_bindings_and_the_first_question_is_not_missed(
    tasks: LocalTasks, rabbitmq: RabbitMQ, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The question finds it; what is in the queue by then is no news."""
    group, [task_id] = group_of(tasks, 1)
    start = PulseAlarm.start

    async def start_and_finish(self: PulseAlarm) -> None:
        await start(self)
        if tasks.queue.status(task_id)["status"]["state"] == "pending":
            tasks.finish(task_id)

    monkeypatch.setattr(PulseAlarm, "start", start_and_finish)
    async with queue_of(tasks) as queue:
        found = await aio.wait_for_group(queue, group, interval=LONG, pulse=rabbitmq.url())
        assert states(found) == {task_id: "completed"}
        assert tasks.count("listTaskGroup") == 1
        status = await aio.wait_for_task(queue, task_id, interval=LONG, pulse=rabbitmq.url())
    assert status == found[task_id]


async def test_wait_for_task_waits_for_the_next_run_of_a_retried_task(
    tasks: LocalTasks, rabbitmq: RabbitMQ, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULSE_URL", rabbitmq.url())
    task_id = tasks.create(retries=1)

    async def work() -> None:
        await until(lambda: tasks.count("status") == 1)
        tasks.finish(task_id, "worker-shutdown")
        tasks.finish(task_id)

    async with queue_of(tasks) as queue:
        status, _ = await async_gather(lambda: aio.wait_for_task(queue, task_id, pulse=True), work)
    assert [run["state"] for run in status["runs"]] == ["exception", "completed"]
    assert tasks.count("status") == 3


@pytest.mark.parametrize(("count", "questions"), [(2, 1), (12, 2)])
async def test_wait_for_tasks_is_told_of_few_and_of_many(
    tasks: LocalTasks, rabbitmq: RabbitMQ, count: int, questions: int
) -> None:
    _, made = group_of(tasks, count + 1)
    other = made.pop()

    async def work() -> None:
        await until(lambda: tasks.count("statuses") == questions)
        for task_id in (other, *made):
            tasks.finish(task_id)

    async with queue_of(tasks) as queue:
        found, _ = await async_gather(
            lambda: aio.wait_for_tasks(queue, made, pulse={"url": rabbitmq.url(), "prefetch": 5}), work
        )
        assert await aio.wait_for_tasks(queue, [], pulse=True) == {}
    assert states(found) == dict.fromkeys(made, "completed")
    assert tasks.count("statuses") == questions + 1  # at the end it makes sure


async def test_wait_for_group_lists_it_at_the_start_and_at_the_end(
    tasks: LocalTasks, rabbitmq: RabbitMQ
) -> None:
    group, made = group_of(tasks, 20)

    async def work() -> None:
        await until(lambda: tasks.count("listTaskGroup") == 1)
        for task_id in made:
            tasks.finish(task_id)

    async with queue_of(tasks) as queue:
        found, _ = await async_gather(lambda: aio.wait_for_group(queue, group, pulse=rabbitmq.url()), work)
    assert states(found) == dict.fromkeys(made, "completed")
    assert found[made[0]] == tasks.queue.status(made[0])["status"]
    assert tasks.count("listTaskGroup") == 2


async def test_wait_for_group_waits_for_tasks_added_meanwhile(tasks: LocalTasks, rabbitmq: RabbitMQ) -> None:
    group, [first] = group_of(tasks, 1)
    added: list[str] = []

    async def work() -> None:
        await until(lambda: tasks.count("listTaskGroup") == 1)
        added.extend(tasks.create(taskGroupId=group) for _ in range(5))
        await until(lambda: tasks.count("listTaskGroup") == 2)
        for task_id in (first, *added):
            tasks.finish(task_id)

    async with queue_of(tasks) as queue:
        found, _ = await async_gather(lambda: aio.wait_for_group(queue, group, pulse=rabbitmq.url()), work)
    assert states(found) == dict.fromkeys((first, *added), "completed")
    assert tasks.count("listTaskGroup") <= 4


async def test_watch_group_gives_each_change_that_it_is_told_of(
    tasks: LocalTasks, rabbitmq: RabbitMQ
) -> None:
    group, [one, two] = group_of(tasks, 2)
    seen: list[tuple[str, str | None, str]] = []
    async with queue_of(tasks) as queue:
        changes = aio.watch_group(queue, group, pulse=rabbitmq.url())
        async for change in changes:
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


async def test_message_that_is_late_or_unreadable_changes_nothing(
    tasks: LocalTasks, rabbitmq: RabbitMQ
) -> None:
    """The first is not applied, the others are a reason to ask."""
    group, [one, two] = group_of(tasks, 2)
    late = {"status": tasks.queue.status(one)["status"]}
    tasks.finish(one)
    seen: list[tuple[str, str]] = []

    async def watch() -> None:
        nonlocal seen
        async with queue_of(tasks) as queue:
            async for change in aio.watch_group(queue, group, pulse=rabbitmq.url()):
                seen += [(change.name, change.state)]

    async def work() -> None:
        await until(lambda: tasks.count("listTaskGroup") == 1)
        rabbitmq.publish(
            [late, b"{", {"status": 1}, [], late], routing_key=f"primary.{one}.0.g.w.p.w.s.{group}._"
        )
        await until(lambda: tasks.count("listTaskGroup") == 4)
        tasks.finish(two)

    await async_gather(watch, work)
    assert seen == [("0", "completed"), ("1", "pending"), ("1", "running"), ("1", "completed")]
    assert tasks.count("listTaskGroup") == 5


async def test_late_message_about_a_task_is_not_its_status(tasks: LocalTasks, rabbitmq: RabbitMQ) -> None:
    task_id = tasks.create()
    late = {"status": tasks.queue.status(task_id)["status"]}
    run_id = tasks.start(task_id)
    before = tasks.count("status")

    async def work() -> None:
        await until(lambda: tasks.count("status") == before + 1)
        rabbitmq.publish([late], routing_key=f"primary.{task_id}.0.g.w.p.w.s.G._")
        await async_sleep(0.2)

    async def wait() -> None:
        async with queue_of(tasks) as queue:
            with pytest.raises(TimeoutError, match=r"\(running\)"):
                await aio.wait_for_task(queue, task_id, pulse=rabbitmq.url(), timeout=1)

    await async_gather(wait, work)
    tasks.report(task_id, run_id, "completed")


# ------------------------------------------------------------ connections that break


async def test_change_during_a_loss_of_the_connection_is_asked_for(
    tasks: LocalTasks, rabbitmq: RabbitMQ, proxy: TcpProxy
) -> None:
    group, made = group_of(tasks, 3)
    url = rabbitmq.url(port=proxy.port)

    async def work() -> None:
        await until(lambda: tasks.count("listTaskGroup") == 1)
        proxy.cut()
        for task_id in made[:2]:
            tasks.finish(task_id)
        await until(lambda: tasks.count("listTaskGroup") == 2)
        tasks.finish(made[2])

    async with queue_of(tasks) as queue:
        found, _ = await async_gather(lambda: aio.wait_for_group(queue, group, pulse=url), work)
    assert states(found) == dict.fromkeys(made, "completed")
    assert proxy.accepted == 2
    assert tasks.count("listTaskGroup") == 3


async def test_task_that_is_resolved_during_a_loss_of_the_connection_is_asked_for(
    tasks: LocalTasks, rabbitmq: RabbitMQ, proxy: TcpProxy
) -> None:
    task_id = tasks.create()

    async def work() -> None:
        await until(lambda: tasks.count("status") == 1)
        proxy.cut()
        tasks.finish(task_id)

    async with queue_of(tasks) as queue:
        status, _ = await async_gather(
            lambda: aio.wait_for_task(queue, task_id, pulse=rabbitmq.url(port=proxy.port)), work
        )
    assert status["state"] == "completed"
    assert tasks.count("status") == 3


async def test_timeout_ends_waiting_while_there_is_no_connection(
    tasks: LocalTasks, rabbitmq: RabbitMQ, proxy: TcpProxy
) -> None:
    task_id = tasks.create()

    async def lose() -> None:
        await until(lambda: tasks.count("status") == 1)
        proxy.close()

    async def wait() -> None:
        async with queue_of(tasks) as queue:
            url = rabbitmq.url(port=proxy.port)
            with pytest.raises(TimeoutError, match=f"unresolved after 2 seconds: task {task_id}"):
                await aio.wait_for_task(queue, task_id, pulse=url, timeout=2)

    await async_gather(wait, lose)


async def test_interval_asks_as_often_in_spite_of_messages(tasks: LocalTasks, rabbitmq: RabbitMQ) -> None:
    group, [task_id] = group_of(tasks, 1)

    async def work() -> None:
        await until(lambda: tasks.count("listTaskGroup") == 3)
        tasks.finish(task_id)

    async with queue_of(tasks) as queue:
        await async_gather(
            lambda: aio.wait_for_group(queue, group, interval=0.05, pulse=rabbitmq.url()), work
        )


# ------------------------------------------------------------ beginning and end


async def test_broker_that_refuses_is_an_error_before_the_first_question(
    tasks: LocalTasks, rabbitmq: RabbitMQ
) -> None:
    group, [task_id] = group_of(tasks, 1)
    url = rabbitmq.url("nobody", TOKEN)
    before = len(tasks.taskcluster.requests)
    async with queue_of(tasks) as queue:
        for wait in (
            lambda: aio.wait_for_task(queue, task_id, pulse=url),
            lambda: aio.wait_for_tasks(queue, [task_id], pulse=url),
            lambda: aio.wait_for_group(queue, group, pulse=url),
            lambda: aio.watch_group(queue, group, pulse=url).__anext__(),
        ):
            with pytest.raises(tc.PulseError, match="'nobody' or the password is wrong") as caught:
                await wait()
            check_error(caught.value)
    assert len(tasks.taskcluster.requests) == before


async def test_watch_group_goes_on_after_an_error_with_the_same_connection(
    tasks: LocalTasks, rabbitmq: RabbitMQ, proxy: TcpProxy
) -> None:
    group, [task_id] = group_of(tasks, 1)
    async with queue_of(tasks) as queue:
        impatient = queue.with_options(retry=tc.Retry(retries=0))
        tasks.taskcluster.fail(1, method="queue.listTaskGroup")
        changes = aio.watch_group(impatient, group, pulse=rabbitmq.url(port=proxy.port))
        with pytest.raises(tc.ServerError):
            await changes.__anext__()
        assert (await changes.__anext__()).state == "pending"
        tasks.finish(task_id)
        assert (await changes.__anext__()).state == "running"
        await changes.aclose()
    assert proxy.accepted == 1


async def test_malformed_url_shows_no_password(tasks: LocalTasks) -> None:
    async with queue_of(tasks) as queue:
        with pytest.raises(tc.ConfigurationError, match="pulse: url: ") as caught:
            aio.watch_group(queue, tc.slug_id(), pulse=f"amqp://u:{TOKEN}@host#x")
        check_error(caught.value)


async def test_watch_group_leaves_the_broker_at_its_end(
    tasks: LocalTasks, rabbitmq: RabbitMQ, proxy: TcpProxy
) -> None:
    group, [task_id] = group_of(tasks, 1)
    async with queue_of(tasks) as queue:
        changes = aio.watch_group(queue, group, pulse=rabbitmq.url(port=proxy.port))
        async for change in changes:
            assert proxy.open == 1
            if change.state == "pending":
                tasks.finish(task_id)
        await until(lambda: not proxy.open)
        with pytest.raises(StopAsyncIteration):
            await changes.__anext__()


async def test_watch_group_that_is_left_early_leaves_the_broker(
    tasks: LocalTasks, rabbitmq: RabbitMQ, proxy: TcpProxy
) -> None:
    group, _ = group_of(tasks, 2)
    async with queue_of(tasks) as queue:
        async with aio.watch_group(queue, group, pulse=rabbitmq.url(port=proxy.port)) as changes:
            async for _ in changes:
                break
            assert proxy.open == 1
        await until(lambda: not proxy.open)
        with pytest.raises(StopAsyncIteration):
            await changes.__anext__()


async def test_watch_group_that_is_dropped_leaves_the_broker(
    tasks: LocalTasks, rabbitmq: RabbitMQ, proxy: TcpProxy
) -> None:
    group, _ = group_of(tasks, 2)
    async with queue_of(tasks) as queue:
        async for _ in aio.watch_group(queue, group, pulse=rabbitmq.url(port=proxy.port)):
            break
        gc.collect()
        await until(lambda: not proxy.open)


async def test_watch_group_without_pulse_can_be_closed_too(tasks: LocalTasks) -> None:
    group, _ = group_of(tasks, 2)
    async with queue_of(tasks) as queue, aio.watch_group(queue, group) as changes:
        assert (await changes.__anext__()).name == "0"
        await changes.aclose()
        with pytest.raises(StopAsyncIteration):
            await changes.__anext__()
