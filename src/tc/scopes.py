"""Scope algebra: https://docs.taskcluster.net/docs/manual/design/apis/hawk/scopes

Roles are at https://docs.taskcluster.net/docs/manual/design/apis/hawk/roles
"""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

ASSUME = "assume:"
PARAMETER = "<..>"


def scopes_satisfy(have: Sequence[str], required: Sequence[str] | Sequence[Sequence[str]]) -> bool:
    """Return True if a set of scopes allows something.

    A scope that ends in `*` satisfies every scope that begins with what stands before it; a `*` elsewhere
    is an ordinary character. Roles are not expanded: `tc.ScopeResolver` does that, or `auth.expandScopes`.

    Args:
        have: The scopes that are there.
        required: One list of scopes, all of which are needed (none needed: True), or a list of such
            lists, any of which will do.

    Raises:
        TypeError: An argument is a plain text, holds something else than text, or mixes the two forms.
    """
    check_scopes("have", have)
    if isinstance(required, str) or not isinstance(required, Sequence):
        raise TypeError(f"required: expected a list of scopes, got {type(required).__name__}")
    if required and all(isinstance(item, (list, tuple)) for item in required):
        alternatives: list[Any] = list(required)
    else:
        alternatives = [required]
    for alternative in alternatives:
        check_scopes("required", alternative)
    exact = {scope for scope in have if not scope.endswith("*")}
    prefixes = tuple(scope[:-1] for scope in have if scope.endswith("*"))
    return any(all(s in exact or s.startswith(prefixes) for s in needed) for needed in alternatives)


def normalize_scopes(scopes: Sequence[str]) -> list[str]:
    """Return a set of scopes in its shortest form: sorted, each once, without those that others satisfy.

    Args:
        scopes: Such as `["queue:*", "queue:ping", "auth:ping"]`, of which the second is left out.

    Raises:
        TypeError: It is a plain text, or holds something else than text.
    """
    return _normalized(check_scopes("scopes", scopes))


class ScopeResolver:
    """Scope algebra with the roles of a deployment, which are asked for once.

    Args:
        roles: As `auth.listRoles()` or `auth.listRoles2()["roles"]` gives them, `auth.listRoles2_items()`
            too: each has a `roleId` and `scopes`. Later changes of the objects change nothing here.

    Raises:
        TypeError: It is not a list of such objects; the place is named.

    The rules are those of the auth service: a scope `assume:<roleId>` gives the scopes of the role. A role id
    that ends in `*` stands for all roles that begin so, and `<..>` in its scopes for what the `*` stands for;
    a scope that ends in `*` assumes all roles that it covers.
    """

    def __init__(self, roles: Iterable[Mapping[str, Any]]) -> None:
        self._roles = dict(_read_roles(roles))
        self._sorted = sorted(ASSUME + role_id for role_id in self._roles)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {len(self._roles)} roles>"

    def expand(self, scopes: Sequence[str]) -> list[str]:
        """Return all that scopes give, as `auth.expandScopes` does: roles of roles too, sorted and normal.

        Args:
            scopes: Such as `["assume:repo:github.com/org/project:branch:main"]`.

        Raises:
            TypeError: It is a plain text, or holds something else than text.
            ValueError: The roles assume each other in a circle without end, which the service refuses.
        """
        found = set(check_scopes("scopes", scopes))
        if "*" in found:
            return ["*"]
        layer = list(found)
        steps = 0
        while layer:
            new = {scope for each in layer for scope in self._assumed(each)} - found
            found |= new
            layer = list(new)
            steps += 1
            if layer and steps > len(self._roles):
                raise ValueError(f"roles: they assume each other in a circle, which leads to {min(layer)!r}")
        return _normalized(found)

    def satisfies(self, have: Sequence[str], required: Sequence[str] | Sequence[Sequence[str]]) -> bool:
        """Return True if scopes allow something, with all that their roles give.

        Args:
            have: The scopes that are there; they are expanded.
            required: As for `tc.scopes_satisfy`; it is not expanded.

        Raises:
            TypeError, ValueError: As for `expand` and `tc.scopes_satisfy`.
        """
        return scopes_satisfy(self.expand(have), required)

    def _assumed(self, scope: str) -> Iterator[str]:
        """The scopes that one scope gives through the roles it assumes, one step deep."""
        wide = scope.endswith("*")
        text = scope[:-1] if wide else scope
        if not text.startswith(ASSUME) and not (wide and ASSUME.startswith(text)):
            return
        if wide:
            # All roles that the scope covers; what the star of a role stands for may be anything.
            for role in itertools.takewhile(
                lambda role: role.startswith(text),
                itertools.islice(self._sorted, bisect.bisect_left(self._sorted, text), None),
            ):
                if not (role.endswith("*") and text.startswith(role[:-1])):
                    yield from self._scopes_of(role.removeprefix(ASSUME), "*")
        else:
            yield from self._scopes_of(text.removeprefix(ASSUME), "")
        if text.startswith(ASSUME):
            # Roles with a star that cover the scope.
            role_id = text.removeprefix(ASSUME)
            for length in range(len(role_id) + 1):
                yield from self._scopes_of(role_id[:length] + "*", role_id[length:] + ("*" if wide else ""))

    def _scopes_of(self, role_id: str, parameter: str) -> Iterator[str]:
        """The scopes of a role, if there is one of that name, its parameter put in where it has one."""
        for scope in self._roles.get(role_id, ()):
            yield _with_parameter(scope, parameter) if role_id.endswith("*") else scope


