"""What keeps secrets out of tracebacks.

Error reports with local variables (Sentry's, rich's, pytest's `-l`) show the `repr` of all local variables
of the frames that an exception went through. So a local variable that holds a secret is of a class that hides
it, and frames of the HTTP libraries, which are not ours to change, are taken out of tracebacks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Any

_LIBRARIES = {
    "_asyncio",
    "aiohttp",
    "aiosignal",
    "anyio",
    "asyncio",
    "h11",
    "h2",
    "hpack",
    "httpcore",
    "httpx",
    "httpx_aiohttp",
    "outcome",
    "ssl",
    "trio",
}


class HiddenText(str):
    """Text that `repr` does not show."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "<hidden>"


class HiddenBytes(bytes):
    """Bytes that `repr` does not show."""

    def __repr__(self) -> str:
        return f"<{len(self)} bytes>"


class HiddenList(list[Any]):
    """A list whose items `repr` does not show."""

    def __repr__(self) -> str:
        return f"<{len(self)} items>"


class HiddenDict(dict[str, Any]):
    """A dict whose values `repr` does not show."""

    def __repr__(self) -> str:
        return f"<{', '.join(self)}>"


def forget_frames(error: BaseException) -> None:
    """Take the frames of HTTP libraries and event loops out of the tracebacks of an error and its causes.

    They hold requests with their headers in local variables. Frames of this library and of its users, such as
    those of an event hook, stay.
    """
    seen: set[int] = set()
    found: list[BaseException | None] = [error]
    while found:
        current = found.pop()
        if current is None or id(current) in seen:
            continue
        seen.add(id(current))
        current.__traceback__ = _without_libraries(current.__traceback__)
        found += [current.__cause__, current.__context__]
        if isinstance(current, BaseExceptionGroup):
            found += current.exceptions


def _without_libraries(traceback: TracebackType | None) -> TracebackType | None:
    kept: list[TracebackType] = []
    while traceback is not None:
        name = str(traceback.tb_frame.f_globals.get("__name__", ""))
        if name.partition(".")[0] not in _LIBRARIES:
            kept.append(traceback)
        traceback = traceback.tb_next
    following: TracebackType | None = None
    for entry in reversed(kept):
        entry.tb_next = following
        following = entry
    return following


class HiddenMapping(Mapping[str, str]):
    """A view of the environment, or of another mapping, that `repr` does not show."""

    __slots__ = ("_mapping",)

    def __init__(self, mapping: Mapping[str, str]) -> None:
        self._mapping = mapping

    def __getitem__(self, key: str) -> str:
        return self._mapping[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._mapping)

    def __len__(self) -> int:
        return len(self._mapping)

    def __repr__(self) -> str:
        return f"<{len(self)} values>"
