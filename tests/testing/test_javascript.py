"""The JavaScript client goes through its flows with a local Taskcluster: `tests/js/flows.mjs` has them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tc.testing import LocalTaskcluster
from tests.support.typed_responses import Watch

JS = Path(__file__).resolve().parents[1] / "js"


@pytest.fixture(scope="module")
def flows(watch: Watch) -> Any:
    """What each flow found."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        pytest.skip("node and npm are not installed")
    if not (JS / "node_modules" / "taskcluster-client").is_dir():
        pytest.skip("what npm fetches is not there: make tests/js/node_modules")
    watch.problems.clear()
    with LocalTaskcluster(anonymous_scopes=()) as taskcluster:
        taskcluster.deployment.check_responses = True
        done = subprocess.run(
            ["node", str(JS / "flows.mjs")],
            env={**os.environ, **taskcluster.env()},
            capture_output=True,
            check=True,
            text=True,
            timeout=100,
        )
    assert watch.problems == []
    return json.loads(done.stdout)


@pytest.fixture
def flow(flows: Any) -> Any:
    """A function that tells what one flow found."""

    def found(name: str) -> Any:
        assert "error" not in flows[name], flows[name]["error"]
        return flows[name]["found"]

    return found


def is_refusal(found: Any, status: int, code: str, method: str) -> bool:
    """Whether the client made of a refusal what it makes of those of the services."""
    return (found["statusCode"], found["code"], found["method"]) == (status, code, method) and (
        f"\n---\n\n* method:     {method}\n* errorCode:  {code}\n* statusCode: {status}\n* time:       "
        in found["message"]
    )


def test_clients_in_pages(flow: Any) -> None:
    assert flow("clients") == {
        "pages": [["js/0", "js/1"], ["js/2", "js/3"], ["js/4"]],
        "scopes": ["a:*", "assume:anonymous", "auth:current-scopes"],
        "removed": None,
    }


@pytest.mark.parametrize("name", ["unnamed", "js/temporary"])
def test_temporary_credentials(flow: Any, name: str) -> None:
    found = flow("temporary")[name]
    assert found["scopes"] == ["assume:anonymous", "auth:current-scopes", "secrets:get:js/*"]
    assert found["limited"] == ["assume:anonymous", "auth:current-scopes"]
    assert is_refusal(found["refused"], 403, "InsufficientScopes", "listClients")
    assert is_refusal(found["spoilt"], 401, "AuthenticationFailed", "currentScopes")


def test_the_life_of_tasks(flow: Any) -> None:
    found = flow("tasks")
    assert found["idempotent"]
    assert is_refusal(found["conflict"], 409, "RequestConflict", "createTask")
    assert found["states"] == ["unscheduled", "completed", True, True, "completed", True, True]
    assert found["members"] == [[0], [1]]


def test_artifacts(flow: Any) -> None:
    assert flow("artifacts") == {
        "refused": 403,
        "stored": 200,
        "type": "text/plain; charset=utf-8",
        "same": True,
        "redirected": 200,
        "sameRedirected": True,
        "names": ["public/a log.txt"],
    }


@pytest.mark.parametrize("size", [0, 8191, 8192, 300_000])
def test_objects(flow: Any, size: int) -> None:
    found = flow("objects")[str(size)]
    assert (found["type"], found["same"], found["projectId"]) == ("text/x-test", True, "p")
    assert found["hashes"].keys() == {"sha256", "sha512"}


def test_objects_as_artifacts(flow: Any) -> None:
    assert flow("objectArtifacts") == {"type": "text/x-test", "same": True}


def test_artifacts_that_stand_for_an_error(flow: Any) -> None:
    assert flow("errorArtifacts") == {"message": "it is not there", "reason": "file-missing-on-worker"}


def test_index(flow: Any) -> None:
    found = flow("index")
    assert is_refusal(found.pop("missing"), 404, "ResourceNotFound", "findTask")
    assert found == {
        "best": {"place": "a", "rank": 2},
        "tasks": ["js.a", "js.routed"],
        "namespaces": ["b"],
        "routed": True,
    }


def test_secrets(flow: Any) -> None:
    found = flow("secrets")
    assert found["same"]
    assert found["names"] == ["js/a b"]
    assert is_refusal(found["gone"], 404, "ResourceNotFound", "get")


def test_signed_urls(flow: Any) -> None:
    assert flow("signedUrls") == {
        "found": [
            [200, {"a": 1}],
            [200, []],
            [200, {"a": 1}],
            [403, "InsufficientScopes"],
            [403, "InsufficientScopes"],
            [401, "AuthenticationFailed"],
            [401, "AuthenticationFailed"],
        ],
        "put": 401,
    }


@pytest.mark.parametrize(
    ("name", "status", "code", "method"),
    [
        ("missing", 404, "ResourceNotFound", "status"),
        ("nobody", 403, "InsufficientScopes", "createTask"),
        ("stranger", 401, "AuthenticationFailed", "createTask"),
        ("payload", 400, "InputValidationError", "createTask"),
    ],
)
def test_errors(flow: Any, name: str, status: int, code: str, method: str) -> None:
    assert is_refusal(flow("errors")[name], status, code, method)
