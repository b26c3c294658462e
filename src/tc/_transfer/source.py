"""Where the bytes of an upload come from. Everything here may block."""

from __future__ import annotations

import errno
import io
import os
import stat
import tempfile
import threading
import zlib
from typing import Any

from tc._protocol.validation import kind_of
from tc._transfer.caller_code import CallerCode
from tc._transfer.callers import File, bytes_read, check_path, check_seekable_file, position_in
from tc.errors import TransferError

IN_MEMORY = 1024 * 1024  # compressed bytes from which a temporary file holds them
_LEVEL = 6


class FileSource:
    """Reads an upload, whole, from a path, or from a binary file of the caller's, which is left open.

    Raises:
        TypeError, ValueError: It is neither a path nor a readable and seekable file.
    """

    def __init__(self, file: File) -> None:
        self._path: str | None = None
        self._file: Any = None
        if isinstance(file, (str, os.PathLike)):
            self._path = check_path(file)
        else:
            check_seekable_file(file, "read", "seek", "tell")
            self._file = file
        self._lock = threading.Lock()
        self._closed = False

    def open(self) -> int:
        """Make ready; the result is the number of bytes.

        Raises:
            OSError: It cannot be opened, or is no regular file.
            TypeError, ValueError: It gives no bytes, or does not say where it stands.
        """
        with self._lock:
            if self._path is not None and not self._closed:
                self._file = _open_regular(self._path)
            with CallerCode("the file"):
                bytes_read(self._file, self._file.read(0))  # those that give text say so before all else
                self._file.seek(0, os.SEEK_END)
                return position_in(self._file)

    def rewind(self) -> None:
        """Go back to the first byte."""
        with self._lock:
            if not self._closed:
                with CallerCode("the file"):
                    self._file.seek(0)

    def read(self, size: int) -> bytes:
        """Return the next bytes, at most `size`; none at the end."""
        with self._lock:
            if self._closed:
                raise TransferError("the upload is over")
            with CallerCode("the file"):
                return bytes_read(self._file, self._file.read(size))

    def close(self) -> None:
        """Close what was opened here."""
        with self._lock:
            self._closed = True
            if self._path is not None and self._file is not None:
                self._file.close()


def check_content_encoding(encoding: Any) -> None:
    """Refuse, with a TypeError or ValueError, what is neither None nor `"gzip"`."""
    if encoding is not None and not isinstance(encoding, str):
        raise TypeError(f"content_encoding: expected str, got {kind_of(encoding)}")
    if encoding not in (None, "gzip"):
        raise ValueError(f"content_encoding: expected 'gzip' or None, got {encoding!r}")


class GzipSpool:
    """Keeps a content compressed, always to the same bytes: storages want to know the length beforehand."""

    def __init__(self) -> None:
        self._packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, zlib.MAX_WBITS | 16)
        self._file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed by `close`

    def add(self, block: bytes) -> None:
        """Compress the next block."""
        self._file.write(self._packer.compress(block))

    def finish(self) -> FileSource:
        """Return where the compressed content can be read from, until `close`."""
        self._file.write(self._packer.flush())
        file: Any = self._file
        return FileSource(file)

    def close(self) -> None:
        """Let go of the compressed content."""
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
