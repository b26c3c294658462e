# Generated from src/tc/_async/services/hooks.py by tools/unasync_build.py. Do not edit.

# Generated from api/hooks.json by tools/generate.py. Do not edit.

"""The hooks service."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from typing_extensions import deprecated

from tc._lazy import LazyModule
from tc._protocol.annotations import Payload
from tc._protocol.urls import route
from tc._redact.tracebacks import boundary
from tc._sync.paging import Items, Pages
from tc._sync.service import Service

if TYPE_CHECKING:
    from tc.types import hooks as types
else:
    types = LazyModule("tc.types.hooks")


class Hooks(Service):
    """Methods of the hooks service: https://docs.taskcluster.net/docs/reference/core/hooks"""

    @boundary
    def ping(self) -> types.Ping:
        """Check that the service is up.

        `GET /ping`, stable.

        https://docs.taskcluster.net/docs/reference/core/hooks/api#ping

        Returns:
            `alive`, and `uptime` in seconds.
        """
        response: types.Ping = self.api_client.call_api("GET", "api/hooks/v1/ping")
        return response

    def ping_url(self) -> str:
        """The URL of `ping`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/hooks/v1/ping")

    def ping_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `ping` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/hooks/v1/ping", ttl=ttl)

    @boundary
    def lbheartbeat(self) -> types.Heartbeat:
        """Check that the service responds, as load balancers do.

        `GET /__lbheartbeat__`, stable.

        https://docs.taskcluster.net/docs/reference/core/hooks/api#lbheartbeat

        Returns:
            A free-form dict.
        """
        response: types.Heartbeat = self.api_client.call_api("GET", "api/hooks/v1/__lbheartbeat__")
        return response

    def lbheartbeat_url(self) -> str:
        """The URL of `lbheartbeat`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/hooks/v1/__lbheartbeat__")

    def lbheartbeat_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `lbheartbeat` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/hooks/v1/__lbheartbeat__", ttl=ttl)

    @boundary
    def version(self) -> types.Version:
        """Get the version, commit and build of the running service.

        `GET /__version__`, stable.

        https://docs.taskcluster.net/docs/reference/core/hooks/api#version

        Returns:
            What runs: `version`, `commit`, `source` and `build`.
        """
        response: types.Version = self.api_client.call_api("GET", "api/hooks/v1/__version__")
        return response

    def version_url(self) -> str:
        """The URL of `version`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/hooks/v1/__version__")

    def version_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `version` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/hooks/v1/__version__", ttl=ttl)

    @boundary
    def listHookGroups(self) -> types.ListHookGroupsResponse:
        """List the ids of all hook groups that have hooks.

        `GET /hooks`, stable. Needs the scope `hooks:list-hooks:`.

        https://docs.taskcluster.net/docs/reference/core/hooks/api#listHookGroups

        Returns:
            The names of the groups, all in one response.

        Raises:
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.ListHookGroupsResponse = self.api_client.call_api(
            "GET", "api/hooks/v1/hooks", expects_json=True
        )
        return response

    def listHookGroups_url(self) -> str:
        """The URL of `listHookGroups`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/hooks/v1/hooks")

    def listHookGroups_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `listHookGroups` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/hooks/v1/hooks", ttl=ttl)

    @boundary
    def listHooks(self, hookGroupId: str) -> types.ListHooksResponse:
        """List the definitions of all hooks in a group.

        `GET /hooks/<hookGroupId>`, stable. Needs the scope `hooks:list-hooks:<hookGroupId>`.

        https://docs.taskcluster.net/docs/reference/core/hooks/api#listHooks

        Args:
            hookGroupId: The group of the hook.

        Returns:
            The definitions, all in one response.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: The group has no hooks.
        """
        response: types.ListHooksResponse = self.api_client.call_api(
            "GET", route("api/hooks/v1/hooks/<hookGroupId>", hookGroupId=hookGroupId), expects_json=True
        )
        return response

    def listHooks_url(self, hookGroupId: str) -> str:
        """The URL of `listHooks`, unsigned. Nothing is sent."""
        return self.api_client.make_url(route("api/hooks/v1/hooks/<hookGroupId>", hookGroupId=hookGroupId))

    def listHooks_signed_url(self, hookGroupId: str, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `listHooks` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            route("api/hooks/v1/hooks/<hookGroupId>", hookGroupId=hookGroupId), ttl=ttl
        )

    @boundary
    def hook(self, hookGroupId: str, hookId: str) -> types.HookDefinition:
        """Get the definition of a hook.

        `GET /hooks/<hookGroupId>/<hookId>`, stable. Needs the scope `hooks:get:<hookGroupId>:<hookId>`.

        https://docs.taskcluster.net/docs/reference/core/hooks/api#hook

        Args:
            hookGroupId: The group of the hook.
            hookId: The name of the hook, unique in its group.

        Returns:
            The definition.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such hook.
        """
        response: types.HookDefinition = self.api_client.call_api(
            "GET",
            route("api/hooks/v1/hooks/<hookGroupId>/<hookId>", hookGroupId=hookGroupId, hookId=hookId),
            expects_json=True,
        )
        return response

    def hook_url(self, hookGroupId: str, hookId: str) -> str:
        """The URL of `hook`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            route("api/hooks/v1/hooks/<hookGroupId>/<hookId>", hookGroupId=hookGroupId, hookId=hookId)
        )

    def hook_signed_url(
        self, hookGroupId: str, hookId: str, *, ttl: timedelta = timedelta(minutes=15)
    ) -> str:
        """A URL of `hook` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            route("api/hooks/v1/hooks/<hookGroupId>/<hookId>", hookGroupId=hookGroupId, hookId=hookId),
            ttl=ttl,
        )

    @deprecated("hooks.getHookStatus is deprecated: use listLastFires instead")
    @boundary
    def getHookStatus(self, hookGroupId: str, hookId: str) -> types.HookStatus:
        """Get a hook's last and next firing; deprecated, use listLastFires instead.

        `GET /hooks/<hookGroupId>/<hookId>/status`, deprecated. Needs the scope
        `hooks:status:<hookGroupId>/<hookId>`.

        https://docs.taskcluster.net/docs/reference/core/hooks/api#getHookStatus

        Args:
            hookGroupId: The group of the hook.
            hookId: The name of the hook, unique in its group.

        Returns:
            What came of firing the hook last, and when it fires next.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such hook.
        """
        response: types.HookStatus = self.api_client.call_api(
            "GET",
            route("api/hooks/v1/hooks/<hookGroupId>/<hookId>/status", hookGroupId=hookGroupId, hookId=hookId),
            expects_json=True,
        )
        return response

    @deprecated("hooks.getHookStatus_url is deprecated: use listLastFires instead")
    def getHookStatus_url(self, hookGroupId: str, hookId: str) -> str:
        """The URL of `getHookStatus`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            route("api/hooks/v1/hooks/<hookGroupId>/<hookId>/status", hookGroupId=hookGroupId, hookId=hookId)
        )

    @deprecated("hooks.getHookStatus_signed_url is deprecated: use listLastFires instead")
    def getHookStatus_signed_url(
        self, hookGroupId: str, hookId: str, *, ttl: timedelta = timedelta(minutes=15)
    ) -> str:
        """A URL of `getHookStatus` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            route("api/hooks/v1/hooks/<hookGroupId>/<hookId>/status", hookGroupId=hookGroupId, hookId=hookId),
            ttl=ttl,
        )

    @boundary
    def createHook(
        self, hookGroupId: str, hookId: str, payload: Payload[types.CreateHookRequest]
    ) -> types.HookDefinition:
        """Create a hook: a task template, fired by schedule, Pulse message or API call.

        `PUT /hooks/<hookGroupId>/<hookId>`, stable. Needs the scopes
        `hooks:modify-hook:<hookGroupId>/<hookId>` and `assume:hook-id:<hookGroupId>/<hookId>`.

        A payload, for example:

            {
                "metadata": {
                    "name": "nightly",
                    "description": "Builds every night.",
                    "owner": "me@example.com",
                },
                "schedule": ["0 3 * * *"],
                "task": {
                    "taskQueueId": "my-project/linux",
                    "payload": {},
                    "metadata": {
                        "name": "nightly build",
                        "description": "Builds everything.",
                        "owner": "me@example.com",
                        "source": "https://example.com/my-project",
                    },
                },
            }

        https://docs.taskcluster.net/docs/reference/core/hooks/api#createHook

        Args:
            hookGroupId: The group of the hook.
            hookId: The name of the hook, unique in its group.
            payload: A dict as `tc.types.hooks.CreateHookRequest` describes it.

        Returns:
            The definition, with the defaults filled in.

        Raises:
            BadRequestError: An argument or the payload has the wrong form. The schedule, the schema or a
                binding makes no sense, or the definition names another hook.
            InsufficientScopesError: The credentials lack scopes that are needed.
            ConflictError: There is a hook of that name, even an identical one.
        """
        response: types.HookDefinition = self.api_client.call_api(
            "PUT",
            route("api/hooks/v1/hooks/<hookGroupId>/<hookId>", hookGroupId=hookGroupId, hookId=hookId),
            payload=payload,
            expects_json=True,
        )
        return response

    @boundary
    def updateHook(
        self, hookGroupId: str, hookId: str, payload: Payload[types.CreateHookRequest]
    ) -> types.HookDefinition:
        """Replace the definition of a hook.

        `POST /hooks/<hookGroupId>/<hookId>`, stable. Needs the scopes
        `hooks:modify-hook:<hookGroupId>/<hookId>` and `assume:hook-id:<hookGroupId>/<hookId>`.

        A payload, for example:

            {
                "metadata": {
                    "name": "nightly",
                    "description": "Builds every night.",
                    "owner": "me@example.com",
                },
                "schedule": [],
                "task": {"$let": {"queue": "my-project/linux"}, "in": {"taskQueueId": "${queue}"}},
            }

        https://docs.taskcluster.net/docs/reference/core/hooks/api#updateHook

        Args:
            hookGroupId: The group of the hook.
            hookId: The name of the hook, unique in its group.
            payload: A dict as `tc.types.hooks.CreateHookRequest` describes it.

        Returns:
            The definition, with the defaults filled in.

        Raises:
            BadRequestError: An argument or the payload has the wrong form. The schedule, the schema or a
                binding makes no sense, or the definition names another hook.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such hook.
        """
        response: types.HookDefinition = self.api_client.call_api(
            "POST",
            route("api/hooks/v1/hooks/<hookGroupId>/<hookId>", hookGroupId=hookGroupId, hookId=hookId),
            payload=payload,
            expects_json=True,
        )
        return response

    @boundary
    def removeHook(self, hookGroupId: str, hookId: str) -> types.Empty:
        """Delete a hook, if it exists.

        `DELETE /hooks/<hookGroupId>/<hookId>`, stable. Needs the scope
        `hooks:modify-hook:<hookGroupId>/<hookId>`.

        https://docs.taskcluster.net/docs/reference/core/hooks/api#removeHook

        Args:
            hookGroupId: The group of the hook.
            hookId: The name of the hook, unique in its group.

        Returns:
            None or an empty dict: it has worked.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.Empty = self.api_client.call_api(
            "DELETE",
            route("api/hooks/v1/hooks/<hookGroupId>/<hookId>", hookGroupId=hookGroupId, hookId=hookId),
        )
        return response

    @boundary
    def triggerHook(
        self, hookGroupId: str, hookId: str, payload: Payload[types.TriggerHook]
    ) -> types.TriggerHookResponse:
        """Fire a hook with a payload for its template, and get the task it creates, if any.

        `POST /hooks/<hookGroupId>/<hookId>/trigger`, stable. Needs the scope
        `hooks:trigger-hook:<hookGroupId>/<hookId>`.

        Not idempotent, though repeated after failures as all methods are: each repeat creates a task.
        To send it once at the most:

            hooks.with_options(retry=tc.Retry(retries=0)).triggerHook(...)

        A payload, for example:

            {"branch": "main"}

        https://docs.taskcluster.net/docs/reference/core/hooks/api#triggerHook

        Args:
            hookGroupId: The group of the hook.
            hookId: The name of the hook, unique in its group.
            payload: What the template gets as `payload`: a dict that fits the hook's `triggerSchema`.

        Returns:
            The `taskId` of the task; an empty dict if the template makes none.

        Raises:
            BadRequestError: An argument or the payload has the wrong form. The payload does not fit the
                hook's `triggerSchema`, the template fails, or the queue refuses the task.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such hook.
        """
        response: types.TriggerHookResponse = self.api_client.call_api(
            "POST",
            route(
                "api/hooks/v1/hooks/<hookGroupId>/<hookId>/trigger", hookGroupId=hookGroupId, hookId=hookId
            ),
            payload=payload,
            expects_json=True,
        )
        return response

    @boundary
    def getTriggerToken(self, hookGroupId: str, hookId: str) -> types.TriggerTokenResponse:
        """Get the secret token with which anyone may fire a hook.

        `GET /hooks/<hookGroupId>/<hookId>/token`, stable. Needs the scope
        `hooks:get-trigger-token:<hookGroupId>/<hookId>`.

        https://docs.taskcluster.net/docs/reference/core/hooks/api#getTriggerToken

        Args:
            hookGroupId: The group of the hook.
            hookId: The name of the hook, unique in its group.

        Returns:
            The `token`. Keep it out of logs.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such hook.
        """
        response: types.TriggerTokenResponse = self.api_client.call_api(
            "GET",
            route("api/hooks/v1/hooks/<hookGroupId>/<hookId>/token", hookGroupId=hookGroupId, hookId=hookId),
            expects_json=True,
        )
        return response

    def getTriggerToken_url(self, hookGroupId: str, hookId: str) -> str:
        """The URL of `getTriggerToken`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            route("api/hooks/v1/hooks/<hookGroupId>/<hookId>/token", hookGroupId=hookGroupId, hookId=hookId)
        )

    def getTriggerToken_signed_url(
        self, hookGroupId: str, hookId: str, *, ttl: timedelta = timedelta(minutes=15)
    ) -> str:
        """A URL of `getTriggerToken` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            route("api/hooks/v1/hooks/<hookGroupId>/<hookId>/token", hookGroupId=hookGroupId, hookId=hookId),
            ttl=ttl,
        )

    @boundary
    def resetTriggerToken(self, hookGroupId: str, hookId: str) -> types.TriggerTokenResponse:
        """Give a hook a new trigger token and get it; the old one stops working.

        `POST /hooks/<hookGroupId>/<hookId>/token`, stable. Needs the scope
        `hooks:reset-trigger-token:<hookGroupId>/<hookId>`.

        Not idempotent, though repeated after failures as all methods are: each repeat makes another
        token. To send it once at the most:

            hooks.with_options(retry=tc.Retry(retries=0)).resetTriggerToken(...)

        https://docs.taskcluster.net/docs/reference/core/hooks/api#resetTriggerToken

        Args:
            hookGroupId: The group of the hook.
            hookId: The name of the hook, unique in its group.

        Returns:
            The new `token`. Keep it out of logs.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such hook.
        """
        response: types.TriggerTokenResponse = self.api_client.call_api(
            "POST",
            route("api/hooks/v1/hooks/<hookGroupId>/<hookId>/token", hookGroupId=hookGroupId, hookId=hookId),
            expects_json=True,
        )
        return response

    @boundary
    def triggerHookWithToken(
        self, hookGroupId: str, hookId: str, token: str, payload: Payload[types.TriggerHook]
    ) -> types.TriggerHookResponse:
        """Fire a hook with its trigger token instead of credentials.

        `POST /hooks/<hookGroupId>/<hookId>/trigger/<token>`, stable.

        Not idempotent, though repeated after failures as all methods are: each repeat creates a task.
        To send it once at the most:

            hooks.with_options(retry=tc.Retry(retries=0)).triggerHookWithToken(...)

        A payload, for example:

            {"branch": "main"}

        https://docs.taskcluster.net/docs/reference/core/hooks/api#triggerHookWithToken

        Args:
            hookGroupId: The group of the hook.
            hookId: The name of the hook, unique in its group.
            token: The secret of the hook, from `getTriggerToken`.
            payload: What the template gets as `payload`: a dict that fits the hook's `triggerSchema`.

        Returns:
            The `taskId` of the task; an empty dict if the template makes none.

        Raises:
            BadRequestError: An argument or the payload has the wrong form. The payload does not fit the
                hook's `triggerSchema`, the template fails, or the queue refuses the task.
            NotFoundError: There is no such hook.
            AuthenticationError: The token is wrong.
        """
        response: types.TriggerHookResponse = self.api_client.call_api(
            "POST",
            route(
                "api/hooks/v1/hooks/<hookGroupId>/<hookId>/trigger/<token>",
                hookGroupId=hookGroupId,
                hookId=hookId,
                token=token,
            ),
            payload=payload,
            expects_json=True,
        )
        return response

    @boundary
    def listLastFires(
        self, hookGroupId: str, hookId: str, *, continuationToken: str | None = None, limit: int | None = None
    ) -> types.ListLastFiresResponse:
        """List recent firings of a hook, with the task or the error of each.

        `GET /hooks/<hookGroupId>/<hookId>/last-fires`, stable. Needs the scope
        `hooks:list-last-fires:<hookGroupId>/<hookId>`.

        https://docs.taskcluster.net/docs/reference/core/hooks/api#listLastFires

        Args:
            hookGroupId: The group of the hook.
            hookId: The name of the hook, unique in its group.
            continuationToken: Where to go on: the `continuationToken` of the page before. Default: the first
                page.
            limit: How many items the page has at most; it may have fewer. Default: as many as the service
                likes.

        Returns:
            A page of firings, the latest first.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
            NotFoundError: There is no such hook, or it has never fired.
        """
        response: types.ListLastFiresResponse = self.api_client.call_api(
            "GET",
            route(
                "api/hooks/v1/hooks/<hookGroupId>/<hookId>/last-fires", hookGroupId=hookGroupId, hookId=hookId
            ),
            query={"continuationToken": continuationToken, "limit": limit},
            expects_json=True,
        )
        return response

    def listLastFires_pages(
        self, hookGroupId: str, hookId: str, *, continuationToken: str | None = None, limit: int | None = None
    ) -> Pages[types.ListLastFiresResponse]:
        """The responses of `listLastFires`, page by page; `limit` is items per page."""
        return Pages(
            self.api_client,
            "GET",
            route(
                "api/hooks/v1/hooks/<hookGroupId>/<hookId>/last-fires", hookGroupId=hookGroupId, hookId=hookId
            ),
            {"continuationToken": continuationToken, "limit": limit},
        )

    def listLastFires_items(
        self, hookGroupId: str, hookId: str, *, limit: int | None = None
    ) -> Items[types.HookFire]:
        """The lastFires in all responses of `listLastFires`; `limit` is items per page."""
        return Items(
            Pages(
                self.api_client,
                "GET",
                route(
                    "api/hooks/v1/hooks/<hookGroupId>/<hookId>/last-fires",
                    hookGroupId=hookGroupId,
                    hookId=hookId,
                ),
                {"limit": limit},
            ),
            "lastFires",
        )

    def listLastFires_url(
        self, hookGroupId: str, hookId: str, *, continuationToken: str | None = None, limit: int | None = None
    ) -> str:
        """The URL of `listLastFires`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            route(
                "api/hooks/v1/hooks/<hookGroupId>/<hookId>/last-fires", hookGroupId=hookGroupId, hookId=hookId
            ),
            query={"continuationToken": continuationToken, "limit": limit},
        )

    def listLastFires_signed_url(
        self,
        hookGroupId: str,
        hookId: str,
        *,
        continuationToken: str | None = None,
        limit: int | None = None,
        ttl: timedelta = timedelta(minutes=15),
    ) -> str:
        """A URL of `listLastFires` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            route(
                "api/hooks/v1/hooks/<hookGroupId>/<hookId>/last-fires", hookGroupId=hookGroupId, hookId=hookId
            ),
            query={"continuationToken": continuationToken, "limit": limit},
            ttl=ttl,
        )

    @boundary
    def heartbeat(self) -> types.Heartbeat:
        """Check that the service and what it depends on are working.

        `GET /__heartbeat__`, stable.

        https://docs.taskcluster.net/docs/reference/core/hooks/api#heartbeat

        Returns:
            A free-form dict.
        """
        response: types.Heartbeat = self.api_client.call_api("GET", "api/hooks/v1/__heartbeat__")
        return response

    def heartbeat_url(self) -> str:
        """The URL of `heartbeat`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/hooks/v1/__heartbeat__")

    def heartbeat_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `heartbeat` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/hooks/v1/__heartbeat__", ttl=ttl)
