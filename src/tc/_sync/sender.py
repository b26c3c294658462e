# Generated from src/tc/_async/sender.py by tools/unasync_build.py. Do not edit.

"""The seam: how the bytes of a request get there, and those of the response back."""

from __future__ import annotations

import sys
from typing import Any

from tc._http.proxies import find_proxy
from tc._lazy import httpx
from tc._protocol.message import Origin, Request, Response
from tc._protocol.validation import kind_of
from tc._sync.http.engine import Engine
from tc._sync.http.pool import Stats
from tc._sync.http.response import ResponseTooLargeError as ResponseTooLargeError
from tc._sync.http.response import StreamedResponse as StreamedResponse
from tc.errors import ConfigurationError


class Sender:
    """Sends single requests: over the connections of this library, or through what the user gave.

    Args:
        http_client: The user's client; it is left open.
        transport: The user's transport, called directly and closed with these connections.
        max_connections: How many there may be at once, when neither is given.

    Raises:
        ConfigurationError: Both are given, one is of the wrong kind, or the number is below 1.
    """

    def __init__(
        self,
        http_client: httpx.Client | None = None,
        transport: httpx.BaseTransport | None = None,
        max_connections: int = 100,
    ) -> None:
        if http_client is not None and transport is not None:
            raise ConfigurationError("http_client, transport: only one of the two can be given")
        if isinstance(max_connections, bool) or not isinstance(max_connections, int) or max_connections < 1:
            raise ConfigurationError(f"max_connections: {max_connections!r} is not a number of 1 or more")
        self._max_connections = max_connections
        self._closed = False
        self._direct = Engine(max_connections)
        self._engines: dict[Any, Any] = {}  # those besides the direct one, by what they are for
        self._routes: dict[Origin, Any] = {}
        self._patched: Any = None
        if "httpx" in sys.modules:
            self._watch_httpx()  # now, not in a call: a child forked in the middle of an import cannot import
        self._given: Any = None
        if http_client is not None:
            self._given = _given("http_client", "Client", http_client)
        elif transport is not None:
            self._given = _given("transport", "BaseTransport", transport)

    def given(self) -> dict[str, Any]:
        """The arguments that make another sender like this one.

        Raises:
            TypeError: It sends through an object of the user's, which cannot be copied or pickled.
        """
        if self._given is not None:
            raise TypeError(f"{self._given.name}: a client that was given one cannot be copied or pickled")
        return {"max_connections": self._max_connections}

    def send(self, request: Request) -> Response:
        """Send one request as it is, once, and read the response to its end, in bounded memory.

        Raises:
            RuntimeError: The connections are closed.
            ConfigurationError: What the environment says of proxies or certificates cannot be used.
            ResponseTooLargeError: A success has more than 64 MiB.
            httpx.TransportError: There was no response, or that of a success ended early.
            httpx.DecodingError: The compression of a success is broken.
        """
        return (self.open(request)).read()

    def open(self, request: Request) -> StreamedResponse:
        """Send one request as it is, once; the body of the response is still to be read.

        Raises:
            RuntimeError: The connections are closed.
            ConfigurationError: What the environment says of proxies or certificates cannot be used.
            httpx.TransportError: There was no response.
        """
        response: StreamedResponse = self._engine_for(request.origin).open(request)
        return response

    def stats(self) -> Stats:
        """How many requests and connections of its own there are at the moment."""
        return self._direct.stats()

    def _engine_for(self, origin: Origin) -> Any:
        if self._closed:
            raise RuntimeError("this client is closed")
        if self._given is not None:
            return self._given
        engine = self._routes.get(origin) or self._find_route(origin)
        if "httpx" in sys.modules and engine is self._direct:
            if self._patched is None:
                self._watch_httpx()
            patched: Any = self._patched
            if kind := patched():
                return self._httpx_engine(kind)
        return engine

    def _watch_httpx(self) -> None:
        from tc._sync.http.httpx_engine import patched

        self._patched = patched

    def _find_route(self, origin: Origin) -> Any:
        """The engine for an origin: straight, or through the proxy of the environment at this moment."""
        proxy = find_proxy(*origin)
        return self._routes.setdefault(origin, self._direct if proxy is None else self._httpx_engine(proxy))

    def _httpx_engine(self, purpose: Any) -> Any:
        """The engine for a proxy, or for mocks and tracing by the kind of what they have patched."""
        from tc._sync.http.httpx_engine import own_engine, under_transport

        engine = self._engines.get(purpose)
        if engine is None:
            if purpose == "transport":
                made = under_transport(self._direct)
            else:
                made = own_engine(self._max_connections, None if isinstance(purpose, str) else purpose)
            engine = self._engines.setdefault(purpose, made)
        return engine

    @property
    def owner(self) -> Any:
        """The event loop to which its own connections belong, if any."""
        return self._direct.owner

    def discard(self) -> None:
        """Close its own connections at once, those in use too, without an event loop: theirs may be gone."""
        self._closed = True
        self._direct.discard()

    def close(self) -> None:
        """Close all connections, but not a client that the user gave."""
        self._closed = True
        self._direct.close()
        for engine in (self._given, *self._engines.values()):
            if engine is not None:
                engine.close()


def _given(name: str, base: str, value: object) -> Any:
    """The engine for what the user gave."""
    from tc._sync.http.httpx_engine import HttpxEngine, library_of

    library = library_of(value, base)
    if library is None:
        raise ConfigurationError(f"{name}: expected an httpx.{base}, got {kind_of(value)}")
    return HttpxEngine(name, value, library, owned=name == "transport")
