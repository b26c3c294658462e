"""Bodies of answers: put together and decompressed in bounded memory. Pure, shared by both halves."""

from __future__ import annotations

import zlib

from tc._lazy import httpx

_CODINGS = ("gzip", "x-gzip", "deflate")
_PIECE = 1024 * 1024
_ANY_HEADER = zlib.MAX_WBITS | 32  # of gzip, or of zlib, which is what "deflate" means


class BoundedBody:
    """The body of one answer, put together from its parts as they come.

    httpx decompresses each part wholly before anyone can count, and 64 KiB of gzip can stand for 64 MiB.

    Args:
        encoding: The `Content-Encoding` of the answer.
        limit: How many bytes are kept, decompressed.
    """

    def __init__(self, encoding: str, limit: int) -> None:
        self._encoding = encoding.strip().lower()
        self._limit = limit
        self._parts: list[bytes] = []
        self._size = 0
        self._inflater = zlib.decompressobj(_ANY_HEADER) if self._encoding in _CODINGS else None

    def __repr__(self) -> str:
        return f"<BoundedBody of {self._size} bytes>"

    @property
    def too_large(self) -> bool:
        """Whether there was more than the limit; what is beyond is lost."""
        return self._size > self._limit

    @property
    def content(self) -> bytes:
        """What there is, up to the limit."""
        return b"".join(self._parts)[: self._limit]

    def add(self, part: bytes) -> None:
        """Take in the next part, as it came over the wire.

        Raises:
            httpx.DecodingError: The compression is broken, or is one that was not asked for.
        """
        if self._inflater is None:
            if self._encoding not in ("", "identity"):
                raise httpx.DecodingError(f"the encoding {self._encoding[:40]!r} was not asked for")
            self._keep(part)
            return
        while part and not self.too_large:
            if self._inflater.eof:
                self._size += len(part)  # of no meaning, but it counts, lest it never ends
                return
            try:
                self._keep(self._inflater.decompress(part, min(_PIECE, self._limit + 1 - self._size)))
            except zlib.error as error:
                raise httpx.DecodingError(f"the {self._encoding} encoding is broken: {error}") from None
            part = self._inflater.unused_data if self._inflater.eof else self._inflater.unconsumed_tail

    def _keep(self, data: bytes) -> None:
        self._parts.append(data)
        self._size += len(data)

    def finish(self) -> None:
        """Call at the end of the answer.

        Raises:
            httpx.DecodingError: The compressed data ends too early.
        """
        if self._inflater and self._parts and not self._inflater.eof and not self.too_large:
            raise httpx.DecodingError(f"the {self._encoding} encoding ends too early")
