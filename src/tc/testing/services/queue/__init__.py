"""What the queue service is made of.

- `definitions`: what a caller may ask for in `createTask`, completed and checked;
- `tasks`: a task and its runs, and what may become of them; no time, no others;
- `lifecycle`: all tasks, and what follows when one changes: messages, timers, dependents, groups, who waits;
- `pending`: the tasks that wait for a worker;
- `workers`, `artifacts`, `credentials`, `messages`: as named;
- `base` and the modules `*_methods`: the methods of the API, put together here.

The rules are those of the genuine service: https://docs.taskcluster.net/docs/reference/platform/queue
"""

from __future__ import annotations

from tc.testing.services.queue.artifact_methods import ArtifactMethods
from tc.testing.services.queue.claim_methods import ClaimMethods
from tc.testing.services.queue.group_methods import GroupMethods
from tc.testing.services.queue.task_methods import TaskMethods
from tc.testing.services.queue.worker_methods import WorkerMethods


class Queue(TaskMethods, GroupMethods, ClaimMethods, ArtifactMethods, WorkerMethods):
    """All methods of the queue; the modules of this package have them by subject."""
