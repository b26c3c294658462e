"""What services say about a storage, checked where it enters: URLs, times, hashes. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tc._lazy import httpx
from tc._protocol.validation import kind_of
from tc.errors import TransferError
from tc.timestamps import check_aware

LONGEST_TEXT = 10_000  # characters


class Fields:
    """The response of a service, whose values are checked as they are taken out. Errors show none of them.

    Args:
        source: What was called, for errors.
        response: What came.

    Raises:
        TransferError: It is not a JSON object.
    """

    def __init__(self, source: str, response: Any) -> None:
        self._source = source
        if not isinstance(response, Mapping):
            raise TransferError(f"{source}: expected an object, the service sent {kind_of(response)}")
        self._values: Mapping[Any, Any] = response

    def __repr__(self) -> str:
        return f"<Fields of {self._source}: {', '.join(map(str, self._values))}>"

    def get(self, key: str) -> Any:
        """Return a value that may be missing, as it came."""
        return self._values.get(key)

    def text(self, key: str) -> str:
        """Return a text that is not empty, can be encoded, and fits into a URL.

        Raises:
            TransferError: There is none.
        """
        value = self._values.get(key)
        if not isinstance(value, str) or not 0 < len(value) <= LONGEST_TEXT or not _encodes(value):
            raise self._error(key, "text")
        return value

    def time(self, key: str) -> datetime:
        """Return a moment, timezone-aware.

        Raises:
            TransferError: There is none.
        """
        try:
            return check_aware(key, datetime.fromisoformat(self.text(key)))
        except (ValueError, TypeError):
            raise self._error(key, "a time with its zone") from None

    def url(self, key: str) -> str:
        """Return a URL that can be asked.

        Raises:
            TransferError: There is none, or one of another scheme than http and https.
        """
        value = self._values.get(key)
        if value is None:
            raise self._error(key, "a URL")
        storage_url(value)
        return str(value)

    def texts(self, key: str) -> dict[str, str]:
        """Return an object whose values are text.

        Raises:
            TransferError: There is none.
        """
        value = self._values.get(key)
        if not isinstance(value, Mapping) or not all(
            isinstance(part, str) and _encodes(part) for item in value.items() for part in item
        ):
            raise self._error(key, "an object of texts")
        return dict(value)

    def fields(self, key: str) -> Fields:
        """Return an object within.

        Raises:
            TransferError: There is none.
        """
        return Fields(f"{self._source}: {key}", self._values.get(key))

    def _error(self, key: str, wanted: str) -> TransferError:
        value = self._values.get(key)
        if value is None:
            return TransferError(f"{self._source}: the response has no {key!r}")
        found = "an unusable one" if isinstance(value, str) else kind_of(value)
        return TransferError(f"{self._source}: expected {wanted} as {key!r}, the service sent {found}")


def _encodes(text: str) -> bool:
    """Return True unless a text has half a surrogate pair, which JSON can carry and nothing else can."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def safe_storage_url(url: str | httpx.URL) -> str:
    """Return what errors and logs show of a URL: what follows the path may be a signature."""
    try:
        parsed = httpx.URL(url)
        host = f"{parsed.scheme}://{parsed.netloc.decode('ascii')}" if parsed.host else f"{parsed.scheme}:"
        return f"{host}{parsed.raw_path.decode('ascii').partition('?')[0]}"
    except (httpx.InvalidURL, TypeError, ValueError):
        return "a malformed URL"


def storage_url(url: Any) -> httpx.URL:
    """Return the URL of a storage, once it is known to be one that can be asked.

    Raises:
        TransferError: It is malformed, or of another scheme than http and https.
    """
    try:
        parsed = httpx.URL(url)
        parsed.raw_path.decode("ascii")
        usable = parsed.scheme in ("http", "https") and parsed.host and (parsed.port or 0) <= 65535
    except (httpx.InvalidURL, TypeError, ValueError):
        raise TransferError("the service sent a malformed URL") from None
    if not usable:
        raise TransferError(f"{safe_storage_url(parsed)} is not an http or https URL")
    return parsed


def redirected(url: httpx.URL, headers: Mapping[str, str]) -> httpx.URL:
    """Return where a redirect of a storage leads.

    Raises:
        TransferError: Nowhere, away from http and https, or from https to http.
    """
    try:
        goal = url.join(headers["location"])
    except (KeyError, httpx.InvalidURL, TypeError, ValueError):
        raise TransferError(f"{safe_storage_url(url)}: a redirect that leads nowhere") from None
    goal = storage_url(goal)
    if url.scheme == "https" and goal.scheme != "https":
        raise TransferError(f"{safe_storage_url(url)}: a redirect from https to http, which is refused")
    return goal
