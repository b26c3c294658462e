"""Where the bytes of a download are. Pure, shared by both halves.

https://docs.taskcluster.net/docs/reference/platform/object/download-methods
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tc._transfer.hashing import HASHES, KNOWN_HASHES
from tc._transfer.storage import TransferFields
from tc.errors import HashMismatchError, TransferError

MAX_REDIRECTS = 10
REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HEX = re.compile("[0-9a-f]{1,200}")
REFUSED_WHEN_EXPIRED = frozenset({400, 401, 403, 410})


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
