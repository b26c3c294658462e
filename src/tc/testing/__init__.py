"""A local Taskcluster for tests: a real HTTP deployment on loopback, in memory.

    with LocalTaskcluster() as taskcluster:
        queue = tc.sync.Queue(taskcluster.root_url, credentials=taskcluster.credentials)

Needs the extra `testing`. `python -m tc.testing` runs one from the shell.
"""

from __future__ import annotations

from tc.testing.server import LocalTaskcluster

__all__ = ["LocalTaskcluster"]
