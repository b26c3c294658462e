"""How a connection is opened: the pair `async_connect` and `connect`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tc._http.stream_blocking import connect as connect

if TYPE_CHECKING:
    import ssl

    from tc._http.stream import AsyncStream


async def async_connect(
    owner: Any, host: str, port: int, context: ssl.SSLContext | None, timeout: float | None
) -> AsyncStream:
    """Connect to a host, with TLS if there is a context; the timeout is one for all of it.

    Args:
        owner: asyncio's running loop, or the token of the running trio loop.
        host, port: Where to.
        context: TLS settings.
        timeout: Seconds, over all addresses of the host.

    Raises:
        httpx.ConnectError, httpx.ConnectTimeout: It cannot be reached, or TLS fails.
    """
    if hasattr(owner, "create_connection"):
        from tc._http.stream_asyncio import open_asyncio_stream

        return await open_asyncio_stream(owner, host, port, context, timeout)
    from tc._http.stream_trio import open_trio_stream

    return await open_trio_stream(host, port, context, timeout)
