"""Calls: build a request, sign it, send it, and decide whether to return, to try again or to raise."""

from __future__ import annotations

from collections.abc import AsyncIterable, Mapping, Sequence
from typing import Any

from tc._async.sender import ResponseTooLargeError, Sender, StreamedResponse
from tc._concurrency import async_sleep
from tc._lazy import httpx, httpx_errors
from tc._protocol.hawk import Signer
from tc._protocol.message import Origin, Request, Timeouts, header_block, split_root
from tc._protocol.options import (
    UNSET,
    Options,
    async_resolve_credentials,
    default_user_agent,
)
from tc._protocol.payload import encode_payload
from tc._protocol.response import ApiResponse
from tc._protocol.urls import MAX_URL_LENGTH, encode_query, parse_root_url
from tc._redact.urls import redact
from tc.credentials import Credentials
from tc.errors import RequestTimeoutError, ResponseError, TransportError
from tc.retry import Attempts, Failure, Retry


class Caller:
    """What all calls of one client have in common.

    Args:
        root: Where requests go.
        options: What to do for each call.
        sender: How requests get there.
        resend: False to send a request again only while it cannot have reached the service.
    """

    def __init__(self, root: str, options: Options, sender: Sender, *, resend: bool = True) -> None:
        self._root = root
        self._options = options
        self._sender = sender
        self._resend = resend
        self._constant = b""
        self._timeouts = Timeouts.of(options.timeout, options.total_timeout)
        self._signer: Signer | None = None
        if isinstance(options.credentials, Credentials):
            self._signer = Signer(options.credentials, options.authorized_scopes)

    @property
    def retry(self) -> Retry:
        """When failed attempts are repeated."""
        return self._options.retry

    async def call_api(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, Any] | None = None,
        payload: Any = UNSET,
        expects_json: bool = False,
        redirects: bool = False,
        min_read_timeout: float = 0,
    ) -> Any:
        """Call an API method and decode its response; the methods of the services consist of this.

        Args:
            method: `"GET"`, `"PUT"`, ...
            path: Relative to the root URL, percent-encoded, and known to be good.
            query: Text, int, bool or datetime by key; None is left out, a list repeats the key.
            payload: What the method takes; left out for methods that take nothing.
            expects_json: True if the API says that the method returns JSON.
            redirects: True if the API says that the method redirects.
            min_read_timeout: For how many seconds at least to wait for the response.

        Returns:
            The decoded JSON; None for an empty body, 204, or a body that is not JSON where none is declared;
            `{"url": location}` for a redirect without JSON.

        Raises:
            RedirectError: The response is a redirect, and the method does not redirect.
            ResponseError: The body is not the JSON it should be.
            APIError: The status is 400 or above.
            TransportError: There was no response.
            TypeError, ValueError: An argument is not as described; nothing was sent.
        """
        body = None if payload is UNSET else encode_payload(payload)
        response = await self.send_with_retries(method, path + encode_query(query), body, min_read_timeout)
        return response.decode(expects_json=expects_json, redirects=redirects)

    async def send_with_retries(
        self, method: str, target: str, body: bytes | None, min_read_timeout: float = 0
    ) -> ApiResponse:
        """Send until there is a response below 400, or no attempt left; all is encoded already."""
        origin, prefix = split_root(self._root)
        safe_url = redact(_check_length(f"{origin.url}{prefix}{target}"))
        attempts = Attempts(self._options.retry, method, resend=self._resend)
        while True:
            request = await self._request(method, origin, prefix + target, body, min_read_timeout)
            response: ApiResponse | None = None
            try:
                response = await self._exchange(request, safe_url)
            except httpx_errors("TransportError", "DecodingError") as error:
                failure = Failure.of_error(error)
            else:
                if response.status_code < 400:
                    return response
                failure = Failure.of_status(response.status_code, response.headers)
            delay = attempts.retry_in(failure, safe_url)
            if delay is None:
                if response is not None:
                    raise response.error(attempts.count)
                raise transport_error(failure, method, safe_url, attempts.count) from failure.cause
            await async_sleep(delay)

    async def open_as_is(
        self,
        method: str,
        url: httpx.URL,
        headers: Sequence[tuple[str, str]],
        body: AsyncIterable[bytes] | None = None,
    ) -> StreamedResponse:
        """Send a request to anywhere, once: the connections and timeouts of this client, nothing else of it.

        Args:
            method: `"GET"`, `"PUT"`, ...
            url: Where to.
            headers: All that there are but `Host`, with the length of the body.
            body: What is iterated over for the bytes.

        Raises:
            RuntimeError: The client is closed.
            httpx.TransportError: There was no response.

        Returns:
            The response, whose body is still to be read.
        """
        origin, target = Origin.of(url), url.raw_path.decode("ascii")
        headers = [("Host", origin.netloc), *headers]
        timeouts = self._timeouts.endless()
        return await self._sender.open(
            Request(method, origin, target, headers=headers, body=body, timeouts=timeouts)
        )

    async def _exchange(self, request: Request, safe_url: str) -> ApiResponse:
        """One attempt."""
        try:
            response = await self._sender.send(request)
        except ResponseTooLargeError as error:
            raise ResponseError(
                f"{request.method} {safe_url}: {error}",
                status_code=error.status_code,
                method=request.method,
                url=safe_url,
            ) from None
        return ApiResponse(response.status, response.headers, response.content, request.method, safe_url)

    async def _request(
        self, method: str, origin: Origin, target: str, body: bytes | None, min_read_timeout: float
    ) -> Request:
        """One attempt, signed afresh with the credentials of this moment."""
        constant = self._constant = self._constant or header_block(_headers_of(self._options, origin))
        headers = [] if body is None else [("Content-Type", "application/json")]
        signer = self._signer
        if signer is None and self._options.credentials is not None:
            signer = self._signer_for(await async_resolve_credentials(self._options.credentials))
        if signer is not None:
            headers.append(("Authorization", signer.header(method, target, origin.host, origin.port)))
        return Request(
            method,
            origin,
            target,
            constant=constant,
            headers=headers,
            body=body,
            timeouts=self._timeouts.reading_at_least(min_read_timeout),
        )

    def _signer_for(self, credentials: Credentials | None) -> Signer | None:
        if credentials is None or (self._signer and self._signer.credentials is credentials):
            return self._signer if credentials else None
        return Signer(credentials, self._options.authorized_scopes)


