"""The auth service: clients, roles, scopes, and who somebody is."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any, ClassVar

from tc.credentials import CLIENT_ID
from tc.testing.auth import new_token, scopes
from tc.testing.auth.authentication import (
    AuthenticationError,
    Authenticator,
    Issuer,
    SignedRequest,
)
from tc.testing.protocol.call import Call
from tc.testing.services.auth.base import ENTITY_TYPES, IDENTICAL_FOR
from tc.testing.services.auth.clients import ClientMethods
from tc.testing.services.auth.roles import RoleMethods
from tc.testing.services.base import PRINTABLE, Patterns


class Auth(ClientMethods, RoleMethods):
    """All methods of the auth service."""

    ids: ClassVar[Patterns] = {
        "clientId": CLIENT_ID,
        "roleId": PRINTABLE,
        "project": re.compile(r"[a-zA-Z0-9_-]{1,64}"),
        "wstAudience": re.compile(r"[a-zA-Z0-9_-]{1,38}"),
        "wstClient": re.compile(r"[a-zA-Z0-9_~.%-]+"),
        "entityType": re.compile(f"({'|'.join(ENTITY_TYPES)})"),
    }
    queries: ClassVar[Patterns] = {
        "prefix": CLIENT_ID,
        "format": re.compile(r"iam-role-compat"),
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
        response = {"status": "auth-success", "scheme": "hawk", "clientId": found.client_id, **common}
        return response | ({"hash": found.payload_hash} if found.payload_hash is not None else {})

    async def testAuthenticate(self, call: Call) -> Any:
        """Let clients try their signatures: the client `tester` has the token `no-secret`."""
        return self.try_out(call, call.payload["clientScopes"], call.payload["requiredScopes"])

    async def testAuthenticateGet(self, call: Call) -> Any:
        """The same without a payload."""
        return self.try_out(call, ["test:*", "auth:create-client:test:*"], ["test:authenticate-get"])

    def try_out(self, call: Call, given: list[str], required: list[str]) -> Any:
        """Check who calls as if `tester` were the only client, with the scopes given.

        Args:
            call: The call, with its signature.
            given: The scopes of the client.
            required: Those that the call needs.

        Returns:
            The client ID and scopes of the caller.

        Raises:
            ApiError: AuthenticationFailed or InsufficientScopes.
        """

        def load(client_id: str) -> Issuer:
            if client_id != "tester":
                raise AuthenticationError(
                    f"Client with clientId '{client_id}' not found: only 'tester' is there"
                )
            return Issuer(client_id, "no-secret", scopes.in_order(given), self.clock.now() + IDENTICAL_FOR)

        call.identify_with(Authenticator(self.clock, load, scopes.in_order))
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
        """Return when tokens for others end: in a day."""
        return self.clock.now() + timedelta(days=1)
