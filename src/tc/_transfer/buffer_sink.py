"""What takes the bytes of a download, and the simplest of these: memory."""

from __future__ import annotations

import io


class Sink:
    """A place for the bytes of a download. By itself it does nothing with them."""

    def open(self) -> Sink | None:
        """Make ready; return the sink to go on with, which `discard` of this one discards too.

        None says that it is to be called again, after a moment.
        """
        raise NotImplementedError

    def restart(self) -> None:
        """Forget all bytes, or raise when they are beyond recall."""

    def write(self, block: bytes, /) -> object:
        """Add a block."""

    def commit(self) -> None:
        """Keep the bytes, which are all there and verified."""

    def give_up(self) -> None:
        """Have a `write` that waits for a reader return soon. Does not block."""

    def discard(self) -> None:
        """Leave nothing behind; does nothing after `commit`."""


class BufferSink(Sink):
    """Collects a download in memory. Its methods do not block."""

    def __init__(self) -> None:
        self._buffer = io.BytesIO()

    def restart(self) -> None:
        self._buffer = io.BytesIO()

    def write(self, block: bytes, /) -> object:
        return self._buffer.write(block)

    def content(self) -> bytes:
        """Return what was written; not a copy."""
        return self._buffer.getvalue()
