"""What an answer to a download means: begin, go on, or start over. Pure decisions, shared by both halves.

HTTP ranges, validators and encodings are those of RFC 9110.
"""

from __future__ import annotations

import enum
import hashlib
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tc._lazy import httpx
from tc._transfer.plan import BLOCK, HASHES, parse_time, required, safe_storage_url, storage_url
from tc.errors import HashMismatchError, TransferError

MAX_REDIRECTS = 10
REDIRECTS = frozenset({301, 302, 303, 307, 308})
REFUSED_WHEN_EXPIRED = frozenset({400, 401, 403, 410})
_KNOWN_HASHES = {name for name in hashlib.algorithms_guaranteed if not name.startswith("shake")}
_CONTENT_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+|\*)")
_UNSATISFIED = re.compile(r"bytes \*/(\d+)")


@dataclass(frozen=True)
class DownloadSource:
    """Where the bytes of a download are, as a service said.

    Attributes:
        url: Perhaps signed, hence secret.
        expires: When the URL stops to work, where that is known.
        hashes: What to verify the bytes by, in lower case hex; None where none are known.
        redirects: How many may be followed.
        renewable: Whether asking the service again gives another URL.
    """

    url: str
    expires: datetime | None = None
    hashes: Mapping[str, str] | None = None
    redirects: int = 0
    renewable: bool = True

    @property
    def expired(self) -> bool:
        """Whether it is too late to begin."""
        return self.expires is not None and self.expires <= datetime.now(UTC)

    def refuses_as_expired(self, status: int | None) -> bool:
        """Whether this status can mean that the URL has expired."""
        if self.expires is not None:
            return status is not None and status < 500 and self.expired
        return self.renewable and status in REFUSED_WHEN_EXPIRED


def object_source(answer: Mapping[str, Any]) -> DownloadSource:
    """What `startDownload` said.

    Raises:
        TransferError: It chose another method than the one that was asked for.
        HashMismatchError: It lists no hash to verify the bytes by.
    """
    if answer.get("method") != "getUrl":
        raise TransferError(f"no download method: the object service chose {answer.get('method')!r}")
    hashes = {
        name: str(value).lower()
        for name, value in required(answer, "hashes").items()
        if name in _KNOWN_HASHES
    }
    if not hashes.keys() & set(HASHES):
        raise HashMismatchError(f"the object has no hash of {' or '.join(HASHES)} to verify it by")
    return DownloadSource(required(answer, "url"), parse_time(required(answer, "expires")), hashes)


def check_hashes(wanted: Mapping[str, str], found: Mapping[str, str]) -> None:
    """Compare all hashes.

    Raises:
        HashMismatchError: One differs.
    """
    for name, value in wanted.items():
        if found[name] != value:
            raise HashMismatchError(f"{name} of the bytes received is {found[name]}, it should be {value}")


def redirected(url: httpx.URL, headers: Mapping[str, str]) -> httpx.URL:
    """Where a redirect leads.

    Raises:
        TransferError: Nowhere, or away from http and https.
    """
    try:
        return storage_url(url.join(headers["location"]))
    except (KeyError, httpx.InvalidURL):
        raise TransferError(f"{safe_storage_url(url)}: a redirect that leads nowhere") from None


class ResponseAction(enum.Enum):
    """What to do with an answer."""

    START = "its body is the content from the first byte on"
    RESUME = "its body goes on where the last one broke off"
    COMPLETE = "nothing is missing"
    AGAIN = "it is of no use; ask again, for everything"
    REFUSED = "its status is no success"


