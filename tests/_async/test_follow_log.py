"""Following logs: a local Taskcluster, and a worker's live log that breaks where a test says so."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import tc
from tc import aio
from tc._async.tasks import logs
from tc._concurrency import async_sleep
from tc._tasks import state
from tc.testing import LocalTaskcluster
from tests.support.http_server import Peer, async_gather, serve
from tests.support.local_tasks import LocalTasks
from tests.support.scripted_taskcluster import reply, scripted

pytestmark = pytest.mark.anyio

LIVE = "public/logs/live.log"
BACKING = "public/logs/live_backing.log"
GROUP = "fN1SbArXTPSVFNUvaOlinQ"


class LiveLog:
    """A worker that serves what has been logged so far, then what comes, from the first byte each time."""

    def __init__(self) -> None:
        self.content = b""
        self.cuts: list[int] = []  # after how many bytes the next connections break
        self.connections = 0
        self.over = False
        self.refusals: list[bytes] = []  # what the next connections get instead
        self.changed = threading.Condition()

    def write(self, data: bytes) -> None:
        with self.changed:
            self.content += data
            self.changed.notify_all()

    def end(self) -> None:
        with self.changed:
            self.over = True
            self.changed.notify_all()

    def wait_for_more(self, sent: int) -> bytes:
        """What follows so many bytes, once there is something, or the log is over."""
        with self.changed:
            self.changed.wait_for(lambda: len(self.content) > sent or self.over)
            return self.content[sent:]

    def __call__(self, peer: Peer) -> None:
        if peer.read_request() is None:
            return
        self.connections += 1
        if self.refusals:
            peer.send(self.refusals.pop(0))
            return
        cut = self.cuts.pop(0) if self.cuts else None
        peer.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        sent = 0
        while True:
            part = self.wait_for_more(sent)[: cut and cut - sent]
            if part:
                peer.send(b"%x\r\n%s\r\n" % (len(part), part))
                sent += len(part)
            if cut is not None and sent >= cut:
                return
            if self.over and sent == len(self.content):
                peer.send(b"0\r\n\r\n")
                return


class Running(LocalTasks):
    """A task that runs, its live log, and what its worker does at the end."""

    def __init__(self, taskcluster: LocalTaskcluster, log: LiveLog, url: str) -> None:
        super().__init__(taskcluster)
        self.log, self.url = log, url
        self.task_id = self.create(retries=1)

    def begin(self) -> int:
        run_id = self.start(self.task_id)
        self.artifact(run_id, LIVE, {"storageType": "reference", "url": self.url})
        return run_id

    def artifact(self, run_id: int, name: str, payload: dict[str, Any]) -> None:
        more: Any = {"contentType": "text/plain", "expires": tc.from_now("1 hour"), **payload}
        self.queue.createArtifact(self.task_id, str(run_id), name, more)

    def store(self, run_id: int, content: bytes) -> None:
        """Keep the whole log, and let the name of the live one lead to it."""
        tc.sync.upload_artifact_from_buf(
            *(self.queue, self.task_id, run_id, BACKING),
            storage_type="s3",
            content_type="text/plain",
            expires=tc.from_now("1 hour"),
            data=content,
        )
        self.artifact(run_id, LIVE, {"storageType": "link", "artifact": BACKING})


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask again after a moment, where nothing else says how long to pause."""
    monkeypatch.setattr(state, "FIRST_PAUSE", 0.01)


@pytest.fixture
def task(taskcluster: LocalTaskcluster) -> Iterator[Running]:
    log = LiveLog()
    with serve(log) as server:
        with Running(taskcluster, log, f"http://127.0.0.1:{server.port}/log") as task:
            yield task
        log.end()


def queue_of(task: Running) -> aio.Queue:
    return aio.Queue(task.taskcluster.root_url, credentials=task.taskcluster.credentials)


async def until(condition: Callable[[], bool]) -> None:
    while not condition():
        await async_sleep(0.005)


