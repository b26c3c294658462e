"""The taskcluster-proxy: what comes unsigned is signed, and all else is handed on as it is."""

from __future__ import annotations

import re
from datetime import timedelta

import httpx
import pytest

import tc
from tc.testing import LocalTaskcluster
from tests.testing.task_factory import claim, definition

SECRET = {"secret": {"a": "ü"}, "expires": "2100-01-01T00:00:00.000Z"}


@pytest.fixture
def bot(taskcluster: LocalTaskcluster) -> tc.Credentials:
    """Credentials that may use secrets below `a/`."""
    return taskcluster.client_credentials(
        "bot", ["secrets:get:a/*", "secrets:set:a/*", "secrets:list-secrets"]
    )


@pytest.fixture
def proxy(taskcluster: LocalTaskcluster, bot: tc.Credentials):
    """A proxy that signs as `bot`."""
    with taskcluster.proxy(bot) as found:
        yield found


def test_unsigned_calls_have_the_scopes_of_the_proxy(taskcluster, proxy):
    with tc.sync.Secrets(proxy.url) as secrets:
        secrets.set("a/b c?", SECRET)
        assert secrets.get("a/b c?") == SECRET
        assert list(secrets.list_items(limit=1)) == ["a/b c?"]
        with pytest.raises(tc.InsufficientScopesError):
            secrets.get("other")
    assert {r.client_id for r in taskcluster.requests} == {"bot"}


def test_errors_redirects_and_headers_come_back_as_they_are(taskcluster, proxy, queue):
    task_id = taskcluster.add_task()
    taskcluster.run_task(task_id, artifacts={"public/x": b"x"})
    taskcluster.client_credentials("bot2", [])
    headers = {"x-taskcluster-trace-id": "t"}
    response = httpx.get(f"{proxy.url}/api/secrets/v1/secret/a%2Fnone", headers=headers)
    assert (response.status_code, response.json()["code"]) == (404, "ResourceNotFound")
    assert response.headers["x-for-trace-id"] == "t"
    assert (
        response.headers["x-taskcluster-endpoint"] == f"{taskcluster.root_url}/api/secrets/v1/secret/a%2Fnone"
    )
    with taskcluster.proxy(taskcluster.credentials) as root:
        path = f"/api/queue/v1/task/{task_id}/artifacts/public%2Fx"
        response = httpx.get(root.url + path)
        assert response.status_code == 303
        assert httpx.get(response.headers["location"]).content == b"x"


def test_a_request_that_is_signed_is_not_signed_again(taskcluster, proxy, wire):
    path = "/api/auth/v1/scopes/current"
    expiry = 2_000_000_000
    signed = f"{path}?bewit={wire.bewit(taskcluster.credentials, path, expiry)}"
    assert httpx.get(proxy.url + signed).json()["scopes"] == ["*"]
    assert httpx.get(proxy.url + path, headers={"authorization": "Hawk x"}).status_code == 401


def test_a_url_that_is_posted_comes_back_signed(taskcluster, proxy):
    for url in ("/api/secrets/v1/secrets", "/api/secrets/v1/secrets?limit=1"):
        response = httpx.post(f"{proxy.url}/bewit", content=taskcluster.root_url + url)
        assert response.status_code == 303
        assert response.text == response.headers["location"]
        assert re.fullmatch(re.escape(taskcluster.root_url + url) + r"[?&]bewit=[\w-]+", response.text)
        assert httpx.get(response.text).json() == {"secrets": []}
    assert httpx.post(f"{proxy.url}/bewit", content="no url").status_code == 400


def test_the_credentials_of_a_claim_can_be_renewed(taskcluster, queue):
    queue.createTask(tc.slug_id(), definition(scopes=["secrets:get:a"]))
    (claimed,) = claim(queue)
    credentials = tc.Credentials.from_dict(claimed["credentials"])
    taskcluster.advance(timedelta(minutes=1))
    with taskcluster.proxy(credentials) as proxy, tc.sync.Client(proxy.url) as client:
        task_id, run = claimed["status"]["taskId"], str(claimed["runId"])
        renewed = tc.sync.Queue(client).reclaimTask(task_id, run)["credentials"]
        taskcluster.advance(timedelta(minutes=19))
        assert httpx.put(f"{proxy.url}/credentials", json=renewed).status_code == 200
        with pytest.raises(tc.NotFoundError):
            tc.sync.Secrets(client).get("a")
        assert httpx.put(f"{proxy.url}/credentials", json={"clientId": "x"}).status_code == 400


def test_other_paths_and_guests_are_refused(proxy):
    assert httpx.get(f"{proxy.url}/secrets/v1/ping").status_code == 404
    assert httpx.get(f"{proxy.url}/api/auth/v1/ping", headers={"host": "evil.example"}).status_code == 403


def test_a_deployment_that_has_gone_is_a_failure_of_the_proxy(bot):
    with LocalTaskcluster() as taskcluster, taskcluster.proxy(bot) as proxy:
        taskcluster.close()
        response = httpx.get(f"{proxy.url}/api/auth/v1/ping")
    assert (response.status_code, response.text) == (500, "Failed during proxy request: ConnectError")
