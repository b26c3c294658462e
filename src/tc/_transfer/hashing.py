"""Hashes of the content of transfers. Pure, shared by both halves."""

from __future__ import annotations

import functools
import hashlib
import itertools
import time
from collections.abc import Callable, Iterable, Mapping

from tc.errors import HashMismatchError

BLOCK = 2 * 1024 * 1024  # bytes that are read, hashed and written at a time
HASHES = ("sha256", "sha512")  # what the object service is told, and what a download must be checked by
KNOWN_HASHES = frozenset(name for name in hashlib.algorithms_guaranteed if not name.startswith("shake"))


class Digests:
    """Hashes of one content, all fed with the same blocks; their names are those of hashlib."""

    def __init__(self, names: Iterable[str] = HASHES) -> None:
        self._hashes = {name: hashlib.new(name, usedforsecurity=name in HASHES) for name in names}

    @property
    def consumers(self) -> list[Callable[[bytes], object]]:
        """A function for each algorithm that takes the next block, the quickest one first."""
        return [self._hashes[name].update for name in sorted(self._hashes, key=_cost)]

    def hex(self) -> dict[str, str]:
        """The hashes by algorithm, in lower case hex."""
        return {name: each.hexdigest() for name, each in self._hashes.items()}


@functools.cache
def _cost(name: str) -> float:
    """Return what an algorithm takes, seconds: which one is the quickest depends on the processor."""
    sample = bytes(64 * 1024)
    digest = hashlib.new(name, usedforsecurity=False)
    times = [time.thread_time()]
    for _ in range(3):
        digest.update(sample)
        times.append(time.thread_time())
    return min(end - begin for begin, end in itertools.pairwise(times))


def check_hashes(wanted: Mapping[str, str], found: Mapping[str, str]) -> None:
    """Compare all hashes; a HashMismatchError names the first that differs."""
    for name, value in wanted.items():
        if found[name] != value:
            raise HashMismatchError(f"{name} of the bytes received is {found[name]}, it should be {value}")
