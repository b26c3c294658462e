# Generated from tests/_async/test_engine.py by tools/unasync_build.py. Do not edit.

"""What nothing gets through: other people's bytes, endless responses, peers that are slow or dead."""

from __future__ import annotations

import errno
import gzip
import itertools
import logging
import os
import socket
import ssl
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import httpx2
import pytest
import respx
import trustme
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from tc import ConfigurationError, RequestTimeoutError, Retry, ServerError, TransportError, sync
from tests.support.http_server import Peer, keep_responding, serve
from tests.support.open_telemetry import recorded_spans
from tests.support.scripted_taskcluster import reply, scripted

pytestmark = pytest.mark.anyio

ONCE = Retry(retries=0)
ALIVE = reply(200, {"alive": True})


@pytest.fixture(autouse=True)
def no_certificates_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "SSLKEYLOGFILE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def server_context(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ssl.SSLContext:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    return context


# ------------------------------------------------------------ no response for the wrong request


@pytest.mark.parametrize("secure", [False, True])
def test_response_that_nobody_asked_for_spoils_the_connection(
    secure: bool, server_context: ssl.SSLContext
) -> None:
    """Both come in one segment; with TLS each is a record of its own."""

    def handler(peer: Peer) -> None:
        near, far = peer.socket, None
        if secure:
            # Encrypted apart from the socket, so that both records can be sent at once.
            incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
            far = server_context.wrap_bio(incoming, outgoing, server_side=True)
            while True:
                try:
                    far.do_handshake()
                    break
                except ssl.SSLWantReadError:
                    near.sendall(outgoing.read())
                    incoming.write(near.recv(65536))
            near.sendall(outgoing.read())
            while True:
                try:
                    far.read(65536)
                    break
                except ssl.SSLWantReadError:
                    incoming.write(near.recv(65536))
            far.write(reply(200, {"alive": peer.number}))
            far.write(reply(200, {"alive": "of somebody else"}))
            near.sendall(outgoing.read())
        else:
            peer.read_request()
            peer.send(reply(200, {"alive": peer.number}) + reply(200, {"alive": "of somebody else"}))
        peer.hung_up()

    with serve(handler) as server:
        url = server.url.replace("http:", "https:") if secure else server.url
        with sync.Queue(url, retry=ONCE) as queue:
            for number in (1, 2, 3):
                assert queue.ping() == {"alive": number}


# ------------------------------------------------------------ linear and bounded


def test_error_of_empty_gzip_members_without_end_is_cut_short() -> None:
    members = gzip.compress(b"") * 1000
    sent: list[int] = []

    def handler(peer: Peer) -> None:
        peer.read_request()
        peer.send(b"HTTP/1.1 500 X\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n")
        while True:
            peer.send(b"%x\r\n%b\r\n" % (len(members), members))
            sent.append(len(members))

    with serve(handler) as server:
        with sync.Queue(server.url, retry=ONCE) as queue:
            with pytest.raises(ServerError):
                queue.ping()
    assert sum(sent) < 20_000_000


def test_response_of_two_gzip_members_is_read_whole() -> None:
    body = gzip.compress(b'{"alive"') + gzip.compress(b": true}")
    with scripted(reply(200, body, {"Content-Encoding": "gzip"})) as server:
        with sync.Queue(server.url) as queue:
            assert queue.ping() == {"alive": True}


@pytest.mark.parametrize("encoding", ["utf-8", "none", "binary", "aws-chunked", "identity", "gzip,", ""])
def test_content_encodings_that_mean_nothing(encoding: str) -> None:
    body = b'{"alive": true}' if "gzip" not in encoding else gzip.compress(b'{"alive": true}')
    headers = {"Content-Encoding": encoding, "Content-Type": "application/json"}
    with scripted(reply(200, body, headers)) as server:
        with sync.Queue(server.url) as queue:
            assert queue.ping() == {"alive": True}


# ------------------------------------------------------------ time


def test_total_timeout_ends_an_attempt_with_a_peer_that_sends_now_and_then() -> None:
    def handler(peer: Peer) -> None:
        peer.read_request()
        for byte in itertools.chain(b"HTTP/1.1 200 OK\r\nX: ", itertools.repeat(ord("x"))):
            peer.send(bytes([byte]))
            time.sleep(0.01)

    with serve(handler) as server:
        with sync.Queue(server.url, retry=Retry(retries=1, delay_factor=0), total_timeout=0.2) as queue:
            with pytest.raises(RequestTimeoutError, match="2 attempts"):
                queue.ping()
        assert server.connections == 2


