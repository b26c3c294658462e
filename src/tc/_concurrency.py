"""The pairs that differ between the two halves: each name, and its twin with `async_` before it."""

from __future__ import annotations

import time

import anyio


async def async_sleep(seconds: float) -> None:
    """Wait for `seconds` without holding up the event loop."""
    await anyio.sleep(seconds)


def sleep(seconds: float) -> None:
    """Wait for `seconds`."""
    time.sleep(seconds)
