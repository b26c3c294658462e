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
    """Methods of the index service: https://docs.taskcluster.net/docs/reference/core/index"""

    @async_boundary
    async def ping(self) -> types.Ping:
        """Check that the service is up.

        `GET /ping`, stable.

        https://docs.taskcluster.net/docs/reference/core/index/api#ping

        Returns:
            `alive`, and `uptime` in seconds.
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

        https://docs.taskcluster.net/docs/reference/core/index/api#lbheartbeat

        Returns:
            A free-form dict.
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

        https://docs.taskcluster.net/docs/reference/core/index/api#version

        Returns:
            What runs: `version`, `commit`, `source` and `build`.
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

        `GET /task/<indexPath>`, stable. Needs the scope `index:find-task:<indexPath>`.

        https://docs.taskcluster.net/docs/reference/core/index/api#findTask

        Args:
            indexPath: The full path of the entry, words joined by dots, such as `project.main.latest.linux`
                for the route `index.project.main.latest.linux`.

        Returns:
            The entry, with its `taskId`.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: The path has no entry, or it has expired.
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

        A payload, for example:

            {"indexes": ["project.main.latest.linux", "project.main.latest.windows"]}

        https://docs.taskcluster.net/docs/reference/core/index/api#findTasksAtIndex

        Args:
            payload: A dict as `tc.types.index.ListTasksAtIndex` describes it.
            continuationToken: Where to go on: the `continuationToken` of the page before. Default: the first
                page.
            limit: How many items the page has at most; it may have fewer. Default: as many as the service
                likes.

        Returns:
            A page of entries.

        Raises:
            BadRequestError: An argument or the payload has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
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

        `GET /namespaces/<namespace>`, stable. Needs the scope `index:list-namespaces:<namespace>`.

        https://docs.taskcluster.net/docs/reference/core/index/api#listNamespaces

        Args:
            namespace: The namespace to look into, words joined by dots.
            continuationToken: Where to go on: the `continuationToken` of the page before. Default: the first
                page.
            limit: How many items the page has at most; it may have fewer. Default: as many as the service
                likes.

        Returns:
            A page of namespaces.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
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

        `GET /tasks/<namespace>`, stable. Needs the scope `index:list-tasks:<namespace>`.

        https://docs.taskcluster.net/docs/reference/core/index/api#listTasks

        Args:
            namespace: The namespace to look into, words joined by dots.
            continuationToken: Where to go on: the `continuationToken` of the page before. Default: the first
                page.
            limit: How many items the page has at most; it may have fewer. Default: as many as the service
                likes.

        Returns:
            A page of entries.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
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

        `PUT /task/<namespace>`, stable. Needs the scope `index:insert-task:<namespace>`.

        A payload, for example:

            {"taskId": "fN1SbArXTPSVFNUvaOlinQ", "rank": 0, "data": {}, "expires": tc.from_now("1 year")}

        https://docs.taskcluster.net/docs/reference/core/index/api#insertTask

        Args:
            namespace: The full path of the entry, words joined by dots, such as `project.main.latest.linux`.
            payload: A dict as `tc.types.index.InsertTaskRequest` describes it.

        Returns:
            The entry that is now at the path: this one, or one of higher rank.

        Raises:
            BadRequestError: An argument or the payload has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
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

        `DELETE /task/<namespace>`, stable. Needs the scope `index:delete-task:<namespace>`.

        https://docs.taskcluster.net/docs/reference/core/index/api#deleteTask

        Args:
            namespace: The full path of the entry, words joined by dots.

        Returns:
            None or an empty dict: it has worked.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.Empty = await self.api_client.call_api(
            "DELETE", route("api/index/v1/task/<namespace>", namespace=namespace)
        )
        return response

    @async_boundary
    async def findArtifactFromTask(self, indexPath: str, name: str) -> types.Redirect:
        """Get the URL of an artifact of the task at an index path.

        `GET /task/<indexPath>/artifacts/<name>`, stable. Needs the scope `queue:get-artifact:<name>`.

        https://docs.taskcluster.net/docs/reference/core/index/api#findArtifactFromTask

        Args:
            indexPath: The full path of the entry, words joined by dots, such as `project.main.latest.linux`
                for the route `index.project.main.latest.linux`.
            name: The name of the artifact, slashes included.

        Returns:
            A dict with the `url`; it is not followed.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: The path has no entry, or it has expired.
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

        https://docs.taskcluster.net/docs/reference/core/index/api#heartbeat

        Returns:
            A free-form dict.
        """
        response: types.Heartbeat = await self.api_client.call_api("GET", "api/index/v1/__heartbeat__")
        return response

    def heartbeat_url(self) -> str:
        """The URL of `heartbeat`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/index/v1/__heartbeat__")

    def heartbeat_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `heartbeat` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/index/v1/__heartbeat__", ttl=ttl)
