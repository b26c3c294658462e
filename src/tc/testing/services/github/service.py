"""The github service, as far as it makes sense without GitHub.

Nothing arrives from GitHub here: a test says that a commit is being built by a task group (`add_build`), and
with that the app is installed on the repository. The group's end is the build's. Statuses and comments are
kept in `statuses` and `comments`.
"""

from __future__ import annotations

import contextlib
import re
import uuid
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import quote

from tc.testing.javascript import count
from tc.testing.protocol.api_facts import Service as ServiceFacts
from tc.testing.protocol.call import Call
from tc.testing.protocol.errors import ApiError
from tc.testing.protocol.response import Response
from tc.testing.services.base import Context, Patterns, Service, finish
from tc.testing.services.github import events
from tc.testing.services.task_groups import members

if TYPE_CHECKING:
    from tc.testing.protocol.records import Message

CLIENT_ID = "static/taskcluster/github"
NAME = re.compile(r"[a-zA-Z0-9_%.-]*")
COLOURS = {"pending": "#dfb317", "success": "#4c1", "failure": "#e05d44", "error": "#9f9f9f"}


@dataclass
class Build:
    """A task group that builds a commit."""

    organization: str
    repository: str
    sha: str
    task_group_id: str
    created: datetime
    updated: datetime
    branch: str
    pull_request: int | None
    event_type: str
    state: str = "pending"

    def view(self) -> dict[str, Any]:
        """It as it is listed."""
        return {
            "organization": self.organization.replace(".", "%2E"),
            "repository": self.repository.replace(".", "%2E"),
            "sha": self.sha,
            "state": self.state,
            "taskGroupId": self.task_group_id,
            "eventType": self.event_type,
            "eventId": str(uuid.uuid5(uuid.NAMESPACE_URL, self.task_group_id)),
            "created": self.created,
            "updated": self.updated,
            **({"pullRequestNumber": self.pull_request} if self.pull_request is not None else {}),
        }


