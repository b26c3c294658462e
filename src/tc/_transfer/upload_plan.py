"""What is asked of services for an upload, and what they chose. Pure, shared by both halves.

https://docs.taskcluster.net/docs/reference/platform/object/upload-methods
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from tc._transfer.storage import TransferFields
from tc.errors import TransferError

INLINE_BELOW = 8192  # bytes of content that may travel within `createUpload`
_HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_HEADER_VALUE = re.compile(r"[\t\x20-\x7e]{0,8000}")
_FRAMING = frozenset(
    {"connection", "content-length", "host", "te", "trailer", "transfer-encoding", "upgrade"}
)


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

    def allows(self, encoding: str) -> bool:
        """Return False if the headers that were asked for name another encoding."""
        return all(
            value.lower() == encoding
            for name, value in self.headers.items()
            if name.lower() == "content-encoding"
        )

    def announcing(self, encoding: str) -> UploadTarget:
        """Return the same place for a content in an encoding."""
        others = {name: value for name, value in self.headers.items() if name.lower() != "content-encoding"}
        return replace(self, headers=others | {"Content-Encoding": encoding})

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


def s3_target(response: Any) -> UploadTarget:
    """Return where to PUT an artifact of storage type `s3`, as `createArtifact` said.

    Raises:
        TransferError: It left something out.
    """
    fields = TransferFields("createArtifact", response)
    headers = {"Content-Type": fields.text("contentType")}
    return UploadTarget(fields.url("putUrl"), _usable(headers), fields.time("expires"))


def _usable(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers of a PUT, without those that frame the message, which is ours to do.

    Raises:
        TransferError: The service wants one that no message can have.
    """
    kept = {name: value for name, value in headers.items() if name.lower() not in _FRAMING}
    for name, value in kept.items():
        if not _HEADER_NAME.fullmatch(name) or not _HEADER_VALUE.fullmatch(value):
            raise TransferError("the service wants the upload to have a header that no request can have")
    return kept
