"""Files, readers and writers of the caller's: they work, or are refused by name before anything is sent."""

from __future__ import annotations

import bz2
import fcntl
import gzip
import io
import lzma
import mmap
import os
import pathlib
import resource
import socket
import ssl
import stat
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
import trustme

import tc
from tc import aio
from tc._concurrency import async_sleep
from tests.support.fake_storage import (
    CREDENTIALS,
    LARGE,
    QUICK,
    SMALL,
    Storage,
    cut,
    ignoring_range,
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


def service_of(server: Storage) -> aio.Object:
    return aio.Object(server.url, credentials=CREDENTIALS, retry=QUICK)


# ------------------------------------------------------------ readers and writers


class Writer:
    """Takes what it likes of each block, and says how much."""

    def __init__(self, takes: Any) -> None:
        self.takes = takes
        self.content = b""

    async def write(self, data: bytes) -> Any:
        result = self.takes(len(data))
        self.content += bytes(data)[: len(data) if result is None else result]
        return result


@pytest.mark.parametrize(
    "takes",
    [lambda size: None, lambda size: size, lambda size: min(size, 65_536), lambda size: 1 + size // 2],
)
async def test_writer_gets_every_byte_however_few_it_takes(takes: Any) -> None:
    writer = Writer(takes)
    with storage(content=LARGE) as server:
        async with service_of(server) as service:
            await aio.download_with_factory(service, "x", lambda: writer)
    assert writer.content == LARGE


@pytest.mark.parametrize(
    ("result", "error"), [(0, BlockingIOError), (-1, ValueError), (10**9, ValueError), ("7", TypeError)]
)
async def test_writer_with_a_senseless_result_ends_the_download(result: Any, error: type[Exception]) -> None:
    class Senseless:
        async def write(self, data: bytes) -> Any:
            return result

    with storage() as server:
        async with service_of(server) as service:
            with pytest.raises(error):
                await aio.download_with_factory(service, "x", Senseless)


class Nothing:
    """Has neither `read` nor `write`."""

    content = b""


async def test_reader_without_bytes_is_refused_before_anything_is_sent() -> None:
    with storage() as server:
        async with service_of(server) as service:
            with pytest.raises(TypeError, match="reader_factory: expected an object with the method read"):
                await aio.upload_with_factory(
                    service,
                    **UPLOAD,
                    content_length=100_000,
                    reader_factory=Nothing,  # type: ignore[arg-type]
                )
            with pytest.raises(TypeError, match="writer_factory: expected an object with the method write"):
                await aio.download_with_factory(service, "x", Nothing)  # type: ignore[arg-type]
        assert server.names() == ["startDownload"]


# ------------------------------------------------------------ files to upload from


async def upload(server: Storage, file: Any) -> None:
    async with service_of(server) as service:
        await aio.upload_from_file(service, **UPLOAD, file=file)


async def test_upload_works_from_files_of_many_kinds(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "plain"
    path.write_bytes(SMALL)
    with gzip.open(tmp_path / "packed", "wb") as packed:
        packed.write(SMALL)
    with zipfile.ZipFile(tmp_path / "zip", "w") as archive:
        archive.writestr("member", SMALL)
    with (
        storage() as server,
        path.open("rb") as plain,
        path.open("rb", buffering=0) as raw,
        path.open("r+b") as both,
        mmap.mmap(both.fileno(), 0) as mapped,
        gzip.open(tmp_path / "packed") as unpacked,
        zipfile.ZipFile(tmp_path / "zip") as archive,
        archive.open("member") as member,
        tempfile.SpooledTemporaryFile() as spooled,
        tempfile.NamedTemporaryFile() as named,
    ):
        spooled.write(SMALL)
        named.write(SMALL)
        files = [plain, raw, both, mapped, unpacked, member, spooled, named, io.BytesIO(SMALL)]
        for file in files:
            await upload(server, file)
        assert server.uploaded == [SMALL] * len(files)


class SilentText:
    """A file of text that does not look like one."""

    def read(self, size: int) -> str:
        return ""

    def seek(self, position: int, whence: int = 0) -> int:
        return 0

    def tell(self) -> int:
        return 0


async def test_upload_refuses_other_files_by_name(tmp_path: pathlib.Path) -> None:
    (tmp_path / "x").touch()
    os.mkfifo(tmp_path / "fifo")
    with (
        storage() as server,
        (tmp_path / "x").open() as text,
        tempfile.SpooledTemporaryFile(mode="w+") as spooled,
        tempfile.NamedTemporaryFile("w+") as named,
    ):
        for file, error, match in [
            (text, TypeError, "got one of text"),
            (spooled, TypeError, "got one of text"),
            (named, TypeError, "got one of text"),
            (SilentText(), TypeError, "got str"),
            (Nothing(), TypeError, "Nothing"),
            (tmp_path / "fifo", OSError, "regular"),
        ]:
            with pytest.raises(error, match=match):
                await upload(server, file)
        assert server.calls == []


class Telling(io.BytesIO):
    """A file whose `tell` does not say where it stands."""

    position: Any = None

    def tell(self) -> Any:
        return self.position


async def test_file_that_does_not_say_where_it_stands_is_refused_by_name() -> None:
    with storage() as server:
        for position, error, match in [
            (0.0, TypeError, "tell: expected int from .*Telling, got float"),
            (None, TypeError, "got NoneType"),
            (-1, ValueError, "stands at -1"),
        ]:
            file = Telling(SMALL)
            file.position = position
            for use in (upload, download):
                with pytest.raises(error, match=match):
                    await use(server, file)
        assert server.calls == []


class Attributes:
    """A file that says by attributes what it can do, and by methods what it does."""

    def __init__(self, *, readable: bool = True, writable: bool = True, seekable: Any = True) -> None:
        self.readable, self.writable, self.seekable = readable, writable, seekable
        self.file = io.BytesIO(SMALL)
        for name in ("read", "write", "seek", "tell", "truncate"):
            setattr(self, name, getattr(self.file, name))


async def test_file_that_says_by_attributes_what_it_can_do_works() -> None:
    with storage() as server:
        await upload(server, Attributes())
        assert server.uploaded == [SMALL]
        file = Attributes(seekable=None)
        await download(server, file)
        assert file.file.getvalue() == SMALL
        server.calls.clear()
        with pytest.raises(ValueError, match="not open for reading"):
            await upload(server, Attributes(readable=False))
        with pytest.raises(ValueError, match="not open for writing"):
            await download(server, Attributes(writable=False))
        with pytest.raises(ValueError, match="not seekable"):
            await upload(server, Attributes(seekable=False))
        assert server.calls == []


# ------------------------------------------------------------ files to download into


async def download(server: Storage, file: Any) -> None:
    async with service_of(server) as service:
        await aio.download_to_file(service, "x", file)


async def test_download_works_into_files_of_many_kinds(tmp_path: pathlib.Path) -> None:
    faults: list[Any] = [cut(50_000), ignoring_range]
    with (
        (tmp_path / "buffered").open("w+b") as buffered,
        (tmp_path / "raw").open("w+b", buffering=0) as raw,
        tempfile.SpooledTemporaryFile() as spooled,
        tempfile.NamedTemporaryFile() as named,
    ):
        for file in (buffered, raw, spooled, named, io.BytesIO()):
            for start_over in (False, True):
                file.seek(0)
                file.truncate()
                with storage(faults=faults if start_over else []) as server:
                    await download(server, file)
                file.seek(0)
                assert file.read() == SMALL


async def test_download_appends_where_the_file_does(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "log"
    path.write_bytes(b"before ")
    with path.open("ab") as file, storage(faults=[cut(50_000), ignoring_range]) as server:
        file.seek(0)  # to no effect: such a file is written at its end
        await download(server, file)
    assert path.read_bytes() == b"before " + SMALL


async def test_download_refuses_files_that_cannot_be_rewound_by_name(tmp_path: pathlib.Path) -> None:
    (tmp_path / "x").write_bytes(bytes(len(SMALL)))
    with (
        storage() as server,
        (tmp_path / "x").open("r+b") as both,
        mmap.mmap(both.fileno(), 0) as mapped,
        gzip.open(tmp_path / "packed", "wb") as packed,
        (tmp_path / "x").open("rb") as readable,
    ):
        for file, error, match in [
            (mapped, TypeError, "truncate, which mmap.mmap has not"),
            (packed, TypeError, "gzip.GzipFile"),
            (Nothing(), TypeError, "Nothing"),
            (readable, ValueError, "not open for writing"),
        ]:
            with pytest.raises(error, match=match):
                await download(server, file)
        assert server.calls == []


async def test_download_into_a_zip_member_goes_straight_through(tmp_path: pathlib.Path) -> None:
    with (
        storage(faults=[cut(50_000)]) as server,
        zipfile.ZipFile(tmp_path / "zip", "w") as archive,
        archive.open("member", "w") as member,
    ):
        await download(server, member)
    with zipfile.ZipFile(tmp_path / "zip") as archive:
        assert archive.read("member") == SMALL


# ------------------------------------------------------------ special targets


def reading(descriptor: int) -> tuple[threading.Thread, list[bytes]]:
    """A thread that reads from a pipe to its end."""
    got: list[bytes] = []

    def read() -> None:
        with open(descriptor, "rb") as file:
            got.append(file.read())

    thread = threading.Thread(target=read)
    thread.start()
    return thread, got


def writing(target: int | str, buffering: int = -1) -> Any:
    """An open file."""
    return open(target, "wb", buffering=buffering)


@pytest.mark.parametrize("buffering", [0, -1])
async def test_download_into_a_pipe_goes_straight_through(buffering: int) -> None:
    there, here = os.pipe()
    thread, got = reading(there)
    with storage(content=LARGE, faults=[cut(1_000_000)]) as server, writing(here, buffering) as pipe:
        pipe.write(b"before ")
        await download(server, pipe)
        pipe.write(b" after")
    thread.join(10)
    assert got == [b"before " + LARGE + b" after"]


async def test_download_into_a_pipe_in_non_blocking_mode_waits_for_room() -> None:
    there, here = os.pipe()
    os.set_blocking(here, False)
    thread, got = reading(there)
    with storage(content=LARGE) as server, writing(here, 0) as pipe:
        await download(server, pipe)
    thread.join(10)
    assert got == [LARGE]


async def test_download_into_a_pipe_cannot_start_over() -> None:
    there, here = os.pipe()
    thread, _ = reading(there)
    with (
        storage(content=LARGE, faults=[cut(2_000_000), ignoring_range]) as server,
        writing(here) as pipe,
        pytest.raises(tc.TransferError, match="cannot be rewound"),
    ):
        await download(server, pipe)
    thread.join(10)


async def test_download_into_a_pipe_is_verified_at_its_end() -> None:
    there, here = os.pipe()
    thread, got = reading(there)
    wrong = SMALL[:-1] + b"?"
    with (
        storage(faults=[sending(wrong)]) as server,
        writing(here) as pipe,
        pytest.raises(tc.HashMismatchError),
    ):
        await download(server, pipe)
    thread.join(10)
    assert got == [wrong]


async def test_download_into_a_named_pipe_waits_for_its_reader(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "fifo"
    os.mkfifo(path)
    got: list[bytes] = []
    thread = threading.Thread(target=lambda: got.append(path.read_bytes()))
    thread.start()
    with storage(content=LARGE) as server:
        await download(server, path)
    thread.join(10)
    assert got == [LARGE]
    assert stat.S_ISFIFO(path.stat().st_mode)


async def test_download_into_a_named_pipe_without_reader_is_an_error(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tc._transfer.sink.FIFO_PATIENCE", 0.1)
    os.mkfifo(tmp_path / "fifo")
    with storage() as server:
        with pytest.raises(OSError, match="nobody reads"):
            await download(server, tmp_path / "fifo")
        assert server.calls == []


async def test_download_into_a_named_pipe_without_reader_can_be_interrupted(tmp_path: pathlib.Path) -> None:
    """As by a timeout or Ctrl-C: it must not wait for as long as a reader may take to come."""

    class Interrupt(BaseException):
        pass

    steps: list[float] = []

    async def interrupted(seconds: float) -> None:
        steps.append(seconds)
        if len(steps) > 2:
            raise Interrupt
        await async_sleep(seconds)

    os.mkfifo(tmp_path / "fifo")
    with storage() as server, pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys.modules[aio.download_to_file.__module__], "async_sleep", interrupted)
        started = time.monotonic()
        with pytest.raises(Interrupt):
            await download(server, tmp_path / "fifo")
        assert time.monotonic() - started < 2
        assert server.calls == []


@pytest.mark.parametrize("module", [bz2, lzma])
async def test_download_into_a_buffer_over_a_stream_that_transforms_goes_through_it(
    module: Any, tmp_path: pathlib.Path
) -> None:
    """Not into the descriptor that such a stream has beneath it."""
    with storage() as server, io.BufferedWriter(module.open(tmp_path / "x", "wb"), 65536) as file:
        file.write(b"before ")
        await download(server, file)
        file.write(b" after")
    assert module.decompress((tmp_path / "x").read_bytes()) == b"before " + SMALL + b" after"


async def test_download_into_a_buffer_over_a_zip_member_goes_through_it() -> None:
    packed = io.BytesIO()
    with storage() as server, zipfile.ZipFile(packed, "w") as archive:
        raw: Any = archive.open("member", "w")
        with io.BufferedWriter(raw) as file:
            await download(server, file)
    with zipfile.ZipFile(packed) as archive:
        assert archive.read("member") == SMALL


async def test_download_into_the_file_of_a_tls_connection_is_encrypted() -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    here, there = socket.socketpair()
    got: list[bytes] = []

    def receive() -> None:
        with context.wrap_socket(there, server_side=True) as peer, peer.makefile("rb") as file:
            got.append(file.read(len(SMALL)))

    thread = threading.Thread(target=receive)
    thread.start()
    with trusting.wrap_socket(here, server_hostname="localhost") as connection:
        with connection.makefile("wb") as file, storage() as server:
            await download(server, file)
        thread.join(10)
    assert got == [SMALL]


async def test_download_into_the_file_of_a_socket_goes_straight_through() -> None:
    here, there = socket.socketpair()
    thread, got = reading(there.detach())
    with here, here.makefile("wb") as file, storage(content=LARGE) as server:
        await download(server, file)
        file.write(b" after")
    thread.join(10)
    assert got == [LARGE + b" after"]


async def test_download_works_beyond_the_descriptors_that_select_knows() -> None:
    there, here = os.pipe()
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(4096, limits[1]), limits[1]))
    far = fcntl.fcntl(here, fcntl.F_DUPFD, 1100)
    thread, got = reading(there)
    os.close(here)
    keep = [os.open("/dev/null", os.O_RDONLY)]
    try:
        while keep[-1] < 1100:
            keep.append(os.dup(keep[0]))
        with storage() as server, writing(far, 0) as pipe:
            await download(server, pipe)
    finally:
        for descriptor in keep:
            os.close(descriptor)
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)
    thread.join(10)
    assert got == [SMALL]


async def test_download_into_the_null_device_works() -> None:
    with storage() as server:
        await download(server, "/dev/null")
        with writing("/dev/null") as file:
            await download(server, file)
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)


PRINTING = """
import sys, tc
print("before")
with tc.sync.Object(sys.argv[1]) as service:
    tc.sync.download_to_file(service, "x", sys.argv[2])
print("after")
"""


@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
def test_download_into_standard_output_keeps_what_else_is_printed(name: str, tmp_path: pathlib.Path) -> None:
    with storage() as server:
        with (tmp_path / "output").open("wb") as output:
            subprocess.run(
                [sys.executable, "-c", PRINTING, server.url, name], stdout=output, check=True, timeout=30
            )
        piped = subprocess.run(
            [sys.executable, "-c", PRINTING, server.url, name], capture_output=True, check=True, timeout=30
        )
    assert (tmp_path / "output").read_bytes() == b"before\n" + SMALL + b"after\n"
    assert piped.stdout == b"before\n" + SMALL + b"after\n"


async def test_download_into_a_socket_is_refused(tmp_path: pathlib.Path) -> None:
    import socket

    with socket.socket(socket.AF_UNIX) as bound, storage() as server:
        bound.bind(str(tmp_path / "socket"))
        with pytest.raises(OSError, match="neither a regular file"):
            await download(server, tmp_path / "socket")


# ------------------------------------------------------------ files that are replaced


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755])
async def test_download_keeps_the_mode_of_the_file_it_replaces(mode: int, tmp_path: pathlib.Path) -> None:
    path = tmp_path / "goal"
    path.write_bytes(b"old")
    path.chmod(mode)
    with storage() as server:
        await download(server, path)
    assert stat.S_IMODE(path.stat().st_mode) == mode
    assert path.read_bytes() == SMALL


