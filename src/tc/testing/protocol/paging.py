"""Lists in pages, with opaque continuation tokens."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping, Sequence
from typing import TypeVar

from tc.testing.javascript import count
from tc.testing.protocol.errors import ApiError

MAX_LIMIT = 1000
Item = TypeVar("Item")


def page(
    items: Sequence[Item], query: Mapping[str, str], *, of_roles: bool = False
) -> tuple[list[Item], str | None]:
    """One page of a list: its items, and the token of the next page, None when this is the last.

    Args:
        items: The whole list in its order.
        query: The query of the request, with `limit` and `continuationToken` as they were sent. A limit of 0
            is taken literally, as by the services: an empty page, and no token, which would lead nowhere.
        of_roles: As the lists of roles are paged: a token that was not made here is refused, where all others
            begin anew; and only a limit makes pages, of any size, which 0 is not.

    Raises:
        ApiError: InputError.
    """
    start = decode(query["continuationToken"]) if "continuationToken" in query else 0
    if start is None and of_roles:
        raise ApiError("InputError", "Invalid continuationToken")
    start = start or 0
    if of_roles:
        limit = count(query.get("limit", "0"))
        if not limit:
            return list(items), None
    else:
        limit = min(count(query.get("limit", str(MAX_LIMIT))), MAX_LIMIT)
    end = start + limit
    return list(items[start:end]), encode(end) if limit and end < len(items) else None


def encode(offset: int) -> str:
    """An opaque token for a place in a list."""
    return base64.urlsafe_b64encode(f"at:{offset:08}".encode()).decode().rstrip("=")


def decode(token: str) -> int | None:
    """The place that a token stands for; None for a token that was not made here."""
    try:
        text = base64.b64decode(token + "=" * (-len(token) % 4), b"-_", validate=True).decode("ascii")
        if re.fullmatch("at:[0-9]+", text):
            return count(text[3:])
    except (binascii.Error, ValueError):
        pass
    return None
