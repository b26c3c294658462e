"""Artifacts in a local Taskcluster: made, uploaded, read."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest

import tc
from tests.testing.task_factory import as_worker, claim, create, refused, run

KINDS = {
    "s3": {"contentType": "text/plain"},
    "object": {"contentType": "text/plain"},
    "reference": {"contentType": "text/html", "url": "https://example.com/x?y=1"},
    "link": {"contentType": "text/plain", "artifact": "public/s3"},
    "error": {"reason": "file-missing-on-worker", "message": "gone"},
}


def soon(**step):
    return datetime.now(UTC) + timedelta(**(step or {"hours": 1}))


def of(kind, **changes):
    """The payload of `createArtifact`."""
    return {"storageType": kind, "expires": soon(), **KINDS[kind], **changes}


@pytest.fixture
def job(queue):
    """A running task: its id, its run's id, the queue for its worker."""
    create(queue)
    return run(queue)


def put(url, content, **headers):
    return httpx.put(url, content=content, headers={"content-type": "text/plain", **headers})


def test_s3_artifacts_are_uploaded_and_read(queue, job):
    task_id, run_id, worker = job
    made = worker.createArtifact(task_id, run_id, "public/a b.txt", of("s3"))
    assert made["contentType"] == "text/plain"
    left = datetime.fromisoformat(made["expires"]) - datetime.now(UTC)
    assert timedelta(minutes=44) < left < timedelta(minutes=45)
    url = queue.artifact(task_id, run_id, "public/a b.txt")["url"]
    assert httpx.get(url).status_code == 404
    assert put(made["putUrl"], b"hello").status_code == 200
    found = httpx.get(url)
    assert (found.content, found.headers["content-type"]) == (b"hello", "text/plain")
    part = httpx.get(url, headers={"range": "bytes=1-3", "if-range": found.headers["etag"]})
    assert (part.status_code, part.content, part.headers["content-range"]) == (206, b"ell", "bytes 1-3/5")
    assert httpx.get(url, headers={"if-none-match": found.headers["etag"]}).status_code == 304
    assert httpx.put(url, content=b"x").status_code == 403


def test_uploads_have_to_be_as_they_were_signed(taskcluster, job):
    task_id, run_id, worker = job
    url = worker.createArtifact(task_id, run_id, "x", of("s3", contentLength=2))["putUrl"]
    assert put(url, b"ab", **{"content-type": "text/html"}).status_code == 403
    assert put(url, b"abc").status_code == 403
    assert put(url, iter([b"ab"])).status_code == 411
    assert put(url.replace("/x?", "/y?"), b"ab").status_code == 403
    query = {key: values[0] for key, values in parse_qs(urlsplit(url).query).items()}
    forged = url.partition("?")[0] + "?" + urlencode(query | {"expires": "9999999999"})
    assert put(forged, b"ab").status_code == 403
    packed = gzip.compress(b"ab")
    free = worker.createArtifact(task_id, run_id, "z", of("s3"))["putUrl"]
    assert put(free, packed, **{"content-encoding": "gzip"}).status_code == 200
    found = httpx.get(
        worker.with_options(credentials=taskcluster.credentials).artifact(task_id, run_id, "z")["url"]
    )
    assert (found.content, found.headers["content-encoding"]) == (b"ab", "gzip")
    assert put(url, b"ab").status_code == 200
    taskcluster.advance(timedelta(minutes=46))
    assert put(url, b"ab").status_code == 403


def test_the_length_is_shown_where_it_is_known(queue, job):
    task_id, run_id, worker = job
    worker.createArtifact(task_id, run_id, "public/s3", of("s3", contentLength=2))
    assert queue.artifactInfo(task_id, run_id, "public/s3")["contentLength"] == 2
    assert queue.listArtifacts(task_id, run_id)["artifacts"][0]["contentLength"] == 2


