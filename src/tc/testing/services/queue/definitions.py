"""Definitions of tasks: completed with what follows from the rest, and checked beyond their schema."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from tc.testing.clock import later, parse_moment
from tc.testing.protocol.errors import ApiError
from tc.testing.services.base import check_stars

DRIFT = timedelta(minutes=15)  # by which the clocks of callers may be wrong
LONGEST = timedelta(days=5)  # from now to the deadline
PRIORITIES = ("highest", "very-high", "high", "medium", "low", "very-low", "lowest")


def split_queue_id(task_queue_id: str) -> tuple[str, str]:
    """Provisioner and worker type, the older names of a task queue."""
    provisioner_id, _, worker_type = task_queue_id.partition("/")
    return provisioner_id, worker_type


def name_queue(payload: Mapping[str, Any]) -> dict[str, str]:
    """Task queue, provisioner and worker type, from either form.

    Raises:
        ApiError: InputError, when neither is whole or they differ.
    """
    provisioner_id, worker_type = payload.get("provisionerId"), payload.get("workerType")
    queue_id = payload.get("taskQueueId")
    joined = f"{provisioner_id}/{worker_type}" if provisioner_id and worker_type else None
    if queue_id is None and joined is None:
        raise ApiError("InputError", "taskQueueId, or provisionerId and workerType, must be given")
    if queue_id and joined and queue_id != joined:
        raise ApiError("InputError", "taskQueueId must be provisionerId and workerType with a slash between")
    named = queue_id or joined or ""
    provisioner_id, worker_type = split_queue_id(named)
    return {"taskQueueId": named, "provisionerId": provisioner_id, "workerType": worker_type}


def complete(task_id: str, payload: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """The definition of a task, from the payload that creates it.

    Raises:
        ApiError: InputError, when its times do not fit each other or the present.
    """
    definition = {"taskGroupId": task_id, **payload, **name_queue(payload)}
    created, deadline = parse_moment(payload["created"]), parse_moment(payload["deadline"])
    expires = parse_moment(payload["expires"]) if "expires" in payload else a_year_later(deadline)
    check_times(created, deadline, expires, now)
    check_stars(payload["scopes"])
    return definition | {"created": created, "deadline": deadline, "expires": expires}


def check_times(created: datetime, deadline: datetime, expires: datetime, now: datetime) -> None:
    """Refuse times that make no sense.

    Raises:
        ApiError: InputError.
    """
    if abs(created - now) > DRIFT:
        when = "past" if created < now else "future"
        raise ApiError("InputError", f"`created` cannot be in the {when} (max 15min drift)")
    if created > deadline:
        raise ApiError("InputError", "`deadline` cannot be earlier than `created`")
    if deadline < now:
        raise ApiError("InputError", "`deadline` cannot be in the past")
    if deadline - now > LONGEST + DRIFT:
        raise ApiError("InputError", "`deadline` cannot be more than 5 days into the future")
    if deadline > expires:
        raise ApiError("InputError", "`expires` cannot be before `deadline`")


def a_year_later(moment: datetime) -> datetime:
    """The same day a year later; 1 March after 29 February."""
    try:
        return moment.replace(year=moment.year + 1)
    except ValueError:
        return later(moment, timedelta(days=366))


def at_least(priority: str) -> list[str]:
    """A priority and all that are higher: a scope for any of them allows it."""
    return list(PRIORITIES[: PRIORITIES.index(priority) + 1])
