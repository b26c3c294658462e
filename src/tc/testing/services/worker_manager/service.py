"""The worker-manager: worker pools, and workers of the provider `static`, which somebody else starts.

Other providers can be added, for their pools and launch configurations; no workers are started for them.
https://docs.taskcluster.net/docs/reference/core/worker-manager
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar

from tc.testing.services.base import Patterns
from tc.testing.services.worker_manager.pool_methods import PoolMethods
from tc.testing.services.worker_manager.worker_methods import WorkerMethods

NAME = re.compile(r"[a-zA-Z0-9_-]{1,38}")
POOL_ID = re.compile(r"[a-zA-Z0-9_-]{1,38}/[a-z]([-a-z0-9]{0,36}[a-z0-9])?")
BOOLEAN = re.compile("true|false")


class WorkerManager(PoolMethods, WorkerMethods):
    """All methods of the worker-manager."""

    ids: ClassVar[Patterns] = {
        "workerPoolId": POOL_ID,
        "workerGroup": NAME,
        "workerId": NAME,
        "provisionerId": NAME,
        "workerType": re.compile(r"[a-z]([-a-z0-9]{0,36}[a-z0-9])?"),
    }
    queries: ClassVar[Patterns] = {
        "workerPoolId": POOL_ID,
        "launchConfigId": NAME,
        "includeArchived": BOOLEAN,
        "listProviders.continuationToken": re.compile("[0-9]+"),
        "quarantined": BOOLEAN,
        "state": re.compile("requested|running|stopping|stopped"),
        "workerState": re.compile("requested|running|stopping|stopped|standalone"),
    }
    hidden: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "createWorker": ("providerInfo.staticSecret",),
        "updateWorker": ("providerInfo.staticSecret",),
        "registerWorker": ("",),
        "reregisterWorker": ("",),
    }
