"""Downloads over several connections."""

from __future__ import annotations

import os
import pathlib
import random
import threading
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

import tc
from tc import aio
from tests.support.fake_storage import (
    CREDENTIALS,
    QUICK,
    SMALL,
    Storage,
    cut,
    head,
    honest,
    ignoring_range,
    responding,
    storage,
)
from tests.support.http_server import Peer, Received

pytestmark = pytest.mark.anyio

TASK = "fN1SbArXTPSVFNUvaOlinQ"
CONTENT = random.Random(5).randbytes(7_000_001)


def hanging_up(peer: Peer, request: Received, server: Storage) -> bool:
    """Say nothing at all."""
    return False


async def fetch(server: Storage, connections: int = 4, **options: Any) -> bytes:
    async with aio.Object(server.url, credentials=CREDENTIALS, retry=QUICK) as service:
        return (await aio.download_to_buf(service, "x", connections=connections, **options)).content


def ranges(server: Storage) -> list[str | None]:
    return [request.headers.get("range") for request in server.storage_requests]


@pytest.mark.parametrize("size", [0, 1, 1024 * 1024, 1024 * 1024 + 1, 3_000_000, 7_000_001])
async def test_ranges_of_any_size_make_the_whole(size: int) -> None:
    content = CONTENT[:size]
    with storage(content=content) as server:
        assert await fetch(server) == content
        if size > 1024 * 1024:
            asked = sorted(int(str(each).removeprefix("bytes=").split("-")[0]) for each in ranges(server))
            assert asked[:2] == [0, 1024 * 1024]
            assert len(asked) == len(set(asked))


async def test_ranges_come_over_several_connections_at_a_time(tmp_path: pathlib.Path) -> None:
    meeting = threading.Barrier(3, timeout=10)

    def together(peer: Peer, request: Received, server: Storage) -> bool:
        meeting.wait()  # passes only when there are three requests at the same time
        return honest(peer, request, server)

    with storage(content=CONTENT, faults=[honest, together, together, together]) as server:
        async with aio.Object(server.url, credentials=CREDENTIALS, retry=QUICK) as service:
            await aio.download_to_file(service, "x", tmp_path / "goal", connections=3)
        assert server.server.connections >= 3
    assert (tmp_path / "goal").read_bytes() == CONTENT
    assert os.listdir(tmp_path) == ["goal"]


async def test_ranges_report_their_progress() -> None:
    seen: list[tuple[int, int | None]] = []
    with storage(content=CONTENT) as server:
        await fetch(server, progress=lambda *each: seen.append(each))
    assert seen[-1] == (len(CONTENT), len(CONTENT))
    assert seen == sorted(seen)


@pytest.mark.parametrize(
    "faults",
    [
        [ignoring_range],
        [responding(500)],
        [honest, cut(2_000_000), responding(503), cut(3_000_000)],
        [honest, ignoring_range],
        [honest, honest, responding(416)],
        [cut(100)],
        [honest, hanging_up],
    ],
    ids=["no ranges", "error first", "cuts", "no more ranges", "refused later", "first cut", "no response"],
)
async def test_ranges_of_a_storage_that_misbehaves_make_the_whole(faults: list[Any]) -> None:
    with storage(content=CONTENT, faults=faults) as server:
        assert await fetch(server) == CONTENT


async def test_ranges_are_not_asked_for_where_there_are_none() -> None:
    with storage(content=CONTENT, headers={"Accept-Ranges": "none"}) as server:
        assert await fetch(server) == CONTENT
        assert len(server.storage_requests) == 1  # the first response is used


async def test_ranges_of_an_expired_url_are_asked_for_again() -> None:
    soon = [timedelta(seconds=-1)]
    with storage(content=CONTENT, faults=[honest, responding(403)], lifetime=soon) as server:
        assert await fetch(server, 2) == CONTENT
        assert server.names().count("startDownload") >= 2


async def test_ranges_of_changed_content_are_not_mixed() -> None:
    """A server that ignores If-Range sends parts of whatever the content is now."""
    new = bytes(len(CONTENT))

    def change(peer: Peer, request: Received, server: Storage) -> bool:
        server.content = new
        server.headers = {"ETag": '"new"'}
        headers = {name: value for name, value in request.headers.items() if name != "if-range"}
        return honest(peer, replace(request, headers=headers), server)

    with storage(content=CONTENT, headers={"ETag": '"old"'}, faults=[honest, change]) as server:
        server.artifact = {"storageType": "s3", "url": f"{server.url}/blob/1"}
        async with aio.Queue(server.url, credentials=CREDENTIALS, retry=QUICK) as queue:
            got = await aio.download_artifact_to_buf(queue, TASK, "x", connections=2)
    assert got.content == new


@pytest.mark.parametrize("headers", [{}, {"ETag": 'W/"weak"'}])
async def test_ranges_of_content_that_may_change_come_over_one_connection(headers: dict[str, str]) -> None:
    with storage(content=CONTENT, headers=headers) as server:
        server.artifact = {"storageType": "s3", "url": f"{server.url}/blob/1"}
        async with aio.Queue(server.url, credentials=CREDENTIALS, retry=QUICK) as queue:
            got = await aio.download_artifact_to_buf(queue, TASK, "x", connections=4)
        assert got.content == CONTENT
        assert ranges(server) == ["bytes=0-1048575", None]


