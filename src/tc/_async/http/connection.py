"""One HTTP/1.1 connection: it sends a request and receives the answer, and can then do so again.

Nothing is logged here, since headers and URLs carry secrets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpcore

from tc._http.h1 import Head, RequestWriter, ResponseReader
from tc._redact.values import HiddenBytes

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable

    from tc._http.stream import AsyncStream


class Connection:
    """An HTTP/1.1 connection over a connected stream, for one exchange at a time.

    Parameters:
        stream: the network stream; whoever has the connection closes it.
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
        self._reader: ResponseReader
        self._sent = False  # the whole request
        self._read_timeout: float | None = None

    @property
    def reusable(self) -> bool:
        """After the whole answer: whether the connection is fit for another exchange."""
        return self._sent and self._reader.reusable

    async def exchange(self, request: httpcore.Request) -> tuple[Head, list[bytes], bool]:
        """Send a request and receive the answer, up to its headers and what came with them.

        Returns:
            The status and headers, what is there of the body, and whether that is all of it.

        Raises:
            httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError: the connection is of no
                use any more.
        """
        timeouts = request.extensions.get("timeout", {})
        self._read_timeout = timeouts.get("read")
        self._reader = reader = ResponseReader(request.method)
        failure: httpcore.WriteError | None = None
        try:
            self._sent = await self._send(request, timeouts.get("write"))
        except httpcore.WriteError as exc:
            # A server may answer and hang up before it has read the whole request.
            self._sent = False
            failure = exc
        try:
            head = None
            while head is None:
                reader.feed(await self.stream.read(self._read_timeout))
                head = reader.head()
            parts, complete = reader.body()
        except (httpcore.ReadError, httpcore.RemoteProtocolError):
            if failure is not None:
                raise failure from None
            raise
        return head, parts, complete

    async def _send(self, request: httpcore.Request, timeout: float | None) -> bool:
        """Send a request, or as much as the server takes before it answers: then the result is False."""
        writer = RequestWriter(
            request.method,
            self._forward_to + request.url.target,
            [*self._proxy_headers, *request.headers],
        )
        pending: bytes = writer.head
        first = True
        body: AsyncGenerator[bytes] = request.stream.__aiter__()  # type: ignore[assignment, union-attr]
        try:
            async for chunk in body:
                if not chunk:
                    continue
                if not first and await self.stream.has_input():
                    return False
                # Head and first chunk go out together: most requests are one packet.
                data = writer.data(chunk)
                pending = HiddenBytes(pending + data) if first else data
                if not await self.stream.write(pending, timeout):
                    return False
                pending = b""
                first = False
        finally:
            if hasattr(body, "aclose"):
                await body.aclose()
        pending = HiddenBytes(pending + writer.end())
        return not pending or await self.stream.write(pending, timeout)

    async def receive_body(self) -> tuple[list[bytes], bool]:
        """Wait for more of the body: at least one part of it, or its end."""
        while True:
            self._reader.feed(await self.stream.read(self._read_timeout))
            parts, complete = self._reader.body()
            if parts or complete:
                return parts, complete


class ResponseBody:
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

    def __aiter__(self) -> ResponseBody:
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
