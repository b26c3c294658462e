"""What a connected socket offers, perhaps with TLS on it.

Implementations raise the errors of httpx. Timeouts are in seconds; None waits for ever. One task or thread
uses a stream at a time. A stream that is dropped without being closed is closed without a word.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tc._http.stream_blocking import BlockingStream

    Stream = BlockingStream  # the twin of AsyncStream

CHUNK = 65536
MAX_CHUNK = 1024 * 1024
HEAD_START = 0.25  # seconds until another address of a host is tried beside the one before (RFC 8305)


class AsyncStream(Protocol):
    """A connected socket; in the blocking half, `BlockingStream` has the same methods."""

    async def read(self, timeout: float | None) -> bytes:
        """Some bytes as soon as there are any; empty at the end of the stream."""
        ...

    async def write(self, data: bytes, timeout: float | None) -> bool:
        """Send all of `data`, or as much as the peer takes before it responds: then return False."""
        ...

    async def has_input(self) -> bool:
        """Return True if `read` would return at once. Only for use between two writes."""
        ...

    def is_readable(self) -> bool:
        """Return True if `read` would return at once: on an idle connection, its end or a surprise."""
        ...

    def discard(self) -> None:
        """Close at once, without ceremony."""
        ...


def next_chunk(size: int) -> int:
    """How much to read after a read of `size` bytes: fast lines and large bodies need fewer reads."""
    return min(max(CHUNK, 2 * size), MAX_CHUNK)


def in_turns(found: Iterable[tuple[Any, ...]]) -> list[tuple[int, Any]]:
    """What `getaddrinfo` found, in the order to try: IPv6 and IPv4 in turns, the preferred kind first."""
    addresses = [(family, address) for family, _, _, _, address in found]
    first = [item for item in addresses if item[0] == addresses[0][0]]
    other = [item for item in addresses if item[0] != addresses[0][0]]
    pairs = itertools.zip_longest(first, other)
    return [item for pair in pairs for item in pair if item is not None]
