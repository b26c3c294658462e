"""Bytes that are kept in memory while they are few, and in a file when they are many."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile

SPILL = 4 * 1024 * 1024  # bytes; more go to disk
PART = 256 * 1024  # bytes read at a time


class Spool:
    """Bytes that are written once, in order, and read from anywhere.

    Args:
        content: The first bytes.
    """

    def __init__(self, content: bytes = b"") -> None:
        self._file: SpooledTemporaryFile[bytes] = SpooledTemporaryFile(SPILL)  # noqa: SIM115 - see __del__
        self._hash = hashlib.sha256()
        self.size: int = 0
        self.write(content)

    def __del__(self) -> None:
        self._file.close()  # the file goes with the last reader

    def write(self, content: bytes) -> None:
        """Append bytes."""
        self._file.write(content)
        self._hash.update(content)
        self.size += len(content)

    def digest(self) -> str:
        """Return the SHA-256 of all bytes, in hex."""
        return self._hash.hexdigest()

    def read(self, start: int, end: int) -> bytes:
        """Return the bytes from one offset up to another."""
        self._file.seek(start)
        return self._file.read(end - start)


class Slice:
    """A part of a spool, from one offset up to another, that is read piece by piece."""

    def __init__(self, spool: Spool, start: int, end: int) -> None:
        self.spool: Spool = spool
        self.start: int = start
        self.end: int = end

    def __len__(self) -> int:
        return self.end - self.start

    def parts(self) -> Iterator[bytes]:
        """The bytes of the slice, some at a time."""
        for start in range(self.start, self.end, PART):
            yield self.spool.read(start, min(start + PART, self.end))

    def whole(self) -> bytes:
        """Return all bytes of the slice."""
        return self.spool.read(self.start, self.end)
