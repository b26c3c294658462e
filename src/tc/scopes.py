"""Scope algebra: https://docs.taskcluster.net/docs/manual/design/apis/hawk/scopes"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def scopes_satisfy(have: Sequence[str], required: Sequence[str] | Sequence[Sequence[str]]) -> bool:
    """Whether a set of scopes allows something.

    A scope that ends in `*` satisfies every scope that begins with what stands before it; a `*` elsewhere
    is an ordinary character. Roles are not expanded: ask `auth.expandScopes` for that.

    Args:
        have: The scopes that are there.
        required: One list of scopes, all of which are needed (none needed: True), or a list of such
            lists, any of which will do.

    Raises:
        TypeError: An argument is a plain text, holds something else than text, or mixes the two forms.
    """
    check_scopes("have", have)
    if isinstance(required, str) or not isinstance(required, Sequence):
        raise TypeError(f"required: a list of scopes is needed, not {type(required).__name__}")
    if required and all(isinstance(item, (list, tuple)) for item in required):
        alternatives: list[Any] = list(required)
    else:
        alternatives = [required]
    for alternative in alternatives:
        check_scopes("required", alternative)
    exact = {scope for scope in have if not scope.endswith("*")}
    prefixes = tuple(scope[:-1] for scope in have if scope.endswith("*"))
    return any(all(s in exact or s.startswith(prefixes) for s in needed) for needed in alternatives)


def check_scopes(name: str, scopes: Any) -> tuple[str, ...]:
    """Scopes as a tuple.

    Raises:
        TypeError: Not a list of text; a plain text would otherwise be taken for a list of letters.
    """
    if isinstance(scopes, (str, bytes)) or not isinstance(scopes, (Sequence, set, frozenset)):
        raise TypeError(f"{name}: a list of scopes is needed, not {type(scopes).__name__}")
    for scope in scopes:
        if not isinstance(scope, str):
            raise TypeError(f"{name}: a scope is text, not {type(scope).__name__}")
    return tuple(scopes)


def check_printable(name: str, scopes: tuple[str, ...]) -> tuple[str, ...]:
    """Scopes that a service can accept, that is, printable ASCII.

    Raises:
        ValueError: A scope is empty or has another character.
    """
    for scope in scopes:
        if not scope or not all(" " <= letter <= "~" for letter in scope):
            raise ValueError(f"{name}: the scope {scope!r} is not printable ASCII")
    return scopes
