"""Where the bytes of an upload come from. Everything here may block."""

from __future__ import annotations

import errno
import io
import os
import stat
import threading
from typing import Any

from tc._protocol.validation import kind_of
from tc._transfer.callers import File, bytes_read, check_capabilities, check_file, check_path, is_seekable
from tc._transfer.hashing import BLOCK
from tc.errors import TransferError


class FileSource:
    """Reads an upload from a path, or from a binary file of the caller's: the whole of it.

    Another thread may call `read_ahead`, so that the next block is there when it is asked for.

    Args:
        file: A path, or readable and seekable; it is left open.

    Raises:
        TypeError, ValueError: It is something else.
    """

    def __init__(self, file: File) -> None:
        self._path: str | None = None
        self._file: Any = None
        if isinstance(file, (str, os.PathLike)):
            self._path = check_path(file)
        else:
            check_file(file, "read")
            if not is_seekable(file):
                raise ValueError(f"file: {kind_of(file)} is not seekable")
            check_capabilities(file, "seek", "tell")
            self._file = file
        self._lock = threading.Lock()
        self._ahead: bytes | None = None
        self._closed = False

    def open(self) -> int:
        """Make ready.

        Returns:
            The number of bytes.

        Raises:
            OSError: It cannot be opened, or is no regular file.
            TypeError: It gives no bytes.
        """
        with self._lock:
            if self._path is not None and not self._closed:
                self._file = _open_regular(self._path)
            bytes_read(self._file, self._file.read(0))  # those that give text say so before anything is sent
            self._file.seek(0, os.SEEK_END)
            length: int = self._file.tell()
            return length

    def rewind(self) -> None:
        """Go back to the first byte."""
        with self._lock:
            if not self._closed:
                self._ahead = None
                self._file.seek(0)

    @property
    def ready(self) -> bool:
        """True if `read` returns at once."""
        return self._ahead is not None

    def read(self, size: int) -> bytes:
        """Return the next bytes, at most `size` (more only of a file that has grown); none at the end."""
        with self._lock:
            if self._closed:
                raise TransferError("the upload is over")
            block, self._ahead = self._ahead, None
            return self._read(size) if block is None else block

    def read_ahead(self) -> None:
        """Read a block before it is asked for."""
        with self._lock:
            if not self._closed and self._ahead is None:
                self._ahead = self._read(BLOCK)

    def _read(self, size: int) -> bytes:
        return bytes_read(self._file, self._file.read(size))

    def close(self) -> None:
        """Close what was opened here."""
        with self._lock:
            self._closed = True
            if self._path is not None and self._file is not None:
                self._file.close()


def _open_regular(path: str) -> io.FileIO:
    """Open a file for reading, but nothing that could keep the program waiting."""
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        file = io.FileIO(os.open(path, flags), "rb")
    except IsADirectoryError:
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path) from None
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError(errno.EINVAL, "it is no regular file", path)
    return file
