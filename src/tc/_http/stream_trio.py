"""The stream under trio. TLS is done in memory here, so that nothing that was received stays out of sight."""

from __future__ import annotations

import contextlib
import math
import socket
import ssl
from typing import Any

import trio

from tc._http.stream import CHUNK, next_chunk
from tc._http.stream_blocking import QuietSocket
from tc._lazy import httpx


class TrioStream:
    """A connected socket, perhaps with TLS on it."""

    def __init__(self, sock: socket.socket) -> None:
        self._socket = sock
        self._tls: ssl.SSLObject | None = None
        self._incoming = self._outgoing = ssl.MemoryBIO()
        self._early: bytes | None = None
        self._chunk = CHUNK

    async def start_tls(self, context: ssl.SSLContext, host: str) -> None:
        """Do a TLS handshake."""
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls = context.wrap_bio(self._incoming, self._outgoing, server_hostname=host)
        while True:
            try:
                self._tls.do_handshake()
            except ssl.SSLWantReadError:
                await self._flush(None)
                self._receive(await self._recv(CHUNK))
            except ssl.SSLError:
                await self._flush(None)  # the alert
                raise
            else:
                await self._flush(None)
                return

    async def _recv(self, size: int) -> bytes:
        while True:
            await trio.lowlevel.wait_readable(self._socket)
            with contextlib.suppress(BlockingIOError):
                return self._socket.recv(size)

    def _receive(self, data: bytes) -> None:
        """Hand TLS what came from the network; nothing stands for the end."""
        if data:
            self._incoming.write(data)
        else:
            self._incoming.write_eof()

    async def read(self, timeout: float | None) -> bytes:
        if self._early is not None:
            await trio.lowlevel.checkpoint()
            data, self._early = self._early, None
            return data
        try:
            with trio.move_on_after(math.inf if timeout is None else timeout):
                while True:
                    if self._tls is not None:
                        try:
                            return self._decrypt(self._chunk)
                        except ssl.SSLWantReadError:
                            await self._flush(None)
                    data = await self._recv(self._chunk)
                    self._chunk = next_chunk(len(data))
                    if self._tls is None:
                        return data
                    self._receive(data)
        except OSError as exc:
            raise httpx.ReadError(str(exc)) from exc
        raise httpx.ReadTimeout("timed out while reading")

    def _decrypt(self, size: int) -> bytes:
        assert self._tls is not None
        try:
            return self._tls.read(size)
        except (ssl.SSLZeroReturnError, ssl.SSLEOFError):
            return b""

    async def write(self, data: bytes, timeout: float | None) -> bool:
        rest = memoryview(data)
        try:
            if self._tls is None:
                return await self._send(rest, timeout)
            sent = True
            while rest and sent:
                rest = rest[self._tls.write(rest[: 4 * CHUNK]) :]
                sent = await self._flush(timeout)
        except OSError as exc:
            raise httpx.WriteError(str(exc)) from exc
        return sent

    async def _flush(self, timeout: float | None) -> bool:
        """Send what TLS has to say."""
        data = self._outgoing.read()
        return not data or await self._send(memoryview(data), timeout)

    async def _send(self, rest: memoryview, timeout: float | None) -> bool:
        while rest:
            try:
                rest = rest[self._socket.send(rest) :]
            except BlockingIOError:
                if not await self._wait_for_either(timeout):
                    raise httpx.WriteTimeout("timed out while writing") from None
                if self.is_readable():
                    return False
        return True

    async def _wait_for_either(self, timeout: float | None) -> bool:
        """Wait for input or room for output; return False when time is up."""

        async def wait(for_what: Any) -> None:
            await for_what(self._socket)
            nursery.cancel_scope.cancel()

        with trio.move_on_after(math.inf if timeout is None else timeout) as scope:
            async with trio.open_nursery() as nursery:
                nursery.start_soon(wait, trio.lowlevel.wait_readable)
                nursery.start_soon(wait, trio.lowlevel.wait_writable)
        return not scope.cancelled_caught

    async def has_input(self) -> bool:
        return self.is_readable()

    def is_readable(self) -> bool:
        while self._early is None:
            try:
                if self._tls is None:
                    self._early = self._socket.recv(CHUNK)
                else:
                    self._early = self._decrypt(CHUNK)
            except BlockingIOError:
                return False
            except ssl.SSLWantReadError:
                try:
                    self._receive(self._socket.recv(CHUNK))
                except BlockingIOError:
                    return False
                except OSError:
                    self._early = b""
            except OSError:
                self._early = b""
        return True

    def discard(self) -> None:
        self._socket.close()


async def open_trio_stream(
    host: str, port: int, context: ssl.SSLContext | None, timeout: float | None
) -> TrioStream:
    """Connect to a host, with TLS if there is a context; the timeout is one for all of it.

    Raises:
        httpx.ConnectError, httpx.ConnectTimeout: It cannot be reached, or TLS fails.
    """
    stream: TrioStream | None = None
    whole = False
    try:
        with trio.move_on_after(math.inf if timeout is None else timeout):
            opened = await trio.open_tcp_stream(host, port)
            # Trio's own socket can be closed within a running loop only.
            sock = QuietSocket(fileno=opened.socket.detach())
            sock.setblocking(False)
            stream = TrioStream(sock)
            if context is not None:
                await stream.start_tls(context, host)
            whole = True
            return stream
    except (OSError, UnicodeError) as exc:
        raise httpx.ConnectError(_reason(exc)) from exc
    finally:
        if stream is not None and not whole:
            stream.discard()
    raise httpx.ConnectTimeout("timed out while connecting")


def _reason(error: BaseException) -> str:
    """What happened; trio gathers the errors of several addresses in a group, of which the last says it."""
    found = error.__cause__ or error
    while isinstance(found, BaseExceptionGroup):
        found = found.exceptions[-1]
    return str(found)
