# Generated from tests/_async/test_pool.py by tools/unasync_build.py. Do not edit.

from __future__ import annotations

import contextlib
import gc
import logging
import socket
import ssl
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import trustme
from opentelemetry.instrumentation.httpx import HTTPXClientInstrumentor
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind

from tc import ConfigurationError
from tc._sync.http.httpx_engine import _PoolForHttpx, patched
from tests._sync.engines import Transport
from tests.support.http_server import Peer, gather, keep_responding, serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.anyio

# httpcore leaves its socket to the garbage collector when a SOCKS proxy refuses.
LEAVES_SOCKETS = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

TIMEOUT = {"connect": 10.0, "read": 10.0, "write": 10.0, "pool": 0.001}


def fetch(transport: Transport, url: str, method: str = "GET", **options: Any) -> httpx.Response:
    extensions = {"timeout": TIMEOUT | options.pop("timeout", {})}
    request = httpx.Request(method, url, extensions=extensions, **options)
    response = transport.handle_request(request)
    try:
        response.read()
    finally:
        response.close()
    return response


class Parts:
    """A request body: these parts, then perhaps an error. No generator, which wants to be closed."""

    def __init__(self, *parts: bytes, error: Exception | None = None) -> None:
        self._parts = list(parts)
        self._error = error

    def __iter__(self) -> Parts:
        return self

    def __next__(self) -> bytes:
        if self._parts:
            return self._parts.pop(0)
        raise self._error or StopIteration


def replying(*answers: bytes) -> Callable[[Peer], None]:
    """A handler that answers the requests of every connection with these bytes, and hangs up."""

    def handler(peer: Peer) -> None:
        for answer in answers:
            if peer.read_request() is None:
                return
            peer.send(answer)

    return handler


def test_connections_are_kept_and_reused() -> None:
    with serve() as server:
        with Transport() as transport:
            for _ in range(5):
                response = fetch(transport, server.url + "/x?y=%2F")
                assert (response.status_code, response.content) == (200, b"ok")
        assert server.connections == 1
        assert {request.target for request in server.requests} == {"/x?y=%2F"}
        server.wait_for(lambda: server.open == 0)


def test_what_is_sent() -> None:
    with serve() as server:
        with Transport() as transport:
            fetch(transport, server.url, "POST", json={"a": 1}, headers={"X-Case": "Kept"})
            fetch(transport, server.url, "DELETE")
        post, delete = server.requests
        assert (post.method, post.target, post.body) == ("POST", "/", b'{"a":1}')
        assert post.headers["host"] == f"localhost:{server.port}"
        assert post.headers["content-length"] == "7"
        assert post.headers["x-case"] == "Kept"
        assert delete.method == "DELETE"
        assert "content-length" not in delete.headers


def test_what_is_received() -> None:
    answer = b"HTTP/1.1 418 I'm a teapot\r\nX-One: 1\r\nx-two:2 \r\nX-One: 3\r\nContent-Length: 3\r\n\r\nabc"
    with serve(replying(answer)) as server:
        with Transport() as transport:
            response = fetch(transport, server.url)
        assert (response.status_code, response.reason_phrase, response.http_version) == (
            418,
            "I'm a teapot",
            "HTTP/1.1",
        )
        assert response.headers.get_list("x-one") == ["1", "3"]
        assert response.headers["x-two"] == "2"
        assert response.content == b"abc"


def test_the_last_used_connection_is_used_first() -> None:
    with serve() as server:
        with Transport() as transport:
            streams = [
                transport.handle_request(httpx.Request("GET", f"{server.url}/{name}"))
                for name in ("a", "b", "c")
            ]
            for response in streams:
                # All are small enough to have come whole, so their connections are idle at once.
                assert response.read() == b"ok"
            assert server.connections == 1

        held = threading.Barrier(4)

        def hold(peer: Peer) -> None:
            while (request := peer.read_request()) is not None:
                if request.target == "/hold":
                    held.wait(10)
                peer.respond(str(peer.number).encode())

        server.handler = hold
        with Transport() as transport:

            def one() -> bytes:
                return (fetch(transport, server.url + "/hold")).content

            def let_go() -> None:
                fetch(transport, server.url + "/wait-for-the-others")

            def wait() -> None:
                held.wait(10)

            waiter = threading.Thread(target=wait)
            waiter.start()
            gather(one, one, one)
            waiter.join()
            numbers = {(fetch(transport, server.url)).content for _ in range(5)}
            assert len(numbers) == 1


