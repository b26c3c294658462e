"""What the methods of the queue share: its state, and how they find and refuse."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, ClassVar, TypeVar

from tc.testing.javascript import count
from tc.testing.protocol.api_facts import Service as ServiceFacts
from tc.testing.protocol.call import Call
from tc.testing.protocol.errors import ApiError
from tc.testing.services.base import (
    BOOLEAN,
    GENERIC_ID,
    PRINTABLE,
    QUEUE_ID,
    SLUG_ID,
    Context,
    Patterns,
    Service,
)
from tc.testing.services.queue.credentials import Issuer
from tc.testing.services.queue.groups import Group
from tc.testing.services.queue.lifecycle import Lifecycle
from tc.testing.services.queue.tasks import ConflictError, Run, Task
from tc.testing.services.queue.workers import Workers

Item = TypeVar("Item")
NO_TASK = "`{}` does not correspond to a task that exists."  # programs look at these texts
NOT_CREATED = "Task `{}` not found. Are you sure it was created?"
NO_GROUP = "No task-group with taskGroupId: `{}`"


class QueueBase(Service):
    """The state of the queue."""

    ids: ClassVar[Patterns] = {
        "taskId": SLUG_ID,
        "taskGroupId": SLUG_ID,
        "runId": re.compile(r"[0-9]+"),
        "name": PRINTABLE,
        "taskQueueId": QUEUE_ID,
        "provisionerId": GENERIC_ID,
        "workerType": GENERIC_ID,
        "workerGroup": GENERIC_ID,
        "workerId": GENERIC_ID,
    }
    queries: ClassVar[Patterns] = {"quarantined": BOOLEAN}

    def __init__(self, deployment: Context, facts: ServiceFacts) -> None:
        super().__init__(deployment, facts)
        self.lifecycle: Lifecycle = Lifecycle(deployment)
        self.workers: Workers = Workers()
        self.issuer: Issuer = Issuer(deployment)
        self.closed: bool = False

    def closing(self) -> None:
        """Send everybody home who waits for work."""
        self.closed = True
        self.lifecycle.wake_all()

    # -- finding

    def find(self, call: Call, problem: str = NO_TASK) -> Task:
        """The task that a call is about.

        Args:
            call: The call.
            problem: What to say where there is no such task; `{}` stands for its id.

        Raises:
            ApiError: ResourceNotFound.
        """
        task = self.lifecycle.tasks.get(call.params["taskId"])
        if task is None:
            raise ApiError("ResourceNotFound", problem.format(call.params["taskId"]))
        return task

    def find_run(self, call: Call, problem: str = NO_TASK) -> tuple[Task, Run]:
        """The task and the run that a call is about.

        Args:
            call: The call.
            problem: What to say where there is no such task; `{}` stands for its id.

        Raises:
            ApiError: ResourceNotFound.
        """
        task = self.find(call, problem)
        run_id = count(call.params["runId"])
        run = task.run(run_id)
        if run is None:
            raise ApiError("ResourceNotFound", f"Run {run_id} not found on task `{task.task_id}`.")
        return task, run

    def find_group(self, call: Call, problem: str = NO_GROUP) -> Group:
        """The task group that a call is about.

        Args:
            call: The call.
            problem: What to say where there is no such group; `{}` stands for its id.

        Raises:
            ApiError: ResourceNotFound.
        """
        group = self.lifecycle.groups.get(call.params["taskGroupId"])
        if group is None:
            raise ApiError("ResourceNotFound", problem.format(call.params["taskGroupId"]))
        return group


def page_of(
    call: Call,
    items: Sequence[Item],
    view: Callable[[Item], dict[str, Any]],
    *,
    by: Callable[[Item], str] | None = None,
    **rest: Any,
) -> dict[str, Any]:
    """One page of a list, of which only that page is made into what is shown.

    Args:
        call: Says which page.
        items: The whole list in its order.
        view: Makes an item of the response.
        by: See `paging.page`.
        rest: Other properties of the response.
    """
    response = call.page(items, by=by, **rest)
    assert call.method.items
    return {**response, call.method.items: [view(item) for item in response[call.method.items]]}


def status_of(task: Task) -> dict[str, Any]:
    """Return the response of methods that tell how a task is."""
    return {"status": task.status()}


def with_status(task: Task) -> dict[str, Any]:
    """A task in a list: its definition and its status."""
    return {"status": task.status(), "task": task.definition}


@contextlib.contextmanager
def conflicts() -> Iterator[None]:
    """Refuse what the state of a task does not allow with RequestConflict."""
    try:
        yield
    except ConflictError as error:
        raise ApiError("RequestConflict", str(error)) from None
