"""The TLS settings that all clients of a process share."""

from __future__ import annotations

import importlib.util
import os
import ssl
from typing import Any

from tc._http.sockets import QuietSSLSocket
from tc._lazy import LazyPattern
from tc.errors import ConfigurationError

# OpenSSL sets itself up for the first context: here, since a child forked meanwhile could never make one.
ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)

# The newest only, by the settings of the environment that it was made for.
_shared: dict[tuple[str | None, ...], ssl.SSLContext] = {}
_CERTIFICATE = LazyPattern(rb"-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----")
_VARIABLES = ("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "SSLKEYLOGFILE")


def ssl_context() -> ssl.SSLContext:
    """The process's one `ssl.SSLContext`, made on first use: reading the certificates takes some 20 ms.

    It trusts the file of `SSL_CERT_FILE`, or the folders of `SSL_CERT_DIR`, or the file or folder of
    `REQUESTS_CA_BUNDLE`, or else the certificates of `certifi`. Secrets of sessions go to the file of
    `SSLKEYLOGFILE`, if there is one. It is made again only when one of these variables has changed. No lock
    is held meanwhile, which a process that forks could leave locked in its child.

    Raises:
        ConfigurationError: What a variable names cannot be used; the variable is named.
    """
    settings = tuple(os.environ.get(name) or None for name in _VARIABLES)
    context = _shared.get(settings)
    if context is None:
        context = _make_context(*settings)
        _shared.clear()
        _shared[settings] = context
    return context


def _certificates_in(path: str) -> dict[str, Any]:
    """The certificates in a file, as an argument for a context.

    Handed over as text they are parsed without letting other threads run: one could fork, and leave the child
    with a lock of OpenSSL that nobody opens. Those with a trust of their own OpenSSL reads from files only.
    """
    with open(path, "rb") as file:
        data = file.read()
    if b"-----BEGIN TRUSTED CERTIFICATE-----" in data:
        return {"cafile": path}
    found = _CERTIFICATE.findall(data)
    if not found:
        raise OSError("there are no certificates in it")
    return {"cadata": "\n".join([block.decode("ascii", "replace") for block in found])}


def _certifi() -> str:
    """The certificates of the package certifi, whose own function for that takes long to import."""
    found = importlib.util.find_spec("certifi")
    for folder in (found and found.submodule_search_locations) or ():
        path = os.path.join(folder, "cacert.pem")
        if os.path.exists(path):
            return path
    import certifi

    return certifi.where()


def _make_context(*settings: str | None) -> ssl.SSLContext:
    *paths, keylog = settings
    named = [(name, path) for name, path in zip(_VARIABLES, paths, strict=False) if path]
    name, path = named[0] if named else ("certifi", _certifi())
    folders = any(map(os.path.isdir, path.split(os.pathsep) if name == "SSL_CERT_DIR" else [path]))
    if name == "SSL_CERT_DIR" and not folders:
        raise ConfigurationError(f"{name}: {path!r} is not a folder")
    if not (folders or os.path.exists(path)) or (name == "SSL_CERT_FILE") > os.path.isfile(path):
        raise ConfigurationError(f"{name}: there is no such file as {path!r}")
    try:
        trusted: dict[str, Any] = {"capath": path} if folders else _certificates_in(path)
        context = ssl.create_default_context(**trusted)
    except OSError as error:
        if keylog is not None and error.filename == keylog:
            name, path = "SSLKEYLOGFILE", keylog
        raise ConfigurationError(f"{name}: {path!r} cannot be used: {error.strerror or error}") from None
    context.set_alpn_protocols(["http/1.1"])
    context.sslsocket_class = QuietSSLSocket
    return context
