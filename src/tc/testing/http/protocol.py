"""HTTP/1.1 on one connection, by h11: requests in their order, with their targets exactly as sent."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from email.utils import formatdate
from http import HTTPStatus
from typing import Never

import h11

IDLE = 60  # seconds for which a connection may rest
AHEAD = 256 * 1024  # bytes of a body that are taken before somebody reads them
REASONS = {status.value: status.phrase.encode() for status in HTTPStatus}
LONGEST_HEAD = 64 * 1024  # bytes of a line of the header, and of all of them together
log: logging.Logger = logging.getLogger("tc.testing")


class HttpProtocol(asyncio.Protocol):
    """A connection.

    Args:
        app: Responds to requests.
        connections: Where connections are noted while they are there.

    Attributes:
        task: The application at work on the last request.
    """

    def __init__(self, app: App, connections: set[HttpProtocol]) -> None:
        self._app = app
        self._connections = connections
        self._http = h11.Connection(h11.SERVER, max_incomplete_event_size=LONGEST_HEAD)
        self._exchange: Exchange | None = None
        self._idle: asyncio.TimerHandle | None = None
        self._may_write = asyncio.Event()
        self.task: asyncio.Task[None] | None = None

    # -- what asyncio calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._connections.add(self)
        self._may_write.set()
        self._rest()

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell the application that the caller of its request has gone."""
        self._connections.discard(self)
        self._may_write.set()
        self._wake()
        if self._exchange:
            self._exchange.gone = True
            self._exchange.changed.set()

    def pause_writing(self) -> None:
        """Let nobody write while the caller reads too slowly."""
        self._may_write.clear()

    def resume_writing(self) -> None:
        """Let write again."""
        self._may_write.set()

    def data_received(self, data: bytes) -> None:
        """Take in what the caller sends."""
        self._wake()
        self._http.receive_data(data)
        self._read()

    def eof_received(self) -> None:
        """Take in that the caller sends nothing more; asyncio closes the connection."""

    # -- reading

    def _read(self) -> None:
        while True:
            try:
                event = self._http.next_event()
            except h11.RemoteProtocolError as error:
                self._refuse(error)
                return
            if isinstance(event, h11.Request):
                self._begin(event)
            elif isinstance(event, h11.Data) and self._exchange:
                self._exchange.feed(event.data)
            elif isinstance(event, h11.EndOfMessage) and self._exchange:
                self._exchange.feed(b"", more=False)
                self.proceed()
                return
            else:  # it is not whole, or the one before is not done
                return

    def _begin(self, request: h11.Request) -> None:
        self._exchange = Exchange(self, request)
        self.task = asyncio.get_running_loop().create_task(self._respond(self._exchange))

    async def _respond(self, exchange: Exchange) -> None:
        try:
            await self._app(exchange)
        except ConnectionResetError:  # the caller has gone
            self.abort()
        except Exception:
            log.exception("a request failed")
            self.abort()

    def _refuse(self, error: h11.RemoteProtocolError) -> None:
        """Respond to what is not HTTP, if nothing has been sent yet, and close."""
        if self._http.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            text, status = f"Bad Request: {error}".encode(), error.error_status_hint
            headers = {"content-type": "text/plain; charset=utf-8", "content-length": str(len(text))}
            parts = (
                response_head(status, {**headers, "connection": "close"}),
                h11.Data(data=text),
                h11.EndOfMessage(),
            )
            self._transport.write(b"".join(self._http.send(part) or b"" for part in parts))
        self._transport.close()

    def hold(self, more: bool) -> None:
        """Read no further for now, or go on."""
        if more and not self._transport.is_closing():
            self._transport.resume_reading()
        elif not more:
            self._transport.pause_reading()

    # -- writing

    async def send(self, *parts: h11.Event) -> None:
        """Send parts of a response, as fast as the caller reads.

        Raises:
            ConnectionResetError: The caller has gone.
        """
        if self._transport.is_closing():
            raise ConnectionResetError("the caller has gone")
        self._transport.write(b"".join(self._http.send(part) or b"" for part in parts))
        await self._may_write.wait()

    def invite(self) -> None:
        """Ask for the body, of a caller who waits to be asked."""
        if self._http.they_are_waiting_for_100_continue:
            self._transport.write(self._http.send(h11.InformationalResponse(status_code=100, headers=[])))

    def proceed(self) -> None:
        """Go on with the next request, once this one has been read and its response sent."""
        if self._http.our_state is h11.MUST_CLOSE:
            self._transport.close()
        elif self._http.our_state is h11.DONE:
            self.hold(more=True)
            if self._http.their_state is h11.DONE:
                self._exchange = None
                self._http.start_next_cycle()
                self._rest()
                self._read()

    # -- the end

    def abort(self) -> None:
        """Cut the connection."""
        self._transport.abort()

    def _rest(self) -> None:
        self._wake()
        self._idle = asyncio.get_running_loop().call_later(IDLE, self._transport.close)

    def _wake(self) -> None:
        if self._idle:
            self._idle.cancel()
            self._idle = None


