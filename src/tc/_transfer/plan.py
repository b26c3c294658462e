"""What uploads and downloads have in common: results, checks of arguments, URLs of storage, failures.

Pure, shared by both halves. https://docs.taskcluster.net/docs/reference/platform/object/uploading-downloading
"""

from __future__ import annotations

import base64
import hashlib
import logging
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple, TypeAlias

from tc._lazy import httpx
from tc._protocol.response import reason_phrase
from tc.errors import ConfigurationError, RequestTimeoutError, TransferError, TransportError
from tc.retry import Retry, retry_after_seconds
from tc.timestamps import check_aware, to_json_date

log = logging.getLogger("tc")

BLOCK = 512 * 1024  # bytes that are read, hashed and written at a time
INLINE_BELOW = 8192  # bytes of content that may travel within `createUpload`
HASHES = ("sha256", "sha512")  # what the object service is told, and what a download must be checked by
_S3_CODE = re.compile(rb"<Code>(\w{1,80})</Code>")

Progress: TypeAlias = Callable[[int, int | None], object]
"""Called with the bytes done and the total, or None while that is not known."""


class Downloaded(NamedTuple):
    """A download into memory.

    Attributes:
        content: The bytes, decoded and verified.
        content_type: As it was given with the upload, such as `text/plain; charset=utf-8`.
    """

    content: bytes
    content_type: str


# ------------------------------------------------------------ arguments


def check_text(**texts: Any) -> None:
    """Refuse what is no text, or empty."""
    for name, value in texts.items():
        if not isinstance(value, str):
            raise TypeError(f"{name}: text is needed, not {type(value).__name__}")
        if not value:
            raise ValueError(f"{name}: it is empty")


def check_content_type(content_type: str) -> None:
    """Refuse what cannot stand in a header."""
    check_text(content_type=content_type)
    if not all(" " <= letter <= "~" for letter in content_type) or len(content_type) > 255:
        raise ValueError(
            f"content_type: {content_type[:80]!r} is not printable ASCII of at most 255 characters"
        )


def check_length(content_length: int) -> None:
    """Refuse what is no number of bytes."""
    if isinstance(content_length, bool) or not isinstance(content_length, int):
        raise TypeError(f"content_length: int is needed, not {type(content_length).__name__}")
    if content_length < 0:
        raise ValueError(f"content_length: {content_length} is below zero")


def check_callable(**functions: Any) -> None:
    """Refuse what cannot be called."""
    for name, value in functions.items():
        if not callable(value):
            raise TypeError(f"{name}: a function is needed, not {type(value).__name__}")


def check_common(retry: Any, progress: Any) -> None:
    """Refuse options of a wrong kind."""
    if retry is not None and not isinstance(retry, Retry):
        raise ConfigurationError(f"retry: a Retry is needed, not {type(retry).__name__}")
    if progress is not None:
        check_callable(progress=progress)


def check_kind(name: str, value: Any, wanted: type) -> None:
    """Refuse another service, or the service of the other half."""
    if not isinstance(value, wanted):
        raise TypeError(
            f"{name}: a service of class {wanted.__module__}.{wanted.__name__} is needed,"
            f" not {type(value).__module__}.{type(value).__name__}"
        )


def check_data(data: Any) -> memoryview:
    """The bytes of anything that holds some."""
    if not isinstance(data, (bytes, bytearray, memoryview)):
        raise TypeError(f"data: bytes are needed, not {type(data).__name__}")
    return memoryview(data).cast("B")


def wire_expires(expires: datetime | str) -> str:
    """When the content expires, as it is sent.

    Args:
        expires: Timezone-aware, or text in the API's own form, which stays as it is.

    Raises:
        TypeError, ValueError: It is something else, naive, or no date.
    """
    if not isinstance(expires, str):
        return to_json_date(check_aware("expires", expires))
    check_aware("expires", datetime.fromisoformat(expires))
    return expires


def parse_time(text: Any) -> datetime:
    """A time in an answer.

    Raises:
        TransferError: It is no timezone-aware time.
    """
    try:
        return check_aware("expires", datetime.fromisoformat(text))
    except (ValueError, TypeError):
        raise TransferError(f"the service answered with a time that is none: {text!r}") from None


def required(answer: Mapping[str, Any], key: str) -> Any:
    """A value of an answer that nothing can be done without.

    Raises:
        TransferError: It is not there.
    """
    try:
        return answer[key]
    except (KeyError, TypeError):
        raise TransferError(f"the service's answer has no {key!r}") from None


# ------------------------------------------------------------ URLs and headers


def safe_storage_url(url: str | httpx.URL) -> str:
    """A URL fit for errors and logs: what follows the path may be a signature."""
    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, TypeError):
        return "a malformed URL"
    host = f"{parsed.scheme}://{parsed.netloc.decode('ascii')}" if parsed.host else f"{parsed.scheme}:"
    return f"{host}{parsed.raw_path.decode('ascii').partition('?')[0]}"


def storage_url(url: Any) -> httpx.URL:
    """The URL of a storage, once it is known to be one that can be asked.

    Raises:
        TransferError: It is malformed, or of another scheme than http and https.
    """
    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, TypeError):
        raise TransferError("the service answered with a malformed URL") from None
    if parsed.scheme not in ("http", "https") or not parsed.host or (parsed.port or 0) > 65535:
        raise TransferError(f"{safe_storage_url(parsed)} is not an http or https URL")
    return parsed


