"""The worker-manager: worker pools, and workers of the provider `static`, which somebody else starts.

Other providers can be added, for their pools and launch configurations; no workers are started for them.
https://docs.taskcluster.net/docs/reference/core/worker-manager
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from tc.testing.services.base import BOOLEAN, GENERIC_ID, QUEUE_ID, Patterns
from tc.testing.services.worker_manager.pool_methods import PoolMethods
from tc.testing.services.worker_manager.worker_methods import WorkerMethods


class WorkerManager(PoolMethods, WorkerMethods):
    """All methods of the worker-manager."""

    ids: ClassVar[Patterns] = {
        "workerPoolId": QUEUE_ID,
        "workerGroup": GENERIC_ID,
        "workerId": GENERIC_ID,
    }
    queries: ClassVar[Patterns] = {
        "workerPoolId": QUEUE_ID,
        "launchConfigId": GENERIC_ID,
        "includeArchived": BOOLEAN,
        "listProviders.continuationToken": re.compile("[0-9]+"),
        "quarantined": BOOLEAN,
        "state": re.compile("(requested|running|stopping|stopped)"),
        "workerState": re.compile("(requested|running|stopping|stopped|standalone)"),
    }
    hidden: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "createWorker": ("providerInfo.staticSecret",),
        "updateWorker": ("providerInfo.staticSecret",),
        "registerWorker": ("",),
        "reregisterWorker": ("",),
    }
