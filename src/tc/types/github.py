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
    eventId: str
    eventType: str
    organization: str
    pullRequestNumber: NotRequired[int]
    repository: str
    sha: str
    state: BuildState
    taskGroupId: str
    updated: str


class BuildList(TypedDict, closed=True):
    """Response of `builds`, `cancelBuilds`.

    Schema: `github/v1/build-list`.
    """

    builds: list[Build]
    continuationToken: NotRequired[str]


class CreateComment(TypedDict, closed=True):
    """Payload of `createComment`.

    Schema: `github/v1/create-comment`.
    """

    body: ReadOnly[str]


StatusState: TypeAlias = Literal["pending", "success", "error", "failure"]
"""Schema: `github/v1/create-status#/properties/state`."""


class CreateStatus(TypedDict, closed=True):
    """Payload of `createStatus`.

    Schema: `github/v1/create-status`.
    """

    context: NotRequired[ReadOnly[str]]
    description: NotRequired[ReadOnly[str]]
    state: ReadOnly[StatusState]
    target_url: NotRequired[ReadOnly[str]]


FakeIssueCommentAction: TypeAlias = Literal["created", "edited"]
"""Schema: `github/v1/render-taskcluster-yml-input#/properties/fakeEvent/oneOf/3/properties/action`."""


class FakeIssueComment(TypedDict, closed=True):
    """Schema: `github/v1/render-taskcluster-yml-input#/properties/fakeEvent/oneOf/3`."""

    action: ReadOnly[FakeIssueCommentAction]
    overrides: NotRequired[ReadOnly[Mapping[str, object]]]
    type: ReadOnly[Literal["github-issue-comment"]]


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
    overrides: NotRequired[ReadOnly[Mapping[str, object]]]
    type: ReadOnly[FakePullType]


class FakePush(TypedDict, closed=True):
    """Schema: `github/v1/render-taskcluster-yml-input#/properties/fakeEvent/oneOf/0`."""

    overrides: NotRequired[ReadOnly[Mapping[str, object]]]
    type: ReadOnly[Literal["github-push"]]


FakeReleaseAction: TypeAlias = Literal[
    "published", "unpublished", "created", "edited", "deleted", "prereleased", "released"
]
"""Schema: `github/v1/render-taskcluster-yml-input#/properties/fakeEvent/oneOf/2/properties/action`."""


class FakeRelease(TypedDict, closed=True):
    """Schema: `github/v1/render-taskcluster-yml-input#/properties/fakeEvent/oneOf/2`."""

    action: ReadOnly[FakeReleaseAction]
    overrides: NotRequired[ReadOnly[Mapping[str, object]]]
    type: ReadOnly[Literal["github-release"]]


FakeEvent: TypeAlias = FakePush | FakePull | FakeRelease | FakeIssueComment
"""Schema: `github/v1/render-taskcluster-yml-input#/properties/fakeEvent`."""


class GithubPullRequestMessage(TypedDict, closed=True):
    """Message of `pullRequest`.

    Schema: `github/v1/github-pull-request-message`.
    """

    action: str
    body: dict[str, Any]
    branch: str
    details: NotRequired[dict[str, Any]]
    eventId: str
    installationId: int
    organization: str
    repository: str
    tasks_for: str
    version: Literal[1]


class GithubPushMessage(TypedDict, closed=True):
    """Message of `push`.

    Schema: `github/v1/github-push-message`.
    """

    body: dict[str, Any]
    branch: str
    details: NotRequired[dict[str, Any]]
    eventId: str
    installationId: int
    organization: str
    repository: str
    tasks_for: str
    version: Literal[1]


class GithubReleaseMessage(GithubPushMessage, closed=True):
    """Message of `release`.

    Schema: `github/v1/github-release-message`.
    """


class GithubRerunMessage(TypedDict, closed=True):
    """Message of `rerun`.

    Schema: `github/v1/github-rerun-message`.
    """

    body: dict[str, Any]
    checkRunId: float
    checkSuiteId: float
    details: NotRequired[dict[str, Any]]
    eventId: str
    installationId: int
    organization: str
    repository: str
    tasks_for: str
    version: Literal[1]


class RenderTaskclusterYmlInput(TypedDict, closed=True):
    """Payload of `renderTaskclusterYml`.

    Schema: `github/v1/render-taskcluster-yml-input`.
    """

    body: ReadOnly[str]
    fakeEvent: ReadOnly[FakeEvent]
    organization: NotRequired[ReadOnly[str]]
    repository: NotRequired[ReadOnly[str]]


class RenderTaskclusterYmlOutput(TypedDict, closed=True):
    """Response of `renderTaskclusterYml`.

    Schema: `github/v1/render-taskcluster-yml-output`.
    """

    scopes: list[str]
    tasks: list[dict[str, Any]]


class Repository(TypedDict, closed=True):
    """Response of `repository`.

    Schema: `github/v1/repository`.
    """

    installed: bool


class TaskGroupCreationRequested(TypedDict, closed=True):
    """Message of `taskGroupCreationRequested`.

    Schema: `github/v1/task-group-creation-requested`.
    """

    organization: str
    repository: str
    taskGroupId: str
    version: Literal[1]


class TaskclusterYmlUpdateMessage(TypedDict, closed=True):
    """Message of `taskclusterYmlUpdate`.

    Schema: `github/v1/taskcluster-yml-update-message`.
    """

    eventId: str
    organization: str
    ref: str
    repository: str
    version: Literal[1]
