"""Which proxy requests to a host go through, by the environment.

`HTTP_PROXY`, `HTTPS_PROXY` and `ALL_PROXY` name proxies by the scheme of the request, `NO_PROXY` lists hosts
that are reached directly. Names in lower case work as well and win; under CGI, where a client could set it by
a header, `HTTP_PROXY` is ignored. macOS and Windows have settings of the system, which count where the
environment names none.
"""

from __future__ import annotations

import os
import re
import sys
from typing import NamedTuple
from urllib.parse import urlsplit

from tc._lazy import LazyPattern
from tc.errors import ConfigurationError

_SCHEMES = ("http", "https", "socks5", "socks5h")
_WITH_SETTINGS = ("darwin", "win32")
_ENTRY = LazyPattern(
    r"(?:[a-z][a-z0-9+.-]*://)?(?:(?P<host>\[[^]]*\]|[^:]*)(?::(?P<port>[0-9]+))?|(?P<address>[^:]*:[^:]*:.*))"
)


class ProxySetting(NamedTuple):
    """A proxy, and the name of the variable that asks for it."""

    variable: str
    url: str

    def __repr__(self) -> str:
        return f"<the proxy of {self.variable}>"

    @property
    def safe_url(self) -> str:
        """Scheme, host and port, without user name and password."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def find_proxy(scheme: str, host: str, port: int) -> ProxySetting | None:
    """The proxy that the environment wants for requests to a host, or None to go straight to it.

    Raises:
        ConfigurationError: The value is no URL of a proxy; its variable is named, and it is not shown.
    """
    if not any(name.lower().endswith("_proxy") for name in os.environ) and sys.platform not in _WITH_SETTINGS:
        return None
    from urllib.request import getproxies

    settings = getproxies()
    kind = scheme if scheme in settings else "all"
    url = settings.get(kind)
    if url is None or _bypasses(settings.get("no", ""), host.lower(), port):
        return None
    names = [name for name in os.environ if name.lower() == f"{kind}_proxy" and os.environ[name] == url]
    variable = min(names, default="the system's settings", key=str.isupper)
    url = url if "://" in url else f"http://{url}"
    if problem := _problem(url):
        raise ConfigurationError(f"{variable}: {problem}")
    return ProxySetting(variable, url)


def _problem(url: str) -> str | None:
    """What is wrong with the URL of a proxy, without a part of it, since there may be a password."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
        (host or "").encode("idna")  # names that the system is never asked for
    except ValueError:
        return "the port of the proxy is not a number from 0 to 65535, or its address is malformed"
    if parts.scheme not in _SCHEMES:
        return f"the URL of a proxy must begin with {', '.join(f'{scheme}://' for scheme in _SCHEMES)}"
    if parts.scheme.startswith("socks") and max(len(parts.username or ""), len(parts.password or "")) > 255:
        return "user name and password of a SOCKS proxy have at most 255 bytes"
    if not host or not all(letter >= "!" for letter in url):
        return "the URL of the proxy has no host" if not host else "the URL of the proxy has white space"
    return None


def _bypasses(exceptions: str, host: str, port: int) -> bool:
    """Return True if an entry of `NO_PROXY` covers a host."""
    entries = re.split(r"[,\s]+", exceptions.lower())
    return "*" in entries or any(_covers(entry, host, port) for entry in entries)


def _covers(entry: str, host: str, port: int) -> bool:
    """Return True if an entry is the host, a domain that it is in, or a network that its address is in."""
    import ipaddress

    parts = _ENTRY.fullmatch(entry)
    if parts is None or (parts["port"] and int(parts["port"]) != port):
        return False
    name = (parts["address"] or parts["host"]).strip("[]")
    try:
        return ipaddress.ip_address(host) in ipaddress.ip_network(name, strict=False)
    except ValueError:
        name, host = name.lstrip("*").strip("."), host.rstrip(".")
        return bool(name) and (host == name or host.endswith(f".{name}"))
