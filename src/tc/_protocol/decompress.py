"""The one bounded gunzip, for the bodies of calls and for downloads. Pure, shared by both halves.

httpx decompresses each part wholly before anyone can count, and 64 KiB of gzip can stand for 64 MiB. Here
output comes in pieces of bounded size, and the work grows in step with the bytes that go in and come out,
whatever the number of parts and of gzip members.
"""

from __future__ import annotations

import io
import zlib

from tc._lazy import httpx

PIECE = 512 * 1024  # decoded bytes at a time
MAX_PARTS = 1_000_000  # pieces that the body of one response may come in
_OVERHEAD = 64 * 1024  # bytes that an encoding may take beyond its content
_SLICE = 16 * 1024  # encoded bytes at a time: zlib copies what it has not used yet
_GZIP = frozenset({"gzip", "x-gzip"})
# Storage services write these although they say nothing about the bytes on the wire.
_IDENTITY = frozenset(
    {"", "identity", "none", "binary", "7bit", "8bit", "utf-8", "utf8", "us-ascii", "aws-chunked"}
)
_WINDOWS = {
    "gzip": zlib.MAX_WBITS | 16,
    "deflate": zlib.MAX_WBITS | 32,  # the format of zlib; some mean gzip by it
}


class DamagedEncodingError(ValueError):
    """Compressed data is not what its encoding says, or ends too early."""


def content_coding(header: str) -> str:
    """Return the coding that a `Content-Encoding` header stands for.

    Args:
        header: The value of the header; empty where there is none.

    Returns:
        `""` for bytes as they are, `"gzip"` or `"deflate"`; of anything else the header itself, lower case.
    """
    names = [name.strip().lower() for name in header.split(",")]
    names = ["gzip" if name in _GZIP else name for name in names if name not in _IDENTITY]
    return ",".join(names)


class Decompressor:
    """Decodes gzip or deflate piece by piece; several gzip members in a row are one content (RFC 1952).

    Args:
        coding: `"gzip"` or `"deflate"`.

    Attributes:
        fed: Bytes that were given to the last call of `feed`.
    """

    def __init__(self, coding: str = "gzip") -> None:
        self._coding = coding
        self._window = _WINDOWS[coding]
        self._inflater = zlib.decompressobj(self._window)
        self._input = memoryview(b"")
        self._left = b""
        self._begun = False
        self.fed = 0

    @property
    def complete(self) -> bool:
        """True if the data fed so far ends where a content may end."""
        return self._inflater.eof or not self._begun

    def feed(self, data: bytes) -> None:
        """Take in more data. Call it when `decode` has returned nothing."""
        self._input = memoryview(data)
        self._begun = self._begun or bool(data)
        self.fed = len(data)

    def decode(self, limit: int = PIECE) -> bytes:
        """Return some decoded bytes, at most `limit`; nothing when more input is needed.

        Raises:
            DamagedEncodingError: The data is not what its encoding says.
        """
        try:
            while True:
                if not self._left:
                    if not self._input:
                        return b""
                    self._left, self._input = bytes(self._input[:_SLICE]), self._input[_SLICE:]
                if self._inflater.eof:
                    self._left = self._left.lstrip(b"\0")  # padding, which tools for gzip pass over too
                    if not self._left:
                        continue
                    self._inflater = zlib.decompressobj(self._window)
                data = self._inflater.decompress(self._left, limit)
                # Output is never held back without input: the trailer is still to come.
                self._left = self._inflater.unconsumed_tail or self._inflater.unused_data
                if data:
                    return data
        except zlib.error as error:
            raise DamagedEncodingError(f"the {self._coding} encoding is damaged: {error}") from None

    def finish(self) -> None:
        """Say that there is no more input.

        Raises:
            DamagedEncodingError: The data ends too early.
        """
        if not self.complete:
            raise DamagedEncodingError(f"the {self._coding} encoding ends too early")


class BoundedBody:
    """The whole body of one response, put together from its parts as they come.

    Args:
        encoding: The `Content-Encoding` of the response.
        limit: How many bytes may come, decompressed; what is beyond is not kept. On the wire there may be as
            many, and a little for the encoding.
        max_parts: How many parts they may come in.
    """

    def __init__(self, encoding: str, limit: int, *, max_parts: int = MAX_PARTS) -> None:
        self._coding = content_coding(encoding)
        self._limit = limit
        self._parts_left = max_parts
        self._wire = 0
        self._first = b""  # most bodies come in one part, which is not copied
        self._rest: io.BytesIO | None = None
        self._size = 0
        self._decompressor = Decompressor(self._coding) if self._coding in _WINDOWS else None

    def __repr__(self) -> str:
        return f"<BoundedBody of {self._size} bytes>"

    @property
    def too_large(self) -> bool:
        """True if there was more than the limits allow."""
        return self._size > self._limit or self._wire > self._limit + _OVERHEAD or self._parts_left < 0

    @property
    def content(self) -> bytes:
        """The decoded body, up to the limit."""
        content = self._first if self._rest is None else self._rest.getvalue()
        return content if len(content) <= self._limit else content[: self._limit]

    def add(self, part: bytes) -> None:
        """Take in the next part, as it came over the wire.

        Raises:
            httpx.DecodingError: The compression is broken, or is one that was not asked for.
        """
        self._wire += len(part)
        self._parts_left -= 1
        if self._decompressor is None:
            if self._coding:
                raise httpx.DecodingError(f"the encoding {self._coding[:40]!r} was not asked for")
            self._keep(part)
            return
        self._decompressor.feed(part)
        try:
            while not self.too_large and (
                data := self._decompressor.decode(min(PIECE, self._limit + 1 - self._size))
            ):
                self._keep(data)
        except DamagedEncodingError as error:
            raise httpx.DecodingError(str(error)) from None

    def _keep(self, data: bytes) -> None:
        if not self._size:
            self._first = data
        else:
            if self._rest is None:
                self._rest = io.BytesIO()
                self._rest.write(self._first)
                self._first = b""
            self._rest.write(data)
        self._size += len(data)

    def finish(self) -> None:
        """Call at the end of the response.

        Raises:
            httpx.DecodingError: The compressed data ends too early.
        """
        if self._decompressor is not None and not self.too_large:
            try:
                self._decompressor.finish()
            except DamagedEncodingError as error:
                raise httpx.DecodingError(str(error)) from None
