# Generated from tests/_async/test_transfer_responses.py by tools/unasync_build.py. Do not edit.

"""Whatever services say about a transfer, the outcome is the content or an error of ours."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

import tc
from tc import sync
from tests.support.fake_storage import CREDENTIALS, SECRET, SMALL, hashes_of, storage
from tests.support.http_server import Received
from tests.support.malformed import mutations
from tests.support.scripted_taskcluster import reply

pytestmark = pytest.mark.anyio

TASK = "fN1SbArXTPSVFNUvaOlinQ"
EXPIRES = "2999-01-01T00:00:00.000Z"
URL = "https://store/storage"
UPLOAD: Any = {"content_type": "text/plain", "expires": EXPIRES, "data": SMALL}
HANDED_OUT = {"clientId": "uploader", "accessToken": "no-secret-either", "certificate": "{}"}
NO_RETRY = tc.Retry(retries=0)
OBJECT = {"storageType": "object", "name": "n", "credentials": HANDED_OUT}
RIGHT: dict[str, Any] = {
    "latestArtifact": {"storageType": "s3", "url": URL},
    "startDownload": {"method": "getUrl", "url": URL, "expires": EXPIRES, "hashes": hashes_of(SMALL)},
    "createUpload": {
        "uploadMethod": {"putUrl": {"url": URL, "expires": EXPIRES, "headers": {"Content-Type": "a/b"}}}
    },
    "createArtifact": OBJECT | {"projectId": "p", "uploadId": TASK, "expires": EXPIRES},
}


class Services(httpx.BaseTransport):
    """Responds rightly, but for one method."""

    def __init__(self, method: str, response: Any) -> None:
        self.responses = RIGHT | {method: response}

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        if "/storage" in path or "/api/" not in path:
            request.read()
            return httpx.Response(200, content=SMALL if request.method == "GET" else b"")
        name = {"start-download": "startDownload", "upload": "createUpload"}.get(path.split("/")[4], "")
        if "artifact-content" in path:
            name = "latestArtifact"
        elif "/artifacts/" in path and request.method == "POST":
            name = "createArtifact"
        text = json.dumps(self.responses.get(name, {}))
        return httpx.Response(200, content=text, headers={"Content-Type": "application/json"})


def download(queue: sync.Queue) -> None:
    assert (sync.download_artifact_to_buf(queue, TASK, "x")).content == SMALL


def download_object(queue: sync.Queue) -> None:
    got = sync.download_to_buf(sync.Object(queue.api_client), "x")
    assert got.content == SMALL


def upload(queue: sync.Queue) -> None:
    sync.upload_artifact_from_buf(queue, TASK, 0, "x", storage_type="object", **UPLOAD)


def try_one(method: str, response: Any, action: Callable[[sync.Queue], Any]) -> None:
    """Do something where one method responds in this way."""
    transport = Services(method, response)
    with sync.Queue("https://tc", credentials=CREDENTIALS, retry=NO_RETRY, transport=transport) as queue:
        action(queue)


@pytest.mark.parametrize(
    ("method", "right", "action"),
    [
        ("latestArtifact", RIGHT["latestArtifact"], download),
        ("latestArtifact", OBJECT, download),
        ("startDownload", RIGHT["startDownload"], download_object),
        ("createUpload", RIGHT["createUpload"], upload),
        ("createArtifact", RIGHT["createArtifact"], upload),
    ],
    ids=["latestArtifact, s3", "latestArtifact, object", "startDownload", "createUpload", "createArtifact"],
)
def test_malformed_response_is_an_error_of_ours(
    method: str, right: Any, action: Callable[[sync.Queue], Any]
) -> None:
    errors: list[str] = []
    try_one(method, right, action)
    for response in mutations(right):
        try:
            try_one(method, response, action)
        except tc.TaskclusterError as error:
            errors.append(str(error))
    assert len(errors) > 15
    assert not [error for error in errors if "no-secret-either" in error or not error.isprintable()]


def download_run(queue: sync.Queue, folder: Path) -> None:
    assert (sync.download_artifact_to_buf(queue, TASK, "x", run_id=0)).content == SMALL


def download_matching(queue: sync.Queue, folder: Path) -> None:
    for path in sync.download_artifacts(queue, TASK, ["*"], folder):
        assert path.read_bytes() == SMALL


def read_stream(queue: sync.Queue, folder: Path) -> None:
    with sync.open_artifact(queue, TASK, "x") as stream:
        assert stream.read() == SMALL


def download_named(queue: sync.Queue, folder: Path) -> None:
    sync.download_to_file(sync.Object(queue.api_client), "x", folder / "x")
    assert (folder / "x").read_bytes() == SMALL


def upload_to_s3(queue: sync.Queue, folder: Path) -> None:
    sync.upload_artifact_from_buf(queue, TASK, 0, "x", storage_type="s3", **UPLOAD)


def upload_object(queue: sync.Queue, folder: Path) -> None:
    sync.upload_artifact_from_buf(queue, TASK, 0, "x", storage_type="object", **UPLOAD)


@pytest.mark.parametrize(
    ("method", "storage_type", "action"),
    [
        ("latestArtifact", "s3", read_stream),
        ("latestArtifact", "object", read_stream),
        ("latestArtifact", "error", read_stream),
        ("artifact", "reference", download_run),
        ("artifact", "s3", download_matching),
        ("status", "s3", download_matching),
        ("listArtifacts", "s3", download_matching),
        ("startDownload", "s3", download_named),
        ("createUpload", "s3", upload_object),
        ("createArtifact", "s3", upload_to_s3),
        ("createArtifact", "s3", upload_object),
    ],
)
def test_malformed_response_over_http_ends_in_the_right_bytes_or_an_error_of_ours(
    method: str, storage_type: str, action: Callable[[sync.Queue, Path], Any], tmp_path: Path
) -> None:
    artifact = {"storageType": storage_type, "reason": "r", "message": "m"}
    errors: list[str] = []
    with storage(runs=[{"runId": 0, "scheduled": "2026-01-01T00:00:00.000Z"}]) as server:
        server.artifact = artifact
        if storage_type == "object":
            server.artifact |= {"name": "n", "credentials": HANDED_OUT}
        elif storage_type != "error":
            server.artifact |= {"url": f"{server.url}/blob/1"}

        def right(request: Received) -> Any:
            if method == "listArtifacts":
                return {"artifacts": [{"name": "x"}]}
            return getattr(server, f"_{method}")(json.loads(request.body) if request.body else None)

        if method != "listArtifacts":
            server.responses["listArtifacts"] = lambda _: reply(200, {"artifacts": [{"name": "x"}]})
        seen: list[Any] = []

        def record(request: Received) -> bytes:
            seen.append(right(request))
            return reply(200, seen[0])

        server.responses[method] = record
        with sync.Queue(server.url, credentials=CREDENTIALS, retry=NO_RETRY) as queue:
            if storage_type == "error":
                with pytest.raises(tc.ArtifactError, match="r: m"):
                    action(queue, tmp_path)
            else:
                action(queue, tmp_path)
            for response in mutations(seen[0]):
                server.responses[method] = lambda _, value=response: reply(200, value)  # type: ignore[misc]
                uploads = len(server.uploaded)
                try:
                    action(queue, tmp_path)
                except tc.TaskclusterError as error:
                    errors.append(str(error))
                else:
                    assert server.uploaded[uploads:] in ([], [SMALL])
    assert len(errors) > 15
    assert not [error for error in errors if "no-secret-either" in error or SECRET in error]
    assert not [error for error in errors if not error.replace("\n", "").isprintable()]


@pytest.mark.parametrize("client_id", ["a b", "ä", "a\nb", "x" * 5000, 'a"b'])
def test_credentials_that_fit_no_header_are_blamed_on_the_deployment(client_id: str) -> None:
    broken = OBJECT | {"credentials": HANDED_OUT | {"clientId": client_id}}
    transport = Services("latestArtifact", broken)
    with sync.Queue("https://tc", credentials=CREDENTIALS, transport=transport) as queue:
        with pytest.raises(tc.ResponseError, match="deployment handed out credentials") as caught:
            download(queue)
    assert "no-secret-either" not in str(caught.value)


@pytest.mark.parametrize(
    ("location", "match"),
    [
        ("http://store/other", "from https to http"),
        ("//other/storage", None),
        ("/storage?again", None),
        ("file:///etc/passwd", "not an http or https URL"),
        ("http://[", "leads nowhere|from https to http"),
        ("https://h:99999999999/", "nowhere|malformed|not an http"),
        (None, "leads nowhere"),
    ],
)
def test_redirect_of_a_storage_leads_only_to_where_it_may(location: str | None, match: str | None) -> None:
    class Redirecting(Services):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            if request.url == URL:
                return httpx.Response(302, headers={"Location": location} if location else {})
            return super().handle_request(request)

    transport = Redirecting("latestArtifact", RIGHT["latestArtifact"])
    with sync.Queue("https://tc", credentials=CREDENTIALS, transport=transport) as queue:
        if match is None:
            download(queue)
        else:
            with pytest.raises(tc.TransferError, match=match):
                download(queue)


@pytest.mark.parametrize("name", ["Host", "host", None])
def test_upload_with_a_host_among_its_headers_sends_that_of_the_url(
    name: str | None,
) -> None:
    hosts: list[list[str]] = []

    class Storing(Services):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            if request.url == URL:
                hosts.append(request.headers.get_list("host"))
            return super().handle_request(request)

    signed = {"Content-Type": "a/b"} | ({name: "elsewhere"} if name else {})
    chosen = {"uploadMethod": {"putUrl": {"url": URL, "expires": EXPIRES, "headers": signed}}}
    transport = Storing("createUpload", chosen)
    with sync.Queue("https://tc", credentials=CREDENTIALS, retry=NO_RETRY, transport=transport) as queue:
        upload(queue)
    assert hosts == [["store"]]
