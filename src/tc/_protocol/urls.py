"""URLs: the root URL, route parameters, queries. What these functions build is sent and signed as it is.

https://docs.taskcluster.net/docs/manual/design/apis/reference-format and RFC 3986.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlsplit

from tc.errors import ConfigurationError
from tc.timestamps import to_json_date

MAX_URL_LENGTH = 60_000  # httpx refuses more than 65,536 characters
_HOST = re.compile(r"(?:[a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}\.?")
_PATH = re.compile(r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})+")
_DOTS = re.compile(r"(?:^|/)(?:\.|%2e){1,2}(?:/|$)", re.IGNORECASE)


def parse_root_url(root_url: Any, name: str = "root_url") -> str:
    """Return a root URL such as `https://tc.example.com` or `http://[::1]:8080`, without a slash at its end.

    Args:
        root_url: The text.
        name: What an error calls it.

    Raises:
        ConfigurationError: It is empty, has white space, another scheme than http and https, no host, user
            info, a query or a fragment. Its password, if any, is not in the error.
    """
    if not isinstance(root_url, str):
        raise ConfigurationError(f"{name}: expected a root URL as text, got {type(root_url).__name__}")
    if problem := _root_problem(root_url):
        raise ConfigurationError(f"{name}: {problem}")
    return root_url.rstrip("/")


def _root_problem(text: str) -> str | None:
    if not text:
        return "it is empty"
    if not all("!" <= letter <= "~" or (letter > "\xa0" and letter.isprintable()) for letter in text):
        return "it contains white space or control characters"
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
        (host or "").encode("idna" if ":" not in (host or "") else "ascii")
    except ValueError:
        return "it is not a URL"
    if parts.scheme not in ("http", "https"):
        return "it must begin with https:// or http://"
    if "@" in parts.netloc:
        return "it must not contain a user name or password"
    if not host or port == 0:
        return "it has no host" if not host else "its port is 0"
    if host.isascii() and ":" not in host and not _HOST.fullmatch(host):
        return "its host is not valid"
    if "?" in text or "#" in text:
        return "it must not have a query or fragment"
    if "\\" in text or (parts.path.strip("/") and check_path_problem(parts.path.strip("/"))):
        return "its path is not valid"
    return None


def segment(name: str, value: str | int) -> str:
    """A route parameter as one path segment: everything but letters, digits and `-._~` percent-encoded.

    Raises:
        TypeError: It is neither str nor int.
        ValueError: It is empty, `.` or `..`, which would lead to another route, or not valid Unicode.
    """
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise TypeError(f"{name}: expected str or int, got {type(value).__name__}")
    value = value if isinstance(value, str) else int.__repr__(value)  # the value of an enum, not its name
    if value in ("", ".", ".."):
        raise ValueError(f"{name}: {value!r} cannot stand in a URL path")
    try:
        return quote(value, safe="")
    except UnicodeEncodeError:
        raise ValueError(f"{name}: {value!r} is not valid Unicode") from None


def route(template: str, **parameters: str | int) -> str:
    """A path such as `api/queue/v1/task/<taskId>` with the parameters in their places.

    Raises:
        TypeError, ValueError: A parameter cannot be a segment; it is named.
    """
    for name, value in parameters.items():
        template = template.replace(f"<{name}>", segment(name, value))
    return template


def check_path(path: str) -> str:
    """A path relative to the root URL, ready to be sent.

    Raises:
        TypeError: It is not text.
        ValueError: It is empty, begins with a slash, has `.` or `..` segments, a query, a fragment, or
            characters that must be percent-encoded.
    """
    if not isinstance(path, str):
        raise TypeError(f"path: expected str, got {type(path).__name__}")
    if problem := check_path_problem(path):
        raise ValueError(f"path: {problem}")
    return path


def check_path_problem(path: str) -> str | None:
    """Describe the problem with a relative path, or return None."""
    if not path or path.startswith(("/", "http://", "https://")):
        return f"{path!r} must be relative to the root URL, without a slash in front"
    if not _PATH.fullmatch(path):
        return f"{path!r} has characters that need percent-encoding; give a query as `query`"
    if _DOTS.search(path):
        return f"{path!r} has a segment that is `.` or `..`"
    return None


def encode_query(query: Mapping[str, Any] | None) -> str:
    """A query with its leading `?`, or nothing.

    Args:
        query: Text, int, bool (`true`, `false`) or datetime by key; None is left out; a list or tuple
            repeats the key.

    Raises:
        TypeError, ValueError: A value is of another type, a naive datetime, or not valid Unicode.
    """
    if not query:
        return ""
    try:
        pairs = [f"{quote(key, safe='')}={quote(text, safe='')}" for key, text in _texts(query)]
    except UnicodeEncodeError:
        raise ValueError("query: a value is not valid Unicode") from None
    return "?" + "&".join(pairs) if pairs else ""


def _texts(query: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in query.items():
        if value is None:
            continue
        if not isinstance(key, str):
            raise TypeError(f"query: expected a key of type str, got {type(key).__name__}")
        for item in value if isinstance(value, (list, tuple)) else (value,):
            yield key, query_text(key, item)


def query_text(key: str, value: Any) -> str:
    """One value of a query as it is written before percent-encoding."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    if isinstance(value, int):
        return int.__repr__(value)
    if isinstance(value, datetime):
        return to_json_date(value)
    raise TypeError(f"query: expected str, int, bool or datetime for {key}, got {type(value).__name__}")
