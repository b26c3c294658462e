"""HTTP/1.1 for a client, without any I/O: requests to bytes, and bytes to responses (RFC 9112).

It accepts no response that h11 refuses, and reads each as h11 does; the tests compare the two. All work is
linear in what the peer sends, and what does not belong to a body is bounded. docs/design/engine.md.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from tc._lazy import LazyPattern, httpx

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_HEAD_BYTES = 100 * 1024  # of the status line and headers, informational responses included; of trailers
MAX_CHUNK_LINE = 4096
FREE_OVERHEAD = 1024 * 1024  # bytes of chunk headers, before they must be few beside the body

_TOKEN = rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]"
# A request has no control characters but the tab; it need not be ASCII.
_REQUEST = LazyPattern(
    (rb"%b++ [\x21-\x7e]++ HTTP/1\.1\r\n(?:%b++: [\t\x20-\x7e\x80-\xff]*+\r\n)*+" % (_TOKEN, _TOKEN)).decode(
        "latin-1"
    )
)
# In responses more is tolerated, as by h11: control characters, and a bare LF for CRLF. All repetition is
# possessive, so that hostile input costs no more than its length.
_TEXT = rb"[^\x00\x0a-\x0d]"
_STATUS_LINE = LazyPattern(rb"HTTP/(1\.[0-9]) ([1-9][0-9]{2})(?: " + _TEXT + rb"*+)?\r?\n")
_FIELD = LazyPattern(rb"(" + _TOKEN + rb"++):(" + _TEXT + rb"*+)\r?\n")
_FIELDS = LazyPattern(rb"(?:" + _TOKEN + rb"++:" + _TEXT + rb"*+\r?\n)*+")
_FOLD = LazyPattern(rb"\r?\n[ \t]++")
_HEAD_END = LazyPattern(rb"\n\r?\n")
_LENGTH = LazyPattern(rb"[0-9]{1,20}")
_CHUNK_LINE = LazyPattern(rb"([0-9a-fA-F]{1,20})(?:;" + _TEXT + rb"*+|[ \t]*+)")
_FRAMING = frozenset({b"content-length", b"transfer-encoding", b"connection"})
# A whole response in one piece, whose end is known from its length alone: nearly all that there are.
_OTHER = (
    rb"(?:(?!content-(?:length|encoding):|transfer-encoding:|connection:)"
    + _TOKEN
    + rb"++:"
    + _TEXT
    + rb"*+\r\n|connection:[ \t]*+keep-alive[ \t]*+\r\n)*+"
)
_WHOLE = LazyPattern(
    rb"(?-i:HTTP)/1\.1 ((?!204|304)[2-5][0-9]{2})(?: " + _TEXT + rb"*+)?\r\n"
    rb"(" + _OTHER + rb"content-length:[ \t]*+([0-9]{1,9})[ \t]*+\r\n" + _OTHER + rb")\r\n",
    re.IGNORECASE,
)


def encode_head(
    method: str, target: str, constant: bytes, headers: Sequence[tuple[str, str]], length: int | None
) -> bytes:
    """The head of a request.

    Args:
        method, target: As they are sent.
        constant: Ready lines.
        headers: Further ones.
        length: The `Content-Length` to add; None for no such header.

    Raises:
        httpx.LocalProtocolError: Something in it cannot be sent, or could be read as something else.
    """
    first = f"{method} {target} HTTP/1.1\r\n"
    lines = "".join([f"{name}: {value}\r\n" for name, value in headers])
    if length is not None:
        lines += f"Content-Length: {length}\r\n"
    # Counted, since a value could bring further lines that look right.
    if not _REQUEST.fullmatch(first + lines) or lines.count("\n") != len(headers) + (length is not None):
        raise httpx.LocalProtocolError("a character that cannot be sent in the target or headers")
    return b"%b%b%b\r\n" % (first.encode("ascii"), constant, lines.encode("latin-1"))


def read_whole(data: bytes) -> tuple[int, bytes, bytes] | None:
    """Status, lines of the headers, and body of a response that came in one piece; None for any other."""
    found = _WHOLE.match(data)
    if found is None or len(data) - found.end() != int(found[3]):
        return None
    return int(found[1]), found[2], data[found.end() :]


class Head(NamedTuple):
    """The beginning of a response; `lines` are those of its headers, unfolded."""

    status: int
    lines: bytes


class ResponseReader:
    """Reads the response to one request out of the bytes that are fed to it.

    Args:
        method: That of the request: responses to HEAD have no body.

    Raises:
        httpx.RemoteProtocolError: By every method, for what is no HTTP/1.1; nothing more can be read then.
    """

    def __init__(self, method: str) -> None:
        self._method = method
        self._data: bytes | bytearray = b""
        self._position = 0
        self._searched = 0  # up to here an end of a line or of a head was looked for
        self._ended = False
        self._head_bytes = 0
        self._keep_alive = True
        # How much is left of the body or of its chunk; None: it goes on to the end of the stream.
        self._left: int | None = 0
        self._chunked = False
        self._after_chunk = False
        self._in_trailers = False
        self._size = 0
        self._overhead = 0

    def feed(self, data: bytes) -> None:
        """Take in what was received; nothing stands for the end of the stream."""
        if not data:
            self._ended = True
        elif self._position == len(self._data):
            self._data, self._position, self._searched = data, 0, 0
        else:
            if self._position or isinstance(self._data, bytes):
                self._data = bytearray(memoryview(self._data)[self._position :])
                self._searched = max(0, self._searched - self._position)
                self._position = 0
            self._data += data

    @property
    def reusable(self) -> bool:
        """True if, after the whole response, another request may follow on the connection."""
        return self._keep_alive and not self._ended and self._position == len(self._data)

    # The head.

    def head(self) -> Head | None:
        """The response's head, once it is complete; informational responses before it are skipped."""
        while True:
            start = bytes(self._data[self._position : self._position + 5])
            if not b"HTTP/".startswith(start):
                raise httpx.RemoteProtocolError("the server sent something else than HTTP/1.1")
            block = self._block()
            if block is None:
                return None
            line = _STATUS_LINE.match(block)
            if line is None:
                raise httpx.RemoteProtocolError("the response does not begin with a status line of HTTP/1.1")
            lines = _header_lines(block, line.end())
            status = int(line[2])
            self._set_framing(status, line[1], lines)
            if status >= 200:
                return Head(status, lines)
            if status == 101:
                raise httpx.RemoteProtocolError("the server changed to another protocol")

    def _block(self) -> bytes | None:
        """Lines up to an empty one, once they are complete."""
        end = _HEAD_END.search(self._data, max(self._position, self._searched - 2))
        size = (len(self._data) if end is None else end.end()) - self._position
        if self._head_bytes + size > MAX_HEAD_BYTES:
            raise httpx.RemoteProtocolError("the headers of the response have no end")
        if end is None:
            self._searched = len(self._data)
            if self._ended:
                what = "in the middle of" if size else "without sending"
                raise httpx.RemoteProtocolError(f"the server disconnected {what} a response")
            return None
        block = bytes(self._data[self._position : end.end()])
        self._position = end.end()
        self._head_bytes += size
        return block

    def _set_framing(self, status: int, version: bytes, lines: bytes) -> None:
        length, self._chunked, close = _framing(lines)
        self._keep_alive = version != b"1.0" and not close
        self._left = 0
        if self._method == "HEAD" or status in (204, 304) or status < 200:
            self._chunked = False
        elif self._chunked:
            if length is not None:
                self._keep_alive = False  # somebody on the way may have read the length
        else:
            self._left = length
            self._keep_alive = self._keep_alive and length is not None

    # The body.

    def body(self) -> tuple[bytes, bool]:
        """What has come of the body since the last call, and True if it is complete now."""
        if self._chunked:
            part, complete = self._chunks()
        else:
            part = self._take()
            complete = self._ended if self._left is None else self._left == 0
        if self._ended and not complete:
            raise httpx.RemoteProtocolError("the server disconnected in the middle of a response's body")
        return part, complete

    def _take(self) -> bytes:
        """What is there of the body, or of its chunk."""
        end = len(self._data) if self._left is None else self._position + self._left
        if not self._position and end >= len(self._data) and isinstance(self._data, bytes):
            part = self._data
        else:
            part = bytes(self._data[self._position : end])
        self._position += len(part)
        self._size += len(part)
        if self._left is not None:
            self._left -= len(part)
        return part

    def _chunks(self) -> tuple[bytes, bool]:
        parts: list[bytes] = []
        while not self._in_trailers:
            if self._left:
                parts.append(self._take())
                if self._left:
                    return b"".join(parts), False
                self._after_chunk = True
            if self._after_chunk:
                line_end = self._data[self._position : self._position + 2]
                if not b"\r\n".startswith(line_end):
                    raise httpx.RemoteProtocolError("a chunk of the response does not end where it should")
                if len(line_end) < 2:
                    return b"".join(parts), False
                self._position += 2
                self._after_chunk = False
            if not self._next_chunk():
                return b"".join(parts), False
        return b"".join(parts), self._skip_trailers()

    def _next_chunk(self) -> bool:
        """Read the header of the next chunk, if it has come."""
        end = self._data.find(b"\r\n", max(self._position, self._searched - 1))
        size = (len(self._data) if end < 0 else end) - self._position
        if size > MAX_CHUNK_LINE:
            raise httpx.RemoteProtocolError("a chunk's header in the response has no end")
        if end < 0:
            self._searched = len(self._data)
            return False
        line = _CHUNK_LINE.fullmatch(self._data, self._position, end)
        if line is None:
            raise httpx.RemoteProtocolError("illegal header of a chunk in the response")
        self._overhead += size + 4
        if self._overhead > FREE_OVERHEAD + self._size // 2:
            raise httpx.RemoteProtocolError("the response has more of chunk headers than of content")
        self._position = end + 2
        self._left = int(line[1], 16)
        if not self._left:
            self._in_trailers = True
            self._head_bytes = 0
        return True

    def _skip_trailers(self) -> bool:
        for blank in (b"\r\n", b"\n"):
            if self._data.startswith(blank, self._position):
                self._position += len(blank)
                return True
        if self._ended:
            return False
        block = self._block()
        if block is None:
            return False
        _framing(_header_lines(block, 0))
        return True


