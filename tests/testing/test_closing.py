"""Clients that tests leave open: closed by the plugin, whatever became of their event loop."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import threading
import time
import warnings
from collections.abc import Callable, Iterator

import anyio
import anyio.lowlevel
import pytest

import tc
from tc.testing import LocalTaskcluster
from tc.testing.closing import closing_clients

pytestmark = pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="descriptors cannot be counted")
UNFINISHED: list[object] = []
Test = Callable[[LocalTaskcluster], tc.aio.Client]


async def call(taskcluster: LocalTaskcluster) -> tc.aio.Client:
    """Leave a client open, with a connection that rests."""
    client = tc.aio.Client(taskcluster.root_url)
    await client.auth.ping()
    assert client._sender.stats().idle == 1
    return client


async def read_half(taskcluster: LocalTaskcluster) -> tc.aio.Client:
    """Leave a client open in the middle of a response."""
    task_id = taskcluster.add_task()
    taskcluster.run_task(task_id, artifacts={"public/x": bytes(1 << 20)})
    client = tc.aio.Client(taskcluster.root_url, credentials=taskcluster.credentials)
    stream = tc.aio.open_artifact(client.queue, task_id, "public/x")
    await stream.__aenter__()
    assert await stream.read(1) == b"\0"
    UNFINISHED.append(stream)
    assert client._sender.stats().busy == 1
    return client


def in_asyncio(taskcluster: LocalTaskcluster) -> tc.aio.Client:
    return asyncio.run(call(taskcluster))


def in_trio(taskcluster: LocalTaskcluster) -> tc.aio.Client:
    return anyio.run(call, taskcluster, backend="trio")


def in_anyio(taskcluster: LocalTaskcluster) -> tc.aio.Client:
    return anyio.run(call, taskcluster)


def unused(taskcluster: LocalTaskcluster) -> tc.aio.Client:
    return tc.aio.Client(taskcluster.root_url)


@pytest.fixture
def resting_loop() -> Iterator[asyncio.AbstractEventLoop]:
    """A loop that outlives the fixtures of a test, as that of pytest-asyncio does."""
    loop = asyncio.new_event_loop()
    yield loop
    loop.run_until_complete(asyncio.sleep(0))
    loop.close()


@contextlib.contextmanager
def nothing_is_left() -> Iterator[None]:
    """Refuse descriptors and warnings that something leaves behind."""
    before = descriptors()
    gc.collect()
    gc.freeze()  # what was there before is not looked at: that takes long, so that it stays like this
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield
        gc.collect()
    deadline = time.monotonic() + 10
    while descriptors() > before and time.monotonic() < deadline:
        time.sleep(0.001)  # the server closes its ends when it notices
    assert descriptors() <= before


def descriptors() -> int:
    return len(os.listdir("/proc/self/fd"))


def is_closed(client: tc.aio.Client) -> bool:
    with pytest.raises(RuntimeError, match="closed"):
        asyncio.run(client.auth.ping())
    return True


@pytest.mark.parametrize("test", [in_asyncio, in_trio, in_anyio, unused])
def test_a_client_whose_loop_is_gone_is_closed(taskcluster: LocalTaskcluster, test: Test):
    with nothing_is_left():
        for _ in range(5):
            with closing_clients():
                client = test(taskcluster)
            assert is_closed(client)
            assert client._sender.stats() == (0, 0, 0)
            del client


@pytest.mark.parametrize("test", [call, read_half])
def test_a_client_whose_loop_rests_is_closed_in_it(taskcluster: LocalTaskcluster, resting_loop, test):
    with nothing_is_left():
        with closing_clients():
            client = resting_loop.run_until_complete(test(taskcluster))
        resting_loop.run_until_complete(asyncio.sleep(0))
    assert is_closed(client)


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_client_whose_loop_runs_in_another_thread_is_closed_in_it(taskcluster, backend):
    clients, ready, over = [], threading.Event(), threading.Event()

    async def work():
        clients.append(await call(taskcluster))
        ready.set()
        await anyio.to_thread.run_sync(over.wait)

    with nothing_is_left():
        thread = threading.Thread(target=lambda: anyio.run(work, backend=backend))
        with closing_clients():
            thread.start()
            ready.wait()
        assert clients[0]._sender.stats().idle == 0
        over.set()
        thread.join()
    assert is_closed(clients[0])


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_a_client_of_the_loop_that_runs_here_lets_go(taskcluster, backend):
    async def work():
        with closing_clients():
            client = await call(taskcluster)
        await anyio.lowlevel.checkpoint()
        return client

    with nothing_is_left():
        client = anyio.run(work, backend=backend)
    assert is_closed(client)


def test_half_a_response_of_a_loop_that_is_gone_is_let_go(taskcluster: LocalTaskcluster):
    loop = asyncio.new_event_loop()
    with nothing_is_left():
        with closing_clients():
            loop.run_until_complete(read_half(taskcluster))
            loop.close()
        UNFINISHED.clear()
