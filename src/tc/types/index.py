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
    """Free-form data that was indexed with the task."""
    expires: str
    """When the entry is deleted from the index; after it, `findTask` does not find it."""
    namespace: str
    """The full path of the entry, words joined by dots."""
    rank: float
    """Decides between tasks for one path: an entry is replaced by one of equal or higher rank."""
    taskId: str
    """The task that is indexed, a slug id."""


class InsertTaskRequest(TypedDict, closed=True):
    """Payload of `insertTask`.

    Schema: `index/v1/insert-task-request`.
    """

    data: ReadOnly[Mapping[str, object]]
    """Free-form data to keep with the entry; an empty object if there is none."""
    expires: ReadOnly[datetime | str]
    """When the entry is deleted from the index. It should not be after the task's own `expires`."""
    rank: ReadOnly[float]
    """Decides between tasks for one path: the entry is written unless one of a higher rank is there. Often
    a time in seconds; 0 if all are alike.
    """
    taskId: ReadOnly[str]
    """The task to find under this path, a slug id."""


class Namespace(TypedDict, closed=True):
    """Schema: `index/v1/list-namespaces-response#/properties/namespaces/items`."""

    expires: str
    """When the namespace is deleted."""
    name: str
    """The last word of the path."""
    namespace: str
    """The full path of the namespace, words joined by dots."""


class ListNamespacesResponse(TypedDict, closed=True):
    """Response of `listNamespaces`.

    Schema: `index/v1/list-namespaces-response`.
    """

    continuationToken: NotRequired[str]
    """Pass it to the next call for the next page. Without it this page is the last."""
    namespaces: list[Namespace]
    """The namespaces of this page, which are directly below the one asked for."""


class ListTasksAtIndex(TypedDict, closed=True):
    """Payload of `findTasksAtIndex`.

    Schema: `index/v1/list-tasks-at-index`.
    """

    indexes: NotRequired[ReadOnly[Sequence[str]]]
    """The full paths to look up, words joined by dots. Paths with no entry are left out of the response.
    Without it: none.
    """


class ListTasksResponse(TypedDict, closed=True):
    """Response of `findTasksAtIndex`, `listTasks`.

    Schema: `index/v1/list-tasks-response`.
    """

    continuationToken: NotRequired[str]
    """Pass it to the next call for the next page. Without it this page is the last."""
    tasks: list[IndexedTaskResponse]
    """The entries of this page."""