def _header_lines(block: bytes, start: int) -> bytes:
    """The lines of the headers in a block that ends in an empty line, unfolded."""
    if _FOLD.search(block, start):
        # A line that begins with white space continues the one before it, but there must be one.
        block = block[:start] + block[start : start + 1] + _FOLD.sub(b" ", block[start + 1 :])
    end: int = _FIELDS.match(block, start).end()
    if block[end:] not in (b"\r\n", b"\n"):
        raise httpx.RemoteProtocolError("illegal header in the response")
    return block[start:end]


def _framing(lines: bytes) -> tuple[int | None, bool, bool]:
    """The length that headers state, and True if the body is chunked, and if the connection is to close."""
    lengths: set[bytes] = set()
    encodings: list[bytes] = []
    close = False
    for name, value in _FIELD.findall(lines):
        lower = name.lower()
        if lower not in _FRAMING:
            continue
        if lower == b"content-length":
            lengths.update([part.strip(b" \t") for part in value.split(b",")])
        elif lower == b"transfer-encoding":
            encodings.append(value.strip(b" \t").lower())
        elif b"close" in [part.strip(b" \t") for part in value.lower().split(b",")]:
            close = True
    if len(lengths) > 1 or (lengths and not _LENGTH.fullmatch(next(iter(lengths)))):
        raise httpx.RemoteProtocolError("illegal Content-Length of a response")
    if encodings and encodings != [b"chunked"]:
        raise httpx.RemoteProtocolError("unknown Transfer-Encoding of a response")
    return (int(lengths.pop()) if lengths else None), bool(encodings), close
