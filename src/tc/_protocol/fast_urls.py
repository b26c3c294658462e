"""URLs for httpx without parsing the same root URL for every call.

`httpx.URL` looks at each character of a URL several times, and once more at an address as host: some 20 us,
a tenth of a whole call. What follows the root is mostly plain letters, which mean nothing else to httpx.
"""

from __future__ import annotations

import functools
import re

from tc._lazy import httpx

# Path and query of characters that httpx leaves as they are. A dot after a slash might be folded.
_PLAIN = re.compile(
    r"(?P<path>(?:[A-Za-z0-9_~/-]|%[0-9A-F]{2}|(?<=[A-Za-z0-9_~.-])\.)++)"
    r"(?:\?(?P<query>(?:[A-Za-z0-9._~=&-]|%[0-9A-F]{2})++))?"
)


def join(root: str, target: str) -> httpx.URL:
    """The same as `httpx.URL(f"{root}/{target}")`.

    Args:
        root: A root URL, without a slash at its end.
        target: Path and query, percent-encoded, without a slash at the beginning.
    """
    plain = _PLAIN.fullmatch(target)
    base = _base(root)
    parts = getattr(base, "_uri_reference", None)  # private, so there is a way without it; a test tells of it
    if plain is None or parts is None:
        return httpx.URL(f"{root}/{target}")
    url = httpx.URL(base)
    url._uri_reference = parts._replace(path=parts.path + plain["path"], query=plain["query"])
    return url


@functools.lru_cache(maxsize=64)
def _base(root: str) -> httpx.URL:
    return httpx.URL(f"{root}/")
