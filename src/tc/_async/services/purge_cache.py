# Generated from api/purge-cache.json by tools/generate.py. Do not edit.

"""The purge-cache service."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tc._async.paging import Items, Pages
from tc._async.service import Service
from tc._lazy import LazyModule
from tc._protocol.annotations import Payload
from tc._protocol.urls import route
from tc._redact.tracebacks import async_boundary

if TYPE_CHECKING:
    from tc.types import purge_cache as types
else:
    types = LazyModule("tc.types.purge_cache")


class PurgeCache(Service):
    """Methods of the purge-cache service: https://docs.taskcluster.net/docs/reference/core/purge-cache"""

    @async_boundary
    async def ping(self) -> types.Ping:
        """Check that the service is up.

        `GET /ping`, stable.

        https://docs.taskcluster.net/docs/reference/core/purge-cache/api#ping

        Returns:
            `alive`, and `uptime` in seconds.
        """
        response: types.Ping = await self.api_client.call_api("GET", "api/purge-cache/v1/ping")
        return response

    def ping_url(self) -> str:
        """The URL of `ping`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/purge-cache/v1/ping")

    def ping_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `ping` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/purge-cache/v1/ping", ttl=ttl)

    @async_boundary
    async def lbheartbeat(self) -> types.Heartbeat:
        """Check that the service responds, as load balancers do.

        `GET /__lbheartbeat__`, stable.

        https://docs.taskcluster.net/docs/reference/core/purge-cache/api#lbheartbeat

        Returns:
            A free-form dict.
        """
        response: types.Heartbeat = await self.api_client.call_api(
            "GET", "api/purge-cache/v1/__lbheartbeat__"
        )
        return response

    def lbheartbeat_url(self) -> str:
        """The URL of `lbheartbeat`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/purge-cache/v1/__lbheartbeat__")

    def lbheartbeat_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `lbheartbeat` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/purge-cache/v1/__lbheartbeat__", ttl=ttl)

    @async_boundary
    async def version(self) -> types.Version:
        """Get the version, commit and build of the running service.

        `GET /__version__`, stable.

        https://docs.taskcluster.net/docs/reference/core/purge-cache/api#version

        Returns:
            What runs: `version`, `commit`, `source` and `build`.
        """
        response: types.Version = await self.api_client.call_api("GET", "api/purge-cache/v1/__version__")
        return response

    def version_url(self) -> str:
        """The URL of `version`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/purge-cache/v1/__version__")

    def version_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `version` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/purge-cache/v1/__version__", ttl=ttl)

    @async_boundary
    async def purgeCache(self, workerPoolId: str, payload: Payload[types.PurgeCacheRequest]) -> types.Empty:
        """Ask the workers of a pool to delete a cache before using it again.

        `POST /purge-cache/<workerPoolId>`, stable. Needs the scope
        `purge-cache:<workerPoolId>:<cacheName>`.

        A payload, for example:

            {"cacheName": "my-project-checkouts"}

        https://docs.taskcluster.net/docs/reference/core/purge-cache/api#purgeCache

        Args:
            workerPoolId: The worker pool, as `provisionerId/workerType`.
            payload: A dict as `tc.types.purge_cache.PurgeCacheRequest` describes it.

        Returns:
            None or an empty dict: it has worked.

        Raises:
            BadRequestError: An argument or the payload has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.Empty = await self.api_client.call_api(
            "POST",
            route("api/purge-cache/v1/purge-cache/<workerPoolId>", workerPoolId=workerPoolId),
            payload=payload,
        )
        return response

    @async_boundary
    async def allPurgeRequests(
        self, *, continuationToken: str | None = None, limit: int | None = None
    ) -> types.AllPurgeCacheRequestList:
        """List the open requests to purge caches, of all worker pools.

        `GET /purge-cache/list`, stable. Needs the scope `purge-cache:all-purge-requests`.

        https://docs.taskcluster.net/docs/reference/core/purge-cache/api#allPurgeRequests

        Args:
            continuationToken: Where to go on: the `continuationToken` of the page before. Default: the first
                page.
            limit: How many items the page has at most; it may have fewer. Default: as many as the service
                likes.

        Returns:
            A page of caches that are not to be used any more.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.AllPurgeCacheRequestList = await self.api_client.call_api(
            "GET",
            "api/purge-cache/v1/purge-cache/list",
            query={"continuationToken": continuationToken, "limit": limit},
            expects_json=True,
        )
        return response

    def allPurgeRequests_pages(
        self, *, continuationToken: str | None = None, limit: int | None = None
    ) -> Pages[types.AllPurgeCacheRequestList]:
        """The responses of `allPurgeRequests`, page by page; `limit` is items per page."""
        return Pages(
            self.api_client,
            "GET",
            "api/purge-cache/v1/purge-cache/list",
            {"continuationToken": continuationToken, "limit": limit},
        )

    def allPurgeRequests_items(self, *, limit: int | None = None) -> Items[types.CachePurge]:
        """The requests in all responses of `allPurgeRequests`; `limit` is items per page."""
        return Items(
            Pages(self.api_client, "GET", "api/purge-cache/v1/purge-cache/list", {"limit": limit}), "requests"
        )

    def allPurgeRequests_url(self, *, continuationToken: str | None = None, limit: int | None = None) -> str:
        """The URL of `allPurgeRequests`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            "api/purge-cache/v1/purge-cache/list",
            query={"continuationToken": continuationToken, "limit": limit},
        )

    def allPurgeRequests_signed_url(
        self,
        *,
        continuationToken: str | None = None,
        limit: int | None = None,
        ttl: timedelta = timedelta(minutes=15),
    ) -> str:
        """A URL of `allPurgeRequests` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            "api/purge-cache/v1/purge-cache/list",
            query={"continuationToken": continuationToken, "limit": limit},
            ttl=ttl,
        )

    @async_boundary
    async def purgeRequests(
        self, workerPoolId: str, *, since: datetime | str | None = None
    ) -> types.PurgeCacheRequestList:
        """List the caches that workers of a pool must purge, optionally those asked since a time.

        `GET /purge-cache/<workerPoolId>`, stable. Needs the scope
        `purge-cache:purge-requests::<workerPoolId>`.

        https://docs.taskcluster.net/docs/reference/core/purge-cache/api#purgeRequests

        Args:
            workerPoolId: The worker pool, as `provisionerId/workerType`.
            since: Only what was asked for since then. Default: all.

        Returns:
            The caches that are not to be used any more, all in one response.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.PurgeCacheRequestList = await self.api_client.call_api(
            "GET",
            route("api/purge-cache/v1/purge-cache/<workerPoolId>", workerPoolId=workerPoolId),
            query={"since": since},
            expects_json=True,
        )
        return response

    def purgeRequests_url(self, workerPoolId: str, *, since: datetime | str | None = None) -> str:
        """The URL of `purgeRequests`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            route("api/purge-cache/v1/purge-cache/<workerPoolId>", workerPoolId=workerPoolId),
            query={"since": since},
        )

    def purgeRequests_signed_url(
        self,
        workerPoolId: str,
        *,
        since: datetime | str | None = None,
        ttl: timedelta = timedelta(minutes=15),
    ) -> str:
        """A URL of `purgeRequests` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            route("api/purge-cache/v1/purge-cache/<workerPoolId>", workerPoolId=workerPoolId),
            query={"since": since},
            ttl=ttl,
        )

    @async_boundary
    async def heartbeat(self) -> types.Heartbeat:
        """Check that the service and what it depends on are working.

        `GET /__heartbeat__`, stable.

        https://docs.taskcluster.net/docs/reference/core/purge-cache/api#heartbeat

        Returns:
            A free-form dict.
        """
        response: types.Heartbeat = await self.api_client.call_api("GET", "api/purge-cache/v1/__heartbeat__")
        return response

    def heartbeat_url(self) -> str:
        """The URL of `heartbeat`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/purge-cache/v1/__heartbeat__")

    def heartbeat_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `heartbeat` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/purge-cache/v1/__heartbeat__", ttl=ttl)
