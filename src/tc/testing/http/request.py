"""One HTTP request as it arrives: its target exactly as sent, its body, what is signed of it."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Collection, MutableMapping
from copy import deepcopy
from typing import Any

from tc.testing.auth.authentication import AuthenticationError, Identity, SignedRequest, payload_hash
from tc.testing.javascript import parse_json
from tc.testing.protocol.errors import ApiError
from tc.testing.spool import Spool

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
TRIGGER_TOKEN = re.compile(r"(/trigger/)[^/]+")
SIGNATURE = re.compile(r"(bewit|signature)=[^&]*")
INPUT_LIMIT = 10 * 1024 * 1024  # bytes of a payload, as the services have it
HOST = re.compile(r"\s*([^:\s]+|\[[^\]]+\])(?::(\d+))?\s*", re.ASCII)


class Incoming:
    """One HTTP request, with its path and query exactly as sent."""

    def __init__(self, scope: MutableMapping[str, Any]) -> None:
        self.method: str = scope["method"]
        self.target: str = scope["tc.target"].decode("latin-1")
        self.path: str = scope["raw_path"].decode("latin-1")
        self.query: str = scope["query_string"].decode("latin-1")
        self.headers: dict[str, str] = {k.decode("latin-1"): v.decode("latin-1") for k, v in scope["headers"]}
        self.peer: tuple[str, int] = scope["client"] or ("", 0)
        self.body: bytes = b""
        self.too_large: bool = False

    async def read(self, receive: Receive, limit: int | None) -> None:
        """Read the body; what goes beyond the limit is thrown away."""
        chunks, size, more = [], 0, True
        while more:
            event = await receive()
            if event["type"] == "http.disconnect":
                raise ConnectionResetError("the caller has gone")
            chunk = event.get("body", b"")
            size += len(chunk)
            if limit is None or size <= limit:
                chunks.append(chunk)
            more = event.get("more_body", False)
        self.too_large = limit is not None and size > limit
        self.body = b"".join(chunks)

    async def spool(self, receive: Receive) -> Spool:
        """Read a body of any size, and return it; a large one goes to disk."""
        body, more = Spool(), True
        while more:
            event = await receive()
            if event["type"] == "http.disconnect":
                raise ConnectionResetError("the caller has gone")
            body.write(event.get("body", b""))
            more = event.get("more_body", False)
        return body

    def refusal(self, hosts: Collection[str]) -> str | None:
        """Return why a request is refused before it is looked at, or None.

        A page of another site may get a browser to send requests here, with a name of its own that leads to
        loopback. Such requests name another host, or come from another origin. Asking for permission to send
        one (OPTIONS) is no harm.

        Args:
            hosts: Host and port of this server, in all forms that are its own.
        """
        host, origin = self.headers.get("host"), self.headers.get("origin")
        if host and host.strip().lower() not in hosts:
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
        found = HOST.fullmatch(self.headers.get("host", ""))
        if not found:
            raise AuthenticationError("Invalid Host header")
        port = int(found[2] or 80)
        return SignedRequest(self.method, self.target, found[1], port, self.headers.get("authorization"))

    def payload(self) -> Any:
        """The JSON in the body.

        Raises:
            ApiError: MalformedPayload or InputTooLarge.
        """
        if self.too_large:
            raise ApiError("InputTooLarge", f"Request body is larger than {INPUT_LIMIT} bytes")
        kind = self.headers.get("content-type", "")
        if kind.partition(";")[0].strip().lower() != "application/json":
            raise ApiError(
                "MalformedPayload",
                "Payload must be JSON with content-type: application/json "
                f"got content-type: {kind or 'none'}",
            )
        if not self.body:
            return {}
        try:
            # What cannot be copied is nested too deeply to be handled.
            found = deepcopy(parse_json(self.body.decode("utf-8-sig", "replace")))
        except (ValueError, RecursionError) as error:
            raise ApiError("MalformedPayload", f"Failed to parse payload: {error}") from None
        if not isinstance(found, (dict, list)):
            raise ApiError("MalformedPayload", "Failed to parse payload: neither an object nor an array")
        return found


def check_hash(request: Incoming, identity: Identity) -> None:
    """Compare the hash of the payload that was signed, if any.

    Raises:
        AuthenticationError: It is another one.
    """
    wanted = identity.payload_hash
    if wanted is None:
        return
    computed = payload_hash(request.body, request.headers.get("content-type", ""))
    if wanted != computed:
        raise AuthenticationError(
            f"Invalid payload hash: {wanted}\nComputed payload hash: {computed}\nThis happens when a request "
            "carries a signed hash of the payload, and another one is computed here."
        )
