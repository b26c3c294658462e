"""The secrets service: named JSON objects that expire."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from tc.testing.clock import parse_moment
from tc.testing.protocol.api_facts import Service as ServiceFacts
from tc.testing.protocol.call import Call
from tc.testing.protocol.errors import ApiError
from tc.testing.services.base import Context, Service


class Secrets(Service):
    """Secrets by name."""

    hidden: ClassVar[Mapping[str, tuple[str, ...]]] = {"set": ("secret",)}

    def __init__(self, deployment: Context, facts: ServiceFacts) -> None:
        super().__init__(deployment, facts)
        self.secrets: dict[str, dict[str, Any]] = {}

    async def set(self, call: Call) -> Any:
        """Create a secret or replace it."""
        name = call.params["name"]
        there = self.there(name)
        self.deployment.record(call, "secret", name, "updated" if there else "created")
        self.secrets[name] = call.payload

    async def get(self, call: Call) -> Any:
        """A secret; one that has expired is not there."""
        secret = self.there(call.params["name"])
        if secret is None:
            raise ApiError("ResourceNotFound", "Secret not found")
        return secret

    def there(self, name: str) -> dict[str, Any] | None:
        """A secret, unless it has expired."""
        secret = self.secrets.get(name)
        return secret if secret and parse_moment(secret["expires"]) > self.clock.now() else None

    async def remove(self, call: Call) -> Any:
        """Remove a secret, if it is there."""
        self.secrets.pop(call.params["name"], None)
        self.deployment.record(call, "secret", call.params["name"], "deleted")

    async def list(self, call: Call) -> Any:
        """The names of secrets."""
        return call.page([name for name in sorted(self.secrets) if self.there(name)])
