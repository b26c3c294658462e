"""Network streams: the pair `AsyncStream` and `Stream`, and `async_connect` and `connect`, which open them.

They raise the exceptions of `httpcore`, which `httpx` turns into its own. Timeouts are in seconds; None waits
for ever. One task or thread uses a stream at a time.

Why not the streams of `httpcore`: those for asyncio go through anyio, whose cancel scopes and checkpoints
cost more than the rest of a call; and none notices an answer that arrives while a request is being written.
"""

from __future__ import annotations

import contextlib
import math
import select
import socket
import ssl
from typing import cast

import httpcore

from tc._concurrency import async_owner

CHUNK = 65536
MAX_CHUNK = 1024 * 1024


def next_chunk(size: int) -> int:
    """How much to read after a read of `size` bytes: fast lines and large bodies need fewer reads."""
    return min(max(CHUNK, 2 * size), MAX_CHUNK)


class Poller:
    """Waits for one socket: `select.poll`, which takes any descriptor, where there is one."""

    def __init__(self, sock: socket.socket) -> None:
        self._socket = sock
        self._read = self._both = None
        if hasattr(select, "poll"):
            self._read = select.poll()
            self._read.register(sock, select.POLLIN)
            self._both = select.poll()
            self._both.register(sock, select.POLLIN | select.POLLOUT)

    def wait(self, timeout: float | None, *, write: bool = False) -> bool:
        """Wait for input (or the end of it), with `write` or for room for output; False when time is up."""
        poll = self._both if write else self._read
        if poll is not None:
            return bool(poll.poll(None if timeout is None else math.ceil(timeout * 1000)))
        ready = select.select([self._socket], [self._socket] if write else [], [], timeout)
        return bool(ready[0] or ready[1])


class AsyncStream:
    """A connected socket, perhaps with TLS on it."""

    async def read(self, timeout: float | None) -> bytes:
        """Some bytes as soon as there are any; empty at the end of the stream."""
        raise NotImplementedError

    async def write(self, data: bytes, timeout: float | None) -> bool:
        """Send all of `data`, or as much as the peer takes before it answers: then the result is False."""
        raise NotImplementedError

    async def has_input(self) -> bool:
        """Whether `read` would return at once. Only for use between two writes."""
        raise NotImplementedError

    async def start_tls(self, context: ssl.SSLContext, hostname: str, timeout: float | None) -> AsyncStream:
        """Do a TLS handshake; the result takes the place of this stream, which is closed on failure."""
        raise NotImplementedError

    def is_readable(self) -> bool:
        """Whether there is something to read: on an idle connection the end, or what nobody asked for."""
        raise NotImplementedError

    def discard(self) -> None:
        """Close at once, without ceremony."""
        raise NotImplementedError


class _TrioStream(AsyncStream):
    """A stream of `httpcore` for trio, with an eye on answers that come early."""

    def __init__(self, stream: httpcore.AsyncNetworkStream) -> None:
        self._stream = stream
        self._early: bytes | None = None
        self._chunk = CHUNK

    async def read(self, timeout: float | None) -> bytes:
        if self._early is not None:
            data, self._early = self._early, None
            return data
        data = await self._stream.read(self._chunk, timeout)
        self._chunk = next_chunk(len(data))
        return data

    async def write(self, data: bytes, timeout: float | None) -> bool:
        if len(data) <= CHUNK:
            await self._stream.write(data, timeout)
            return True
        # Large enough for the peer to stop reading half-way, and answer.
        import trio

        async def watch() -> None:
            # A connection that breaks breaks the writing too.
            with contextlib.suppress(httpcore.ReadError):
                self._early = await self._stream.read(CHUNK, None)
                nursery.cancel_scope.cancel()

        failure: httpcore.WriteError | httpcore.WriteTimeout | None = None
        written = False
        async with trio.open_nursery() as nursery:
            nursery.start_soon(watch)
            try:
                rest = memoryview(data)
                while rest:
                    # In parts, since a slow line may need longer than the timeout for the whole.
                    await self._stream.write(rest[: 4 * CHUNK], timeout)  # type: ignore[arg-type]
                    rest = rest[4 * CHUNK :]
                written = True
            except (httpcore.WriteError, httpcore.WriteTimeout) as exc:
                failure = exc
            nursery.cancel_scope.cancel()
        if failure is not None:
            raise failure
        return written

    async def has_input(self) -> bool:
        if self._early is None and self.is_readable():
            import trio

            # What is there to read may be TLS's own business.
            with trio.move_on_after(0):
                self._early = await self._stream.read(CHUNK, None)
        return self._early is not None

    async def start_tls(self, context: ssl.SSLContext, hostname: str, timeout: float | None) -> AsyncStream:
        try:
            return _TrioStream(await self._stream.start_tls(context, hostname, timeout))
        except httpcore.ConnectError as exc:
            self.discard()
            # Trio and httpcore wrap the reason in errors without text.
            reason: BaseException = exc
            while reason.__cause__ is not None:
                reason = reason.__cause__
            raise httpcore.ConnectError(str(reason)) from exc
        except BaseException:
            self.discard()
            raise

    def is_readable(self) -> bool:
        return self._early is not None or bool(self._stream.get_extra_info("is_readable"))

    def discard(self) -> None:
        self._stream.get_extra_info("socket").close()