@pytest.mark.parametrize("kind", KINDS)
def test_responses_for_each_kind(queue, job, kind):
    task_id, run_id, worker = job
    name = f"public/{kind}"
    made = worker.createArtifact(task_id, run_id, name, of(kind))
    assert made["storageType"] == kind
    if kind == "link":
        worker.createArtifact(task_id, run_id, "public/s3", of("s3"))
    if kind == "object":
        for look in (queue.artifact, queue.getArtifact, queue.artifactInfo):
            refused(tc.NotFoundError, look, task_id, run_id, name)
        stored = tc.sync.Object(queue.api_client)
        upload = {key: made[key] for key in ("projectId", "uploadId", "expires")}
        uploading = stored.with_options(credentials=tc.Credentials.from_dict(made["credentials"]))
        inline = {"dataInline": {"contentType": "text/plain", "objectData": "aGVsbG8="}}
        uploading.createUpload(made["name"], upload | {"proposedUploadMethods": inline})
        uploading.finishUpload(made["name"], {key: upload[key] for key in ("projectId", "uploadId")})
        refused(tc.NotFoundError, queue.artifact, task_id, run_id, name)
        assert worker.finishArtifact(task_id, run_id, name, {"uploadId": made["uploadId"]}) is None
    found = queue.artifact(task_id, run_id, name)
    latest = queue.latestArtifact(task_id, name)
    assert found.keys() == latest.keys()
    assert queue.artifactInfo(task_id, run_id, name) == queue.latestArtifactInfo(task_id, name)
    assert queue.artifactInfo(task_id, run_id, name) in queue.listLatestArtifacts(task_id)["artifacts"]
    assert queue.artifactInfo(task_id, run_id, name)["storageType"] == kind
    if kind == "error":
        assert (
            found == latest == {"storageType": "error", "reason": "file-missing-on-worker", "message": "gone"}
        )
        error = refused(tc.APIError, queue.getLatestArtifact, task_id, name)
        assert (error.status_code, error.body) == (
            424,
            {"reason": "file-missing-on-worker", "message": "gone"},
        )
        return
    redirect = queue.getArtifact(task_id, run_id, name)
    assert redirect["storageType"] == found["storageType"] == {"link": "s3"}.get(kind, kind)
    if kind == "reference":
        assert redirect["url"] == found["url"] == "https://example.com/x?y=1"
    if kind == "object":
        assert httpx.get(redirect["url"]).content == b"hello"
        reading = stored.with_options(credentials=tc.Credentials.from_dict(found["credentials"]))
        started = reading.startDownload(found["name"], {"acceptDownloadMethods": {"getUrl": True}})
        assert httpx.get(started["url"]).content == b"hello"
        refused(tc.InsufficientScopesError, reading.object, "other")


def test_links_are_followed_when_they_are_read_and_need_all_scopes(taskcluster, queue, job):
    task_id, run_id, worker = job
    for name, target in [("public/1", "public/2"), ("public/2", "private/3"), ("a", "b"), ("b", "a")]:
        worker.createArtifact(task_id, run_id, name, of("link", artifact=target))
    refused(tc.NotFoundError, queue.artifact, task_id, run_id, "public/1")
    for look in (queue.artifact, queue.getArtifact):  # a circle
        assert refused(tc.BadRequestError, look, task_id, run_id, "a").code == "InputError"
    worker.createArtifact(task_id, run_id, "private/3", of("reference"))
    assert queue.artifact(task_id, run_id, "public/1")["storageType"] == "reference"
    some = taskcluster.client_credentials("some", ["queue:get-artifact:public/*"])
    limited = queue.with_options(credentials=some)
    for look in (limited.artifact, limited.getArtifact):
        refused(tc.InsufficientScopesError, look, task_id, run_id, "public/1")
        refused(tc.InsufficientScopesError, look, task_id, run_id, "private/none")
        refused(tc.NotFoundError, look, task_id, run_id, "public/none")


