"""What all services have in common: how they get their client, and how they are closed."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import Any, TypeVar, Unpack

from tc._async.client import Client, ClientOptions
from tc._lazy import httpx
from tc._protocol.options import UNSET, AsyncCredentialsFunction, Unset, presentable
from tc.credentials import Credentials
from tc.errors import ConfigurationError
from tc.retry import Retry

S = TypeVar("S", bound="Service")  # jedi does not resolve Self, and would show no methods


class Service:
    """Base of the service classes; each has the methods of its service.

    Args:
        root_url_or_client: Where the deployment is, or a `Client` whose connections are then shared and whose
            options apply unless given here.
        credentials, authorized_scopes, retry, timeout, user_agent, trace_id: As for `Client`.
        http_client, transport, max_connections: As for `Client`; not beside one.

    Raises:
        ConfigurationError: An option is not what it should be; it is named.

    Attributes:
        api_client: The client that sends.
    """

    def __init__(
        self,
        root_url_or_client: str | Client,
        *,
        credentials: Credentials | AsyncCredentialsFunction | Unset | None = UNSET,
        authorized_scopes: Sequence[str] | Unset | None = UNSET,
        retry: Retry | Unset = UNSET,
        timeout: float | httpx.Timeout | Unset = UNSET,
        http_client: httpx.AsyncClient | Unset | None = UNSET,
        transport: httpx.AsyncBaseTransport | Unset | None = UNSET,
        max_connections: int | Unset = UNSET,
        user_agent: str | Unset | None = UNSET,
        trace_id: str | Unset | None = UNSET,
    ) -> None:
        credentials = presentable(credentials)
        options: dict[str, Any] = {
            "credentials": credentials,
            "authorized_scopes": authorized_scopes,
            "retry": retry,
            "timeout": timeout,
            "user_agent": user_agent,
            "trace_id": trace_id,
        }
        connections: dict[str, Any] = {
            "http_client": http_client,
            "transport": transport,
            "max_connections": max_connections,
        }
        options = {name: value for name, value in options.items() if value is not UNSET}
        connections = {name: value for name, value in connections.items() if value is not UNSET}
        self._owns_client = not isinstance(root_url_or_client, Client)
        if not isinstance(root_url_or_client, Client):
            self.api_client = Client(root_url_or_client, **options, **connections)
        elif connections:
            raise ConfigurationError(f"{', '.join(connections)}: not beside a Client, which has its own")
        else:
            self.api_client = root_url_or_client.derive(**options) if options else root_url_or_client

    @classmethod
    def from_env(cls: type[S], **options: Unpack[ClientOptions]) -> S:
        """A service set up by the environment variables of Taskcluster, as `Client.from_env` says.

        Args:
            options: As for `Client`; `credentials` given here replace those of the environment.

        Raises:
            ConfigurationError: A variable is missing or malformed; it is named.
        """
        if "credentials" in options:
            options["credentials"] = presentable(options["credentials"])
        service = cls(Client.from_env(**options))
        service._owns_client = True
        return service

    def with_options(
        self: S,
        *,
        credentials: Credentials | AsyncCredentialsFunction | Unset | None = UNSET,
        authorized_scopes: Sequence[str] | Unset | None = UNSET,
        retry: Retry | Unset = UNSET,
        timeout: float | httpx.Timeout | Unset = UNSET,
        trace_id: str | Unset | None = UNSET,
    ) -> S:
        """The same service with other options on the same connections, which closing it leaves open.

        Args:
            credentials, authorized_scopes, retry, timeout, trace_id: As for `Client`; those not given stay.

        Raises:
            ConfigurationError: An option is not what it should be; it is named.
        """
        credentials = presentable(credentials)
        derived = self.api_client.derive(
            credentials=credentials,
            authorized_scopes=authorized_scopes,
            retry=retry,
            timeout=timeout,
            trace_id=trace_id,
        )
        return type(self)(derived)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self.api_client!r}>"

    async def __aenter__(self: S) -> S:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connections, unless they belong to a `Client` or `http_client` that was handed over."""
        if self._owns_client:
            await self.api_client.aclose()
