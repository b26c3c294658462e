"""What is asked of services for a transfer, and what they say: where the bytes go, or come from.

Pure, shared by both halves. The methods of uploads and downloads are those of the object service:
https://docs.taskcluster.net/docs/reference/platform/object
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from tc._transfer.hashing import HASHES, KNOWN_HASHES
from tc._transfer.storage import TransferFields
from tc.errors import HashMismatchError, TransferError

MAX_REDIRECTS = 10
REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HEX = re.compile("[0-9a-f]{1,200}")
REFUSED_WHEN_EXPIRED = frozenset({400, 401, 403, 410})
INLINE_BELOW = 8192  # bytes of content that may travel within `createUpload`
_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_HEADER_VALUE = re.compile(r"[\t\x20-\x7e]{0,8000}")
_FRAMING = frozenset(
    {"connection", "content-length", "host", "te", "trailer", "transfer-encoding", "upgrade"}
)


@dataclass(frozen=True)
class DownloadSource:
    """Where the bytes of a download are, as a service said.

    Attributes:
        url: Perhaps signed, hence secret.
        expires: When the URL stops to work, where that is known.
        hashes: What to verify the bytes by, in lower case hex; None where none are known.
        redirects: How many may be followed.
        renewable: True if asking the service again gives another URL.
    """

    url: str = field(repr=False)
    expires: datetime | None = None
    hashes: Mapping[str, str] | None = None
    redirects: int = 0
    renewable: bool = True

    @property
    def expired(self) -> bool:
        """True if it is too late to begin."""
        return self.expires is not None and self.expires <= datetime.now(UTC)

    def refuses_as_expired(self, status: int | None) -> bool:
        """Return True if this status can mean that the URL has expired."""
        if self.expires is not None:
            return status is not None and status < 500 and self.expired
        return self.renewable and status in REFUSED_WHEN_EXPIRED


def object_source(response: Any) -> DownloadSource:
    """Return where an object is, as `startDownload` said.

    Raises:
        TransferError: It chose another method than the one that was asked for, or left something out.
        HashMismatchError: It lists no hash to verify the bytes by.
    """
    fields = TransferFields("startDownload", response)
    method = fields.get("method")
    if method != "getUrl":
        raise TransferError(f"no download method: the object service chose {str(method)[:40]!r}")
    hashes = {name: value.lower() for name, value in fields.texts("hashes").items() if name in KNOWN_HASHES}
    if not all(_HEX.fullmatch(value) for value in hashes.values()):
        raise TransferError("startDownload: expected hashes in hex, the service sent something else")
    if not hashes.keys() & set(HASHES):
        raise HashMismatchError(f"the object has no hash of {' or '.join(HASHES)} to verify it by")
    return DownloadSource(fields.url("url"), fields.time("expires"), hashes)


@dataclass(frozen=True)
class UploadTarget:
    """Where the bytes of an upload go, as a service said.

    Attributes:
        url: Signed, hence secret.
        headers: What the request must have, besides its length.
        expires: When the URL stops to work.
    """

    url: str = field(repr=False)
    headers: Mapping[str, str]
    expires: datetime

    @property
    def expired(self) -> bool:
        """True if it is too late to begin."""
        return self.expires <= datetime.now(UTC)

    def announcing(self, encoding: str) -> UploadTarget | None:
        """Return the same place for a content in an encoding; None if its headers name another one."""
        headers = dict(self.headers)
        for name, value in self.headers.items():
            if name.lower() == "content-encoding":
                if value.lower() != encoding:
                    return None
                del headers[name]
        return replace(self, headers=headers | {"Content-Encoding": encoding})

    def headers_for(self, length: int) -> list[tuple[str, str]]:
        """Return exactly the headers that were asked for, and the length of the content."""
        return [*self.headers.items(), ("Content-Length", str(length))]


def proposed_methods(content_type: str, length: int, inline: bytes | None) -> dict[str, Any]:
    """Return what to propose to `createUpload`: both methods for a small content, else a signed URL."""
    methods: dict[str, Any] = {"putUrl": {"contentType": content_type, "contentLength": length}}
    if inline is not None:
        data = base64.b64encode(inline).decode("ascii")
        methods["dataInline"] = {"contentType": content_type, "objectData": data}
    return methods


def chosen_target(response: Any) -> UploadTarget | None:
    """Return what `createUpload` chose: where to PUT, or None when the content has travelled with the call.

    Raises:
        TransferError: It chose nothing that was proposed, or left something out.
    """
    fields = TransferFields("createUpload", response)
    method = TransferFields("createUpload: uploadMethod", fields.get("uploadMethod") or {})
    if method.get("dataInline"):
        return None
    if not method.get("putUrl"):
        raise TransferError("no upload method: the object service accepts none of those proposed")
    put = method.fields("putUrl")
    headers = put.texts("headers") if put.get("headers") else {}
    return UploadTarget(put.url("url"), _usable(headers), put.time("expires"))


def created_artifact(response: Any, storage_type: str) -> TransferFields:
    """Return what `createArtifact` said, once it is known to be of the storage type that was asked for."""
    fields = TransferFields("createArtifact", response)
    kind = fields.get("storageType")
    if kind != storage_type:
        raise TransferError(f"the queue created an artifact of storage type {str(kind)[:40]!r}")
    return fields


def s3_target(created: TransferFields) -> UploadTarget:
    """Return where to PUT an artifact of storage type `s3`."""
    headers = {"Content-Type": created.text("contentType")}
    return UploadTarget(created.url("putUrl"), _usable(headers), created.time("expires"))


def _usable(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers of a PUT without those that frame the message; refuse what no message can have."""
    kept = {name: value for name, value in headers.items() if name.lower() not in _FRAMING}
    for name, value in kept.items():
        if not _HEADER_NAME.fullmatch(name) or not _HEADER_VALUE.fullmatch(value):
            raise TransferError("the service wants the upload to have a header that no request can have")
    return kept
