"""What a handler gets: one call of an API method."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from tc.testing.auth.authentication import AuthenticationError, Authenticator, Identity
from tc.testing.auth.scopes import MissingValueError, Scopes, missing, readable, render
from tc.testing.protocol import paging
from tc.testing.protocol.api_facts import Method
from tc.testing.protocol.errors import ApiError

Item = TypeVar("Item")


@dataclass
class Call:
    """One call of an API method.

    `params` are the parameters of the route, decoded; `query` the query without a signature; `payload` the
    JSON sent, with the defaults of its schema, once it is known to fit.
    """

    method: Method
    params: dict[str, str]
    query: dict[str, str]
    now: datetime
    authenticator: Authenticator
    identify: Callable[[Authenticator], Identity]
    repeated: tuple[str, ...] = ()  # query keys that came more than once
    payload: Any = None
    authorized: bool = False
    _identity: Identity | None = None

    @property
    def identity(self) -> Identity:
        """Who calls.

        Raises:
            ApiError: AuthenticationFailed, when the signature or the credentials do not hold.
        """
        if self._identity is None:
            try:
                self._identity = self.identify(self.authenticator)
            except AuthenticationError as error:
                raise ApiError("AuthenticationFailed", str(error)) from None
        return self._identity

    def identify_with(self, authenticator: Authenticator) -> None:
        """Have somebody else say who calls."""
        self.authenticator, self._identity = authenticator, None

    @property
    def client_id(self) -> str:
        """The client id of the caller; requests without credentials have one that says so."""
        return self.identity.client_id or "auth-failed:no-auth"

    def known_client_id(self) -> str | None:
        """The client id, if the caller has been identified."""
        return self._identity.client_id if self._identity else None

    @property
    def scopes(self) -> Scopes:
        """The scopes of the caller, roles expanded."""
        return self.identity.scopes

    def require(self, **values: Any) -> None:
        """Check the scopes that the method needs, with values that only its handler knows.

        Args:
            values: Texts for parameters of the expression, lists of texts for its loops, bools for its
                conditions. The parameters of the route are there already.

        Raises:
            ApiError: AuthenticationFailed or InsufficientScopes.
        """
        needed = None if self.method.scopes is None else render(self.method.scopes, {**self.params, **values})
        self.authorized = True
        self.demand(needed)

    def demand(self, needed: Any) -> None:
        """Check that the caller satisfies a rendered scope expression, or None.

        Raises:
            ApiError: AuthenticationFailed or InsufficientScopes.
        """
        lacking = missing(needed, self.identity.scopes)
        if lacking is not None:
            raise ApiError(
                "InsufficientScopes",
                f"Client ID {self.client_id} does not have sufficient scopes and is missing the following "
                f"scopes:\n\n```\n{readable(lacking)}\n```\n\nThis request requires the client to satisfy "
                f"the following scope expression:\n\n```\n{readable(needed)}\n```",
            )

    def needs_handler(self) -> bool:
        """Return True if the scopes depend on more than the URL, so that the handler must call `require`."""
        try:
            render(self.method.scopes, self.params)
        except MissingValueError:
            return True
        return False

    def page(
        self, items: Sequence[Item], *, by: Callable[[Item], str] | None = None, **rest: Any
    ) -> dict[str, Any]:
        """The response of a paginated method: one page of a list under its key, other properties, the token.

        Args:
            items: The whole list in its order.
            by: See `paging.page`.
            rest: Other properties of the response.
        """
        assert self.method.items
        of_roles = self.method.items in ("roles", "roleIds")
        part, token = paging.page(items, self.query, by=by, of_roles=of_roles)
        return {**rest, self.method.items: part, **({"continuationToken": token} if token else {})}
