"""A program that uses many methods as they are meant to be used. Type checkers must accept every line."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, assert_type

import pydantic

import tc
import tc.aio
from tc.types import auth as auth_types
from tc.types import github as github_types
from tc.types import hooks as hook_types
from tc.types import index as index_types
from tc.types import object as object_types
from tc.types import queue as queue_types
from tc.types import secrets as secret_types
from tc.types import worker_manager as worker_types

ROOT_URL = "https://tc.example.com"


def definition(owner: str) -> queue_types.CreateTaskRequest:
    """A payload may be a literal with datetimes; keys that have a default may be left out."""
    now = datetime.now(UTC)
    return {
        "created": now,
        "deadline": tc.from_now("1 hour", now),
        "expires": "2030-01-01T00:00:00.000Z",
        "taskQueueId": "proj/ci",
        "priority": "low",
        "scopes": ("queue:route:index.proj.*",),
        "payload": {"command": ["make", "check"], "maxRunTime": 600},
        "metadata": {"name": "check", "description": "", "owner": owner, "source": ROOT_URL},
    }


async def tasks(queue: tc.aio.Queue) -> None:
    task_id = tc.slug_id()
    await queue.createTask(task_id, definition("me@example.com"))
    response = await queue.status(task_id)
    status = response["status"]
    assert_type(response, queue_types.TaskStatusResponse)
    assert_type(
        status["state"],
        Literal["unscheduled", "pending", "running", "completed", "failed", "exception"],
    )
    assert_type(status["runs"][0]["runId"], int)
    assert_type(status["runs"][0].get("reasonResolved"), queue_types.ReasonResolved | None)

    old = await queue.task(task_id)
    assert_type(old["payload"]["command"][0], Any)
    await queue.createTask(tc.slug_id(), old)
    again: queue_types.CreateTaskRequest = {**old, "created": datetime.now(UTC)}
    await queue.createTask(tc.slug_id(), again)
    plain: dict[str, str] = {"image": "busybox"}
    await queue.createTask(tc.slug_id(), {**definition("you@example.com"), "payload": plain})

    group = await queue.listTaskGroup(old["taskGroupId"], limit=10)
    assert_type(group.get("continuationToken"), str | None)
    async for found in queue.listTaskGroup_items(old["taskGroupId"]):
        assert_type(found, queue_types.TaskDefinitionAndStatus)
        print(found["task"]["metadata"]["name"], found["status"]["state"])
    async for page in queue.listDependentTasks_pages(task_id, limit=100):
        assert_type(page, queue_types.ListDependentTasksResponse)
    async for artifact in queue.listLatestArtifacts_items(task_id):
        assert_type(artifact["storageType"], queue_types.StorageType)
    await queue.scheduleTask(task_id)
    await queue.cancelTask(task_id)
    await queue.rerunTask(task_id)
    statuses = await queue.statuses({"taskIds": [task_id]})
    assert_type(statuses["statuses"][0]["status"], queue_types.TaskStatus)
    url: str = queue.getLatestArtifact_signed_url(task_id, "public/log", ttl=timedelta(minutes=5))
    print(url, queue.status_url(task_id))


@dataclasses.dataclass
class Claim:
    """A payload as a dataclass."""

    tasks: int
    workerGroup: str
    workerId: str


class ClaimModel(pydantic.BaseModel):
    """The same as a model."""

    tasks: int
    workerGroup: str
    workerId: str


async def payloads(queue: tc.aio.Queue, loose: dict[str, Any], view: Mapping[str, Any], config: Any) -> None:
    """Payloads whose keys no type checker knows need no cast."""
    await queue.createTask(tc.slug_id(), loose)
    await queue.createTask(tc.slug_id(), view)
    await queue.createTask(tc.slug_id(), loose | loose)
    await queue.createTask(tc.slug_id(), config["task"])
    await queue.createTask(tc.slug_id(), json.load(sys.stdin))
    await queue.createTask(tc.slug_id(), json.loads("{}"))
    claim = Claim(tasks=1, workerGroup="here", workerId="w1")
    claimed = await queue.claimWork("proj/ci", dataclasses.asdict(claim))
    assert_type(claimed, queue_types.ClaimWorkResponse)
    model = ClaimModel(tasks=1, workerGroup="here", workerId="w1")
    await queue.claimWork("proj/ci", model.model_dump())
    await queue.claimWork(
        "proj/ci", {"tasks": 1, "workerGroup": config["group"], "workerId": config.get("id")}
    )
    await queue.createArtifact("t", 0, "public/log", loose)
    merged: dict[str, Any] = {**loose, "retries": 1}
    await queue.createTask(tc.slug_id(), merged)


async def worker(queue: tc.aio.Queue) -> None:
    work = await queue.claimWork("proj/ci", {"tasks": 1, "workerGroup": "here", "workerId": "w1"})
    for claim in work["tasks"]:
        credentials = tc.Credentials.from_dict(claim["credentials"])
        mine = queue.with_options(credentials=credentials, retry=tc.Retry(retries=1))
        task_id, run_id = claim["status"]["taskId"], claim["runId"]
        reclaimed = await mine.reclaimTask(task_id, run_id)
        assert_type(reclaimed["takenUntil"], str)
        expires = datetime.now(UTC) + timedelta(days=7)
        upload = await mine.createArtifact(
            task_id,
            run_id,
            "public/log",
            {"storageType": "s3", "expires": expires, "contentType": "text/plain"},
        )
        if upload["storageType"] == "s3":
            assert_type(upload, queue_types.PostArtifactS3Response)
            print(upload["putUrl"])
        content = await mine.latestArtifact(task_id, "public/log")
        if content["storageType"] == "object":
            assert_type(content["credentials"]["accessToken"], str)
        elif content["storageType"] == "error":
            print(content["reason"])
        await mine.reportException(task_id, run_id, {"reason": "worker-shutdown"})
        await mine.reportCompleted(task_id, run_id)


async def other_services(client: tc.aio.Client) -> None:
    auth = tc.aio.Auth(client)
    made = await auth.createClient(
        "me/test", {"expires": "2030-01-01T00:00:00.000Z", "description": "", "scopes": ["a:*"]}
    )
    assert_type(made, auth_types.CreateClientResponse)
    print(made["clientId"], await auth.deleteClient("me/test"))
    scopes = await auth.expandScopes({"scopes": ["assume:role"]})
    assert_type(scopes["scopes"], list[str])
    await auth.expandScopes(scopes)
    async for role in auth.listRoles2_items():
        assert_type(role, auth_types.GetRoleResponse)
    async for role_id in auth.listRoleIds_items(limit=5):
        assert_type(role_id, str)

    hooks = tc.aio.Hooks(client)
    hook = await hooks.hook("group", "nightly")
    await hooks.updateHook("group", "nightly", hook)
    fired = await hooks.triggerHook("group", "nightly", {"reason": "test"})
    if "taskId" in fired:
        assert_type(fired, hook_types.TriggeredTask)
        print(fired["taskId"])
    hook_status = await hooks.getHookStatus("group", "nightly")
    last = hook_status["lastFire"]
    if last["result"] == "error":
        assert_type(last, hook_types.LastFireError)

    secrets = tc.aio.Secrets(client)
    secret = await secrets.get("proj/secret")
    assert_type(secret["secret"], dict[str, Any])
    await secrets.set("proj/secret", {"secret": {"token": "x"}, "expires": datetime.now(UTC)})
    async for name in secrets.list_items():
        assert_type(name, str)
    assert_type(await secrets.list(limit=3), secret_types.SecretList)

    index = tc.aio.Index(client)
    found = await index.findTask("proj.latest")
    assert_type(found, index_types.IndexedTaskResponse)
    await index.insertTask("proj.latest", {**found_entry(found), "rank": 2})
    where = await index.findArtifactFromTask("proj.latest", "public/log")
    assert_type(where["url"], str)

    objects = tc.aio.Object(client)
    offer = await objects.startDownload("name", {"acceptDownloadMethods": {"getUrl": True}})
    if offer["method"] == "getUrl":
        assert_type(offer["hashes"], object_types.Hashes)

    workers = tc.aio.WorkerManager(client)
    async for pool in workers.listWorkerPools_items():
        assert_type(pool, worker_types.WorkerPoolFull)
    await tc.aio.PurgeCache(client).purgeCache("proj/ci", {"cacheName": "checkouts"})
    await tc.aio.Notify(client).email({"address": "me@example.com", "subject": "", "content": ""})
    async for build in tc.aio.Github(client).builds_items(organization="org", repository="repo"):
        assert_type(build, github_types.Build)
    pong = await tc.aio.WebServer(client).ping()
    assert_type(pong["alive"], bool)


async def makers(credentials: tc.Credentials) -> None:
    """A service is of its class, however it is made; so is a class of one's own."""
    queue = tc.aio.Queue.from_env(retry=tc.Retry(retries=1))
    assert_type(queue, tc.aio.Queue)
    assert_type(queue.with_options(timeout=3.0), tc.aio.Queue)
    assert_type(queue.api_client, tc.aio.Client)
    async with tc.aio.Secrets.from_env(credentials=credentials) as secrets, Mine(ROOT_URL) as mine:
        assert_type(secrets, tc.aio.Secrets)
        assert_type(mine, Mine)
        assert_type(mine.with_options(trace_id="x"), Mine)
    assert_type(Mine.from_env(), Mine)
    async with tc.aio.Client.from_env() as client:
        assert_type(client, tc.aio.Client)
        assert_type(client.acting_for(credentials), tc.aio.Client)


class Mine(tc.aio.Queue):
    """A service with methods of one's own."""


def found_entry(found: index_types.IndexedTaskResponse) -> index_types.InsertTaskRequest:
    """Keys that the schema does not have are left out by hand."""
    return {
        "taskId": found["taskId"],
        "rank": found["rank"],
        "data": found["data"],
        "expires": found["expires"],
    }


async def main() -> None:
    async with tc.aio.Client(ROOT_URL, credentials=tc.Credentials("me", "token")) as client:
        queue = tc.aio.Queue(client)
        await tasks(queue)
        await worker(queue)
        await other_services(client)
