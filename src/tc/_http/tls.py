"""The TLS settings that all clients of a process share."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    import ssl

_lock = threading.Lock()
_context: ssl.SSLContext | None = None
_made_for: tuple[str | None, str | None] | None = None


def shared_ssl_context() -> ssl.SSLContext:
    """The process's one `ssl.SSLContext`, made on first use: reading the certificates takes some 20 ms.

    It trusts what `httpx` trusts by default: the file of `SSL_CERT_FILE`, or the folder of `SSL_CERT_DIR`, or
    else the certificates of `certifi`. It is made again only when one of these two variables has changed.
    """
    global _context, _made_for
    wanted = (os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR"))
    with _lock:
        if _context is None or wanted != _made_for:
            context = httpx.create_ssl_context()
            context.set_alpn_protocols(["http/1.1"])
            _context, _made_for = context, wanted
        return _context
