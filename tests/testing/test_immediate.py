"""Running coroutines that do not wait."""

from __future__ import annotations

import asyncio

import pytest

from tc.testing.services.base import finish


def test_what_does_not_wait_is_finished():
    async def response():
        return 42

    assert finish(response()) == 42


def test_what_waits_is_refused():
    async def wait():
        await asyncio.sleep(0)

    with pytest.raises(RuntimeError, match="waits"):
        finish(wait())
