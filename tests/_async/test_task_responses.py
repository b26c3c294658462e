"""Whatever the queue and the secrets service say about tasks and secrets, it is used or an error of ours."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

import tc
from tc import aio
from tc._tasks.state import Pace
from tests.support.fake_storage import CREDENTIALS
from tests.support.malformed import async_mutations

pytestmark = pytest.mark.anyio

TASK = "fN1SbArXTPSVFNUvaOlinQ"
OTHER = "aN1SbArXTPSVFNUvaOlinQ"
NO_RETRY = tc.Retry(retries=0)
STATUS = {"taskId": TASK, "state": "completed", "runs": [{"runId": 0, "state": "completed"}]}
DEFINITION = {
    "taskQueueId": "a/b",
    "taskGroupId": TASK,
    "created": "2026-01-01T00:00:00.000Z",
    "deadline": "2026-01-02T00:00:00.000Z",
    "tags": {"kind": "test"},
    "scopes": ["a"],
    "payload": {},
    "metadata": {"name": "n"},
}
ACTIONS = {
    "version": 1,
    "variables": {},
    "actions": [
        {
            "kind": "hook",
            "name": "x",
            "context": [{"kind": "test"}],
            "hookGroupId": "g",
            "hookId": "h",
            "hookPayload": {"a": "${taskId}"},
        },
        {"kind": "task", "name": "y", "context": [], "task": {"b": 1}},
    ],
}
LINES = "one\ntwo\n"
RIGHT: dict[str, Any] = {
    "status": {"status": STATUS},
    "createTask": {"status": STATUS},
    "task": DEFINITION,
    "listTaskGroup": {"tasks": [{"status": STATUS, "task": DEFINITION}]},
    "statuses": {"statuses": [{"taskId": TASK, "status": STATUS}]},
    "listArtifacts": {"artifacts": [{"name": "public/live.log"}]},
    "artifact": {"storageType": "reference", "url": "https://store/live.log"},
    "secret": {"secret": {"common": {"a": "no-secret-either"}, "b": 1}},
    "actions.json": ACTIONS,
}


class Services(httpx.AsyncBaseTransport):
    """Responds rightly, but for one method."""

    def __init__(self, method: str, response: Any) -> None:
        self.responses = RIGHT | {method: response}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await request.aread()
        name = self.name(request.method, request.url.path)
        if name == "live.log":
            return httpx.Response(200, text=LINES)
        content = json.dumps(self.responses.get(name, {}))
        return httpx.Response(200, content=content, headers={"Content-Type": "application/json"})

    def name(self, method: str, path: str) -> str:
        if "/api/" not in path:
            return path.rpartition("/")[2]
        service, rest = path.split("/")[2], path.split("/")[4:]
        if service == "secrets":
            return "secret"
        if "artifact-content" in rest:
            return "s3" if path.endswith("actions.json") else "artifact"
        if rest[0] == "task-group":
            return "listTaskGroup"
        if rest[0] == "tasks":
            return "statuses"
        if rest[-1] in ("status", "artifacts"):
            return {"status": "status", "artifacts": "listArtifacts"}[rest[-1]]
        return {"GET": "task", "PUT": "createTask", "POST": "triggerHook"}[method]


RIGHT["s3"] = {"storageType": "s3", "url": "https://store/actions.json"}


async def wait_for_task(queue: aio.Queue) -> Any:
    return (await aio.wait_for_task(queue, TASK))["state"]


async def wait_for_tasks(queue: aio.Queue) -> Any:
    return list(await aio.wait_for_tasks(queue, [TASK]))


async def wait_for_group(queue: aio.Queue) -> Any:
    return list(await aio.wait_for_group(queue, TASK))


async def create(queue: aio.Queue) -> Any:
    task: Any = {"taskQueueId": "a/b", "dependencies": [TASK]}
    return list(await aio.create_tasks(queue, {OTHER: task}))


async def retrigger(queue: aio.Queue) -> Any:
    return len(await aio.retrigger_task(queue, TASK))


async def follow(queue: aio.Queue) -> Any:
    async with aio.follow_log(queue, TASK, name="public/live.log") as log:
        return [line async for line in log]


async def follow_first(queue: aio.Queue) -> Any:
    async with aio.follow_log(queue, TASK, name="public/live.log", run_id=0) as log:
        return [line async for line in log]


async def read(queue: aio.Queue) -> Any:
    async with aio.open_artifact(queue, TASK, "public/live.log", run_id=0) as stream:
        return await stream.read()


async def list_all(queue: aio.Queue) -> Any:
    return [action["name"] for action in await aio.list_actions(queue, TASK, task_id=TASK)]


async def trigger(queue: aio.Queue) -> Any:
    return await aio.trigger_action(queue.api_client, TASK, "x", task_id=TASK)


async def trigger_task(queue: aio.Queue) -> Any:
    return await aio.trigger_action(queue.api_client, TASK, "y")


async def load(queue: aio.Queue) -> Any:
    return await aio.load_secret(aio.Secrets(queue.api_client), "s", prefixes=["common"], required=["a"])


ALL: list[tuple[str, Callable[[aio.Queue], Any], Any]] = [
    ("status", wait_for_task, "completed"),
    ("statuses", wait_for_tasks, [TASK]),
    ("listTaskGroup", wait_for_group, [TASK]),
    ("statuses", create, [OTHER]),
    ("createTask", create, [OTHER]),
    ("task", retrigger, len(TASK)),
    ("status", follow, LINES.split()),
    ("artifact", follow, LINES.split()),
    ("status", follow_first, LINES.split()),
    ("artifact", read, LINES.encode()),
    ("task", list_all, ["x"]),
    ("s3", list_all, ["x"]),
    ("actions.json", list_all, ["x"]),
    ("task", trigger, {}),
    ("actions.json", trigger, {}),
    ("task", trigger_task, {"status": STATUS}),
    ("secret", load, {"a": "no-secret-either"}),
]
# What a response of the right form can lead to: another state, another group, no such action or dependency.
USED = ("a pause", "tasks: dependencies", "task_id: ", "name: ")


@pytest.mark.parametrize(("method", "action", "expected"), ALL)
async def test_malformed_response_is_used_or_an_error_of_ours(
    method: str, action: Callable[[aio.Queue], Any], expected: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not one that blames an argument of the caller."""

    def pause(pace: Pace, what: str) -> float:
        raise TimeoutError("a pause")

    monkeypatch.setattr(Pace, "pause", pause)
    errors: list[str] = []
    others: list[str] = []
    for response in [RIGHT[method], *async_mutations(RIGHT[method])]:
        transport = Services(method, response)
        async with aio.Queue(
            "https://tc", credentials=CREDENTIALS, retry=NO_RETRY, transport=transport
        ) as queue:
            try:
                result = await action(queue)
            except tc.TaskclusterError as error:
                errors.append(str(error))
            except (TimeoutError, ValueError) as error:
                others.append(str(error))
            if response is RIGHT[method]:
                assert not errors
                assert result == expected
    assert len(errors) > 15
    assert not [text for text in errors if "no-secret-either" in text]
    assert not [text for text in errors if not text.replace("\n", "").isprintable()]
    assert not [text for text in others if not text.startswith(USED)]
