"""Pages of other sites cannot reach it through a browser, its log tells no secrets, and bodies go to disk."""

from __future__ import annotations

import logging
import tracemalloc
from datetime import UTC, datetime, timedelta

import httpx
import pytest

import tc
from tc.testing import LocalTaskcluster
from tc.testing.spool import PART, SPILL, Slice, Spool
from tests.testing.signed_requests import Wire
from tests.testing.task_factory import create, run

PING = "/api/auth/v1/ping"


def port_of(taskcluster: LocalTaskcluster) -> str:
    return taskcluster.root_url.rpartition(":")[2]


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{}", "127.0.0.1", "127.0.0.1:1", "localhost.evil:{}"]
)
@pytest.mark.parametrize("path", [PING, "/references/manifest.json", "/storage/artifacts/x"])
def test_a_host_that_is_not_its_own_is_refused(wire: Wire, taskcluster: LocalTaskcluster, host, path):
    headers = {"host": host.format(port_of(taskcluster))}
    assert wire.send("GET", path, headers=headers, as_=None).status_code == 403
    assert taskcluster.requests == []


@pytest.mark.parametrize("host", ["127.0.0.1:{}", "localhost:{}", "LOCALHOST:{}"])
def test_its_own_names_are_accepted(wire: Wire, taskcluster: LocalTaskcluster, host):
    headers = {"host": host.format(port_of(taskcluster))}
    assert wire.send("GET", PING, headers=headers, as_=None).status_code == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "http://127.0.0.1:1", "null"])
def test_a_foreign_origin_is_refused(wire: Wire, taskcluster: LocalTaskcluster, origin):
    assert wire.send("GET", PING, headers={"origin": origin}, as_=None).status_code == 403
    assert wire.send("POST", "/api/auth/v1/scopes/expand", headers={"origin": origin}).status_code == 403
    assert taskcluster.requests == []


def test_its_own_origin_is_accepted_and_anybody_may_ask(wire: Wire, taskcluster: LocalTaskcluster):
    assert wire.send("GET", PING, headers={"origin": taskcluster.root_url}, as_=None).status_code == 200
    asked = wire.send("OPTIONS", PING, headers={"origin": "https://evil.example"}, as_=None)
    assert (asked.status_code, asked.text) == (200, "GET, HEAD")


def test_the_log_shows_no_token_and_no_signature(wire: Wire, taskcluster: LocalTaskcluster, queue, caplog):
    about = {"name": "n", "description": "d", "owner": "o@example.com"}
    hook = {"metadata": about, "task": {}, "triggerSchema": {}}
    assert wire.call("hooks.createHook", "g", "h/i", payload=hook).status_code == 200
    token = wire.call("hooks.getTriggerToken", "g", "h/i").json()["token"]
    create(queue)
    task_id, run_id, worker = run(queue)
    expires = datetime.now(UTC) + timedelta(hours=1)
    artifact = {"storageType": "s3", "contentType": "text/plain", "expires": expires}
    url = worker.createArtifact(task_id, run_id, "public/x", artifact)["putUrl"]
    with caplog.at_level(logging.DEBUG):
        wire.call("hooks.triggerHookWithToken", "g", "h/i", token, payload={}, as_=None)
        httpx.put(url, content=b"x", headers={"content-type": "text/plain"})
        assert taskcluster.requests  # asked of the thread of the server, which has written its lines then
    ours = [r.getMessage() for r in caplog.records if r.name.startswith("tc")]
    assert any("/trigger/... " in line for line in ours)
    assert any("&signature=... " in line for line in ours)
    signature = url.rpartition("signature=")[2]
    assert not any(secret in line for secret in (token, signature) for line in ours)


class TestSpool:
    def test_what_was_written_is_read_from_anywhere(self):
        spool = Spool(b"abc")
        spool.write(b"def")
        assert (spool.size, spool.read(2, 5)) == (6, b"cde")
        piece = Slice(spool, 1, 5)
        assert (len(piece), piece.whole(), list(piece.parts())) == (4, b"bcde", [b"bcde"])

    def test_a_large_body_is_not_held_in_memory(self):
        tracemalloc.start()
        try:
            spool = Spool()
            for _ in range(64):
                spool.write(bytes(1024 * 1024))
            parts = Slice(spool, 0, spool.size)
            assert sum(map(len, parts.parts())) == 64 * 1024 * 1024
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert peak < 2 * SPILL + 4 * 1024 * 1024


def test_a_large_artifact_comes_back_whole_and_in_ranges(queue):
    create(queue)
    task_id, run_id, worker = run(queue)
    content = bytes(range(256)) * (2 * SPILL // 256 + 1)
    tc.sync.upload_artifact_from_buf(
        worker,
        task_id,
        run_id,
        "public/large",
        storage_type="s3",
        content_type="application/octet-stream",
        expires=datetime.now(UTC) + timedelta(hours=1),
        data=content,
    )
    assert tc.sync.download_artifact_to_buf(queue, task_id, "public/large").content == content
    url = queue.latestArtifact(task_id, "public/large")["url"]
    response = httpx.get(url, headers={"range": f"bytes={SPILL - 3}-{SPILL + PART}"})
    assert (response.status_code, response.content) == (206, content[SPILL - 3 : SPILL + PART + 1])
