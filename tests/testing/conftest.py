from __future__ import annotations

from collections.abc import Iterator

import pytest

import tc
import tc.testing.protocol.validation  # here, since it may take seconds: no request has to wait for it
from tc.testing import LocalTaskcluster
from tests.testing.signed_requests import Wire


@pytest.fixture
def production(_taskcluster_server: LocalTaskcluster) -> LocalTaskcluster:
    """A deployment as it starts by default, with responses checked against their schemas."""
    _taskcluster_server.reset()
    _taskcluster_server.deployment.check_responses = True
    return _taskcluster_server


@pytest.fixture
def taskcluster(taskcluster: LocalTaskcluster) -> Iterator[LocalTaskcluster]:
    """The fixture of the plugin, without the role `anonymous`, with responses checked by their schemas."""
    deployment = taskcluster.deployment
    deployment.check_responses = True
    scopes, deployment.anonymous_scopes = deployment.anonymous_scopes, ()
    taskcluster.reset()
    yield taskcluster
    deployment.anonymous_scopes = scopes


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
