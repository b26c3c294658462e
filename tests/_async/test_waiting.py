"""Waiting for tasks, against a local Taskcluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

import tc
from tc import aio
from tc._concurrency import async_sleep
from tc.testing import LocalTaskcluster
from tests.support.http_server import async_gather
from tests.support.local_tasks import LocalTasks
from tests.support.scripted_taskcluster import reply, scripted

pytestmark = pytest.mark.anyio

QUICK = 0.01
GROUP = "fN1SbArXTPSVFNUvaOlinQ"
BROKER = "amqp://user:password@127.0.0.1:1"  # where none is


@pytest.fixture
def tasks(taskcluster: LocalTaskcluster) -> Iterator[LocalTasks]:
    with LocalTasks(taskcluster) as tasks:
        yield tasks


def queue_of(tasks: LocalTasks) -> aio.Queue:
    return aio.Queue(tasks.taskcluster.root_url, credentials=tasks.taskcluster.credentials)


async def until(condition: Callable[[], bool]) -> None:
    while not condition():
        await async_sleep(0.002)


async def asked(tasks: LocalTasks, method: str, times: int = 1) -> None:
    """Wait until a method has been called a few more times."""
    goal = tasks.count(method) + times
    await until(lambda: tasks.count(method) >= goal)


# ------------------------------------------------------------ one task


@pytest.mark.parametrize("outcome", ["completed", "failed", "malformed-payload"])
async def test_wait_for_task_returns_the_status_whatever_the_outcome(tasks: LocalTasks, outcome: str) -> None:
    task_id = tasks.create()

    async def work() -> None:
        await asked(tasks, "status")
        tasks.finish(task_id, outcome)

    async with queue_of(tasks) as queue:
        status, _ = await async_gather(lambda: aio.wait_for_task(queue, task_id, interval=QUICK), work)

    assert status == tasks.queue.status(task_id)["status"]
    assert status["state"] == (outcome if outcome in ("completed", "failed") else "exception")


async def test_wait_for_task_waits_for_the_next_run_of_a_retried_task(tasks: LocalTasks) -> None:
    task_id = tasks.create(retries=1)

    async def work() -> None:
        await asked(tasks, "status")
        tasks.finish(task_id, "worker-shutdown")
        await asked(tasks, "status", 2)
        tasks.finish(task_id)

    async with queue_of(tasks) as queue:
        status, _ = await async_gather(lambda: aio.wait_for_task(queue, task_id, interval=QUICK), work)
    assert [run["state"] for run in status["runs"]] == ["exception", "completed"]


async def test_wait_for_task_that_passes_its_deadline_returns_an_exception(tasks: LocalTasks) -> None:
    task_id = tasks.create()

    async def pass_the_deadline() -> None:
        await asked(tasks, "status")
        tasks.taskcluster.advance(timedelta(hours=3))

    async with queue_of(tasks) as queue:
        status, _ = await async_gather(
            lambda: aio.wait_for_task(queue, task_id, interval=QUICK), pass_the_deadline
        )
    assert status["runs"][-1]["reasonResolved"] == "deadline-exceeded"


async def test_wait_for_task_that_expires_meanwhile_says_so(tasks: LocalTasks) -> None:
    task_id = tasks.create()

    async def let_it_expire() -> None:
        await asked(tasks, "status")
        tasks.taskcluster.advance(timedelta(days=400))

    async with queue_of(tasks) as queue:
        with pytest.raises((tc.NotFoundError, BaseExceptionGroup)) as caught:
            await async_gather(lambda: aio.wait_for_task(queue, task_id, interval=QUICK), let_it_expire)
    error: Any = caught.value
    while isinstance(error, BaseExceptionGroup):
        [error] = error.exceptions
    assert isinstance(error, tc.NotFoundError)
    assert error.__notes__ == [f"task {task_id} was pending when last seen, and has expired since"]


async def test_wait_for_task_survives_failures_that_the_queue_retries(tasks: LocalTasks) -> None:
    task_id = tasks.create()
    tasks.finish(task_id)
    tasks.taskcluster.fail(3, method="queue.status")
    tasks.taskcluster.fail(1, method="queue.status", drop=True)
    retry = tc.Retry(delay_factor=0.001)
    async with queue_of(tasks) as queue:
        status = await aio.wait_for_task(queue.with_options(retry=retry), task_id)
    assert status["state"] == "completed"


@pytest.mark.parametrize("timeout", [0, 0.05])
async def test_wait_for_task_times_out_with_the_state_it_is_in(tasks: LocalTasks, timeout: float) -> None:
    task_id = tasks.create()
    async with queue_of(tasks) as queue:
        with pytest.raises(TimeoutError) as caught:
            await aio.wait_for_task(queue, task_id, timeout=timeout)
    assert str(caught.value) == f"unresolved after {timeout:g} seconds: task {task_id} (pending)"


async def test_wait_for_a_missing_task_is_the_error_of_the_queue(tasks: LocalTasks) -> None:
    async with queue_of(tasks) as queue:
        with pytest.raises(tc.NotFoundError):
            await aio.wait_for_task(queue, GROUP)
        with pytest.raises(tc.NotFoundError):
            await aio.wait_for_group(queue, GROUP)
        with pytest.raises(tc.NotFoundError, match=GROUP):
            await aio.wait_for_tasks(queue, [tasks.create(), GROUP])


# ------------------------------------------------------------ many tasks


async def test_wait_for_tasks_asks_for_many_at_once(tasks: LocalTasks) -> None:
    task_ids = [tasks.create() for _ in range(30)]
    for task_id in task_ids[1:]:
        tasks.finish(task_id)

    async def work() -> None:
        await asked(tasks, "statuses", 2)
        tasks.finish(task_ids[0], "failed")

    async with queue_of(tasks) as queue:
        before = tasks.count("status")
        found, _ = await async_gather(lambda: aio.wait_for_tasks(queue, task_ids, interval=QUICK), work)
        assert tasks.count("status") - before == 1  # that of `work`

        assert await aio.wait_for_tasks(queue, []) == {}
    assert list(found) == task_ids
    assert [status["state"] for status in found.values()] == ["failed"] + ["completed"] * 29


async def test_wait_for_tasks_keeps_the_last_status_of_one_that_expires(tasks: LocalTasks) -> None:
    short, long = tasks.create(), tasks.create()
    tasks.finish(short)
    tasks.taskcluster.advance(timedelta(days=9))
    now = tc.from_now("9 days")
    long = tasks.create(created=now, deadline=now + timedelta(days=3), expires=now + timedelta(days=4))

    async def let_one_expire() -> None:
        await asked(tasks, "statuses", 2)
        tasks.taskcluster.advance(timedelta(days=2))
        await asked(tasks, "statuses", 2)
        tasks.finish(long)

    async with queue_of(tasks) as queue:
        found, _ = await async_gather(
            lambda: aio.wait_for_tasks(queue, [short, long], interval=QUICK), let_one_expire
        )
        with pytest.raises(tc.NotFoundError):
            await queue.status(short)
    assert {task_id: status["state"] for task_id, status in found.items()} == {
        short: "completed",
        long: "completed",
    }


# ------------------------------------------------------------ groups


async def test_wait_for_group_waits_for_tasks_added_meanwhile(tasks: LocalTasks) -> None:
    first = tasks.create(GROUP)
    added: list[str] = []

    async def work() -> None:
        await asked(tasks, "listTaskGroup")
        added.append(tasks.create(taskGroupId=GROUP))
        tasks.finish(first)
        await asked(tasks, "listTaskGroup", 2)
        tasks.finish(added[0], "failed")

    async with queue_of(tasks) as queue:
        found, _ = await async_gather(lambda: aio.wait_for_group(queue, GROUP, interval=QUICK), work)
    assert {task_id: status["state"] for task_id, status in found.items()} == {
        first: "completed",
        added[0]: "failed",
    }
    assert found[first] == tasks.queue.status(first)["status"]


async def test_wait_for_group_waits_for_a_task_that_is_run_again(tasks: LocalTasks) -> None:
    one = tasks.create(GROUP)
    two = tasks.create(taskGroupId=GROUP)

    async def work() -> None:
        tasks.finish(one, "failed")
        await asked(tasks, "listTaskGroup", 2)
        tasks.queue.rerunTask(one)
        tasks.finish(two)
        await asked(tasks, "listTaskGroup", 2)
        tasks.finish(one)

    async with queue_of(tasks) as queue:
        found, _ = await async_gather(lambda: aio.wait_for_group(queue, GROUP, interval=QUICK), work)
    assert [run["state"] for run in found[one]["runs"]] == ["failed", "completed"]


async def test_wait_for_group_that_expires_meanwhile_ends(tasks: LocalTasks) -> None:
    task_id = tasks.create(GROUP)

    async def let_it_expire() -> None:
        await asked(tasks, "listTaskGroup")
        tasks.taskcluster.advance(timedelta(days=400))

    async with queue_of(tasks) as queue:
        found, _ = await async_gather(lambda: aio.wait_for_group(queue, GROUP, interval=QUICK), let_it_expire)
    assert found[task_id]["state"] == "pending"  # as it was last seen


async def test_wait_for_group_needs_one_listing_whatever_its_size(tasks: LocalTasks) -> None:
    for number in range(50):
        tasks.finish(tasks.create(GROUP if number == 0 else None, taskGroupId=GROUP))
    before = len(tasks.taskcluster.requests)
    async with queue_of(tasks) as queue:
        assert len(await aio.wait_for_group(queue, GROUP)) == 50
    assert [request.method for request in tasks.taskcluster.requests[before:]] == ["listTaskGroup"]


async def test_wait_for_group_times_out_with_what_is_unresolved(tasks: LocalTasks) -> None:
    tasks.finish(tasks.create(GROUP))
    pending = [tasks.create(taskGroupId=GROUP) for _ in range(12)]
    async with queue_of(tasks) as queue:
        with pytest.raises(TimeoutError) as caught:
            await aio.wait_for_group(queue, GROUP, timeout=0.02)
    text = str(caught.value)
    assert text.startswith("unresolved after 0.02 seconds: 12 of 13 tasks: ")
    assert f"{pending[0]} (pending), " in text
    assert text.endswith(", and 2 more")


def page(*tasks: tuple[str, str], token: str | None = None) -> bytes:
    """A page of a group's listing, of tasks with their states."""
    listed = [
        {"status": {"taskId": task_id, "state": state, "runs": []}, "task": {"metadata": {"name": task_id}}}
        for task_id, state in tasks
    ]
    return reply(
        200, {"taskGroupId": GROUP, "tasks": listed} | ({"continuationToken": token} if token else {})
    )


