"""The official client for Python in its asyncio form, `taskcluster.aio`, with a local Taskcluster."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import httpx
import pytest
import taskcluster as official
from taskcluster import aio
from taskcluster.aio import asyncclient, download, upload

from tests.testing.task_factory import WORKER, definition

pytestmark = pytest.mark.anyio
Connect = Callable[..., Any]


@pytest.fixture
def anyio_backend():
    """It knows asyncio only."""
    return "asyncio"


@pytest.fixture
def options(taskcluster):
    """How its clients are made."""
    return {
        "rootUrl": taskcluster.root_url,
        "credentials": taskcluster.credentials.to_dict(),
        "maxRetries": 0,
    }


@pytest.fixture
async def connect(options):
    """A function that makes a client of a service; for others than the root client with further options."""
    async with aio.createSession() as session:
        yield lambda service, **changes: getattr(aio, service)(options | changes, session=session)


@pytest.fixture
async def browser():
    """Who opens signed URLs."""
    async with httpx.AsyncClient(follow_redirects=True) as client:
        yield client


async def refusal(response):
    """Status and code with which a call is refused."""
    with pytest.raises(official.exceptions.TaskclusterRestFailure) as caught:
        await response
    return caught.value.status_code, caught.value.body["code"]


async def running(connect, name="p/w", **changes):
    """A task that runs: its id, and the queue for its worker."""
    queue = connect("Queue")
    await queue.createTask(official.slugId(), definition(taskQueueId=name, **changes))
    (claimed,) = (await queue.claimWork(name, {**WORKER, "tasks": 1}))["tasks"]
    return claimed["status"]["taskId"], connect("Queue", credentials=claimed["credentials"])


async def test_clients_in_pages(connect: Connect):
    auth, payload = connect("Auth"), {"expires": official.fromNow("1 day"), "description": ""}
    for i in range(5):
        await auth.createClient(f"aio/{i}", {**payload, "scopes": ["a:*"]})
    pages: list[Any] = []
    await auth.listClients(query={"prefix": "aio/", "limit": "2"}, paginationHandler=pages.append)
    ids = [[client["clientId"] for client in page["clients"]] for page in pages]
    assert ids == [["aio/0", "aio/1"], ["aio/2", "aio/3"], ["aio/4"]]
    assert (await auth.updateClient("aio/0", {**payload, "scopes": ["b"]}))["expandedScopes"] == ["b"]
    assert await auth.deleteClient("aio/0") is None
    assert await refusal(auth.client("aio/0")) == (404, "ResourceNotFound")


@pytest.mark.parametrize("name", [None, "aio/temporary"])
async def test_temporary_credentials(connect: Connect, options, name):
    temporary = asyncclient.createTemporaryCredentials(
        options["credentials"]["clientId"],
        options["credentials"]["accessToken"],
        official.fromNow("-1 minute"),
        official.fromNow("1 hour"),
        ["auth:current-scopes", "a:*"],
        name=name,
    )
    auth = connect("Auth", credentials=temporary)
    assert set((await auth.currentScopes())["scopes"]) == {"a:*", "assume:anonymous", "auth:current-scopes"}
    assert await refusal(auth.listClients()) == (403, "InsufficientScopes")
    authorized = connect("Auth", credentials=temporary, authorizedScopes=["a:b"])
    assert await refusal(authorized.currentScopes()) == (403, "InsufficientScopes")
    spoilt = {**temporary, "accessToken": "x"}
    with pytest.raises(official.exceptions.TaskclusterAuthFailure):
        await connect("Auth", credentials=spoilt).currentScopes()


async def test_the_life_of_tasks(connect: Connect):
    queue, group, build, test = connect("Queue"), *(official.slugId() for _ in range(3))
    payload = definition(taskGroupId=group)
    assert await queue.createTask(build, payload) == await queue.createTask(build, payload)
    assert await refusal(queue.createTask(build, definition())) == (409, "RequestConflict")
    await queue.createTask(test, definition(taskGroupId=group, dependencies=[build]))
    assert (await queue.status(test))["status"]["state"] == "unscheduled"
    for expected in (build, test):
        (claimed,) = (await queue.claimWork("p/w", {**WORKER, "tasks": 1}))["tasks"]
        assert claimed["status"]["taskId"] == expected
        worker = connect("Queue", credentials=claimed["credentials"])
        renewed = await worker.reclaimTask(expected, claimed["runId"])
        worker = connect("Queue", credentials=renewed["credentials"])
        assert (await worker.reportCompleted(expected, 0))["status"]["state"] == "completed"
    pages: list[Any] = []
    await queue.listTaskGroup(group, query={"limit": "1"}, paginationHandler=pages.append)
    assert [[task["status"]["taskId"] for task in page["tasks"]] for page in pages] == [[build], [test]]


async def test_artifacts(connect: Connect, browser):
    task_id, worker = await running(connect)
    kind, content = "text/plain", b"fine" * 1000
    wanted = {"storageType": "s3", "contentType": kind, "expires": official.fromNow("1 hour")}
    made = await worker.createArtifact(task_id, 0, "public/log.txt", wanted)
    refused = await browser.put(made["putUrl"], content=content, headers={"content-type": "text/html"})
    assert refused.status_code == 403
    await browser.put(made["putUrl"], content=content, headers={"content-type": kind})
    queue = connect("Queue")
    for more in ({}, {"runId": 0}):
        found = await download.downloadArtifactToBuf(
            taskId=task_id, name="public/log.txt", queueService=queue, maxRetries=0, **more
        )
        assert found == (content, kind)
    signed = queue.buildSignedUrl("getLatestArtifact", task_id, "public/log.txt")
    assert (await browser.get(signed)).content == content
    found = await queue.listArtifacts(task_id, 0)
    assert [artifact["name"] for artifact in found["artifacts"]] == ["public/log.txt"]


async def test_artifacts_that_stand_for_an_error(connect: Connect):
    task_id, worker = await running(connect)
    expires = official.fromNow("1 hour")
    error = {"storageType": "error", "reason": "file-missing-on-worker", "message": "no", "expires": expires}
    await worker.createArtifact(task_id, 0, "public/gone", error)
    with pytest.raises(official.exceptions.TaskclusterArtifactError) as caught:
        await download.downloadArtifactToBuf(
            taskId=task_id, name="public/gone", queueService=connect("Queue"), maxRetries=0
        )
    assert caught.value.reason == "file-missing-on-worker"


@pytest.mark.parametrize("size", [0, 8191, 8192, 300_000])
async def test_objects(connect: Connect, size):
    content = bytes(size)
    common = {"objectService": connect("Object"), "maxRetries": 0}
    await upload.uploadFromBuf(
        projectId="p",
        name="public/some file",
        contentType="text/x-test",
        contentLength=size,
        expires=official.fromNow("1 hour"),
        data=content,
        **common,
    )
    assert await download.downloadToBuf(name="public/some file", **common) == (content, "text/x-test")
    target = io.BytesIO()
    assert await download.downloadToFile(file=target, name="public/some file", **common) == "text/x-test"
    assert target.getvalue() == content


async def test_objects_as_artifacts(connect: Connect):
    task_id, worker = await running(connect)
    content, kind = b"object" * 5000, "application/data"
    wanted = {"storageType": "object", "contentType": kind, "expires": official.fromNow("1 hour")}
    made = await worker.createArtifact(task_id, 0, "public/data", wanted)
    await upload.uploadFromFile(
        projectId=made["projectId"],
        uploadId=made["uploadId"],
        name=made["name"],
        contentType=kind,
        contentLength=len(content),
        expires=made["expires"],
        file=io.BytesIO(content),
        objectService=connect("Object", credentials=made["credentials"]),
        maxRetries=0,
    )
    await worker.finishArtifact(task_id, 0, "public/data", {"uploadId": made["uploadId"]})
    found = await download.downloadArtifactToBuf(
        taskId=task_id, name="public/data", queueService=connect("Queue"), maxRetries=0
    )
    assert found == (content, kind)


async def test_index(connect: Connect):
    index, task_id = connect("Index"), official.slugId()
    for namespace, rank in (("aio.a", 2), ("aio.a", 1), ("aio.b.c", 0)):
        data = {"rank": rank}
        entry = {"taskId": task_id, "rank": rank, "data": data, "expires": official.fromNow("1 hour")}
        await index.insertTask(namespace, entry)
    routed, worker = await running(connect, routes=["index.aio.routed"])
    await worker.reportCompleted(routed, 0)
    assert (await index.findTask("aio.a"))["data"] == {"rank": 2}
    assert (await index.findTask("aio.routed"))["taskId"] == routed
    assert [t["namespace"] for t in (await index.listTasks("aio"))["tasks"]] == ["aio.a", "aio.routed"]
    assert [n["name"] for n in (await index.listNamespaces("aio"))["namespaces"]] == ["b"]
    assert await refusal(index.findTask("aio.none")) == (404, "ResourceNotFound")


async def test_secrets_and_signed_urls(connect: Connect, browser):
    secrets, secret = connect("Secrets"), {"token": "é\U0001f512"}
    for name in ("aio/a", "aio/b"):
        await secrets.set(name, {"secret": secret, "expires": official.fromNow("1 hour")})
    assert (await secrets.get("aio/a"))["secret"] == secret
    assert (await secrets.list())["secrets"] == ["aio/a", "aio/b"]
    url = secrets.buildSignedUrl("get", "aio/a")
    assert (await browser.get(url)).json()["secret"] == secret
    other = await browser.get(url.replace("aio%2Fa", "aio%2Fb"))
    assert (other.status_code, other.json()["code"]) == (401, "AuthenticationFailed")
    assert (await browser.get(secrets.buildUrl("get", "aio/a"))).status_code == 403
    assert (await browser.put(url, json={})).status_code == 401
    await secrets.remove("aio/a")
    assert await refusal(secrets.get("aio/a")) == (404, "ResourceNotFound")


async def test_it_retries_what_fails(connect: Connect, taskcluster):
    secrets = connect("Secrets", maxRetries=3)
    taskcluster.fail(2, method="secrets.list")
    assert await secrets.list() == {"secrets": []}
    taskcluster.fail(1, drop=True, method="secrets.list")
    assert await secrets.list() == {"secrets": []}
