"""What messages of Pulse tell of tasks that are waited for. Pure, shared by both halves.

https://docs.taskcluster.net/docs/reference/platform/queue/exchanges
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypedDict, cast

from tc._protocol.validation import kind_of

if TYPE_CHECKING:
    from tc.binding import Binding
    from tc.types.queue import TaskStatus

FEW_TASKS = 10  # of more than these, fewer bindings are needed to listen to their groups
PREFETCH = 50  # messages come in bursts, and nothing but their statuses is read


class PulseSettings(TypedDict, total=False):
    """How to listen to Pulse while waiting for tasks.

    Keys that are left out have the defaults of `PulseConsumer`, but for `prefetch`, which is 50.
    """

    url: str | None
    """`amqps://user:password@host:5671/vhost`; None for the environment, as `PulseConsumer` reads it."""
    prefetch: int
    """How many messages are sent ahead."""


def consumer_options(pulse: Any) -> dict[str, Any] | None:
    """The options of a `PulseConsumer` that an argument `pulse` asks for; None where nobody is to listen.

    Raises:
        TypeError, ValueError: It has a form that is not taken, or an unknown key.
    """
    if pulse is None or pulse is False:
        return None
    options: dict[str, Any] = {"prefetch": PREFETCH, "recreate": True}
    if pulse is True:
        return options
    if isinstance(pulse, str):
        return {**options, "url": pulse}
    if not isinstance(pulse, Mapping):
        raise TypeError(
            f'pulse: expected True, the URL of a broker as str, or {{"url": ...}}, got {kind_of(pulse)}'
        )
    for key in pulse:
        if key not in PulseSettings.__annotations__:
            raise ValueError(f"pulse: there is no setting {key!r}, expected url or prefetch")
    return {**options, **pulse}


def bindings_to(keys: list[dict[str, str]]) -> list[Binding[Any]]:
    """Bindings to all that may happen to tasks.

    Args:
        keys: The routing keys, such as `{"taskGroupId": ...}`, of the messages.
    """
    from tc.events import QueueEvents

    events = QueueEvents()
    exchanges = (
        *(events.taskDefined, events.taskPending, events.taskRunning),
        *(events.taskCompleted, events.taskFailed, events.taskException),
    )
    return [exchange(**each) for each in keys for exchange in exchanges]


def status_in(payload: Any) -> TaskStatus | None:
    """The status of a task in the payload of a message; None where there is none."""
    match payload:
        case {"status": {"taskId": str(), "state": str(), "runs": list()} as status}:
            return cast("TaskStatus", status)
        case _:
            return None
