from __future__ import annotations

import pytest

from tc.testing import LocalTaskcluster
from tests.support.command_line import CommandLine


@pytest.fixture
def cli(taskcluster: LocalTaskcluster) -> CommandLine:
    """The command line, for a local deployment, with credentials that may do everything."""
    return CommandLine(taskcluster)
