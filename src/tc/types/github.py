# Generated from api/github.json by tools/generate.py. Do not edit.

"""Types of the github service: payloads, responses and messages."""

from collections.abc import Mapping
from typing import Any, Literal, NotRequired, TypeAlias

from typing_extensions import ReadOnly, TypedDict

from tc.types.common import Empty, Heartbeat, Ping, Redirect, Version

__all__ = [
    "Build",
    "BuildList",
    "BuildState",
    "CreateComment",
    "CreateStatus",
    "Empty",
    "FakeEvent",
    "FakeIssueComment",
    "FakeIssueCommentAction",
    "FakePull",
    "FakePullAction",
    "FakePullType",
    "FakePush",
    "FakeRelease",
    "FakeReleaseAction",
    "GithubPullRequestMessage",
    "GithubPushMessage",
    "GithubReleaseMessage",
    "GithubRerunMessage",
    "Heartbeat",
    "Ping",
    "Redirect",
    "RenderTaskclusterYmlInput",
    "RenderTaskclusterYmlOutput",
    "Repository",
    "StatusState",
    "TaskGroupCreationRequested",
    "TaskclusterYmlUpdateMessage",
    "Version",
]


BuildState: TypeAlias = Literal["pending", "success", "error", "failure", "cancelled"]
"""Schema: `github/v1/build-list#/properties/builds/items/properties/state`."""


class Build(TypedDict, closed=True):
    """Schema: `github/v1/build-list#/properties/builds/items`."""

    created: str
    """When the build began."""
    eventId: str
    """The id that GitHub gave the event, or `Unknown`."""
    eventType: str
    """The kind of event that made it, such as `push` or `pull_request.opened`."""
    organization: str
    """The organization or user that the repository belongs to; a dot in its name stands as `%2E`."""
    pullRequestNumber: NotRequired[int]
    """The number of the pull request. Without it the build is not one of a pull request."""
    repository: str
    """The name of the repository, without the organization; a dot in its name stands as `%2E`."""
    sha: str
    """The commit that is built: 40 hexadecimal digits."""
    state: BuildState
    """What has become of the build; `pending` while its tasks run."""
    taskGroupId: str
    """The task group that builds the commit, a slug id."""
    updated: str
    """When `state` changed last."""


class BuildList(TypedDict, closed=True):
    """Response of `builds`, `cancelBuilds`.

    Schema: `github/v1/build-list`.
    """

    builds: list[Build]
    """The builds of this page."""
    continuationToken: NotRequired[str]
    """Pass it to the next call for the next page. Without it this page is the last."""


class CreateComment(TypedDict, closed=True):
    """Payload of `createComment`.

    Schema: `github/v1/create-comment`.
    """

    body: ReadOnly[str]
    """The comment, Markdown as GitHub knows it."""


StatusState: TypeAlias = Literal["pending", "success", "error", "failure"]
"""Schema: `github/v1/create-status#/properties/state`."""


class CreateStatus(TypedDict, closed=True):
    """Payload of `createStatus`.

    Schema: `github/v1/create-status`.
    """

    context: NotRequired[ReadOnly[str]]
    """A name that tells this status from others of the commit. Without it: `default`, as GitHub has it."""
    description: NotRequired[ReadOnly[str]]
    """A short text that GitHub shows. Without it there is none."""
    state: ReadOnly[StatusState]
    """What GitHub is to show for the commit."""
    target_url: NotRequired[ReadOnly[str]]
    """The page that the status links to. Without it there is no link."""


FakeIssueCommentAction: TypeAlias = Literal["created", "edited"]
"""Schema: `github/v1/render-taskcluster-yml-input#/properties/fakeEvent/oneOf/3/properties/action`."""


class FakeIssueComment(TypedDict, closed=True):
    """Schema: `github/v1/render-taskcluster-yml-input#/properties/fakeEvent/oneOf/3`."""

    action: ReadOnly[FakeIssueCommentAction]
    """What happened to the comment."""
    overrides: NotRequired[ReadOnly[Mapping[str, object]]]
    """What is to be different from the made-up event, key by key in the form of GitHub's events. Without
    it nothing is.
    """
    type: ReadOnly[Literal["github-issue-comment"]]
    """`github-issue-comment`: a comment on a pull request."""


