# Generated from tests/_async/test_open_artifact.py by tools/unasync_build.py. Do not edit.

"""Artifacts as streams."""

from __future__ import annotations

import gzip
import random
import re
import sys
import threading
import tracemalloc
from typing import Any

import pytest

import tc
from tc import sync
from tc._concurrency import sleep
from tc._protocol import lines as protocol_lines
from tests.support.fake_storage import (
    CREDENTIALS,
    LARGE,
    QUICK,
    SMALL,
    Storage,
    chunked,
    cut,
    hashes_of,
    head,
    ignoring_range,
    responding,
    sending,
    storage,
)
from tests.support.http_server import gather

pytestmark = pytest.mark.anyio

TASK = "fN1SbArXTPSVFNUvaOlinQ"
OBJECT = {
    "storageType": "object",
    "name": "t/a/s/k",
    "credentials": {"clientId": "reader", "accessToken": "no-secret-either", "certificate": "{}"},
}


def s3(server: Storage) -> None:
    server.artifact = {"storageType": "s3", "url": f"{server.url}/blob/1"}


def queue_of(server: Storage) -> sync.Queue:
    return sync.Queue(server.url, credentials=CREDENTIALS, retry=QUICK)


def test_open_artifact_reads_exact_sizes_to_the_end() -> None:
    with storage(artifact=OBJECT) as server:
        with queue_of(server) as queue, sync.open_artifact(queue, TASK, "public/x") as stream:
            assert stream.content_type == "text/plain; charset=utf-8"
            assert stream.read(0) == b""
            assert stream.read(10) == SMALL[:10]
            assert stream.read(70_000) == SMALL[10:70_010]
            assert stream.read() == SMALL[70_010:]
            assert stream.read(10) == b""
            assert stream.read(None) == b""


@pytest.mark.parametrize("faults", [[], [cut(1_000_000), cut(2_000_000)], [responding(503)]])
@pytest.mark.parametrize("kind", ["object", "s3"])
def test_open_artifact_iterates_over_the_right_bytes(kind: str, faults: list[Any]) -> None:
    with storage(content=LARGE, faults=faults, artifact=OBJECT, headers={"ETag": '"same"'}) as server:
        if kind == "s3":
            s3(server)
        seen: list[tuple[int, int | None]] = []
        content = b""
        with (
            queue_of(server) as queue,
            sync.open_artifact(queue, TASK, "public/x", progress=lambda *each: seen.append(each)) as stream,
        ):
            for block in stream:
                content += block
    assert content == LARGE
    assert seen[-1] == (len(LARGE), len(LARGE))


@pytest.mark.parametrize("kind", ["object", "s3"])
def test_open_artifact_that_starts_over_passes_over_what_was_read(kind: str) -> None:
    """Only where it is known to be the same content."""
    faults = [cut(2_000_000), ignoring_range]
    with storage(content=LARGE, faults=faults, artifact=OBJECT, headers={"ETag": '"same"'}) as server:
        if kind == "s3":
            s3(server)
        with queue_of(server) as queue, sync.open_artifact(queue, TASK, "public/x") as stream:
            assert stream.read() == LARGE


def test_open_artifact_that_starts_over_with_another_content_raises() -> None:
    with storage(content=LARGE, faults=[cut(2_000_000)]) as server:
        s3(server)
        with queue_of(server) as queue, sync.open_artifact(queue, TASK, "public/x") as stream:
            with pytest.raises(tc.TransferError, match="start over"):
                stream.read()


def test_open_artifact_verifies_before_it_gives_the_last_block() -> None:
    wrong = LARGE[:-1] + b"?"
    got = b""
    with storage(content=LARGE, artifact=OBJECT, faults=[sending(wrong)]) as server:
        with queue_of(server) as queue, sync.open_artifact(queue, TASK, "public/x") as stream:
            with pytest.raises(tc.HashMismatchError):
                for block in stream:
                    got += block
            for _ in range(2):  # and does not look as if it had come to its end
                with pytest.raises(tc.TransferError, match="broke off before"):
                    stream.read(1)
    assert got == wrong[: len(got)]
    assert len(got) < len(wrong)


