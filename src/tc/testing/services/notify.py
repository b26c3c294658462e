"""The notify service: nothing leaves the machine, what was sent is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tc.testing.protocol.api_facts import Service as ServiceFacts
from tc.testing.protocol.call import Call
from tc.testing.protocol.errors import ApiError
from tc.testing.protocol.response import Response
from tc.testing.services.base import Context, Service

PULSE_EXCHANGE = "exchange/taskcluster-notify/v1/notification"


@dataclass(frozen=True)
class Notification:
    """What somebody was told: `kind` is `email`, `pulse`, `matrix` or `slack`, `payload` what was asked."""

    kind: str
    payload: dict[str, Any]


class Notify(Service):
    """Notifications, and the addresses that get none."""

    def __init__(self, deployment: Context, facts: ServiceFacts) -> None:
        super().__init__(deployment, facts)
        self.sent: list[Notification] = []
        self.denied: set[tuple[str, str]] = set()

    async def email(self, call: Call) -> Any:
        """Send an e-mail."""
        call.require(address=call.payload["address"])
        return self.send("email", call.payload["address"], call.payload)

    async def pulse(self, call: Call) -> Any:
        """Send a message to Pulse."""
        key = call.payload["routingKey"]
        call.require(routingKey=key)
        response = self.send("pulse", key, call.payload)
        if response.status == 200:
            self.deployment.publish(PULSE_EXCHANGE, key, {"message": call.payload["message"]})
        return response

    async def matrix(self, call: Call) -> Any:
        """Send a message to a Matrix room."""
        call.require(roomId=call.payload["roomId"])
        return self.send("matrix-room", call.payload["roomId"], call.payload)

    async def slack(self, call: Call) -> Any:
        """Send a message to a Slack channel."""
        call.require(channelId=call.payload["channelId"])
        return self.send("slack-channel", call.payload["channelId"], call.payload)

    def send(self, kind: str, address: str, payload: dict[str, Any]) -> Response:
        """Keep a notification; one that was sent before is not sent again (204).

        Raises:
            ApiError: InputError, for an address on the list of those that get nothing.
        """
        if (kind, address) in self.denied:
            raise ApiError("InputError", f"{kind} {address} is on the denylist")
        notification = Notification(kind.partition("-")[0], payload)
        if notification in self.sent:
            return Response(None, 204)
        self.sent.append(notification)
        return Response("OK")

    async def addDenylistAddress(self, call: Call) -> Any:
        """Have an address get nothing any more."""
        self.denied.add((call.payload["notificationType"], call.payload["notificationAddress"]))

    async def deleteDenylistAddress(self, call: Call) -> Any:
        """Have an address get notifications again."""
        self.denied.discard((call.payload["notificationType"], call.payload["notificationAddress"]))

    async def listDenylist(self, call: Call) -> Any:
        """The addresses that get nothing."""
        pairs = sorted(self.denied)
        return call.page([{"notificationType": t, "notificationAddress": a} for t, a in pairs])
