"""One exchange: deadlines, early responses, and what httpx is told."""

from __future__ import annotations

import socket
import ssl
import struct
import sys
import threading
from typing import Any

import httpx
import pytest

from tc._async.sender import Sender
from tc._protocol.message import Origin, Request, Timeouts
from tests._async.engines import Parts, Transport, fetch
from tests.support.http_server import Peer, serve

pytestmark = pytest.mark.anyio

TIMEOUTS = Timeouts(10.0, 10.0, 10.0)


async def test_fetch_after_its_deadline_fails_before_it_connects() -> None:
    with serve() as server:
        async with Transport() as transport:
            with pytest.raises(httpx.ReadTimeout, match="longer than total_timeout"):
                await fetch(transport, server.url, timeout={"total": 0.0})
            assert (transport.busy, transport.idle) == (0, 0)
        assert server.connections == 0


async def test_fetch_whose_part_is_not_taken_gets_the_early_response() -> None:
    """The server responds before it has read even one part, and reads no more."""

    def handler(peer: Peer) -> None:
        peer.read_head()
        peer.send(b"HTTP/1.1 413 Content Too Large\r\nContent-Length: 5\r\n\r\nlarge")
        peer.server.stopping.wait(10)

    with serve(handler) as server:
        async with Transport() as transport:
            response = await fetch(transport, server.url, "PUT", content=Parts(b"x" * 50_000_000, b"more"))
            assert (response.status_code, response.content) == (413, b"large")
            assert transport.idle == 0


async def test_response_shows_its_status() -> None:
    with serve() as server:
        async with Transport() as transport:
            origin = Origin("http", "localhost", server.port)
            request = Request("GET", origin, "/?x", headers=[("Host", "localhost")], timeouts=TIMEOUTS)
            response = await transport.sender.open(request)
            assert repr(response) == "<StreamedResponse 200>"
            await response.aclose()


@pytest.mark.parametrize(
    ("timeouts", "read"),
    [
        (Timeouts(1.0, 9.0, 3.0, 4.0), 4.0),
        (Timeouts(1.0, 2.0, 3.0, 4.0), 2.0),
        (Timeouts(1.0, None, 3.0, 4.0), 4.0),
    ],
)
async def test_given_client_is_told_the_total_timeout(timeouts: Timeouts, read: float) -> None:
    told: list[Any] = []

    def respond(request: httpx.Request) -> httpx.Response:
        told.append(request.extensions["timeout"])
        return httpx.Response(200, content=b"ok")

    async with httpx.AsyncClient(transport=httpx.MockTransport(respond)) as client:
        origin = Origin("http", "tc.invalid", 80)
        response = await Sender(client).send(Request("GET", origin, "/", timeouts=timeouts))
    assert (response.status, response.content) == (200, b"ok")
    assert told == [{"connect": 1.0, "read": read, "write": 3.0, "pool": None, "total": 4.0}]


async def test_mock_made_after_a_client_without_httpx_is_seen(
    httpx_mock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program imports httpx only after it has made its client."""
    httpx_mock.add_response(url="http://tc.invalid/x", text="mocked")
    with monkeypatch.context() as patch:
        patch.delitem(sys.modules, "httpx")
        transport = Transport()
    assert (await fetch(transport, "http://tc.invalid/x")).content == b"mocked"
    await transport.aclose()


async def test_handshake_that_the_server_ends_is_a_connect_error(
    tls_server_context: ssl.SSLContext,
) -> None:
    with serve(lambda peer: peer.hung_up() or None) as server:  # type: ignore[arg-type, return-value]
        async with Transport() as transport:
            with pytest.raises(httpx.ConnectError):
                await fetch(transport, server.url.replace("http:", "https:"))
            assert (transport.busy, transport.idle) == (0, 0)


async def test_tls_response_that_ends_with_the_connection_is_whole(
    tls_server_context: ssl.SSLContext,
) -> None:
    def handler(peer: Peer) -> None:
        peer.read_request()
        peer.send(b"HTTP/1.1 200 OK\r\n\r\nok")
        peer.socket.unwrap()  # type: ignore[attr-defined] # says goodbye, as TLS has it

    with serve(handler, tls=tls_server_context) as server:
        async with Transport() as transport:
            assert (await fetch(transport, server.url)).content == b"ok"
            assert transport.idle == 0


async def test_idle_tls_connection_that_was_reset_is_replaced(tls_server_context: ssl.SSLContext) -> None:
    def handler(peer: Peer) -> None:
        peer.read_request()
        peer.respond(str(peer.number).encode())
        reset.wait(10)
        reset.clear()
        peer.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    reset = threading.Event()
    with serve(handler, tls=tls_server_context) as server:
        async with Transport() as transport:
            assert (await fetch(transport, server.url)).content == b"1"
            reset.set()
            server.wait_for(lambda: server.open == 0)
            assert (await fetch(transport, server.url)).content == b"2"
            assert transport.idle == 1
            reset.set()
