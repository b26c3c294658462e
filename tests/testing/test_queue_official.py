"""The official client for Python goes through the life of tasks with a local Taskcluster."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

import httpx
import pytest
import taskcluster as official
from taskcluster.download import downloadArtifactToBuf

from tests.testing.task_factory import WORKER


@pytest.fixture
def options(taskcluster):
    """How its clients are made."""
    return {
        "rootUrl": taskcluster.root_url,
        "credentials": taskcluster.credentials.to_dict(),
        "maxRetries": 0,
    }


@pytest.fixture
def their_queue(options):
    found = official.Queue(options)
    yield found
    found.session.close()


def definition(**changes):
    now = datetime.now(UTC)
    return {
        "taskQueueId": "p/w",
        "schedulerId": "s",
        "created": official.stringDate(now),
        "deadline": official.stringDate(now + timedelta(hours=2)),
        "payload": {"command": ["true"]},
        "metadata": {"name": "n", "description": "d", "owner": "o", "source": "https://example.com"},
        **changes,
    }


def their_worker(options, claimed):
    """The queue for a worker, with the credentials of its claim."""
    return official.Queue(options | {"credentials": claimed["credentials"]})


def test_a_graph_is_made_run_and_read(options, their_queue):
    group, build, test = (official.slugId() for _ in range(3))
    their_queue.createTask(build, definition(taskGroupId=group, routes=["index.project.latest"]))
    their_queue.createTask(test, definition(taskGroupId=group, dependencies=[build]))
    states = []
    for _ in range(2):
        (claimed,) = their_queue.claimWork("p/w", {**WORKER, "tasks": 1})["tasks"]
        task_id, worker = claimed["status"]["taskId"], their_worker(options, claimed)
        expires = official.stringDate(official.fromNow("1 hour"))
        made = worker.createArtifact(
            task_id,
            0,
            "public/log.txt",
            {"storageType": "s3", "contentType": "text/plain", "expires": expires},
        )
        httpx.put(made["putUrl"], content=b"fine", headers={"content-type": "text/plain"}).raise_for_status()
        worker.reclaimTask(task_id, 0)
        states.append(worker.reportCompleted(task_id, 0)["status"]["state"])
        worker.session.close()
        found = their_queue.getLatestArtifact(task_id, "public/log.txt")
        assert httpx.get(found["url"]).text == "fine"
        signed = their_queue.buildSignedUrl("getLatestArtifact", task_id, "public/log.txt")
        assert httpx.get(signed, follow_redirects=True).text == "fine"
    assert states == ["completed", "completed"]
    pages: list[dict[str, list[dict[str, dict[str, str]]]]] = []
    their_queue.listTaskGroup(group, query={"limit": 1}, paginationHandler=pages.append)
    assert [t["status"]["taskId"] for page in pages for t in page["tasks"]] == [build, test]
    index = official.Index(options)
    assert index.findTask("project.latest")["taskId"] == build
    index.session.close()


def test_objects_are_uploaded_and_downloaded_as_artifacts(options, their_queue):
    task_id, content = official.slugId(), b"object" * 5000
    their_queue.createTask(task_id, definition())
    (claimed,) = their_queue.claimWork("p/w", {**WORKER, "tasks": 1})["tasks"]
    worker = their_worker(options, claimed)
    expires = official.stringDate(official.fromNow("1 hour"))
    wanted = {"storageType": "object", "contentType": "application/data", "expires": expires}
    made = worker.createArtifact(task_id, 0, "public/data", wanted)
    uploading = official.Object(options | {"credentials": made["credentials"]})
    upload = {key: made[key] for key in ("projectId", "uploadId")}
    proposed = {"putUrl": {"contentType": "application/data", "contentLength": len(content)}}
    begun = uploading.createUpload(
        made["name"], {**upload, "expires": made["expires"], "proposedUploadMethods": proposed}
    )
    target = begun["uploadMethod"]["putUrl"]
    httpx.put(target["url"], content=content, headers=target["headers"]).raise_for_status()
    hashes = {name: hashlib.new(name, content).hexdigest() for name in ("sha256", "sha512")}
    uploading.finishUpload(made["name"], {**upload, "hashes": hashes})
    worker.finishArtifact(task_id, 0, "public/data", {"uploadId": made["uploadId"]})
    for client in (uploading, worker):
        client.session.close()
    found, kind = downloadArtifactToBuf(taskId=task_id, name="public/data", queueService=their_queue)
    assert (found, kind) == (content, "application/data")


def test_errors_are_theirs(options, their_queue):
    task_id = official.slugId()
    with pytest.raises(official.exceptions.TaskclusterRestFailure) as caught:
        their_queue.status(task_id)
    assert (caught.value.status_code, caught.value.body["code"]) == (404, "ResourceNotFound")
    their_queue.createTask(task_id, definition())
    nobody = official.Queue({"rootUrl": options["rootUrl"], "maxRetries": 0})
    with pytest.raises(official.exceptions.TaskclusterRestFailure) as caught:
        nobody.cancelTask(task_id)
    assert (caught.value.status_code, caught.value.body["code"]) == (403, "InsufficientScopes")
    nobody.session.close()
    certificate = official.createTemporaryCredentials(
        options["credentials"]["clientId"],
        options["credentials"]["accessToken"],
        datetime.now(UTC),
        datetime.now(UTC) + timedelta(minutes=5),
        ["queue:cancel-task-in-project:none"],
        name="temporary",
    )
    limited = official.Queue(options | {"credentials": certificate})
    assert limited.cancelTask(task_id)["status"]["runs"][0]["reasonResolved"] == "canceled"
    limited.session.close()
