from __future__ import annotations

from itertools import combinations, product
from typing import Any

import pytest
import taskcluster.utils
from hypothesis import given
from hypothesis import strategies as st

from tc import scopes_satisfy

SCOPE = st.text("ab:*", max_size=4)


def allowed(scope: str, universe: list[str]) -> set[str]:
    """What a scope stands for, by the definition: itself, or all that begin with what is before the star."""
    return {
        word
        for word in universe
        if word == scope or (scope[-1:] == "*" and word[: len(scope) - 1] == scope[:-1])
    }


def test_scopes_satisfy_equals_brute_force() -> None:
    universe = ["".join(letters) for size in range(4) for letters in product("a:*", repeat=size)]
    for scope in universe:
        meant = allowed(scope, universe)
        assert meant == {word for word in universe if scopes_satisfy([scope], [word])}
    small = [word for word in universe if len(word) < 3]
    for have in combinations(small, 2):
        meant = allowed(have[0], small) | allowed(have[1], small)
        for required in combinations(small, 2):
            assert scopes_satisfy(list(have), list(required)) == (set(required) <= meant)


@given(st.lists(SCOPE), st.lists(st.lists(SCOPE), min_size=1))
def test_scopes_satisfy_equals_the_official_client(have: list[str], required: list[list[str]]) -> None:
    assert scopes_satisfy(have, required) == taskcluster.utils.scopeMatch(have, required)


@given(st.lists(SCOPE), st.lists(SCOPE))
def test_scopes_satisfy_with_one_list_needs_all_of_it(have: list[str], required: list[str]) -> None:
    assert scopes_satisfy(have, required) == all(scopes_satisfy(have, [scope]) for scope in required)
    assert scopes_satisfy(have, required) == scopes_satisfy(have, [required])
    assert scopes_satisfy([*have, "*"], required)


@pytest.mark.parametrize(
    ("have", "required", "expected"),
    [
        ([], [], True),
        ([], [[]], True),
        ([], [["a"], []], True),
        ([], ["a"], False),
        (["a"], [["b"], ["a"]], True),
        (["a*"], ["a*"], True),
        (["ab*"], ["a*"], False),
        (["a*c"], ["abc"], False),
        (["a*c"], ["a*c"], True),
        (["*"], [""], True),
        (("a", "b"), ("a", "b"), True),
        ({"a"}, ["a"], True),
    ],
)
def test_scopes_satisfy_of_the_examples_is_as_documented(have: Any, required: Any, expected: bool) -> None:
    assert scopes_satisfy(have, required) is expected


@pytest.mark.parametrize(
    ("have", "required"),
    [
        ("a", ["a"]),
        (["a"], "a"),
        (b"a", ["a"]),
        (None, ["a"]),
        (["a"], None),
        ([b"a"], ["a"]),
        (["a"], [b"a"]),
        (["a"], [5]),
        (["a"], ["a", ["b"]]),
        (["a"], [["a"], "b"]),
        (["a"], [["a", 5]]),
        (["a"], [[["a"]]]),
        (["a"], 5),
    ],
)
def test_scopes_satisfy_with_bad_arguments_is_refused(have: Any, required: Any) -> None:
    with pytest.raises(TypeError):
        scopes_satisfy(have, required)


def test_scopes_satisfy_checks_scopes_after_the_first_that_will_do() -> None:
    with pytest.raises(TypeError):
        scopes_satisfy(["a"], [["a"], [5]])  # type: ignore[list-item]
