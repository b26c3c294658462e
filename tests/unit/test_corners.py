"""What happens seldom, in pure code and in what only one half has."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import io
import pathlib
import select
import socket
import ssl
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import httpcore
import httpx
import pytest
import trustme

import tc._sync.http.pool
from tc import ConfigurationError, HashMismatchError, TransferError, aio
from tc._async.http.pool import Transport as AsyncTransport
from tc._concurrency import Waiter, async_owner
from tc._http.h1 import MAX_HEAD_BYTES, ResponseReader
from tc._http.nested_tls import NestedStream
from tc._http.stream import Stream
from tc._http.stream_asyncio import _close_late_comer
from tc._sync.http.pool import Transport
from tc._transfer.files import FileSink, FileSource, PathSink
from tc._transfer.plan import parse_time, safe_storage_url
from tc._transfer.resume import GzipDecoder, ResponseAction, ResumeState
from tests._async.test_pool import fetch as async_fetch
from tests._sync.test_pool import fetch
from tests.support.http_server import serve

# ------------------------------------------------------------ the client and its transport


def test_something_to_wait_for_that_is_no_function() -> None:
    """A signed URL cannot wait for credentials, however they come."""

    class Later:
        def __await__(self) -> Any:
            raise AssertionError("nobody waits")

    queue = aio.Queue("http://tc", credentials=lambda: Later())  # type: ignore[arg-type, return-value]
    with pytest.raises(ConfigurationError, match="must be a plain one here"):
        queue.ping_signed_url(ttl=timedelta(minutes=1))


@pytest.mark.parametrize("granted", [False, True])
def test_ctrl_c_while_waiting_for_a_place(granted: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """The place is not lost, whether it had just been given or not."""

    class Interrupted(Waiter):
        def wait(self) -> None:
            if granted:
                transport._pool._pass_on()
                assert self.granted
            raise KeyboardInterrupt

    monkeypatch.setattr(tc._sync.http.pool, "Waiter", Interrupted)
    with serve() as server, Transport(max_connections=1) as transport:
        transport._pool._enter()
        with pytest.raises(KeyboardInterrupt):
            fetch(transport, server.url)
        assert not transport._pool._waiters
        if not granted:
            transport._pool._pass_on()
        assert transport._pool._busy == 0
        assert fetch(transport, server.url).content == b"ok"


def test_where_there_is_no_poll(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows."""
    monkeypatch.delattr(select, "poll")
    with serve() as server, Transport() as transport:
        for _ in range(2):
            assert fetch(transport, server.url, "PUT", content=b"x" * 3_000_000).content == b"ok"
        assert server.connections == 1
        with pytest.raises(httpx.ReadTimeout):
            fetch(transport, f"http://localhost:{silent_port(server)}/", timeout={"read": 0.05})


def silent_port(server: Any) -> int:
    """A port that accepts and says nothing, while the server runs."""
    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=lambda: (server.stopping.wait(10), listener.close()), daemon=True).start()
    port: int = listener.getsockname()[1]
    return port


def test_a_connection_that_comes_too_late_is_closed() -> None:
    async def main() -> None:
        async def connect() -> socket.socket:
            return made

        made = socket.socket()
        task = asyncio.create_task(connect())
        await task
        _close_late_comer(task)
        assert made.fileno() == -1

    asyncio.run(main())


def test_no_event_loop_at_all() -> None:
    with pytest.raises(RuntimeError, match="event loop"):
        aio.Queue("http://tc").ping().send(None)


READERS: dict[str, bytes] = {
    "a chunk that is longer than it says": b"2\r\nokk\r\n",
    "a chunk's header without end": b"2;" + b"x" * (MAX_HEAD_BYTES + 1),
    "trailers without end": b"0\r\nX: " + b"x" * (MAX_HEAD_BYTES + 1),
}


