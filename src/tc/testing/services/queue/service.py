"""The queue service: tasks, the workers that run them, and what comes of it."""

from __future__ import annotations

from tc.testing.services.queue.artifact_methods import ArtifactMethods
from tc.testing.services.queue.claim_methods import ClaimMethods
from tc.testing.services.queue.group_methods import GroupMethods
from tc.testing.services.queue.task_methods import TaskMethods
from tc.testing.services.queue.worker_methods import WorkerMethods


class Queue(TaskMethods, GroupMethods, ClaimMethods, ArtifactMethods, WorkerMethods):
    """All methods of the queue; the package `tc.testing.queue` has them by subject."""
