"""Whatever services say about a transfer, the outcome is the content or an error of ours."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

import tc
from tc import aio
from tests.support.fake_storage import CREDENTIALS, SECRET, SMALL, hashes_of, storage
from tests.support.http_server import Received
from tests.support.malformed import async_mutations
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


class Services(httpx.AsyncBaseTransport):
    """Responds rightly, but for one method."""

    def __init__(self, method: str, response: Any) -> None:
        self.responses = RIGHT | {method: response}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        if "/storage" in path or "/api/" not in path:
            await request.aread()
            return httpx.Response(200, content=SMALL if request.method == "GET" else b"")
        name = {"start-download": "startDownload", "upload": "createUpload"}.get(path.split("/")[4], "")
        if "artifact-content" in path:
            name = "latestArtifact"
        elif "/artifacts/" in path and request.method == "POST":
            name = "createArtifact"
        text = json.dumps(self.responses.get(name, {}))
        return httpx.Response(200, content=text, headers={"Content-Type": "application/json"})


async def download(queue: aio.Queue) -> None:
    assert (await aio.download_artifact_to_buf(queue, TASK, "x")).content == SMALL


async def download_object(queue: aio.Queue) -> None:
    got = await aio.download_to_buf(aio.Object(queue.api_client), "x")
    assert got.content == SMALL


async def upload(queue: aio.Queue) -> None:
    await aio.upload_artifact_from_buf(queue, TASK, 0, "x", storage_type="object", **UPLOAD)


async def try_one(method: str, response: Any, action: Callable[[aio.Queue], Any]) -> None:
    """Do something where one method responds in this way."""
    transport = Services(method, response)
    async with aio.Queue("https://tc", credentials=CREDENTIALS, retry=NO_RETRY, transport=transport) as queue:
        await action(queue)


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
async def test_malformed_response_is_an_error_of_ours(
    method: str, right: Any, action: Callable[[aio.Queue], Any]
) -> None:
    errors: list[str] = []
    await try_one(method, right, action)
    for response in async_mutations(right):
        try:
            await try_one(method, response, action)
        except tc.TaskclusterError as error:
            errors.append(str(error))
    assert len(errors) > 15
    assert not [error for error in errors if "no-secret-either" in error or not error.isprintable()]


async def download_run(queue: aio.Queue, folder: Path) -> None:
    assert (await aio.download_artifact_to_buf(queue, TASK, "x", run_id=0)).content == SMALL


async def download_matching(queue: aio.Queue, folder: Path) -> None:
    for path in await aio.download_artifacts(queue, TASK, ["*"], folder):
        assert path.read_bytes() == SMALL


async def read_stream(queue: aio.Queue, folder: Path) -> None:
    async with aio.open_artifact(queue, TASK, "x") as stream:
        assert await stream.read() == SMALL


async def download_named(queue: aio.Queue, folder: Path) -> None:
    await aio.download_to_file(aio.Object(queue.api_client), "x", folder / "x")
    assert (folder / "x").read_bytes() == SMALL


async def upload_to_s3(queue: aio.Queue, folder: Path) -> None:
    await aio.upload_artifact_from_buf(queue, TASK, 0, "x", storage_type="s3", **UPLOAD)


async def upload_object(queue: aio.Queue, folder: Path) -> None:
    await aio.upload_artifact_from_buf(queue, TASK, 0, "x", storage_type="object", **UPLOAD)


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
async def test_malformed_response_over_http_ends_in_the_right_bytes_or_an_error_of_ours(
    method: str, storage_type: str, action: Callable[[aio.Queue, Path], Any], tmp_path: Path
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
        async with aio.Queue(server.url, credentials=CREDENTIALS, retry=NO_RETRY) as queue:
            if storage_type == "error":
                with pytest.raises(tc.ArtifactError, match="r: m"):
                    await action(queue, tmp_path)
            else:
                await action(queue, tmp_path)
            for response in async_mutations(seen[0]):
                server.responses[method] = lambda _, value=response: reply(200, value)  # type: ignore[misc]
                uploads = len(server.uploaded)
                try:
                    await action(queue, tmp_path)
                except tc.TaskclusterError as error:
                    errors.append(str(error))
                else:
                    assert server.uploaded[uploads:] in ([], [SMALL])
    assert len(errors) > 15
    assert not [error for error in errors if "no-secret-either" in error or SECRET in error]
    assert not [error for error in errors if not error.replace("\n", "").isprintable()]


@pytest.mark.parametrize("client_id", ["a b", "ä", "a\nb", "x" * 5000, 'a"b'])
async def test_credentials_that_fit_no_header_are_blamed_on_the_deployment(client_id: str) -> None:
    broken = OBJECT | {"credentials": HANDED_OUT | {"clientId": client_id}}
    transport = Services("latestArtifact", broken)
    async with aio.Queue("https://tc", credentials=CREDENTIALS, transport=transport) as queue:
        with pytest.raises(tc.ResponseError, match="deployment handed out credentials") as caught:
            await download(queue)
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
async def test_redirect_of_a_storage_leads_only_to_where_it_may(
    location: str | None, match: str | None
) -> None:
    class Redirecting(Services):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            if request.url == URL:
                return httpx.Response(302, headers={"Location": location} if location else {})
            return await super().handle_async_request(request)

    transport = Redirecting("latestArtifact", RIGHT["latestArtifact"])
    async with aio.Queue("https://tc", credentials=CREDENTIALS, transport=transport) as queue:
        if match is None:
            await download(queue)
        else:
            with pytest.raises(tc.TransferError, match=match):
                await download(queue)


@pytest.mark.parametrize("name", ["Host", "host", None])
async def test_upload_with_a_host_among_its_headers_sends_that_of_the_url(
    name: str | None,
) -> None:
    hosts: list[list[str]] = []

    class Storing(Services):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            if request.url == URL:
                hosts.append(request.headers.get_list("host"))
            return await super().handle_async_request(request)

    signed = {"Content-Type": "a/b"} | ({name: "elsewhere"} if name else {})
    chosen = {"uploadMethod": {"putUrl": {"url": URL, "expires": EXPIRES, "headers": signed}}}
    transport = Storing("createUpload", chosen)
    async with aio.Queue("https://tc", credentials=CREDENTIALS, retry=NO_RETRY, transport=transport) as queue:
        await upload(queue)
    assert hosts == [["store"]]
