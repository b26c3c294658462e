"""HTTP/1.1 for a client, without any I/O: requests to bytes, and bytes to answers (RFC 9112).

h11 does all of this and more, in some 40 us a request and answer, which is a sixth of what a whole call may
cost. This takes a quarter of that, by leaving out the server's half and letting a few regular expressions do
the checking. It accepts no answer that h11 refuses, and reads each as h11 does; the tests compare the two.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import httpcore

from tc._redact.values import HiddenBytes, HiddenList

if TYPE_CHECKING:
    from collections.abc import Sequence

# The status line and headers, a chunk's header, or the trailers.
MAX_HEAD_BYTES = 100 * 1024
# Informational (1xx) answers that may come before the answer.
MAX_INFORMATIONAL = 100

_TOKEN = rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]"
_TOKENS = re.compile(_TOKEN + rb"+")
# What is sent has no control characters besides the tab; it need not be ASCII.
_TEXTS = re.compile(rb"[\t\x20-\x7e\x80-\xff]*")
_TARGET = re.compile(rb"[\x21-\x7e]+")
_LENGTH = re.compile(rb"[0-9]{1,20}")

# In answers more is tolerated, as by h11: control characters, and a bare LF for CRLF. All repetition is
# possessive, so that hostile input costs no more than its length.
_TEXT = rb"[^\x00\x0a-\x0d]"
_HEAD_END = re.compile(rb"\n\r?\n")
_STATUS_LINE = re.compile(rb"HTTP/(1\.[0-9]) ([1-9][0-9]{2})(?: (" + _TEXT + rb"*+))?\r?\n")
_FIELD = re.compile(rb"(" + _TOKEN + rb"++):(" + _TEXT + rb"*+)\r?\n")
_FIELDS = re.compile(rb"(?:" + _TOKEN + rb"++:" + _TEXT + rb"*+\r?\n)*+")
_FOLD = re.compile(rb"\r?\n[ \t]++")
_CHUNK_LINE = re.compile(rb"([0-9a-fA-F]{1,20})(?:;" + _TEXT + rb"*+|[ \t]*+)")
_FRAMING = frozenset({b"content-length", b"transfer-encoding", b"connection"})


class RequestWriter:
    """Turns one request into bytes, and sees to it that its body is as long as its headers say.

    Parameters:
        headers: as they are to be sent, `Host` included; `Content-Length` or `Transfer-Encoding: chunked`
            announce a body.

    Raises:
        httpcore.LocalProtocolError: something in it cannot be sent, or could be read as something else.
    """

    def __init__(self, method: bytes, target: bytes, headers: Sequence[tuple[bytes, bytes]]) -> None:
        self._left = 0
        self.chunked = False
        self.head = b""
        problem = self._prepare(method, target, headers)
        del headers  # a traceback that shows local variables must not show them
        if problem:
            raise httpcore.LocalProtocolError(problem)

    def _prepare(self, method: bytes, target: bytes, headers: Sequence[tuple[bytes, bytes]]) -> str | None:
        """Make the head; what is wrong with it, if anything."""
        names = [name for name, _ in headers]
        values = [value for _, value in headers]
        if not _TOKENS.fullmatch(method) or not _TARGET.fullmatch(target):
            return "Illegal method or target of a request."
        # Joined, since one match is cheaper than twenty.
        if not all(names) or not _TOKENS.fullmatch(b"".join(names)) or not _TEXTS.fullmatch(b"".join(values)):
            return "Illegal characters in a header of a request."
        framed = hosts = 0
        for name, value in headers:
            lower = name.lower()
            if lower == b"host":
                hosts += 1
            elif lower == b"content-length":
                framed += 1
                if not _LENGTH.fullmatch(value):
                    return "Illegal Content-Length of a request."
                self._left = int(value)
            elif lower == b"transfer-encoding":
                framed += 1
                self.chunked = True
                if value.lower() != b"chunked":
                    return "The only Transfer-Encoding of requests is chunked."
        if framed > 1 or hosts != 1:
            return "A request needs one Host, and at most one length."
        lines = [b"%b: %b\r\n" % header for header in headers]
        self.head = HiddenBytes(b"%b %b HTTP/1.1\r\n%b\r\n" % (method, target, b"".join(lines)))
        return None

    def data(self, chunk: bytes) -> bytes:
        """The bytes for a part of the body, which is not empty."""
        if self.chunked:
            return b"%x\r\n%b\r\n" % (len(chunk), chunk)
        self._left -= len(chunk)
        if self._left < 0:
            raise httpcore.LocalProtocolError("Too much data for declared Content-Length")
        return chunk

    def end(self) -> bytes:
        """The bytes after the last part of the body."""
        if self.chunked:
            return b"0\r\n\r\n"
        if self._left:
            raise httpcore.LocalProtocolError("Too little data for declared Content-Length")
        return b""


class Head(NamedTuple):
    """The beginning of an answer; header names as they came, values without the white space around them."""

    status: int
    reason: bytes
    version: bytes
    headers: list[tuple[bytes, bytes]]


class ResponseReader:
    """Reads the answer to one request out of the bytes that are fed to it.

    Parameters:
        method: that of the request: answers to HEAD and CONNECT have no body.

    Raises:
        httpcore.RemoteProtocolError: by every method, for what is no HTTP/1.1; nothing more can be read then.
    """

    def __init__(self, method: bytes) -> None:
        self._method = method
        self._data = b""
        self._position = 0
        self._ended = False
        self._informational = 0
        # Of the body: how much is left of it or of its chunk; None: it goes on to the end of the stream.
        self._left: int | None = 0
        self._chunked = False
        self._after_chunk = False
        self._in_trailers = False
        self._keep_alive = True

    def feed(self, data: bytes) -> None:
        """Take in what was received; nothing stands for the end of the stream."""
        if not data:
            self._ended = True
        elif self._position == len(self._data):
            self._data = data
            self._position = 0
        else:
            self._data = self._data[self._position :] + data
            self._position = 0

    @property
    def reusable(self) -> bool:
        """After the whole answer: whether another request may follow on the connection."""
        return self._keep_alive and not self._ended and self._position == len(self._data)

    # The head.

    def head(self) -> Head | None:
        """The answer's head, once it is complete; informational answers before it are skipped."""
        while True:
            end = _HEAD_END.search(self._data, self._position)
            if end is None:
                self._need_more()
                return None
            block = self._data[self._position : end.end()]
            self._position = end.end()
            line = _STATUS_LINE.match(block)
            if line is None:
                raise httpcore.RemoteProtocolError(
                    "The answer does not begin with a status line of HTTP/1.1."
                )
            head = Head(int(line[2]), line[3] or b"", line[1], _headers(block, line.end()))
            self._set_framing(head)
            if head.status >= 200:
                return head
            self._informational += 1
            if head.status == 101 or self._informational > MAX_INFORMATIONAL:
                raise httpcore.RemoteProtocolError("The server sent something else than an answer.")

    def _need_more(self) -> None:
        if self._ended:
            if self._data and self._position < len(self._data):
                raise httpcore.RemoteProtocolError("Server disconnected in the middle of a response.")
            raise httpcore.RemoteProtocolError("Server disconnected without sending a response.")
        if len(self._data) - self._position > MAX_HEAD_BYTES:
            raise httpcore.RemoteProtocolError("The headers of the response have no end.")

    def _set_framing(self, head: Head) -> None:
        lengths: set[bytes] = set()
        encodings: list[bytes] = []
        self._chunked = False
        self._keep_alive = head.version != b"1.0"
        for name, value in head.headers:
            lower = name.lower()
            if lower not in _FRAMING:
                continue
            if lower == b"content-length":
                lengths.update([part.strip(b" \t") for part in value.split(b",")])
            elif lower == b"transfer-encoding":
                encodings.append(value.lower())
            elif b"close" in [part.strip(b" \t") for part in value.lower().split(b",")]:
                self._keep_alive = False
        if len(lengths) > 1 or (lengths and not _LENGTH.fullmatch(next(iter(lengths)))):
            raise httpcore.RemoteProtocolError("Illegal Content-Length of a response.")
        if encodings and encodings != [b"chunked"]:
            raise httpcore.RemoteProtocolError("Unknown Transfer-Encoding of a response.")
        tunnel = self._method == b"CONNECT" and head.status < 300
        if self._method == b"HEAD" or head.status in (204, 304) or tunnel:
            self._left = 0
            self._keep_alive = self._keep_alive and not tunnel
        elif encodings:
            self._left = 0
            self._chunked = True
            if lengths:
                # Somebody on the way may have read the length: what follows cannot be trusted.
                self._keep_alive = False
        elif lengths:
            self._left = int(lengths.pop())
        else:
            self._left = None
            self._keep_alive = False

    # The body.

    def body(self) -> tuple[list[bytes], bool]:
        """What has come of the body since the last call, and whether it is complete now."""
        if self._chunked:
            parts, complete = self._chunks()
        else:
            parts = HiddenList()
            self._take(parts)
            complete = self._ended if self._left is None else self._left == 0
        if self._ended and not complete:
            raise httpcore.RemoteProtocolError("Server disconnected in the middle of a response's body.")
        return parts, complete

    def _take(self, parts: list[bytes]) -> bool:
        """Move what is there of the body, or of its chunk, to `parts`; whether that is anything."""
        if self._left is None:
            part = self._data[self._position :]
        else:
            part = self._data[self._position : self._position + self._left]
            self._left -= len(part)
        self._position += len(part)
        if part:
            parts.append(part)
        return bool(part)

    def _chunks(self) -> tuple[list[bytes], bool]:
        parts = HiddenList()
        while not self._in_trailers:
            if self._left:
                if self._take(parts):
                    self._after_chunk = not self._left
                if self._left:
                    return parts, False
            if self._after_chunk:
                line_end = self._data[self._position : self._position + 2]
                if line_end != b"\r\n"[: len(line_end)]:
                    raise httpcore.RemoteProtocolError(
                        "A chunk of the response does not end where it should."
                    )
                if len(line_end) < 2:
                    return parts, False
                self._position += 2
                self._after_chunk = False
            end = self._data.find(b"\r\n", self._position)
            if end < 0:
                self._need_more_of_body()
                return parts, False
            line = _CHUNK_LINE.fullmatch(self._data, self._position, end)
            if line is None:
                raise httpcore.RemoteProtocolError("Illegal header of a chunk in the response.")
            self._position = end + 2
            self._left = int(line[1], 16)
            self._in_trailers = not self._left
        return parts, self._skip_trailers()

    def _skip_trailers(self) -> bool:
        start = self._position
        for blank in (b"\r\n", b"\n"):
            if self._data.startswith(blank, start):
                self._position += len(blank)
                return True
        end = _HEAD_END.search(self._data, start)
        if end is None:
            self._need_more_of_body()
            return False
        _headers(self._data[start : end.end()], 0)
        self._position = end.end()
        return True

    def _need_more_of_body(self) -> None:
        if len(self._data) - self._position > MAX_HEAD_BYTES:
            raise httpcore.RemoteProtocolError(
                "A chunk's header or the trailers of the response have no end."
            )


def _headers(block: bytes, start: int) -> list[tuple[bytes, bytes]]:
    """The headers of a block that ends in an empty line."""
    if _FOLD.search(block, start):
        # A line that begins with white space continues the one before it, but there must be one.
        block = block[:start] + block[start : start + 1] + _FOLD.sub(b" ", block[start + 1 :])
    matched = _FIELDS.match(block, start)
    if matched is None or block[matched.end() :] not in (b"\r\n", b"\n"):
        raise httpcore.RemoteProtocolError("Illegal header in the response.")
    return [(name, value.strip(b" \t")) for name, value in _FIELD.findall(block, start)]
