"""The engine: HTTP/1.1 over our own connections, straight to the host."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tc._async.http.connection import deadline_of
from tc._async.http.pool import Pool
from tc._async.http.response import StreamedResponse
from tc._http.proxies import ProxySetting, find_proxy
from tc._protocol.message import Headers, Origin, Response
from tc.errors import ConfigurationError

if TYPE_CHECKING:
    from tc._async.http.pool import Place
    from tc._protocol.message import Request


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

    async def send(self, request: Request) -> Response:
        """Send a request and read the response to its end, in bounded memory.

        Raises:
            As `StreamedResponse.read`.
        """
        pool = self.pool
        place = pool.new_place()
        try:
            await pool.enter(place)
            deadline = deadline_of(request)
            connection = await pool.connect(place, request, deadline)
            status, lines, part, complete = await connection.exchange(request, deadline)
            headers = Headers(lines)
            if complete and "content-encoding" not in headers:
                return Response(status, headers, part)
            return await StreamedResponse(status, headers, BodyParts(pool, place, part, complete)).read()
        finally:
            try:
                pool.leave(place)
            finally:  # an interrupt may have come before `leave` did anything
                place.over = True
                pool.busy.discard(place.ref)

    async def open(self, request: Request) -> StreamedResponse:
        """Send a request; the body of the response is still to be read.

        Raises:
            httpx.TransportError: There was no response.
        """
        pool = self.pool
        place = pool.new_place()
        try:
            await pool.enter(place)
            deadline = deadline_of(request)
            connection = await pool.connect(place, request, deadline)
            status, lines, part, complete = await connection.exchange(request, deadline)
            parts = BodyParts(pool, place, part, complete)
            if complete:
                parts.let_go()
            return StreamedResponse(status, Headers(lines), parts)
        except BaseException:
            try:
                pool.leave(place)
            finally:
                place.over = True
                pool.busy.discard(place.ref)
            raise

    async def aclose(self) -> None:
        """Close all connections."""
        await self.pool.aclose()


class BodyParts:
    """The body of a response on its way; it keeps the place of its request until it ends, fails or is closed.

    Args:
        pool: Where the place is given up.
        place: That of the request.
        part: What has come already.
        complete: True if that is all.
    """

    __slots__ = ("_complete", "_part", "_place", "_pool")

    def __init__(self, pool: Pool, place: Place, part: bytes, complete: bool) -> None:
        self._pool = pool
        self._place: Place | None = place
        self._part = part
        self._complete = complete

    async def __anext__(self) -> bytes:
        try:
            while not self._part and not self._complete:
                assert self._place is not None
                assert self._place.connection is not None
                self._part, self._complete = await self._place.connection.receive_body()
        except BaseException:
            self.let_go()
            raise
        if self._complete:
            self.let_go()
        if not self._part:
            raise StopAsyncIteration
        part, self._part = self._part, b""
        return part

    async def aclose(self) -> None:
        """Let go of the connection; what has not been read is lost, and the connection with it."""
        self.let_go()
        self._part, self._complete = b"", True

    def let_go(self) -> None:
        """Give up the place; what has come of the body stays."""
        place = self._place
        if place is not None:
            self._pool.leave(place)
            self._place = None
