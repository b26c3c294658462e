# Generated from tests/_async/test_artifacts.py by tools/unasync_build.py. Do not edit.

from __future__ import annotations

import os
import pathlib
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

import tc
from tc import Retry, sync
from tests.support.fake_storage import (
    CREDENTIALS,
    LARGE,
    QUICK,
    SECRET,
    SMALL,
    Storage,
    chunked,
    cut,
    hashes_of,
    ignoring_range,
    partial,
    responding,
    sending,
    storage,
)
from tests.support.scripted_taskcluster import reply

pytestmark = pytest.mark.anyio

TEXT = "text/plain; charset=utf-8"
TASK = "fN1SbArXTPSVFNUvaOlinQ"
NAME = "public/log"
UPLOAD: Any = {
    "content_type": TEXT,
    "expires": datetime(2999, 1, 1, tzinfo=UTC),
}
HANDED_OUT = {"clientId": "handed/out", "accessToken": "no-secret-either", "certificate": ""}


def queue_of(server: Storage, **options: Any) -> sync.Queue:
    return sync.Queue(server.url, **({"credentials": CREDENTIALS, "retry": QUICK} | options))


def s3(server: Storage, kind: str = "s3") -> Storage:
    """A server whose artifact is in a storage, at another URL each time."""

    def response(request: Any) -> bytes:
        number = sum(name in ("latestArtifact", "artifact") for name in server.names())
        return reply(200, {"storageType": kind, "url": f"{server.url}/blob/{number}?{SECRET}"})

    server.responses = {"latestArtifact": response, "artifact": response}
    return server


def fetch(server: Storage, **arguments: Any) -> bytes:
    with queue_of(server) as queue:
        return (sync.download_artifact_to_buf(queue, TASK, NAME, **arguments)).content


def targets(server: Storage) -> list[str]:
    return [request.target.partition("?")[0] for request in server.storage_requests]


def ranges(server: Storage) -> list[str | None]:
    return [request.headers.get("range") for request in server.storage_requests]


# ------------------------------------------------------------ downloads


@pytest.mark.parametrize("kind", ["s3", "reference"])
@pytest.mark.parametrize("content", [b"", SMALL, LARGE], ids=["empty", "small", "large"])
def test_from_a_storage(kind: str, content: bytes, tmp_path: pathlib.Path) -> None:
    with storage(content=content) as server:
        with queue_of(s3(server, kind)) as queue:
            got = sync.download_artifact_to_buf(queue, TASK, NAME)
            assert got == sync.Downloaded(content, TEXT)
            goal = tmp_path / "goal"
            assert sync.download_artifact_to_file(queue, TASK, NAME, goal, run_id=3) == TEXT
            assert goal.read_bytes() == content
    assert server.names() == ["latestArtifact", "artifact"]
    assert server.calls[1][1] == ["task", TASK, "runs", "3", "artifact-content", NAME]
    for request in server.storage_requests:
        assert "authorization" not in request.headers


def test_with_a_factory() -> None:
    class Writer:
        content = b""

        def write(self, data: bytes) -> None:
            self.content += data

    made: list[Writer] = []

    def factory() -> Writer:
        made.append(Writer())
        return made[-1]

    with storage(content=LARGE, faults=[cut(1_000_000)]) as server:
        with queue_of(s3(server)) as queue:
            assert sync.download_artifact_with_factory(queue, TASK, NAME, factory) == TEXT
    assert [writer.content for writer in made][1:] == [LARGE]


def test_an_object() -> None:
    artifact = {"storageType": "object", "name": "t/a/s/k", "credentials": HANDED_OUT}
    with storage(artifact=artifact) as server:
        assert fetch(server) == SMALL
        assert server.names() == ["latestArtifact", "startDownload"]
        server.faults = [sending(SMALL[:-1] + b"?")]
        with pytest.raises(tc.HashMismatchError):
            fetch(server)


