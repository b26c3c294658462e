# Generated from tests/_async/test_actions.py by tools/unasync_build.py. Do not edit.

"""Actions of task groups, triggered on a local Taskcluster."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

import pytest

import tc
from tc import sync
from tc.testing import LocalTaskcluster
from tests.support.local_tasks import LocalTasks, definition

pytestmark = pytest.mark.anyio

TEST = {"kind": "test"}
RETRIGGER: dict[str, Any] = {
    "kind": "hook",
    "name": "retrigger",
    "title": "Retrigger",
    "description": "Run it again",
    "context": [{"kind": "test"}, {"kind": "build", "level": "1"}],
    "schema": {
        "type": "object",
        "properties": {
            "times": {"type": "integer", "default": 1, "minimum": 1},
            "options": {
                "type": "object",
                "default": {},
                "properties": {"fast": {"type": "boolean", "default": True}},
            },
        },
        "additionalProperties": False,
    },
    "hookGroupId": "project-x",
    "hookId": "in-tree/action",
    "hookPayload": {
        "decision": {"$eval": "parameters"},
        "user": {"input": {"$eval": "input"}, "taskId": {"$eval": "taskId"}},
        "group": "${taskGroupId}",
    },
}
CANCEL_ALL: dict[str, Any] = {
    "kind": "hook",
    "name": "cancel-all",
    "title": "Cancel all",
    "description": "",
    "context": [],
    "hookGroupId": "project-x",
    "hookId": "in-tree/action",
    "hookPayload": {"task": {"$eval": "taskId"}},
}
ACTIONS: dict[str, Any] = {
    "version": 1,
    "variables": {"parameters": {"revision": "abc"}, "taskId": "a variable does not hide it"},
    "actions": [
        {"kind": "not known", "anything": 1},
        RETRIGGER,
        CANCEL_ALL,
        {**RETRIGGER, "title": "Retrigger anything", "context": [{}]},
        {**CANCEL_ALL, "name": "rebuild", "context": [{"kind": "build"}]},
    ],
}


def task_template(**changes: Any) -> Any:
    """A template of JSON-e that makes the definition of a task."""
    times = {"created": "0 seconds", "deadline": "1 hour", "expires": "1 day"}
    return definition(**changes) | {key: {"$fromNow": offset} for key, offset in times.items()}


class Group(LocalTasks):
    """A task group with a decision task that has actions, and a hook for them."""

    def __init__(self, taskcluster: LocalTaskcluster) -> None:
        super().__init__(taskcluster)
        self.group_id = self.create(scopes=["queue:create-task:lowest:p/w", "queue:scheduler-id:s"])
        self.run_id = self.start(self.group_id)
        self.test_id = self.create(taskGroupId=self.group_id, tags={"kind": "test", "more": "tags"})
        self.build_id = self.create(taskGroupId=self.group_id, tags={"kind": "build", "level": "3"})
        template = task_template(payload={"got": {"$eval": "payload"}, "by": {"$eval": "clientId"}})
        hook: Any = {
            "metadata": {"name": "action", "description": "", "owner": "me@example.com"},
            "task": template,
            "triggerSchema": {"type": "object"},
        }
        tc.sync.Hooks(self.queue.api_client).createHook("project-x", "in-tree/action", hook)
        role: Any = {"scopes": ["queue:*"], "description": ""}
        tc.sync.Auth(self.queue.api_client).createRole("hook-id:project-x/in-tree/action", role)

    def publish(self, actions: Any) -> None:
        """Let the decision task upload its actions."""
        content = actions if isinstance(actions, bytes) else json.dumps(actions).encode()
        tc.sync.upload_artifact_from_buf(
            *(self.queue, self.group_id, self.run_id, "public/actions.json"),
            storage_type="s3",
            content_type="application/json",
            expires=tc.from_now("1 hour"),
            data=content,
        )

    def triggered(self) -> int:
        """How many hooks have been triggered."""
        return self.count("triggerHook")


@pytest.fixture
def group(taskcluster: LocalTaskcluster) -> Iterator[Group]:
    with Group(taskcluster) as group:
        group.publish(ACTIONS)
        yield group


def client_of(group: Group, **options: Any) -> sync.Client:
    options = {"credentials": group.taskcluster.credentials} | options
    return sync.Client(group.taskcluster.root_url, **options)


# ------------------------------------------------------------ listing


def test_list_actions_of_the_group_are_those_without_a_context(group: Group) -> None:
    with client_of(group) as client:
        assert sync.list_actions(sync.Queue(client), group.group_id) == [CANCEL_ALL]


def test_list_actions_of_a_task_are_those_whose_tags_it_has(group: Group) -> None:
    with client_of(group) as client:
        queue = sync.Queue(client)
        of_test = sync.list_actions(queue, group.group_id, task_id=group.test_id)
        of_build = sync.list_actions(queue, group.group_id, task_id=group.build_id)
    assert [action["title"] for action in of_test] == ["Retrigger"]
    assert [action["title"] for action in of_build] == ["Retrigger anything", "Cancel all"]
    assert [action["name"] for action in of_build] == ["retrigger", "rebuild"]


def test_list_actions_of_a_group_without_any_says_so(group: Group) -> None:
    with client_of(group) as client:
        queue = sync.Queue(client)
        with pytest.raises(tc.NotFoundError) as caught:
            sync.list_actions(queue, group.test_id)
        assert "public/actions.json" in caught.value.__notes__[0]
        with pytest.raises(
            ValueError, match=f"task_id: task {group.group_id} is not of group {group.test_id}"
        ):
            sync.list_actions(queue, group.test_id, task_id=group.group_id)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"{", "it is not JSON"),
        ([], "it is not an object of version 1"),
        ({**ACTIONS, "version": 2}, "it is not an object of version 1"),
        ({"version": 1}, "it has no list of actions"),
        ({**ACTIONS, "variables": []}, "no object of variables"),
        ({**ACTIONS, "actions": ["x"]}, r"actions\[0\] has no kind"),
        ({**ACTIONS, "actions": [RETRIGGER, {**RETRIGGER, "name": 1}]}, r"actions\[1\] has no good 'name'"),
        ({**ACTIONS, "actions": [{**RETRIGGER, "context": {}}]}, r"actions\[0\] has no good 'context'"),
        ({**ACTIONS, "actions": [{**RETRIGGER, "context": ["x"]}]}, r"actions\[0\] has no good 'context'"),
        ({**ACTIONS, "actions": [{"kind": "task", "name": "a", "context": []}]}, r"\[0\] has no good 'task'"),
    ],
)
def test_list_actions_that_do_not_follow_the_convention(
    taskcluster: LocalTaskcluster, content: Any, problem: str
) -> None:
    with Group(taskcluster) as group:
        group.publish(content)
        with client_of(group) as client:
            with pytest.raises(tc.ResponseError, match=f"{group.group_id} cannot be used: .*{problem}"):
                sync.list_actions(sync.Queue(client), group.group_id)


def test_list_actions_follows_no_reference(taskcluster: LocalTaskcluster) -> None:
    with Group(taskcluster) as group:
        reference: Any = {
            "storageType": "reference",
            "url": taskcluster.root_url,
            "contentType": "application/json",
            "expires": tc.from_now("1 hour"),
        }
        group.queue.createArtifact(group.group_id, str(group.run_id), "public/actions.json", reference)
        with client_of(group) as client:
            with pytest.raises(tc.TransferError, match="reference"):
                sync.list_actions(sync.Queue(client), group.group_id)


# ------------------------------------------------------------ triggering


def test_trigger_action_on_a_task_renders_the_payload_of_its_hook(group: Group) -> None:
    given = {"times": 3}
    with client_of(group) as client:
        status = sync.trigger_action(client, group.group_id, "retrigger", task_id=group.test_id, input=given)
    task = group.queue.task(status["taskId"])
    assert task["payload"] == {
        "got": {
            "decision": {"revision": "abc"},
            "user": {"input": {"times": 3, "options": {"fast": True}}, "taskId": group.test_id},
            "group": group.group_id,
        },
        "by": group.taskcluster.credentials.client_id,
    }
    assert given == {"times": 3}


def test_trigger_action_on_the_group_has_neither_task_nor_input(group: Group) -> None:
    with client_of(group) as client:
        status = sync.trigger_action(client, group.group_id, "cancel-all")
    assert group.queue.task(status["taskId"])["payload"]["got"] == {"task": None}


def test_trigger_action_with_nothing_given_uses_the_defaults(group: Group) -> None:
    with client_of(group) as client:
        status = sync.trigger_action(client, group.group_id, "retrigger", task_id=group.test_id)
    found: Any = group.queue.task(status["taskId"])["payload"]["got"]
    assert found["user"]["input"] == {"times": 1, "options": {"fast": True}}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"name": "no"}, "group .* has no action 'no'; it has retrigger, cancel-all, rebuild$"),
        ({"name": "cancel-all"}, "the action 'cancel-all' does not apply to task"),
        ({"name": "rebuild"}, "the action 'rebuild' does not apply to task"),
        ({"task_id": None}, "the action 'retrigger' does not apply to group"),
        ({"input": {"times": 0}}, r"input\.times: 0 is less than the minimum of 1"),
        ({"input": {"times": "2"}}, r"input\.times: '2' is not of type 'integer'"),
        ({"input": {"options": {"fast": 1}}}, r"input\.options\.fast: 1 is not of type 'boolean'"),
        ({"input": {"more": 1}}, "input: Additional properties"),
        ({"input": []}, r"input: \[\] is not of type 'object'"),
        ({"name": "cancel-all", "task_id": None, "input": {}}, "input: the action 'cancel-all' takes none"),
        ({"name": ""}, "name"),
    ],
)
def test_trigger_action_checks_before_anything_is_triggered(
    group: Group, arguments: dict[str, Any], message: str
) -> None:
    options = {"name": "retrigger", "task_id": group.test_id} | arguments
    with client_of(group) as client:
        with pytest.raises(ValueError, match=message):
            sync.trigger_action(client, group.group_id, **options)
    assert group.triggered() == 0


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"hookPayload": {"$eval": "missing"}}, "the template of action 'cancel-all': "),
        ({"hookPayload": {"$if": "true"}}, "the template of action 'cancel-all' does not make an object"),
        ({"hookPayload": "text"}, "the template of action 'cancel-all' does not make an object"),
        ({"schema": {"type": "no type"}}, "the schema of action 'cancel-all': "),
        ({"schema": 5}, "the schema of action 'cancel-all': "),
        ({"schema": {"$ref": "#/nowhere"}}, "the schema of action 'cancel-all': "),
        ({"schema": {"$ref": "http://127.0.0.1:9/schema"}}, "the schema of action 'cancel-all': "),
        (
            {
                "schema": {
                    "properties": {"a": {"$ref": "#", "default": {}}, "b": {"$ref": "#", "default": {}}}
                }
            },
            "the schema of action 'cancel-all': ",
        ),
    ],
)
def test_trigger_action_that_is_broken_triggers_nothing(
    taskcluster: LocalTaskcluster, changes: dict[str, Any], problem: str
) -> None:
    with Group(taskcluster) as group:
        group.publish({"version": 1, "actions": [CANCEL_ALL | changes]})
        with client_of(group) as client:
            with pytest.raises(tc.ResponseError, match=problem):
                sync.trigger_action(client, group.group_id, "cancel-all")
        assert group.triggered() == 0


def test_trigger_action_needs_the_callers_own_scopes(group: Group) -> None:
    credentials = group.taskcluster.client_credentials(
        "limited", ["queue:get-artifact:*", "queue:get-task:*"]
    )
    with client_of(group, credentials=credentials) as client:
        with pytest.raises(tc.InsufficientScopesError, match="hooks:trigger-hook:project-x/in-tree/action"):
            sync.trigger_action(client, group.group_id, "cancel-all")


def test_trigger_action_of_kind_task_has_the_scopes_of_the_decision_task_at_most(
    taskcluster: LocalTaskcluster,
) -> None:
    template = task_template(
        payload={"id": "${ownTaskId}", "on": {"$eval": "task.metadata.name"}},
        scopes={"$eval": "input"},
        projectId="mine",
    )
    action = {
        "kind": "task",
        "name": "old",
        "context": [TEST],
        "task": template,
        "schema": {"type": "array", "default": []},
    }
    with Group(taskcluster) as group:
        group.publish({"version": 1, "actions": [action]})
        decision = group.queue.task(group.group_id)
        with client_of(group) as client:
            with pytest.raises(tc.InsufficientScopesError):
                sync.trigger_action(client, group.group_id, "old", task_id=group.test_id, input=["a"])
            with pytest.raises(tc.InsufficientScopesError, match="queue:create-task:project:mine"):
                sync.trigger_action(client, group.group_id, "old", task_id=group.test_id)
        assert decision["scopes"] == ["queue:create-task:lowest:p/w", "queue:scheduler-id:s"]


def test_trigger_action_of_kind_task_creates_the_task(taskcluster: LocalTaskcluster) -> None:
    template = task_template(payload={"id": "${ownTaskId}", "task": {"$eval": "task"}})
    with Group(taskcluster) as group:
        decision = group.create(scopes=["queue:*"])
        group.group_id, group.run_id = decision, group.start(decision)
        group.publish(
            {"version": 1, "actions": [{"kind": "task", "name": "a", "context": [], "task": template}]}
        )
        with client_of(group) as client:
            created: Any = sync.trigger_action(client, decision, "a")
        task_id = created["status"]["taskId"]
        assert group.queue.task(task_id)["payload"] == {"id": task_id, "task": None}


def test_trigger_action_without_the_extra_says_what_to_install(
    group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "jsone", None)
    with client_of(group) as client:
        before = len(group.taskcluster.requests)
        with pytest.raises(tc.ConfigurationError, match=r"needs jsone: install taskcluster-sdk\[actions\]"):
            sync.trigger_action(client, group.group_id, "cancel-all")
        assert len(group.taskcluster.requests) == before


def test_actions_refuse_other_objects(group: Group) -> None:
    with client_of(group) as client:
        with pytest.raises(TypeError, match="queue: expected tc"):
            sync.list_actions(client, group.group_id)
        with pytest.raises(TypeError, match="client: expected tc"):
            sync.trigger_action(sync.Queue(client), group.group_id, "cancel-all")
        with pytest.raises(TypeError, match="task_group_id"):
            sync.list_actions(sync.Queue(client), None)
