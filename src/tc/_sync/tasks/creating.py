# Generated from src/tc/_async/tasks/creating.py by tools/unasync_build.py. Do not edit.

"""Creating tasks: many that depend on each other, and one like another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Protocol, cast

from tc._concurrency import side_by_side
from tc._protocol.payload import encode_payload
from tc._protocol.validation import require_instance, require_int, require_progress, require_str
from tc._redact.tracebacks import boundary
from tc._sync.services.queue import Queue
from tc._sync.tasks.waiting import list_statuses
from tc._tasks.definitions import first_difference, retriggered
from tc._tasks.graph import TaskGraph
from tc._tasks.responses import definition_in, status_in
from tc.errors import APIError, BadRequestError, ConflictError, NotFoundError, ResponseError, TaskclusterError
from tc.slugs import slug_id
from tc.types.queue import CreateTaskRequest, TaskStatus


class CreationProgress(Protocol):
    """Hears how far the creation of tasks has come."""

    def __call__(self, done: int, total: int, /) -> object:
        """Called after each task with the number of those created, and of all."""
        ...


@boundary
def create_tasks(
    queue: Queue,
    tasks: Mapping[str, CreateTaskRequest],
    *,
    concurrency: int = 20,
    progress: CreationProgress | None = None,
) -> dict[str, TaskStatus]:
    """Create tasks that may depend on each other: each after its dependencies, the rest side by side.

    Repeating it with the same tasks is safe: an identical task that is there already counts as created. A
    task that depends on itself is created as well; it waits for somebody to schedule it.

    Args:
        queue: Whose credentials, connections and retries apply.
        tasks: The definitions by task id, in any order. Their dependencies are among them or on the
            deployment.
        concurrency: How many are created at the same time, at most.
        progress: Called with the number of tasks created, and of all, after each. In the blocking half it is
            called in the caller's own thread.

    Returns:
        The status of each task by its id, in the order given.

    Raises:
        TypeError, ValueError: An argument is not as described, tasks wait for each other in a circle, or a
            dependency is neither among the tasks nor on the deployment; nothing was created.
        ConflictError: A task is there with another definition; the error names the first key that differs.
        APIError, TransportError: From the queue. No further task is begun then.

    After a failure, the text of the error says which tasks had been created, and its `created` has all of
    their ids.
    """
    require_instance("queue", queue, Queue)
    require_int("concurrency", concurrency, minimum=1)
    require_progress(progress)
    graph = TaskGraph(tasks)
    definitions = dict(tasks)
    if graph.outside:
        statuses, _ = list_statuses(queue, list(graph.outside))
        graph.check_outside(status["taskId"] for status in statuses)
    found: dict[str, TaskStatus] = {}

    def create(task_id: str) -> TaskStatus:
        try:
            return _create(queue, task_id, definitions[task_id])
        except TaskclusterError as error:
            failed[error] = task_id
            raise

    def done(task_id: str, status: TaskStatus) -> None:
        found[task_id] = status
        graph.done(task_id)
        if progress is not None:
            progress(len(graph.created), len(definitions))

    failed: dict[TaskclusterError, str] = {}
    try:
        side_by_side(graph.take, create, done, concurrency)
    except TaskclusterError as error:
        if error in failed:
            _explain(error, failed[error], graph)
        raise
    return {task_id: found[task_id] for task_id in definitions}


def _create(queue: Queue, task_id: str, task: CreateTaskRequest) -> TaskStatus:
    """Create a task, unless an identical one is there."""
    try:
        return status_in("createTask", queue.createTask(task_id, task))
    except (BadRequestError, ConflictError) as error:
        # The queue refuses a repetition as well, when it is late or the group is sealed.
        try:
            there = definition_in(queue.task(task_id))
            difference = first_difference(task_id, task, there)
            if difference is None:
                return status_in("status", queue.status(task_id))
        except NotFoundError:
            raise error from None
        if isinstance(error, ConflictError):
            error.message = f"it is there with another definition: {difference} differs"
        raise


def _explain(error: TaskclusterError, task_id: str, graph: TaskGraph) -> None:
    """Have an error say which task it is about, and what had been created."""
    error.created = tuple(graph.created)
    if isinstance(error, APIError):
        error.message = f"task {task_id}: {error.message}\n({graph.describe()})"
    else:
        error.args = (f"task {task_id}: {error}\n({graph.describe()})",)


@boundary
def retrigger_task(queue: Queue, task_id: str, *, changes: Mapping[str, Any] | None = None) -> str:
    """Create a task like another, to do again what that one has done.

    The definition is the same, in the same group and with the same dependencies; its times are moved, as
    `tc.shift_times` does it, so that it is created now.

    Args:
        queue: Whose credentials, connections and retries apply.
        task_id: Of the task to do again.
        changes: Keys of the definition to replace, such as `{"priority": "high", "dependencies": []}`. Each
            value replaces the old one as a whole.

    Returns:
        The id of the new task.

    Raises:
        NotFoundError: There is no such task.
        ResponseError: Its definition is one that cannot be sent again.
        APIError, TransportError: From the queue, such as for a dependency that has expired.
        TypeError, ValueError: An argument is not as described; nothing was created.
    """
    require_instance("queue", queue, Queue)
    require_str("task_id", task_id)
    retriggered({"created": datetime.now(UTC)}, changes, datetime.now(UTC))  # before anything is sent
    there = definition_in(queue.task(task_id))
    try:
        definition = retriggered(there, changes, datetime.now(UTC))
        encode_payload(definition)
    except (TypeError, ValueError, RecursionError) as error:
        raise ResponseError(f"queue.task: task {task_id} cannot be created again: {error}") from None
    new_id = slug_id()
    queue.createTask(new_id, cast("CreateTaskRequest", definition))
    return new_id
