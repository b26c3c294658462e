"""The index service: tasks by paths of dotted names, put there by calls or by routes of tasks.

https://docs.taskcluster.net/docs/reference/core/index
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import quote, urlsplit

from tc._protocol.hawk import Signer
from tc.scopes import scopes_satisfy
from tc.testing.clock import is_date_time, later, parse_moment
from tc.testing.protocol.api_facts import Service as ServiceFacts
from tc.testing.protocol.call import Call
from tc.testing.protocol.errors import ApiError
from tc.testing.protocol.response import Response
from tc.testing.services.base import PRINTABLE, Context, Patterns, Service, finish

if TYPE_CHECKING:
    from tc.testing.protocol.records import Message

CLIENT_ID = "static/taskcluster/index"
NAME = r"[a-zA-Z0-9_!~*'()%-]+"
PATH = re.compile(rf"({NAME}\.)*{NAME}")
ROUTE = "route.index."
SWEEP = timedelta(days=1)  # between two runs of what removes expired tasks
SIGNED_FOR = 15 * 60  # seconds


@dataclass(frozen=True)
class Entry:
    """A task in the index; `namespace` is its whole path."""

    namespace: str
    task_id: str
    rank: float
    data: Any
    expires: datetime

    def shown(self) -> dict[str, Any]:
        """The entry as the API shows it."""
        return {
            "namespace": self.namespace,
            "taskId": self.task_id,
            "rank": self.rank,
            "data": self.data,
            "expires": self.expires,
        }


class Index(Service):
    """Tasks by path, and namespaces, which are there as long as the longest lived task put below them."""

    ids: ClassVar[Patterns] = {"namespace": PATH, "indexPath": PATH, "name": PRINTABLE}

    def __init__(self, deployment: Context, facts: ServiceFacts) -> None:
        super().__init__(deployment, facts)
        self.entries: dict[str, Entry] = {}
        self.namespaces: dict[str, datetime] = {}
        deployment.subscribe("exchange/taskcluster-queue/v1/task-completed", self.task_completed)

    # -- putting in

    async def insertTask(self, call: Call) -> Any:
        """Put a task at a path, unless one of higher rank is there; returns what is there then."""
        payload = call.payload
        expires = parse_moment(payload["expires"])
        path = call.params["namespace"]
        return self.insert(Entry(path, payload["taskId"], payload["rank"], payload["data"], expires))

    def insert(self, entry: Entry) -> dict[str, Any]:
        """Put a task in, with the namespaces above it. Returns what is there then, as the API shows it."""
        there = self.entries.get(entry.namespace)  # one that has just expired counts, too
        if there is None or there.rank <= entry.rank or there.expires <= self.clock.now() - SWEEP:
            there = self.entries[entry.namespace] = entry
            expires = midnight_after(entry.expires)
            for namespace in above(entry.namespace):
                self.namespaces[namespace] = max(self.namespaces.get(namespace, expires), expires)
        return there.shown()

    def task_completed(self, message: Message) -> None:
        """Index a task by its routes, as its `extra.index` says."""
        named = [route.removeprefix(ROUTE) for route in message.cc if route.startswith(ROUTE)]
        paths = [path for path in named if PATH.fullmatch(path)]
        if not paths:
            return
        task_id = message.payload["status"]["taskId"]
        task = self.deployment.call(
            "queue.task", {"taskId": task_id}, client_id=CLIENT_ID, scopes=[f"queue:get-task:{task_id}"]
        )
        definition = finish(task)
        extra = definition["extra"].get("index")
        options = {"rank": 0, "data": {}, **(extra if isinstance(extra, dict) else {})}
        rank, data, expires = options["rank"], options["data"], options.get("expires", definition["expires"])
        if isinstance(rank, bool) or not isinstance(rank, (int, float)) or not isinstance(data, (dict, list)):
            return  # then the task is in no index
        if not isinstance(expires, datetime):
            if not isinstance(expires, str) or not is_date_time(expires):
                return
            expires = parse_moment(expires)
        for path in paths:
            self.insert(Entry(path, task_id, rank, data, expires))

    async def deleteTask(self, call: Call) -> Any:
        """Take a task out, if there is one."""
        self.entries.pop(call.params["namespace"], None)

    # -- looking up

    def find(self, path: str) -> Entry | None:
        """The task at a path, unless it has expired."""
        entry = self.entries.get(path)
        return entry if entry and entry.expires > self.clock.now() else None

    def found(self, path: str) -> Entry:
        """The task at a path.

        Raises:
            ApiError: ResourceNotFound.
        """
        entry = self.find(path)
        if entry is None:
            raise ApiError("ResourceNotFound", "Indexed task not found")
        return entry

    async def findTask(self, call: Call) -> Any:
        """The task at a path."""
        return self.found(call.params["indexPath"]).shown()

    async def findTasksAtIndex(self, call: Call) -> Any:
        """The tasks at many paths, those that there are."""
        paths = call.payload["indexes"]
        call.require(indexPaths=paths)
        return call.page(self.entries_at(set(paths)))

    async def listTasks(self, call: Call) -> Any:
        """The tasks directly below a namespace."""
        return call.page(self.entries_at({p for p in self.entries if parent(p) == call.params["namespace"]}))

    def entries_at(self, paths: set[str]) -> list[dict[str, Any]]:
        """The tasks at those paths where there is one, by namespace and name."""
        found = [entry for path in paths if (entry := self.find(path))]
        return [entry.shown() for entry in sorted(found, key=lambda e: by_level(e.namespace))]

    async def listNamespaces(self, call: Call) -> Any:
        """The namespaces directly below a namespace."""
        return call.page(
            [
                {"namespace": path, "name": path.rpartition(".")[2], "expires": expires}
                for path, expires in sorted(self.namespaces.items())
                if parent(path) == call.params["namespace"] and expires > call.now
            ]
        )

    # -- artifacts

    async def findArtifactFromTask(self, call: Call) -> Any:
        """Send the caller to an artifact of the task at a path; the queue says whether it is there."""
        name, task_id = call.params["name"], self.found(call.params["indexPath"]).task_id
        url = await self.artifact_url(call, task_id, name) or self.queue_url(call, task_id, name)
        return Response(f"See Other. Redirecting to {url}", 303, {"location": url})

    async def artifact_url(self, call: Call, task_id: str, name: str) -> str | None:
        """Where an artifact is, if the queue tells it to the caller and a plain GET is all it takes."""
        params = {"taskId": task_id, "name": name}
        try:
            artifact = await self.deployment.call(
                "queue.latestArtifact", params, client_id=call.client_id, scopes=call.scopes
            )
        except ApiError:
            return None
        url: str | None = artifact.get("url")
        return url

    def queue_url(self, call: Call, task_id: str, name: str) -> str:
        """The URL of `queue.getLatestArtifact`; signed where not everybody may call it."""
        scope = f"queue:get-artifact:{name}"
        target = f"/api/queue/v1/task/{quote(task_id, safe='')}/artifacts/{quote(name, safe='')}"
        if not scopes_satisfy(self.deployment.expand(["assume:anonymous"]), [scope]):
            root = urlsplit(self.deployment.root_url)
            expiry = int(self.clock.client_now().timestamp()) + SIGNED_FOR
            issuer = self.deployment.root_credentials()
            signer = Signer(issuer, [scope])
            target += f"?bewit={signer.bewit(target, root.hostname or '', root.port or 80, expiry)}"
        return self.deployment.root_url + target


def parent(path: str) -> str:
    """The namespace that a path is in; empty at the top."""
    return path.rpartition(".")[0]


def above(path: str) -> list[str]:
    """All namespaces that a path is in."""
    parts = path.split(".")
    return [".".join(parts[:n]) for n in range(1, len(parts))]


def midnight_after(moment: datetime) -> datetime:
    """Return when a namespace expires that holds a task which expires at a moment."""
    return later(moment.replace(hour=0, minute=0, second=0, microsecond=0), timedelta(days=1))


def by_level(path: str) -> tuple[str, str]:
    """A sort key: the namespace, then the name in it."""
    namespace, _, name = path.rpartition(".")
    return namespace, name
