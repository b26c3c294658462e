"""Where the bytes of a download go. Everything here may block.

The methods lock each other out: when a task is cancelled, its cleaning up can begin while a thread still
writes on its behalf.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import secrets
import stat
import tempfile
import threading
import time
from typing import Any, BinaryIO

from tc._protocol.validation import kind_of
from tc._transfer.buffer_sink import Sink
from tc._transfer.callers import File, check_file, check_path, check_seekable_file, position_in, write_all
from tc._transfer.special_files import (
    DescriptorSink,
    StreamSink,
    UnreadPipeError,
    goes_straight,
    is_plain,
    open_special,
)

FIFO_PATIENCE = 5.0  # seconds until a named pipe must have a reader
FIFO_STEP = 0.05  # seconds between two looks at whether it has one
# The folder cannot take another file, but the file itself may be writable.
_NO_NEW_FILE = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
# The file cannot be replaced by another one, as when it is mounted by itself into a container.
_NO_RENAME = frozenset({errno.EBUSY, errno.EXDEV, errno.EACCES, errno.EPERM})


class FileSink(Sink):
    """Writes a download into a binary file of the caller's, from where it stands. It is left open.

    Raises:
        TypeError, ValueError: It is not writable and seekable.
    """

    def __init__(self, file: BinaryIO) -> None:
        check_seekable_file(file, "write", "seek", "tell", "truncate")
        self._file: Any = file
        self._start = 0
        self._written = False
        self._closed = True
        self._lock = threading.Lock()

    def open(self) -> Sink:
        with self._lock:
            position = position_in(self._file)
            try:
                # To no effect, but some files have the methods and cannot do it, such as those of gzip.
                self._file.seek(0, os.SEEK_END)
                end = position_in(self._file)
                self._file.truncate(end)
                self._file.seek(position)
            except (OSError, ValueError) as error:
                kind = kind_of(self._file)
                raise TypeError(
                    f"file: expected a file that can be rewound and truncated, {kind} cannot: {error}"
                ) from None
            self._start = end if _appends(self._file) else position
            self._closed = False
            return self

    def restart(self) -> None:
        with self._lock:
            self._rewind()

    def write(self, block: bytes, /) -> None:
        with self._lock:
            if not self._closed:
                self._written = True
                write_all(self._file, block)

    def commit(self) -> None:
        with self._lock:
            self._closed = True
            if hasattr(self._file, "flush"):
                self._file.flush()

    def discard(self) -> None:
        with self._lock:
            if not self._closed:
                self._closed = True
                # The failure that led here is what the caller must see.
                with contextlib.suppress(OSError, ValueError):
                    self._rewind()

    def _rewind(self) -> None:
        # Not before anything was written: what the file has there is the caller's.
        if self._written:
            self._file.seek(self._start)
            self._file.truncate()


class PathSink(Sink):
    """Writes a download next to its path, and moves it there when it is verified.

    What is there is replaced, its mode kept; a link is followed. The mode of a new file follows the umask.
    What is no regular file (a pipe, a device, `/dev/stdout`) is written straight through. A file that cannot
    be replaced by renaming is overwritten in place, once the download is verified.

    Raises:
        TypeError, ValueError: It is no path.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._given = check_path(path)
        self._target = self._part = ""
        self._file: Any = None
        self._straight: DescriptorSink | None = None
        self._patience: float | None = None  # until when a named pipe must have a reader
        self._closed = False
        self._lock = threading.Lock()

    def open(self) -> Sink | None:
        with self._lock:
            if self._closed:
                return self
            try:
                self._straight = open_special(self._given)
            except UnreadPipeError:
                if self._patience is None:
                    self._patience = time.monotonic() + FIFO_PATIENCE
                if time.monotonic() < self._patience:
                    return None
                raise OSError(errno.ENXIO, "nobody reads from this pipe", self._given) from None
            if self._straight is None:
                self._open_part()
            return self._straight or self

    def _open_part(self) -> None:
        self._target = os.path.realpath(self._given)
        folder, name = os.path.split(self._target)
        existing = _status(self._target)
        if existing is not None and stat.S_ISDIR(existing.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), self._given)
        flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0)
        # Named before it is made, so that an interrupt leaves nothing.
        self._part = os.path.join(folder, f".{name[:40]}.{secrets.token_hex(8)}.part")
        try:
            descriptor = os.open(self._part, flags, 0o600 if existing else 0o666)
        except OSError as error:
            self._part = ""
            if existing is None or error.errno not in _NO_NEW_FILE:
                raise _named(error, self._given) from None
            _check_writable(self._target, _named(error, self._given))
            self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the sink
            return
        self._file = io.FileIO(descriptor, "r+b")
        if existing is not None:
            _take_over(descriptor, existing)

    def restart(self) -> None:
        with self._lock:
            if self._file is not None:
                self._file.seek(0)
                self._file.truncate()

    def write(self, block: bytes, /) -> None:
        with self._lock:
            if self._file is not None:
                write_all(self._file, block)

    def commit(self) -> None:
        with self._lock:
            if self._file is None:
                return
            if not self._part:
                self._overwrite()
            else:
                # Else a crash of the machine could leave a file of the right name without its content.
                os.fsync(self._file.fileno())
                try:
                    os.replace(self._part, self._target)
                except OSError as error:
                    if error.errno not in _NO_RENAME or _status(self._target) is None:
                        raise
                    self._overwrite()
                    os.unlink(self._part)
            self._part = ""
            self._file.close()
            self._file, self._closed = None, True

    def _overwrite(self) -> None:
        """Copy the verified content into the file that is there."""
        size = self._file.seek(0, os.SEEK_END)
        with _open_existing(self._target) as target:
            before = target.seek(0, os.SEEK_END)
            # First what makes it longer: a full disk must not cost what the file has.
            try:
                self._copy(target, before, size)
                os.fsync(target.fileno())
            except BaseException:
                target.truncate(before)
                raise
            self._copy(target, 0, min(before, size))
            target.truncate(size)
            os.fsync(target.fileno())

    def _copy(self, target: io.FileIO, start: int, end: int) -> None:
        """Copy a part of the content to the same place in the file that is there."""
        self._file.seek(start)
        target.seek(start)
        while start < end:
            block = self._file.read(min(end - start, 1024 * 1024))
            write_all(target, block)
            start += len(block)

    def discard(self) -> None:
        with self._lock:
            self._closed = True
            if self._straight is not None:
                self._straight.discard()
            try:
                if self._file is not None:
                    self._file.close()
            finally:
                # Closing can fail on a full disk; the file must go all the same.
                self._file = None
                if self._part:
                    with contextlib.suppress(FileNotFoundError):
                        os.unlink(self._part)
                    self._part = ""


