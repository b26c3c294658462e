"""The client of one deployment: its options, its URLs, its services."""

from __future__ import annotations

import copy
import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar, Unpack, cast

from tc._async.calls import Caller, check_root_url
from tc._async.closing import Closing
from tc._async.options import CONNECTION_OPTIONS, CallOptions, ClientOptions
from tc._async.sender import Sender
from tc._lazy import LazyModule, httpx
from tc._protocol.environment import read_environment
from tc._protocol.message import Origin
from tc._protocol.options import Options, check_picklable, resolve_credentials
from tc._protocol.payload import encode_payload
from tc._protocol.urls import check_path, encode_query
from tc._redact.tracebacks import async_boundary, boundary
from tc.credentials import Credentials
from tc.errors import ConfigurationError

if TYPE_CHECKING:
    from tc._async import services
else:
    services = LazyModule(f"{__package__}.services")

C = TypeVar("C", bound="Client")  # jedi does not resolve Self, and would show no methods
S = TypeVar("S")


class Client(Caller, Closing):
    """One deployment, one set of connections, one set of options; the services share it.

    Args:
        root_url: Where the deployment is, such as `https://tc.example.com`.
        options: See `ClientOptions`.

    Raises:
        ConfigurationError: An option has a value that it cannot have; the error names it.
        TypeError: There is no option of that name.
    """

    @boundary
    def __init__(self, root_url: str, **options: Unpack[ClientOptions]) -> None:
        given = cast("dict[str, Any]", options)
        connections = {name: given.pop(name) for name in CONNECTION_OPTIONS if name in given}
        root = check_root_url(root_url)
        self._take(root, root, Options().changed(given), Sender(**connections), owns_sender=True)

    def _take(
        self,
        root: str,
        public_root: str,
        options: Options,
        sender: Sender,
        *,
        owns_sender: bool,
        resend: bool = True,
    ) -> None:
        others = set(vars(self))
        super().__init__(root, options, sender, resend=resend)
        self._public_root = public_root
        self._owns_sender = owns_sender
        self._services: dict[Any, Any] = {}
        self._own = {"_own", *vars(self)} - others  # all other attributes are those of a subclass

    @classmethod
    @boundary
    def from_env(
        cls: type[C],
        *,
        default_root_url: str | None = None,
        prefer_proxy: bool = False,
        **options: Unpack[ClientOptions],
    ) -> C:
        """A client set up by the environment variables of Taskcluster.

        With `TASKCLUSTER_CLIENT_ID` and `TASKCLUSTER_ACCESS_TOKEN` it signs with them (and
        `TASKCLUSTER_CERTIFICATE`) and goes to `TASKCLUSTER_ROOT_URL`. Else it goes unsigned to
        `TASKCLUSTER_PROXY_URL`, which signs for the task it runs in, or to `TASKCLUSTER_ROOT_URL`.

        Args:
            default_root_url: Where to go if the environment names no root URL.
            prefer_proxy: True to go through `TASKCLUSTER_PROXY_URL`, where that is set, even if client id and
                token are set too.
            options: As for `Client`; `credentials` given here replace those of the environment.

        Raises:
            ConfigurationError: A variable is missing or malformed; the error names it.
        """
        if "root_url" in options:
            raise TypeError("root_url: the environment names it; give default_root_url, or call the class")
        environment = read_environment(
            own_credentials="credentials" in options,
            default_root_url=default_root_url,
            prefer_proxy=prefer_proxy,
        )
        options.setdefault("credentials", environment.credentials)
        client = cls(environment.root_url, **options)
        client._public_root = check_root_url(environment.public_root_url)
        return client

    def __repr__(self) -> str:
        credentials = self._options.credentials
        who = "credentials from a function" if callable(credentials) else repr(credentials)
        return f"<{type(self).__name__} {self._root} as {who}>"

    @property
    def root_url(self) -> str:
        """The root URL of the deployment, without a slash at its end."""
        return self._public_root

    async def aclose(self) -> None:
        """Close the connections, except those of an `http_client` that was given."""
        if self._owns_sender:
            await self._sender.aclose()

    @boundary
    def derive(self: C, **options: Unpack[CallOptions]) -> C:
        """A client with other options on the same connections; closing it leaves them open.

        Raises:
            ConfigurationError: An option has a value that it cannot have; the error names it.
            TypeError: There is no option of that name, or it is one of the connections.
        """
        return self._derived(self._root, self._options.changed(options), resend=self._resend)

    def acting_for(self: C, credentials: Credentials) -> C:
        """A client on the same connections for credentials that a service handed out.

        It goes past the proxy of a task, which would sign with the credentials of the task.
        """
        changes = {"credentials": credentials, "authorized_scopes": None}
        return self._derived(self._public_root, self._options.changed(changes))

    def resending_unsent_only(self: C) -> C:
        """A client on the same connections for calls that must not reach the service twice.

        It sends a request again only where nothing of it can have reached the service, or where the status of
        the response is one of `Retry(also=...)`.
        """
        return self._derived(self._root, self._options, resend=False)

    def _derived(self: C, root: str, options: Options, *, resend: bool = True) -> C:
        derived = type(self).__new__(type(self))
        derived._take(root, self._public_root, options, self._sender, owns_sender=False, resend=resend)
        return derived

    def __copy__(self: C) -> C:
        """A client made from the same options, with connections of its own."""
        again: C = _remade(*self._recipe())
        return self._with_attributes(again, self._attributes_of_subclass())

    def __deepcopy__(self: C, memo: dict[int, Any]) -> C:
        again: C = _remade(*self._recipe())
        memo[id(self)] = again
        return self._with_attributes(again, copy.deepcopy(self._attributes_of_subclass(), memo))

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle as what the client was made from; connections stay with the original."""
        check_picklable(self._options.credentials)
        return _remade, self._recipe(), self._attributes_of_subclass()

    def _recipe(self) -> tuple[Any, ...]:
        """What `_remade` makes the same client of."""
        options = self._options.given() | self._sender.given()
        return type(self), self._root, self._public_root, options, self._resend

    def _attributes_of_subclass(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name not in self._own}

    @staticmethod
    def _with_attributes(client: C, attributes: dict[str, Any]) -> C:
        vars(client).update(attributes)
        return client

    # ------------------------------------------------------------ services

    @property
    def auth(self) -> services.Auth:
        """The auth service, on this client's connections and with its options."""
        return self._service(services.Auth)

    @property
    def github(self) -> services.Github:
        """The github service, on this client's connections and with its options."""
        return self._service(services.Github)

    @property
    def hooks(self) -> services.Hooks:
        """The hooks service, on this client's connections and with its options."""
        return self._service(services.Hooks)

    @property
    def index(self) -> services.Index:
        """The index service, on this client's connections and with its options."""
        return self._service(services.Index)

    @property
    def notify(self) -> services.Notify:
        """The notify service, on this client's connections and with its options."""
        return self._service(services.Notify)

    @property
    def object(self) -> services.Object:
        """The object service, on this client's connections and with its options."""
        return self._service(services.Object)

    @property
    def purge_cache(self) -> services.PurgeCache:
        """The purge-cache service, on this client's connections and with its options."""
        return self._service(services.PurgeCache)

    @property
    def queue(self) -> services.Queue:
        """The queue service, on this client's connections and with its options."""
        return self._service(services.Queue)

    @property
    def secrets(self) -> services.Secrets:
        """The secrets service, on this client's connections and with its options."""
        return self._service(services.Secrets)

    @property
    def web_server(self) -> services.WebServer:
        """The web-server, on this client's connections and with its options."""
        return self._service(services.WebServer)

    @property
    def worker_manager(self) -> services.WorkerManager:
        """The worker-manager, on this client's connections and with its options."""
        return self._service(services.WorkerManager)

    def _service(self, kind: Callable[[Client], S]) -> S:
        if kind not in self._services:
            self._services.setdefault(kind, kind(self))
        service: S = self._services[kind]
        return service

    # ------------------------------------------------------------ URLs

    def make_url(self, path: str, *, query: Mapping[str, Any] | None = None) -> str:
        """The URL of a path, unsigned. Nothing is sent.

        Args:
            path: Relative to the root URL, percent-encoded, such as `"api/queue/v1/ping"`.
            query: Text, int, bool or datetime by key; None is left out, a list repeats the key.

        Raises:
            TypeError, ValueError: An argument is not as described.
        """
        return f"{self._public_root}/{check_path(path)}{encode_query(query)}"

    @boundary
    def make_signed_url(self, path: str, *, query: Mapping[str, Any] | None = None, ttl: timedelta) -> str:
        """A URL that anyone can GET for a while with the rights of these credentials. Nothing is sent.

        Args:
            path, query: As for `make_url`.
            ttl: For how long from now.

        Raises:
            ConfigurationError: There are no credentials, their function must be waited for, or there are so
                many scopes that the URL is longer than Hawk allows.
            TypeError, ValueError: An argument is not as described.

        The signature is a bewit: https://github.com/mozilla/hawk/blob/main/API.md
        """
        if not isinstance(ttl, timedelta):
            raise TypeError(f"ttl: expected a timedelta, got {type(ttl).__name__}")
        if ttl <= timedelta(0):
            raise ValueError(f"ttl: {ttl} is not above zero")
        url = httpx.URL(self.make_url(path, query=query))
        signer = self._signer_for(resolve_credentials(self._options.credentials))
        if signer is None:
            raise ConfigurationError("credentials: a signed URL needs some")
        origin = Origin.of(url)
        target = url.raw_path.decode("ascii")
        bewit = signer.bewit(target, origin.host, origin.port, int(time.time() + ttl.total_seconds()))
        return f"{url}{'&' if url.query else '?'}bewit={bewit}"

    @async_boundary
    async def request(
        self, method: str, path: str, *, query: Mapping[str, Any] | None = None, payload: Any = None
    ) -> httpx.Response:
        """Call any path of the deployment, with the signing, retries and errors of the named methods.

        Args:
            method: `"GET"`, `"PUT"`, ...
            path: Relative to the root URL, percent-encoded, such as `"api/queue/v1/ping"`.
            query: Text, int, bool or datetime by key; None is left out, a list repeats the key.
            payload: Sent as JSON; None for no body.

        Returns:
            The response of any status below 400, wholly read. Redirects are not followed.

        Raises:
            APIError: The status is 400 or above.
            TransportError: There was no response.
            TypeError, ValueError: An argument is not as described; nothing was sent.
        """
        if not isinstance(method, str) or not method.isascii() or not method.isalpha():
            raise ValueError(f"method: {method!r} is not the name of an HTTP method")
        body = None if payload is None else encode_payload(payload)
        target = check_path(path) + encode_query(query)
        response = await self.send_with_retries(method.upper(), target, body)
        encoding = ("content-encoding", "content-length", "transfer-encoding")
        # As bytes, since httpx takes only ASCII as text.
        headers = [
            (name.encode("latin-1"), value.encode())
            for name, value in response.headers.items()
            if name.lower() not in encoding
        ]
        return httpx.Response(
            response.status_code,
            headers=headers,
            content=response.content,
            request=httpx.Request(response.method, response.url),
        )


def _remade(kind: type[C], root_url: str, public_root_url: str, options: Any, resend: bool) -> C:
    """The client that a copy or a pickle stands for, made past the constructor of a subclass."""
    client = kind.__new__(kind)
    Client.__init__(client, root_url, **options)
    client._public_root = public_root_url
    client._resend = resend
    return client
