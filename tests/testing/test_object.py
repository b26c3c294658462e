"""Objects of a local Taskcluster, and the storage behind their URLs."""

from __future__ import annotations

import base64
import functools
import hashlib
from datetime import UTC, datetime, timedelta

import httpx
import pytest
import taskcluster as official
from taskcluster.download import downloadToBuf
from taskcluster.upload import uploadFromBuf

import tc

DATA = b"0123456789" * 30
get = functools.partial(httpx.get, verify=False)  # a TLS context for each takes longer than the request


@pytest.fixture
def objects(taskcluster):
    with tc.sync.Object(
        taskcluster.root_url, credentials=taskcluster.credentials, retry=tc.Retry(retries=0)
    ) as service:
        yield service


def request(*, upload_id, expires, inline=None, size=None, **more):
    proposed = {}
    if inline is not None:
        data = {"contentType": "text/plain", "objectData": base64.b64encode(inline).decode()}
        proposed["dataInline"] = data
    if size is not None:
        proposed["putUrl"] = {"contentType": "text/x-test", "contentLength": size}
    payload = {"projectId": "p", "uploadId": upload_id, "expires": expires, "proposedUploadMethods": proposed}
    return payload | more


@pytest.fixture
def expires():
    return datetime.now(UTC) + timedelta(days=1)


@pytest.fixture
def stored(objects, expires):
    """The name of an object that holds DATA."""
    upload_id = tc.slug_id()
    objects.createUpload("some/name", request(upload_id=upload_id, expires=expires, inline=DATA))
    objects.finishUpload("some/name", {"projectId": "p", "uploadId": upload_id})
    return "some/name"


def start(objects, name):
    return objects.startDownload(name, {"acceptDownloadMethods": {"getUrl": True}})


def put(method, content=DATA, **changes):
    headers = {name: value for name, value in (method["headers"] | changes).items() if value is not None}
    return httpx.put(method["url"], content=content, headers=headers, verify=False)


def test_inline_data_wins_and_can_be_read_once_finished(objects, expires):
    upload_id = tc.slug_id()
    response = objects.createUpload("n", request(upload_id=upload_id, expires=expires, inline=b"x", size=1))
    assert response["uploadMethod"] == {"dataInline": True}
    with pytest.raises(tc.NotFoundError):
        start(objects, "n")
    objects.finishUpload("n", {"projectId": "p", "uploadId": upload_id})
    response = get(start(objects, "n")["url"])
    assert (response.content, response.headers["content-type"]) == (b"x", "text/plain")
    assert objects.object("n")["hashes"] == {}


def test_a_put_url_takes_what_it_was_signed_for_only(objects, expires):
    payload = request(upload_id=tc.slug_id(), expires=expires, size=len(DATA))
    method = objects.createUpload("n", payload)["uploadMethod"]["putUrl"]
    assert put(method, **{"Content-Type": "text/html"}).status_code == 403
    assert put(method, b"short", **{"Content-Length": "5"}).status_code == 403
    assert put(method, **{"Content-Encoding": "gzip"}).status_code == 403
    other = method | {"url": method["url"].replace("/n?", "/m?")}
    assert "SignatureDoesNotMatch" in put(other).text
    assert get(method["url"]).status_code == 403
    chunked = {"Content-Length": None, "Transfer-Encoding": "chunked"}
    assert put(method, iter([DATA]), **chunked).status_code == 411
    assert put(method).status_code == 200
    objects.finishUpload("n", {"projectId": "p", "uploadId": payload["uploadId"]})
    assert get(start(objects, "n")["url"]).content == DATA


def test_urls_expire(taskcluster, objects, expires, stored):
    payload = request(upload_id=tc.slug_id(), expires=expires, size=len(DATA))
    put_method = objects.createUpload("n", payload)["uploadMethod"]["putUrl"]
    get_url = start(objects, stored)["url"]
    taskcluster.advance(timedelta(minutes=46))
    assert "expired" in get(get_url).text
    assert put(put_method).status_code == 403
    assert put(objects.createUpload("n", payload)["uploadMethod"]["putUrl"]).status_code == 200
    assert get(start(objects, stored)["url"]).status_code == 200


def test_what_was_never_put_is_missing_in_the_storage(objects, expires):
    upload_id = tc.slug_id()
    objects.createUpload("n", request(upload_id=upload_id, expires=expires, size=1))
    objects.finishUpload("n", {"projectId": "p", "uploadId": upload_id})
    assert get(start(objects, "n")["url"]).status_code == 404


@pytest.mark.parametrize(
    ("header", "status", "content", "content_range"),
    [
        ("bytes=0-9", 206, DATA[:10], "bytes 0-9/300"),
        ("bytes=290-", 206, DATA[290:], "bytes 290-299/300"),
        ("bytes=290-999", 206, DATA[290:], "bytes 290-299/300"),
        ("bytes=-7", 206, DATA[-7:], "bytes 293-299/300"),
        ("bytes=-999", 206, DATA, "bytes 0-299/300"),
        ("bytes=0-1,5-6", 200, DATA, None),
        ("bytes=-", 200, DATA, None),
        ("bytes=300-", 416, None, "bytes */300"),
        ("bytes=5-4", 416, None, "bytes */300"),
        ("bytes=-0", 416, None, "bytes */300"),
    ],
)
def test_ranges(objects, stored, header, status, content, content_range):
    response = get(start(objects, stored)["url"], headers={"Range": header})
    assert (response.status_code, response.headers.get("content-range")) == (status, content_range)
    assert content in (None, response.content)


