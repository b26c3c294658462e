from __future__ import annotations

import collections
import copy
import dataclasses
import enum
import ipaddress
import json
import math
import os
import uuid
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal
from fractions import Fraction
from pathlib import Path, PurePosixPath
from types import MappingProxyType, SimpleNamespace
from typing import Any

import attrs
import numpy as np
import pandas as pd
import pydantic
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tc import Credentials
from tc._protocol.payload import encode_payload

HOUR = timedelta(hours=1)
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


# ---------------------------------------------------------------- the place, and what to write instead


class Color(enum.Enum):
    RED = 1


@dataclasses.dataclass
class Point:
    x: int = 1


@attrs.define
class Job:
    x: int = 1


class Model(pydantic.BaseModel):
    x: int = 1


class Folder(os.PathLike[str]):
    def __fspath__(self) -> str:
        return "a"


CIRCLE: dict[str, Any] = {"steps": [{}]}
CIRCLE["steps"][0]["again"] = CIRCLE["steps"]
PLACES = [
    ([], "payload"),
    (["metadata"], "payload.metadata"),
    (["metadata", "owner"], "payload.metadata.owner"),
    (["tasks", 3], 'payload["tasks"][3]'),
    ([0], "payload[0]"),
    (["extra", "a b", 'say "no"'], 'payload["extra"]["a b"]["say \\"no\\""]'),
    (["tasks", 1, "payload", "env", "CI"], 'payload["tasks"][1]["payload"]["env"]["CI"]'),
]


def standing_at(names: list[Any], value: Any) -> Any:
    """A payload that has a value in a place."""
    for name in reversed(names):
        value = (
            {"first": "text", name: value, "last": 1.5} if isinstance(name, str) else [*[{}] * name, value]
        )
    return value


@pytest.mark.parametrize(("names", "place"), PLACES)
@pytest.mark.parametrize("value", [date(2026, 1, 1), math.nan, "\udfff", datetime(2026, 1, 1), {b"key": 1}])  # noqa: DTZ001
def test_payload_that_is_refused_names_the_place(names: list[Any], place: str, value: Any) -> None:
    with pytest.raises((TypeError, ValueError)) as caught:
        encode_payload(standing_at(names, value))
    assert str(caught.value).startswith(f"{place}: ")
    assert caught.value.__context__ is None


@pytest.mark.parametrize(
    ("value", "kind", "write"),
    [
        (date(2026, 1, 1), "datetime.date", "a datetime with a time zone, or `value.isoformat()`"),
        (time(1), "datetime.time", "`value.isoformat()`"),
        (timedelta(1), "datetime.timedelta", "`value.total_seconds()`"),
        (Decimal("1.5"), "decimal.Decimal", "`str(value)` for all its digits, or `float(value)`"),
        (Fraction(1, 2), "fractions.Fraction", "`float(value)`"),
        (1j, "complex", "`[value.real, value.imag]`"),
        (Color.RED, "tests.unit.test_payload.Color", "`value.value`"),
        (uuid.UUID(int=1), "uuid.UUID", "`str(value)`"),
        (PurePosixPath("a"), "pathlib.PurePosixPath", "`str(value)`"),
        (Path("a"), "pathlib.", "`str(value)`"),
        (ipaddress.ip_address("::1"), "ipaddress.IPv6Address", "`str(value)`"),
        (Point(), "tests.unit.test_payload.Point", "`dataclasses.asdict(value)`"),
        (Job(), "tests.unit.test_payload.Job", "`attrs.asdict(value)`"),
        (Folder(), "tests.unit.test_payload.Folder", "`os.fspath(value)`"),
        (Point, "type", "an instance, not the class"),
        (Model(), "tests.unit.test_payload.Model", "`value.model_dump(mode='json', by_alias=True)`"),
        (pydantic.SecretStr("x"), "pydantic.types.SecretStr", "`value.get_secret_value()`"),
        (Credentials("a", "b"), "tc.credentials.Credentials", "`value.to_dict()`"),
        (SimpleNamespace(a=1), "types.SimpleNamespace", "`vars(value)`"),
        (b"x", "bytes", "`value.decode()` for text, `base64.b64encode(value).decode()` for any bytes"),
        (bytearray(b"x"), "bytearray", "`value.decode()` for text"),
        (memoryview(b"x"), "memoryview", "`bytes(value).decode()` for text"),
        ({1}, "set", "`sorted(value)`"),
        (frozenset("a"), "frozenset", "`sorted(value)`"),
        ({}.keys(), "dict_keys", "`list(value)`"),
        ((i for i in [1]), "generator", "`list(value)`"),
        (map(str, [1]), "map", "`list(value)`"),
        (collections.UserString("abc"), "collections.UserString", "`str(value)`"),
        (len, "builtin_function_or_method", "what it returns: `value()`"),
        (np.int64(1), "numpy.int64", "`value.item()`"),
        (np.float32(1), "numpy.float32", "`value.item()`"),
        (np.bool_(True), "numpy.bool", "`value.item()`"),
        (np.array([1]), "numpy.ndarray", "`value.tolist()`"),
        (np.datetime64("2026-01-01"), "numpy.datetime64", "`pandas.Timestamp(value, tz='UTC')`"),
        (pd.Series([1]), "pandas.Series", "`value.tolist()`"),
        (pd.DataFrame({"a": [1]}), "pandas.DataFrame", "`value.to_dict('records')`"),
        (pd.Index([1]), "pandas.Index", "`value.tolist()`"),
        (pd.NA, "pandas.api.typing.NAType", "None"),
        (pd.Timedelta(1), "pandas.Timedelta", "`value.total_seconds()`"),
    ],
    ids=lambda value: None if isinstance(value, str) else type(value).__name__,
)
def test_payload_with_an_object_says_what_to_write(value: Any, kind: str, write: str) -> None:
    with pytest.raises(TypeError) as caught:
        encode_payload({"metadata": {"owner": value}})
    text = str(caught.value)
    assert text.startswith(f"payload.metadata.owner: expected a JSON value, got {kind}")
    assert f"; write {write}" in text


