"""Making and running tasks for tests, without a worker.

Everything goes through the methods of the queue, so that what they refuse is refused here.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

from tc.slugs import slug_id
from tc.testing.protocol import api_facts
from tc.testing.protocol.errors import ApiError
from tc.testing.services.base import finish
from tc.timestamps import to_json_date

if TYPE_CHECKING:
    from tc.testing.deployment import Deployment
    from tc.testing.services.queue import Queue

CLIENT_ID = "static/taskcluster/test"  # in whose name this is done
WORKER = {"workerGroup": "test-group", "workerId": "test-worker"}
QUEUE = "test-provisioner/test-worker"
DEADLINE = timedelta(hours=2)
REPORTS = {"completed": "reportCompleted", "failed": "reportFailed"}
DEFAULT_TYPE = "application/octet-stream"


def add_task(deployment: Deployment, task_id: str | None, definition: Mapping[str, Any]) -> str:
    """Make a task. See `LocalTaskcluster.add_task`."""
    task_id = task_id or slug_id()
    moment = definition.get("created") or deployment.clock.now()
    created = moment if isinstance(moment, datetime) else deployment.clock.now()
    metadata = {
        "name": "a task of a test",
        "description": "made by tc.testing",
        "owner": "test@example.com",
        "source": "https://example.com/",
    }
    payload: dict[str, Any] = {
        "created": created,
        "deadline": created + DEADLINE,
        "payload": {},
        **definition,
        "metadata": {**metadata, **definition.get("metadata", {})},
    }
    if not payload.keys() & {"taskQueueId", "provisionerId", "workerType"}:
        payload["taskQueueId"] = QUEUE
    call(deployment, "createTask", {"taskId": task_id}, plain(payload))
    return task_id


def add_group(deployment: Deployment, count: int, definition: Mapping[str, Any]) -> tuple[str, list[str]]:
    """Make a group of tasks. See `LocalTaskcluster.add_group`."""
    if isinstance(count, bool) or not isinstance(count, int) or count < 1:
        raise ValueError(f"count: {count!r} is not a number of 1 or more")
    group_id = str(definition.get("taskGroupId") or slug_id())
    members = {**definition, "taskGroupId": group_id}
    return group_id, [add_task(deployment, None, members) for _ in range(count)]


def run_task(deployment: Deployment, task_id: str, artifacts: Mapping[str, bytes], outcome: str) -> None:
    """Run a task. See `LocalTaskcluster.run_task`."""
    reasons = exception_reasons()
    if outcome not in (*REPORTS, *reasons):
        raise ValueError(f"outcome: expected one of {', '.join([*REPORTS, *reasons])}, got {outcome!r}")
    for name, content in artifacts.items():
        if not isinstance(content, bytes):
            raise TypeError(f"artifacts[{name!r}]: expected bytes, got {type(content).__name__}")
    task = call(deployment, "status", {"taskId": task_id})["status"]
    if task["state"] != "pending":
        raise ValueError(f"task {task_id} is {task['state']}, and only a pending task can be run")
    run = {"taskId": task_id, "runId": str(task["runs"][-1]["runId"])}
    call(deployment, "claimTask", run, WORKER)
    call(deployment, "reclaimTask", run)  # by which the queue notes the worker, unlike by claimTask
    for name, content in artifacts.items():
        add_artifact(deployment, {**run, "name": name}, content, task["expires"])
    if outcome in REPORTS:
        call(deployment, REPORTS[outcome], run)
    else:
        call(deployment, "reportException", run, {"reason": outcome})


def add_artifact(deployment: Deployment, names: Mapping[str, str], content: bytes, expires: Any) -> None:
    """Make an artifact of a run, with its content."""
    kind = mimetypes.guess_type(names["name"])[0] or DEFAULT_TYPE
    payload = {"storageType": "s3", "contentType": kind, "expires": expires}
    call(deployment, "createArtifact", names, plain(payload))
    queue = cast("Queue", deployment.services["queue"])
    queue.artifacts.store((names["taskId"], int(names["runId"])), names["name"], content, kind)


def exception_reasons() -> list[str]:
    """Return the reasons for which a worker can give up a task."""
    schema = api_facts.load().schemas["queue/v1/task-exception-request"]
    found: list[str] = schema["properties"]["reason"]["enum"]
    return found


def call(deployment: Deployment, method: str, params: Mapping[str, str], payload: Any = None) -> Any:
    """Call a method of the queue with all scopes.

    Raises:
        ValueError: The queue refuses; the message says why.
    """
    calling = deployment.call(f"queue.{method}", params, payload, client_id=CLIENT_ID, scopes=["*"])
    try:
        return finish(calling)
    except ApiError as error:
        raise ValueError(f"queue.{method}: {error.code}: {error.message.strip()}") from None


def plain(value: Any) -> Any:
    """Return JSON with moments as text."""
    if isinstance(value, datetime):
        return to_json_date(value)
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value
