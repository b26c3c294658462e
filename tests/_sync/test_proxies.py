# Generated from tests/_async/test_proxies.py by tools/unasync_build.py. Do not edit.

"""Proxies of the environment: those that forward, tunnels, TLS to the proxy itself, and SOCKS."""

from __future__ import annotations

import contextlib
import gc
import socket
import ssl
import sys
import threading
from typing import Any

import httpx
import pytest
import trustme

from tc import ConfigurationError
from tests._sync.engines import Transport, fetch
from tests.support.http_server import Peer, keep_responding, serve

pytestmark = pytest.mark.anyio

# httpcore leaves its socket to the garbage collector when a SOCKS proxy refuses.
LEAVES_SOCKETS = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


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
