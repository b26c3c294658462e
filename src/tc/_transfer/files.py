"""Where the bytes of a download go and those of an upload come from. Everything here may block.

The methods lock each other out: when a task is cancelled, its cleaning up can begin while a thread still
writes on its behalf.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import secrets
import stat
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any, BinaryIO, Protocol, TypeAlias

from tc._transfer.plan import BLOCK
from tc.errors import TransferError

File: TypeAlias = str | os.PathLike[str] | BinaryIO


class Sink(Protocol):
    """A place for the bytes of a download."""

    def open(self) -> None:
        """Make ready, or raise what keeps it from becoming so."""

    def restart(self) -> None:
        """Forget all bytes."""

    def write(self, block: bytes, /) -> object:
        """Add a block."""

    def commit(self) -> None:
        """All bytes are there and verified."""

    def discard(self) -> None:
        """Leave nothing behind; does nothing after `commit`."""


class BufferSink:
    """Collects a download in memory."""

    def __init__(self) -> None:
        self._buffer = io.BytesIO()

    def open(self) -> None:
        pass

    def restart(self) -> None:
        self._buffer = io.BytesIO()

    def write(self, block: bytes, /) -> object:
        return self._buffer.write(block)

    def commit(self) -> None:
        pass

    def discard(self) -> None:
        pass

    def content(self) -> bytes:
        """What was written; not a copy."""
        return self._buffer.getvalue()


class FileSink:
    """Writes a download into a binary file of the caller's, from where it stands.

    Args:
        file: Writable and seekable; it is left open.

    Raises:
        TypeError, ValueError: It is something else.
    """

    def __init__(self, file: BinaryIO) -> None:
        _check_file(file, "write")
        self._file = file
        self._start = 0
        self._written = False
        self._closed = True
        self._lock = threading.Lock()

    def open(self) -> None:
        with self._lock:
            self._start = self._file.tell()
            self._closed = False

    def restart(self) -> None:
        with self._lock:
            self._rewind()

    def write(self, block: bytes, /) -> None:
        with self._lock:
            if not self._closed:
                self._written = True
                _write_all(self._file, block)

    def commit(self) -> None:
        with self._lock:
            self._closed = True
            if hasattr(self._file, "flush"):
                self._file.flush()

    def discard(self) -> None:
        with self._lock:
            if not self._closed:
                self._closed = True
                # The failure that led here is what the caller must see.
                with contextlib.suppress(OSError, ValueError):
                    self._rewind()

    def _rewind(self) -> None:
        # Not before anything was written: what the file has there is the caller's.
        if self._written:
            self._file.seek(self._start)
            self._file.truncate()


class PathSink:
    """Writes a download beside its path, and moves it there when it is verified.

    Args:
        path: What is there is replaced; a link is followed. The file's mode follows the umask.

    Raises:
        TypeError, ValueError: It is no path.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._given = _check_path(path)
        self._target = self._beside = ""
        self._file: io.FileIO | None = None
        self._closed = False
        self._lock = threading.Lock()

    def open(self) -> None:
        with self._lock:
            if self._closed:
                return
            self._target = os.path.realpath(self._given)
            with contextlib.suppress(FileNotFoundError):
                mode = os.stat(self._target).st_mode
                if stat.S_ISDIR(mode):
                    raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), self._given)
                if not stat.S_ISREG(mode):
                    raise OSError(
                        errno.EINVAL, "it is no regular file; open it and hand over that", self._given
                    )
            folder, name = os.path.split(self._target)
            beside = os.path.join(folder, f".{name[:40]}.{secrets.token_hex(8)}.part")
            self._file = io.FileIO(beside, "xb")
            self._beside = beside

    def restart(self) -> None:
        with self._lock:
            if self._file is not None:
                self._file.seek(0)
                self._file.truncate()

    def write(self, block: bytes, /) -> None:
        with self._lock:
            if self._file is not None:
                _write_all(self._file, block)

    def commit(self) -> None:
        with self._lock:
            if self._file is not None:
                self._file.close()
                os.replace(self._beside, self._target)
                self._file, self._closed = None, True

    def discard(self) -> None:
        with self._lock:
            self._closed = True
            if self._file is not None:
                # Closing can fail on a full disk; the file must go all the same.
                try:
                    self._file.close()
                finally:
                    self._file = None
                    with contextlib.suppress(FileNotFoundError):
                        os.unlink(self._beside)


