"""Uploads and downloads on loopback, next to the official client.

Each measurement is a process of its own, which does one transfer (or many small ones) and tells its CPU time,
the time by the clock, by how much its memory grew, and how late the worst tick of a task in the same event
loop was. Clients alternate; medians count, of the ratios round by round. Ticks are rare, since they cost
CPU too: more of it in a client that leaves the loop time for them.

Downloads go into a file that is there already and as large, in memory: how long a machine, a virtual one
above all, takes to find so much new memory differs from run to run by more than the clients do.

The storage sends with `sendfile` and drops what it gets, in a process of its own, the same for both clients.

`python -m benchmarks` compares them all.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import os
import pathlib
import shutil
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from benchmarks.processes import run, serving
from benchmarks.storage import MIB, busy

OURS, OFFICIAL = "tc", "taskcluster"
DIRECTIONS = ("download", "upload")
HALVES = ("sync", "aio")
# What the ratios to the official client may be at most.
CPU = {"download": 0.9, "upload": 1.0}
CLOCK = {
    ("download", False): 1 / 1.8,
    ("upload", False): 1 / 1.3,
    ("download", True): 1 / 1.2,
    ("upload", True): 1.0,
}
SMALL_CPU = 0.7
FOUR_CONNECTIONS = 1 / 2.2  # of the time that one takes
LATE = 50  # milliseconds
GROWN = 12  # MiB
TICK = 0.01  # a fifth of what may be late
SMALL_ARTIFACTS, AT_A_TIME = 1000, 20


# ------------------------------------------------------------ one transfer

EXPIRES = datetime(2999, 1, 1, tzinfo=UTC)
TASK = "fN1SbArXTPSVFNUvaOlinQ"
CREDENTIALS = {"clientId": "benchmark", "accessToken": "no-secret"}


def _ours_sync(root: str, direction: str, path: str) -> None:
    import tc

    with tc.sync.Object(root, credentials=tc.Credentials.from_dict(CREDENTIALS)) as service:
        if direction == "download":
            with open(path, "r+b") as file:
                tc.sync.download_to_file(service, "x", file)
        else:
            tc.sync.upload_from_file(
                service, project_id="x", name="x", content_type="a/b", expires=EXPIRES, file=path
            )


async def _ours_aio(root: str, direction: str, path: str) -> None:
    # ruff: noqa: ASYNC230 - as users of the official client do
    import tc

    async with tc.aio.Object(root, credentials=tc.Credentials.from_dict(CREDENTIALS)) as service:
        if direction == "download":
            with open(path, "r+b") as file:
                await tc.aio.download_to_file(service, "x", file)
        else:
            await tc.aio.upload_from_file(
                service, project_id="x", name="x", content_type="a/b", expires=EXPIRES, file=path
            )


def _official_upload(path: str) -> dict[str, Any]:
    return {
        "projectId": "x",
        "name": "x",
        "contentType": "a/b",
        "contentLength": os.path.getsize(path),
        "expires": EXPIRES,
    }


def _official_sync(root: str, direction: str, path: str) -> None:
    import taskcluster
    import taskcluster.download
    import taskcluster.upload

    service = taskcluster.Object({"rootUrl": root, "credentials": dict(CREDENTIALS)})
    if direction == "download":
        with open(path, "r+b") as file:
            taskcluster.download.downloadToFile(file=file, name="x", objectService=service)
    else:
        with open(path, "rb") as file:
            taskcluster.upload.uploadFromFile(file=file, objectService=service, **_official_upload(path))


async def _official_aio(root: str, direction: str, path: str) -> None:
    import taskcluster.aio
    import taskcluster.aio.download
    import taskcluster.aio.upload

    async with taskcluster.aio.createSession() as session:
        service = taskcluster.aio.Object({"rootUrl": root, "credentials": dict(CREDENTIALS)}, session=session)
        if direction == "download":
            with open(path, "r+b") as file:
                await taskcluster.aio.download.downloadToFile(file=file, name="x", objectService=service)
        else:
            with open(path, "rb") as file:
                await taskcluster.aio.upload.uploadFromFile(
                    file=file, objectService=service, **_official_upload(path)
                )


async def _ticked(transfer: Awaitable[None]) -> float:
    """Wait for a transfer; the result is how late the worst tick was meanwhile, seconds."""
    worst = 0.0

    async def tick() -> None:
        nonlocal worst
        while True:
            due = time.perf_counter() + TICK
            await asyncio.sleep(TICK)
            worst = max(worst, time.perf_counter() - due)

    ticker = asyncio.create_task(tick())
    try:
        await transfer
    finally:
        ticker.cancel()
    return worst


def _memory(field: str) -> int:
    for line in pathlib.Path("/proc/self/status").read_text().splitlines():
        if line.startswith(field):
            return int(line.split()[1]) // 1024
    return 0


async def _ours_small(root: str) -> None:
    import tc

    async with tc.aio.Queue(root) as queue:
        await _many(lambda: tc.aio.download_artifact_to_buf(queue, TASK, "public/x", run_id=0))


async def _official_small(root: str) -> None:
    import taskcluster.aio
    import taskcluster.aio.download

    async with taskcluster.aio.createSession() as session:
        queue = taskcluster.aio.Queue({"rootUrl": root}, session=session)
        await _many(
            lambda: taskcluster.aio.download.downloadArtifactToBuf(
                taskId=TASK, runId=0, name="public/x", queueService=queue
            )
        )


async def _many(download: Callable[[], Awaitable[Any]]) -> None:
    """Download small artifacts, some at a time."""
    left = iter(range(SMALL_ARTIFACTS))

    async def work() -> None:
        for _ in left:
            await download()

    await asyncio.gather(*(work() for _ in range(AT_A_TIME)))


def _ranges(root: str, connections: int, path: str) -> float:
    import tc

    with tc.sync.Object(root, credentials=tc.Credentials.from_dict(CREDENTIALS)) as service:
        tc.sync.download_to_file(service, "slow", path, connections=connections)
    return 0.0


# ------------------------------------------------------------ measurements, each in a process of its own


def measure(client: str, half: str, direction: str, root: str, path: str) -> dict[str, float]:
    """One large transfer in this process."""
    functions: dict[tuple[str, str], Callable[[str, str, str], Any]] = {
        (OURS, "sync"): _ours_sync,
        (OURS, "aio"): _ours_aio,
        (OFFICIAL, "sync"): _official_sync,
        (OFFICIAL, "aio"): _official_aio,
    }
    function = functions[client, half]

    def transfer(direction: str, path: str) -> float:
        if half == "aio":
            return asyncio.run(_ticked(function(root, direction, path)))
        function(root, direction, path)
        return 0.0

    # A small upload first, so that importing is not measured.
    small = path + ".small"
    pathlib.Path(small).write_bytes(bytes(100_000))
    transfer("upload", small)
    return _measured(lambda: transfer(direction, path))


def measure_small(client: str, root: str) -> dict[str, float]:
    """Many small downloads in this process."""
    function = _ours_small if client == OURS else _official_small
    asyncio.run(function(root))  # imports, and whatever is made once
    return _measured(lambda: asyncio.run(function(root)) or 0.0)


def measure_ranges(connections: str, root: str, path: str) -> dict[str, float]:
    """One download over some connections, in this process."""
    return _measured(lambda: _ranges(root, int(connections), path))


def _measured(transfer: Callable[[], float]) -> dict[str, float]:
    before = _memory("VmRSS")
    with contextlib.suppress(OSError):
        pathlib.Path("/proc/self/clear_refs").write_text("5")  # forget the peak
    begin, cpu = time.perf_counter(), time.process_time()
    late = transfer()
    seconds, cpu = time.perf_counter() - begin, time.process_time() - cpu
    grown = _memory("VmHWM") - before
    return {"seconds": seconds, "cpu": cpu, "late": late * 1e3, "grown": grown}


MEASURES: dict[str, Callable[..., dict[str, float]]] = {
    "large": measure,
    "small": measure_small,
    "ranges": measure_ranges,
}


# ------------------------------------------------------------ all of them


@dataclass
class Comparison:
    """The same thing measured in two ways, round by round.

    Attributes:
        name: What it was.
        ours, theirs: What was measured of ours, and of what it is compared with: `seconds` by the clock,
            `cpu` (seconds), `late` (milliseconds, the worst tick of the event loop) and `grown` (MiB).
        limits: What the ratios may be at most, by what they are ratios of.
    """

    name: str
    ours: list[dict[str, float]]
    theirs: list[dict[str, float]]
    limits: dict[str, float]

    def values(self, key: str) -> tuple[list[float], list[float]]:
        """What was measured, of ours and of theirs."""
        return [run[key] for run in self.ours], [run[key] for run in self.theirs]

    @property
    def grown(self) -> float:
        """MiB by which the memory of ours grew, at most."""
        return max(run["grown"] for run in self.ours)

    @property
    def late(self) -> float:
        """Milliseconds by which a tick of the event loop was late, at most."""
        return max(run["late"] for run in self.ours)


def compare(mebibytes: int, rounds: int) -> Iterator[Comparison]:
    """Everything there is to compare, on a quiet machine and on one that is kept busy."""
    # In memory, so that no disk takes part.
    folder = "/dev/shm" if os.path.isdir("/dev/shm") else None
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        source, goal = os.path.join(scratch, "source"), os.path.join(scratch, "goal")
        block = os.urandom(MIB)
        with open(source, "wb") as file:
            file.writelines(block for _ in range(mebibytes))
        shutil.copyfile(source, goal)
        with serving("storage", source) as root:
            for loaded, direction, half in itertools.product((False, True), DIRECTIONS, HALVES):
                with busy(loaded):
                    yield _large(rounds, loaded, direction, half, root, source, goal)
            small = Comparison(f"{SMALL_ARTIFACTS} artifacts of 20 KB, async", [], [], {"cpu": SMALL_CPU})
            four = Comparison("4 connections, to 1", [], [], {"seconds": FOUR_CONNECTIONS})
            for _ in range(rounds):
                small.theirs.append(run("transfers", "small", OFFICIAL, root))
                small.ours.append(run("transfers", "small", OURS, root))
                four.theirs.append(run("transfers", "ranges", "1", root, goal))
                four.ours.append(run("transfers", "ranges", "4", root, goal))
            yield small
            yield four


def _large(
    rounds: int, loaded: bool, direction: str, half: str, root: str, source: str, goal: str
) -> Comparison:
    name = f"{'async' if half == 'aio' else 'blocking'} {direction}, {'busy' if loaded else 'quiet'}"
    limits = {"cpu": CPU[direction], "seconds": CLOCK[direction, loaded]}
    comparison = Comparison(name, [], [], limits)
    path = goal if direction == "download" else source
    for number in range(rounds):
        for client in (OURS, OFFICIAL) if number % 2 else (OFFICIAL, OURS):
            runs = comparison.ours if client == OURS else comparison.theirs
            runs.append(run("transfers", "large", client, half, direction, root, path))
    return comparison


if __name__ == "__main__":
    kind, *arguments = sys.argv[1:]
    print(json.dumps(MEASURES[kind](*arguments)))
