# Generated from tests/_async/test_task_responses.py by tools/unasync_build.py. Do not edit.

"""Whatever the queue and the secrets service say about tasks and secrets, it is used or an error of ours."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

import tc
from tc import sync
from tc._tasks.state import Pace
from tests.support.fake_storage import CREDENTIALS
from tests.support.malformed import mutations

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


class Services(httpx.BaseTransport):
    """Responds rightly, but for one method."""

    def __init__(self, method: str, response: Any) -> None:
        self.responses = RIGHT | {method: response}

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.read()
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


def wait_for_task(queue: sync.Queue) -> Any:
    return (sync.wait_for_task(queue, TASK))["state"]


def wait_for_tasks(queue: sync.Queue) -> Any:
    return list(sync.wait_for_tasks(queue, [TASK]))


def wait_for_group(queue: sync.Queue) -> Any:
    return list(sync.wait_for_group(queue, TASK))


def create(queue: sync.Queue) -> Any:
    task: Any = {"taskQueueId": "a/b", "dependencies": [TASK]}
    return list(sync.create_tasks(queue, {OTHER: task}))


def retrigger(queue: sync.Queue) -> Any:
    return len(sync.retrigger_task(queue, TASK))


def follow(queue: sync.Queue) -> Any:
    with sync.follow_log(queue, TASK, name="public/live.log") as log:
        return [line for line in log]


def follow_first(queue: sync.Queue) -> Any:
    with sync.follow_log(queue, TASK, name="public/live.log", run_id=0) as log:
        return [line for line in log]


def read(queue: sync.Queue) -> Any:
    with sync.open_artifact(queue, TASK, "public/live.log", run_id=0) as stream:
        return stream.read()


def list_all(queue: sync.Queue) -> Any:
    return [action["name"] for action in sync.list_actions(queue, TASK, task_id=TASK)]


def trigger(queue: sync.Queue) -> Any:
    return sync.trigger_action(queue.api_client, TASK, "x", task_id=TASK)


def trigger_task(queue: sync.Queue) -> Any:
    return sync.trigger_action(queue.api_client, TASK, "y")


def load(queue: sync.Queue) -> Any:
    return sync.load_secret(sync.Secrets(queue.api_client), "s", prefixes=["common"], required=["a"])


ALL: list[tuple[str, Callable[[sync.Queue], Any], Any]] = [
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
def test_malformed_response_is_used_or_an_error_of_ours(
    method: str, action: Callable[[sync.Queue], Any], expected: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not one that blames an argument of the caller."""

    def pause(pace: Pace, what: str) -> float:
        raise TimeoutError("a pause")

    monkeypatch.setattr(Pace, "pause", pause)
    errors: list[str] = []
    others: list[str] = []
    for response in [RIGHT[method], *mutations(RIGHT[method])]:
        transport = Services(method, response)
        with sync.Queue("https://tc", credentials=CREDENTIALS, retry=NO_RETRY, transport=transport) as queue:
            try:
                result = action(queue)
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
