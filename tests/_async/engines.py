"""The sender, with the engine behind it, in the form of a transport of httpx, which tests can speak to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import httpx

from tc._async.sender import Sender
from tc._concurrency import async_sleep
from tc._protocol.message import Origin, Request, Timeouts

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.http_server import Peer


class Transport:
    """Sends requests of httpx through a sender.

    Args:
        max_connections: How many connections there may be at once.
        keepalive_expiry: Seconds after which an idle connection is not used again.

    Attributes:
        last: The response of the sender to the last request.
    """

    def __init__(self, max_connections: int = 100, keepalive_expiry: float = 15.0) -> None:
        self.sender = Sender(None, None, max_connections)
        self.pool = self.sender._direct
        self.pool._keepalive_expiry = keepalive_expiry
        self.last: Any = None

    @property
    def busy(self) -> int:
        """Requests that have a place."""
        return self.pool.stats().busy

    @property
    def idle(self) -> int:
        """Connections that wait for a request."""
        return self.pool.stats().idle

    @property
    def waiting(self) -> int:
        """Requests that wait for a place."""
        return self.pool.stats().waiting

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; the body of the response is still to be read."""
        names = {"content-length", "transfer-encoding"}
        headers = [(name, value) for name, value in request.headers.multi_items() if name not in names]
        body: Any = None
        if "content-length" in request.headers and isinstance(request.stream, httpx.ByteStream):
            body = b"".join(list(request.stream))
        elif "transfer-encoding" in request.headers:
            body = request.stream
        elif "content-length" in request.headers:
            body = request.stream
            headers.append(("Content-Length", request.headers["content-length"]))
        timeout = request.extensions.get("timeout", {})
        self.last = response = await self.sender.open(
            Request(
                request.method,
                Origin.of(request.url),
                request.url.raw_path.decode(),
                headers=headers,
                body=body,
                timeouts=Timeouts(*map(timeout.get, ("connect", "read", "write", "total"))),
            )
        )
        stream = Body(response)
        return httpx.Response(response.status, headers=response.headers.raw, stream=stream, request=request)

    async def aclose(self) -> None:
        """Close all connections."""
        await self.sender.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self.aclose()


class Body(httpx.AsyncByteStream):
    """The body of a response."""

    def __init__(self, response: Any) -> None:
        self.response = response

    def __aiter__(self) -> Any:
        return self.response

    async def aclose(self) -> None:
        await self.response.aclose()


TIMEOUT = {"connect": 10.0, "read": 10.0, "write": 10.0, "pool": 0.001}


async def fetch(transport: Transport, url: str, method: str = "GET", **options: Any) -> httpx.Response:
    extensions = {"timeout": TIMEOUT | options.pop("timeout", {})}
    request = httpx.Request(method, url, extensions=extensions, **options)
    response = await transport.handle_async_request(request)
    try:
        await response.aread()
    finally:
        await response.aclose()
    return response


class Parts:
    """A request body: these parts, then perhaps an error. No generator, which wants to be closed."""

    def __init__(self, *parts: bytes, error: Exception | None = None) -> None:
        self._parts = list(parts)
        self._error = error

    def __aiter__(self) -> Parts:
        return self

    async def __anext__(self) -> bytes:
        if self._parts:
            return self._parts.pop(0)
        raise self._error or StopAsyncIteration


def replying(*responses: bytes) -> Callable[[Peer], None]:
    """A handler that responds to the requests of every connection with these bytes, and hangs up."""

    def handler(peer: Peer) -> None:
        for response in responses:
            if peer.read_request() is None:
                return
            peer.send(response)

    return handler


async def pause() -> None:
    await async_sleep(0.001)
