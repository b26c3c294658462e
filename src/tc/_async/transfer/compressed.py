"""The content of an upload, compressed beforehand where that is wanted."""

from __future__ import annotations

from typing import Self

from tc._async.closing import Closing
from tc._async.transfer.put import FileReader, ReaderFactory, UploadBody
from tc._concurrency import async_cleanup, async_offload
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

    async def __aenter__(self) -> Self:
        if self.encoding is not None:
            try:
                await self._compress()
            except BaseException:
                await self.aclose()
                raise
        return self

    async def aclose(self) -> None:
        """Delete what was compressed."""
        if self._spool is not None:
            await async_cleanup(self._spool.close)

    async def _compress(self) -> None:
        self._spool = spool = GzipSpool()
        digests = Digests()
        body = UploadBody(self.reader_factory(), self.length, digests, None)
        try:
            async for block in body:
                await async_offload(spool.add, block)
            await body.finish()
        except BaseException:
            await body.stop()
            raise
        self.hashes = digests.hex()
        source = await async_offload(spool.finish)
        self.length = await async_offload(source.open)
        self.reader_factory = lambda: FileReader(source)
