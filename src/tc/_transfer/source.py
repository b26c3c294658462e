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
from tc.errors import TransferError


class FileSource:
    """Reads an upload from a path, or from a binary file of the caller's: the whole of it.

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
                self._file.seek(0)

    def read(self, size: int) -> bytes:
        """Return the next bytes, at most `size`; none at the end."""
        with self._lock:
            if self._closed:
                raise TransferError("the upload is over")
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
