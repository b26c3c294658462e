"""Which proxy a request goes through, by the environment variables that `httpx` reads too.

`HTTP_PROXY`, `HTTPS_PROXY` and `ALL_PROXY` name proxies by the scheme of the request, `NO_PROXY` lists hosts
that are reached directly (https://www.python-httpx.org/environment_variables/). Names in lower case work as
well and win; under CGI, where a client could set it by a header, `HTTP_PROXY` is ignored
(`urllib.request.getproxies`, which also asks macOS and Windows for the system's settings).
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.request import getproxies

import httpx

from tc._redact.values import HiddenMapping, HiddenText


@dataclass(frozen=True, slots=True)
class ProxyRule:
    """Requests that match go through `proxy`, or straight to the host where it is None.

    Attributes:
        scheme: `http`, `https`, or empty for both.
        host: a host, in lower case; `*name` also matches the names below it, `*.name` only those; empty: any.
        port: None for any.
    """

    scheme: str
    host: str
    port: int | None
    proxy: httpx.Proxy | None

    def matches(self, scheme: str, host: str, port: int | None) -> bool:
        """Whether a request to this scheme, host and port (None where the URL names none) falls under it."""
        if (self.scheme and self.scheme != scheme) or (self.port is not None and self.port != port):
            return False
        if self.host.startswith("*."):
            return host.endswith(self.host[1:]) and host != self.host[1:]
        if self.host.startswith("*"):
            return host == self.host[1:] or host.endswith("." + self.host[1:])
        return not self.host or self.host == host


def _rule(pattern: str, proxy: httpx.Proxy | None) -> ProxyRule:
    url = httpx.URL(pattern)
    scheme = "" if url.scheme == "all" else url.scheme
    return ProxyRule(scheme, "" if url.host == "*" else url.host.lower(), url.port, proxy)


def _exception_pattern(host: str) -> str:
    """A `NO_PROXY` entry as a pattern: a plain name stands for itself and all names below it."""
    if "://" in host:
        return host
    try:
        address = ipaddress.ip_address(host.split("/", maxsplit=1)[0])
    except ValueError:
        return f"all://{host}" if host.lower() == "localhost" else f"all://*{host}"
    return f"all://[{host}]" if address.version == 6 else f"all://{host}"


def environment_rules() -> tuple[ProxyRule, ...]:
    """The rules that the environment sets now, the most specific first. Empty: no proxies.

    Raises:
        ValueError: a proxy's URL has a scheme other than http, https, socks5 and socks5h.
    """
    settings = HiddenMapping(getproxies())
    exceptions = [host.strip() for host in settings.get("no", "").split(",")]
    if "*" in exceptions:
        return ()
    rules = []
    for scheme in ("http", "https", "all"):
        address = HiddenText(settings.get(scheme, ""))
        if address:
            proxy = httpx.Proxy(address if "://" in address else f"http://{address}")
            rules.append(_rule(f"{scheme}://", proxy))
    if rules:
        rules += [_rule(_exception_pattern(host), None) for host in exceptions if host]
    return tuple(sorted(rules, key=lambda rule: (rule.port is None, -len(rule.host), -len(rule.scheme))))


def find_proxy(rules: tuple[ProxyRule, ...], scheme: str, host: str, port: int | None) -> httpx.Proxy | None:
    """The proxy for a request by the first rule that matches, or None to go straight to the host."""
    for rule in rules:
        if rule.matches(scheme, host, port):
            return rule.proxy
    return None
