"""The purge-cache service: which caches of a worker pool are not to be used any more."""

from __future__ import annotations

import contextlib
import re
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

from tc.testing.clock import parse_moment
from tc.testing.protocol.api_facts import Service as ServiceFacts
from tc.testing.protocol.call import Call
from tc.testing.protocol.errors import ApiError
from tc.testing.protocol.response import Response
from tc.testing.services.base import QUEUE_ID, Context, Patterns, Service

LIFETIME = timedelta(days=1)  # of a request
MOMENT = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[Tt ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)([Zz]|[+-]\d\d:?\d\d)?)?)?)?",
    re.ASCII,
)
EPOCH = datetime.fromtimestamp(0, UTC)


class PurgeCache(Service):
    """The moment before which a cache is stale, by worker pool and cache name."""

    ids: ClassVar[Patterns] = {"workerPoolId": QUEUE_ID}

    def __init__(self, deployment: Context, facts: ServiceFacts) -> None:
        super().__init__(deployment, facts)
        self.before: dict[tuple[str, str], datetime] = {}

    async def purgeCache(self, call: Call) -> Any:
        """Ask for a cache to be purged."""
        call.require(cacheName=call.payload["cacheName"])
        self.before[call.params["workerPoolId"], call.payload["cacheName"]] = call.now
        return Response(None, 204)

    def current(self) -> list[tuple[str, str]]:
        """The worker pools and caches of the requests that have not expired."""
        return [key for key in sorted(self.before) if self.before[key] + LIFETIME > self.clock.now()]

    async def allPurgeRequests(self, call: Call) -> Any:
        """All that was asked for."""
        return call.page([self.request(key) for key in self.current()])

    async def purgeRequests(self, call: Call) -> Any:
        """What was asked for one worker pool, since a moment."""
        since = None
        if "since" in call.query:
            since = moment_of(call.query["since"])
        keys = [key for key in self.current() if key[0] == call.params["workerPoolId"]]
        return {"requests": [self.request(key) for key in keys if since is None or self.before[key] >= since]}

    def request(self, key: tuple[str, str]) -> dict[str, Any]:
        """Return the request to purge a cache of a worker pool, as the API describes it."""
        provisioner, _, worker_type = key[0].partition("/")
        names = {"provisionerId": provisioner, "workerType": worker_type, "cacheName": key[1]}
        return {**names, "before": self.before[key]}


def moment_of(text: str) -> datetime:
    """A moment in a query, in the forms of ISO 8601 that JavaScript reads; without an offset it is UTC.

    Raises:
        ApiError: InvalidRequestArguments.
    """
    found, moment = MOMENT.fullmatch(text), EPOCH
    if found:
        year, month, day, time, offset = found.groups()
        with contextlib.suppress(ValueError):
            moment = parse_moment(f"{year}-{month or '01'}-{day or '01'}T{time or '00:00'}{offset or 'Z'}")
    if moment == EPOCH:  # the service takes it for no moment
        problem = f'Query-string parameter: since="{text}" is not valid, error: Invalid Date'
        raise ApiError("InvalidRequestArguments", problem)
    return moment
