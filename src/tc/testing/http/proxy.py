"""A taskcluster-proxy: it signs what comes unsigned and hands it on, for code that runs inside of tasks.

https://github.com/taskcluster/taskcluster/tree/main/tools/taskcluster-proxy
"""

from __future__ import annotations

import json
import socket
import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx

from tc._protocol.hawk import Signer
from tc.credentials import Credentials
from tc.errors import ConfigurationError
from tc.testing.http.request import Incoming
from tc.testing.http.server import HttpServer
from tc.testing.protocol.response import Response

if TYPE_CHECKING:
    from tc.testing.http.protocol import Exchange

SIGNED_FOR = 3600  # seconds that a signed URL is good for
OWN = frozenset({"host", "connection", "content-length", "transfer-encoding", "keep-alive", "te", "upgrade"})
TEXT = {"content-type": "text/plain; charset=utf-8"}


class Proxy:
    """A running proxy.

    Args:
        root_url: Where it hands requests on to, without a slash at its end.
        credentials: With which it signs.
        listener: The socket on which it listens; closed with the proxy.
    """

    def __init__(self, root_url: str, credentials: Credentials, listener: socket.socket) -> None:
        self.url: str = f"http://127.0.0.1:{listener.getsockname()[1]}"
        self._root = urlsplit(root_url)
        self._signer = Signer(credentials)
        self._client = httpx.AsyncClient(trust_env=False, timeout=None)  # noqa: S113 - claimWork waits
        port = urlsplit(self.url).port
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
        self._server = HttpServer(listener)
        self._server.start(self._serve)

    def close(self) -> None:
        """Stop, once."""
        self._server.finish(self._client.aclose())
        self._server.stop()

    async def _serve(self, exchange: Exchange) -> None:
        request = Incoming(exchange)
        await request.read(None)
        response = await self._respond(request)
        content = response.content()
        await exchange.respond(response.status, response.headers, [content] if content else [])

    async def _respond(self, request: Incoming) -> Response:
        problem = request.refusal(self._hosts)
        if problem:
            return Response(f"Forbidden: {problem}", 403, dict(TEXT))
        if request.path == "/bewit" and request.method == "POST":
            return self._sign_url(request.body.decode(errors="replace").strip())
        if request.path == "/credentials" and request.method == "PUT":
            return self._take_credentials(request.body)
        if not request.path.startswith("/api/"):
            return Response("invalid /api path", 404, dict(TEXT))
        return await self._hand_on(request)

    def _sign_url(self, url: str) -> Response:
        """Respond with a URL that carries a signature."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return Response(f"{url!r} is not a URL", 400, dict(TEXT))
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path
        port = parts.port or (443 if parts.scheme == "https" else 80)
        bewit = self._signer.bewit(target, parts.hostname, port, int(time.time()) + SIGNED_FOR)
        mark = "&" if parts.query else "?"
        signed = f"{parts.scheme}://{parts.netloc}{target}{mark}bewit={bewit}"
        return Response(signed, 303, {**TEXT, "location": signed})

    def _take_credentials(self, body: bytes) -> Response:
        """Sign with other credentials from now on."""
        try:
            self._signer = Signer(Credentials.from_dict(json.loads(body)))
        except (ValueError, TypeError, AttributeError, ConfigurationError):
            return Response("expected a JSON object with clientId and accessToken", 400, dict(TEXT))
        return Response("", 200, dict(TEXT))

    async def _hand_on(self, request: Incoming) -> Response:
        """Send a request to the deployment, signed unless it is already, and respond as that does."""
        headers = {name: value for name, value in request.headers.items() if name not in OWN}
        host, port = self._root.hostname or "", self._root.port or 80
        if "authorization" not in headers and "bewit=" not in request.query:
            headers["authorization"] = str(self._signer.header(request.method, request.target, host, port))
        content = request.body or None
        url = httpx.URL(scheme="http", host=host, port=port, raw_path=request.target.encode("latin-1"))
        try:
            found = await self._client.send(
                self._client.build_request(request.method, url, headers=headers, content=content),
                stream=True,
            )
            body = b"".join([part async for part in found.aiter_raw()])
            await found.aclose()
        except httpx.HTTPError as error:
            return Response(f"Failed during proxy request: {type(error).__name__}", 500, dict(TEXT))
        shown = {name: value for name, value in found.headers.items() if name not in OWN}
        length = {} if found.status_code in (204, 304) else {"content-length": str(len(body))}
        endpoint = f"http://{host}:{port}{request.path}"
        return Response(body, found.status_code, {**shown, **length, "x-taskcluster-endpoint": endpoint})
