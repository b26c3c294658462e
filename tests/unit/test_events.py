from __future__ import annotations

import inspect
from typing import Any

import pytest
import taskcluster
from hypothesis import given
from hypothesis import strategies as st

import tc
from tc import Binding
from tests.support.method_calls import services

EXCHANGES = [
    (f"{name}Events", exchange)
    for name, facts in services().items()
    for exchange in facts.get("exchanges", [])
]
WORD = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="."), min_size=1)
WORDS = st.text(st.characters(blacklist_categories=["Cs"]), min_size=1)


def binding(service: str, exchange: dict[str, Any], keys: dict[str, Any]) -> Binding[Any]:
    found = getattr(getattr(tc, service)(), exchange["name"])(**keys)
    assert isinstance(found, Binding)
    return found


def official_binding(service: str, exchange: dict[str, Any], keys: dict[str, Any]) -> dict[str, str]:
    client = getattr(taskcluster, service)({"rootUrl": "https://tc.example.com"})
    response: dict[str, str] = getattr(client, exchange["name"])(**keys)
    return response


def same(service: str, exchange: dict[str, Any], keys: dict[str, Any]) -> bool:
    ours, theirs = binding(service, exchange, keys), official_binding(service, exchange, keys)
    return {"exchange": ours.exchange, "routingKeyPattern": ours.routing_key_pattern} == theirs


def names(exchange: dict[str, Any]) -> list[str]:
    return [part["name"] for part in exchange["routingKey"] if "constant" not in part]


def test_exchanges_are_37() -> None:
    assert len(EXCHANGES) == 37
    assert {service for service, _ in EXCHANGES} == {name for name in dir(tc) if name.endswith("Events")}


@pytest.mark.parametrize(
    ("service", "exchange"), EXCHANGES, ids=lambda value: value if isinstance(value, str) else value["name"]
)
def test_bindings_equal_the_official_clients(service: str, exchange: dict[str, Any]) -> None:
    keys = names(exchange)
    assert same(service, exchange, {})
    for key in keys:
        assert same(service, exchange, {key: "word"})
        assert same(service, exchange, {key: 7})
    assert same(service, exchange, {key: f"{key}-value" for key in keys})
    for part in exchange["routingKey"]:
        if part.get("multipleWords"):
            assert same(service, exchange, {part["name"]: "a.b.#"})


@given(st.data())
def test_bindings_with_any_keys_equal_the_official_clients(data: Any) -> None:
    service, exchange = data.draw(st.sampled_from(EXCHANGES))
    parts = [part for part in exchange["routingKey"] if "constant" not in part and data.draw(st.booleans())]
    keys = {part["name"]: data.draw(WORDS if part["multipleWords"] else WORD) for part in parts}
    assert same(service, exchange, keys)


def test_binding_of_the_example_is_as_documented() -> None:
    found = tc.QueueEvents().taskCompleted(taskId="x")
    assert found == Binding("exchange/taskcluster-queue/v1/task-completed", "primary.x.*.*.*.*.*.*.*.#")
    assert hash(found) == hash(tc.QueueEvents().taskCompleted(taskId="x", runId=None))


@pytest.mark.parametrize(
    ("service", "exchange"), EXCHANGES, ids=lambda value: value if isinstance(value, str) else value["name"]
)
def test_binding_with_bad_keys_is_refused(service: str, exchange: dict[str, Any]) -> None:
    for unknown in ("taskID", "routingKeyKind2", "self2"):
        with pytest.raises(TypeError, match=unknown):
            binding(service, exchange, {unknown: "x"})
    with pytest.raises(TypeError):
        getattr(getattr(tc, service)(), exchange["name"])("primary.#")
    for part in exchange["routingKey"]:
        if "constant" in part:
            continue
        for wrong in (1.5, b"x", True, ["x"], {"x": 1}):
            with pytest.raises(TypeError, match=part["name"]):
                binding(service, exchange, {part["name"]: wrong})
        with pytest.raises(ValueError, match=part["name"]):
            binding(service, exchange, {part["name"]: ""})
        if not part["multipleWords"]:
            with pytest.raises(ValueError, match="dot"):
                binding(service, exchange, {part["name"]: "a.b"})


@pytest.mark.parametrize(
    ("service", "exchange"), EXCHANGES, ids=lambda value: value if isinstance(value, str) else value["name"]
)
def test_exchanges_have_their_own_keys_and_a_summary(service: str, exchange: dict[str, Any]) -> None:
    method = getattr(getattr(tc, service), exchange["name"])
    assert list(inspect.signature(method).parameters)[1:] == names(exchange)
    assert method.__doc__.startswith(exchange["summary"])