async def test_wait_for_group_of_several_pages_is_over_when_two_listings_agree() -> None:
    with scripted(
        *(page(("a", "completed"), token="1"), page(("decision", "completed"))),
        *(page(("a", "completed"), ("new", "pending"), token="1"), page(("decision", "completed"))),
        *(page(("a", "completed"), ("new", "completed"), token="1"), page(("decision", "completed"))),
    ) as server:
        server.responses += server.responses[-2:]
        async with aio.Queue(server.url) as queue:
            found = await aio.wait_for_group(queue, GROUP, interval=QUICK)
        assert found.keys() == {"a", "decision", "new"}
        assert len(server.requests) == 8


async def test_wait_for_group_asks_again_about_a_task_that_slipped_between_pages() -> None:
    with scripted(
        *(page(("a", "completed"), token="1"), page(("b", "running"))),
        *(page(("c", "completed"), token="1"), page()),
        *(page(("c", "completed"), token="1"), page(("b", "failed"))),
    ) as server:
        server.responses += server.responses[-2:]
        async with aio.Queue(server.url) as queue:
            found = await aio.wait_for_group(queue, GROUP, interval=QUICK)
        assert {task_id: status["state"] for task_id, status in found.items()} == {
            "a": "completed",
            "b": "failed",
            "c": "completed",
        }


