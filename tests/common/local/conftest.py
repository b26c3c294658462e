from __future__ import annotations

import pytest

from tc.testing import LocalTaskcluster


@pytest.fixture(scope="module")
def server():
    """One server for a module; every answer is checked against its schema."""
    with LocalTaskcluster() as running:
        running.deployment.check_answers = True
        yield running


@pytest.fixture
def taskcluster(server):
    """The server, with nothing in it."""
    server.reset()
    return server
