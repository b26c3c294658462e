"""Profiles that the web-server of a local Taskcluster makes."""

from __future__ import annotations

import base64
import gzip

import httpx
import pytest

import tc
from tc.testing.services.base import finish
from tc.testing.services.task_groups import members

LOG = b"""[taskcluster 2026-11-23T17:00:00.000Z] Begins
no time
[setup 2026-11-23 17:00:01.500] Goes on
"""


@pytest.fixture
def client(taskcluster):
    retry = tc.Retry(retries=0)
    with tc.sync.Client(taskcluster.root_url, credentials=taskcluster.credentials, retry=retry) as client:
        yield client


@pytest.fixture
def queue(client):
    return tc.sync.Queue(client)


@pytest.fixture
def web(client):
    return tc.sync.WebServer(client)


def task(group_id, name="n"):
    return {
        "taskGroupId": group_id,
        "taskQueueId": "p/w",
        "created": tc.from_now("0 seconds"),
        "deadline": tc.from_now("1 hour"),
        "payload": {},
        "metadata": {"name": name, "description": "d", "owner": "o", "source": "https://example.com"},
    }


def claimed(queue, group_id, name="n"):
    """The id of a running task of a group."""
    task_id = tc.slug_id()
    queue.createTask(task_id, task(group_id, name))
    queue.claimWork("p/w", {"workerGroup": "g", "workerId": "w"})
    return task_id


def test_a_task_group_shows_when_its_tasks_ran(queue, web):
    group_id = tc.slug_id()
    with pytest.raises(tc.NotFoundError):
        web.taskGroupProfile(group_id)
    queue.createTask(group_id, task(group_id))
    assert web.taskGroupProfile(group_id)["threads"][0]["markers"]["length"] == 0
    queue.cancelTask(group_id)
    first, second = claimed(queue, group_id, "one"), claimed(queue, group_id, "two")
    queue.reportFailed(first, "0")
    profile = web.taskGroupProfile(group_id)
    (thread,) = profile["threads"]
    markers = thread["markers"]
    assert [thread["stringArray"][n] for n in markers["name"]] == ["one", "two"]
    assert [d["taskId"] for d in markers["data"]] == [first, second]
    categories = [profile["meta"]["categories"][n]["name"] for n in markers["category"]]
    assert categories == ["failed", "running"]
    assert all(a <= b for a, b in zip(markers["startTime"], markers["endTime"], strict=True))


def upload(queue, task_id, name, storage_type):
    """Make an artifact that holds LOG."""
    payload = {"storageType": storage_type, "contentType": "text/plain", "expires": tc.from_now("1 hour")}
    made = queue.createArtifact(task_id, "0", name, payload)
    if storage_type == "s3":
        assert (
            httpx.put(made["putUrl"], content=LOG, headers={"Content-Type": "text/plain"}).status_code == 200
        )
        return
    objects = tc.sync.Object(queue.api_client)
    upload = {key: made[key] for key in ("projectId", "uploadId")}
    inline = {"contentType": "text/plain", "objectData": base64.b64encode(LOG).decode()}
    proposed = {"expires": made["expires"], "proposedUploadMethods": {"dataInline": inline}}
    objects.createUpload(made["name"], upload | proposed)
    objects.finishUpload(made["name"], upload)
    queue.finishArtifact(task_id, "0", name, {"uploadId": made["uploadId"]})


def test_groups_are_read_in_pages(taskcluster, queue):
    group_id = tc.slug_id()
    ids = [claimed(queue, group_id) for _ in range(3)]
    found = finish(members(taskcluster.deployment, group_id, "x", page_size=2))
    assert [member["status"]["taskId"] for member in found] == ids


@pytest.mark.parametrize(
    ("name", "storage_type"),
    [
        ("public/logs/live.log", "object"),
        ("public/logs/live_backing.log", "s3"),
        ("public/logs/live.log", "s3"),
    ],
)
def test_a_log_shows_when_its_lines_were_written(queue, web, name, storage_type):
    task_id = claimed(queue, tc.slug_id())
    with pytest.raises(tc.NotFoundError):
        web.taskProfile(task_id)
    upload(queue, task_id, name, storage_type)
    (thread,) = web.taskProfile(task_id)["threads"]
    markers = thread["markers"]
    assert [thread["stringArray"][n] for n in markers["name"]] == ["taskcluster", "setup"]
    assert [d["text"] for d in markers["data"]] == ["Begins", "Goes on"]
    assert markers["startTime"] == [0, 1500]


def test_a_log_may_be_compressed_or_elsewhere(queue, web):
    task_id, expires = claimed(queue, tc.slug_id()), tc.from_now("1 hour")
    elsewhere = {"storageType": "reference", "contentType": "text/plain", "url": "https://example.com/x"}
    queue.createArtifact(task_id, "0", "public/logs/live.log", elsewhere | {"expires": expires})
    payload = {"storageType": "s3", "contentType": "text/plain", "expires": expires}
    queue.createArtifact(task_id, "0", "public/logs/live_backing.log", payload)
    with pytest.raises(tc.NotFoundError):
        web.taskProfile(task_id)
    url = queue.createArtifact(task_id, "0", "public/logs/live_backing.log", payload)["putUrl"]
    headers = {"Content-Type": "text/plain", "Content-Encoding": "gzip"}
    assert httpx.put(url, content=gzip.compress(LOG), headers=headers).status_code == 200
    assert web.taskProfile(task_id)["threads"][0]["markers"]["length"] == 2
