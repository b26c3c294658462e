"""HTTP: from a request to a call and back."""

from __future__ import annotations

import asyncio
import gzip
import logging
import re
import uuid
from collections import Counter
from collections.abc import Coroutine, Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from tc.testing.auth.authentication import Authenticator, Identity
from tc.testing.clock import real_monotonic
from tc.testing.deployment import Deployment
from tc.testing.http import references
from tc.testing.http.request import INPUT_LIMIT, Incoming, check_hash
from tc.testing.protocol import faults
from tc.testing.protocol.api_facts import Method
from tc.testing.protocol.call import Call
from tc.testing.protocol.errors import ApiError
from tc.testing.protocol.records import Requested
from tc.testing.protocol.response import Response, WebRequest
from tc.testing.spool import Slice

if TYPE_CHECKING:
    from tc.testing.http.protocol import Exchange

COMPRESS_FROM = 1024  # bytes of a response
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
log: logging.Logger = logging.getLogger("tc.testing")


class App:
    """What the HTTP server of a deployment does with requests.

    Args:
        deployment: The services behind it.
    """

    def __init__(self, deployment: Deployment) -> None:
        self.deployment = deployment
        port = urlsplit(deployment.root_url).port
        self.hosts: frozenset[str] = frozenset({f"127.0.0.1:{port}", f"localhost:{port}"})

    async def __call__(self, exchange: Exchange) -> None:
        request = Incoming(exchange)
        trace = {
            "x-for-request-id": str(uuid.uuid4()),
            "x-for-trace-id": request.headers.get("x-taskcluster-trace-id") or str(uuid.uuid4()),
        }
        began = real_monotonic()
        try:
            response = await self.respond(request)
        except ConnectionResetError:  # the caller has gone
            raise
        except Exception:
            log.exception("%s %s failed", request.method, request.shown())
            response = Response({"error": "Internal Server Error"}, 500)
        if response is None:
            log.info("%s %s dropped", request.method, request.shown())
            exchange.cut()
            return
        await self.send(request, response, trace)
        if log.isEnabledFor(logging.INFO):
            took = (real_monotonic() - began) * 1000
            log.info("%s %s %s %.0f ms", request.method, request.shown(), response.status, took)

    async def respond(self, request: Incoming) -> Response | None:
        """Return the response to a request; None is a dropped connection."""
        problem = request.refusal(self.hosts)
        if problem:
            await request.read(0)
            return Response({"error": f"Forbidden: {problem}"}, 403)
        self.deployment.clock.run_due()
        api = API.fullmatch(request.path)
        if not api:
            return await self.page_response(request)
        await request.read(INPUT_LIMIT)
        try:
            if request.method == "OPTIONS":
                return self.options_response(api[1], api[2], api[3])
            route = self.route(api[1], api[2], request.method, api[3])
        except ValueError:
            return Response({"error": "Failed to decode the path"}, 400)
        noted = self.deployment.requests
        fault = faults.take(self.deployment.faults, route and route[0].full_name)
        if fault:
            await asyncio.sleep(fault.delay)
            if fault.drop or noted is not self.deployment.requests:  # after a reset it belongs nowhere
                return None
            if fault.status is not None:
                return fault.response()
        if not route:
            return Response(NOT_FOUND, 404)
        method, params = route
        responding = self.call_response(request, method, params)
        if method.name in self.deployment.services[method.service].held:
            return await while_there(request.exchange, responding)
        return await responding

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

    async def call_response(self, request: Incoming, method: Method, params: dict[str, str]) -> Response:
        """Have a method response, and keep a note of it."""
        pairs = [pair for pair in parse_qsl(request.query, keep_blank_values=True) if pair[0] != "bewit"]
        counts = Counter(key for key, _ in pairs)
        repeated = tuple(key for key, count in counts.items() if count > 1)
        now, noted = self.deployment.clock.now(), self.deployment.requests

        def identify(authenticator: Authenticator) -> Identity:
            identity = authenticator.authenticate(request.signed())
            check_hash(request, identity)
            return identity

        call = Call(method, params, dict(pairs), now, self.deployment.authenticator, identify, repeated)
        call.payload = request.text or None  # which an error repeats when it is no JSON
        sent = None
        try:
            call.payload = sent = request.payload()
            response = await self.deployment.handle(call, request.content_type)
            response.body = response.content()  # here, so that what cannot be written is an error like others
        except ApiError as error:
            response = self.error(call, error)
        except Exception:
            log.exception("%s failed", method.full_name)
            response = self.error(call, ApiError("InternalServerError", "Internal Server Error, see the log"))
        about = (method.service, method.name, params, call.query, sent if request.body else None)
        noted.append(Requested(*about, call.known_client_id(), response.status))
        return response

    def error(self, call: Call, error: ApiError) -> Response:
        """An error as a response."""
        payload = call.payload if call.payload is not None else {}
        hidden = self.deployment.services[call.method.service].hidden.get(call.method.name, ())
        for place in hidden:
            payload = omitted(payload, place.split(".") if place else [])
        headers = {"www-authenticate": "hawk"} if error.status == 401 else {}
        body = error.body(call.method.name, call.params, payload, self.deployment.clock.now())
        return Response(body, error.status, headers)

    def options_response(self, service: str, version: str, path: str) -> Response:
        """Which HTTP methods a path takes."""
        verbs = [v for v in ("DELETE", "GET", "POST", "PUT") if self.route(service, version, v, path)]
        if not verbs:
            return Response(NOT_FOUND, 404)
        allowed = ", ".join(sorted([*verbs, *(["HEAD"] if "GET" in verbs else [])]))
        return Response(allowed, 200, {"allow": allowed, "content-type": "text/plain"})

    async def page_response(self, request: Incoming) -> Response:
        """Pages outside of the API: references, schemas, and those of services."""
        body = await request.spool()
        if request.method in ("GET", "HEAD"):
            found = references.page(self.deployment.root_url, request.path)
            if found is not None:
                return Response(found, 200, {"content-type": "application/json"})
        query = dict(parse_qsl(request.query, keep_blank_values=True))
        page = WebRequest(request.method, request.path, query, request.headers, body)
        for service in self.deployment.services.values():
            for prefix, name in service.pages.items():
                if request.path.startswith(prefix):
                    response: Response = await getattr(service, name)(page)
                    return response
        return Response(NOT_FOUND, 404)

    async def send(self, request: Incoming, response: Response, trace: dict[str, str]) -> None:
        """Send a response, compressed where the caller accepts it and it is worth it."""
        stored = response.body if isinstance(response.body, Slice) else None
        content = b"" if stored else response.content()
        headers = {**COMMON_HEADERS, **trace, **response.headers}
        accepts = "gzip" in request.headers.get("accept-encoding", "").lower()
        if (
            accepts
            and len(content) >= COMPRESS_FROM
            and "content-encoding" not in headers
            and API.match(request.path)
        ):
            content = gzip.compress(content, compresslevel=1)
            headers["content-encoding"] = "gzip"
        if response.status not in (204, 304):
            headers.setdefault("content-length", str(len(stored or content)))
        parts: Iterable[bytes] = stored.parts() if stored else [content] if content else []
        await request.exchange.respond(response.status, headers, parts)


def omitted(payload: Any, place: list[str]) -> Any:
    """Return a payload without the part at a place; one that is no JSON is left out whole."""
    if not place or isinstance(payload, str):
        return "(OMITTED)"
    key, *inside = place
    if not isinstance(payload, dict) or key not in payload:
        return payload
    return {**payload, key: omitted(payload[key], inside)}


async def while_there(exchange: Exchange, responding: Coroutine[Any, Any, Response]) -> Response:
    """Work on a response as long as somebody waits for it.

    Raises:
        ConnectionResetError: The caller has gone; the work is cancelled.
    """
    work, gone = asyncio.ensure_future(responding), asyncio.ensure_future(exchange.left())
    try:
        await asyncio.wait((work, gone), return_when=asyncio.FIRST_COMPLETED)
        if not work.done():
            gone.result()
        return work.result()
    finally:
        work.cancel()
        gone.cancel()
        await asyncio.gather(work, gone, return_exceptions=True)
