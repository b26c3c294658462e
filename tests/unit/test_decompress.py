"""The one bounded gunzip."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from typing import Any

import httpx
import pytest

from tc._protocol.decompress import (
    PIECE,
    BoundedBody,
    DamagedEncodingError,
    Decompressor,
    content_coding,
)

LIMIT = 64 * 1024 * 1024


def compress(data: bytes) -> bytes:
    """Gzip, always the same."""
    return gzip.compress(data, mtime=0)


def decoded(decompressor: Decompressor, data: bytes) -> bytes:
    decompressor.feed(data)
    pieces = []
    while piece := decompressor.decode():
        assert len(piece) <= PIECE
        pieces.append(piece)
    return b"".join(pieces)


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        ("", ""),
        ("identity", ""),
        ("UTF-8", ""),
        ("none", ""),
        ("binary", ""),
        ("aws-chunked", ""),
        ("gzip", "gzip"),
        ("X-GZip", "gzip"),
        ("aws-chunked, gzip", "gzip"),
        ("gzip,aws-chunked", "gzip"),
        ("deflate", "deflate"),
        ("br", "br"),
        ("gzip, gzip", "gzip,gzip"),
    ],
)
def test_content_coding_of_a_header(header: str, coding: str) -> None:
    assert content_coding(header) == coding


@pytest.mark.parametrize("encoding", ["utf-8", "none", "binary", "aws-chunked", ""])
def test_body_of_an_encoding_without_meaning_is_as_it_came(encoding: str) -> None:
    body = BoundedBody(encoding, 100)
    body.add(b"as it is")
    body.finish()
    assert body.content == b"as it is"


def test_body_of_two_gzip_members_is_read_whole() -> None:
    body = BoundedBody("gzip", 100)
    body.add(compress(b"one ") + compress(b"two") + bytes(20))
    body.finish()
    assert body.content == b"one two"


@pytest.mark.parametrize("encoding", ["br", "gzip, gzip", "compress"])
def test_body_of_another_encoding_is_refused(encoding: str) -> None:
    with pytest.raises(httpx.DecodingError, match="not asked for"):
        BoundedBody(encoding, 100).add(b"x")


def test_body_counts_parts_and_bytes_on_the_wire() -> None:
    body = BoundedBody("", 100, max_parts=3)
    for _ in range(3):
        body.add(b"x")
    assert not body.too_large
    body.add(b"x")
    assert body.too_large

    body = BoundedBody("gzip", 1000)
    empty = compress(b"") * 1000
    while not body.too_large:
        body.add(empty)  # nothing ever comes out
    assert body.content == b""


def test_body_of_tiny_parts_takes_little_memory() -> None:
    tracemalloc.start()
    try:
        body = BoundedBody("", LIMIT)
        for _ in range(300_000):
            body.add(b"x"[:1])
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()
    assert body.content == b"x" * 300_000


@pytest.mark.parametrize("beyond", [-1, 0, 1, 100, 258])
def test_decompressor_gives_the_output_that_waits_where_the_input_ends(beyond: int) -> None:
    decompressor = Decompressor()
    assert len(decoded(decompressor, compress(bytes(PIECE + beyond)))) == PIECE + beyond
    decompressor.finish()


def test_decompressor_of_a_bomb_gives_bounded_pieces() -> None:
    packed = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    bomb = packed.compress(bytes(50_000_000)) + packed.flush()
    decompressor = Decompressor()
    total = sum(len(decoded(decompressor, bomb[start : start + 7000])) for start in range(0, len(bomb), 7000))
    decompressor.finish()
    assert total == 50_000_000


def test_decompressor_of_data_that_ends_early_raises() -> None:
    decompressor = Decompressor()
    decompressor.finish()  # of nothing, there is nothing to miss
    assert decoded(decompressor, b"\x1f\x8b") == b""
    assert not decompressor.complete
    with pytest.raises(DamagedEncodingError, match="too early"):
        decompressor.finish()


@pytest.mark.parametrize("data", [b"no gzip", compress(b"x") + b"and more"])
def test_decompressor_of_damaged_data_raises(data: bytes) -> None:
    with pytest.raises(DamagedEncodingError, match="damaged"):
        decoded(Decompressor(), data)


@pytest.mark.parametrize("size", [1, 2, 7, 100])
@pytest.mark.parametrize("limit", [0, 1])
@pytest.mark.parametrize(("coding", "pack"), [("gzip", compress), ("deflate", zlib.compress)])
def test_body_that_is_empty_is_within_any_limit(coding: str, pack: Any, limit: int, size: int) -> None:
    """However its encoding, which is longer than the limit, is cut."""
    wire = pack(b"")
    body = BoundedBody(coding, limit)
    for start in range(0, len(wire), size):
        body.add(wire[start : start + size])
    body.finish()
    assert not body.too_large
    assert body.content == b""


def test_body_is_shown_by_its_decoded_size_alone() -> None:
    body = BoundedBody("gzip", LIMIT)
    body.add(compress(b"secret" * 100))
    assert repr(body) == "<BoundedBody of 600 bytes>"
