"""Definitions of tasks: what was given compared with what is there, and what a new one is made of. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from tc._protocol.payload import encode_payload
from tc._protocol.validation import kind_of
from tc._tasks.dates import shift_times

# What the queue puts where a definition says nothing; it has no one value for `expires`.
DEFAULTS: dict[str, Any] = {
    "dependencies": [],
    "extra": {},
    "priority": "lowest",
    "projectId": "none",
    "requires": "all-completed",
    "retries": 5,
    "routes": [],
    "schedulerId": "-",
    "scopes": [],
    "tags": {},
}
TIMES = ("created", "deadline", "expires")
MISSING = object()


def first_difference(task_id: str, given: Mapping[str, Any], there: Mapping[str, Any]) -> str | None:
    """Return the path of the first key in which two definitions differ, such as `payload.command[1]`.

    Args:
        task_id: Of the task.
        given: As handed to `queue.createTask`.
        there: As `queue.task` returns it.

    Returns:
        None if they are the same task.
    """
    plain = json.loads(encode_payload(given))
    wanted = plain | {key: value for key, value in DEFAULTS.items() if key not in plain}
    wanted.setdefault("taskGroupId", task_id)
    if "taskQueueId" not in wanted:
        wanted["taskQueueId"] = f"{wanted.get('provisionerId')}/{wanted.get('workerType')}"
    for key, value in wanted.items():
        found = there.get(key, MISSING)
        if key in TIMES and _moment(value) == _moment(found):
            continue
        path = next(_differences(key, value, found), None)
        if path is not None:
            return path
    return None


def _moment(text: Any) -> Any:
    """A moment, however it is written."""
    try:
        return datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return text


def _differences(path: str, one: Any, other: Any) -> Iterator[str]:
    """The paths at which two values of JSON differ; in Python alone, `1` would equal `true`."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in [*one, *(key for key in other if key not in one)]:
            yield from _differences(f"{path}.{key}", one.get(key, MISSING), other.get(key, MISSING))
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for index, (mine, theirs) in enumerate(zip(one, other, strict=True)):
            yield from _differences(f"{path}[{index}]", mine, theirs)
    elif isinstance(one, bool) != isinstance(other, bool) or one != other:
        yield path


def retriggered(task: Mapping[str, Any], changes: Mapping[str, Any] | None, now: datetime) -> dict[str, Any]:
    """Return the definition of a task that does again what another has done.

    Args:
        task: The definition, as `queue.task` returns it.
        changes: Keys of the definition to replace.
        now: When it is created; all moments of the definition move along.

    Raises:
        TypeError, ValueError: The changes are not as described, or cannot be sent.
    """
    changes = {} if changes is None else changes
    if not isinstance(changes, Mapping):
        raise TypeError(f"changes: expected keys of the definition with their values, got {kind_of(changes)}")
    encode_payload(changes, "changes")
    definition = shift_times(task, now)
    if "taskQueueId" in changes:
        for key in ("provisionerId", "workerType"):  # the old names of what is replaced
            definition.pop(key, None)
    elif "provisionerId" in changes or "workerType" in changes:
        definition.pop("taskQueueId", None)
    return definition | dict(changes)