def test_open_artifact_left_early_lets_go_of_the_connection() -> None:
    with storage(content=LARGE, artifact=OBJECT) as server:
        with queue_of(server) as queue:
            with sync.open_artifact(queue, TASK, "public/x") as stream:
                assert stream.read(5) == LARGE[:5]
            with pytest.raises(RuntimeError, match="not open"):
                stream.read(5)
            with sync.open_artifact(queue, TASK, "public/x") as stream:
                assert stream.read() == LARGE
            with pytest.raises(RuntimeError, match="once"):
                stream.__enter__()


def test_open_artifact_that_is_missing_raises_on_entering() -> None:
    with storage(artifact=OBJECT | {"storageType": "error", "reason": "gone", "message": "no"}) as server:
        with queue_of(server) as queue:
            opened = sync.open_artifact(queue, TASK, "public/x")
            assert server.calls == []
            with pytest.raises(tc.ArtifactError, match="gone"):
                opened.__enter__()


def test_open_artifact_of_nothing_is_empty() -> None:
    with storage(content=b"", artifact=OBJECT) as server:
        with queue_of(server) as queue, sync.open_artifact(queue, TASK, "public/x") as stream:
            assert stream.read() == b""
            assert [line for line in stream.lines()] == []


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_open_artifact_gives_lines_of_a_log(encoding: str) -> None:
    lines = [f"[taskcluster 2026-11-22] line {number} äöü\x0b\u2028" for number in range(50_000)]
    ends = ["\r\n" if number % 3 == 0 else "\n" for number in range(len(lines) - 1)]
    text = "".join(map(str.__add__, lines, [*ends, ""])).encode()
    wire = gzip.compress(text) if encoding == "gzip" else text
    headers = {"Content-Encoding": encoding}
    with storage(content=wire, artifact=OBJECT, hashes=hashes_of(text), headers=headers) as server:
        with queue_of(server) as queue, sync.open_artifact(queue, TASK, "public/x") as stream:
            assert [line for line in stream.lines()] == lines


def test_open_artifact_checks_its_arguments_at_once() -> None:
    with storage() as server:
        with queue_of(server) as queue:
            for arguments in ((None, TASK, "x"), (queue, 7, "x"), (queue, TASK, "")):
                with pytest.raises((TypeError, ValueError)):
                    sync.open_artifact(*arguments)  # type: ignore[arg-type]
        assert server.calls == []


def test_open_artifact_takes_little_memory() -> None:
    content = LARGE * 10
    with storage(content=content, artifact=OBJECT, faults=[chunked()]) as server:
        with queue_of(server) as queue:
            tracemalloc.start()
            try:
                with sync.open_artifact(queue, TASK, "public/x") as stream:
                    size = 0
                    for block in stream:
                        size += len(block)
                assert tracemalloc.get_traced_memory()[1] < 12 * 1024 * 1024
            finally:
                tracemalloc.stop()
    assert size == len(content)


def test_open_artifact_that_comes_back_shorter_raises() -> None:
    headers = {"ETag": '"same"'}
    faults = [cut(2_000_000), sending(LARGE[:1_000_000], headers)]
    with storage(content=LARGE, faults=faults, headers=headers) as server:
        s3(server)
        with queue_of(server) as queue, sync.open_artifact(queue, TASK, "public/x") as stream:
            assert repr(stream) == "<ArtifactStream public/x>"
            with pytest.raises(tc.TransferError, match="ended before where it had broken off"):
                stream.read()


