"""Scope algebra with roles; the auth service of a local Taskcluster is the judge."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import tc
from tc.testing import LocalTaskcluster
from tc.testing.auth.scopes import expand, normalize

ROLE_IDS = st.sampled_from(
    ["a", "a*", "ab", "ab*", "abc", "b:*", "b:c", "b:c*", "*", "x", "a**", "repo:org/*", "repo:org/p:main"]
)
SCOPES = st.sampled_from(
    [
        *("q:a", "q:*", "q:<..>", "q:<..>:z", "assume:a", "assume:ab", "assume:a<..>", "assume:b:<..>"),
        *(
            "assume:b:c",
            "assume:x",
            "assume:*",
            "assume:a*",
            "assume:repo:org/p:main",
            "s:<..>*",
            "assume:<..>",
        ),
    ]
)
ASKED = st.sampled_from(
    [
        *("q:a", "*", "as*", "assume:*", "assume:a", "assume:a*", "assume:a**", "assume:abc", "assume:abcd*"),
        *(
            "assume:b:",
            "assume:b:*",
            "assume:b:c:d",
            "assume:",
            "assume",
            "assume:zz",
            "assume:repo:org/p:main",
        ),
        *("assume:repo:org/*", "assume:repo:*", "queue:<..>", "a*b", "assume:a*b", "q*"),
    ]
)
ROLES = st.dictionaries(ROLE_IDS, st.lists(SCOPES, min_size=1, max_size=4, unique=True), max_size=6)


@pytest.fixture(scope="module")
def auth() -> Iterator[tc.sync.Auth]:
    with (
        LocalTaskcluster() as server,
        tc.sync.Auth(server.root_url, credentials=server.credentials) as auth,
    ):
        yield auth


def replace_roles(auth: tc.sync.Auth, roles: dict[str, list[str]]) -> list[Any]:
    """Give a deployment these roles and no others; those it has then."""
    for role in auth.listRoles():
        auth.deleteRole(role["roleId"])
    for role_id, scopes in roles.items():
        try:
            auth.createRole(role_id, {"scopes": scopes, "description": ""})
        except tc.BadRequestError:
            assume(False)  # a circle, which the service refuses
    return auth.listRoles()


@settings(max_examples=60, suppress_health_check=[HealthCheck.filter_too_much])
@given(ROLES, st.lists(ASKED, max_size=3, unique=True))
def test_expand_equals_the_auth_service(
    auth: tc.sync.Auth, roles: dict[str, list[str]], asked: list[str]
) -> None:
    resolver = tc.ScopeResolver(replace_roles(auth, roles))

    assert resolver.expand(asked) == auth.expandScopes({"scopes": asked})["scopes"]


@settings(max_examples=500)
@given(ROLES, st.lists(ASKED, max_size=3, unique=True))
def test_expand_of_any_roles_is_that_of_the_model_or_a_circle(
    roles: dict[str, list[str]], asked: list[str]
) -> None:
    resolver = tc.ScopeResolver([{"roleId": k, "scopes": v} for k, v in roles.items()])
    try:
        found = resolver.expand(asked)
    except ValueError as error:
        assert "circle" in str(error)  # noqa: PT017 - most examples raise nothing
        return
    assert found == list(expand(roles, asked))


def test_expand_of_roles_in_an_endless_circle_is_an_error() -> None:
    resolver = tc.ScopeResolver([{"roleId": "a*", "scopes": ["assume:aa<..>"]}])
    with pytest.raises(ValueError, match="roles: they assume each other in a circle"):
        resolver.expand(["assume:ab"])
    assert resolver.expand(["assume:b"]) == ["assume:b"]


def test_expand_of_a_long_chain_of_roles_reaches_its_end() -> None:
    count = 3000
    roles = [{"roleId": f"r{n}", "scopes": [f"assume:r{n + 1}"]} for n in range(count)]
    assert f"assume:r{count}" in tc.ScopeResolver(roles).expand(["assume:r0"])


@pytest.mark.parametrize("method", ["listRoles", "listRoles2"])
def test_resolver_takes_what_either_listing_gives(auth: tc.sync.Auth, method: str) -> None:
    replace_roles(auth, {"project:*": ["queue:route:index.<..>.*"]})
    roles: Any = auth.listRoles() if method == "listRoles" else auth.listRoles2()["roles"]
    resolver = tc.ScopeResolver(roles)
    assert resolver.expand(["assume:project:x"]) == ["assume:project:x", "queue:route:index.x.*"]
    assert "1 roles" in repr(resolver)


def test_resolver_takes_an_iterator(auth: tc.sync.Auth) -> None:
    replace_roles(auth, {"a": ["b"]})
    assert tc.ScopeResolver(auth.listRoles2_items()).expand(["assume:a"]) == ["assume:a", "b"]


def test_satisfies_expands_what_is_there_and_not_what_is_required() -> None:
    resolver = tc.ScopeResolver([{"roleId": "a", "scopes": ["queue:*"]}])
    assert resolver.satisfies(["assume:a"], ["queue:ping", "assume:a"])
    assert resolver.satisfies(["assume:a"], [["no"], ["queue:ping"]])
    assert resolver.satisfies([], [])
    assert not resolver.satisfies(["queue:*"], ["assume:a"])
    assert not resolver.satisfies(["assume:b"], ["queue:ping"])


@given(st.lists(st.text("ab:* ", max_size=4)))
def test_normalize_leaves_out_what_others_cover(scopes: list[str]) -> None:
    found = tc.normalize_scopes(scopes)
    assert found == list(normalize(scopes))
    assert tc.scopes_satisfy(found, scopes)
    for scope in found:
        assert not tc.scopes_satisfy([other for other in found if other != scope], [scope])


def test_normalize_sorts_and_leaves_its_argument_alone() -> None:
    scopes = ["queue:*", "queue:ping", "auth:ping", "auth:ping"]
    assert tc.normalize_scopes(scopes) == ["auth:ping", "queue:*"]
    assert len(scopes) == 4


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: tc.normalize_scopes("a:b"), "scopes: expected a list of scopes, got str"),
        (lambda: tc.normalize_scopes([1]), "scopes: expected a scope as str, got int"),  # type: ignore[list-item]
        (lambda: tc.ScopeResolver([]).expand("a"), "scopes: expected a list of scopes, got str"),
        (lambda: tc.ScopeResolver([]).satisfies(["a"], "a"), "required: expected a list of scopes, got str"),
        (lambda: tc.ScopeResolver("roles"), "roles: expected a list of roles, got str"),
        (lambda: tc.ScopeResolver({"roles": []}), "roles: expected a list of roles, got dict"),
        (lambda: tc.ScopeResolver(None), "roles: expected a list of roles, got NoneType"),
        (lambda: tc.ScopeResolver([{"roleId": "a"}]), r"roles\[0\]\.scopes: expected a list"),
        (lambda: tc.ScopeResolver(["a"]), r"roles\[0\]: expected an object with a roleId and scopes"),  # type: ignore[list-item]
        (lambda: tc.ScopeResolver([{"scopes": []}]), r"roles\[0\]: expected an object"),
    ],
)
def test_arguments_of_another_kind_are_named(call: Any, message: str) -> None:
    with pytest.raises(TypeError, match=f"^{message}"):
        call()
