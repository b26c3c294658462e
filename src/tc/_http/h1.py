"""HTTP/1.1 for a client, without any I/O: requests to bytes, and bytes to responses (RFC 9112).

It accepts no response that h11 refuses, and reads each as h11 does; the tests compare the two. All work is
linear in what the peer sends, and what does not belong to a body is bounded. docs/design/engine.md.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence

from tc._lazy import LazyPattern, httpx

MAX_HEAD_BYTES = 100 * 1024  # of the status line and headers, informational responses included; of trailers
MAX_CHUNK_LINE = 4096 + 2
FREE_OVERHEAD = 1024 * 1024  # bytes of chunk headers, before they must be few compared with the body

_NAME = r"[!#$%&'*+\-.^_`|~0-9A-Za-z]++"
# A request has no control characters but the tab; it need not be ASCII.
_REQUEST = LazyPattern(rf"{_NAME} [\x21-\x7e]++ HTTP/1\.1\r\n(?:{_NAME}: [\t\x20-\x7e\x80-\xff]*+\r\n)*+")
# In responses more is tolerated, as by h11: control characters, and a bare LF for CRLF. All repetition is
# possessive, so that hostile input costs no more than its length.
_TEXT = rb"[^\x00\x0a-\x0d]*+"
_TOKEN = _NAME.encode("ascii")
_STATUS_LINE = LazyPattern(rb"HTTP/(1\.[0-9]) ([1-9][0-9]{2})(?: %b)?\r?\n" % _TEXT)
_FIELD = LazyPattern(rb"(%b):(%b)\r?\n" % (_TOKEN, _TEXT))
_FIELDS = LazyPattern(rb"(?:%b:%b\r?\n)*+" % (_TOKEN, _TEXT))
_FOLD = LazyPattern(rb"\r?\n[ \t]++")
_HEAD_END = LazyPattern(rb"\n\r?\n")
_LENGTH = LazyPattern(rb"[0-9]{1,20}")
_CHUNK_END = LazyPattern(rb"\r\n")
_CHUNK_LINE = LazyPattern(rb"([0-9a-fA-F]{1,20})(?:;%b|[ \t]*+)\r\n" % _TEXT)
_FRAMING = (b"content-length", b"transfer-encoding", b"connection")
# A whole response in one piece, whose end is known from its length alone: nearly all that there are.
_OTHER = (
    rb"(?:(?!content-(?:length|encoding):|transfer-encoding:|connection:)%b:%b\r\n"
    rb"|connection:[ \t]*+keep-alive[ \t]*+\r\n)*+" % (_TOKEN, _TEXT)
)
_WHOLE = LazyPattern(
    rb"(?-i:HTTP)/1\.1 ((?!204|304)[2-5][0-9]{2})(?: %b)?\r\n"
    rb"(%bcontent-length:[ \t]*+([0-9]{1,9})[ \t]*+\r\n%b)\r\n" % (_TEXT, _OTHER, _OTHER),
    re.IGNORECASE,
)


def encode_head(
    method: str, target: str, constant: bytes, headers: Sequence[tuple[str, str]], length: int | None
) -> bytes:
    """The head of a request: `constant` are ready lines, `length` is the `Content-Length` to add, if any.

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


