"""Scope expressions and the expansion of roles, as pure functions."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tc.scopes import scopes_satisfy
from tc.testing.auth.scopes import (
    MissingValueError,
    cycle,
    expand,
    matches,
    missing,
    normalize,
    readable,
    render,
)


class TestExpressions:
    @pytest.mark.parametrize(
        ("expression", "values", "expected"),
        [
            ("a:<x>/<y>", {"x": "1", "y": "2"}, "a:1/2"),
            ({"AllOf": ["a:<x>", "b"]}, {"x": "1"}, {"AllOf": ["a:1", "b"]}),
            (
                {"AllOf": [{"for": "s", "in": "list", "each": "<s>:<x>"}]},
                {"list": ["a", "b"], "x": "1"},
                {"AllOf": ["a:1", "b:1"]},
            ),
            ({"AnyOf": [{"for": "s", "in": "list", "each": "<s>"}]}, {"list": []}, {"AnyOf": []}),
            ({"if": "c", "then": "a:<x>"}, {"c": True, "x": "1"}, "a:1"),
            ({"if": "c", "then": "a:<x>"}, {"c": False}, None),
            ({"if": "c", "then": "a", "else": {"AnyOf": ["b", "c"]}}, {"c": False}, {"AnyOf": ["b", "c"]}),
            ({"AllOf": [{"if": "c", "then": "a"}, "b"]}, {"c": False}, {"AllOf": ["b"]}),
            (
                {"AnyOf": ["a", {"AllOf": ["b", "c:<x>"]}]},
                {"x": "1"},
                {"AnyOf": ["a", {"AllOf": ["b", "c:1"]}]},
            ),
        ],
    )
    def test_rendering(self, expression, values, expected):
        assert render(expression, values) == expected

    @pytest.mark.parametrize(
        ("expression", "values"),
        [
            ("a:<x>", {}),
            ("a:<x>", {"x": 5}),
            ({"AllOf": [{"for": "s", "in": "list", "each": "<s>"}]}, {"list": "abc"}),
            ({"AllOf": [{"for": "s", "in": "list", "each": "<s>:<x>"}]}, {"list": ["a"]}),
            ({"if": "c", "then": "a"}, {"c": "yes"}),
        ],
    )
    def test_a_value_that_is_not_known(self, expression, values):
        with pytest.raises(MissingValueError):
            render(expression, values)

    @pytest.mark.parametrize(
        ("expression", "have", "lacking"),
        [
            (None, [], None),
            ("a", ["a"], None),
            ("a", [], "a"),
            ({"AllOf": []}, [], None),
            ({"AnyOf": []}, ["*"], {"AnyOf": []}),
            ({"AllOf": ["a", "b:x"]}, ["a", "b:*"], None),
            ({"AllOf": ["a", "b"]}, ["a"], "b"),
            ({"AllOf": ["a", "b"]}, [], {"AllOf": ["a", "b"]}),
            ({"AnyOf": ["a", "b"]}, ["b"], None),
            ({"AnyOf": ["a", {"AllOf": ["b", "c"]}]}, ["b"], {"AnyOf": ["a", "c"]}),
        ],
    )
    def test_what_is_missing(self, expression, have, lacking):
        assert missing(expression, have) == lacking

    def test_what_people_read(self):
        text = readable({"AnyOf": ["a", {"AllOf": ["b", "c"]}]})
        assert text == "Any of:\n- a\n- All of:\n  - b\n  - c"


ROLES = {
    "plain": ["p1", "p2"],
    "pre:*": ["any-pre"],
    "pre:exact": ["exact"],
    "par:*": ["to:<..>", "mid:<..>:end", "assume:plain"],
    "star:*": ["x:<..>*"],
    "literal": ["x:<..>"],
    "chain": ["assume:par:x", "assume:more"],
    "more": ["m"],
    "two*stars*": ["stars"],
}


class TestExpansion:
    @pytest.mark.parametrize(
        ("given_scopes", "expected"),
        [
            ([], []),
            (["b", "a", "a"], ["a", "b"]),
            (["k*", "kb", "k", "j"], ["j", "k*"]),
            (["*", "a"], ["*"]),
            (["assume:plain"], ["assume:plain", "p1", "p2"]),
            (["assume:plain", "p*"], ["assume:plain", "p*"]),
            (["assume:none"], ["assume:none"]),
            (["assume:pre:"], ["any-pre", "assume:pre:"]),
            (["assume:pre:exact"], ["any-pre", "assume:pre:exact", "exact"]),
            (["assume:pre:*"], ["any-pre", "assume:pre:*", "exact"]),
            (["assume:pre"], ["assume:pre"]),
            (["assume:par:a/b"], ["assume:par:a/b", "assume:plain", "mid:a/b:end", "p1", "p2", "to:a/b"]),
            (["assume:par:x*"], ["assume:par:x*", "assume:plain", "mid:x*", "p1", "p2", "to:x*"]),
            (["assume:pa*"], ["assume:pa*", "assume:plain", "mid:*", "p1", "p2", "to:*"]),
            (["assume:star:q"], ["assume:star:q", "x:q*"]),
            (["assume:literal"], ["assume:literal", "x:<..>"]),
            (["assume:two*stars"], ["assume:two*stars", "stars"]),
            (["assume:twoXstars"], ["assume:twoXstars"]),
        ],
    )
    def test_what_roles_give(self, given_scopes, expected):
        assert sorted(expand(ROLES, given_scopes)) == expected

    def test_chains_are_followed(self):
        assert {"m", "to:x", "mid:x:end", "p1", "p2"} < set(expand(ROLES, ["assume:chain"]))

    @pytest.mark.parametrize("scope", ["assume:*", "assum*"])
    def test_a_star_before_the_end_of_assume_gives_all_roles(self, scope):
        assert {"any-pre", "exact", "m", "mid:*", "p1", "p2", "stars", "to:*", "x:*"} < set(
            expand(ROLES, [scope])
        )

    def test_the_parameter(self):
        assert matches("a", "assume:a") == ""
        assert matches("a", "assume:ab") is None
        assert matches("a:*", "assume:a:b") == "b"
        assert matches("a:*", "assume:a:b*") == "b*"
        assert matches("a:*", "assume:a*") == "*"
        assert matches("a:*", "b:*") is None

    def test_circles(self):
        assert cycle(ROLES) is None
        assert cycle({"a": ["assume:b"], "b": ["assume:a"]}) == ["a", "b", "a"]
        assert cycle({"a": ["assume:a"]}) == ["a", "a"]
        assert cycle({"a*": ["assume:a<..>x"]}) == ["a*", "a*"]
        assert cycle({"a": ["assume:c*"], "cd": ["assume:a"]}) == ["a", "cd", "a"]
        assert cycle({"a": ["assume:b", "assume:c"], "b": ["assume:c"], "c": ["*"]}) is None
        long = {f"r{i}": [f"assume:r{i + 1}"] for i in range(5000)}
        assert cycle(long) is None


scope = st.from_regex(r"[ab:]{0,3}\*?", fullmatch=True)
role_scope = scope | st.sampled_from(["assume:a", "assume:b*", "x<..>", "assume:a<..>"])
some_roles = st.dictionaries(st.from_regex(r"[ab]{1,2}\*?", fullmatch=True), st.lists(role_scope), max_size=4)
some_scopes = st.lists(scope | st.sampled_from(["assume:a", "assume:b", "assume:ab*", "assume:*"]))


@settings(deadline=None)
@given(some_roles.filter(lambda roles: not cycle(roles)), some_scopes)
def test_expansion_is_complete_minimal_and_stable(roles, scopes):
    found = expand(roles, scopes)
    assert expand(roles, found) == found
    assert normalize(found) == found
    if scopes:
        assert scopes_satisfy(found, scopes)
    for one in found:
        assert not scopes_satisfy([other for other in found if other != one], [one])


@settings(deadline=None)
@given(some_scopes, some_scopes)
def test_normalizing_changes_nothing_that_is_allowed(scopes, asked):
    assert scopes_satisfy(normalize(scopes), asked) == scopes_satisfy(scopes, asked)
