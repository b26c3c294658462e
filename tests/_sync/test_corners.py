# Generated from tests/_async/test_corners.py by tools/unasync_build.py. Do not edit.

"""What happens seldom: corners of the client, its transport and the transfers that no other test gets to."""

from __future__ import annotations

import socket
import ssl
import threading
from datetime import timedelta
from typing import Any

import httpx
import pytest
import trustme

from tc import ConfigurationError, Credentials, Retry, TransferError, TransportError, sync
from tc._sync.http.pool import Transport
from tc._sync.sender import Sender
from tc._transfer.plan import BLOCK
from tests._sync.test_pool import fetch, pause, pump
from tests.support.fake_storage import (
    LARGE,
    QUICK,
    SMALL,
    answering,
    cut,
    hashes_of,
    storage,
)
from tests.support.http_server import Peer, gather, serve
from tests.support.scripted_taskcluster import reply, scripted

pytestmark = pytest.mark.anyio

CREDENTIALS = Credentials("tester", "no-secret")
ALIVE = reply(200, {"alive": True})


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


# ------------------------------------------------------------ clients


def test_closing_a_derived_client_leaves_the_connections_open() -> None:
    with scripted(ALIVE) as server:
        with sync.Client(server.url) as client:
            with client.derive(timeout=5) as derived:
                assert derived.call_api("GET", "x") == {"alive": True}
            assert client.call_api("GET", "x") == {"alive": True}
        assert server.server.connections == 1


@pytest.mark.parametrize("host", ["☃.net", "999.999.999.999"])
def test_hosts_that_only_httpx_knows_to_be_wrong(host: str) -> None:
    with pytest.raises(ConfigurationError, match="root_url: "):
        sync.Client(f"https://{host}")


