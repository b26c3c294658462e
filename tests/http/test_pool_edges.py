"""What only one half of the transport has: cancellation and event loops, threads; and processes."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import select
import socket
import ssl
import subprocess
import sys
import threading
import types
from typing import TYPE_CHECKING, Any

import anyio
import anyio.lowlevel
import httpx
import pytest
import trustme

import tc._sync.http.pool
from tc._concurrency import Waiter
from tc._http.sockets import QuietSocket
from tc._http.tls import ssl_context
from tests._async.engines import Parts, Transport, fetch
from tests._sync.engines import Transport as BlockingTransport
from tests._sync.engines import fetch as blocking_fetch
from tests.support.http_server import Peer, serve

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Generator, Iterator

BODY = bytes(range(256)) * 2000


@pytest.fixture
def server_context(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> ssl.SSLContext:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    folder = tmp_path_factory.mktemp("tls")
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(folder / "ca.pem"))
    return context


@types.coroutine
def cancelled_at(
    number: int, steps: Coroutine[Any, Any, None], cancel: Callable[[], None]
) -> Generator[Any, Any, bool]:
    """Run to the end, or cancel when it waits for the nth time; whether it got to its end before that."""
    value: Any = None
    error: BaseException | None = None
    waits = 0
    while True:
        try:
            waiting_for = steps.send(value) if error is None else steps.throw(error)
        except StopIteration:
            return waits < number
        waits += 1
        if waits == number:
            cancel()
        value = error = None
        try:
            value = yield waiting_for
        except BaseException as exc:
            error = exc


async def cancel_everywhere(
    transport: Transport, job: Callable[[], Coroutine[Any, Any, None]], url: str
) -> int:
    """Cancel a job at each of its waits in turn: no place or connection is lost, the transport goes on."""
    for number in range(1, 200):
        ended = False
        with anyio.CancelScope() as scope:
            ended = await cancelled_at(number, job(), scope.cancel)
        assert (transport.busy, transport.waiting) == (0, 0)
        assert transport.idle <= 1
        await fetch(transport, url)
        assert transport.idle == 1
        if ended:
            return number
    raise AssertionError("the job has no end")


async def drop_idle(transport: Transport) -> None:
    """Make the next request open a connection."""
    transport.pool._discard_idle()
    await anyio.lowlevel.checkpoint()


def echo(peer: Peer) -> None:
    while (request := peer.read_request()) is not None:
        peer.respond(request.body)


@pytest.mark.anyio
@pytest.mark.parametrize("secure", [False, True])
async def test_cancelled_while_connecting(secure: bool, server_context: ssl.SSLContext) -> None:
    with serve(tls=server_context if secure else None) as server:
        async with Transport() as transport:

            async def job() -> None:
                await drop_idle(transport)
                await fetch(transport, server.url)

            assert await cancel_everywhere(transport, job, server.url) > 3
        server.wait_for(lambda: server.open == 0)
    gc.collect()


@pytest.fixture
def hole() -> Iterator[int]:
    """The port of a listener whose queue is full, so that connecting to it takes for ever."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener, contextlib.ExitStack() as others:
        for _ in range(4):
            filler = others.enter_context(socket.socket())
            filler.setblocking(False)
            filler.connect_ex(listener.getsockname())
        yield listener.getsockname()[1]


@pytest.mark.parametrize("dead_first", [False, True])
def test_another_address_is_tried(hole: int, dead_first: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """One address stays silent, one refuses, one works: with every cancellation, no socket is lost."""
    with serve() as server:
        ports = [1, hole, server.port] if dead_first else [hole, 1, server.port]
        found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port)) for port in ports]
        monkeypatch.setattr("tc._async.http.stream.HEAD_START", 0.01)
        monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: found)

        async def main() -> None:
            async with Transport() as transport:

                async def job() -> None:
                    await drop_idle(transport)
                    await fetch(transport, server.url)

                assert await cancel_everywhere(transport, job, server.url) > 3
                await drop_idle(transport)
                found[:] = found[:2]
                with pytest.raises(httpx.ConnectTimeout):
                    await fetch(transport, server.url, timeout={"connect": 0.1})
                found[:] = [address for address in found if address[4][1] == 1] * 2
                with pytest.raises(httpx.ConnectError, match=r"refused|failed"):
                    await fetch(transport, server.url)

        asyncio.run(main())
        server.wait_for(lambda: server.open == 0)
    gc.collect()


@pytest.mark.anyio
@pytest.mark.parametrize("secure", [False, True])
async def test_cancelled_while_transferring(secure: bool, server_context: ssl.SSLContext) -> None:
    with serve(echo, tls=server_context if secure else None) as server:
        async with Transport() as transport:

            async def job() -> None:
                parts = [BODY[start : start + 150_000] for start in range(0, len(BODY), 150_000)]
                response = await fetch(transport, server.url, "PUT", content=Parts(*parts))
                assert response.content == BODY

            assert await cancel_everywhere(transport, job, server.url) > 3
        server.wait_for(lambda: server.open == 0)
    gc.collect()