@pytest.mark.anyio
async def test_payload_with_a_coroutine_says_what_to_write() -> None:
    async def later() -> int:
        return 1

    coroutine = later()
    with pytest.raises(TypeError, match="expected a JSON value, got coroutine; write what it returns"):
        encode_payload({"a": coroutine})
    coroutine.close()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (math.nan, "nan has no form in JSON; write None or a finite number"),
        (-math.inf, "-inf has no form in JSON"),
        (np.float64("nan"), "nan has no form in JSON"),
        (datetime(2026, 1, 1), "the datetime 2026-01-01T00:00:00 has no time zone; use datetime.now(UTC)"),  # noqa: DTZ001
        (pd.Timestamp("2026-01-01"), "the datetime 2026-01-01T00:00:00 has no time zone"),
        (pd.NaT, "it is no moment; write None"),
        (datetime.max.replace(tzinfo=timezone(-HOUR)), "is out of the range of dates in UTC"),
        ("ab\ud800", "the text is not valid Unicode: it has a lone surrogate at 2"),
        (10**5000, "the integer has too many digits; write it as text"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_payload_with_an_impossible_value_says_why(value: Any, text: str) -> None:
    with pytest.raises(ValueError) as caught:
        encode_payload({"tasks": [0, {"x": value}]})
    assert str(caught.value).startswith('payload["tasks"][1]["x"]: ')
    assert text in str(caught.value)


@pytest.mark.parametrize(
    ("key", "kind", "text"),
    [
        (b"a", TypeError, "expected keys of type str, got bytes; write `key.decode()`"),
        ((1, 2), TypeError, "expected keys of type str, got tuple; write `str(key)`"),
        (uuid.UUID(int=1), TypeError, "expected keys of type str, got uuid.UUID; write `str(key)`"),
        (
            Color.RED,
            TypeError,
            "expected keys of type str, got tests.unit.test_payload.Color; write `key.value`",
        ),
        (np.int64(1), TypeError, "expected keys of type str, got numpy.int64; write `key.item()`"),
        (date(2026, 1, 1), TypeError, "expected keys of type str, got datetime.date; write"),
        (math.nan, ValueError, "a key: nan has no form in JSON"),
        ("\ud800", ValueError, "a key: the text is not valid Unicode"),
    ],
)
def test_payload_with_a_key_of_another_kind_names_the_mapping(key: Any, kind: Any, text: str) -> None:
    with pytest.raises(kind) as caught:
        encode_payload({"metadata": {"a": 1, key: "secret"}})
    assert str(caught.value).startswith(f"payload.metadata: {text}")
    assert "secret" not in str(caught.value)


def test_payload_with_a_circle_names_both_places() -> None:
    with pytest.raises(ValueError) as caught:
        encode_payload({"a": CIRCLE})
    assert str(caught.value) == (
        'payload["a"]["steps"][0]["again"]: it is payload.a.steps itself, a circle without an end'
    )


def test_payload_with_an_object_twice_is_no_circle() -> None:
    shared = {"a": [1]}
    payload = {"one": shared, "two": [shared, shared], "three": date(2026, 1, 1)}
    with pytest.raises(TypeError, match=r"payload\.three: "):
        encode_payload(payload)


def test_payload_whose_mapping_fails_has_that_error() -> None:
    class Broken(collections.UserDict[str, int]):
        def __iter__(self) -> Any:
            raise ValueError("the database is gone")

    with pytest.raises(ValueError, match="the database is gone"):
        encode_payload({"a": Broken(b=1)})


def test_payload_with_a_mapping_that_fails_once_has_that_error() -> None:
    class Busy(collections.UserDict[str, int]):
        failures = 1

        def keys(self) -> Any:
            self.failures -= 1
            if self.failures >= 0:
                raise TypeError("busy")
            return super().keys()

    with pytest.raises(TypeError, match="busy"):
        encode_payload({"a": Busy(b=1)})


@pytest.mark.parametrize("names", [[], ["a", 1]])
def test_payload_with_a_time_zone_that_fails_once_has_that_error(names: list[Any]) -> None:
    class Busy(tzinfo):
        failures = 1

        def utcoffset(self, moment: datetime | None) -> timedelta:
            self.failures -= 1
            if self.failures >= 0:
                raise ValueError("busy")
            return HOUR

        def dst(self, moment: datetime | None) -> None:
            return None

        def tzname(self, moment: datetime | None) -> None:
            return None

    payload = standing_at(names, datetime(2026, 11, 22, 11, tzinfo=Busy()))
    with pytest.raises(ValueError, match=r"^busy$"):
        encode_payload(payload)
    assert b'"2026-11-22T10:00:00.000Z"' in encode_payload(payload)


@given(JSON, st.lists(st.integers(0, 3) | st.text(max_size=3), max_size=5))
def test_payload_of_any_shape_names_the_place(value: Any, names: list[Any]) -> None:
    """What is named leads to the value, as Python reads it."""
    names = [name if isinstance(name, int) or name.isprintable() else "x" for name in names]
    payload = {"before": value, "here": standing_at(names, Point())}
    with pytest.raises(TypeError) as caught:
        encode_payload(payload)
    place, _, problem = str(caught.value).rpartition(": expected")
    assert "Point" in problem
    if "[" not in place:
        place = "payload" + "".join(f"[{name!r}]" for name in place.split(".")[1:])
    assert isinstance(eval(place, {"payload": payload}), Point)
