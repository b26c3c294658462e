# Generated from tests/_async/test_creating.py by tools/unasync_build.py. Do not edit.

"""Creating graphs of tasks, and tasks like others, on a local Taskcluster."""

from __future__ import annotations

import pickle
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

import tc
from tc import sync
from tc.testing import LocalTaskcluster
from tests.support.local_tasks import LocalTasks, definition
from tests.support.scripted_taskcluster import reply, scripted

pytestmark = pytest.mark.anyio

GROUP = "fN1SbArXTPSVFNUvaOlinQ"


@pytest.fixture
def tasks(taskcluster: LocalTaskcluster) -> Iterator[LocalTasks]:
    with LocalTasks(taskcluster) as tasks:
        yield tasks


def queue_of(tasks: LocalTasks) -> sync.Queue:
    return sync.Queue(
        tasks.taskcluster.root_url,
        credentials=tasks.taskcluster.credentials,
        retry=tc.Retry(retries=2, delay_factor=0.001),
    )


def chain(length: int) -> dict[str, Any]:
    """Tasks each of which depends on the next, so that the last has to be created first."""
    ids = [tc.slug_id() for _ in range(length)]
    task = definition(taskGroupId=GROUP)
    return {
        one: {**task, "dependencies": [two] if two else []}
        for one, two in zip(ids, [*ids[1:], None], strict=True)
    }


def created(tasks: LocalTasks) -> list[str]:
    """The ids of the tasks in the order in which they were created."""
    return [
        request.params["taskId"]
        for request in tasks.taskcluster.requests
        if request.method == "createTask" and request.status == 200
    ]


# ------------------------------------------------------------ graphs


def test_create_tasks_creates_dependencies_first(tasks: LocalTasks) -> None:
    graph = chain(20)
    with queue_of(tasks) as queue:
        found = sync.create_tasks(queue, graph)

    assert created(tasks) == list(reversed(graph))
    assert list(found) == list(graph)
    states = [status["state"] for status in found.values()]
    assert states == ["unscheduled"] * 19 + ["pending"]


def test_create_tasks_of_two_thousand(tasks: LocalTasks) -> None:
    ids = [tc.slug_id() for _ in range(2000)]
    task = definition(taskGroupId=GROUP)
    choose = random.Random(1)
    graph: Any = {
        task_id: {**task, "dependencies": choose.sample(ids[:number], min(number, 3))}
        for number, task_id in enumerate(ids)
    }
    heard: list[tuple[int, int]] = []
    with queue_of(tasks) as queue:
        found = sync.create_tasks(
            queue, graph, concurrency=8, progress=lambda done, total: heard.append((done, total))
        )

    assert len(found) == len(set(created(tasks))) == len(created(tasks)) == 2000
    assert heard == [(number, 2000) for number in range(1, 2001)]
    position = {task_id: number for number, task_id in enumerate(created(tasks))}
    for task_id, one in graph.items():
        assert all(position[each] < position[task_id] for each in one["dependencies"])


@pytest.mark.parametrize("concurrency", [1, 5])
def test_create_tasks_has_at_most_so_many_in_flight(tasks: LocalTasks, concurrency: int) -> None:
    graph: Any = {tc.slug_id(): definition() for _ in range(15)}
    tasks.taskcluster.fail(15, status=None, delay=0.02, method="queue.createTask")
    under_way = most = 0

    class Counting(sync.Queue):
        def createTask(self, taskId: str, payload: Any) -> Any:
            nonlocal under_way, most
            under_way += 1
            most = max(most, under_way)
            try:
                return super().createTask(taskId, payload)
            finally:
                under_way -= 1

    with Counting(tasks.taskcluster.root_url, credentials=tasks.taskcluster.credentials) as queue:
        sync.create_tasks(queue, graph, concurrency=concurrency)
    assert most == concurrency


def test_create_tasks_again_counts_what_is_there_as_created(tasks: LocalTasks) -> None:
    graph = chain(5)
    heard: list[tuple[int, int]] = []
    with queue_of(tasks) as queue:
        sync.create_tasks(queue, {task_id: graph[task_id] for task_id in list(graph)[2:]})
        first = sync.create_tasks(queue, graph)
        again = sync.create_tasks(queue, graph, progress=lambda *numbers: heard.append(numbers))
    assert first == again
    assert heard[-1] == (5, 5)
    assert len(set(created(tasks))) == 5