class ResumeState:
    """What has been received of one content, over all attempts.

    Args:
        immutable: Whether the bytes behind the URL never change, so that parts of several answers fit
            together; otherwise a strong ETag must vouch for that.

    Attributes:
        position: Bytes received so far, as they came over the network.
        total: How many there are, or None.
        gzipped: Whether they are compressed.
        content_type: Of the content.
    """

    def __init__(self, *, immutable: bool) -> None:
        self._immutable = immutable
        self.start_over()
        self.content_type = ""

    def start_over(self) -> None:
        """Whatever was received is of no use."""
        self.position = 0
        self.total: int | None = None
        self.gzipped = False
        self._etag = ""
        self._resumable = False

    @property
    def complete(self) -> bool:
        """Whether every byte is there."""
        return self.total is not None and self.position == self.total

    def headers(self) -> list[tuple[str, str]]:
        """What the next request must say to get what is missing."""
        if not self._resumable or not self.position:
            return []
        headers = [("Range", f"bytes={self.position}-")]
        if not self._immutable:
            headers.append(("If-Range", self._etag))
        return headers

    def judge(self, status: int, headers: Mapping[str, str]) -> ResponseAction:
        """What an answer is good for; `headers` ignores case.

        Raises:
            TransferError: The content is in an encoding that was not asked for.
        """
        resuming = bool(self.headers())
        if status == 200:
            self._begin(headers)
            return ResponseAction.START
        if resuming and status == 206 and self._fits(headers):
            return ResponseAction.RESUME
        if resuming and status == 416:
            found = _UNSATISFIED.fullmatch(headers.get("content-range", "").strip())
            if found and int(found[1]) == self.position:
                self.total = self.position
                return ResponseAction.COMPLETE
        if resuming and status in (206, 416):
            self._resumable = False
            return ResponseAction.AGAIN
        return ResponseAction.REFUSED

    def count(self, size: int) -> None:
        """Bytes have come.

        Raises:
            TransferError: More than there should be.
        """
        self.position += size
        if self.total is not None and self.position > self.total:
            raise TransferError(f"{self.position} bytes came, but there should be {self.total}")

    def came_decoded(self) -> None:
        """All of it came at once, without what its length was on the way."""
        self.gzipped = False
        self.total = None

    def _begin(self, headers: Mapping[str, str]) -> None:
        self.start_over()
        self.gzipped = _is_gzip(headers)
        length = headers.get("content-length", "")
        if length.isascii() and length.isdigit() and "transfer-encoding" not in headers:
            self.total = int(length)
        self.content_type = headers.get("content-type", "application/octet-stream")
        etag = headers.get("etag", "")
        self._etag = etag if etag.startswith('"') else ""
        ranges = headers.get("accept-ranges", "").strip().lower()
        self._resumable = (self._immutable or bool(self._etag)) and ranges != "none"

    def _fits(self, headers: Mapping[str, str]) -> bool:
        """Whether a partial answer is the very part that was asked for, of the same content."""
        found = _CONTENT_RANGE.fullmatch(headers.get("content-range", "").strip())
        if found is None or int(found[1]) != self.position or _is_gzip(headers) != self.gzipped:
            return False
        if not self._immutable and headers.get("etag", self._etag) != self._etag:
            return False
        if found[3] != "*":
            total = int(found[3])
            if self.total not in (None, total) or int(found[2]) >= total:
                return False
            self.total = total
        return True


def _is_gzip(headers: Mapping[str, str]) -> bool:
    encoding = headers.get("content-encoding", "").strip().lower()
    if encoding in ("", "identity"):
        return False
    if encoding in ("gzip", "x-gzip"):
        return True
    raise TransferError(f"the content came in the encoding {encoding[:40]!r}, which was not asked for")


class GzipDecoder:
    """Decodes gzip piece by piece, in bounded memory whatever the ratio. `decode` may take long."""

    def __init__(self) -> None:
        self._inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
        self._input = b""
        self._begun = False

    def feed(self, data: bytes) -> None:
        """Take in more, once `decode` has given all there was."""
        self._input += data
        self._begun = True

    def decode(self) -> bytes:
        """Some decoded bytes, not many more than a block; none when more input is needed.

        Raises:
            HashMismatchError: The data is damaged.
        """
        try:
            while self._input:  # output is never held back without any: the trailer is still to come
                if self._inflater.eof:  # several members in a row are one content (RFC 1952)
                    self._inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
                data = self._inflater.decompress(self._input, BLOCK)
                self._input = self._inflater.unconsumed_tail or self._inflater.unused_data
                if data:
                    return data
        except zlib.error as error:
            raise HashMismatchError(f"the gzip encoding of the bytes received is damaged: {error}") from None
        return b""

    def finish(self) -> None:
        """All input was given.

        Raises:
            HashMismatchError: It ends too early.
        """
        if self._begun and not self._inflater.eof:
            raise HashMismatchError("the gzip encoding of the bytes received ends too early")
