# Generated from src/tc/_async/http/engine.py by tools/unasync_build.py. Do not edit.

"""The engine: HTTP/1.1 over our own connections, straight to the host."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tc._http.proxies import ProxySetting, find_proxy
from tc._protocol.message import Headers, Origin, Response
from tc._sync.http.connection import deadline_of
from tc._sync.http.pool import Pool
from tc._sync.http.response import StreamedResponse
from tc.errors import ConfigurationError

if TYPE_CHECKING:
    from tc._protocol.message import Request
    from tc._sync.http.pool import Place


def proxy_for(origin: Origin) -> ProxySetting | None:
    """The proxy that the environment wants for an origin, or None.

    Raises:
        ConfigurationError: The URL of the proxy cannot be used; the variable is named.
    """
    try:
        return find_proxy(*origin)
    except ValueError as error:
        raise ConfigurationError(str(error)) from None


class Engine:
    """Sends requests over HTTP/1.1.

    Args:
        max_connections: How many connections there may be at once, idle ones included.
    """

    def __init__(self, max_connections: int) -> None:
        self.pool = Pool(max_connections)

    def send(self, request: Request) -> Response:
        """Send a request and read the response to its end, in bounded memory.

        Raises:
            As `StreamedResponse.read`.
        """
        return (self.open(request)).read()

    def open(self, request: Request) -> StreamedResponse:
        """Send a request; the body of the response is still to be read.

        Raises:
            httpx.TransportError: There was no response.
        """
        pool = self.pool
        place = pool.new_place()
        try:
            pool.enter(place)
            deadline = deadline_of(request)
            connection = pool.connect(place, request, deadline)
            return _DirectResponse(pool, place, *connection.exchange(request, deadline))
        except BaseException:
            try:
                pool.leave(place)
            finally:  # an interrupt may have come before `leave` did anything
                place.over = True
                pool.busy.discard(place.ref)
            raise

    def close(self) -> None:
        """Close all connections."""
        self.pool.close()


class _DirectResponse(StreamedResponse):
    """It keeps the place of its request until the body ends, fails or is closed."""

    __slots__ = ("_complete", "_part", "_place", "_pool")

    def __init__(
        self, pool: Pool, place: Place, status: int, lines: bytes, part: bytes, complete: bool
    ) -> None:
        super().__init__(status, Headers(lines))
        self._pool = pool
        self._place: Place | None = place
        self._part = part  # what has come already
        self._complete = complete  # that is all
        if complete:
            self._let_go()

    def read(self) -> Response:
        if self._complete and "content-encoding" not in self.headers:
            return Response(self.status, self.headers, self._part)
        return super().read()

    def __next__(self) -> bytes:
        try:
            while not self._part and not self._complete:
                assert self._place is not None
                assert self._place.connection is not None
                self._part, self._complete = self._place.connection.receive_body()
        except BaseException:
            self._let_go()
            raise
        if self._complete:
            self._let_go()
        if not self._part:
            raise StopIteration
        part, self._part = self._part, b""
        return part

    def close(self) -> None:
        self._let_go()
        self._part, self._complete = b"", True

    def _let_go(self) -> None:
        if self._place is not None:
            self._pool.leave(self._place)
            self._place = None
