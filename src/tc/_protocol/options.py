"""The options of a client, checked once, and the environment variables that some of them come from."""

from __future__ import annotations

import enum
import inspect
import math
import os
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

import tc
from tc._lazy import httpx
from tc._protocol.hawk import check_authorized_scopes
from tc._protocol.urls import RootURL
from tc._redact.values import HiddenMapping
from tc.credentials import Credentials
from tc.errors import ConfigurationError
from tc.retry import Retry

CredentialsFunction = Callable[[], Credentials | None]
AsyncCredentialsFunction = Callable[[], Credentials | Awaitable[Credentials | None] | None]


class Unset(enum.Enum):
    """The type of `UNSET`."""

    token = 0

    def __repr__(self) -> str:
        return "unset"


UNSET: Final = Unset.token
"""The default of an option that None is a value of."""


@dataclass(frozen=True, repr=False)
class Options:
    """What a client does for each call, besides its address and connections."""

    credentials: Credentials | Callable[[], Any] | None = None
    authorized_scopes: tuple[str, ...] | None = None
    retry: Retry = field(default_factory=Retry)
    timeout: float | httpx.Timeout = 30.0
    user_agent: str | None = None
    trace_id: str | None = None

    def changed(self, **given: Any) -> Options:
        """These options with those given put in their place; `UNSET` ones are left as they are.

        Raises:
            ConfigurationError: An option is not what it should be; it is named.
        """
        return replace(self, **{n: _CHECKS[n](value) for n, value in given.items() if value is not UNSET})


def _check_credentials(value: Any) -> Any:
    if value is None or isinstance(value, Credentials) or (callable(value) and not inspect.isclass(value)):
        return value
    raise ConfigurationError(
        f"credentials: Credentials, or a function that returns them, are needed, not {presentable(value)}"
    )


def _check_retry(value: Any) -> Retry:
    if isinstance(value, Retry):
        return value
    raise ConfigurationError(f"retry: a Retry is needed, not {type(value).__name__}")


def _check_timeout(value: Any) -> float | httpx.Timeout:
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if (number and 0 < value < math.inf) or (not number and isinstance(value, httpx.Timeout)):
        timeout: float | httpx.Timeout = value
        return timeout
    raise ConfigurationError(f"timeout: {value!r} is neither seconds above zero nor an httpx.Timeout")


def _check_header(name: str) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        if not isinstance(value, str) or not value.strip() or not all(" " <= c <= "~" for c in value):
            raise ConfigurationError(f"{name}: {value!r} is not printable ASCII")
        return value.strip()

    return check


def _check_user_agent(value: Any) -> str | None:
    return None if value is None else _check_header("user_agent")(value)


def _check_trace_id(value: Any) -> str | None:
    return None if value is None else _check_header("trace_id")(value)


_CHECKS: dict[str, Callable[[Any], Any]] = {
    "credentials": _check_credentials,
    "authorized_scopes": check_authorized_scopes,
    "retry": _check_retry,
    "timeout": _check_timeout,
    "user_agent": _check_user_agent,
    "trace_id": _check_trace_id,
}


def default_user_agent() -> str:
    """Names this library, httpx and Python with their versions."""
    import platform

    return f"taskcluster-sdk/{tc.__version__} httpx/{httpx.__version__} python/{platform.python_version()}"


class Refused:
    """Stands for something that was given as credentials and is none, but may be a secret: its type shows."""

    def __init__(self, value: object) -> None:
        self._kind = type(value).__name__

    def __repr__(self) -> str:
        return self._kind


def presentable(credentials: Any) -> Any:
    """The `credentials` of an option, in a form that a traceback with local variables may show.

    People hand over dicts, and tokens; the frames that an error goes through must not show them.
    """
    if credentials is None or isinstance(credentials, (Credentials, Unset, Refused)):
        return credentials
    if callable(credentials) and not inspect.isclass(credentials):
        return credentials
    return Refused(credentials)


def resolve_credentials(source: Credentials | Callable[[], Any] | None) -> Credentials | None:
    """The credentials that an option stands for, without waiting for anything.

    Raises:
        ConfigurationError: The function needs to be waited for, or returned something else.
    """
    value = source() if callable(source) else source
    if inspect.isawaitable(value):
        if inspect.iscoroutine(value):
            value.close()
        raise ConfigurationError("credentials: the function must be a plain one here, not an async one")
    value = presentable(value)
    return check_resolved(value)


async def async_resolve_credentials(source: Credentials | Callable[[], Any] | None) -> Credentials | None:
    """The credentials that an option stands for; waits for them when the function is async.

    Raises:
        ConfigurationError: The function returned something else.
    """
    value = source() if callable(source) else source
    value = presentable(await value if inspect.isawaitable(value) else value)
    return check_resolved(value)


def check_resolved(value: Any) -> Credentials | None:
    """What a credentials function returned, once it is known to be credentials."""
    if value is None or isinstance(value, Credentials):
        return value
    raise ConfigurationError(f"credentials: the function returned {value}, not Credentials")


@dataclass(frozen=True)
class Environment:
    """Where to, and who as, by the environment variables.

    Attributes:
        root_url: Where requests go.
        public_root_url: What URLs handed to others begin with; differs when `root_url` is a task's proxy.
        credentials: None through the proxy, which signs for the task.
    """

    root_url: str
    public_root_url: str
    credentials: Credentials | None

    @classmethod
    def read(cls, environ: Mapping[str, str] = os.environ, *, use_proxy: bool = True) -> Environment:
        """With a client id and token `TASKCLUSTER_ROOT_URL` and these; else `TASKCLUSTER_PROXY_URL`,
        unsigned; else `TASKCLUSTER_ROOT_URL`, unsigned.

        Args:
            environ: Where to look.
            use_proxy: Whether the proxy may be chosen; not when credentials come from elsewhere.

        Raises:
            ConfigurationError: No URL, only one of client id and token, or white space around a value.
        """
        environ = HiddenMapping(environ)  # a traceback that shows local variables must not show it
        root_url = _variable(environ, "TASKCLUSTER_ROOT_URL")
        proxy_url = _variable(environ, "TASKCLUSTER_PROXY_URL")
        credentials = None
        if environ.get("TASKCLUSTER_CLIENT_ID") or environ.get("TASKCLUSTER_ACCESS_TOKEN"):
            credentials = Credentials.from_env(environ)
        if root_url:
            RootURL.parse(root_url, "TASKCLUSTER_ROOT_URL")
        if proxy_url and use_proxy and not credentials:
            RootURL.parse(proxy_url, "TASKCLUSTER_PROXY_URL")
            return cls(proxy_url, root_url or proxy_url, None)
        if not root_url:
            either = "" if credentials or not use_proxy else ", nor is TASKCLUSTER_PROXY_URL"
            raise ConfigurationError(f"TASKCLUSTER_ROOT_URL is not set{either}")
        return cls(root_url, root_url, credentials)


def _variable(environ: Mapping[str, str], name: str) -> str:
    value = environ.get(name, "")
    if value != value.strip():
        raise ConfigurationError(f"{name} has white space around its value")
    return value
