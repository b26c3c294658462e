"""Where bytes are put and taken from."""

from __future__ import annotations

import errno
import io
import os
import pathlib
import sys
import tempfile
from typing import Any

import pytest

from tc._transfer.sink import FileSink, PathSink, sink_for
from tc._transfer.source import FileSource
from tc._transfer.special_files import StreamSink
from tc.errors import TransferError


class Partial(io.BytesIO):
    """An unbuffered file takes what it likes."""

    def write(self, data: Any) -> int:
        return super().write(bytes(data[:3]))


class Silent(io.BytesIO):
    """Some files do not say what they took."""

    def write(self, data: Any) -> Any:
        super().write(data)


@pytest.mark.parametrize("kind", [Partial, Silent])
def test_what_a_write_takes(kind: type[io.BytesIO]) -> None:
    file = kind()
    sink = FileSink(file)
    sink.open()
    sink.write(b"0123456789")
    sink.commit()
    assert file.getvalue() == b"0123456789"


def test_files_of_many_kinds(tmp_path: pathlib.Path) -> None:
    with tempfile.NamedTemporaryFile() as named, tempfile.SpooledTemporaryFile() as spooled:
        for file in (named, spooled):
            sink = sink_for(file)  # type: ignore[arg-type]
            sink.open()
            sink.write(b"ab")
            sink.restart()
            sink.write(b"c")
            sink.commit()
            sink.discard()
            source = FileSource(file)  # type: ignore[arg-type]
            assert source.open() == 1
            source.rewind()
            assert source.read(10) == b"c"
            source.close()
            assert not file.closed


def test_files_that_will_not_do(tmp_path: pathlib.Path) -> None:
    (tmp_path / "x").touch()
    with (tmp_path / "x").open("wb") as writable, (tmp_path / "x").open() as text:
        with pytest.raises(ValueError, match="reading"):
            FileSource(writable)
        with pytest.raises(TypeError, match="binary"):
            FileSource(text)  # type: ignore[arg-type]
    reading, writing = os.pipe()
    with open(reading, "rb") as file, open(writing, "wb") as other:
        with pytest.raises(ValueError, match="seekable"):
            FileSource(file)
        assert isinstance(sink_for(other), StreamSink)
    for path in ("", "a\0b"):
        with pytest.raises(ValueError, match="path"):
            sink_for(path)


def test_after_the_end_nothing_happens(tmp_path: pathlib.Path) -> None:
    """A thread may come late, when its task has been cancelled."""
    path = tmp_path / "goal"
    sink = PathSink(path)
    sink.discard()
    sink.open()
    sink.restart()
    sink.write(b"late")
    sink.commit()
    sink.discard()
    assert os.listdir(tmp_path) == []

    sink = PathSink(path)
    sink.open()
    sink.write(b"good")
    sink.commit()
    sink.write(b"late")
    sink.discard()
    assert path.read_bytes() == b"good"

    source = FileSource(path)
    source.close()
    with pytest.raises(TransferError):
        source.read(1)

    file = io.BytesIO()
    store_of_file = FileSink(file)
    store_of_file.write(b"early")
    store_of_file.open()
    store_of_file.write(b"good")
    store_of_file.commit()
    store_of_file.write(b"late")
    store_of_file.discard()
    assert file.getvalue() == b"good"


def test_beside_the_goal_with_a_long_name(tmp_path: pathlib.Path) -> None:
    path = tmp_path / ("ü" * 127)
    sink = PathSink(path)
    sink.open()
    (beside,) = os.listdir(tmp_path)
    assert beside.startswith(".ü")
    assert beside.endswith(".part")
    sink.commit()
    assert path.read_bytes() == b""


def test_a_file_that_cannot_be_closed_goes_all_the_same(tmp_path: pathlib.Path) -> None:
    sink = PathSink(tmp_path / "goal")
    sink.open()
    assert sink._file is not None
    os.close(sink._file.fileno())
    with pytest.raises(OSError, match="descriptor"):
        sink.discard()
    assert os.listdir(tmp_path) == []


def test_file_sink_after_its_end_changes_nothing() -> None:
    """What a thread still writes when all is over goes nowhere."""
    file = io.BytesIO(b"before")
    file.seek(6)
    store = FileSink(file)
    store.open()
    store.restart()
    store.write(b"some")
    store.restart()
    store.write(b"thing")
    store.commit()
    store.write(b"late")
    store.discard()
    assert file.getvalue() == b"beforething"
    store.open()
    store.write(b"more")
    store.discard()
    store.discard()
    assert file.getvalue() == b"beforething"


def test_file_sink_without_flush_that_writes_in_parts_gets_everything() -> None:
    class Odd:
        def __init__(self) -> None:
            self.content = b""

        def write(self, data: Any) -> int:
            self.content += bytes(data[:2])
            return min(2, len(data))

        def seek(self, position: int, whence: int = 0) -> int:
            return position

        def tell(self) -> int:
            return len(self.content)

        def truncate(self, size: int | None = None) -> int:
            return len(self.content)

    odd: Any = Odd()
    store = FileSink(odd)
    store.open()
    store.write(b"abcde")
    store.write(b"")
    store.commit()
    assert odd.content == b"abcde"