def test_open_artifact_without_threads_works(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in the last minute of a process."""
    start = threading.Thread.start

    def refuse(thread: threading.Thread) -> None:
        if thread.name == "tc-transfer":
            raise RuntimeError("can't create new thread at interpreter shutdown")
        start(thread)

    monkeypatch.setattr(threading.Thread, "start", refuse)
    with storage(content=LARGE, artifact=OBJECT) as server:
        with queue_of(server) as queue, sync.open_artifact(queue, TASK, "public/x") as stream:
            assert stream.read() == LARGE


def test_open_artifact_whose_reading_is_interrupted_does_not_look_complete() -> None:
    """As by a timeout or Ctrl-C: the block that was under way is lost."""

    class Interrupt(BaseException):
        pass

    def progress(done: int, total: int | None) -> None:
        if done > 1_000_000:
            raise Interrupt

    with storage(content=LARGE, artifact=OBJECT, faults=[chunked()]) as server:
        with (
            queue_of(server) as queue,
            sync.open_artifact(queue, TASK, "public/x", progress=progress) as stream,
        ):
            with pytest.raises(Interrupt):
                stream.read()
            for read in (stream.read, stream.__next__, stream.lines().__next__):
                with pytest.raises(tc.TransferError, match="broke off before"):
                    read()


LOG = b"".join(b"line %d\r\n" % number for number in range(100_000))


@pytest.mark.parametrize("seed", range(4))
def test_open_artifact_goes_on_where_the_last_read_stopped(seed: int) -> None:
    """By lines, by blocks or by size, whatever came before."""
    chance = random.Random(seed)
    got = b""
    with storage(content=LOG) as server:
        s3(server)
        with queue_of(server) as queue, sync.open_artifact(queue, TASK, "public/x") as stream:
            for _ in range(20):
                got += stream.read(chance.randint(0, 20))
                got += stream.read(LOG.index(b"\n", len(got)) + 1 - len(got))
                for _ in range(chance.randint(0, 3)):
                    got += (stream.lines().__next__()).encode() + b"\r\n"
            got += stream.__next__()
            got += stream.read()
            assert [line for line in stream.lines()] == []
    assert got == LOG


def test_open_artifact_replaces_a_content_of_which_nothing_came() -> None:
    """It must not take the first of two contents for the one that it has read."""

    def replica(letter: bytes, size: int) -> Any:
        headers = {"ETag": f'"{letter.decode()}"', "Accept-Ranges": "none"}

        def fault(peer: Any, request: Any, sink: Storage) -> bool:
            peer.send(head(200, {"Content-Length": "600000"} | headers) + letter * size)
            return size == 600_000

        return fault

    for faults, wanted in [
        ([replica(b"A", 0), replica(b"B", 300_000), replica(b"A", 600_000)], None),
        ([replica(b"A", 0), replica(b"B", 300_000), replica(b"B", 600_000)], b"B" * 600_000),
    ]:
        with storage(faults=faults) as server:
            s3(server)
            with queue_of(server) as queue, sync.open_artifact(queue, TASK, "public/x") as stream:
                if wanted is None:
                    with pytest.raises(tc.TransferError, match="start over"):
                        stream.read()
                else:
                    assert stream.read() == wanted


def test_open_artifact_is_read_by_one_at_a_time() -> None:
    """The second one is told, and the first one gets what it asked for."""
    told = threading.Event()
    begun = threading.Event()

    def slowly(peer: Any, request: Any, sink: Storage) -> bool:
        peer.send(head(200, {"Content-Length": str(len(LARGE))}) + LARGE[:1_000_000])
        told.wait(10)
        peer.send(LARGE[1_000_000:])
        return True

    def progress(done: int, total: int | None) -> None:
        if done == 1_000_000:
            begun.set()

    def read_too(stream: sync.ArtifactStream) -> bytes:
        while not begun.is_set():
            sleep(0.01)
        try:
            for ways in (stream.read, stream.__next__, stream.lines().__next__):
                with pytest.raises(RuntimeError, match="another read of this stream is under way"):
                    ways()
        finally:
            told.set()
        return b""

    with storage(content=LARGE, artifact=OBJECT, faults=[slowly]) as server:
        with (
            queue_of(server) as queue,
            sync.open_artifact(queue, TASK, "public/x", progress=progress) as stream,
        ):
            assert gather(stream.read, lambda: read_too(stream)) == [LARGE, b""]


def test_open_artifact_with_a_progress_that_ends_an_iteration_does_not_look_complete() -> None:
    def progress(done: int, total: int | None) -> None:
        if done > 1_000_000:
            raise StopIteration

    for way in ("blocks", "lines"):
        with storage(content=gzip.compress(LARGE, 1), headers={"Content-Encoding": "gzip"}) as server:
            s3(server)
            with (
                queue_of(server) as queue,
                sync.open_artifact(queue, TASK, "public/x", progress=progress) as stream,
            ):
                with pytest.raises(RuntimeError, match="progress raised Stop"):
                    for _ in stream if way == "blocks" else stream.lines():
                        pass
                with pytest.raises(tc.TransferError, match="broke off before"):
                    stream.read()


@pytest.mark.parametrize("way", ["read", "blocks", "lines"])
def test_open_artifact_interrupted_at_any_line_does_not_look_complete(way: str) -> None:
    """As by Ctrl-C: what is read on is right, or an error."""

    class Interrupt(BaseException):
        pass

    def attempt(count: int) -> bool:
        """Interrupt the reading at so many lines of code; False when there are not so many."""
        got = b""

        def trace(frame: Any, event: str, argument: object) -> Any:
            nonlocal count
            if not re.search(
                r"_(a?sync)/transfer/(artifact_stream|delivery|get)\.py", frame.f_code.co_filename
            ):
                return None
            count -= event == "line"
            if event == "line" and not count:
                raise Interrupt
            return trace

        with queue_of(server) as queue, sync.open_artifact(queue, TASK, "public/x") as stream:
            got += stream.read(100_000)
            before = sys.gettrace()
            sys.settrace(trace)
            try:
                if way == "read":
                    got += stream.read(500_000)
                elif way == "blocks":
                    for block in stream:
                        got += block
                else:
                    for line in stream.lines():
                        got += line.encode("latin-1") + b"\n"
            except Interrupt:
                pass
            finally:
                sys.settrace(before)
            try:
                got += stream.read()
            except (RuntimeError, tc.TransferError):
                return True
        assert got == content
        return count <= 0

    content = bytes(199_999) + b"\n" + bytes(299_999) + b"\n" + bytes(99_999) + b"\n"
    with storage(content=content) as server:
        s3(server)
        count = 1
        while attempt(count):
            count += 1
    assert count > 20


def test_lines_interrupted_within_a_line_do_not_look_complete(monkeypatch: pytest.MonkeyPatch) -> None:
    class Interrupt(BaseException):
        pass

    def interrupted(splitter: object) -> str:
        raise Interrupt

    with storage(content=LOG) as server:
        s3(server)
        with queue_of(server) as queue, sync.open_artifact(queue, TASK, "public/x") as stream:
            lines = stream.lines()
            assert lines.__next__() == "line 0"
            with monkeypatch.context() as patch:
                patch.setattr(protocol_lines.LineSplitter, "next", interrupted)
                with pytest.raises(Interrupt):
                    lines.__next__()
            with pytest.raises(tc.TransferError, match="broke off before"):
                lines.__next__()


def test_lines_that_are_too_long_come_in_parts_that_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol_lines, "LONGEST", 1000)
    long = [b"a" * 999 + b"\r" + b"b" * 10, b"a" * 999 + "é€".encode() + b"b", b"\x80" * 3000, b"c" * 1000]
    with storage(content=b"\r\n".join(long)) as server:
        s3(server)
        with queue_of(server) as queue, sync.open_artifact(queue, TASK, "public/x") as stream:
            assert [line for line in stream.lines()] == [
                *("a" * 999 + "\r", "b" * 10),
                *("a" * 999, "é€b"),
                *["\ufffd" * 1000] * 3,
                *("", "c" * 1000),
            ]
