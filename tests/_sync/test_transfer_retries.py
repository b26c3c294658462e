# Generated from tests/_async/test_transfer_retries.py by tools/unasync_build.py. Do not edit.

"""One decision about another attempt, whatever is sent: a call, an upload, a download."""

from __future__ import annotations

import json
import logging
import ssl
from collections.abc import Callable
from typing import Any

import httpx
import pytest

import tc
from tc import Retry, sync
from tests.support.fake_storage import CREDENTIALS, SMALL

pytestmark = pytest.mark.anyio

TASK = "fN1SbArXTPSVFNUvaOlinQ"
EXPIRES = "2999-01-01T00:00:00.000Z"
UPLOAD: Any = {"content_type": "text/plain", "expires": EXPIRES, "data": SMALL}
HANDED_OUT = {"clientId": "uploader", "accessToken": "no-secret-either", "certificate": "{}"}


def call(queue: sync.Queue) -> None:
    queue.status(TASK)


def s3_upload(queue: sync.Queue) -> None:
    sync.upload_artifact_from_buf(queue, TASK, 0, "x", storage_type="s3", **UPLOAD)


def object_artifact_upload(queue: sync.Queue) -> None:
    sync.upload_artifact_from_buf(queue, TASK, 0, "x", storage_type="object", **UPLOAD)


def object_upload(queue: sync.Queue) -> None:
    sync.upload_from_buf(sync.Object(queue.api_client), project_id="p", name="x", **UPLOAD)


def download(queue: sync.Queue) -> None:
    sync.download_artifact_to_buf(queue, TASK, "x", run_id=0)


Action = Callable[[sync.Queue], Any]
# What is done, and the part of the target of the request that fails.
PLACES: dict[str, tuple[Action, str]] = {
    "call": (call, "/status"),
    "createArtifact, s3": (s3_upload, "/artifacts/"),
    "createArtifact, object": (object_artifact_upload, "/artifacts/"),
    "upload, s3": (s3_upload, "/storage"),
    "upload, object artifact": (object_artifact_upload, "/storage"),
    "upload, object": (object_upload, "/storage"),
    "download": (download, "/storage"),
}
ONCE = "createArtifact, object"  # the second one would conflict with the first


class Deployment(httpx.BaseTransport):
    """Fails at one place, and knows how often."""

    def __init__(self, place: str, fail: Callable[[], httpx.Response]) -> None:
        self.place = place
        self.fail = fail
        self.failed = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if self.place in request.url.path:
            self.failed += 1
            return self.fail()
        if request.method == "PUT" and "/storage" in request.url.path:
            return httpx.Response(200)
        payload = json.loads(request.content or b"{}")
        put = {"url": "https://store/storage", "expires": EXPIRES, "headers": {}}
        value: Any = {"uploadMethod": {"putUrl": put}}
        if "artifacts" in request.url.path:
            value = {
                "storageType": payload.get("storageType"),
                "putUrl": "https://store/storage",
                "contentType": "text/plain",
                "expires": EXPIRES,
                "name": "n",
                "projectId": "p",
                "uploadId": TASK,
                "credentials": HANDED_OUT,
            }
        elif "artifact-content" in request.url.path:
            value = {"storageType": "s3", "url": "https://store/storage"}
        return httpx.Response(200, json=value)


def attempt(place: str, fail: Callable[[], httpx.Response], retry: Retry) -> tuple[int, tc.TaskclusterError]:
    """Try, and fail; the result is how many requests there were, and the error."""
    action, target = PLACES[place]
    deployment = Deployment(target, fail)
    with sync.Queue("https://tc", credentials=CREDENTIALS, retry=retry, transport=deployment) as queue:
        with pytest.raises(tc.TaskclusterError) as caught:
            action(queue)
    return deployment.failed, caught.value


def refusing(status: int, headers: dict[str, str] | None = None) -> Callable[[], httpx.Response]:
    return lambda: httpx.Response(status, headers=headers, content=b"{}")


def raising(error: Exception, cause: Exception | None = None) -> Callable[[], httpx.Response]:
    def fail() -> httpx.Response:
        raise error from cause

    return fail


@pytest.mark.parametrize("place", PLACES)
def test_status_that_may_pass_is_tried_again_and_logged(place: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "tc"):
        count, error = attempt(place, refusing(503), Retry(retries=2, delay_factor=0))
    wanted = 1 if place == ONCE else 3
    assert count == wanted
    assert getattr(error, "status_code", 503) == 503
    assert f"{wanted} attempt" in str(error)
    lines = [record.getMessage() for record in caplog.records if record.name == "tc"]
    assert len(lines) == wanted - 1
    assert all("retry" in line and "503" in line for line in lines)


@pytest.mark.parametrize("place", PLACES)
def test_status_that_is_final_is_not_tried_again(place: str) -> None:
    count, _ = attempt(place, refusing(404), Retry(retries=2, delay_factor=0))
    assert count == 1


@pytest.mark.parametrize("place", PLACES)
def test_status_that_the_caller_wants_again_is_tried_again(place: str) -> None:
    also = Retry(retries=2, delay_factor=0, also=frozenset({429}))
    count, error = attempt(place, refusing(429), also)
    assert count == 3
    assert "3 attempts" in str(error)


@pytest.mark.parametrize("place", PLACES)
def test_retry_after_is_waited_for(place: str, caplog: pytest.LogCaptureFixture) -> None:
    retry = Retry(retries=1, delay_factor=0, max_delay=0.3, also=frozenset({429}))
    with caplog.at_level(logging.WARNING, "tc"):
        attempt(place, refusing(429, {"Retry-After": "7"}), retry)
    (line,) = [record.getMessage() for record in caplog.records if record.name == "tc"]
    assert "retry 1 of 1 in 0.3 s" in line


@pytest.mark.parametrize("place", PLACES)
def test_certificate_that_does_not_verify_is_final(place: str) -> None:
    wrong = ssl.SSLCertVerificationError("self-signed certificate")
    fail = raising(httpx.ConnectError("certificate verify failed"), wrong)
    count, error = attempt(place, fail, Retry(retries=2, delay_factor=0))
    assert count == 1
    assert isinstance(error, tc.TransportError)
    assert error.attempts == 1


@pytest.mark.parametrize("place", PLACES)
def test_connection_that_was_refused_is_tried_again(place: str) -> None:
    fail = raising(httpx.ConnectError("refused"))
    count, error = attempt(place, fail, Retry(retries=2, delay_factor=0))
    assert count == 3
    assert isinstance(error, tc.TransportError)
    assert error.attempts == 3


@pytest.mark.parametrize("place", PLACES)
def test_connection_that_broke_is_tried_again_where_that_is_safe(place: str) -> None:
    fail = raising(httpx.ReadError("reset"))
    count, error = attempt(place, fail, Retry(retries=2, delay_factor=0))
    assert count == (1 if place == ONCE else 3)
    assert isinstance(error, tc.TransportError)
