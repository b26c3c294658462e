"""URLs as they may be shown in errors and logs: the one place that takes secrets out of them."""

from __future__ import annotations

import re

# The value of a bewit, and the token of a hook in its path.
_SECRET_PARTS = re.compile(r"(?<=[?&]bewit=)[^&#]*|(?<=/trigger/)[^/?#]+")

_USER_INFO = re.compile(r"//[^/\s\"'<>?#]*@")
_QUERY = re.compile(r"\?[^\s\"'<>]*")  # with a `=` or without, since to look for one takes quadratic time


def redact(url: str) -> str:
    """Return a URL of a deployment without the value of a bewit or the token of a hook."""
    if "bewit=" not in url and "/trigger/" not in url:  # almost always, and for every call
        return url
    return _SECRET_PARTS.sub("***", url)


def redact_storage_url(url: object) -> str:
    """Return a URL of a storage without user info and query, any part of which may be a signature."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(str(url))
        host, port = parts.hostname, parts.port
    except (ValueError, TypeError):
        return "a malformed URL"
    if not host:
        return f"{parts.scheme}:{parts.path}" if parts.scheme else "a malformed URL"
    name = f"[{host}]" if ":" in host else host
    return redact(f"{parts.scheme}://{name}{f':{port}' if port is not None else ''}{parts.path or '/'}")


def redact_links(text: str) -> str:
    """Return a text, such as a page, without user info and queries of the URLs in it."""
    return redact(
        _QUERY.sub(lambda query: "?***" if "=" in query[0] else query[0], _USER_INFO.sub("//***@", text))
    )
