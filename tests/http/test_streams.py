"""The streams themselves: timers, handlers of signals, and event loops that are gone."""

from __future__ import annotations

import asyncio
import gc
import socket
import threading
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tc._http.stream_asyncio import open_asyncio_stream
from tc._http.stream_blocking import BlockingStream
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
        stream = await open_asyncio_stream(loop, "localhost", server.port, None, 10)
        loop.call_later(0.01, go_on.set)
        assert await stream.read(0.4) == b"one"
        assert stream._timer is not None
        await asyncio.sleep(0.5)
        assert stream._timer is None
        loop.call_later(0.01, go_on.set)
        assert await stream.read(10) == b"two"
        stream.discard()

    go_on = threading.Event()
    with serve(handler) as server:
        asyncio.run(main())


def test_much_at_once_comes_in_large_pieces_until_little_comes_again(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = (bytes(5000), b"x" * 10, bytes(5000), b"")

    def handler(peer: Peer) -> None:
        for text in texts[:3]:
            peer.send(text)
            go_on.wait(10)
            go_on.clear()

    async def main() -> None:
        stream = await open_asyncio_stream(asyncio.get_running_loop(), "localhost", server.port, None, 10)
        for text, large in zip(texts, (True, False, True, True), strict=True):
            received = await stream.read(10)
            while len(received) < len(text):
                received += await stream.read(10)
            assert received == text
            assert (stream._transport.get_protocol() is not stream) is large
            go_on.set()
        stream.discard()

    monkeypatch.setattr("tc._http.stream_asyncio._BUFFER", 1000)
    go_on = threading.Event()
    with serve(handler) as server:
        asyncio.run(main())


def test_discard_after_the_end_of_the_loop_closes_the_socket() -> None:
    """What would have complained when it is dropped is closed without a word; pytest fails on warnings."""

    async def main() -> Any:
        return await open_asyncio_stream(asyncio.get_running_loop(), "localhost", server.port, None, 10)

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
        stream = await open_asyncio_stream(loop, "localhost", server.port, None, 10)
        await asyncio.to_thread(server.wait_for, lambda: server.open == 1)
        await asyncio.to_thread(stream.discard)
        await asyncio.to_thread(server.wait_for, lambda: server.open == 0)
        assert await stream.read(10) == b""

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
    [lambda stream: stream.read(10), lambda stream: stream.write(b"x", 10), BlockingStream.is_readable],
    ids=["read", "write", "is_readable"],
)
def test_blocking_stream_passes_on_what_the_handler_of_a_signal_raises(
    use: Callable[[BlockingStream], Any], pair: tuple[socket.socket, socket.socket]
) -> None:
    pair[1].sendall(b"input")
    with (
        Signalled(pair[0].family, pair[0].type, fileno=pair[0].detach()) as sock,
        pytest.raises(TimeoutError, match=r"^time is up$"),
    ):
        use(BlockingStream(sock))


def test_is_readable_asked_twice_keeps_the_input(pair: tuple[socket.socket, socket.socket]) -> None:
    pair[0].setblocking(False)
    stream = BlockingStream(pair[0])
    assert not stream.is_readable()
    pair[1].sendall(b"input")
    assert stream.is_readable()
    assert stream.is_readable()
    assert stream.read(10) == b"input"
    assert not stream.is_readable()


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
