# Generated from tests/_async/test_exchange.py by tools/unasync_build.py. Do not edit.

"""One exchange: what is sent, what is received, with TLS as well, and what can go wrong in it."""

from __future__ import annotations

import contextlib
import os
import socket
import ssl
import threading
import time
from typing import Any

import httpx
import pytest

from tests._sync.engines import Parts, Transport, fetch, replying
from tests.support.http_server import CONTENT_LENGTH, Peer, echo, serve

pytestmark = pytest.mark.anyio


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
    sent = b"HTTP/1.1 418 I'm a teapot\r\nX-One: 1\r\nx-two:2 \r\nX-One: 3\r\nContent-Length: 3\r\n\r\nabc"
    with serve(replying(sent)) as server:
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


@pytest.mark.parametrize(
    ("method", "response", "body"),
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
def test_bodies_and_reuse_after_them(method: str, response: bytes, body: bytes) -> None:
    with serve(replying(response, response)) as server:
        with Transport() as transport:
            for _ in range(2):
                assert (fetch(transport, server.url, method)).content == body
        assert server.connections == 1


@pytest.mark.parametrize(
    "response",
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
def test_responses_that_are_no_http_are_errors(response: bytes) -> None:
    with serve(replying(response)) as server:
        with Transport() as transport:
            with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)) as caught:
                fetch(transport, server.url)
            # Bytes that were left unread reset the connection.
            assert len(response) > 4000 or caught.type is httpx.RemoteProtocolError
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
def test_a_response_before_the_whole_request(hang_up: bool, chunked: bool) -> None:
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
            assert not transport.last.request_sent
            assert (transport.busy, transport.idle) == (0, 0)
            done.set()


@pytest.mark.parametrize("content", [b"abc", Parts(b"ab", b"c"), None])
def test_a_response_after_the_whole_request_says_so(content: Any) -> None:
    with serve(echo) as server:
        with Transport() as transport:
            fetch(transport, server.url, "PUT", content=content)
            assert transport.last.request_sent


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


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n"


@pytest.mark.parametrize(
    ("response", "problem"),
    [
        (CONTENT_LENGTH % (163840, bytes(163840)), None),
        (CHUNKED + b"0\r\n\r\n", None),
        (b"HTTP/1.1 204 No Content\r\n\r\n", None),
        (CHUNKED, "EOF"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok", "EOF"),
        (b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nok", "EOF"),
        (b"HTTP/1.1 200 OK\r\n", "EOF"),
        (b"", "EOF"),
    ],
)
def test_end_of_the_line_beneath_tls_ends_no_body(
    response: bytes, problem: str | None, tls_server_context: ssl.SSLContext
) -> None:
    def cut(peer: Peer) -> None:
        if peer.read_request() is not None:
            peer.send(response)
            os.close(peer.socket.detach())

    with serve(cut, tls=tls_server_context) as server:
        with Transport() as transport:
            for _ in range(2):  # the second time an idle connection is found ended
                with pytest.raises(httpx.ReadError, match=problem) if problem else contextlib.nullcontext():
                    fetch(transport, server.url)
                server.wait_for(lambda: server.open == 0)


def test_an_early_response_over_tls(tls_server_context: ssl.SSLContext) -> None:
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


def test_request_body_without_anything_to_close_is_sent() -> None:
    with serve(echo) as server:
        with Transport() as transport:
            for parts in ([b"some", b"", b"thing"], []):
                body: Any = Bare(*parts)
                headers = {"Host": "localhost", "Transfer-Encoding": "chunked"}
                response = fetch(transport, server.url, "PUT", stream=body, headers=headers)
                assert response.content == b"".join(parts)
