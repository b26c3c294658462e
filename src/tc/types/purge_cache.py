# Generated from api/purge-cache.json by tools/generate.py. Do not edit.

"""Types of the purge-cache service: payloads, responses and messages."""

from typing import NotRequired

from typing_extensions import ReadOnly, TypedDict

from tc.types.common import Empty, Heartbeat, Ping, Version

__all__ = [
    "AllPurgeCacheRequestList",
    "CachePurge",
    "Empty",
    "Heartbeat",
    "Ping",
    "PurgeCacheRequest",
    "PurgeCacheRequestList",
    "Version",
]


class CachePurge(TypedDict, closed=True):
    """Schema: `purge-cache/v1/purge-cache-requests#/items`."""

    before: str
    cacheName: str
    provisionerId: str
    workerType: str


class AllPurgeCacheRequestList(TypedDict, closed=True):
    """Response of `allPurgeRequests`.

    Schema: `purge-cache/v1/all-purge-cache-request-list`.
    """

    continuationToken: NotRequired[str]
    requests: list[CachePurge]


class PurgeCacheRequest(TypedDict, closed=True):
    """Payload of `purgeCache`.

    Schema: `purge-cache/v1/purge-cache-request`.
    """

    cacheName: ReadOnly[str]


class PurgeCacheRequestList(TypedDict, closed=True):
    """Response of `purgeRequests`.

    Schema: `purge-cache/v1/purge-cache-request-list`.
    """

    requests: list[CachePurge]
