"""One HTTP/1.1 connection: it sends a request and receives the answer, and can then do so again.

The grammar of HTTP is h11's, which is strict: what it does not understand ends the connection with a
`RemoteProtocolError`. Nothing is logged here, since headers and URLs carry secrets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import h11
import httpcore

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable

    from tc._streams import AsyncStream

# An answer's status line and headers, a chunk's header, or the trailers, as in httpcore.
MAX_HEAD_BYTES = 100 * 1024
# Informational (1xx) answers that may come before the answer.
MAX_INFORMATIONAL = 100


class Connection:
    """An HTTP/1.1 connection over a connected stream, for one exchange at a time.

    Parameters:
        stream: the network stream; the connection closes it when it is discarded.
        forward_to: put before the path of every request, where a forwarding proxy wants whole URLs.
        proxy_headers: headers for that proxy, sent with every request.
    """

    def __init__(
        self,
        stream: AsyncStream,
        *,
        forward_to: bytes = b"",
        proxy_headers: tuple[tuple[bytes, bytes], ...] = (),
    ) -> None:
        self.stream = stream
        self.idle_since = 0.0
        self._forward_to = forward_to
        self._proxy_headers = proxy_headers
        self._state = h11.Connection(h11.CLIENT, max_incomplete_event_size=MAX_HEAD_BYTES)
        self._spent = False  # it cannot be used for another exchange, whatever the answer says
        self._read_timeout: float | None = None

    async def exchange(self, request: httpcore.Request) -> tuple[h11.Response, list[bytes], bool]:
        """Send a request and receive the answer, up to its headers and what came with them.

        Returns:
            The status and headers, what is there of the body, and whether that is all of it.

        Raises:
            httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError: the connection is of no
                use any more.
        """
        timeouts = request.extensions.get("timeout", {})
        self._read_timeout = timeouts.get("read")
        failure: httpcore.WriteError | None = None
        try:
            await self._send(request, timeouts.get("write"))
        except h11.LocalProtocolError as exc:
            raise httpcore.LocalProtocolError(str(exc)) from exc
        except httpcore.WriteError as exc:
            # A server may answer and hang up before it has read the whole request.
            failure = exc
            self._spent = True
        try:
            head = await self._receive_head()
            body, complete = self._available()
        except (httpcore.ReadError, httpcore.RemoteProtocolError):
            if failure is not None:
                raise failure from None
            raise
        return head, body, complete

    async def _send(self, request: httpcore.Request, timeout: float | None) -> None:
        state = self._state
        head = h11.Request(
            method=request.method,
            target=self._forward_to + request.url.target,
            headers=[*self._proxy_headers, *request.headers],
        )
        pending = state.send(head) or b""
        first = True
        body: AsyncGenerator[bytes] = request.stream.__aiter__()  # type: ignore[assignment, union-attr]
        try:
            async for chunk in body:
                if not chunk:
                    continue
                if not first and await self.stream.has_input():
                    return
                # Head and first chunk go out together: most requests are one packet.
                pending += state.send(h11.Data(data=chunk)) or b""
                if not await self.stream.write(pending, timeout):
                    return
                pending = b""
                first = False
        finally:
            if hasattr(body, "aclose"):
                await body.aclose()
        pending += state.send(h11.EndOfMessage()) or b""
        if pending:
            await self.stream.write(pending, timeout)

    async def _receive_head(self) -> h11.Response:
        informational = 0
        while True:
            event = self._next_event()
            if event is h11.NEED_DATA:
                if await self._receive() and self._state.their_state is h11.SEND_RESPONSE:
                    raise httpcore.RemoteProtocolError("Server disconnected without sending a response.")
            elif isinstance(event, h11.Response):
                return event
            else:
                informational += 1
                if informational > MAX_INFORMATIONAL or not isinstance(event, h11.InformationalResponse):
                    raise httpcore.RemoteProtocolError("The server sent no end of informational responses.")
                if event.status_code == 101:
                    raise httpcore.RemoteProtocolError(
                        "The server switched protocols without being asked to."
                    )

    async def _receive(self) -> bool:
        """Take in what has come; whether it is the end of the stream."""
        data = await self.stream.read(self._read_timeout)
        self._state.receive_data(data)
        if not data:
            self._spent = True
        return not data

    def _next_event(self) -> object:
        try:
            return self._state.next_event()
        except h11.RemoteProtocolError as exc:
            raise httpcore.RemoteProtocolError(str(exc)) from exc

    def _available(self) -> tuple[list[bytes], bool]:
        """What has been received of the body and not been taken yet, and whether that is the end of it."""
        parts = []
        while True:
            event = self._next_event()
            if isinstance(event, h11.Data):
                parts.append(bytes(event.data))
            else:
                return parts, event is not h11.NEED_DATA

    async def receive_body(self) -> tuple[list[bytes], bool]:
        """Wait for more of the body: at least one part of it, or its end."""
        while True:
            await self._receive()
            parts, complete = self._available()
            if parts or complete:
                return parts, complete

    def recycle(self) -> bool:
        """Make ready for another exchange; False if the connection is not fit for one."""
        state = self._state
        if (
            self._spent
            or state.our_state is not h11.DONE
            or state.their_state is not h11.DONE
            or state.trailing_data[0]
        ):
            return False
        state.start_next_cycle()
        return True


class Body:
    """An answer's body: iterate over its parts, and close it.

    Parameters:
        parts: what has been received already.
        connection: where the rest comes from; None if that was all.
        leave: called once with the connection and whether it may be used again, when the body has ended, has
            failed or is closed.
    """

    def __init__(
        self,
        parts: list[bytes],
        connection: Connection | None,
        leave: Callable[[Connection, bool], None],
    ) -> None:
        self._parts = parts
        self._position = 0
        self._connection = connection
        self._leave = leave

    def __aiter__(self) -> Body:
        return self

    async def __anext__(self) -> bytes:
        while self._position == len(self._parts):
            if self._connection is None:
                raise StopAsyncIteration
            try:
                self._parts, complete = await self._connection.receive_body()
            except BaseException:
                self._release(False)
                raise
            self._position = 0
            if complete:
                self._release(True)
        part = self._parts[self._position]
        self._position += 1
        return part

    def _release(self, reusable: bool) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            self._leave(connection, reusable)

    async def aclose(self) -> None:
        """Let go of the connection; what has not been read is lost, and the connection with it."""
        self._release(False)
        self._parts = []
        self._position = 0
