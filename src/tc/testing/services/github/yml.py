"""Rendering a `.taskcluster.yml`, version 1.

https://docs.taskcluster.net/docs/reference/integrations/github/taskcluster-yml-v1
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import jsone
import yaml

from tc.slugs import slug_id, stable_slug_id
from tc.testing.protocol.errors import ApiError
from tc.timestamps import to_json_date

SCHEDULER_ID = "taskcluster-github"
STATUS_ROUTE = "statuses"


class Loader(yaml.SafeLoader):  # type: ignore[misc] # there are no types of it
    """YAML as JavaScript reads it: moments stay texts, and only `true` and `false` are bools."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if not tag.endswith((":timestamp", ":bool"))]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
BOOLEAN = re.compile("true|True|TRUE|false|False|FALSE")
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", BOOLEAN, list("tTfF"))


def parse(text: str) -> dict[str, Any]:
    """The content of a file.

    Raises:
        ApiError: InputError, it is no YAML, or no file of version 1 with tasks.
    """
    try:
        config = yaml.load(text, Loader)  # noqa: S506 (it is a safe one)
    except (yaml.YAMLError, RecursionError) as error:
        raise ApiError("InputError", f"The file is no YAML: {error}") from None
    if not isinstance(config, dict) or config.get("version") != 1:
        raise ApiError("InputError", "The file must be an object with `version: 1`")
    if not isinstance(config.get("tasks"), (list, dict)):
        raise ApiError("InputError", "The file must have `tasks`, an array or a template")
    return config


def render(
    text: str, event: dict[str, Any], tasks_for: str, repository: str, root_url: str, now: datetime
) -> dict[str, Any]:
    """The tasks that a file makes of an event, and the scopes with which they are made.

    Args:
        text: The file.
        event: The body of the event.
        tasks_for: Its kind, such as `github-push`.
        repository: Organization and name.
        root_url: Of the deployment.
        now: When it happens.

    Raises:
        ApiError: InputError, the file is not right, or its template fails.
    """
    config = parse(text)
    context = {
        "taskcluster_root_url": root_url,
        "tasks_for": tasks_for,
        "event": event,
        "as_slugid": stable_slug_id(),
        "now": to_json_date(now),
    }
    try:
        found: Any = jsone.render(config["tasks"], context)
    except (jsone.JSONTemplateError, RecursionError) as error:
        raise ApiError("InputError", f"The template fails: {error}") from None
    tasks = found if isinstance(found, list) else [found]
    if not all(isinstance(task, dict) for task in tasks):
        raise ApiError("InputError", "The template must render to tasks")
    group_id = slug_id()
    scopes = [role_of(repository, event, tasks_for), f"queue:route:{STATUS_ROUTE}"]
    return {
        "tasks": [complete(task, group_id, len(tasks) == 1, now) for task in tasks],
        "scopes": [*scopes, f"queue:scheduler-id:{SCHEDULER_ID}"],
    }


def complete(task: dict[str, Any], group_id: str, alone: bool, now: datetime) -> dict[str, Any]:
    """A task with what the service adds: ids, moments, the route by which it hears of it."""
    task = dict(task)
    task_id = task.pop("taskId", None) or (group_id if alone else slug_id())
    defaults = {"taskGroupId": task_id if alone else group_id, "created": to_json_date(now)}
    routes = task.get("routes")
    routes = [*(routes if isinstance(routes, list) else []), STATUS_ROUTE]
    return {"taskId": task_id, "task": {**defaults, **task, "schedulerId": SCHEDULER_ID, "routes": routes}}


def role_of(repository: str, event: Mapping[str, Any], tasks_for: str) -> str:
    """The scope for what happens in a repository: the role that its tasks have."""
    prefix = f"assume:repo:github.com/{repository}:"
    if tasks_for == "github-release":
        return f"{prefix}release:{event['action']}"
    if tasks_for != "github-push":
        return prefix + tasks_for.removeprefix("github-")
    kind, _, name = str(event["ref"]).removeprefix("refs/").partition("/")
    return f"{prefix}{'tag' if kind == 'tags' else 'branch'}:{name}"