def test_total_timeout_counts_the_body_too() -> None:
    def handler(peer: Peer) -> None:
        peer.read_request()
        peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while True:
            peer.send(b"x")
            time.sleep(0.01)

    with serve(handler) as server:
        with sync.Queue(server.url, retry=ONCE, total_timeout=0.2) as queue:
            with pytest.raises(RequestTimeoutError):
                queue.ping()


def test_connect_timeout_is_one_for_all_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener:
        fillers = [socket.socket() for _ in range(4)]
        for filler in fillers:
            filler.setblocking(False)
            filler.connect_ex(listener.getsockname())
        port = listener.getsockname()[1]
        found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))] * 6
        real = socket.getaddrinfo
        monkeypatch.setattr(
            socket,
            "getaddrinfo",
            lambda host, *args, **kwargs: found if "dead" in str(host) else real(host, *args, **kwargs),
        )
        timeout = httpx.Timeout(10, connect=0.5)
        with sync.Queue(f"http://dead.example:{port}", retry=ONCE, timeout=timeout) as queue:
            start = time.monotonic()
            with pytest.raises(RequestTimeoutError, match="ConnectTimeout"):
                queue.ping()
            assert time.monotonic() - start < 2.5  # six times 0.5 s would be three
        for filler in fillers:
            filler.close()


def test_second_address_is_reached_where_the_first_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    real = socket.getaddrinfo
    addresses = ["127.0.0.2", "127.0.0.1"]

    def look_up(host: str | bytes, port: int, *args: Any, **options: Any) -> Any:
        if "two.example" not in str(host):
            return real(host, port, *args, **options)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    with serve() as server:
        with sync.Queue(f"http://two.example:{server.port}", retry=ONCE) as queue:
            queue.ping()
        assert server.connections == 1
        addresses.pop()
        with sync.Queue(f"http://two.example:{server.port}", retry=ONCE) as queue:
            with pytest.raises(TransportError, match=os.strerror(errno.ECONNREFUSED)):
                queue.ping()


# ------------------------------------------------------------ the environment


def proxied(url: str) -> TransportError:
    """The error of a call that goes through a proxy that cannot be reached."""
    with sync.Queue(url, retry=ONCE) as queue:
        with pytest.raises(TransportError) as caught:
            queue.ping()
    return caught.value


