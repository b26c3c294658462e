"""Closing the clients that a test has made and left open.

An async client belongs to an event loop: it is closed in it while that is there, and drops its connections
without a loop afterwards.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import sys
from collections.abc import Callable, Iterator
from typing import Any

import tc.aio
import tc.sync
from tc._concurrency import async_owner

CLOSED_WITHIN = 5.0  # seconds that the loop of another thread gets


@contextlib.contextmanager
def closing_clients() -> Iterator[None]:
    """A context at whose end all clients are closed that were made in it, of both halves."""
    with closing_at_end(tc.sync.Client, close_blocking), closing_at_end(tc.aio.Client, close_async):
        yield


@contextlib.contextmanager
def closing_at_end(kind: type[Any], close: Callable[[Any, Any], None]) -> Iterator[None]:
    """A context at whose end the clients of a class are closed that were made in it.

    Args:
        kind: The class.
        close: Takes a client, and the event loop in which it was made, if any.
    """
    init, made = kind.__init__, list[tuple[Any, Any]]()

    @functools.wraps(init)
    def noted(self: Any, *args: Any, **options: Any) -> None:
        init(self, *args, **options)
        made.append((self, running_loop()))

    kind.__init__ = noted
    try:
        yield
    finally:
        kind.__init__ = init
        for client, loop in made:
            close(client, loop)


def running_loop() -> Any:
    """Return the event loop that runs here, as clients know it, or None."""
    try:
        return async_owner()
    except RuntimeError:
        return None


def close_blocking(client: tc.sync.Client, _loop: Any) -> None:
    """Close a blocking client."""
    client.close()


def close_async(client: tc.aio.Client, loop: Any) -> None:
    """Close an async client.

    Args:
        client: Which.
        loop: In which it was made, if any. Connections that it has already say better where they belong.
    """
    owner = client._sender.owner or loop
    try:
        if isinstance(owner, asyncio.AbstractEventLoop):
            close_in_asyncio(client, owner)
        elif owner is not None:
            sys.modules["trio"].from_thread.run(client.aclose, trio_token=owner)
    except (RuntimeError, TimeoutError):  # the loop is closed or busy, or another one runs in this thread
        pass
    client._sender.discard()


def close_in_asyncio(client: tc.aio.Client, loop: asyncio.AbstractEventLoop) -> None:
    """Close a client in its loop, whether that runs in another thread or rests in this one.

    Raises:
        RuntimeError: The loop is closed, or runs in this thread, or another one does.
        TimeoutError: The thread of the loop has no time for it.
    """
    if loop.is_closed() or running_loop() is not None:
        raise RuntimeError("nothing can wait for the event loop here")
    if loop.is_running():
        asyncio.run_coroutine_threadsafe(client.aclose(), loop).result(CLOSED_WITHIN)
    else:
        loop.run_until_complete(client.aclose())
