"""HTTP: from a request to a call and back, as an ASGI application."""

from __future__ import annotations

import asyncio
import gzip
import json
import logging
import re
import time
import uuid
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, MutableMapping
from copy import deepcopy
from typing import Any
from urllib.parse import parse_qsl

from tc.testing import faults, references
from tc.testing.authentication import (
    AuthenticationError,
    Authenticator,
    Identity,
    SignedRequest,
    payload_hash,
)
from tc.testing.calls import Answer, Call, WebRequest
from tc.testing.deployment import Deployment, Requested
from tc.testing.errors import ApiError
from tc.testing.facts import Method

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

INPUT_LIMIT = 10 * 1024 * 1024  # bytes of a payload, as the services have it
COMPRESS_FROM = 1024  # bytes of an answer
HOST = re.compile(r"\s*([^:\s]+|\[[^\]]+\])(?::(\d+))?\s*", re.ASCII)
API = re.compile(r"/api/([^/]+)/([^/]+)(/.*)", re.DOTALL)
NOT_FOUND = {"error": "Not found"}
COMMON_HEADERS = {
    "access-control-allow-origin": "*",
    "access-control-allow-methods": "OPTIONS,GET,HEAD,POST,PUT,DELETE,TRACE,CONNECT",
    "access-control-allow-headers": "X-Requested-With,Content-Type,Authorization,Accept,Origin,Cache-Control",
    "access-control-max-age": "900",
    "cache-control": "no-store no-cache must-revalidate",
    "content-security-policy": "report-uri /__cspreport__;default-src 'none';frame-ancestors 'none';",
    "x-content-type-options": "nosniff",
    "vary": "Accept-Encoding",
}
log = logging.getLogger("tc.testing")


class Incoming:
    """One HTTP request, with its path and query exactly as sent."""

    def __init__(self, scope: MutableMapping[str, Any]) -> None:
        self.method: str = scope["method"]
        self.path: str = scope["raw_path"].decode("latin-1")
        self.query: str = scope["query_string"].decode("latin-1")
        self.headers = {k.decode("latin-1"): v.decode("latin-1") for k, v in scope["headers"]}
        self.peer: tuple[str, int] = scope["client"] or ("", 0)
        self.body = b""
        self.too_large = False

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

    def shown(self) -> str:
        """Path and query for the log, without a signature."""
        query = re.sub(r"bewit=[^&]*", "bewit=...", self.query)
        return f"{self.path}?{query}" if query else self.path

    def signed(self) -> SignedRequest:
        """What is signed of it.

        Raises:
            AuthenticationError: The Host header says nothing.
        """
        found = HOST.fullmatch(self.headers.get("host", ""))
        if not found:
            raise AuthenticationError("Invalid Host header")
        resource = f"{self.path}?{self.query}" if self.query else self.path
        port = int(found[2] or 80)
        return SignedRequest(self.method, resource, found[1], port, self.headers.get("authorization"))

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
            found = deepcopy(
                parse_json(self.body)
            )  # what cannot be copied is nested too deeply to be handled
        except (ValueError, RecursionError) as error:
            raise ApiError("MalformedPayload", f"Failed to parse payload: {error}") from None
        if not isinstance(found, (dict, list)):
            raise ApiError("MalformedPayload", "Failed to parse payload: neither an object nor an array")
        return found


def parse_json(body: bytes) -> Any:
    """JSON as JavaScript reads it: no NaN, and 1e3 is 1000."""

    def refuse(name: str) -> Any:
        raise ValueError(f"{name} is not JSON")

    def number(text: str) -> int | float:
        value = float(text)
        return int(value) if value.is_integer() and abs(value) < 1e21 else value

    return json.loads(body.decode("utf-8-sig"), parse_constant=refuse, parse_float=number)


