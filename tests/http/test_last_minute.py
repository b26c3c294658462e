"""Transfers in the last minute of a process, when the interpreter gives out no threads any more."""

from __future__ import annotations

import pathlib
import subprocess
import sys

import pytest

from tests.support.fake_storage import LARGE, SMALL, storage

PROGRAM = """
import atexit, sys, threading, time
import tc

root, goal, size, runner, when = sys.argv[1:]
UPLOAD = dict(project_id="p", name="x", content_type="a/b", expires="2999-01-01T00:00:00.000Z")

def blocking():
    with tc.sync.Object(root) as service:
        tc.sync.download_to_file(service, "x", goal)
        tc.sync.upload_from_file(service, **UPLOAD, file=goal)
        tc.sync.upload_from_buf(service, **UPLOAD, data=bytes(int(size)))
        tc.sync.download_to_buf(service, "x", connections=2)

async def waiting():
    async with tc.aio.Object(root) as service:
        await tc.aio.download_to_file(service, "x", goal)
        await tc.aio.upload_from_file(service, **UPLOAD, file=goal)
        await tc.aio.upload_from_buf(service, **UPLOAD, data=bytes(int(size)))

def run():
    if runner == "blocking":
        blocking()
    elif runner == "asyncio":
        import asyncio
        asyncio.run(waiting())
    else:
        import trio
        trio.run(waiting)
    print("done", flush=True)

if runner != "blocking":
    import asyncio, trio
if when == "atexit":
    atexit.register(run)
else:
    def later():
        threading.main_thread().join()
        time.sleep(0.1)
        run()
    threading.Thread(target=later).start()
"""


@pytest.mark.parametrize("content", [SMALL, LARGE], ids=["small", "large"])
@pytest.mark.parametrize("when", ["atexit", "a thread that outlives the main one"])
@pytest.mark.parametrize("runner", ["blocking", "asyncio", "trio"])
def test_transfer_in_the_last_minute_works(
    runner: str, when: str, content: bytes, tmp_path: pathlib.Path
) -> None:
    goal = tmp_path / "goal"
    with storage(content=content) as server:
        result = subprocess.run(
            [sys.executable, "-c", PROGRAM, server.url, str(goal), str(len(content)), runner, when],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert result.stderr == ""
    assert (result.stdout, result.returncode) == ("done\n", 0)
    assert goal.read_bytes() == content
    assert server.uploaded == [content, bytes(len(content))]
