"""What belongs to the other half is refused before the first byte."""

from __future__ import annotations

import functools
import pathlib
from typing import Any

import anyio
import pytest

from tc import aio, sync
from tests.support.fake_storage import CREDENTIALS, QUICK, storage

UPLOAD: dict[str, Any] = {
    "project_id": "project",
    "name": "an/object",
    "content_type": "text/plain",
    "expires": "2999-01-01T00:00:00.000Z",
}


class Plain:
    def __init__(self) -> None:
        self.got = b""

    def write(self, data: bytes) -> int:
        self.got += data
        return len(data)

    def read(self, size: int) -> bytes:
        return b"x" * size


class Async:
    """Has the methods of the files of aiofiles, and of Starlette's `UploadFile`."""

    def __init__(self) -> None:
        self.got = b""

    async def write(self, data: bytes) -> int:
        self.got += data
        return len(data)

    async def read(self, size: int = -1) -> bytes:
        return b"x" * size

    async def seek(self, position: int, whence: int = 0) -> int:
        return 0

    async def tell(self) -> int:
        return 0


class Hidden:
    """Async behind a plain function, as decorators make it."""

    def __init__(self) -> None:
        self.got = b""
        self.write = functools.partial(Async.write, self)  # type: ignore[arg-type]


async def reports(done: int, total: int | None) -> None:
    """An async `progress`, for which nobody would wait."""


@pytest.mark.parametrize("kind", [Async, Hidden])
def test_blocking_download_with_an_async_writer_is_refused(kind: Any) -> None:
    writer = kind()
    with (
        storage() as server,
        sync.Object(server.url, credentials=CREDENTIALS, retry=QUICK) as service,
        pytest.raises(TypeError, match=f"expected a plain write in tc.sync, .*{kind.__name__}"),
    ):
        sync.download_with_factory(service, "x", lambda: writer)
    assert writer.got == b""


@pytest.mark.anyio
async def test_async_download_with_a_plain_writer_is_refused() -> None:
    writer: Any = Plain()
    with storage() as server:
        async with aio.Object(server.url, credentials=CREDENTIALS, retry=QUICK) as service:
            with pytest.raises(TypeError, match=r"expected an async write in tc\.aio, .*Plain"):
                await aio.download_with_factory(service, "x", lambda: writer)
    assert writer.got == b""


@pytest.mark.anyio
async def test_async_download_with_a_hidden_async_writer_works() -> None:
    writer: Any = Hidden()
    with storage() as server:
        async with aio.Object(server.url, credentials=CREDENTIALS, retry=QUICK) as service:
            await aio.download_with_factory(service, "x", lambda: writer)
        assert writer.got == server.content


@pytest.mark.parametrize("size", [10, 100_000])
def test_blocking_upload_with_an_async_reader_is_refused(size: int) -> None:
    with storage() as server, sync.Object(server.url, credentials=CREDENTIALS, retry=QUICK) as service:
        with pytest.raises(TypeError, match=r"expected a plain read in tc\.sync"):
            sync.upload_with_factory(
                service,
                **UPLOAD,
                content_length=size,
                reader_factory=Async,  # type: ignore[arg-type]
            )
        assert server.calls == []


@pytest.mark.anyio
@pytest.mark.parametrize("size", [10, 100_000])
async def test_async_upload_with_a_plain_reader_is_refused(size: int) -> None:
    with storage() as server:
        async with aio.Object(server.url, credentials=CREDENTIALS, retry=QUICK) as service:
            with pytest.raises(TypeError, match=r"expected an async read in tc.aio"):
                await aio.upload_with_factory(
                    service,
                    **UPLOAD,
                    content_length=size,
                    reader_factory=Plain,  # type: ignore[arg-type]
                )
        assert server.calls == []


@pytest.mark.anyio
async def test_async_files_are_refused_by_name_in_both_halves(tmp_path: pathlib.Path) -> None:
    (tmp_path / "x").touch()
    with storage() as server:
        async with (
            aio.Object(server.url, credentials=CREDENTIALS) as service,
            await anyio.open_file(tmp_path / "x", "r+b") as opened,
        ):
            for file in (Async(), opened):
                given: Any = file
                name = type(file).__name__
                with pytest.raises(TypeError, match=f"{name}, whose read is async"):
                    await aio.upload_from_file(service, **UPLOAD, file=given)
                with pytest.raises(TypeError, match=f"{name}, whose write is async"):
                    await aio.download_to_file(service, "x", given)
                with sync.Object(server.url, credentials=CREDENTIALS) as blocking:
                    with pytest.raises(TypeError, match=f"{name}, whose read is async"):
                        sync.upload_from_file(blocking, **UPLOAD, file=given)
                    with pytest.raises(TypeError, match=f"{name}, whose write is async"):
                        sync.download_to_file(blocking, "x", given)
        assert server.calls == []


@pytest.mark.anyio
async def test_async_progress_is_refused_in_both_halves() -> None:
    with storage() as server:
        async with aio.Object(server.url, credentials=CREDENTIALS) as service:
            with pytest.raises(TypeError, match="progress: expected a plain function"):
                await aio.download_to_buf(service, "x", progress=reports)
        with (
            sync.Object(server.url, credentials=CREDENTIALS) as blocking,
            pytest.raises(TypeError, match="progress: expected a plain function"),
        ):
            sync.upload_from_buf(blocking, **UPLOAD, data=b"", progress=reports)
        assert server.calls == []
