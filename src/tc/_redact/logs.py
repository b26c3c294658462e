"""What httpx and httpcore log of this library's requests, without what is secret in it.

httpx logs the URL of each request, which may be a signed one, or hold the token of a hook. httpcore logs the
headers of each response at level DEBUG, and a redirect may lead to a signed URL; hpack logs those of requests
as well. The default transport logs nothing. For an `http_client` or a `transport` that was handed over, a
filter on their loggers leaves these parts out; it touches only the records of this library's own requests.
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from tc._redact.urls import redact

_LOGGERS = (
    "httpx",
    "httpx2",
    *(
        f"{library}.{part}"
        for library in ("httpcore", "httpcore2")
        for part in ("connection", "http11", "http2", "proxy", "socks")
    ),
    *(f"hpack.{part}" for part in ("hpack", "table")),
)
_sending: ContextVar[bool] = ContextVar("tc_sending", default=False)


@contextmanager
def discreet() -> Iterator[None]:
    """While the block runs, what this task or thread has these libraries log is fit to be kept."""
    for logger in _loggers():
        logger.addFilter(_filter)  # once each: it knows its filters
    token = _sending.set(True)
    try:
        yield
    finally:
        _sending.reset(token)


@functools.cache
def _loggers() -> list[logging.Logger]:
    return [logging.getLogger(name) for name in _LOGGERS]


def _filter(record: logging.LogRecord) -> bool:
    """Rewrite a record about one of our requests; False to drop it."""
    if not _sending.get():
        return True
    if record.name.startswith("hpack"):
        return False
    if record.name in ("httpx", "httpx2") and isinstance(record.args, tuple):
        record.args = tuple(_shown(item) if hasattr(item, "raw_path") else item for item in record.args)
    else:
        message, found, _ = record.getMessage().partition("[(")
        if found:
            record.msg, record.args = f"{message}[...])", ()
    return True


def _shown(url: object) -> str:
    """A URL without its query, any part of which may be a signature."""
    path, mark, _ = redact(str(url)).partition("?")
    return f"{path}{mark and '?***'}"
