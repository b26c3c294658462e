"""No secret in what uploads and downloads show, whatever happens; and none for storages."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from tc import Retry, TaskclusterError, aio
from tests.support.fake_storage import (
    LARGE,
    SMALL,
    Fault,
    Storage,
    cut,
    deaf,
    responding,
    sending,
    silent,
    stalling,
    storage,
)
from tests.support.scripted_taskcluster import reply
from tests.support.secret_scanner import TEMPORARY, check_error, listening

pytestmark = pytest.mark.anyio

OPTIONS: Any = {"credentials": TEMPORARY, "retry": Retry(retries=1, delay_factor=0), "timeout": 10}
TASK = "fN1SbArXTPSVFNUvaOlinQ"
EXPIRES = datetime(2999, 1, 1, tzinfo=UTC)
HANDED_OUT = TEMPORARY.to_dict()
OBJECT = {"storageType": "object", "name": "t/a/s/k", "credentials": HANDED_OUT}
DOWNLOAD_FAULTS: dict[str, Fault] = {
    "cut": cut(1000),
    "stalling": stalling,
    "silent": silent,
    "refusing": responding(403),
    "failing": responding(500),
    "another content": sending(SMALL[:-1] + b"?"),
    "an endless redirect": responding(302, {"Location": "/again"}),
}
UPLOAD_FAULTS: dict[str, Fault] = {
    "cut": cut(1000),
    "deaf": deaf,
    "silent": silent,
    "refusing": responding(403),
    "failing": responding(500, read=False),
}


def options(fault: Fault) -> Any:
    """Those of a client; impatient only where that is what fails, or a busy machine would fail instead."""
    impatient = fault in (stalling, silent, deaf)
    return OPTIONS | ({"timeout": httpx.Timeout(10, read=0.2, write=0.2)} if impatient else {})


@pytest.mark.parametrize("fault", DOWNLOAD_FAULTS.values(), ids=DOWNLOAD_FAULTS)
@pytest.mark.parametrize("kind", ["object", "s3", "reference"])
async def test_downloads_that_fail(kind: str, fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    with listening(), storage(faults=[fault] * 12) as server:
        server.artifact = OBJECT if kind == "object" else {"storageType": kind, "url": f"{server.url}/x?y=z"}
        async with aio.Queue(server.url, **options(fault)) as queue:
            if kind != "object" and fault is DOWNLOAD_FAULTS["another content"]:
                await aio.download_artifact_to_buf(queue, TASK, "public/x")  # it has no hashes to tell
            else:
                with pytest.raises(TaskclusterError) as caught:
                    await aio.download_artifact_to_buf(queue, TASK, "public/x")
                check_error(caught.value)
    assert server.storage_requests
    assert not [request for request in server.storage_requests if "authorization" in request.headers]


@pytest.mark.parametrize("fault", UPLOAD_FAULTS.values(), ids=UPLOAD_FAULTS)
@pytest.mark.parametrize("kind", ["object", "s3"])
async def test_uploads_that_fail(kind: str, fault: Fault) -> None:
    with listening(), storage(faults=[fault] * 9) as server:
        hand_out(server)
        async with aio.Queue(server.url, **options(fault)) as queue:
            with pytest.raises(TaskclusterError) as caught:
                await aio.upload_artifact_from_buf(
                    queue,
                    TASK,
                    0,
                    "public/x",
                    storage_type=kind,
                    content_type="text/plain",
                    expires=EXPIRES,
                    data=LARGE * 5,
                )
            check_error(caught.value)
    assert server.storage_requests
    assert not [request for request in server.storage_requests if "authorization" in request.headers]


def hand_out(server: Storage) -> None:
    """Have `createArtifact` give out the marked credentials."""
    create = server._createArtifact

    def response(payload: Any) -> Any:
        response = create(payload)
        return response | {"credentials": HANDED_OUT} if "credentials" in response else response

    server._createArtifact = response  # type: ignore[method-assign]


@pytest.mark.parametrize(
    "response",
    [
        {"storageType": "none", "credentials": HANDED_OUT},
        {"storageType": "object", "credentials": HANDED_OUT},
        {"storageType": "object", "name": "x", "credentials": HANDED_OUT | {"certificate": "{"}},
        {"storageType": "object", "name": "x", "credentials": HANDED_OUT | {"clientId": " "}},
        {"storageType": "object", "name": "x", "credentials": [HANDED_OUT]},
    ],
)
async def test_responses_that_are_of_no_use(response: Any) -> None:
    """Whatever is wrong with a response that has credentials in it, they do not show."""
    responses = {"latestArtifact": lambda request: reply(200, response)}
    responses["createArtifact"] = responses["latestArtifact"]
    upload: Any = {"content_type": "a/b", "expires": EXPIRES, "data": SMALL}
    with listening(), storage(responses=responses) as server:
        async with aio.Queue(server.url, **OPTIONS) as queue:
            with pytest.raises(Exception) as caught:
                await aio.download_artifact_to_buf(queue, TASK, "public/x")
            check_error(caught.value)
            with pytest.raises(Exception) as caught:
                await aio.upload_artifact_from_buf(
                    queue, TASK, 0, "public/x", storage_type="object", **upload
                )
            check_error(caught.value)


async def test_services_that_fail_in_between() -> None:
    responses = {"startDownload": lambda request: reply(403, {"message": "no", "code": "InsufficientScopes"})}
    responses |= dict.fromkeys(("createUpload", "finishUpload"), responses["startDownload"])
    with listening(), storage(artifact=OBJECT, responses=responses) as server:
        hand_out(server)
        upload: Any = {"content_type": "a/b", "expires": EXPIRES, "data": SMALL}
        async with aio.Queue(server.url, **OPTIONS) as queue:
            with pytest.raises(TaskclusterError, match="403 InsufficientScopes") as caught:
                await aio.download_artifact_to_buf(queue, TASK, "public/x")
            check_error(caught.value)
            with pytest.raises(TaskclusterError, match="403 InsufficientScopes") as caught:
                await aio.upload_artifact_from_buf(
                    queue, TASK, 0, "public/x", storage_type="object", **upload
                )
            check_error(caught.value)
