"""The order in which tasks are created, and the comparison of definitions."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tc
from tc._tasks.definitions import first_difference
from tc._tasks.graph import TaskGraph

IDS = [tc.slug_id() for _ in range(12)]
CREATED = "2026-11-22T10:00:00.000Z"


@given(st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=30), st.randoms())
def test_graph_gives_each_task_after_its_dependencies_or_names_a_circle(
    edges: list[tuple[int, int]], random: Any
) -> None:
    wanted = {task_id: [IDS[two] for one, two in edges if IDS[one] == task_id] for task_id in IDS}
    tasks = {task_id: {"dependencies": found} for task_id, found in wanted.items()}
    try:
        graph = TaskGraph(tasks)
    except ValueError as error:
        circle = str(error).partition("in a circle: ")[2].split(" -> ")
        assert len(circle) > 2
        assert circle[0] == circle[-1]
        for one, two in itertools.pairwise(circle):
            assert two in wanted[one]
        return
    under_way: list[str] = []
    created: set[str] = set()
    while True:
        while (task_id := graph.take()) is not None:
            assert set(wanted[task_id]) - {task_id} <= created
            under_way.append(task_id)
        if not under_way:
            break
        task_id = under_way.pop(random.randrange(len(under_way)))
        created.add(task_id)
        graph.done(task_id)
    assert created == set(IDS)
    assert sorted(graph.created) == sorted(IDS)


def test_graph_of_a_long_chain_is_no_problem() -> None:
    ids = [tc.slug_id() for _ in range(5000)]
    tasks = {one: {"dependencies": [two]} for one, two in itertools.pairwise(ids)} | {ids[-1]: {}}
    graph = TaskGraph(tasks)
    assert graph.take() == ids[-1]
    assert graph.take() is None


def complete(**changes: Any) -> dict[str, Any]:
    """A definition as the queue shows it."""
    return {
        "created": CREATED,
        "deadline": CREATED,
        "expires": CREATED,
        "metadata": {"name": "n"},
        "payload": {"command": ["a", "b"], "env": {"A": "1"}},
        "dependencies": [],
        "extra": {},
        "priority": "lowest",
        "projectId": "none",
        "requires": "all-completed",
        "retries": 5,
        "routes": [],
        "schedulerId": "-",
        "scopes": [],
        "tags": {},
        "taskGroupId": IDS[0],
        "taskQueueId": "p/w",
        "provisionerId": "p",
        "workerType": "w",
        **changes,
    }


GIVEN = {
    "created": datetime(2026, 11, 22, 10, tzinfo=UTC),
    "deadline": "2026-11-22T10:00:00Z",
    "taskQueueId": "p/w",
    "metadata": {"name": "n"},
    "payload": {"command": ("a", "b"), "env": {"A": "1"}},
}


@pytest.mark.parametrize(
    ("given_changes", "there", "path"),
    [
        ({}, {}, None),
        ({"priority": "lowest", "tags": {}}, {}, None),
        ({"taskQueueId": None}, {}, "taskQueueId"),
        ({}, {"payload": {"command": ["a", "c"], "env": {"A": "1"}}}, r"payload.command[1]"),
        ({}, {"payload": {"command": ["a"], "env": {"A": "1"}}}, "payload.command"),
        ({}, {"payload": {"command": ["a", "b"], "env": {"A": "1", "B": "2"}}}, "payload.env.B"),
        ({}, {"payload": {"command": ["a", "b"]}}, "payload.env"),
        ({}, {"deadline": "2026-11-22T10:00:00.001Z"}, "deadline"),
        ({"expires": CREATED}, {"expires": None}, "expires"),
        ({}, {"expires": "2030-01-01T00:00:00.000Z"}, None),
        ({}, {"retries": 4}, "retries"),
        ({"retries": 1}, {"retries": True}, "retries"),
        ({"extra": {"a": True}}, {"extra": {"a": 1}}, "extra.a"),
        ({}, {"taskGroupId": IDS[1]}, "taskGroupId"),
        ({"scopes": ["b", "a"]}, {"scopes": ["a", "b"]}, "scopes[0]"),
    ],
)
def test_first_difference_names_the_first_key(given_changes: Any, there: Any, path: str | None) -> None:
    assert first_difference(IDS[0], GIVEN | given_changes, complete(**there)) == path


def test_first_difference_knows_the_old_names_of_a_queue() -> None:
    task = {key: value for key, value in GIVEN.items() if key != "taskQueueId"}
    task |= {"provisionerId": "p", "workerType": "w"}
    assert first_difference(IDS[0], task, complete()) is None
    other = complete(taskQueueId="p/x", workerType="x")
    assert first_difference(IDS[0], task, other) == "workerType"
