# Generated from src/tc/_async/http/stream.py by tools/unasync_build.py. Do not edit.

"""A connected socket, perhaps with TLS on it, and how it gets connected.

One task or thread uses a stream at a time. One that is dropped without being closed is closed without a word.
Timeouts are in seconds; None waits for ever.
"""

from __future__ import annotations

import contextlib
import errno
import math
import os
import socket
import ssl
import time
from collections.abc import Callable
from functools import partial
from types import SimpleNamespace
from typing import Any

from tc._http.sockets import WOULD_BLOCK, QuietSocket, Watch, look_up, of_system, timed_out
from tc._lazy import httpx

HEAD_START = 0.25  # seconds until another address of a host is tried in parallel (RFC 8305)
_UNDER_WAY = (0, errno.EINPROGRESS, errno.EWOULDBLOCK, errno.EALREADY)
_CHUNK = 65536
_RECORD = 16384  # bytes of content in the largest record of TLS
_MAX_CHUNK = 2 * 1024 * 1024


class Stream:
    """A connected socket. It never blocks: a write must be able to look out for input while it waits.

    Args:
        owner: The event loop that it waits in, if any.
        sock: The socket.
    """

    __slots__ = ("_chunk", "_early", "_error", "_pending", "_socket", "_watch")

    def __init__(self, owner: Any, sock: Any) -> None:
        self._socket = sock
        self._pending: Callable[[], int] = getattr(sock, "pending", int)  # bytes that TLS has decrypted
        self._watch = Watch(owner, [sock])
        self._early: bytes | None = None  # what has come
        self._error: OSError | None = None
        self._chunk = _CHUNK  # how much to read: fast lines and large bodies need fewer reads

    def read(self, timeout: float | None) -> bytes:
        """Some bytes as soon as there are any; empty at the end of the stream.

        Raises:
            httpx.ReadError, httpx.ReadTimeout: Nothing came.
        """
        there = self._early is not None or self._pending() > 0
        while not (there and self._take_in()):
            if not self._watch.wait(timeout, self._take_in, write=False):
                raise httpx.ReadTimeout("timed out while reading")
            there = True
        if self._error is not None:
            raise httpx.ReadError(str(self._error)) from self._error
        data, self._early = self._early, None
        assert data is not None
        self._chunk = min(max(_CHUNK, 2 * len(data)), _MAX_CHUNK)
        return data

    def write(self, data: bytes, timeout: float | None) -> bool:
        """Send all of `data`, or as much as the peer takes before it responds: then return False.

        Raises:
            httpx.WriteError, httpx.WriteTimeout: The peer takes no more.
        """
        rest: Any = data
        while True:
            try:
                sent = self._socket.send(rest)
            except WOULD_BLOCK:
                if not self._watch.wait(timeout, self._take_in, write=True):
                    raise httpx.WriteTimeout("timed out while writing") from None
                if self.is_readable():
                    return False
            except OSError as exc:
                if not of_system(exc):
                    raise
                raise httpx.WriteError(str(exc)) from exc
            else:
                if sent == len(rest):
                    return True
                rest = memoryview(rest)[sent:]

    def is_readable(self) -> bool:
        """Return True if `read` would return at once: on an idle connection, its end or a surprise."""
        return self._pending() > 0 or self._early is not None or (self._watch.has_input() and self._take_in())

    def _take_in(self) -> bool:
        """Receive what there is; return False for nothing, or what is TLS's own business."""
        if self._early is None:
            try:
                secure = self._pending is not int
                self._early = self._records() if secure else self._socket.recv(self._chunk)
            except WOULD_BLOCK:
                return False
            except OSError as exc:
                if not of_system(exc):
                    raise
                self._early, self._error = b"", exc
        return True

    def _records(self) -> bytes:
        """TLS gives one record at a time; after a full one there are mostly more."""
        parts = [self._socket.recv(_RECORD)]
        with contextlib.suppress(*WOULD_BLOCK, ssl.SSLEOFError):  # which comes again once these are read
            while len(parts[-1]) == _RECORD and len(parts) * _RECORD < self._chunk:
                parts.append(self._socket.recv(_RECORD))
        return b"".join(parts)

    def discard(self) -> None:
        """Close at once, without ceremony; any thread may do that."""
        self._watch.close()