@pytest.mark.parametrize(
    ("first", "then", "good"),
    [
        (of("reference"), {"url": "https://example.com/other"}, True),
        (of("reference"), {"contentType": "text/plain"}, False),
        (of("reference"), {"expires": soon(hours=2)}, True),
        (of("reference"), {"expires": soon(minutes=50)}, False),
        (of("reference", contentType="text/html"), of("link"), True),
        (of("s3", contentLength=5), {"contentLength": 6}, True),
        (of("reference", contentType="text/plain"), of("s3"), False),
        (of("link"), of("reference", contentType="text/plain"), False),
        (of("link"), {"artifact": "other"}, False),
        (of("link"), {}, True),
        (of("s3"), {"expires": soon(hours=2)}, True),
        (of("s3"), {"contentType": "text/html"}, False),
        (of("error"), {}, True),
        (of("error"), {"message": "other"}, False),
        (of("object"), {}, False),
    ],
)
def test_when_an_artifact_can_be_made_again(job, first, then, good):
    task_id, run_id, worker = job
    worker.createArtifact(task_id, run_id, "public/x", first)
    again = then if "storageType" in then else first | then
    if "storageType" in then:
        again = then | {"expires": first["expires"]}
    if good:
        worker.createArtifact(task_id, run_id, "public/x", again)
    else:
        refused(tc.ConflictError, worker.createArtifact, task_id, run_id, "public/x", again)


def test_when_a_run_takes_artifacts(taskcluster, queue):
    def attempt(task_id, run_id="0", **changes):
        queue.createArtifact(task_id, run_id, tc.slug_id(), of("error", **changes))

    base = create(queue, taskQueueId="p/none")
    never = create(queue, taskQueueId="p/none", dependencies=[base])
    queue.cancelTask(never)
    for task_id in (base, never, tc.slug_id()):
        assert refused(tc.BadRequestError, attempt, task_id).code == "InputError"
    ids = [create(queue) for _ in range(5)]
    workers = [as_worker(queue, c) for c in claim(queue, tasks=5)]
    refused(tc.BadRequestError, attempt, ids[0], "1")
    workers[0].reportCompleted(ids[0], "0")
    workers[1].reportFailed(ids[1], "0")
    queue.cancelTask(ids[2])
    workers[3].reportException(ids[3], "0", {"reason": "worker-shutdown"})
    for task_id in ids[:2]:
        refused(tc.ConflictError, attempt, task_id)
    for task_id in ids[2:]:
        attempt(task_id)
    taskcluster.advance(timedelta(minutes=26))
    for task_id in ids[2:4]:
        refused(tc.ConflictError, attempt, task_id, expires=soon(hours=2))


def test_artifacts_end_before_their_task_and_are_forgotten_then(taskcluster, queue, job):
    task_id, run_id, worker = job
    for expires in (soon(days=11), soon(minutes=-16)):
        error = refused(
            tc.BadRequestError, worker.createArtifact, task_id, run_id, "x", of("s3", expires=expires)
        )
        assert error.code == "InputError"
    made = worker.createArtifact(task_id, run_id, "x", of("s3"))
    put(made["putUrl"], b"hello")
    worker.createArtifact(task_id, run_id, "y", of("error"))
    worker.createArtifact(task_id, run_id, "y", of("error", expires=soon(hours=2)))
    url = queue.artifact(task_id, run_id, "x")["url"]
    assert httpx.get(url).status_code == 200
    taskcluster.advance(timedelta(minutes=61))
    for look in (queue.artifact, queue.getArtifact):
        assert refused(tc.GoneError, look, task_id, run_id, "x").code == "ResourceExpired"
    assert queue.artifactInfo(task_id, run_id, "x")["name"] == "x"
    taskcluster.advance(timedelta(days=1))
    refused(tc.NotFoundError, queue.artifact, task_id, run_id, "x")
    assert [a["name"] for a in queue.listArtifacts(task_id, run_id)["artifacts"]] == ["y"]
    taskcluster.advance(timedelta(hours=1))
    assert queue.listArtifacts(task_id, run_id)["artifacts"] == []