async def async_connect(host: str, port: int, timeout: float | None) -> AsyncStream:
    """Open a TCP connection under asyncio or trio."""
    import asyncio

    loop = async_owner()
    if not isinstance(loop, asyncio.AbstractEventLoop):
        backend = cast(httpcore.AsyncNetworkBackend, httpcore.TrioBackend())
        try:
            return _TrioStream(await backend.connect_tcp(host, port, timeout))
        except UnicodeError as exc:
            raise httpcore.ConnectError(str(exc)) from exc
    from tc._http.stream_asyncio import open_asyncio_stream

    return await open_asyncio_stream(loop, host, port, timeout)


class Stream:
    """A connected socket, perhaps with TLS on it."""

    def __init__(self, sock: socket.socket) -> None:
        # Never blocking in the socket itself: a write must be able to look out for input while it waits.
        sock.setblocking(False)
        self._socket = sock
        self._poller = Poller(sock)
        self._early: bytes | None = None
        self._chunk = CHUNK

    def read(self, timeout: float | None) -> bytes:
        """Some bytes as soon as there are any; empty at the end of the stream."""
        if self._early is not None:
            data, self._early = self._early, None
            return data
        # TLS may hold data that the socket no longer has.
        ready = isinstance(self._socket, ssl.SSLSocket)
        try:
            while True:
                if not ready and not self._poller.wait(timeout):
                    raise httpcore.ReadTimeout("timed out while reading")
                try:
                    data = self._socket.recv(self._chunk)
                except (BlockingIOError, ssl.SSLWantReadError):
                    ready = False
                else:
                    self._chunk = next_chunk(len(data))
                    return data
        except OSError as exc:
            raise httpcore.ReadError(str(exc)) from exc

    def write(self, data: bytes, timeout: float | None) -> bool:
        """Send all of `data`, or as much as the peer takes before it answers: then the result is False."""
        rest = memoryview(data)
        try:
            while rest:
                try:
                    rest = rest[self._socket.send(rest) :]
                except (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError):
                    if not self._poller.wait(timeout, write=True):
                        raise httpcore.WriteTimeout("timed out while writing") from None
                    if self.has_input():
                        return False
        except OSError as exc:
            raise httpcore.WriteError(str(exc)) from exc
        return True

    def has_input(self) -> bool:
        """Whether `read` would return at once. Only for use between two writes."""
        if self._early is None and self._poller.wait(0):
            # What is there to read may be TLS's own business; an error shows again in the next write.
            with contextlib.suppress(OSError):
                self._early = self._socket.recv(CHUNK)
        return self._early is not None

    def start_tls(self, context: ssl.SSLContext, hostname: str, timeout: float | None) -> Stream:
        """Do a TLS handshake; the result takes the place of this stream, which is closed on failure."""
        try:
            if isinstance(self._socket, ssl.SSLSocket):
                from tc._http.nested_tls import NestedStream

                return NestedStream(self, context, hostname, timeout)
            self._socket.settimeout(timeout)
            return Stream(context.wrap_socket(self._socket, server_hostname=hostname))
        except TimeoutError as exc:
            self.discard()
            raise httpcore.ConnectTimeout("timed out in the TLS handshake") from exc
        except OSError as exc:
            self.discard()
            raise httpcore.ConnectError(str(exc)) from exc
        except BaseException:
            self.discard()
            raise

    def is_readable(self) -> bool:
        """Whether there is something to read: on an idle connection the end, or what nobody asked for."""
        return self._early is not None or self._poller.wait(0)

    def discard(self) -> None:
        """Close at once, without ceremony."""
        self._socket.close()


def connect(host: str, port: int, timeout: float | None) -> Stream:
    """Open a TCP connection."""
    try:
        sock = socket.create_connection((host, port), timeout)
    except TimeoutError as exc:
        raise httpcore.ConnectTimeout("timed out while connecting") from exc
    except (OSError, UnicodeError) as exc:
        raise httpcore.ConnectError(str(exc)) from exc
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return Stream(sock)
