"""Targets of downloads that cannot be rewound, and what the caller's files return."""

from __future__ import annotations

import functools
import io
import os
import pathlib
import threading
from collections.abc import Coroutine
from typing import Any

import pytest

from tc._transfer import special_files
from tc._transfer.callers import bytes_read, check_async_method
from tc._transfer.sink import PathSink
from tc._transfer.special_files import DescriptorSink, StreamSink, open_special
from tc.errors import TransferError


class Blocked(io.RawIOBase):
    """A raw stream in non-blocking mode, which has neither room nor bytes."""

    def write(self, data: Any) -> Any:
        return None

    def read(self, size: int = -1) -> Any:
        return None


class Plain:
    """A stream with nothing but `write`."""

    def __init__(self) -> None:
        self.content = b""

    def write(self, data: bytes) -> None:
        self.content += data


def test_stream_sink_of_a_plain_stream_cannot_start_over() -> None:
    stream = Plain()
    sink = StreamSink(stream).open()
    sink.restart()
    sink.write(b"some")
    with pytest.raises(TransferError, match=r"Plain cannot be rewound"):
        sink.restart()
    sink.commit()
    sink.discard()
    sink.write(b"late")
    assert stream.content == b"some"


def test_stream_that_would_block_is_an_error() -> None:
    sink = StreamSink(Blocked()).open()
    with pytest.raises(BlockingIOError, match="Blocked"):
        sink.write(b"x")
    with pytest.raises(BlockingIOError, match="Blocked"):
        bytes_read(Blocked(), None)
    assert bytes_read(None, bytearray(b"x")) == bytes_read(None, memoryview(b"x")) == b"x"


@pytest.mark.parametrize("kind", [StreamSink, PathSink])
def test_pipe_that_nobody_reads_can_be_given_up(kind: Any, tmp_path: pathlib.Path) -> None:
    there, here = os.pipe()
    with open(there, "rb"), open(here, "wb") as pipe:
        given = kind(pipe) if kind is StreamSink else kind(f"/dev/fd/{here}")
        sink = given.open()
        sink.restart()
        writing = threading.Thread(target=sink.write, args=(bytes(1_000_000),))
        writing.start()
        writing.join(0.1)
        assert writing.is_alive()
        with pytest.raises(TransferError, match="rewound"):
            sink.restart()
        sink.give_up()
        writing.join(10)
        assert not writing.is_alive()
        given.discard()
        sink.discard()


def test_descriptor_of_a_regular_file_is_written_from_where_it_stands(tmp_path: pathlib.Path) -> None:
    with open(tmp_path / "x", "wb") as file:
        file.write(b"before ")
        file.flush()
        sink = open_special(f"/proc/self/fd/{file.fileno()}")
        assert isinstance(sink, DescriptorSink)
        sink.write(b"content")
        sink.commit()
        file.write(b" after")
    assert (tmp_path / "x").read_bytes() == b"before content after"


def test_standard_output_is_flushed_and_written(capfd: pytest.CaptureFixture[str]) -> None:
    print("before")
    sink = open_special("/dev/stdout")
    assert sink is not None
    sink.write(b"content\n")
    sink.commit()
    assert capfd.readouterr().out == "before\ncontent\n"


def test_special_paths_are_found_through_links(tmp_path: pathlib.Path) -> None:
    (tmp_path / "null").symlink_to("/dev/null")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "file").touch()
    (tmp_path / "out").symlink_to("/dev/fd/1")
    assert special_files._descriptor_of(str(tmp_path / "out")) == 1
    assert special_files._descriptor_of(str(tmp_path / "loop")) is None
    assert special_files._descriptor_of("/proc/1/fd/1") in (None, 1 if os.getpid() == 1 else None)
    assert open_special(str(tmp_path / "file")) is None
    assert open_special(str(tmp_path)) is None
    null = open_special(str(tmp_path / "null"))
    assert null is not None
    null.discard()


def test_named_pipe_that_cannot_be_opened_says_why(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> int:
        raise PermissionError(13, "Permission denied")

    os.mkfifo(tmp_path / "fifo")
    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(PermissionError):
        open_special(str(tmp_path / "fifo"))


class Annotated:
    """Async by what it says that it returns, and by what cannot be known."""

    def __init__(self) -> None:
        self.unknown = functools.partial(self.write, b"")

    def write(self, data: bytes) -> Coroutine[Any, Any, int]:
        raise NotImplementedError


def test_method_that_may_be_async_is_let_through() -> None:
    check_async_method("writer_factory", Annotated(), "write")
    check_async_method("writer_factory", Annotated(), "unknown")
    with pytest.raises(TypeError, match="BytesIO has a plain one"):
        check_async_method("writer_factory", io.BytesIO(), "write")