def test_no_more_connections_than_allowed_and_first_come_first_served() -> None:
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
        with Transport(max_connections=3) as transport:

            def one() -> None:
                assert (fetch(transport, server.url)).content == b"ok"

            gather(*[one] * 30)
            pool = transport
            assert (pool.busy, pool.waiting) == (0, 0)
            assert pool.idle == server.connections == 3
        assert len(server.requests) == 30
        assert max(most) <= 3


def test_waiting_requests_are_served_in_order() -> None:
    begin = threading.Event()

    def handler(peer: Peer) -> None:
        while (request := peer.read_request()) is not None:
            if request.target == "/0":
                begin.wait(10)
            peer.respond()

    with serve(handler) as server:
        with Transport(max_connections=1) as transport:
            pool = transport

            def number(index: int) -> None:
                if index:
                    while pool.busy == 0 or pool.waiting < index - 1:
                        pause()
                fetch(transport, f"{server.url}/{index}")

            def release() -> None:
                while pool.waiting < 5:
                    pause()
                begin.set()

            gather(
                lambda: number(0),
                lambda: number(1),
                lambda: number(2),
                lambda: number(3),
                lambda: number(4),
                lambda: number(5),
                release,
            )
        assert [request.target for request in server.requests] == [f"/{index}" for index in range(6)]


def pause() -> None:
    from tc._concurrency import sleep

    sleep(0.001)


@pytest.mark.parametrize("parting", [b"", b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n"])
def test_a_connection_that_the_server_closed_is_not_used_again(parting: bytes) -> None:
    closed = threading.Event()

    def handler(peer: Peer) -> None:
        peer.read_request()
        peer.respond(str(peer.number).encode())
        peer.send(parting)
        peer.socket.shutdown(socket.SHUT_WR)
        closed.set()
        peer.hung_up()

    with serve(handler) as server:
        with Transport() as transport:
            for number in (b"1", b"2", b"3"):
                assert (fetch(transport, server.url)).content == number
                closed.wait(10)
                closed.clear()
            assert transport.idle <= 1


def test_connections_that_were_idle_too_long_are_not_used_again() -> None:
    with serve() as server:
        with Transport(keepalive_expiry=-1.0) as transport:
            for number in (b"1", b"2", b"3"):
                assert (fetch(transport, server.url + "/number")).content == number
            assert transport.idle <= 1
        server.wait_for(lambda: server.open == 0)


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok",
        b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok",
        b"HTTP/1.1 200 OK\r\n\r\nok",
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\n",
    ],
)
def test_connections_that_cannot_be_used_again_are_closed(answer: bytes) -> None:
    with serve(replying(answer)) as server:
        with Transport() as transport:
            assert (fetch(transport, server.url)).content == b"ok"
            assert transport.idle == 0
            assert (fetch(transport, server.url)).content == b"ok"
        assert server.connections == 2


@pytest.mark.parametrize(
    ("method", "answer", "body"),
    [
        (
            "GET",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n3;x=y\r\n go\r\n0\r\n\r\n",
            b"ok go",
        ),
        (
            "GET",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nX-T: 1\r\n\r\n",
            b"ok",
        ),
        ("HEAD", b"HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n", b""),
        ("GET", b"HTTP/1.1 204 No Content\r\n\r\n", b""),
        ("GET", b"HTTP/1.1 304 Not Modified\r\nContent-Length: 50\r\n\r\n", b""),
        (
            "POST",
            b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nX: y\r\n\r\n"
            b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
            b"ok",
        ),
        ("GET", b"HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n", b""),
    ],
)
def test_bodies_and_reuse_after_them(method: str, answer: bytes, body: bytes) -> None:
    with serve(replying(answer, answer)) as server:
        with Transport() as transport:
            for _ in range(2):
                assert (fetch(transport, server.url, method)).content == body
        assert server.connections == 1


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-",
        b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nok",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nokxx",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-2\r\nok\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok!",
        b"HTTP/1.1 200 OK\r\nContent-Length: -2\r\n\r\nok",
        b"HTTP/1.1 200 OK\r\nContent-Length: +2\r\n\r\nok",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nBad Name: 1\r\nContent-Length: 2\r\n\r\nok",
        b"HTTP/1.1 200 OK\r\nX: a\x00b\r\nContent-Length: 2\r\n\r\nok",
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
        b"SSH-2.0-OpenSSH\r\n\r\n",
        b"HTTP/1.1 099 Low\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n" * 200,
        b"HTTP/1.1 200 OK\r\n" + b"X-Long: %b\r\n" % (b"a" * 1000) * 200,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"0" * 200_000,
    ],
)
def test_answers_that_are_no_http_are_errors(answer: bytes) -> None:
    with serve(replying(answer)) as server:
        with Transport() as transport:
            with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)) as caught:
                fetch(transport, server.url)
            # Bytes that were left unread reset the connection.
            assert len(answer) > 4000 or caught.type is httpx.RemoteProtocolError
            assert (transport.busy, transport.idle) == (0, 0)