@pytest.mark.anyio
async def test_cancelled_while_waiting_for_a_place() -> None:
    begin = threading.Event()

    def handler(peer: Peer) -> None:
        while (request := peer.read_request()) is not None:
            if request.target == "/slow":
                begin.wait(10)
            peer.respond()

    with serve(handler) as server:
        async with Transport(max_connections=1) as transport, anyio.create_task_group() as group:
            pool = transport
            group.start_soon(fetch, transport, server.url + "/slow")
            while not pool.busy:
                await anyio.lowlevel.checkpoint()
            with anyio.CancelScope() as scope:
                group.start_soon(fetch, transport, server.url + "/next")
                while not pool.waiting:
                    await anyio.lowlevel.checkpoint()
                await cancelled_at(1, fetch(transport, server.url + "/never"), scope.cancel)  # type: ignore[arg-type]
            assert scope.cancelled_caught
            assert pool.waiting == 1
            begin.set()
        assert [request.target for request in server.requests] == ["/slow", "/next"]


@pytest.mark.anyio
async def test_cancelled_when_a_place_has_just_been_given() -> None:
    with serve() as server:
        async with Transport(max_connections=1) as transport:
            async with anyio.create_task_group() as group:
                place = transport.pool.new_place()
                await transport.pool.enter(place)

                async def late() -> None:
                    with anyio.CancelScope() as scope:
                        scopes.append(scope)
                        await fetch(transport, server.url)

                scopes: list[anyio.CancelScope] = []
                group.start_soon(late)
                while not transport.waiting:
                    await anyio.lowlevel.checkpoint()
                scopes[0].cancel()
                transport.pool.leave(place)
            assert transport.busy == 0
            assert (await fetch(transport, server.url)).content == b"ok"


def test_a_second_event_loop_is_refused() -> None:
    async def use(transport: Transport, url: str) -> None:
        await fetch(transport, url)

    with serve() as server:
        transport = Transport()

        async def both() -> None:
            await use(transport, server.url)
            thread = threading.Thread(target=elsewhere)
            thread.start()
            await asyncio.to_thread(thread.join)
            await transport.aclose()

        def elsewhere() -> None:
            with pytest.raises(RuntimeError, match="another event loop"):
                asyncio.run(use(transport, server.url))
            refused.append(True)

        refused: list[bool] = []
        asyncio.run(both())
        assert refused == [True]


def test_no_event_loop_is_refused() -> None:
    steps = fetch(Transport(), "http://localhost:1/")
    with pytest.raises(RuntimeError, match="event loop"):
        steps.send(None)


