"""The stream of the blocking half."""

from __future__ import annotations

import errno
import math
import os
import select
import socket
import ssl
import time
from typing import TYPE_CHECKING, Any, TypeVar

from tc._http.stream import CHUNK, HEAD_START, in_turns, next_chunk
from tc._lazy import httpx

if TYPE_CHECKING:
    from collections.abc import Callable

S = TypeVar("S", bound=Any)

_UNDER_WAY = (errno.EINPROGRESS, errno.EWOULDBLOCK, errno.EALREADY)
_WOULD_BLOCK = (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError)


class QuietSocket(socket.socket):
    """A socket that an interrupt at any moment may leave behind: it is closed without a warning."""

    # Not a function in Python, in which the next interrupt could get lost.
    __del__ = socket.SocketType.close


class QuietSSLSocket(ssl.SSLSocket):
    """The same with TLS."""

    __del__ = socket.SocketType.close


def wait_for(sockets: list[S], *, write: bool, timeout: float | None) -> list[S]:
    """Wait until sockets have input (or its end), with `write` or room for output; empty when time is up.

    `select.poll` takes any descriptor; where there is none, as on Windows, `select.select` does.
    """
    if hasattr(select, "poll"):
        poll = select.poll()
        for sock in sockets:
            poll.register(sock, select.POLLIN | select.POLLOUT if write else select.POLLIN)
        ready = poll.poll(_milliseconds(timeout))
        return [sock for sock in sockets if any(sock.fileno() == found for found, _ in ready)]
    readable, writable, failed = select.select(sockets, sockets if write else [], sockets, timeout)
    return [sock for sock in sockets if sock in readable or sock in writable or sock in failed]


def input_waiter(sock: Any) -> Callable[[float | None], Any]:
    """A function that waits for input of a socket (or its end), at most for as long as it is told to.

    It returns something true if there is any. It is faster than `wait_for`, and only for one socket.
    """
    if not hasattr(select, "poll"):
        return lambda timeout: wait_for([sock], write=False, timeout=timeout)
    poll = select.poll()
    poll.register(sock, select.POLLIN)
    return lambda timeout: poll.poll(_milliseconds(timeout))


def _milliseconds(timeout: float | None) -> int | None:
    return None if timeout is None else min(math.ceil(max(0, timeout) * 1000), 2**31 - 1)


def of_system(error: BaseException) -> bool:
    """Return True for an error of a socket, and False for one that the handler of a signal has raised.

    Programs bound the time of calls with `signal.alarm` and a handler that raises `TimeoutError`: that is an
    `OSError` too, but not ours to turn into another.
    """
    return isinstance(error, ssl.SSLError) or (isinstance(error, OSError) and error.errno is not None)


class BlockingStream:
    """A connected socket, perhaps with TLS on it.

    The socket itself never blocks: a write must be able to look out for input while it waits.
    """

    def __init__(self, sock: Any) -> None:
        self._socket = sock
        self._secure = isinstance(sock, ssl.SSLSocket)
        self._early: bytes | None = None
        self._chunk = CHUNK
        self._wait_for_input = input_waiter(sock)

    def read(self, timeout: float | None) -> bytes:
        if self._early is not None:
            data, self._early = self._early, None
            return data
        ready = self._secure  # TLS may hold data that the socket no longer has
        try:
            while True:
                if not ready and not self._wait_for_input(timeout):
                    raise httpx.ReadTimeout("timed out while reading")
                try:
                    received: bytes = self._socket.recv(self._chunk)
                except _WOULD_BLOCK:
                    ready = False
                else:
                    self._chunk = next_chunk(len(received))
                    return received
        except OSError as exc:
            if not of_system(exc):
                raise
            raise httpx.ReadError(str(exc)) from exc

    def write(self, data: bytes, timeout: float | None) -> bool:
        rest: Any = data
        try:
            while True:
                try:
                    sent = self._socket.send(rest)
                except _WOULD_BLOCK:
                    if not wait_for([self._socket], write=True, timeout=timeout):
                        raise httpx.WriteTimeout("timed out while writing") from None
                    if self.is_readable():
                        return False
                else:
                    if sent == len(rest):
                        return True
                    rest = memoryview(rest)[sent:]
        except OSError as exc:
            if not of_system(exc):
                raise
            raise httpx.WriteError(str(exc)) from exc

    def has_input(self) -> bool:
        return self.is_readable()

    def is_readable(self) -> bool:
        if self._early is None:
            try:
                self._early = self._socket.recv(CHUNK)
            except _WOULD_BLOCK:
                return False  # what is there, if anything, is TLS's own business
            except OSError as exc:
                if not of_system(exc):
                    raise
                self._early = b""
        return True

    def discard(self) -> None:
        self._socket.close()


