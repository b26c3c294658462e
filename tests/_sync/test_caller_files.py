# Generated from tests/_async/test_caller_files.py by tools/unasync_build.py. Do not edit.

"""Files, readers and writers of the caller's: they work, or are refused by name before anything is sent."""

from __future__ import annotations

import gzip
import io
import mmap
import os
import pathlib
import stat
import subprocess
import sys
import tempfile
import threading
import zipfile
from typing import Any

import pytest

import tc
from tc import sync
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


def service_of(server: Storage) -> sync.Object:
    return sync.Object(server.url, credentials=CREDENTIALS, retry=QUICK)


# ------------------------------------------------------------ readers and writers


class Writer:
    """Takes what it likes of each block, and says how much."""

    def __init__(self, takes: Any) -> None:
        self.takes = takes
        self.content = b""

    def write(self, data: bytes) -> Any:
        result = self.takes(len(data))
        self.content += bytes(data)[: len(data) if result is None else result]
        return result


@pytest.mark.parametrize(
    "takes",
    [lambda size: None, lambda size: size, lambda size: min(size, 65_536), lambda size: 1 + size // 2],
)
def test_writer_gets_every_byte_however_few_it_takes(takes: Any) -> None:
    writer = Writer(takes)
    with storage(content=LARGE) as server:
        with service_of(server) as service:
            sync.download_with_factory(service, "x", lambda: writer)
    assert writer.content == LARGE


@pytest.mark.parametrize(
    ("result", "error"), [(0, BlockingIOError), (-1, ValueError), (10**9, ValueError), ("7", TypeError)]
)
def test_writer_with_a_senseless_result_ends_the_download(result: Any, error: type[Exception]) -> None:
    class Senseless:
        def write(self, data: bytes) -> Any:
            return result

    with storage() as server:
        with service_of(server) as service:
            with pytest.raises(error):
                sync.download_with_factory(service, "x", Senseless)


class Nothing:
    """Has neither `read` nor `write`."""

    content = b""


def test_reader_without_bytes_is_refused_before_anything_is_sent() -> None:
    with storage() as server:
        with service_of(server) as service:
            with pytest.raises(TypeError, match="reader_factory: expected an object with the method read"):
                sync.upload_with_factory(
                    service,
                    **UPLOAD,
                    content_length=100_000,
                    reader_factory=Nothing,  # type: ignore[arg-type]
                )
            with pytest.raises(TypeError, match="writer_factory: expected an object with the method write"):
                sync.download_with_factory(service, "x", Nothing)  # type: ignore[arg-type]
        assert server.names() == ["startDownload"]


# ------------------------------------------------------------ files to upload from


def upload(server: Storage, file: Any) -> None:
    with service_of(server) as service:
        sync.upload_from_file(service, **UPLOAD, file=file)


def test_upload_works_from_files_of_many_kinds(tmp_path: pathlib.Path) -> None:
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
            upload(server, file)
        assert server.uploaded == [SMALL] * len(files)


class SilentText:
    """A file of text that does not look like one."""

    def read(self, size: int) -> str:
        return ""

    def seek(self, position: int, whence: int = 0) -> int:
        return 0

    def tell(self) -> int:
        return 0


def test_upload_refuses_other_files_by_name(tmp_path: pathlib.Path) -> None:
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
                upload(server, file)
        assert server.calls == []


# ------------------------------------------------------------ files to download into


def download(server: Storage, file: Any) -> None:
    with service_of(server) as service:
        sync.download_to_file(service, "x", file)


def test_download_works_into_files_of_many_kinds(tmp_path: pathlib.Path) -> None:
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
                    download(server, file)
                file.seek(0)
                assert file.read() == SMALL


def test_download_appends_where_the_file_does(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "log"
    path.write_bytes(b"before ")
    with path.open("ab") as file, storage(faults=[cut(50_000), ignoring_range]) as server:
        file.seek(0)  # to no effect: such a file is written at its end
        download(server, file)
    assert path.read_bytes() == b"before " + SMALL


def test_download_refuses_files_that_cannot_be_rewound_by_name(tmp_path: pathlib.Path) -> None:
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
                download(server, file)
        assert server.calls == []


def test_download_into_a_zip_member_goes_straight_through(tmp_path: pathlib.Path) -> None:
    with (
        storage(faults=[cut(50_000)]) as server,
        zipfile.ZipFile(tmp_path / "zip", "w") as archive,
        archive.open("member", "w") as member,
    ):
        download(server, member)
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
def test_download_into_a_pipe_goes_straight_through(buffering: int) -> None:
    there, here = os.pipe()
    thread, got = reading(there)
    with storage(content=LARGE, faults=[cut(1_000_000)]) as server, writing(here, buffering) as pipe:
        pipe.write(b"before ")
        download(server, pipe)
        pipe.write(b" after")
    thread.join(10)
    assert got == [b"before " + LARGE + b" after"]


def test_download_into_a_pipe_in_non_blocking_mode_waits_for_room() -> None:
    there, here = os.pipe()
    os.set_blocking(here, False)
    thread, got = reading(there)
    with storage(content=LARGE) as server, writing(here, 0) as pipe:
        download(server, pipe)
    thread.join(10)
    assert got == [LARGE]


def test_download_into_a_pipe_cannot_start_over() -> None:
    there, here = os.pipe()
    thread, _ = reading(there)
    with (
        storage(content=LARGE, faults=[cut(2_000_000), ignoring_range]) as server,
        writing(here) as pipe,
        pytest.raises(tc.TransferError, match="cannot be rewound"),
    ):
        download(server, pipe)
    thread.join(10)


def test_download_into_a_pipe_is_verified_at_its_end() -> None:
    there, here = os.pipe()
    thread, got = reading(there)
    wrong = SMALL[:-1] + b"?"
    with (
        storage(faults=[sending(wrong)]) as server,
        writing(here) as pipe,
        pytest.raises(tc.HashMismatchError),
    ):
        download(server, pipe)
    thread.join(10)
    assert got == [wrong]


def test_download_into_a_named_pipe_waits_for_its_reader(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "fifo"
    os.mkfifo(path)
    got: list[bytes] = []
    thread = threading.Thread(target=lambda: got.append(path.read_bytes()))
    thread.start()
    with storage(content=LARGE) as server:
        download(server, path)
    thread.join(10)
    assert got == [LARGE]
    assert stat.S_ISFIFO(path.stat().st_mode)


def test_download_into_a_named_pipe_without_reader_is_an_error(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tc._transfer.special_files.FIFO_PATIENCE", 0.1)
    os.mkfifo(tmp_path / "fifo")
    with storage() as server:
        with pytest.raises(OSError, match="nobody reads"):
            download(server, tmp_path / "fifo")
        assert server.calls == []


def test_download_into_the_null_device_works() -> None:
    with storage() as server:
        download(server, "/dev/null")
        with writing("/dev/null") as file:
            download(server, file)
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


def test_download_into_a_socket_is_refused(tmp_path: pathlib.Path) -> None:
    import socket

    with socket.socket(socket.AF_UNIX) as bound, storage() as server:
        bound.bind(str(tmp_path / "socket"))
        with pytest.raises(OSError, match="neither a regular file"):
            download(server, tmp_path / "socket")


# ------------------------------------------------------------ files that are replaced


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755])
def test_download_keeps_the_mode_of_the_file_it_replaces(mode: int, tmp_path: pathlib.Path) -> None:
    path = tmp_path / "goal"
    path.write_bytes(b"old")
    path.chmod(mode)
    with storage() as server:
        download(server, path)
    assert stat.S_IMODE(path.stat().st_mode) == mode
    assert path.read_bytes() == SMALL


def test_download_over_a_file_that_cannot_be_renamed_over_is_written_in_place(
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
        download(server, path)
        assert path.read_bytes() == SMALL
        assert path.stat().st_ino == before
        with pytest.raises(OSError, match="busy"):
            download(server, tmp_path / "new")  # nothing to write over
    assert os.listdir(tmp_path) == ["goal"]


def test_download_into_a_folder_that_takes_no_file_is_written_in_place(
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
        download(server, path)
        assert path.read_bytes() == SMALL
        with pytest.raises(OSError, match="Read-only") as caught:
            download(server, tmp_path / "new")
        assert caught.value.filename == str(tmp_path / "new")


def test_download_names_the_path_that_was_given(tmp_path: pathlib.Path) -> None:
    with storage() as server:
        for path, match in ((tmp_path / "no" / "goal", "No such file"), ("~/no/goal", "expanduser")):
            with pytest.raises(FileNotFoundError, match=match) as caught:
                download(server, path)
            assert caught.value.filename == str(path)
            assert ".part" not in str(caught.value)


def test_download_writes_to_the_disk_before_it_renames(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    sync, replace = os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda file: (order.append("fsync"), sync(file)))
    monkeypatch.setattr(os, "replace", lambda *paths: (order.append("replace"), replace(*paths)))
    with storage() as server:
        download(server, tmp_path / "goal")
    assert order == ["fsync", "replace"]