def test_an_object_is_asked_for_with_the_credentials_handed_out() -> None:
    seen: list[str] = []

    def start(request: Any) -> bytes:
        seen.append(request.headers["authorization"])
        response = {"method": "getUrl", "url": f"{server.url}/blob", "hashes": hashes_of(SMALL)}
        return reply(200, response | {"expires": "2999-01-01T00:00:00.000Z"})

    artifact = {"storageType": "object", "name": "t/a/s/k", "credentials": HANDED_OUT}
    with storage(artifact=artifact, responses={"startDownload": start}) as server:
        with queue_of(server, authorized_scopes=["only:this"]) as queue:
            sync.download_artifact_to_buf(queue, TASK, NAME)
    assert 'id="handed/out"' in seen[0]
    assert "ext=" not in seen[0]


def test_an_object_whose_credentials_expire_during_the_download() -> None:
    artifact = {"storageType": "object", "name": "t/a/s/k", "credentials": HANDED_OUT}
    number = 0

    def start(request: Any) -> bytes:
        nonlocal number
        number += 1
        if number == 2:
            return reply(401, {"code": "AuthenticationFailed", "message": "expired"})
        response = {"method": "getUrl", "url": f"{server.url}/blob/{number}", "hashes": hashes_of(SMALL)}
        expires = "2000-01-01T00:00:00.000Z" if number == 1 else "2999-01-01T00:00:00.000Z"
        return reply(200, response | {"expires": expires})

    with storage(artifact=artifact, responses={"startDownload": start}, faults=[cut(50_000)]) as server:
        assert fetch(server, run_id=0) == SMALL
        assert server.names() == ["artifact", "startDownload", "startDownload", "artifact", "startDownload"]


def test_an_error() -> None:
    artifact = {"storageType": "error", "reason": "file-missing-on-worker", "message": "no log"}
    with storage(artifact=artifact) as server, pytest.raises(tc.ArtifactError) as caught:
        fetch(server)
    assert (caught.value.reason, caught.value.message) == ("file-missing-on-worker", "no log")


def test_an_unknown_storage_type() -> None:
    with (
        storage(artifact={"storageType": "azure"}) as server,
        pytest.raises(tc.TransferError, match="'azure'"),
    ):
        fetch(server)


def test_references_can_be_refused() -> None:
    with storage() as server:
        with pytest.raises(tc.TransferError, match="reference"):
            fetch(s3(server, "reference"), allow_references=False)
        assert server.storage_requests == []
        assert fetch(s3(server), allow_references=False) == SMALL


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://localhost/x", "data:,x"])
def test_references_to_other_kinds_of_urls(url: str) -> None:
    artifact = {"storageType": "reference", "url": url}
    with storage(artifact=artifact) as server, pytest.raises(tc.TransferError, match="not an http"):
        fetch(server)


def moved(count: int, location: str = "/blob/next") -> list[Any]:
    return [responding(302, {"Location": location}) for _ in range(count)]


def test_redirects_are_followed() -> None:
    with storage(faults=moved(10)) as server:
        assert fetch(s3(server)) == SMALL
        assert len(server.storage_requests) == 11
    with storage(faults=moved(11)) as server, pytest.raises(tc.TransferError, match="10 redirects"):
        fetch(s3(server))


def test_errors_after_a_redirect_name_the_url_that_refused() -> None:
    faults = [*moved(1, f"/blob/next?{SECRET}"), responding(404)]
    with storage(faults=faults) as server, pytest.raises(tc.TransferError) as caught:
        fetch(s3(server))
    assert f"GET {server.url}/blob/next: 404" in str(caught.value)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("location", ["file:///etc/passwd", "http://h:x/", "http://h:65536/", "mailto:x"])
def test_redirects_that_lead_nowhere(location: str) -> None:
    with storage(faults=moved(1, location)) as server, pytest.raises(tc.TransferError):
        fetch(s3(server))
    assert len(server.storage_requests) == 1


