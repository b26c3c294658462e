"""One deployment in memory: its services, its clock, what was asked of it."""

from __future__ import annotations

import functools
import importlib
import importlib.util
import json
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

import tc
from tc.credentials import Credentials
from tc.testing.auth.authentication import Authenticator, Identity
from tc.testing.auth.scopes import Scopes
from tc.testing.clock import Clock, real_monotonic
from tc.testing.protocol import api_facts, validation
from tc.testing.protocol.call import Call
from tc.testing.protocol.errors import ApiError
from tc.testing.protocol.faults import Fault
from tc.testing.protocol.records import Message, Requested
from tc.testing.protocol.response import Response, to_json
from tc.testing.services.base import Service

if TYPE_CHECKING:
    from tc.testing.services.auth.service import Auth
    from tc.testing.services.notify import Notify

KEPT = 100_000  # requests and messages, so that a server that runs for weeks does not grow


@functools.cache
def service_class(name: str) -> type[Service]:
    """Return the class of a service; one that is not modelled has its monitoring methods."""
    module = f"tc.testing.services.{name.replace('-', '_')}"
    if importlib.util.find_spec(module) is None:
        return Service
    found = getattr(importlib.import_module(module), "".join(w.capitalize() for w in name.split("-")))
    return cast("type[Service]", found)


