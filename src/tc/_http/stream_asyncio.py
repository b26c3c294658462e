"""The stream under asyncio: the protocol of an asyncio transport, without layers in between."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import weakref
from typing import TYPE_CHECKING, Any

from tc._http.stream import HEAD_START, MAX_CHUNK, in_turns
from tc._http.stream_blocking import QuietSocket, input_waiter
from tc._lazy import httpx

if TYPE_CHECKING:
    import ssl

_HIGH_WATER = 262144  # received bytes that nobody asked for yet; above this the sender is held up
_BUFFER = 262144
# Each loop's buffer, which all its streams receive into by turns: none needs one of its own.
_buffers: weakref.WeakKeyDictionary[Any, memoryview] = weakref.WeakKeyDictionary()


class AsyncioStream(asyncio.BufferedProtocol):
    """A stream that is the protocol of its asyncio transport: a read costs one future, and a write none."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        if loop not in _buffers:
            _buffers[loop] = memoryview(bytearray(_BUFFER))
        self._buffer = _buffers[loop]
        self._transport: Any = None
        self._plain: Any = None  # the transport beneath TLS
        self._received: list[bytes] = []
        self._size = 0
        self._reading = True
        self._writable = True
        self._ended = False
        self._error: Exception | None = None
        self._sleeper: asyncio.Future[bool] | None = None
        self._deadline: float | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._wait_for_input: Any = None

    # What asyncio calls.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = self._plain = transport

    def get_buffer(self, sizehint: int) -> memoryview:  # noqa: ARG002 - as asyncio calls it
        return self._buffer

    def buffer_updated(self, nbytes: int) -> None:
        if nbytes == _BUFFER and hasattr(self._transport, "max_size"):
            # There is more than the buffer holds. Only the transports of asyncio without TLS can take more.
            self._transport.max_size = MAX_CHUNK
            self.set_protocol(_Bulk(self))
        self.receive(bytes(self._buffer[:nbytes]))

    def set_protocol(self, protocol: Any) -> None:
        """Have the transport hand what comes to a protocol."""
        self._transport.set_protocol(protocol)

    def receive(self, data: bytes) -> None:
        """Take in what came over the network."""
        self._received.append(data)
        self._size += len(data)
        if self._size > _HIGH_WATER and self._reading:
            self._reading = False
            self._transport.pause_reading()
        self._wake()

    def eof_received(self) -> bool:
        self._ended = True
        self._wake()
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        self._ended = True
        self._error = exc
        self._wake()

    def pause_writing(self) -> None:
        self._writable = False

    def resume_writing(self) -> None:
        self._writable = True
        self._wake()

    # Waiting.

    def _wake(self) -> None:
        if self._sleeper is not None and not self._sleeper.done():
            self._sleeper.set_result(True)

    async def _wait(self, timeout: float | None) -> bool:
        """Wait for any of the calls above; return False when time is up."""
        self._deadline = None
        if timeout is not None:
            # The timer of an earlier wait is left running, and set anew only when it fires too late: that
            # saves making and cancelling one for every read.
            self._deadline = deadline = self._loop.time() + timeout
            if self._timer is None or deadline < self._timer.when():
                if self._timer is not None:
                    self._timer.cancel()
                self._timer = self._loop.call_at(deadline, self._check_deadline)
        self._sleeper = self._loop.create_future()
        try:
            return await self._sleeper
        finally:
            self._sleeper = None

    def _check_deadline(self) -> None:
        self._timer = None
        if self._sleeper is None or self._sleeper.done() or self._deadline is None:
            return
        if self._loop.time() < self._deadline:
            self._timer = self._loop.call_at(self._deadline, self._check_deadline)
        else:
            self._sleeper.set_result(False)

    # What a connection calls.

    async def read(self, timeout: float | None) -> bytes:
        while not self._received:
            if self._error is not None:
                raise httpx.ReadError(str(self._error)) from self._error
            if self._ended:
                return b""
            if not await self._wait(timeout):
                raise httpx.ReadTimeout("timed out while reading")
        data = self._received[0] if len(self._received) == 1 else b"".join(self._received)
        self._received.clear()
        self._size = 0
        if not self._reading:
            self._reading = True
            self._transport.resume_reading()
        return data

    async def write(self, data: bytes, timeout: float | None) -> bool:
        if not self._ended:
            self._transport.write(data)
        while self._ended or not self._writable:
            if self._received:
                return False
            if self._ended:
                raise httpx.WriteError(str(self._error or "the connection was closed")) from self._error
            left = self._transport.get_write_buffer_size()
            # A large piece may take long on a slow line; only a standstill counts.
            if not await self._wait(timeout) and self._transport.get_write_buffer_size() >= left:
                raise httpx.WriteTimeout("timed out while writing")
        return True

    async def has_input(self) -> bool:
        # Written data goes out at once, so nothing else would let the loop look at its sockets.
        await asyncio.sleep(0)
        return bool(self._received) or self._ended

    async def start_tls(self, context: ssl.SSLContext, host: str) -> None:
        """Do a TLS handshake."""
        self._transport = await self._loop.start_tls(self._transport, self, context, server_hostname=host)
        if self._transport is None or self._ended:
            raise OSError("the connection was closed in the TLS handshake")

    def is_readable(self) -> bool:
        if self._received or self._ended:
            return True
        # The end of the stream may have come since the loop last looked.
        if self._wait_for_input is None:
            self._wait_for_input = input_waiter(self._transport.get_extra_info("socket"))
        return bool(self._wait_for_input(0))

    def discard(self) -> None:
        if self._loop.is_closed():
            # Nothing will run any more that could close the transport, which complains when it is dropped: so
            # what the loop would have called is called here. Only asyncio's own loops have such a thing.
            with contextlib.suppress(RuntimeError):
                self._abort()
            with contextlib.suppress(RuntimeError, AttributeError):
                self._plain._call_connection_lost(None)
        elif self._loop.is_running() and asyncio._get_running_loop() is not self._loop:
            with contextlib.suppress(RuntimeError):  # it may be closed by now
                self._loop.call_soon_threadsafe(self._abort)
        else:
            self._abort()

    def _abort(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._transport is not None:
            self._transport.abort()


class _Bulk:
    """Stands in for a stream while much comes at once: it takes large pieces as they are, without a copy."""

    def __init__(self, stream: AsyncioStream) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)  # the rest of what asyncio calls

    def data_received(self, data: bytes) -> None:
        if len(data) < _BUFFER:
            self.set_protocol(self._stream)
        self.receive(data)


