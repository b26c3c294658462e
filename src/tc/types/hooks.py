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
    routingKeyPattern: ReadOnly[str]


class HookMetadataInput(TypedDict, closed=True):
    """Schema: `hooks/v1/hook-metadata`."""

    description: ReadOnly[str]
    emailOnError: NotRequired[ReadOnly[bool]]
    name: ReadOnly[str]
    owner: ReadOnly[str]


class CreateHookRequest(TypedDict, closed=True):
    """Payload of `createHook`, `updateHook`.

    Schema: `hooks/v1/create-hook-request`.
    """

    bindings: NotRequired[ReadOnly[Sequence[HookBindingInput]]]
    hookGroupId: NotRequired[ReadOnly[str]]
    hookId: NotRequired[ReadOnly[str]]
    metadata: ReadOnly[HookMetadataInput]
    schedule: NotRequired[ReadOnly[Sequence[str]]]
    task: ReadOnly[Mapping[str, object]]
    triggerSchema: NotRequired[ReadOnly[Mapping[str, object]]]


class HookBinding(TypedDict, closed=True):
    """Schema: `hooks/v1/bindings#/items`."""

    exchange: str
    routingKeyPattern: str


class HookMetadata(TypedDict, closed=True):
    """Schema: `hooks/v1/hook-metadata`."""

    description: str
    emailOnError: NotRequired[bool]
    name: str
    owner: str


class HookDefinition(TypedDict, closed=True):
    """Response of `hook`, `createHook`, `updateHook`.

    Schema: `hooks/v1/hook-definition`.
    """

    bindings: NotRequired[list[HookBinding]]
    hookGroupId: str
    hookId: str
    metadata: HookMetadata
    schedule: list[str]
    task: dict[str, Any]
    triggerSchema: dict[str, Any]


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
    firedBy: HookFireFiredBy
    hookGroupId: str
    hookId: str
    result: HookFireResult
    taskCreateTime: str
    taskId: str
    taskState: HookFireTaskState


class LastFireError(TypedDict, closed=True):
    """Schema: `hooks/v1/hook-status#/properties/lastFire/oneOf/1`."""

    error: dict[str, Any]
    result: Literal["error"]
    time: str


class LastFireNoFire(TypedDict, closed=True):
    """Schema: `hooks/v1/hook-status#/properties/lastFire/oneOf/2`."""

    result: Literal["no-fire"]


class LastFireSuccess(TypedDict, closed=True):
    """Schema: `hooks/v1/hook-status#/properties/lastFire/oneOf/0`."""

    result: Literal["success"]
    taskId: str
    time: str


LastFire: TypeAlias = LastFireSuccess | LastFireError | LastFireNoFire
"""Schema: `hooks/v1/hook-status#/properties/lastFire`."""


class HookStatus(TypedDict, closed=True):
    """Response of `getHookStatus`.

    Schema: `hooks/v1/hook-status`.
    """

    lastFire: LastFire
    nextScheduledDate: NotRequired[str]


class ListHookGroupsResponse(TypedDict, closed=True):
    """Response of `listHookGroups`.

    Schema: `hooks/v1/list-hook-groups-response`.
    """

    groups: list[str]


class ListHooksResponse(TypedDict, closed=True):
    """Response of `listHooks`.

    Schema: `hooks/v1/list-hooks-response`.
    """

    hooks: list[HookDefinition]


class ListLastFiresResponse(TypedDict, closed=True):
    """Response of `listLastFires`.

    Schema: `hooks/v1/list-lastFires-response`.
    """

    continuationToken: NotRequired[str]
    lastFires: list[HookFire]


class NothingTriggered(TypedDict, closed=True):
    """Schema: `hooks/v1/trigger-hook-response#/anyOf/1`."""


class PulseHookChangedMessage(TypedDict):
    """Message of `hookCreated`, `hookUpdated`, `hookDeleted`.

    Schema: `hooks/v1/pulse-hook-changed-message`.
    """

    hookGroupId: str
    hookId: str


TriggerHook: TypeAlias = Mapping[str, object]
"""Payload of `triggerHook`, `triggerHookWithToken`.

Schema: `hooks/v1/trigger-hook`.
"""


class TriggeredTaskStatus(TypedDict, closed=True):
    """Schema: `hooks/v1/trigger-hook-response#/anyOf/0/properties/status`."""

    taskId: NotRequired[str]


class TriggeredTask(TypedDict, closed=True):
    """Schema: `hooks/v1/trigger-hook-response#/anyOf/0`."""

    status: NotRequired[TriggeredTaskStatus]
    taskId: str


TriggerHookResponse: TypeAlias = TriggeredTask | NothingTriggered
"""Response of `triggerHook`, `triggerHookWithToken`.

Schema: `hooks/v1/trigger-hook-response`.
"""


class TriggerTokenResponse(TypedDict, closed=True):
    """Response of `getTriggerToken`, `resetTriggerToken`.

    Schema: `hooks/v1/trigger-token-response`.
    """

    token: str
