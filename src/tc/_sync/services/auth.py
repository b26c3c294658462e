# Generated from src/tc/_async/services/auth.py by tools/unasync_build.py. Do not edit.

# Generated from api/auth.json by tools/generate.py. Do not edit.

"""The auth service."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tc._lazy import LazyModule
from tc._protocol.annotations import Payload
from tc._protocol.urls import route
from tc._redact.tracebacks import boundary
from tc._sync.paging import Items, Pages
from tc._sync.service import Service

if TYPE_CHECKING:
    from tc.types import auth as types
else:
    types = LazyModule("tc.types.auth")


class Auth(Service):
    """Methods of the auth service: https://docs.taskcluster.net/docs/reference/platform/auth"""

    @boundary
    def ping(self) -> types.Ping:
        """Check that the service is up.

        `GET /ping`, stable.

        https://docs.taskcluster.net/docs/reference/platform/auth/api#ping

        Returns:
            `alive`, and `uptime` in seconds.
        """
        response: types.Ping = self.api_client.call_api("GET", "api/auth/v1/ping")
        return response

    def ping_url(self) -> str:
        """The URL of `ping`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/auth/v1/ping")

    def ping_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `ping` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/auth/v1/ping", ttl=ttl)

    @boundary
    def lbheartbeat(self) -> types.Heartbeat:
        """Check that the service responds, as load balancers do.

        `GET /__lbheartbeat__`, stable.

        https://docs.taskcluster.net/docs/reference/platform/auth/api#lbheartbeat

        Returns:
            A free-form dict.
        """
        response: types.Heartbeat = self.api_client.call_api("GET", "api/auth/v1/__lbheartbeat__")
        return response

    def lbheartbeat_url(self) -> str:
        """The URL of `lbheartbeat`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/auth/v1/__lbheartbeat__")

    def lbheartbeat_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `lbheartbeat` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/auth/v1/__lbheartbeat__", ttl=ttl)

    @boundary
    def version(self) -> types.Version:
        """Get the version, commit and build of the running service.

        `GET /__version__`, stable.

        https://docs.taskcluster.net/docs/reference/platform/auth/api#version

        Returns:
            What runs: `version`, `commit`, `source` and `build`.
        """
        response: types.Version = self.api_client.call_api("GET", "api/auth/v1/__version__")
        return response

    def version_url(self) -> str:
        """The URL of `version`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/auth/v1/__version__")

    def version_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `version` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/auth/v1/__version__", ttl=ttl)

    @boundary
    def listClients(
        self, *, continuationToken: str | None = None, limit: int | None = None, prefix: str | None = None
    ) -> types.ListClientsResponse:
        """List clients, optionally only those whose id starts with a prefix.

        `GET /clients/`, stable. Needs the scope `auth:list-clients`.

        https://docs.taskcluster.net/docs/reference/platform/auth/api#listClients

        Args:
            continuationToken: Where to go on: the `continuationToken` of the page before. Default: the first
                page.
            limit: How many items the page has at most; it may have fewer. Default: as many as the service
                likes.
            prefix: Only clients whose id begins so. Default: all.

        Returns:
            A page of clients.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.ListClientsResponse = self.api_client.call_api(
            "GET",
            "api/auth/v1/clients/",
            query={"continuationToken": continuationToken, "limit": limit, "prefix": prefix},
            expects_json=True,
        )
        return response

    def listClients_pages(
        self, *, continuationToken: str | None = None, limit: int | None = None, prefix: str | None = None
    ) -> Pages[types.ListClientsResponse]:
        """The responses of `listClients`, page by page; `limit` is items per page."""
        return Pages(
            self.api_client,
            "GET",
            "api/auth/v1/clients/",
            {"continuationToken": continuationToken, "limit": limit, "prefix": prefix},
        )

    def listClients_items(
        self, *, limit: int | None = None, prefix: str | None = None
    ) -> Items[types.GetClientResponse]:
        """The clients in all responses of `listClients`; `limit` is items per page."""
        return Items(
            Pages(self.api_client, "GET", "api/auth/v1/clients/", {"limit": limit, "prefix": prefix}),
            "clients",
        )

    def listClients_url(
        self, *, continuationToken: str | None = None, limit: int | None = None, prefix: str | None = None
    ) -> str:
        """The URL of `listClients`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            "api/auth/v1/clients/",
            query={"continuationToken": continuationToken, "limit": limit, "prefix": prefix},
        )

    def listClients_signed_url(
        self,
        *,
        continuationToken: str | None = None,
        limit: int | None = None,
        prefix: str | None = None,
        ttl: timedelta = timedelta(minutes=15),
    ) -> str:
        """A URL of `listClients` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            "api/auth/v1/clients/",
            query={"continuationToken": continuationToken, "limit": limit, "prefix": prefix},
            ttl=ttl,
        )

    @boundary
    def client(self, clientId: str) -> types.GetClientResponse:
        """Get a client's description, scopes and expiry, without its access token.

        `GET /clients/<clientId>`, stable. Needs the scope `auth:get-client:<clientId>`.

        https://docs.taskcluster.net/docs/reference/platform/auth/api#client

        Args:
            clientId: The id of the client, slashes included, such as `project/my-project/bot`.

        Returns:
            The client, without its access token.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such client.
        """
        response: types.GetClientResponse = self.api_client.call_api(
            "GET", route("api/auth/v1/clients/<clientId>", clientId=clientId), expects_json=True
        )
        return response

    def client_url(self, clientId: str) -> str:
        """The URL of `client`, unsigned. Nothing is sent."""
        return self.api_client.make_url(route("api/auth/v1/clients/<clientId>", clientId=clientId))

    def client_signed_url(self, clientId: str, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `client` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            route("api/auth/v1/clients/<clientId>", clientId=clientId), ttl=ttl
        )

    @boundary
    def createClient(
        self, clientId: str, payload: Payload[types.CreateClientRequest]
    ) -> types.CreateClientResponse:
        """Create a client and get its access token.

        `PUT /clients/<clientId>`, stable. Needs the scopes `auth:create-client:<clientId>` and
        `<scope>` for each of scopes.

        A payload, for example:

            {
                "description": "Uploads releases. Ask me@example.com.",
                "expires": tc.from_now("1 year"),
                "scopes": ["object:upload:my-project:releases/*"],
            }

        https://docs.taskcluster.net/docs/reference/platform/auth/api#createClient

        Args:
            clientId: The id of the client, slashes included, such as `project/my-project/bot`.
            payload: A dict as `tc.types.auth.CreateClientRequest` describes it.

        Returns:
            The client, with its access token, which is shown this once.

        Raises:
            BadRequestError: An argument or the payload has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            ConflictError: There is a client of that id with another definition, or that is older than some
                minutes.
        """
        response: types.CreateClientResponse = self.api_client.call_api(
            "PUT",
            route("api/auth/v1/clients/<clientId>", clientId=clientId),
            payload=payload,
            expects_json=True,
        )
        return response

    @boundary
    def getEntityHistory(
        self,
        entityType: str,
        entityId: str,
        *,
        continuationToken: str | None = None,
        limit: int | None = None,
    ) -> types.GetEntityHistoryResponse:
        """List the recorded actions on one entity, such as a client, role, hook or secret.

        `GET /audit/<entityType>/<entityId>`, stable. Needs the scope `auth:audit-history:<entityType>`.

        https://docs.taskcluster.net/docs/reference/platform/auth/api#getEntityHistory

        Args:
            entityType: The kind of what was changed: `client`, `role`, `secret`, `hook` or `worker-pool`.
            entityId: The id of what was changed, such as a client id.
            continuationToken: Where to go on: the `continuationToken` of the page before. Default: the first
                page.
            limit: How many items the page has at most; it may have fewer. Default: as many as the service
                likes.

        Returns:
            A page of what was done to it.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.GetEntityHistoryResponse = self.api_client.call_api(
            "GET",
            route("api/auth/v1/audit/<entityType>/<entityId>", entityType=entityType, entityId=entityId),
            query={"continuationToken": continuationToken, "limit": limit},
            expects_json=True,
        )
        return response

    def getEntityHistory_pages(
        self,
        entityType: str,
        entityId: str,
        *,
        continuationToken: str | None = None,
        limit: int | None = None,
    ) -> Pages[types.GetEntityHistoryResponse]:
        """The responses of `getEntityHistory`, page by page; `limit` is items per page."""
        return Pages(
            self.api_client,
            "GET",
            route("api/auth/v1/audit/<entityType>/<entityId>", entityType=entityType, entityId=entityId),
            {"continuationToken": continuationToken, "limit": limit},
        )

    def getEntityHistory_items(
        self, entityType: str, entityId: str, *, limit: int | None = None
    ) -> Items[types.AuditHistoryEntry]:
        """The auditHistory in all responses of `getEntityHistory`; `limit` is items per page."""
        return Items(
            Pages(
                self.api_client,
                "GET",
                route("api/auth/v1/audit/<entityType>/<entityId>", entityType=entityType, entityId=entityId),
                {"limit": limit},
            ),
            "auditHistory",
        )

    def getEntityHistory_url(
        self,
        entityType: str,
        entityId: str,
        *,
        continuationToken: str | None = None,
        limit: int | None = None,
    ) -> str:
        """The URL of `getEntityHistory`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            route("api/auth/v1/audit/<entityType>/<entityId>", entityType=entityType, entityId=entityId),
            query={"continuationToken": continuationToken, "limit": limit},
        )

    def getEntityHistory_signed_url(
        self,
        entityType: str,
        entityId: str,
        *,
        continuationToken: str | None = None,
        limit: int | None = None,
        ttl: timedelta = timedelta(minutes=15),
    ) -> str:
        """A URL of `getEntityHistory` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            route("api/auth/v1/audit/<entityType>/<entityId>", entityType=entityType, entityId=entityId),
            query={"continuationToken": continuationToken, "limit": limit},
            ttl=ttl,
        )

    @boundary
    def listAuditHistory(
        self, clientId: str, *, continuationToken: str | None = None, limit: int | None = None
    ) -> types.GetEntityHistoryResponse:
        """List the recorded actions that a client has performed.

        `GET /clients/<clientId>/audit`, stable. Needs the scope `auth:client-audit-history:<clientId>`.

        https://docs.taskcluster.net/docs/reference/platform/auth/api#listAuditHistory

        Args:
            clientId: The id of the client, slashes included, such as `project/my-project/bot`.
            continuationToken: Where to go on: the `continuationToken` of the page before. Default: the first
                page.
            limit: How many items the page has at most; it may have fewer. Default: as many as the service
                likes.

        Returns:
            A page of what the client did.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.GetEntityHistoryResponse = self.api_client.call_api(
            "GET",
            route("api/auth/v1/clients/<clientId>/audit", clientId=clientId),
            query={"continuationToken": continuationToken, "limit": limit},
            expects_json=True,
        )
        return response

    def listAuditHistory_pages(
        self, clientId: str, *, continuationToken: str | None = None, limit: int | None = None
    ) -> Pages[types.GetEntityHistoryResponse]:
        """The responses of `listAuditHistory`, page by page; `limit` is items per page."""
        return Pages(
            self.api_client,
            "GET",
            route("api/auth/v1/clients/<clientId>/audit", clientId=clientId),
            {"continuationToken": continuationToken, "limit": limit},
        )

    def listAuditHistory_items(
        self, clientId: str, *, limit: int | None = None
    ) -> Items[types.AuditHistoryEntry]:
        """The auditHistory in all responses of `listAuditHistory`; `limit` is items per page."""
        return Items(
            Pages(
                self.api_client,
                "GET",
                route("api/auth/v1/clients/<clientId>/audit", clientId=clientId),
                {"limit": limit},
            ),
            "auditHistory",
        )

    def listAuditHistory_url(
        self, clientId: str, *, continuationToken: str | None = None, limit: int | None = None
    ) -> str:
        """The URL of `listAuditHistory`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            route("api/auth/v1/clients/<clientId>/audit", clientId=clientId),
            query={"continuationToken": continuationToken, "limit": limit},
        )

    def listAuditHistory_signed_url(
        self,
        clientId: str,
        *,
        continuationToken: str | None = None,
        limit: int | None = None,
        ttl: timedelta = timedelta(minutes=15),
    ) -> str:
        """A URL of `listAuditHistory` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            route("api/auth/v1/clients/<clientId>/audit", clientId=clientId),
            query={"continuationToken": continuationToken, "limit": limit},
            ttl=ttl,
        )

    @boundary
    def resetAccessToken(self, clientId: str) -> types.CreateClientResponse:
        """Give a client a new access token and get it; the old one stops working.

        `POST /clients/<clientId>/reset`, stable. Needs the scope `auth:reset-access-token:<clientId>`.

        Not idempotent, though repeated after failures as all methods are: each repeat makes another
        token. To send it once at the most:

            auth.with_options(retry=tc.Retry(retries=0)).resetAccessToken(...)

        https://docs.taskcluster.net/docs/reference/platform/auth/api#resetAccessToken

        Args:
            clientId: The id of the client, slashes included, such as `project/my-project/bot`.

        Returns:
            The client, with its new access token, which is shown this once.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such client.
        """
        response: types.CreateClientResponse = self.api_client.call_api(
            "POST", route("api/auth/v1/clients/<clientId>/reset", clientId=clientId), expects_json=True
        )
        return response

    @boundary
    def updateClient(
        self, clientId: str, payload: Payload[types.CreateClientRequest]
    ) -> types.GetClientResponse:
        """Change the description, expiry or scopes of a client.

        `POST /clients/<clientId>`, stable. Needs the scopes `auth:update-client:<clientId>` and
        `<scope>` for each of scopesAdded.

        A payload, for example:

            {"description": "Uploads releases.", "expires": tc.from_now("1 year")}

        https://docs.taskcluster.net/docs/reference/platform/auth/api#updateClient

        Args:
            clientId: The id of the client, slashes included, such as `project/my-project/bot`.
            payload: A dict as `tc.types.auth.CreateClientRequest` describes it.

        Returns:
            The client.

        Raises:
            BadRequestError: An argument or the payload has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such client.
        """
        response: types.GetClientResponse = self.api_client.call_api(
            "POST",
            route("api/auth/v1/clients/<clientId>", clientId=clientId),
            payload=payload,
            expects_json=True,
        )
        return response

    @boundary
    def enableClient(self, clientId: str) -> types.GetClientResponse:
        """Enable a disabled client; one that is enabled stays so.

        `POST /clients/<clientId>/enable`, stable. Needs the scope `auth:enable-client:<clientId>`.

        https://docs.taskcluster.net/docs/reference/platform/auth/api#enableClient

        Args:
            clientId: The id of the client, slashes included, such as `project/my-project/bot`.

        Returns:
            The client.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such client.
        """
        response: types.GetClientResponse = self.api_client.call_api(
            "POST", route("api/auth/v1/clients/<clientId>/enable", clientId=clientId), expects_json=True
        )
        return response

    @boundary
    def disableClient(self, clientId: str) -> types.GetClientResponse:
        """Disable a client, so that its credentials are refused until it is enabled again.

        `POST /clients/<clientId>/disable`, stable. Needs the scope `auth:disable-client:<clientId>`.

        https://docs.taskcluster.net/docs/reference/platform/auth/api#disableClient

        Args:
            clientId: The id of the client, slashes included, such as `project/my-project/bot`.

        Returns:
            The client.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such client.
        """
        response: types.GetClientResponse = self.api_client.call_api(
            "POST", route("api/auth/v1/clients/<clientId>/disable", clientId=clientId), expects_json=True
        )
        return response

    @boundary
    def deleteClient(self, clientId: str) -> types.Empty:
        """Delete a client, if it exists.

        `DELETE /clients/<clientId>`, stable. Needs the scope `auth:delete-client:<clientId>`.

        https://docs.taskcluster.net/docs/reference/platform/auth/api#deleteClient

        Args:
            clientId: The id of the client, slashes included, such as `project/my-project/bot`.

        Returns:
            None or an empty dict: it has worked.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.Empty = self.api_client.call_api(
            "DELETE", route("api/auth/v1/clients/<clientId>", clientId=clientId)
        )
        return response

    @boundary
    def listRoles(self) -> types.ListRolesResponse:
        """List all roles in one response; listRoles2 gives them in pages.

        `GET /roles/`, stable. Needs the scope `auth:list-roles`.

        https://docs.taskcluster.net/docs/reference/platform/auth/api#listRoles

        Returns:
            All roles.

        Raises:
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.ListRolesResponse = self.api_client.call_api(
            "GET", "api/auth/v1/roles/", expects_json=True
        )
        return response

    def listRoles_url(self) -> str:
        """The URL of `listRoles`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/auth/v1/roles/")

    def listRoles_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `listRoles` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/auth/v1/roles/", ttl=ttl)

    @boundary
    def listRoles2(
        self, *, continuationToken: str | None = None, limit: int | None = None
    ) -> types.ListRoles2Response:
        """List roles with their scopes, in pages.

        `GET /roles2/`, stable. Needs the scope `auth:list-roles`.

        https://docs.taskcluster.net/docs/reference/platform/auth/api#listRoles2

        Args:
            continuationToken: Where to go on: the `continuationToken` of the page before. Default: the first
                page.
            limit: How many items the page has at most; it may have fewer. Default: as many as the service
                likes.

        Returns:
            A page of roles.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.ListRoles2Response = self.api_client.call_api(
            "GET",
            "api/auth/v1/roles2/",
            query={"continuationToken": continuationToken, "limit": limit},
            expects_json=True,
        )
        return response

    def listRoles2_pages(
        self, *, continuationToken: str | None = None, limit: int | None = None
    ) -> Pages[types.ListRoles2Response]:
        """The responses of `listRoles2`, page by page; `limit` is items per page."""
        return Pages(
            self.api_client,
            "GET",
            "api/auth/v1/roles2/",
            {"continuationToken": continuationToken, "limit": limit},
        )

    def listRoles2_items(self, *, limit: int | None = None) -> Items[types.GetRoleResponse]:
        """The roles in all responses of `listRoles2`; `limit` is items per page."""
        return Items(Pages(self.api_client, "GET", "api/auth/v1/roles2/", {"limit": limit}), "roles")

    def listRoles2_url(self, *, continuationToken: str | None = None, limit: int | None = None) -> str:
        """The URL of `listRoles2`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            "api/auth/v1/roles2/", query={"continuationToken": continuationToken, "limit": limit}
        )

    def listRoles2_signed_url(
        self,
        *,
        continuationToken: str | None = None,
        limit: int | None = None,
        ttl: timedelta = timedelta(minutes=15),
    ) -> str:
        """A URL of `listRoles2` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            "api/auth/v1/roles2/", query={"continuationToken": continuationToken, "limit": limit}, ttl=ttl
        )

    @boundary
    def listRoleIds(
        self, *, continuationToken: str | None = None, limit: int | None = None
    ) -> types.ListRoleIdsResponse:
        """List the ids of all roles, in pages.

        `GET /roleids/`, stable. Needs the scope `auth:list-roles`.

        https://docs.taskcluster.net/docs/reference/platform/auth/api#listRoleIds

        Args:
            continuationToken: Where to go on: the `continuationToken` of the page before. Default: the first
                page.
            limit: How many items the page has at most; it may have fewer. Default: as many as the service
                likes.

        Returns:
            A page of ids.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.ListRoleIdsResponse = self.api_client.call_api(
            "GET",
            "api/auth/v1/roleids/",
            query={"continuationToken": continuationToken, "limit": limit},
            expects_json=True,
        )
        return response

    def listRoleIds_pages(
        self, *, continuationToken: str | None = None, limit: int | None = None
    ) -> Pages[types.ListRoleIdsResponse]:
        """The responses of `listRoleIds`, page by page; `limit` is items per page."""
        return Pages(
            self.api_client,
            "GET",
            "api/auth/v1/roleids/",
            {"continuationToken": continuationToken, "limit": limit},
        )

    def listRoleIds_items(self, *, limit: int | None = None) -> Items[str]:
        """The roleIds in all responses of `listRoleIds`; `limit` is items per page."""
        return Items(Pages(self.api_client, "GET", "api/auth/v1/roleids/", {"limit": limit}), "roleIds")

    def listRoleIds_url(self, *, continuationToken: str | None = None, limit: int | None = None) -> str:
        """The URL of `listRoleIds`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            "api/auth/v1/roleids/", query={"continuationToken": continuationToken, "limit": limit}
        )

    def listRoleIds_signed_url(
        self,
        *,
        continuationToken: str | None = None,
        limit: int | None = None,
        ttl: timedelta = timedelta(minutes=15),
    ) -> str:
        """A URL of `listRoleIds` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            "api/auth/v1/roleids/", query={"continuationToken": continuationToken, "limit": limit}, ttl=ttl
        )

    @boundary
    def role(self, roleId: str) -> types.GetRoleResponse:
        """Get a role's description and scopes, as given and expanded.

        `GET /roles/<roleId>`, stable. Needs the scope `auth:get-role:<roleId>`.

        https://docs.taskcluster.net/docs/reference/platform/auth/api#role

        Args:
            roleId: The id of the role, without `assume:`, such as `repo:github.com/org/repo:*`.

        Returns:
            The role.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such role.
        """
        response: types.GetRoleResponse = self.api_client.call_api(
            "GET", route("api/auth/v1/roles/<roleId>", roleId=roleId), expects_json=True
        )
        return response

    def role_url(self, roleId: str) -> str:
        """The URL of `role`, unsigned. Nothing is sent."""
        return self.api_client.make_url(route("api/auth/v1/roles/<roleId>", roleId=roleId))

    def role_signed_url(self, roleId: str, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `role` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(route("api/auth/v1/roles/<roleId>", roleId=roleId), ttl=ttl)

    @boundary
    def createRole(self, roleId: str, payload: Payload[types.CreateRoleRequest]) -> types.GetRoleResponse:
        """Create a role, which gives its scopes to those who may assume it.

        `PUT /roles/<roleId>`, stable. Needs the scopes `auth:create-role:<roleId>` and `<scope>` for
        each of scopes.

        A payload, for example:

            {"description": "Builds of my project.", "scopes": ["queue:create-task:low:my-project/*"]}

        https://docs.taskcluster.net/docs/reference/platform/auth/api#createRole

        Args:
            roleId: The id of the role, without `assume:`, such as `repo:github.com/org/repo:*`.
            payload: A dict as `tc.types.auth.CreateRoleRequest` describes it.

        Returns:
            The role.

        Raises:
            BadRequestError: An argument or the payload has the wrong form. Roles would give each other in a
                circle, or a scope has `<..>` twice.
            InsufficientScopesError: The credentials lack scopes that are needed.
            ConflictError: There is a role of that id with another definition. The same again, scopes in any
                order, is no error.
        """
        response: types.GetRoleResponse = self.api_client.call_api(
            "PUT", route("api/auth/v1/roles/<roleId>", roleId=roleId), payload=payload, expects_json=True
        )
        return response

    @boundary
    def updateRole(self, roleId: str, payload: Payload[types.CreateRoleRequest]) -> types.GetRoleResponse:
        """Change the description or scopes of a role.

        `POST /roles/<roleId>`, stable. Needs the scopes `auth:update-role:<roleId>` and `<scope>` for
        each of scopesAdded.

        A payload, for example:

            {"description": "Builds of my project.", "scopes": ["queue:create-task:low:my-project/*"]}

        https://docs.taskcluster.net/docs/reference/platform/auth/api#updateRole

        Args:
            roleId: The id of the role, without `assume:`, such as `repo:github.com/org/repo:*`.
            payload: A dict as `tc.types.auth.CreateRoleRequest` describes it.

        Returns:
            The role.

        Raises:
            BadRequestError: An argument or the payload has the wrong form. Roles would give each other in a
                circle, or a scope has `<..>` twice.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such role.
        """
        response: types.GetRoleResponse = self.api_client.call_api(
            "POST", route("api/auth/v1/roles/<roleId>", roleId=roleId), payload=payload, expects_json=True
        )
        return response

    @boundary
    def deleteRole(self, roleId: str) -> types.Empty:
        """Delete a role, if it exists.

        `DELETE /roles/<roleId>`, stable. Needs the scope `auth:delete-role:<roleId>`.

        https://docs.taskcluster.net/docs/reference/platform/auth/api#deleteRole

        Args:
            roleId: The id of the role, without `assume:`, such as `repo:github.com/org/repo:*`.

        Returns:
            None or an empty dict: it has worked.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.Empty = self.api_client.call_api(
            "DELETE", route("api/auth/v1/roles/<roleId>", roleId=roleId)
        )
        return response

    @boundary
    def expandScopes(self, payload: Payload[types.ScopesetInput]) -> types.Scopeset:
        """Expand a list of scopes with the scopes of all roles that it can assume.

        `POST /scopes/expand`, stable. Needs the scope `auth:expand-scopes`.

        A payload, for example:

            {"scopes": ["assume:project-member:my-project"]}

        https://docs.taskcluster.net/docs/reference/platform/auth/api#expandScopes

        Args:
            payload: A dict as `tc.types.auth.ScopesetInput` describes it.

        Returns:
            The expanded `scopes`, sorted.

        Raises:
            BadRequestError: The payload has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.Scopeset = self.api_client.call_api(
            "POST", "api/auth/v1/scopes/expand", payload=payload, expects_json=True
        )
        return response

    @boundary
    def currentScopes(self) -> types.Scopeset:
        """Get the expanded scopes of the caller.

        `GET /scopes/current`, stable. Needs the scope `auth:current-scopes`.

        https://docs.taskcluster.net/docs/reference/platform/auth/api#currentScopes

        Returns:
            The `scopes` of the caller, roles expanded.

        Raises:
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.Scopeset = self.api_client.call_api(
            "GET", "api/auth/v1/scopes/current", expects_json=True
        )
        return response

    def currentScopes_url(self) -> str:
        """The URL of `currentScopes`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/auth/v1/scopes/current")

    def currentScopes_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `currentScopes` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/auth/v1/scopes/current", ttl=ttl)

    @boundary
    def awsS3Credentials(
        self, level: str, bucket: str, prefix: str, *, format: str | None = None
    ) -> types.AwsS3CredentialsResponse:
        """Get temporary AWS credentials to read or write below a prefix of an S3 bucket.

        `GET /aws/s3/<level>/<bucket>/<prefix>`, stable. Needs the scopes
        (`auth:aws-s3:read-only:<bucket>/<prefix>` or `auth:aws-s3:read-write:<bucket>/<prefix>`) if
        levelIsReadOnly, else `auth:aws-s3:read-write:<bucket>/<prefix>`.

        https://docs.taskcluster.net/docs/reference/platform/auth/api#awsS3Credentials

        Args:
            level: `read-only` or `read-write`.
            bucket: The bucket of S3.
            prefix: The keys to allow are those that begin so.
            format: `iam-role-compat` for the form that AWS's own tools read. Default: that of Taskcluster.

        Returns:
            The credentials, and when they end.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.AwsS3CredentialsResponse = self.api_client.call_api(
            "GET",
            route("api/auth/v1/aws/s3/<level>/<bucket>/<prefix>", level=level, bucket=bucket, prefix=prefix),
            query={"format": format},
            expects_json=True,
        )
        return response

    def awsS3Credentials_url(self, level: str, bucket: str, prefix: str, *, format: str | None = None) -> str:
        """The URL of `awsS3Credentials`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            route("api/auth/v1/aws/s3/<level>/<bucket>/<prefix>", level=level, bucket=bucket, prefix=prefix),
            query={"format": format},
        )

    def awsS3Credentials_signed_url(
        self,
        level: str,
        bucket: str,
        prefix: str,
        *,
        format: str | None = None,
        ttl: timedelta = timedelta(minutes=15),
    ) -> str:
        """A URL of `awsS3Credentials` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            route("api/auth/v1/aws/s3/<level>/<bucket>/<prefix>", level=level, bucket=bucket, prefix=prefix),
            query={"format": format},
            ttl=ttl,
        )

    @boundary
    def sentryDSN(self, project: str) -> types.SentryDsnResponse:
        """Get the Sentry DSN of a project, to report errors to, and its expiry.

        `GET /sentry/<project>/dsn`, stable. Needs the scope `auth:sentry:<project>`.

        https://docs.taskcluster.net/docs/reference/platform/auth/api#sentryDSN

        Args:
            project: The project of Sentry; it is created if there is none.

        Returns:
            The addresses to report to, and when to ask again.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.SentryDsnResponse = self.api_client.call_api(
            "GET", route("api/auth/v1/sentry/<project>/dsn", project=project), expects_json=True
        )
        return response

    def sentryDSN_url(self, project: str) -> str:
        """The URL of `sentryDSN`, unsigned. Nothing is sent."""
        return self.api_client.make_url(route("api/auth/v1/sentry/<project>/dsn", project=project))

    def sentryDSN_signed_url(self, project: str, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `sentryDSN` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            route("api/auth/v1/sentry/<project>/dsn", project=project), ttl=ttl
        )

    @boundary
    def websocktunnelToken(self, wstAudience: str, wstClient: str) -> types.WebsocktunnelTokenResponse:
        """Get a token for a client to connect to a websocktunnel server.

        `GET /websocktunnel/<wstAudience>/<wstClient>`, stable. Needs the scope
        `auth:websocktunnel-token:<wstAudience>/<wstClient>`.

        https://docs.taskcluster.net/docs/reference/platform/auth/api#websocktunnelToken

        Args:
            wstAudience: The audience of the tunnel, as its server knows it.
            wstClient: The name of the client of the tunnel, such as that of a worker.

        Returns:
            The token, and when it ends.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.WebsocktunnelTokenResponse = self.api_client.call_api(
            "GET",
            route(
                "api/auth/v1/websocktunnel/<wstAudience>/<wstClient>",
                wstAudience=wstAudience,
                wstClient=wstClient,
            ),
            expects_json=True,
        )
        return response

    def websocktunnelToken_url(self, wstAudience: str, wstClient: str) -> str:
        """The URL of `websocktunnelToken`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            route(
                "api/auth/v1/websocktunnel/<wstAudience>/<wstClient>",
                wstAudience=wstAudience,
                wstClient=wstClient,
            )
        )

    def websocktunnelToken_signed_url(
        self, wstAudience: str, wstClient: str, *, ttl: timedelta = timedelta(minutes=15)
    ) -> str:
        """A URL of `websocktunnelToken` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            route(
                "api/auth/v1/websocktunnel/<wstAudience>/<wstClient>",
                wstAudience=wstAudience,
                wstClient=wstClient,
            ),
            ttl=ttl,
        )

    @boundary
    def gcpCredentials(self, projectId: str, serviceAccount: str) -> types.GcpCredentialsResponse:
        """Get a temporary access token of a Google Cloud service account.

        `GET /gcp/credentials/<projectId>/<serviceAccount>`, stable. Needs the scope
        `auth:gcp:access-token:<projectId>/<serviceAccount>`.

        https://docs.taskcluster.net/docs/reference/platform/auth/api#gcpCredentials

        Args:
            projectId: The project of Google Cloud.
            serviceAccount: The service account of Google Cloud.

        Returns:
            The token, and when it ends.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.GcpCredentialsResponse = self.api_client.call_api(
            "GET",
            route(
                "api/auth/v1/gcp/credentials/<projectId>/<serviceAccount>",
                projectId=projectId,
                serviceAccount=serviceAccount,
            ),
            expects_json=True,
        )
        return response

    def gcpCredentials_url(self, projectId: str, serviceAccount: str) -> str:
        """The URL of `gcpCredentials`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            route(
                "api/auth/v1/gcp/credentials/<projectId>/<serviceAccount>",
                projectId=projectId,
                serviceAccount=serviceAccount,
            )
        )

    def gcpCredentials_signed_url(
        self, projectId: str, serviceAccount: str, *, ttl: timedelta = timedelta(minutes=15)
    ) -> str:
        """A URL of `gcpCredentials` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            route(
                "api/auth/v1/gcp/credentials/<projectId>/<serviceAccount>",
                projectId=projectId,
                serviceAccount=serviceAccount,
            ),
            ttl=ttl,
        )

    @boundary
    def githubRepoToken(
        self, appName: str, owner: str, payload: Payload[types.GithubRepoTokenRequest]
    ) -> types.GithubTokenResponse:
        """Get a GitHub app's token for repositories of one owner, with the permissions asked for.

        `POST /github/<appName>/<owner>/repo-token`, experimental. Needs the scopes
        `auth:github-repo-token:<appName>/<owner>/<repoPerm>` for each of repoPerms.

        A payload, for example:

            {"permissions": {"contents": "read"}, "repositories": ["my-project"]}

        https://docs.taskcluster.net/docs/reference/platform/auth/api#githubRepoToken

        Args:
            appName: The GitHub app, by the name that the deployment gave it.
            owner: The organization or user of GitHub.
            payload: A dict as `tc.types.auth.GithubRepoTokenRequest` describes it.

        Returns:
            The token, and when it ends.

        Raises:
            BadRequestError: An argument or the payload has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.GithubTokenResponse = self.api_client.call_api(
            "POST",
            route("api/auth/v1/github/<appName>/<owner>/repo-token", appName=appName, owner=owner),
            payload=payload,
            expects_json=True,
        )
        return response

    @boundary
    def authenticateHawk(
        self, payload: Payload[types.AuthenticateHawkRequest]
    ) -> types.AuthenticateHawkResponse:
        """Check a request's Hawk signature for a service, and get the caller's id and scopes.

        `POST /authenticate-hawk`, stable.

        A payload, for example:

            {
                "method": "get",
                "resource": "/api/my-service/v1/things?limit=5",
                "host": "tc.example.com",
                "port": 443,
                "authorization": 'Hawk id="...", ts="...", nonce="...", mac="..."',
            }

        https://docs.taskcluster.net/docs/reference/platform/auth/api#authenticateHawk

        Args:
            payload: A dict as `tc.types.auth.AuthenticateHawkRequest` describes it.

        Returns:
            Who signed the request and what it may do, or why it is refused; that is no error.

        Raises:
            BadRequestError: The payload has the wrong form.
        """
        response: types.AuthenticateHawkResponse = self.api_client.call_api(
            "POST", "api/auth/v1/authenticate-hawk", payload=payload, expects_json=True
        )
        return response

    @boundary
    def testAuthenticate(
        self, payload: Payload[types.TestAuthenticateRequest]
    ) -> types.TestAuthenticateResponse:
        """Test signing with the test client, against scopes named in the payload.

        `POST /test-authenticate`, stable.

        A payload, for example:

            {"clientScopes": ["test:*"], "requiredScopes": ["test:a"]}

        https://docs.taskcluster.net/docs/reference/platform/auth/api#testAuthenticate

        Args:
            payload: A dict as `tc.types.auth.TestAuthenticateRequest` describes it.

        Returns:
            Who signed the request, and its scopes.

        Raises:
            BadRequestError: The payload has the wrong form.
            AuthenticationError: The request is not signed by the client `tester` with its published token.
        """
        response: types.TestAuthenticateResponse = self.api_client.call_api(
            "POST", "api/auth/v1/test-authenticate", payload=payload, expects_json=True
        )
        return response

    @boundary
    def testAuthenticateGet(self) -> types.TestAuthenticateResponse:
        """Test signing a GET request with the test client, against fixed scopes.

        `GET /test-authenticate-get/`, stable.

        https://docs.taskcluster.net/docs/reference/platform/auth/api#testAuthenticateGet

        Returns:
            Who signed the request, and its scopes.

        Raises:
            AuthenticationError: The request is not signed by the client `tester` with its published token.
        """
        response: types.TestAuthenticateResponse = self.api_client.call_api(
            "GET", "api/auth/v1/test-authenticate-get/", expects_json=True
        )
        return response

    def testAuthenticateGet_url(self) -> str:
        """The URL of `testAuthenticateGet`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/auth/v1/test-authenticate-get/")

    def testAuthenticateGet_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `testAuthenticateGet` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/auth/v1/test-authenticate-get/", ttl=ttl)

    @boundary
    def heartbeat(self) -> types.Heartbeat:
        """Check that the service and what it depends on are working.

        `GET /__heartbeat__`, stable.

        https://docs.taskcluster.net/docs/reference/platform/auth/api#heartbeat

        Returns:
            A free-form dict.
        """
        response: types.Heartbeat = self.api_client.call_api("GET", "api/auth/v1/__heartbeat__")
        return response

    def heartbeat_url(self) -> str:
        """The URL of `heartbeat`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/auth/v1/__heartbeat__")

    def heartbeat_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `heartbeat` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/auth/v1/__heartbeat__", ttl=ttl)
