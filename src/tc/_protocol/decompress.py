"""Bodies of responses: put together and decompressed in bounded memory. Pure, shared by both halves."""

from __future__ import annotations

import zlib

from tc._lazy import httpx

_CODINGS = ("gzip", "x-gzip", "deflate")
# Storage services write these although they mean nothing.
_NONE = ("", "identity", "none", "binary", "utf-8", "utf8", "aws-chunked")
_PIECE = 1024 * 1024
_ANY_HEADER = zlib.MAX_WBITS | 32  # of gzip, or of zlib, which is what "deflate" means
_GZIP = b"\x1f\x8b"
_FREE_MEMBERS = 1000  # of a gzip body, before each must stand for a kilobyte


class BoundedBody:
    """The body of one response, put together from its parts as they come.

    httpx decompresses each part wholly before anyone can count, and 64 KiB of gzip can stand for 64 MiB.

    Args:
        encoding: The `Content-Encoding` of the response.
        limit: How many bytes are kept, decompressed. No more than so many are taken from the wire, either.
    """

    def __init__(self, encoding: str, limit: int) -> None:
        codings = [coding.strip().lower() for coding in encoding.split(",")]
        known = [coding for coding in codings if coding not in _NONE]
        self._encoding = ", ".join(known)
        self._limit = limit
        self._first = b""  # most bodies come in one part, which is not copied
        self._rest = bytearray()
        self._size = 0
        self._wire = 0
        self._members = 0
        self._between = b""  # what came after a gzip member
        self._inflater = zlib.decompressobj(_ANY_HEADER) if self._encoding in _CODINGS else None

    def __repr__(self) -> str:
        return f"<BoundedBody of {self._size} bytes>"

    @property
    def too_large(self) -> bool:
        """True if there was more than the limit; what is beyond is lost."""
        return self._size > self._limit or self._wire > self._limit

    @property
    def content(self) -> bytes:
        """What there is, up to the limit."""
        if not self._rest:
            return self._first[: self._limit]
        return (self._first + self._rest)[: self._limit]

    def add(self, part: bytes) -> None:
        """Take in the next part, as it came over the wire.

        Raises:
            httpx.DecodingError: The compression is broken, or is one that was not asked for.
        """
        self._wire += len(part)
        if self._inflater is None:
            if self._encoding:
                raise httpx.DecodingError(f"the encoding {self._encoding[:40]!r} was not asked for")
            self._keep(part)
            return
        while part and not self.too_large:
            if self._inflater.eof:
                part = self._begin_member(part)
                continue
            try:
                self._keep(self._inflater.decompress(part, min(_PIECE, self._limit + 1 - self._size)))
            except zlib.error as error:
                raise httpx.DecodingError(f"the {self._encoding} encoding is broken: {error}") from None
            part = self._inflater.unused_data if self._inflater.eof else self._inflater.unconsumed_tail

    def _begin_member(self, part: bytes) -> bytes:
        """Go on to a further gzip member (RFC 1952, 2.2); anything else after the first means nothing."""
        part, self._between = self._between + part, b""
        if part == _GZIP[:1]:
            self._between = part
            return b""
        if not part.startswith(_GZIP):
            return b""
        self._members += 1
        if self._members > _FREE_MEMBERS + self._size // 1024:
            raise httpx.DecodingError(f"the {self._encoding} encoding has {self._members} parts of nothing")
        self._inflater = zlib.decompressobj(_ANY_HEADER)
        return part

    def _keep(self, data: bytes) -> None:
        if self._size:
            self._rest += data
        else:
            self._first = data
        self._size += len(data)

    def finish(self) -> None:
        """Call at the end of the response.

        Raises:
            httpx.DecodingError: The compressed data ends too early.
        """
        if self._inflater and self._wire and not self._inflater.eof and not self.too_large:
            raise httpx.DecodingError(f"the {self._encoding} encoding ends too early")