async def test_download_over_a_file_that_cannot_be_renamed_over_is_written_in_place(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As with a file that is mounted by itself into a container."""

    def busy(source: str, goal: str) -> None:
        raise OSError(16, "Device or resource busy")

    path = tmp_path / "goal"
    path.write_bytes(b"old content" * 100_000)
    before = path.stat().st_ino
    with storage() as server, monkeypatch.context() as patch:
        patch.setattr(os, "replace", busy)
        await download(server, path)
        assert path.read_bytes() == SMALL
        assert path.stat().st_ino == before
        with pytest.raises(OSError, match="busy"):
            await download(server, tmp_path / "new")  # nothing to write over
    assert os.listdir(tmp_path) == ["goal"]


@pytest.mark.parametrize("old", [b"", b"old content", b"old" * 100_000])
async def test_download_written_in_place_on_a_full_disk_keeps_what_was_there(
    old: bytes, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(source: str, goal: str) -> None:
        raise OSError(16, "Device or resource busy")

    class Full(io.FileIO):
        """Takes no byte beyond those that a file has, but for some."""

        def write(self, data: Any) -> int:
            end = os.fstat(self.fileno()).st_size
            if self.tell() + len(data) <= end:
                return super().write(data)
            if self.tell() > len(old):
                raise OSError(28, "No space left on device")
            return super().write(bytes(data[:1000]))

    path = tmp_path / "goal"
    path.write_bytes(old)
    monkeypatch.setattr(os, "replace", busy)
    with storage() as server:
        with monkeypatch.context() as patch:
            patch.setattr("tc._transfer.sink._open_existing", lambda path: Full(path, "r+b"))
            if len(old) < len(SMALL):
                with pytest.raises(OSError, match="No space"):
                    await download(server, path)
                assert path.read_bytes() == old
        await download(server, path)
    assert path.read_bytes() == SMALL
    assert os.listdir(tmp_path) == ["goal"]


AS_ANOTHER = """
import os, sys, tc
user, group, *groups = map(int, sys.argv[3].split(","))
with tc.sync.Object(sys.argv[1]) as service:
    tc.sync.download_to_buf(service, "x")
    os.setgroups(groups), os.setgid(group), os.setuid(user)
    tc.sync.download_to_file(service, "x", sys.argv[2])
"""


def download_as(server: Storage, path: pathlib.Path, *ids: int) -> subprocess.CompletedProcess[bytes]:
    """Download in a process of another user, with a group and more groups."""
    arguments = [server.url, str(path), ",".join(map(str, ids))]
    return subprocess.run(
        [sys.executable, "-c", AS_ANOTHER, *arguments], capture_output=True, timeout=30, check=False
    )


@pytest.fixture
def shared() -> Iterator[pathlib.Path]:
    """A folder that other users reach."""
    if os.geteuid():
        pytest.skip("only root has files of others")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        folder.chmod(0o777)
        yield folder


@pytest.mark.parametrize(
    ("mode", "groups", "kept"),
    [
        (0o660, (1002, 5000), (5000, 0o660)),
        (0o660, (1002,), (1002, 0o600)),
        (0o775, (1002,), (1002, 0o705)),
    ],
)
def test_download_over_the_file_of_another_keeps_it_in_its_group(
    mode: int, groups: tuple[int, ...], kept: tuple[int, int], shared: pathlib.Path
) -> None:
    path = shared / "data"
    path.write_bytes(b"old")
    os.chown(path, 1001, 5000)
    path.chmod(mode)
    with storage() as server:
        assert download_as(server, path, 1002, *groups).returncode == 0
    found = path.stat()
    assert (found.st_gid, stat.S_IMODE(found.st_mode)) == kept
    assert path.read_bytes() == SMALL


@pytest.mark.parametrize("mode", [0o200, 0o400])
def test_download_over_a_file_that_cannot_be_replaced_opens_it_before(
    mode: int, shared: pathlib.Path
) -> None:
    """One that may be written need not be readable; one that may not costs no download."""
    path = shared / "folder" / "data"
    path.parent.mkdir()
    path.write_bytes(b"old")
    os.chown(path, 1001, 1001)
    path.chmod(mode)
    path.parent.chmod(0o755)
    with storage() as server:
        result = download_as(server, path, 1001, 1001)
        assert len(server.storage_requests) == (2 if mode == 0o200 else 1)
    if mode == 0o200:
        assert result.returncode == 0
        assert path.read_bytes() == SMALL
    else:
        assert b"PermissionError" in result.stderr
        assert path.read_bytes() == b"old"


async def test_download_into_a_folder_that_takes_no_file_is_written_in_place(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = os.open

    def read_only(path: Any, flags: int, *more: Any) -> int:
        if str(path).endswith(".part"):
            raise OSError(30, "Read-only file system")
        return opened(path, flags, *more)

    path = tmp_path / "goal"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "open", read_only)
    with storage() as server:
        await download(server, path)
        assert path.read_bytes() == SMALL
        with pytest.raises(OSError, match="Read-only") as caught:
            await download(server, tmp_path / "new")
        assert caught.value.filename == str(tmp_path / "new")


async def test_download_names_the_path_that_was_given(tmp_path: pathlib.Path) -> None:
    with storage() as server:
        for path, match in ((tmp_path / "no" / "goal", "No such file"), ("~/no/goal", "expanduser")):
            with pytest.raises(FileNotFoundError, match=match) as caught:
                await download(server, path)
            assert caught.value.filename == str(path)
            assert ".part" not in str(caught.value)


async def test_download_writes_to_the_disk_before_it_renames(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    sync, replace = os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda file: (order.append("fsync"), sync(file)))
    monkeypatch.setattr(os, "replace", lambda *paths: (order.append("replace"), replace(*paths)))
    with storage() as server:
        await download(server, tmp_path / "goal")
    assert order == ["fsync", "replace"]
