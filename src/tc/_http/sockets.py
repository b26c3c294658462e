"""Sockets that never block, and the ways to wait for them: the pairs `wait_for` and `look_up`."""

from __future__ import annotations

import contextlib
import errno
import itertools
import math
import os
import select
import socket
import ssl
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Iterable

WOULD_BLOCK = (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError)


class QuietSocket(socket.socket):
    """A socket that may be left behind at any moment, by an interrupt too: it is closed without a warning."""

    # Not a function in Python, in which the next interrupt could get lost.
    __del__ = socket.SocketType.close


class QuietSSLSocket(ssl.SSLSocket):
    """The same with TLS."""

    __del__ = socket.SocketType.close


def of_system(error: BaseException) -> bool:
    """Return True for an error of a socket, and False for one that the handler of a signal has raised.

    Programs bound the time of calls with `signal.alarm` and a handler that raises `TimeoutError`: that is an
    `OSError` too, but not ours to turn into another.
    """
    return isinstance(error, ssl.SSLError) or (isinstance(error, OSError) and error.errno is not None)


def timed_out() -> TimeoutError:
    """The error of the system's for a time that is over."""
    return TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT))


class Watch:
    """Waits for one socket.

    Args:
        owner: The event loop to wait in, if any: asyncio's, or the token of the running trio loop.
        sock: The socket.
    """

    def __init__(self, owner: Any, sock: Any) -> None:
        self._owner = owner
        self._socket = sock
        self._input = _waiter([sock], write=False)

    def has_input(self) -> bool:
        """Return True if there is input, or its end."""
        return bool(self._input(0))

    def wait(self, timeout: float | None, look: Callable[[], bool], *, write: bool) -> bool:  # noqa: ARG002
        """Wait for input or its end, with `write` or room for output; return False when time is up.

        Args:
            timeout: In seconds; None waits for ever.
            look: Takes in what has come; returns True if there was something. It may be called.
            write: True to wait for room as well.
        """
        if write:
            return bool(wait_for(None, [self._socket], timeout, write=True))
        return bool(self._input(timeout))

    def close(self) -> None:
        """Close the socket; any thread may do that."""
        self._socket.close()


class _AnyLoopWatch(Watch):
    async def wait(self, timeout: float | None, look: Callable[[], bool], *, write: bool) -> bool:  # type: ignore[override]  # noqa: ARG002
        return bool(await async_wait_for(self._owner, [self._socket], timeout, write=write))