async def open_asyncio_stream(
    loop: asyncio.AbstractEventLoop,
    host: str,
    port: int,
    context: ssl.SSLContext | None,
    timeout: float | None,
) -> AsyncioStream:
    """Connect to a host, with TLS if there is a context; the timeout is one for all of it.

    Raises:
        httpx.ConnectError, httpx.ConnectTimeout: It cannot be reached, or TLS fails.
    """
    stream = AsyncioStream(loop)
    try:
        async with asyncio.timeout(timeout):
            sock = await _connect_any(loop, await _addresses(loop, host, port))
            # Cancelled from here on, asyncio closes the socket itself.
            await loop.create_connection(lambda: stream, sock=sock)
            if context is not None:
                await stream.start_tls(context, host)
    except BaseException as exc:
        stream.discard()
        if isinstance(exc, TimeoutError):
            raise httpx.ConnectTimeout("timed out while connecting") from exc
        if isinstance(exc, (OSError, UnicodeError)):
            raise httpx.ConnectError(str(exc)) from exc
        raise
    return stream


async def _addresses(loop: asyncio.AbstractEventLoop, host: str, port: int) -> list[tuple[int, Any]]:
    try:
        # An address needs no lookup, and so no thread.
        found = socket.getaddrinfo(
            host.encode("ascii"), port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST
        )
    except OSError:
        return in_turns(await loop.getaddrinfo(host.encode("ascii"), port, type=socket.SOCK_STREAM))
    return in_turns(found)


async def _connect_to(loop: asyncio.AbstractEventLoop, address: tuple[int, Any]) -> socket.socket:
    sock = QuietSocket(address[0], socket.SOCK_STREAM)
    try:
        sock.setblocking(False)
        await loop.sock_connect(sock, address[1])
    except BaseException:
        sock.close()
        raise
    return sock


async def _connect_any(loop: asyncio.AbstractEventLoop, addresses: list[tuple[int, Any]]) -> socket.socket:
    """Connect to the first address that takes it; a next one is tried after an error or a while (RFC 8305).

    `create_connection` can do this too, but loses sockets when it is cancelled (seen with Python 3.11).
    """
    if len(addresses) == 1:
        return await _connect_to(loop, addresses[0])
    attempts: list[asyncio.Task[socket.socket]] = []
    error: BaseException | None = None
    try:
        while addresses or not all(attempt.done() for attempt in attempts):
            if addresses:
                attempts.append(loop.create_task(_connect_to(loop, addresses.pop(0))))
            running = [attempt for attempt in attempts if not attempt.done()]
            done, _ = await asyncio.wait(
                running, timeout=HEAD_START if addresses else None, return_when=asyncio.FIRST_COMPLETED
            )
            for attempt in done:
                if attempt.exception() is None:
                    attempts.remove(attempt)
                    return attempt.result()
                error = attempt.exception()
    finally:
        for attempt in attempts:
            attempt.cancel()
            attempt.add_done_callback(_close_late_comer)
    raise error or OSError("the host has no addresses")


def _close_late_comer(attempt: asyncio.Task[socket.socket]) -> None:
    if not attempt.cancelled() and attempt.exception() is None:
        attempt.result().close()
