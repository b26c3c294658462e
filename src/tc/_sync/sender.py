# Generated from src/tc/_async/sender.py by tools/unasync_build.py. Do not edit.

"""The connections of a client, which its services share, and how an answer is read from them."""

from __future__ import annotations

import threading
from contextlib import closing, nullcontext, suppress
from typing import Any

from tc._lazy import httpx
from tc._protocol.decompress import BoundedBody
from tc._redact.logs import discreet
from tc.errors import ConfigurationError

MAX_RESPONSE = 64 * 1024 * 1024
MAX_ERROR = 1024 * 1024


class ResponseTooLargeError(Exception):
    """A success with a body that no API method gives; reading it stopped."""

    def __init__(self, status_code: int) -> None:
        super().__init__(f"its body is larger than {MAX_RESPONSE} bytes")
        self.status_code = status_code


class Sender:
    """Sends single requests, through a transport or through the user's own httpx client.

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
        if http_client is not None and not isinstance(http_client, httpx.Client):
            raise ConfigurationError(_wrong("http_client", httpx.Client, http_client))
        if transport is not None and not isinstance(transport, httpx.BaseTransport):
            raise ConfigurationError(_wrong("transport", httpx.BaseTransport, transport))
        if isinstance(max_connections, bool) or not isinstance(max_connections, int) or max_connections < 1:
            raise ConfigurationError(f"max_connections: {max_connections!r} is not a number of 1 or more")
        self._http_client = http_client
        self._transport = transport
        self._quiet = http_client is None and transport is None
        self._max_connections = max_connections
        self._lock = threading.Lock()
        self._closed = False

    def given(self) -> dict[str, Any]:
        """The arguments that make another sender like this one.

        Raises:
            TypeError: It sends through an object of the user's, which cannot be copied or pickled.
        """
        for name, value in (("http_client", self._http_client), ("transport", self._transport)):
            if value is not None and not self._quiet:
                raise TypeError(f"{name}: a client that was given one cannot be copied or pickled")
        return {"max_connections": self._max_connections}

    def send(self, request: httpx.Request) -> httpx.Response:
        """Send one request as it is; the body of the response is still to be read.

        Nothing is added, followed or tried again, whatever the settings of the user's client: its
        authentication, redirects, cookies and timeouts do not apply, its event hooks do.

        Raises:
            RuntimeError: The connections are closed.
            httpx.TransportError: There was no response.
        """
        if self._closed:
            raise RuntimeError("this client is closed")
        if self._http_client is not None:
            with discreet():
                return self._http_client.send(request, stream=True, auth=None, follow_redirects=False)
        transport = self._transport or self._make_transport()
        with nullcontext() if self._quiet else discreet():
            response = transport.handle_request(request)
        response.request = request
        return response

    def _make_transport(self) -> httpx.BaseTransport:
        """The default transport, made for the first request: with httpx it takes a while to import."""
        from tc._sync.http.pool import Transport

        with self._lock:
            if self._transport is None:
                self._transport = Transport(max_connections=self._max_connections)
            return self._transport

    def close(self) -> None:
        """Close all connections, but not a client that the user gave."""
        self._closed = True
        if self._transport is not None:
            self._transport.close()


def read_body(response: httpx.Response) -> bytes:
    """The decoded body of a response, in bounded memory; the response is closed.

    Of an error only the first mebibyte is read, since nobody reads more of a page that a proxy made, and
    what came of it counts even when it breaks off: the status has decided already.

    Raises:
        ResponseTooLargeError: A success has more than 64 MiB.
        httpx.TransportError: The body of a success ended early.
        httpx.DecodingError: Its compression is broken.
    """
    limit = MAX_ERROR if response.status_code >= 400 else MAX_RESPONSE
    if response.is_stream_consumed:
        # An event hook read it, or a mock made it: it is in memory already, and decoded.
        body = BoundedBody("", limit)
        body.add(response.content)
    else:
        body = BoundedBody(response.headers.get("content-encoding", ""), limit)
        try:
            _read_parts(response, body)
        except (httpx.TransportError, httpx.DecodingError):
            if response.status_code < 400:
                raise
        finally:
            response.close()
    if body.too_large and response.status_code < 400:
        raise ResponseTooLargeError(response.status_code)
    return body.content


def _read_parts(response: httpx.Response, body: BoundedBody) -> None:
    """Read until the end, or until the body is as large as it may be."""
    parts: Any = response.iter_raw()
    with closing(parts):
        try:
            for part in parts:
                body.add(part)
                del part  # should the next one fail, its traceback must not show this one
                if body.too_large:
                    break
            else:
                body.finish()
                return
        except httpx.DecodingError:
            close_body(response, parts)
            raise
        close_body(response, parts)


def close_body(response: httpx.Response, parts: Any) -> None:
    """Close a response that was perhaps not read to its end.

    httpx and httpcore nest iterators, and to close the outermost leaves those within to the garbage
    collector, which trio complains of. Once the response is closed, one more step ends them all.

    Args:
        response: The response.
        parts: The iterator over its body that was in use.
    """
    try:
        response.close()
    finally:
        with suppress(Exception):
            parts.__next__()


def _wrong(name: str, wanted: type, value: object) -> str:
    return f"{name}: an httpx.{wanted.__name__} is needed, not {type(value).__name__}"
