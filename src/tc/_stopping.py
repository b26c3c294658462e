"""How the first failure, or an interrupt, ends what is under way side by side: at once, wherever it waits.

Tasks are cancelled. Threads cannot be, so those of a `Stopper` have their connections shut down beneath them,
do not sleep any longer, and can open nothing more.
"""

from __future__ import annotations

import contextlib
import contextvars
import socket
import threading
import time
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

T = TypeVar("T")
R = TypeVar("R")


class StoppedError(Exception):
    """The others failed or were interrupted; never seen by the caller, who sees why."""

    def __init__(self) -> None:
        super().__init__("another part failed, or was interrupted")


class AsyncStopper:
    """Runs actions side by side, and stops those under way when one of them fails.

    Attributes:
        failure: The first error that was not about being stopped.
    """

    def __init__(self) -> None:
        self.failure: Exception | None = None
        self._scopes: set[Any] = set()

    async def run(self, action: Callable[[T], Awaitable[R]], item: T) -> R:
        """Run one action.

        Raises:
            StoppedError: Another one failed.
            Exception: What it raised itself.
        """
        import anyio

        with anyio.CancelScope() as scope:
            self._scopes.add(scope)
            try:
                return await action(item)
            except Exception as error:
                self._scopes.discard(scope)
                if not isinstance(error, StoppedError):
                    self.failure = self.failure or error
                    self.stop()
                raise
            finally:
                self._scopes.discard(scope)
        raise StoppedError

    def stop(self) -> None:
        """Stop all that are under way."""
        for scope in self._scopes:
            scope.cancel()


class Stopper:
    """The same with threads."""

    def __init__(self) -> None:
        self.failure: BaseException | None = None
        self.stopped: threading.Event = threading.Event()
        self.places: dict[int, Callable[[], Any]] = {}  # what each thread has its connection in

    def run(self, action: Callable[[T], R], item: T) -> R:
        """Run one action."""
        token = _current.set(self)
        try:
            return action(item)
        except BaseException as error:
            if not isinstance(error, StoppedError):
                self.failure = self.failure or error
                self.stop()
            raise
        finally:
            self.places.pop(threading.get_ident(), None)
            _current.reset(token)

    def stop(self) -> None:
        """Stop all that are under way."""
        self.stopped.set()
        for place in list(self.places.values()):
            stream = getattr(getattr(place(), "connection", None), "stream", None)
            if stream is not None:
                # Its thread wakes up and closes it; closed here, its number could be another's by then.
                # Not by the method of an `ssl.SSLSocket`, after which plain bytes would be read.
                with contextlib.suppress(OSError):
                    socket.SocketType.shutdown(stream._socket, socket.SHUT_RDWR)


_current: contextvars.ContextVar[Stopper | None] = contextvars.ContextVar("stopper", default=None)


def track(place: Callable[[], Any]) -> None:
    """Note what holds the connection that this thread begins to use, for it to be shut down.

    Args:
        place: A weak reference.

    Raises:
        StoppedError: Nothing is to be begun any more.
    """
    stopper = _current.get()
    if stopper is not None:
        stopper.places[threading.get_ident()] = place
        check_stopped()


def check_stopped() -> None:
    """Raise `StoppedError` if what this thread does need not go on."""
    stopper = _current.get()
    if stopper is not None and stopper.stopped.is_set():
        raise StoppedError


def sleep(seconds: float) -> None:
    """Sleep, but not any longer when this thread is stopped."""
    stopper = _current.get()
    if stopper is None:
        time.sleep(seconds)
    else:
        stopper.stopped.wait(seconds)
        check_stopped()