@dataclass(frozen=True)
class UploadTarget:
    """Where the bytes of an upload go, as a service said.

    Attributes:
        url: Signed, hence secret.
        headers: What the request must have, besides its length.
        expires: When the URL stops to work.
    """

    url: str
    headers: Mapping[str, str]
    expires: datetime

    @property
    def expired(self) -> bool:
        """Whether it is too late to begin."""
        return self.expires <= datetime.now(UTC)

    def headers_for(self, length: int) -> list[tuple[str, str]]:
        """Exactly the headers that were asked for, and the length of the content."""
        headers = [(name, value) for name, value in self.headers.items() if name.lower() != "content-length"]
        return [*headers, ("Content-Length", str(length))]


def upload_payload(
    project_id: str, content_type: str, expires: str, upload_id: str, length: int, inline: bytes | None
) -> dict[str, Any]:
    """The payload of `createUpload`: both methods proposed where the content is small, else a signed URL."""
    methods: dict[str, Any] = {"putUrl": {"contentType": content_type, "contentLength": length}}
    if inline is not None:
        data = base64.b64encode(inline).decode("ascii")
        methods["dataInline"] = {"contentType": content_type, "objectData": data}
    return {
        "projectId": project_id,
        "uploadId": upload_id,
        "expires": expires,
        "proposedUploadMethods": methods,
    }


def chosen_target(answer: Mapping[str, Any]) -> UploadTarget | None:
    """What `createUpload` chose: where to PUT, or None when the content has travelled with the call.

    Raises:
        TransferError: It chose nothing that was proposed.
    """
    method = answer.get("uploadMethod") or {}
    if method.get("dataInline"):
        return None
    put = method.get("putUrl")
    if not put:
        raise TransferError("no upload method: the object service accepts none of those proposed")
    return UploadTarget(required(put, "url"), put.get("headers") or {}, parse_time(required(put, "expires")))


# ------------------------------------------------------------ hashes


class Digests:
    """Hashes of one content, all fed with the same blocks.

    Args:
        names: The algorithms, as hashlib knows them.
    """

    def __init__(self, names: Iterable[str] = HASHES) -> None:
        self._hashes = {name: hashlib.new(name, usedforsecurity=name in HASHES) for name in names}

    @property
    def consumers(self) -> list[Callable[[bytes], object]]:
        """A function for each algorithm that takes the next block."""
        return [each.update for each in self._hashes.values()]

    def hex(self) -> dict[str, str]:
        """The hashes by algorithm, in lower case hex."""
        return {name: each.hexdigest() for name, each in self._hashes.items()}


# ------------------------------------------------------------ failures


class InterruptedTransferError(TransferError, TransportError):
    """The bytes did not arrive whole in any attempt: caught as what failed, and as why."""


class StalledTransferError(InterruptedTransferError, RequestTimeoutError):
    """Nothing moved for longer than `timeout` in the last attempt."""


@dataclass(frozen=True)
class Failure:
    """Why one attempt came to nothing.

    Attributes:
        reason: In a few words, without secrets.
        cause: What httpx raised, when no whole answer came.
        status: Of an answer that refuses.
        wait: Seconds that the answer asked to wait.
    """

    reason: str
    cause: httpx.TransportError | None = None
    status: int | None = None
    wait: float | None = None

    @classmethod
    def refused(cls, status: int, headers: Mapping[str, str], content: bytes = b"") -> Failure:
        """The storage answered, but not as it should have. Of its body only a code is shown, since storages
        repeat parts of signatures in theirs."""
        code = _S3_CODE.search(content)
        said = f" ({code[1].decode('ascii')})" if code else ""
        phrase = reason_phrase(status)
        text = phrase if str(status) in phrase else f"{status} {phrase}"
        return cls(text + said, status=status, wait=retry_after_seconds(headers))

    def error(self, method: str, url: str, attempts: int) -> TransferError:
        """The error to raise when there is no attempt left."""
        shown = safe_storage_url(url)
        tries = "1 attempt" if attempts == 1 else f"{attempts} attempts"
        text = f"{method} {shown}: {self.reason} ({tries})"
        if self.cause is None:
            error = TransferError(text)
            error.status_code = self.status
            return error
        kind = InterruptedTransferError
        if isinstance(self.cause, httpx.TimeoutException):
            kind = StalledTransferError
        return kind(text, method=method, url=shown, attempts=attempts)


class Attempts:
    """Counts the attempts of one transfer, and says whether and when there is another one.

    Args:
        retry: What the caller wants.
        method: Of the requests.
    """

    def __init__(self, retry: Retry, method: str) -> None:
        self.number = 0
        self._retry = retry
        self._method = method

    def after(self, failure: Failure, url: str, *, again: bool) -> float:
        """Seconds until the next attempt.

        Args:
            failure: Of the attempt that just ended.
            url: What was asked.
            again: Whether another attempt has a chance at all.

        Raises:
            TransferError: There is none.
        """
        if failure.status is not None:
            again = again or self._retry.should_retry(failure.status)
        if not again or self.number > self._retry.retries:
            raise failure.error(self._method, url, self.number) from failure.cause
        delay = self._retry.delay(self.number, failure.wait)
        log.warning(
            "%s %s: %s; retry %d of %d in %.1f s",
            self._method,
            safe_storage_url(url),
            failure.reason,
            self.number,
            self._retry.retries,
            delay,
        )
        return delay