class Deployment:
    """The services and what they share.

    Args:
        root_url: Where the deployment is served, without a slash at its end.
        credentials: Those of the first client, which has the scope `*`.
        clock_source: See `Clock`.
        claim_wait: How long `claimWork` waits for work, in seconds.
        anonymous_scopes: Those of the role `anonymous`; none mean that there is no such role.
    """

    def __init__(
        self,
        root_url: str,
        credentials: Credentials,
        clock_source: Callable[[], datetime] | None = None,
        claim_wait: float = 0.0,
        anonymous_scopes: Sequence[str] = (),
    ) -> None:
        self.anonymous_scopes = anonymous_scopes
        self.root_url = root_url
        self.credentials = credentials
        self.claim_wait = claim_wait
        self.facts: api_facts.Facts = api_facts.load()
        self.check_responses = False
        self._clock_source = clock_source
        self.started: float = real_monotonic()
        self.services: dict[str, Service] = {}
        self.outlet: Callable[[Message], None] | None = None  # where messages go besides
        self.reset()

    def reset(self) -> None:
        """Forget everything but the first client; who waits for something is sent home."""
        self.close()
        self.clock: Clock = Clock(self._clock_source)
        self.requests: deque[Requested] = deque(maxlen=KEPT)
        self.faults: list[Fault] = []
        self.messages: deque[Message] = deque(maxlen=KEPT)
        self._subscribers: dict[str, list[Callable[[Message], None]]] = {}
        self.services = {
            name: service_class(name)(self, service) for name, service in self.facts.services.items()
        }
        self.auth: Auth = cast("Auth", self.services["auth"])
        self.notify: Notify = cast("Notify", self.services["notify"])
        self.auth.add_root(self.credentials)
        if self.anonymous_scopes:
            self.auth.put_role("anonymous", self.anonymous_scopes)
        self.authenticator: Authenticator = Authenticator(self.clock, self.auth.load_client, self.auth.expand)

    def close(self) -> None:
        """End what waits."""
        for service in self.services.values():
            service.closing()

    def expand(self, scopes: Iterable[str]) -> Scopes:
        """Return all that scopes give, roles included."""
        return self.auth.expand(scopes)

    def record(self, call: Call, kind: str, key: str, action: str) -> None:
        """Write a change to an entity into the audit history."""
        self.auth.record(call, kind, key, action)

    def root_credentials(self) -> Credentials:
        """Return the credentials of the first client as they are now: its token may have been reset."""
        client_id = self.credentials.client_id
        return Credentials(client_id, self.auth.clients[client_id].access_token)

    def method_names(self) -> set[str]:
        """The full names of all methods."""
        return {m.full_name for service in self.facts.services.values() for m in service.methods}

    def exchanges(self) -> list[str]:
        """The full names of all exchanges."""
        raw = [service.raw for service in self.facts.services.values()]
        return [
            each["exchangePrefix"] + exchange["exchange"]
            for each in raw
            for exchange in each.get("exchanges", ())
        ]

    def uptime(self) -> float:
        """For how many seconds the deployment has been there."""
        return round(real_monotonic() - self.started, 3)

    def version(self) -> dict[str, str]:
        """What runs, in the form of `version` methods."""
        return {"version": f"v{tc.__version__}", "commit": "", "source": "tc.testing", "build": ""}

    def publish(self, exchange: str, routing_key: str, payload: Any, cc: Iterable[str] = ()) -> None:
        """Send a Pulse message to all subscribers, and keep it.

        Args:
            exchange: Its full name: `exchange/taskcluster-queue/v1/task-completed`.
            routing_key: The primary routing key.
            payload: JSON.
            cc: Further routing keys: `route.` and the route, for messages about tasks.
        """
        message = Message(exchange, routing_key, json.loads(to_json(payload)), tuple(cc))
        self.messages.append(message)
        if self.outlet:
            self.outlet(message)
        for action in self._subscribers.get(exchange, ()):
            action(message)

    def subscribe(self, exchange: str, action: Callable[[Message], None]) -> None:
        """Have a service see the messages of an exchange; called by the constructors of services."""
        self._subscribers.setdefault(exchange, []).append(action)

    async def handle(self, call: Call, content_type: str = "none") -> Response:
        """Check a call and have its service handle it.

        The order of the checks is that of the services: scopes, where they depend on the URL alone; ids and
        query; payload; then the handler, which checks scopes that depend on more.

        Args:
            call: The call. Its payload is None if it came without JSON.
            content_type: Of what came instead.

        Raises:
            ApiError: A check failed, or the handler refuses.
        """
        method = call.method
        service = self.services[method.service]
        public = method.scopes is None
        if not public and not call.needs_handler():
            call.require()
        service.check_arguments(call)
        if method.input:
            if call.payload is None:
                problem = "Payload must be JSON with content-type: application/json got content-type: "
                raise ApiError("MalformedPayload", problem + (content_type or "none"))
            self.check_payload(call, method.input)
        handler = getattr(service, method.name, None)
        if handler is None:
            raise ApiError("NotImplemented", f"tc.testing does not model {method.full_name}")
        found = await handler(call)
        if not public and not call.authorized:
            raise ApiError("InternalServerError", f"{method.full_name} did not check its scopes")
        response = found if isinstance(found, Response) else Response({} if found is None else found)
        if self.check_responses:
            self.check_response(call, response)
        return response

    def check_payload(self, call: Call, schema: str) -> None:
        """Put the defaults into a payload, and refuse one that does not fit the schema.

        Raises:
            ApiError: InputValidationError.
        """
        call.payload = validation.with_defaults(schema, call.payload)
        problems = validation.problems(schema, call.payload)
        if problems:
            lines = "\n".join(f"  * {problem}" for problem in problems)
            raise ApiError(
                "InputValidationError",
                f"\nSchema Validation Failed!\nRejecting Schema: {self.root_url}"
                f"{api_facts.schema_path(schema)}\nErrors:\n{lines}",
            )

    def check_response(self, call: Call, response: Response) -> None:
        """Refuse a response of our own that does not fit the schema: for our tests.

        Raises:
            ApiError: InternalServerError.
        """
        if call.method.output and response.status == 200:
            problems = validation.problems(call.method.output, json.loads(to_json(response.body)))
            if problems:
                raise ApiError("InternalServerError", f"{call.method.full_name}: {'; '.join(problems)}")

    async def call(
        self,
        full_name: str,
        params: Mapping[str, str],
        payload: Any = None,
        *,
        client_id: str,
        scopes: Iterable[str],
        query: Mapping[str, str] | None = None,
    ) -> Any:
        """Call a method from inside, as services call each other: all checks but those of HTTP.

        Args:
            full_name: Such as `"queue.createTask"`.
            params: The parameters of the route.
            payload: JSON.
            client_id: Who calls.
            scopes: What the caller may do; roles are expanded.
            query: The query.

        Returns:
            The body of the response.

        Raises:
            ApiError: The call is refused.
        """
        service, _, name = full_name.partition(".")
        method = next(m for m in self.facts.services[service].methods if m.name == name)
        now = self.clock.now()
        identity = Identity(client_id, self.auth.expand([*scopes, "assume:anonymous"]), now)
        call = Call(method, dict(params), dict(query or {}), now, self.authenticator, lambda _: identity)
        call.payload = payload
        return (await self.handle(call)).body
