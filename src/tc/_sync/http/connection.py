# Generated from src/tc/_async/http/connection.py by tools/unasync_build.py. Do not edit.

"""One HTTP/1.1 connection: it sends a request and receives the response, and can then do so again.

Nothing is logged here, since headers and URLs carry secrets.
"""

from __future__ import annotations

from typing import Any

from tc._concurrency import sleep
from tc._http.h1 import ResponseReader, encode_head, read_whole
from tc._lazy import httpx, httpx_errors
from tc._protocol.message import Origin, Request, Timeouts, limited
from tc._sync.http.stream import Stream

_BODILESS = ("GET", "HEAD", "DELETE", "OPTIONS")  # other methods without a body say that it is empty


class Connection:
    """An HTTP/1.1 connection over a connected stream, for one exchange at a time."""

    idle_since = 0.0
    reusable = False  # after a whole response: True if it is fit for another exchange
    sent = False  # the whole request
    _method: str
    _reader: Any = None  # a `ResponseReader`, if the response did not come whole in one piece
    _head: tuple[int, bytes] | None = None
    _timeouts: Timeouts
    _deadline: float | None

    def __init__(self, stream: Stream, origin: Origin) -> None:
        self.stream = stream
        self.origin = origin

    def exchange(self, request: Request, deadline: float | None) -> tuple[int, bytes, bytes, bool]:
        """Send a request and receive the response, up to its headers and what came with them.

        Returns:
            The status, the lines of the headers, what has come of the body, and True if that is all of it.

        Raises:
            httpx.TransportError: The connection cannot be used any more.
        """
        self.reusable = self.sent = False
        self._reader = self._head = None
        self._method = request.method
        self._timeouts, self._deadline = request.timeouts, deadline
        failure: httpx.HTTPError | None = None
        try:
            self.sent = self._send(request)
        except httpx_errors("WriteError") as exc:
            failure = exc  # a server may respond and hang up before it has read the whole request
        try:
            while self._head is None:
                data = self._read()
                if self._reader is None and self.sent and request.method != "HEAD":
                    whole = read_whole(data)
                    if whole is not None:
                        self.reusable = True
                        return *whole, True
                self._head = self._feed(data)
            return *self._head, *self._take_body()
        except httpx_errors("ReadError", "RemoteProtocolError"):
            if failure is not None:
                raise failure from None
            raise

    def _feed(self, data: bytes) -> tuple[int, bytes] | None:
        """Read on in the head of the response, past those that are informational; None if it goes on."""
        self._reader = reader = self._reader or ResponseReader(self._method)
        reader.feed(data)
        return reader.head()

    def _responded(self) -> bool:
        """Take in what comes while the request is sent; return True if that ends the sending."""
        if data := self.stream.take():
            self._head = self._feed(data)
        return data == b"" or self._head is not None

    def receive_body(self) -> tuple[bytes, bool]:
        """Wait for more of the body: at least some of it, or its end."""
        part, complete = b"", False
        while not part and not complete:
            self._reader.feed(self._read())
            part, complete = self._take_body()
        return part, complete

    def _take_body(self) -> tuple[bytes, bool]:
        part, complete = self._reader.body()
        self.reusable = complete and self.sent and self._reader.reusable
        return part, complete

    def _read(self) -> bytes:
        return self.stream.read(limited(self._timeouts.read, self._deadline))

    def _send(self, request: Request) -> bool:
        """Send a request, or as much as the server takes before it responds: then return False."""
        body = request.body
        if body is not None and not isinstance(body, bytes):
            return self._send_parts(request)
        length = len(body) if body is not None else None if request.method in _BODILESS else 0
        head = encode_head(request.method, request.target, request.constant, request.headers, length)
        timeout = limited(self._timeouts.write, self._deadline)
        return self.stream.write(head + body if body else head, timeout, self._responded)

    def _send_parts(self, request: Request) -> bool:
        """Send a request whose body is iterated over, and see to it that it is as long as it says."""
        stated = [value for name, value in request.headers if name.lower() == "content-length"]
        headers = [*request.headers, *([] if stated else [("Transfer-Encoding", "chunked")])]
        pending = encode_head(request.method, request.target, request.constant, headers, None)
        left = int(stated[0]) if stated else None
        parts: Any = request.body.__iter__()
        try:
            for part in parts:
                if not part:
                    continue
                if not pending:
                    sleep(0)  # a write that need not wait lets nobody else run
                    if self._responded():
                        return False
                data = part if left is not None else b"%x\r\n%b\r\n" % (len(part), part)
                if left is not None and (left := left - len(part)) < 0:
                    raise httpx.LocalProtocolError("the body is longer than its Content-Length")
                data = pending + data if pending else data  # head and first part go out together
                pending = b""
                if not self.stream.write(data, self._timeouts.write, self._responded):
                    return False
        finally:
            if hasattr(parts, "close"):
                parts.close()
        if left:
            raise httpx.LocalProtocolError("the body is shorter than its Content-Length")
        pending += b"0\r\n\r\n" if left is None else b""
        return not pending or self.stream.write(pending, self._timeouts.write, self._responded)