def sink_for(file: File) -> Sink:
    """Return the sink that a `file` argument stands for. Touches nothing yet.

    Raises:
        TypeError, ValueError: It is neither a path nor a binary file that can be written.
    """
    if isinstance(file, (str, os.PathLike)):
        return PathSink(file)
    check_file(file, "write")
    return StreamSink(file) if goes_straight(file) else FileSink(file)


def _status(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)
    except FileNotFoundError:
        return None


def _take_over(descriptor: int, existing: os.stat_result) -> None:
    """Give a new file the owner and the mode of the one that it will replace, as far as that is allowed."""
    if not hasattr(os, "fchown"):
        return  # Windows has neither
    mode = stat.S_IMODE(existing.st_mode)
    try:
        os.fchown(descriptor, existing.st_uid, existing.st_gid)
    except OSError:
        try:
            os.fchown(descriptor, -1, existing.st_gid)
        except OSError:
            mode &= ~stat.S_IRWXG  # or they were given to another group
    os.fchmod(descriptor, mode)


def _open_existing(path: str) -> io.FileIO:
    """Open a file for writing, which need not be readable, and leave what it has."""
    return io.FileIO(os.open(path, os.O_WRONLY | getattr(os, "O_BINARY", 0)), "wb")


def _check_writable(path: str, problem: OSError) -> None:
    """Raise a problem, unless a file can be written to."""
    try:
        _open_existing(path).close()
    except OSError:
        raise problem from None


def _appends(file: Any) -> bool:
    """Return True if whatever is written to a file goes to its end."""
    if "a" in str(getattr(file, "mode", "")):
        return True
    try:
        import fcntl

        return is_plain(file) and bool(fcntl.fcntl(file.fileno(), fcntl.F_GETFL) & os.O_APPEND)
    except ImportError:
        return False  # Windows


def _named(error: OSError, path: str) -> OSError:
    """Return an error that names the path that the caller gave."""
    reason = os.strerror(error.errno or 0)
    if path.startswith("~") and error.errno == errno.ENOENT:
        reason += " (`~` is not expanded; use pathlib.Path(...).expanduser())"
    return type(error)(error.errno, reason, path)
