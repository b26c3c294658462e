"""Text by line, from blocks that end anywhere: artifacts and logs. Pure, shared by both halves."""

from __future__ import annotations

from collections import deque

LONGEST = 16 * 1024 * 1024  # bytes that a line may have; longer ones come in parts


class _Part(bytes):
    """A part of a line that goes on after it."""


class LineSplitter:
    """Takes in blocks of bytes, and gives lines of text.

    A line ends with a newline and nowhere else: escape sequences are part of it, and carriage returns too.

    Args:
        strip: True to take off a carriage return that ends a line.
    """

    def __init__(self, *, strip: bool = False) -> None:
        self._strip = strip
        self._lines: deque[bytes] = deque()
        self._begun: list[bytes] = []  # the line whose end has not come
        self._size = 0

    def feed(self, block: bytes) -> None:
        """Take in the next block."""
        first, *rest = block.split(b"\n")
        self._begin(first)
        if not rest:
            return
        self._end()
        last = rest.pop()
        if len(block) <= LONGEST:
            self._lines.extend(rest)
        else:
            for line in rest:
                self._begin(line)
                self._end()
        self._begin(last)

    def finish(self) -> bool:
        """Say that the text has ended; return True if it leaves a last line without its end."""
        left = self._size > 0
        if left:
            self._end()
        return left

    def next(self) -> str | None:
        """Return the next line without its end; None when more blocks are needed."""
        if not self._lines:
            return None
        line = self._lines.popleft()
        text = line.decode("utf-8", "replace")
        return text.removesuffix("\r") if self._strip and type(line) is bytes else text

    def take_back(self) -> bytes:
        """Return the bytes that have not been given as lines, and forget them."""
        ended = [line if isinstance(line, _Part) else line + b"\n" for line in self._lines]
        left = b"".join([*ended, *self._begun])
        self._lines.clear()
        self._begun, self._size = [], 0
        return left

    def _begin(self, part: bytes) -> None:
        while self._size + len(part) > LONGEST:
            room = LONGEST - self._size
            line = b"".join([*self._begun, part[:room]])
            end = _boundary(line, part[room])
            self._lines.append(_Part(line[:end]))
            self._begun, self._size = [], 0
            self._add(line[end:])
            part = part[room:]
        self._add(part)

    def _add(self, part: bytes) -> None:
        if part:
            self._begun.append(part)
            self._size += len(part)

    def _end(self) -> None:
        self._lines.append(b"".join(self._begun))
        self._begun, self._size = [], 0


def _boundary(line: bytes, following: int) -> int:
    """Return where to part a line, so that no character of UTF-8 is cut in two."""
    for end in range(len(line), len(line) - 4, -1):
        if following & 0xC0 != 0x80:
            return end
        following = line[end - 1]
    return len(line)  # it is no UTF-8