FakePullAction: TypeAlias = Literal[
    "opened",
    "synchronize",
    "reopened",
    "assigned",
    "auto_merge_disabled",
    "auto_merge_enabled",
    "closed",
    "converted_to_draft",
    "dequeued",
    "edited",
    "enqueued",
    "labeled",
    "ready_for_review",
    "review_requested",
    "review_request_removed",
    "unassigned",
    "unlabeled",
]
"""Schema: `github/v1/render-taskcluster-yml-input#/properties/fakeEvent/oneOf/1/properties/action`."""


FakePullType: TypeAlias = Literal["github-pull-request", "github-pull-request-untrusted"]
"""Schema: `github/v1/render-taskcluster-yml-input#/properties/fakeEvent/oneOf/1/properties/type`."""


class FakePull(TypedDict, closed=True):
    """Schema: `github/v1/render-taskcluster-yml-input#/properties/fakeEvent/oneOf/1`."""

    action: ReadOnly[FakePullAction]
    """What happened to the pull request."""
    overrides: NotRequired[ReadOnly[Mapping[str, object]]]
    """What is to be different from the made-up event, key by key in the form of GitHub's events. Without
    it nothing is.
    """
    type: ReadOnly[FakePullType]
    """A pull request; `-untrusted` is one by somebody from outside, where the file tells them apart."""


class FakePush(TypedDict, closed=True):
    """Schema: `github/v1/render-taskcluster-yml-input#/properties/fakeEvent/oneOf/0`."""

    overrides: NotRequired[ReadOnly[Mapping[str, object]]]
    """What is to be different from the made-up event, key by key in the form of GitHub's events. Without
    it nothing is.
    """
    type: ReadOnly[Literal["github-push"]]
    """`github-push`: commits were pushed to a branch."""


FakeReleaseAction: TypeAlias = Literal[
    "published", "unpublished", "created", "edited", "deleted", "prereleased", "released"
]
"""Schema: `github/v1/render-taskcluster-yml-input#/properties/fakeEvent/oneOf/2/properties/action`."""


class FakeRelease(TypedDict, closed=True):
    """Schema: `github/v1/render-taskcluster-yml-input#/properties/fakeEvent/oneOf/2`."""

    action: ReadOnly[FakeReleaseAction]
    """What happened to the release."""
    overrides: NotRequired[ReadOnly[Mapping[str, object]]]
    """What is to be different from the made-up event, key by key in the form of GitHub's events. Without
    it nothing is.
    """
    type: ReadOnly[Literal["github-release"]]
    """`github-release`: a release."""


FakeEvent: TypeAlias = FakePush | FakePull | FakeRelease | FakeIssueComment
"""Schema: `github/v1/render-taskcluster-yml-input#/properties/fakeEvent`."""


class GithubPullRequestMessage(TypedDict, closed=True):
    """Message of `pullRequest`.

    Schema: `github/v1/github-pull-request-message`.
    """

    action: str
    """What happened to it, in GitHub's words."""
    body: dict[str, Any]
    """The event as GitHub sent it to the service."""
    branch: str
    """The branch that the event is about."""
    details: NotRequired[dict[str, Any]]
    eventId: str
    """The id that GitHub gave the event: the header `X-GitHub-Delivery`."""
    installationId: int
    """The number of the installation of the app, as GitHub counts them."""
    organization: str
    """The organization or user that the repository belongs to; a dot in its name stands as `%2E`."""
    repository: str
    """The name of the repository, without the organization; a dot in its name stands as `%2E`."""
    tasks_for: str
    """The kind of event as `.taskcluster.yml` sees it, such as `github-push`."""
    version: Literal[1]
    """The version of the message format, 1."""