@pytest.mark.parametrize("name", ["HTTP_PROXY", "http_proxy", "ALL_PROXY"])
def test_proxy_that_cannot_be_reached_is_named(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    monkeypatch.setenv(name, f"http://user:hunter2@127.0.0.1:{port}")
    text = str(proxied("http://tc.example"))
    assert f"the proxy http://127.0.0.1:{port} of {name}" in text
    assert "hunter2" not in text


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("http://user:hunter2", "port"),
        ("http://user:hunter2@host:x", "port"),
        ("gopher://user:hunter2@host", "must begin with"),
        ("http://user:hunter2@", "no host"),
        ("http://[user:hunter2@host", "malformed"),
        ("http://user:hunter2@" + "a" * 64 + ".example", "malformed"),
        ("http://user:hunter2@256.1.1.1", "malformed"),
        ("http://user:hunter2@host\x7f:1", "malformed"),
    ],
)
@pytest.mark.parametrize("name", ["HTTP_PROXY", "all_proxy"])
def test_proxy_variable_that_is_no_url_is_named_and_not_shown(
    name: str, value: str, problem: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with sync.Queue("http://tc.example") as queue:
        with pytest.raises(ConfigurationError, match=f"^{name}: .*{problem}") as caught:
            queue.ping()
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("name", ["SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "SSLKEYLOGFILE"])
def test_tls_variable_that_names_nothing_is_named(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(name, str(tmp_path / "missing" / "file"))
    with sync.Queue("https://localhost:1") as queue:
        with pytest.raises(ConfigurationError, match=f"^{name}: "):
            queue.ping()


@pytest.mark.parametrize("name", ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"])
def test_certificates_that_are_none_are_named(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "ca.pem").write_text("nothing")
    monkeypatch.setenv(name, str(tmp_path / "ca.pem"))
    with sync.Queue("https://localhost:1") as queue:
        with pytest.raises(ConfigurationError, match=f"^{name}: "):
            queue.ping()


def test_bundle_of_requests_and_key_log_are_used(
    server_context: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSLKEYLOGFILE", str(tmp_path / "keys"))
    monkeypatch.delenv("SSL_CERT_FILE")
    with serve(keep_responding, tls=server_context) as server:
        with sync.Client(server.url) as client:
            assert (client.request("GET", "api/x")).content == b"ok"
    assert "TRAFFIC_SECRET" in (tmp_path / "keys").read_text()


# ------------------------------------------------------------ other people's tools


@respx.mock
def test_respx_sees_the_calls_of_a_default_client() -> None:
    respx.get("https://tc.example/api/queue/v1/ping").mock(
        return_value=httpx.Response(200, json={"alive": 7})
    )
    with sync.Queue("https://tc.example") as queue:
        assert queue.ping() == {"alive": 7}
    assert respx.calls.call_count == 1


def test_pytest_httpx_sees_the_calls_of_a_default_client(httpx_mock: Any) -> None:
    httpx_mock.add_response(url="https://tc.example/api/queue/v1/ping", json={"alive": 7})
    with sync.Queue("https://tc.example") as queue:
        assert queue.ping() == {"alive": 7}
    assert len(httpx_mock.get_requests()) == 1


def test_vcrpy_records_and_replays_the_calls_of_a_default_client(tmp_path: Path) -> None:
    import vcr  # here, since it imports three HTTP libraries

    recorder = vcr.VCR(cassette_library_dir=str(tmp_path))
    with scripted(ALIVE) as server:
        for _ in range(2):
            with recorder.use_cassette("calls.yaml"):
                with sync.Queue(server.url) as queue:
                    assert queue.ping() == {"alive": True}
    assert len(server.requests) == 1


@pytest.fixture
def spans() -> Iterator[InMemorySpanExporter]:
    """What OpenTelemetry's instrumentation for httpx records."""
    with recorded_spans() as exporter:
        yield exporter


def test_open_telemetry_sees_the_calls_and_keeps_our_connections(spans: InMemorySpanExporter) -> None:
    with scripted(ALIVE, reply(200, {}), ALIVE) as server:
        with sync.Queue(server.url) as queue:
            queue.ping()
            queue.createTask("task", {"a": 1})  # type: ignore[typeddict-unknown-key]
            queue.ping()
            assert queue.api_client._sender.stats() == (0, 1, 0)
        assert server.server.connections == 1
        assert server.requests[1].body == b'{"a":1}'
        assert all("traceparent" in request.headers for request in server.requests)
    assert len(spans.get_finished_spans()) == 3


def test_tool_is_seen_only_while_it_is_there() -> None:
    with scripted(ALIVE) as server:
        with sync.Queue(server.url) as queue:
            assert queue.ping() == {"alive": True}
            with respx.mock:
                respx.get(f"{server.url}/api/queue/v1/ping").mock(return_value=httpx.Response(200, json={}))
                assert queue.ping() == {}
            assert queue.ping() == {"alive": True}
        assert server.server.connections == 1


# ------------------------------------------------------------ httpx2


def test_client_of_httpx2_is_taken() -> None:
    seen: list[str] = []

    def hook(request: Any) -> None:
        seen.append(request.url.path)

    with scripted(ALIVE) as server:
        with httpx2.Client(event_hooks={"request": [hook]}) as mine:
            queue = sync.Queue(server.url, http_client=mine)  # type: ignore[arg-type]
            assert queue.ping() == {"alive": True}
            queue.close()
            assert not mine.is_closed
    assert seen == ["/api/queue/v1/ping"]


def test_transport_of_httpx2_is_taken_and_its_errors_are_those_of_httpx() -> None:
    def fail(request: Any) -> Any:
        raise httpx2.ReadTimeout("slow", request=request)

    transport: Any = httpx2.MockTransport(lambda request: httpx2.Response(200, json={"alive": 7}))
    with sync.Queue("https://tc.example", transport=transport) as queue:
        assert queue.ping() == {"alive": 7}
    broken: Any = httpx2.MockTransport(fail)
    with sync.Queue("https://tc.example", transport=broken, retry=ONCE) as queue:
        with pytest.raises(RequestTimeoutError) as caught:
            queue.ping()
    assert isinstance(caught.value.__cause__, httpx.ReadTimeout)


def test_httpx2_logs_nothing_secret(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with scripted(ALIVE) as server:
        with httpx2.Client() as mine, sync.Client(server.url, http_client=mine) as client:  # type: ignore[arg-type]
            client.request("GET", "api/x", query={"bewit": "SECRET"})
    assert "SECRET" not in caplog.text
