"""The pool: which connection a request gets, how many there are, and whose turn it is."""

from __future__ import annotations

import socket
import threading
import time

import httpx
import pytest

from tests._async.engines import Transport, fetch, pause, replying
from tests.support.http_server import Peer, async_gather, serve

pytestmark = pytest.mark.anyio


async def test_connections_are_kept_and_reused() -> None:
    with serve() as server:
        async with Transport() as transport:
            for _ in range(5):
                response = await fetch(transport, server.url + "/x?y=%2F")
                assert (response.status_code, response.content) == (200, b"ok")
        assert server.connections == 1
        assert {request.target for request in server.requests} == {"/x?y=%2F"}
        server.wait_for(lambda: server.open == 0)


async def test_the_last_used_connection_is_used_first() -> None:
    with serve() as server:
        async with Transport() as transport:
            streams = [
                await transport.handle_async_request(httpx.Request("GET", f"{server.url}/{name}"))
                for name in ("a", "b", "c")
            ]
            for response in streams:
                # All are small enough to have come whole, so their connections are idle at once.
                assert await response.aread() == b"ok"
            assert server.connections == 1

        held = threading.Barrier(4)

        def hold(peer: Peer) -> None:
            while (request := peer.read_request()) is not None:
                if request.target == "/hold":
                    held.wait(10)
                peer.respond(str(peer.number).encode())

        server.handler = hold
        async with Transport() as transport:

            async def one() -> bytes:
                return (await fetch(transport, server.url + "/hold")).content

            async def let_go() -> None:
                await fetch(transport, server.url + "/wait-for-the-others")

            def wait() -> None:
                held.wait(10)

            waiter = threading.Thread(target=wait)
            waiter.start()
            await async_gather(one, one, one)
            waiter.join()
            numbers = {(await fetch(transport, server.url)).content for _ in range(5)}
            assert len(numbers) == 1


async def test_no_more_connections_than_allowed_and_first_come_first_served() -> None:
    active: list[int] = []
    most: list[int] = []
    lock = threading.Lock()

    def handler(peer: Peer) -> None:
        while peer.read_request() is not None:
            with lock:
                active.append(1)
                most.append(len(active))
            time.sleep(0.002)
            with lock:
                active.pop()
            peer.respond()

    with serve(handler) as server:
        async with Transport(max_connections=3) as transport:

            async def one() -> None:
                assert (await fetch(transport, server.url)).content == b"ok"

            await async_gather(*[one] * 30)
            pool = transport
            assert (pool.busy, pool.waiting) == (0, 0)
            assert pool.idle == server.connections == 3
        assert len(server.requests) == 30
        assert max(most) <= 3


async def test_waiting_requests_are_served_in_order() -> None:
    begin = threading.Event()

    def handler(peer: Peer) -> None:
        while (request := peer.read_request()) is not None:
            if request.target == "/0":
                begin.wait(10)
            peer.respond()

    with serve(handler) as server:
        async with Transport(max_connections=1) as transport:
            pool = transport

            async def number(index: int) -> None:
                if index:
                    while pool.busy == 0 or pool.waiting < index - 1:
                        await pause()
                await fetch(transport, f"{server.url}/{index}")

            async def release() -> None:
                while pool.waiting < 5:
                    await pause()
                begin.set()

            await async_gather(
                lambda: number(0),
                lambda: number(1),
                lambda: number(2),
                lambda: number(3),
                lambda: number(4),
                lambda: number(5),
                release,
            )
        assert [request.target for request in server.requests] == [f"/{index}" for index in range(6)]


