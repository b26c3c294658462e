"""The notify service: nothing leaves the machine, what was sent is kept.

What tasks ask for by routes and `extra.notify`: https://docs.taskcluster.net/docs/reference/core/notify
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tc import links
from tc.testing.protocol.api_facts import Service as ServiceFacts
from tc.testing.protocol.call import Call
from tc.testing.protocol.errors import ApiError
from tc.testing.protocol.records import Message
from tc.testing.protocol.response import Response, to_json
from tc.testing.services.base import Context, Service, finish
from tc.testing.services.hooks.hook_runner import TemplateError, render

CLIENT_ID = "static/taskcluster/notify"
NAMES = {
    "email": "Email",
    "pulse": "Pulse routing key pattern",
    "matrix-room": "Matrix room",
    "slack-channel": "Slack channel",
}
SAME: dict[str, tuple[str, ...]] = {  # what two notifications have in common that are the same
    "email": ("address", "subject", "content", "link", "replyTo"),
    "pulse": ("routingKey", "message"),
    "matrix-room": ("roomId", "format", "formattedBody", "body", "msgtype"),
    "slack-channel": ("channelId", "text", "blocks", "attachments"),
}
REMEMBERED = 1000  # how many of the latest notifications are not sent again
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
        self._remembered: dict[str, None] = {}
        for state in STATES:
            deployment.subscribe(QUEUE_EXCHANGE + state, self.task_changed)

    async def email(self, call: Call) -> Any:
        """Send an e-mail."""
        call.require(address=call.payload["address"])
        return self.send("email", call.payload["address"], call.payload)

    async def pulse(self, call: Call) -> Any:
        """Send a message to Pulse."""
        call.require(routingKey=call.payload["routingKey"])
        return self.send("pulse", call.payload["routingKey"], call.payload)

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
        key = kind + json.dumps([payload.get(name) for name in SAME[kind]])
        if key in self._remembered:
            return Response(None, 204)
        self._remembered[key] = None
        if len(self._remembered) > REMEMBERED:
            del self._remembered[next(iter(self._remembered))]
        self.sent.append(Notification(kind.partition("-")[0], payload))
        if kind == "pulse":
            message = {"message": payload["message"], "version": 1}
            self.deployment.publish(PULSE_EXCHANGE, f"primary.{address}", message, [f"route.{address}"])
        return Response("OK")

    # -- routes of tasks

    def task_changed(self, message: Message) -> None:
        """Send the notifications that the routes of a task ask for."""
        event, status = message.exchange.removeprefix(QUEUE_EXCHANGE), message.payload["status"]
        routes = [found for route in message.cc if (found := ROUTE.fullmatch(route))]
        if not any(found[3] in heard(event) for found in routes) or ended_silently(status):
            return
        wanted = [found for found in routes if wants(found[3], status["state"])]
        if not wanted:
            return
        task_id = status["taskId"]
        asking = self.deployment.call(
            "queue.task", {"taskId": task_id}, client_id=CLIENT_ID, scopes=[f"queue:get-task:{task_id}"]
        )
        context = {
            "task": json.loads(to_json(finish(asking))),
            "status": status,
            "taskId": task_id,
            "rootUrl": self.deployment.root_url,
        }
        for route in wanted:
            kind, address = route[1], route[2]
            with contextlib.suppress(TemplateError, ApiError):  # such a notification is lost
                self.send(kind, address, PAYLOADS[kind](address, context))

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


def heard(event: str) -> tuple[str, ...]:
    """Return the last words of routes, after `on-`, by which an event is heard of."""
    return (event, "transition", *(("any", "resolved") if event in RESOLVED else ()))


def wants(reason: str, state: str) -> bool:
    """Return True if the last word of a route, after `on-`, asks for a notification of a task in a state."""
    if reason in ("any", "resolved"):
        return state in RESOLVED
    return reason in ("transition", "defined" if state == "unscheduled" else state)


def ended_silently(status: dict[str, Any]) -> bool:
    """Return True if a task was ended by a person, or by its deadline."""
    return (
        status["state"] == "exception"
        and bool(status["runs"])
        and status["runs"][-1].get("reasonResolved") in SILENT
    )


# -- what is said of a task, by default or as its `extra.notify` has it


def wishes(context: Mapping[str, Any]) -> Mapping[str, Any]:
    """What `extra.notify` of a task says."""
    found = context["task"]["extra"].get("notify")
    return found if isinstance(found, dict) else {}


def rendered(template: Any, context: Mapping[str, Any]) -> Any:
    """A message from a template; where that fails, what is wrong with it."""
    try:
        return render(template, dict(context))
    except TemplateError as error:
        return f"Error parsing custom message: {error.reason}"


def email(address: str, context: Mapping[str, Any]) -> dict[str, Any]:
    """An e-mail about a task.

    Raises:
        TemplateError: The template of its link, or of its form, fails.
    """
    task, status, task_id = context["task"], context["status"], context["taskId"]
    url = links.task(context["rootUrl"], task_id)
    about = task["metadata"]
    lines = [f"Task [`{task_id}`]({url}) of group `{task['taskGroupId']}` has ended.", ""]
    lines += [f"**Status:** {status['state']}, runs: {len(status['runs'])}", f"**Name:** {about['name']}"]
    lines += [f"**{key.title()}:** {about[key]}" for key in ("description", "owner", "source")]
    asked = wishes(context).get("email")
    asked = asked if isinstance(asked, dict) else {}
    subject = f"Task {status['state']}: {about['name']} - {task_id}"
    return {
        "address": address,
        "content": rendered(asked["content"], context) if asked.get("content") else "\n".join(lines),
        "subject": rendered(asked["subject"], context) if asked.get("subject") else subject,
        "link": render(asked["link"], dict(context))
        if asked.get("link")
        else {"text": "Inspect Task", "href": url},
        "template": render(asked["template"], dict(context)) if asked.get("template") else "simple",
    }


def matrix(address: str, context: Mapping[str, Any]) -> dict[str, Any]:
    """A message about a task to a Matrix room."""
    asked, status = wishes(context), context["status"]
    url = links.task(context["rootUrl"], context["taskId"])
    body = f"'{context['task']['metadata']['name']}' resolved as '{status['state']}': {url}"
    message = {
        "roomId": address,
        "body": rendered(asked["matrixBody"], context) if "matrixBody" in asked else body,
        "msgtype": asked.get("matrixMsgtype") or "m.notice",
    }
    if "matrixFormat" in asked:
        message["format"] = asked["matrixFormat"]
    if "matrixFormattedBody" in asked:
        message["formattedBody"] = rendered(asked["matrixFormattedBody"], context)
    return message


def slack(address: str, context: Mapping[str, Any]) -> dict[str, Any]:
    """A message about a task to a Slack channel."""
    asked, task, status = wishes(context), context["task"], context["status"]
    url = links.task(context["rootUrl"], context["taskId"])
    text: Any = f"*<{url}|{task['metadata']['name']}>* transitioned to _{status['state']}_"
    if "slackText" in asked:
        text = rendered(asked["slackText"], context)
    blocks: Any = [{"type": "section", "text": {"type": "mrkdwn", "text": text}}]
    if "slackBlocks" in asked:
        blocks = rendered(asked["slackBlocks"], context)
    attachments: Any = []
    if "slackAttachments" in asked:
        attachments = rendered(asked["slackAttachments"], context)
    return {"channelId": address, "text": text, "blocks": blocks, "attachments": attachments}


def pulse(address: str, context: Mapping[str, Any]) -> dict[str, Any]:
    """A message about a task to Pulse."""
    return {"routingKey": address, "message": context["status"]}


PAYLOADS = {"email": email, "matrix-room": matrix, "slack-channel": slack, "pulse": pulse}
