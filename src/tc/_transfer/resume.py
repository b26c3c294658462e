"""What a response to a download means: begin, go on, or start over; of the whole, or of pieces of it.

Pure decisions, shared by both halves. HTTP ranges, validators and encodings are those of RFC 9110.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import ClassVar

from tc._protocol.decompress import content_coding
from tc.errors import TransferError

FIRST_PIECE = 1024 * 1024  # bytes: what is asked for before anything is known
LARGEST_PIECE = 4 * 1024 * 1024
_CONTENT_RANGE = re.compile(r"bytes ([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18}|\*)")
_UNSATISFIED = re.compile(r"bytes \*/([0-9]{1,18})")
_STRONG_ETAG = re.compile(r'"[\x20\x21\x23-\x7e]*"')
_LENGTH = re.compile(r"[0-9]{1,18}")


class ResponseAction(enum.Enum):
    """What to do with a response."""

    START = "its body is the content from the first byte on"
    RESUME = "its body goes on where the last one broke off"
    COMPLETE = "nothing is missing"
    AGAIN = "it does not fit what was received; ask again, for everything"
    REFUSED = "its status is no success"


class ResumeState:
    """What has been received of one content, over all attempts.

    Args:
        immutable: True if the bytes behind the URL never change and are verified at the end, so that parts of
            several responses fit together. Otherwise each part must carry the same strong ETag.

    Attributes:
        position: Bytes received so far, as they came over the network.
        total: How many there are, or None while that is not known.
        gzipped: True if they are compressed.
        framed: True if the response itself says where its body ends.
        content_type: Of the content.
        etag: The strong ETag of the content; empty where it has none.
        accepted: The encodings that it may come in.
    """

    accepted: ClassVar[str] = "identity, gzip"

    def __init__(self, *, immutable: bool) -> None:
        self._immutable = immutable
        self.start_over()
        self.content_type = ""

    def start_over(self) -> None:
        """Forget whatever was received."""
        self.position = 0
        self.total: int | None = None
        self.gzipped = False
        self.framed = False
        self._end: int | None = None
        self.etag = ""
        self._resumable = False

    @property
    def complete(self) -> bool:
        """True if every byte is known to be there."""
        return self.total is not None and self.position == self.total

    def headers(self) -> list[tuple[str, str]]:
        """Return what the next request must say to get what is missing."""
        return self._range("") if self._resumable and self.position else []

    def judge(self, status: int, headers: Mapping[str, str]) -> ResponseAction:
        """Decide what a response is good for; its headers are in lower case, or found in any case.

        Raises:
            TransferError: The content is in an encoding that was not asked for.
        """
        resuming = bool(self.headers())
        if status == 200 and _is_whole(headers):
            self._begin(headers)
            return ResponseAction.START
        if status != 200 and (not resuming or status not in (206, 416)):
            return ResponseAction.REFUSED
        if status == 206 and self._fits(headers):
            return ResponseAction.RESUME
        if status == 416 and self._ended_here(headers):
            self.total = self.position
            return ResponseAction.COMPLETE
        self._resumable = False
        return ResponseAction.AGAIN

    def count(self, size: int) -> None:
        """Take note that bytes have come; a TransferError says that there are too many."""
        self.position += size
        if self._end is not None and self.position > self._end:
            raise TransferError(f"{self.position} bytes came, but there should be {self._end}")

    def missing(self) -> str | None:
        """Return why the body that just ended is not the end of the content; None when it is."""
        end = self.total if self.total is not None else self._end
        if end is None or self.position == end:
            return None
        return f"it ended after {self.position} of {end} bytes"

    def came_decoded(self) -> None:
        """Take note that the content came at once, without the length that it had on the way."""
        self.gzipped = False
        self.total = self._end = None

    def _range(self, last: object) -> list[tuple[str, str]]:
        headers = [("Range", f"bytes={self.position}-{last}")]
        if not self._immutable:
            headers.append(("If-Range", self.etag))
        return headers

    def _begin(self, headers: Mapping[str, str]) -> None:
        self.start_over()
        self.gzipped = _is_gzip(headers)
        self.total = self._end = _length(headers)
        self.framed = self.total is not None or "transfer-encoding" in headers
        self.content_type = headers.get("content-type", "application/octet-stream")
        self.etag = _strong_etag(headers)
        ranges = headers.get("accept-ranges", "").strip().lower()
        self._resumable = (self._immutable or bool(self.etag)) and ranges != "none"

    def _fits(self, headers: Mapping[str, str]) -> bool:
        """Return True if a partial response is the very part that was asked for, of the same content."""
        found = _CONTENT_RANGE.fullmatch(headers.get("content-range", "").strip())
        coding = content_coding(headers.get("content-encoding", ""))
        if found is None or coding != "gzip" * self.gzipped or not self._same_content(headers):
            return False
        first, end = int(found[1]), int(found[2]) + 1
        total = self.total if found[3] == "*" else int(found[3])
        # Without a total nobody knows whether the part goes on to the end of the content.
        if total is None or self.total not in (None, total) or not self.position == first < end <= total:
            return False
        if _length(headers) not in (None, end - first):
            return False
        self.total, self._end, self.framed = total, end, True
        return True

    def _ended_here(self, headers: Mapping[str, str]) -> bool:
        """Return True if the content has no byte beyond those received."""
        found = _UNSATISFIED.fullmatch(headers.get("content-range", "").strip())
        same = self._immutable or self._same_content(headers)
        return same and found is not None and int(found[1]) == self.position

    def _same_content(self, headers: Mapping[str, str]) -> bool:
        """Return True if a response is about the content that was received so far.

        A server that ignores `If-Range` sends a part of whatever the content is now, so the part itself must
        say which one it belongs to (a 206 has the ETag that a 200 would have: RFC 9110, section 15.3.7).
        """
        etag = headers.get("etag", "")
        unknown = self._immutable and not (etag and self.etag)
        return unknown or etag == self.etag


@dataclass(frozen=True)
class RangePlan:
    """The pieces of one content that cannot change.

    Attributes:
        total: Bytes of the content.
        etag: The strong ETag that each piece must carry; empty where hashes vouch for the whole.
        content_type: Of the content.
        connections: How many pieces are fetched at a time.
    """

    total: int
    etag: str
    content_type: str
    connections: int

    @classmethod
    def of_first(
        cls, status: int, headers: Mapping[str, str], *, hashed: bool, connections: int
    ) -> RangePlan | None:
        """Return the plan that the response with the first piece allows.

        It is None where the server sends no ranges, or where something else could come with the next one:
        the content can change, and the whole is not `hashed`.
        """
        found = _CONTENT_RANGE.fullmatch(headers.get("content-range", "").strip())
        etag = "" if hashed else _strong_etag(headers)
        if found is None or found[3] == "*" or not (hashed or etag):
            return None
        content_type = headers.get("content-type", "application/octet-stream")
        plan = cls(int(found[3]), etag, content_type, connections)
        with suppress(RangesRefusedError):
            if PieceState(plan, 0).judge(status, headers) is ResponseAction.RESUME:
                return plan
        return None

    @property
    def piece(self) -> int:
        """Bytes of each piece but the first and the last one."""
        share = self.total // (4 * self.connections)
        return min(max(share, FIRST_PIECE), LARGEST_PIECE)

    @property
    def count(self) -> int:
        """How many pieces there are."""
        rest = max(0, self.total - FIRST_PIECE)
        return 1 + -(-rest // self.piece)

    def bounds(self, number: int) -> tuple[int, int]:
        """Return the first byte of a piece, and the one after its last."""
        if number == 0:
            return 0, min(FIRST_PIECE, self.total)
        start = FIRST_PIECE + (number - 1) * self.piece
        return start, min(start + self.piece, self.total)


class RangesRefusedError(Exception):
    """The server stopped to send the pieces that it was asked for."""


class PieceState(ResumeState):
    """What has been received of one of the pieces; `position` is that in the whole content."""

    accepted: ClassVar[str] = "identity"

    def __init__(self, plan: RangePlan, number: int) -> None:
        super().__init__(immutable=not plan.etag)
        self.position, self._stop = plan.bounds(number)
        self.total, self.etag = plan.total, plan.etag

    @property
    def complete(self) -> bool:
        return self.position == self._stop

    def headers(self) -> list[tuple[str, str]]:
        return self._range(self._stop - 1)

    def judge(self, status: int, headers: Mapping[str, str]) -> ResponseAction:
        """Return `RESUME` for the very piece that was asked for, and `REFUSED` for no success.

        Raises:
            RangesRefusedError: Something else came.
        """
        action = super().judge(status, headers)
        if action is ResponseAction.REFUSED or (action is ResponseAction.RESUME and self._end == self._stop):
            return action
        raise RangesRefusedError

    def missing(self) -> str | None:
        return None if self.complete else f"it ended after byte {self.position} of a range to {self._stop}"


def _length(headers: Mapping[str, str]) -> int | None:
    """Return the length of a body, if a header says so and the body is not sent in chunks."""
    length = headers.get("content-length", "").strip()
    if "transfer-encoding" in headers or not _LENGTH.fullmatch(length):
        return None
    return int(length)


def _is_whole(headers: Mapping[str, str]) -> bool:
    """Return True unless a status 200 brings a part all the same, as its headers say."""
    found = _CONTENT_RANGE.fullmatch(headers.get("content-range", "").strip())
    if found is None:
        return True
    first, end = int(found[1]), int(found[2]) + 1
    return first == 0 and found[3] in ("*", str(end)) and _length(headers) in (None, end)


def _strong_etag(headers: Mapping[str, str]) -> str:
    """Return the ETag if it is a strong one, and one that a request can repeat."""
    etag = headers.get("etag", "")
    return etag if _STRONG_ETAG.fullmatch(etag) else ""


def _is_gzip(headers: Mapping[str, str]) -> bool:
    coding = content_coding(headers.get("content-encoding", ""))
    if coding in ("", "gzip"):
        return bool(coding)
    raise TransferError(f"the content came in the encoding {coding[:40]!r}, which was not asked for")