# ------------------------------------------------------------ changes


async def test_watch_group_gives_each_change_once(tasks: LocalTasks) -> None:
    one = tasks.create(GROUP, "one")
    seen: list[tuple[str, str | None, str]] = []

    async with queue_of(tasks) as queue:
        changes = aio.watch_group(queue, GROUP, interval=QUICK)
        async for change in changes:
            assert change.status["taskId"] == change.task_id
            assert isinstance(change, aio.TaskChange)
            seen.append((change.name, change.previous, change.state))
            if change.task_id == one and change.state == "pending":
                two = tasks.create(name="two", taskGroupId=GROUP)
                run_id = tasks.start(one)
            elif change.state == "running":
                tasks.report(one, run_id, "failed")
            elif change.state == "failed" and len(change.status["runs"]) == 1:
                tasks.queue.rerunTask(one)
                tasks.finish(one, "failed")  # between two listings
            elif change.state == "failed":
                tasks.finish(two)
    assert seen == [
        ("one", None, "pending"),
        ("one", "pending", "running"),
        ("two", None, "pending"),
        ("one", "running", "failed"),
        ("one", "failed", "failed"),
        ("two", "pending", "completed"),
    ]
    assert changes.statuses.keys() == {one, two}


async def test_watch_group_goes_on_after_an_error(tasks: LocalTasks) -> None:
    task_id = tasks.create(GROUP)
    async with queue_of(tasks) as queue:
        patient = queue.with_options(retry=tc.Retry(retries=0))
        changes = aio.watch_group(patient, GROUP, interval=QUICK)
        assert (await changes.__anext__()).state == "pending"
        tasks.taskcluster.fail(1, method="queue.listTaskGroup")
        with pytest.raises(tc.ServerError):
            await changes.__anext__()
        tasks.finish(task_id)
        assert (await changes.__anext__()).state == "completed"
        with pytest.raises(StopAsyncIteration):
            await changes.__anext__()


