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
    """A cache of this name that was made before this time is not to be used any more."""
    cacheName: str
    """The name of the cache, as payloads of tasks give it."""
    provisionerId: str
    """The part of the worker pool's id before the slash."""
    workerType: str
    """The part of the worker pool's id after the slash."""


class AllPurgeCacheRequestList(TypedDict, closed=True):
    """Response of `allPurgeRequests`.

    Schema: `purge-cache/v1/all-purge-cache-request-list`.
    """

    continuationToken: NotRequired[str]
    """Pass it to the next call for the next page. Without it this page is the last."""
    requests: list[CachePurge]
    """The caches that are not to be used any more."""


class PurgeCacheRequest(TypedDict, closed=True):
    """Payload of `purgeCache`.

    Schema: `purge-cache/v1/purge-cache-request`.
    """

    cacheName: ReadOnly[str]
    """The name of the cache, as payloads of tasks give it to workers of the pool."""


class PurgeCacheRequestList(TypedDict, closed=True):
    """Response of `purgeRequests`.

    Schema: `purge-cache/v1/purge-cache-request-list`.
    """

    requests: list[CachePurge]
    """The caches that are not to be used any more."""
