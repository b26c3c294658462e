"""A local Taskcluster for tests: a real HTTP deployment on loopback, in memory.

    with LocalTaskcluster() as taskcluster:
        queue = tc.sync.Queue(taskcluster.root_url, credentials=taskcluster.credentials)

Needs the extra `testing`. `python -m tc.testing` runs one from the shell, and the pytest plugin has the
fixtures `taskcluster` and `taskcluster_env`. Names are imported when they are first used: pytest imports
this package in every run of everybody who has it installed.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tc.testing.auth import PRODUCTION_ANONYMOUS_SCOPES as PRODUCTION_ANONYMOUS_SCOPES
    from tc.testing.protocol.records import Message as Message
    from tc.testing.protocol.records import Requested as Requested
    from tc.testing.server import LocalTaskcluster as LocalTaskcluster

_HOMES = {
    "LocalTaskcluster": "tc.testing.server",
    "PRODUCTION_ANONYMOUS_SCOPES": "tc.testing.auth",
    "Message": "tc.testing.protocol.records",
    "Requested": "tc.testing.protocol.records",
}
__all__ = ["PRODUCTION_ANONYMOUS_SCOPES", "LocalTaskcluster", "Message", "Requested"]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for, and keep it."""
    if name not in _HOMES:
        raise AttributeError(f"module 'tc.testing' has no attribute {name!r}")
    value = globals()[name] = getattr(importlib.import_module(_HOMES[name]), name)
    return value
