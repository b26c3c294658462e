# Generated from src/tc/_async/service.py by tools/unasync_build.py. Do not edit.

"""What all services have in common: how they get their client, and how they are closed."""

from __future__ import annotations

import copy
from typing import Any, TypeVar, Unpack, cast

from tc._protocol.validation import kind_of, require_instance, require_progress, require_retry
from tc._redact.tracebacks import boundary
from tc._sync.client import Client
from tc._sync.closing import Closing
from tc._sync.options import CONNECTION_OPTIONS, CallOptions, ClientOptions
from tc.errors import ConfigurationError
from tc.retry import Retry

S = TypeVar("S", bound="Service")  # jedi does not resolve Self, and would show no methods


class Service(Closing):
    """Base of the service classes; each has the methods of its service.

    Args:
        root_url_or_client: Where the deployment is, or a `Client` whose connections are then shared and whose
            options apply unless given here.
        options: As for `Client`: see `ClientOptions`. Those of connections cannot go with a Client.

    Raises:
        ConfigurationError: An option has a value that it cannot have; the error names it.
        TypeError: There is no option of that name.

    Attributes:
        api_client: The client that sends.
    """

    api_client: Client

    @boundary
    def __init__(self, root_url_or_client: str | Client, **options: Unpack[ClientOptions]) -> None:
        if isinstance(root_url_or_client, str):
            self.api_client = Client(root_url_or_client, **options)
            self._owns_client = True
            return
        if not isinstance(root_url_or_client, Client):
            kind = f"{Client.__module__}.{Client.__qualname__}"
            found = kind_of(root_url_or_client, Client)
            raise ConfigurationError(f"root_url_or_client: expected a root URL or a {kind}, got {found}")
        if connections := [name for name in CONNECTION_OPTIONS if name in options]:
            raise ConfigurationError(
                f"{', '.join(connections)}: the Client that was given has its own connections"
            )
        self._owns_client = False
        given = cast("CallOptions", options)
        self.api_client = root_url_or_client.derive(**given) if given else root_url_or_client

    @classmethod
    @boundary
    def from_env(
        cls: type[S],
        *,
        default_root_url: str | None = None,
        prefer_proxy: bool = False,
        **options: Unpack[ClientOptions],
    ) -> S:
        """A service set up by the environment variables of Taskcluster, as `Client.from_env` says.

        Args:
            default_root_url, prefer_proxy: As for `Client.from_env`.
            options: As for `Client`; `credentials` given here replace those of the environment.

        Raises:
            ConfigurationError: A variable is missing or malformed; the error names it.
        """
        service = cls(
            Client.from_env(default_root_url=default_root_url, prefer_proxy=prefer_proxy, **options)
        )
        service._owns_client = True
        return service

    @property
    def root_url(self) -> str:
        """The root URL of the deployment, without a slash at its end."""
        return self.api_client.root_url

    @boundary
    def with_options(self: S, **options: Unpack[CallOptions]) -> S:
        """The same service with other options on the same connections, which closing it leaves open.

        Args:
            options: As for `Client`: see `CallOptions`. Those not given stay.

        Raises:
            ConfigurationError: An option has a value that it cannot have; the error names it.
            TypeError: There is no option of that name.
        """
        return self._on(self.api_client.derive(**options))

    @classmethod
    def _on(cls: type[S], client: Client, *, owns_client: bool = False) -> S:
        """The service on a client, past the constructors of subclasses."""
        service = cls.__new__(cls)
        Service.__init__(service, client)
        service._owns_client = owns_client
        return service

    def __copy__(self: S) -> S:
        """The service on a copy of its client, with connections of its own."""
        again = _remade(type(self), copy.copy(self.api_client))
        vars(again).update(self._attributes_of_subclass())
        return again

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle as what the service was made from; connections stay with the original."""
        return _remade, (type(self), self.api_client), self._attributes_of_subclass()

    def _attributes_of_subclass(self) -> dict[str, Any]:
        own = ("api_client", "_owns_client")
        return {name: value for name, value in vars(self).items() if name not in own}

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self.api_client!r}>"

    def close(self) -> None:
        """Close the connections, unless they belong to a `Client` or `http_client` that was handed over."""
        if self._owns_client:
            self.api_client.close()


def _remade(kind: type[S], client: Client) -> S:
    """The service that a copy or a pickle stands for."""
    return kind._on(client, owns_client=True)


def service_for_transfer(name: str, service: S, kind: type[S], retry: Retry | None, progress: Any) -> S:
    """Return the service to use for a transfer, once the arguments that all transfers have are checked.

    Args:
        name: Of the argument `service`, for errors.
        service, kind: What was given, and the class that it must have.
        retry: How often interrupted transfers and calls are tried again; None for as the service does.
        progress: What is told how far it is, or None.

    Raises:
        TypeError, ConfigurationError: One is something else.
    """
    require_instance(name, service, kind)
    require_retry(retry)
    require_progress(progress)
    return service if retry is None else service.with_options(retry=retry)
