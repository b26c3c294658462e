"""Why an attempt of a transfer failed, and the error to raise for it. Pure, shared by both halves."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tc._lazy import httpx
from tc._protocol.response import reason_phrase
from tc._transfer.storage import safe_storage_url
from tc.errors import RequestTimeoutError, TransferError, TransportError
from tc.retry import Failure

_S3_CODE = re.compile(rb"<Code>(\w{1,80})</Code>")


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
