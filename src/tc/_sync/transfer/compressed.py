# Generated from src/tc/_async/transfer/compressed.py by tools/unasync_build.py. Do not edit.

"""The content of an upload, compressed beforehand where that is wanted."""

from __future__ import annotations

from dataclasses import replace
from typing import Self

from tc._concurrency import cleanup, offload
from tc._sync.closing import Closing
from tc._sync.transfer.put import Content, FileReader, UploadBody
from tc._transfer.compressing import GzipSpool


class Compressed(Closing):
    """A content in the form in which it is sent. Use it as a context manager.

    Storages want to know the length beforehand, so a content that is to be compressed is read once before
    anything is sent, and kept compressed: in memory up to a mebibyte, beyond that in a temporary file.

    Args:
        content: The content itself.
        encoding: `"gzip"`, or None to send it as it is.

    Attributes:
        content: What is sent.
        hashes: Of the content itself, once it is compressed; else none.
    """

    def __init__(self, content: Content, encoding: str | None) -> None:
        self.content = content
        self.hashes: dict[str, str] = {}
        self._spool = None if encoding is None else GzipSpool()

    def __enter__(self) -> Self:
        try:
            if self._spool is not None:
                self._compress(self._spool)
        except BaseException:
            self.close()
            raise
        return self

    def close(self) -> None:
        """Delete what was compressed."""
        if self._spool is not None:
            cleanup(self._spool.close)

    def _compress(self, spool: GzipSpool) -> None:
        body = UploadBody(replace(self.content, progress=None))
        try:
            for block in body:
                offload(spool.add, block)
            self.hashes = body.finish()
        except BaseException:
            body.stop()
            raise
        source = offload(spool.finish)
        self.content = replace(
            self.content,
            reader_factory=lambda: FileReader(source),
            length=offload(source.open),
            hashed=False,
        )
