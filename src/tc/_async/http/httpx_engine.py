"""The engine that sends through an httpx client or transport."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import nullcontext, suppress
from typing import Any

import httpx

from tc._async.http.response import StreamedResponse
from tc._protocol.message import Headers, Request
from tc._redact.logs import discreet


class HttpxEngine:
    """Sends through the user's own httpx client, or through a transport.

    Args:
        http_client: The client; it is left open.
        transport: The transport, called directly and closed with the engine.
        quiet: True for a transport that logs nothing.
    """

    def __init__(
        self,
        http_client: httpx.AsyncClient | None,
        transport: httpx.AsyncBaseTransport | None,
        *,
        quiet: bool = False,
    ) -> None:
        self._http_client = http_client
        self._transport = transport
        self._quiet = quiet

    async def open(self, request: Request) -> StreamedResponse:
        """Send a request; the body of the response is still to be read.

        Nothing is added, followed or tried again, whatever the settings of the user's client: its
        authentication, redirects, cookies and timeouts do not apply, its event hooks do.

        Raises:
            httpx.TransportError: There was no response.
        """
        sent = _httpx_request(request)
        try:
            with nullcontext() if self._quiet else discreet():
                response = await self._send(sent)
        except BaseException:
            sent.headers.pop("Authorization", None)  # errors of httpx keep the request
            raise
        if response.is_stream_consumed:
            # An event hook read it, or a mock made it: it is in memory already, and decoded.
            return StreamedResponse(
                response.status_code,
                Headers(response.headers.raw),
                _ReadParts(response.content),
                decoded=True,
            )
        return StreamedResponse(response.status_code, Headers(response.headers.raw), _HttpxParts(response))

    async def _send(self, request: httpx.Request) -> httpx.Response:
        if self._http_client is not None:
            return await self._http_client.send(request, stream=True, auth=None, follow_redirects=False)
        assert self._transport is not None
        response = await self._transport.handle_async_request(request)
        response.request = request
        return response

    async def aclose(self) -> None:
        """Close the transport, but not a client that the user gave."""
        if self._transport is not None:
            await self._transport.aclose()


def _httpx_request(request: Request) -> httpx.Request:
    lines = [line.split(b": ", 1) for line in request.constant.split(b"\r\n") if line]
    headers: list[Any] = [(name.decode("ascii"), value.decode("latin-1")) for name, value in lines]
    headers += request.headers
    timeouts = request.timeouts
    extensions = {
        "timeout": {
            "connect": timeouts.connect,
            "read": timeouts.read,
            "write": timeouts.write,
            "pool": None,
        }
    }
    url = request.origin.url + request.target
    if request.body is None or isinstance(request.body, bytes):
        return httpx.Request(
            request.method, url, headers=headers, content=request.body, extensions=extensions
        )
    return httpx.Request(
        request.method, url, headers=headers, stream=_Upload(request.body), extensions=extensions
    )


class _Upload(httpx.AsyncByteStream):
    """A body that is iterated over, in the form that httpx wants."""

    def __init__(self, parts: Any) -> None:
        self._parts = parts

    def __aiter__(self) -> AsyncIterator[bytes]:
        parts: AsyncIterator[bytes] = self._parts.__aiter__()
        return parts


class _ReadParts:
    """A body that is in memory."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    async def __anext__(self) -> bytes:
        if not self._content:
            raise StopAsyncIteration
        content, self._content = self._content, b""
        return content

    async def aclose(self) -> None:
        self._content = b""


class _HttpxParts:
    """The body of a response of httpx, as it comes over the wire."""

    def __init__(self, response: httpx.Response) -> None:
        self._response = response
        self._parts: Any = response.aiter_raw()

    async def __anext__(self) -> bytes:
        part: bytes = await self._parts.__anext__()
        return part

    async def aclose(self) -> None:
        """Close the response, which was perhaps not read to its end.

        httpx and httpcore nest iterators, and to close the outermost leaves those within to the garbage
        collector, which trio complains of. Once the response is closed, one more step ends them all.
        """
        try:
            await self._response.aclose()
        finally:
            with suppress(Exception):
                await self._parts.__anext__()
            await self._parts.aclose()
