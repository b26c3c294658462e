# Generated from api/secrets.json by tools/generate.py. Do not edit.

"""The secrets service."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tc._async.paging import Items, Pages
from tc._async.service import Service
from tc._lazy import LazyModule
from tc._protocol.annotations import Payload
from tc._protocol.urls import route
from tc._redact.tracebacks import async_boundary

if TYPE_CHECKING:
    from tc.types import secrets as types
else:
    types = LazyModule("tc.types.secrets")


class Secrets(Service):
    """Methods of the secrets service: https://docs.taskcluster.net/docs/reference/core/secrets"""

    @async_boundary
    async def ping(self) -> types.Ping:
        """Check that the service is up.

        `GET /ping`, stable.

        https://docs.taskcluster.net/docs/reference/core/secrets/api#ping

        Returns:
            `alive`, and `uptime` in seconds.
        """
        response: types.Ping = await self.api_client.call_api("GET", "api/secrets/v1/ping")
        return response

    def ping_url(self) -> str:
        """The URL of `ping`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/secrets/v1/ping")

    def ping_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `ping` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/secrets/v1/ping", ttl=ttl)

    @async_boundary
    async def lbheartbeat(self) -> types.Heartbeat:
        """Check that the service responds, as load balancers do.

        `GET /__lbheartbeat__`, stable.

        https://docs.taskcluster.net/docs/reference/core/secrets/api#lbheartbeat

        Returns:
            A free-form dict.
        """
        response: types.Heartbeat = await self.api_client.call_api("GET", "api/secrets/v1/__lbheartbeat__")
        return response

    def lbheartbeat_url(self) -> str:
        """The URL of `lbheartbeat`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/secrets/v1/__lbheartbeat__")

    def lbheartbeat_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `lbheartbeat` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/secrets/v1/__lbheartbeat__", ttl=ttl)

    @async_boundary
    async def version(self) -> types.Version:
        """Get the version, commit and build of the running service.

        `GET /__version__`, stable.

        https://docs.taskcluster.net/docs/reference/core/secrets/api#version

        Returns:
            What runs: `version`, `commit`, `source` and `build`.
        """
        response: types.Version = await self.api_client.call_api("GET", "api/secrets/v1/__version__")
        return response

    def version_url(self) -> str:
        """The URL of `version`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/secrets/v1/__version__")

    def version_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `version` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/secrets/v1/__version__", ttl=ttl)

    @async_boundary
    async def set(self, name: str, payload: Payload[types.SecretInput]) -> types.Empty:
        """Write a secret, replacing what was there under its name.

        `PUT /secret/<name>`, stable. Needs the scope `secrets:set:<name>`.

        A payload, for example:

            {"secret": {"password": "..."}, "expires": tc.from_now("1 year")}

        https://docs.taskcluster.net/docs/reference/core/secrets/api#set

        Args:
            name: The name of the secret, slashes included, such as `project/my-project/deploy`.
            payload: A dict as `tc.types.secrets.SecretInput` describes it.

        Returns:
            None or an empty dict: it has worked.

        Raises:
            BadRequestError: An argument or the payload has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.Empty = await self.api_client.call_api(
            "PUT", route("api/secrets/v1/secret/<name>", name=name), payload=payload
        )
        return response

    @async_boundary
    async def remove(self, name: str) -> types.Empty:
        """Delete a secret, if it exists.

        `DELETE /secret/<name>`, stable. Needs the scope `secrets:set:<name>`.

        https://docs.taskcluster.net/docs/reference/core/secrets/api#remove

        Args:
            name: The name of the secret, slashes included, such as `project/my-project/deploy`.

        Returns:
            None or an empty dict: it has worked.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.Empty = await self.api_client.call_api(
            "DELETE", route("api/secrets/v1/secret/<name>", name=name)
        )
        return response

    @async_boundary
    async def get(self, name: str) -> types.Secret:
        """Read a secret that has not expired, and its expiry.

        `GET /secret/<name>`, stable. Needs the scope `secrets:get:<name>`.

        https://docs.taskcluster.net/docs/reference/core/secrets/api#get

        Args:
            name: The name of the secret, slashes included, such as `project/my-project/deploy`.

        Returns:
            The `secret`, and when it `expires`.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such secret, or it has expired.
        """
        response: types.Secret = await self.api_client.call_api(
            "GET", route("api/secrets/v1/secret/<name>", name=name), expects_json=True
        )
        return response

    def get_url(self, name: str) -> str:
        """The URL of `get`, unsigned. Nothing is sent."""
        return self.api_client.make_url(route("api/secrets/v1/secret/<name>", name=name))

    def get_signed_url(self, name: str, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `get` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(route("api/secrets/v1/secret/<name>", name=name), ttl=ttl)

    @async_boundary
    async def list(
        self, *, continuationToken: str | None = None, limit: int | None = None
    ) -> types.SecretList:
        """List the names of all secrets, without their content.

        `GET /secrets`, stable. Needs the scope `secrets:list-secrets`.

        https://docs.taskcluster.net/docs/reference/core/secrets/api#list

        Args:
            continuationToken: Where to go on: the `continuationToken` of the page before. Default: the first
                page.
            limit: How many items the page has at most; it may have fewer. Default: as many as the service
                likes.

        Returns:
            A page of names.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.SecretList = await self.api_client.call_api(
            "GET",
            "api/secrets/v1/secrets",
            query={"continuationToken": continuationToken, "limit": limit},
            expects_json=True,
        )
        return response

    def list_pages(
        self, *, continuationToken: str | None = None, limit: int | None = None
    ) -> Pages[types.SecretList]:
        """The responses of `list`, page by page; `limit` is items per page."""
        return Pages(
            self.api_client,
            "GET",
            "api/secrets/v1/secrets",
            {"continuationToken": continuationToken, "limit": limit},
        )

    def list_items(self, *, limit: int | None = None) -> Items[str]:
        """The secrets in all responses of `list`; `limit` is items per page."""
        return Items(Pages(self.api_client, "GET", "api/secrets/v1/secrets", {"limit": limit}), "secrets")

    def list_url(self, *, continuationToken: str | None = None, limit: int | None = None) -> str:
        """The URL of `list`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            "api/secrets/v1/secrets", query={"continuationToken": continuationToken, "limit": limit}
        )

    def list_signed_url(
        self,
        *,
        continuationToken: str | None = None,
        limit: int | None = None,
        ttl: timedelta = timedelta(minutes=15),
    ) -> str:
        """A URL of `list` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            "api/secrets/v1/secrets", query={"continuationToken": continuationToken, "limit": limit}, ttl=ttl
        )

    @async_boundary
    async def heartbeat(self) -> types.Heartbeat:
        """Check that the service and what it depends on are working.

        `GET /__heartbeat__`, stable.

        https://docs.taskcluster.net/docs/reference/core/secrets/api#heartbeat

        Returns:
            A free-form dict.
        """
        response: types.Heartbeat = await self.api_client.call_api("GET", "api/secrets/v1/__heartbeat__")
        return response

    def heartbeat_url(self) -> str:
        """The URL of `heartbeat`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/secrets/v1/__heartbeat__")

    def heartbeat_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `heartbeat` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/secrets/v1/__heartbeat__", ttl=ttl)
