# Generated from api/notify.json by tools/generate.py. Do not edit.

"""The notify service."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tc._async.paging import Items, Pages
from tc._async.service import Service
from tc._lazy import LazyModule
from tc._protocol.annotations import Payload
from tc._redact.tracebacks import async_boundary

if TYPE_CHECKING:
    from tc.types import notify as types
else:
    types = LazyModule("tc.types.notify")


class Notify(Service):
    """Methods of the notify service: https://docs.taskcluster.net/docs/reference/core/notify"""

    @async_boundary
    async def ping(self) -> types.Ping:
        """Check that the service is up.

        `GET /ping`, stable.

        https://docs.taskcluster.net/docs/reference/core/notify/api#ping

        Returns:
            `alive`, and `uptime` in seconds.
        """
        response: types.Ping = await self.api_client.call_api("GET", "api/notify/v1/ping")
        return response

    def ping_url(self) -> str:
        """The URL of `ping`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/notify/v1/ping")

    def ping_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `ping` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/notify/v1/ping", ttl=ttl)

    @async_boundary
    async def lbheartbeat(self) -> types.Heartbeat:
        """Check that the service responds, as load balancers do.

        `GET /__lbheartbeat__`, stable.

        https://docs.taskcluster.net/docs/reference/core/notify/api#lbheartbeat

        Returns:
            A free-form dict.
        """
        response: types.Heartbeat = await self.api_client.call_api("GET", "api/notify/v1/__lbheartbeat__")
        return response

    def lbheartbeat_url(self) -> str:
        """The URL of `lbheartbeat`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/notify/v1/__lbheartbeat__")

    def lbheartbeat_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `lbheartbeat` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/notify/v1/__lbheartbeat__", ttl=ttl)

    @async_boundary
    async def version(self) -> types.Version:
        """Get the version, commit and build of the running service.

        `GET /__version__`, stable.

        https://docs.taskcluster.net/docs/reference/core/notify/api#version

        Returns:
            What runs: `version`, `commit`, `source` and `build`.
        """
        response: types.Version = await self.api_client.call_api("GET", "api/notify/v1/__version__")
        return response

    def version_url(self) -> str:
        """The URL of `version`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/notify/v1/__version__")

    def version_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `version` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/notify/v1/__version__", ttl=ttl)

    @async_boundary
    async def email(self, payload: Payload[types.EmailRequest]) -> types.Empty:
        """Send an email, written in Markdown.

        `POST /email`, experimental. Needs the scope `notify:email:<address>`.

        Not idempotent, though repeated after failures as all methods are: each repeat sends another
        message. To send it once at the most:

            notify.with_options(retry=tc.Retry(retries=0)).email(...)

        A payload, for example:

            {"address": "me@example.com", "subject": "Release 1.2", "content": "It is **out**."}

        https://docs.taskcluster.net/docs/reference/core/notify/api#email

        Args:
            payload: A dict as `tc.types.notify.EmailRequest` describes it.

        Returns:
            None or an empty dict: it has worked.

        Raises:
            BadRequestError: The payload has the wrong form. The address is on the denylist.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.Empty = await self.api_client.call_api("POST", "api/notify/v1/email", payload=payload)
        return response

    @async_boundary
    async def pulse(self, payload: Payload[types.PulseRequest]) -> types.Empty:
        """Publish a message on Pulse under a routing key.

        `POST /pulse`, experimental. Needs the scope `notify:pulse:<routingKey>`.

        Not idempotent, though repeated after failures as all methods are: each repeat sends another
        message. To send it once at the most:

            notify.with_options(retry=tc.Retry(retries=0)).pulse(...)

        A payload, for example:

            {"routingKey": "my-project.released", "message": {"version": "1.2"}}

        https://docs.taskcluster.net/docs/reference/core/notify/api#pulse

        Args:
            payload: A dict as `tc.types.notify.PulseRequest` describes it.

        Returns:
            None or an empty dict: it has worked.

        Raises:
            BadRequestError: The payload has the wrong form. The routing key is on the denylist.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.Empty = await self.api_client.call_api("POST", "api/notify/v1/pulse", payload=payload)
        return response

    @async_boundary
    async def matrix(self, payload: Payload[types.MatrixRequest]) -> types.Empty:
        """Post a message to a Matrix room.

        `POST /matrix`, experimental. Needs the scope `notify:matrix-room:<roomId>`.

        Not idempotent, though repeated after failures as all methods are: each repeat sends another
        message. To send it once at the most:

            notify.with_options(retry=tc.Retry(retries=0)).matrix(...)

        A payload, for example:

            {"roomId": "!abc:example.org", "body": "Release 1.2 is out."}

        https://docs.taskcluster.net/docs/reference/core/notify/api#matrix

        Args:
            payload: A dict as `tc.types.notify.MatrixRequest` describes it.

        Returns:
            None or an empty dict: it has worked.

        Raises:
            BadRequestError: The payload has the wrong form. The room is on the denylist.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.Empty = await self.api_client.call_api(
            "POST", "api/notify/v1/matrix", payload=payload
        )
        return response

    @async_boundary
    async def slack(self, payload: Payload[types.SlackRequest]) -> types.Empty:
        """Post a message to a Slack channel.

        `POST /slack`, experimental. Needs the scope `notify:slack-channel:<channelId>`.

        Not idempotent, though repeated after failures as all methods are: each repeat sends another
        message. To send it once at the most:

            notify.with_options(retry=tc.Retry(retries=0)).slack(...)

        A payload, for example:

            {"channelId": "C0123456789", "text": "Release 1.2 is out."}

        https://docs.taskcluster.net/docs/reference/core/notify/api#slack

        Args:
            payload: A dict as `tc.types.notify.SlackRequest` describes it.

        Returns:
            None or an empty dict: it has worked.

        Raises:
            BadRequestError: The payload has the wrong form. The channel is on the denylist.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.Empty = await self.api_client.call_api("POST", "api/notify/v1/slack", payload=payload)
        return response

    @async_boundary
    async def addDenylistAddress(self, payload: Payload[types.NotificationAddressInput]) -> types.Empty:
        """Stop all notifications to an address.

        `POST /denylist/add`, experimental. Needs the scope `notify:manage-denylist`.

        A payload, for example:

            {"notificationType": "email", "notificationAddress": "me@example.com"}

        https://docs.taskcluster.net/docs/reference/core/notify/api#addDenylistAddress

        Args:
            payload: A dict as `tc.types.notify.NotificationAddressInput` describes it.

        Returns:
            None or an empty dict: it has worked.

        Raises:
            BadRequestError: The payload has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.Empty = await self.api_client.call_api(
            "POST", "api/notify/v1/denylist/add", payload=payload
        )
        return response

    @async_boundary
    async def deleteDenylistAddress(self, payload: Payload[types.NotificationAddressInput]) -> types.Empty:
        """Allow notifications to an address again.

        `DELETE /denylist/delete`, experimental. Needs the scope `notify:manage-denylist`.

        A payload, for example:

            {"notificationType": "email", "notificationAddress": "me@example.com"}

        https://docs.taskcluster.net/docs/reference/core/notify/api#deleteDenylistAddress

        Args:
            payload: A dict as `tc.types.notify.NotificationAddressInput` describes it.

        Returns:
            None or an empty dict: it has worked.

        Raises:
            BadRequestError: The payload has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.Empty = await self.api_client.call_api(
            "DELETE", "api/notify/v1/denylist/delete", payload=payload
        )
        return response

    @async_boundary
    async def listDenylist(
        self, *, continuationToken: str | None = None, limit: int | None = None
    ) -> types.NotificationAddressList:
        """List the addresses that get no notifications.

        `GET /denylist/list`, experimental. Needs the scope `notify:manage-denylist`.

        https://docs.taskcluster.net/docs/reference/core/notify/api#listDenylist

        Args:
            continuationToken: Where to go on: the `continuationToken` of the page before. Default: the first
                page.
            limit: How many items the page has at most; it may have fewer. Default: as many as the service
                likes.

        Returns:
            A page of addresses.

        Raises:
            BadRequestError: An argument has the wrong form.
            InsufficientScopesError: The credentials lack scopes that are needed.
        """
        response: types.NotificationAddressList = await self.api_client.call_api(
            "GET",
            "api/notify/v1/denylist/list",
            query={"continuationToken": continuationToken, "limit": limit},
            expects_json=True,
        )
        return response

    def listDenylist_pages(
        self, *, continuationToken: str | None = None, limit: int | None = None
    ) -> Pages[types.NotificationAddressList]:
        """The responses of `listDenylist`, page by page; `limit` is items per page."""
        return Pages(
            self.api_client,
            "GET",
            "api/notify/v1/denylist/list",
            {"continuationToken": continuationToken, "limit": limit},
        )

    def listDenylist_items(self, *, limit: int | None = None) -> Items[types.NotificationAddress]:
        """The addresses in all responses of `listDenylist`; `limit` is items per page."""
        return Items(
            Pages(self.api_client, "GET", "api/notify/v1/denylist/list", {"limit": limit}), "addresses"
        )

    def listDenylist_url(self, *, continuationToken: str | None = None, limit: int | None = None) -> str:
        """The URL of `listDenylist`, unsigned. Nothing is sent."""
        return self.api_client.make_url(
            "api/notify/v1/denylist/list", query={"continuationToken": continuationToken, "limit": limit}
        )

    def listDenylist_signed_url(
        self,
        *,
        continuationToken: str | None = None,
        limit: int | None = None,
        ttl: timedelta = timedelta(minutes=15),
    ) -> str:
        """A URL of `listDenylist` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url(
            "api/notify/v1/denylist/list",
            query={"continuationToken": continuationToken, "limit": limit},
            ttl=ttl,
        )

    @async_boundary
    async def heartbeat(self) -> types.Heartbeat:
        """Check that the service and what it depends on are working.

        `GET /__heartbeat__`, stable.

        https://docs.taskcluster.net/docs/reference/core/notify/api#heartbeat

        Returns:
            A free-form dict.
        """
        response: types.Heartbeat = await self.api_client.call_api("GET", "api/notify/v1/__heartbeat__")
        return response

    def heartbeat_url(self) -> str:
        """The URL of `heartbeat`, unsigned. Nothing is sent."""
        return self.api_client.make_url("api/notify/v1/__heartbeat__")

    def heartbeat_signed_url(self, *, ttl: timedelta = timedelta(minutes=15)) -> str:
        """A URL of `heartbeat` that needs no credentials, until `ttl` from now. Nothing is sent."""
        return self.api_client.make_signed_url("api/notify/v1/__heartbeat__", ttl=ttl)
