# Generated from api/index.json by tools/generate.py. Do not edit.

"""Types of the index service: payloads, responses and messages."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NotRequired

from typing_extensions import ReadOnly, TypedDict

from tc.types.common import Empty, Heartbeat, Ping, Redirect, Version

__all__ = [
    "Empty",
    "Heartbeat",
    "IndexedTaskResponse",
    "InsertTaskRequest",
    "ListNamespacesResponse",
    "ListTasksAtIndex",
    "ListTasksResponse",
    "Namespace",
    "Ping",
    "Redirect",
    "Version",
]


class IndexedTaskResponse(TypedDict, closed=True):
    """Response of `findTask`, `insertTask`.

    Schemas:
    - `index/v1/indexed-task-response`
    - `index/v1/list-tasks-response#/properties/tasks/items`
    """

    data: dict[str, Any]
    expires: str
    namespace: str
    rank: float
    taskId: str


class InsertTaskRequest(TypedDict, closed=True):
    """Payload of `insertTask`.

    Schema: `index/v1/insert-task-request`.
    """

    data: ReadOnly[Mapping[str, object]]
    expires: ReadOnly[datetime | str]
    rank: ReadOnly[float]
    taskId: ReadOnly[str]


class Namespace(TypedDict, closed=True):
    """Schema: `index/v1/list-namespaces-response#/properties/namespaces/items`."""

    expires: str
    name: str
    namespace: str


class ListNamespacesResponse(TypedDict, closed=True):
    """Response of `listNamespaces`.

    Schema: `index/v1/list-namespaces-response`.
    """

    continuationToken: NotRequired[str]
    namespaces: list[Namespace]


class ListTasksAtIndex(TypedDict, closed=True):
    """Payload of `findTasksAtIndex`.

    Schema: `index/v1/list-tasks-at-index`.
    """

    indexes: NotRequired[ReadOnly[Sequence[str]]]


class ListTasksResponse(TypedDict, closed=True):
    """Response of `findTasksAtIndex`, `listTasks`.

    Schema: `index/v1/list-tasks-response`.
    """

    continuationToken: NotRequired[str]
    tasks: list[IndexedTaskResponse]
