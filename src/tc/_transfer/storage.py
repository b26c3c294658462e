"""What services say about a storage, checked where it enters, and why an attempt there failed.

Pure, shared by both halves.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from tc._lazy import httpx
from tc._protocol.fields import Fields
from tc._protocol.response import reason_phrase
from tc.errors import RequestTimeoutError, TaskclusterError, TransferError, TransportError
from tc.retry import Failure

_S3_CODE = re.compile(rb"<Code>(\w{1,80})</Code>")


class TransferFields(Fields):
    """What services say about a transfer."""

    error: ClassVar[type[TaskclusterError]] = TransferError

    def url(self, key: str) -> str:
        """Return a URL that can be asked."""
        value = self.get(key)
        if value is None:
            raise self._error(key, "a URL")
        storage_url(value)
        return str(value)


def safe_storage_url(url: str | httpx.URL) -> str:
    """Return what errors and logs show of a URL: what follows the path may be a signature."""
    try:
        parsed = httpx.URL(url)
        host = f"{parsed.scheme}://{parsed.netloc.decode('ascii')}" if parsed.host else f"{parsed.scheme}:"
        return f"{host}{parsed.raw_path.decode('ascii').partition('?')[0]}"
    except (httpx.InvalidURL, TypeError, ValueError):
        return "a malformed URL"


def storage_url(url: Any) -> httpx.URL:
    """Return the URL of a storage, once it is known to be one that can be asked.

    Raises:
        TransferError: It is malformed, or of another scheme than http and https.
    """
    try:
        parsed = httpx.URL(url)
        parsed.raw_path.decode("ascii")
        usable = parsed.scheme in ("http", "https") and parsed.host and (parsed.port or 0) <= 65535
    except (httpx.InvalidURL, TypeError, ValueError):
        raise TransferError("the service sent a malformed URL") from None
    if not usable:
        raise TransferError(f"{safe_storage_url(parsed)} is not an http or https URL")
    return parsed


def redirected(url: httpx.URL, headers: Mapping[str, str]) -> httpx.URL:
    """Return where a redirect of a storage leads.

    Raises:
        TransferError: Nowhere, away from http and https, or from https to http.
    """
    try:
        goal = url.join(headers["location"])
    except (KeyError, httpx.InvalidURL, TypeError, ValueError):
        raise TransferError(f"{safe_storage_url(url)}: a redirect that leads nowhere") from None
    goal = storage_url(goal)
    if url.scheme == "https" and goal.scheme != "https":
        raise TransferError(f"{safe_storage_url(url)}: a redirect from https to http, which is refused")
    return goal


class InterruptedTransferError(TransferError, TransportError):
    """The bytes did not arrive whole in any attempt: caught as what failed, and as why."""


class StalledTransferError(InterruptedTransferError, RequestTimeoutError):
    """Nothing moved for longer than `timeout` in the last attempt."""


def refusal(status: int, headers: Mapping[str, str], content: bytes = b"") -> Failure:
    """Return the failure of an attempt whose response is no success.

    Only a code in its body is shown, since storages repeat parts of signatures in theirs.
    """
    code = _S3_CODE.search(content)
    said = f" ({code[1].decode('ascii')})" if code else ""
    phrase = reason_phrase(status)
    text = phrase if str(status) in phrase else f"{status} {phrase}"
    return Failure.of_status(status, headers, text + said)


def transfer_error(failure: Failure, method: str, url: str, attempts: int) -> TransferError:
    """Return the error to raise when the last attempt has failed; a signature in the URL is not shown."""
    shown = safe_storage_url(url)
    tries = "1 attempt" if attempts == 1 else f"{attempts} attempts"
    text = f"{method} {shown}: {failure.reason} ({tries})"
    if failure.cause is None:
        error = TransferError(text)
        error.status_code = failure.status
        return error
    kind = InterruptedTransferError
    if isinstance(failure.cause, httpx.TimeoutException):
        kind = StalledTransferError
    return kind(text, method=method, url=shown, attempts=attempts)
