"""Interrupts and cancellation of downloads side by side: the caller goes on at once, and nothing is left."""

from __future__ import annotations

import os
import signal
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
import trustme

from tc import aio, sync
from tc._stopping import Stopper
from tests.support.fake_storage import CREDENTIALS, LARGE, Storage, honest, stalling, storage
from tests.support.http_server import Peer, Received, serve
from tests.support.scripted_taskcluster import reply

SOON = 2.0  # seconds: what is waited for at most when threads do not end is longer


@pytest.fixture
def interrupt_later() -> Iterator[Callable[[float], None]]:
    """Has `KeyboardInterrupt` raised in this thread after some seconds."""
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    yield lambda seconds: signal.setitimer(signal.ITIMER_REAL, seconds)  # type: ignore[misc]
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


def left(folder: Path) -> list[str]:
    """Files, and threads of the library."""
    threads = [thread.name for thread in threading.enumerate() if thread.name in ("tc", "tc-transfer")]
    return threads + [name for _, _, names in os.walk(folder) for name in names]


def many(server: Storage) -> None:
    """Have a task with several artifacts."""
    artifact = {"storageType": "s3", "contentType": "x/y", "expires": "2999-01-01T00:00:00.000Z"}
    artifacts = [artifact | {"name": f"public/{number}"} for number in range(4)]

    def list_artifacts(request: Received) -> bytes:
        return reply(200, {"artifacts": artifacts})

    server.responses["listArtifacts"] = list_artifacts


@pytest.mark.parametrize("what", ["artifacts", "ranges"])
def test_interrupt_while_the_storage_stalls_leaves_nothing(
    what: str, tmp_path: Path, interrupt_later: Callable[[float], None]
) -> None:
    faults = [stalling] * 4 if what == "artifacts" else [honest, *[stalling] * 4]
    with storage(content=LARGE * 3, headers={"ETag": '"x"'}, faults=faults) as server:
        server.artifact = {"storageType": "s3", "url": f"{server.url}/blob/x"}
        many(server)
        with sync.Queue(server.url, credentials=CREDENTIALS, timeout=60) as queue:
            interrupt_later(0.5)
            begun = time.monotonic()
            with pytest.raises(KeyboardInterrupt):
                if what == "artifacts":
                    sync.download_artifacts(queue, "t", ["*"], tmp_path, run_id=0)
                sync.download_artifact_to_file(queue, "t", "n", tmp_path / "file", connections=4)
            assert time.monotonic() - begun < SOON
            deadline = time.monotonic() + SOON
            while left(tmp_path) and time.monotonic() < deadline:
                time.sleep(0.01)
            assert left(tmp_path) == []


def test_interrupt_of_ranges_writes_nothing_more(interrupt_later: Callable[[float], None]) -> None:
    calls: list[str] = []

    class Writer:
        def write(self, data: bytes) -> int:
            calls.append("begin")
            time.sleep(0.8)
            calls.append("end")
            return len(data) // 2

    with storage(content=LARGE * 2) as server, sync.Object(server.url, credentials=CREDENTIALS) as service:
        interrupt_later(0.4)
        with pytest.raises(KeyboardInterrupt):
            sync.download_with_factory(service, "x", Writer, connections=4)
        assert calls == ["begin", "end"]
        time.sleep(0.2)
    assert calls == ["begin", "end"]


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_cancelled_downloads_leave_nothing(backend: str, tmp_path: Path) -> None:
    async def main(server: Storage) -> None:
        async with aio.Queue(server.url, credentials=CREDENTIALS, timeout=60) as queue:
            with anyio.move_on_after(0.3):
                await aio.download_artifacts(queue, "t", ["*"], tmp_path, run_id=0)
            with anyio.move_on_after(0.3):
                await aio.download_artifact_to_file(queue, "t", "n", tmp_path / "file", connections=4)

    faults: Any = [stalling] * 4 + [honest] + [stalling] * 4
    with storage(content=LARGE * 3, headers={"ETag": '"x"'}, faults=faults) as server:
        server.artifact = {"storageType": "s3", "url": f"{server.url}/blob/x"}
        many(server)
        begun = time.monotonic()
        anyio.run(main, server, backend=backend)
        assert time.monotonic() - begun < SOON
    assert left(tmp_path) == []


def test_thread_that_waits_for_tls_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is encrypted stays so: nothing is read past TLS once the connection is shut down."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    received: list[bytes] = []
    begun = threading.Event()
    stopper = Stopper()

    def stall(peer: Peer) -> None:
        peer.read_request()
        peer.send(b"HTTP/1.1 200 OK\r\n\r\npart")
        peer.hung_up()

    def read(url: str) -> None:
        with sync.Client("https://localhost") as client:
            response = client.open_as_is("GET", httpx.URL(url), [])
            try:
                for part in response:
                    received.append(part)
                    begun.set()
            except httpx.TransportError:
                received.append(b"error")

    with serve(stall, tls=context) as server:
        thread = threading.Thread(target=stopper.run, args=(read, f"https://localhost:{server.port}/x"))
        thread.start()
        assert begun.wait(SOON)
        stopper.stop()
        thread.join(SOON)
        assert not thread.is_alive()
    assert received[0] == b"part"
    assert received[1:] in ([], [b"error"])
