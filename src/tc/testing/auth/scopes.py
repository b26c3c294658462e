"""Scopes inside the services: expressions that methods require, and the expansion of roles.

https://docs.taskcluster.net/docs/manual/design/apis/hawk/roles
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from tc.scopes import scopes_satisfy

ASSUME = "assume:"
PARAMETER = "<..>"
EVERYBODY = "assume:anonymous"  # the role of requests without credentials
VALID_SCOPE = re.compile(r"[ -~]*")
Scopes = tuple[str, ...]
Expression = str | dict[str, Any]


# ---------------------------------------------------------------- expressions


class MissingValueError(Exception):
    """An expression names a value that is not known (yet)."""


def render(expression: Expression, values: Mapping[str, Any]) -> Expression | None:
    """An expression of `AllOf`, `AnyOf` and texts, from one with parameters, loops and conditions.

    Args:
        expression: As in `api/`: `"queue:status:<taskId>"`, `{"AllOf": [...]}`, `{"AnyOf": [...]}`,
            `{"for": name, "in": list, "each": expression}`, `{"if": name, "then": ..., "else": ...}`.
        values: Texts for parameters, lists of texts for loops, bools for conditions.

    Returns:
        The expression to satisfy; None where nothing is required (an `if` without `else`).

    Raises:
        MissingValueError: A value is not there, or of another kind than is needed there.
    """
    if isinstance(expression, str):
        return re.sub(r"<([^>]*)>", lambda found: text_of(values, found[1]), expression)
    if "if" in expression:
        condition = values.get(expression["if"])
        if not isinstance(condition, bool):
            raise MissingValueError(expression["if"])
        branch = expression["then"] if condition else expression.get("else")
        return None if branch is None else render(branch, values)
    operator = "AllOf" if "AllOf" in expression else "AnyOf"
    parts: list[Expression] = []
    for part in expression[operator]:
        rendered = loop(part, values) if isinstance(part, dict) and "for" in part else [render(part, values)]
        parts += [r for r in rendered if r is not None]
    return {operator: parts}


def loop(expression: dict[str, Any], values: Mapping[str, Any]) -> list[Expression | None]:
    """The expressions that a `for` stands for, spliced into the list around it."""
    items = values.get(expression["in"])
    if not isinstance(items, (list, tuple)):
        raise MissingValueError(expression["in"])
    return [render(expression["each"], {**values, expression["for"]: item}) for item in items]


def text_of(values: Mapping[str, Any], name: str) -> str:
    """Return the value of a parameter that stands in a scope.

    Raises:
        MissingValueError: There is no such parameter, or it is not a string.
    """
    value = values.get(name)
    if not isinstance(value, str):
        raise MissingValueError(name)
    return value


def missing(expression: Expression | None, have: Iterable[str]) -> Expression | None:
    """The part of a rendered expression that scopes do not satisfy; None when they do."""
    scopes = list(have)
    if expression is None:
        return None
    if isinstance(expression, str):
        return None if "*" in scopes or scopes_satisfy(scopes, [expression]) else expression
    if "AllOf" in expression:
        parts = [m for part in expression["AllOf"] if (m := missing(part, scopes)) is not None]
        return {"AllOf": parts} if len(parts) > 1 else parts[0] if parts else None
    alternatives = [missing(part, scopes) for part in expression["AnyOf"]]
    return None if None in alternatives else {"AnyOf": alternatives}


def readable(expression: Expression | None, indent: str = "") -> str:
    """An expression as the services print it in errors."""
    if expression is None or isinstance(expression, str):
        return f"{indent}{expression or ''}"
    operator, word = ("AllOf", "All of") if "AllOf" in expression else ("AnyOf", "Any of")
    return "\n".join(
        [
            f"{indent}{word}:",
            *(f"{indent}- {readable(e, indent + '  ').strip()}" for e in expression[operator]),
        ]
    )


# ---------------------------------------------------------------- sets


def order(scope: str) -> tuple[str, bool, str]:
    """A sort key that puts `a*` before everything that it satisfies."""
    return (scope[:-1], False, scope) if scope.endswith("*") else (scope, True, scope)


def normalize(scopes: Iterable[str]) -> Scopes:
    """A sorted set of scopes without those that others satisfy."""
    kept: list[str] = []
    for scope in sorted(set(scopes), key=order):
        if not (kept and kept[-1].endswith("*") and scope.startswith(kept[-1][:-1])):
            kept.append(scope)
    return tuple(kept)


def in_order(scopes: Iterable[str]) -> Scopes:
    """Return a set of scopes without those that others satisfy, in the order in which they were given.

    The role of everybody, which is added last, is merged as the services do it: as if all others were sorted.
    """
    given = list(dict.fromkeys(scopes))
    kept = set(normalize(given))
    found = [scope for scope in given if scope in kept]
    if found and found[-1] == EVERYBODY:
        place = next((n for n, scope in enumerate(found) if order(scope) > order(EVERYBODY)), len(found) - 1)
        found.insert(place, found.pop())
    return tuple(found)


# ---------------------------------------------------------------- roles


def matches(role_id: str, scope: str) -> str | None:
    """Return whether a scope assumes a role, and what stands for the star at the end of the role's name.

    Returns:
        None when it does not; else the text for `<..>`, `""` for a role without a star.
    """
    role = ASSUME + role_id
    prefix = role[:-1] if role.endswith("*") else None
    if scope.endswith("*"):
        covered = scope[:-1]
        if prefix is not None and covered.startswith(prefix):
            return covered[len(prefix) :] + "*"
        return ("*" if prefix is not None else "") if role.startswith(covered) else None
    if prefix is not None and scope.startswith(prefix):
        return scope[len(prefix) :]
    return "" if scope == role else None


def with_parameter(scope: str, parameter: str) -> str:
    """A scope of a role with `<..>` replaced; what follows a parameter that ends in `*` is cut off."""
    before, mark, after = scope.partition(PARAMETER)
    if not mark:
        return scope
    return before + parameter if parameter.endswith("*") else before + parameter + after


def candidates(roles: Mapping[str, object], starred: Iterable[str], scope: str) -> Iterable[str]:
    """The ids of the roles that a scope may assume: a few of many, for a scope without a star."""
    if scope.endswith("*"):
        return roles
    exact = scope.removeprefix(ASSUME)
    return [*starred, exact] if exact in roles and not exact.endswith("*") else starred


def assumed(roles: Mapping[str, Iterable[str]], starred: Iterable[str], scope: str) -> Iterable[str]:
    """The scopes that one scope gives through the roles it assumes, one step deep."""
    if not (scope.startswith(ASSUME) or (scope.endswith("*") and ASSUME.startswith(scope[:-1]))):
        return
    for role_id in candidates(roles, starred, scope):
        scopes = roles[role_id]
        parameter = matches(role_id, scope)
        if parameter is not None:
            filled = role_id.endswith("*")
            yield from (with_parameter(s, parameter) if filled else s for s in scopes)


def expand(roles: Mapping[str, Iterable[str]], scopes: Iterable[str]) -> Scopes:
    """All that scopes give, roles included, roles of roles too."""
    found = set(scopes)
    if "*" in found:
        return ("*",)
    waiting = list(found)
    starred = [role_id for role_id in roles if role_id.endswith("*")]
    while waiting:
        for scope in assumed(roles, starred, waiting.pop()):
            if scope not in found:
                found.add(scope)
                waiting.append(scope)
    return normalize(found)


def cycle(roles: Mapping[str, Iterable[str]]) -> list[str] | None:
    """The ids of roles that assume each other in a circle, or None."""
    done: set[str] = set()
    starred = [role_id for role_id in roles if role_id.endswith("*")]

    def targets(role_id: str) -> Iterable[str]:
        for scope in roles[role_id]:
            wanted = with_parameter(scope, "*") if role_id.endswith("*") else scope
            if wanted.startswith(ASSUME):
                found = candidates(roles, starred, wanted)
                yield from (other for other in found if matches(other, wanted) is not None)

    return find_cycle(roles, targets, done)


def find_cycle(
    nodes: Iterable[str], targets: Callable[[str], Iterable[str]], done: set[str]
) -> list[str] | None:
    """A depth-first walk that remembers its path, without recursion: chains of roles may be long."""
    for start in nodes:
        if start in done:
            continue
        path: dict[str, None] = {start: None}  # ordered, and quick to look into
        walks = [iter(targets(start))]
        while walks:
            following = next(walks[-1], None)
            if following is None:
                walks.pop()
                done.add(path.popitem()[0])
            elif following in path:
                ids = list(path)
                return [*ids[ids.index(following) :], following]
            elif following not in done:
                path[following] = None
                walks.append(iter(targets(following)))
    return None
