"""What a caller sees of a network, a server or a proxy that fails, whatever carries the requests."""

from __future__ import annotations

import functools
import gzip
import json
import logging
import socket
import ssl
import struct
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
import trustme

from tc import (
    APIError,
    BadRequestError,
    Credentials,
    NotFoundError,
    RequestTimeoutError,
    ResponseError,
    Retry,
    ServerError,
    TransportError,
    aio,
)
from tc._async.http.response import MAX_ERROR, MAX_RESPONSE
from tests.support.http_server import Peer, async_gather, serve
from tests.support.scripted_taskcluster import ScriptedTaskcluster, hang_up, reply, say_nothing, scripted

pytestmark = pytest.mark.anyio

CREDENTIALS = Credentials("tester", "no-secret")
QUICK = Retry(retries=1, delay_factor=0)
ALIVE = reply(200, {"alive": True})
MEBIBYTE = 1024 * 1024


TRUST = ssl.create_default_context()  # making one for each test would take most of its time


@pytest.fixture(params=["default", "http_client", "transport"])
async def connections(request: Any) -> Any:
    """Options that have a client send in each of its ways."""
    if request.param == "default":
        yield {}
    elif request.param == "transport":
        yield {"transport": httpx.AsyncHTTPTransport(verify=TRUST)}
    else:
        async with httpx.AsyncClient(verify=TRUST) as client:
            yield {"http_client": client}


def saying(*parts: bytes) -> Callable[[Peer], bool]:
    """Send this, and close the connection."""

    def response(peer: Peer) -> bool:
        for part in parts:
            peer.send(part)
        return False

    return response


def reset(*parts: bytes) -> Callable[[Peer], bool]:
    """Send this, and reset the connection."""

    def response(peer: Peer) -> bool:
        for part in parts:
            peer.send(part)
        peer.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        return False

    return response


def without_end(head: bytes, part: bytes) -> Callable[[Peer], bool]:
    """Respond without end, until the client has enough."""

    def response(peer: Peer) -> bool:
        peer.send(head)
        while True:
            peer.send(part)

    return response