def test_a_failure_without_any_words() -> None:
    class Mute(httpx.BaseTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            raise httpx.ReadError("")

    with sync.Queue("http://tc", transport=Mute(), retry=Retry(retries=0)) as queue:
        with pytest.raises(TransportError, match=r"no response after 1 attempt: ReadError$"):
            queue.ping()


def test_a_mock_that_has_its_content_at_once() -> None:
    """Nothing is left to read then, and the limits hold all the same."""
    answers = [httpx.Response(200, json={"a": 1}), httpx.Response(500, content=b"x" * 2_000_000)]
    transport = httpx.MockTransport(lambda request: answers.pop(0))
    with sync.Client("http://tc", transport=transport, retry=Retry(retries=0)) as client:
        assert client.call_api("GET", "x") == {"a": 1}
        with pytest.raises(Exception, match="500") as caught:
            client.call_api("GET", "x")
    assert len(caught.value.body) == 65536  # type: ignore[attr-defined]


# ------------------------------------------------------------ the transport


def test_there_is_one_transport_whoever_makes_it() -> None:
    """Of two that find that there is none yet, the second takes the one of the first."""
    connections = Sender(None, None, 1)
    made = connections._make_engine()
    assert connections._make_engine() is made
    connections.close()


def test_one_of_several_idle_connections_makes_room() -> None:
    both = threading.Barrier(2)

    def handler(peer: Peer) -> None:
        while (request := peer.read_request()) is not None:
            if request.target == "/both":
                both.wait(10)
            peer.answer()

    with serve(handler) as one, serve() as other:
        with Transport(max_connections=2) as transport:
            gather(*[lambda: fetch(transport, one.url + "/both")] * 2)
            assert transport._pool._open == 2
            fetch(transport, other.url)
            assert transport._pool._open == 2
            assert sorted(map(len, transport._pool._idle.values())) == [1, 1]
            fetch(transport, one.url)
        assert (one.connections, other.connections) == (2, 1)


def test_a_chunk_that_comes_in_small_pieces() -> None:
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


def test_a_body_without_anything_to_close() -> None:
    with serve(echo) as server:
        with Transport() as transport:
            for parts in ([b"some", b"", b"thing"], []):
                body: Any = Bare(*parts)
                headers = {"Host": "localhost", "Transfer-Encoding": "chunked"}
                answer = fetch(transport, server.url, "PUT", stream=body, headers=headers)
                assert answer.content == b"".join(parts)


def test_a_connection_that_ends_while_its_request_is_made() -> None:
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
        peer.answer()
        hang_up.wait(10)

    hang_up = threading.Event()
    with serve(handler) as server:
        with Transport() as transport:
            fetch(transport, server.url)
            headers = {"Host": "localhost", "Transfer-Encoding": "chunked"}
            with pytest.raises((httpx.NetworkError, httpx.RemoteProtocolError)):
                fetch(transport, server.url, "PUT", stream=Slow(b"late"), headers=headers)
            assert transport._pool._open == 0


def test_a_connection_that_ended_while_others_were_used() -> None:
    def handler(peer: Peer) -> None:
        peer.read_request()
        peer.answer()

    with serve(handler) as server, serve() as other:
        with Transport() as transport:
            fetch(transport, server.url)
            server.wait_for(lambda: server.open == 0)
            for _ in range(5):
                fetch(transport, other.url)
            fetch(transport, server.url)
        assert server.connections == 2


def echo(peer: Peer) -> None:
    while (request := peer.read_request()) is not None:
        peer.answer(request.body)


def test_a_proxy_is_chosen_once_for_each_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("NO_PROXY", "localhost")
    with serve() as server:
        with Transport(keepalive_expiry=0) as transport:
            for _ in range(2):
                fetch(transport, server.url)
            with pytest.raises(httpx.ConnectError):
                fetch(transport, "http://elsewhere.example/")
            assert sorted(map(bool, transport._pool._proxies.values())) == [False, True]


@pytest.mark.parametrize(
    ("says", "reason"),
    [
        (b"", "closed the connection"),
        (b"\x05\xff", "does not take this way to log in"),
        (b"\x05\x02\x01\x01", "refused user name and password"),
        (b"\x05\x02\x01\x00\x05\x05\x00\x01", "could not connect: connection refused"),
        (b"\x05\x02\x01\x00\x05\x63\x00\x01", "could not connect: 99"),
    ],
)
def test_socks_proxies_that_refuse(says: bytes, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
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


def test_socks_proxies_have_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    with serve(lambda peer: peer.send(peer.take(3)[:1] + b"\x02")) as between:
        monkeypatch.setenv("ALL_PROXY", f"socks5://{'u' * 256}:secret@127.0.0.1:{between.port}")
        with Transport() as transport:
            with pytest.raises(httpx.ProxyError, match="1 to 255 bytes"):
                fetch(transport, "http://tc.example/")


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]"])
@pytest.mark.parametrize("bound", [b"\x01" + bytes(4), b"\x04" + bytes(16), b"\x03\x04name"])
def test_socks_proxies_and_addresses(host: str, bound: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
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


def test_a_proxy_that_says_nothing_inside_tls(
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


# ------------------------------------------------------------ transfers


def test_other_hashes_after_an_expired_url() -> None:
    """Then it is another content, and begins anew."""
    other = SMALL[::-1]
    with storage(faults=[cut(1000)], lifetime=[timedelta(0)]) as server:

        def start(request: Any) -> bytes:
            if server.names().count("startDownload") == 2:
                server.content = other
            answer = server._startDownload(None)
            return reply(200, answer | {"hashes": hashes_of(server.content)})

        server.answers = {"startDownload": start}
        with sync.Object(server.url, credentials=CREDENTIALS, retry=QUICK) as service:
            assert (sync.download_to_buf(service, "x")).content == other


def test_a_transport_that_does_not_count() -> None:
    """What ends before its length says is not the whole, though the transport sees nothing wrong."""
    location = {
        "method": "getUrl",
        "url": "http://storage/x",
        "expires": "2999-01-01T00:00:00.000Z",
        "hashes": hashes_of(SMALL),
    }

    def answer(request: httpx.Request) -> httpx.Response:
        if request.method == "PUT":
            return httpx.Response(200, json=location)
        return httpx.Response(200, headers={"Content-Length": "100000"}, stream=Pieces(SMALL[:1000]))

    transport = httpx.MockTransport(answer)
    options: Any = {"transport": transport, "retry": Retry(retries=1, delay_factor=0)}
    with sync.Object("http://tc", **options) as service:
        with pytest.raises(TransferError, match="ended after 1000 of 100000 bytes"):
            sync.download_to_buf(service, "x")


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


def test_a_writer_that_fails_like_a_connection() -> None:
    """Trying again would not bring back what it has lost."""

    class Writer:
        def write(self, data: bytes) -> None:
            raise httpx.WriteError("gone")

    with storage() as server:
        with sync.Object(server.url, credentials=CREDENTIALS, retry=QUICK) as service:
            with pytest.raises(TransferError, match="the writer failed: WriteError"):
                sync.download_with_factory(service, "x", Writer)
    assert len(server.storage_requests) == 1


def test_a_content_that_is_exactly_a_block() -> None:
    content = LARGE[:BLOCK]
    seen: list[int] = []
    with storage(content=content) as server:
        with sync.Object(server.url, credentials=CREDENTIALS, retry=QUICK) as service:
            got = sync.download_to_buf(service, "x", progress=lambda done, total: seen.append(done))
    assert got.content == content
    assert seen[-1] == BLOCK


def test_a_service_that_changes_its_mind_about_the_method() -> None:
    """A fresh URL was asked for, and it has the content already, or wants it in another way."""
    with storage(faults=[answering(403)], lifetime=[timedelta(0)]) as server:
        create = server._createUpload

        def answer(request: Any) -> bytes:
            if server.names().count("createUpload") == 2:
                server.methods = ("dataInline",)
                return reply(
                    200, create({**payload(server), "proposedUploadMethods": {"dataInline": INLINE}})
                )
            return reply(200, create(payload(server)))

        server.answers = {"createUpload": answer}
        with sync.Object(server.url, credentials=CREDENTIALS, retry=QUICK) as service:
            with pytest.raises(TransferError, match="changed the method"):
                sync.upload_from_buf(
                    service,
                    project_id="p",
                    name="x",
                    content_type="text/plain",
                    expires="2999-01-01T00:00:00.000Z",
                    data=SMALL,
                )


INLINE = {"contentType": "text/plain", "objectData": ""}


def payload(server: Any) -> dict[str, Any]:
    """What the last call sent."""
    sent: dict[str, Any] = server.calls[-1][1]
    return sent


def test_an_object_artifact_is_created_again_where_the_answer_says_that_it_was_not() -> None:
    upload: Any = {
        "storage_type": "object",
        "content_type": "text/plain",
        "expires": "2999-01-01T00:00:00.000Z",
        "data": SMALL,
    }
    with storage() as server:
        create = server._createArtifact

        def answer(request: Any) -> bytes:
            if server.names().count("createArtifact") < 3:
                return reply(429, {"message": "slowly"})
            return reply(200, create(payload(server)))

        server.answers = {"createArtifact": answer}
        also = Retry(retries=2, delay_factor=0, also=frozenset({429}))
        with sync.Queue(server.url, credentials=CREDENTIALS, retry=also) as queue:
            sync.upload_artifact_from_buf(queue, "task", 0, "public/x", **upload)
            assert server.names().count("createArtifact") == 3
            server.calls.clear()
            with pytest.raises(Exception, match="429"):
                sync.upload_artifact_from_buf(
                    queue.with_options(retry=QUICK), "task", 0, "public/x", **upload
                )
            assert server.names() == ["createArtifact"]