async def test_ranges_that_fail_leave_nothing(tmp_path: pathlib.Path) -> None:
    with storage(content=CONTENT, faults=[honest, *[responding(500)] * 40]) as server:
        async with aio.Object(server.url, credentials=CREDENTIALS) as service:
            with pytest.raises(tc.TransferError, match="500"):
                await aio.download_to_file(
                    service,
                    "x",
                    tmp_path / "goal",
                    connections=3,
                    retry=tc.Retry(retries=1, delay_factor=0),
                )
    assert os.listdir(tmp_path) == []


async def test_ranges_are_verified() -> None:
    with storage(content=CONTENT, hashes={"sha256": "0" * 64}) as server, pytest.raises(tc.HashMismatchError):
        await fetch(server)


async def test_ranges_go_to_writers_in_order() -> None:
    class Writer:
        content = b""

        async def write(self, data: bytes) -> None:
            Writer.content += data

    with storage(content=CONTENT) as server:
        async with aio.Object(server.url, credentials=CREDENTIALS, retry=QUICK) as service:
            await aio.download_with_factory(service, "x", Writer, connections=3)
    assert Writer.content == CONTENT


@pytest.mark.parametrize(("connections", "error"), [(0, ValueError), ("2", TypeError), (True, TypeError)])
async def test_ranges_over_an_impossible_number_of_connections_are_refused(
    connections: Any, error: type[Exception]
) -> None:
    with storage(content=SMALL) as server:
        with pytest.raises(error, match="connections"):
            await fetch(server, connections)
        assert server.calls == []


async def test_ranges_whose_first_request_fails_come_over_one_connection() -> None:
    with storage(content=CONTENT, faults=[hanging_up]) as server:
        assert await fetch(server) == CONTENT
        assert ranges(server) == ["bytes=0-1048575", None]


async def test_ranges_of_an_object_that_was_replaced_start_over() -> None:
    """The fresh URL leads to another content, whose hashes are others."""

    def replaced(peer: Peer, request: Received, server: Storage) -> bool:
        server.content = CONTENT[::-1]
        return responding(403)(peer, request, server)

    soon = [timedelta(seconds=-1)]
    with storage(content=CONTENT, faults=[honest, replaced], lifetime=soon) as server:
        assert await fetch(server, 2) == CONTENT[::-1]


async def test_ranges_that_bring_too_much_are_an_error() -> None:
    def more(peer: Peer, request: Received, server: Storage) -> bool:
        start = int(request.headers["range"].removeprefix("bytes=").split("-")[0])
        last = request.headers["range"].split("-")[1]
        part = server.content[start : int(last) + 1] + b"more"
        peer.send(
            head(
                206,
                {
                    "Content-Range": f"bytes {start}-{last}/{len(server.content)}",
                    "Transfer-Encoding": "chunked",
                },
            )
            + b"%x\r\n%b\r\n0\r\n\r\n" % (len(part), part)
        )
        return True

    with (
        storage(content=CONTENT, faults=[honest, more, more, more]) as server,
        pytest.raises(tc.TransferError, match="bytes came, but there should be"),
    ):
        await fetch(server, 2)


async def test_ranges_that_end_early_without_an_error_are_completed() -> None:
    """A chunked response has no length that its end could contradict."""

    def short(peer: Peer, request: Received, server: Storage) -> bool:
        start, _, last = request.headers["range"].removeprefix("bytes=").partition("-")
        part = server.content[int(start) : int(start) + 1000]
        headers = {"Content-Range": f"bytes {start}-{last}/{len(server.content)}"}
        peer.send(head(206, headers | {"Transfer-Encoding": "chunked"}))
        peer.send(b"%x\r\n%b\r\n0\r\n\r\n" % (len(part), part))
        return True

    with storage(content=CONTENT, faults=[honest, short]) as server:
        assert await fetch(server, 2) == CONTENT
        starts = [int(str(each).removeprefix("bytes=").split("-")[0]) for each in ranges(server)]
        assert 1000 in {start % (1024 * 1024) for start in starts}  # only what was missing was asked for


async def test_ranges_whose_writer_cannot_be_made_give_their_connection_back() -> None:
    class Writer:
        content = b""

        async def write(self, data: bytes) -> None:
            Writer.content += data

    def broken() -> Writer:
        raise LookupError("no writer today")

    with storage(content=CONTENT) as server:
        async with aio.Object(server.url, credentials=CREDENTIALS, retry=QUICK) as service:
            with pytest.raises(LookupError, match="no writer today"):
                await aio.download_with_factory(service, "x", broken, connections=2)
            assert ranges(server) == ["bytes=0-1048575"]
            await aio.download_with_factory(service, "x", Writer, connections=2)
    assert Writer.content == CONTENT


async def test_ranges_after_a_failure_are_not_tried_again() -> None:
    """A piece that waits for its next attempt gives up once another one has failed for good."""
    slow = tc.Retry(retries=1, delay_factor=1, randomization_factor=0)
    with storage(content=CONTENT, faults=[honest, responding(500), responding(403)]) as server:
        with pytest.raises(tc.TransferError, match="403"):
            await fetch(server, 2, retry=slow)
        assert len(server.storage_requests) == 3