def sink_for(file: File) -> FileSink | PathSink:
    """The sink that a `file` argument stands for. Touches nothing yet.

    Raises:
        TypeError, ValueError: It is neither a path nor a seekable binary file.
    """
    return PathSink(file) if isinstance(file, (str, os.PathLike)) else FileSink(file)


class FileSource:
    """Reads an upload from a path, or from a binary file of the caller's: the whole of it.

    After a whole block the next one is read ahead, while the last one is under way.

    Args:
        file: A path, or readable and seekable; it is left open.

    Raises:
        TypeError, ValueError: It is something else.
    """

    def __init__(self, file: File) -> None:
        self._path: str | None = None
        self._file: Any = None
        if isinstance(file, (str, os.PathLike)):
            self._path = _check_path(file)
        else:
            _check_file(file, "read")
            self._file = file
        self._lock = threading.Lock()
        self._closed = False
        self._reader: ThreadPoolExecutor | None = None
        self._ahead: Future[bytes] | None = None

    def open(self) -> int:
        """Make ready; the result is the number of bytes."""
        with self._lock:
            if self._path is not None and not self._closed:
                self._file = io.FileIO(self._path, "rb")
                if not stat.S_ISREG(os.fstat(self._file.fileno()).st_mode):
                    raise OSError(errno.EINVAL, "it is no regular file", self._path)
            length: int = self._file.seek(0, os.SEEK_END)
            return length

    def rewind(self) -> None:
        """Go back to the first byte."""
        if self._ahead is not None and not self._ahead.cancel():
            wait([self._ahead])
        self._ahead = None
        with self._lock:
            self._file.seek(0)

    @property
    def ready(self) -> bool:
        """Whether `read` will not block."""
        return self._ahead is not None and self._ahead.done()

    def read(self, size: int) -> bytes:
        """The next bytes, `size` of them or fewer; more only of a file that has grown; none at the end."""
        block = self._read(size) if self._ahead is None else self._ahead.result()
        self._ahead = None
        if len(block) >= BLOCK:
            if self._reader is None:
                self._reader = ThreadPoolExecutor(1, "tc-transfer")
            self._ahead = self._reader.submit(self._read, BLOCK)
        return block

    def _read(self, size: int) -> bytes:
        with self._lock:
            if self._closed:
                raise TransferError("the upload is over")
            data: bytes = self._file.read(size)
            return data

    def close(self) -> None:
        """Close what was opened here."""
        with self._lock:
            self._closed = True
            if self._path is not None and self._file is not None:
                self._file.close()
        if self._reader is not None:
            self._reader.shutdown()


def _check_path(path: Any) -> str:
    text = os.fspath(path)
    if not isinstance(text, str):
        raise TypeError(f"file: a path is text, not {type(text).__name__}")
    if not text or "\0" in text:
        raise ValueError(f"file: {text!r} is not a path")
    if text.endswith(os.sep):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), text)
    return text


def _check_file(file: Any, method: str) -> None:
    if isinstance(file, io.TextIOBase):
        raise TypeError("file: a binary file is needed, not one of text")
    if not callable(getattr(file, method, None)) or not callable(getattr(file, "seek", None)):
        raise TypeError(f"file: a path or a binary file is needed, not {type(file).__name__}")
    able: Callable[[], bool] | None = getattr(file, "readable" if method == "read" else "writable", None)
    if able is not None and not able():
        raise ValueError(f"file: it is not open for {'reading' if method == 'read' else 'writing'}")
    if hasattr(file, "seekable") and not file.seekable():
        raise ValueError("file: it is not seekable")


def _write_all(file: Any, block: bytes) -> None:
    """Write a block whole; unbuffered files may take a part of it."""
    rest = memoryview(block)
    while rest:
        count = file.write(rest)
        if count is None or count >= len(rest):
            return
        rest = rest[count:]
