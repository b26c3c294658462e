"""The pytest plugin: `taskcluster`, a fresh deployment for each test, and what goes with it.

    def test_my_code(taskcluster):
        queue = tc.sync.Queue(taskcluster.root_url, credentials=taskcluster.credentials)
        ...

pytest imports this module in every run, used or not: it imports nothing else before a fixture is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tc.testing.server import LocalTaskcluster

VARIABLES = ("ROOT_URL", "CLIENT_ID", "ACCESS_TOKEN", "CERTIFICATE", "PROXY_URL")


@pytest.fixture(scope="session")
def _taskcluster_server() -> Iterator[LocalTaskcluster]:
    from tc.testing.server import LocalTaskcluster

    with LocalTaskcluster() as server:
        yield server


@pytest.fixture
def taskcluster(_taskcluster_server: LocalTaskcluster) -> Iterator[LocalTaskcluster]:
    """A local Taskcluster in its first state; the server is one for all tests of the session.

    Clients that are made in the test are closed at its end.
    """
    from tc.testing.closing import closing_clients

    _taskcluster_server.reset()
    with closing_clients():
        yield _taskcluster_server


@pytest.fixture
def taskcluster_env(taskcluster: LocalTaskcluster, monkeypatch: pytest.MonkeyPatch) -> LocalTaskcluster:
    """The same, with the variables `TASKCLUSTER_*` set to it, so that `from_env()` finds it."""
    for name in VARIABLES:
        monkeypatch.delenv(f"TASKCLUSTER_{name}", raising=False)
    for name, value in taskcluster.env().items():
        monkeypatch.setenv(name, value)
    return taskcluster


@pytest.fixture(scope="session")
def taskcluster_session() -> Iterator[LocalTaskcluster]:
    """A local Taskcluster of its own, whose state lasts for the session: for fixtures that fill it once."""
    from tc.testing.server import LocalTaskcluster

    with LocalTaskcluster() as server:
        yield server