def transport_error(failure: Failure, method: str, url: str, attempts: int) -> TransportError:
    """The error to raise when there was no response after all attempts."""
    kind = RequestTimeoutError if isinstance(failure.cause, httpx.TimeoutException) else TransportError
    tries = "1 attempt" if attempts == 1 else f"{attempts} attempts"
    return kind(
        f"{method} {url}: no response after {tries}: {failure.reason}",
        method=method,
        url=url,
        attempts=attempts,
    )


def _headers_of(options: Options, origin: Origin) -> list[tuple[str, str]]:
    """The headers of every request."""
    headers = [("Host", origin.netloc), ("Accept", "application/json"), ("Accept-Encoding", "gzip")]
    headers.append(("User-Agent", options.user_agent or default_user_agent()))
    if options.trace_id is not None:
        headers.append(("x-taskcluster-trace-id", options.trace_id))
    return headers


def check_root_url(text: str) -> str:
    """Return a root URL that httpx takes as well, which knows more of addresses and international names.

    Raises:
        ConfigurationError: It is not a root URL.
    """
    from tc.errors import ConfigurationError

    root = parse_root_url(text)
    try:
        split_root(root)
    except httpx.InvalidURL as error:
        raise ConfigurationError(f"root_url: {error}") from None
    return root


def _check_length(url: str) -> str:
    if len(url) > MAX_URL_LENGTH:
        raise ValueError(f"the URL has {len(url)} characters, more than {MAX_URL_LENGTH}")
    return url
