"""What all services have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from tc.testing.calls import Call
from tc.testing.clock import Clock
from tc.testing.errors import ApiError
from tc.testing.facts import Service as ServiceFacts

if TYPE_CHECKING:
    from tc.testing.deployment import Deployment

Patterns = Mapping[str, re.Pattern[str]]
LIMIT = re.compile(r"[0-9]+")
NOT_EMPTY = re.compile(r".+", re.DOTALL)


class Service:
    """A service: its state and its handlers. The package's docstring says how to write one."""

    ids: ClassVar[Patterns] = {}
    queries: ClassVar[Patterns] = {}
    hidden: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    pages: ClassVar[Mapping[str, str]] = {}
    held: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, deployment: Deployment, facts: ServiceFacts) -> None:
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
            if pattern and not pattern.fullmatch(text):
                problems.append(f'URL parameter: {name}="{text}" does not match: {pattern.pattern}')
        for name, text in call.query.items():
            if name not in call.method.query:
                problems.append(f'Query-string parameter: "{name}" is not supported by this endpoint')
                continue
            pattern = self.query_pattern(call.method.name, name)
            if not pattern.fullmatch(text):
                problems.append(f'Query-string parameter: {name}="{text}" does not match: {pattern.pattern}')
        problems += [f'Query-string parameter: "{name}" is there more than once' for name in call.repeated]
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
        """Answer the load balancer."""
        return {}

    async def heartbeat(self, call: Call) -> Any:
        """Say that everything the service needs is there."""
        return {}

    async def version(self, call: Call) -> Any:
        """Say what runs."""
        return self.deployment.version()
