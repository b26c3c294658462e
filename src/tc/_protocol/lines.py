"""Text by line, from blocks that end anywhere: artifacts and logs. Pure, shared by both halves."""

from __future__ import annotations

from collections import deque

LONGEST = 16 * 1024 * 1024  # bytes that a line may have; longer ones come in parts


class LineSplitter:
    """Takes in blocks of bytes, and gives lines of text.

    A line ends with a newline and nowhere else: carriage returns and escape sequences are part of it.
    """

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
        """Say that the text has ended; return True if it leaves a last line without its end."""
        left = self._size > 0
        if left:
            self._end()
        return left

    def next(self) -> str | None:
        """Return the next line without its end; None when more blocks are needed."""
        return self._lines.popleft().decode("utf-8", "replace") if self._lines else None

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