def test_timeouts() -> None:
    asleep = threading.Event()

    def handler(peer: Peer) -> None:
        peer.read_head()
        asleep.wait(10)

    with serve(handler) as server:
        with Transport() as transport:
            with pytest.raises(httpx.ReadTimeout):
                fetch(transport, server.url, timeout={"read": 0.02})
            with pytest.raises(httpx.WriteTimeout):
                fetch(transport, server.url, "PUT", content=bytes(30_000_000), timeout={"write": 0.02})
            assert (transport.busy, transport.idle) == (0, 0)
            asleep.set()


def test_a_shorter_timeout_after_a_longer_one() -> None:
    done = threading.Event()

    def handler(peer: Peer) -> None:
        peer.read_request()
        peer.respond()
        peer.read_request()
        done.wait(10)

    with serve(handler) as server:
        with Transport() as transport:
            fetch(transport, server.url)
            with pytest.raises(httpx.ReadTimeout):
                fetch(transport, server.url, timeout={"read": 0.02})
            done.set()


def test_connection_failures() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with Transport() as transport:
        with pytest.raises(httpx.ConnectError):
            fetch(transport, f"http://127.0.0.1:{port}")
        with pytest.raises(httpx.ConnectError):
            fetch(transport, "http://" + "a" * 64 + ".invalid/")
        assert (transport.busy, transport.idle) == (0, 0)


def test_connect_timeout() -> None:
    # Nobody accepts, and the kernel's queue of one is full.
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener, contextlib.ExitStack() as others:
        for _ in range(4):
            filler = others.enter_context(socket.socket())
            filler.setblocking(False)
            filler.connect_ex(listener.getsockname())
        with Transport() as transport:
            with pytest.raises(httpx.ConnectTimeout):
                fetch(transport, f"http://127.0.0.1:{listener.getsockname()[1]}", timeout={"connect": 0.05})


def test_large_bodies_stream_both_ways() -> None:
    data = bytes(range(256)) * 40_000

    def echo(peer: Peer) -> None:
        while (request := peer.read_request()) is not None:
            peer.respond(request.body)

    def parts() -> Parts:
        return Parts(*[data[start : start + 100_000] for start in range(0, len(data), 100_000)])

    with serve(echo) as server:
        with Transport() as transport:
            for headers in ({}, {"Content-Length": str(len(data))}):
                request = httpx.Request("PUT", server.url, content=parts(), headers=headers)
                response = transport.handle_request(request)
                received: list[bytes] = []
                for part in response.stream:
                    received += [part]
                assert b"".join(received) == data
                assert len(received) > 1
                assert transport.busy == 0
        assert server.connections == 1
        assert [request.body == data for request in server.requests] == [True, True]


def test_a_body_that_is_not_as_long_as_announced() -> None:
    with serve() as server:
        with Transport() as transport:
            for length in ("2", "4"):
                request = httpx.Request(
                    "PUT", server.url, content=Parts(b"abc"), headers={"Content-Length": length}
                )
                with pytest.raises(httpx.LocalProtocolError):
                    transport.handle_request(request)
            assert (transport.busy, transport.idle) == (0, 0)


def test_a_body_that_fails_half_way() -> None:
    with serve() as server:
        with Transport() as transport:
            request = httpx.Request("PUT", server.url, content=Parts(b"abc", error=KeyError("source")))
            with pytest.raises(KeyError):
                transport.handle_request(request)
            assert (transport.busy, transport.idle) == (0, 0)
            assert (fetch(transport, server.url)).content == b"ok"


