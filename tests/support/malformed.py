"""Responses that are right but for one place, where there is anything."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Iterator
from typing import Any

import sniffio

MALFORMED: list[Any] = [
    None,
    7,
    -1,
    True,
    "",
    "x",
    "a\0b",
    "..",
    "http://[",
    "http://h:99999999999/",
    "http://:80/",
    "https://h/\ud800",
    "https://h/\x7f",
    "a\r\nb: c",
    "2999-01-01",
    "0001-01-01T00:00:00+14:00",
    "é" * 70_000,
    [],
    ["x"],
    [None],
    {},
    {"x": 7},
    {"bad name": "x"},
    {"x": "a\r\nb: c"},
    {"x": "é"},
    {"Transfer-Encoding": "chunked"},
    1e999,
    10**400,
]


def mutations(value: Any) -> Iterator[Any]:
    """Each value with each of its parts replaced or left out."""
    yield from MALFORMED
    if isinstance(value, dict):
        for key in value:
            yield {other: part for other, part in value.items() if other != key}
            for changed in mutations(value[key]):
                yield value | {key: copy.deepcopy(changed)}
    elif isinstance(value, list):
        for index, part in enumerate(value):
            for changed in mutations(part):
                yield [*value[:index], copy.deepcopy(changed), *value[index + 1 :]]


def async_mutations(value: Any) -> Iterator[Any]:
    """Every other one of `mutations` for each of the two event loops, which do not look at responses."""
    first = ["asyncio", "trio"].index(sniffio.current_async_library())
    return itertools.islice(mutations(value), first, None, 2)