class _AsyncioWatch(Watch):
    """The loop goes on watching the socket: to tell it for each wait would take as long as all the rest."""

    _watching = False
    _timer: asyncio.TimerHandle | None = None
    _deadline = math.inf
    _waiting: tuple[asyncio.Future[bool], Callable[[], bool]] | None = None

    async def wait(self, timeout: float | None, look: Callable[[], bool], *, write: bool) -> bool:  # type: ignore[override]
        loop, number = self._owner, self._socket.fileno()
        future = loop.create_future()
        self._waiting = (future, look)
        self._deadline = math.inf if timeout is None else loop.time() + timeout
        if self._timer is None or self._deadline < self._timer.when():
            self._set_timer()
        try:
            if not self._watching:
                loop.add_reader(number, self._on_input)
                self._watching = True
            if write:
                loop.add_writer(number, _settle, future, True)
            return bool(await future)
        finally:
            self._waiting = None
            if write:
                loop.remove_writer(number)

    def _set_timer(self) -> None:
        """The timer of an earlier wait is left running, as to make one for each takes long: see `_check`."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None if self._deadline == math.inf else self._owner.call_at(self._deadline, self._check)

    def _check(self) -> None:
        self._timer = None
        if self._waiting is not None:
            if self._owner.time() < self._deadline:
                self._set_timer()
            else:
                _settle(self._waiting[0], False)

    def _on_input(self) -> None:
        if self._waiting is None or self._waiting[0].done():
            self._stop()
        elif self._waiting[1]():
            self._waiting[0].set_result(True)

    def _stop(self) -> None:
        self._watching = False
        self._owner.remove_reader(self._socket.fileno())

    def close(self) -> None:
        if self._watching and not self._owner.is_closed():
            if self._owner.is_running() and sys.modules["asyncio"]._get_running_loop() is not self._owner:
                with contextlib.suppress(RuntimeError):  # it may be closed by now
                    self._owner.call_soon_threadsafe(self.close)
                return
            self._stop()
        if self._timer is not None:
            self._timer.cancel()
        super().close()


def _settle(future: asyncio.Future[Any], value: object) -> None:
    if not future.done():
        future.set_result(value)


def async_watch(owner: Any, sock: Any) -> _AnyLoopWatch | _AsyncioWatch:
    """A watch for the kind of the event loop."""
    return (_AsyncioWatch if _has_readers(owner) else _AnyLoopWatch)(owner, sock)


def _has_readers(owner: Any) -> bool:
    """Return True for loops of asyncio that can wait for a socket; that of Windows cannot."""
    method = getattr(type(owner), "add_reader", None)
    return method is not None and method is not sys.modules["asyncio"].AbstractEventLoop.add_reader


async def async_wait_for(owner: Any, sockets: list[Any], timeout: float | None, *, write: bool) -> list[Any]:
    """Wait until sockets have input or its end, with `write` or room for output.

    Returns:
        Sockets that are ready, not necessarily all of them; none when time is up.
    """
    if _has_readers(owner):
        return await _wait_in_asyncio(owner, sockets, timeout, write=write)
    if hasattr(owner, "run_in_executor"):
        found: list[Any] = []
        deadline = math.inf if timeout is None else owner.time() + timeout
        while not found and owner.time() < deadline:
            # A thread waits, for short times since it cannot be cancelled.
            found = await owner.run_in_executor(None, _waiter(sockets, write=write), 0.05)
        return found
    return await _wait_in_trio(sockets, timeout, write=write)


async def _wait_in_trio(sockets: list[Any], timeout: float | None, *, write: bool) -> list[Any]:
    import trio

    async def wait(sock: Any, ready: Any) -> None:
        await ready(sock)
        found.append(sock)
        nursery.cancel_scope.cancel()

    found: list[Any] = []
    with trio.move_on_after(math.inf if timeout is None else max(0, timeout)):
        if len(sockets) == 1 and not write:
            await trio.lowlevel.wait_readable(sockets[0])
            return sockets
        try:
            async with trio.open_nursery() as nursery:
                for sock in sockets:
                    nursery.start_soon(wait, sock, trio.lowlevel.wait_readable)
                    if write:
                        nursery.start_soon(wait, sock, trio.lowlevel.wait_writable)
        except BaseExceptionGroup as group:
            # An interrupt, or whatever else the caller's task was woken by, is not the nursery's to wrap.
            first, *others = group.exceptions
            if others:
                raise
            raise first from None
    return found


async def _wait_in_asyncio(loop: Any, sockets: list[Any], timeout: float | None, *, write: bool) -> list[Any]:
    future = loop.create_future()
    timer = None if timeout is None else loop.call_later(timeout, _settle, future, [])
    try:
        for sock in sockets:
            loop.add_reader(sock.fileno(), _settle, future, [sock])
            if write:
                loop.add_writer(sock.fileno(), _settle, future, [sock])
        found: list[Any] = await future
        return found
    finally:
        if timer is not None:
            timer.cancel()
        for sock in sockets:
            loop.remove_reader(sock.fileno())
            loop.remove_writer(sock.fileno())


def wait_for(owner: None, sockets: list[Any], timeout: float | None, *, write: bool) -> list[Any]:  # noqa: ARG001
    """The same, blocking."""
    return _waiter(sockets, write=write)(timeout)


def _waiter(sockets: list[Any], *, write: bool) -> Callable[[float | None], list[Any]]:
    """A function that waits: by `select.poll`, or where there is none, as on Windows, by `select.select`."""
    if not hasattr(select, "poll"):
        room = sockets if write else []
        return lambda timeout: [*itertools.chain(*select.select(sockets, room, sockets, timeout))]
    poll = select.poll()
    numbers = {sock.fileno(): sock for sock in sockets}
    for number in numbers:
        poll.register(number, select.POLLIN | select.POLLOUT if write else select.POLLIN)
    return lambda timeout: [numbers[number] for number, _ in poll.poll(_milliseconds(timeout))]


def _milliseconds(timeout: float | None) -> int | None:
    return None if timeout is None else min(math.ceil(max(0, timeout) * 1000), 2**31 - 1)


async def async_look_up(owner: Any, host: str, port: int, timeout: float | None) -> list[tuple[int, Any]]:
    """The addresses of a host and their families, in the order to try.

    Raises:
        OSError, UnicodeError: There are none, or time is up.
    """
    with contextlib.suppress(OSError):
        return look_up(None, host, port, timeout, flags=socket.AI_NUMERICHOST)  # that needs no thread
    name = host.encode("ascii")
    try:
        if hasattr(owner, "getaddrinfo"):
            import asyncio

            async with asyncio.timeout(timeout):
                return _in_turns(await owner.getaddrinfo(name, port, type=socket.SOCK_STREAM))
        import anyio

        with anyio.fail_after(timeout):
            return _in_turns(await anyio.getaddrinfo(name, port, type=socket.SOCK_STREAM))
    except TimeoutError:
        raise timed_out() from None


def look_up(
    owner: None,  # noqa: ARG001
    host: str,
    port: int,
    timeout: float | None,  # noqa: ARG001
    flags: int = 0,
) -> list[tuple[int, Any]]:
    """The same, blocking, for as long as the system takes."""
    # As bytes, since for text the codec for international names would be imported.
    return _in_turns(socket.getaddrinfo(host.encode("ascii"), port, type=socket.SOCK_STREAM, flags=flags))


def _in_turns(found: Iterable[tuple[Any, ...]]) -> list[tuple[int, Any]]:
    """IPv6 and IPv4 in turns, the preferred kind first (RFC 8305)."""
    addresses = [(family, address) for family, _, _, _, address in found]
    first = [item for item in addresses if item[0] == addresses[0][0]]
    other = [item for item in addresses if item[0] != addresses[0][0]]
    pairs = itertools.zip_longest(first, other)
    return [item for pair in pairs for item in pair if item is not None]
