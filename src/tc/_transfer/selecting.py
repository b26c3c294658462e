"""Which artifacts are meant by patterns, and the files that they become. Pure, shared by both halves."""

from __future__ import annotations

import functools
import os
import pathlib
import re
from collections.abc import Iterable, Sequence
from typing import Any

from tc._protocol.validation import kind_of, require_str
from tc.errors import TransferError

_PARTS = re.compile(r"(\*\*/|\*\*|\*|\?|\[!?[^\]]+\])")


def check_patterns(patterns: Any) -> list[str]:
    """Return patterns as a list.

    Raises:
        TypeError, ValueError: They are not one text or a sequence of texts, or one of them is empty.
    """
    if isinstance(patterns, str):
        patterns = [patterns]
    if not isinstance(patterns, Sequence) or isinstance(patterns, (bytes, bytearray, memoryview)):
        raise TypeError(f"patterns: expected a list of str, got {kind_of(patterns)}")
    return [require_str(f"patterns[{number}]", pattern) for number, pattern in enumerate(patterns)]


def matches(name: str, patterns: Iterable[str]) -> bool:
    """Return True if a name is meant by one of the patterns.

    `*`, `?` and `[...]` stand for something within one segment of the path, `**` for any number of segments.
    A pattern without a slash is about the last segment alone, wherever it is.
    """
    return any(
        _expression(pattern).fullmatch(name if "/" in pattern else name.rpartition("/")[2])
        for pattern in patterns
    )


@functools.lru_cache(maxsize=256)
def _expression(pattern: str) -> re.Pattern[str]:
    texts = []
    for part in _PARTS.split(pattern):
        if part == "**/":
            texts.append("(?:.*/)?")
        elif part == "**":
            texts.append(".*")
        elif part == "*":
            texts.append("[^/]*")
        elif part == "?":
            texts.append("[^/]")
        elif part.startswith("[") and part.endswith("]") and len(part) > 2:
            inner = part[1:-1]
            negated, inner = ("^", inner[1:]) if inner.startswith("!") else ("", inner)
            inner = inner.replace("\\", "\\\\").replace("^", "\\^").replace("[", "\\[")
            texts.append(f"(?!/)[{negated}{inner}]")
        else:
            texts.append(re.escape(part))
    try:
        return re.compile("".join(texts), re.DOTALL)
    except re.error:
        return re.compile(re.escape(pattern))


def path_within(folder: pathlib.Path, name: str) -> pathlib.Path:
    """Return the file for an artifact in a folder, which nothing is written outside of.

    Raises:
        TransferError: The name, which the task chose, leads elsewhere, or to no file at all.
    """
    segments = name.split("/")
    bad = {"", ".", ".."}
    forbidden = {os.sep, os.altsep or os.sep, "\0", *(":\\" if os.name == "nt" else "")} - {"/"}
    if bad.intersection(segments) or any(letter in name for letter in forbidden):
        raise TransferError(f"{name!r} is not a path within a folder, so it is not downloaded")
    return folder.joinpath(*segments)


def paths_within(folder: pathlib.Path, names: Iterable[str]) -> dict[str, pathlib.Path]:
    """Return the files for several artifacts in a folder, by name.

    Raises:
        TransferError: As for `path_within`; or two cannot both be there, such as `a` and `a/b`.
    """
    paths = {name: path_within(folder, name) for name in names}
    taken: dict[str, str] = {}
    for name, path in paths.items():
        other = taken.setdefault(os.path.normcase(path), name)
        if other != name:
            raise TransferError(f"{other!r} and {name!r} are the same path here, so none is downloaded")
    for name, path in paths.items():
        for parent in path.parents:
            if other := taken.get(os.path.normcase(parent), ""):
                raise TransferError(
                    f"{other!r} would be a file and a folder, for {name!r}: none is downloaded"
                )
    return paths
