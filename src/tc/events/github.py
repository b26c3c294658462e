# Generated from api/github.json by tools/generate.py. Do not edit.

"""Exchanges of the github service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tc._lazy import LazyModule
from tc.binding import Binding, word

if TYPE_CHECKING:
    from tc.types import github as types
else:
    types = LazyModule("tc.types.github")


class GithubEvents:
    """Bindings to the exchanges of the github service, one method each; a key that is left out matches
    anything.

    https://docs.taskcluster.net/docs/reference/integrations/github/exchanges
    """

    def pullRequest(
        self,
        *,
        organization: str | int | None = None,
        repository: str | int | None = None,
        action: str | int | None = None,
    ) -> Binding[types.GithubPullRequestMessage]:
        """GitHub reports an event on a pull request.

        Messages are `types.GithubPullRequestMessage`.
        """
        return Binding(
            "exchange/taskcluster-github/v1/pull-request",
            ".".join(
                (
                    "primary",
                    word("organization", organization),
                    word("repository", repository),
                    word("action", action),
                )
            ),
        )

    def push(
        self, *, organization: str | int | None = None, repository: str | int | None = None
    ) -> Binding[types.GithubPushMessage]:
        """GitHub reports a push to a repository.

        Messages are `types.GithubPushMessage`.
        """
        return Binding(
            "exchange/taskcluster-github/v1/push",
            ".".join(
                (
                    "primary",
                    word("organization", organization),
                    word("repository", repository),
                )
            ),
        )

    def release(
        self, *, organization: str | int | None = None, repository: str | int | None = None
    ) -> Binding[types.GithubReleaseMessage]:
        """GitHub reports an event on a release.

        Messages are `types.GithubReleaseMessage`.
        """
        return Binding(
            "exchange/taskcluster-github/v1/release",
            ".".join(
                (
                    "primary",
                    word("organization", organization),
                    word("repository", repository),
                )
            ),
        )

    def rerun(
        self, *, organization: str | int | None = None, repository: str | int | None = None
    ) -> Binding[types.GithubRerunMessage]:
        """Someone asks on GitHub for a check run to be run again.

        Messages are `types.GithubRerunMessage`.
        """
        return Binding(
            "exchange/taskcluster-github/v1/rerun",
            ".".join(
                (
                    "primary",
                    word("organization", organization),
                    word("repository", repository),
                )
            ),
        )

    def taskGroupCreationRequested(
        self, *, organization: str | int | None = None, repository: str | int | None = None
    ) -> Binding[types.TaskGroupCreationRequested]:
        """A task group is requested for a GitHub event.

        Messages are `types.TaskGroupCreationRequested`.
        """
        return Binding(
            "exchange/taskcluster-github/v1/task-group-creation-requested",
            ".".join(
                (
                    "primary",
                    word("organization", organization),
                    word("repository", repository),
                )
            ),
        )

    def taskclusterYmlUpdate(
        self, *, organization: str | int | None = None, repository: str | int | None = None
    ) -> Binding[types.TaskclusterYmlUpdateMessage]:
        """A push changes the .taskcluster.yml of a repository.

        Messages are `types.TaskclusterYmlUpdateMessage`.
        """
        return Binding(
            "exchange/taskcluster-github/v1/taskcluster-yml-update",
            ".".join(
                (
                    "primary",
                    word("organization", organization),
                    word("repository", repository),
                )
            ),
        )
