"""The transport of a default client."""

from __future__ import annotations

import httpx


class Transport(httpx.AsyncHTTPTransport):
    """httpx's own transport, with a limit to its connections."""

    def __init__(self, *, max_connections: int = 100) -> None:
        limits = httpx.Limits(max_connections=max_connections, max_keepalive_connections=max_connections)
        super().__init__(limits=limits)
