# Generated from tests/typing/_async/bad.py by tools/unasync_build.py. Do not edit.

"""Wrong programs: the line below each mark must be refused with the errors that it names."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import tc
import tc.sync
from tc.types import hooks as hook_types
from tc.types import queue as queue_types


def read(queue: tc.sync.Queue, hooks: tc.sync.Hooks) -> None:
    found_status = queue.status("t")
    status = found_status["status"]
    # E: mypy[typeddict-item] pyright[reportGeneralTypeIssues]
    print(status["stat"])
    # E: mypy[typeddict-item] pyright[reportGeneralTypeIssues]
    print(status["runs"][0]["runid"])
    # E: pyright[reportTypedDictNotRequiredAccess]
    print(status["runs"][0]["resolved"])
    # E: mypy[operator] pyright[reportOperatorIssue]
    print(status["deadline"] < datetime.now(UTC))
    # E: mypy[comparison-overlap]
    if status["state"] == "done":
        print(status)
    for found in queue.listTaskGroup_items("g"):
        # E: mypy[typeddict-item] pyright[reportGeneralTypeIssues]
        print(found["state"])
    for page in queue.listTaskGroup_pages("g"):
        # E: mypy[typeddict-item] pyright[reportGeneralTypeIssues]
        print(page["task"])
    fired = hooks.triggerHook("g", "h", {})
    # E: mypy[typeddict-item] pyright[reportGeneralTypeIssues]
    print(fired["taskId"])
    trigger = hooks.getTriggerToken("g", "h")
    # E: mypy[assignment] pyright[reportAssignmentType]
    number: int = trigger["token"]
    print(number)


def send(queue: tc.sync.Queue, hooks: tc.sync.Hooks, unknown: Any) -> None:
    # E: mypy[dict-item] pyright[reportArgumentType]
    queue.claimWork("p/w", {"tasks": 1, "workerGrupp": "g", "workerId": "w"})
    # E: mypy[dict-item] pyright[reportArgumentType]
    queue.claimWork("p/w", {"tasks": 1, "workerId": "w"})
    # E: mypy[dict-item] pyright[reportArgumentType]
    queue.claimWork("p/w", {"tasks": "1", "workerGroup": "g", "workerId": "w"})
    # E: mypy[dict-item] pyright[reportArgumentType]
    queue.tasks({"taskIds": [], "limit": 5})
    # E: mypy[dict-item] pyright[reportArgumentType]
    queue.reportException("t", 0, {"reason": "tired"})
    # E: mypy[arg-type] pyright[reportArgumentType]
    queue.createTask("t", queue.status("t"))
    # E: mypy[dict-item] pyright[reportArgumentType]
    queue.createArtifact("t", 0, "a", {"storageType": "s3", "expires": ""})
    # E: mypy[arg-type] pyright[reportArgumentType]
    hooks.updateHook("g", "h", hooks.getHookStatus("g", "h"))
    # E: mypy[dict-item] pyright[reportArgumentType]
    queue.claimWork("p/w", {"tasks": unknown, "workerGrupp": "g", "workerId": unknown})
    # E: mypy[dict-item] pyright[reportArgumentType]
    queue.claimWork("p/w", {"tasks": "1", "workerGroup": unknown, "workerId": unknown})


def send_others(
    queue: tc.sync.Queue, texts: dict[str, str], objects: dict[str, object], items: list[Any]
) -> None:
    # E: mypy[arg-type] pyright[reportArgumentType]
    queue.createTask("t", texts)
    # E: mypy[arg-type] pyright[reportArgumentType]
    queue.createTask("t", objects)
    # E: mypy[arg-type] pyright[reportArgumentType]
    queue.createTask("t", items)
    # E: mypy[arg-type] pyright[reportArgumentType]
    queue.createTask("t", "{}")
    # E: mypy[call-arg] pyright[reportCallIssue]
    queue.createTask("t")


def change(payload: queue_types.CreateTaskRequest, hook: hook_types.HookDefinition) -> None:
    # E: mypy[typeddict-readonly-mutated] pyright[reportTypedDictNotRequiredAccess]
    payload["payload"] = {}
    # E: mypy[typeddict-unknown-key] pyright[reportGeneralTypeIssues]
    hook["metadata"]["email"] = "me@example.com"


def arguments(queue: tc.sync.Queue) -> None:
    # E: mypy[arg-type] pyright[reportArgumentType]
    queue.status(7)
    # E: mypy[call-arg] pyright[reportCallIssue]
    queue.status()
    # E: mypy[attr-defined] pyright[reportAttributeAccessIssue]
    queue.stat("t")
    # E: mypy[call-arg] pyright[reportCallIssue]
    queue.listTaskGroup("g", limt=5)
    # E: mypy[arg-type] pyright[reportArgumentType]
    queue.listTaskGroup("g", limit="5")
    # E: mypy[arg-type] mypy[call-arg] pyright[reportCallIssue]
    queue.listTaskGroup("g", 5)
    # E: mypy[call-arg] pyright[reportCallIssue]
    queue.listTaskGroup_items("g", continuationToken="x")
    # E: mypy[attr-defined] pyright[reportAttributeAccessIssue]
    queue.createTask_url("t")
    # E: mypy[arg-type] pyright[reportArgumentType]
    queue.status_signed_url("t", ttl=900)
    # E: mypy[call-arg] pyright[reportCallIssue]
    queue.with_options(retries=3)
    # E: mypy[arg-type] pyright[reportArgumentType]
    tc.sync.Queue("https://tc.example.com", credentials={"clientId": "me"})
