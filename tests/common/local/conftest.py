from __future__ import annotations

from collections.abc import Iterator

import pytest

from tc.testing import LocalTaskcluster
from tests.common.local.wire import Wire


@pytest.fixture
def taskcluster(taskcluster: LocalTaskcluster) -> LocalTaskcluster:
    """The fixture of the plugin, which here also checks each answer against the schema of its output."""
    taskcluster.deployment.check_answers = True
    return taskcluster


@pytest.fixture
def wire(taskcluster: LocalTaskcluster) -> Iterator[Wire]:
    """Plain HTTP to it, signed by mohawk."""
    with Wire(taskcluster) as found:
        yield found
