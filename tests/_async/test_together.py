"""Downloads side by side: the first failure ends all of them at once, wherever they wait."""

from __future__ import annotations

import os
import pathlib
import threading
import time
from typing import Any

import pytest

import tc
from tc import Retry, aio
from tc._async.transfer.delivery import Delivery
from tc._async.transfer.together import download_together
from tc._concurrency import async_sleep
from tc._stopping import StoppedError
from tc._transfer.buffer_sink import BufferSink
from tc._transfer.result import Total
from tests.support.fake_storage import (
    CREDENTIALS,
    LARGE,
    Storage,
    begin,
    head,
    honest,
    ignoring_range,
    responding,
    silent,
    stalling,
    storage,
)
from tests.support.http_server import Peer, Received
from tests.support.scripted_taskcluster import reply

pytestmark = pytest.mark.anyio

SOON = 5.0  # seconds: long for what happens at once, and far less than any timeout here
PATIENT: dict[str, Any] = {"timeout": 60.0, "retry": Retry(retries=2, max_delay=60.0)}


def endless(peer: Peer, request: Received, server: Storage) -> bool:
    """Send a part of a content whose end is that of the connection."""
    peer.send(head(200, {}) + LARGE[:400_000])
    peer.hung_up()
    return False


BEHAVIOUR = {
    "silent": silent,
    "stalling": stalling,
    "endless": endless,
    "busy": responding(503, {"Retry-After": "50"}),
}


def by_name(peer: Peer, request: Received, server: Storage) -> bool:
    """Behave as the artifact is named; the one that is gone waits for the others to be under way."""
    name = request.target.rpartition("/")[2]
    if name in BEHAVIOUR:
        return BEHAVIOUR[name](peer, request, server)
    while len(server.storage_requests) <= len(BEHAVIOUR):
        time.sleep(0.01)
    time.sleep(0.1)
    return responding(404)(peer, request, server)


def files(folder: pathlib.Path) -> list[str]:
    return [name for _, _, names in os.walk(folder) for name in names]


async def test_first_failure_of_download_artifacts_ends_the_others_at_once(tmp_path: pathlib.Path) -> None:
    names = ["gone", *BEHAVIOUR]
    like = {"storageType": "reference", "contentType": "x/y", "expires": "2999-01-01T00:00:00.000Z"}
    artifacts = [like | {"name": name} for name in names]
    with storage(content=LARGE, faults=[by_name] * len(names)) as server:

        def locate(request: Received) -> bytes:
            name = request.target.rpartition("/")[2]
            return reply(200, {"storageType": "reference", "url": f"{server.url}/blob/{name}"})

        server.responses |= {
            "listArtifacts": lambda request: reply(200, {"artifacts": artifacts}),
            "artifact": locate,
        }
        begun = time.monotonic()
        async with aio.Queue(server.url, credentials=CREDENTIALS, **PATIENT) as queue:
            with pytest.raises(tc.TransferError, match="/blob/gone: 404"):
                await aio.download_artifacts(queue, "t", ["*"], tmp_path, run_id=0)
            assert time.monotonic() - begun < SOON
            assert files(tmp_path) == []
            # The client is as good as before.
            server.faults.clear()
            server.artifact = {"storageType": "s3", "url": f"{server.url}/blob/x"}
            del server.responses["artifact"]
            assert (await aio.download_artifact_to_buf(queue, "t", "n")).content == LARGE


async def test_first_failure_of_a_range_ends_the_others_at_once(tmp_path: pathlib.Path) -> None:
    lock = threading.Lock()
    stalled = 0

    def third_fails(peer: Peer, request: Received, server: Storage) -> bool:
        nonlocal stalled
        with lock:
            stalled += 1
            last = stalled == 3
        if not last:
            return stalling(peer, request, server)
        time.sleep(0.1)
        return responding(404)(peer, request, server)

    with storage(content=LARGE * 3, faults=[honest, *[third_fails] * 3]) as server:
        begun = time.monotonic()
        async with aio.Object(server.url, credentials=CREDENTIALS, **PATIENT) as service:
            with pytest.raises(tc.TransferError, match=": 404"):
                await aio.download_to_file(service, "x", tmp_path / "file", connections=3)
        assert time.monotonic() - begun < SOON
    assert files(tmp_path) == []


async def test_what_stopped_the_others_is_raised_and_not_that_they_were_stopped() -> None:
    """A server that refuses ranges, say, which is no failure of the download."""
    total = Total(None)
    items = iter(["first", "second"])

    async def download(item: str) -> None:
        if item == "second":
            while not total.stopped:
                await async_sleep(0.01)
            total.check()
        try:
            raise LookupError("refused")
        finally:
            total.stopped = True
            await async_sleep(0.2)  # until the other has noticed

    with pytest.raises(LookupError, match="refused"):
        await download_together(lambda: next(items, None), download, 2, total)


async def test_ranges_that_are_refused_late_start_over_with_the_whole() -> None:
    """Others are at work, and in the progress of the caller, when one is refused."""
    content = LARGE * 4
    refused = threading.Event()

    def behave(peer: Peer, request: Received, server: Storage) -> bool:
        if "range" not in request.headers:
            return honest(peer, request, server)
        start = int(request.headers["range"].removeprefix("bytes=").partition("-")[0])
        if start > 4_000_000 and not refused.is_set():
            refused.set()
            time.sleep(0.02)
            return ignoring_range(peer, request, server)
        first, body = begin(request, server)
        peer.send(first)
        for at in range(0, len(body), 50_000):
            peer.send(body[at : at + 50_000])
            time.sleep(0.0005)
        return True

    with storage(content=content, headers={"ETag": '"x"'}, faults=[behave] * 99) as server:
        server.artifact = {"storageType": "s3", "url": f"{server.url}/blob/x"}
        async with aio.Queue(server.url, credentials=CREDENTIALS, **PATIENT) as queue:
            found = await aio.download_artifact_to_buf(
                queue, "t", "n", connections=4, progress=lambda *_: time.sleep(0.001)
            )
        assert found.content == content


async def test_delivery_that_was_given_up_takes_nothing_more() -> None:
    delivery = Delivery(sink=BufferSink())
    await delivery.start(None)
    delivery.give_up()
    with pytest.raises(StoppedError):
        await delivery.take(b"late")
