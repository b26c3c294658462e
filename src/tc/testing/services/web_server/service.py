"""The web-server: profiles of task groups and of logs. (Its pages for people are not modelled.)"""

from __future__ import annotations

import gzip
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlsplit

from tc.testing.protocol.call import Call
from tc.testing.protocol.errors import ApiError
from tc.testing.protocol.response import Response, WebRequest
from tc.testing.services.base import SLUG_ID, Patterns, Service
from tc.testing.services.task_groups import members
from tc.testing.services.web_server import profiles
from tc.testing.spool import Spool

CLIENT_ID = "static/taskcluster/web-server"
LOGS = ("public/logs/live.log", "public/logs/live_backing.log")


class WebServer(Service):
    """Profiles; there is no state."""

    ids: ClassVar[Patterns] = {"taskId": SLUG_ID, "taskGroupId": SLUG_ID}

    async def taskGroupProfile(self, call: Call) -> Any:
        """When the tasks of a group ran."""
        group_id = call.params["taskGroupId"]
        markers = profiles.runs(await members(self.deployment, group_id, CLIENT_ID), call.now)
        keys = ("taskId", "runId", "state", "worker")
        return profiles.profile(f"Task group {group_id}", "Task", keys, markers, call.now)

    async def taskProfile(self, call: Call) -> Any:
        """What the log of a task says when."""
        task_id = call.params["taskId"]
        markers = profiles.lines(await self.log(task_id))
        return profiles.profile(f"Task {task_id}", "Log", ("text",), markers, call.now)

    async def log(self, task_id: str) -> str:
        """The log of the latest run of a task.

        Raises:
            ApiError: ResourceNotFound, the task has no log here.
        """
        for name in LOGS:
            try:
                artifact = await self.call("queue.latestArtifact", {"taskId": task_id, "name": name})
            except ApiError:
                continue
            if artifact["storageType"] == "object":
                accept = {"acceptDownloadMethods": {"simple": True}}
                artifact = await self.call("object.startDownload", {"name": artifact["name"]}, accept)
            content = await self.stored(artifact.get("url", ""))
            if content is not None:
                return content.decode(errors="replace")
        raise ApiError("ResourceNotFound", f"The task {task_id} has no log here")

    async def call(self, method: str, params: dict[str, str], payload: Any = None) -> Any:
        """Call a method of another service."""
        scopes = ["queue:get-artifact:*", "object:download:*"]
        return await self.deployment.call(method, params, payload, client_id=CLIENT_ID, scopes=scopes)

    async def stored(self, url: str) -> bytes | None:
        """What a URL of the deployment's own storage leads to; None for all others."""
        parts = urlsplit(url)
        request = WebRequest("GET", parts.path, dict(parse_qsl(parts.query)), {}, Spool())
        for service in self.deployment.services.values():
            for prefix, handler in service.pages.items():
                if url.startswith(self.deployment.root_url + prefix):
                    response: Response = await getattr(service, handler)(request)
                    if response.status == 200:
                        encoded = response.headers.get("content-encoding") == "gzip"
                        return gzip.decompress(response.content()) if encoded else response.content()
        return None
