"""Slug ids, the 22 letters that name tasks and task groups, on the `slugid` library."""

from __future__ import annotations

from collections.abc import Callable

import slugid


def slug_id() -> str:
    """A fresh slug id, which never begins with a dash: safe as a command line argument."""
    return str(slugid.nice())


def stable_slug_id() -> Callable[[str], str]:
    """A function from names to slug ids that returns the same id whenever it gets the same name.

    For task graphs: `ids = stable_slug_id()`, then `ids("build")` is one id wherever it stands. Two such
    functions know nothing of each other.
    """
    ids: dict[str, str] = {}

    def slug_id_of(name: str) -> str:
        if not isinstance(name, str):
            raise TypeError(f"name: expected str, got {type(name).__name__}")
        return ids.setdefault(name, slug_id())

    return slug_id_of