@pytest.mark.parametrize("why", ["late", "sealed"])
def test_create_tasks_again_when_the_queue_would_refuse_them(tasks: LocalTasks, why: str) -> None:
    graph = chain(3)
    with queue_of(tasks) as queue:
        first = sync.create_tasks(queue, graph)
        if why == "late":
            tasks.taskcluster.advance(timedelta(minutes=30))
        else:
            tasks.queue.sealTaskGroup(GROUP)
        assert sync.create_tasks(queue, graph) == first


def test_create_tasks_that_the_queue_refuses_as_new_is_its_error(tasks: LocalTasks) -> None:
    graph = chain(2)
    with queue_of(tasks) as queue:
        tasks.taskcluster.advance(timedelta(minutes=30))
        with pytest.raises(tc.BadRequestError, match="15min") as caught:
            sync.create_tasks(queue, graph)
    assert caught.value.created == ()
    assert f"task {list(graph)[1]}: " in str(caught.value)
    assert "none of the 2 tasks had been created before" in str(caught.value)


def test_create_tasks_with_another_definition_names_the_key(tasks: LocalTasks) -> None:
    graph = chain(4)
    there = list(graph)[1]
    with queue_of(tasks) as queue:
        sync.create_tasks(queue, {task_id: graph[task_id] for task_id in list(graph)[2:]})
        tasks.queue.createTask(there, {**graph[there], "payload": {"env": {"A": "1"}}})
        graph[there] = {**graph[there], "payload": {"env": {"A": "2"}}}
        with pytest.raises(tc.ConflictError) as caught:
            sync.create_tasks(queue, graph)

    text = str(caught.value)
    assert f"task {there}: it is there with another definition: payload.env.A differs" in text
    assert caught.value.created == tuple(reversed(list(graph)[2:]))
    assert f"2 of the 4 tasks had been created: {', '.join(caught.value.created)}" in text
    assert str(pickle.loads(pickle.dumps(caught.value))) == text


def test_create_tasks_after_a_failure_says_what_was_created(tasks: LocalTasks) -> None:
    graph = chain(6)
    lacking = list(graph)[2]
    graph[lacking] = {**graph[lacking], "scopes": ["not:given"]}
    scopes = ["queue:create-task:*", "queue:scheduler-id:*", "queue:status:*", "queue:get-task:*"]
    credentials = tasks.taskcluster.client_credentials("limited", scopes)
    with sync.Queue(tasks.taskcluster.root_url, credentials=credentials) as queue:
        with pytest.raises(tc.InsufficientScopesError) as caught:
            sync.create_tasks(queue, graph)

    ids = list(reversed(graph))[:3]
    assert caught.value.created == tuple(ids)
    assert f"task {lacking}: " in str(caught.value)
    assert f"3 of the 6 tasks had been created: {', '.join(ids)}" in str(caught.value)


def test_create_tasks_after_a_lost_connection_says_what_was_created(tasks: LocalTasks) -> None:
    graph = chain(3)
    with queue_of(tasks) as queue:
        sync.create_tasks(queue, {task_id: graph[task_id] for task_id in list(graph)[2:]})
        tasks.taskcluster.fail(1, status=None, method="queue.createTask")
        tasks.taskcluster.fail(3, method="queue.createTask", drop=True)
        with pytest.raises(tc.TransportError) as caught:
            sync.create_tasks(queue, graph)
        assert caught.value.created == (list(graph)[2],)
        assert "1 of the 3 tasks had been created" in str(caught.value)
        sync.create_tasks(queue, graph)
    assert set(created(tasks)) == set(graph)


def test_create_tasks_through_failures_that_pass_creates_all(tasks: LocalTasks) -> None:
    graph = chain(10)
    tasks.taskcluster.fail(2, method="queue.createTask")
    tasks.taskcluster.fail(1, method="queue.createTask", drop=True)
    with queue_of(tasks) as queue:
        patient = queue.with_options(retry=tc.Retry(retries=5, delay_factor=0.001))
        assert len(sync.create_tasks(patient, graph)) == 10