def test_an_artifact_may_have_expired_some_minutes_ago(queue, job):
    task_id, run_id, worker = job
    worker.createArtifact(task_id, run_id, "x", of("reference", expires=soon(minutes=-14)))
    refused(tc.GoneError, queue.getArtifact, task_id, run_id, "x")
    refused(tc.BadRequestError, queue.createArtifact, task_id, "7", "x", of("reference"))


def test_an_object_artifact_is_finished_once_its_object_is(taskcluster, client, job):
    task_id, run_id, worker = job
    made = worker.createArtifact(task_id, run_id, "x", of("object", expires=soon(hours=3)))
    certificate = json.loads(made["credentials"]["certificate"])
    assert certificate["expiry"] <= soon(hours=3).timestamp() * 1000
    finish = {"uploadId": made["uploadId"]}
    refused(tc.BadRequestError, worker.finishArtifact, task_id, run_id, "x", finish)
    upload = {name: made[name] for name in ("projectId", "uploadId")}
    tc.sync.Object(client).finishUpload(made["name"], {**upload, "hashes": {}})
    refused(tc.BadRequestError, worker.finishArtifact, task_id, run_id, "x", {"uploadId": tc.slug_id()})
    for upload_id in (made["uploadId"], tc.slug_id()):  # once it is there, nobody looks at the id
        worker.finishArtifact(task_id, run_id, "x", {"uploadId": upload_id})
    assert [m.exchange[-16:] for m in taskcluster.messages][-2:] == ["artifact-created"] * 2


@pytest.mark.parametrize("kind", ["s3", "reference", "error"])
def test_a_redirect_names_the_type_of_storage(wire, job, kind):
    task_id, run_id, worker = job
    worker.createArtifact(task_id, run_id, "x", of(kind))
    response = wire.call("queue.getArtifact", task_id, run_id, "x")
    assert response.headers["x-taskcluster-artifact-storage-type"] == kind


def test_the_latest_run_counts_even_when_it_is_empty(queue, job):
    task_id, run_id, worker = job
    for name in ("b", "a"):
        worker.createArtifact(task_id, run_id, name, of("reference"))
    worker.reportCompleted(task_id, run_id)
    assert [a["name"] for a in queue.listLatestArtifacts_items(task_id, limit=1)] == ["a", "b"]
    assert queue.latestArtifact(task_id, "a")["storageType"] == "reference"
    queue.rerunTask(task_id)
    refused(tc.NotFoundError, queue.latestArtifact, task_id, "a")
    refused(tc.NotFoundError, queue.latestArtifactInfo, task_id, "a")
    assert queue.listLatestArtifacts(task_id)["artifacts"] == []
    assert queue.artifact(task_id, run_id, "a")["storageType"] == "reference"


def test_what_is_not_there(queue):
    unscheduled = create(queue, dependencies=[create(queue)])
    for task_id in (unscheduled, tc.slug_id()):
        refused(tc.NotFoundError, queue.listLatestArtifacts, task_id)
        refused(tc.NotFoundError, queue.latestArtifact, task_id, "x")
        refused(tc.NotFoundError, queue.listArtifacts, task_id, "0")
        refused(tc.NotFoundError, queue.getArtifact, task_id, "0", "x")
        refused(tc.NotFoundError, queue.finishArtifact, task_id, "0", "x", {"uploadId": tc.slug_id()})


def test_only_objects_are_finished_and_by_their_own_upload(job):
    task_id, run_id, worker = job
    worker.createArtifact(task_id, run_id, "e", of("error"))
    worker.createArtifact(task_id, run_id, "o", of("object"))
    upload = {"uploadId": tc.slug_id()}
    refused(tc.NotFoundError, worker.finishArtifact, task_id, run_id, "none", upload)
    for name in ("e", "o"):
        error = refused(tc.BadRequestError, worker.finishArtifact, task_id, run_id, name, upload)
        assert error.code == "InputError"
