"""One HTTP request as it arrives: its target exactly as sent, its body, what is signed of it."""

from __future__ import annotations

import re
from collections.abc import Collection
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from tc.testing.auth.authentication import AuthenticationError, Identity, SignedRequest, payload_hash
from tc.testing.javascript import parse_json
from tc.testing.protocol.errors import ApiError
from tc.testing.spool import Spool

if TYPE_CHECKING:
    from tc.testing.http.protocol import Exchange

TRIGGER_TOKEN = re.compile(r"(/trigger/)[^/]+")
SIGNATURE = re.compile(r"(bewit|signature)=[^&]*")
INPUT_LIMIT = 10 * 1024 * 1024  # bytes of a payload, as the services have it
ABSOLUTE = re.compile(r"https?://([^/?]*)", re.ASCII | re.IGNORECASE)
HOST = re.compile(r"\s*([^:\s]+|\[[^\]]+\])(?::(\d+))?\s*", re.ASCII)


class Incoming:
    """One HTTP request, with its path and query exactly as sent.

    Args:
        exchange: The request as it comes over its connection.
    """

    def __init__(self, exchange: Exchange) -> None:
        self.exchange = exchange
        self.method: str = exchange.method
        self.headers: dict[str, str] = exchange.headers
        whole = ABSOLUTE.match(exchange.target)  # such targets are for proxies, and mean the same
        self.host: str = whole[1] if whole else self.headers.get("host", "")
        self.target: str = exchange.target[whole.end() :] if whole else exchange.target
        path, _, query = self.target.partition("?")
        self.path: str = path
        self.query: str = query
        self.body: bytes = b""
        self.too_large: bool = False

    async def read(self, limit: int | None) -> None:
        """Read the body; what goes beyond the limit is thrown away."""
        chunks, size = [], 0
        while chunk := await self.exchange.read():
            size += len(chunk)
            if limit is None or size <= limit:
                chunks.append(chunk)
        self.too_large = limit is not None and size > limit
        self.body = b"" if self.too_large else b"".join(chunks)

    async def spool(self) -> Spool:
        """Read a body of any size, and return it; a large one goes to disk."""
        body = Spool()
        while chunk := await self.exchange.read():
            body.write(chunk)
        return body

    def refusal(self, hosts: Collection[str]) -> str | None:
        """Return why a request is refused before it is looked at, or None.

        A page of another site may get a browser to send requests here, with a name of its own that leads to
        loopback. Such requests name another host, or come from another origin. Asking for permission to send
        one (OPTIONS) is no harm.

        Args:
            hosts: Host and port of this server, in all forms that are its own.
        """
        origin = self.headers.get("origin")
        if self.host and self.host.strip().lower() not in hosts:
            return "the Host header names another server"
        if origin and self.method != "OPTIONS" and origin.lower() not in {f"http://{own}" for own in hosts}:
            return "the Origin header names another site"
        return None

    def shown(self) -> str:
        """Path and query for the log, without signatures and tokens."""
        path = TRIGGER_TOKEN.sub(r"\1...", self.path)
        query = SIGNATURE.sub(r"\1=...", self.query)
        return f"{path}?{query}" if query else path

    def signed(self) -> SignedRequest:
        """What is signed of it.

        Raises:
            AuthenticationError: The Host header says nothing.
        """
        found = HOST.fullmatch(self.host)
        if not found:
            raise AuthenticationError("Invalid Host header")
        port = int(found[2] or 80)
        return SignedRequest(self.method, self.target, found[1], port, self.headers.get("authorization"))

    @property
    def content_type(self) -> str:
        """The content type as sent; empty without one."""
        return self.headers.get("content-type", "")

    @property
    def is_json(self) -> bool:
        """True if there is a body, though it may be empty, that is JSON by its content type."""
        has_body = "transfer-encoding" in self.headers or "content-length" in self.headers
        return has_body and self.content_type.partition(";")[0].strip().lower() == "application/json"

    @property
    def text(self) -> str:
        """The body, if it is JSON by its content type; others are not looked at."""
        return self.body.decode("utf-8-sig", "replace") if self.is_json else ""

    def payload(self) -> Any:
        """The JSON in the body; an empty object for an empty one, None for one of another type.

        Raises:
            ApiError: MalformedPayload or InputTooLarge.
        """
        if not self.is_json:
            return None
        if self.too_large:
            raise ApiError("InputTooLarge", f"Request body is larger than {INPUT_LIMIT} bytes")
        text = self.text
        if not text:
            return {}
        try:
            found = deepcopy(parse_json(text))  # what cannot be copied is nested too deeply to be handled
        except (ValueError, RecursionError) as error:
            raise ApiError("MalformedPayload", f"Failed to parse JSON: {error}") from None
        if not isinstance(found, (dict, list)):
            raise ApiError("MalformedPayload", "Failed to parse JSON: Must be an object or array")
        return found


def check_hash(request: Incoming, identity: Identity) -> None:
    """Compare the hash of the payload that was signed, if any.

    Raises:
        AuthenticationError: It is another one.
    """
    wanted = identity.payload_hash
    if wanted is None:
        return
    computed = payload_hash(request.text.encode(), request.content_type)
    if wanted != computed:
        raise AuthenticationError(
            f"Invalid payload hash: {wanted}\nComputed payload hash: {computed}\nThis happens when a request "
            "carries a signed hash of the payload, and another one is computed here."
        )