def test_create_tasks_stops_when_progress_raises(tasks: LocalTasks) -> None:
    def stop(done: int, total: int) -> None:
        raise LookupError(f"{done} of {total} are enough")

    with queue_of(tasks) as queue:
        with pytest.raises(LookupError, match="1 of 5 are enough"):
            sync.create_tasks(queue, chain(5), progress=stop)
    assert len(created(tasks)) == 1


def test_create_tasks_leaves_errors_of_progress_as_they_are(tasks: LocalTasks) -> None:
    def fail(done: int, total: int) -> None:
        raise tc.NotFoundError("something else")

    with queue_of(tasks) as queue:
        with pytest.raises(tc.NotFoundError) as caught:
            sync.create_tasks(queue, chain(3), progress=fail)
    assert caught.value.message == "something else"


def test_create_tasks_that_is_late_and_another_is_the_error_of_the_queue(tasks: LocalTasks) -> None:
    graph = chain(1)
    [task_id] = graph
    tasks.create(task_id, taskGroupId=GROUP, payload={"other": True})
    tasks.taskcluster.advance(timedelta(minutes=30))
    with queue_of(tasks) as queue:
        with pytest.raises(tc.BadRequestError, match="15min"):
            sync.create_tasks(queue, graph)


def test_create_tasks_takes_dependencies_from_the_deployment(tasks: LocalTasks) -> None:
    there = tasks.create()
    tasks.finish(there)
    task_id = tc.slug_id()
    with queue_of(tasks) as queue:
        found = sync.create_tasks(queue, {task_id: {**chain(1).popitem()[1], "dependencies": [there]}})
        assert sync.create_tasks(queue, {}) == {}
    assert found[task_id]["state"] == "pending"


def test_create_tasks_leaves_a_task_that_depends_on_itself_unscheduled(tasks: LocalTasks) -> None:
    task_id = tc.slug_id()
    with queue_of(tasks) as queue:
        found = sync.create_tasks(queue, {task_id: definition(dependencies=[task_id])})
    assert found[task_id]["state"] == "unscheduled"


def test_create_tasks_with_a_dependency_that_is_nowhere_creates_nothing(tasks: LocalTasks) -> None:
    graph = chain(3)
    last = list(graph)[2]
    graph[last] = {**graph[last], "dependencies": [GROUP]}
    with queue_of(tasks) as queue:
        with pytest.raises(ValueError, match=f"nor on the deployment: {GROUP} of task {last}$"):
            sync.create_tasks(queue, graph)
    assert created(tasks) == []


def test_create_tasks_names_some_of_many_dependencies_that_are_nowhere(tasks: LocalTasks) -> None:
    missing = [tc.slug_id() for _ in range(60)]
    with queue_of(tasks) as queue:
        with pytest.raises(ValueError, match=f"{missing[49]} of task {GROUP}, and 10 more$"):
            sync.create_tasks(queue, {GROUP: definition(dependencies=missing)})


def test_create_tasks_in_a_circle_sends_nothing(tasks: LocalTasks) -> None:
    graph = chain(3)
    two, three = list(graph)[1:]
    graph[three] = {**graph[three], "dependencies": [two]}
    with queue_of(tasks) as queue:
        with pytest.raises(ValueError, match="in a circle: ") as caught:
            sync.create_tasks(queue, graph)
    assert str(caught.value).endswith((f"{two} -> {three} -> {two}", f"{three} -> {two} -> {three}"))
    assert not tasks.taskcluster.requests


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"tasks": []}, TypeError, "tasks: expected definitions by task id, got list"),
        ({"tasks": {"build": {}}}, ValueError, "tasks: 'build' is not a task id"),
        ({"tasks": {1: {}}}, TypeError, "tasks: expected a task id as str, got int"),
        ({"tasks": {GROUP: None}}, TypeError, rf"tasks\['{GROUP}'\]: expected the definition of a task"),
        ({"tasks": {GROUP: {"payload": {1, 2}}}}, TypeError, rf"tasks\['{GROUP}'\]\.payload: .*, got set"),
        ({"tasks": {GROUP: {"created": datetime(2026, 1, 1)}}}, ValueError, "no time zone"),  # noqa: DTZ001
        ({"tasks": {GROUP: {"dependencies": GROUP}}}, TypeError, r"\['dependencies'\]: expected a list"),
        (
            {"tasks": {GROUP: {"dependencies": ["x"]}}},
            ValueError,
            r"\['dependencies'\]: 'x' is not a task id",
        ),
        ({"concurrency": 0}, ValueError, "concurrency: expected at least 1"),
        ({"concurrency": True}, TypeError, "concurrency: expected int, got bool"),
        ({"progress": 1}, TypeError, "progress"),
        ({"queue": None}, TypeError, "queue"),
    ],
)
def test_create_tasks_refuses_wrong_arguments_before_anything_is_sent(
    arguments: dict[str, Any], error: type[Exception], message: str
) -> None:
    with scripted(reply(200, {})) as server:
        with sync.Queue(server.url) as queue:
            options: dict[str, Any] = {"queue": queue, "tasks": {GROUP: {}}} | arguments
            with pytest.raises(error, match=message):
                sync.create_tasks(**options)
        assert not server.requests


