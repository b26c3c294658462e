# Generated from src/tc/_async/services/web_server.py by tools/unasync_build.py. Do not edit.

# Generated from api/web-server.json by tools/generate.py. Do not edit.

"""The web-server service."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tc._lazy import LazyModule
from tc._protocol.urls import route
from tc._redact.tracebacks import boundary
from tc._sync.service import Service

if TYPE_CHECKING:
    from tc.types import web_server as types
else:
    types = LazyModule("tc.types.web_server")


class WebServer(Service):
    """Methods of the web-server service: https://docs.taskcluster.net/docs/reference/core/web-server"""

    @boundary
    def ping(self) -> types.Ping:
        """Check that the service is up.

        `GET /ping`, stable.

        https://docs.taskcluster.net/docs/reference/core/web-server/api#ping

        Returns:
            `alive`, and `uptime` in seconds.
        """
        response: types.Ping = self.api_client.call_api("GET", "api/web-server/v1/ping")
        return response

    def ping_url(self) -> str:
        """The URL of `ping`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/web-server/v1/ping")

    def ping_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `ping` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/web-server/v1/ping", ttl=ttl)

    @boundary
    def lbheartbeat(self) -> types.Heartbeat:
        """Check that the service responds, as load balancers do.

        `GET /__lbheartbeat__`, stable.

        https://docs.taskcluster.net/docs/reference/core/web-server/api#lbheartbeat

        Returns:
            A free-form dict.
        """
        response: types.Heartbeat = self.api_client.call_api("GET", "api/web-server/v1/__lbheartbeat__")
        return response

    def lbheartbeat_url(self) -> str:
        """The URL of `lbheartbeat`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/web-server/v1/__lbheartbeat__")

    def lbheartbeat_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `lbheartbeat` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/web-server/v1/__lbheartbeat__", ttl=ttl)

    @boundary
    def version(self) -> types.Version:
        """Get the version, commit and build of the running service.

        `GET /__version__`, stable.

        https://docs.taskcluster.net/docs/reference/core/web-server/api#version

        Returns:
            What runs: `version`, `commit`, `source` and `build`.
        """
        response: types.Version = self.api_client.call_api("GET", "api/web-server/v1/__version__")
        return response

    def version_url(self) -> str:
        """The URL of `version`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/web-server/v1/__version__")

    def version_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `version` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/web-server/v1/__version__", ttl=ttl)

    @boundary
    def taskGroupProfile(self, taskGroupId: str) -> types.Profile:
        """Get a Firefox Profiler profile of the tasks of a task group and their timing.

        `GET /task-group/<taskGroupId>/profile`, experimental.

        https://docs.taskcluster.net/docs/reference/core/web-server/api#taskGroupProfile

        Args:
            taskGroupId: The task group, a slug id.

        Returns:
            The profile, free-form.

        Raises:
            BadRequestError: An argument has the wrong form.
        """
        response: types.Profile = self.api_client.call_api(
            "GET", route("api/web-server/v1/task-group/<taskGroupId>/profile", taskGroupId=taskGroupId)
        )
        return response

    def taskGroupProfile_url(self, taskGroupId: str) -> str:
        """The URL of `taskGroupProfile`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            route("api/web-server/v1/task-group/<taskGroupId>/profile", taskGroupId=taskGroupId)
        )

    def taskGroupProfile_signed_url(self, taskGroupId: str, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `taskGroupProfile` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            route("api/web-server/v1/task-group/<taskGroupId>/profile", taskGroupId=taskGroupId), ttl=ttl
        )

    @boundary
    def taskProfile(self, taskId: str) -> types.Profile:
        """Get a Firefox Profiler profile made from the log of a task.

        `GET /task/<taskId>/profile`, experimental.

        https://docs.taskcluster.net/docs/reference/core/web-server/api#taskProfile

        Args:
            taskId: The task, a slug id.

        Returns:
            The profile, free-form.

        Raises:
            BadRequestError: An argument has the wrong form.
            NotFoundError: There is no such task, or it has no log.
        """
        response: types.Profile = self.api_client.call_api(
            "GET", route("api/web-server/v1/task/<taskId>/profile", taskId=taskId)
        )
        return response

    def taskProfile_url(self, taskId: str) -> str:
        """The URL of `taskProfile`, unsigned. Nothing is sent."""
        return self.api_client.make_url(route("api/web-server/v1/task/<taskId>/profile", taskId=taskId))

    def taskProfile_signed_url(self, taskId: str, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `taskProfile` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            route("api/web-server/v1/task/<taskId>/profile", taskId=taskId), ttl=ttl
        )

    @boundary
    def heartbeat(self) -> types.Heartbeat:
        """Check that the service and what it depends on are working.

        `GET /__heartbeat__`, stable.

        https://docs.taskcluster.net/docs/reference/core/web-server/api#heartbeat

        Returns:
            A free-form dict.
        """
        response: types.Heartbeat = self.api_client.call_api("GET", "api/web-server/v1/__heartbeat__")
        return response

    def heartbeat_url(self) -> str:
        """The URL of `heartbeat`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/web-server/v1/__heartbeat__")

    def heartbeat_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `heartbeat` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/web-server/v1/__heartbeat__", ttl=ttl)