@pytest.mark.parametrize(
    ("headers", "faults", "asked"),
    [
        ({"ETag": '"strong"'}, [cut(50_000)], [None, "bytes=50000-"]),
        ({"ETag": 'W/"weak"'}, [cut(50_000)], [None, None]),
        ({}, [cut(50_000)], [None, None]),
        ({"ETag": '"strong"'}, [cut(50_000), ignoring_range], [None, "bytes=50000-"]),
        (
            {"ETag": '"strong"'},
            [cut(50_000), partial("bytes 1-10/100000")],
            [None, "bytes=50000-", None],
        ),
        ({}, [chunked(50_000)], [None, None]),
    ],
    ids=["strong", "weak", "none", "the whole", "wrong part", "cut without length"],
)
def test_resumes_only_with_a_strong_etag(
    headers: dict[str, str], faults: list[Any], asked: list[str | None]
) -> None:
    with storage(headers=headers, faults=faults) as server:
        assert fetch(s3(server)) == SMALL
        assert ranges(server) == asked
        for request in server.storage_requests:
            assert request.headers.get("if-range") == ('"strong"' if "range" in request.headers else None)


def test_a_content_that_changed_meanwhile() -> None:
    """The part that is there does not fit any more; the response is the new content as a whole."""

    def change(peer: Any, request: Any, sink: Storage) -> bool:
        sink.content, sink.headers = LARGE, {"ETag": '"new"'}
        return cut(200_000)(peer, request, sink)

    with storage(headers={"ETag": '"old"'}, faults=[cut(50_000), change]) as server:
        assert fetch(s3(server)) == LARGE
        assert ranges(server) == [None, "bytes=50000-", "bytes=200000-"]


def test_a_truncated_content(tmp_path: pathlib.Path) -> None:
    with storage(faults=[cut(99_999)] * 8) as server:
        with queue_of(s3(server)) as queue:
            with pytest.raises(tc.TransferError):
                sync.download_artifact_to_file(queue, TASK, NAME, tmp_path / "goal")
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("status", [400, 403])
def test_an_expired_url_is_asked_for_again_for_the_same_run(status: int) -> None:
    now = datetime.now(UTC)
    runs = [{"runId": n, "scheduled": tc.to_json_date(now + timedelta(hours=n - 1))} for n in range(4)]
    faults = [cut(50_000), responding(status)]
    with storage(headers={"ETag": '"strong"'}, faults=faults, runs=runs) as server:
        assert fetch(s3(server)) == SMALL
        assert server.names() == ["latestArtifact", "status", "artifact"]
        assert server.calls[-1][1] == ["task", TASK, "runs", "1", "artifact-content", NAME]
        assert targets(server) == ["/blob/1", "/blob/1", "/blob/2"]
        assert ranges(server) == [None, "bytes=50000-", "bytes=50000-"]


def test_an_expired_url_where_the_runs_are_not_to_be_seen() -> None:
    refuse = {"status": lambda request: reply(403, {"code": "InsufficientScopes", "message": "no"})}
    with storage(faults=[responding(403)]) as server:
        s3(server).responses |= refuse
        assert fetch(server) == SMALL
        assert server.names() == ["latestArtifact", "status", "latestArtifact"]


def test_a_refusal_that_lasts() -> None:
    with storage(faults=[responding(403)] * 9) as server, pytest.raises(tc.TransferError, match="403"):
        fetch(s3(server), run_id=0)
    assert len(server.storage_requests) == 2
    with storage(faults=[responding(403)] * 9) as server, pytest.raises(tc.TransferError, match="403"):
        fetch(s3(server, "reference"), run_id=0)
    assert len(server.storage_requests) == 1


# ------------------------------------------------------------ uploads


