"""What the asyncio and trio half of a pair does where its conditions do not hold."""

from __future__ import annotations

import sys
from datetime import timedelta
from typing import Any

import pytest

from tc import ConfigurationError, aio
from tc._concurrency import async_owner


def test_async_owner_without_an_event_loop_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "trio")
    with pytest.raises(RuntimeError, match="running event loop"):
        async_owner()


def test_call_without_an_event_loop_is_an_error() -> None:
    with pytest.raises(RuntimeError, match="event loop"):
        aio.Queue("http://tc").ping().send(None)


def test_signed_url_with_a_credentials_function_that_has_to_wait_is_refused() -> None:
    """A signed URL cannot wait for credentials, however they come."""

    class Later:
        def __await__(self) -> Any:
            raise AssertionError("nobody waits")

    queue = aio.Queue("http://tc", credentials=lambda: Later())  # type: ignore[arg-type, return-value]
    with pytest.raises(ConfigurationError, match="must be a plain one here"):
        queue.ping_signed_url(ttl=timedelta(minutes=1))
