"""Hooks of a local Taskcluster: definitions, and the three ways to fire them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import httpx
import pytest

import tc
from tc.testing.services.hooks.hook_runner import fits

pytestmark = pytest.mark.filterwarnings("ignore:hooks.getHookStatus is deprecated")
TASK = {
    "taskQueueId": "p/w",
    "created": {"$fromNow": ""},
    "deadline": {"$fromNow": "1 hour"},
    "payload": {"context": {"$eval": "payload"}, "by": "${firedBy}", "id": "${taskId}"},
    "metadata": {"name": "n", "description": "d", "owner": "o", "source": "https://example.com"},
}
SCOPES = ["queue:create-task:lowest:p/*", "queue:create-task:project:none", "queue:scheduler-id:*"]

BINDINGS = [{"exchange": "exchange/x", "routingKeyPattern": "#"}]


def definition(**changes):
    base = {"metadata": {"name": "n", "description": "d", "owner": "o@example.com"}, "task": TASK}
    return base | {"triggerSchema": {"type": "object"}} | changes


@pytest.fixture
def client(taskcluster):
    retry = tc.Retry(retries=0)
    with tc.sync.Client(taskcluster.root_url, credentials=taskcluster.credentials, retry=retry) as client:
        yield client


@pytest.fixture
def hooks(client):
    """The service, with a role for all hooks of the group g."""
    tc.sync.Auth(client).createRole("hook-id:g/*", {"description": "", "scopes": SCOPES})
    return tc.sync.Hooks(client)


@pytest.fixture
def queue(client):
    return tc.sync.Queue(client)


def test_the_same_hook_again_is_harmless_with_its_bindings(taskcluster, hooks):
    wanted = definition(bindings=BINDINGS)
    assert hooks.createHook("g", "h", wanted) == hooks.createHook("g", "h", wanted)
    assert [m.exchange[-12:] for m in taskcluster.messages][-2:] == ["hook-created"] * 2
    with pytest.raises(tc.ConflictError, match="hook `g/h` already exists"):
        hooks.createHook("g", "h", definition(bindings=[]))


def test_definitions_are_kept_with_their_defaults(hooks):
    least = {"metadata": definition()["metadata"], "task": {}}
    made = hooks.createHook("g", "a/b", least)
    assert "bindings" not in made
    there = hooks.hook("g", "a/b")
    assert there == made | {"bindings": []}
    assert there["triggerSchema"] == {"type": "object", "additionalProperties": False}
    assert there["metadata"]["emailOnError"] is True
    with pytest.raises(tc.ConflictError):
        hooks.createHook("g", "a/b", least)
    updated = hooks.updateHook("g", "a/b", definition(schedule=["@daily"], bindings=BINDINGS))
    assert (updated["schedule"], updated["bindings"]) == (["@daily"], BINDINGS)
    assert hooks.updateHook("g", "a/b", definition())["bindings"] == BINDINGS  # they stay
    hooks.createHook("f", "c", least)
    assert hooks.listHookGroups()["groups"] == ["f", "g"]
    assert [h["hookId"] for h in hooks.listHooks("g")["hooks"]] == ["a/b"]
    hooks.removeHook("g", "a/b")
    hooks.removeHook("g", "a/b")
    for gone in (hooks.hook, hooks.getHookStatus, hooks.getTriggerToken, hooks.listLastFires):
        with pytest.raises(tc.NotFoundError):
            gone("g", "a/b")
    with pytest.raises(tc.NotFoundError):
        hooks.listHooks("g")


@pytest.mark.parametrize(
    "changes",
    [
        {"schedule": ["61 * * * *"]},
        {"triggerSchema": {"type": "frob"}},
        {"hookId": "other"},
        {"hookGroupId": "other"},
        {"task": "text"},
    ],
)
def test_definitions_that_are_refused(hooks, changes):
    with pytest.raises(tc.BadRequestError):
        hooks.createHook("g", "h", definition(**changes))
    with pytest.raises(tc.NotFoundError):
        hooks.hook("g", "h")


def test_changes_are_told(taskcluster, hooks):
    hooks.createHook("g", "h", definition())
    hooks.updateHook("g", "h", definition())
    hooks.removeHook("g", "h")
    hooks.removeHook("g", "h")
    told = [m for m in taskcluster.messages if "taskcluster-hooks" in m.exchange]
    assert [m.exchange.rpartition("-")[2] for m in told] == ["created", "updated", "deleted", "deleted"]
    assert told[0].payload == {"hookGroupId": "g", "hookId": "h"}


def test_a_trigger_makes_the_task_of_the_template(hooks, queue):
    hooks.createHook("g", "h", definition())
    task_id = hooks.triggerHook("g", "h", {"n": 1})["taskId"]
    assert queue.task(task_id)["payload"] == {"context": {"n": 1}, "by": "triggerHook", "id": task_id}
    fire = hooks.listLastFires("g", "h")["lastFires"][0]
    assert (fire["taskId"], fire["result"], fire["taskState"]) == (task_id, "success", "pending")
    assert hooks.getHookStatus("g", "h")["lastFire"]["taskId"] == task_id
    second = hooks.triggerHook("g", "h", {})["taskId"]
    assert [f["taskId"] for f in hooks.listLastFires_items("g", "h", limit=1)] == [second, task_id]
    with pytest.raises(tc.NotFoundError, match="never fired"):
        hooks.listLastFires("g", "h", limit=0)


@pytest.mark.parametrize(
    ("hook_id", "changes", "payload", "status", "text"),
    [
        ("g/h", {"triggerSchema": {"type": "object", "required": ["n"]}}, {}, 400, "'n' is a required"),
        ("g/h", {"triggerSchema": {"$ref": "https://example.com/x"}}, {}, 400, "refers"),
        ("g/h", {"task": {"$eval": "payload.missing"}}, {}, 400, "rendering"),
        ("g/h", {"task": {"a": "b"}}, {}, 400, "calling createTask: InputValidationError"),
        ("none/h", {}, {}, 403, "queue:create-task"),
    ],
)
def test_triggers_that_fail(hooks, hook_id, changes, payload, status, text):
    group, _, name = hook_id.partition("/")
    hooks.createHook(group, name, definition(**changes))
    with pytest.raises(tc.APIError) as caught:
        hooks.triggerHook(group, name, payload)
    assert (caught.value.status_code, text in caught.value.message) == (status, True)
    last = hooks.getHookStatus(group, name)["lastFire"]["result"]
    assert last == ("no-fire" if "triggerSchema" in changes else "error")


def test_a_template_may_make_nothing(hooks):
    hooks.createHook("g", "h", definition(task={"$if": "false", "then": {}}))
    assert hooks.triggerHook("g", "h", {}) == {}
    assert hooks.getHookStatus("g", "h")["lastFire"] == {"result": "no-fire"}


def test_whoever_has_the_token_may_fire(taskcluster, hooks, queue):
    hooks.createHook("g", "h", definition())
    token = hooks.getTriggerToken("g", "h")["token"]
    with tc.sync.Hooks(taskcluster.root_url) as anybody:
        task_id = anybody.triggerHookWithToken("g", "h", token, {"n": 2})["taskId"]
        assert queue.task(task_id)["payload"]["by"] == "triggerHookWithToken"
        assert hooks.resetTriggerToken("g", "h")["token"] != token
        with pytest.raises(tc.AuthenticationError):
            anybody.triggerHookWithToken("g", "h", token, {})


def test_schedules_fire_as_time_goes_on(taskcluster, hooks):
    hooks.createHook("g", "h", definition(schedule=["@hourly"], task=TASK | {"payload": {}}))
    due = hooks.getHookStatus("g", "h")["nextScheduledDate"]
    taskcluster.advance(timedelta(hours=3))
    fires = hooks.listLastFires("g", "h")["lastFires"]
    assert [(f["firedBy"], f["result"]) for f in fires] == [("schedule", "success")] * 3
    assert fires[-1]["taskCreateTime"] == due
    hooks.removeHook("g", "h")
    taskcluster.advance(timedelta(minutes=61))
    assert len([m for m in taskcluster.messages if m.exchange.endswith("task-defined")]) == 3


def test_a_schedule_may_fail_silently(taskcluster, hooks):
    quiet = definition()["metadata"] | {"emailOnError": False}
    hooks.createHook("none", "h", definition(metadata=quiet, schedule=["@hourly"]))
    taskcluster.advance(timedelta(hours=1))
    assert hooks.getHookStatus("none", "h")["lastFire"]["result"] == "error"
    assert taskcluster.notifications == []


def test_the_owner_hears_of_schedules_that_fail(taskcluster, hooks):
    hooks.createHook("none", "h", definition(schedule=["@hourly"]))
    taskcluster.advance(timedelta(hours=1))
    assert hooks.getHookStatus("none", "h")["lastFire"]["result"] == "error"
    assert [n.payload["address"] for n in taskcluster.notifications] == ["o@example.com"]


def test_messages_fire_hooks_that_are_bound_to_them(client, hooks, queue):
    binding = {
        "exchange": "exchange/taskcluster-notify/v1/notification",
        "routingKeyPattern": "primary.a.*.#",
    }
    hooks.createHook("g", "h", definition(bindings=[binding, binding | {"routingKeyPattern": "x"}]))
    hooks.createHook("none", "h", definition(bindings=[binding]))
    notify = tc.sync.Notify(client)
    for key in ("a", "b.c", "a.b", "a.b.c.d"):
        notify.pulse({"routingKey": key, "message": {"key": key}})
    fired = [
        queue.task(f["taskId"])["payload"]["context"] for f in hooks.listLastFires("g", "h")["lastFires"]
    ]
    assert [f["message"]["key"] for f in fired] == ["a.b.c.d", "a.b"]
    failed = hooks.listLastFires("none", "h")["lastFires"]
    assert [(f["result"], f["taskState"]) for f in failed] == [("error", "unknown")] * 2


def test_the_task_of_a_fire_may_be_forgotten(taskcluster, hooks):
    hooks.createHook("g", "h", definition())
    hooks.triggerHook("g", "h", {})
    taskcluster.advance(timedelta(days=400))
    assert hooks.listLastFires("g", "h")["lastFires"][0]["taskState"] == "unknown"


def test_a_hook_that_its_own_task_would_fire_stops_there(hooks):
    binding = {"exchange": "exchange/taskcluster-queue/v1/task-pending", "routingKeyPattern": "#"}
    hooks.createHook("g", "h", definition(bindings=[binding], task=TASK | {"payload": {}}))
    hooks.triggerHook("g", "h", {})
    assert len(hooks.listLastFires("g", "h")["lastFires"]) <= 2


def test_hooks_can_be_seen_with_a_scope_only(taskcluster, hooks):
    hooks.createHook("g", "h", definition())
    response = httpx.get(f"{taskcluster.root_url}/api/hooks/v1/hooks/g/h/token")
    assert response.status_code == 403


def test_a_template_without_times_and_group_gets_them(hooks, queue):
    bare = {key: TASK[key] for key in TASK if key not in ("created", "deadline", "expires", "taskGroupId")}
    names = {"$eval": "[hookGroupId, hookId, taskId, firedBy]"}
    hooks.createHook("g", "h", definition(task={**bare, "payload": {"names": names}}))
    task_id = hooks.triggerHook("g", "h", {})["taskId"]
    task = queue.task(task_id)
    created, deadline, expires = (datetime.fromisoformat(task[k]) for k in ("created", "deadline", "expires"))
    assert abs(created - datetime.now(UTC)) < timedelta(minutes=1)
    assert (deadline - created, expires - created) == (timedelta(days=1), timedelta(days=30))
    assert task["taskGroupId"] == task_id
    assert task["payload"]["names"] == ["g", "h", task_id, "triggerHook"]


def test_what_a_template_sets_itself_stays(hooks, queue):
    group = tc.slug_id()
    times = {"deadline": {"$fromNow": "1 hour"}, "taskGroupId": group, "expires": ""}
    hooks.createHook("g", "h", definition(task={**TASK, "payload": {}, **times}))
    task = queue.task(hooks.triggerHook("g", "h", {})["taskId"])
    lasts = datetime.fromisoformat(task["deadline"]) - datetime.fromisoformat(task["created"])
    assert abs(lasts - timedelta(hours=1)) < timedelta(minutes=1)
    assert task["taskGroupId"] == group


@pytest.mark.parametrize(
    ("patterns", "fires"),
    [
        (["primary.k.#"], 1),
        (["route.k.#"], 1),
        (["route.k.a"], 1),
        (["primary.k.#", "route.k.#"], 1),
        (["k.#"], 0),
        (["route.k"], 0),
    ],
)
def test_a_notification_fires_by_its_keys_and_once(client, hooks, queue, patterns, fires):
    exchange = "exchange/taskcluster-notify/v1/notification"
    bindings = [{"exchange": exchange, "routingKeyPattern": pattern} for pattern in patterns]
    hooks.createHook("g", "h", definition(bindings=bindings))
    tc.sync.Notify(client).pulse({"routingKey": "k.a", "message": {"x": 1}})
    try:
        found = hooks.listLastFires("g", "h")["lastFires"]
    except tc.NotFoundError:
        found = []
    assert [fire["firedBy"] for fire in found] == ["pulseMessage"] * fires
    if fires:
        context = queue.task(found[0]["taskId"])["payload"]["context"]
        assert context == {"message": {"x": 1}, "version": 1}


@pytest.mark.parametrize(
    "exchange",
    [
        "exchange/taskcluster-queue/v1/task-created",
        "exchange/taskcluster-queue/v1/task-created-x",
        "exchange/taskcluster-hooks/v1/hook-created",
        "exchange/taskcluster-hooks/",
    ],
)
def test_bindings_that_would_go_round_are_refused(hooks, exchange):
    good = {"exchange": "exchange/unknown", "routingKeyPattern": "#"}
    bad = {"exchange": exchange, "routingKeyPattern": "#"}
    hooks.createHook("g", "good", definition(bindings=[good]))
    for bindings in ([bad], [good, bad]):
        with pytest.raises(tc.BadRequestError) as caught:
            hooks.createHook("g", "h", definition(bindings=bindings))
        assert caught.value.code == "InputError"
        with pytest.raises(tc.BadRequestError):
            hooks.updateHook("g", "good", definition(bindings=bindings))
    assert hooks.hook("g", "good")["bindings"] == [good]


@pytest.mark.parametrize(
    ("pattern", "key", "good"),
    [
        ("#", "a.b", True),
        ("#", "", True),
        ("a.#", "a", True),
        ("a.*", "a", False),
        ("a.*", "a.b", True),
        ("*.b.#", "a.b.c.d", True),
        ("#.c.#", "a.b.c.d", True),
        ("a.#.d", "a.d", True),
        ("a.#.d", "a.b.d.e", False),
        ("*", "a.b", False),
        (".".join(["#"] * 80 + ["x"]), ".".join("a" * 80), False),  # at once
    ],
)
def test_routing_keys_fit_patterns_as_those_of_the_broker(pattern, key, good):
    assert fits(pattern, key) is good
