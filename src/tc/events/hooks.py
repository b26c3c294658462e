# Generated from api/hooks.json by tools/generate.py. Do not edit.

"""Exchanges of the hooks service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tc._lazy import LazyModule
from tc.binding import Binding, words

if TYPE_CHECKING:
    from tc.types import hooks as types
else:
    types = LazyModule("tc.types.hooks")


class HooksEvents:
    """Bindings to the exchanges of the hooks service, one method each; a key that is left out matches
    anything.

    https://docs.taskcluster.net/docs/reference/core/hooks/exchanges
    """

    def hookCreated(self, *, reserved: str | int | None = None) -> Binding[types.PulseHookChangedMessage]:
        """A hook is created.

        Messages are `types.PulseHookChangedMessage`.
        """
        return Binding("exchange/taskcluster-hooks/v1/hook-created", ".".join((words("reserved", reserved),)))

    def hookUpdated(self, *, reserved: str | int | None = None) -> Binding[types.PulseHookChangedMessage]:
        """A hook is changed.

        Messages are `types.PulseHookChangedMessage`.
        """
        return Binding("exchange/taskcluster-hooks/v1/hook-updated", ".".join((words("reserved", reserved),)))

    def hookDeleted(self, *, reserved: str | int | None = None) -> Binding[types.PulseHookChangedMessage]:
        """A hook is deleted.

        Messages are `types.PulseHookChangedMessage`.
        """
        return Binding("exchange/taskcluster-hooks/v1/hook-deleted", ".".join((words("reserved", reserved),)))
