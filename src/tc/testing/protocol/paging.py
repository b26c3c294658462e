"""Lists in pages, with opaque continuation tokens."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from tc.testing.javascript import count
from tc.testing.protocol.errors import ApiError

MAX_LIMIT = 1000
Item = TypeVar("Item")


def page(
    items: Sequence[Item],
    query: Mapping[str, str],
    *,
    by: Callable[[Item], str] | None = None,
    of_roles: bool = False,
) -> tuple[list[Item], str | None]:
    """One page of a list: its items, and the token of the next page, None when this is the last.

    Args:
        items: The whole list in its order.
        query: The query of the request, with `limit` and `continuationToken` as they were sent. A limit of 0
            is taken literally, as by the services: an empty page, and no token, which would lead nowhere.
        by: The text by which the list is sorted. A token then says after which item the next page begins,
            whatever has come and gone meanwhile; without, after how many.
        of_roles: As the lists of roles are paged: a token that was not made here is refused, where all others
            begin anew; and only a limit makes pages, of any size, which 0 is not.

    Raises:
        ApiError: InputError.
    """
    place = decode(query["continuationToken"]) if "continuationToken" in query else 0
    if by:
        after = place if isinstance(place, str) else None
        start = next((n for n, item in enumerate(items) if after is None or by(item) > after), len(items))
    else:
        start = place if isinstance(place, int) else 0
    if of_roles:
        if not isinstance(place, int):
            raise ApiError("InputError", "Invalid continuationToken")
        limit = count(query.get("limit", "0"))
        if not limit:
            return list(items), None
    else:
        limit = min(count(query.get("limit", str(MAX_LIMIT))), MAX_LIMIT)
    end = start + limit
    more = limit and end < len(items)
    return list(items[start:end]), encode(by(items[end - 1]) if by else end) if more else None


def encode(place: int | str) -> str:
    """An opaque token for a place in a list."""
    return base64.urlsafe_b64encode(json.dumps({"at": place}).encode()).decode().rstrip("=")


def decode(token: str) -> int | str | None:
    """The place that a token stands for; None for a token that was not made here."""
    try:
        found: Any = json.loads(base64.b64decode(token + "=" * (-len(token) % 4), b"-_", validate=True))
        place = found["at"]
    except (ValueError, TypeError, LookupError, RecursionError):
        return None
    good = isinstance(place, str) or (type(place) is int and 0 <= place < 10**9)
    return place if good else None