@pytest.mark.parametrize("body", READERS.values(), ids=READERS)
def test_chunks_that_are_none(body: bytes) -> None:
    reader = ResponseReader(b"GET")
    reader.feed(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    assert reader.head()
    reader.feed(body)
    with pytest.raises(httpcore.RemoteProtocolError, match=r"should|no end"):
        reader.body()


def test_chunks_and_trailers_that_are_cut_anywhere() -> None:
    body = b"2\r\nok\r\n0\r\nX: y\r\n\r\n"
    for cut in range(1, len(body)):
        reader = ResponseReader(b"GET")
        reader.feed(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        assert reader.head()
        reader.feed(body[:cut])
        parts, complete = reader.body()
        assert not complete
        reader.feed(body[cut:])
        more, complete = reader.body()
        assert complete
        assert b"".join([*parts, *more]) == b"ok"


def test_ctrl_c_in_a_handshake(monkeypatch: pytest.MonkeyPatch) -> None:
    """It leaves no socket behind."""

    class Context:
        def wrap_socket(self, sock: socket.socket, **options: object) -> None:
            wrapped.append(sock)
            raise KeyboardInterrupt

    wrapped: list[socket.socket] = []
    monkeypatch.setattr("tc._sync.http.tunnel.shared_ssl_context", Context)
    with serve() as server, Transport() as transport:
        with pytest.raises(KeyboardInterrupt):
            fetch(transport, server.url.replace("http:", "https:"))
        assert [sock.fileno() for sock in wrapped] == [-1]
        assert transport._pool._open == 0


def test_a_handshake_that_ends_with_the_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """asyncio says so by returning nothing."""

    async def main() -> None:
        async def nothing(*args: object, **options: object) -> None:
            args[0].abort()  # type: ignore[attr-defined]

        monkeypatch.setattr(asyncio.get_running_loop(), "start_tls", nothing, raising=False)
        async with AsyncTransport() as transport:
            with pytest.raises(httpx.ConnectError, match="closed in the TLS handshake"):
                await async_fetch(transport, server.url.replace("http:", "https:"))

    with serve() as server:
        asyncio.run(main())


def test_where_there_is_no_event_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "trio")
    with pytest.raises(RuntimeError, match="running event loop"):
        async_owner()


# ------------------------------------------------------------ TLS inside TLS


@pytest.fixture(scope="module")
def contexts() -> tuple[ssl.SSLContext, ssl.SSLContext]:
    authority = trustme.CA()
    server, client = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context()
    authority.issue_cert("localhost").configure_cert(server)
    authority.configure_trust(client)
    return server, client


@pytest.fixture
def nested(contexts: tuple[ssl.SSLContext, ssl.SSLContext]) -> Iterator[Callable[..., NestedStream]]:
    """Makes a stream whose other end a function gets."""
    ends: list[Any] = []

    def make(behave: Callable[[Any], None], timeout: float = 5) -> NestedStream:
        near, far = socket.socketpair()

        def run() -> None:
            secure = contexts[0].wrap_socket(far, server_side=True)
            try:
                behave(secure)
            finally:
                secure.close()

        thread = threading.Thread(target=run)
        thread.start()
        outer = Stream(near)
        ends.extend([outer.discard, lambda: thread.join(10)])
        return NestedStream(outer, contexts[1], "localhost", timeout)

    yield make
    for end in ends:
        end()


def test_nested_streams_end_in_peace(nested: Callable[..., NestedStream]) -> None:
    def behave(far: Any) -> None:
        assert far.recv(100) == b"hello"
        far.sendall(b"bye")
        with contextlib.suppress(OSError):
            far.unwrap()

    stream = nested(behave)
    assert stream.write(b"hello", 5)
    assert not stream.has_input()
    assert stream.read(5) == b"bye"
    assert stream.read(5) == b""
    stream.discard()


def test_nested_streams_that_break(nested: Callable[..., NestedStream]) -> None:
    stream = nested(lambda far: None)
    with pytest.raises(httpcore.ReadError):
        while True:
            stream.read(5)
    assert stream.is_readable()
    with pytest.raises(httpcore.WriteError):
        while True:
            stream.write(b"x" * 1_000_000, 5)


def test_nested_handshakes_that_fail(contexts: tuple[ssl.SSLContext, ssl.SSLContext]) -> None:
    near, far = socket.socketpair()
    stream = Stream(near)
    with pytest.raises(TimeoutError):
        NestedStream(stream, contexts[1], "localhost", 0.05)
    far.close()
    with pytest.raises(ConnectionError):
        NestedStream(stream, contexts[1], "localhost", 1)
    stream.discard()


# ------------------------------------------------------------ files


def test_files_of_the_callers_after_the_end() -> None:
    """What a thread still writes when all is over goes nowhere."""
    file = io.BytesIO(b"before")
    file.seek(6)
    store = FileSink(file)
    store.open()
    store.restart()
    store.write(b"some")
    store.restart()
    store.write(b"thing")
    store.commit()
    store.write(b"late")
    store.discard()
    assert file.getvalue() == b"beforething"
    store.open()
    store.write(b"more")
    store.discard()
    store.discard()
    assert file.getvalue() == b"beforething"


def test_files_that_have_no_flush_and_write_in_parts() -> None:
    class Odd:
        def __init__(self) -> None:
            self.content = b""

        def write(self, data: Any) -> int:
            self.content += bytes(data[:2])
            return min(2, len(data))

        def seek(self, position: int, whence: int = 0) -> int:
            return position

        def tell(self) -> int:
            return len(self.content)

    odd: Any = Odd()
    store = FileSink(odd)
    store.open()
    store.write(b"abcde")
    store.write(b"")
    store.commit()
    assert odd.content == b"abcde"


def test_paths_after_the_end(tmp_path: pathlib.Path) -> None:
    store = PathSink(tmp_path / "goal")
    for act in (store.restart, store.commit, store.discard, store.open):
        act()
    store.write(b"late")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", [PathSink, FileSource])
def test_paths_that_are_no_regular_files(kind: Any, tmp_path: pathlib.Path) -> None:
    with pytest.raises(IsADirectoryError):
        kind(tmp_path).open()
    with pytest.raises(OSError, match="regular file") as caught:
        opened = kind("/dev/null")
        try:
            opened.open()
        finally:
            getattr(opened, "close", lambda: None)()
    assert caught.value.errno == errno.EINVAL
    with pytest.raises(IsADirectoryError):
        kind(f"{tmp_path}/")
    with pytest.raises(ValueError, match="is not a path"):
        kind("")
    with pytest.raises(TypeError, match="a path is text"):
        kind(_Bytes())


class _Bytes:
    def __fspath__(self) -> bytes:
        return b"x"


@pytest.mark.parametrize("kind", [FileSink, FileSource])
def test_files_that_are_of_no_use(kind: Any, tmp_path: pathlib.Path) -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    with pytest.raises(TypeError, match="binary file is needed, not one of text"):
        kind(io.StringIO())
    with pytest.raises(TypeError, match="path or a binary file"):
        kind(7)
    with pytest.raises(ValueError, match="not seekable"):
        kind(Pipe())
    (tmp_path / "x").touch()
    with (
        open(tmp_path / "x", "rb" if kind is FileSink else "wb") as file,
        pytest.raises(ValueError, match="not open for"),
    ):
        kind(file)


def test_sources_after_the_end(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"abc")
    never = FileSource(path)
    never.close()
    source = FileSource(path)
    assert source.open() == 3
    source.rewind()
    assert source.read(2) == b"ab"
    source.close()
    with pytest.raises(TransferError, match="over"):
        source.read(1)
    with open(path, "rb") as file:
        mine = FileSource(file)
        assert mine.open() == 3
        mine.close()
        assert not file.closed


# ------------------------------------------------------------ receptions


def test_parts_that_do_not_fit() -> None:
    reception = ResumeState(immutable=False)
    headers = {"content-length": "10", "etag": '"a"'}
    assert reception.judge(200, headers) is ResponseAction.START
    reception.count(4)
    part = {"content-range": "bytes 4-9/*", "etag": '"a"'}
    assert reception.judge(206, part) is ResponseAction.RESUME
    assert reception.judge(206, part | {"etag": '"b"'}) is ResponseAction.AGAIN
    with pytest.raises(TransferError, match="11 bytes came, but there should be 10"):
        reception.count(7)


def test_gzip_that_gives_nothing_yet() -> None:
    decoder = GzipDecoder()
    decoder.feed(b"\x1f\x8b")
    assert decoder.decode() == b""
    with pytest.raises(HashMismatchError, match="ends too early"):
        decoder.finish()


def test_answers_with_times_and_urls_that_are_none() -> None:
    for time in (None, "soon", "2026-11-22T10:00:00", 3):
        with pytest.raises(TransferError, match="a time that is none"):
            parse_time(time)
    assert safe_storage_url("http://x:port/") == "a malformed URL"
    assert safe_storage_url("http://x:1/a?secret") == "http://x:1/a"
    assert safe_storage_url("file:/x?y") == "file:/x"