class Exchange:
    """A request and its response.

    Args:
        connection: Over which it goes.
        request: Its head.

    Attributes:
        method: The HTTP method.
        target: Path and query exactly as sent.
        headers: Of the request, names in lower case; the last of each name.
        gone: True once the caller has gone.
        over: True once the response has been sent; what still comes of the body is thrown away.
        changed: Set when there is something to read, or the caller has gone.
    """

    def __init__(self, connection: HttpProtocol, request: h11.Request) -> None:
        self._connection = connection
        self._body = bytearray()
        self._more = True
        self.method: str = request.method.decode("ascii")
        self.target: str = request.target.decode("latin-1")
        self.headers: dict[str, str] = {k.decode("ascii"): v.decode("latin-1") for k, v in request.headers}
        self.gone: bool = False
        self.over: bool = False
        self.changed: asyncio.Event = asyncio.Event()

    def feed(self, data: bytes | bytearray, *, more: bool = True) -> None:
        """Take in a part of the body; the last one comes with `more` False."""
        if not self.over:
            self._body += data
        self._more = more
        if more and len(self._body) > AHEAD:
            self._connection.hold(more=False)
        self.changed.set()

    async def read(self) -> bytes:
        """Return the next bytes of the body; none at its end.

        Raises:
            ConnectionResetError: The caller has gone.
        """
        if self._more and not self._body:
            self._connection.invite()
            self._connection.hold(more=True)
            await self._change()
        data, self._body = bytes(self._body), bytearray()
        return data

    async def left(self) -> Never:
        """Wait until the caller has gone.

        Raises:
            ConnectionResetError: Always.
        """
        while True:
            await self._change()

    async def _change(self) -> None:
        if not self.gone:
            self.changed.clear()
            await self.changed.wait()
        if self.gone:
            raise ConnectionResetError("the caller has gone")

    def cut(self) -> None:
        """Cut the connection."""
        self._connection.abort()

    async def respond(self, status: int, headers: Mapping[str, str], parts: Iterable[bytes]) -> None:
        """Send a response.

        Args:
            status: The HTTP status.
            headers: Names in lower case. Without `content-length` the length is told as it is sent.
            parts: The body.

        Raises:
            ConnectionResetError: The caller has gone.
        """
        head: list[h11.Event] = [response_head(status, headers)]
        for part in () if self.method == "HEAD" else parts:
            await self._connection.send(*head, h11.Data(data=part))
            head = []
        await self._connection.send(*head, h11.EndOfMessage())
        self.over = True
        self._connection.proceed()


def response_head(status: int, headers: Mapping[str, str]) -> h11.Response:
    """The head of a response, with the words of its status and the date."""
    lines = [("date", formatdate(usegmt=True)), *headers.items()]
    return h11.Response(status_code=status, reason=REASONS.get(status, b""), headers=lines)


App = Callable[[Exchange], Awaitable[None]]
