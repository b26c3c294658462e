"""Methods about clients."""

from __future__ import annotations

from typing import Any

from tc.testing.auth import new_token, scopes
from tc.testing.clock import parse_moment
from tc.testing.protocol.call import Call
from tc.testing.protocol.errors import ApiError
from tc.testing.protocol.response import Response
from tc.testing.services.auth.base import IDENTICAL_FOR, AuthBase, Client
from tc.testing.services.base import check_stars


class ClientMethods(AuthBase):
    """Methods about clients."""

    async def listClients(self, call: Call) -> Any:
        """All clients in the order of their ids, or those whose id begins with a prefix."""
        prefix = call.query.get("prefix", "")
        found = [client for key, client in sorted(self.clients.items()) if key.startswith(prefix)]
        response = call.page(found)
        return {**response, "clients": [self.client_json(client) for client in response["clients"]]}

    async def client(self, call: Call) -> Any:
        """One client."""
        return self.client_json(self.find_client(call))

    async def createClient(self, call: Call) -> Any:
        """Make a client. An identical definition returns the client that is there; only for a while, so that
        a repeated request is harmless, but an old client's token is not given away."""
        wanted = call.payload.get("scopes", [])
        check_static(call)
        check_stars(wanted)
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
                raise ApiError("RequestConflict", "Client already exists")
            self.changed(call, "client", client_id, "created")
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
        check_static(call)
        check_stars(call.payload.get("scopes", ()))
        client = self.find_client(call)
        wanted = call.payload.get("scopes", client.scopes)
        call.require(scopesAdded=[scope for scope in wanted if scope not in client.scopes])
        client.description = call.payload["description"]
        client.expires = parse_moment(call.payload["expires"])
        client.delete_on_expiration = call.payload["deleteOnExpiration"]
        client.scopes = list(wanted)
        client.modified = call.now
        self.changed(call, "client", client.client_id, "updated")
        return self.client_json(client)

    async def resetAccessToken(self, call: Call) -> Any:
        """Give a client a new token."""
        check_static(call)
        client = self.find_client(call)
        client.access_token = new_token()
        client.rotated = client.modified = call.now
        self.changed(call, "client", client.client_id, "access token reset")
        return self.client_json(client, with_token=True)

    async def enableClient(self, call: Call) -> Any:
        """Let a client in again."""
        return self.switch(call, disabled=False)

    async def disableClient(self, call: Call) -> Any:
        """Keep a client out, with all temporary credentials it has issued."""
        return self.switch(call, disabled=True)

    def switch(self, call: Call, *, disabled: bool) -> Any:
        """Disable or enable the client that a call is about, and return it."""
        check_static(call)
        client = self.find_client(call)
        client.disabled = disabled
        client.modified = call.now
        self.changed(call, "client", client.client_id, f"client {'disabled' if disabled else 'enabled'}")
        return self.client_json(client)

    async def deleteClient(self, call: Call) -> Any:
        """Remove a client, if it is there."""
        check_static(call)
        self.clients.pop(call.params["clientId"], None)
        self.changed(call, "client", call.params["clientId"], "deleted")
        return Response(None, 204)

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


def check_static(call: Call) -> None:
    """Refuse to change a client that the configuration of the deployment has made.

    Raises:
        ApiError: InputError.
    """
    client_id = call.params["clientId"]
    if client_id.startswith("static/"):
        reserved = 'starts with "static/" which is reserved for statically configured clients'
        raise ApiError("InputError", f'clientId "{client_id}" {reserved}.')
