# Generated from src/tc/_async/transfer/compressed.py by tools/unasync_build.py. Do not edit.

"""The content of an upload, compressed beforehand where that is wanted."""

from __future__ import annotations

from typing import Self

from tc._concurrency import cleanup, offload
from tc._sync.closing import Closing
from tc._sync.transfer.put import FileReader, ReaderFactory, UploadBody
from tc._transfer.compressing import GzipSpool
from tc._transfer.hashing import Digests


class Compressed(Closing):
    """A content in the form in which it is sent. Use it as a context manager.

    Storages want to know the length beforehand, so a content that is to be compressed is read once before
    anything is sent, and kept compressed: in memory up to a mebibyte, beyond that in a temporary file.

    Args:
        reader_factory: Gives the content itself.
        length: Of the content itself.
        encoding: `"gzip"`, or None to send it as it is.

    Attributes:
        reader_factory: Gives what is sent.
        length: Of what is sent.
        encoding: As it was given.
        hashes: Of the content itself, once it is compressed; else none.
    """

    def __init__(self, reader_factory: ReaderFactory, length: int, encoding: str | None) -> None:
        self.reader_factory = reader_factory
        self.length = length
        self.encoding = encoding
        self.hashes: dict[str, str] = {}
        self._spool: GzipSpool | None = None

    def __enter__(self) -> Self:
        if self.encoding is not None:
            try:
                self._compress()
            except BaseException:
                self.close()
                raise
        return self

    def close(self) -> None:
        """Delete what was compressed."""
        if self._spool is not None:
            cleanup(self._spool.close)

    def _compress(self) -> None:
        self._spool = spool = GzipSpool()
        digests = Digests()
        body = UploadBody(self.reader_factory(), self.length, digests, None)
        try:
            for block in body:
                offload(spool.add, block)
            body.finish()
        except BaseException:
            body.stop()
            raise
        self.hashes = digests.hex()
        source = offload(spool.finish)
        self.length = offload(source.open)
        self.reader_factory = lambda: FileReader(source)
