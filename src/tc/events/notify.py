# Generated from api/notify.json by tools/generate.py. Do not edit.

"""Exchanges of the notify service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tc._lazy import LazyModule
from tc.binding import Binding, words

if TYPE_CHECKING:
    from tc.types import notify as types
else:
    types = LazyModule("tc.types.notify")


class NotifyEvents:
    """Bindings to the exchanges of the notify service, one method each; a key that is left out matches
    anything.

    https://docs.taskcluster.net/docs/reference/core/notify/exchanges
    """

    def notify(self, *, topic: str | int | None = None) -> Binding[types.NotificationMessage]:
        """A notification is sent over Pulse, by an API call or by a route of a task.

        Messages are `types.NotificationMessage`.
        """
        return Binding(
            "exchange/taskcluster-notify/v1/notification",
            ".".join(
                (
                    "primary",
                    words("topic", topic),
                )
            ),
        )