def test_conditions(objects, stored):
    url = start(objects, stored)["url"]
    etag = get(url).headers["etag"]

    def status(**headers):
        return get(
            url, headers={name.replace("_", "-"): value for name, value in headers.items()}
        ).status_code

    assert status(If_None_Match=etag) == 304
    assert status(If_None_Match='"other"') == 200
    assert status(If_Match='"other"') == 412
    assert status(Range="bytes=1-2", If_Range=etag) == 206
    assert status(Range="bytes=1-2", If_Range='"other"') == 200


def test_an_upload_is_tied_to_its_parameters(objects, expires):
    upload_id = tc.slug_id()
    payload = request(upload_id=upload_id, expires=expires)
    assert objects.createUpload("n", payload)["uploadMethod"] == {}
    for change in ({"projectId": "q"}, {"uploadId": tc.slug_id()}, {"expires": expires + timedelta(1)}):
        with pytest.raises(tc.ConflictError):
            objects.createUpload("n", payload | change)
    with pytest.raises(tc.ConflictError):
        objects.createUpload("other", payload)
    with pytest.raises(tc.BadRequestError):
        objects.finishUpload("n", {"projectId": "q", "uploadId": upload_id})
    with pytest.raises(tc.ConflictError):
        objects.finishUpload("n", {"projectId": "p", "uploadId": tc.slug_id()})
    with pytest.raises(tc.NotFoundError):
        objects.finishUpload("other", {"projectId": "p", "uploadId": upload_id})
    objects.finishUpload("n", {"projectId": "p", "uploadId": upload_id})
    with pytest.raises(tc.ConflictError):
        objects.createUpload("n", payload)


def test_hashes_can_be_added_until_the_end_and_never_change(objects, expires):
    upload_id, digest = tc.slug_id(), hashlib.sha256(b"x").hexdigest()
    payload = request(upload_id=upload_id, expires=expires, inline=b"x", hashes={"sha256": digest})
    objects.createUpload("n", payload)
    finish = {"projectId": "p", "uploadId": upload_id}
    with pytest.raises(tc.ConflictError):
        objects.finishUpload("n", finish | {"hashes": {"sha256": "0" * 64}})
    objects.finishUpload("n", finish | {"hashes": {"sha256": digest, "sha512": "1" * 128}})
    objects.finishUpload("n", finish | {"hashes": {"sha512": "1" * 128}})
    with pytest.raises(tc.ConflictError):
        objects.finishUpload("n", finish | {"hashes": {"md5": "2"}})
    assert start(objects, "n")["hashes"] == {"sha256": digest, "sha512": "1" * 128}


def test_objects_expire(taskcluster, objects, stored):
    url = start(objects, stored)["url"]
    taskcluster.advance(timedelta(days=1))
    for response in (objects.object, objects.download, lambda name: start(objects, name)):
        with pytest.raises(tc.NotFoundError):
            response(stored)
    assert get(url).status_code == 403


def test_uploads_that_are_not_finished_are_given_up_after_a_day(taskcluster, objects):
    for name in ("begun", "finished"):
        expires = tc.from_now("9 days")
        payload = request(upload_id=tc.slug_id(), expires=expires, inline=b"x")
        objects.createUpload(name, payload)
    objects.finishUpload("finished", {"projectId": "p", "uploadId": payload["uploadId"]})
    taskcluster.advance(timedelta(days=1))
    assert get(objects.download("finished")["url"]).content == b"x"
    objects.createUpload("begun", payload | {"uploadId": tc.slug_id()})
    with pytest.raises(tc.NotFoundError) as caught:
        objects.object("begun")
    assert caught.value.message == 'Object "begun" not found'


def test_a_way_to_download_has_to_be_accepted(objects, stored):
    simple = objects.startDownload(stored, {"acceptDownloadMethods": {"simple": True}})
    assert get(simple["url"]).content == DATA
    with pytest.raises(tc.APIError) as caught:
        objects.startDownload(stored, {"acceptDownloadMethods": {}})
    assert (caught.value.status_code, caught.value.code) == (406, "NoMatchingMethod")


def test_download_redirects(objects, stored):
    assert get(objects.download(stored)["url"]).content == DATA


@pytest.mark.parametrize("name", ["a b/ü".encode().hex(), "a/../b", "./x", "a//b", "q?x#y%2Fz"])
def test_names_of_all_kinds(objects, expires, name):
    upload_id = tc.slug_id()
    objects.createUpload(name, request(upload_id=upload_id, expires=expires, inline=DATA))
    objects.finishUpload(name, {"projectId": "p", "uploadId": upload_id})
    assert get(start(objects, name)["url"]).content == DATA


@pytest.mark.parametrize("size", [10, 10_000])
def test_the_official_client_uploads_and_downloads(taskcluster, expires, size):
    service = official.Object(
        {"rootUrl": taskcluster.root_url, "credentials": taskcluster.credentials.to_dict()}
    )
    uploadFromBuf(
        projectId="p",
        name="theirs",
        contentType="text/plain",
        contentLength=size,
        expires=expires,
        data=b"z" * size,
        objectService=service,
    )
    data, content_type = downloadToBuf(name="theirs", objectService=service)
    assert (data, content_type) == (b"z" * size, "text/plain")
