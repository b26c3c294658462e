"""The streams themselves: timers, handlers of signals, and event loops that are gone."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import socket
import ssl
import threading
from typing import TYPE_CHECKING, Any

import anyio
import httpx
import pytest
import trio

from tc._async.http.stream import AsyncStream, async_connect
from tc._concurrency import async_owner
from tc._http.sockets import _AsyncioWatch, async_watch
from tc._http.tls import ssl_context
from tc._sync.http.stream import Stream, connect
from tests._sync.engines import Transport, fetch
from tests.support.http_server import Peer, serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def hold(peer: Peer) -> None:
    peer.hung_up()


def test_read_after_the_timer_of_an_earlier_read_has_run_out_works() -> None:
    def handler(peer: Peer) -> None:
        for word in (b"one", b"two"):
            go_on.wait(10)
            go_on.clear()
            peer.send(word)
        peer.hung_up()

    async def main() -> None:
        loop = asyncio.get_running_loop()
        stream = await async_connect(loop, "localhost", server.port, None, 10)
        loop.call_later(0.01, go_on.set)
        assert await stream.read(0.4) == b"one"
        assert isinstance(stream._watch, _AsyncioWatch)
        assert stream._watch._timer is not None
        await asyncio.sleep(0.5)
        assert stream._watch._timer is None
        loop.call_later(0.01, go_on.set)
        assert await stream.read(10) == b"two"
        stream.discard()

    go_on = threading.Event()
    with serve(handler) as server:
        asyncio.run(main())


@pytest.mark.parametrize("write", [False, True])
def test_interrupt_under_trio_while_it_waits_is_not_wrapped(write: bool) -> None:
    async def main() -> None:
        stream = await async_connect(async_owner(), "localhost", server.port, None, 10)
        threading.Timer(0.05, os.kill, (os.getpid(), signal.SIGINT)).start()
        try:
            await (stream.write(bytes(50_000_000), 10) if write else stream.read(10))
        finally:
            stream.discard()

    def handler(_: Peer) -> None:
        over.wait(10)

    over = threading.Event()
    with serve(handler) as server:
        with pytest.raises(KeyboardInterrupt):
            trio.run(main)
        over.set()


def test_discard_after_the_end_of_the_loop_closes_the_socket() -> None:
    """What would have complained when it is dropped is closed without a word; pytest fails on warnings."""

    async def main() -> Any:
        stream = await async_connect(asyncio.get_running_loop(), "localhost", server.port, None, 10)
        with pytest.raises(httpx.ReadTimeout):
            await stream.read(0.001)  # now the loop watches the socket
        return stream

    with serve(hold) as server:
        stream = asyncio.run(main())
        server.wait_for(lambda: server.open == 1)
        stream.discard()
        server.wait_for(lambda: server.open == 0)
        del stream
        gc.collect()


def test_discard_in_another_thread_closes_in_the_loop_of_the_stream() -> None:
    async def main() -> None:
        loop = asyncio.get_running_loop()
        stream = await async_connect(loop, "localhost", server.port, None, 10)
        await asyncio.to_thread(server.wait_for, lambda: server.open == 1)
        with pytest.raises(httpx.ReadTimeout):
            await stream.read(0.001)  # now the loop watches the socket
        await asyncio.to_thread(stream.discard)
        await asyncio.to_thread(server.wait_for, lambda: server.open == 0)
        assert stream._socket.fileno() == -1

    with serve(hold) as server:
        asyncio.run(main())


class Signalled(socket.socket):
    """While it is used, the handler of a signal raises, as programs do that bound the time of calls."""

    def recv(self, *args: Any) -> bytes:
        raise TimeoutError("time is up")

    def send(self, *args: Any) -> int:
        raise TimeoutError("time is up")


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    one, other = socket.socketpair()
    with one, other:
        yield one, other


@pytest.mark.parametrize(
    "use",
    [lambda stream: stream.read(10), lambda stream: stream.write(b"x", 10), Stream.is_readable],
    ids=["read", "write", "is_readable"],
)
def test_blocking_stream_passes_on_what_the_handler_of_a_signal_raises(
    use: Callable[[Stream], Any], pair: tuple[socket.socket, socket.socket]
) -> None:
    pair[1].sendall(b"input")
    with (
        Signalled(pair[0].family, pair[0].type, fileno=pair[0].detach()) as sock,
        pytest.raises(TimeoutError, match=r"^time is up$"),
    ):
        use(Stream(None, sock))


def test_is_readable_asked_twice_keeps_the_input(pair: tuple[socket.socket, socket.socket]) -> None:
    pair[0].setblocking(False)
    stream = Stream(None, pair[0])
    assert not stream.is_readable()
    pair[1].sendall(b"input")
    assert stream.is_readable()
    assert stream.is_readable()
    assert stream.read(10) == b"input"
    assert not stream.is_readable()


def test_records_before_the_end_of_the_line_beneath_tls_are_read(tls_server_context: ssl.SSLContext) -> None:
    def cut(peer: Peer) -> None:
        peer.send(bytes(2 * 16384))  # full ones, after which there are mostly more
        os.close(peer.socket.detach())
        done.set()

    done = threading.Event()
    with serve(cut, tls=tls_server_context) as server:
        stream = connect(None, "localhost", server.port, ssl_context(), 10)
        assert done.wait(10)
        assert stream.read(10) == bytes(2 * 16384)
        with pytest.raises(httpx.ReadError, match="EOF"):
            stream.read(10)
        stream.discard()


def test_address_that_fails_at_once_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    with serve() as server, Transport() as transport:
        # Nobody can connect to the address of everybody.
        addresses = [("255.255.255.255", server.port), ("127.0.0.1", server.port)]
        found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", address) for address in addresses]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **options: found)
        assert fetch(transport, server.url).content == b"ok"
        transport.pool._discard_idle()
        found.pop()
        with pytest.raises(httpx.ConnectError):
            fetch(transport, server.url)


def test_async_stream_passes_on_what_the_handler_of_a_signal_raises(
    pair: tuple[socket.socket, socket.socket],
) -> None:
    async def main(sock: socket.socket) -> None:
        stream = AsyncStream(asyncio.get_running_loop(), sock)
        with pytest.raises(TimeoutError, match=r"^time is up$"):
            await stream.write(b"x", 10)
        with pytest.raises(TimeoutError, match=r"^time is up$"):
            stream.is_readable()

    pair[1].sendall(b"input")
    with Signalled(pair[0].family, pair[0].type, fileno=pair[0].detach()) as sock:
        asyncio.run(main(sock))


def raise_time_is_up(*_: Any, **__: Any) -> Any:
    raise TimeoutError("time is up")


def test_connect_passes_on_what_the_handler_of_a_signal_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    async def main() -> None:
        await async_connect(asyncio.get_running_loop(), "127.0.0.1", 1, None, 10)

    monkeypatch.setattr(socket, "getaddrinfo", raise_time_is_up)
    with pytest.raises(TimeoutError, match=r"^time is up$"):
        connect(None, "127.0.0.1", 1, None, 10)
    monkeypatch.setattr("tc._async.http.stream.async_look_up", raise_time_is_up)
    with pytest.raises(TimeoutError, match=r"^time is up$"):
        asyncio.run(main())


def test_async_connect_passes_over_an_address_that_fails_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    async def look_up(*_: Any) -> list[tuple[int, Any]]:
        return list(addresses)

    async def main() -> None:
        stream = await async_connect(asyncio.get_running_loop(), "localhost", server.port, None, 10)
        stream.discard()
        addresses.pop()
        with pytest.raises(httpx.ConnectError):
            await async_connect(asyncio.get_running_loop(), "localhost", server.port, None, 10)

    with serve() as server:
        addresses = [
            (socket.AF_INET, ("255.255.255.255", server.port)),
            (socket.AF_INET, ("127.0.0.1", server.port)),
        ]
        monkeypatch.setattr("tc._async.http.stream.async_look_up", look_up)
        asyncio.run(main())


def test_async_connect_with_an_interrupt_in_wrap_socket_closes_no_descriptor_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The TLS socket may have taken it over already."""

    def wrap(_: ssl.SSLContext, sock: socket.socket, **__: Any) -> Any:
        taken.append(socket.socket(fileno=sock.fileno()))
        raise KeyboardInterrupt

    async def main() -> None:
        with pytest.raises(KeyboardInterrupt):
            await async_connect(asyncio.get_running_loop(), "localhost", server.port, context, 10)
        with taken.pop() as sock:
            assert sock.getpeername()[1] == server.port  # it is open

    taken: list[socket.socket] = []
    context = ssl.create_default_context()
    monkeypatch.setattr(ssl.SSLContext, "wrap_socket", wrap)
    with serve(hold) as server:
        asyncio.run(main())


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_look_up_that_takes_too_long_times_out(backend: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async def slow(*_: Any, **__: Any) -> Any:
        await anyio.sleep(60)

    async def main() -> None:
        owner = async_owner()
        if backend == "asyncio":
            monkeypatch.setattr(owner, "getaddrinfo", slow)
        else:
            monkeypatch.setattr(anyio, "getaddrinfo", slow)
        with pytest.raises(httpx.ConnectTimeout):
            await async_connect(owner, "a.example", 1, None, 0.05)

    anyio.run(main, backend=backend)


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_wait_for_the_first_of_several_sockets(
    backend: str, pair: tuple[socket.socket, socket.socket]
) -> None:
    async def main() -> None:
        found = await async_watch(async_owner(), list(pair)).wait(10, write=False)
        assert found == [pair[0]]

    pair[1].sendall(b"input")
    anyio.run(main, backend=backend)


def test_input_that_is_not_for_the_reader_is_waited_past(pair: tuple[socket.socket, socket.socket]) -> None:
    """As records of TLS that hold no content are."""

    async def main() -> None:
        watch = async_watch(asyncio.get_running_loop(), [pair[0]])
        looks = iter([False, True])
        assert await watch.wait(10, lambda: next(looks), write=False)
        assert next(looks, None) is None
        watch.close()

    pair[0].setblocking(False)
    pair[1].sendall(b"input")
    asyncio.run(main())
