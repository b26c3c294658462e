# Generated from src/tc/_async/services/github.py by tools/unasync_build.py. Do not edit.

# Generated from api/github.json by tools/generate.py. Do not edit.

"""The github service."""

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
    from tc.types import github as types
else:
    types = LazyModule("tc.types.github")


class Github(Service):
    """Methods of the github service: https://docs.taskcluster.net/docs/reference/integrations/github"""

    @boundary
    def ping(self) -> types.Ping:
        """Check that the service is up.

        `GET /ping`, stable.

        https://docs.taskcluster.net/docs/reference/integrations/github/api#ping

        Returns:
            `alive`, and `uptime` in seconds.
        """
        response: types.Ping = self.api_client.call_api("GET", "api/github/v1/ping")
        return response

    def ping_url(self) -> str:
        """The URL of `ping`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/github/v1/ping")

    def ping_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `ping` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/github/v1/ping", ttl=ttl)

    @boundary
    def lbheartbeat(self) -> types.Heartbeat:
        """Check that the service responds, as load balancers do.

        `GET /__lbheartbeat__`, stable.

        https://docs.taskcluster.net/docs/reference/integrations/github/api#lbheartbeat

        Returns:
            A free-form dict.
        """
        response: types.Heartbeat = self.api_client.call_api("GET", "api/github/v1/__lbheartbeat__")
        return response

    def lbheartbeat_url(self) -> str:
        """The URL of `lbheartbeat`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/github/v1/__lbheartbeat__")

    def lbheartbeat_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `lbheartbeat` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/github/v1/__lbheartbeat__", ttl=ttl)

    @boundary
    def version(self) -> types.Version:
        """Get the version, commit and build of the running service.

        `GET /__version__`, stable.

        https://docs.taskcluster.net/docs/reference/integrations/github/api#version

        Returns:
            What runs: `version`, `commit`, `source` and `build`.
        """
        response: types.Version = self.api_client.call_api("GET", "api/github/v1/__version__")
        return response

    def version_url(self) -> str:
        """The URL of `version`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/github/v1/__version__")

    def version_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `version` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/github/v1/__version__", ttl=ttl)

    @boundary
    def builds(
        self,
        *,
        continuationToken: str | None = None,
        limit: int | None = None,
        organization: str | None = None,
        pullRequest: int | str | None = None,
        repository: str | None = None,
        sha: str | None = None,
    ) -> types.BuildList:
        """List builds, optionally of one organization, repository, commit or pull request.

        `GET /builds`, stable. Needs the scope `github:list-builds`.

        https://docs.taskcluster.net/docs/reference/integrations/github/api#builds

        Args:
            continuationToken: Where to go on: the `continuationToken` of the page before. Default: the first
                page.
            limit: How many items the page has at most; it may have fewer. Default: as many as the service
                likes.
            organization: Only builds of this organization or user. Default: all.
            pullRequest: Only builds of the pull request of this number; needs the repository. Default: all.
            repository: Only builds of this repository; needs `organization`. Default: all.
            sha: Only builds of this commit, 40 hexadecimal digits; needs the repository. Default: all.

        Returns:
            A page of builds, the latest first.

        Raises:
            BadRequestError: An argument has the wrong form. A repository without organization, or a commit or
                pull request without repository.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.BuildList = self.api_client.call_api(
            "GET",
            "api/github/v1/builds",
            query={
                "continuationToken": continuationToken,
                "limit": limit,
                "organization": organization,
                "pullRequest": pullRequest,
                "repository": repository,
                "sha": sha,
            },
            expects_json=True,
        )
        return response

    def builds_pages(
        self,
        *,
        continuationToken: str | None = None,
        limit: int | None = None,
        organization: str | None = None,
        pullRequest: int | str | None = None,
        repository: str | None = None,
        sha: str | None = None,
    ) -> Pages[types.BuildList]:
        """The responses of `builds`, page by page; `limit` is items per page."""
        return Pages(
            self.api_client,
            "GET",
            "api/github/v1/builds",
            {
                "continuationToken": continuationToken,
                "limit": limit,
                "organization": organization,
                "pullRequest": pullRequest,
                "repository": repository,
                "sha": sha,
            },
        )

    def builds_items(
        self,
        *,
        limit: int | None = None,
        organization: str | None = None,
        pullRequest: int | str | None = None,
        repository: str | None = None,
        sha: str | None = None,
    ) -> Items[types.Build]:
        """The builds in all responses of `builds`; `limit` is items per page."""
        return Items(
            Pages(
                self.api_client,
                "GET",
                "api/github/v1/builds",
                {
                    "limit": limit,
                    "organization": organization,
                    "pullRequest": pullRequest,
                    "repository": repository,
                    "sha": sha,
                },
            ),
            "builds",
        )

    def builds_url(
        self,
        *,
        continuationToken: str | None = None,
        limit: int | None = None,
        organization: str | None = None,
        pullRequest: int | str | None = None,
        repository: str | None = None,
        sha: str | None = None,
    ) -> str:
        """The URL of `builds`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            "api/github/v1/builds",
            query={
                "continuationToken": continuationToken,
                "limit": limit,
                "organization": organization,
                "pullRequest": pullRequest,
                "repository": repository,
                "sha": sha,
            },
        )

    def builds_signed_url(
        self,
        *,
        continuationToken: str | None = None,
        limit: int | None = None,
        organization: str | None = None,
        pullRequest: int | str | None = None,
        repository: str | None = None,
        sha: str | None = None,
        ttl: timedelta = timedelta(minutes=15),
    ) -> str:
        """A URL of `builds` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            "api/github/v1/builds",
            query={
                "continuationToken": continuationToken,
                "limit": limit,
                "organization": organization,
                "pullRequest": pullRequest,
                "repository": repository,
                "sha": sha,
            },
            ttl=ttl,
        )

    @boundary
    def cancelBuilds(
        self, owner: str, repo: str, *, pullRequest: int | str | None = None, sha: str | None = None
    ) -> types.BuildList:
        """Cancel a repository's running builds, optionally of one commit or pull request.

        `POST /builds/<owner>/<repo>/cancel`, stable. Needs the scope
        `github:cancel-builds:<owner>:<repo>`.

        https://docs.taskcluster.net/docs/reference/integrations/github/api#cancelBuilds

        Args:
            owner: The organization or user that the repository belongs to.
            repo: The name of the repository.
            pullRequest: Only builds of the pull request of this number; needs the repository. Default: all.
            sha: Only builds of this commit, 40 hexadecimal digits; needs the repository. Default: all.

        Returns:
            The builds that were cancelled.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: No build is running.
        """
        response: types.BuildList = self.api_client.call_api(
            "POST",
            route("api/github/v1/builds/<owner>/<repo>/cancel", owner=owner, repo=repo),
            query={"pullRequest": pullRequest, "sha": sha},
            expects_json=True,
        )
        return response

    @boundary
    def badge(self, owner: str, repo: str, branch: str) -> types.Empty:
        """Get an SVG badge that shows the state of a branch's latest build.

        `GET /repository/<owner>/<repo>/<branch>/badge.svg`, experimental. Needs the scope
        `github:get-badge:<owner>:<repo>:<branch>`.

        https://docs.taskcluster.net/docs/reference/integrations/github/api#badge

        Args:
            owner: The organization or user that the repository belongs to.
            repo: The name of the repository.
            branch: The name of the branch.

        Returns:
            None: the service sends a picture. `badge_url` is what to link to.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.Empty = self.api_client.call_api(
            "GET",
            route(
                "api/github/v1/repository/<owner>/<repo>/<branch>/badge.svg",
                owner=owner,
                repo=repo,
                branch=branch,
            ),
            redirects=True,
        )
        return response

    def badge_url(self, owner: str, repo: str, branch: str) -> str:
        """The URL of `badge`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            route(
                "api/github/v1/repository/<owner>/<repo>/<branch>/badge.svg",
                owner=owner,
                repo=repo,
                branch=branch,
            )
        )

    def badge_signed_url(
        self, owner: str, repo: str, branch: str, *, ttl: timedelta = timedelta(minutes=15)
    ) -> str:
        """A URL of `badge` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            route(
                "api/github/v1/repository/<owner>/<repo>/<branch>/badge.svg",
                owner=owner,
                repo=repo,
                branch=branch,
            ),
            ttl=ttl,
        )

    @boundary
    def repository(self, owner: str, repo: str) -> types.Repository:
        """Tell whether the GitHub app is installed on a repository.

        `GET /repository/<owner>/<repo>`, experimental. Needs the scope
        `github:get-repository:<owner>:<repo>`.

        https://docs.taskcluster.net/docs/reference/integrations/github/api#repository

        Args:
            owner: The organization or user that the repository belongs to.
            repo: The name of the repository.

        Returns:
            Whether the app is `installed`.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.Repository = self.api_client.call_api(
            "GET", route("api/github/v1/repository/<owner>/<repo>", owner=owner, repo=repo), expects_json=True
        )
        return response

    def repository_url(self, owner: str, repo: str) -> str:
        """The URL of `repository`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            route("api/github/v1/repository/<owner>/<repo>", owner=owner, repo=repo)
        )

    def repository_signed_url(self, owner: str, repo: str, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `repository` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            route("api/github/v1/repository/<owner>/<repo>", owner=owner, repo=repo), ttl=ttl
        )

    @boundary
    def latest(self, owner: str, repo: str, branch: str) -> types.Redirect:
        """Get the URL of the status page of a branch's latest build.

        `GET /repository/<owner>/<repo>/<branch>/latest`, stable. Needs the scope
        `github:latest-status:<owner>:<repo>:<branch>`.

        https://docs.taskcluster.net/docs/reference/integrations/github/api#latest

        Args:
            owner: The organization or user that the repository belongs to.
            repo: The name of the repository.
            branch: The name of the branch.

        Returns:
            A dict with the `url` of the page; it is not followed.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: The branch has no build.
        """
        response: types.Redirect = self.api_client.call_api(
            "GET",
            route(
                "api/github/v1/repository/<owner>/<repo>/<branch>/latest",
                owner=owner,
                repo=repo,
                branch=branch,
            ),
            redirects=True,
        )
        return response

    def latest_url(self, owner: str, repo: str, branch: str) -> str:
        """The URL of `latest`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            route(
                "api/github/v1/repository/<owner>/<repo>/<branch>/latest",
                owner=owner,
                repo=repo,
                branch=branch,
            )
        )

    def latest_signed_url(
        self, owner: str, repo: str, branch: str, *, ttl: timedelta = timedelta(minutes=15)
    ) -> str:
        """A URL of `latest` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            route(
                "api/github/v1/repository/<owner>/<repo>/<branch>/latest",
                owner=owner,
                repo=repo,
                branch=branch,
            ),
            ttl=ttl,
        )

    @boundary
    def createStatus(
        self, owner: str, repo: str, sha: str, payload: Payload[types.CreateStatus]
    ) -> types.Empty:
        """Set a GitHub commit status on a commit.

        `POST /repository/<owner>/<repo>/statuses/<sha>`, experimental. Needs the scope
        `github:create-status:<owner>/<repo>`.

        A payload, for example:

            {"state": "success", "context": "my checks", "target_url": "https://example.com"}

        https://docs.taskcluster.net/docs/reference/integrations/github/api#createStatus

        Args:
            owner: The organization or user that the repository belongs to.
            repo: The name of the repository.
            sha: The commit, 40 hexadecimal digits.
            payload: A dict as `tc.types.github.CreateStatus` describes it.

        Returns:
            None or an empty dict: it has worked.

        Raises:
            BadRequestError: An argument or the payload has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: The app is not installed on the repository.
        """
        response: types.Empty = self.api_client.call_api(
            "POST",
            route("api/github/v1/repository/<owner>/<repo>/statuses/<sha>", owner=owner, repo=repo, sha=sha),
            payload=payload,
        )
        return response

    @boundary
    def createComment(
        self, owner: str, repo: str, number: int | str, payload: Payload[types.CreateComment]
    ) -> types.Empty:
        """Write a GitHub comment on an issue or pull request.

        `POST /repository/<owner>/<repo>/issues/<number>/comments`, stable. Needs the scope
        `github:create-comment:<owner>/<repo>`.

        A payload, for example:

            {"body": "The build is **done**."}

        https://docs.taskcluster.net/docs/reference/integrations/github/api#createComment

        Args:
            owner: The organization or user that the repository belongs to.
            repo: The name of the repository.
            number: The number of the issue or pull request.
            payload: A dict as `tc.types.github.CreateComment` describes it.

        Returns:
            None or an empty dict: it has worked.

        Raises:
            BadRequestError: An argument or the payload has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: The app is not installed on the repository.
        """
        response: types.Empty = self.api_client.call_api(
            "POST",
            route(
                "api/github/v1/repository/<owner>/<repo>/issues/<number>/comments",
                owner=owner,
                repo=repo,
                number=number,
            ),
            payload=payload,
        )
        return response

    @boundary
    def renderTaskclusterYml(
        self, payload: Payload[types.RenderTaskclusterYmlInput]
    ) -> types.RenderTaskclusterYmlOutput:
        """Render a .taskcluster.yml for a made-up GitHub event, creating no tasks.

        `POST /taskcluster-yml`, experimental.

        A payload, for example:

            {
                "body": "{version: 1, tasks: []}",
                "fakeEvent": {"type": "github-push"},
                "organization": "my-organization",
                "repository": "my-project",
            }

        https://docs.taskcluster.net/docs/reference/integrations/github/api#renderTaskclusterYml

        Args:
            payload: A dict as `tc.types.github.RenderTaskclusterYmlInput` describes it.

        Returns:
            The `tasks` and `scopes` that the file gives.

        Raises:
            BadRequestError: The payload has the wrong form.
        """
        response: types.RenderTaskclusterYmlOutput = self.api_client.call_api(
            "POST", "api/github/v1/taskcluster-yml", payload=payload, expects_json=True
        )
        return response

    @boundary
    def heartbeat(self) -> types.Heartbeat:
        """Check that the service and what it depends on are working.

        `GET /__heartbeat__`, stable.

        https://docs.taskcluster.net/docs/reference/integrations/github/api#heartbeat

        Returns:
            A free-form dict.
        """
        response: types.Heartbeat = self.api_client.call_api("GET", "api/github/v1/__heartbeat__")
        return response

    def heartbeat_url(self) -> str:
        """The URL of `heartbeat`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/github/v1/__heartbeat__")

    def heartbeat_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `heartbeat` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/github/v1/__heartbeat__", ttl=ttl)
