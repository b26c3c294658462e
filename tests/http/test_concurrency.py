"""Threads, tasks, cancellation anywhere, Ctrl-C, fork: a client stays whole, or says what it cannot do."""

from __future__ import annotations

import asyncio
import gc
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any

import anyio
import anyio.lowlevel
import pytest

from tc import Credentials, Retry, ServerError, aio, sync
from tests.http.test_pool_edges import cancelled_at
from tests.support.http_server import Peer, async_gather, gather, serve
from tests.support.scripted_taskcluster import reply, scripted

CREDENTIALS = Credentials("tester", "no-secret")
ALIVE = reply(200, {"alive": True})
AGAIN = Retry(retries=2, delay_factor=0.001)


def echo(peer: Peer) -> None:
    """Respond to each request with its task id; every seventh only the second time."""
    while (request := peer.read_request()) is not None:
        task_id = request.target.split("/")[-2]
        seen = [other for other in list(peer.server.requests) if other.target == request.target]
        failing = task_id.endswith("7") and len(seen) == 1
        peer.send(reply(503) if failing else reply(200, {"status": {"taskId": task_id}}))


def assert_whole(client: Any, *, idle: int) -> None:
    """Nobody has or waits for a place, and all open connections, at most so many, are idle."""
    stats = client._sender.stats()
    assert (stats.busy, stats.waiting) == (0, 0)
    assert stats.idle <= idle


def test_sixteen_threads_share_a_blocking_client() -> None:
    with serve(echo) as server, sync.Client(server.url, retry=AGAIN, max_connections=8) as client:
        queue = sync.Queue(client, credentials=lambda: CREDENTIALS)

        def work(thread: int) -> None:
            for number in range(20):
                task_id = f"t{thread}-{number}"
                assert queue.status(task_id)["status"]["taskId"] == task_id

        gather(*[lambda thread=thread: work(thread) for thread in range(16)])
        assert_whole(client, idle=8)
    assert len(server.requests) == 16 * 22
    assert server.connections <= 8
    assert len({request.headers["authorization"] for request in server.requests}) == 16 * 22


@pytest.mark.anyio
async def test_a_thousand_tasks_share_a_client() -> None:
    with serve(echo) as server:
        async with aio.Client(server.url, retry=AGAIN, max_connections=20) as client:
            queue = aio.Queue(client, credentials=CREDENTIALS)

            async def ask(number: int) -> str:
                task_id: str = (await queue.status(f"t{number}"))["status"]["taskId"]
                return task_id

            asks = [lambda number=number: ask(number) for number in range(1000)]
            assert await async_gather(*asks) == [f"t{number}" for number in range(1000)]
            assert_whole(client, idle=20)
    assert len(server.requests) == 1100
    assert server.connections <= 20


async def cancel_everywhere(client: aio.Client, job: Callable[[], Coroutine[Any, Any, None]]) -> int:
    """Cancel a job at each of its waits in turn: the client stays whole and goes on. The number of waits."""
    for number in range(1, 300):
        ended = False
        with anyio.CancelScope() as scope:
            ended = await cancelled_at(number, job(), scope.cancel)
        assert_whole(client, idle=2)
        assert await aio.Queue(client).ping() == {"alive": True}
        if ended:
            return number
    raise AssertionError("the job has no end")


@pytest.mark.anyio
async def test_cancelled_anywhere_in_a_call() -> None:
    """While credentials are fetched, between attempts, and in each piece of a response."""

    def in_pieces(peer: Peer) -> None:
        failed = False
        while (request := peer.read_request()) is not None:
            if request.method == "GET":
                peer.send(ALIVE)
            elif not failed:
                failed = True
                peer.send(reply(503, {"message": "busy"}))
            else:
                peer.send(
                    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n"
                )
                for part in (b"\r\n", b'9\r\n{"status"\r\n', b"4\r\n:{}}\r\n", b"0\r\n\r\n"):
                    peer.server.stopping.wait(0.002)
                    peer.send(part)

    async def fetch_credentials() -> Credentials:
        await anyio.sleep(0.001)
        return CREDENTIALS

    with serve(in_pieces) as server:
        async with aio.Client(server.url, retry=AGAIN) as client:
            queue = aio.Queue(client, credentials=fetch_credentials)

            async def job() -> None:
                assert await queue.cancelTask("task") == {"status": {}}

            assert await cancel_everywhere(client, job) > 5
        server.wait_for(lambda: server.open == 0)
    gc.collect()


@pytest.mark.anyio
async def test_cancelled_while_iterating() -> None:
    def pages(peer: Peer) -> None:
        while (request := peer.read_request()) is not None:
            if request.target.endswith("/ping"):
                peer.send(ALIVE)
            else:
                _, _, token = request.target.partition("continuationToken=")
                more = {"continuationToken": str(int(token or 0) + 1)} if token != "2" else {}
                peer.send(reply(200, {"clients": [{"clientId": token or "0"}], **more}))

    with serve(pages) as server:
        async with aio.Client(server.url, retry=AGAIN, credentials=CREDENTIALS) as client:
            auth = aio.Auth(client)

            async def job() -> None:
                found = [item["clientId"] async for item in auth.listClients_items()]
                assert found == ["0", "1", "2"]

            assert await cancel_everywhere(client, job) > 2
    gc.collect()


# ------------------------------------------------------------ Ctrl-C