@pytest.mark.parametrize("size", [0, 100, 100_000, 3_000_000])
@pytest.mark.parametrize("kind", ["s3", "object"])
def test_uploads(kind: str, size: int, tmp_path: pathlib.Path) -> None:
    path = tmp_path / "content"
    path.write_bytes(LARGE[:size])
    seen: list[tuple[int, int | None]] = []
    with storage() as server:
        with queue_of(server) as queue:
            sync.upload_artifact_from_buf(
                queue,
                TASK,
                0,
                NAME,
                storage_type=kind,
                **UPLOAD,
                data=LARGE[:size],
                progress=lambda *each: seen.append(each),
            )
            sync.upload_artifact_from_file(queue, TASK, 0, NAME, storage_type=kind, **UPLOAD, file=path)
    assert server.uploaded == [LARGE[:size]] * 2
    assert seen[-1] == (size, size)
    created = {"storageType": kind, "contentType": TEXT, "expires": "2999-01-01T00:00:00.000Z"}
    assert server.calls[0] == ("createArtifact", created)
    if kind == "s3":
        assert server.names() == ["createArtifact"] * 2
        headers = server.storage_requests[0].headers
        assert headers.keys() == {"host", "content-type", "content-length"}
        assert headers["content-type"] == TEXT
        return
    assert server.names()[:4] == ["createArtifact", "createUpload", "finishUpload", "finishArtifact"]
    upload = server.calls[1][1]
    assert upload["projectId"] == "none"
    assert upload["uploadId"] == TASK
    assert upload["expires"] == "2999-01-01T00:00:00.000+00:00"
    assert server.calls[2][1]["hashes"] == hashes_of(LARGE[:size])
    assert server.calls[3][1] == {"uploadId": TASK}


def upload(server: Storage, kind: str, **options: Any) -> None:
    with queue_of(server, **options) as queue:
        sync.upload_artifact_from_buf(queue, TASK, 0, NAME, storage_type=kind, **UPLOAD, data=SMALL)


def test_an_expired_upload_url_is_asked_for_again() -> None:
    with storage(faults=[responding(403)], lifetime=[timedelta(seconds=-1)]) as server:
        upload(server, "s3")
        assert server.names() == ["createArtifact"] * 2
        assert server.calls[0] == server.calls[1]
        assert targets(server) == ["/put/1", "/put/2"]
        assert server.uploaded == [SMALL]


@pytest.mark.parametrize("kind", ["s3", "object"])
def test_a_storage_that_fails_at_first(kind: str) -> None:
    with storage(faults=[responding(500), cut(50_000)]) as server:
        upload(server, kind)
        assert server.names().count("createArtifact") == 1
        assert server.uploaded == [SMALL]


@pytest.mark.parametrize(("kind", "sent"), [("s3", 3), ("object", 1)])
def test_an_object_artifact_is_created_once(kind: str, sent: int) -> None:
    """A second call would make another upload id, and conflict with what the first one has perhaps made."""
    fail = {"createArtifact": lambda request: reply(500)}
    with storage(responses=fail) as server, pytest.raises(tc.ServerError):
        upload(server, kind, retry=Retry(retries=2, delay_factor=0))
    assert server.names() == ["createArtifact"] * sent


def test_an_object_artifact_is_tried_again_where_that_is_safe() -> None:
    limited: Any = Retry(delay_factor=0, also=frozenset({429}))
    left = [reply(429), reply(429)]

    def create(request: Any) -> bytes:
        if left:
            return left.pop()
        return reply(200, server._createArtifact(server.calls[0][1]))

    with storage(responses={"createArtifact": create}) as server:
        upload(server, "object", retry=limited)
        assert server.names().count("createArtifact") == 3
        assert server.uploaded == [SMALL]


def test_an_object_artifact_is_tried_again_when_there_was_no_connection() -> None:
    tries = 0

    def refuse(request: httpx.Request) -> httpx.Response:
        nonlocal tries
        tries += 1
        raise httpx.ConnectError("refused") if tries < 3 else httpx.ReadError("reset")

    transport = httpx.MockTransport(refuse)
    with sync.Queue("https://tc.example.com", retry=QUICK, transport=transport) as queue:
        with pytest.raises(tc.TransportError, match="reset"):
            sync.upload_artifact_from_buf(queue, TASK, 0, NAME, storage_type="object", **UPLOAD, data=SMALL)
    assert tries == 3


def test_a_queue_that_responses_with_another_storage_type() -> None:
    for kind in ("s3", "object"):
        other = {"createArtifact": lambda request: reply(200, {"storageType": "reference"})}
        with storage(responses=other) as server, pytest.raises(tc.TransferError, match="'reference'"):
            upload(server, kind)


