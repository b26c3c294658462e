"""The engine: HTTP/1.1 over our own connections, straight to the host."""

from __future__ import annotations

from tc._async.http.connection import Connection
from tc._async.http.pool import Place, Pool
from tc._async.http.response import StreamedResponse
from tc._protocol.message import Headers, Request, Response
from tc._stopping import track


class Engine(Pool):
    """Sends requests over the connections of a pool."""

    async def open(self, request: Request) -> StreamedResponse:
        """Send a request; the body of the response is still to be read.

        Raises:
            httpx.TransportError: There was no response.
        """
        place = self.new_place()
        try:
            await self.enter(place)
            deadline = request.timeouts.deadline()
            connection = await self.connect(place, request, deadline)
            track(place.ref)
            return _DirectResponse(self, place, connection, await connection.exchange(request, deadline))
        except BaseException:
            try:
                self.leave(place)
            finally:  # an interrupt may have come before `leave` did anything
                place.over = True
                self.busy.discard(place.ref)
            raise


class _DirectResponse(StreamedResponse):
    """It keeps the place of its request until the body ends, fails or is closed."""

    __slots__ = ("_complete", "_connection", "_part", "_place", "_pool")

    def __init__(
        self, pool: Pool, place: Place, connection: Connection, received: tuple[int, bytes, bytes, bool]
    ) -> None:
        status, lines, self._part, self._complete = received
        super().__init__(status, Headers(lines), request_sent=connection.sent)
        self._pool = pool
        self._place = place
        self._connection = connection
        if self._complete:
            pool.leave(place)

    async def read(self) -> Response:
        # Looked for as bytes: of most responses nobody wants a header, so that they need not be taken apart.
        if self._complete and not self.headers.mentions(b"content-encoding"):
            return Response(self.status, self.headers, self._part)
        return await super().read()

    async def __anext__(self) -> bytes:
        try:
            while not self._part and not self._complete:
                self._part, self._complete = await self._connection.receive_body()
        except BaseException:
            self._pool.leave(self._place)
            raise
        if self._complete:
            self._pool.leave(self._place)
        if not self._part:
            raise StopAsyncIteration
        part, self._part = self._part, b""
        return part

    async def aclose(self) -> None:
        self._pool.leave(self._place)
        self._part, self._complete = b"", True