async def follow(task: Running, lines: list[str], **options: Any) -> None:
    async with queue_of(task) as queue:
        async for line in aio.follow_log(queue, task.task_id, **options):
            lines += [line]


async def test_follow_log_gives_lines_as_they_are_written(task: Running) -> None:
    lines: list[str] = []

    async def work() -> None:
        run_id = task.begin()
        for number in range(5):
            task.log.write(b"line %d\n" % number)
            await until(lambda: len(lines) > number)  # noqa: B023 - it is waited for at once
        task.log.write(b"half a line")
        task.log.end()
        task.store(run_id, task.log.content)
        task.report(task.task_id, run_id, "completed")

    await async_gather(lambda: follow(task, lines), work)
    assert lines == [*(f"line {number}" for number in range(5)), "half a line"]


async def test_follow_log_passes_on_what_is_in_a_line(task: Running) -> None:
    lines: list[str] = []
    run_id = task.begin()
    task.log.write("10 %\r20 %\r\n\x1b[31mré\x1b[0m\n\n\xff".encode() + b"\xff\n\x0b\x0c\xc2\x85")
    task.log.end()
    task.store(run_id, task.log.content)
    task.report(task.task_id, run_id, "failed")

    await follow(task, lines)

    assert lines == ["10 %\r20 %\r", "\x1b[31mré\x1b[0m", "", "\xff\ufffd", "\x0b\x0c\x85"]


async def test_follow_log_through_breaks_loses_and_repeats_no_line(task: Running) -> None:
    lines: list[str] = []
    content = b"".join(b"line %d\n" % number for number in range(1000))
    task.log.cuts = [0, 1, 700, 9, 2000]

    async def work() -> None:
        run_id = task.begin()
        task.log.write(content[:4000])
        await until(lambda: task.log.connections > 5)
        task.log.write(content[4000:])
        task.log.end()
        await until(lambda: len(lines) == 1000)
        task.store(run_id, content)
        task.report(task.task_id, run_id, "completed")

    await async_gather(lambda: follow(task, lines), work)
    assert lines == [f"line {number}" for number in range(1000)]


async def test_follow_log_asks_again_while_the_worker_refuses_or_is_silent(
    task: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "SILENCE", 0.1)
    lines: list[str] = []
    task.log.refusals = [reply(404), reply(502, b"<html>"), reply(200, b"?", {"Content-Encoding": "gzip"})]

    async def work() -> None:
        run_id = task.begin()
        task.log.write(b"one\n")
        await until(lambda: task.log.connections > 5)
        task.log.write(b"two\n")
        await until(lambda: len(lines) == 2)
        task.store(run_id, b"one\ntwo\n")
        task.log.end()
        task.report(task.task_id, run_id, "completed")

    await async_gather(lambda: follow(task, lines), work)
    assert lines == ["one", "two"]


async def test_follow_log_takes_the_rest_from_the_backing_log(task: Running) -> None:
    lines: list[str] = []
    content = b"one\ntwo\nthree\nfour"

    async def work() -> None:
        run_id = task.begin()
        task.log.write(content[:6])
        await until(lambda: lines == ["one"])
        task.store(run_id, content)
        task.report(task.task_id, run_id, "completed")
        task.log.end()  # the worker vanishes with the rest

    await async_gather(lambda: follow(task, lines), work)
    assert lines == ["one", "two", "three", "four"]


async def test_follow_log_of_a_task_that_is_done_reads_the_whole_log(task: Running) -> None:
    run_id = task.begin()
    task.store(run_id, b"a\nb\n")
    task.report(task.task_id, run_id, "completed")
    lines: list[str] = []
    await follow(task, lines)
    assert lines == ["a", "b"]
    assert task.log.connections == 0


async def test_follow_log_waits_for_the_task_to_run(task: Running) -> None:
    lines: list[str] = []

    async def work() -> None:
        await until(lambda: task.count("status") > 1)
        task.taskcluster.fail(2, method="queue.artifact")
        run_id = task.begin()
        task.log.write(b"begun\n")
        await until(lambda: lines == ["begun"])
        task.store(run_id, b"begun\n")
        task.log.end()
        task.report(task.task_id, run_id, "completed")

    await async_gather(lambda: follow(task, lines), work)
    assert lines == ["begun"]


