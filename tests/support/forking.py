"""Runs a function in a forked child process, in both halves."""

from __future__ import annotations

import asyncio
import functools
import json
import os
import signal
import traceback
from typing import TYPE_CHECKING, Any

import anyio.to_thread
import sniffio

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable


async def async_run_forked(function: Callable[[], Awaitable[Any]]) -> Any:
    """Run a function in an event loop that a forked child makes for itself; return its JSON result.

    On asyncio the thread of the running loop forks, as a program does that starts a process. Trio lets nobody
    begin a loop inside of one, so a worker thread forks there.
    """
    if sniffio.current_async_library() == "trio":
        return await anyio.to_thread.run_sync(run_forked, functools.partial(_run_trio, function))

    async def main() -> Any:
        return await function()

    return run_forked(lambda: asyncio.run(main()))


def _run_trio(function: Callable[[], Awaitable[Any]]) -> Any:
    signal.set_wakeup_fd(-1)  # the parent's, which trio would not replace
    return anyio.run(function, backend="trio")


def run_forked(function: Callable[[], Any]) -> Any:
    """Run a function in a forked child; return its JSON result.

    Raises:
        AssertionError: The function raised something; the child has printed it.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        # Nothing may get out of here: the child must not go on with the tests of its parent.
        status = 1
        try:
            os.write(writer, json.dumps(function()).encode())
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)
    os.close(writer)
    with open(reader, "rb") as pipe:
        written = pipe.read()
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status == 0, f"the child ended with {status}"
    return json.loads(written)
