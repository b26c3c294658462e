"""Artifacts as streams."""

from __future__ import annotations

import gzip
import threading
import tracemalloc
from typing import Any

import pytest

import tc
from tc import aio
from tests.support.fake_storage import (
    CREDENTIALS,
    LARGE,
    QUICK,
    SMALL,
    Storage,
    chunked,
    cut,
    hashes_of,
    ignoring_range,
    responding,
    sending,
    storage,
)

pytestmark = pytest.mark.anyio

TASK = "fN1SbArXTPSVFNUvaOlinQ"
OBJECT = {
    "storageType": "object",
    "name": "t/a/s/k",
    "credentials": {"clientId": "reader", "accessToken": "no-secret-either", "certificate": "{}"},
}


def s3(server: Storage) -> None:
    server.artifact = {"storageType": "s3", "url": f"{server.url}/blob/1"}


def queue_of(server: Storage) -> aio.Queue:
    return aio.Queue(server.url, credentials=CREDENTIALS, retry=QUICK)


async def test_open_artifact_reads_exact_sizes_to_the_end() -> None:
    with storage(artifact=OBJECT) as server:
        async with queue_of(server) as queue, aio.open_artifact(queue, TASK, "public/x") as stream:
            assert stream.content_type == "text/plain; charset=utf-8"
            assert await stream.read(0) == b""
            assert await stream.read(10) == SMALL[:10]
            assert await stream.read(70_000) == SMALL[10:70_010]
            assert await stream.read() == SMALL[70_010:]
            assert await stream.read(10) == b""
            assert await stream.read(None) == b""


@pytest.mark.parametrize("faults", [[], [cut(1_000_000), cut(2_000_000)], [responding(503)]])
@pytest.mark.parametrize("kind", ["object", "s3"])
async def test_open_artifact_iterates_over_the_right_bytes(kind: str, faults: list[Any]) -> None:
    with storage(content=LARGE, faults=faults, artifact=OBJECT, headers={"ETag": '"same"'}) as server:
        if kind == "s3":
            s3(server)
        seen: list[tuple[int, int | None]] = []
        content = b""
        async with (
            queue_of(server) as queue,
            aio.open_artifact(queue, TASK, "public/x", progress=lambda *each: seen.append(each)) as stream,
        ):
            async for block in stream:
                content += block
    assert content == LARGE
    assert seen[-1] == (len(LARGE), len(LARGE))


@pytest.mark.parametrize("kind", ["object", "s3"])
async def test_open_artifact_that_starts_over_passes_over_what_was_read(kind: str) -> None:
    """Only where it is known to be the same content."""
    faults = [cut(2_000_000), ignoring_range]
    with storage(content=LARGE, faults=faults, artifact=OBJECT, headers={"ETag": '"same"'}) as server:
        if kind == "s3":
            s3(server)
        async with queue_of(server) as queue, aio.open_artifact(queue, TASK, "public/x") as stream:
            assert await stream.read() == LARGE


async def test_open_artifact_that_starts_over_with_another_content_raises() -> None:
    with storage(content=LARGE, faults=[cut(2_000_000)]) as server:
        s3(server)
        async with queue_of(server) as queue, aio.open_artifact(queue, TASK, "public/x") as stream:
            with pytest.raises(tc.TransferError, match="start over"):
                await stream.read()


async def test_open_artifact_verifies_before_it_gives_the_last_block() -> None:
    wrong = LARGE[:-1] + b"?"
    got = b""
    with storage(content=LARGE, artifact=OBJECT, faults=[sending(wrong)]) as server:
        async with queue_of(server) as queue, aio.open_artifact(queue, TASK, "public/x") as stream:
            with pytest.raises(tc.HashMismatchError):
                async for block in stream:
                    got += block
            for _ in range(2):  # and does not look as if it had come to its end
                with pytest.raises(tc.TransferError, match="broke off before"):
                    await stream.read(1)
    assert got == wrong[: len(got)]
    assert len(got) < len(wrong)


async def test_open_artifact_left_early_lets_go_of_the_connection() -> None:
    with storage(content=LARGE, artifact=OBJECT) as server:
        async with queue_of(server) as queue:
            async with aio.open_artifact(queue, TASK, "public/x") as stream:
                assert await stream.read(5) == LARGE[:5]
            with pytest.raises(RuntimeError, match="not open"):
                await stream.read(5)
            async with aio.open_artifact(queue, TASK, "public/x") as stream:
                assert await stream.read() == LARGE
            with pytest.raises(RuntimeError, match="once"):
                await stream.__aenter__()


