"""Transfers that are cancelled or interrupted leave nothing behind."""

from __future__ import annotations

import os
import pathlib
import signal
import subprocess
import sys
import threading
from typing import Any

import anyio
import pytest

from tc import aio, sync
from tests.support.fake_storage import CREDENTIALS, LARGE, QUICK, Storage, deaf, silent, stalling, storage

UPLOAD: Any = {
    "project_id": "project",
    "name": "x",
    "content_type": "text/plain",
    "expires": "2999-01-01T00:00:00Z",
}


def transfer_threads() -> int:
    return sum(thread.name == "tc-transfer" for thread in threading.enumerate())


async def asked(server: Storage) -> None:
    """Wait until a transfer is well under way."""
    with anyio.fail_after(10):
        while not server.storage_requests:  # noqa: ASYNC110 - another thread appends
            await anyio.sleep(0.01)
    await anyio.sleep(0.05)


@pytest.mark.anyio
@pytest.mark.parametrize("fault", [silent, stalling])
async def test_a_cancelled_download(fault: Any, tmp_path: pathlib.Path) -> None:
    with storage(content=LARGE * 2, faults=[fault]) as server:
        async with aio.Object(server.url, credentials=CREDENTIALS, retry=QUICK) as service:
            async with anyio.create_task_group() as group:
                group.start_soon(aio.download_to_file, service, "x", tmp_path / "goal")
                await asked(server)
                group.cancel_scope.cancel()
            assert os.listdir(tmp_path) == []
            assert transfer_threads() == 0
            # The connection is let go of, and the client goes on working.
            assert (await aio.download_to_buf(service, "x")).content == LARGE * 2


@pytest.mark.anyio
@pytest.mark.parametrize("fault", [silent, deaf])
async def test_a_cancelled_upload(fault: Any, tmp_path: pathlib.Path) -> None:
    path = tmp_path / "content"
    path.write_bytes(LARGE * 4)
    with storage(faults=[fault]) as server:
        async with aio.Object(server.url, credentials=CREDENTIALS, retry=QUICK) as service:
            async with anyio.create_task_group() as group:

                async def send() -> None:
                    await aio.upload_from_file(service, **UPLOAD, file=path)

                group.start_soon(send)
                await asked(server)
                group.cancel_scope.cancel()
            assert transfer_threads() == 0
            await aio.upload_from_file(service, **UPLOAD, file=path)
            assert server.uploaded[-1] == LARGE * 4


@pytest.mark.anyio
async def test_cancelled_at_any_moment(tmp_path: pathlib.Path) -> None:
    with storage(content=LARGE) as server:
        async with aio.Object(server.url, credentials=CREDENTIALS, retry=QUICK) as service:
            for moment in range(20):
                await aio.download_to_buf(service, "x")  # so that there is a connection
                with anyio.move_on_after(moment / 1000):
                    await aio.download_to_file(service, "x", tmp_path / "goal")
                assert set(os.listdir(tmp_path)) <= {"goal"}
                if (tmp_path / "goal").exists():
                    assert (tmp_path / "goal").read_bytes() == LARGE
                    (tmp_path / "goal").unlink()
    assert transfer_threads() == 0


def interrupt(done: int, total: int | None) -> None:
    """As Ctrl-C does it."""
    raise KeyboardInterrupt


def test_an_interrupted_download(tmp_path: pathlib.Path) -> None:
    with storage(content=LARGE) as server, service_of(server) as service:
        with pytest.raises(KeyboardInterrupt):
            sync.download_to_file(service, "x", tmp_path / "goal", progress=interrupt)
        assert os.listdir(tmp_path) == []
        assert transfer_threads() == 0
        assert sync.download_to_buf(service, "x").content == LARGE


def test_an_interrupted_upload(tmp_path: pathlib.Path) -> None:
    with storage() as server, service_of(server) as service:
        with pytest.raises(KeyboardInterrupt):
            sync.upload_from_buf(service, **UPLOAD, data=LARGE, progress=interrupt)
        assert transfer_threads() == 0
        sync.upload_from_buf(service, **UPLOAD, data=LARGE)
        assert server.uploaded == [LARGE]


def service_of(server: Storage) -> sync.Object:
    return sync.Object(server.url, credentials=CREDENTIALS, retry=QUICK)


PROGRAM = """
import signal

# A shell has what it runs in the background ignore the signal.
signal.signal(signal.SIGINT, signal.default_int_handler)
import sys, tc
root, goal, runner = sys.argv[1:]
show = lambda done, total: print(done, flush=True)

def blocking():
    with tc.sync.Object(root) as service:
        tc.sync.download_to_file(service, "x", goal, progress=show)

async def waiting():
    async with tc.aio.Object(root) as service:
        await tc.aio.download_to_file(service, "x", goal, progress=show)

if runner == "blocking":
    blocking()
elif runner == "asyncio":
    import asyncio
    asyncio.run(waiting())
else:
    import trio
    trio.run(waiting)
"""


@pytest.mark.parametrize("runner", ["blocking", "asyncio", "trio"])
def test_ctrl_c(runner: str, tmp_path: pathlib.Path) -> None:
    with storage(content=LARGE * 2, faults=[stalling]) as server:
        command = [sys.executable, "-W", "error", "-c", PROGRAM, server.url, str(tmp_path / "goal"), runner]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            while int(process.stdout.readline()) < len(LARGE):
                assert os.listdir(tmp_path) != []
            process.send_signal(signal.SIGINT)
            _, errors = process.communicate(timeout=30)
    assert process.returncode != 0
    assert errors.rstrip().endswith("KeyboardInterrupt")
    assert os.listdir(tmp_path) == []
