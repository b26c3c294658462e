"""Uploads and downloads against a local Taskcluster, with the official client at the other end."""

from __future__ import annotations

import asyncio
import os
from datetime import UTC, datetime, timedelta

import pytest
import taskcluster as official
from taskcluster import download as official_download
from taskcluster import upload as official_upload

import tc
from tests.testing import task_factory as jobs

SIZES = [0, 10, 8191, 8192, 2_000_000]
NAME = "public/some file"


def content(size):
    return os.urandom(size)


@pytest.fixture
def expires():
    return datetime.now(UTC) + timedelta(hours=1)


@pytest.fixture
def objects(client):
    return tc.sync.Object(client)


def official_options(taskcluster):
    return {"rootUrl": taskcluster.root_url, "credentials": taskcluster.credentials.to_dict()}


def arguments(expires):
    return {"project_id": "p", "name": NAME, "content_type": "text/x-test", "expires": expires}


@pytest.mark.parametrize("size", SIZES)
def test_there_and_back(objects, expires, size, tmp_path):
    data = content(size)
    source, goal = tmp_path / "source", tmp_path / "goal"
    source.write_bytes(data)
    tc.sync.upload_from_file(objects, **arguments(expires), file=source)
    assert tc.sync.download_to_file(objects, NAME, goal) == "text/x-test"
    assert goal.read_bytes() == data
    assert tc.sync.download_to_buf(objects, NAME) == (data, "text/x-test")
    assert objects.object(NAME)["hashes"].keys() == {"sha256", "sha512"}


@pytest.mark.parametrize("size", SIZES)
def test_the_official_client_gets_what_was_uploaded(taskcluster, objects, expires, size):
    data = content(size)
    tc.sync.upload_from_buf(objects, **arguments(expires), data=data)
    got, kind = official_download.downloadToBuf(
        name=NAME, objectService=official.Object(official_options(taskcluster))
    )
    assert (bytes(got), kind) == (data, "text/x-test")


@pytest.mark.parametrize("size", SIZES)
def test_what_the_official_client_uploaded_is_got(taskcluster, objects, expires, size):
    data = content(size)
    official_upload.uploadFromBuf(
        projectId="p",
        name=NAME,
        contentType="text/x-test",
        contentLength=size,
        expires=expires,
        data=data,
        objectService=official.Object(official_options(taskcluster)),
    )
    assert tc.sync.download_to_buf(objects, NAME) == (data, "text/x-test")


@pytest.mark.parametrize("kind", ["s3", "object"])
@pytest.mark.parametrize("size", [0, 10, 2_000_000])
def test_artifacts(taskcluster, queue, kind, size, tmp_path):
    task_id = jobs.create(queue)
    _, run_id, worker = jobs.run(queue)
    data = content(size)
    expires = datetime.now(UTC) + timedelta(hours=1)
    source = tmp_path / "source"
    source.write_bytes(data)
    tc.sync.upload_artifact_from_file(
        worker,
        task_id,
        run_id,
        NAME,
        storage_type=kind,
        content_type="text/x-test",
        expires=expires,
        file=source,
    )
    assert tc.sync.download_artifact_to_buf(queue, task_id, NAME) == (data, "text/x-test")
    assert tc.sync.download_artifact_to_buf(queue, task_id, NAME, run_id=run_id) == (data, "text/x-test")
    got, found = official_download.downloadArtifactToBuf(
        taskId=task_id, name=NAME, queueService=official.Queue(official_options(taskcluster))
    )
    assert (bytes(got), found) == (data, "text/x-test")


def test_artifacts_of_an_async_client(taskcluster, queue):
    task_id = jobs.create(queue)
    _, run_id, worker = jobs.run(queue)
    data = content(2_000_000)

    async def there_and_back():
        options = {"credentials": worker.api_client._options.credentials}
        async with tc.aio.Queue(taskcluster.root_url, **options) as service:
            await tc.aio.upload_artifact_from_buf(
                service,
                task_id,
                run_id,
                NAME,
                storage_type="object",
                content_type="text/x-test",
                expires=tc.from_now("1 hour"),
                data=data,
            )
        async with tc.aio.Queue(taskcluster.root_url, credentials=taskcluster.credentials) as service:
            return await tc.aio.download_artifact_to_buf(service, task_id, NAME)

    assert asyncio.run(there_and_back()) == (data, "text/x-test")


def test_an_artifact_that_stands_for_an_error(queue):
    task_id = jobs.create(queue)
    _, run_id, worker = jobs.run(queue)
    expires = datetime.now(UTC) + timedelta(hours=1)
    error = {"storageType": "error", "reason": "file-missing-on-worker", "message": "no", "expires": expires}
    worker.createArtifact(task_id, run_id, NAME, error)
    with pytest.raises(tc.ArtifactError, match="file-missing-on-worker: no"):
        tc.sync.download_artifact_to_buf(queue, task_id, NAME)


def test_an_artifact_that_refers_to_another(taskcluster, queue):
    task_id = jobs.create(queue)
    _, run_id, worker = jobs.run(queue)
    expires = datetime.now(UTC) + timedelta(hours=1)
    url = f"{taskcluster.root_url}/references/manifest.json"
    reference = {"storageType": "reference", "url": url, "contentType": "a/b", "expires": expires}
    worker.createArtifact(task_id, run_id, NAME, reference)
    assert b"references" in tc.sync.download_artifact_to_buf(queue, task_id, NAME).content
    with pytest.raises(tc.TransferError, match="not allowed"):
        tc.sync.download_artifact_to_buf(queue, task_id, NAME, allow_references=False)
