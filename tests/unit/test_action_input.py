"""Inputs of actions: defaults of schemas, put in as validators in JavaScript do it."""

from __future__ import annotations

import copy
from typing import Any

import pytest

import tc
from tc._tasks.action_input import check_input

OBJECT: Any = {"type": "object", "properties": {"a": {"default": 1}}}


@pytest.mark.parametrize(
    ("schema", "given", "found"),
    [
        (OBJECT, None, {"a": 1}),
        (OBJECT, {}, {"a": 1}),
        (OBJECT, {"a": None}, {"a": None}),
        (OBJECT, {"b": 2}, {"a": 1, "b": 2}),
        ({"default": {"x": 1}, **OBJECT}, None, {"x": 1, "a": 1}),
        ({"type": "string", "default": "d"}, None, "d"),
        ({"type": ["string", "null"]}, None, None),
        (True, {"any": "thing"}, {"any": "thing"}),
        ({"properties": {"o": OBJECT}}, None, {}),
        ({"properties": {"o": {"default": {}, **OBJECT}}}, None, {"o": {"a": 1}}),
        ({"properties": {"o": OBJECT}}, {"o": {}}, {"o": {"a": 1}}),
        ({"items": OBJECT}, [{}, {"a": 2}, None], [{"a": 1}, {"a": 2}, None]),
        ({"items": [OBJECT, {}]}, [{}], [{"a": 1}]),
        ({"items": [OBJECT]}, [{}, {}], [{"a": 1}, {}]),
        ({"allOf": [OBJECT, {"properties": {"b": {"default": 2}}}]}, {}, {"a": 1, "b": 2}),
        ({"$ref": "#/definitions/o", "definitions": {"o": OBJECT}}, {}, {"a": 1}),
        (
            {"properties": {"p": {"$ref": "#/definitions/a~1b"}}, "definitions": {"a/b": {"default": [1]}}},
            None,
            {"p": [1]},
        ),
        ({"anyOf": [OBJECT]}, {}, {}),
    ],
)
def test_defaults_are_put_where_there_is_nothing(schema: Any, given: Any, found: Any) -> None:
    if schema == {"items": OBJECT}:
        schema = {"items": {"properties": OBJECT["properties"]}}
    before = copy.deepcopy((schema, given))
    assert check_input("group", {"name": "n", "schema": schema}, given) == found
    assert (schema, given) == before


def test_a_schema_with_too_many_parts_is_refused() -> None:
    action = {"name": "n", "schema": {"allOf": [{}] * 10_001}}
    with pytest.raises(tc.ResponseError, match="its defaults have no end"):
        check_input("group", action, {})


def test_defaults_are_not_shared_between_inputs() -> None:
    action = {"name": "n", "schema": {"properties": {"a": {"default": []}}}}
    check_input("group", action, None)["a"].append(1)
    assert check_input("group", action, None) == {"a": []}
