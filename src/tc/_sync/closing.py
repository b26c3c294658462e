# Generated from src/tc/_async/closing.py by tools/unasync_build.py. Do not edit.

"""What all context managers that close themselves have in common."""

from __future__ import annotations

from types import TracebackType
from typing import TypeVar

T = TypeVar("T", bound="Closing")  # jedi does not resolve Self, and would show no methods


class Closing:
    """Closes itself at the end of a `with` block, whatever ended it.

    What is opened when the block begins has an `__aenter__` of its own.
    """

    def __enter__(self: T) -> T:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connections.

        It is called at the end of the block, and can be called before.
        """
