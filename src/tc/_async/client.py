"""The client: signs, sends, and decides whether to return, to try again or to raise."""

from __future__ import annotations

import copy
import logging
import re
import time
from collections.abc import Mapping, Sequence
from datetime import timedelta
from types import TracebackType
from typing import Any, TypeVar, Unpack

from typing_extensions import TypedDict

from tc._async.sender import ResponseTooLargeError, Sender, read_body
from tc._concurrency import async_sleep
from tc._lazy import httpx
from tc._protocol import fast_urls
from tc._protocol.hawk import PORTS, Signer
from tc._protocol.options import (
    UNSET,
    AsyncCredentialsFunction,
    Environment,
    Options,
    async_resolve_credentials,
    default_user_agent,
    presentable,
    resolve_credentials,
    timeouts_of,
)
from tc._protocol.payload import encode_payload
from tc._protocol.response import ApiResponse
from tc._protocol.urls import MAX_URL_LENGTH, RootURL, check_path, encode_query, redact
from tc._redact.values import forget_frames
from tc.credentials import Credentials
from tc.errors import ConfigurationError, RequestTimeoutError, ResponseError, TransportError
from tc.retry import Retry, retry_after_seconds

log = logging.getLogger("tc")
C = TypeVar("C", bound="Client")  # jedi does not resolve Self, and would show no methods

# A host by name, and nothing else: httpx need not be asked, nor imported, whether it takes it.
_PLAIN_ROOT_URL = re.compile(r"https?://(?!.*xn--)(?:[a-z0-9-]+\.)*[a-z][a-z0-9-]*(?::[0-9]{1,5})?")


class ClientOptions(TypedDict, total=False):
    """The options of `Client`, for functions that hand them on."""

    credentials: Credentials | AsyncCredentialsFunction | None
    authorized_scopes: Sequence[str] | None
    retry: Retry
    timeout: float | httpx.Timeout
    http_client: httpx.AsyncClient | None
    transport: httpx.AsyncBaseTransport | None
    max_connections: int
    user_agent: str | None
    trace_id: str | None


