# Generated from tests/_async/test_transfer_responses.py by tools/unasync_build.py. Do not edit.

"""Whatever services say about a transfer, the outcome is the content or an error of ours."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

import tc
from tc import sync
from tests.support.fake_storage import CREDENTIALS, SMALL, hashes_of

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
MALFORMED = [
    None,
    7,
    True,
    "",
    "x",
    "http://[",
    "http://h:99999999999/",
    "https://h/\ud800",
    "a\r\nb: c",
    "é" * 70_000,
    [],
    ["x"],
    {},
    {"x": 7},
    {"bad name": "x"},
    {"x": "a\r\nb: c"},
    {"Transfer-Encoding": "chunked"},
    1e999,
]


def mutations(value: Any) -> Iterator[Any]:
    """Each value with each of its parts replaced or left out."""
    yield from MALFORMED
    if isinstance(value, dict):
        for key in value:
            yield {other: part for other, part in value.items() if other != key}
            for changed in mutations(value[key]):
                yield value | {key: copy.deepcopy(changed)}


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