def test_closing_early_gives_the_connection_up() -> None:
    def handler(peer: Peer) -> None:
        peer.read_request()
        peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n")
        while True:
            peer.send(bytes(100_000))

    with serve(handler) as server:
        with Transport(max_connections=1) as transport:
            for _ in range(3):
                response = transport.handle_request(httpx.Request("GET", server.url))
                parts = response.stream.__iter__()
                assert parts.__next__()
                assert transport.busy == 1
                response.close()
                response.close()
                parts.close()
                assert (transport.busy, transport.idle) == (0, 0)
        server.wait_for(lambda: server.open == 0)


@pytest.mark.parametrize("hang_up", [True, False])
@pytest.mark.parametrize("chunked", [True, False])
def test_an_answer_before_the_whole_request(hang_up: bool, chunked: bool) -> None:
    done = threading.Event()

    def handler(peer: Peer) -> None:
        peer.read_head()
        peer.send(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno")
        if hang_up:
            peer.socket.shutdown(socket.SHUT_WR)
            time.sleep(0.02)
        else:
            done.wait(10)

    size = 100_000_000
    with serve(handler) as server:
        with Transport() as transport:
            if chunked:
                options: dict[str, Any] = {"content": Parts(*[bytes(100_000)] * 1000)}
            else:
                options = {"content": bytes(size)}
            response = fetch(transport, server.url, "PUT", **options)
            assert (response.status_code, response.content) == (403, b"no")
            assert (transport.busy, transport.idle) == (0, 0)
            done.set()


def test_connections_to_other_hosts_make_room() -> None:
    with serve() as one, serve() as two, serve() as three:
        with Transport(max_connections=2) as transport:
            for _ in range(2):
                for server in (one, two, three):
                    fetch(transport, server.url)
                    assert transport.idle <= 2
        assert [server.connections for server in (one, two, three)] == [2, 2, 2]


def test_use_after_closing() -> None:
    with serve() as server:
        transport = Transport()
        fetch(transport, server.url)
        transport.close()
        transport.close()
        with pytest.raises(RuntimeError, match="closed"):
            fetch(transport, server.url)


def test_closing_wakes_whoever_waits() -> None:
    begin = threading.Event()

    def handler(peer: Peer) -> None:
        peer.read_request()
        begin.wait(10)
        peer.respond()

    with serve(handler) as server:
        transport = Transport(max_connections=1)
        outcomes: list[object] = []

        def one() -> None:
            try:
                outcomes.append((fetch(transport, server.url)).content)
            except RuntimeError as exc:
                outcomes.append(str(exc))
                begin.set()

        def close() -> None:
            while transport.waiting < 2:
                pause()
            transport.close()

        gather(one, one, one, close)
        assert sorted(outcomes, key=str) == [b"ok", "the client was closed", "the client was closed"]
        assert (transport.busy, transport.idle) == (0, 0)


@pytest.fixture
def tls_server_context(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> ssl.SSLContext:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    path = tmp_path_factory.mktemp("tls") / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    return context


def test_tls(tls_server_context: ssl.SSLContext) -> None:
    data = bytes(range(256)) * 4000

    def echo(peer: Peer) -> None:
        while (request := peer.read_request()) is not None:
            peer.respond(request.body)

    with serve(echo, tls=tls_server_context) as server:
        with Transport() as transport:
            for body in (b"x", data, b"y"):
                assert (fetch(transport, server.url, "PUT", content=body)).content == body
        assert server.connections == 1


def test_tls_verifies(tls_server_context: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch) -> None:
    with serve(tls=tls_server_context) as server:
        with Transport() as transport:
            with pytest.raises(httpx.ConnectError, match="certificate"):
                fetch(transport, server.url.replace("localhost", "127.0.0.1"))
            assert (fetch(transport, server.url)).content == b"ok"
        monkeypatch.delenv("SSL_CERT_FILE")
        with Transport() as transport:
            with pytest.raises(httpx.ConnectError, match="certificate"):
                fetch(transport, server.url)
            assert (transport.busy, transport.idle) == (0, 0)


def test_tls_handshake_failures(tls_server_context: ssl.SSLContext) -> None:
    asleep = threading.Event()

    def handler(peer: Peer) -> None:
        peer.socket.recv(10_000)
        if peer.number > 1:
            peer.send(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        if peer.number == 1:
            asleep.wait(10)

    with serve(handler) as server:
        url = server.url.replace("http:", "https:")
        with Transport() as transport:
            with pytest.raises(httpx.ConnectTimeout):
                fetch(transport, url, timeout={"connect": 0.05})
            asleep.set()
            with pytest.raises(httpx.ConnectError):
                fetch(transport, url)


def test_an_early_answer_over_tls(tls_server_context: ssl.SSLContext) -> None:
    done = threading.Event()

    def handler(peer: Peer) -> None:
        peer.read_head()
        peer.send(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno")
        done.wait(10)

    with serve(handler, tls=tls_server_context) as server:
        with Transport() as transport:
            response = fetch(transport, server.url, "PUT", content=Parts(*[bytes(100_000)] * 1000))
            assert (response.status_code, response.content) == (403, b"no")
            done.set()


def proxy(peer: Peer) -> None:
    """A proxy that forwards, or opens tunnels, and notes what it was asked."""
    request = peer.read_request()
    if request is None:
        return
    if request.method != "CONNECT":
        peer.respond(b"forwarded " + request.target.encode())
        keep_responding(peer)
        return
    if request.headers.get("proxy-authorization") == "Basic bm86bm8=":
        peer.send(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
        return
    host, port = request.target.rsplit(":", 1)
    with socket.create_connection((host, int(port))) as onward:
        peer.send(b"HTTP/1.1 200 Connection established\r\n\r\n")
        back = threading.Thread(target=pump, args=(onward, peer.socket))
        back.start()
        pump(peer.socket, onward)
        back.join()


def pump(source: socket.socket, sink: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            sink.sendall(data)
    with contextlib.suppress(OSError):
        sink.shutdown(socket.SHUT_WR)


def test_a_proxy_that_forwards(monkeypatch: pytest.MonkeyPatch) -> None:
    with serve(proxy) as server:
        monkeypatch.setenv("HTTP_PROXY", server.url.replace("http://", "http://us%40er:pass@"))
        monkeypatch.setenv("NO_PROXY", "direct.invalid")
        with Transport() as transport:
            response = fetch(transport, "http://tc.invalid/api?x=1")
            assert response.content == b"forwarded http://tc.invalid/api?x=1"
            assert (fetch(transport, "http://tc.invalid/api")).content == b"ok"
            fetch(transport, "http://tc.invalid:81/api")
            with pytest.raises(httpx.ConnectError):
                fetch(transport, "http://direct.invalid/")
        assert server.connections == 2
        assert {request.headers["proxy-authorization"] for request in server.requests} == {
            "Basic dXNAZXI6cGFzcw=="
        }
        assert [request.headers["host"] for request in server.requests] == [
            "tc.invalid",
            "tc.invalid",
            "tc.invalid:81",
        ]
        assert server.requests[2].target == "http://tc.invalid:81/api"


def test_a_proxy_that_tunnels(tls_server_context: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch) -> None:
    with serve(tls=tls_server_context) as server, serve(proxy) as between:
        monkeypatch.setenv("HTTPS_PROXY", between.url)
        with Transport() as transport:
            for _ in range(3):
                assert (fetch(transport, server.url)).content == b"ok"
        assert (server.connections, between.connections) == (1, 1)
        assert between.requests[0].target == f"localhost:{server.port}"
        assert between.requests[0].headers["host"] == f"localhost:{server.port}"

        monkeypatch.setenv("HTTPS_PROXY", between.url.replace("http://", "http://no:no@"))
        with Transport() as transport:
            with pytest.raises(httpx.ProxyError, match="407"):
                fetch(transport, server.url)
            assert (transport.busy, transport.idle) == (0, 0)


def test_a_proxy_that_speaks_tls_itself(
    tls_server_context: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = bytes(range(256)) * 2000

    def echo(peer: Peer) -> None:
        while (request := peer.read_request()) is not None:
            peer.respond(request.body)

    with serve(echo, tls=tls_server_context) as server, serve(proxy, tls=tls_server_context) as between:
        monkeypatch.setenv("ALL_PROXY", between.url)
        with Transport() as transport:
            for body in (b"x", data, b"y"):
                assert (fetch(transport, server.url, "PUT", content=body)).content == body
        assert (server.connections, between.connections) == (1, 1)


def socks(peer: Peer) -> None:
    """A SOCKS5 proxy with the user `us` and the password `secret`."""
    version, count = peer.take(2)
    methods = peer.take(count)
    peer.send(bytes([version, methods[0]]))
    if methods == b"\x02":
        login = peer.take(2 + 2 + 1 + 6)
        if login != b"\x01\x02us\x06secret":
            peer.send(b"\x01\x01")
            return
        peer.send(b"\x01\x00")
    assert peer.take(4) == b"\x05\x01\x00\x03"
    host = peer.take(peer.take(1)[0])
    port = int.from_bytes(peer.take(2), "big")
    if host != b"localhost":
        peer.send(b"\x05\x04\x00\x01" + bytes(6))
        return
    with socket.create_connection((host, port)) as onward:
        peer.send(b"\x05\x00\x00\x03\x04name\x00\x50")
        back = threading.Thread(target=pump, args=(onward, peer.socket))
        back.start()
        pump(peer.socket, onward)
        back.join()


@LEAVES_SOCKETS
def test_a_socks_proxy(tls_server_context: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch) -> None:
    with serve() as plain, serve(tls=tls_server_context) as secure, serve(socks) as between:
        for login in ("", "us:secret@"):
            monkeypatch.setenv("ALL_PROXY", f"socks5://{login}127.0.0.1:{between.port}")
            with Transport() as transport:
                for server in (plain, secure, plain):
                    assert (fetch(transport, server.url)).content == b"ok"
                with pytest.raises(
                    httpx.ProxyError,
                    match=r"Host unreachable.*the proxy socks5://127.* of ALL",
                ):
                    fetch(transport, "http://nowhere.invalid/")
        assert (plain.connections, secure.connections, between.connections) == (2, 2, 6)
        monkeypatch.setenv("ALL_PROXY", f"socks5://us:forget@127.0.0.1:{between.port}")
        with Transport() as transport:
            with pytest.raises(httpx.ProxyError, match="Invalid username/password"):
                fetch(transport, plain.url)
    gc.collect()


def test_mocked_requests_are_seen(httpx_mock: Any) -> None:
    httpx_mock.add_response(url="http://tc.invalid/x", json={"mocked": True})
    with Transport() as transport:
        assert (fetch(transport, "http://tc.invalid/x")).json() == {"mocked": True}
    assert len(httpx_mock.get_requests()) == 1


@pytest.fixture
def spans() -> Iterator[InMemorySpanExporter]:
    """What OpenTelemetry's instrumentation for httpx records."""
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    instrumentor = HTTPXClientInstrumentor()
    instrumentor.instrument(tracer_provider=provider)
    yield exporter
    instrumentor.uninstrument()
    provider.shutdown()


def test_traced_requests_are_seen(spans: InMemorySpanExporter) -> None:
    with serve() as server:
        with Transport() as transport:
            assert (fetch(transport, server.url)).content == b"ok"
        assert "traceparent" in server.requests[0].headers
    (span,) = spans.get_finished_spans()
    assert span.kind is SpanKind.CLIENT
    assert server.url in str(span.attributes)


def test_private_names_of_httpx_that_are_relied_on_are_there() -> None:
    """httpx's transports delegate to `_pool`, and to nothing else: so it may be replaced."""
    stock = httpx.HTTPTransport(verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
    assert list(vars(stock)) == ["_pool"]
    assert callable(stock._pool.handle_request)
    stock.close()
    for name in ("handle_request", "close"):
        assert "_pool" in getattr(httpx.HTTPTransport, name).__code__.co_names
        assert callable(getattr(_PoolForHttpx, name))
    assert patched() == ""


def test_nothing_secret_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with serve() as server:
        with Transport() as transport:
            fetch(transport, server.url + "/?bewit=SECRET", headers={"Authorization": "Hawk SECRET"})
    assert "SECRET" not in caplog.text


def test_pool_when_full_closes_one_of_several_idle_connections() -> None:
    both = threading.Barrier(2)

    def handler(peer: Peer) -> None:
        while (request := peer.read_request()) is not None:
            if request.target == "/both":
                both.wait(10)
            peer.respond()

    with serve(handler) as one, serve() as other:
        with Transport(max_connections=2) as transport:
            gather(*[lambda: fetch(transport, one.url + "/both")] * 2)
            assert transport.idle == 2
            fetch(transport, other.url)
            assert transport.idle == 2
            fetch(transport, one.url)
        assert (one.connections, other.connections) == (2, 1)


def test_chunk_that_comes_in_small_pieces_is_read() -> None:
    def handler(peer: Peer) -> None:
        while peer.read_request() is not None:
            for part in (
                b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                b"2",
                b"\r\nok\r\n0\r\n\r\n",
            ):
                peer.send(part)
                peer.server.stopping.wait(0.02)

    with serve(handler) as server:
        with Transport() as transport:
            assert (fetch(transport, server.url)).content == b"ok"


class Bare(httpx.SyncByteStream):
    """A body whose iterator has nothing to close."""

    def __init__(self, *pieces: bytes) -> None:
        self._pieces = pieces

    def __iter__(self) -> Any:
        return _Steps(*self._pieces)


class _Steps:
    def __init__(self, *pieces: bytes) -> None:
        self._pieces = list(pieces)

    def __next__(self) -> bytes:
        if not self._pieces:
            raise StopIteration
        return self._pieces.pop(0)

    def __iter__(self) -> Any:
        return self


def echo(peer: Peer) -> None:
    while (request := peer.read_request()) is not None:
        peer.respond(request.body)


def test_request_body_without_anything_to_close_is_sent() -> None:
    with serve(echo) as server:
        with Transport() as transport:
            for parts in ([b"some", b"", b"thing"], []):
                body: Any = Bare(*parts)
                headers = {"Host": "localhost", "Transfer-Encoding": "chunked"}
                answer = fetch(transport, server.url, "PUT", stream=body, headers=headers)
                assert answer.content == b"".join(parts)


class Pieces(httpx.SyncByteStream):
    """A body in one piece, and no generator."""

    def __init__(self, *pieces: bytes) -> None:
        self._pieces = list(pieces)

    def __iter__(self) -> Pieces:
        return self

    def __next__(self) -> bytes:
        if not self._pieces:
            raise StopIteration
        return self._pieces.pop(0)


def test_connection_that_ends_while_its_request_is_made_is_given_up() -> None:
    """The request begins on an idle connection, its body takes a while, and the server hangs up meanwhile."""

    class Slow(Pieces):
        def __next__(self) -> bytes:
            if self._pieces:
                hang_up.set()
                server.wait_for(lambda: server.open == 0)
                for _ in range(5):
                    pause()
            return super().__next__()

    def handler(peer: Peer) -> None:
        peer.read_request()
        peer.respond()
        hang_up.wait(10)

    hang_up = threading.Event()
    with serve(handler) as server:
        with Transport() as transport:
            fetch(transport, server.url)
            headers = {"Host": "localhost", "Transfer-Encoding": "chunked"}
            with pytest.raises((httpx.NetworkError, httpx.RemoteProtocolError)):
                fetch(transport, server.url, "PUT", stream=Slow(b"late"), headers=headers)
            assert transport.idle == 0


def test_connection_that_ended_while_others_were_used_is_replaced() -> None:
    def handler(peer: Peer) -> None:
        peer.read_request()
        peer.respond()

    with serve(handler) as server, serve() as other:
        with Transport() as transport:
            fetch(transport, server.url)
            server.wait_for(lambda: server.open == 0)
            for _ in range(5):
                fetch(transport, other.url)
            fetch(transport, server.url)
        assert server.connections == 2


def test_proxy_is_chosen_once_for_each_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("NO_PROXY", "localhost")
    with serve() as server:
        with Transport(keepalive_expiry=0) as transport:
            for _ in range(2):
                fetch(transport, server.url)
            with pytest.raises(httpx.ConnectError):
                fetch(transport, "http://elsewhere.example/")
            monkeypatch.delenv("HTTP_PROXY")
            with pytest.raises(httpx.ConnectError, match="through the proxy"):
                fetch(transport, "http://elsewhere.example/")


@LEAVES_SOCKETS
@pytest.mark.parametrize(
    ("says", "reason"),
    [
        (b"", "does not keep to the SOCKS protocol"),
        (b"\x05\xff", "NO ACCEPTABLE METHODS"),
        (b"\x05\x02\x01\x01", "does not keep to the SOCKS protocol|Invalid username"),
        (b"\x05\x02\x01\x00\x05\x63\x00\x01", "does not keep to the SOCKS protocol"),
    ],
)
def test_socks_proxy_that_refuses_is_an_error(
    says: bytes, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def handler(peer: Peer) -> None:
        peer.take(3)
        peer.send(says)
        while says and peer.socket.recv(1000):
            pass

    with serve(handler) as between:
        monkeypatch.setenv("ALL_PROXY", f"socks5://us:secret@127.0.0.1:{between.port}")
        with Transport() as transport:
            with pytest.raises(httpx.ProxyError, match=reason):
                fetch(transport, "http://tc.example/")
    gc.collect()


def test_socks_proxy_with_too_long_a_user_name_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", f"socks5://{'u' * 256}:secret@127.0.0.1:1")
    with Transport() as transport:
        with pytest.raises(ConfigurationError, match=r"ALL_PROXY: .* at most 255 bytes"):
            fetch(transport, "http://tc.example/")


def test_socks_proxy_without_its_package_names_the_variable_and_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "socksio", None)
    monkeypatch.setenv("all_proxy", "socks5h://us:secret@127.0.0.1:1")
    expected = r"^all_proxy: .*pip install 'taskcluster-sdk\[socks\]'$"
    with Transport() as transport:
        with pytest.raises(ConfigurationError, match=expected) as caught:
            fetch(transport, "http://tc.example/")
        assert caught.value.__cause__ is None
    with serve() as server:
        # One that is not asked for by this host does no harm, even while somebody watches httpx.
        monkeypatch.setenv("NO_PROXY", "localhost")
        monkeypatch.setattr(httpx.Client, "_transport_for_url", watched(httpx.Client))
        with Transport() as transport:
            assert (fetch(transport, server.url)).content == b"ok"


def watched(client: Any) -> Any:
    """A function in place of the one that finds a client's transport."""
    original = client._transport_for_url
    return lambda self, url: original(self, url)


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]"])
@pytest.mark.parametrize("bound", [b"\x01" + bytes(4), b"\x04" + bytes(16), b"\x03\x04name"])
def test_socks_proxy_gets_addresses(host: str, bound: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """A host that is an address goes as one; the address that the proxy tells of is of any kind."""

    def handler(peer: Peer) -> None:
        peer.take(3)
        peer.send(b"\x05\x00")
        kind = peer.take(4)[3]
        asked.append((kind, peer.take({1: 4, 4: 16}[kind] + 2)))
        peer.send(b"\x05\x00\x00" + bound + b"\x00\x50")
        with socket.create_connection(("127.0.0.1", server.port)) as onward:
            back = threading.Thread(target=pump, args=(onward, peer.socket))
            back.start()
            pump(peer.socket, onward)
            back.join()

    asked: list[tuple[int, bytes]] = []
    with serve() as server, serve(handler) as between:
        monkeypatch.setenv("ALL_PROXY", f"socks5://127.0.0.1:{between.port}")
        with Transport() as transport:
            assert (fetch(transport, f"http://{host}:{server.port}/")).content == b"ok"
    port = server.port.to_bytes(2, "big")
    assert asked == [(4, bytes(15) + b"\x01" + port) if ":" in host else (1, b"\x7f\x00\x00\x01" + port)]


def test_proxy_that_is_silent_inside_tls_times_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """TLS to the host is inside TLS to the proxy, and times out as well."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    file = tmp_path_factory.mktemp("tls") / "ca.pem"
    authority.cert_pem.write_to_path(str(file))
    monkeypatch.setenv("SSL_CERT_FILE", str(file))

    def handler(peer: Peer) -> None:
        peer.read_head()
        peer.send(b"HTTP/1.1 200 OK\r\n\r\n")
        peer.server.stopping.wait(10)

    with serve(handler, tls=context) as between:
        monkeypatch.setenv("ALL_PROXY", f"https://localhost:{between.port}")
        with Transport() as transport:
            with pytest.raises(httpx.ConnectTimeout):
                fetch(transport, "https://localhost:1/", timeout={"connect": 0.2})
