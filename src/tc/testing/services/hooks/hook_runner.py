"""HookRunner hooks: by call, by schedule and by Pulse message.

A hook makes the task that its template renders to with JSON-e, and nothing when that is null.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import accumulate
from operator import or_
from typing import TYPE_CHECKING, Any

from tc._lazy import LazyModule
from tc.slugs import slug_id
from tc.testing.protocol.errors import ApiError
from tc.testing.services.base import Context, finish
from tc.testing.services.hooks.cron import next_of
from tc.timestamps import to_json_date

if TYPE_CHECKING:
    import jsone

    from tc.testing.clock import Timer
    from tc.testing.protocol.records import Message
else:  # the server starts faster without it
    jsone = LazyModule("jsone")

CLIENT_ID = "static/taskcluster/hooks"
DEADLINE, EXPIRES = timedelta(days=1), timedelta(days=30)  # of tasks, where the template names none


class TemplateError(ApiError):
    """A template fails; `reason` says where and why, in the words of JSON-e."""

    def __init__(self, reason: str) -> None:
        super().__init__("InputError", f"While rendering the template: {reason}")
        self.reason = reason


@dataclass
class Hook:
    """A hook, with what came of it: `due` and `timer` are there while it has a schedule."""

    group: str
    name: str
    definition: dict[str, Any]
    token: str = field(default_factory=slug_id, repr=False)
    fires: list[dict[str, Any]] = field(default_factory=list)
    last_fire: dict[str, Any] = field(default_factory=lambda: {"result": "no-fire"})
    due: datetime | None = None
    timer: Timer | None = None
    busy: bool = False

    def rest(self) -> None:
        """End its schedule."""
        if self.timer:
            self.timer.cancel()
        self.due = self.timer = None


class HookRunner:
    """Fires the hooks of a deployment.

    Args:
        deployment: Where.
        hooks: All hooks, by group and id.
    """

    def __init__(self, deployment: Context, hooks: Mapping[tuple[str, str], Hook]) -> None:
        self.deployment = deployment
        self.hooks = hooks
        self.exchanges: set[str] = set()

    async def call(
        self, method: str, params: Mapping[str, str], payload: Any = None, *, scopes: Iterable[str]
    ) -> Any:
        """Call a method of another service."""
        return await self.deployment.call(method, params, payload, client_id=CLIENT_ID, scopes=scopes)

    async def fire(self, hook: Hook, context: dict[str, Any]) -> str | None:
        """Make the task of a hook, with the scopes of its role, and keep what came of it.

        Args:
            hook: The hook.
            context: What its template may use: `firedBy`, and by the kind of that more.

        Returns:
            The id of the task, None when the template made none.

        Raises:
            ApiError: The template fails, or the queue refuses the task.
        """
        now = self.deployment.clock.now()
        task_id = slug_id()
        fire = {
            "hookGroupId": hook.group,
            "hookId": hook.name,
            "firedBy": context["firedBy"],
            "taskId": task_id,
            "taskCreateTime": now,
        }
        try:
            names = {"hookGroupId": hook.group, "hookId": hook.name, "taskId": task_id}
            task = render(hook.definition["task"], {**context, **names, "now": to_json_date(now)})
            if not task and not isinstance(task, (dict, list)):
                return None
            if isinstance(task, dict):
                task = with_defaults(task, task_id, now)
            role = f"assume:hook-id:{hook.group}/{hook.name}"
            await self.call("queue.createTask", {"taskId": task_id}, task, scopes=[role])
        except ApiError as error:
            hook.fires.append({**fire, "result": "error", "error": error.message})
            about = {"code": error.code, "message": error.message, "statusCode": error.status}
            hook.last_fire = {"result": "error", "error": about, "time": now}
            raise
        hook.fires.append({**fire, "result": "success", "error": ""})
        hook.last_fire = {"result": "success", "taskId": task_id, "time": now}
        return task_id

    # -- by schedule

    def schedule(self, hook: Hook) -> None:
        """Have a hook fire when its schedule says so next, and then again."""
        hook.rest()
        hook.due = next_of(hook.definition["schedule"], self.deployment.clock.now())
        if hook.due:
            hook.timer = self.deployment.clock.at(hook.due, lambda: self.fire_scheduled(hook))

    def fire_scheduled(self, hook: Hook) -> None:
        """Fire a hook whose time has come."""
        self.schedule(hook)
        try:
            finish(self.fire(hook, {"firedBy": "schedule"}))
        except ApiError as error:
            if hook.definition["metadata"]["emailOnError"]:
                finish(self.send_email(hook, error))

    async def send_email(self, hook: Hook, error: ApiError) -> None:
        """Tell the owner of a hook that its schedule could not fire it."""
        owner = hook.definition["metadata"]["owner"]
        mail = {
            "address": owner,
            "subject": f"[Taskcluster Hooks] Scheduled Hook failure: {hook.group}/{hook.name}"[:255],
            "content": f"Its schedule could not fire {hook.group}/{hook.name}:\n\n{error.message}"[:102400],
        }
        with contextlib.suppress(ApiError):  # the owner may not want any
            await self.call("notify.email", {}, mail, scopes=["notify:email:*"])

    # -- by message

    def listen(self, hook: Hook) -> None:
        """Hear the exchanges that a hook is bound to."""
        for binding in hook.definition["bindings"]:
            if binding["exchange"] not in self.exchanges:
                self.exchanges.add(binding["exchange"])
                self.deployment.subscribe(binding["exchange"], self.hear)

    def hear(self, message: Message) -> None:
        """Fire the hooks that are bound to a message; one that is being fired already, by a message that its
        own task has caused, is left alone."""
        for hook in list(self.hooks.values()):
            if not hook.busy and bound(hook, message):
                hook.busy = True
                try:
                    finish(self.fire(hook, {"firedBy": "pulseMessage", "payload": message.payload}))
                except ApiError:
                    pass  # kept with the hook; nobody waits for a response
                finally:
                    hook.busy = False


def with_defaults(task: dict[str, Any], task_id: str, now: datetime) -> dict[str, Any]:
    """Return a rendered template with its times and its group, where it sets none itself."""
    defaults = {
        "created": to_json_date(now),
        "deadline": to_json_date(now + DEADLINE),
        "expires": to_json_date(now + EXPIRES),
        "taskGroupId": task_id,
    }
    return {**task, **{key: value for key, value in defaults.items() if not task.get(key)}}


def render(template: Any, context: dict[str, Any]) -> Any:
    """A template of JSON-e with its context put in.

    Raises:
        TemplateError: The template fails.
    """
    try:
        return jsone.render(template, context)
    except (jsone.JSONTemplateError, RecursionError) as error:
        raise TemplateError(str(error)) from None


def bound(hook: Hook, message: Message) -> bool:
    """Return True if a hook is bound to a message."""
    keys = (message.routing_key, *message.cc)
    return any(
        binding["exchange"] == message.exchange
        and any(fits(binding["routingKeyPattern"], key) for key in keys)
        for binding in hook.definition["bindings"]
    )


def fits(pattern: str, key: str) -> bool:
    """Return True if a routing key fits a pattern: `*` is a word, `#` any number of them."""
    words = key.split(".")
    taken = [True, *(False for _ in words)]  # of what numbers of words the pattern may consist so far
    for part in pattern.split("."):
        if part == "#":
            taken = list(accumulate(taken, or_))
        else:
            taken = [
                False,
                *(before and part in ("*", word) for before, word in zip(taken, words, strict=False)),
            ]
    return taken[-1]