@pytest.mark.parametrize("all_runs", [True, False])
async def test_follow_log_goes_on_with_the_next_run(task: Running, all_runs: bool) -> None:
    lines: list[str] = []
    task.log.end()

    async def work() -> None:
        for words in (b"first\nrun", b"second\nrun\n"):
            run_id = task.begin()
            task.store(run_id, words)
            if run_id == 0:
                await until(lambda: "run" in lines)
            task.report(task.task_id, run_id, "completed" if run_id else "intermittent-task")

    options = {} if all_runs else {"run_id": 0}
    await async_gather(lambda: follow(task, lines, **options), work)
    assert lines == ["first", "run", "second", "run"][: None if all_runs else 2]


async def test_follow_log_of_a_task_without_one_is_the_error_of_the_queue(task: Running) -> None:
    task.queue.cancelTask(task.task_id)
    async with queue_of(task) as queue:
        with pytest.raises(tc.NotFoundError):
            await aio.follow_log(queue, task.task_id).__anext__()
        with pytest.raises(tc.NotFoundError):
            await aio.follow_log(queue, task.task_id, run_id=7).__anext__()
        with pytest.raises(tc.NotFoundError):
            await aio.follow_log(queue, GROUP).__anext__()


async def test_follow_log_of_a_worker_that_is_gone_is_an_error(
    task: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state, "FIRST_PAUSE", 0.001)
    lines: list[str] = []
    run_id = task.begin()
    task.log.write(b"one\ntwo")
    task.log.cuts = [5] * 50
    task.report(task.task_id, run_id, "malformed-payload")
    with pytest.raises(tc.TransferError, match=LIVE):
        await follow(task, lines)
    assert lines == ["one"]


@pytest.mark.parametrize("lost", ["worker", "artifact"])
async def test_follow_log_goes_on_after_a_run_whose_log_is_lost(
    task: Running, monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    monkeypatch.setattr(state, "FIRST_PAUSE", 0.001)
    lines: list[str] = []
    task.log.write(b"lost\nhalf a line")
    task.log.cuts = [5] * 1000

    async def work() -> None:
        if lost == "worker":
            task.begin()
            await until(lambda: lines == ["lost"])
        else:
            task.start(task.task_id)
            await until(lambda: task.count("artifact") > 2)
        task.report(task.task_id, 0, "intermittent-task")
        run_id = task.start(task.task_id)
        task.store(run_id, b"next\n")
        task.report(task.task_id, run_id, "completed")

    await async_gather(lambda: follow(task, lines), work)
    assert lines == (["lost", "next"] if lost == "worker" else ["next"])


async def test_follow_log_left_early_lets_go_of_the_connection(task: Running) -> None:
    task.begin()
    task.log.write(b"one\ntwo\n")
    async with queue_of(task) as queue:
        async with aio.follow_log(queue, task.task_id) as lines:
            assert await lines.__anext__() == "one"
        async with aio.follow_log(queue, task.task_id) as lines:
            assert await lines.__anext__() == "one"
            await lines.aclose()
            assert [line async for line in lines] == ["two"]  # what has been received already
        assert (await queue.ping())["alive"]
    assert "TaskLog public/logs/live.log of task" in repr(lines)


async def test_follow_log_refuses_wrong_arguments_before_anything_is_sent() -> None:
    with scripted(reply(200, {})) as server:
        async with aio.Queue(server.url) as queue:
            wrong: Any
            for wrong, named in (
                ({"task_id": ""}, "task_id"),
                ({"name": None}, "name"),
                ({"run_id": -1}, "run_id"),
                ({"run_id": "0"}, "run_id"),
                ({"queue": None}, "queue"),
            ):
                options: dict[str, Any] = {"queue": queue, "task_id": GROUP} | wrong
                with pytest.raises((TypeError, ValueError), match=named):
                    aio.follow_log(**options)
        assert not server.requests
