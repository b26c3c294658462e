"""What a handler gets of requests outside of the API, and what it gives: responses."""

from __future__ import annotations

import codecs
import json
from dataclasses import dataclass, field
from typing import Any

from tc.testing.spool import Slice, Spool
from tc.timestamps import to_json_date


@dataclass
class Response:
    """A response that is more than JSON with status 200.

    Args:
        body: Bytes, a `Slice` or text are sent as they are, None is an empty body, all else as JSON.
        status: The HTTP status.
        headers: Lower-case names. JSON and text set their own content type.
    """

    body: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)

    def content(self) -> bytes:
        """The bytes to send; sets the content type where there is a body and none is given."""
        if self.body is None:
            return b""
        if isinstance(self.body, bytes):
            return self.body
        if isinstance(self.body, Slice):
            return self.body.whole()
        if isinstance(self.body, str):
            self.headers.setdefault("content-type", "text/plain; charset=utf-8")
            return self.body.encode()
        self.headers.setdefault("content-type", "application/json; charset=utf-8")
        return to_json(self.body)


def to_json(value: Any) -> bytes:
    """JSON as the services write it; moments become text, halves of surrogate pairs escapes."""
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=False, default=to_json_date)
    return text.encode("utf-8", "tc.escape")


def same_json(one: Any, other: Any) -> bool:
    """Return True if two values are the same JSON; in Python alone, `1` would equal `true`."""
    return len({json.dumps(value, sort_keys=True, default=to_json_date) for value in (one, other)}) == 1


def escape_surrogate(error: UnicodeError) -> tuple[str, int]:
    """What stands for a character that UTF-8 cannot have."""
    assert isinstance(error, UnicodeEncodeError)
    found = error.object[error.start : error.end]
    return "".join(f"\\u{ord(letter):04x}" for letter in found), error.end


codecs.register_error("tc.escape", escape_surrogate)


@dataclass
class WebRequest:
    """A request to a page outside of the API: a signed URL of the storage, for example."""

    method: str
    path: str  # as sent, still encoded
    query: dict[str, str]
    headers: dict[str, str]  # names in lower case
    body: Spool
