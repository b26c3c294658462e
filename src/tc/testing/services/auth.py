"""The auth service: clients, roles, scopes, and who somebody is."""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from tc.credentials import CLIENT_ID, Credentials
from tc.testing import scopes
from tc.testing.authentication import (
    AuthenticationError,
    Authenticator,
    Issuer,
    SignedRequest,
)
from tc.testing.calls import Answer, Call
from tc.testing.errors import ApiError
from tc.testing.facts import Service as ServiceFacts
from tc.testing.moments import parse_moment
from tc.testing.scopes import Scopes
from tc.testing.services.base import Patterns, Service

if TYPE_CHECKING:
    from tc.testing.deployment import Deployment

IDENTICAL_FOR = timedelta(minutes=15)  # how long an identical createClient is taken for a repetition
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


def new_token() -> str:
    """A fresh access token: 44 letters of url-safe base64."""
    return base64.urlsafe_b64encode(os.urandom(33)).decode()


class Auth(Service):
    """Clients and roles by id."""

    ids: ClassVar[Patterns] = {
        "clientId": CLIENT_ID,
        "roleId": re.compile(r"[\x20-\x7e]+"),
    }
    queries: ClassVar[Patterns] = {
        "prefix": CLIENT_ID,
        "continuationToken": CLIENT_ID,
        "format": re.compile(r"iam-role-compat"),
    }

    def __init__(self, deployment: Deployment, facts: ServiceFacts) -> None:
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

    def add_root(self, credentials: Credentials) -> None:
        """Make the first client, which may do everything and never expires."""
        self.put_client(credentials, ["*"], "the root client")
        self.clients[credentials.client_id].expires = datetime.max.replace(
            tzinfo=self.clock.now().tzinfo, year=3000
        )

    # -- clients

    async def listClients(self, call: Call) -> Any:
        """All clients in the order of their ids, or those whose id begins with a prefix."""
        prefix = call.query.get("prefix", "")
        found = [client for key, client in sorted(self.clients.items()) if key.startswith(prefix)]
        answer = call.page(found)
        return {**answer, "clients": [self.client_json(client) for client in answer["clients"]]}

    async def client(self, call: Call) -> Any:
        """One client."""
        return self.client_json(self.find_client(call))

    async def createClient(self, call: Call) -> Any:
        """Make a client. An identical definition answers the client that is there; only for a while, so that
        a repeated request is harmless, but an old client's token is not given away."""
        wanted = call.payload.get("scopes", [])
        call.require(scopes=wanted)
        client_id, now = call.params["clientId"], call.now
        expires = parse_moment(call.payload["expires"])
        there = self.clients.get(client_id)
        if there:
            same = (there.description, there.scopes, there.expires, there.disabled) == (
                call.payload["description"],
                wanted,
                expires,
                False,
            )
            if not same or there.created + IDENTICAL_FOR < now:
                raise ApiError("RequestConflict", f"client with same clientId already exists: {client_id}")
            return self.client_json(there, with_token=True)
        made = Client(
            client_id,
            new_token(),
            call.payload["description"],
            list(wanted),
            expires,
            call.payload["deleteOnExpiration"],
            now,
            now,
            now,
            now,
        )
        self.clients[client_id] = made
        self.changed(call, "client", client_id, "created")
        return self.client_json(made, with_token=True)

    async def updateClient(self, call: Call) -> Any:
        """Change a client. Without `scopes` it keeps those it has."""
        client = self.find_client(call)
        wanted = call.payload.get("scopes", client.scopes)
        call.require(scopesAdded=self.added(client.scopes, wanted))
        client.description = call.payload["description"]
        client.expires = parse_moment(call.payload["expires"])
        client.delete_on_expiration = call.payload["deleteOnExpiration"]
        client.scopes = list(wanted)
        client.modified = call.now
        self.changed(call, "client", client.client_id, "updated")
        return self.client_json(client)

    async def resetAccessToken(self, call: Call) -> Any:
        """Give a client a new token."""
        client = self.find_client(call)
        client.access_token = new_token()
        client.rotated = client.modified = call.now
        self.changed(call, "client", client.client_id, "updated")
        return self.client_json(client, with_token=True)

    async def enableClient(self, call: Call) -> Any:
        """Let a client in again."""
        return self.switch(call, disabled=False)

    async def disableClient(self, call: Call) -> Any:
        """Keep a client out, with all temporary credentials it has issued."""
        return self.switch(call, disabled=True)

    def switch(self, call: Call, *, disabled: bool) -> Any:
        client = self.find_client(call)
        client.disabled = disabled
        client.modified = call.now
        self.changed(call, "client", client.client_id, "disabled" if disabled else "enabled")
        return self.client_json(client)

    async def deleteClient(self, call: Call) -> Any:
        """Remove a client, if it is there."""
        if self.clients.pop(call.params["clientId"], None):
            self.changed(call, "client", call.params["clientId"], "deleted")
        return Answer(None, 204)

    def find_client(self, call: Call) -> Client:
        """The client that a call is about.

        Raises:
            ApiError: ResourceNotFound.
        """
        client = self.clients.get(call.params["clientId"])
        if client is None:
            raise ApiError("ResourceNotFound", "Client not found")
        return client

    def client_json(self, client: Client, *, with_token: bool = False) -> dict[str, Any]:
        """A client as the API shows it."""
        shown = {
            "clientId": client.client_id,
            "description": client.description,
            "expires": client.expires,
            "created": client.created,
            "lastModified": client.modified,
            "lastDateUsed": client.used,
            "lastRotated": client.rotated,
            "deleteOnExpiration": client.delete_on_expiration,
            "scopes": sorted(client.scopes, key=scopes.order),
            "expandedScopes": list(self.expand(client.scopes)),
            "disabled": client.disabled,
        }
        return shown | {"accessToken": client.access_token} if with_token else shown

    # -- roles

    async def listRoles(self, call: Call) -> Any:
        """All roles."""
        return [self.role_json(role) for _, role in sorted(self.roles.items())]

    async def listRoles2(self, call: Call) -> Any:
        """All roles, in pages."""
        answer = call.page([role for _, role in sorted(self.roles.items())])
        return {**answer, "roles": [self.role_json(role) for role in answer["roles"]]}

    async def listRoleIds(self, call: Call) -> Any:
        """The ids of all roles, in pages."""
        return call.page(sorted(self.roles))

    async def role(self, call: Call) -> Any:
        """One role."""
        return self.role_json(self.find_role(call))

    async def createRole(self, call: Call) -> Any:
        """Make a role. An identical definition answers the role that is there."""
        role_id, wanted = call.params["roleId"], call.payload["scopes"]
        call.require(scopes=wanted)
        there = self.roles.get(role_id)
        if there:
            if there.description != call.payload["description"] or set(there.scopes) != set(wanted):
                raise ApiError("RequestConflict", f"role with same roleId already exists: {role_id}")
            return self.role_json(there)
        self.check_role(role_id, wanted)
        made = Role(role_id, call.payload["description"], list(wanted), call.now, call.now)
        self.roles[role_id] = made
        self.roles_changed()
        self.changed(call, "role", role_id, "created")
        return self.role_json(made)

    async def updateRole(self, call: Call) -> Any:
        """Change a role."""
        role = self.find_role(call)
        wanted = call.payload["scopes"]
        call.require(scopesAdded=self.added(role.scopes, wanted))
        self.check_role(role.role_id, wanted)
        role.description, role.scopes, role.modified = call.payload["description"], list(wanted), call.now
        self.roles_changed()
        self.changed(call, "role", role.role_id, "updated")
        return self.role_json(role)

    async def deleteRole(self, call: Call) -> Any:
        """Remove a role, if it is there."""
        if self.roles.pop(call.params["roleId"], None):
            self.roles_changed()
            self.changed(call, "role", call.params["roleId"], "deleted")
        return Answer(None, 204)

    def added(self, before: Iterable[str], after: Iterable[str]) -> list[str]:
        """The scopes that a change adds to what was there, roles expanded."""
        have = self.expand(before)
        return [scope for scope in self.expand(after) if scopes.missing(scope, have)]

    def check_role(self, role_id: str, wanted: list[str]) -> None:
        """Refuse a definition that cannot be expanded.

        Raises:
            ApiError: InputError.
        """
        for scope in wanted:
            if role_id.endswith("*") and scope.count(scopes.PARAMETER) > 1:
                raise ApiError("InputError", f"the scope {scope} has more than one parameter")
        circle = scopes.cycle({**self._definitions, role_id: wanted})
        if circle:
            raise ApiError("InputError", f"Found cycle in roles: {' -> '.join(circle)}")

    def find_role(self, call: Call) -> Role:
        """The role that a call is about.

        Raises:
            ApiError: ResourceNotFound.
        """
        role = self.roles.get(call.params["roleId"])
        if role is None:
            raise ApiError("ResourceNotFound", "Role not found")
        return role

    def role_json(self, role: Role) -> dict[str, Any]:
        """A role as the API shows it."""
        return {
            "roleId": role.role_id,
            "scopes": sorted(role.scopes, key=scopes.order),
            "expandedScopes": list(self.expand([f"assume:{role.role_id}"])),
            "description": role.description,
            "lastModified": role.modified,
            "created": role.created,
        }

    # -- scopes, and who somebody is

    async def expandScopes(self, call: Call) -> Any:
        """All that scopes give."""
        return {"scopes": list(self.expand(call.payload["scopes"]))}

    async def currentScopes(self, call: Call) -> Any:
        """The scopes of the caller."""
        return {"scopes": list(call.scopes)}

    async def authenticateHawk(self, call: Call) -> Any:
        """Check the signature of a request that somebody else received."""
        asked = call.payload
        request = SignedRequest(
            asked["method"], asked["resource"], asked["host"], asked["port"], asked.get("authorization")
        )
        try:
            found = self.deployment.authenticator.authenticate(request)
        except AuthenticationError as error:
            return {"status": "auth-failed", "message": str(error)}
        common = {"scopes": list(found.scopes), "expires": found.expires}
        if found.client_id is None:
            return {"status": "no-auth", "scheme": "none", **common}
        answer = {"status": "auth-success", "scheme": "hawk", "clientId": found.client_id, **common}
        return answer | ({"hash": found.payload_hash} if found.payload_hash is not None else {})

    async def testAuthenticate(self, call: Call) -> Any:
        """Let clients try their signatures: the client `tester` has the token `no-secret`."""
        return self.try_out(call, call.payload["clientScopes"], call.payload["requiredScopes"])

    async def testAuthenticateGet(self, call: Call) -> Any:
        """The same without a payload."""
        return self.try_out(call, ["test:*", "auth:create-client:test:*"], ["test:authenticate-get"])

    def try_out(self, call: Call, given: list[str], required: list[str]) -> Any:
        def load(client_id: str) -> Issuer:
            if client_id != "tester":
                raise AuthenticationError(
                    f"Client with clientId '{client_id}' not found: only 'tester' is there"
                )
            return Issuer(client_id, "no-secret", scopes.normalize(given), self.clock.now() + IDENTICAL_FOR)

        call.identify_with(Authenticator(self.clock, load, scopes.normalize))
        call.demand({"AllOf": required})
        return {"clientId": call.client_id, "scopes": list(call.scopes)}

    # -- tokens for others

    async def sentryDSN(self, call: Call) -> Any:
        """A DSN that leads nowhere."""
        url = f"http://local@sentry.invalid/{call.params['project']}"
        return {
            "project": call.params["project"],
            "dsn": {"secret": url, "public": url},
            "expires": self.soon(),
        }

    async def websocktunnelToken(self, call: Call) -> Any:
        """A token that opens nothing."""
        client, audience = call.params["wstClient"], call.params["wstAudience"]
        return {"wstClient": client, "wstAudience": audience, "expires": self.soon(), "token": new_token()}

    def soon(self) -> datetime:
        return self.clock.now() + timedelta(days=1)

    # -- history

    async def getEntityHistory(self, call: Call) -> Any:
        """What was done to a client or a role."""
        kind, key = call.params["entityType"], call.params["entityId"]
        return self.history(call, [c for c in self.changes if (c.entity_type, c.entity_id) == (kind, key)])

    async def listAuditHistory(self, call: Call) -> Any:
        """What a client did."""
        return self.history(call, [c for c in self.changes if c.client_id == call.params["clientId"]])

    def history(self, call: Call, changes: list[Change]) -> Any:
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
        """Write a change into the history: of a `client`, `role`, `secret`, `hook` or `worker_pool`."""
        self.changes.append(Change(call.client_id, action, kind, key, call.now))

    def changed(self, call: Call, kind: str, key: str, action: str) -> None:
        """Write a change to a client or role into the history, and tell Pulse."""
        self.record(call, kind, key, action)
        word = {"enabled": "updated", "disabled": "updated"}.get(action, action)
        name = "clientId" if kind == "client" else "roleId"
        self.deployment.publish(f"{EXCHANGE}{kind}-{word}", "_", {"version": 1, name: key})
