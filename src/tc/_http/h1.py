"""HTTP/1.1 for a client, without any I/O: requests to bytes, and bytes to responses (RFC 9112).

It accepts no response that h11 refuses, and reads each as h11 does; the tests compare the two. All work is
linear in what the peer sends, and what does not belong to a body is bounded. docs/design/engine.md.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from tc._lazy import LazyPattern, httpx

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

MAX_HEAD_BYTES = 100 * 1024  # of the status line and headers, informational responses included; of trailers
MAX_CHUNK_LINE = 4096
FREE_OVERHEAD = 1024 * 1024  # bytes of chunk headers, before they must be few compared with the body

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
        self._ended = False
        self._head_bytes = 0
        self._keep_alive = True
        self._parts = self._read()

    def feed(self, data: bytes) -> None:
        """Take in what was received; nothing stands for the end of the stream."""
        if not data:
            self._ended = True
        elif self._position == len(self._data):
            self._data, self._position = data, 0
        else:
            if self._position or isinstance(self._data, bytes):
                self._data = bytearray(memoryview(self._data)[self._position :])
                self._position = 0
            self._data += data

    @property
    def reusable(self) -> bool:
        """True if, after the whole response, another request may follow on the connection."""
        return self._keep_alive and not self._ended and self._position == len(self._data)

    def head(self) -> Head | None:
        """The response's head, once it is complete; informational responses before it are skipped."""
        return next(self._parts)  # type: ignore[return-value]

    def body(self) -> tuple[bytes, bool]:
        """What has come of the body since the last call, and True if it is complete now."""
        found: list[bytes] = []
        for part in self._parts:
            if part is None:
                return b"".join(found), False
            found.append(part)  # type: ignore[arg-type]
        return b"".join(found), True

    def _read(self) -> Iterator[Head | bytes | None]:
        """Yield the head and then parts of the body; None whenever more has to be fed first."""
        while True:
            block = yield from self._block(b"HTTP/")
            line = _STATUS_LINE.match(block)
            if line is None:
                raise httpx.RemoteProtocolError("the response does not begin with a status line of HTTP/1.1")
            lines = _header_lines(block, line.end())
            status = int(line[2])
            length, chunked, close = _framing(lines)
            if status == 101:
                raise httpx.RemoteProtocolError("the server changed to another protocol")
            if status >= 200:
                break
        empty = self._method == "HEAD" or status in (204, 304)
        # With both lengths, somebody on the way may have read the other one.
        known = empty or chunked == (length is None)
        self._keep_alive = known and line[1] != b"1.0" and not close
        yield Head(status, lines)
        if chunked and not empty:
            yield from self._chunks()
        elif not empty:
            yield from self._content(length)

    def _more(self, what: str) -> Iterator[None]:
        """Wait for more, which there must be."""
        if self._ended:
            raise httpx.RemoteProtocolError(f"the server disconnected {what}")
        yield None

    def _block(self, begin: bytes) -> Generator[None, None, bytes]:
        """Lines up to an empty one."""
        searched = 0
        while True:
            start = bytes(self._data[self._position : self._position + len(begin)])
            if not begin.startswith(start):
                raise httpx.RemoteProtocolError("the server sent something else than HTTP/1.1")
            end = _HEAD_END.search(self._data, self._position + max(0, searched - 2))
            searched = (len(self._data) if end is None else end.end()) - self._position
            if self._head_bytes + searched > MAX_HEAD_BYTES:
                raise httpx.RemoteProtocolError("the headers of the response have no end")
            if end is not None:
                block = bytes(self._data[self._position : end.end()])
                self._position = end.end()
                self._head_bytes += searched
                return block
            yield from self._more("in the middle of a response" if searched else "without sending a response")

    def _content(self, left: int | None) -> Iterator[bytes | None]:
        """The body or a chunk of so many bytes; None: it goes on to the end of the stream."""
        while left is None or left:
            part = bytes(self._data[self._position : None if left is None else self._position + left])
            self._position += len(part)
            if part:
                left = None if left is None else left - len(part)
                yield part
            elif left is None and self._ended:
                return
            else:
                yield from self._more("in the middle of a response's body")

    def _chunks(self) -> Iterator[bytes | None]:
        in_body = "in the middle of a response's body"
        content = overhead = 0
        while True:
            searched = 0
            while (end := self._data.find(b"\r\n", self._position + max(0, searched - 1))) < 0:
                searched = len(self._data) - self._position
                if searched > MAX_CHUNK_LINE:
                    raise httpx.RemoteProtocolError("a chunk's header in the response has no end")
                yield from self._more(in_body)
            line = _CHUNK_LINE.fullmatch(self._data, self._position, end)
            if line is None or end - self._position > MAX_CHUNK_LINE:
                raise httpx.RemoteProtocolError("illegal header of a chunk in the response")
            overhead += end - self._position + 4
            if overhead > FREE_OVERHEAD + content // 2:
                raise httpx.RemoteProtocolError("the response has more of chunk headers than of content")
            self._position = end + 2
            size = int(line[1], 16)
            if not size:
                break
            yield from self._content(size)
            content += size
            while (ending := bytes(self._data[self._position : self._position + 2])) != b"\r\n":
                if not b"\r\n".startswith(ending):
                    raise httpx.RemoteProtocolError("a chunk of the response does not end where it should")
                yield from self._more(in_body)
            self._position += 2
        while (start := bytes(self._data[self._position : self._position + 2])) in (b"", b"\r"):
            yield from self._more(in_body)
        if start == b"\r\n" or start[:1] == b"\n":
            self._position += 2 if start == b"\r\n" else 1
        else:
            self._head_bytes = 0
            _framing(_header_lines((yield from self._block(b"")), 0))


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
