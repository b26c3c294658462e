"""What a deployment gives everybody by default, and how a test makes and runs tasks in it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

import tc
from tc.testing import PRODUCTION_ANONYMOUS_SCOPES, LocalTaskcluster
from tests.testing.task_factory import claim


@pytest.fixture
def everybody(production: LocalTaskcluster):
    """A client without credentials."""
    with tc.sync.Client(production.root_url) as client:
        yield client


def test_everybody_has_the_role_of_production(production, everybody):
    auth = tc.sync.Auth(everybody)
    wanted = {"assume:anonymous", *PRODUCTION_ANONYMOUS_SCOPES}
    assert len(PRODUCTION_ANONYMOUS_SCOPES) == 43
    assert set(auth.currentScopes()["scopes"]) == wanted
    some = tc.sync.Auth(everybody, credentials=production.client_credentials("c", ["x:y"]))
    assert set(some.currentScopes()["scopes"]) == {"x:y", *wanted}
    none = some.with_options(authorized_scopes=[])
    assert set(none.currentScopes()["scopes"]) == wanted


def test_reset_brings_the_role_back(production, everybody):
    root = tc.sync.Auth(everybody, credentials=production.credentials)
    root.deleteRole("anonymous")
    with pytest.raises(tc.InsufficientScopesError):
        tc.sync.Auth(everybody).listClients()
    production.reset()
    assert tc.sync.Auth(everybody).role("anonymous")["scopes"]


def test_a_blank_deployment_gives_nobody_anything():
    with (
        LocalTaskcluster(anonymous_scopes=()) as blank,
        tc.sync.Auth(blank.root_url) as auth,
        pytest.raises(tc.InsufficientScopesError),
    ):
        auth.currentScopes()


def test_scopes_that_are_one_text_are_refused():
    with pytest.raises(TypeError, match="anonymous_scopes: expected a list of scopes, got str"):
        LocalTaskcluster(anonymous_scopes="queue:*")


def test_a_task_that_has_run_can_be_read_by_everybody(production, everybody):
    task_id = production.add_task(routes=["index.a.b"], metadata={"name": "mine"})
    production.run_task(task_id, artifacts={"public/a.json": b"[1]", "private/b": b""})
    queue = tc.sync.Queue(everybody)
    assert queue.task(task_id)["metadata"]["name"] == "mine"
    assert queue.status(task_id)["status"]["state"] == "completed"
    assert tc.sync.Index(everybody).findTask("a.b")["taskId"] == task_id
    found = tc.sync.download_artifact_to_buf(queue, task_id, "public/a.json")
    assert (found.content, found.content_type) == (b"[1]", "application/json")
    with pytest.raises(tc.InsufficientScopesError):
        tc.sync.download_artifact_to_buf(queue, task_id, "private/b")


def test_a_definition_can_be_changed_in_every_part(production, everybody):
    queue = tc.sync.Queue(everybody)
    created = datetime.now(UTC) - timedelta(minutes=5)
    wanted = tc.slug_id()
    task_id = production.add_task(
        task_id=wanted, provisionerId="p", workerType="w", created=created, payload={"when": created}
    )
    assert task_id == wanted
    definition = queue.task(task_id)
    assert definition["taskQueueId"] == "p/w"
    assert definition["payload"] == {"when": tc.to_json_date(created)}
    assert definition["deadline"] == tc.to_json_date(created + timedelta(hours=2))


def test_a_group_has_as_many_tasks_as_were_asked_for(production, everybody):
    group_id, ids = production.add_group(3, taskQueueId="p/w", priority="high")
    queue = tc.sync.Queue(everybody)
    assert [t["status"]["taskId"] for t in queue.listTaskGroup_items(group_id)] == ids
    assert {queue.task(task_id)["priority"] for task_id in ids} == {"high"}
    same, more = production.add_group(1, taskGroupId=group_id)
    assert same == group_id
    assert len(list(queue.listTaskGroup_items(group_id))) == 3 + len(more)


@pytest.mark.parametrize(
    ("outcome", "state", "reason"),
    [
        ("completed", "completed", "completed"),
        ("failed", "failed", "failed"),
        ("malformed-payload", "exception", "malformed-payload"),
        ("worker-shutdown", "pending", "worker-shutdown"),
    ],
)
def test_an_outcome_is_reported_as_a_worker_would(production, everybody, outcome, state, reason):
    task_id = production.add_task()
    production.run_task(task_id, outcome=outcome)
    status = tc.sync.Queue(everybody).status(task_id)["status"]
    assert (status["state"], status["runs"][0]["reasonResolved"]) == (state, reason)


def test_what_cannot_be_run_says_why(production):
    waiting = production.add_task(dependencies=[production.add_task()])
    with pytest.raises(
        ValueError, match=f"task {waiting} is unscheduled, and only a pending task can be run"
    ):
        production.run_task(waiting)
    with pytest.raises(ValueError, match="ResourceNotFound"):
        production.run_task(tc.slug_id())
    task_id = production.add_task()
    with pytest.raises(ValueError, match="outcome: expected one of completed, failed, worker-shutdown"):
        production.run_task(task_id, outcome="done")
    with pytest.raises(TypeError, match=r"artifacts\['a'\]: expected bytes, got str"):
        production.run_task(task_id, artifacts={"a": "text"})
    production.run_task(task_id)
    with pytest.raises(ValueError, match="is completed"):
        production.run_task(task_id)


def test_a_definition_that_the_queue_refuses_says_why(production):
    with pytest.raises(ValueError, match=r"(?s)queue\.createTask: InputValidationError.*priority"):
        production.add_task(priority="urgent")
    with pytest.raises(ValueError, match="count: 0 is not a number of 1 or more"):
        production.add_group(0)


def test_tasks_made_so_are_claimed_by_real_workers(production):
    task_id = production.add_task(taskQueueId="p/w")
    with tc.sync.Queue(production.root_url, credentials=production.credentials) as queue:
        (claimed,) = claim(queue)
        assert claimed["status"]["taskId"] == task_id
        with pytest.raises(ValueError, match="is running"):
            production.run_task(task_id)


def test_the_state_of_the_session_is_its_own(taskcluster_session, production):
    task_id = taskcluster_session.add_task()
    production.reset()
    with tc.sync.Queue(taskcluster_session.root_url) as queue:
        assert queue.status(task_id)["status"]["state"] == "pending"
    assert taskcluster_session.root_url != production.root_url
