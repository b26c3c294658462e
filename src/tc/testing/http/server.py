"""The HTTP server, in a thread of its own, started and stopped without delay."""

from __future__ import annotations

import asyncio
import os
import socket
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from tc.testing.clock import real_monotonic
from tc.testing.http.protocol import App, HttpProtocol

Result = TypeVar("Result")


class HttpServer:
    """Serves an application on a socket that listens already.

    Args:
        listener: The socket; closed with the server.
    """

    def __init__(self, listener: socket.socket) -> None:
        self._listener = listener
        self._ready = threading.Event()
        self._connections: set[HttpProtocol] = set()
        self._error: BaseException | None = None

    def start(self, app: App) -> None:
        """Serve an application. Returns when it can take requests.

        Raises:
            RuntimeError: It cannot; the cause says why.
        """
        self._app = app
        self._pid = os.getpid()
        self._thread = threading.Thread(target=self._serve, name="tc.testing", daemon=True)
        self._thread.start()
        self._ready.wait()
        if self._error:
            raise RuntimeError("the server did not start") from self._error

    def _serve(self) -> None:
        try:
            with asyncio.Runner(loop_factory=RealTimeLoop) as runner:
                runner.run(self._main())
        except BaseException as error:  # noqa: BLE001 - told to the thread that waits in start()
            self._error = error
        finally:
            self._ready.set()

    async def _main(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        server = await self._loop.create_server(
            lambda: HttpProtocol(self._app, self._connections), sock=self._listener
        )
        self._ready.set()
        await self._stop.wait()
        server.close()
        connections = list(self._connections)
        for connection in connections:
            connection.abort()
        await asyncio.sleep(0)  # their sockets are closed at the loop's next turn
        tasks = [connection.task for connection in connections if connection.task]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def run(self, action: Callable[[], Result]) -> Result:
        """Run a function in the thread of the server, and return what it returns."""

        async def here() -> Result:
            return action()

        if threading.current_thread() is self._thread:
            return action()
        return self.finish(here())

    def finish(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Run a coroutine in the thread of the server, from another, and return what it returns.

        Raises:
            RuntimeError: The thread is in the process from which this one was forked.
        """
        if self.is_elsewhere:
            raise RuntimeError("the local Taskcluster runs in the parent of this process: use its root_url")
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    @property
    def is_elsewhere(self) -> bool:
        """True in a process that was forked while the server ran."""
        return self._pid != os.getpid()

    def stop(self) -> None:
        """Stop serving; callers that wait get no response."""
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()


class RealTimeLoop(asyncio.SelectorEventLoop):
    """An event loop whose timers run on real time, also while a test has frozen the clock."""

    def time(self) -> float:
        """Return the time by which timers are measured."""
        return real_monotonic()