def check_scopes(name: str, scopes: Any) -> tuple[str, ...]:
    """Return scopes as a tuple.

    Raises:
        TypeError: Not a list of text; a plain text would otherwise be taken for a list of letters.
    """
    if isinstance(scopes, (str, bytes)) or not isinstance(scopes, (Sequence, set, frozenset)):
        raise TypeError(f"{name}: expected a list of scopes, got {type(scopes).__name__}")
    for scope in scopes:
        if not isinstance(scope, str):
            raise TypeError(f"{name}: expected a scope as str, got {type(scope).__name__}")
    return tuple(scopes)


def check_printable(name: str, scopes: tuple[str, ...]) -> tuple[str, ...]:
    """Return scopes that a service can accept, that is, printable ASCII.

    Raises:
        ValueError: A scope is empty or has another character.
    """
    for scope in scopes:
        if not scope or not all(" " <= letter <= "~" for letter in scope):
            raise ValueError(f"{name}: the scope {scope!r} is not printable ASCII")
    return scopes


def _normalized(scopes: Iterable[str]) -> list[str]:
    """Sorted by what stands before a star, so that a scope comes right before those that it satisfies."""
    kept: list[str] = []
    for scope in sorted(set(scopes), key=lambda s: (s[:-1], False, s) if s.endswith("*") else (s, True, s)):
        if not (kept and kept[-1].endswith("*") and scope.startswith(kept[-1][:-1])):
            kept.append(scope)
    return kept


def _with_parameter(scope: str, parameter: str) -> str:
    """A scope of a role with `<..>` replaced; what follows a parameter that ends in `*` is cut off."""
    before, mark, after = scope.partition(PARAMETER)
    if not mark:
        return scope
    return before + parameter + ("" if parameter.endswith("*") else after)


def _read_roles(roles: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    if isinstance(roles, (str, bytes, Mapping)) or not isinstance(roles, Iterable):
        raise TypeError(f"roles: expected a list of roles, got {type(roles).__name__}")
    for number, role in enumerate(roles):
        if not isinstance(role, Mapping) or not isinstance(role.get("roleId"), str):
            raise TypeError(f"roles[{number}]: expected an object with a roleId and scopes")
        yield role["roleId"], check_scopes(f"roles[{number}].scopes", role.get("scopes"))
