"""How a content is fetched in pieces, side by side. Pure decisions, shared by both halves.

Ranges and validators are those of RFC 9110, section 14.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tc._protocol.decompress import content_coding

FIRST_PIECE = 1024 * 1024  # bytes: what is asked for before anything is known
LARGEST_PIECE = 4 * 1024 * 1024
_CONTENT_RANGE = re.compile(r"bytes ([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18})")


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

        Args:
            status, headers: Of the response; headers are found in any case.
            hashed: True if the whole will be verified by hashes.
            connections: How many there may be.

        Returns:
            The plan; None where the server sends no ranges, or something else could come with the next one.
        """
        found = _CONTENT_RANGE.fullmatch(headers.get("content-range", "").strip())
        etag = headers.get("etag", "")
        if status != 206 or found is None or not (hashed or etag.startswith('"')):
            return None
        content_type = headers.get("content-type", "application/octet-stream")
        plan = cls(int(found[3]), "" if hashed else etag, content_type, connections)
        return plan if plan.total and plan.fits(0, status, headers) else None

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

    def headers(self, number: int, received: int = 0) -> list[tuple[str, str]]:
        """Return what a request for a piece says, of which some bytes have been received."""
        start, end = self.bounds(number)
        headers = [("Range", f"bytes={start + received}-{end - 1}")]
        if self.etag:
            headers.append(("If-Range", self.etag))
        return headers

    def fits(self, number: int, status: int, headers: Mapping[str, str], received: int = 0) -> bool:
        """Return True if a response is the very piece that was asked for, of the same content."""
        start, end = self.bounds(number)
        found = _CONTENT_RANGE.fullmatch(headers.get("content-range", "").strip())
        length = headers.get("content-length", "").strip()
        return (
            status == 206
            and found is not None
            and (int(found[1]), int(found[2]), int(found[3])) == (start + received, end - 1, self.total)
            and not content_coding(headers.get("content-encoding", ""))
            and (not self.etag or headers.get("etag", "") == self.etag)
            and (not length.isdigit() or length == str(end - start - received))
        )
