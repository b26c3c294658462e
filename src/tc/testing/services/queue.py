"""The queue service: tasks, the workers that run them, and what comes of it."""

from __future__ import annotations

from tc.testing.queue.artifact_methods import ArtifactMethods
from tc.testing.queue.claim_methods import ClaimMethods
from tc.testing.queue.group_methods import GroupMethods
from tc.testing.queue.task_methods import TaskMethods
from tc.testing.queue.worker_methods import WorkerMethods


class Queue(TaskMethods, GroupMethods, ClaimMethods, ArtifactMethods, WorkerMethods):
    """All methods of the queue; the package `tc.testing.queue` has them by subject."""