class ResponseReader:
    """Reads the response to a request of this method out of the bytes that are fed to it.

    Raises:
        httpx.RemoteProtocolError: By every method, for what is no HTTP/1.1; nothing more can be read then.
    """

    def __init__(self, method: str) -> None:
        self._method = method
        self._data: bytes | bytearray = b""
        self._position = 0
        self._ended = False
        self._keep_alive = True
        self._progress = "without sending a response"
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

    def head(self) -> tuple[int, bytes] | None:
        """Status and unfolded lines of the headers, once complete; informational responses are skipped."""
        return next(self._parts)  # type: ignore[return-value]

    def body(self) -> tuple[bytes, bool]:
        """What has come of the body since the last call, and True if it is complete now."""
        found: list[bytes] = []
        for part in self._parts:
            if part is None:
                return b"".join(found), False
            found.append(part)  # type: ignore[arg-type]
        return b"".join(found), True

    def _read(self) -> Iterator[tuple[int, bytes] | bytes | None]:
        """Yield the head and then parts of the body; None whenever more has to be fed first."""
        budget = MAX_HEAD_BYTES
        while True:
            yield from self._expect(b"HTTP/", "the server sent something else than HTTP/1.1")
            self._progress = "in the middle of a response"
            block = yield from self._up_to(_HEAD_END, budget, "the headers of the response have no end")
            budget -= len(block)
            line = _STATUS_LINE.match(block)
            if line is None:
                raise httpx.RemoteProtocolError("the response does not begin with a status line of HTTP/1.1")
            status, lines = int(line[2]), _header_lines(block, line.end())
            length, chunked, close = _framing(lines)
            if status == 101:
                raise httpx.RemoteProtocolError("the server changed to another protocol")
            if status >= 200:
                break
        empty = self._method == "HEAD" or status in (204, 304)
        # With both lengths, somebody on the way may have read the other one.
        known = empty or chunked == (length is None)
        self._keep_alive = known and line[1] != b"1.0" and not close
        self._progress = "in the middle of a response's body"
        yield status, lines
        if chunked and not empty:
            yield from self._chunks()
        elif not empty:
            yield from self._content(length)

    def _more(self) -> Iterator[None]:
        """Wait for more, which there must be."""
        if self._ended:
            raise httpx.RemoteProtocolError(f"the server disconnected {self._progress}")
        yield None

    def _expect(self, begin: bytes, problem: str) -> Iterator[None]:
        """Wait until `begin` has come; what cannot become it fails at once."""
        while (start := bytes(self._data[self._position : self._position + len(begin)])) != begin:
            if not begin.startswith(start):
                raise httpx.RemoteProtocolError(problem)
            yield from self._more()

    def _up_to(self, ending: LazyPattern, most: int, problem: str) -> Generator[None, None, bytes]:
        """What comes up to an ending of three bytes or fewer; nothing is searched twice."""
        searched = 0
        while True:
            end = ending.search(self._data, self._position + max(0, searched - 2))
            searched = (len(self._data) if end is None else end.end()) - self._position
            if searched > most:
                raise httpx.RemoteProtocolError(problem)
            if end is not None:
                found = bytes(self._data[self._position : end.end()])
                self._position = end.end()
                return found
            yield from self._more()

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
                yield from self._more()

    def _chunks(self) -> Iterator[bytes | None]:
        content = overhead = 0
        while True:
            header = yield from self._up_to(_CHUNK_END, MAX_CHUNK_LINE, "a chunk's header has no end")
            line = _CHUNK_LINE.fullmatch(header)
            if line is None:
                raise httpx.RemoteProtocolError("illegal header of a chunk in the response")
            overhead += len(header) + 2
            if overhead > FREE_OVERHEAD + content // 2:
                raise httpx.RemoteProtocolError("the response has more of chunk headers than of content")
            size = int(line[1], 16)
            if not size:
                break
            yield from self._content(size)
            content += size
            yield from self._expect(b"\r\n", "a chunk of the response does not end where it should")
            self._position += 2
        self._position -= 1  # back at the end of that line: without trailers an empty one comes next
        block = yield from self._up_to(_HEAD_END, MAX_HEAD_BYTES, "the trailers of the response have no end")
        _framing(_header_lines(block, 1))


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
    found: dict[bytes, list[bytes]] = {name: [] for name in _FRAMING}
    for name, value in _FIELD.findall(lines):
        if (lower := name.lower()) in found:
            found[lower] += [part.strip(b" \t") for part in value.lower().split(b",")]
    lengths, encodings, options = found.values()
    if len(set(lengths)) > 1 or (lengths and not _LENGTH.fullmatch(lengths[0])):
        raise httpx.RemoteProtocolError("illegal Content-Length of a response")
    if encodings and encodings != [b"chunked"]:
        raise httpx.RemoteProtocolError("unknown Transfer-Encoding of a response")
    return (int(lengths[0]) if lengths else None), bool(encodings), b"close" in options
