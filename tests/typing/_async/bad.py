"""Wrong programs: the line below each mark must be refused with the errors that it names."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import tc
import tc.aio
from tc.types import hooks as hook_types
from tc.types import queue as queue_types


async def read(queue: tc.aio.Queue, hooks: tc.aio.Hooks) -> None:
    found_status = await queue.status("t")
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
    async for found in queue.listTaskGroup_items("g"):
        # E: mypy[typeddict-item] pyright[reportGeneralTypeIssues]
        print(found["state"])
    async for page in queue.listTaskGroup_pages("g"):
        # E: mypy[typeddict-item] pyright[reportGeneralTypeIssues]
        print(page["task"])
    fired = await hooks.triggerHook("g", "h", {})
    # E: mypy[typeddict-item] pyright[reportGeneralTypeIssues]
    print(fired["taskId"])
    trigger = await hooks.getTriggerToken("g", "h")
    # E: mypy[assignment] pyright[reportAssignmentType]
    number: int = trigger["token"]
    print(number)


async def send(queue: tc.aio.Queue, hooks: tc.aio.Hooks, unknown: Any) -> None:
    # E: mypy[dict-item] pyright[reportArgumentType]
    await queue.claimWork("p/w", {"tasks": 1, "workerGrupp": "g", "workerId": "w"})
    # E: mypy[dict-item] pyright[reportArgumentType]
    await queue.claimWork("p/w", {"tasks": 1, "workerId": "w"})
    # E: mypy[dict-item] pyright[reportArgumentType]
    await queue.claimWork("p/w", {"tasks": "1", "workerGroup": "g", "workerId": "w"})
    # E: mypy[dict-item] pyright[reportArgumentType]
    await queue.tasks({"taskIds": [], "limit": 5})
    # E: mypy[dict-item] pyright[reportArgumentType]
    await queue.reportException("t", 0, {"reason": "tired"})
    # E: mypy[arg-type] pyright[reportArgumentType]
    await queue.createTask("t", await queue.status("t"))
    # E: mypy[dict-item] pyright[reportArgumentType]
    await queue.createArtifact("t", 0, "a", {"storageType": "s3", "expires": ""})
    # E: mypy[arg-type] pyright[reportArgumentType]
    await hooks.updateHook("g", "h", await hooks.getHookStatus("g", "h"))
    # E: mypy[dict-item] pyright[reportArgumentType]
    await queue.claimWork("p/w", {"tasks": unknown, "workerGrupp": "g", "workerId": unknown})
    # E: mypy[dict-item] pyright[reportArgumentType]
    await queue.claimWork("p/w", {"tasks": "1", "workerGroup": unknown, "workerId": unknown})


async def send_others(
    queue: tc.aio.Queue, texts: dict[str, str], objects: dict[str, object], items: list[Any]
) -> None:
    # E: mypy[arg-type] pyright[reportArgumentType]
    await queue.createTask("t", texts)
    # E: mypy[arg-type] pyright[reportArgumentType]
    await queue.createTask("t", objects)
    # E: mypy[arg-type] pyright[reportArgumentType]
    await queue.createTask("t", items)
    # E: mypy[arg-type] pyright[reportArgumentType]
    await queue.createTask("t", "{}")
    # E: mypy[call-arg] pyright[reportCallIssue]
    await queue.createTask("t")


def change(payload: queue_types.CreateTaskRequest, hook: hook_types.HookDefinition) -> None:
    # E: mypy[typeddict-readonly-mutated] pyright[reportTypedDictNotRequiredAccess]
    payload["payload"] = {}
    # E: mypy[typeddict-unknown-key] pyright[reportGeneralTypeIssues]
    hook["metadata"]["email"] = "me@example.com"


async def arguments(queue: tc.aio.Queue) -> None:
    # E: mypy[arg-type] pyright[reportArgumentType]
    await queue.status(7)
    # E: mypy[call-arg] pyright[reportCallIssue]
    await queue.status()
    # E: mypy[attr-defined] pyright[reportAttributeAccessIssue]
    await queue.stat("t")
    # E: mypy[call-arg] pyright[reportCallIssue]
    await queue.listTaskGroup("g", limt=5)
    # E: mypy[arg-type] pyright[reportArgumentType]
    await queue.listTaskGroup("g", limit="5")
    # E: mypy[arg-type] mypy[call-arg] pyright[reportCallIssue]
    await queue.listTaskGroup("g", 5)
    # E: mypy[call-arg] pyright[reportCallIssue]
    queue.listTaskGroup_items("g", continuationToken="x")
    # E: mypy[attr-defined] pyright[reportAttributeAccessIssue]
    queue.createTask_url("t")
    # E: mypy[arg-type] pyright[reportArgumentType]
    queue.status_signed_url("t", ttl=900)
    # E: mypy[call-arg] pyright[reportCallIssue]
    queue.with_options(retries=3)
    # E: mypy[arg-type] pyright[reportArgumentType]
    tc.aio.Queue("https://tc.example.com", credentials={"clientId": "me"})
