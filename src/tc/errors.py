"""Every error that the library raises; both halves raise the same ones.

The classes are importable from `tc`. All of them pickle. No access token, certificate or bewit is part of
their text or attributes. Status codes and the error body are those of Taskcluster's API:
https://docs.taskcluster.net/docs/manual/design/apis/errors
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar


class TaskclusterError(Exception):
    """Base of all errors of this library.

    Attributes:
        created: The ids of the tasks that `create_tasks` had created before this error; else empty.
    """

    created: tuple[str, ...] = ()


class ConfigurationError(TaskclusterError, ValueError):
    """The client cannot work as it was set up: bad root URL, missing variable, malformed credentials."""


class TransportError(TaskclusterError):
    """No response after all attempts; `__cause__` is the last httpx error.

    Attributes:
        method, url: What was asked, the URL without a bewit.
        attempts: How many times it was sent.
    """

    def __init__(self, message: str, *, method: str = "", url: str = "", attempts: int = 1) -> None:
        super().__init__(message)
        self.method = method
        self.url = url
        self.attempts = attempts


class RequestTimeoutError(TransportError, TimeoutError):
    """Connecting, reading or writing took longer than `timeout`, in each attempt that was made."""


class APIError(TaskclusterError):
    """Taskcluster returned an HTTP status of 400 or above.

    Attributes:
        status_code: The HTTP status.
        code: Taskcluster's name of the error, such as "InputError"; None if it came from a proxy.
        message: What went wrong, one line or several, without Taskcluster's trailing block of details.
        request_info: The request as the service saw it (`method`, `params`, `payload`, `time`), or None.
        body: The whole decoded JSON body, else the text of the body (at most its first 64 KiB).
        method, url: What was asked, the URL without a bewit.
        attempts: How many times it was sent.
        trace_id, request_id: The service's ids of this exchange, to be found in its logs, or None.
    """

    _default_status: ClassVar[int] = 0

    def __init__(
        self,
        message: str,
        *,
        status_code: int | None = None,
        code: str | None = None,
        request_info: Mapping[str, Any] | None = None,
        body: Any = None,
        method: str = "",
        url: str = "",
        attempts: int = 1,
        trace_id: str | None = None,
        request_id: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.status_code: int = self._default_status if status_code is None else status_code
        self.code = code
        self.request_info = request_info
        self.body = body
        self.method = method
        self.url = url
        self.attempts = attempts
        self.trace_id = trace_id
        self.request_id = request_id

    def __str__(self) -> str:
        name = f"{self.status_code} {self.code}" if self.code else f"{self.status_code}"
        tries = "1 attempt" if self.attempts == 1 else f"{self.attempts} attempts"
        ids = f", request id {self.request_id}" if self.request_id else ""
        return f"{name}: {self.message}\n({self.method} {self.url}, {tries}{ids})"


class BadRequestError(APIError):
    """400: the payload, the query or an argument is not valid."""

    _default_status = 400


class AuthenticationError(APIError):
    """401: the signature, the credentials or their certificate were not accepted."""

    _default_status = 401


class InsufficientScopesError(APIError):
    """403: the credentials, or the lack of them, do not allow this."""

    _default_status = 403


class NotFoundError(APIError):
    """404: there is no such thing, or no such route."""

    _default_status = 404


class ConflictError(APIError):
    """409: it exists with other content, or its state does not allow this."""

    _default_status = 409


class GoneError(APIError):
    """410: it existed and has expired."""

    _default_status = 410


class PayloadTooLargeError(APIError):
    """413: the payload is larger than the service takes."""

    _default_status = 413


class RateLimitError(APIError):
    """429: too many requests; see `Retry(also=...)` to have them tried again."""

    _default_status = 429


class ServerError(APIError):
    """5xx: the service, or a proxy before it, failed in each attempt that was made."""

    _default_status = 500


class ResponseError(TaskclusterError):
    """A success status whose body is not the JSON it should be.

    Attributes:
        status_code: The HTTP status.
        method, url: What was asked, the URL without a bewit.
        body: The first 64 KiB of the body as text, up to where there may be credentials.
    """

    def __init__(
        self, message: str, *, status_code: int = 0, method: str = "", url: str = "", body: str = ""
    ) -> None:
        super().__init__(message)
        self.status_code = status_code
        self.method = method
        self.url = url
        self.body = body


class RedirectError(ResponseError):
    """A redirect where none belongs: something between this client and the service took the request.

    Attributes:
        location: Where it leads, without the query; None if it leads nowhere.
        status_code, method, url, body: As for ResponseError.
    """

    def __init__(
        self,
        message: str,
        *,
        location: str | None = None,
        status_code: int = 0,
        method: str = "",
        url: str = "",
        body: str = "",
    ) -> None:
        super().__init__(message, status_code=status_code, method=method, url=url, body=body)
        self.location = location


class PulseError(TaskclusterError):
    """The Pulse broker refuses, or a queue or message is not as it should be.

    Wrong credentials, a permission that lacks, a certificate that does not verify, an unknown exchange, a
    queue that was deleted under its consumer, a payload that is not JSON.

    Attributes:
        code: AMQP's reply code, such as 403, or None.
    """

    def __init__(self, message: str, *, code: int | None = None) -> None:
        super().__init__(message)
        self.code = code


class TransferError(TaskclusterError):
    """An upload or a download failed. If the network did, it is a TransportError as well.

    Attributes:
        status_code: The HTTP status with which the storage refused, or None.
    """

    status_code: int | None = None


class HashMismatchError(TransferError):
    """The bytes received are not those that were uploaded, or nothing is known to verify them by.

    Nothing is left at the destination.
    """


class ArtifactError(TransferError):
    """The artifact is of storage type `error`: its task could not make it.

    Attributes:
        reason: Such as "file-missing-on-worker".
        message: The worker's explanation.
    """

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(reason, message)
        self.reason = reason
        self.message = message

    def __str__(self) -> str:
        return f"{self.reason}: {self.message}"


_BY_STATUS: dict[int, type[APIError]] = {
    kind._default_status: kind
    for kind in (
        BadRequestError,
        AuthenticationError,
        InsufficientScopesError,
        NotFoundError,
        ConflictError,
        GoneError,
        PayloadTooLargeError,
        RateLimitError,
    )
}


def error_class(status_code: int) -> type[APIError]:
    """The class of errors with an HTTP status."""
    return ServerError if status_code >= 500 else _BY_STATUS.get(status_code, APIError)
