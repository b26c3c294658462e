from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture(params=["asyncio", "trio"])
def anyio_backend(request: Any) -> str:
    """Each test runs on both event loops, where there is one."""
    name: str = request.param
    return name