@pytest.mark.parametrize("parting", [b"", b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n"])
async def test_a_connection_that_the_server_closed_is_not_used_again(parting: bytes) -> None:
    closed = threading.Event()

    def handler(peer: Peer) -> None:
        peer.read_request()
        peer.respond(str(peer.number).encode())
        peer.send(parting)
        peer.socket.shutdown(socket.SHUT_WR)
        closed.set()
        peer.hung_up()

    with serve(handler) as server:
        async with Transport() as transport:
            for number in (b"1", b"2", b"3"):
                assert (await fetch(transport, server.url)).content == number
                closed.wait(10)
                closed.clear()
            assert transport.idle <= 1


async def test_connections_that_were_idle_too_long_are_not_used_again() -> None:
    with serve() as server:
        async with Transport(keepalive_expiry=-1.0) as transport:
            for number in (b"1", b"2", b"3"):
                assert (await fetch(transport, server.url + "/number")).content == number
            assert transport.idle <= 1
        server.wait_for(lambda: server.open == 0)


@pytest.mark.parametrize(
    "response",
    [
        b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok",
        b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok",
        b"HTTP/1.1 200 OK\r\n\r\nok",
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\n",
    ],
)
async def test_connections_that_cannot_be_used_again_are_closed(response: bytes) -> None:
    with serve(replying(response)) as server:
        async with Transport() as transport:
            assert (await fetch(transport, server.url)).content == b"ok"
            assert transport.idle == 0
            assert (await fetch(transport, server.url)).content == b"ok"
        assert server.connections == 2


async def test_connections_to_other_hosts_make_room() -> None:
    with serve() as one, serve() as two, serve() as three:
        async with Transport(max_connections=2) as transport:
            for _ in range(2):
                for server in (one, two, three):
                    await fetch(transport, server.url)
                    assert transport.idle <= 2
        assert [server.connections for server in (one, two, three)] == [2, 2, 2]


async def test_use_after_closing() -> None:
    with serve() as server:
        transport = Transport()
        await fetch(transport, server.url)
        await transport.aclose()
        await transport.aclose()
        with pytest.raises(RuntimeError, match="closed"):
            await fetch(transport, server.url)


async def test_pool_that_is_discarded_has_no_connection_left() -> None:
    def handler(peer: Peer) -> None:
        while (request := peer.read_request()) is not None:
            if request.target == "/half":
                peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
            else:
                peer.respond(b"ok")

    with serve(handler) as server:
        transport = Transport()
        half = await transport.handle_async_request(httpx.Request("GET", f"{server.url}/half"))
        await fetch(transport, server.url)
        assert transport.pool.stats() == (1, 1, 0)
        transport.pool.discard()
        server.wait_for(lambda: server.open == 0)
        assert transport.pool.stats().idle == 0
        await half.aclose()
        transport.pool.discard()
        assert transport.pool.stats() == (0, 0, 0)
        with pytest.raises(RuntimeError, match="closed"):
            await fetch(transport, server.url)


async def test_closing_wakes_whoever_waits() -> None:
    begin = threading.Event()

    def handler(peer: Peer) -> None:
        peer.read_request()
        begin.wait(10)
        peer.respond()

    with serve(handler) as server:
        transport = Transport(max_connections=1)
        outcomes: list[object] = []

        async def one() -> None:
            try:
                outcomes.append((await fetch(transport, server.url)).content)
            except RuntimeError as exc:
                outcomes.append(str(exc))
                begin.set()

        async def close() -> None:
            while transport.waiting < 2:
                await pause()
            await transport.aclose()

        await async_gather(one, one, one, close)
        assert sorted(outcomes, key=str) == [b"ok", "the client was closed", "the client was closed"]
        assert (transport.busy, transport.idle) == (0, 0)


async def test_pool_when_full_closes_one_of_several_idle_connections() -> None:
    both = threading.Barrier(2)

    def handler(peer: Peer) -> None:
        while (request := peer.read_request()) is not None:
            if request.target == "/both":
                both.wait(10)
            peer.respond()

    with serve(handler) as one, serve() as other:
        async with Transport(max_connections=2) as transport:
            await async_gather(*[lambda: fetch(transport, one.url + "/both")] * 2)
            assert transport.idle == 2
            await fetch(transport, other.url)
            assert transport.idle == 2
            await fetch(transport, one.url)
        assert (one.connections, other.connections) == (2, 1)


class Pieces(httpx.AsyncByteStream):
    """A body in one piece, and no generator."""

    def __init__(self, *pieces: bytes) -> None:
        self._pieces = list(pieces)

    def __aiter__(self) -> Pieces:
        return self

    async def __anext__(self) -> bytes:
        if not self._pieces:
            raise StopAsyncIteration
        return self._pieces.pop(0)


async def test_connection_that_ends_while_its_request_is_made_is_given_up() -> None:
    """The request begins on an idle connection, its body takes a while, and the server hangs up meanwhile."""

    class Slow(Pieces):
        async def __anext__(self) -> bytes:
            if self._pieces:
                hang_up.set()
                server.wait_for(lambda: server.open == 0)
                for _ in range(5):
                    await pause()
            return await super().__anext__()

    def handler(peer: Peer) -> None:
        peer.read_request()
        peer.respond()
        hang_up.wait(10)

    hang_up = threading.Event()
    with serve(handler) as server:
        async with Transport() as transport:
            await fetch(transport, server.url)
            headers = {"Host": "localhost", "Transfer-Encoding": "chunked"}
            with pytest.raises((httpx.NetworkError, httpx.RemoteProtocolError)):
                await fetch(transport, server.url, "PUT", stream=Slow(b"late"), headers=headers)
            assert transport.idle == 0


async def test_connection_that_ended_while_others_were_used_is_replaced() -> None:
    def handler(peer: Peer) -> None:
        peer.read_request()
        peer.respond()

    with serve(handler) as server, serve() as other:
        async with Transport() as transport:
            await fetch(transport, server.url)
            server.wait_for(lambda: server.open == 0)
            for _ in range(5):
                await fetch(transport, other.url)
            await fetch(transport, server.url)
        assert server.connections == 2
