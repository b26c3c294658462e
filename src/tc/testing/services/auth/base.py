"""What the methods of the auth service share: clients, roles, and what was done to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tc.credentials import Credentials
from tc.testing.auth import scopes
from tc.testing.auth.authentication import (
    AuthenticationError,
    Issuer,
)
from tc.testing.auth.scopes import Scopes
from tc.testing.protocol.api_facts import Service as ServiceFacts
from tc.testing.protocol.call import Call
from tc.testing.services.base import Context, Service

IDENTICAL_FOR = timedelta(minutes=15)  # how long an identical createClient is taken for a repetition
ENTITY_TYPES = ("client", "role", "secret", "hook", "worker-pool")
EXCHANGE = "exchange/taskcluster-auth/v1/"


@dataclass
class Client:
    """A client as it was defined."""

    client_id: str
    access_token: str
    description: str
    scopes: list[str]
    expires: datetime
    delete_on_expiration: bool
    created: datetime
    modified: datetime
    rotated: datetime
    used: datetime
    disabled: bool = False


@dataclass
class Role:
    """A role as it was defined."""

    role_id: str
    description: str
    scopes: list[str]
    created: datetime
    modified: datetime


@dataclass(frozen=True)
class Change:
    """Something that was done to a client or a role."""

    client_id: str
    action: str
    entity_type: str
    entity_id: str
    created: datetime = field(compare=False)


class AuthBase(Service):
    """Clients and roles by id."""

    def __init__(self, deployment: Context, facts: ServiceFacts) -> None:
        super().__init__(deployment, facts)
        self.clients: dict[str, Client] = {}
        self.roles: dict[str, Role] = {}
        self.changes: list[Change] = []
        self._definitions: dict[str, list[str]] = {}  # the scopes of roles by id
        self._expanded: dict[frozenset[str], Scopes] = {}

    # -- what the rest of the deployment asks

    def expand(self, given: Iterable[str]) -> Scopes:
        """All that scopes give, roles included."""
        key = frozenset(given)
        found = self._expanded.get(key)
        if found is None:
            found = self._expanded[key] = scopes.expand(self._definitions, key)
        return found

    def roles_changed(self) -> None:
        """Take new definitions of roles into account, at once."""
        self._definitions = {role.role_id: role.scopes for role in self.roles.values()}
        self._expanded.clear()

    def load_client(self, client_id: str) -> Issuer:
        """The client behind a request.

        Raises:
            AuthenticationError: It is not known, disabled, or expired.
        """
        now = self.clock.now()
        client = self.clients.get(client_id)
        if client is None or (client.delete_on_expiration and client.expires <= now):
            raise AuthenticationError(f"Client with clientId '{client_id}' not found")
        if client.disabled:
            raise AuthenticationError(f"Client with clientId '{client_id}' is disabled")
        if client.expires <= now:
            raise AuthenticationError(f"Client with clientId '{client_id}' has expired")
        client.used = now
        return Issuer(client_id, client.access_token, self.expand(client.scopes), client.expires)

    def put_client(
        self, credentials: Credentials, given: list[str], description: str = "a client of a test"
    ) -> None:
        """Make a client, or give one another token and other scopes."""
        now = self.clock.now()
        expires = now + timedelta(days=365)
        self.clients[credentials.client_id] = Client(
            credentials.client_id,
            credentials.access_token,
            description,
            given,
            expires,
            False,
            now,
            now,
            now,
            now,
        )

    def put_role(self, role_id: str, given: Iterable[str]) -> None:
        """Make a role."""
        now = self.clock.now()
        self.roles[role_id] = Role(role_id, "a role of every deployment", list(given), now, now)
        self.roles_changed()

    def add_root(self, credentials: Credentials) -> None:
        """Make the first client, which may do everything and never expires."""
        self.put_client(credentials, ["*"], "the root client")
        self.clients[credentials.client_id].expires = datetime.max.replace(
            tzinfo=self.clock.now().tzinfo, year=3000
        )

    def added(self, before: Iterable[str], after: Iterable[str]) -> list[str]:
        """The scopes that a change adds to what was there, roles expanded."""
        have = self.expand(before)
        return [scope for scope in self.expand(after) if scopes.missing(scope, have)]

    async def getEntityHistory(self, call: Call) -> Any:
        """What was done to a client or a role."""
        kind, key = call.params["entityType"], call.params["entityId"]
        return self.history(call, [c for c in self.changes if (c.entity_type, c.entity_id) == (kind, key)])

    async def listAuditHistory(self, call: Call) -> Any:
        """What a client did."""
        return self.history(call, [c for c in self.changes if c.client_id == call.params["clientId"]])

    def history(self, call: Call, changes: list[Change]) -> Any:
        """Return a page of changes as entries of the audit history."""
        shown = [
            {
                "clientId": change.client_id,
                "actionType": change.action,
                "created": change.created,
                "entityId": change.entity_id,
                "entityType": change.entity_type,
            }
            for change in changes
        ]
        return call.page(shown)

    def record(self, call: Call, kind: str, key: str, action: str) -> None:
        """Write a change into the history, also one that succeeds by changing nothing.

        Args:
            call: By whom and when.
            kind: One of `ENTITY_TYPES`.
            key: The id of the entity.
            action: `created`, `updated`, `deleted`; for clients also `client disabled`, `client enabled`,
                `access token reset`.
        """
        self.changes.append(Change(call.client_id, action, kind, key, call.now))

    def changed(self, call: Call, kind: str, key: str, action: str) -> None:
        """Write a change to a client or role into the history, and tell Pulse."""
        self.record(call, kind, key, action)
        word = action if action in ("created", "deleted") else "updated"
        name = "clientId" if kind == "client" else "roleId"
        self.deployment.publish(f"{EXCHANGE}{kind}-{word}", "_", {"version": 1, name: key})
