"""The progress of several downloads that go on side by side. Pure, shared by both halves."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tc._transfer.result import Progress
from tc.errors import TransferError


class Total:
    """Adds up the progress of several downloads, and ends all of them early.

    Args:
        progress: Told the sum.
        size: Bytes of all of them, where that is known.

    Attributes:
        active: How many are under way.
        stopped: True once the others need not go on.
    """

    def __init__(self, progress: Progress | None, size: int | None = None) -> None:
        self.active = 0
        self.stopped = False
        self._progress = progress
        self._size = size
        self._sum = 0
        self._lock = threading.Lock()

    @contextmanager
    def counting(self, start: int = 0) -> Iterator[Progress]:
        """Count one of the downloads while it lasts, from a position on."""
        position = start

        def count(done: int, _: int | None) -> None:
            nonlocal position
            self.check()
            with self._lock:
                self._sum += done - position
                position = done
                if self._progress is not None:
                    self._progress(self._sum, self._size)

        self._begin(1)
        try:
            yield count
        except BaseException:
            self.stopped = True
            raise
        finally:
            self._begin(-1)

    def check(self) -> None:
        """Raise, once the others need not go on.

        Raises:
            TransferError: One of them has failed.
        """
        if self.stopped:
            raise TransferError("another part of the download failed, or was interrupted")

    def _begin(self, step: int) -> None:
        with self._lock:
            self.active += step
