"""A response whose body is still to be read, and the reading of a whole one in bounded memory."""

from __future__ import annotations

from collections.abc import AsyncIterator

from tc._lazy import httpx_errors
from tc._protocol.decompress import BoundedBody
from tc._protocol.message import Headers, Response

MAX_RESPONSE = 64 * 1024 * 1024
MAX_ERROR = 1024 * 1024


class ResponseTooLargeError(Exception):
    """A success with a body that no API method gives; reading it stopped."""

    def __init__(self, status: int) -> None:
        super().__init__(f"its body is larger than {MAX_RESPONSE} bytes")
        self.status_code = status


class StreamedResponse(AsyncIterator[bytes]):
    """A response with its body still to come: iterate over its parts, none of them empty, and close it.

    Args:
        status: The HTTP status.
        headers: Its headers.
        decoded: True where somebody on the way, such as an event hook, has read and decoded it already.
        request_sent: False if it came before the whole request had been sent.
    """

    __slots__ = ("decoded", "headers", "request_sent", "status")

    def __init__(
        self, status: int, headers: Headers, *, decoded: bool = False, request_sent: bool = True
    ) -> None:
        self.status: int = status
        self.headers: Headers = headers
        self.decoded: bool = decoded
        self.request_sent: bool = request_sent

    def __repr__(self) -> str:
        return f"<StreamedResponse {self.status}>"

    async def aclose(self) -> None:
        """Let go of the connection; what has not been read is lost."""
        raise NotImplementedError

    async def read(self) -> Response:
        """Read the body to its end, in bounded memory, decode it and close the response.

        Only the first mebibyte of an error is read, since nobody reads more of a page that a proxy made, and
        what came of it counts even when it breaks off: the status has decided already.

        Raises:
            ResponseTooLargeError: A success has more than 64 MiB.
            httpx.TransportError: The body of a success ended early.
            httpx.DecodingError: Its compression is broken.
        """
        failed = self.status >= 400
        encoding = "" if self.decoded else self.headers.get("content-encoding", "")
        body = BoundedBody(encoding, MAX_ERROR if failed else MAX_RESPONSE)
        try:
            async for part in self:
                body.add(part)
                del part  # should the next one fail, its traceback must not show this one
                if body.too_large:
                    break
            else:
                body.finish()
        except httpx_errors("TransportError", "DecodingError"):
            if not failed:
                raise
        finally:
            await self.aclose()
        if body.too_large and not failed:
            raise ResponseTooLargeError(self.status)
        return Response(self.status, self.headers, body.content)