class App:
    """The ASGI application of one deployment.

    Args:
        deployment: What answers.
        drop: Cuts the connection of a peer.
    """

    def __init__(self, deployment: Deployment, drop: Callable[[tuple[str, int]], None]) -> None:
        self.deployment = deployment
        self.drop = drop

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        request = Incoming(scope)
        trace = {
            "x-for-request-id": str(uuid.uuid4()),
            "x-for-trace-id": request.headers.get("x-taskcluster-trace-id") or str(uuid.uuid4()),
        }
        began = time.perf_counter()
        try:
            answer = await self.answer(request, receive)
        except (ConnectionResetError, asyncio.CancelledError):
            return  # the caller has gone, or the server stops
        except Exception:
            log.exception("%s %s failed", request.method, request.shown())
            answer = Answer({"error": "Internal Server Error"}, 500)
        if answer is None:
            log.info("%s %s dropped", request.method, request.shown())
            self.drop(request.peer)
            while (await receive())["type"] != "http.disconnect":
                pass
            return
        await self.send(request, answer, trace, send)
        if log.isEnabledFor(logging.INFO):
            took = (time.perf_counter() - began) * 1000
            log.info("%s %s %s %.0f ms", request.method, request.shown(), answer.status, took)

    async def answer(self, request: Incoming, receive: Receive) -> Answer | None:
        """The answer to a request; None is a dropped connection."""
        self.deployment.clock.run_due()
        api = API.fullmatch(request.path)
        if not api:
            return await self.answer_page(request, receive)
        await request.read(receive, INPUT_LIMIT)
        try:
            if request.method == "OPTIONS":
                return self.answer_options(api[1], api[2], api[3])
            route = self.route(api[1], api[2], request.method, api[3])
        except ValueError:
            return Answer({"error": "Failed to decode the path"}, 400)
        fault = faults.take(self.deployment.faults, route and route[0].full_name)
        if fault:
            await asyncio.sleep(fault.delay)
            if fault.drop:
                return None
            if fault.status is not None:
                return fault.answer()
        if not route:
            return Answer(NOT_FOUND, 404)
        method, params = route
        answering = self.answer_call(request, method, params)
        if method.name in self.deployment.services[method.service].held:
            return await while_there(receive, answering)
        return await answering

    def route(self, service: str, version: str, verb: str, path: str) -> tuple[Method, dict[str, str]] | None:
        """The method that a path names, with its parameters."""
        facts = self.deployment.facts.services.get(service)
        if facts is None or facts.version != version:
            return None
        wanted = "GET" if verb == "HEAD" else verb
        for method in facts.methods:
            if method.http_method == wanted:
                params = method.match(path)
                if params is not None:
                    return method, params
        return None

    async def answer_call(self, request: Incoming, method: Method, params: dict[str, str]) -> Answer:
        """Have a method answer, and keep a note of it."""
        pairs = [pair for pair in parse_qsl(request.query, keep_blank_values=True) if pair[0] != "bewit"]
        counts = Counter(key for key, _ in pairs)
        repeated = tuple(key for key, count in counts.items() if count > 1)
        now = self.deployment.clock.now()
        parsed: list[Any] = []

        def identify(authenticator: Authenticator) -> Identity:
            identity = authenticator.authenticate(request.signed())
            check_hash(request, identity)
            return identity

        def read_payload() -> Any:
            parsed.append(request.payload())
            return parsed[0]

        call = Call(method, params, dict(pairs), now, self.deployment.authenticator, identify, repeated)
        try:
            answer = await self.deployment.handle(call, read_payload)
            answer.body = answer.content()  # here, so that what cannot be written is an error like others
        except ApiError as error:
            answer = self.error(call, error)
        except Exception:
            log.exception("%s failed", method.full_name)
            answer = self.error(call, ApiError("InternalServerError", "Internal Server Error, see the log"))
        payload = parsed[0] if parsed else None
        self.deployment.note(
            Requested(
                method.service,
                method.name,
                params,
                call.query,
                payload,
                call.known_client_id(),
                answer.status,
            )
        )
        return answer

    def error(self, call: Call, error: ApiError) -> Answer:
        """An error as an answer."""
        payload = call.payload if call.payload is not None else {}
        hidden = self.deployment.services[call.method.service].hidden.get(call.method.name, ())
        if isinstance(payload, dict):
            payload = {key: "(OMITTED)" if key in hidden else value for key, value in payload.items()}
        headers = {"www-authenticate": "hawk"} if error.status == 401 else {}
        body = error.body(call.method.name, call.params, payload, self.deployment.clock.now())
        return Answer(body, error.status, headers)

    def answer_options(self, service: str, version: str, path: str) -> Answer:
        """Which HTTP methods a path takes."""
        verbs = [v for v in ("DELETE", "GET", "POST", "PUT") if self.route(service, version, v, path)]
        if not verbs:
            return Answer(NOT_FOUND, 404)
        allowed = ", ".join(sorted([*verbs, *(["HEAD"] if "GET" in verbs else [])]))
        return Answer(allowed, 200, {"allow": allowed, "content-type": "text/plain"})

    async def answer_page(self, request: Incoming, receive: Receive) -> Answer:
        """Pages outside of the API: references, schemas, and those of services."""
        await request.read(receive, None)
        if request.method in ("GET", "HEAD"):
            found = references.page(request.path)
            if found is not None:
                return Answer(found)
        query = dict(parse_qsl(request.query, keep_blank_values=True))
        page = WebRequest(request.method, request.path, query, request.headers, request.body)
        for service in self.deployment.services.values():
            for prefix, name in service.pages.items():
                if request.path.startswith(prefix):
                    answer: Answer = await getattr(service, name)(page)
                    return answer
        return Answer(NOT_FOUND, 404)

    async def send(self, request: Incoming, answer: Answer, trace: dict[str, str], send: Send) -> None:
        """Send an answer, compressed where the caller accepts it and it is worth it."""
        content = answer.content()
        headers = {**COMMON_HEADERS, **trace, **answer.headers}
        accepts = "gzip" in request.headers.get("accept-encoding", "").lower()
        if (
            accepts
            and len(content) >= COMPRESS_FROM
            and "content-encoding" not in headers
            and API.match(request.path)
        ):
            content = gzip.compress(content, compresslevel=1)
            headers["content-encoding"] = "gzip"
        if answer.status not in (204, 304):
            headers.setdefault("content-length", str(len(content)))
        raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": answer.status, "headers": raw})
        await send({"type": "http.response.body", "body": content})


async def while_there(receive: Receive, answering: Coroutine[Any, Any, Answer]) -> Answer:
    """Work on an answer as long as somebody waits for it.

    Raises:
        ConnectionResetError: The caller has gone; the work is cancelled.
    """
    work, gone = asyncio.ensure_future(answering), asyncio.ensure_future(receive())
    try:
        await asyncio.wait((work, gone), return_when=asyncio.FIRST_COMPLETED)
        if not work.done():
            raise ConnectionResetError("the caller has gone")
        return work.result()
    finally:
        work.cancel()
        gone.cancel()
        await asyncio.gather(work, gone, return_exceptions=True)


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
