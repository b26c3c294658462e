"""Calling handlers from where nothing can be awaited: timers and subscribers."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")


def finish(coroutine: Coroutine[Any, Any, Result]) -> Result:
    """Run a coroutine that never waits, as most handlers do not, to its end.

    Returns:
        What it returns.

    Raises:
        RuntimeError: It waits.
    """
    try:
        coroutine.send(None)
    except StopIteration as end:
        found: Result = end.value
        return found
    coroutine.close()
    raise RuntimeError("a coroutine that should finish at once waits")
