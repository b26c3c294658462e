"""What code of the caller raises ends a transfer, and is taken for nothing else."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import httpx
import pytest

import tc
from tc import aio
from tc._async.transfer.put import BufferReader, Content, UploadBody
from tests.support.fake_storage import (
    CREDENTIALS,
    LARGE,
    QUICK,
    SECRET,
    SMALL,
    chunked,
    compressed,
    sending,
    storage,
)

pytestmark = pytest.mark.anyio

UPLOAD: dict[str, Any] = {
    "project_id": "project",
    "name": "an/object",
    "content_type": "text/plain",
    "expires": "2999-01-01T00:00:00.000Z",
}
ERRORS = [StopIteration, StopAsyncIteration, httpx.ReadError, httpx.DecodingError]


class Raising:
    """Gives or takes some bytes, then raises."""

    def __init__(self, error: type[Exception], content: bytes = b"") -> None:
        self._error = error
        self._blocks = [content[:4000]] if content else []

    async def read(self, size: int) -> bytes:
        if not self._blocks:
            raise self._error("theirs")
        return self._blocks.pop()

    async def write(self, data: bytes) -> None:
        raise self._error("theirs")


def raising(error: type[Exception], after: int) -> Callable[[int, int | None], None]:
    """A function for `progress`."""

    def progress(done: int, total: int | None) -> None:
        if done >= after:
            raise error("theirs")

    return progress


class RaisingFile(io.BytesIO):
    """A file that fails when it is read or written, but for the bytes that come before anything is sent."""

    error: type[Exception]

    def read(self, size: int | None = -1, /) -> bytes:
        if size:
            raise self.error("theirs")
        return b""

    def write(self, data: Any, /) -> int:
        raise self.error("theirs")


def broken_file(error: type[Exception]) -> io.BytesIO:
    file = RaisingFile(LARGE)
    file.error = error
    return file


def no_reader(error: type[Exception]) -> Callable[[], Any]:
    """A factory that fails."""

    def factory() -> Any:
        raise error("theirs")

    return factory


Transfer = Callable[[aio.Object, type[Exception]], Any]


def reading(size: int, **options: Any) -> Transfer:
    """Upload from a reader that breaks off after 4000 bytes."""

    async def transfer(service: aio.Object, error: type[Exception]) -> None:
        await aio.upload_with_factory(
            service,
            **UPLOAD,
            content_length=size,
            reader_factory=lambda: Raising(error, LARGE),
            **options,
        )

    return transfer


TRANSFERS: dict[str, Transfer] = {
    "reader, inline": reading(5000),
    "reader, gzip": reading(100_000, content_encoding="gzip"),
    "reader, PUT": reading(100_000),
    "reader_factory": lambda service, error: aio.upload_with_factory(
        service, **UPLOAD, content_length=5, reader_factory=no_reader(error)
    ),
    "read of a file": lambda service, error: aio.upload_from_file(service, **UPLOAD, file=broken_file(error)),
    "progress of an inline upload": lambda service, error: aio.upload_from_buf(
        service, **UPLOAD, data=SMALL[:5000], progress=raising(error, 5000)
    ),
    "progress of an upload": lambda service, error: aio.upload_from_buf(
        service, **UPLOAD, data=LARGE, progress=raising(error, 1)
    ),
    "progress at the end of an upload": lambda service, error: aio.upload_from_buf(
        service, **UPLOAD, data=LARGE, progress=raising(error, len(LARGE))
    ),
    "writer": lambda service, error: aio.download_with_factory(service, "x", lambda: Raising(error)),
    "writer_factory": lambda service, error: aio.download_with_factory(service, "x", no_reader(error)),
    "write of a file": lambda service, error: aio.download_to_file(service, "x", broken_file(error)),
    "progress of a download": lambda service, error: aio.download_to_buf(
        service, "x", progress=raising(error, 1)
    ),
    "progress of ranges": lambda service, error: aio.download_to_buf(
        service, "x", progress=raising(error, 1), connections=4
    ),
}


def expect(error: type[Exception]) -> Any:
    """What comes of an error."""
    if issubclass(error, httpx.HTTPError):
        return pytest.raises(tc.TransferError, match=f"failed: {error.__name__}")
    return pytest.raises(RuntimeError, match=f"raised {error.__name__}")


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("place", TRANSFERS)
async def test_error_of_the_callers_code_ends_the_transfer(place: str, error: type[Exception]) -> None:
    """It neither truncates anything silently, nor is it blamed on the storage and tried again."""
    with storage(content=LARGE) as server:
        async with aio.Object(server.url, credentials=CREDENTIALS, retry=QUICK) as service:
            with expect(error) as caught:
                await TRANSFERS[place](service, error)
        assert str(caught.value.__cause__) == "theirs"
        assert "finishUpload" not in server.names()
        assert server.names().count("createUpload") <= 1
        assert len(server.storage_requests) <= 4  # ranges


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("encoding", ["identity", "gzip"])
@pytest.mark.parametrize("way", ["buffer", "stream", "lines"])
async def test_error_of_progress_does_not_end_a_content_without_hashes(
    way: str, encoding: str, error: type[Exception]
) -> None:
    """A content that comes in chunks, whose end only the storage can tell."""
    progress = raising(error, 300_000)
    fault = chunked() if encoding == "identity" else sending(compressed(LARGE), {"Content-Encoding": "gzip"})
    with storage(content=LARGE, faults=[fault]) as server:
        server.artifact = {"storageType": "s3", "url": f"{server.url}/blob/s3?{SECRET}"}
        async with aio.Queue(server.url, credentials=CREDENTIALS, retry=QUICK) as queue:
            with expect(error):
                if way == "buffer":
                    await aio.download_artifact_to_buf(queue, "t", "n", progress=progress)
                async with aio.open_artifact(queue, "t", "n", progress=progress) as stream:
                    async for _ in stream if way == "stream" else stream.lines():
                        pass
        assert len(server.storage_requests) == 1


async def test_upload_body_that_was_not_sent_whole_has_no_hashes() -> None:
    body = UploadBody(Content(lambda: BufferReader(memoryview(LARGE)), len(LARGE), None))
    await body.__anext__()
    with pytest.raises(tc.TransferError, match=f"2097152 of {len(LARGE)} bytes were sent"):
        await body.finish()
    await body.stop()
