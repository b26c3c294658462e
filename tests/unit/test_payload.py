from __future__ import annotations

import collections
import copy
import enum
import json
import math
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tc._protocol.payload import encode_payload

TEXT = st.text(st.characters(blacklist_categories=["Cs"]))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner),
)


@given(JSON.filter(lambda value: value is not None))
def test_payload_of_any_json_arrives_and_is_not_changed(value: Any) -> None:
    before = copy.deepcopy(value)
    assert json.loads(encode_payload(value)) == value
    assert value == before


def test_payload_is_compact_json() -> None:
    assert encode_payload({"a": [1, "é", None, True], "b": {}}) == '{"a":[1,"é",null,true],"b":{}}'.encode()
    assert encode_payload({}) == b"{}"
    assert encode_payload([]) == b"[]"
    assert encode_payload("") == b'""'
    assert encode_payload(False) == b"false"


def test_payload_with_values_beyond_json_is_converted() -> None:
    class Priority(str, enum.Enum):  # noqa: UP042
        HIGH = "high"

    Point = collections.namedtuple("Point", "x y")
    payload = {
        "moment": datetime(2026, 11, 22, 10, 0, 0, 999999, tzinfo=UTC),
        "tuple": (1, (2,)),
        "named": Point(1, 2),
        "mapping": MappingProxyType({"a": collections.OrderedDict(b=collections.ChainMap({"c": 1}))}),
        "sequence": range(3),
        "enum": Priority.HIGH,
    }
    assert json.loads(encode_payload(payload)) == {
        "moment": "2026-11-22T10:00:00.999Z",
        "tuple": [1, [2]],
        "named": [1, 2],
        "mapping": {"a": {"b": {"c": 1}}},
        "sequence": [0, 1, 2],
        "enum": "high",
    }


@pytest.mark.parametrize(
    "value",
    [
        b"x",
        bytearray(b"x"),
        memoryview(b"x"),
        {1, 2},
        frozenset("a"),
        object(),
        date(2026, 1, 1),
        1j,
        iter([]),
    ],
)
def test_payload_with_a_value_without_json_form_is_refused(value: Any) -> None:
    for payload in (value, {"a": value}, {"a": [{"b": value}]}, [value]):
        with pytest.raises(TypeError, match=type(value).__name__):
            encode_payload(payload)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, datetime(2026, 1, 1), "\ud800"])  # noqa: DTZ001
def test_payload_with_an_impossible_value_is_refused(value: Any) -> None:
    for payload in (value, {"a": value}, {"a": [{"b": value}]}):
        with pytest.raises(ValueError, match="payload"):
            encode_payload(payload)


def test_payload_of_none_is_refused() -> None:
    with pytest.raises(TypeError, match="payload"):
        encode_payload(None)


def test_payload_with_keys_of_other_kinds_is_as_json_writes_them() -> None:
    assert json.loads(encode_payload({1: "a", None: "b", False: "c"})) == {
        "1": "a",
        "null": "b",
        "false": "c",
    }
    for key in (b"a", (1, 2), object()):
        with pytest.raises(TypeError):
            encode_payload({key: 1})


def test_payload_with_a_circle_or_too_deep_is_refused() -> None:
    circle: list[Any] = []
    circle.append(circle)
    deep: Any = []
    for _ in range(200_000):
        deep = [deep]
    for payload in (circle, {"a": circle}, deep):
        with pytest.raises(ValueError, match="payload"):
            encode_payload(payload)
    while deep:  # taken apart by hand: it would be freed by recursion
        deep = deep.pop()
