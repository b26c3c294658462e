"""What a refusal for want of scopes means: which are missing, and what would grant them."""

from __future__ import annotations

import itertools
import os
import re
from typing import TypeAlias

from tc.errors import InsufficientScopesError, TaskclusterError

# A scope; or "all" or "any" with the expressions that all or any have to be satisfied.
Expression: TypeAlias = "str | tuple[str, list[Expression]]"
SHOWN = 4  # alternatives, and roles
MOST = 200  # alternatives that are tried with roles
_BLOCK = re.compile(r"missing the following scopes:\s*```\n(.*?)\n```", re.DOTALL)


def missing_scopes(error: InsufficientScopesError) -> Expression | None:
    """Return what is missing, as the text of the service has it; None if it says nothing of that kind."""
    found = _BLOCK.search(error.message)
    if found is None:
        return None
    lines = [line for line in found[1].splitlines() if line.strip()]
    return parse(lines) if lines else None


def parse(lines: list[str]) -> Expression:
    """Read an expression: a scope, or `All of:` or `Any of:` with a list of expressions below it."""
    head = lines[0].removesuffix(":").lower()
    if head not in ("all of", "any of"):
        return lines[0].strip()
    items: list[list[str]] = []
    for line in lines[1:]:
        if line.startswith("- "):
            items.append([])
        if items:
            items[-1].append(line[2:])
    return head.partition(" ")[0], [parse(each) for each in items]


def describe(expression: Expression, *, outermost: bool = True) -> str:
    """Return an expression as text, with its first alternatives."""
    if isinstance(expression, str):
        return expression
    kind, parts = expression
    shown = parts if kind == "all" else parts[:SHOWN]
    texts = [describe(each, outermost=len(parts) == 1) for each in shown]
    if len(parts) > len(shown):
        texts.append(f"{len(parts) - len(shown)} more")
    text = (" and " if kind == "all" else " or ").join(texts)
    return text if outermost or len(parts) == 1 else f"({text})"


def alternatives(expression: Expression) -> list[list[str]]:
    """Return the sets of scopes each of which satisfies an expression, not all of them if they are many."""
    if isinstance(expression, str):
        return [[expression]]
    kind, parts = expression
    found = [alternatives(each) for each in parts]
    if kind == "any":
        return list(itertools.chain(*found))[:MOST]
    return [list(itertools.chain(*each)) for each in itertools.islice(itertools.product(*found), MOST)]


def grant_text(error: InsufficientScopesError) -> str:
    """Return what would grant the missing scopes: they themselves, one with a star, or a role."""
    missing = missing_scopes(error)
    if missing is None:
        return ""
    wider = f" or {missing.rpartition(':')[0]}:*" if isinstance(missing, str) and ":" in missing else ""
    what = missing if isinstance(missing, str) else "them"
    text = f"granted by a client or role that has {what}{wider}"
    roles = roles_with(error, alternatives(missing))
    if not roles:
        return text
    more = f" and {len(roles) - SHOWN} more" if len(roles) > SHOWN else ""
    return f"{text}; such roles: {', '.join(roles[:SHOWN])}{more}"


def roles_with(error: InsufficientScopesError, required: list[list[str]]) -> list[str]:
    """Return the roles of the deployment that give scopes; none if it does not tell.

    Roles with a star in their name come with parameters and are left out.
    """
    from tc.credentials import Credentials
    from tc.retry import Retry
    from tc.scopes import ScopeResolver
    from tc.sync import Auth

    try:
        credentials = Credentials.from_env() if os.environ.get("TASKCLUSTER_CLIENT_ID") else None
        root_url, retry = error.url.partition("/api/")[0], Retry(retries=0)
        with Auth(root_url, credentials=credentials, retry=retry, timeout=5.0) as auth:
            roles = list(auth.listRoles2_items())
        resolver = ScopeResolver(roles)
        names = [role["roleId"] for role in roles if not role["roleId"].endswith("*")]
        return [name for name in names if resolver.satisfies([f"assume:{name}"], required)]
    except (TaskclusterError, ValueError, TypeError, KeyError):
        return []  # it is a hint, no more