class GithubPushMessage(TypedDict, closed=True):
    """Message of `push`.

    Schema: `github/v1/github-push-message`.
    """

    body: dict[str, Any]
    """The event as GitHub sent it to the service."""
    branch: str
    """The branch that the event is about."""
    details: NotRequired[dict[str, Any]]
    eventId: str
    """The id that GitHub gave the event: the header `X-GitHub-Delivery`."""
    installationId: int
    """The number of the installation of the app, as GitHub counts them."""
    organization: str
    """The organization or user that the repository belongs to; a dot in its name stands as `%2E`."""
    repository: str
    """The name of the repository, without the organization; a dot in its name stands as `%2E`."""
    tasks_for: str
    """The kind of event as `.taskcluster.yml` sees it, such as `github-push`."""
    version: Literal[1]
    """The version of the message format, 1."""


class GithubReleaseMessage(GithubPushMessage, closed=True):
    """Message of `release`.

    Schema: `github/v1/github-release-message`.
    """


class GithubRerunMessage(TypedDict, closed=True):
    """Message of `rerun`.

    Schema: `github/v1/github-rerun-message`.
    """

    body: dict[str, Any]
    """The event as GitHub sent it to the service."""
    checkRunId: float
    """The number of the check run that is to run again."""
    checkSuiteId: float
    """The number of the check suite that the run belongs to."""
    details: NotRequired[dict[str, Any]]
    eventId: str
    """The id that GitHub gave the event: the header `X-GitHub-Delivery`."""
    installationId: int
    """The number of the installation of the app, as GitHub counts them."""
    organization: str
    """The organization or user that the repository belongs to; a dot in its name stands as `%2E`."""
    repository: str
    """The name of the repository, without the organization; a dot in its name stands as `%2E`."""
    tasks_for: str
    """The kind of event as `.taskcluster.yml` sees it, such as `github-push`."""
    version: Literal[1]
    """The version of the message format, 1."""


class RenderTaskclusterYmlInput(TypedDict, closed=True):
    """Payload of `renderTaskclusterYml`.

    Schema: `github/v1/render-taskcluster-yml-input`.
    """

    body: ReadOnly[str]
    """The content of a `.taskcluster.yml`."""
    fakeEvent: ReadOnly[FakeEvent]
    """The kind of event to make up, for which the file is rendered."""
    organization: NotRequired[ReadOnly[str]]
    """The organization in the event, 1 to 39 letters, digits and `-`. Without it the service makes one up."""
    repository: NotRequired[ReadOnly[str]]
    """The repository in the event, 1 to 100 letters, digits and `-_.`. Without it the service makes one
    up.
    """


class RenderTaskclusterYmlOutput(TypedDict, closed=True):
    """Response of `renderTaskclusterYml`.

    Schema: `github/v1/render-taskcluster-yml-output`.
    """

    scopes: list[str]
    """The scopes with which the tasks would be created."""
    tasks: list[dict[str, Any]]
    """The tasks that would be created, each with its `taskId` and definition."""


class Repository(TypedDict, closed=True):
    """Response of `repository`.

    Schema: `github/v1/repository`.
    """

    installed: bool
    """True if the service's app is installed on the repository."""


class TaskGroupCreationRequested(TypedDict, closed=True):
    """Message of `taskGroupCreationRequested`.

    Schema: `github/v1/task-group-creation-requested`.
    """

    organization: str
    """The organization or user that the repository belongs to; a dot in its name stands as `%2E`."""
    repository: str
    """The name of the repository, without the organization; a dot in its name stands as `%2E`."""
    taskGroupId: str
    """The task group that was created, a slug id."""
    version: Literal[1]
    """The version of the message format, 1."""


class TaskclusterYmlUpdateMessage(TypedDict, closed=True):
    """Message of `taskclusterYmlUpdate`.

    Schema: `github/v1/taskcluster-yml-update-message`.
    """

    eventId: str
    """The id that GitHub gave the event: the header `X-GitHub-Delivery`."""
    organization: str
    """The organization or user that the repository belongs to; a dot in its name stands as `%2E`."""
    ref: str
    """The git reference on which the file was changed, such as `refs/heads/main`."""
    repository: str
    """The name of the repository, without the organization; a dot in its name stands as `%2E`."""
    version: Literal[1]
    """The version of the message format, 1."""
