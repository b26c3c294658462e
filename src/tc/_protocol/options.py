"""The options of a client, each checked once, and the credentials that one of them stands for."""

from __future__ import annotations

import enum
import inspect
import math
import pickle
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from tc._lazy import httpx
from tc._protocol.hawk import check_authorized_scopes
from tc._protocol.validation import kind_of
from tc._version import __version__
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
"""The default of an argument for which None is a value."""


@dataclass(frozen=True, repr=False, slots=True)
class Options:
    """What a client does for each call, apart from its address and connections."""

    credentials: Credentials | Callable[[], Any] | None = None
    authorized_scopes: tuple[str, ...] | None = None
    retry: Retry = field(default_factory=Retry)
    timeout: float | httpx.Timeout = 30.0
    total_timeout: float | None = None
    user_agent: str | None = None
    trace_id: str | None = None

    def changed(self, given: Mapping[str, Any]) -> Options:
        """These options with those given in their place.

        Raises:
            ConfigurationError: An option has a value that it cannot have; the error names it.
            TypeError: There is no option of that name.
        """
        for name in given:
            if name not in _CHECKS:
                raise TypeError(f"{name}: there is no such option; the options are {', '.join(_CHECKS)}")
        return replace(self, **{name: _CHECKS[name](value) for name, value in given.items()})

    def given(self) -> dict[str, Any]:
        """The options as arguments that make the same options again."""
        return {name: getattr(self, name) for name in _CHECKS}


def check_credentials(value: Any) -> Any:
    """Return the value once it is known to be credentials, a function that may return them, or None.

    Raises:
        ConfigurationError: It is something else.
    """
    if value is None or isinstance(value, Credentials) or (callable(value) and not inspect.isclass(value)):
        return value
    raise ConfigurationError(
        "credentials: expected tc.Credentials or a function that returns them,"
        f" got {kind_of(value, Credentials)}{_dict_hint(value)}"
    )


def _dict_hint(value: Any) -> str:
    return "; use tc.Credentials.from_dict" if isinstance(value, Mapping) else ""


def _check_retry(value: Any) -> Retry:
    if isinstance(value, Retry):
        return value
    raise ConfigurationError(f"retry: expected tc.Retry, got {kind_of(value, Retry)}")


def _is_seconds(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value < math.inf


def _check_timeout(value: Any) -> float | httpx.Timeout:
    if _is_seconds(value) or (not isinstance(value, (int, float, str)) and hasattr(value, "as_dict")):
        timeout: float | httpx.Timeout = value
        return timeout
    raise ConfigurationError(f"timeout: expected seconds above zero or an httpx.Timeout, got {value!r}")


def _check_total_timeout(value: Any) -> float | None:
    if value is None or _is_seconds(value):
        seconds: float | None = value
        return seconds
    raise ConfigurationError(f"total_timeout: expected seconds above zero or None, got {value!r}")


def _check_header(name: str) -> Callable[[Any], str | None]:
    def check(value: Any) -> str | None:
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip() or not all(" " <= c <= "~" for c in value):
            raise ConfigurationError(f"{name}: expected printable ASCII text, got {value!r}")
        return value.strip()

    return check


_CHECKS: dict[str, Callable[[Any], Any]] = {
    "credentials": check_credentials,
    "authorized_scopes": check_authorized_scopes,
    "retry": _check_retry,
    "timeout": _check_timeout,
    "total_timeout": _check_total_timeout,
    "user_agent": _check_header("user_agent"),
    "trace_id": _check_header("trace_id"),
}


def default_user_agent() -> str:
    """The name and version of this library and of Python."""
    return f"taskcluster-sdk/{__version__} python/{sys.version.partition(' ')[0]}"


def check_picklable(credentials: Any) -> None:
    """Refuse to pickle a client whose credentials function cannot be.

    Raises:
        TypeError: It is a lambda, or another function that pickle does not find by its name.
    """
    if not callable(credentials):
        return
    try:
        pickle.dumps(credentials)
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        problem = str(error)
    else:
        return
    raise TypeError(
        f"credentials: a client with a function that cannot be pickled cannot be either: {problem};"
        " use a function of a module"
    )


def resolve_credentials(source: Credentials | Callable[[], Any] | None) -> Credentials | None:
    """Return the credentials that an option stands for, without waiting for anything.

    Raises:
        ConfigurationError: The function is async, or returned something else.
    """
    value = source() if callable(source) else source
    if inspect.isawaitable(value):
        if inspect.iscoroutine(value):
            value.close()
        raise ConfigurationError("credentials: the function must be a plain one here, not an async one")
    return _check_resolved(value)


async def async_resolve_credentials(source: Credentials | Callable[[], Any] | None) -> Credentials | None:
    """Return the credentials that an option stands for; wait for them when the function is async.

    Raises:
        ConfigurationError: The function returned something else.
    """
    value = source() if callable(source) else source
    return _check_resolved(await value if inspect.isawaitable(value) else value)


def _check_resolved(value: Any) -> Credentials | None:
    if value is None or isinstance(value, Credentials):
        return value
    raise ConfigurationError(
        "credentials: expected a function that returns tc.Credentials,"
        f" got one that returns {kind_of(value, Credentials)}{_dict_hint(value)}"
    )
