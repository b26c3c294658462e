"""Uploads and downloads of a large object on loopback, next to the official client.

Each run is a process of its own, which does one transfer and tells its throughput, by how much its memory
grew, and how late the worst tick of a task in the same event loop was. Runs alternate; the medians count.

    python -m benchmarks.transfers [--mebibytes 512] [--rounds 5]
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import hashlib
import itertools
import json
import os
import pathlib
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

MIB = 1024 * 1024
OURS, OFFICIAL = "tc", "taskcluster"
DIRECTIONS = ("download", "upload")
HALVES = ("sync", "aio")
FASTER, AIM = 1.3, 2.0  # times
LATE = 50  # milliseconds
GROWN = 64  # MiB
TICK = 0.002


# ------------------------------------------------------------ the storage


def _serve(path: str) -> None:
    """Serve one object, and take what is sent; a thread for each connection."""
    digests = {name: hashlib.new(name) for name in ("sha256", "sha512")}
    with open(path, "rb") as file:
        while block := file.read(MIB):
            for digest in digests.values():
                digest.update(block)
    hashes = {name: digest.hexdigest() for name, digest in digests.items()}
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        print(port, flush=True)
        while True:
            peer, _ = listener.accept()
            thread = threading.Thread(target=_converse, args=(peer, port, path, hashes), daemon=True)
            thread.start()


def _converse(peer: socket.socket, port: int, path: str, hashes: dict[str, str]) -> None:
    peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    scratch = memoryview(bytearray(MIB))
    data = b""
    with peer, contextlib.suppress(ConnectionError):
        while True:
            while b"\r\n\r\n" not in data:
                if not (more := peer.recv(MIB)):
                    return
                data += more
            head, _, data = data.partition(b"\r\n\r\n")
            target = head.split(b" ", 2)[1]
            length = 0
            for line in head.lower().split(b"\r\n"):
                if line.startswith(b"content-length:"):
                    length = int(line.partition(b":")[2])
            # The official client sends without a length.
            chunked = b"transfer-encoding: chunked" in head.lower()
            if chunked:
                tail = data[-5:]
                while tail != b"0\r\n\r\n":
                    count = peer.recv_into(scratch)
                    tail = (tail + bytes(scratch[max(0, count - 5) : count]))[-5:]
                data = b""
            else:
                left = length - len(data)
                data = b""
                while left > 0:
                    left -= peer.recv_into(scratch[: min(left, MIB)])
            if target.startswith(b"/blob"):
                peer.sendall(
                    b"HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: %d\r\n\r\n"
                    % os.path.getsize(path)
                )
                with open(path, "rb") as file:
                    peer.sendfile(file)
                continue
            url = f"http://127.0.0.1:{port}"
            expires = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
            answer: dict[str, Any] = {}
            if b"/upload/" in target:
                put = {"url": f"{url}/put", "expires": expires, "headers": {"Content-Type": "a/b"}}
                answer = {"uploadMethod": {"putUrl": put}}
            elif b"/start-download/" in target:
                answer = {"method": "getUrl", "url": f"{url}/blob", "expires": expires, "hashes": hashes}
            body = json.dumps(answer).encode()
            peer.sendall(
                b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b"
                % (len(body), body)
            )


@contextlib.contextmanager
def serving(path: str) -> Iterator[str]:
    """Run the storage in a process of its own; the value is its root URL."""
    command = [sys.executable, "-m", "benchmarks.transfers", "--serve", path]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
    finally:
        process.kill()
        process.communicate()


# ------------------------------------------------------------ one transfer

EXPIRES = datetime(2999, 1, 1, tzinfo=UTC)
CREDENTIALS = {"clientId": "benchmark", "accessToken": "no-secret"}


def _ours_sync(root: str, direction: str, path: str) -> None:
    import tc

    with tc.sync.Object(root, credentials=tc.Credentials.from_dict(CREDENTIALS)) as service:
        if direction == "download":
            tc.sync.download_to_file(service, "x", path)
        else:
            tc.sync.upload_from_file(
                service, project_id="x", name="x", content_type="a/b", expires=EXPIRES, file=path
            )


async def _ours_aio(root: str, direction: str, path: str) -> None:
    import tc

    async with tc.aio.Object(root, credentials=tc.Credentials.from_dict(CREDENTIALS)) as service:
        if direction == "download":
            await tc.aio.download_to_file(service, "x", path)
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

    service = taskcluster.Object({"rootUrl": root, "credentials": CREDENTIALS})
    if direction == "download":
        with open(path, "wb") as file:
            taskcluster.download.downloadToFile(file=file, name="x", objectService=service)
    else:
        with open(path, "rb") as file:
            taskcluster.upload.uploadFromFile(file=file, objectService=service, **_official_upload(path))


async def _official_aio(root: str, direction: str, path: str) -> None:
    # ruff: noqa: ASYNC230 - as its users do
    import taskcluster.aio
    import taskcluster.aio.download
    import taskcluster.aio.upload

    async with taskcluster.aio.createSession() as session:
        service = taskcluster.aio.Object({"rootUrl": root, "credentials": CREDENTIALS}, session=session)
        if direction == "download":
            with open(path, "wb") as file:
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


def measure(client: str, half: str, direction: str, root: str, path: str) -> dict[str, float]:
    """One transfer in this process."""
    functions: dict[tuple[str, str], Callable[[str, str, str], Any]] = {
        (OURS, "sync"): _ours_sync,
        (OURS, "aio"): _ours_aio,
        (OFFICIAL, "sync"): _official_sync,
        (OFFICIAL, "aio"): _official_aio,
    }
    function = functions[client, half]
    # A small upload first, so that importing is not measured.
    small = path + ".small"
    pathlib.Path(small).write_bytes(bytes(100_000))
    late = 0.0
    for direction_now, path_now in (("upload", small), (direction, path)):
        before = _memory("VmRSS")
        with contextlib.suppress(OSError):
            pathlib.Path("/proc/self/clear_refs").write_text("5")  # forget the peak
        begin = time.perf_counter()
        if half == "aio":
            late = asyncio.run(_ticked(function(root, direction_now, path_now)))
        else:
            function(root, direction_now, path_now)
        seconds = time.perf_counter() - begin
        grown = _memory("VmHWM") - before
    return {"seconds": seconds, "late": late * 1e3, "grown": grown}


# ------------------------------------------------------------ all of them


def _run(client: str, half: str, direction: str, root: str, path: str) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.transfers", "--measure", client, half, direction, root, path]
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    result: dict[str, float] = json.loads(output)
    return result


@dataclass
class Comparison:
    """What was measured in one direction with one half, by client and round.

    Each measurement has `seconds`, `late` (milliseconds, the worst tick of the event loop) and `grown` (MiB).
    """

    direction: str
    half: str
    runs: dict[str, list[dict[str, float]]]

    def values(self, client: str, key: str) -> list[float]:
        return [run[key] for run in self.runs[client]]

    @property
    def ratio(self) -> float:
        """How many times as fast: what slows a round down slows both clients down."""
        pairs = zip(self.values(OURS, "seconds"), self.values(OFFICIAL, "seconds"), strict=True)
        return statistics.median(theirs / ours for ours, theirs in pairs)


def compare(mebibytes: int, rounds: int) -> list[Comparison]:
    """Each direction with each half, both clients in turns."""
    # In memory, so that no disk takes part.
    folder = "/dev/shm" if os.path.isdir("/dev/shm") else None
    found = []
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        source, goal = os.path.join(scratch, "source"), os.path.join(scratch, "goal")
        block = os.urandom(MIB)
        with open(source, "wb") as file:
            file.writelines(block for _ in range(mebibytes))
        with serving(source) as root:
            for direction, half in itertools.product(DIRECTIONS, HALVES):
                comparison = Comparison(direction, half, {OURS: [], OFFICIAL: []})
                found.append(comparison)
                path = goal if direction == "download" else source
                for number in range(rounds):
                    for client in (OURS, OFFICIAL) if number % 2 else (OFFICIAL, OURS):
                        comparison.runs[client].append(_run(client, half, direction, root, path))
                        pathlib.Path(goal).unlink(missing_ok=True)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--mebibytes", type=int, default=512)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--serve", help=argparse.SUPPRESS)
    parser.add_argument("--measure", nargs=5, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        _serve(options.serve)
    if options.measure:
        print(json.dumps(measure(*options.measure)))
        return 0
    missed = False
    print(f"{options.mebibytes} MiB on loopback, {options.rounds} rounds; tc / taskcluster")
    for each in compare(options.mebibytes, options.rounds):
        rate = {
            c: options.mebibytes * MIB / 1e6 / statistics.median(each.values(c, "seconds")) for c in each.runs
        }
        late = {c: max(each.values(c, "late")) for c in each.runs}
        grown = {c: max(each.values(c, "grown")) for c in each.runs}
        missed |= each.ratio < FASTER or grown[OURS] > GROWN or late[OURS] > LATE
        ticks = f", worst tick {late[OURS]:.0f} / {late[OFFICIAL]:.0f} ms late" if each.half == "aio" else ""
        print(
            f"{each.direction:8} {each.half:4}  {each.ratio:.2f} times as fast:"
            f" {rate[OURS]:.0f} / {rate[OFFICIAL]:.0f} MB/s,"
            f" memory +{grown[OURS]:.0f} / +{grown[OFFICIAL]:.0f} MiB{ticks}"
        )
    if missed:
        print(f"missed: {FASTER} times as fast, {LATE} ms, {GROWN} MiB")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