def test_many_threads_share_a_transport() -> None:
    with serve() as server, BlockingTransport(max_connections=4) as transport:
        errors: list[BaseException] = []

        def work() -> None:
            try:
                for _ in range(40):
                    assert blocking_fetch(transport, server.url).content == b"ok"
            except BaseException as exc:
                errors.append(exc)

        threads = [threading.Thread(target=work) for _ in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not errors
        assert server.connections <= 4
        assert len(server.requests) == 640
        assert (transport.busy, transport.waiting) == (0, 0)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_forked_process_makes_connections_of_its_own() -> None:
    with serve() as server, BlockingTransport() as transport:
        assert blocking_fetch(transport, server.url + "/number").content == b"1"
        child = os.fork()
        if child == 0:
            # In the child nothing may get out, not even to pytest.
            try:
                status = int(blocking_fetch(transport, server.url + "/number").content)
            except BaseException:
                status = 99
            os._exit(status)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 2
        assert blocking_fetch(transport, server.url + "/number").content == b"1"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_forked_process_may_use_a_transport_in_its_own_event_loop() -> None:
    with serve() as server:
        transport = Transport()

        async def use() -> int:
            return int((await fetch(transport, server.url + "/number")).content)

        async def main() -> int:
            await use()
            child = os.fork()
            if child == 0:
                status = 99
                try:
                    asyncio.events._set_running_loop(None)
                    status = asyncio.run(use())
                finally:
                    os._exit(status)
            ended = await asyncio.to_thread(os.waitpid, child, 0)
            assert await use() == 1
            await transport.aclose()
            return os.waitstatus_to_exitcode(ended[1])

        assert asyncio.run(main()) == 2


def test_one_ssl_context_for_all(
    monkeypatch: pytest.MonkeyPatch, server_context: ssl.SSLContext, tmp_path: Any
) -> None:
    context = ssl_context()
    assert ssl_context() is context
    monkeypatch.delenv("SSL_CERT_FILE")
    usual = ssl_context()
    assert usual is not context
    assert usual.verify_mode is ssl.CERT_REQUIRED
    assert usual.check_hostname
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    assert not ssl_context().get_ca_certs()


def test_certificates_in_a_folder(
    server_context: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    certificate = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(certificate))
    # OpenSSL looks certificates up by the hash of their subject.
    name = subprocess.run(
        ["openssl", "x509", "-hash", "-noout", "-in", certificate], capture_output=True, text=True, check=True
    ).stdout.strip()
    certificate.rename(tmp_path / f"{name}.0")
    monkeypatch.delenv("SSL_CERT_FILE")
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    with serve(tls=context) as server, BlockingTransport() as transport:
        assert blocking_fetch(transport, server.url).content == b"ok"


def test_nothing_is_imported_before_it_is_needed() -> None:
    code = (
        "import sys, tc; tc.sync.Queue('http://a.b').close(); print(*{'httpx', 'httpcore'} & {*sys.modules})"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout == "\n"


@pytest.mark.parametrize("granted", [False, True])
def test_ctrl_c_while_waiting_for_a_place_loses_no_place(
    granted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The place is not lost, whether it had just been given or not."""

    class Interrupted(Waiter):
        def wait(self) -> None:
            if granted:
                transport.pool.leave(place)
                assert transport.busy == 1
            raise KeyboardInterrupt

    monkeypatch.setattr(tc._sync.http.pool, "Waiter", Interrupted)
    with serve() as server, BlockingTransport(max_connections=1) as transport:
        place = transport.pool.new_place()
        transport.pool.enter(place)
        with pytest.raises(KeyboardInterrupt):
            blocking_fetch(transport, server.url)
        assert not transport.waiting
        transport.pool.leave(place)
        assert transport.busy == 0
        assert blocking_fetch(transport, server.url).content == b"ok"


def test_transport_without_poll_uses_select(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows."""
    monkeypatch.delattr(select, "poll")
    with serve() as server, BlockingTransport() as transport:
        for _ in range(2):
            assert blocking_fetch(transport, server.url, "PUT", content=b"x" * 3_000_000).content == b"ok"
        assert server.connections == 1
        with pytest.raises(httpx.ReadTimeout):
            blocking_fetch(transport, f"http://localhost:{silent_port(server)}/", timeout={"read": 0.05})


def silent_port(server: Any) -> int:
    """A port that accepts and says nothing, while the server runs."""
    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=lambda: (server.stopping.wait(10), listener.close()), daemon=True).start()
    port: int = listener.getsockname()[1]
    return port


def test_connection_that_comes_too_late_is_closed(hole: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The attempt that is still under way when another has succeeded is given up."""

    class Noted(QuietSocket):
        def connect_ex(self, address: Any) -> int:
            made.append(self)
            return super().connect_ex(address)

    async def main() -> None:
        async with Transport() as transport:
            assert (await fetch(transport, server.url)).content == b"ok"
            assert [sock.fileno() == -1 for sock in made] == [True, False]

    made: list[QuietSocket] = []
    monkeypatch.setattr("tc._async.http.stream.QuietSocket", Noted)
    monkeypatch.setattr("tc._async.http.stream.HEAD_START", 0.01)
    with serve() as server:
        found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", p)) for p in (hole, server.port)]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: found)
        asyncio.run(main())


def test_ctrl_c_in_a_handshake_closes_the_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    """It leaves no socket behind."""

    class Context:
        def wrap_socket(self, sock: socket.socket, **options: object) -> None:
            wrapped.append(sock)
            raise KeyboardInterrupt

    wrapped: list[socket.socket] = []
    monkeypatch.setattr("tc._sync.http.pool.ssl_context", Context)
    with serve() as server, BlockingTransport() as transport:
        with pytest.raises(KeyboardInterrupt):
            blocking_fetch(transport, server.url.replace("http:", "https:"))
        assert [sock.fileno() for sock in wrapped] == [-1]
        assert (transport.busy, transport.idle) == (0, 0)


@pytest.mark.anyio
async def test_handshake_that_ends_with_the_connection_is_an_error() -> None:
    def handler(peer: Peer) -> None:
        assert peer.socket.recv(1)  # of the hello; a reset follows

    with serve(handler) as server:
        async with Transport() as transport:
            with pytest.raises(httpx.ConnectError):
                await fetch(transport, server.url.replace("http:", "https:"))
            assert (transport.busy, transport.idle) == (0, 0)


def test_event_loop_that_cannot_wait_for_sockets_works() -> None:
    """As on Windows."""

    class Loop(asyncio.SelectorEventLoop):
        add_reader = asyncio.AbstractEventLoop.add_reader
        add_writer = asyncio.AbstractEventLoop.add_writer

    async def main() -> None:
        async with Transport() as transport:
            for _ in range(2):
                response = await fetch(transport, server.url, "PUT", content=Parts(BODY, BODY, BODY))
                assert response.content == BODY * 3
            with pytest.raises(httpx.ReadTimeout):
                await fetch(transport, f"http://localhost:{silent_port(server)}/", timeout={"read": 0.05})

    with serve(echo) as server, asyncio.Runner(loop_factory=Loop) as runner:
        runner.run(main())
        assert server.connections == 1
