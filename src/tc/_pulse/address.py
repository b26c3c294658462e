"""Where the broker is and who connects to it: from a URL or from the environment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from tc.errors import ConfigurationError

DEFAULT_HOST = "pulse.mozilla.org"
FORM = "amqps://user:password@host:5671/vhost"
_PORTS = {"amqps": 5671, "amqp": 5672}


class Secret:
    """A password that is shown to nobody but those who ask for it."""

    __slots__ = ("_read",)

    def __init__(self, text: str) -> None:
        self._read: Callable[[], str] = lambda: text  # reporters that walk attributes find a function

    def reveal(self) -> str:
        """The password itself."""
        return self._read()

    def __repr__(self) -> str:
        return "***"


@dataclass(frozen=True)
class PulseAddress:
    """A user of a broker. Its `str` is for messages: a URL without the password."""

    host: str
    port: int
    tls: bool
    vhost: str
    user: str
    password: Secret

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'amqps' if self.tls else 'amqp'}://{self.user}@{host}:{self.port}/{self.vhost.strip('/')}"

    def queue_name(self, name: str) -> str:
        """The full name of a queue of this user: a Pulse server permits no other."""
        return f"queue/{self.user}/{name}"


def find_address(url: Any, environ: Mapping[str, str]) -> PulseAddress:
    """The address that a URL names, or the environment where it is None.

    Args:
        url: `amqps://user:password@host:5671/vhost`, or with `amqp` for a private broker without TLS.
        environ: `PULSE_URL`, or `PULSE_USER` and `PULSE_PASSWORD`, with `PULSE_HOST` (`host` or `host:port`)
            and `PULSE_VHOST` where they are not those of pulse.mozilla.org.

    Raises:
        ConfigurationError: It is missing or malformed. Neither the text of the error nor its cause shows it.
    """
    if url is not None:
        return _from_url("url", url)
    if environ.get("PULSE_URL"):
        return _from_url("PULSE_URL", environ["PULSE_URL"])
    return _from_parts(environ)


def _from_url(name: str, url: Any) -> PulseAddress:
    if not isinstance(url, str):
        raise ConfigurationError(f"{name}: expected str or None, got {type(url).__name__}")
    if url != url.strip():
        raise ConfigurationError(f"{name}: there is white space around it")
    problem, parts, port = None, SplitResult("", "", "", "", ""), None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        problem = "its host or port cannot be read"
    if parts.scheme not in _PORTS:
        problem = problem or "its scheme is neither amqps nor amqp"
    elif not parts.hostname:
        problem = problem or "it has no host"
    elif not parts.username or not parts.password:
        problem = problem or "it lacks the user or the password"
    elif parts.query or parts.fragment:
        problem = problem or "it has a query or a fragment; write `?` and `#` of a password as %3F and %23"
    if problem:
        raise ConfigurationError(f"{name}: {problem}; expected the form {FORM}")
    return PulseAddress(
        host=str(parts.hostname),
        port=_PORTS[parts.scheme] if port is None else port,
        tls=parts.scheme == "amqps",
        vhost=unquote(parts.path[1:]) or "/",
        user=unquote(str(parts.username)),
        password=Secret(unquote(str(parts.password))),
    )


def _from_parts(environ: Mapping[str, str]) -> PulseAddress:
    for name in ("PULSE_USER", "PULSE_PASSWORD", "PULSE_HOST", "PULSE_VHOST"):
        value = environ.get(name, "")
        if value != value.strip():
            raise ConfigurationError(f"{name}: there is white space around its value")
        if not value and name in ("PULSE_USER", "PULSE_PASSWORD"):
            raise ConfigurationError(
                f"{name} is not set: give url=, or set PULSE_URL, or both PULSE_USER and PULSE_PASSWORD"
            )
    host, port, parts = environ.get("PULSE_HOST") or DEFAULT_HOST, None, SplitResult("", "", "", "", "")
    try:
        parts = urlsplit(f"//{host}")
        port = parts.port
        valid = bool(parts.hostname) and parts.netloc == host and "@" not in host
    except ValueError:
        valid = False
    if not valid:
        raise ConfigurationError("PULSE_HOST: expected the name of a host, or `host:port`")
    return PulseAddress(
        host=str(parts.hostname),
        port=_PORTS["amqps"] if port is None else port,
        tls=True,
        vhost=environ.get("PULSE_VHOST") or "/",
        user=environ["PULSE_USER"],
        password=Secret(environ["PULSE_PASSWORD"]),
    )
