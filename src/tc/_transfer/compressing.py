"""Content that is compressed for an upload. Everything here may block."""

from __future__ import annotations

import tempfile
import zlib
from typing import Any

from tc._protocol.validation import kind_of
from tc._transfer.source import FileSource

IN_MEMORY = 1024 * 1024  # compressed bytes from which a temporary file holds them
_LEVEL = 6


def check_content_encoding(encoding: Any) -> None:
    """Refuse an encoding that uploads do not know.

    Raises:
        TypeError, ValueError: It is neither None nor `"gzip"`.
    """
    if encoding is not None and not isinstance(encoding, str):
        raise TypeError(f"content_encoding: expected str, got {kind_of(encoding)}")
    if encoding not in (None, "gzip"):
        raise ValueError(f"content_encoding: expected 'gzip' or None, got {encoding!r}")


class GzipSpool:
    """Takes in a content and keeps it compressed, since storages want to know the length beforehand.

    The same content always gives the same bytes.
    """

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