class Client:
    """One deployment, one set of connections, one set of options; the services share it.

    Args:
        root_url: Where the deployment is, such as `https://tc.example.com`.
        credentials: Who signs, or a function that returns it, called before each attempt. Without any,
            requests go unsigned.
        authorized_scopes: The only scopes that the requests may use; None for all that the credentials have.
        retry: When failed attempts are repeated.
        timeout: Seconds for connecting, for each read and for each write of one attempt, or an
            `httpx.Timeout`.
        http_client: Your own httpx client, for proxies, event hooks or tests. It is left open.
        transport: An httpx transport, called directly and closed with the client.
        max_connections: How many connections there may be at once; calls beyond wait for as long as it takes.
        user_agent: Replaces the library's own.
        trace_id: Sent as `x-taskcluster-trace-id`, and found in the services' logs.

    Raises:
        ConfigurationError: An option is not what it should be; it is named.
    """

    def __init__(
        self,
        root_url: str,
        *,
        credentials: Credentials | AsyncCredentialsFunction | None = None,
        authorized_scopes: Sequence[str] | None = None,
        retry: Retry = Retry(),  # noqa: B008 - frozen
        timeout: float | httpx.Timeout = 30.0,
        http_client: httpx.AsyncClient | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
        max_connections: int = 100,
        user_agent: str | None = None,
        trace_id: str | None = None,
    ) -> None:
        credentials = presentable(credentials)
        self._root = self._public_root = _check_root_url(root_url)
        options = Options().changed(
            credentials=credentials,
            authorized_scopes=authorized_scopes,
            retry=retry,
            timeout=timeout,
            user_agent=user_agent,
            trace_id=trace_id,
        )
        self._sender = Sender(http_client, transport, max_connections)
        self._owns_connections = True
        self._take(options)

    def _take(self, options: Options) -> None:
        """Take over options, with all that can be computed from them once."""
        self._options = options
        self._headers: list[tuple[str, str]] = []
        self._timeout = timeouts_of(options.timeout)
        self._signer: Signer | None = None
        if isinstance(options.credentials, Credentials):
            self._signer = Signer(options.credentials, options.authorized_scopes)

    @classmethod
    def from_env(cls: type[C], **options: Unpack[ClientOptions]) -> C:
        """A client set up by the environment variables of Taskcluster.

        With `TASKCLUSTER_CLIENT_ID` and `TASKCLUSTER_ACCESS_TOKEN` it signs with them (and
        `TASKCLUSTER_CERTIFICATE`) and goes to `TASKCLUSTER_ROOT_URL`. Else it goes unsigned to
        `TASKCLUSTER_PROXY_URL`, which signs for the task it runs in, or to `TASKCLUSTER_ROOT_URL`.

        Args:
            options: As for `Client`; `credentials` given here replace those of the environment.

        Raises:
            ConfigurationError: A variable is missing or malformed; it is named.
        """
        if "credentials" in options:
            options["credentials"] = presentable(options["credentials"])
        environment = Environment.read(use_proxy="credentials" not in options)
        options.setdefault("credentials", environment.credentials)
        client = cls(environment.root_url, **options)
        client._public_root = _check_root_url(environment.public_root_url)
        return client

    def __repr__(self) -> str:
        credentials = self._options.credentials
        who = "credentials from a function" if callable(credentials) else repr(credentials)
        return f"<{type(self).__name__} {self._root.text} as {who}>"

    async def __aenter__(self: C) -> C:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connections, except those of an `http_client` that was given."""
        if self._owns_connections:
            await self._sender.aclose()

    def derive(
        self: C,
        *,
        credentials: Any = UNSET,
        authorized_scopes: Any = UNSET,
        retry: Any = UNSET,
        timeout: Any = UNSET,
        user_agent: Any = UNSET,
        trace_id: Any = UNSET,
    ) -> C:
        """A client with other options on the same connections; closing it leaves them open.

        Raises:
            ConfigurationError: An option is not what it should be; it is named.
        """
        credentials = presentable(credentials)
        derived = copy.copy(self)
        derived._owns_connections = False
        derived._take(
            self._options.changed(
                credentials=credentials,
                authorized_scopes=authorized_scopes,
                retry=retry,
                timeout=timeout,
                user_agent=user_agent,
                trace_id=trace_id,
            )
        )
        return derived

    def acting_for(self: C, credentials: Credentials) -> C:
        """A client on the same connections for credentials that a service handed out.

        It goes past the proxy of a task, which would sign with the credentials of the task.
        """
        derived = self.derive(credentials=credentials, authorized_scopes=None)
        derived._root = derived._public_root
        return derived

    # ------------------------------------------------------------ URLs

    def make_url(self, path: str, *, query: Mapping[str, Any] | None = None) -> str:
        """The URL of a path, unsigned. Nothing is sent.

        Args:
            path: Relative to the root URL, percent-encoded, such as `"api/queue/v1/ping"`.
            query: Text, int, bool or datetime by key; None is left out, a list repeats the key.

        Raises:
            TypeError, ValueError: An argument is not as described.
        """
        return self._public_root.join(check_path(path) + encode_query(query))

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
            raise TypeError(f"ttl: a timedelta is needed, not {type(ttl).__name__}")
        if ttl <= timedelta(0):
            raise ValueError(f"ttl: {ttl} is not above zero")
        url = httpx.URL(self.make_url(path, query=query))
        signer = self._signer_for(resolve_credentials(self._options.credentials))
        if signer is None:
            raise ConfigurationError("credentials: a signed URL needs some")
        host, port = _address(url)
        target = url.raw_path.decode("ascii")
        bewit = signer.bewit(target, host, port, int(time.time() + ttl.total_seconds()))
        return f"{url}{'&' if url.query else '?'}bewit={bewit}"

    # ------------------------------------------------------------ calls

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
        response = await self.send_with_retries(method.upper(), check_path(path) + encode_query(query), body)
        encoding = ("content-encoding", "content-length", "transfer-encoding")
        headers = [(k, v) for k, v in response.headers.items() if k.lower() not in encoding]
        return httpx.Response(
            response.status_code,
            headers=headers,
            content=response.content,
            request=httpx.Request(response.method, response.url),
        )

    async def call_api(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, Any] | None = None,
        payload: Any = UNSET,
        expects_json: bool = False,
        redirects: bool = False,  # noqa: ARG002
        min_read_timeout: float = 0,
    ) -> Any:
        """Call an API method and decode its answer; what the methods of the services are made of.

        Args:
            method, path, query: As for `request`, the path known to be good.
            payload: What the method takes; left out for methods that take nothing.
            expects_json: Whether the API says that the method answers JSON.
            redirects: Whether the method redirects by design.
            min_read_timeout: For how many seconds the service may hold the request back.

        Returns:
            The decoded JSON; None for an empty body, 204, or a body that is no JSON where none is declared;
            `{"url": location}` for a redirect without JSON.

        Raises:
            As `request`, and ResponseError when the body is not the JSON it should be.
        """
        body = None if payload is UNSET else encode_payload(payload)
        response = await self.send_with_retries(method, path + encode_query(query), body, min_read_timeout)
        return response.decode(expects_json=expects_json)

    async def send_with_retries(
        self, method: str, target: str, body: bytes | None, min_read_timeout: float = 0
    ) -> ApiResponse:
        """Send until there is an response below 400, or no attempt left; all encoded already."""
        _check_length(self._root.join(target))
        url = fast_urls.join(self._root.text, target)
        safe_url = redact(str(url))
        retry = self._options.retry
        attempt = 0
        while True:
            attempt += 1
            request = await self._request(method, url, body, min_read_timeout)
            try:
                response = await self._exchange(request, safe_url)
            except (httpx.TransportError, httpx.DecodingError) as error:
                if attempt > retry.retries or is_permanent(error):
                    raise transport_error(error, method, safe_url, attempt) from error
                reason, wait = failure_reason(error), None
            else:
                if response.status_code < 400:
                    return response
                if attempt > retry.retries or not retry.should_retry(response.status_code):
                    raise response.error(attempt)
                reason, wait = f"status {response.status_code}", retry_after_seconds(response.headers)
            delay = retry.delay(attempt, wait)
            log.warning(
                "%s %s: %s; retry %d of %d in %.1f s", method, safe_url, reason, attempt, retry.retries, delay
            )
            await async_sleep(delay)

    async def send_as_is(self, request: httpx.Request) -> httpx.Response:
        """Send a request to anywhere, once: the connections and timeouts of this client, nothing else of it.

        Raises:
            RuntimeError: The client is closed.
            httpx.TransportError: There was no response.

        Returns:
            The response, whose body is still to be read.
        """
        request.extensions["timeout"] = self._timeout.copy()
        return await self._sender.send(request)

    @property
    def retry(self) -> Retry:
        """When failed attempts are repeated."""
        return self._options.retry

    async def _exchange(self, request: httpx.Request, safe_url: str) -> ApiResponse:
        """One attempt."""
        try:
            response = await self._sender.send(request)
            content = await read_body(response)
        except ResponseTooLargeError as error:
            raise ResponseError(
                f"{request.method} {safe_url}: {error}",
                status_code=error.status_code,
                method=request.method,
                url=safe_url,
            ) from None
        except BaseException as error:
            # Errors of httpx keep the request.
            request.headers.pop("Authorization", None)
            forget_frames(error)
            raise
        return ApiResponse(response.status_code, response.headers, content, request.method, safe_url)

    async def _request(
        self, method: str, url: httpx.URL, body: bytes | None, min_read_timeout: float
    ) -> httpx.Request:
        """One attempt, signed afresh with the credentials of this moment."""
        headers = self._headers = self._headers or _headers_of(self._options)
        if body is not None:
            headers = [*headers, ("Content-Type", "application/json")]
        timeout = self._timeout
        if min_read_timeout and timeout["read"] is not None and timeout["read"] < min_read_timeout:
            timeout = timeout | {"read": min_read_timeout}
        request = httpx.Request(
            method, url, headers=headers, content=body, extensions={"timeout": timeout.copy()}
        )
        signer = self._signer
        if signer is None and self._options.credentials is not None:
            signer = self._signer_for(await async_resolve_credentials(self._options.credentials))
        if signer is not None:
            host, port = _address(url)
            request.headers["Authorization"] = signer.header(method, url.raw_path.decode("ascii"), host, port)
        return request

    def _signer_for(self, credentials: Credentials | None) -> Signer | None:
        if credentials is None or (self._signer and self._signer.credentials is credentials):
            return self._signer if credentials else None
        return Signer(credentials, self._options.authorized_scopes)


def _headers_of(options: Options) -> list[tuple[str, str]]:
    """The headers of every request."""
    headers = [("Accept", "application/json"), ("Accept-Encoding", "gzip")]
    headers.append(("User-Agent", options.user_agent or default_user_agent()))
    if options.trace_id is not None:
        headers.append(("x-taskcluster-trace-id", options.trace_id))
    return headers


def _check_root_url(text: str) -> RootURL:
    """A root URL that httpx takes as well, which knows more of addresses and international host names."""
    root = RootURL.parse(text)
    try:
        if not _PLAIN_ROOT_URL.fullmatch(root.text):
            httpx.URL(root.text)
    except httpx.InvalidURL as error:
        raise ConfigurationError(f"root_url: {error}") from None
    return root


def _address(url: httpx.URL) -> tuple[str, int]:
    """Host and port as Hawk signs them."""
    return url.raw_host.decode("ascii"), url.port or PORTS[url.scheme]


def _check_length(url: str) -> str:
    if len(url) > MAX_URL_LENGTH:
        raise ValueError(f"the URL has {len(url)} characters, more than {MAX_URL_LENGTH}")
    return url


def failure_reason(error: Exception) -> str:
    """A failure to get an answer, in a few words."""
    reason: BaseException | None = error
    # trio and httpcore wrap it in errors without text, or of which only they know what it means.
    while reason is not None and (not str(reason) or isinstance(reason, BaseExceptionGroup)):
        reason = reason.__cause__ or reason.__context__
    return f"{type(error).__name__}: {reason}" if reason else type(error).__name__


def is_permanent(error: BaseException | None) -> bool:
    """Whether another attempt must fail in the same way, as with a certificate that does not verify."""
    import ssl

    while error is not None:
        if isinstance(
            error, (ssl.SSLCertVerificationError, httpx.UnsupportedProtocol, httpx.LocalProtocolError)
        ):
            return True
        error = error.__cause__ or error.__context__
    return False


def transport_error(failure: httpx.HTTPError, method: str, url: str, attempts: int) -> TransportError:
    """The error to raise when there was no response after all attempts."""
    kind = RequestTimeoutError if isinstance(failure, httpx.TimeoutException) else TransportError
    tries = "1 attempt" if attempts == 1 else f"{attempts} attempts"
    return kind(
        f"{method} {url}: no response after {tries}: {failure_reason(failure)}",
        method=method,
        url=url,
        attempts=attempts,
    )
