from __future__ import annotations

from collections.abc import Iterator

import pytest

import tc
from tc.testing import LocalTaskcluster
from tests.testing.signed_requests import Wire


@pytest.fixture
def taskcluster(taskcluster: LocalTaskcluster) -> LocalTaskcluster:
    """The fixture of the plugin, which here also checks each answer against the schema of its output."""
    taskcluster.deployment.check_responses = True
    return taskcluster


@pytest.fixture
def wire(taskcluster: LocalTaskcluster) -> Iterator[Wire]:
    """Plain HTTP to it, signed by mohawk."""
    with Wire(taskcluster) as found:
        yield found


@pytest.fixture
def client(taskcluster: LocalTaskcluster) -> Iterator[tc.sync.Client]:
    """A client that may do everything."""
    with tc.sync.Client(taskcluster.root_url, credentials=taskcluster.credentials) as client:
        yield client


@pytest.fixture
def queue(client: tc.sync.Client) -> tc.sync.Queue:
    """The queue, for somebody who may do everything."""
    return tc.sync.Queue(client)
