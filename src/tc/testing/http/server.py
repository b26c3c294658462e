"""The HTTP server: uvicorn in a thread, started and stopped without delay."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from tc.testing.clock import real_monotonic

Result = TypeVar("Result")
IDLE = 60  # seconds for which a connection may rest


class HttpServer:
    """Serves an ASGI application on a socket that listens already.

    Args:
        listener: The socket; closed with the server.
    """

    def __init__(self, listener: socket.socket) -> None:
        self._listener = listener
        self._ready = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._connections: dict[tuple[str, int], asyncio.Transport] = {}
        self._error: BaseException | None = None

    def start(self, app: Any) -> None:
        """Serve an application. Returns when it can take requests."""
        connections = self._connections

        class Protocol(H11Protocol):
            """The protocol of uvicorn, which lets a fault cut the connection and keeps targets as sent."""

            def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
                super().connection_made(transport)
                self.access_log = False  # uvicorn's has URLs whole, and may be on for another server
                self.conn = connection = Connection(h11.SERVER)

                async def with_target(scope: Any, receive: Any, send: Any) -> None:
                    scope["tc.target"] = connection.target
                    await app(scope, receive, send)

                self.app = with_target
                if self.client:
                    connections[self.client] = transport

            def connection_lost(self, exc: Exception | None) -> None:
                if self.client:
                    connections.pop(self.client, None)
                super().connection_lost(exc)

        config = uvicorn.Config(
            app,
            http=Protocol,
            ws="none",
            lifespan="off",
            loop="asyncio",
            log_config=None,  # leaves the logging of other uvicorn servers in the process alone
            access_log=False,
            server_header=False,
            timeout_keep_alive=IDLE,
            proxy_headers=False,
        )
        config.load()
        config.loaded_app = app  # without the layer that logs all headers at uvicorn's level TRACE
        self._server = Server(config, self._ready)
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
        await self._server.serve([self._listener])

    def run(self, action: Callable[[], Result]) -> Result:
        """Run a function in the thread of the server, and return what it returns."""

        async def here() -> Result:
            return action()

        if threading.current_thread() is self._thread:
            return action()
        return self.finish(here())

    def finish(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Run a coroutine in the thread of the server, from another, and return what it returns."""
        assert self._loop
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def drop(self, peer: tuple[str, int]) -> None:
        """Cut the connection of a peer."""
        transport = self._connections.get(peer)
        if transport:
            transport.abort()

    def stop(self) -> None:
        """Stop serving; callers that wait get no response."""
        assert self._loop
        self._loop.call_soon_threadsafe(self._server.stop.set)
        self._thread.join()


class Connection(h11.Connection):
    """The HTTP of a connection, which remembers the target of the last request: uvicorn takes it apart, and
    with that a question mark at its end, which is signed, is lost."""

    target: bytes = b""

    def next_event(self) -> Any:
        """Return what h11 reads next."""
        event = super().next_event()
        if isinstance(event, h11.Request):
            self.target = event.target
        return event


class RealTimeLoop(asyncio.SelectorEventLoop):
    """An event loop whose timers run on real time, also while a test has frozen the clock."""

    def time(self) -> float:
        """Return the time by which timers are measured."""
        return real_monotonic()


class Server(uvicorn.Server):
    """uvicorn's server, which stops when it is told to instead of looking ten times a second."""

    def __init__(self, config: uvicorn.Config, ready: threading.Event) -> None:
        super().__init__(config)
        self.ready = ready
        self.stop: asyncio.Event = asyncio.Event()

    async def main_loop(self) -> None:
        """Serve until `stop` is set."""
        self.ready.set()
        while not self.stop.is_set():
            await self.on_tick(0)  # renews the Date header
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.stop.wait(), 1)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close the sockets and everything that still runs."""
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        await asyncio.sleep(0.001)  # let them notice
        tasks = list(self.server_state.tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
