"""Which artifacts are meant by patterns, and the files that they become. Pure, shared by both halves."""

from __future__ import annotations

import functools
import os
import pathlib
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

from tc._protocol.validation import kind_of, require_str
from tc.errors import TransferError

_PARTS = re.compile(r"(\*\*/|\*\*|\*|\?|\[!?[^\]]+\])")
_Step: TypeAlias = Callable[[str, set[int]], set[int]]
"""From where a part of a pattern begins in a name, to where it can end."""


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
        _is_meant(name if "/" in pattern else name.rpartition("/")[2], _steps(pattern))
        for pattern in patterns
    )


def _is_meant(name: str, steps: Sequence[_Step]) -> bool:
    """Follow a pattern from its start, to all places that it can have come to.

    A regular expression would try them one after the other, which takes a time that the task can choose.
    """
    places = {0}
    for step in steps:
        places = step(name, places)
        if not places:
            return False
    return len(name) in places


@functools.lru_cache(maxsize=256)
def _steps(pattern: str) -> Sequence[_Step]:
    steps: list[_Step] = []
    for part in _PARTS.split(pattern):
        if part == "**/":
            steps.append(_some_segments)
        elif part == "**":
            steps.append(_anything)
        elif part == "*":
            steps.append(_within_a_segment)
        elif part == "?":
            steps.append(_letter(re.compile("[^/]")))
        elif part.startswith("[") and part.endswith("]") and len(part) > 2:
            inner = part[1:-1]
            negated, inner = ("^", inner[1:]) if inner.startswith("!") else ("", inner)
            inner = inner.replace("\\", "\\\\").replace("^", "\\^").replace("[", "\\[")
            try:
                steps.append(_letter(re.compile(f"(?!/)[{negated}{inner}]", re.DOTALL)))
            except re.error:
                return [_text(pattern)]
        elif part:
            steps.append(_text(part))
    return steps


def _text(text: str) -> _Step:
    def step(name: str, places: set[int]) -> set[int]:
        return {place + len(text) for place in places if name.startswith(text, place)}

    return step


def _letter(expression: re.Pattern[str]) -> _Step:
    def step(name: str, places: set[int]) -> set[int]:
        return {place + 1 for place in places if expression.match(name, place)}

    return step


def _within_a_segment(name: str, places: set[int]) -> set[int]:
    found: set[int] = set()
    end = -1
    for place in sorted(places):
        if place > end:
            end = name.find("/", place)
            end = len(name) if end < 0 else end
            found.update(range(place, end + 1))
    return found


def _anything(name: str, places: set[int]) -> set[int]:
    return set(range(min(places), len(name) + 1))


def _some_segments(name: str, places: set[int]) -> set[int]:
    first = min(places)
    return places | {place + 1 for place in range(first, len(name)) if name[place] == "/"}


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
    for name in paths:
        other = taken.setdefault(os.path.normcase(name), name)
        if other != name:
            raise TransferError(f"{other!r} and {name!r} are the same path here, so none is downloaded")
    separator = os.path.normcase("/")
    for path, name in taken.items():
        end = path.find(separator)
        while end >= 0:
            if other := taken.get(path[:end], ""):
                raise TransferError(
                    f"{other!r} would be a file and a folder, for {name!r}: none is downloaded"
                )
            end = path.find(separator, end + 1)
    return paths