async def test_open_artifact_that_is_missing_raises_on_entering() -> None:
    with storage(artifact=OBJECT | {"storageType": "error", "reason": "gone", "message": "no"}) as server:
        async with queue_of(server) as queue:
            opened = aio.open_artifact(queue, TASK, "public/x")
            assert server.calls == []
            with pytest.raises(tc.ArtifactError, match="gone"):
                await opened.__aenter__()


async def test_open_artifact_of_nothing_is_empty() -> None:
    with storage(content=b"", artifact=OBJECT) as server:
        async with queue_of(server) as queue, aio.open_artifact(queue, TASK, "public/x") as stream:
            assert await stream.read() == b""
            assert [line async for line in stream.lines()] == []


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
async def test_open_artifact_gives_lines_of_a_log(encoding: str) -> None:
    lines = [f"[taskcluster 2026-11-22] line {number} äöü\x0b\u2028" for number in range(50_000)]
    ends = ["\r\n" if number % 3 == 0 else "\n" for number in range(len(lines) - 1)]
    text = "".join(map(str.__add__, lines, [*ends, ""])).encode()
    wire = gzip.compress(text) if encoding == "gzip" else text
    headers = {"Content-Encoding": encoding}
    with storage(content=wire, artifact=OBJECT, hashes=hashes_of(text), headers=headers) as server:
        async with queue_of(server) as queue, aio.open_artifact(queue, TASK, "public/x") as stream:
            assert [line async for line in stream.lines()] == lines


async def test_open_artifact_checks_its_arguments_at_once() -> None:
    with storage() as server:
        async with queue_of(server) as queue:
            for arguments in ((None, TASK, "x"), (queue, 7, "x"), (queue, TASK, "")):
                with pytest.raises((TypeError, ValueError)):
                    aio.open_artifact(*arguments)  # type: ignore[arg-type]
        assert server.calls == []


async def test_open_artifact_takes_little_memory() -> None:
    content = LARGE * 10
    with storage(content=content, artifact=OBJECT, faults=[chunked()]) as server:
        async with queue_of(server) as queue:
            tracemalloc.start()
            try:
                async with aio.open_artifact(queue, TASK, "public/x") as stream:
                    size = 0
                    async for block in stream:
                        size += len(block)
                assert tracemalloc.get_traced_memory()[1] < 12 * 1024 * 1024
            finally:
                tracemalloc.stop()
    assert size == len(content)


async def test_open_artifact_that_comes_back_shorter_raises() -> None:
    headers = {"ETag": '"same"'}
    faults = [cut(2_000_000), sending(LARGE[:1_000_000], headers)]
    with storage(content=LARGE, faults=faults, headers=headers) as server:
        s3(server)
        async with queue_of(server) as queue, aio.open_artifact(queue, TASK, "public/x") as stream:
            assert repr(stream) == "<ArtifactStream public/x>"
            with pytest.raises(tc.TransferError, match="ended before where it had broken off"):
                await stream.read()


async def test_open_artifact_without_threads_works(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in the last minute of a process."""
    start = threading.Thread.start

    def refuse(thread: threading.Thread) -> None:
        if thread.name == "tc-transfer":
            raise RuntimeError("can't create new thread at interpreter shutdown")
        start(thread)

    monkeypatch.setattr(threading.Thread, "start", refuse)
    with storage(content=LARGE, artifact=OBJECT) as server:
        async with queue_of(server) as queue, aio.open_artifact(queue, TASK, "public/x") as stream:
            assert await stream.read() == LARGE


async def test_open_artifact_whose_reading_is_interrupted_does_not_look_complete() -> None:
    """As by a timeout or Ctrl-C: the block that was under way is lost."""

    class Interrupt(BaseException):
        pass

    def progress(done: int, total: int | None) -> None:
        if done > 1_000_000:
            raise Interrupt

    with storage(content=LARGE, artifact=OBJECT, faults=[chunked()]) as server:
        async with (
            queue_of(server) as queue,
            aio.open_artifact(queue, TASK, "public/x", progress=progress) as stream,
        ):
            with pytest.raises(Interrupt):
                await stream.read()
            for read in (stream.read, stream.__anext__, stream.lines().__anext__):
                with pytest.raises(tc.TransferError, match="broke off before"):
                    await read()
