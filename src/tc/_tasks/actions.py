"""Actions of a task group: which apply, and what they send. Pure, shared by both halves.

What is in `public/actions.json` comes from a task, and is not trusted.

https://docs.taskcluster.net/docs/manual/design/conventions/actions
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from tc._protocol.fields import Fields
from tc._protocol.payload import encode_payload
from tc.errors import ConfigurationError, ResponseError

if TYPE_CHECKING:
    from types import ModuleType

NAME = "public/actions.json"
COMMON: dict[str, type] = {"name": str, "context": list}
KINDS: dict[str, dict[str, type]] = {
    "hook": {"hookGroupId": str, "hookId": str, "hookPayload": object},
    "task": {"task": object},
}


class Actions(NamedTuple):
    """The actions of a task group.

    Attributes:
        task_group_id: The group.
        actions: Those of a known kind, in the order in which they are to be shown.
        variables: What their templates may use besides.
    """

    task_group_id: str
    actions: list[dict[str, Any]]
    variables: dict[str, Any]

    def applicable(self, tags: Mapping[str, str] | None) -> list[dict[str, Any]]:
        """Return the actions that apply to the group, or to a task with these tags; one of each name."""
        found: dict[str, dict[str, Any]] = {}
        for action in self.actions:
            if applies(action, tags):
                found.setdefault(action["name"], action)
        return list(found.values())

    def find(self, name: str, tags: Mapping[str, str] | None, target: str) -> dict[str, Any]:
        """Return the action of a name that applies.

        Args:
            name: Its name.
            tags: Of the task that it is for; None for the group.
            target: What it is for, for the error.

        Raises:
            ValueError: The group has no such action, or it does not apply.
        """
        for action in self.applicable(tags):
            if action["name"] == name:
                return action
        if any(action["name"] == name for action in self.actions):
            raise ValueError(f"name: the action {name!r} does not apply to {target}")
        names = ", ".join(dict.fromkeys(action["name"] for action in self.actions)) or "none"
        raise ValueError(f"name: group {self.task_group_id} has no action {name!r}; it has {names}")

    def context(self, task_id: str | None, input_value: Any) -> dict[str, Any]:
        """Return what the template of an action is rendered with."""
        known = {"taskGroupId": self.task_group_id, "taskId": task_id, "input": input_value}
        return self.variables | known


def applies(action: Mapping[str, Any], tags: Mapping[str, str] | None) -> bool:
    """Return True if an action applies to a task with these tags, or to the group where they are None."""
    context = action["context"]
    if tags is None:
        return not context
    return any(all(tags.get(key) == value for key, value in wanted.items()) for wanted in context)


def parse_actions(task_group_id: str, content: bytes) -> Actions:
    """Return the actions in the artifact of a decision task.

    Raises:
        ResponseError: It is not as the convention has it; the place is named.
    """
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        raise unusable(task_group_id, "it is not JSON") from None
    if not isinstance(found, dict) or found.get("version") != 1:
        raise unusable(task_group_id, "it is not an object of version 1")
    actions, variables = found.get("actions"), found.get("variables", {})
    if not isinstance(actions, list) or not isinstance(variables, dict):
        raise unusable(task_group_id, "it has no list of actions, or no object of variables")
    known = []
    for number, action in enumerate(actions):
        kind = action.get("kind") if isinstance(action, dict) else None
        if not isinstance(kind, str):
            raise unusable(task_group_id, f"actions[{number}] has no kind")
        if kind in KINDS:
            check_action(task_group_id, f"actions[{number}]", action)
            known.append(action)
    return Actions(task_group_id, known, variables)


def check_action(task_group_id: str, place: str, action: Mapping[str, Any]) -> None:
    """Refuse an action that lacks something.

    Raises:
        ResponseError: It does; the place is named.
    """
    for key, kind in (COMMON | KINDS[action["kind"]]).items():
        if key not in action or not isinstance(action[key], kind):
            raise unusable(task_group_id, f"{place} has no good {key!r}")
    for key in ("hookGroupId", "hookId"):
        if key in KINDS[action["kind"]]:
            Fields(f"{NAME} of task {task_group_id}: {place}", action).segment(key)
    if not all(isinstance(wanted, dict) for wanted in action["context"]):
        raise unusable(task_group_id, f"{place} has no good 'context'")


def unusable(task_group_id: str, problem: str) -> ResponseError:
    """The error of an artifact that does not follow the convention."""
    return ResponseError(f"{NAME} of task {task_group_id} cannot be used: {problem}")


def require_extra(name: str) -> ModuleType:
    """Return JSON-e (`jsone`) or `jsonschema`.

    Raises:
        ConfigurationError: It is not installed.
    """
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        raise ConfigurationError(
            f"triggering actions needs {error.name}: install taskcluster-sdk[actions]"
        ) from None


def render(task_group_id: str, name: str, template: Any, context: dict[str, Any]) -> dict[str, Any]:
    """Return the template of an action with its context put in.

    Raises:
        ResponseError: The template fails, or does not make an object.
    """
    jsone = require_extra("jsone")
    try:
        found = jsone.render(template, context)
        if isinstance(found, dict):
            encode_payload(found)
    except Exception as error:  # noqa: BLE001 - whatever a template that is not trusted may bring about
        raise unusable(task_group_id, f"the template of action {name!r}: {error}") from None
    if not isinstance(found, dict):
        raise unusable(task_group_id, f"the template of action {name!r} does not make an object")
    return found
