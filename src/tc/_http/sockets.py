"""Sockets that never block, and the ways to wait for them and to look up addresses."""

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

    Look = Callable[[], bool]

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
    """Waits for sockets."""

    def __init__(self, owner: Any, sockets: list[Any]) -> None:
        self._owner = owner  # the event loop, if any: asyncio's, or the token of the running trio loop
        self._sockets = sockets
        self._input = _waiter(sockets, write=False)

    def has_input(self) -> bool:
        """Return True if there is input, or its end."""
        return bool(self._input(0))

    def wait(self, timeout: float | None, look: Look | None = None, *, write: bool) -> list[Any]:  # noqa: ARG002
        """Wait for input or its end, with `write` or room for output.

        Args:
            timeout: In seconds; None waits for ever.
            look: Takes in what has come; returns True if there was something. It may be called.
            write: True to wait for room as well.

        Returns:
            Sockets that are ready, not necessarily all of them; none when time is up.
        """
        return (_waiter(self._sockets, write=True) if write else self._input)(timeout)

    def stop(self) -> None:
        """Leave the sockets to others."""

    def close(self) -> None:
        """Close the sockets; any thread may do that."""
        for sock in self._sockets:
            sock.close()


class _ThreadWatch(Watch):
    """For loops that wait for no sockets: a thread does, for short times since it cannot be cancelled."""

    async def wait(self, timeout: float | None, look: Look | None = None, *, write: bool) -> list[Any]:  # type: ignore[override]  # noqa: ARG002
        found: list[Any] = []
        deadline = math.inf if timeout is None else self._owner.time() + timeout
        while not found and self._owner.time() < deadline:
            found = await self._owner.run_in_executor(None, _waiter(self._sockets, write=write), 0.05)
        return found


class _TrioWatch(Watch):
    async def wait(self, timeout: float | None, look: Look | None = None, *, write: bool) -> list[Any]:  # type: ignore[override]  # noqa: ARG002
        import trio

        async def wait(sock: Any, ready: Any) -> None:
            await ready(sock)
            found[:] = [sock]  # it may be ready for both
            nursery.cancel_scope.cancel()

        found: list[Any] = []
        with trio.move_on_after(math.inf if timeout is None else max(0, timeout)):
            if len(self._sockets) == 1 and not write:
                await trio.lowlevel.wait_readable(self._sockets[0])
                return self._sockets
            try:
                async with trio.open_nursery() as nursery:
                    for sock in self._sockets:
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


class _AsyncioWatch(Watch):
    """The loop goes on watching the sockets: to tell it for each wait would take as long as all the rest."""

    _watching = False
    _timer: asyncio.TimerHandle | None = None
    _deadline = math.inf
    _waiting: tuple[asyncio.Future[list[Any]], Look | None] | None = None

    async def wait(self, timeout: float | None, look: Look | None = None, *, write: bool) -> list[Any]:  # type: ignore[override]
        loop = self._owner
        future = loop.create_future()
        self._waiting = (future, look)
        self._deadline = math.inf if timeout is None else loop.time() + timeout
        if self._timer is None or self._deadline < self._timer.when():
            self._set_timer()
        try:
            for sock in () if self._watching else self._sockets:
                loop.add_reader(sock.fileno(), self._on_input, sock)
            self._watching = True
            for sock in self._sockets if write else ():
                loop.add_writer(sock.fileno(), _settle, future, [sock])
            found: list[Any] = await future
            return found
        finally:
            self._waiting = None
            for sock in self._sockets if write else ():
                loop.remove_writer(sock.fileno())

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
                _settle(self._waiting[0], [])

    def _on_input(self, sock: Any) -> None:
        if self._waiting is None or self._waiting[0].done():
            self.stop()
        elif self._waiting[1] is None or self._waiting[1]():
            self._waiting[0].set_result([sock])

    def stop(self) -> None:
        for sock in self._sockets if self._watching else ():
            self._owner.remove_reader(sock.fileno())
        self._watching = False
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def close(self) -> None:
        if self._watching and not self._owner.is_closed():
            if self._owner.is_running() and sys.modules["asyncio"]._get_running_loop() is not self._owner:
                with contextlib.suppress(RuntimeError):  # it may be closed by now
                    self._owner.call_soon_threadsafe(self.close)
                return
            self.stop()
        super().close()


def _settle(future: asyncio.Future[Any], value: object) -> None:
    if not future.done():
        future.set_result(value)


def async_watch(owner: Any, sockets: list[Any]) -> _ThreadWatch | _TrioWatch | _AsyncioWatch:
    """A watch for the kind of the event loop."""
    if not hasattr(owner, "run_in_executor"):
        return _TrioWatch(owner, sockets)
    # All loops of asyncio have the method; that of Windows's own leaves it to its abstract base.
    able = type(owner).add_reader is not sys.modules["asyncio"].AbstractEventLoop.add_reader
    return (_AsyncioWatch if able else _ThreadWatch)(owner, sockets)


def _waiter(sockets: list[Any], *, write: bool) -> Callable[[float | None], list[Any]]:
    """A function that waits: by `select.poll`, or where there is none, as on Windows, by `select.select`."""
    if not hasattr(select, "poll"):
        room = sockets if write else []
        return lambda timeout: [*{*itertools.chain(*select.select(sockets, room, sockets, timeout))}]
    poll = select.poll()
    numbers = {sock.fileno(): sock for sock in sockets}
    for number in numbers:
        poll.register(number, select.POLLIN | select.POLLOUT if write else select.POLLIN)

    def wait(timeout: float | None) -> list[Any]:
        most = None if timeout is None else min(math.ceil(max(0, timeout) * 1000), 2**31 - 1)
        return [numbers[number] for number, _ in poll.poll(most)]

    return wait


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


def look_up(_: None, host: str, port: int, _timeout: float | None, flags: int = 0) -> list[tuple[int, Any]]:
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
