"""The seam: how the bytes of a request get there, and those of the response back."""

from __future__ import annotations

import threading
from typing import Any

from tc._async.http.response import ResponseTooLargeError as ResponseTooLargeError
from tc._async.http.response import StreamedResponse as StreamedResponse
from tc._lazy import httpx
from tc._protocol.message import Request, Response
from tc._protocol.options import type_name
from tc.errors import ConfigurationError


class Sender:
    """Sends single requests: through the connections of this library, or through what the user gave.

    Args:
        http_client: The user's client; it is left open.
        transport: The user's transport, called directly and closed with these connections.
        max_connections: How many there may be at once, when neither is given.

    Raises:
        ConfigurationError: Both are given, one is of the wrong kind, or the number is below 1.
    """

    def __init__(
        self,
        http_client: httpx.AsyncClient | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
        max_connections: int = 100,
    ) -> None:
        if http_client is not None and transport is not None:
            raise ConfigurationError("http_client, transport: only one of the two can be given")
        if http_client is not None and not isinstance(http_client, httpx.AsyncClient):
            raise ConfigurationError(_wrong("http_client", httpx.AsyncClient, http_client))
        if transport is not None and not isinstance(transport, httpx.AsyncBaseTransport):
            raise ConfigurationError(_wrong("transport", httpx.AsyncBaseTransport, transport))
        if isinstance(max_connections, bool) or not isinstance(max_connections, int) or max_connections < 1:
            raise ConfigurationError(f"max_connections: {max_connections!r} is not a number of 1 or more")
        self._http_client = http_client
        self._transport = transport
        self._given = {"http_client": http_client, "transport": transport}
        self._max_connections = max_connections
        self._lock = threading.Lock()
        self._engine: Any = None
        self._closed = False

    def given(self) -> dict[str, Any]:
        """The arguments that make another sender like this one.

        Raises:
            TypeError: It sends through an object of the user's, which cannot be copied or pickled.
        """
        for name, value in self._given.items():
            if value is not None:
                raise TypeError(f"{name}: a client that was given one cannot be copied or pickled")
        return {"max_connections": self._max_connections}

    async def send(self, request: Request) -> Response:
        """Send one request as it is, once, and read the response to its end, in bounded memory.

        Raises:
            RuntimeError: The connections are closed.
            ResponseTooLargeError: A success has more than 64 MiB.
            httpx.TransportError: There was no response, or that of a success ended early.
            httpx.DecodingError: The compression of a success is broken.
        """
        return await (await self.open(request)).read()

    async def open(self, request: Request) -> StreamedResponse:
        """Send one request as it is, once; the body of the response is still to be read.

        Raises:
            RuntimeError: The connections are closed.
            httpx.TransportError: There was no response.
        """
        if self._closed:
            raise RuntimeError("this client is closed")
        engine = self._engine or self._make_engine()
        response: StreamedResponse = await engine.open(request)
        return response

    def _make_engine(self) -> Any:
        """The engine, made for the first request: with httpx it takes a while to import."""
        from tc._async.http.httpx_engine import HttpxEngine
        from tc._async.http.pool import Transport

        with self._lock:
            if self._engine is None:
                quiet = self._http_client is None and self._transport is None
                if quiet:
                    self._transport = Transport(max_connections=self._max_connections)
                self._engine = HttpxEngine(self._http_client, self._transport, quiet=quiet)
            return self._engine

    async def aclose(self) -> None:
        """Close all connections, but not a client that the user gave."""
        self._closed = True
        if self._transport is not None:
            await self._transport.aclose()


def _wrong(name: str, wanted: type, value: object) -> str:
    return f"{name}: expected an httpx.{wanted.__name__}, got {type_name(value)}"
