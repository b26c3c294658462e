# Generated from api/overrides.toml by tools/generate.py. Do not edit.

"""Responses that many services give."""

from typing import Any, TypeAlias

from typing_extensions import TypedDict

__all__ = ["Empty", "Heartbeat", "Ping", "Profile", "Redirect", "Version"]


Empty: TypeAlias = dict[str, Any] | None
"""Response of methods that have nothing to say: `None` or an empty dict."""


Heartbeat: TypeAlias = dict[str, Any]
"""Response of `heartbeat` and `lbheartbeat`: free-form."""


class Ping(TypedDict, closed=True):
    """Response of `ping`."""

    alive: bool
    """True; a service that is not alive does not respond."""
    uptime: float
    """How long the process that responded has been running, in seconds."""


Profile: TypeAlias = dict[str, Any]
"""Response of `taskProfile` and `taskGroupProfile`, for the Firefox Profiler."""


class Redirect(TypedDict, closed=True):
    """Response of methods that redirect and say nothing else: where to."""

    url: str
    """Where the redirect leads."""


class Version(TypedDict):
    """Response of `version`: the build that the service runs."""

    build: str
    """The URL of the CI job that built the service; empty where it does not say."""
    commit: str
    """The commit that the service was built from; empty where it does not say."""
    source: str
    """The URL of the repository that the service was built from."""
    version: str
    """The version of the service, which is that of Taskcluster."""
