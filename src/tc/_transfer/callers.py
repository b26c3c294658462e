"""Files, readers and writers of the caller: which are accepted, and what their methods mean by their results.

Pure, shared by both halves.
"""

from __future__ import annotations

import errno
import inspect
import io
import operator
import os
import types
from typing import Any, BinaryIO, TypeAlias

from tc._protocol.validation import is_async_function, kind_of

File: TypeAlias = str | os.PathLike[str] | BinaryIO


def check_path(path: Any) -> str:
    """Return a path as text.

    Raises:
        TypeError, ValueError: It is no path.
        IsADirectoryError: It ends like a folder.
    """
    text = os.fspath(path)
    if not isinstance(text, str):
        raise TypeError(f"file: expected a path of str, got {kind_of(text)}")
    if not text or "\0" in text:
        raise ValueError(f"file: {text!r} is not a path")
    if text.endswith(os.sep):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), text)
    return text


def check_file(file: Any, method: str) -> None:
    """Refuse what cannot be read from, or written to, as a binary file. Calls nothing that may block.

    Raises:
        TypeError, ValueError: It is a file of text, has async methods, is not open for this, or is no file.
    """
    function = getattr(file, method, None)
    if not callable(function):
        raise TypeError(f"file: expected a path or a binary file, got {kind_of(file)}")
    if is_async_function(function):
        other = "upload_with_factory" if method == "read" else "a function that takes a writer_factory"
        raise TypeError(
            f"file: expected a path or a binary file with plain methods, got {kind_of(file)},"
            f" whose {method} is async; give its path, or use {other} in tc.aio"
        )
    if isinstance(file, io.TextIOBase) or getattr(file, "encoding", None) is not None:
        raise TypeError(f"file: expected a binary file, got one of text ({kind_of(file)})")
    if _says(file, "readable" if method == "read" else "writable") is False:
        raise ValueError(f"file: it is not open for {'reading' if method == 'read' else 'writing'}")


def check_seekable_file(file: Any, method: str, *others: str) -> None:
    """Refuse, as `check_file` does, a file that cannot be sought in, or lacks other methods."""
    check_file(file, method)
    if not is_seekable(file):
        raise ValueError(f"file: {kind_of(file)} is not seekable")
    for other in others:
        if not callable(getattr(file, other, None)):
            raise TypeError(f"file: expected a file with the method {other}, which {kind_of(file)} has not")


def is_seekable(file: Any) -> bool:
    """Return True if a file says that it can be sought in, or says nothing about it but has `seek`."""
    able = _says(file, "seekable")
    return callable(getattr(file, "seek", None)) if able is None else able


def _says(file: Any, name: str) -> bool | None:
    """Return what a file says about itself, by a method or an attribute; None where it says nothing."""
    value = getattr(file, name, None)
    if callable(value):
        value = value()
    return None if value is None else bool(value)


def position_in(file: Any) -> int:
    """Return where a file stands.

    Raises:
        TypeError, ValueError: Its `tell` does not say.
    """
    result = file.tell()
    try:
        position = operator.index(result)
    except TypeError:
        raise TypeError(f"tell: expected int from {kind_of(file)}, got {kind_of(result)}") from None
    if position < 0:
        raise ValueError(f"tell: {kind_of(file)} says that it stands at {position}")
    return position


def bytes_taken(writer: Any, result: Any, size: int) -> int:
    """Return how many of `size` bytes a call of `write` took, which returned a number, or None for all.

    Raises:
        BlockingIOError: It took none.
        TypeError, ValueError: The result is not such a number.
    """
    if result is None:
        if not isinstance(writer, io.RawIOBase):
            return size
        result = 0  # a raw stream in non-blocking mode says so that it has no room
    try:
        count = operator.index(result)
    except TypeError:
        raise TypeError(
            f"write: expected the number of bytes or None from {kind_of(writer)}, got {kind_of(result)}"
        ) from None
    if count == 0 and size:
        raise BlockingIOError(errno.EAGAIN, f"{kind_of(writer)} takes no bytes; it must be a blocking stream")
    if not 0 <= count <= size:
        raise ValueError(f"write: {kind_of(writer)} says that it took {count} of {size} bytes")
    return count


def bytes_read(reader: Any, result: Any) -> bytes:
    """Return the bytes that a call of `read` gave.

    Raises:
        BlockingIOError: None came from a raw stream in non-blocking mode.
        TypeError: The result is not bytes.
    """
    if isinstance(result, bytes):
        return result
    if result is None and isinstance(reader, io.RawIOBase):
        raise BlockingIOError(
            errno.EAGAIN, f"{kind_of(reader)} has no bytes yet; it must be a blocking stream"
        )
    if not isinstance(result, (bytearray, memoryview)):
        raise TypeError(f"read: expected bytes from {kind_of(reader)}, got {kind_of(result)}")
    return bytes(result)


def write_all(file: Any, block: bytes) -> None:
    """Write a block whole into a file of the caller's; unbuffered ones may take a part of it at a time."""
    count = bytes_taken(file, file.write(block), len(block))
    while count < len(block):
        rest = memoryview(block)[count:]
        count += bytes_taken(file, file.write(rest), len(rest))


def check_plain_method(name: str, value: Any, method: str) -> None:
    """Refuse, with a TypeError, what a factory made without a plain method of this name."""
    function = _method(name, value, method)
    if is_async_function(function):
        raise TypeError(f"{name}: expected a plain {method} in tc.sync, {kind_of(value)} has an async one")


def check_async_method(name: str, value: Any, method: str) -> None:
    """Refuse, with a TypeError, what a factory made without an async method of this name."""
    function = _method(name, value, method)
    if not is_async_function(function) and _is_plain(function):
        raise TypeError(f"{name}: expected an async {method} in tc.aio, {kind_of(value)} has a plain one")


def _method(name: str, value: Any, method: str) -> Any:
    function = getattr(value, method, None)
    if not callable(function):
        raise TypeError(f"{name}: expected an object with the method {method}, got {kind_of(value)}")
    return function


def _is_plain(function: Any) -> bool:
    """Return True if a callable is known to return no awaitable: the others are found out when called."""
    if isinstance(function, (types.BuiltinFunctionType, types.MethodWrapperType)):
        return True
    if not inspect.isroutine(function):
        return False
    returned = str(getattr(function, "__annotations__", {}).get("return", ""))
    return not any(word in returned for word in ("Awaitable", "Coroutine", "Future", "Task"))
