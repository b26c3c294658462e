"""The check that responses fit their types finds what does not fit."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest

from tests.support.typed_responses import Watch, adapter, kinds, problem, response_problem

STATUS = {
    "deadline": "2030-01-01T00:00:00.000Z",
    "expires": "2030-01-01T00:00:00.000Z",
    "projectId": "none",
    "provisionerId": "proj",
    "retriesLeft": 5,
    "runs": [
        {
            "runId": 0,
            "state": "pending",
            "reasonCreated": "scheduled",
            "scheduled": "2030-01-01T00:00:00.000Z",
        }
    ],
    "schedulerId": "-",
    "state": "pending",
    "taskGroupId": "fN1SbArXTPSVFNUvaOlinQ",
    "taskId": "fN1SbArXTPSVFNUvaOlinQ",
    "taskQueueId": "proj/ci",
    "workerType": "ci",
}
PENDING = "exchange/taskcluster-queue/v1/task-pending"


def changed(**changes: Any) -> dict[str, Any]:
    """A response of `queue.status` with other keys; None leaves one out."""
    status = {key: value for key, value in {**STATUS, **changes}.items() if value is not None}
    return {"status": status}


def test_checks_exist_for_every_method_and_exchange() -> None:
    assert len([adapter(name) for name in kinds()]) == 188 + 37


def test_response_that_fits_is_no_problem() -> None:
    assert problem("queue.status", changed()) is None


@pytest.mark.parametrize(
    ("response", "complaint"),
    [
        (changed(surprise=1), "surprise"),
        (changed(state="done"), "state"),
        (changed(retriesLeft="5"), "retriesLeft"),
        (changed(taskId=None), "taskId"),
        (changed(runs=[{**STATUS["runs"][0], "took": 5}]), "took"),  # type: ignore[index]
        (None, "dict"),
    ],
)
def test_response_that_does_not_fit_is_a_problem(response: Any, complaint: str) -> None:
    found = problem("queue.status", response)
    assert found is not None
    assert found.startswith("queue.status")
    assert complaint in found


def test_response_is_decoded_as_by_the_client() -> None:
    text = {"content-type": "text/plain"}
    assert response_problem("notify.pulse", 200, text, b"OK") is None
    assert response_problem("auth.deleteRole", 204, {}, b"") is None
    assert response_problem("secrets.remove", 200, {"content-type": "application/json"}, b"{}") is None
    to = {"location": "https://tc.example.com/x"}
    assert response_problem("index.findArtifactFromTask", 303, text | to, b"See other") is None
    assert response_problem("queue.ping", 200, {"content-type": "application/json"}, b'{"alive": 1}')


@dataclass
class Echoed:
    """A response like those of the local Taskcluster."""

    body: Any
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"content-type": "application/json"})

    def content(self) -> bytes:
        return json.dumps(self.body).encode()


class Deployment:
    """A deployment that sends the payload of a call back."""

    def __init__(self) -> None:
        self.published: list[str] = []

    async def handle(self, call: Any) -> Echoed:
        return Echoed(call.payload, call.status)

    def publish(self, exchange: str, routing_key: str, payload: Any, cc: tuple[str, ...] = ()) -> None:
        self.published.append(f"{exchange} {routing_key} {cc}")


@pytest.mark.anyio
async def test_watch_sees_all_that_a_deployment_sends() -> None:
    watch, original = Watch(), Deployment.handle

    def call(status: int, payload: Any) -> Any:
        method = SimpleNamespace(service="queue", name="status")
        return SimpleNamespace(method=method, status=status, payload=payload)

    deployment = Deployment()
    with watch.watching(Deployment):
        assert (await deployment.handle(call(200, changed()))).body == changed()
        await deployment.handle(call(404, {"code": "ResourceNotFound"}))
        deployment.publish(PENDING, "a.b", {"version": 1, "runId": 0, **changed()})
        deployment.publish("exchange/other", "a.b", {})
        assert watch.problems == []
        assert watch.seen == {"queue.status", PENDING}
        await deployment.handle(call(200, {}))
        deployment.publish(PENDING, "a.b", {"version": 1}, ("route.x",))
    assert [text.split(":")[0] for text in watch.problems] == ["queue.status", PENDING]
    assert deployment.published[-1] == f"{PENDING} a.b ('route.x',)"
    assert Deployment.handle is original
