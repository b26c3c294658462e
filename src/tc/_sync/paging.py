# Generated from src/tc/_async/paging.py by tools/unasync_build.py. Do not edit.

"""Iteration over responses that come in pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Generic, Self, TypeVar

from tc._protocol.options import UNSET
from tc._protocol.payload import encode_payload
from tc._protocol.urls import encode_query
from tc._redact.tracebacks import boundary
from tc._sync.client import Client

T = TypeVar("T")
MAX_TOKEN = 5000  # characters, of which each may need 12 in a URL


class Pages(Generic[T]):
    """The responses of a paginated method, one after the other, each fetched when it is asked for.

    A class and not a generator: arguments are checked when it is made, and leaving a loop early leaves
    nothing to finalise. After an error, the next step asks for the same page again.
    """

    def __init__(
        self, client: Client, method: str, path: str, query: Mapping[str, Any], payload: Any = UNSET
    ) -> None:
        encode_query(query)
        self._client = client
        self._method = method
        self._path = path
        self._query: dict[str, Any] | None = dict(query)
        self._body = None if payload is UNSET else encode_payload(payload)
        self._key: str | None = None

    def require(self, key: str) -> None:
        """Refuse pages that do not have a list of this name."""
        self._key = key

    def __iter__(self) -> Self:
        return self

    @boundary
    def __next__(self) -> T:
        if self._query is None:
            raise StopIteration
        target = self._path + encode_query(self._query)
        response = self._client.send_with_retries(self._method, target, self._body)
        page: T = response.decode(expects_json=True)
        if not isinstance(page, dict):
            raise response.unusable("the page is not a JSON object")
        if self._key is not None and not isinstance(page.get(self._key), list):
            raise response.unusable(f"the page has no list {self._key!r}")
        token = page.get("continuationToken")
        if token and (token == self._query.get("continuationToken") or not _can_be_sent(token)):
            raise response.unusable("the continuationToken of the page does not lead to another one")
        # A short or even empty page can have a successor: only a missing token is the end.
        self._query = self._query | {"continuationToken": token} if token else None
        return page


def _can_be_sent(token: Any) -> bool:
    """Return True if a token can stand in the query of the next request."""
    if not isinstance(token, str) or len(token) > MAX_TOKEN:
        return False
    try:
        return bool(token.encode())
    except UnicodeEncodeError:
        return False


class Items(Generic[T]):
    """The items of all pages, one after the other; the next page is fetched when it is needed."""

    def __init__(self, pages: Pages[Any], key: str) -> None:
        pages.require(key)
        self._pages = pages
        self._key = key
        self._page: list[T] = []
        self._position = 0

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> T:
        while self._position >= len(self._page):
            page = self._pages.__next__()
            self._page, self._position = page[self._key], 0
        self._position += 1
        return self._page[self._position - 1]
