"""The content of an upload, compressed beforehand where that is wanted."""

from __future__ import annotations

from dataclasses import replace
from typing import Self

from tc._async.closing import Closing
from tc._async.transfer.put import Content, FileReader, UploadBody
from tc._concurrency import async_cleanup, async_offload
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

    async def __aenter__(self) -> Self:
        try:
            if self._spool is not None:
                await self._compress(self._spool)
        except BaseException:
            await self.aclose()
            raise
        return self

    async def aclose(self) -> None:
        """Delete what was compressed."""
        if self._spool is not None:
            await async_cleanup(self._spool.close)

    async def _compress(self, spool: GzipSpool) -> None:
        body = UploadBody(replace(self.content, progress=None))
        try:
            async for block in body:
                await async_offload(spool.add, block)
            self.hashes = await body.finish()
        except BaseException:
            await body.stop()
            raise
        source = await async_offload(spool.finish)
        self.content = replace(
            self.content,
            reader_factory=lambda: FileReader(source),
            length=await async_offload(source.open),
            hashed=False,
        )