@pytest.mark.parametrize(
    ("arguments", "error", "named"),
    [
        ({"timeout": -1}, ValueError, "timeout"),
        ({"timeout": "1"}, TypeError, "timeout"),
        ({"timeout": True}, TypeError, "timeout"),
        ({"interval": float("nan")}, ValueError, "interval"),
        ({"interval": timedelta(1)}, TypeError, "interval: expected seconds as a number, got datetime"),
        ({"queue": None}, TypeError, "queue"),
        ({"task_id": ""}, ValueError, "task_id"),
        ({"task_id": None}, TypeError, "task_id"),
        ({"pulse": 1}, TypeError, "pulse: expected True, the URL"),
        ({"pulse": {"queue": "mine"}}, ValueError, "pulse: there is no setting 'queue'"),
        ({"pulse": {"url": BROKER, "prefetch": 0}}, ValueError, "pulse: prefetch: expected int from 1"),
        ({"pulse": "https://u:p@host"}, ValueError, "pulse: url: its scheme is neither"),
        ({"pulse": BROKER, "interval": -1}, ValueError, "interval"),
    ],
)
async def test_wrong_arguments_are_named_before_anything_is_sent(
    arguments: dict[str, Any], error: type[Exception], named: str
) -> None:
    with scripted(reply(200, {})) as server:
        async with aio.Queue(server.url) as queue:
            options: dict[str, Any] = {"queue": queue, "task_id": GROUP} | arguments
            with pytest.raises(error, match=named):
                await aio.wait_for_task(**options)
            options["task_ids"] = [options.pop("task_id")]
            with pytest.raises(error, match=named):
                await aio.wait_for_tasks(**options)
            options["task_group_id"] = options.pop("task_ids")[0]
            with pytest.raises(error, match=named.replace("task_id", "task_group_id")):
                await aio.wait_for_group(**options)
            if "timeout" not in options:
                with pytest.raises(error, match=named.replace("task_id", "task_group_id")):
                    aio.watch_group(**options)
            with pytest.raises(TypeError, match="task_ids: expected a list of task ids, got str"):
                await aio.wait_for_tasks(queue, GROUP)
        assert not server.requests
