"""The official Python client against a local Taskcluster: it judges whether ours responds as services do."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest
import taskcluster as official

from tc.testing import LocalTaskcluster


@pytest.fixture
def options(taskcluster: LocalTaskcluster):
    credentials = {
        "clientId": taskcluster.credentials.client_id,
        "accessToken": taskcluster.credentials.access_token,
    }
    return {"rootUrl": taskcluster.root_url, "credentials": credentials, "maxRetries": 0}


def test_clients_in_pages(options):
    auth = official.Auth(options)
    for i in range(5):
        payload = {"expires": official.fromNow("1 day"), "description": f"{i}", "scopes": ["a:*"]}
        assert auth.createClient(f"test/{i}", payload)["accessToken"]
    found = []
    auth.listClients(
        query={"prefix": "test/", "limit": "2"}, paginationHandler=lambda page: found.append(page)
    )
    assert [len(page["clients"]) for page in found] == [2, 2, 1]
    assert auth.updateClient("test/0", {**payload, "scopes": ["b"]})["expandedScopes"] == ["b"]
    auth.deleteClient("test/0")
    with pytest.raises(official.exceptions.TaskclusterRestFailure) as refusal:
        auth.client("test/0")
    assert refusal.value.status_code == 404
    assert refusal.value.body["code"] == "ResourceNotFound"


def test_temporary_credentials_and_roles(options):
    auth = official.Auth(options)
    auth.createRole("worker:*", {"description": "", "scopes": ["auth:current-scopes", "w:<..>"]})
    for name in (None, "test/temp"):
        temporary = official.createTemporaryCredentials(
            options["credentials"]["clientId"],
            options["credentials"]["accessToken"],
            official.fromNow("-1 minute"),
            official.fromNow("1 hour"),
            ["assume:worker:x"],
            name=name,
        )
        limited = official.Auth({**options, "credentials": temporary})
        assert "w:x" in limited.currentScopes()["scopes"]
        with pytest.raises(official.exceptions.TaskclusterAuthFailure) as refusal:
            official.Auth({**options, "credentials": temporary, "authorizedScopes": ["z"]}).currentScopes()
        assert refusal.value.status_code == 401


def test_authorized_scopes(options):
    wanted = ["auth:current-scopes", "a:b"]
    auth = official.Auth({**options, "authorizedScopes": wanted})
    assert set(wanted) < set(auth.currentScopes()["scopes"])
    with pytest.raises(official.exceptions.TaskclusterRestFailure) as refusal:
        auth.listClients()
    assert refusal.value.status_code == 403


def test_secrets(options, taskcluster: LocalTaskcluster):
    secrets = official.Secrets(options)
    secrets.set("project/x", {"secret": {"token": "t"}, "expires": official.fromNow("1 hour")})
    assert secrets.get("project/x")["secret"] == {"token": "t"}
    assert secrets.list() == {"secrets": ["project/x"]}
    url = secrets.buildSignedUrl("get", "project/x")
    assert httpx.get(url).json()["secret"] == {"token": "t"}
    taskcluster.advance(timedelta(hours=2))
    with pytest.raises(official.exceptions.TaskclusterRestFailure) as refusal:
        secrets.get("project/x")
    assert refusal.value.status_code == 404
    secrets.remove("project/x")


def test_index(options):
    index, task_id, expires = official.Index(options), official.slugId(), official.fromNow("1 hour")
    for namespace, rank in (("their.a", 2), ("their.a", 1), ("their.b.c", 0)):
        index.insertTask(
            namespace, {"taskId": task_id, "rank": rank, "data": {"rank": rank}, "expires": expires}
        )
    assert index.findTask("their.a")["data"] == {"rank": 2}
    pages: list[dict[str, list[dict[str, str]]]] = []
    index.listNamespaces("their", query={"limit": "1"}, paginationHandler=pages.append)
    assert [n["name"] for page in pages for n in page["namespaces"]] == ["b"]
    assert [t["namespace"] for t in index.listTasks("their")["tasks"]] == ["their.a"]
    with pytest.raises(official.exceptions.TaskclusterRestFailure) as refusal:
        index.findTask("their.none")
    assert (refusal.value.status_code, refusal.value.body["code"]) == (404, "ResourceNotFound")


def test_signatures_can_be_tried_out(options):
    tester = {"clientId": "tester", "accessToken": "no-secret"}
    auth = official.Auth({**options, "credentials": tester})
    response = auth.testAuthenticate({"clientScopes": ["a:*"], "requiredScopes": ["a:b"]})
    assert response == {"clientId": "tester", "scopes": ["a:*", "assume:anonymous"]}
    assert auth.testAuthenticateGet()["clientId"] == "tester"


def test_it_retries_what_fails(options, taskcluster: LocalTaskcluster):
    taskcluster.fail(2, method="secrets.list")
    assert official.Secrets({**options, "maxRetries": 3}).list() == {"secrets": []}
    taskcluster.fail(1, drop=True, method="secrets.list")
    assert official.Secrets({**options, "maxRetries": 3}).list() == {"secrets": []}