JSON_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
FAULTS: dict[str, bytes | Callable[[Peer], bool]] = {
    "closes before the headers": hang_up,
    "resets before the headers": reset(),
    "closes inside the status line": saying(b"HTTP/1."),
    "closes inside the headers": saying(b"HTTP/1.1 200 OK\r\nContent-Le"),
    "resets inside the headers": reset(b"HTTP/1.1 200 OK\r\nContent-Le"),
    "closes after the headers": saying(JSON_HEAD + b"Content-Length: 14\r\n\r\n"),
    "resets after the headers": reset(JSON_HEAD + b"Content-Length: 14\r\n\r\n"),
    "sends half a body": saying(JSON_HEAD + b'Content-Length: 14\r\n\r\n{"alive'),
    "resets inside the body": reset(JSON_HEAD + b'Content-Length: 14\r\n\r\n{"alive'),
    "ends inside a chunk": saying(JSON_HEAD + b'Transfer-Encoding: chunked\r\n\r\ne\r\n{"al'),
    "ends without the last chunk": saying(
        JSON_HEAD + b'Transfer-Encoding: chunked\r\n\r\ne\r\n{"alive":true}\r\n'
    ),
    "sends a chunk size that is none": saying(JSON_HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n"),
    "speaks garbage": saying(b"\x00\xff\x01garbage\x00\r\n\r\n" * 10),
    "speaks another protocol": saying(b"220 mail.example.com ESMTP\r\n"),
    "speaks TLS": saying(b"\x15\x03\x01\x00\x02\x02\x46"),
    "has an endless header": without_end(b"HTTP/1.1 200 OK\r\n", b"X-Filler: " + b"a" * 4000 + b"\r\n"),
    "has an endless header line": without_end(b"HTTP/1.1 200 OK\r\nX-Filler: ", b"a" * 4000),
    "has a header that is none": saying(b"HTTP/1.1 200 OK\r\nno colon here\r\n\r\n"),
    "has two lengths": saying(JSON_HEAD + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}"),
    "has a length that is no number": saying(JSON_HEAD + b"Content-Length: many\r\n\r\n{}"),
    "has a length below zero": saying(JSON_HEAD + b"Content-Length: -2\r\n\r\n{}"),
    "switches protocols": saying(
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"
    ),
    "sends gzip that is none": reply(200, b"{}", {"Content-Encoding": "gzip"}),
    "sends half of a gzip": reply(200, gzip.compress(b"{}" * 99)[:12], {"Content-Encoding": "gzip"}),
    "sends an encoding that was not asked for": reply(200, b"{}", {"Content-Encoding": "br"}),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
async def test_failures_to_get_a_response(
    fault: bytes | Callable[[Peer], bool], connections: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    """Each is tried again, logged, and raised when it persists; the client goes on afterwards."""
    with scripted(fault, fault, fault, ALIVE) as server, caplog.at_level(logging.INFO, "tc"):
        async with aio.Queue(server.url, credentials=CREDENTIALS, retry=QUICK, **connections) as queue:
            with pytest.raises(TransportError) as caught:
                await queue.ping()
            assert await queue.ping() == {"alive": True}
    error = caught.value
    assert (error.method, error.url, error.attempts) == ("GET", f"{server.url}/api/queue/v1/ping", 2)
    assert str(error).startswith(f"GET {error.url}: no response after 2 attempts: ")
    assert isinstance(error.__cause__, (httpx.TransportError, httpx.DecodingError))
    assert len(server.requests) == 4
    assert [record.levelno for record in caplog.records if record.name == "tc"] == [logging.WARNING] * 2


async def test_a_server_that_accepts_and_says_nothing(connections: dict[str, Any]) -> None:
    with scripted(say_nothing, say_nothing, ALIVE) as server:
        async with aio.Queue(
            server.url, retry=QUICK, timeout=httpx.Timeout(10, read=0.05), **connections
        ) as queue:
            with pytest.raises(
                RequestTimeoutError, match="no response after 2 attempts: ReadTimeout"
            ) as caught:
                await queue.ping()
    assert isinstance(caught.value, TimeoutError)
    assert isinstance(caught.value.__cause__, httpx.ReadTimeout)


async def test_a_server_that_stops_in_the_middle_of_a_body(connections: dict[str, Any]) -> None:
    def stop(peer: Peer) -> bool:
        peer.send(JSON_HEAD + b'Content-Length: 14\r\n\r\n{"alive')
        return say_nothing(peer)

    with scripted(stop, stop, ALIVE) as server:
        async with aio.Queue(
            server.url, retry=QUICK, timeout=httpx.Timeout(10, read=0.05), **connections
        ) as queue:
            with pytest.raises(RequestTimeoutError, match="ReadTimeout"):
                await queue.ping()


async def test_a_server_that_refuses(connections: dict[str, Any]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    async with aio.Queue(f"http://127.0.0.1:{port}", retry=QUICK, **connections) as queue:
        with pytest.raises(TransportError, match="no response after 2 attempts: ConnectError") as caught:
            await queue.ping()
    assert isinstance(caught.value.__cause__, httpx.ConnectError)


async def test_a_name_that_cannot_be_found(
    connections: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any, **kwargs: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    async with aio.Queue("http://nowhere.example", retry=QUICK, **connections) as queue:
        with pytest.raises(
            TransportError, match=r"after 2 attempts: ConnectError.*Name or service not known"
        ):
            await queue.ping()


@pytest.fixture(scope="module")
def untrusted() -> ssl.SSLContext:
    """A server's TLS with a certificate that nobody trusts."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("localhost").configure_cert(context)
    return context


async def test_a_certificate_that_does_not_verify(
    connections: dict[str, Any], untrusted: ssl.SSLContext
) -> None:
    """More attempts would be as futile, so there is one, and the reason is said."""
    with serve(tls=untrusted) as server:
        async with aio.Queue(server.url, credentials=CREDENTIALS, **connections) as queue:
            with pytest.raises(
                TransportError, match=r"after 1 attempt: .*CERTIFICATE_VERIFY_FAILED"
            ) as caught:
                await queue.ping()
        assert caught.value.attempts == server.connections == 1
        assert not server.requests


async def test_plain_http_where_tls_is_expected(
    connections: dict[str, Any], untrusted: ssl.SSLContext
) -> None:
    def refuse(peer: Peer) -> None:
        peer.socket.recv(1)
        peer.send(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    with serve(refuse) as plain:
        url = plain.url.replace("http:", "https:")
        async with aio.Queue(url, retry=QUICK, **connections) as queue:
            with pytest.raises(TransportError, match=r"ConnectError: .*WRONG_VERSION_NUMBER"):
                await queue.ping()
    with serve(tls=untrusted) as server:
        url = server.url.replace("https:", "http:")
        async with aio.Queue(url, retry=QUICK, **connections) as queue:
            with pytest.raises(TransportError, match="no response after 2 attempts"):
                await queue.ping()


# ------------------------------------------------------------ responses with oddities that do no harm

ODDITIES: dict[str, tuple[bytes | Callable[[Peer], bool], Any]] = {
    "100 Continue before it": (b"HTTP/1.1 100 Continue\r\n\r\n" + ALIVE, {"alive": True}),
    "early hints before it": (
        b"HTTP/1.1 103 Early Hints\r\nLink: </x>; rel=preload\r\n\r\n" * 3 + ALIVE,
        {"alive": True},
    ),
    "chunked": (
        JSON_HEAD
        + b'Transfer-Encoding: chunked\r\n\r\n3;x=y\r\n{"a\r\nb\r\nlive":true}\r\n0\r\nT: x\r\n\r\n',
        {"alive": True},
    ),
    "without a length, up to the end": (saying(JSON_HEAD + b'\r\n{"alive":true}'), {"alive": True}),
    "HTTP/1.0": (
        saying(b'HTTP/1.0 200 OK\r\nContent-Type: text/json\r\n\r\n{"alive":true}'),
        {"alive": True},
    ),
    "keep-alive that it does not keep": (
        saying(JSON_HEAD + b'Connection: keep-alive\r\nContent-Length: 14\r\n\r\n{"alive":true}'),
        {"alive": True},
    ),
    "more than its length": (
        saying(JSON_HEAD + b'Content-Length: 14\r\n\r\n{"alive":true}HTTP/1.1 500 NO\r\n\r\n'),
        {"alive": True},
    ),
    "204": (b"HTTP/1.1 204 No Content\r\n\r\n", None),
    "204 with a length": (b"HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n", None),
    "205": (b"HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\n\r\n", None),
    "200 and nothing": (reply(200), None),
    "a status without a phrase": (b"HTTP/1.1 200\r\nContent-Length: 2\r\n\r\n{}", {}),
    "an unknown status": (b"HTTP/1.1 299 Fine\r\nContent-Length: 2\r\n\r\n{}", {}),
    "gzip": (
        reply(200, gzip.compress(b'{"alive":true}'), {"Content-Encoding": "GZIP"}),
        {"alive": True},
    ),
    "deflate": (
        reply(200, zlib.compress(b'{"alive":true}'), {"Content-Encoding": "deflate"}),
        {"alive": True},
    ),
    "gzip and then some": (
        reply(200, gzip.compress(b'{"alive":true}') + b"\0" * 9, {"Content-Encoding": "gzip"}),
        {"alive": True},
    ),
    "gzip of nothing": (reply(200, b"", {"Content-Encoding": "gzip"}), None),
    "identity": (reply(200, b'{"alive":true}', {"Content-Encoding": "identity"}), {"alive": True}),
}


@pytest.mark.parametrize(("response", "value"), ODDITIES.values(), ids=ODDITIES)
async def test_odd_responses(
    response: bytes | Callable[[Peer], bool], value: Any, connections: dict[str, Any]
) -> None:
    """One attempt each, and the next call gets its response as if nothing had been."""
    with scripted(response, ALIVE) as server:
        async with aio.Queue(server.url, credentials=CREDENTIALS, retry=QUICK, **connections) as queue:
            assert await queue.ping() == value
            assert await queue.ping() == {"alive": True}
        assert len(server.requests) == 2


async def test_a_length_that_is_too_small(connections: dict[str, Any]) -> None:
    cut = JSON_HEAD + b'Content-Length: 7\r\n\r\n{"alive":true}'
    with scripted(saying(cut), ALIVE) as server:
        async with aio.Queue(server.url, **connections) as queue:
            with pytest.raises(ResponseError, match="body is not JSON") as caught:
                await queue.ping()
            assert caught.value.body == '{"alive'
            assert await queue.ping() == {"alive": True}


async def test_idle_connections_that_the_server_drops(connections: dict[str, Any]) -> None:
    """A connection that was closed while idle is not an attempt: no retry is needed."""
    with scripted(saying(ALIVE)) as server:
        async with aio.Queue(server.url, retry=Retry(retries=0), **connections) as queue:
            for _ in range(5):
                assert await queue.ping() == {"alive": True}
                server.server.wait_for(lambda: server.server.open == 0)
        assert server.server.connections == 5


# ------------------------------------------------------------ bounded memory


@functools.cache
def bomb(size: int) -> bytes:
    """That many spaces, gzipped: a thousandth of it."""
    packer = zlib.compressobj(1, wbits=zlib.MAX_WBITS | 16)
    blank = b" " * MEBIBYTE
    return b"".join([*(packer.compress(blank) for _ in range(size // MEBIBYTE)), packer.flush()])


@pytest.fixture
def peak() -> Iterator[Callable[[], int]]:
    """Says how many bytes were allocated at most; the server's share is small."""
    bomb(128 * MEBIBYTE)
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    yield lambda: tracemalloc.get_traced_memory()[1] - before
    tracemalloc.stop()


def page(peer: Peer) -> bool:
    """A page of 50 MB that says what is wrong at its beginning."""
    size = 50 * MEBIBYTE
    start = b"<html><title>502 Bad Gateway</title>"
    peer.send(b"HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % size)
    peer.send(start)
    filler = b"x" * MEBIBYTE
    left = size - len(start)
    while left:
        part = min(left, len(filler))
        peer.send(filler[:part])
        left -= part
    return True


async def test_an_error_page_of_50_megabytes(connections: dict[str, Any], peak: Callable[[], int]) -> None:
    with scripted(page, ALIVE) as server:
        async with aio.Queue(server.url, retry=Retry(retries=0), **connections) as queue:
            with pytest.raises(ServerError, match="502: 502 Bad Gateway") as caught:
                await queue.ping()
            assert peak() < 12 * MEBIBYTE
            assert len(caught.value.body) <= MAX_ERROR
            assert await queue.ping() == {"alive": True}


async def test_a_gzip_bomb_as_an_error(connections: dict[str, Any], peak: Callable[[], int]) -> None:
    headers = {"Content-Encoding": "gzip", "Content-Type": "application/json"}
    with scripted(reply(400, bomb(128 * MEBIBYTE), headers), ALIVE) as server:
        async with aio.Queue(server.url, **connections) as queue:
            with pytest.raises(BadRequestError, match="Bad Request") as caught:
                await queue.ping()
            assert peak() < 12 * MEBIBYTE
            assert len(caught.value.body) <= MAX_ERROR
            assert await queue.ping() == {"alive": True}


async def test_a_gzip_bomb_as_a_success(connections: dict[str, Any], peak: Callable[[], int]) -> None:
    """No API method responds with more than 64 MiB; the next attempt would be the same, so there is one."""
    headers = {"Content-Encoding": "gzip", "Content-Type": "application/json"}
    with scripted(reply(200, bomb(128 * MEBIBYTE), headers), ALIVE) as server:
        async with aio.Queue(server.url, **connections) as queue:
            with pytest.raises(ResponseError, match=f"larger than {MAX_RESPONSE} bytes"):
                await queue.ping()
            assert peak() < MAX_RESPONSE + 12 * MEBIBYTE
            assert await queue.ping() == {"alive": True}


async def test_endless_rubbish_after_gzip(connections: dict[str, Any]) -> None:
    head = b"HTTP/1.1 500 NO\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(b'{"message": "no"}')
    with scripted(without_end(head, b"\0" * 65536), ALIVE) as server:
        async with aio.Queue(server.url, retry=Retry(retries=0), **connections) as queue:
            with pytest.raises(ServerError, match="500: no"):
                await queue.ping()


# ------------------------------------------------------------ errors that break off, and what hooks do


@pytest.mark.parametrize(
    "response",
    [
        saying(b"HTTP/1.1 404 NO\r\nContent-Length: 999\r\n\r\n" + b'{"message": "half'),
        reset(b"HTTP/1.1 404 NO\r\nContent-Length: 999\r\n\r\n"),
        saying(b"HTTP/1.1 404 NO\r\nContent-Encoding: gzip\r\n\r\nrubbish"),
        saying(b"HTTP/1.1 404 NO\r\nContent-Encoding: br\r\n\r\nrubbish"),
    ],
    ids=["closed", "reset", "broken gzip", "unknown encoding"],
)
async def test_an_error_whose_body_breaks_off(
    response: Callable[[Peer], bool], connections: dict[str, Any]
) -> None:
    """The status has decided: nothing is tried again for the sake of its text."""
    with scripted(response, ALIVE) as server:
        async with aio.Queue(server.url, **connections) as queue:
            with pytest.raises(NotFoundError) as caught:
                await queue.ping()
        assert caught.value.attempts == len(server.requests) == 1


async def test_an_event_hook_that_reads_the_response() -> None:
    seen: list[bytes] = []

    async def look(response: httpx.Response) -> None:
        seen.append(await response.aread())

    packed = reply(200, gzip.compress(b'{"alive":true}'), {"Content-Encoding": "gzip"})
    with scripted(packed, reply(404, {"message": "no"})) as server:
        hooks = {"response": [look]}
        async with (
            httpx.AsyncClient(event_hooks=hooks, verify=TRUST) as client,
            aio.Queue(server.url, http_client=client) as q,
        ):
            assert await q.ping() == {"alive": True}
            with pytest.raises(NotFoundError, match="404: no"):
                await q.ping()
    assert seen == [b'{"alive":true}', json.dumps({"message": "no"}).encode()]


async def test_many_calls_to_a_server_that_fails_at_random() -> None:
    """Twenty calls at once get through a server of which every other response is a fault."""
    faults = [*FAULTS.values()]
    responses = [response for fault in faults for response in (fault, ALIVE, ALIVE)]
    with scripted(*responses, ALIVE) as server:
        script: ScriptedTaskcluster = server
        async with aio.Queue(script.url, retry=Retry(retries=40, delay_factor=0)) as queue:
            values = await async_gather(*[queue.ping] * 20)
        assert values == [{"alive": True}] * 20
        assert len(script.requests) > 20


async def test_errors_say_how_many_attempts_there_were(connections: dict[str, Any]) -> None:
    with scripted(hang_up, reply(503), saying(b"HTTP"), reply(500, {"message": "still not"})) as server:
        async with aio.Queue(server.url, retry=Retry(retries=3, delay_factor=0), **connections) as queue:
            with pytest.raises(APIError, match="still not") as caught:
                await queue.ping()
    assert caught.value.attempts == len(server.requests) == 4
