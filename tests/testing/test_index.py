"""The index of a local Taskcluster."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import httpx
import pytest

import tc

NOW = datetime.now(UTC)


@pytest.fixture
def client(taskcluster):
    with tc.sync.Client(taskcluster.root_url, credentials=taskcluster.credentials) as client:
        yield client


@pytest.fixture
def index(client):
    return tc.sync.Index(client)


@pytest.fixture
def queue(client):
    return tc.sync.Queue(client)


def insert(index, path, *, rank=0, days=1, task_id=None):
    task_id = task_id or tc.slug_id()
    payload = {"taskId": task_id, "rank": rank, "data": {}, "expires": NOW + timedelta(days=days)}
    return task_id, index.insertTask(path, payload)["taskId"]


def test_rank_decides_and_the_later_wins_among_equals(index):
    first, _ = insert(index, "a.b", rank=1)
    assert insert(index, "a.b", rank=0.5)[1] == first
    second, there = insert(index, "a.b", rank=1)
    assert there == second == index.findTask("a.b")["taskId"]
    third, _ = insert(index, "a.b", rank=1.5)
    assert index.findTask("a.b")["taskId"] == third


def test_what_expired_is_not_there_and_makes_room(taskcluster, index):
    insert(index, "a.b.c", rank=5)
    insert(index, "a.b.d", days=3)
    taskcluster.advance(timedelta(days=1))
    with pytest.raises(tc.NotFoundError):
        index.findTask("a.b.c")
    assert [t["namespace"] for t in index.listTasks("a.b")["tasks"]] == ["a.b.d"]
    assert index.findTasksAtIndex({"indexes": ["a.b.c", "a.b.d"]})["tasks"] == index.listTasks("a.b")["tasks"]
    task_id, there = insert(index, "a.b.c", rank=0, days=2)
    assert there != task_id  # the old one keeps its place until somebody cleans up
    taskcluster.advance(timedelta(days=1))
    task_id, there = insert(index, "a.b.c", rank=0, days=4)
    assert there == task_id
    (namespace,) = index.listNamespaces("a")["namespaces"]
    assert namespace["name"] == "b"
    assert namespace["expires"] == f"{NOW + timedelta(days=5):%Y-%m-%d}T00:00:00.000Z"
    taskcluster.advance(timedelta(days=4))
    assert index.listNamespaces("a")["namespaces"] == []


def test_a_task_of_lower_rank_does_not_prolong_its_namespaces(index):
    insert(index, "n.a.b", rank=5)
    before = index.listNamespaces("n")["namespaces"]
    insert(index, "n.a.b", rank=4, days=9)
    assert index.listNamespaces("n")["namespaces"] == before


def test_listings_are_of_one_level_in_order_and_in_pages(index):
    for path in ("n.b", "n.a", "n.b.x", "n.b.y.z", "n.c.d.e", "m", "n.b-c"):
        insert(index, path)
    assert [t["namespace"] for t in index.listTasks_items("n", limit=1)] == ["n.a", "n.b", "n.b-c"]
    assert [n["namespace"] for n in index.listNamespaces_items("n", limit=1)] == ["n.b", "n.c"]
    assert index.listTasks("n", limit=0) == {"tasks": []}
    assert list(index.listTasks_items("n.c")) == []


@pytest.mark.parametrize("path", ["a..b", ".a", "a.", "a b", "a/b"])
def test_paths_of_another_form_are_refused(index, path):
    with pytest.raises(tc.BadRequestError):
        insert(index, path)


def test_many_paths_need_a_scope_each(taskcluster, index):
    insert(index, "a.b")
    some = taskcluster.client_credentials("some", ["index:find-task:a.*"])
    limited = index.with_options(credentials=some)
    assert len(limited.findTasksAtIndex({"indexes": ["a.b", "a.c"]})["tasks"]) == 1
    with pytest.raises(tc.InsufficientScopesError):
        limited.findTasksAtIndex({"indexes": ["a.b", "b"]})


def claimed(queue, routes=(), extra=None):
    """A running task with routes."""
    task_id = tc.slug_id()
    queue.createTask(
        task_id,
        {
            "taskQueueId": "p/w",
            "created": NOW,
            "deadline": NOW + timedelta(hours=1),
            "expires": NOW + timedelta(days=9),
            "payload": {},
            "metadata": {"name": "n", "description": "d", "owner": "o", "source": "https://example.com"},
            "routes": list(routes),
            "extra": extra or {},
        },
    )
    queue.claimWork("p/w", {"workerGroup": "g", "workerId": "w", "tasks": 1})
    return task_id


def complete(queue, routes, extra):
    """A task with routes that is completed."""
    task_id = claimed(queue, routes, extra)
    queue.reportCompleted(task_id, "0")
    return task_id


def test_completed_tasks_are_indexed_by_their_routes(queue, index):
    extra = {"index": {"rank": 3, "data": {"k": 1}, "expires": tc.to_json_date(NOW + timedelta(days=2))}}
    task_id = complete(queue, ["index.x.y", "index.z", "other.w"], extra)
    found = index.findTask("x.y")
    assert found == index.findTask("z") | {"namespace": "x.y"}
    assert (found["taskId"], found["rank"], found["data"]) == (task_id, 3, {"k": 1})
    assert found["expires"] == tc.to_json_date(NOW + timedelta(days=2))


@pytest.mark.parametrize("extra", [{}, {"index": 1}, {"index": {}}])
def test_what_a_task_does_not_say_takes_the_default(queue, index, extra):
    complete(queue, ["index.x", "index.not..valid"], extra)
    found = index.findTask("x")
    assert (found["rank"], found["data"]) == (0, {})
    assert found["expires"] == tc.to_json_date(NOW + timedelta(days=9))


@pytest.mark.parametrize(
    "said", [{"rank": "x"}, {"rank": None}, {"rank": True}, {"data": 1}, {"expires": "never"}, {"expires": 1}]
)
def test_a_task_that_says_it_badly_is_in_no_index(queue, index, said):
    complete(queue, ["index.x"], {"index": said})
    with pytest.raises(tc.NotFoundError):
        index.findTask("x")


def test_the_top_is_listed_by_a_path_without_a_namespace(index, wire):
    insert(index, "a.b")
    insert(index, "c")
    for end in ("", "/"):
        found = wire.send("GET", f"/api/index/v1/namespaces{end}").json()["namespaces"]
        assert [each["namespace"] for each in found] == ["a"]
        assert [t["namespace"] for t in wire.send("GET", f"/api/index/v1/tasks{end}").json()["tasks"]] == [
            "c"
        ]


def test_artifacts_elsewhere_are_pointed_to(queue, index):
    task_id = claimed(queue)
    url = "https://example.com/x"
    artifact = {"storageType": "reference", "contentType": "text/plain", "url": url}
    queue.createArtifact(task_id, "0", "x", artifact | {"expires": NOW + timedelta(hours=1)})
    insert(index, "a", task_id=task_id)
    assert index.findArtifactFromTask("a", "x") == {"url": url}
    index.deleteTask("a")
    with pytest.raises(tc.NotFoundError):
        index.findArtifactFromTask("a", "x")


def test_artifacts_that_are_not_there_are_left_to_the_queue(taskcluster, index):
    task_id, _ = insert(index, "a")
    url = index.findArtifactFromTask("a", "secret/x y")["url"]
    assert url.startswith(
        f"{taskcluster.root_url}/api/queue/v1/task/{task_id}/artifacts/secret%2Fx%20y?bewit="
    )
    assert httpx.get(url).status_code == 404  # and not 401 or 403
    roles = tc.sync.Auth(index.api_client)
    roles.createRole("anonymous", {"description": "", "scopes": ["queue:get-artifact:public/*"]})
    url = index.findArtifactFromTask("a", "public/x")["url"]
    assert url == f"{taskcluster.root_url}/api/queue/v1/task/{task_id}/artifacts/public%2Fx"
