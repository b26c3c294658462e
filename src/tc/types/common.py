# Generated from tools/schema_names.py by tools/render_types.py. Do not edit.
"""Answers that many services give."""

from typing import Any, TypeAlias

from typing_extensions import TypedDict

__all__ = ["Empty", "Heartbeat", "Ping", "Profile", "Redirect", "Version"]


Empty: TypeAlias = dict[str, Any] | None
"""Answer of methods that have nothing to say: `None` or an empty dict."""


Heartbeat: TypeAlias = dict[str, Any]
"""Answer of `heartbeat` and `lbheartbeat`: free-form."""


class Ping(TypedDict, closed=True):
    """Answer of `ping`; `uptime` in seconds."""

    alive: bool
    uptime: float


Profile: TypeAlias = dict[str, Any]
"""Answer of `taskProfile` and `taskGroupProfile`, for the Firefox Profiler."""


class Redirect(TypedDict, closed=True):
    """Answer of methods that redirect and say nothing else: where to."""

    url: str


class Version(TypedDict):
    """Answer of `version`: the build that the service runs."""

    build: str
    commit: str
    source: str
    version: str
