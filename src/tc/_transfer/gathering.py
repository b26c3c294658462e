"""Parts of a body, as small as a peer likes, gathered into blocks that are worth their while. Pure."""

from __future__ import annotations

ENOUGH = 256 * 1024  # bytes to pass on at a time; fewer are gathered, more are taken as they come
_TINY = 4096


class Parts:
    """Parts that have come and are still to be passed on.

    Tiny ones are copied together at once: a million objects of one byte each would take 40 MB.

    Attributes:
        size: Bytes of all parts.
    """

    def __init__(self) -> None:
        self._parts: list[bytes | bytearray] = []
        self.size = 0

    @property
    def enough(self) -> bool:
        """True if the parts make a block."""
        return self.size >= ENOUGH

    def add(self, part: bytes) -> None:
        """Add a part."""
        self.size += len(part)
        if len(part) >= _TINY:
            self._parts.append(part)
        elif self._parts and isinstance(self._parts[-1], bytearray):
            self._parts[-1] += part
        else:
            self._parts.append(bytearray(part))

    def take(self) -> bytes:
        """Return all parts as one block, and keep none."""
        parts, self._parts, self.size = self._parts, [], 0
        if len(parts) == 1 and isinstance(parts[0], bytes):
            return parts[0]
        return b"".join(parts)
