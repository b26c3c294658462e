"""What all services have."""

from __future__ import annotations

import re
from collections.abc import Callable, Coroutine, Iterable, Mapping
from typing import Any, ClassVar, Protocol, TypeVar

from tc.credentials import Credentials
from tc.testing.auth.authentication import Authenticator
from tc.testing.auth.scopes import Scopes
from tc.testing.clock import Clock
from tc.testing.protocol.api_facts import Service as ServiceFacts
from tc.testing.protocol.call import Call
from tc.testing.protocol.errors import ApiError
from tc.testing.protocol.records import Message

Result = TypeVar("Result")
Patterns = Mapping[str, re.Pattern[str]]
SLUG_ID = re.compile(r"[A-Za-z0-9_-]{8}[Q-T][A-Za-z0-9_-][CGKOSWaeimquy26-][A-Za-z0-9_-]{10}[AQgw]")
GENERIC_ID = re.compile(r"[a-zA-Z0-9-_]{1,38}")
QUEUE_ID = re.compile(
    r"[a-zA-Z0-9-_]{1,38}\/[a-z]([-a-z0-9]{0,36}[a-z0-9])?"
)  # of task queues and worker pools
PRINTABLE = re.compile(r"[\x20-\x7e]+")
BOOLEAN = re.compile(r"(true|false)")
LIMIT = re.compile(r"[0-9]+")
NOT_EMPTY = re.compile(r".+", re.DOTALL)


class Context(Protocol):
    """The deployment as its services see it."""

    root_url: str
    credentials: Credentials
    claim_wait: float
    clock: Clock
    authenticator: Authenticator
    services: dict[str, Any]

    def uptime(self) -> float:
        """Return for how many seconds the deployment has been there."""
        ...

    def version(self) -> dict[str, str]:
        """Return what runs, in the form of `version` methods."""
        ...

    def publish(self, exchange: str, routing_key: str, payload: Any, cc: Iterable[str] = ()) -> None:
        """Send a Pulse message."""
        ...

    def subscribe(self, exchange: str, action: Callable[[Message], None]) -> None:
        """Have a service see the messages of an exchange."""
        ...

    def expand(self, scopes: Iterable[str]) -> Scopes:
        """Return all that scopes give, roles included."""
        ...

    def record(self, call: Call, kind: str, key: str, action: str) -> None:
        """Write a change to an entity into the audit history."""
        ...

    def root_credentials(self) -> Credentials:
        """Return the credentials of the first client as they are now."""
        ...

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
        """Call a method of another service, and return the body of its response."""
        ...


class Service:
    """A service: its state and its handlers. The package's docstring says how to write one."""

    ids: ClassVar[Patterns] = {}
    queries: ClassVar[Patterns] = {}
    hidden: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    pages: ClassVar[Mapping[str, str]] = {}
    held: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, deployment: Context, facts: ServiceFacts) -> None:
        self.deployment = deployment
        self.facts = facts

    @property
    def clock(self) -> Clock:
        """The clock of the deployment."""
        return self.deployment.clock

    def closing(self) -> None:
        """End what waits: the server is about to stop."""

    # -- checks before a handler

    def check_arguments(self, call: Call) -> None:
        """Refuse ids and queries of the wrong form.

        Raises:
            ApiError: InvalidRequestArguments, with a line for each.
        """
        problems = []
        for name, text in call.params.items():
            pattern = self.ids.get(f"{call.method.name}.{name}") or self.ids.get(name)
            if pattern and text and not pattern.fullmatch(text):
                given = f"URL parameter '{name}' given as '{text}'"
                problems.append(f"{given} must match regular expression: '{shown(pattern)}'")
        if problems:
            raise ApiError("InvalidRequestArguments", "\n".join(["Invalid URL patterns:", *problems]))
        for name, text in call.query.items():
            pattern = self.query_pattern(call.method.name, name)
            if name not in call.method.query:
                problems.append(f"Query-string parameter: {name} is not supported!")
            elif name in call.repeated:
                problems.append(f"Query-string parameter: {name} must be a string!")
            elif not pattern.fullmatch(text):
                given = f'Query-string parameter: {name}="{text}"'
                problems.append(f"{given} does not match expression: {shown(pattern)}")
        if problems:
            raise ApiError("InvalidRequestArguments", "\n".join(problems))

    def query_pattern(self, method: str, name: str) -> re.Pattern[str]:
        """The form that the value of a query key must have; never empty."""
        found = self.queries.get(f"{method}.{name}") or self.queries.get(name)
        return found or (LIMIT if name == "limit" else NOT_EMPTY)

    # -- methods that all services have

    async def ping(self, call: Call) -> Any:
        """Say that the service is there, and for how many seconds it has been."""
        return {"alive": True, "uptime": self.deployment.uptime()}

    async def lbheartbeat(self, call: Call) -> Any:
        """Tell the load balancer that the service is there."""
        return {}

    async def heartbeat(self, call: Call) -> Any:
        """Say that everything the service needs is there."""
        return {}

    async def version(self, call: Call) -> Any:
        """Say what runs."""
        return self.deployment.version()


def shown(pattern: re.Pattern[str]) -> str:
    """A pattern of a whole text as JavaScript writes it."""
    return "/./" if pattern is NOT_EMPTY else f"/^{pattern.pattern}$/"


def check_stars(scopes: Iterable[str]) -> None:
    """Refuse scopes that end in two stars, which somebody has mistaken for a pattern.

    Raises:
        ApiError: InputError.
    """
    if any(scope.endswith("**") for scope in scopes):
        raise ApiError("InputError", "scopes must not end with `**`")


def finish(coroutine: Coroutine[Any, Any, Result]) -> Result:
    """Run a coroutine that never waits, as most handlers do not, to its end.

    Returns:
        What it returns.

    Raises:
        RuntimeError: It waits.
    """
    try:
        coroutine.send(None)
    except StopIteration as end:
        found: Result = end.value
        return found
    coroutine.close()
    raise RuntimeError("a coroutine that should finish at once waits")
