"""Actions of task groups: what can be done with a group or a task, beyond the methods of the queue.

https://docs.taskcluster.net/docs/manual/design/conventions/actions
"""

from __future__ import annotations

from typing import Any

from tc._async.client import Client
from tc._async.services.queue import Queue
from tc._async.transfer.artifact_download import download_artifact_to_buf
from tc._protocol.fields import Fields
from tc._protocol.validation import require_instance, require_str
from tc._redact.tracebacks import async_boundary
from tc._tasks.action_input import check_input
from tc._tasks.actions import NAME, Actions, parse_actions, render, require_extra
from tc.errors import NotFoundError
from tc.slugs import slug_id


@async_boundary
async def list_actions(
    queue: Queue, task_group_id: str, *, task_id: str | None = None
) -> list[dict[str, Any]]:
    """List the actions that apply to a task group, or to one of its tasks.

    They are in the artifact `public/actions.json` of the group's decision task, the task whose id is that of
    the group. What is in it comes from that task: show it with care.

    Args:
        queue: Whose credentials, connections and retries apply.
        task_group_id: Of the group.
        task_id: Of a task of the group, whose tags decide; None for the actions on the group as a whole.

    Returns:
        The actions as they stand there, in the order in which they are to be shown. Each has a `kind`, a
        `name` and a `context`, and as a rule `title`, `description` and `schema`. Of several with one name
        it is the first that applies.

    Raises:
        NotFoundError: There is no such group or task, or it has no actions.
        ResponseError: The artifact does not follow the convention.
        ValueError: The task is of another group, or an argument is empty.
        APIError, TransferError, TransportError: From the queue and the storage.
        TypeError: An argument is not as described; nothing was sent.
    """
    require_instance("queue", queue, Queue)
    actions, tags = await _fetch(queue, task_group_id, task_id)
    return actions.applicable(tags)


@async_boundary
async def trigger_action(
    client: Client,
    task_group_id: str,
    name: str,
    *,
    task_id: str | None = None,
    input: Any = None,  # noqa: A002 - the word of the convention
) -> Any:
    """Trigger an action on a task group, or on one of its tasks. Needs the extra `actions`.

    Everything is checked before anything is triggered: that the action applies, that the input fits its
    schema, and that its template can be rendered.

    Args:
        client: Whose credentials trigger it.
        task_group_id: Of the group.
        name: Of the action, such as `"retrigger"`.
        task_id: Of the task that it is for; None for an action on the group.
        input: What the action takes, as its schema has it, which also has defaults for what is left out.

    Returns:
        What `hooks.triggerHook` returns: the status of the task that the hook has created, as a rule. For an
        action of kind `task`, which creates a task with the scopes of the decision task at most, what
        `queue.createTask` returns.

    Raises:
        ConfigurationError: The extra `actions` is not installed.
        ValueError: There is no such action, it does not apply, or the input does not fit; the place is named.
        NotFoundError: There is no such group, task or hook, or the group has no actions.
        ResponseError: The artifact does not follow the convention, or its template fails.
        APIError, TransferError, TransportError: From the services and the storage.
        TypeError: An argument is not as described; nothing was sent.
    """
    require_instance("client", client, Client)
    require_str("name", name)
    require_extra("jsone")
    actions, tags = await _fetch(client.queue, task_group_id, task_id)
    target = f"task {task_id}" if task_id is not None else f"group {task_group_id}"
    action = actions.find(name, tags, target)
    context = actions.context(task_id, check_input(task_group_id, action, input))
    if action["kind"] == "hook":
        payload = render(task_group_id, name, action["hookPayload"], context)
        return await client.hooks.triggerHook(action["hookGroupId"], action["hookId"], payload)
    return await _create(client.queue, task_group_id, action, context)


async def _create(queue: Queue, task_group_id: str, action: dict[str, Any], context: dict[str, Any]) -> Any:
    """Create the task of an action of kind `task`, with no more scopes than the decision task has."""
    decision = Fields("queue.task", await queue.task(task_group_id))
    own_task_id = slug_id()
    context["ownTaskId"] = own_task_id
    context["task"] = None if context["taskId"] is None else await queue.task(context["taskId"])
    definition: Any = render(task_group_id, action["name"], action["task"], context)
    limited = queue.with_options(authorized_scopes=decision.text_list("scopes"))
    return await limited.createTask(own_task_id, definition)


async def _fetch(
    queue: Queue, task_group_id: str, task_id: str | None
) -> tuple[Actions, dict[str, str] | None]:
    """The actions of a group, and the tags of a task of it, None without one."""
    require_str("task_group_id", task_group_id)
    tags: dict[str, str] | None = None
    if task_id is not None:
        require_str("task_id", task_id)
        task = Fields("queue.task", await queue.task(task_id))
        if task.text("taskGroupId") != task_group_id:
            raise ValueError(f"task_id: task {task_id} is not of group {task_group_id}")
        tags = task.texts("tags")
    try:
        artifact = await download_artifact_to_buf(queue, task_group_id, NAME, allow_references=False)
    except NotFoundError as error:
        error.add_note(f"the group has no actions: its decision task has no artifact {NAME}")
        raise
    return parse_actions(task_group_id, artifact.content), tags
