"""Hawk for users' own httpx clients."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence

import httpx

from tc._protocol.hawk import Signer, check_authorized_scopes
from tc._protocol.message import Origin
from tc._protocol.options import check_credentials, resolve_credentials
from tc._redact.tracebacks import boundary
from tc.credentials import Credentials
from tc.errors import ConfigurationError


class HawkAuth(httpx.Auth):
    """Signs any request of your own httpx client, in either half: `httpx.get(url, auth=HawkAuth(creds))`.

    Args:
        credentials: Who signs, or a plain function that returns it, called for each request.
        authorized_scopes: The only scopes that the requests may use; None for all that there are.

    Raises:
        ConfigurationError: The credentials or the scopes are not as described, or both together are too much
            for a header.

    https://docs.taskcluster.net/docs/manual/design/apis/hawk
    """

    @boundary
    def __init__(
        self,
        credentials: Credentials | Callable[[], Credentials],
        authorized_scopes: Sequence[str] | None = None,
    ) -> None:
        self._scopes = check_authorized_scopes(authorized_scopes)
        if credentials is None:
            raise ConfigurationError("credentials: expected tc.Credentials, got None")
        self._source = check_credentials(credentials)
        self._signer: Signer | None = None
        if isinstance(credentials, Credentials):
            self._signer = Signer(credentials, self._scopes)

    def __repr__(self) -> str:
        return "<HawkAuth>"

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Sign one request; called by httpx."""
        signer = self._signer
        if signer is None:
            credentials = resolve_credentials(self._source)
            if credentials is None:
                raise ConfigurationError("credentials: the function returned None")
            signer = Signer(credentials, self._scopes)
        sign(signer, request)
        yield request


def sign(signer: Signer, request: httpx.Request) -> None:
    """Give a request its `Authorization` header, over the very target that httpx will send."""
    origin, target = Origin.of(request.url), request.url.raw_path.decode("ascii")
    request.headers["authorization"] = signer.header(request.method, target, origin.host, origin.port)
