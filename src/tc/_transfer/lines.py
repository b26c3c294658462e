"""Text by line, from blocks that end anywhere. Pure, shared by both halves."""

from __future__ import annotations

from collections import deque

SPLIT_AT = 256 * 1024  # bytes that are split into lines at a time
LONGEST = 16 * 1024 * 1024  # bytes that a line may have; longer ones come in parts


class LineSplitter:
    """Takes in blocks of bytes, and gives lines of text. They end with a newline, and nowhere else."""

    def __init__(self) -> None:
        self._lines: deque[bytes] = deque()
        self._begun: list[bytes] = []  # the line whose end has not come
        self._size = 0

    def feed(self, block: bytes) -> None:
        """Take in the next block."""
        first, *rest = block.split(b"\n")
        self._begin(first)
        for line in rest:
            self._end()
            self._begin(line)

    def finish(self) -> bool:
        """Say that there are no more blocks; return True if a last line without its end is left."""
        left = self._size > 0
        if left:
            self._end()
        return left

    def next(self) -> str | None:
        """Return the next line without its end; None when more blocks are needed."""
        if not self._lines:
            return None
        return self._lines.popleft().removesuffix(b"\r").decode("utf-8", "replace")

    def _begin(self, part: bytes) -> None:
        while self._size + len(part) > LONGEST:
            room = LONGEST - self._size
            self._add(part[:room])
            self._end()
            part = part[room:]
        self._add(part)

    def _add(self, part: bytes) -> None:
        if part:
            self._begun.append(part)
            self._size += len(part)

    def _end(self) -> None:
        self._lines.append(b"".join(self._begun))
        self._begun, self._size = [], 0
