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
    """Response of `ping`; `uptime` in seconds."""

    alive: bool
    uptime: float


Profile: TypeAlias = dict[str, Any]
"""Response of `taskProfile` and `taskGroupProfile`, for the Firefox Profiler."""


class Redirect(TypedDict, closed=True):
    """Response of methods that redirect and say nothing else: where to."""

    url: str


class Version(TypedDict):
    """Response of `version`: the build that the service runs."""

    build: str
    commit: str
    source: str
    version: str