class Github(Service):
    """Builds, and the repositories that the app is installed on."""

    ids: ClassVar[Patterns] = {"owner": NAME, "repo": NAME}
    queries: ClassVar[Patterns] = {
        "organization": NAME,
        "repository": NAME,
        "pullRequest": re.compile("[0-9]*"),
    }

    def __init__(self, deployment: Context, facts: ServiceFacts) -> None:
        super().__init__(deployment, facts)
        self.installed: set[tuple[str, str]] = set()
        self.build_list: list[Build] = []
        self.statuses: list[dict[str, Any]] = []
        self.comments: list[dict[str, Any]] = []
        deployment.subscribe("exchange/taskcluster-queue/v1/task-group-resolved", self.group_resolved)

    # -- what tests say

    def add_build(
        self,
        organization: str,
        repository: str,
        sha: str,
        task_group_id: str,
        *,
        branch: str = events.BRANCH,
        pull_request: int | None = None,
    ) -> None:
        """Have a task group build a commit of a repository."""
        self.installed.add((organization, repository))
        event = "push" if pull_request is None else "pull_request.opened"
        commit, now = (organization, repository, sha), self.clock.now()
        self.build_list.append(Build(*commit, task_group_id, now, now, branch, pull_request, event))

    # -- builds

    def group_resolved(self, message: Message) -> None:
        """End the build of a task group that has ended."""
        group_id = message.payload["taskGroupId"]
        for build in self.build_list:
            if build.task_group_id == group_id and build.state == "pending":
                build.state, build.updated = finish(self.result(group_id)), self.clock.now()

    async def result(self, group_id: str) -> str:
        """What became of the tasks of a group."""
        found = await members(self.deployment, group_id, CLIENT_ID)
        done = all(member["status"]["state"] == "completed" for member in found)
        return "success" if done else "failure"

    def find_builds(self, organization: str | None, repository: str | None, call: Call) -> list[Build]:
        """The builds that a call asks for, the latest first."""
        sha, number = call.query.get("sha"), call.query.get("pullRequest")
        return [
            build
            for build in reversed(self.build_list)
            if organization in (None, "", build.organization)
            and repository in (None, "", build.repository)
            and sha in (None, build.sha)
            and (not number or count(number) == build.pull_request)
        ]

    async def builds(self, call: Call) -> Any:
        """The builds, all or some."""
        organization, repository = call.query.get("organization"), call.query.get("repository")
        if repository and not organization:
            raise ApiError("InputError", "Must provide `organization` if querying `repository`")
        for key in ("sha", "pullRequest"):
            if call.query.get(key) and not repository:
                raise ApiError("InputError", f"Must provide `repository` if querying `{key}`")
        return call.page([build.view() for build in self.find_builds(organization, repository, call)])

    async def cancelBuilds(self, call: Call) -> Any:
        """Cancel the builds of a repository that are going on."""
        found = self.find_builds(call.params["owner"], call.params["repo"], call)
        cancelled = [build for build in found if build.state == "pending"]
        if not cancelled:
            raise ApiError("ResourceNotFound", "No cancellable builds found")
        for build in cancelled:
            build.state, build.updated = "cancelled", call.now
            for verb in ("seal", "cancel"):
                await self.change_group(build.task_group_id, verb)
        return {"builds": [build.view() for build in cancelled]}

    async def change_group(self, group_id: str, verb: str) -> None:
        """Seal or cancel a task group; one that the queue does not know is left alone."""
        with contextlib.suppress(ApiError):
            await self.deployment.call(
                f"queue.{verb}TaskGroup",
                {"taskGroupId": group_id},
                client_id=CLIENT_ID,
                scopes=[f"queue:{verb}-task-group:*"],
            )

    def latest_build(self, call: Call) -> Build | None:
        """The latest build of a branch."""
        wanted = (call.params["owner"], call.params["repo"], call.params["branch"])
        found = [b for b in self.build_list if (b.organization, b.repository, b.branch) == wanted]
        return found[-1] if found else None

    # -- repositories

    async def repository(self, call: Call) -> Any:
        """Say whether the app is installed on a repository."""
        return {"installed": (call.params["owner"], call.params["repo"]) in self.installed}

    async def badge(self, call: Call) -> Any:
        """A picture of the state of a branch."""
        build = self.latest_build(call)
        text = build.state if build else "no builds"
        installed = (call.params["owner"], call.params["repo"]) in self.installed
        status = build.state if build else "newrepo" if installed else "nogithub"
        svg = (
            '<svg xmlns="http://www.w3.org/2000/svg" width="160" height="20">'
            f'<title>Taskcluster: {escape(text)}</title><rect width="160" height="20" '
            f'fill="{COLOURS.get(text, COLOURS["error"])}"/><text x="8" y="14" fill="#fff" '
            f'font-family="sans-serif" font-size="11">Taskcluster: {escape(text)}</text></svg>'
        )
        headers = {"content-type": "image/svg+xml", "cache-control": "no-cache, no-store, must-revalidate"}
        return Response(svg, 200, {**headers, "x-taskcluster-status": status})

    async def latest(self, call: Call) -> Any:
        """Send the caller to the latest build of a branch."""
        build = self.latest_build(call)
        if build is None:
            raise ApiError("ResourceNotFound", "Status not found")
        url = f"{self.deployment.root_url}/tasks/groups/{quote(build.task_group_id)}"
        return Response(f"Found. Redirecting to {url}", 302, {"location": url})

    def check_installed(self, call: Call) -> None:
        """Refuse a call for a repository without the app.

        Raises:
            ApiError: ResourceNotFound.
        """
        if (call.params["owner"], call.params["repo"]) not in self.installed:
            raise ApiError("ResourceNotFound", "Installation not found")

    async def createStatus(self, call: Call) -> Any:
        """Set a status of a commit."""
        self.check_installed(call)
        self.statuses.append({**call.params, **call.payload})

    async def createComment(self, call: Call) -> Any:
        """Write a comment."""
        self.check_installed(call)
        self.comments.append({**call.params, **call.payload})

    async def renderTaskclusterYml(self, call: Call) -> Any:
        """The tasks that a `.taskcluster.yml` would make of an event."""
        from tc.testing.services.github import yml  # the server starts faster without YAML

        fake = call.payload["fakeEvent"]
        organization = call.payload.get("organization", "taskcluster")
        repository = call.payload.get("repository", "testing")
        event = events.make(fake, organization, repository, call.now)
        name, root_url = f"{organization}/{repository}", self.deployment.root_url
        return yml.render(call.payload["body"], event, fake["type"], name, root_url, call.now)
