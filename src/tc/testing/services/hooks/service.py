"""The hooks service: definitions of hooks, and who may see and fire them; `hook_runner` fires them.

https://docs.taskcluster.net/docs/reference/core/hooks
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from tc.slugs import slug_id
from tc.testing.protocol.api_facts import Service as ServiceFacts
from tc.testing.protocol.call import Call
from tc.testing.protocol.errors import ApiError
from tc.testing.protocol.response import same_json
from tc.testing.protocol.validation import is_schema, problems_with
from tc.testing.services.base import Context, Patterns, Service
from tc.testing.services.hooks.cron import next_of
from tc.testing.services.hooks.hook_runner import Hook, HookRunner, TemplateError

EXCHANGE = "exchange/taskcluster-hooks/v1/hook-"
DENIED_EXCHANGES = ("exchange/taskcluster-queue/v1/task-created", "exchange/taskcluster-hooks/")  # loops
NEVER_FIRED = "No such hook or never fired"
Key = tuple[str, str]


class Hooks(Service):
    """Hooks by group and id."""

    ids: ClassVar[Patterns] = {
        "hookGroupId": re.compile(r"[a-zA-Z0-9_-]{1,1000}"),
        "hookId": re.compile(r"[a-zA-Z0-9_/-]{1,1000}"),
    }

    def __init__(self, deployment: Context, facts: ServiceFacts) -> None:
        super().__init__(deployment, facts)
        self.hooks: dict[Key, Hook] = {}
        self.runner: HookRunner = HookRunner(deployment, self.hooks)

    # -- looking up

    def find(self, call: Call) -> Hook:
        """The hook that a call is about.

        Raises:
            ApiError: ResourceNotFound.
        """
        hook = self.hooks.get(key_of(call))
        if hook is None:
            raise ApiError("ResourceNotFound", "No such hook")
        return hook

    async def listHookGroups(self, call: Call) -> Any:
        """The groups that have hooks."""
        return {"groups": sorted({group for group, _ in self.hooks})}

    async def listHooks(self, call: Call) -> Any:
        """The hooks of a group."""
        found = [
            h.definition for key, h in sorted(self.hooks.items()) if key[0] == call.params["hookGroupId"]
        ]
        if not found:
            raise ApiError("ResourceNotFound", "No such group")
        return {"hooks": found}

    async def hook(self, call: Call) -> Any:
        """The definition of a hook."""
        return self.find(call).definition

    async def getHookStatus(self, call: Call) -> Any:
        """How a hook fired last, and when its schedule fires it next."""
        hook = self.find(call)
        return {"lastFire": hook.last_fire, **({"nextScheduledDate": hook.due} if hook.due else {})}

    async def listLastFires(self, call: Call) -> Any:
        """What came of firing a hook, the latest first; a hook that was never fired is not found."""
        hook = self.hooks.get(key_of(call))
        if hook is None:
            raise ApiError("ResourceNotFound", NEVER_FIRED)
        page = call.page(hook.fires[::-1])
        if not page["lastFires"]:  # also a page beyond the last
            raise ApiError("ResourceNotFound", NEVER_FIRED)
        page["lastFires"] = [{**fire, "taskState": await self.state(fire)} for fire in page["lastFires"]]
        return page

    async def state(self, fire: Mapping[str, Any]) -> str:
        """The state of the task that came of firing a hook."""
        if fire["result"] == "error":
            return "unknown"
        try:
            response = await self.runner.call(
                "queue.status", {"taskId": fire["taskId"]}, scopes=["queue:status:*"]
            )
        except ApiError:
            return "unknown"
        state: str = response["status"]["state"]
        return state

    # -- definitions

    async def createHook(self, call: Call) -> Any:
        """Make a hook; one that is there already has to have the same definition, its bindings included."""
        check_ids(call)
        check_definition(call)
        definition, there = {**call.payload, **call.params}, self.hooks.get(key_of(call))
        if there is None:
            self.define(call, "created", {"bindings": [], **definition})
        elif not same_json(there.definition, definition):
            raise ApiError("RequestConflict", f"hook `{'/'.join(key_of(call))}` already exists.")
        self.tell("created", call)
        return definition

    async def updateHook(self, call: Call) -> Any:
        """Give a hook another definition; without bindings it keeps those that it has."""
        check_ids(call)
        bindings = self.find(call).definition["bindings"]
        check_definition(call)
        definition = {"bindings": bindings, **call.payload, **call.params}
        self.define(call, "updated", definition)
        self.tell("updated", call)
        return definition

    def define(self, call: Call, event: str, definition: dict[str, Any]) -> None:
        """Keep a definition, and write that into the audit history."""
        hook = self.hooks.setdefault(key_of(call), Hook(*key_of(call), definition))
        hook.definition = definition
        self.runner.schedule(hook)
        self.runner.listen(hook)
        self.deployment.record(call, "hook", "/".join(key_of(call)), event)

    async def removeHook(self, call: Call) -> Any:
        """Remove a hook, if it is there."""
        hook = self.hooks.pop(key_of(call), None)
        if hook:
            hook.rest()
        self.deployment.record(call, "hook", "/".join(key_of(call)), "deleted")
        self.tell("deleted", call)

    def tell(self, event: str, call: Call) -> None:
        """Send a message about a change."""
        self.deployment.publish(EXCHANGE + event, "_", dict(call.params))

    # -- firing

    async def triggerHook(self, call: Call) -> Any:
        """Fire a hook with a payload for its template."""
        hook = self.find(call)
        return await self.trigger(hook, call, {"firedBy": "triggerHook", "clientId": call.client_id})

    async def triggerHookWithToken(self, call: Call) -> Any:
        """Fire a hook, as anybody who knows its token may."""
        hook = self.find(call)
        if call.params["token"] != hook.token:
            raise ApiError("AuthenticationFailed", "invalid hook token")
        return await self.trigger(hook, call, {"firedBy": "triggerHookWithToken"})

    async def trigger(self, hook: Hook, call: Call, context: dict[str, Any]) -> Any:
        """Fire a hook; what the queue refuses is what the caller gets, in the words of this service."""
        problems = problems_with(hook.definition["triggerSchema"], call.payload)
        if problems:
            raise ApiError("InputError", "\n".join(["Payload does not fit the triggerSchema:", *problems]))
        try:
            task_id = await self.runner.fire(hook, {**context, "payload": call.payload})
        except ApiError as error:
            role = f"`hook-id:{hook.group}/{hook.name}`"
            if error.code == "InsufficientScopes":
                lacking = f"The role {role} does not have sufficient scopes to create the task"
                raise ApiError(error.code, f"{lacking}:\n\n{error.message}") from None
            template = isinstance(error, TemplateError)
            step = "firing hook:" if template else f"calling createTask: {error.code}"
            raise ApiError("InputError", f"While {step}\n\n{error.message}") from None
        return {"taskId": task_id, "status": {"taskId": task_id}} if task_id else {}

    async def getTriggerToken(self, call: Call) -> Any:
        """The secret with which anybody can fire a hook."""
        return {"token": self.find(call).token}

    async def resetTriggerToken(self, call: Call) -> Any:
        """Give a hook another secret."""
        hook = self.find(call)
        hook.token = slug_id()
        return {"token": hook.token}


def key_of(call: Call) -> Key:
    """The group and id that a call is about."""
    return call.params["hookGroupId"], call.params["hookId"]


def check_ids(call: Call) -> None:
    """Refuse a definition that names another hook than the URL.

    Raises:
        ApiError: InputError.
    """
    for name, value in call.params.items():
        if call.payload.get(name, value) != value:
            raise ApiError("InputError", f"{name} in the definition is not that of the URL")


def check_definition(call: Call) -> None:
    """Refuse a definition whose schedule, bindings or schema are not valid.

    Raises:
        ApiError: InputError.
    """
    try:
        next_of(call.payload["schedule"], call.now)
    except ValueError as error:
        raise ApiError("InputError", f"schedule: {error}") from None
    for binding in call.payload.get("bindings", ()):
        if binding["exchange"].startswith(DENIED_EXCHANGES):
            raise ApiError("InputError", f"bindings: hooks cannot listen to {binding['exchange']}")
    if not is_schema(call.payload["triggerSchema"]):
        raise ApiError("InputError", "triggerSchema is not a valid JSON schema")
