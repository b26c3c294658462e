"""A deployment with something of everything, and every command with arguments that fit it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import tc
from tc.testing import LocalTaskcluster
from tests.support.local_tasks import definition

POOL: Any = {
    "providerId": "static",
    "description": "d",
    "owner": "pools@example.com",
    "emailOnError": False,
    "config": {},
}
ACTIONS = {
    "version": 1,
    "variables": {},
    "actions": [
        {
            "kind": "hook",
            "name": "cancel-all",
            "title": "Cancel all",
            "description": "Cancel all tasks of the group.",
            "context": [],
            "hookGroupId": "proj",
            "hookId": "plain",
            "hookPayload": {},
        }
    ],
}
OFFSETS = {"created": "0 seconds", "deadline": "1 hour", "expires": "1 day"}


class World:
    """The deployment, and the ids and names of what it has."""

    def __init__(self, taskcluster: LocalTaskcluster, folder: Path) -> None:
        self.taskcluster = taskcluster
        self.names: dict[str, str] = {"folder": str(folder)}
        self._tasks()
        self._rest(folder)

    def task(self, name: str, **changes: Any) -> str:
        """Make a task; its id can be named in commands."""
        metadata = {
            "name": name,
            "description": "d",
            "owner": "o@example.com",
            "source": "https://example.com",
        }
        self.names[name] = self.taskcluster.add_task(metadata=metadata, **changes)
        return self.names[name]

    def _tasks(self) -> None:
        group = self.task("decision", taskQueueId="proj/ci")
        self.names["group"] = group
        actions = {"public/actions.json": json.dumps(ACTIONS).encode()}
        self.taskcluster.run_task(group, artifacts=actions)
        for name in ("completed", "failed", "rerun", "retrigger", "pending", "cancelled", "last"):
            self.task(name, taskGroupId=group, taskQueueId="proj/ci")
        artifacts = {"public/logs/live.log": b"first\nlast\n", "public/build/target.txt": b"built"}
        self.taskcluster.run_task(self.names["completed"], artifacts=artifacts)
        self.taskcluster.run_task(self.names["failed"], outcome="failed")
        self.taskcluster.run_task(self.names["rerun"], outcome="failed")

    def _rest(self, folder: Path) -> None:
        (folder / "secret.yml").write_text("user: me\npassword: hidden\n", "utf-8")
        task = json.loads(json.dumps(definition(), default=tc.to_json_date))
        (folder / "task.json").write_text(json.dumps(task), "utf-8")
        template: Any = definition() | {key: {"$fromNow": offset} for key, offset in OFFSETS.items()}
        metadata = {"name": "A hook", "description": "", "owner": "o@example.com"}
        hook: Any = {"metadata": metadata, "task": template, "schedule": ["@daily"]}
        with tc.sync.Client(self.taskcluster.root_url, credentials=self.taskcluster.credentials) as client:
            client.hooks.createHook("proj", "plain", hook | {"triggerSchema": {"type": "object"}})
            scopes = ["queue:create-task:*", "queue:scheduler-id:*"]
            client.auth.createRole("hook-id:proj/plain", {"description": "", "scopes": scopes})
            client.secrets.set("proj/a", {"secret": {"a": 1}, "expires": tc.from_now("1 year")})
            client.secrets.set("proj/gone", {"secret": {}, "expires": tc.from_now("1 year")})
            entry: Any = {
                "taskId": self.names["completed"],
                "rank": 0,
                "data": {},
                "expires": "2030-01-01T00:00:00Z",
            }
            client.index.insertTask("proj.main.latest", entry)
            client.worker_manager.createWorkerPool("proj/ci", POOL)
            error: Any = {"kind": "k", "title": "It broke", "description": "for a reason", "extra": {}}
            client.worker_manager.reportWorkerError("proj/ci", error | {"workerGroup": "g", "workerId": "w"})

    def fill(self, command: str) -> list[str]:
        """The arguments of a command, the names in braces filled in."""
        return [word.format_map(self.names) for word in command.split(" ")]


# Each command, what its exit status is, and something that it prints. In this order.
EVERY: tuple[tuple[str, int, str], ...] = (
    ("task status {completed}", 0, "completed"),
    ("task status {failed} --all-runs", 0, "failed"),
    ("task status {failed} --run 0", 0, "failed"),
    ("task def {completed}", 0, '"taskQueueId": "proj/ci"'),
    ("task name {completed}", 0, "completed"),
    ("task group {completed}", 0, "{group}"),
    ("task artifacts {completed}", 0, "public/logs/live.log"),
    ("task artifacts {completed} --run 0", 0, "target.txt"),
    ("task log {completed}", 0, "first\nlast"),
    ("task log {completed} --follow", 0, "first\nlast"),
    ("task create {folder}/task.json", 0, "/tasks/"),
    ("task run ubuntu echo --queue proj/other -e A=B", 0, "/tasks/"),
    ("task cancel {cancelled}", 0, "exception"),
    ("task rerun {rerun}", 0, "pending"),
    ("task retrigger {completed}", 0, "/tasks/"),
    ("task complete {pending}", 0, "completed"),
    ("task wait {completed}", 0, "completed"),
    ("task wait {failed}", 1, "failed"),
    ("task wait {last} --timeout 0.1", 1, "unresolved after"),
    ("task open {completed}", 0, "/tasks/{completed}"),
    ("group list {group}", 0, "{completed}"),
    ("group status {group}", 0, "failed"),
    ("action list {group}", 0, "cancel-all"),
    ("action run {group} cancel-all", 0, ""),
    ("group cancel {group} --dry-run", 0, "{last}"),
    ("group cancel {group} --yes", 0, "cancelled"),
    ("group watch {group}", 1, "completed"),
    ("download artifact {completed} public/build/target.txt -o {folder}", 0, "wrote"),
    ("download artifact {completed} public/build/target.txt -o -", 0, "built"),
    (
        "upload object proj/file {folder}/secret.yml --project-id proj --content-type text/plain",
        0,
        "uploaded",
    ),
    ("download artifacts {completed} public/build/** -o {folder}/all", 0, "target.txt"),
    ("download object proj/file -o -", 0, "user: me"),
    ("index find proj.main.latest", 0, "{completed}"),
    ("index list proj.main", 0, "{completed}"),
    ("index list proj", 0, "proj.main"),
    ("index artifact proj.main.latest public/logs/live.log -o -", 0, "first\nlast"),
    ("index insert proj.other {failed}", 0, "{failed}"),
    ("secret get proj/a", 0, '"a": 1'),
    ("secret set proj/new -f {folder}/secret.yml", 0, "proj/new is set"),
    ("secret list", 0, "proj/new"),
    ("secret remove proj/gone", 0, "removed"),
    ("hook list", 0, "proj/plain"),
    ("hook list proj", 0, "A hook"),
    ("hook show proj/plain", 0, '"@daily"'),
    ("hook trigger proj/plain", 0, ""),
    ("hook fires proj/plain", 0, "triggerHook"),
    ("worker pools", 0, "proj/ci"),
    ("worker list test-provisioner/test-worker", 0, ""),
    ("worker list proj/ci", 0, "test-worker"),
    (
        "worker quarantine proj/ci test-group test-worker --for 2h --reason broken",
        0,
        "is in quarantine until",
    ),
    ("worker list proj/ci --quarantined", 0, "test-worker"),
    ("worker quarantine proj/ci test-group test-worker --lift", 0, "takes tasks again"),
    ("worker errors proj/ci", 0, "It broke"),
    ("auth whoami", 0, "static/taskcluster/root"),
    ("auth signin --check", 0, "static/taskcluster/root"),
    ("auth temp --scope a:b --expires 1h --name temporary", 0, "TASKCLUSTER_CERTIFICATE="),
    ("auth scopes expand assume:anonymous", 0, "auth:current-scopes"),
    ("api queue ping", 0, '"alive": true'),
    ("api secrets get proj/a", 0, '"secret"'),
    ("local -- true", 0, ""),
    ("from-now 1h", 0, "Z"),
    ("slugid generate", 0, ""),
    ("slugid encode 3a9cf5e1-0000-4000-8000-000000000000", 0, "Opz14QAAQACAAAAAAAAAAA"),
    ("slugid decode Opz14QAAQACAAAAAAAAAAA", 0, "3a9cf5e1-0000-4000-8000-000000000000"),
    ("completion zsh", 0, "compdef"),
    ("version", 0, "taskcluster-sdk"),
)
# They need a broker, a browser, or a run that is claimed, and have tests of their own.
ELSEWHERE = {"pulse listen", "upload artifact"}
