"""The lines of a log that comes in blocks, and perhaps several times from its beginning. Pure."""

from __future__ import annotations

from tc._protocol.lines import LineSplitter


class LogLines:
    """Takes in the bytes of a log, and gives each line once."""

    def __init__(self) -> None:
        self._splitter = LineSplitter()
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
        self._splitter.feed(new)
        return True

    def finish(self) -> None:
        """Say that the log has ended, and that the next block begins another.

        A last line without its end is a line too.
        """
        self._splitter.finish()
        self._received = self._skip = 0

    def next(self) -> str | None:
        """Return the next line without its end; None if more blocks are needed."""
        return self._splitter.next()
