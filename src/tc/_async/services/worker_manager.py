# Generated from api/worker-manager.json by tools/generate.py. Do not edit.

"""The worker-manager service."""

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
    from tc.types import worker_manager as types
else:
    types = LazyModule("tc.types.worker_manager")


class WorkerManager(Service):
    """Methods of the worker-manager service:
    https://docs.taskcluster.net/docs/reference/core/worker-manager
    """

    @async_boundary
    async def ping(self) -> types.Ping:
        """Check that the service is up.

        `GET /ping`, stable.

        https://docs.taskcluster.net/docs/reference/core/worker-manager/api#ping

        Returns:
            `alive`, and `uptime` in seconds.
        """
        response: types.Ping = await self.api_client.call_api("GET", "api/worker-manager/v1/ping")
        return response

    def ping_url(self) -> str:
        """The URL of `ping`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/worker-manager/v1/ping")

    def ping_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `ping` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/worker-manager/v1/ping", ttl=ttl)

    @async_boundary
    async def lbheartbeat(self) -> types.Heartbeat:
        """Check that the service responds, as load balancers do.

        `GET /__lbheartbeat__`, stable.

        https://docs.taskcluster.net/docs/reference/core/worker-manager/api#lbheartbeat

        Returns:
            A free-form dict.
        """
        response: types.Heartbeat = await self.api_client.call_api(
            "GET", "api/worker-manager/v1/__lbheartbeat__"
        )
        return response

    def lbheartbeat_url(self) -> str:
        """The URL of `lbheartbeat`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/worker-manager/v1/__lbheartbeat__")

    def lbheartbeat_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `lbheartbeat` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/worker-manager/v1/__lbheartbeat__", ttl=ttl)

    @async_boundary
    async def version(self) -> types.Version:
        """Get the version, commit and build of the running service.

        `GET /__version__`, stable.

        https://docs.taskcluster.net/docs/reference/core/worker-manager/api#version

        Returns:
            What runs: `version`, `commit`, `source` and `build`.
        """
        response: types.Version = await self.api_client.call_api("GET", "api/worker-manager/v1/__version__")
        return response

    def version_url(self) -> str:
        """The URL of `version`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/worker-manager/v1/__version__")

    def version_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `version` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/worker-manager/v1/__version__", ttl=ttl)

    @async_boundary
    async def listProviders(
        self, *, continuationToken: str | None = None, limit: int | None = None
    ) -> types.ProviderList:
        """List the providers that worker pools of this deployment can use.

        `GET /providers`, stable. Needs the scope `worker-manager:list-providers`.

        https://docs.taskcluster.net/docs/reference/core/worker-manager/api#listProviders

        Args:
            continuationToken: Where to go on: the `continuationToken` of the page before. Default: the first
                page.
            limit: How many items the page has at most; it may have fewer. Default: as many as the service
                likes.

        Returns:
            A page of providers.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.ProviderList = await self.api_client.call_api(
            "GET",
            "api/worker-manager/v1/providers",
            query={"continuationToken": continuationToken, "limit": limit},
            expects_json=True,
        )
        return response

    def listProviders_pages(
        self, *, continuationToken: str | None = None, limit: int | None = None
    ) -> Pages[types.ProviderList]:
        """The responses of `listProviders`, page by page; `limit` is items per page."""
        return Pages(
            self.api_client,
            "GET",
            "api/worker-manager/v1/providers",
            {"continuationToken": continuationToken, "limit": limit},
        )

    def listProviders_items(self, *, limit: int | None = None) -> Items[types.Provider]:
        """The providers in all responses of `listProviders`; `limit` is items per page."""
        return Items(
            Pages(self.api_client, "GET", "api/worker-manager/v1/providers", {"limit": limit}), "providers"
        )

    def listProviders_url(self, *, continuationToken: str | None = None, limit: int | None = None) -> str:
        """The URL of `listProviders`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            "api/worker-manager/v1/providers", query={"continuationToken": continuationToken, "limit": limit}
        )

    def listProviders_signed_url(
        self,
        *,
        continuationToken: str | None = None,
        limit: int | None = None,
        ttl: timedelta = timedelta(minutes=15),
    ) -> str:
        """A URL of `listProviders` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            "api/worker-manager/v1/providers",
            query={"continuationToken": continuationToken, "limit": limit},
            ttl=ttl,
        )

    @async_boundary
    async def createWorkerPool(
        self, workerPoolId: str, payload: Payload[types.CreateWorkerPoolRequest]
    ) -> types.WorkerPoolFull:
        """Create a worker pool, whose workers are managed by the given provider.

        `PUT /worker-pool/<workerPoolId>`, stable. Needs the scopes
        `worker-manager:manage-worker-pool:<workerPoolId>` and `worker-manager:provider:<providerId>`.

        A payload, for example:

            {
                "providerId": "static",
                "description": "The machines in our rack.",
                "config": {},
                "owner": "me@example.com",
                "emailOnError": False,
            }

        https://docs.taskcluster.net/docs/reference/core/worker-manager/api#createWorkerPool

        Args:
            workerPoolId: The worker pool, as `provisionerId/workerType`.
            payload: A dict as `tc.types.worker_manager.CreateWorkerPoolRequest` describes it.

        Returns:
            The pool, with the counts of its workers.

        Raises:
            BadRequestError: An argument or the payload has the wrong form. There is no such provider, or
                `config` is not what it takes.
            InsufficientScopesError: The credentials lack scopes that are needed.
            ConflictError: There is a pool of that id with another definition. The same again is no error.
        """
        response: types.WorkerPoolFull = await self.api_client.call_api(
            "PUT",
            route("api/worker-manager/v1/worker-pool/<workerPoolId>", workerPoolId=workerPoolId),
            payload=payload,
            expects_json=True,
        )
        return response

    @async_boundary
    async def updateWorkerPool(
        self, workerPoolId: str, payload: Payload[types.UpdateWorkerPoolRequest]
    ) -> types.WorkerPoolFull:
        """Replace the definition of a worker pool.

        `POST /worker-pool/<workerPoolId>`, experimental. Needs the scopes
        `worker-manager:manage-worker-pool:<workerPoolId>` and `worker-manager:provider:<providerId>`.

        A payload, for example:

            {
                "providerId": "static",
                "description": "The machines in our new rack.",
                "config": {},
                "owner": "me@example.com",
                "emailOnError": True,
            }

        https://docs.taskcluster.net/docs/reference/core/worker-manager/api#updateWorkerPool

        Args:
            workerPoolId: The worker pool, as `provisionerId/workerType`.
            payload: A dict as `tc.types.worker_manager.UpdateWorkerPoolRequest` describes it.

        Returns:
            The pool, with the counts of its workers.

        Raises:
            BadRequestError: An argument or the payload has the wrong form. There is no such provider, or
                `config` is not what it takes.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such pool.
        """
        response: types.WorkerPoolFull = await self.api_client.call_api(
            "POST",
            route("api/worker-manager/v1/worker-pool/<workerPoolId>", workerPoolId=workerPoolId),
            payload=payload,
            expects_json=True,
        )
        return response

    @async_boundary
    async def deleteWorkerPool(self, workerPoolId: str) -> types.WorkerPoolFull:
        """Mark a worker pool for deletion, which happens once its workers are gone.

        `DELETE /worker-pool/<workerPoolId>`, stable. Needs the scope
        `worker-manager:manage-worker-pool:<workerPoolId>`.

        https://docs.taskcluster.net/docs/reference/core/worker-manager/api#deleteWorkerPool

        Args:
            workerPoolId: The worker pool, as `provisionerId/workerType`.

        Returns:
            The pool, with `null-provider`; it can be seen until it is gone.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such pool.
        """
        response: types.WorkerPoolFull = await self.api_client.call_api(
            "DELETE",
            route("api/worker-manager/v1/worker-pool/<workerPoolId>", workerPoolId=workerPoolId),
            expects_json=True,
        )
        return response

    @async_boundary
    async def listWorkerPoolLaunchConfigs(
        self,
        workerPoolId: str,
        *,
        continuationToken: str | None = None,
        includeArchived: bool | None = None,
        limit: int | None = None,
    ) -> types.WorkerPoolLaunchConfigList:
        """List the launch configurations of a worker pool, on request with archived ones.

        `GET /worker-pool/<workerPoolId>/launch-configs`, experimental. Needs the scope
        `worker-manager:get-worker-pool:<workerPoolId>`.

        https://docs.taskcluster.net/docs/reference/core/worker-manager/api#listWorkerPoolLaunchConfigs

        Args:
            workerPoolId: The worker pool, as `provisionerId/workerType`.
            continuationToken: Where to go on: the `continuationToken` of the page before. Default: the first
                page.
            includeArchived: True for those too that the pool's `config` does not have any more. Default:
                false.
            limit: How many items the page has at most; it may have fewer. Default: as many as the service
                likes.

        Returns:
            A page of launch configurations.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such pool.
        """
        response: types.WorkerPoolLaunchConfigList = await self.api_client.call_api(
            "GET",
            route(
                "api/worker-manager/v1/worker-pool/<workerPoolId>/launch-configs", workerPoolId=workerPoolId
            ),
            query={
                "continuationToken": continuationToken,
                "includeArchived": includeArchived,
                "limit": limit,
            },
            expects_json=True,
        )
        return response

    def listWorkerPoolLaunchConfigs_pages(
        self,
        workerPoolId: str,
        *,
        continuationToken: str | None = None,
        includeArchived: bool | None = None,
        limit: int | None = None,
    ) -> Pages[types.WorkerPoolLaunchConfigList]:
        """The responses of `listWorkerPoolLaunchConfigs`, page by page; `limit` is items per page."""
        return Pages(
            self.api_client,
            "GET",
            route(
                "api/worker-manager/v1/worker-pool/<workerPoolId>/launch-configs", workerPoolId=workerPoolId
            ),
            {"continuationToken": continuationToken, "includeArchived": includeArchived, "limit": limit},
        )

    def listWorkerPoolLaunchConfigs_items(
        self, workerPoolId: str, *, includeArchived: bool | None = None, limit: int | None = None
    ) -> Items[types.LaunchConfig]:
        """The workerPoolLaunchConfigs in all responses of `listWorkerPoolLaunchConfigs`; `limit` is items
        per page.
        """
        return Items(
            Pages(
                self.api_client,
                "GET",
                route(
                    "api/worker-manager/v1/worker-pool/<workerPoolId>/launch-configs",
                    workerPoolId=workerPoolId,
                ),
                {"includeArchived": includeArchived, "limit": limit},
            ),
            "workerPoolLaunchConfigs",
        )

    def listWorkerPoolLaunchConfigs_url(
        self,
        workerPoolId: str,
        *,
        continuationToken: str | None = None,
        includeArchived: bool | None = None,
        limit: int | None = None,
    ) -> str:
        """The URL of `listWorkerPoolLaunchConfigs`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            route(
                "api/worker-manager/v1/worker-pool/<workerPoolId>/launch-configs", workerPoolId=workerPoolId
            ),
            query={
                "continuationToken": continuationToken,
                "includeArchived": includeArchived,
                "limit": limit,
            },
        )

    def listWorkerPoolLaunchConfigs_signed_url(
        self,
        workerPoolId: str,
        *,
        continuationToken: str | None = None,
        includeArchived: bool | None = None,
        limit: int | None = None,
        ttl: timedelta = timedelta(minutes=15),
    ) -> str:
        """A URL of `listWorkerPoolLaunchConfigs` that needs no credentials, until `ttl` from now. Nothing
        is sent.
        """
        return self.api_client.make_signed_url(
            route(
                "api/worker-manager/v1/worker-pool/<workerPoolId>/launch-configs", workerPoolId=workerPoolId
            ),
            query={
                "continuationToken": continuationToken,
                "includeArchived": includeArchived,
                "limit": limit,
            },
            ttl=ttl,
        )

    @async_boundary
    async def workerPoolStats(self, workerPoolId: str) -> types.WorkerPoolStats:
        """Count the workers of a worker pool by state and launch configuration.

        `GET /worker-pool/<workerPoolId>/stats`, experimental. Needs the scope
        `worker-manager:get-worker-pool:<workerPoolId>`.

        https://docs.taskcluster.net/docs/reference/core/worker-manager/api#workerPoolStats

        Args:
            workerPoolId: The worker pool, as `provisionerId/workerType`.

        Returns:
            The counts, by launch configuration.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such pool.
        """
        response: types.WorkerPoolStats = await self.api_client.call_api(
            "GET",
            route("api/worker-manager/v1/worker-pool/<workerPoolId>/stats", workerPoolId=workerPoolId),
            expects_json=True,
        )
        return response

    def workerPoolStats_url(self, workerPoolId: str) -> str:
        """The URL of `workerPoolStats`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            route("api/worker-manager/v1/worker-pool/<workerPoolId>/stats", workerPoolId=workerPoolId)
        )

    def workerPoolStats_signed_url(self, workerPoolId: str, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `workerPoolStats` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            route("api/worker-manager/v1/worker-pool/<workerPoolId>/stats", workerPoolId=workerPoolId),
            ttl=ttl,
        )

    @async_boundary
    async def workerPool(self, workerPoolId: str) -> types.WorkerPoolFull:
        """Get the definition of a worker pool, with its numbers of workers.

        `GET /worker-pool/<workerPoolId>`, stable. Needs the scope
        `worker-manager:get-worker-pool:<workerPoolId>`.

        https://docs.taskcluster.net/docs/reference/core/worker-manager/api#workerPool

        Args:
            workerPoolId: The worker pool, as `provisionerId/workerType`.

        Returns:
            The pool, with the counts of its workers.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such pool.
        """
        response: types.WorkerPoolFull = await self.api_client.call_api(
            "GET",
            route("api/worker-manager/v1/worker-pool/<workerPoolId>", workerPoolId=workerPoolId),
            expects_json=True,
        )
        return response

    def workerPool_url(self, workerPoolId: str) -> str:
        """The URL of `workerPool`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            route("api/worker-manager/v1/worker-pool/<workerPoolId>", workerPoolId=workerPoolId)
        )

    def workerPool_signed_url(self, workerPoolId: str, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `workerPool` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            route("api/worker-manager/v1/worker-pool/<workerPoolId>", workerPoolId=workerPoolId), ttl=ttl
        )

    @async_boundary
    async def listWorkerPools(
        self, *, continuationToken: str | None = None, limit: int | None = None
    ) -> types.WorkerPoolList:
        """List all worker pools, with their definitions.

        `GET /worker-pools`, stable. Needs the scope `worker-manager:list-worker-pools`.

        https://docs.taskcluster.net/docs/reference/core/worker-manager/api#listWorkerPools

        Args:
            continuationToken: Where to go on: the `continuationToken` of the page before. Default: the first
                page.
            limit: How many items the page has at most; it may have fewer. Default: as many as the service
                likes.

        Returns:
            A page of pools.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.WorkerPoolList = await self.api_client.call_api(
            "GET",
            "api/worker-manager/v1/worker-pools",
            query={"continuationToken": continuationToken, "limit": limit},
            expects_json=True,
        )
        return response

    def listWorkerPools_pages(
        self, *, continuationToken: str | None = None, limit: int | None = None
    ) -> Pages[types.WorkerPoolList]:
        """The responses of `listWorkerPools`, page by page; `limit` is items per page."""
        return Pages(
            self.api_client,
            "GET",
            "api/worker-manager/v1/worker-pools",
            {"continuationToken": continuationToken, "limit": limit},
        )

    def listWorkerPools_items(self, *, limit: int | None = None) -> Items[types.WorkerPoolFull]:
        """The workerPools in all responses of `listWorkerPools`; `limit` is items per page."""
        return Items(
            Pages(self.api_client, "GET", "api/worker-manager/v1/worker-pools", {"limit": limit}),
            "workerPools",
        )

    def listWorkerPools_url(self, *, continuationToken: str | None = None, limit: int | None = None) -> str:
        """The URL of `listWorkerPools`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            "api/worker-manager/v1/worker-pools",
            query={"continuationToken": continuationToken, "limit": limit},
        )

    def listWorkerPools_signed_url(
        self,
        *,
        continuationToken: str | None = None,
        limit: int | None = None,
        ttl: timedelta = timedelta(minutes=15),
    ) -> str:
        """A URL of `listWorkerPools` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            "api/worker-manager/v1/worker-pools",
            query={"continuationToken": continuationToken, "limit": limit},
            ttl=ttl,
        )

    @async_boundary
    async def listWorkerPoolsStats(
        self, *, continuationToken: str | None = None, limit: int | None = None
    ) -> types.WorkerPoolListStats:
        """Count the workers of every worker pool by state.

        `GET /worker-pools/stats`, experimental. Needs the scope `worker-manager:list-worker-pools`.

        https://docs.taskcluster.net/docs/reference/core/worker-manager/api#listWorkerPoolsStats

        Args:
            continuationToken: Where to go on: the `continuationToken` of the page before. Default: the first
                page.
            limit: How many items the page has at most; it may have fewer. Default: as many as the service
                likes.

        Returns:
            A page of counts, by pool.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.WorkerPoolListStats = await self.api_client.call_api(
            "GET",
            "api/worker-manager/v1/worker-pools/stats",
            query={"continuationToken": continuationToken, "limit": limit},
            expects_json=True,
        )
        return response

    def listWorkerPoolsStats_pages(
        self, *, continuationToken: str | None = None, limit: int | None = None
    ) -> Pages[types.WorkerPoolListStats]:
        """The responses of `listWorkerPoolsStats`, page by page; `limit` is items per page."""
        return Pages(
            self.api_client,
            "GET",
            "api/worker-manager/v1/worker-pools/stats",
            {"continuationToken": continuationToken, "limit": limit},
        )

    def listWorkerPoolsStats_items(self, *, limit: int | None = None) -> Items[types.WorkerPoolCounts]:
        """The workerPoolsStats in all responses of `listWorkerPoolsStats`; `limit` is items per page."""
        return Items(
            Pages(self.api_client, "GET", "api/worker-manager/v1/worker-pools/stats", {"limit": limit}),
            "workerPoolsStats",
        )

    def listWorkerPoolsStats_url(
        self, *, continuationToken: str | None = None, limit: int | None = None
    ) -> str:
        """The URL of `listWorkerPoolsStats`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            "api/worker-manager/v1/worker-pools/stats",
            query={"continuationToken": continuationToken, "limit": limit},
        )

    def listWorkerPoolsStats_signed_url(
        self,
        *,
        continuationToken: str | None = None,
        limit: int | None = None,
        ttl: timedelta = timedelta(minutes=15),
    ) -> str:
        """A URL of `listWorkerPoolsStats` that needs no credentials, until `ttl` from now. Nothing is
        sent.
        """
        return self.api_client.make_signed_url(
            "api/worker-manager/v1/worker-pools/stats",
            query={"continuationToken": continuationToken, "limit": limit},
            ttl=ttl,
        )

    @async_boundary
    async def reportWorkerError(
        self, workerPoolId: str, payload: Payload[types.ReportWorkerErrorRequest]
    ) -> types.WorkerPoolError:
        """Report an error from a worker, to be listed among its worker pool's errors.

        `POST /worker-pool-errors/<workerPoolId>`, stable. Needs the scopes
        `assume:worker-pool:<workerPoolId>` and `assume:worker-id:<workerGroup>/<workerId>`.

        A payload, for example:

            {
                "workerGroup": "my-rack",
                "workerId": "machine-7",
                "kind": "disk-full",
                "title": "The disk is full",
                "description": "There is no room for caches.",
                "extra": {},
            }

        https://docs.taskcluster.net/docs/reference/core/worker-manager/api#reportWorkerError

        Args:
            workerPoolId: The worker pool, as `provisionerId/workerType`.
            payload: A dict as `tc.types.worker_manager.ReportWorkerErrorRequest` describes it.

        Returns:
            The error as it is listed.

        Raises:
            BadRequestError: An argument or the payload has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such pool.
        """
        response: types.WorkerPoolError = await self.api_client.call_api(
            "POST",
            route("api/worker-manager/v1/worker-pool-errors/<workerPoolId>", workerPoolId=workerPoolId),
            payload=payload,
            expects_json=True,
        )
        return response

    @async_boundary
    async def workerPoolErrorStats(self, *, workerPoolId: str | None = None) -> types.WorkerPoolErrorStats:
        """Count recent worker pool errors by time, kind and pool, optionally of one pool only.

        `GET /worker-pool-errors/stats`, experimental. Needs the scope
        `worker-manager:list-worker-pool-errors:<workerPoolId>`.

        https://docs.taskcluster.net/docs/reference/core/worker-manager/api#workerPoolErrorStats

        Args:
            workerPoolId: The worker pool. Default: all pools together.

        Returns:
            The counts.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.WorkerPoolErrorStats = await self.api_client.call_api(
            "GET",
            "api/worker-manager/v1/worker-pool-errors/stats",
            query={"workerPoolId": workerPoolId},
            expects_json=True,
        )
        return response

    def workerPoolErrorStats_url(self, *, workerPoolId: str | None = None) -> str:
        """The URL of `workerPoolErrorStats`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            "api/worker-manager/v1/worker-pool-errors/stats", query={"workerPoolId": workerPoolId}
        )

    def workerPoolErrorStats_signed_url(
        self, *, workerPoolId: str | None = None, ttl: timedelta = timedelta(minutes=15)
    ) -> str:
        """A URL of `workerPoolErrorStats` that needs no credentials, until `ttl` from now. Nothing is
        sent.
        """
        return self.api_client.make_signed_url(
            "api/worker-manager/v1/worker-pool-errors/stats", query={"workerPoolId": workerPoolId}, ttl=ttl
        )

    @async_boundary
    async def listWorkerPoolErrors(
        self,
        workerPoolId: str,
        *,
        continuationToken: str | None = None,
        errorId: str | None = None,
        launchConfigId: str | None = None,
        limit: int | None = None,
    ) -> types.WorkerPoolErrorList:
        """List recent errors of a worker pool, optionally of one launch configuration.

        `GET /worker-pool-errors/<workerPoolId>`, stable. Needs the scope
        `worker-manager:list-worker-pool-errors:<workerPoolId>`.

        https://docs.taskcluster.net/docs/reference/core/worker-manager/api#listWorkerPoolErrors

        Args:
            workerPoolId: The worker pool, as `provisionerId/workerType`.
            continuationToken: Where to go on: the `continuationToken` of the page before. Default: the first
                page.
            errorId: Only the error of this id. Default: all.
            launchConfigId: Only those of this launch configuration. Default: all.
            limit: How many items the page has at most; it may have fewer. Default: as many as the service
                likes.

        Returns:
            A page of errors, the latest first.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.WorkerPoolErrorList = await self.api_client.call_api(
            "GET",
            route("api/worker-manager/v1/worker-pool-errors/<workerPoolId>", workerPoolId=workerPoolId),
            query={
                "continuationToken": continuationToken,
                "errorId": errorId,
                "launchConfigId": launchConfigId,
                "limit": limit,
            },
            expects_json=True,
        )
        return response

    def listWorkerPoolErrors_pages(
        self,
        workerPoolId: str,
        *,
        continuationToken: str | None = None,
        errorId: str | None = None,
        launchConfigId: str | None = None,
        limit: int | None = None,
    ) -> Pages[types.WorkerPoolErrorList]:
        """The responses of `listWorkerPoolErrors`, page by page; `limit` is items per page."""
        return Pages(
            self.api_client,
            "GET",
            route("api/worker-manager/v1/worker-pool-errors/<workerPoolId>", workerPoolId=workerPoolId),
            {
                "continuationToken": continuationToken,
                "errorId": errorId,
                "launchConfigId": launchConfigId,
                "limit": limit,
            },
        )

    def listWorkerPoolErrors_items(
        self,
        workerPoolId: str,
        *,
        errorId: str | None = None,
        launchConfigId: str | None = None,
        limit: int | None = None,
    ) -> Items[types.WorkerPoolError]:
        """The workerPoolErrors in all responses of `listWorkerPoolErrors`; `limit` is items per page."""
        return Items(
            Pages(
                self.api_client,
                "GET",
                route("api/worker-manager/v1/worker-pool-errors/<workerPoolId>", workerPoolId=workerPoolId),
                {"errorId": errorId, "launchConfigId": launchConfigId, "limit": limit},
            ),
            "workerPoolErrors",
        )

    def listWorkerPoolErrors_url(
        self,
        workerPoolId: str,
        *,
        continuationToken: str | None = None,
        errorId: str | None = None,
        launchConfigId: str | None = None,
        limit: int | None = None,
    ) -> str:
        """The URL of `listWorkerPoolErrors`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            route("api/worker-manager/v1/worker-pool-errors/<workerPoolId>", workerPoolId=workerPoolId),
            query={
                "continuationToken": continuationToken,
                "errorId": errorId,
                "launchConfigId": launchConfigId,
                "limit": limit,
            },
        )

    def listWorkerPoolErrors_signed_url(
        self,
        workerPoolId: str,
        *,
        continuationToken: str | None = None,
        errorId: str | None = None,
        launchConfigId: str | None = None,
        limit: int | None = None,
        ttl: timedelta = timedelta(minutes=15),
    ) -> str:
        """A URL of `listWorkerPoolErrors` that needs no credentials, until `ttl` from now. Nothing is
        sent.
        """
        return self.api_client.make_signed_url(
            route("api/worker-manager/v1/worker-pool-errors/<workerPoolId>", workerPoolId=workerPoolId),
            query={
                "continuationToken": continuationToken,
                "errorId": errorId,
                "launchConfigId": launchConfigId,
                "limit": limit,
            },
            ttl=ttl,
        )

    @async_boundary
    async def listWorkersForWorkerGroup(
        self,
        workerPoolId: str,
        workerGroup: str,
        *,
        continuationToken: str | None = None,
        limit: int | None = None,
    ) -> types.WorkerList:
        """List the workers of one worker group of a worker pool.

        `GET /workers/<workerPoolId>/<workerGroup>`, stable. Needs the scope
        `worker-manager:list-workers:<workerPoolId>/<workerGroup>`.

        https://docs.taskcluster.net/docs/reference/core/worker-manager/api#listWorkersForWorkerGroup

        Args:
            workerPoolId: The worker pool, as `provisionerId/workerType`.
            workerGroup: The group of the worker, such as a region.
            continuationToken: Where to go on: the `continuationToken` of the page before. Default: the first
                page.
            limit: How many items the page has at most; it may have fewer. Default: as many as the service
                likes.

        Returns:
            A page of workers.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.WorkerList = await self.api_client.call_api(
            "GET",
            route(
                "api/worker-manager/v1/workers/<workerPoolId>/<workerGroup>",
                workerPoolId=workerPoolId,
                workerGroup=workerGroup,
            ),
            query={"continuationToken": continuationToken, "limit": limit},
            expects_json=True,
        )
        return response

    def listWorkersForWorkerGroup_pages(
        self,
        workerPoolId: str,
        workerGroup: str,
        *,
        continuationToken: str | None = None,
        limit: int | None = None,
    ) -> Pages[types.WorkerList]:
        """The responses of `listWorkersForWorkerGroup`, page by page; `limit` is items per page."""
        return Pages(
            self.api_client,
            "GET",
            route(
                "api/worker-manager/v1/workers/<workerPoolId>/<workerGroup>",
                workerPoolId=workerPoolId,
                workerGroup=workerGroup,
            ),
            {"continuationToken": continuationToken, "limit": limit},
        )

    def listWorkersForWorkerGroup_items(
        self, workerPoolId: str, workerGroup: str, *, limit: int | None = None
    ) -> Items[types.WorkerFull]:
        """The workers in all responses of `listWorkersForWorkerGroup`; `limit` is items per page."""
        return Items(
            Pages(
                self.api_client,
                "GET",
                route(
                    "api/worker-manager/v1/workers/<workerPoolId>/<workerGroup>",
                    workerPoolId=workerPoolId,
                    workerGroup=workerGroup,
                ),
                {"limit": limit},
            ),
            "workers",
        )

    def listWorkersForWorkerGroup_url(
        self,
        workerPoolId: str,
        workerGroup: str,
        *,
        continuationToken: str | None = None,
        limit: int | None = None,
    ) -> str:
        """The URL of `listWorkersForWorkerGroup`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            route(
                "api/worker-manager/v1/workers/<workerPoolId>/<workerGroup>",
                workerPoolId=workerPoolId,
                workerGroup=workerGroup,
            ),
            query={"continuationToken": continuationToken, "limit": limit},
        )

    def listWorkersForWorkerGroup_signed_url(
        self,
        workerPoolId: str,
        workerGroup: str,
        *,
        continuationToken: str | None = None,
        limit: int | None = None,
        ttl: timedelta = timedelta(minutes=15),
    ) -> str:
        """A URL of `listWorkersForWorkerGroup` that needs no credentials, until `ttl` from now. Nothing is
        sent.
        """
        return self.api_client.make_signed_url(
            route(
                "api/worker-manager/v1/workers/<workerPoolId>/<workerGroup>",
                workerPoolId=workerPoolId,
                workerGroup=workerGroup,
            ),
            query={"continuationToken": continuationToken, "limit": limit},
            ttl=ttl,
        )

    @async_boundary
    async def worker(self, workerPoolId: str, workerGroup: str, workerId: str) -> types.WorkerFull:
        """Get a worker's state, capacity and expiry, as its provider knows it.

        `GET /workers/<workerPoolId>/<workerGroup>/<workerId>`, stable. Needs the scope
        `worker-manager:get-worker:<workerPoolId>/<workerGroup>/<workerId>`.

        https://docs.taskcluster.net/docs/reference/core/worker-manager/api#worker

        Args:
            workerPoolId: The worker pool, as `provisionerId/workerType`.
            workerGroup: The group of the worker, such as a region.
            workerId: The worker, unique in its group.

        Returns:
            The worker.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such worker.
        """
        response: types.WorkerFull = await self.api_client.call_api(
            "GET",
            route(
                "api/worker-manager/v1/workers/<workerPoolId>/<workerGroup>/<workerId>",
                workerPoolId=workerPoolId,
                workerGroup=workerGroup,
                workerId=workerId,
            ),
            expects_json=True,
        )
        return response

    def worker_url(self, workerPoolId: str, workerGroup: str, workerId: str) -> str:
        """The URL of `worker`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            route(
                "api/worker-manager/v1/workers/<workerPoolId>/<workerGroup>/<workerId>",
                workerPoolId=workerPoolId,
                workerGroup=workerGroup,
                workerId=workerId,
            )
        )

    def worker_signed_url(
        self, workerPoolId: str, workerGroup: str, workerId: str, *, ttl: timedelta = timedelta(minutes=15)
    ) -> str:
        """A URL of `worker` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            route(
                "api/worker-manager/v1/workers/<workerPoolId>/<workerGroup>/<workerId>",
                workerPoolId=workerPoolId,
                workerGroup=workerGroup,
                workerId=workerId,
            ),
            ttl=ttl,
        )

    @async_boundary
    async def createWorker(
        self, workerPoolId: str, workerGroup: str, workerId: str, payload: Payload[types.CreateWorkerRequest]
    ) -> types.WorkerFull:
        """Add a worker to a pool whose provider is told of its workers, such as a static one.

        `PUT /workers/<workerPoolId>/<workerGroup>/<workerId>`, stable. Needs the scope
        `worker-manager:create-worker:<workerPoolId>/<workerGroup>/<workerId>`.

        A payload, for example:

            {
                "expires": tc.from_now("1 year"),
                "providerInfo": {"staticSecret": tc.slug_id() + tc.slug_id()},
            }

        https://docs.taskcluster.net/docs/reference/core/worker-manager/api#createWorker

        Args:
            workerPoolId: The worker pool, as `provisionerId/workerType`.
            workerGroup: The group of the worker, such as a region.
            workerId: The worker, unique in its group.
            payload: A dict as `tc.types.worker_manager.CreateWorkerRequest` describes it.

        Returns:
            The worker.

        Raises:
            BadRequestError: An argument or the payload has the wrong form. The provider does not take workers
                from outside, `providerInfo` is missing, or `expires` has passed.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such pool.
            ConflictError: There is such a worker, with other properties. The same again is no error.
        """
        response: types.WorkerFull = await self.api_client.call_api(
            "PUT",
            route(
                "api/worker-manager/v1/workers/<workerPoolId>/<workerGroup>/<workerId>",
                workerPoolId=workerPoolId,
                workerGroup=workerGroup,
                workerId=workerId,
            ),
            payload=payload,
            expects_json=True,
        )
        return response

    @async_boundary
    async def updateWorker(
        self, workerPoolId: str, workerGroup: str, workerId: str, payload: Payload[types.CreateWorkerRequest]
    ) -> types.WorkerFull:
        """Change a worker that was added with createWorker.

        `POST /workers/<workerPoolId>/<workerGroup>/<workerId>`, stable. Needs the scope
        `worker-manager:update-worker:<workerPoolId>/<workerGroup>/<workerId>`.

        A payload, for example:

            {
                "expires": tc.from_now("2 years"),
                "providerInfo": {"staticSecret": tc.slug_id() + tc.slug_id()},
            }

        https://docs.taskcluster.net/docs/reference/core/worker-manager/api#updateWorker

        Args:
            workerPoolId: The worker pool, as `provisionerId/workerType`.
            workerGroup: The group of the worker, such as a region.
            workerId: The worker, unique in its group.
            payload: A dict as `tc.types.worker_manager.CreateWorkerRequest` describes it.

        Returns:
            The worker.

        Raises:
            BadRequestError: An argument or the payload has the wrong form. The provider does not take workers
                from outside, `providerInfo` is missing, or `expires` has passed.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such pool or worker.
        """
        response: types.WorkerFull = await self.api_client.call_api(
            "POST",
            route(
                "api/worker-manager/v1/workers/<workerPoolId>/<workerGroup>/<workerId>",
                workerPoolId=workerPoolId,
                workerGroup=workerGroup,
                workerId=workerId,
            ),
            payload=payload,
            expects_json=True,
        )
        return response

    @async_boundary
    async def removeWorker(self, workerPoolId: str, workerGroup: str, workerId: str) -> types.Empty:
        """Have the provider remove a worker, which may take a while to stop.

        `DELETE /workers/<workerPoolId>/<workerGroup>/<workerId>`, stable. Needs the scope
        `worker-manager:remove-worker:<workerPoolId>/<workerGroup>/<workerId>`.

        https://docs.taskcluster.net/docs/reference/core/worker-manager/api#removeWorker

        Args:
            workerPoolId: The worker pool, as `provisionerId/workerType`.
            workerGroup: The group of the worker, such as a region.
            workerId: The worker, unique in its group.

        Returns:
            None or an empty dict: it has worked.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such worker.
        """
        response: types.Empty = await self.api_client.call_api(
            "DELETE",
            route(
                "api/worker-manager/v1/workers/<workerPoolId>/<workerGroup>/<workerId>",
                workerPoolId=workerPoolId,
                workerGroup=workerGroup,
                workerId=workerId,
            ),
        )
        return response

    @async_boundary
    async def shouldWorkerTerminate(
        self, workerPoolId: str, workerGroup: str, workerId: str
    ) -> types.ShouldWorkerTerminateResponse:
        """Tell a worker whether it should shut down, and why.

        `GET /workers/<workerPoolId>/<workerGroup>/<workerId>/should-terminate`, experimental. Needs the
        scope `worker-manager:should-worker-terminate:<workerPoolId>/<workerGroup>/<workerId>`.

        https://docs.taskcluster.net/docs/reference/core/worker-manager/api#shouldWorkerTerminate

        Args:
            workerPoolId: The worker pool, as `provisionerId/workerType`.
            workerGroup: The group of the worker, such as a region.
            workerId: The worker, unique in its group.

        Returns:
            Whether to `terminate`, and the `reason`.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such worker.
        """
        response: types.ShouldWorkerTerminateResponse = await self.api_client.call_api(
            "GET",
            route(
                "api/worker-manager/v1/workers/<workerPoolId>/<workerGroup>/<workerId>/should-terminate",
                workerPoolId=workerPoolId,
                workerGroup=workerGroup,
                workerId=workerId,
            ),
            expects_json=True,
        )
        return response

    def shouldWorkerTerminate_url(self, workerPoolId: str, workerGroup: str, workerId: str) -> str:
        """The URL of `shouldWorkerTerminate`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            route(
                "api/worker-manager/v1/workers/<workerPoolId>/<workerGroup>/<workerId>/should-terminate",
                workerPoolId=workerPoolId,
                workerGroup=workerGroup,
                workerId=workerId,
            )
        )

    def shouldWorkerTerminate_signed_url(
        self, workerPoolId: str, workerGroup: str, workerId: str, *, ttl: timedelta = timedelta(minutes=15)
    ) -> str:
        """A URL of `shouldWorkerTerminate` that needs no credentials, until `ttl` from now. Nothing is
        sent.
        """
        return self.api_client.make_signed_url(
            route(
                "api/worker-manager/v1/workers/<workerPoolId>/<workerGroup>/<workerId>/should-terminate",
                workerPoolId=workerPoolId,
                workerGroup=workerGroup,
                workerId=workerId,
            ),
            ttl=ttl,
        )

    @async_boundary
    async def listWorkersForWorkerPool(
        self,
        workerPoolId: str,
        *,
        continuationToken: str | None = None,
        launchConfigId: str | None = None,
        limit: int | None = None,
        state: str | None = None,
    ) -> types.WorkerList:
        """List the workers of a worker pool, optionally by state or launch configuration.

        `GET /workers/<workerPoolId>`, stable. Needs the scope
        `worker-manager:list-workers:<workerPoolId>`.

        https://docs.taskcluster.net/docs/reference/core/worker-manager/api#listWorkersForWorkerPool

        Args:
            workerPoolId: The worker pool, as `provisionerId/workerType`.
            continuationToken: Where to go on: the `continuationToken` of the page before. Default: the first
                page.
            launchConfigId: Only those of this launch configuration. Default: all.
            limit: How many items the page has at most; it may have fewer. Default: as many as the service
                likes.
            state: Only workers in this state: `requested`, `running`, `stopping` or `stopped`. Default: all.

        Returns:
            A page of workers.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such pool.
        """
        response: types.WorkerList = await self.api_client.call_api(
            "GET",
            route("api/worker-manager/v1/workers/<workerPoolId>", workerPoolId=workerPoolId),
            query={
                "continuationToken": continuationToken,
                "launchConfigId": launchConfigId,
                "limit": limit,
                "state": state,
            },
            expects_json=True,
        )
        return response

    def listWorkersForWorkerPool_pages(
        self,
        workerPoolId: str,
        *,
        continuationToken: str | None = None,
        launchConfigId: str | None = None,
        limit: int | None = None,
        state: str | None = None,
    ) -> Pages[types.WorkerList]:
        """The responses of `listWorkersForWorkerPool`, page by page; `limit` is items per page."""
        return Pages(
            self.api_client,
            "GET",
            route("api/worker-manager/v1/workers/<workerPoolId>", workerPoolId=workerPoolId),
            {
                "continuationToken": continuationToken,
                "launchConfigId": launchConfigId,
                "limit": limit,
                "state": state,
            },
        )

    def listWorkersForWorkerPool_items(
        self,
        workerPoolId: str,
        *,
        launchConfigId: str | None = None,
        limit: int | None = None,
        state: str | None = None,
    ) -> Items[types.WorkerFull]:
        """The workers in all responses of `listWorkersForWorkerPool`; `limit` is items per page."""
        return Items(
            Pages(
                self.api_client,
                "GET",
                route("api/worker-manager/v1/workers/<workerPoolId>", workerPoolId=workerPoolId),
                {"launchConfigId": launchConfigId, "limit": limit, "state": state},
            ),
            "workers",
        )

    def listWorkersForWorkerPool_url(
        self,
        workerPoolId: str,
        *,
        continuationToken: str | None = None,
        launchConfigId: str | None = None,
        limit: int | None = None,
        state: str | None = None,
    ) -> str:
        """The URL of `listWorkersForWorkerPool`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            route("api/worker-manager/v1/workers/<workerPoolId>", workerPoolId=workerPoolId),
            query={
                "continuationToken": continuationToken,
                "launchConfigId": launchConfigId,
                "limit": limit,
                "state": state,
            },
        )

    def listWorkersForWorkerPool_signed_url(
        self,
        workerPoolId: str,
        *,
        continuationToken: str | None = None,
        launchConfigId: str | None = None,
        limit: int | None = None,
        state: str | None = None,
        ttl: timedelta = timedelta(minutes=15),
    ) -> str:
        """A URL of `listWorkersForWorkerPool` that needs no credentials, until `ttl` from now. Nothing is
        sent.
        """
        return self.api_client.make_signed_url(
            route("api/worker-manager/v1/workers/<workerPoolId>", workerPoolId=workerPoolId),
            query={
                "continuationToken": continuationToken,
                "launchConfigId": launchConfigId,
                "limit": limit,
                "state": state,
            },
            ttl=ttl,
        )

    @async_boundary
    async def registerWorker(
        self, payload: Payload[types.RegisterWorkerRequest]
    ) -> types.RegisterWorkerResponse:
        """Exchange a new worker's proof of identity for Taskcluster credentials.

        `POST /worker/register`, stable.

        A payload, for example:

            {
                "workerPoolId": "my-project/linux",
                "providerId": "static",
                "workerGroup": "my-rack",
                "workerId": "machine-7",
                "workerIdentityProof": {"staticSecret": "JYR4wzMCTG6XeDS2cDUCMwH0RFUXGfQjK7LgqD-e6lSQ"},
            }

        https://docs.taskcluster.net/docs/reference/core/worker-manager/api#registerWorker

        Args:
            payload: A dict as `tc.types.worker_manager.RegisterWorkerRequest` describes it.

        Returns:
            Credentials, and the `secret` that renews them once.

        Raises:
            BadRequestError: The payload has the wrong form. The proof is wrong, or the worker is not one that
                may register now.
            NotFoundError: There is no such pool or worker, or the pool has another provider.
        """
        response: types.RegisterWorkerResponse = await self.api_client.call_api(
            "POST", "api/worker-manager/v1/worker/register", payload=payload, expects_json=True
        )
        return response

    @async_boundary
    async def reregisterWorker(
        self, payload: Payload[types.ReregisterWorkerRequest]
    ) -> types.ReregisterWorkerResponse:
        """Renew a worker's credentials, with the secret of its last registration.

        `POST /worker/reregister`, experimental. Needs the scope
        `worker-manager:reregister-worker:<workerPoolId>/<workerGroup>/<workerId>`.

        A payload, for example:

            {
                "workerPoolId": "my-project/linux",
                "workerGroup": "my-rack",
                "workerId": "machine-7",
                "secret": "JYR4wzMCTG6XeDS2cDUCMwH0RFUXGfQjK7LgqD-e6lSQ",
            }

        https://docs.taskcluster.net/docs/reference/core/worker-manager/api#reregisterWorker

        Args:
            payload: A dict as `tc.types.worker_manager.ReregisterWorkerRequest` describes it.

        Returns:
            Credentials, and the `secret` that renews them once.

        Raises:
            BadRequestError: The payload has the wrong form. The secret is wrong, or has been used.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such worker.
        """
        response: types.ReregisterWorkerResponse = await self.api_client.call_api(
            "POST", "api/worker-manager/v1/worker/reregister", payload=payload, expects_json=True
        )
        return response

    @async_boundary
    async def listWorkers(
        self,
        provisionerId: str,
        workerType: str,
        *,
        continuationToken: str | None = None,
        launchConfigId: str | None = None,
        limit: int | None = None,
        quarantined: bool | None = None,
        workerState: str | None = None,
    ) -> types.ListWorkersResponse:
        """List a worker type's workers, with their latest task, state and quarantine.

        `GET /provisioners/<provisionerId>/worker-types/<workerType>/workers`, experimental. Needs the
        scope `worker-manager:list-workers:<provisionerId>/<workerType>`.

        https://docs.taskcluster.net/docs/reference/core/worker-manager/api#listWorkers

        Args:
            provisionerId: The part of the worker pool's id before the slash.
            workerType: The part of the worker pool's id after the slash.
            continuationToken: Where to go on: the `continuationToken` of the page before. Default: the first
                page.
            launchConfigId: Only those of this launch configuration. Default: all.
            limit: How many items the page has at most; it may have fewer. Default: as many as the service
                likes.
            quarantined: True for workers in quarantine only; false filters nothing. Default: all workers.
            workerState: Only workers in this state: `requested`, `running`, `stopping`, `stopped` or
                `standalone`. Default: all.

        Returns:
            A page of workers.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.ListWorkersResponse = await self.api_client.call_api(
            "GET",
            route(
                "api/worker-manager/v1/provisioners/<provisionerId>/worker-types/<workerType>/workers",
                provisionerId=provisionerId,
                workerType=workerType,
            ),
            query={
                "continuationToken": continuationToken,
                "launchConfigId": launchConfigId,
                "limit": limit,
                "quarantined": quarantined,
                "workerState": workerState,
            },
            expects_json=True,
        )
        return response

    def listWorkers_pages(
        self,
        provisionerId: str,
        workerType: str,
        *,
        continuationToken: str | None = None,
        launchConfigId: str | None = None,
        limit: int | None = None,
        quarantined: bool | None = None,
        workerState: str | None = None,
    ) -> Pages[types.ListWorkersResponse]:
        """The responses of `listWorkers`, page by page; `limit` is items per page."""
        return Pages(
            self.api_client,
            "GET",
            route(
                "api/worker-manager/v1/provisioners/<provisionerId>/worker-types/<workerType>/workers",
                provisionerId=provisionerId,
                workerType=workerType,
            ),
            {
                "continuationToken": continuationToken,
                "launchConfigId": launchConfigId,
                "limit": limit,
                "quarantined": quarantined,
                "workerState": workerState,
            },
        )

    def listWorkers_items(
        self,
        provisionerId: str,
        workerType: str,
        *,
        launchConfigId: str | None = None,
        limit: int | None = None,
        quarantined: bool | None = None,
        workerState: str | None = None,
    ) -> Items[types.Worker]:
        """The workers in all responses of `listWorkers`; `limit` is items per page."""
        return Items(
            Pages(
                self.api_client,
                "GET",
                route(
                    "api/worker-manager/v1/provisioners/<provisionerId>/worker-types/<workerType>/workers",
                    provisionerId=provisionerId,
                    workerType=workerType,
                ),
                {
                    "launchConfigId": launchConfigId,
                    "limit": limit,
                    "quarantined": quarantined,
                    "workerState": workerState,
                },
            ),
            "workers",
        )

    def listWorkers_url(
        self,
        provisionerId: str,
        workerType: str,
        *,
        continuationToken: str | None = None,
        launchConfigId: str | None = None,
        limit: int | None = None,
        quarantined: bool | None = None,
        workerState: str | None = None,
    ) -> str:
        """The URL of `listWorkers`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            route(
                "api/worker-manager/v1/provisioners/<provisionerId>/worker-types/<workerType>/workers",
                provisionerId=provisionerId,
                workerType=workerType,
            ),
            query={
                "continuationToken": continuationToken,
                "launchConfigId": launchConfigId,
                "limit": limit,
                "quarantined": quarantined,
                "workerState": workerState,
            },
        )

    def listWorkers_signed_url(
        self,
        provisionerId: str,
        workerType: str,
        *,
        continuationToken: str | None = None,
        launchConfigId: str | None = None,
        limit: int | None = None,
        quarantined: bool | None = None,
        workerState: str | None = None,
        ttl: timedelta = timedelta(minutes=15),
    ) -> str:
        """A URL of `listWorkers` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            route(
                "api/worker-manager/v1/provisioners/<provisionerId>/worker-types/<workerType>/workers",
                provisionerId=provisionerId,
                workerType=workerType,
            ),
            query={
                "continuationToken": continuationToken,
                "launchConfigId": launchConfigId,
                "limit": limit,
                "quarantined": quarantined,
                "workerState": workerState,
            },
            ttl=ttl,
        )

    @async_boundary
    async def getWorker(
        self, provisionerId: str, workerType: str, workerGroup: str, workerId: str
    ) -> types.WorkerResponse:
        """Get a worker with its recent tasks, state and quarantine.

        `GET /provisioners/<provisionerId>/worker-types/<workerType>/workers/<workerGroup>/<workerId>`,
        experimental. Needs the scope
        `worker-manager:get-worker:<provisionerId>/<workerType>/<workerGroup>/<workerId>`.

        https://docs.taskcluster.net/docs/reference/core/worker-manager/api#getWorker

        Args:
            provisionerId: The part of the worker pool's id before the slash.
            workerType: The part of the worker pool's id after the slash.
            workerGroup: The group of the worker, such as a region.
            workerId: The worker, unique in its group.

        Returns:
            The worker.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: The worker did not ask for work lately.
        """
        response: types.WorkerResponse = await self.api_client.call_api(
            "GET",
            route(
                "api/worker-manager/v1/provisioners/<provisionerId>/worker-types/<workerType>/workers/<workerGroup>/<workerId>",
                provisionerId=provisionerId,
                workerType=workerType,
                workerGroup=workerGroup,
                workerId=workerId,
            ),
            expects_json=True,
        )
        return response

    def getWorker_url(self, provisionerId: str, workerType: str, workerGroup: str, workerId: str) -> str:
        """The URL of `getWorker`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            route(
                "api/worker-manager/v1/provisioners/<provisionerId>/worker-types/<workerType>/workers/<workerGroup>/<workerId>",
                provisionerId=provisionerId,
                workerType=workerType,
                workerGroup=workerGroup,
                workerId=workerId,
            )
        )

    def getWorker_signed_url(
        self,
        provisionerId: str,
        workerType: str,
        workerGroup: str,
        workerId: str,
        *,
        ttl: timedelta = timedelta(minutes=15),
    ) -> str:
        """A URL of `getWorker` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            route(
                "api/worker-manager/v1/provisioners/<provisionerId>/worker-types/<workerType>/workers/<workerGroup>/<workerId>",
                provisionerId=provisionerId,
                workerType=workerType,
                workerGroup=workerGroup,
                workerId=workerId,
            ),
            ttl=ttl,
        )

    @async_boundary
    async def heartbeat(self) -> types.Heartbeat:
        """Check that the service and what it depends on are working.

        `GET /__heartbeat__`, stable.

        https://docs.taskcluster.net/docs/reference/core/worker-manager/api#heartbeat

        Returns:
            A free-form dict.
        """
        response: types.Heartbeat = await self.api_client.call_api(
            "GET", "api/worker-manager/v1/__heartbeat__"
        )
        return response

    def heartbeat_url(self) -> str:
        """The URL of `heartbeat`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/worker-manager/v1/__heartbeat__")

    def heartbeat_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `heartbeat` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/worker-manager/v1/__heartbeat__", ttl=ttl)