def test_path_sink_after_its_end_leaves_no_file(tmp_path: pathlib.Path) -> None:
    store = PathSink(tmp_path / "goal")
    for act in (store.restart, store.commit, store.discard, store.open):
        act()
    store.write(b"late")
    assert list(tmp_path.iterdir()) == []


class _Bytes:
    def __fspath__(self) -> bytes:
        return b"x"


@pytest.mark.parametrize("kind", [PathSink, FileSource])
def test_path_that_is_no_regular_file_is_refused(kind: Any, tmp_path: pathlib.Path) -> None:
    with pytest.raises(IsADirectoryError):
        kind(tmp_path).open()
    if kind is FileSource:
        with pytest.raises(OSError, match="regular file") as caught:
            FileSource("/dev/null").open()
        assert caught.value.errno == errno.EINVAL
    with pytest.raises(IsADirectoryError):
        kind(f"{tmp_path}/")
    with pytest.raises(ValueError, match="is not a path"):
        kind("")
    with pytest.raises(TypeError, match="a path of str"):
        kind(_Bytes())


@pytest.mark.parametrize("kind", [FileSink, FileSource])
def test_file_that_cannot_be_used_is_refused(kind: Any, tmp_path: pathlib.Path) -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    with pytest.raises(TypeError, match="expected a binary file, got one of text"):
        kind(io.StringIO())
    with pytest.raises(TypeError, match="path or a binary file"):
        kind(7)
    with pytest.raises(ValueError, match="not seekable"):
        kind(Pipe())
    (tmp_path / "x").touch()
    with (
        open(tmp_path / "x", "rb" if kind is FileSink else "wb") as file,
        pytest.raises(ValueError, match="not open for"),
    ):
        kind(file)


def test_file_source_after_its_end_is_an_error(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"abc")
    never = FileSource(path)
    never.close()
    source = FileSource(path)
    assert source.open() == 3
    source.rewind()
    assert source.read(2) == b"ab"
    source.close()
    with pytest.raises(TransferError, match="over"):
        source.read(1)
    with open(path, "rb") as file:
        mine = FileSource(file)
        assert mine.open() == 3
        mine.close()
        assert not file.closed


def test_file_source_after_its_end_stays_where_it_is() -> None:
    file = io.BytesIO(b"abc")
    source = FileSource(file)
    assert source.open() == 3
    source.rewind()
    assert source.read(2) == b"ab"
    source.close()
    source.rewind()
    assert file.tell() == 2


def test_file_sink_asks_a_file_where_it_writes_not_what_is_beneath_it(tmp_path: pathlib.Path) -> None:
    class Above(io.BytesIO):
        """As one that encrypts: what it writes goes elsewhere later."""

        def fileno(self) -> int:
            return beneath.fileno()

    with (tmp_path / "beneath").open("ab") as beneath:
        file = Above(b"before after")
        file.seek(7)
        sink = FileSink(file)
        for content in (b"wrong content", b"right"):
            if content == b"right":
                sink.restart()
            else:
                sink.open()
            sink.write(content)
        sink.commit()
        assert file.getvalue() == b"before right"


@pytest.mark.parametrize(("refused", "mode"), [(1, 0o664), (2, 0o604)])
def test_path_sink_that_may_not_give_its_file_away_takes_rights_from_another_group(
    refused: int, mode: int, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[int, int]] = []

    def refuse(descriptor: int, user: int, group: int) -> None:
        asked.append((user, group))
        if len(asked) <= refused:
            raise PermissionError(errno.EPERM, "Operation not permitted")

    path = tmp_path / "goal"
    path.write_bytes(b"before")
    path.chmod(0o664)
    monkeypatch.setattr(os, "fchown", refuse)
    sink = PathSink(path)
    sink.open()
    sink.commit()
    assert path.stat().st_mode & 0o777 == mode
    assert asked == [(path.stat().st_uid, path.stat().st_gid), (-1, path.stat().st_gid)]


def test_path_sink_of_a_file_that_can_be_neither_replaced_nor_written_says_so_at_once(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = os.open

    def refuse(path: Any, flags: int, *more: Any) -> int:
        if flags & os.O_ACCMODE:
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return opened(path, flags, *more)

    path = tmp_path / "goal"
    path.write_bytes(b"before")
    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(PermissionError) as caught:
        PathSink(path).open()
    assert caught.value.filename == str(path)


def test_path_sink_where_files_have_no_owners_replaces_the_file(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows, before Python 3.13 without `fchmod` too."""
    with (tmp_path / "other").open("w+b") as file, monkeypatch.context() as patch:
        patch.setitem(sys.modules, "fcntl", None)
        FileSink(file).open().write(b"new")
    assert (tmp_path / "other").read_bytes() == b"new"
    (tmp_path / "other").unlink()
    monkeypatch.delattr(os, "fchown", raising=False)
    monkeypatch.delattr(os, "fchmod", raising=False)
    path = tmp_path / "goal"
    path.write_bytes(b"before")
    sink = PathSink(path)
    sink.open()
    sink.write(b"new")
    sink.commit()
    assert path.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["goal"]
