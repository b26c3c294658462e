# Generated from api/hooks.json by tools/generate.py. Do not edit.

"""Types of the hooks service: payloads, responses and messages."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NotRequired, TypeAlias

from typing_extensions import ReadOnly, TypedDict

from tc.types.common import Empty, Heartbeat, Ping, Version

__all__ = [
    "CreateHookRequest",
    "Empty",
    "Heartbeat",
    "HookBinding",
    "HookBindingInput",
    "HookDefinition",
    "HookFire",
    "HookFireFiredBy",
    "HookFireResult",
    "HookFireTaskState",
    "HookMetadata",
    "HookMetadataInput",
    "HookStatus",
    "LastFire",
    "LastFireError",
    "LastFireNoFire",
    "LastFireSuccess",
    "ListHookGroupsResponse",
    "ListHooksResponse",
    "ListLastFiresResponse",
    "NothingTriggered",
    "Ping",
    "PulseHookChangedMessage",
    "TriggerHook",
    "TriggerHookResponse",
    "TriggerTokenResponse",
    "TriggeredTask",
    "TriggeredTaskStatus",
    "Version",
]


class HookBindingInput(TypedDict, closed=True):
    """Schema: `hooks/v1/bindings#/items`."""

    exchange: ReadOnly[str]
    """The exchange, such as `exchange/taskcluster-queue/v1/task-completed`. Those that say that tasks or
    hooks were created are refused.
    """
    routingKeyPattern: ReadOnly[str]
    """The routing keys to listen to: words joined by dots, `*` for one word, `#` for any number; `#` alone
    for all.
    """


class HookMetadataInput(TypedDict, closed=True):
    """Schema: `hooks/v1/hook-metadata`."""

    description: ReadOnly[str]
    """What the hook does, Markdown, up to 32,768 characters."""
    emailOnError: NotRequired[ReadOnly[bool]]
    """True to have `owner` get an email when the hook cannot create its task. Default: true."""
    name: ReadOnly[str]
    """A short name for people, up to 255 characters."""
    owner: ReadOnly[str]
    """The email address of the one who looks after the hook."""


class CreateHookRequest(TypedDict, closed=True):
    """Payload of `createHook`, `updateHook`.

    Schema: `hooks/v1/create-hook-request`.
    """

    bindings: NotRequired[ReadOnly[Sequence[HookBindingInput]]]
    """Messages that fire the hook. Without it: none."""
    hookGroupId: NotRequired[ReadOnly[str]]
    """The group of the hook, as in the URL. Without it: that of the URL."""
    hookId: NotRequired[ReadOnly[str]]
    """The name of the hook, as in the URL. Without it: that of the URL."""
    metadata: ReadOnly[HookMetadataInput]
    """What the hook is for, and who looks after it."""
    schedule: NotRequired[ReadOnly[Sequence[str]]]
    """When the hook fires by itself: cron expressions in UTC, `minute hour day month weekday`, with
    seconds before them if wanted. Default: never.
    """
    task: ReadOnly[Mapping[str, object]]
    """The template of the task, JSON-e: the payload of `createTask`. `created`, `deadline` (a day) and
    `expires` (30 days) are filled in where it has none; a template that renders to null creates no
    task.
    """
    triggerSchema: NotRequired[ReadOnly[Mapping[str, object]]]
    """The JSON schema of the payload that `triggerHook` takes. Default: an empty object only."""


class HookBinding(TypedDict, closed=True):
    """Schema: `hooks/v1/bindings#/items`."""

    exchange: str
    """The exchange, such as `exchange/taskcluster-queue/v1/task-completed`. Those that say that tasks or
    hooks were created are refused.
    """
    routingKeyPattern: str
    """The routing keys to listen to: words joined by dots, `*` for one word, `#` for any number; `#` alone
    for all.
    """


class HookMetadata(TypedDict, closed=True):
    """Schema: `hooks/v1/hook-metadata`."""

    description: str
    """What the hook does, Markdown, up to 32,768 characters."""
    emailOnError: NotRequired[bool]
    """True to have `owner` get an email when the hook cannot create its task. Default: true."""
    name: str
    """A short name for people, up to 255 characters."""
    owner: str
    """The email address of the one who looks after the hook."""


class HookDefinition(TypedDict, closed=True):
    """Response of `hook`, `createHook`, `updateHook`.

    Schema: `hooks/v1/hook-definition`.
    """

    bindings: NotRequired[list[HookBinding]]
    """Messages that fire the hook. Without it: none."""
    hookGroupId: str
    """The group of the hook: 1 to 1000 letters, digits, `-` and `_`."""
    hookId: str
    """The name of the hook, unique in its group: 1 to 1000 letters, digits, `-`, `_` and `/`."""
    metadata: HookMetadata
    """What the hook is for, and who looks after it."""
    schedule: list[str]
    """When the hook fires by itself: cron expressions in UTC; empty for never."""
    task: dict[str, Any]
    """The template of the task, JSON-e: the payload of `createTask`."""
    triggerSchema: dict[str, Any]
    """The JSON schema of the payload that `triggerHook` takes."""


HookFireFiredBy: TypeAlias = Literal["schedule", "triggerHook", "triggerHookWithToken", "pulseMessage"]
"""Schema: `hooks/v1/list-lastFires-response#/properties/lastFires/items/properties/firedBy`."""


HookFireResult: TypeAlias = Literal["success", "error"]
"""Schema: `hooks/v1/list-lastFires-response#/properties/lastFires/items/properties/result`."""


HookFireTaskState: TypeAlias = Literal[
    "unknown", "unscheduled", "pending", "running", "completed", "failed", "exception"
]
"""Schema: `hooks/v1/list-lastFires-response#/properties/lastFires/items/properties/taskState`."""


class HookFire(TypedDict, closed=True):
    """Schema: `hooks/v1/list-lastFires-response#/properties/lastFires/items`."""

    error: str
    """What went wrong; empty if nothing did."""
    firedBy: HookFireFiredBy
    """What fired the hook."""
    hookGroupId: str
    """The group of the hook: 1 to 1000 letters, digits, `-` and `_`."""
    hookId: str
    """The name of the hook, unique in its group: 1 to 1000 letters, digits, `-`, `_` and `/`."""
    result: HookFireResult
    """What came of it."""
    taskCreateTime: str
    """When the hook fired."""
    taskId: str
    """The task that was, or was to be, created, a slug id."""
    taskState: HookFireTaskState
    """The state of the task; `unknown` if it was not created or is not there any more."""


class LastFireError(TypedDict, closed=True):
    """Schema: `hooks/v1/hook-status#/properties/lastFire/oneOf/1`."""

    error: dict[str, Any]
    """What went wrong."""
    result: Literal["error"]
    """`error`: no task was created."""
    time: str
    """When the hook fired."""


class LastFireNoFire(TypedDict, closed=True):
    """Schema: `hooks/v1/hook-status#/properties/lastFire/oneOf/2`."""

    result: Literal["no-fire"]
    """`no-fire`: the hook has not fired yet."""


class LastFireSuccess(TypedDict, closed=True):
    """Schema: `hooks/v1/hook-status#/properties/lastFire/oneOf/0`."""

    result: Literal["success"]
    """`success`: a task was created."""
    taskId: str
    """The task that was created, a slug id."""
    time: str
    """When the hook fired."""


LastFire: TypeAlias = LastFireSuccess | LastFireError | LastFireNoFire
"""Schema: `hooks/v1/hook-status#/properties/lastFire`."""


class HookStatus(TypedDict, closed=True):
    """Response of `getHookStatus`.

    Schema: `hooks/v1/hook-status`.
    """

    lastFire: LastFire
    """What came of firing the hook last."""
    nextScheduledDate: NotRequired[str]
    """When the hook fires by its schedule next. Without it, it has none."""


class ListHookGroupsResponse(TypedDict, closed=True):
    """Response of `listHookGroups`.

    Schema: `hooks/v1/list-hook-groups-response`.
    """

    groups: list[str]
    """The names of all groups that have hooks."""


class ListHooksResponse(TypedDict, closed=True):
    """Response of `listHooks`.

    Schema: `hooks/v1/list-hooks-response`.
    """

    hooks: list[HookDefinition]
    """The definitions of all hooks of the group."""


class ListLastFiresResponse(TypedDict, closed=True):
    """Response of `listLastFires`.

    Schema: `hooks/v1/list-lastFires-response`.
    """

    continuationToken: NotRequired[str]
    """Pass it to the next call for the next page. Without it this page is the last."""
    lastFires: list[HookFire]
    """How the hook fired, the latest first."""


class NothingTriggered(TypedDict, closed=True):
    """Schema: `hooks/v1/trigger-hook-response#/anyOf/1`."""


class PulseHookChangedMessage(TypedDict):
    """Message of `hookCreated`, `hookUpdated`, `hookDeleted`.

    Schema: `hooks/v1/pulse-hook-changed-message`.
    """

    hookGroupId: str
    """The group of the hook: 1 to 1000 letters, digits, `-` and `_`."""
    hookId: str
    """The name of the hook, unique in its group: 1 to 1000 letters, digits, `-`, `_` and `/`."""


TriggerHook: TypeAlias = Mapping[str, object]
"""Payload of `triggerHook`, `triggerHookWithToken`.

Schema: `hooks/v1/trigger-hook`.
"""


class TriggeredTaskStatus(TypedDict, closed=True):
    """Schema: `hooks/v1/trigger-hook-response#/anyOf/0/properties/status`."""

    taskId: NotRequired[str]
    """The task that was created, a slug id."""


class TriggeredTask(TypedDict, closed=True):
    """Schema: `hooks/v1/trigger-hook-response#/anyOf/0`."""

    status: NotRequired[TriggeredTaskStatus]
    """The id of the task once more."""
    taskId: str
    """The task that was created, a slug id."""


TriggerHookResponse: TypeAlias = TriggeredTask | NothingTriggered
"""Response of `triggerHook`, `triggerHookWithToken`.

Schema: `hooks/v1/trigger-hook-response`.
"""


class TriggerTokenResponse(TypedDict, closed=True):
    """Response of `getTriggerToken`, `resetTriggerToken`.

    Schema: `hooks/v1/trigger-token-response`.
    """

    token: str
    """The secret that `triggerHookWithToken` takes: those who know it can fire the hook. Keep it out of
    logs.
    """
