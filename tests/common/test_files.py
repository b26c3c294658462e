"""Where bytes are put and taken from."""

from __future__ import annotations

import io
import os
import pathlib
import tempfile
from typing import Any

import pytest

from tc.errors import TransferError
from tc.files import FileSource, FileStore, PathStore, store_for


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
    store = FileStore(file)
    store.open()
    store.write(b"0123456789")
    store.commit()
    assert file.getvalue() == b"0123456789"


def test_files_of_many_kinds(tmp_path: pathlib.Path) -> None:
    with tempfile.NamedTemporaryFile() as named, tempfile.SpooledTemporaryFile() as spooled:
        for file in (named, spooled):
            store = store_for(file)  # type: ignore[arg-type]
            store.open()
            store.write(b"ab")
            store.restart()
            store.write(b"c")
            store.commit()
            store.discard()
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
        with pytest.raises(ValueError, match="seekable"):
            store_for(other)
    for path in ("", "a\0b"):
        with pytest.raises(ValueError, match="path"):
            store_for(path)


def test_after_the_end_nothing_happens(tmp_path: pathlib.Path) -> None:
    """A thread may come late, when its task has been cancelled."""
    path = tmp_path / "goal"
    store = PathStore(path)
    store.discard()
    store.open()
    store.restart()
    store.write(b"late")
    store.commit()
    store.discard()
    assert os.listdir(tmp_path) == []

    store = PathStore(path)
    store.open()
    store.write(b"good")
    store.commit()
    store.write(b"late")
    store.discard()
    assert path.read_bytes() == b"good"

    source = FileSource(path)
    source.close()
    with pytest.raises(TransferError):
        source.read(1)

    file = io.BytesIO()
    store_of_file = FileStore(file)
    store_of_file.write(b"early")
    store_of_file.open()
    store_of_file.write(b"good")
    store_of_file.commit()
    store_of_file.write(b"late")
    store_of_file.discard()
    assert file.getvalue() == b"good"


def test_beside_the_goal_with_a_long_name(tmp_path: pathlib.Path) -> None:
    path = tmp_path / ("ü" * 127)
    store = PathStore(path)
    store.open()
    (beside,) = os.listdir(tmp_path)
    assert beside.startswith(".ü")
    assert beside.endswith(".part")
    store.commit()
    assert path.read_bytes() == b""


def test_a_file_that_cannot_be_closed_goes_all_the_same(tmp_path: pathlib.Path) -> None:
    store = PathStore(tmp_path / "goal")
    store.open()
    assert store._file is not None
    os.close(store._file.fileno())
    with pytest.raises(OSError, match="descriptor"):
        store.discard()
    assert os.listdir(tmp_path) == []
