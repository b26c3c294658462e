# Generated from api/auth.json by tools/generate.py. Do not edit.

"""Exchanges of the auth service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tc._lazy import LazyModule
from tc.binding import Binding, words

if TYPE_CHECKING:
    from tc.types import auth as types
else:
    types = LazyModule("tc.types.auth")


class AuthEvents:
    """Bindings to the exchanges of the auth service, one method each; a key that is left out matches
    anything.

    https://docs.taskcluster.net/docs/reference/platform/auth/exchanges
    """

    def clientCreated(self, *, reserved: str | int | None = None) -> Binding[types.ClientMessage]:
        """A client is created.

        Messages are `types.ClientMessage`.
        """
        return Binding(
            "exchange/taskcluster-auth/v1/client-created", ".".join((words("reserved", reserved),))
        )

    def clientUpdated(self, *, reserved: str | int | None = None) -> Binding[types.ClientMessage]:
        """A client is changed, enabled or disabled, or gets a new access token.

        Messages are `types.ClientMessage`.
        """
        return Binding(
            "exchange/taskcluster-auth/v1/client-updated", ".".join((words("reserved", reserved),))
        )

    def clientDeleted(self, *, reserved: str | int | None = None) -> Binding[types.ClientMessage]:
        """A client is deleted.

        Messages are `types.ClientMessage`.
        """
        return Binding(
            "exchange/taskcluster-auth/v1/client-deleted", ".".join((words("reserved", reserved),))
        )

    def roleCreated(self, *, reserved: str | int | None = None) -> Binding[types.RoleMessage]:
        """A role is created.

        Messages are `types.RoleMessage`.
        """
        return Binding("exchange/taskcluster-auth/v1/role-created", ".".join((words("reserved", reserved),)))

    def roleUpdated(self, *, reserved: str | int | None = None) -> Binding[types.RoleMessage]:
        """A role is changed.

        Messages are `types.RoleMessage`.
        """
        return Binding("exchange/taskcluster-auth/v1/role-updated", ".".join((words("reserved", reserved),)))

    def roleDeleted(self, *, reserved: str | int | None = None) -> Binding[types.RoleMessage]:
        """A role is deleted.

        Messages are `types.RoleMessage`.
        """
        return Binding("exchange/taskcluster-auth/v1/role-deleted", ".".join((words("reserved", reserved),)))
