"""Lists in pages, with opaque continuation tokens."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from typing import TypeVar

from tc.testing.protocol.errors import ApiError

MAX_LIMIT = 1000
Item = TypeVar("Item")


def page(
    items: Sequence[Item], query: Mapping[str, str], max_limit: int = MAX_LIMIT
) -> tuple[list[Item], str | None]:
    """One page of a list: its items, and the token of the next page, None when this is the last.

    Args:
        items: The whole list in its order.
        query: The query of the request, with `limit` and `continuationToken` as they were sent. A limit of 0
            is taken literally, as by the services: an empty page, and no token, which would lead nowhere.
        max_limit: The size of a page when `limit` is not given or larger.

    Raises:
        ApiError: InputError, for a token that was not made here.
    """
    start = decode(query["continuationToken"]) if "continuationToken" in query else 0
    limit = min(int(query.get("limit", max_limit)), max_limit)
    end = start + limit
    return list(items[start:end]), encode(end) if limit and end < len(items) else None


def encode(offset: int) -> str:
    """An opaque token for a place in a list."""
    return base64.urlsafe_b64encode(f"at:{offset:08}".encode()).decode().rstrip("=")


def decode(token: str) -> int:
    """The place that a token stands for."""
    try:
        text = base64.b64decode(token + "=" * (-len(token) % 4), b"-_", validate=True).decode("ascii")
        if text.startswith("at:"):
            return int(text[3:])
    except (binascii.Error, ValueError):
        pass
    raise ApiError("InputError", "Invalid continuationToken")