INTERRUPTED = """
import signal
import sys
import tc

# A shell has what it runs in the background ignore the signal.
signal.signal(signal.SIGINT, signal.default_int_handler)

queue = tc.sync.Queue(sys.argv[1], retry=tc.Retry(retries=1, delay_factor=60, max_delay=60))
for where in sys.argv[2:]:
    try:
        queue.status(where)
    except KeyboardInterrupt:
        print("interrupted", where, flush=True)
stats = queue.api_client._sender.stats()
assert (stats.busy, stats.waiting) == (0, 0)
print(queue.ping(), flush=True)
queue.close()
"""


def test_ctrl_c_in_a_blocking_call() -> None:
    """Before a response, in its body, or between attempts: it ends the call, and the client goes on."""
    begun = threading.Semaphore(0)
    responses = {
        "silence": b"",
        "half": b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{",
        "retry": reply(503),
        "ping": ALIVE,
    }

    def handler(peer: Peer) -> None:
        while (request := peer.read_request()) is not None:
            peer.send(next(response for name, response in responses.items() if f"/{name}" in request.target))
            begun.release()

    environment = {
        name: value for name, value in os.environ.items() if not re.search("proxy|coverage", name.lower())
    }
    with serve(handler) as server:
        command = [sys.executable, "-W", "error", "-c", INTERRUPTED, server.url, "silence", "half", "retry"]
        child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
        assert child.stdout is not None
        try:
            for where in command[-3:]:
                assert begun.acquire(timeout=60)
                time.sleep(0.05)  # it goes on to wait; whether it has got there yet makes no difference
                child.send_signal(signal.SIGINT)
                assert child.stdout.readline() == f"interrupted {where}\n"
            assert child.stdout.read() == "{'alive': True}\n"
            assert child.wait(30) == 0
        finally:
            child.kill()
            child.wait(30)
            child.stdout.close()


# ------------------------------------------------------------ the end, other loops, other processes


@pytest.mark.anyio
async def test_use_after_closing() -> None:
    with scripted(ALIVE) as server:
        client = aio.Client(server.url, credentials=CREDENTIALS)
        queue = aio.Queue(client)
        blocking = sync.Queue(server.url)
        await queue.ping()
        await client.aclose()
        await client.aclose()
        blocking.close()
        other = queue.with_options(retry=AGAIN)
        calls: list[Callable[[], Any]] = [
            queue.ping,
            other.ping,
            lambda: client.request("GET", "x"),
            queue.listTaskGroup_items("group").__anext__,
            lambda: aio.download_artifact_to_buf(queue, "task", "name"),
        ]
        for call in calls:
            with pytest.raises(RuntimeError, match="closed"):
                await call()
        with pytest.raises(RuntimeError, match="closed"):
            blocking.ping()
        # What needs no connection goes on.
        assert queue.ping_url() == f"{server.url}/api/queue/v1/ping"
        assert "bewit=" in queue.ping_signed_url(ttl=timedelta(minutes=1))
    assert len(server.requests) == 1


def test_a_second_event_loop_gets_a_clear_error() -> None:
    with scripted(ALIVE) as server:
        queue = aio.Queue(server.url, retry=Retry(retries=3, delay_factor=0))

        async def use() -> None:
            assert await queue.ping() == {"alive": True}

        async def main() -> None:
            await use()
            thread = threading.Thread(target=elsewhere)
            thread.start()
            await asyncio.to_thread(thread.join)
            await use()
            await queue.aclose()

        def elsewhere() -> None:
            with pytest.raises(RuntimeError, match="one client for each event loop"):
                asyncio.run(use())
            refused.append(True)

        refused: list[bool] = []
        asyncio.run(main())
    assert refused == [True]
    assert len(server.requests) == 2


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # it has the server's threads
def test_fork_after_use() -> None:
    """The child makes connections of its own; the parent's go on as if nothing had been."""
    with scripted(ALIVE, reply(200, {"alive": False})) as server, sync.Queue(server.url) as queue:
        assert queue.ping() == {"alive": True}
        child = os.fork()
        if child == 0:
            status = 99
            try:
                status = int(queue.ping() == {"alive": False})
            finally:
                os._exit(status)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 1
        assert queue.ping() == {"alive": False}
        assert server.server.connections == 2


def test_a_client_that_is_closed_while_it_is_used() -> None:
    """Whoever waits for a place is told; what is under way comes to its end."""
    arrived, go = threading.Event(), threading.Event()

    def handler(peer: Peer) -> None:
        while peer.read_request() is not None:
            arrived.set()
            go.wait(10)
            peer.send(ALIVE)

    with serve(handler) as server:
        queue = sync.Queue(server.url, max_connections=1)
        results: list[Any] = []

        def call() -> None:
            try:
                results.append(queue.ping())
            except RuntimeError as error:
                results.append(str(error))

        first, second = threading.Thread(target=call), threading.Thread(target=call)
        first.start()
        assert arrived.wait(10)
        second.start()
        server.wait_for(lambda: queue.api_client._sender.stats().waiting == 1)
        queue.close()
        second.join(10)
        assert results == ["the client was closed"]
        go.set()
        first.join(10)
    assert results[1] == {"alive": True}


def test_one_error_for_each_caller() -> None:
    """Errors of calls in parallel do not mix."""

    def handler(peer: Peer) -> None:
        while (request := peer.read_request()) is not None:
            peer.send(reply(500, {"message": request.target.split("/")[-2]}))

    with serve(handler) as server, sync.Queue(server.url, retry=Retry(retries=0)) as queue:

        def fail(number: int) -> str:
            with pytest.raises(ServerError) as caught:
                queue.status(f"t{number}")
            return caught.value.message

        messages = gather(*[lambda number=number: fail(number) for number in range(16)])
        assert messages == [f"t{number}" for number in range(16)]