def connect(
    owner: Any, host: str, port: int, context: ssl.SSLContext | None, timeout: float | None
) -> Stream:
    """Connect to a host, with TLS if there is a context; the timeout is one for all of it.

    Raises:
        httpx.ConnectError, httpx.ConnectTimeout: It cannot be reached, or TLS fails.
    """
    deadline = math.inf if timeout is None else time.monotonic() + timeout
    sockets: list[Any] = []  # all that are open
    try:
        addresses = look_up(owner, host, port, timeout)
        sock: Any = _connect_any(owner, addresses, sockets, deadline)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if context is not None:
            sock = _start_tls(owner, sock, context, host, sockets, deadline)
        sockets.remove(sock)
        return Stream(owner, sock)
    except (OSError, UnicodeError) as exc:
        if isinstance(exc, OSError) and not of_system(exc):
            raise
        if isinstance(exc, TimeoutError):
            raise httpx.ConnectTimeout("timed out while connecting") from exc
        raise httpx.ConnectError(str(exc)) from exc
    finally:
        for other in sockets:
            other.close()


def _wait(owner: Any, sockets: list[Any], longest: float, deadline: float, *, write: bool) -> list[Any]:
    left = deadline - time.monotonic()
    if left <= 0:
        raise timed_out()
    wait = min(longest, left)
    watch = Watch(owner, sockets)
    try:
        return watch.wait(None if wait == math.inf else wait, write=write)
    finally:
        watch.stop()


def _connect_any(owner: Any, addresses: list[tuple[int, Any]], sockets: list[Any], deadline: float) -> Any:
    """Connect to the first address that takes it; a next is tried after an error or a while (RFC 8305)."""
    error: OSError | None = None
    while addresses or sockets:
        tried: list[tuple[Any, int]] = []
        if addresses:
            family, address = addresses.pop(0)
            sock = QuietSocket(family, socket.SOCK_STREAM)
            sockets.append(sock)
            sock.setblocking(False)
            tried = [(sock, sock.connect_ex(address))]
        if not tried or tried[0][1] in _UNDER_WAY:
            ready = _wait(owner, sockets, HEAD_START if addresses else math.inf, deadline, write=True)
            tried = [(sock, sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)) for sock in ready]
        for sock, problem in tried:
            if not problem:
                return sock
            sockets.remove(sock)
            sock.close()
            error = OSError(problem, os.strerror(problem))
    raise error or socket.gaierror(socket.EAI_NONAME, "the host has no addresses")


def _start_tls(
    owner: Any, sock: QuietSocket, context: ssl.SSLContext, host: str, sockets: list[Any], deadline: float
) -> ssl.SSLSocket:
    # `wrap_socket` gives the descriptor two owners for a while; after interrupts both would close it, one of
    # them when it is somebody else's. So the socket lets go when its number is asked for.
    lent: Any = SimpleNamespace(family=sock.family, type=sock.type, proto=sock.proto)
    lent.fileno = partial(socket.SocketType.detach, sock)
    lent.getsockopt, lent.gettimeout, lent.detach = sock.getsockopt, lambda: 0.0, int
    # An end without TLS's own goodbye is an error: anybody on the line could end a body without a length.
    options: Any = {"do_handshake_on_connect": False, "suppress_ragged_eofs": False}
    secure = context.wrap_socket(lent, server_hostname=host, **options)
    sockets.append(secure)
    while True:
        try:
            secure.do_handshake()
        except WOULD_BLOCK as exc:
            _wait(owner, [secure], math.inf, deadline, write=isinstance(exc, ssl.SSLWantWriteError))
        else:
            return secure
