"""The github service of a local Taskcluster."""

from __future__ import annotations

import httpx
import pytest

import tc

SHA = "0123456789" * 4
YML = """
version: 1
policy: {pullRequests: public}
tasks:
  $let: {branch: {$if: 'tasks_for == "github-push"', then: '${event.ref[11:]}', else: none}}
  in:
    - taskId: {$eval: as_slugid("build")}
      metadata: {name: 'build ${event.repository.full_name} ${branch}'}
      deadline: {$fromNow: 1 day}
      on: 2026-11-23
    - dependencies: [{$eval: as_slugid("build")}]
      routes: [own]
"""


@pytest.fixture
def github(taskcluster):
    retry = tc.Retry(retries=0)
    with tc.sync.Github(taskcluster.root_url, credentials=taskcluster.credentials, retry=retry) as service:
        yield service


def render(github, body, kind="github-push", **fake):
    return github.renderTaskclusterYml(
        {"body": body, "fakeEvent": {"type": kind} | fake, "organization": "org", "repository": "repo"}
    )


def test_a_file_is_rendered_for_a_push(github):
    response = render(github, YML)
    first, second = response["tasks"]
    assert first["task"]["metadata"]["name"] == "build org/repo main"
    assert first["task"]["on"] == "2026-11-23"
    assert second["task"]["dependencies"] == [first["taskId"]]
    assert second["task"]["routes"] == ["own", "statuses"]
    assert (
        first["task"]["taskGroupId"]
        == second["task"]["taskGroupId"]
        not in (first["taskId"], second["taskId"])
    )
    assert "assume:repo:github.com/org/repo:branch:main" in response["scopes"]


@pytest.mark.parametrize(
    ("fake", "role"),
    [
        ({"kind": "github-push", "overrides": {"ref": "refs/tags/v1"}}, "tag:v1"),
        ({"kind": "github-pull-request", "action": "opened"}, "pull-request"),
        ({"kind": "github-pull-request-untrusted", "action": "opened"}, "pull-request-untrusted"),
        ({"kind": "github-release", "action": "published"}, "release:published"),
        ({"kind": "github-issue-comment", "action": "created"}, "issue-comment"),
    ],
)
def test_the_role_follows_the_event(github, fake, role):
    response = render(github, "{version: 1, tasks: [{payload: {$eval: event.sender.login}}]}", **fake)
    assert response["scopes"][0] == f"assume:repo:github.com/org/repo:{role}"
    (only,) = response["tasks"]
    assert (only["taskId"], only["task"]["payload"]) == (only["task"]["taskGroupId"], "octocat")


def test_events_can_be_changed(github):
    overrides = {"pull_request": {"head": {"ref": "mine"}, "user": "nobody"}}
    body = "{version: 1, tasks: [{a: '${event.pull_request.head.ref} ${event.pull_request.base.ref}'}]}"
    response = render(github, body, "github-pull-request", action="opened", overrides=overrides)
    assert response["tasks"][0]["task"]["a"] == "mine main"


@pytest.mark.parametrize(
    "body",
    [
        "{",
        "[]",
        "{version: 0, tasks: []}",
        "{version: 1}",
        "{version: 1, tasks: [1]}",
        "a: !!python/name:os.x",
        "{version: 1, tasks: {$eval: missing}}",
    ],
)
def test_files_that_are_refused(github, body):
    with pytest.raises(tc.BadRequestError) as caught:
        render(github, body)
    assert caught.value.code == "InputError"


def test_without_the_app_there_is_nothing(taskcluster, github):
    assert github.repository("org", "repo") == {"installed": False}
    assert github.builds() == {"builds": []}
    for call in (
        lambda: github.latest("org", "repo", "main"),
        lambda: github.cancelBuilds("org", "repo"),
        lambda: github.createStatus("org", "repo", SHA, {"state": "success"}),
        lambda: github.createComment("org", "repo", "1", {"body": "b"}),
    ):
        with pytest.raises(tc.NotFoundError):
            call()
    badge = httpx.get(github.badge_signed_url("org", "repo", "main"))
    assert (badge.headers["content-type"], "no builds" in badge.text) == ("image/svg+xml", True)
    assert badge.headers["x-taskcluster-status"] == "nogithub"
    taskcluster.add_build("org", "repo", SHA, tc.slug_id())
    for branch, status in (("main", "pending"), ("other", "newrepo")):
        response = httpx.get(github.badge_signed_url("org", "repo", branch))
        assert response.headers["x-taskcluster-status"] == status


def test_statuses_and_comments_are_kept(taskcluster, github):
    taskcluster.add_build("org", "repo", SHA, tc.slug_id())
    assert github.repository("org", "repo") == {"installed": True}
    github.createStatus("org", "repo", SHA, {"state": "success"})
    github.createComment("org", "repo", "7", {"body": "text"})
    service = taskcluster.deployment.services["github"]
    assert service.statuses == [{"owner": "org", "repo": "repo", "sha": SHA, "state": "success"}]
    assert service.comments == [{"owner": "org", "repo": "repo", "number": "7", "body": "text"}]


def make_task(queue):
    """A pending task; returns its id, which is that of its group."""
    task_id = tc.slug_id()
    definition = {
        "taskQueueId": "p/w",
        "created": tc.from_now("0 seconds"),
        "deadline": tc.from_now("1 hour"),
        "payload": {},
        "metadata": {"name": "n", "description": "d", "owner": "o", "source": "https://example.com"},
    }
    queue.createTask(task_id, definition)
    return task_id


@pytest.mark.parametrize("outcome", ["success", "failure"])
def test_a_build_ends_with_its_task_group(taskcluster, github, outcome):
    queue = tc.sync.Queue(github.api_client)
    group_id = make_task(queue)
    taskcluster.add_build("org", "re.po", SHA, group_id, pull_request=3)
    assert github.builds()["builds"][0]["state"] == "pending"
    queue.claimWork("p/w", {"workerGroup": "g", "workerId": "w"})
    (queue.reportCompleted if outcome == "success" else queue.reportFailed)(group_id, "0")
    (build,) = github.builds(organization="org", repository="re.po", pullRequest=3)["builds"]
    assert (build["state"], build["repository"]) == (outcome, "re%2Epo")
    assert github.latest("org", "re.po", "main")["url"] == f"{taskcluster.root_url}/tasks/groups/{group_id}"
    assert outcome in httpx.get(github.badge_signed_url("org", "re.po", "main")).text


def test_builds_can_be_cancelled(taskcluster, github):
    queue = tc.sync.Queue(github.api_client)
    first, second = make_task(queue), make_task(queue)
    taskcluster.add_build("org", "repo", SHA, first)
    taskcluster.add_build("org", "repo", "f" * 40, second)
    taskcluster.add_build("org", "other", SHA, tc.slug_id())
    assert [b["taskGroupId"] for b in github.cancelBuilds("org", "repo", sha=SHA)["builds"]] == [first]
    assert queue.status(first)["status"]["state"] == "exception"
    assert queue.status(second)["status"]["state"] == "pending"
    assert [b["state"] for b in github.builds(organization="org")["builds"]] == [
        "pending",
        "pending",
        "cancelled",
    ]
    assert len(github.cancelBuilds("org", "other")["builds"]) == 1


@pytest.mark.parametrize(
    "query",
    [{"repository": "r"}, {"organization": "o", "sha": SHA}, {"pullRequest": "x"}, {"pullRequest": "1"}],
)
def test_builds_are_asked_for_from_the_top(github, query):
    with pytest.raises(tc.BadRequestError):
        github.builds(**query)
