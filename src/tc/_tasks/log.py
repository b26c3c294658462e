"""The lines of a log that comes in blocks, and perhaps several times from its beginning. Pure."""

from __future__ import annotations

from collections import deque

LONGEST = 16 * 1024 * 1024  # bytes that a line may have; longer ones come in parts


class LogLines:
    """Takes in the bytes of a log, and gives each line once.

    A line ends with a newline and nowhere else: carriage returns and escape sequences are part of it.
    """

    def __init__(self) -> None:
        self._lines: deque[bytes] = deque()
        self._begun = bytearray()  # the line whose end has not come
        self._received = 0
        self._skip = 0

    def restart(self) -> None:
        """Say that the next block begins with the first byte of the same log."""
        self._skip = self._received

    def feed(self, block: bytes) -> bool:
        """Take in the next block. Returns True if there was something new in it."""
        if self._skip >= len(block):
            self._skip -= len(block)
            return False
        new = block[self._skip :]
        self._skip = 0
        self._received += len(new)
        *lines, rest = new.split(b"\n")
        for line in lines:
            self._add(line)
            self._end()
        self._add(rest)
        return True

    def finish(self) -> None:
        """Say that the log has ended, and that the next block begins another.

        A last line without its end is a line too.
        """
        if self._begun:
            self._end()
        self._received = self._skip = 0

    def next(self) -> str | None:
        """Return the next line without its end; None if more blocks are needed."""
        return self._lines.popleft().decode("utf-8", "replace") if self._lines else None

    def _add(self, part: bytes) -> None:
        self._begun += part
        while len(self._begun) > LONGEST:
            self._lines.append(bytes(self._begun[:LONGEST]))
            del self._begun[:LONGEST]

    def _end(self) -> None:
        self._lines.append(bytes(self._begun))
        self._begun.clear()
