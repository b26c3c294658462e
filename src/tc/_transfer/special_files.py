"""Downloads into what cannot be rewound: pipes, devices, standard output, streams of the caller's.

Bytes go straight through, so that a wrong one has been written by the time that the verification at the end
finds it. Such a download can resume, but not start over.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import re
import select
import socket
import stat
import sys
import threading
from typing import Any

from tc._protocol.validation import kind_of
from tc._transfer.buffer_sink import Sink
from tc._transfer.callers import is_seekable, write_all
from tc.errors import TransferError

_STEP = 50  # milliseconds between two looks at whether the download is given up
# Bytes that a pipe takes at once when `poll` says that it has room; POSIX: at least 512.
_PIPE_PIECE = 4096
_DESCRIPTOR = re.compile(r"/(?:dev|proc/(?:self|thread-self|[0-9]+))/fd/([0-9]{1,6})")
_STANDARD = {"/dev/stdin": 0, "/dev/stdout": 1, "/dev/stderr": 2}


class UnreadPipeError(Exception):
    """Nobody reads from a named pipe, at this moment."""


class StreamSink(Sink):
    """Writes a download into a stream of the caller's that cannot be rewound; it is left open.

    What a plain file, pipe or socket is given can be given up while it waits for a reader; what the `write`
    of any other stream is given cannot.
    """

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._direct: DescriptorSink | None = None
        self._written = False
        self._closed = False
        self._lock = threading.Lock()

    def open(self) -> Sink:
        if not is_plain(self._stream):
            return self
        # Its `write` would wait for a reader, whatever became of the download.
        self._stream.flush()
        self._direct = DescriptorSink(os.dup(self._stream.fileno()), kind_of(self._stream))
        return self._direct

    def restart(self) -> None:
        if self._written:
            raise _beyond_recall(kind_of(self._stream))

    def write(self, block: bytes, /) -> None:
        with self._lock:
            if not self._closed:
                self._written = True
                write_all(self._stream, block)

    def commit(self) -> None:
        if hasattr(self._stream, "flush"):
            self._stream.flush()

    def give_up(self) -> None:
        self._closed = True

    def discard(self) -> None:
        self.give_up()
        if self._direct is not None:
            self._direct.discard()


class DescriptorSink(Sink):
    """Writes a download into a descriptor, never longer than asked to, and closes it at the end."""

    def __init__(self, descriptor: int, name: str) -> None:
        self._descriptor = descriptor
        self._name = name
        self._written = False
        self._closed = False
        self._lock = threading.Lock()
        # A write to anything else may wait for a reader for as long as that likes.
        self._waits = hasattr(select, "poll") and not stat.S_ISREG(os.fstat(descriptor).st_mode)

    def restart(self) -> None:
        if self._written:
            raise _beyond_recall(self._name)

    def write(self, block: bytes, /) -> None:
        rest = memoryview(block)
        with self._lock:
            while rest and not self._closed:
                if self._waits and not _has_room(self._descriptor):
                    continue
                self._written = True
                with contextlib.suppress(BlockingIOError):
                    piece = rest[:_PIPE_PIECE] if self._waits else rest
                    rest = rest[os.write(self._descriptor, piece) :]

    def commit(self) -> None:
        self.discard()

    def give_up(self) -> None:
        self._closed = True

    def discard(self) -> None:
        self._closed = True
        with self._lock:
            if self._descriptor >= 0:
                os.close(self._descriptor)
                self._descriptor = -1


def is_plain(stream: Any) -> bool:
    """Return True if what is written to a stream comes to its descriptor as it is.

    Others compress it, encrypt it or number it on the way, though they may tell the descriptor beneath.
    """
    if type(stream) in (io.BufferedWriter, io.BufferedRandom):
        stream = stream.raw
        if type(stream) is socket.SocketIO:
            return type(getattr(stream, "_sock", None)) is socket.socket  # and none of TLS
    return type(stream) is io.FileIO


def _has_room(descriptor: int) -> bool:
    """Wait a moment until a descriptor takes bytes, or fails."""
    poll = select.poll()  # knows descriptors of any number, as `select` does not
    poll.register(descriptor, select.POLLOUT)
    return bool(poll.poll(_STEP))


def goes_straight(file: Any) -> bool:
    """Return True if an open file cannot be rewound: it is not seekable, or no regular file."""
    if not is_seekable(file):
        return True
    try:
        return not stat.S_ISREG(os.fstat(file.fileno()).st_mode)
    except (AttributeError, OSError, TypeError, ValueError):
        return False  # a file in memory


def open_special(path: str) -> DescriptorSink | None:
    """Open what is no regular file for writing; None for one, a folder, or a path where nothing is.

    Raises:
        UnreadPipeError: It is a named pipe that nobody reads.
        OSError: It cannot be opened, or is a socket.
    """
    number = _descriptor_of(path)
    if number is not None:
        _flush_standard(number)
        # A copy shares the position in the file, so that what was printed before stays.
        return DescriptorSink(os.dup(number), path)
    try:
        mode = os.stat(path).st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISREG(mode) or stat.S_ISDIR(mode):
        return None
    if stat.S_ISFIFO(mode):
        return DescriptorSink(_open_fifo(path), path)
    if stat.S_ISCHR(mode) or stat.S_ISBLK(mode):
        return DescriptorSink(os.open(path, os.O_WRONLY | getattr(os, "O_NOCTTY", 0)), path)
    raise OSError(errno.EINVAL, "it is neither a regular file, a pipe nor a device", path)


def _descriptor_of(path: str) -> int | None:
    """Return the descriptor of this process that a path stands for, links followed."""
    for _ in range(40):
        path = os.path.abspath(path)
        if path in _STANDARD:
            return _STANDARD[path]
        folder = os.path.realpath(os.path.dirname(path))
        path = os.path.join(folder, os.path.basename(path))
        found = _DESCRIPTOR.fullmatch(path)
        if found is not None and (not path.startswith("/proc/") or _is_own(path)):
            return int(found[1])
        try:
            path = os.path.join(folder, os.readlink(path))
        except OSError:
            return None
    return None


def _is_own(path: str) -> bool:
    """Return True if a path in /proc is about this process."""
    return path.split("/")[2] in ("self", "thread-self", str(os.getpid()))


def _flush_standard(number: int) -> None:
    """Write out what the program has printed, so that it comes before the download."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, OSError, ValueError):
            if stream.fileno() == number:
                stream.flush()


def _open_fifo(path: str) -> int:
    """Open a named pipe that somebody reads from."""
    try:
        return os.open(path, os.O_WRONLY | os.O_NONBLOCK)
    except OSError as error:
        if error.errno != errno.ENXIO:
            raise
    raise UnreadPipeError


def _beyond_recall(name: str) -> TransferError:
    """Return the error for a download that would have to start over in what cannot be rewound."""
    return TransferError(f"the download broke off and would have to start over, but {name} cannot be rewound")