def connect(
    _owner: None, host: str, port: int, context: ssl.SSLContext | None, timeout: float | None
) -> BlockingStream:
    """Connect to a host, with TLS if there is a context; the timeout is one for all of it.

    Raises:
        httpx.ConnectError, httpx.ConnectTimeout: It cannot be reached, or TLS fails.
    """
    deadline = math.inf if timeout is None else time.monotonic() + timeout
    sock: Any = None
    try:
        # As bytes, since for text the codec for international names would be imported.
        found = socket.getaddrinfo(host.encode("ascii"), port, type=socket.SOCK_STREAM)
        sock = _connect_any(in_turns(found), deadline)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if context is not None:
            sock = _start_tls(sock, context, host, deadline)
        return BlockingStream(sock)
    except BaseException as exc:
        if sock is not None:
            sock.close()
        if isinstance(exc, TimeoutError) and of_system(exc):
            raise httpx.ConnectTimeout("timed out while connecting") from exc
        if isinstance(exc, UnicodeError) or of_system(exc):
            raise httpx.ConnectError(str(exc)) from exc
        raise


def _timed_out() -> TimeoutError:
    return TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT))


def _connect_any(addresses: list[tuple[int, Any]], deadline: float) -> socket.socket:
    """Connect to the first address that takes it; a next is tried after an error or a while (RFC 8305)."""
    attempts: list[QuietSocket] = []
    error: OSError | None = None
    while addresses or attempts:
        if addresses:
            family, address = addresses.pop(0)
            sock = QuietSocket(family, socket.SOCK_STREAM)
            sock.setblocking(False)
            problem = sock.connect_ex(address)
            if problem not in (0, *_UNDER_WAY):
                error = OSError(problem, os.strerror(problem))
                continue
            attempts.append(sock)
        left = deadline - time.monotonic()
        if left <= 0:
            raise _timed_out()
        wait = min(left, HEAD_START if addresses else math.inf)
        for sock in wait_for(attempts, write=True, timeout=None if wait == math.inf else wait):
            attempts.remove(sock)
            problem = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            if not problem:
                return sock
            error = OSError(problem, os.strerror(problem))
            sock.close()
    raise error or socket.gaierror(socket.EAI_NONAME, "the host has no addresses")


def _start_tls(sock: socket.socket, context: ssl.SSLContext, host: str, deadline: float) -> ssl.SSLSocket:
    try:
        secure = context.wrap_socket(sock, server_hostname=host, do_handshake_on_connect=False)
    except BaseException:
        # Two objects may have the descriptor by now, and to close it twice would hit one of somebody else.
        # The socket's own `detach` is a function in Python, which the next interrupt could end.
        socket.SocketType.detach(sock)
        raise
    try:
        while True:
            try:
                secure.do_handshake()
            except _WOULD_BLOCK as exc:
                left = deadline - time.monotonic()
                write = isinstance(exc, ssl.SSLWantWriteError)
                if not wait_for([secure], write=write, timeout=None if left == math.inf else left):
                    raise _timed_out() from None
            else:
                return secure
    except BaseException:
        secure.close()
        raise
