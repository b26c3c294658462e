"""Payloads for the schemas of `api/`, as hypothesis strategies: what fits, and what nearly fits.

(The libraries that make such strategies do not run with the hypothesis of today.)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

Formats = Mapping[str, st.SearchStrategy[str]]
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)


def fitting(schema: Mapping[str, Any], formats: Formats) -> st.SearchStrategy[Any]:
    """Values for a schema without references. Where its parts contradict each other they may not fit.

    Args:
        schema: The schema.
        formats: Texts by the name of their format.
    """
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if "const" in schema:
        return st.just(schema["const"])
    alternatives = [schema[key] for key in ("anyOf", "oneOf") if key in schema]
    if alternatives:
        rest = {key: value for key, value in schema.items() if key not in ("anyOf", "oneOf")}
        return st.one_of([fitting({**rest, **part}, formats) for part in alternatives[0]])
    if "allOf" in schema:
        merged: dict[str, Any] = {}
        for part in schema["allOf"]:
            merged |= part
        return fitting(merged, formats)
    kinds = schema.get("type", "object" if "properties" in schema else None)
    if isinstance(kinds, list):
        return st.one_of([fitting({**schema, "type": kind}, formats) for kind in kinds])
    return of_type(kinds, schema, formats)


def of_type(kind: str | None, schema: Mapping[str, Any], formats: Formats) -> st.SearchStrategy[Any]:
    """Values of one type."""
    if kind == "object":
        return objects(schema, formats)
    if kind == "array":
        low = schema.get("minItems", 0)
        high = min(schema.get("maxItems", low + 3), low + 3)
        items, unique = fitting(schema.get("items", {}), formats), repr if schema.get("uniqueItems") else None
        return st.lists(items, min_size=low, max_size=high, unique_by=unique)
    if kind == "string":
        return texts(schema, formats)
    if kind == "boolean":
        return st.booleans()
    if kind in ("integer", "number"):
        low, high = schema.get("minimum", -(2**31)), schema.get("maximum", 2**53)
        numbers: st.SearchStrategy[Any] = st.integers(int(low), int(high))
        return numbers | st.floats(low, high) if kind == "number" else numbers
    return st.none() if kind == "null" else ANYTHING


def texts(schema: Mapping[str, Any], formats: Formats) -> st.SearchStrategy[str]:
    """Texts by format, pattern or length."""
    if schema.get("format") in formats:
        return formats[schema["format"]]
    low, high = schema.get("minLength", 0), schema.get("maxLength", 50)
    if "pattern" in schema:
        return st.from_regex(schema["pattern"]).map(lambda text: text[:high].rstrip("\n"))
    return st.text(min_size=low, max_size=min(high, low + 20))


def objects(schema: Mapping[str, Any], formats: Formats) -> st.SearchStrategy[dict[str, Any]]:
    """Objects with what they must have, and some of what they may have."""
    properties, required = schema.get("properties", {}), schema.get("required", [])
    must = {key: fitting(properties.get(key, {}), formats) for key in required}
    may = {key: fitting(value, formats) for key, value in properties.items() if key not in required}
    found = st.fixed_dictionaries(must, optional=may)
    more = schema.get("additionalProperties", True)
    if more is False:
        return found
    extra = st.dictionaries(
        st.text(max_size=5), fitting(more if isinstance(more, dict) else {}, formats), max_size=2
    )
    return st.tuples(extra, found).map(lambda pair: {**pair[0], **pair[1]})


def nearly_fitting(schema: Mapping[str, Any], formats: Formats) -> st.SearchStrategy[Any]:
    """Payloads that fit a schema, and those with a property too few or of another kind."""
    return _changed(fitting(schema, formats), formats)


@st.composite
def _changed(draw: st.DrawFn, payloads: st.SearchStrategy[Any], formats: Formats) -> Any:
    payload = draw(payloads)
    if not isinstance(payload, dict) or not payload or draw(st.booleans()):
        return payload
    key = draw(st.sampled_from(sorted(payload)))
    rest = {name: value for name, value in payload.items() if name != key}
    if draw(st.booleans()):
        return rest
    odd = st.one_of([*formats.values(), st.sampled_from([-1, 1e300, 2**63, True, "\x00", [[[{}]]]])])
    return {**rest, key: draw(odd)}
