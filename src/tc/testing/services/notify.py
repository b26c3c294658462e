"""The notify service: nothing leaves the machine, what was sent is kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from tc.testing.protocol.api_facts import Service as ServiceFacts
from tc.testing.protocol.call import Call
from tc.testing.protocol.errors import ApiError
from tc.testing.protocol.records import Message
from tc.testing.protocol.response import Response
from tc.testing.services.base import Context, Service

NAMES = {
    "email": "Email",
    "pulse": "Pulse routing key pattern",
    "matrix-room": "Matrix room",
    "slack-channel": "Slack channel",
}
ROUTE = re.compile(r"route\.notify\.(email|pulse|matrix-room|slack-channel)\.(.+)\.on-([a-z]+)")
QUEUE_EXCHANGE = "exchange/taskcluster-queue/v1/task-"
STATES = ("defined", "pending", "running", "completed", "failed", "exception")
RESOLVED = STATES[3:]
SILENT = ("canceled", "deadline-exceeded")  # reasons of an exception that nobody is told
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
        for state in STATES:
            deployment.subscribe(QUEUE_EXCHANGE + state, self.task_changed)

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
            self.publish(key, call.payload["message"])
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
            ApiError: DenylistedAddress, for an address on the list of those that get nothing.
        """
        if (kind, address) in self.denied:
            raise ApiError("DenylistedAddress", f"{NAMES[kind]} {address} is denylisted")
        notification = Notification(kind.partition("-")[0], payload)
        if notification in self.sent:
            return Response(None, 204)
        self.sent.append(notification)
        return Response("OK")

    def publish(self, key: str, message: Any) -> None:
        """Send a message to Pulse, also under the key of a route."""
        self.deployment.publish(
            PULSE_EXCHANGE, f"primary.{key}", {"message": message, "version": 1}, [f"route.{key}"]
        )

    # -- routes of tasks

    def task_changed(self, message: Message) -> None:
        """Send the notifications that the routes of a task ask for."""
        event, status = message.exchange.removeprefix(QUEUE_EXCHANGE), message.payload["status"]
        if event in RESOLVED and (status["state"] != event or ended_silently(status)):
            return  # a run ended but the task goes on, or somebody wanted it to end
        for route in message.cc:
            found = ROUTE.fullmatch(route)
            if found and wants(found[3], event):
                self.notify_of(found[1], found[2], status)

    def notify_of(self, kind: str, address: str, status: dict[str, Any]) -> None:
        """Tell an address how a task is; an address on the denylist gets nothing."""
        if (kind, address) in self.denied:
            return
        if kind == "pulse":
            if self.send(kind, address, {"routingKey": address, "message": status}).status == 200:
                self.publish(address, status)
            return
        text = f"Task {status['taskId']} is {status['state']}"
        payloads: dict[str, dict[str, Any]] = {
            "email": {"address": address, "subject": text, "content": text},
            "matrix-room": {"roomId": address, "body": text},
            "slack-channel": {"channelId": address, "text": text},
        }
        self.send(kind, address, payloads[kind])

    # -- addresses that get nothing

    async def addDenylistAddress(self, call: Call) -> Any:
        """Have an address get nothing any more."""
        self.denied.add((call.payload["notificationType"], call.payload["notificationAddress"]))
        return Response("OK")

    async def deleteDenylistAddress(self, call: Call) -> Any:
        """Have an address get notifications again."""
        self.denied.discard((call.payload["notificationType"], call.payload["notificationAddress"]))
        return Response("OK")

    async def listDenylist(self, call: Call) -> Any:
        """The addresses that get nothing."""
        pairs = sorted(self.denied)
        return call.page([{"notificationType": t, "notificationAddress": a} for t, a in pairs])


def wants(reason: str, event: str) -> bool:
    """Return True if the last word of a route, after `on-`, asks for a notification about an event."""
    return reason in (event, "transition") or (reason in ("any", "resolved") and event in RESOLVED)


def ended_silently(status: dict[str, Any]) -> bool:
    """Return True if a task was ended by a person, or by its deadline."""
    return bool(status["runs"]) and status["runs"][-1].get("reasonResolved") in SILENT