@pytest.mark.parametrize("kind", ["s3", "object"])
def test_responses_that_lack_something(kind: str) -> None:
    lacking = {"storageType": kind, "contentType": TEXT, "credentials": HANDED_OUT}
    create = {"createArtifact": lambda request: reply(200, lacking)}
    with storage(responses=create) as server, pytest.raises(tc.TransferError, match="has no 'p"):
        upload(server, kind)
    with storage(artifact=lacking) as server, pytest.raises(tc.TransferError, match=r"has no '[un]"):
        fetch(server)


def test_uploads_to_a_mock() -> None:
    seen: list[bytes] = []

    def handle(request: httpx.Request) -> httpx.Response:
        if request.method == "PUT":
            seen.append(request.content)
            return httpx.Response(200)
        put = {
            "putUrl": "https://storage.example.com/x",
            "contentType": TEXT,
            "expires": "2999-01-01T00:00:00Z",
        }
        return httpx.Response(200, json=put | {"storageType": "s3"})

    transport = httpx.MockTransport(handle)
    with sync.Queue("https://tc.example.com", retry=QUICK, transport=transport) as queue:
        sync.upload_artifact_from_buf(queue, TASK, 0, NAME, storage_type="s3", **UPLOAD, data=LARGE)
    assert seen == [LARGE]


def test_arguments_are_checked_before_anything_is_sent(tmp_path: pathlib.Path) -> None:
    wrong: list[tuple[type[Exception], dict[str, Any]]] = [
        (TypeError, {"queue": None}),
        (TypeError, {"task_id": 1}),
        (ValueError, {"name": ""}),
        (TypeError, {"run_id": None}),
        (TypeError, {"run_id": True}),
        (ValueError, {"storage_type": "azure"}),
        (ValueError, {"content_type": "\n"}),
        (ValueError, {"expires": datetime(2999, 1, 1)}),  # noqa: DTZ001
        (TypeError, {"data": "text"}),
        (tc.ConfigurationError, {"retry": 1}),
    ]
    with storage() as server:
        with queue_of(server) as queue:
            for kind, arguments in wrong:
                given: dict[str, Any] = UPLOAD | {"queue": queue, "task_id": TASK, "run_id": 0, "name": NAME}
                with pytest.raises(kind):
                    sync.upload_artifact_from_buf(**(given | {"storage_type": "s3", "data": b""} | arguments))
            with pytest.raises(FileNotFoundError):
                sync.upload_artifact_from_file(
                    queue, TASK, 0, NAME, storage_type="s3", **UPLOAD, file=tmp_path / "missing"
                )
            with pytest.raises(TypeError):
                sync.download_artifact_to_buf(queue, TASK, NAME, run_id=1.5)  # type: ignore[arg-type]
        assert server.calls == []


def test_object_artifact_is_created_again_where_the_response_says_that_it_was_not() -> None:
    upload: Any = {
        "storage_type": "object",
        "content_type": "text/plain",
        "expires": "2999-01-01T00:00:00.000Z",
        "data": SMALL,
    }
    with storage() as server:
        create = server._createArtifact

        def response(request: Any) -> bytes:
            if server.names().count("createArtifact") < 3:
                return reply(429, {"message": "slowly"})
            return reply(200, create(server.calls[-1][1]))

        server.responses = {"createArtifact": response}
        also = Retry(retries=2, delay_factor=0, also=frozenset({429}))
        with sync.Queue(server.url, credentials=CREDENTIALS, retry=also) as queue:
            sync.upload_artifact_from_buf(queue, "task", 0, "public/x", **upload)
            assert server.names().count("createArtifact") == 3
            server.calls.clear()
            with pytest.raises(Exception, match="429"):
                sync.upload_artifact_from_buf(
                    queue.with_options(retry=QUICK), "task", 0, "public/x", **upload
                )
            assert server.names() == ["createArtifact"]
