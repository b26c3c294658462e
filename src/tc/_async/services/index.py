# Generated from api/index.json by tools/generate.py. Do not edit.

"""The index service."""

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
    from tc.types import index as types
else:
    types = LazyModule("tc.types.index")


class Index(Service):
    """Methods of the index service: https://docs.taskcluster.net/docs/reference/platform/index"""

    @async_boundary
    async def ping(self) -> types.Ping:
        """Check that the service is up.

        `GET /ping`, stable.

        https://docs.taskcluster.net/docs/reference/platform/index/api#ping
        """
        response: types.Ping = await self.api_client.call_api("GET", "api/index/v1/ping")
        return response

    def ping_url(self) -> str:
        """The URL of `ping`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/index/v1/ping")

    def ping_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `ping` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/index/v1/ping", ttl=ttl)

    @async_boundary
    async def lbheartbeat(self) -> types.Heartbeat:
        """Check that the service responds, as load balancers do.

        `GET /__lbheartbeat__`, stable.

        https://docs.taskcluster.net/docs/reference/platform/index/api#lbheartbeat
        """
        response: types.Heartbeat = await self.api_client.call_api("GET", "api/index/v1/__lbheartbeat__")
        return response

    def lbheartbeat_url(self) -> str:
        """The URL of `lbheartbeat`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/index/v1/__lbheartbeat__")

    def lbheartbeat_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `lbheartbeat` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/index/v1/__lbheartbeat__", ttl=ttl)

    @async_boundary
    async def version(self) -> types.Version:
        """Get the version, commit and build of the running service.

        `GET /__version__`, stable.

        https://docs.taskcluster.net/docs/reference/platform/index/api#version
        """
        response: types.Version = await self.api_client.call_api("GET", "api/index/v1/__version__")
        return response

    def version_url(self) -> str:
        """The URL of `version`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/index/v1/__version__")

    def version_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `version` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/index/v1/__version__", ttl=ttl)

    @async_boundary
    async def findTask(self, indexPath: str) -> types.IndexedTaskResponse:
        """Find the task at an index path that has not expired.

        `GET /task/<indexPath>`, stable. Needs the scopes `index:find-task:<indexPath>`.

        https://docs.taskcluster.net/docs/reference/platform/index/api#findTask
        """
        response: types.IndexedTaskResponse = await self.api_client.call_api(
            "GET", route("api/index/v1/task/<indexPath>", indexPath=indexPath), expects_json=True
        )
        return response

    def findTask_url(self, indexPath: str) -> str:
        """The URL of `findTask`, unsigned. Nothing is sent."""
        return self.api_client.make_url(route("api/index/v1/task/<indexPath>", indexPath=indexPath))

    def findTask_signed_url(self, indexPath: str, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `findTask` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            route("api/index/v1/task/<indexPath>", indexPath=indexPath), ttl=ttl
        )

    @async_boundary
    async def findTasksAtIndex(
        self,
        payload: Payload[types.ListTasksAtIndex],
        *,
        continuationToken: str | None = None,
        limit: int | None = None,
    ) -> types.ListTasksResponse:
        """Find the tasks at many index paths, leaving out paths that have none.

        `POST /tasks/indexes`, experimental. Needs the scopes `index:find-task:<indexPath>` for each of
        indexPaths.

        https://docs.taskcluster.net/docs/reference/platform/index/api#findTasksAtIndex
        """
        response: types.ListTasksResponse = await self.api_client.call_api(
            "POST",
            "api/index/v1/tasks/indexes",
            query={"continuationToken": continuationToken, "limit": limit},
            payload=payload,
            expects_json=True,
        )
        return response

    def findTasksAtIndex_pages(
        self,
        payload: Payload[types.ListTasksAtIndex],
        *,
        continuationToken: str | None = None,
        limit: int | None = None,
    ) -> Pages[types.ListTasksResponse]:
        """The responses of `findTasksAtIndex`, page by page; `limit` is items per page."""
        return Pages(
            self.api_client,
            "POST",
            "api/index/v1/tasks/indexes",
            {"continuationToken": continuationToken, "limit": limit},
            payload,
        )

    def findTasksAtIndex_items(
        self, payload: Payload[types.ListTasksAtIndex], *, limit: int | None = None
    ) -> Items[types.IndexedTaskResponse]:
        """The tasks in all responses of `findTasksAtIndex`; `limit` is items per page."""
        return Items(
            Pages(self.api_client, "POST", "api/index/v1/tasks/indexes", {"limit": limit}, payload), "tasks"
        )

    @async_boundary
    async def listNamespaces(
        self, namespace: str, *, continuationToken: str | None = None, limit: int | None = None
    ) -> types.ListNamespacesResponse:
        """List the namespaces directly below a namespace.

        `GET /namespaces/<namespace>`, stable. Needs the scopes `index:list-namespaces:<namespace>`.

        https://docs.taskcluster.net/docs/reference/platform/index/api#listNamespaces
        """
        response: types.ListNamespacesResponse = await self.api_client.call_api(
            "GET",
            route("api/index/v1/namespaces/<namespace>", namespace=namespace),
            query={"continuationToken": continuationToken, "limit": limit},
            expects_json=True,
        )
        return response

    def listNamespaces_pages(
        self, namespace: str, *, continuationToken: str | None = None, limit: int | None = None
    ) -> Pages[types.ListNamespacesResponse]:
        """The responses of `listNamespaces`, page by page; `limit` is items per page."""
        return Pages(
            self.api_client,
            "GET",
            route("api/index/v1/namespaces/<namespace>", namespace=namespace),
            {"continuationToken": continuationToken, "limit": limit},
        )

    def listNamespaces_items(self, namespace: str, *, limit: int | None = None) -> Items[types.Namespace]:
        """The namespaces in all responses of `listNamespaces`; `limit` is items per page."""
        return Items(
            Pages(
                self.api_client,
                "GET",
                route("api/index/v1/namespaces/<namespace>", namespace=namespace),
                {"limit": limit},
            ),
            "namespaces",
        )

    def listNamespaces_url(
        self, namespace: str, *, continuationToken: str | None = None, limit: int | None = None
    ) -> str:
        """The URL of `listNamespaces`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            route("api/index/v1/namespaces/<namespace>", namespace=namespace),
            query={"continuationToken": continuationToken, "limit": limit},
        )

    def listNamespaces_signed_url(
        self,
        namespace: str,
        *,
        continuationToken: str | None = None,
        limit: int | None = None,
        ttl: timedelta = timedelta(minutes=15),
    ) -> str:
        """A URL of `listNamespaces` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            route("api/index/v1/namespaces/<namespace>", namespace=namespace),
            query={"continuationToken": continuationToken, "limit": limit},
            ttl=ttl,
        )

    @async_boundary
    async def listTasks(
        self, namespace: str, *, continuationToken: str | None = None, limit: int | None = None
    ) -> types.ListTasksResponse:
        """List the indexed tasks directly below a namespace.

        `GET /tasks/<namespace>`, stable. Needs the scopes `index:list-tasks:<namespace>`.

        https://docs.taskcluster.net/docs/reference/platform/index/api#listTasks
        """
        response: types.ListTasksResponse = await self.api_client.call_api(
            "GET",
            route("api/index/v1/tasks/<namespace>", namespace=namespace),
            query={"continuationToken": continuationToken, "limit": limit},
            expects_json=True,
        )
        return response

    def listTasks_pages(
        self, namespace: str, *, continuationToken: str | None = None, limit: int | None = None
    ) -> Pages[types.ListTasksResponse]:
        """The responses of `listTasks`, page by page; `limit` is items per page."""
        return Pages(
            self.api_client,
            "GET",
            route("api/index/v1/tasks/<namespace>", namespace=namespace),
            {"continuationToken": continuationToken, "limit": limit},
        )

    def listTasks_items(
        self, namespace: str, *, limit: int | None = None
    ) -> Items[types.IndexedTaskResponse]:
        """The tasks in all responses of `listTasks`; `limit` is items per page."""
        return Items(
            Pages(
                self.api_client,
                "GET",
                route("api/index/v1/tasks/<namespace>", namespace=namespace),
                {"limit": limit},
            ),
            "tasks",
        )

    def listTasks_url(
        self, namespace: str, *, continuationToken: str | None = None, limit: int | None = None
    ) -> str:
        """The URL of `listTasks`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            route("api/index/v1/tasks/<namespace>", namespace=namespace),
            query={"continuationToken": continuationToken, "limit": limit},
        )

    def listTasks_signed_url(
        self,
        namespace: str,
        *,
        continuationToken: str | None = None,
        limit: int | None = None,
        ttl: timedelta = timedelta(minutes=15),
    ) -> str:
        """A URL of `listTasks` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            route("api/index/v1/tasks/<namespace>", namespace=namespace),
            query={"continuationToken": continuationToken, "limit": limit},
            ttl=ttl,
        )

    @async_boundary
    async def insertTask(
        self, namespace: str, payload: Payload[types.InsertTaskRequest]
    ) -> types.IndexedTaskResponse:
        """Put a task at an index path, unless one of higher rank is there.

        `PUT /task/<namespace>`, stable. Needs the scopes `index:insert-task:<namespace>`.

        https://docs.taskcluster.net/docs/reference/platform/index/api#insertTask
        """
        response: types.IndexedTaskResponse = await self.api_client.call_api(
            "PUT",
            route("api/index/v1/task/<namespace>", namespace=namespace),
            payload=payload,
            expects_json=True,
        )
        return response

    @async_boundary
    async def deleteTask(self, namespace: str) -> types.Empty:
        """Remove the task at an index path from the index, if there is one.

        `DELETE /task/<namespace>`, stable. Needs the scopes `index:delete-task:<namespace>`.

        https://docs.taskcluster.net/docs/reference/platform/index/api#deleteTask
        """
        response: types.Empty = await self.api_client.call_api(
            "DELETE", route("api/index/v1/task/<namespace>", namespace=namespace)
        )
        return response

    @async_boundary
    async def findArtifactFromTask(self, indexPath: str, name: str) -> types.Redirect:
        """Get the URL of an artifact of the task at an index path.

        `GET /task/<indexPath>/artifacts/<name>`, stable. Needs the scopes `queue:get-artifact:<name>`.

        https://docs.taskcluster.net/docs/reference/platform/index/api#findArtifactFromTask
        """
        response: types.Redirect = await self.api_client.call_api(
            "GET",
            route("api/index/v1/task/<indexPath>/artifacts/<name>", indexPath=indexPath, name=name),
            redirects=True,
        )
        return response

    def findArtifactFromTask_url(self, indexPath: str, name: str) -> str:
        """The URL of `findArtifactFromTask`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            route("api/index/v1/task/<indexPath>/artifacts/<name>", indexPath=indexPath, name=name)
        )

    def findArtifactFromTask_signed_url(
        self, indexPath: str, name: str, *, ttl: timedelta = timedelta(minutes=15)
    ) -> str:
        """A URL of `findArtifactFromTask` that needs no credentials, until `ttl` from now. Nothing is
        sent.
        """
        return self.api_client.make_signed_url(
            route("api/index/v1/task/<indexPath>/artifacts/<name>", indexPath=indexPath, name=name), ttl=ttl
        )

    @async_boundary
    async def heartbeat(self) -> types.Heartbeat:
        """Check that the service and what it depends on are working.

        `GET /__heartbeat__`, stable.

        https://docs.taskcluster.net/docs/reference/platform/index/api#heartbeat
        """
        response: types.Heartbeat = await self.api_client.call_api("GET", "api/index/v1/__heartbeat__")
        return response

    def heartbeat_url(self) -> str:
        """The URL of `heartbeat`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/index/v1/__heartbeat__")

    def heartbeat_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `heartbeat` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/index/v1/__heartbeat__", ttl=ttl)
