"""What services say about a storage, checked where it enters. Pure, shared by both halves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from tc._lazy import httpx
from tc._protocol.fields import Fields
from tc.errors import TaskclusterError, TransferError


class TransferFields(Fields):
    """What services say about a transfer."""

    error: ClassVar[type[TaskclusterError]] = TransferError

    def url(self, key: str) -> str:
        """Return a URL that can be asked.

        Raises:
            TransferError: The value is something else, one of another scheme than http and https, or missing.
        """
        value = self.get(key)
        if value is None:
            raise self._error(key, "a URL")
        storage_url(value)
        return str(value)


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
