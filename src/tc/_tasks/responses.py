"""What the queue says about tasks, checked where it enters. Pure, shared by both halves.

Each function checks what will be used, and no more.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from tc._protocol.fields import Fields
from tc._tasks.state import Seen
from tc.types.queue import TaskStatus


def status_in(method: str, response: Any) -> TaskStatus:
    """Return the status in a response.

    Args:
        method: Of the queue.
        response: What it returned, an object with a `status`.

    Raises:
        ResponseError: It has none, or one without a state, or whose runs are no list.
    """
    body = Fields(f"queue.{method}", response)
    status = body.fields("status")
    status.text("state")
    if status.get("runs") is not None:
        status.items("runs")
    return cast("TaskStatus", body.get("status"))


def run_states_in(response: Any) -> tuple[str, dict[int, str]]:
    """Return the state of a task, and those of its runs by their ids, in order.

    Args:
        response: What `queue.status` returned.

    Raises:
        ResponseError: It does not say.
    """
    status = Fields("queue.status", response).fields("status")
    runs = {run.number("runId"): run.text("state") for run in status.fields_list("runs")}
    return status.text("state"), runs


def listed_in(page: Any) -> Iterable[Seen]:
    """Return the tasks in a page of `queue.listTaskGroup`.

    Raises:
        ResponseError: It does not list tasks with their statuses and names.
    """
    for each in Fields("queue.listTaskGroup", page).fields_list("tasks"):
        name = each.fields("task").fields("metadata").get("name")
        yield Seen(_listed(each), name if isinstance(name, str) else "")


def statuses_in(page: Any) -> Iterable[TaskStatus]:
    """Return the statuses in a page of `queue.statuses`.

    Raises:
        ResponseError: It does not list statuses.
    """
    return [_listed(each) for each in Fields("queue.statuses", page).fields_list("statuses")]


def _listed(entry: Fields) -> TaskStatus:
    status = entry.fields("status")
    status.text("taskId")
    status.text("state")
    status.items("runs")
    return cast("TaskStatus", entry.get("status"))


def group_of(status: TaskStatus) -> str:
    """Return the group of a task.

    Raises:
        ResponseError: Its status does not say.
    """
    return Fields("queue.statuses: status", status).text("taskGroupId")


def definition_in(response: Any) -> dict[str, Any]:
    """Return the definition that `queue.task` returned.

    Raises:
        ResponseError: It is not an object.
    """
    Fields("queue.task", response)
    return cast("dict[str, Any]", response)