# ------------------------------------------------------------ again


def test_retrigger_task_moves_the_times_of_the_definition(tasks: LocalTasks) -> None:
    there = tasks.create()
    task_id = tasks.create(
        priority="low",
        dependencies=[there],
        taskGroupId=there,
        payload={"artifacts": {"public/a": {"expires": tc.to_json_date(tc.from_now("1 day"))}}},
        routes=["index.project.x"],
    )
    tasks.finish(there)
    tasks.finish(task_id, "failed")
    with queue_of(tasks) as queue:
        new_id = sync.retrigger_task(queue, task_id)

    old, new = tasks.queue.task(task_id), tasks.queue.task(new_id)
    assert tasks.queue.status(new_id)["status"]["state"] == "pending"
    unmoved = {"created", "deadline", "expires", "payload"}
    assert {k: v for k, v in new.items() if k not in unmoved} == {
        k: v for k, v in old.items() if k not in unmoved
    }
    for path in (("deadline",), ("expires",), ("payload", "artifacts", "public/a", "expires")):
        one: Any = old
        two: Any = new
        for key in path:
            one, two = one[key], two[key]
        distances = [
            datetime.fromisoformat(moment) - datetime.fromisoformat(task["created"])
            for moment, task in ((one, old), (two, new))
        ]
        assert distances[0] == distances[1]
    assert datetime.fromisoformat(new["created"]) > datetime.fromisoformat(old["created"])


@pytest.mark.parametrize(
    ("changes", "queue_id"),
    [
        ({"taskQueueId": "p/x"}, "p/x"),
        ({"workerType": "x"}, "p/x"),
        ({"priority": "high", "payload": {"new": True}}, "p/w"),
    ],
)
def test_retrigger_task_with_changes_replaces_keys(
    tasks: LocalTasks, changes: dict[str, Any], queue_id: str
) -> None:
    task_id = tasks.create(payload={"old": 1})
    before = dict(changes)
    with queue_of(tasks) as queue:
        new = tasks.queue.task(sync.retrigger_task(queue, task_id, changes=changes))
    assert new["taskQueueId"] == queue_id
    assert new["priority"] == changes.get("priority", "lowest")
    assert new["payload"] == changes.get("payload", {"old": 1})
    assert changes == before


def test_retrigger_task_refuses_what_it_cannot_do(tasks: LocalTasks) -> None:
    with queue_of(tasks) as queue:
        with pytest.raises(tc.NotFoundError):
            sync.retrigger_task(queue, GROUP)
        before = len(tasks.taskcluster.requests)
        with pytest.raises(TypeError, match="changes: expected keys of the definition"):
            sync.retrigger_task(queue, GROUP, changes=[("a", 1)])
        with pytest.raises(TypeError, match=r"^changes\.\w+: expected a JSON value, got set"):
            sync.retrigger_task(queue, GROUP, changes={"payload": set()})
        with pytest.raises(TypeError, match="task_id"):
            sync.retrigger_task(queue, None)
        assert len(tasks.taskcluster.requests) == before
