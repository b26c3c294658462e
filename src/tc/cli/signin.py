"""`auth signin`: credentials by the web browser, handed to a listener on this machine.

A page of the deployment makes a client, and sends the browser to an address on loopback with its id and
token. There is no state in this flow, so the address has a path that nobody can guess, and no other path is
listened to: no other page can hand in credentials.
"""

from __future__ import annotations

import hmac
import secrets
import socket
import time
from http.server import BaseHTTPRequestHandler
from socketserver import TCPServer
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import parse_qs, urlencode, urlsplit

from tc.errors import ConfigurationError

if TYPE_CHECKING:
    from tc.credentials import Credentials

DONE = b"""<!doctype html><meta charset="utf-8"><title>Signed in</title>
<script>history.replaceState(null, "", "/")</script>
<p>You are signed in. This page can be closed.</p>"""


class Listener(TCPServer):
    """Listens on loopback for the credentials.

    Args:
        port: The TCP port; 0 takes a free one.

    Attributes:
        credentials: What was handed in, or None so far.
    """

    credentials: Credentials | None = None
    allow_reuse_address = True

    def __init__(self, port: int) -> None:
        self.path: str = f"/{secrets.token_urlsafe(24)}"
        super().__init__(("127.0.0.1", port), Handler)

    @property
    def callback_url(self) -> str:
        """Where the browser is to go. Deployments accept `localhost`, not its number."""
        return f"http://localhost:{self.server_address[1]}{self.path}"

    def wait(self, seconds: float) -> Credentials:
        """Wait for the credentials.

        Raises:
            TimeoutError: They have not come in time.
        """
        end = time.monotonic() + seconds
        while self.credentials is None:
            left = end - time.monotonic()
            if left <= 0:
                raise TimeoutError(f"nobody has agreed in the browser within {seconds:g} seconds")
            self.timeout: float | None = min(left, 1.0)
            self.handle_request()
        return self.credentials

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of connections that break: their text might hold the token."""


class Handler(BaseHTTPRequestHandler):
    """Takes the credentials out of the address that the browser was sent to."""

    server: Listener  # pyright: ignore[reportIncompatibleVariableOverride] - it serves no other
    timeout: ClassVar[float | None] = 5  # seconds, for who connects and says nothing

    def do_GET(self) -> None:
        """Take the credentials, if they come to the right path."""
        from tc.credentials import Credentials

        parts = urlsplit(self.path)
        if not hmac.compare_digest(parts.path.encode(), self.server.path.encode()):
            self.respond(404, b"Not found")
            return
        query = parse_qs(parts.query)
        try:
            found = Credentials(query.get("clientId", [""])[0], query.get("accessToken", [""])[0])
        except ConfigurationError:
            self.respond(400, b"There are no credentials in this address")
            return
        self.respond(200, DONE)
        self.server.credentials = found

    def respond(self, status: int, body: bytes) -> None:
        """Send a page that no browser keeps, and whose address goes to nobody."""
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Referrer-Policy", "no-referrer")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name of the base class
        """Log nothing: the address has the token in it."""


def page_url(
    root_url: str, callback_url: str, *, name: str, scopes: list[str], expires: str, description: str
) -> str:
    """Return the address of the page on which a person agrees to make a client."""
    query = [("name", name), *(("scope", each) for each in scopes), ("expires", expires)]
    query += [("description", description), ("callback_url", callback_url)]
    return f"{root_url}/auth/clients/create?{urlencode(query)}"


def client_name(prefix: str) -> str:
    """Return a name of which there is no client yet, as the official shell client makes it."""
    from tc.slugs import slug_id

    return f"{prefix}-{slug_id()[:6]}"


def describe_host() -> str:
    """Return what the client is described as."""
    return f"Signed in from the command line on {socket.gethostname()}"
