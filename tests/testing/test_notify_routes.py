"""The notifications that routes of tasks ask for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.testing.task_factory import create, run

REPORTS = {
    "completed": lambda worker, *run: worker.reportCompleted(*run),
    "failed": lambda worker, *run: worker.reportFailed(*run),
    "exception": lambda worker, *run: worker.reportException(*run, {"reason": "malformed-payload"}),
}


def told(taskcluster) -> list[str]:
    """The keys of the notifications on Pulse."""
    return [m.routing_key for m in taskcluster.messages if m.exchange.endswith("/notification")]


@pytest.mark.parametrize("outcome", REPORTS)
def test_a_resolved_task_is_told_to_those_who_want_it(taskcluster, queue, outcome):
    reasons = ["any", "resolved", *REPORTS]
    task_id = create(queue, routes=[f"notify.pulse.k.{reason}.on-{reason}" for reason in reasons])
    assert told(taskcluster) == []
    _, run_id, worker = run(queue)
    REPORTS[outcome](worker, task_id, run_id)
    assert told(taskcluster) == [f"primary.k.{reason}" for reason in ("any", "resolved", outcome)]
    last = [m for m in taskcluster.messages if m.exchange.endswith("/notification")][-1]
    assert last.cc == (f"route.k.{outcome}",)
    assert last.payload == {"message": queue.status(task_id)["status"], "version": 1}
    REPORTS[outcome](worker, task_id, run_id)
    assert len(told(taskcluster)) == 3  # a repetition is the same notification


def test_steps_on_the_way_are_told_when_they_are_wanted(taskcluster, queue):
    create(queue, routes=["notify.pulse.all.on-transition", "notify.pulse.one.on-running", "notify.pulse.x"])
    run(queue)
    assert told(taskcluster) == ["primary.all", "primary.all", "primary.all", "primary.one"]


def test_a_retry_and_a_cancellation_are_not_told(taskcluster, queue):
    task_id = create(queue, routes=["notify.pulse.k.on-any", "notify.pulse.k.on-exception"])
    _, run_id, worker = run(queue)
    worker.reportException(task_id, run_id, {"reason": "worker-shutdown"})
    queue.cancelTask(task_id)
    create(queue, routes=["notify.pulse.k.on-any"])
    taskcluster.advance(timedelta(hours=3))  # the deadline is no news either
    assert told(taskcluster) == []


def test_other_kinds_are_kept_and_the_denylist_counts(taskcluster, queue, wire):
    denied = {"notificationType": "email", "notificationAddress": "no@example.com"}
    assert wire.call("notify.addDenylistAddress", payload=denied).text == "OK"
    kinds = ["email.yes@example.com", "email.no@example.com", "matrix-room.!r:x.org", "slack-channel.C1"]
    task_id = create(queue, routes=[f"notify.{kind}.on-completed" for kind in kinds])
    _, run_id, worker = run(queue)
    worker.reportCompleted(task_id, run_id)
    sent = {n.kind: n.payload for n in taskcluster.notifications}
    assert sent["email"]["address"] == "yes@example.com"
    assert task_id in sent["email"]["subject"]
    assert (sent["matrix"]["roomId"], sent["slack"]["channelId"]) == ("!r:x.org", "C1")
    assert len(taskcluster.notifications) == 3


# -- templates

EXTRA = {
    "email": {
        "subject": "${taskId} ended",
        "content": {"$if": "status.state == 'completed'", "then": "good", "else": "bad"},
        "link": {"text": "look", "href": "${rootUrl}/x"},
        "template": "fullscreen",
    },
    "matrixBody": "${task.metadata.name}: ${status.state}",
    "matrixFormat": "org.matrix.custom.html",
    "matrixFormattedBody": "<b>${taskId}</b>",
    "matrixMsgtype": "m.text",
    "slackText": "of ${rootUrl}",
    "slackBlocks": [{"$eval": "taskId"}],
    "slackAttachments": [1],
}
KINDS = ("email.a@example.com", "matrix-room.!r:x.org", "slack-channel.C1")


def notified(taskcluster, queue, notify) -> tuple[str, dict[str, Any]]:
    """The id of a task, and what was sent when it completed, by kind."""
    task_id = create(
        queue, routes=[f"notify.{kind}.on-completed" for kind in KINDS], extra={"notify": notify}
    )
    _, run_id, worker = run(queue)
    worker.reportCompleted(task_id, run_id)
    return task_id, {n.kind: n.payload for n in taskcluster.notifications}


def test_tasks_say_what_is_written_about_them(taskcluster, queue):
    task_id, sent = notified(taskcluster, queue, EXTRA)
    assert sent["email"] == {
        "address": "a@example.com",
        "subject": f"{task_id} ended",
        "content": "good",
        "link": {"text": "look", "href": f"{taskcluster.root_url}/x"},
        "template": "fullscreen",
    }
    name = queue.task(task_id)["metadata"]["name"]
    assert sent["matrix"] == {
        "roomId": "!r:x.org",
        "body": f"{name}: completed",
        "msgtype": "m.text",
        "format": "org.matrix.custom.html",
        "formattedBody": f"<b>{task_id}</b>",
    }
    assert sent["slack"] == {
        "channelId": "C1",
        "text": f"of {taskcluster.root_url}",
        "blocks": [task_id],
        "attachments": [1],
    }


@pytest.mark.parametrize("notify", [None, 1, {}, {"email": "x"}, {"email": {"subject": "", "link": None}}])
def test_what_tasks_do_not_say_has_a_default(taskcluster, queue, notify):
    task_id, sent = notified(taskcluster, queue, notify)
    name, url = queue.task(task_id)["metadata"]["name"], f"{taskcluster.root_url}/tasks/{task_id}"
    assert sent["email"]["subject"] == f"Task completed: {name} - {task_id}"
    assert sent["email"]["link"] == {"text": "Inspect Task", "href": url}
    assert url in sent["email"]["content"]
    assert sent["matrix"]["body"] == f"'{name}' resolved as 'completed': {url}"
    assert sent["slack"]["blocks"][0]["text"]["text"] == sent["slack"]["text"]


def test_templates_that_fail_are_told_in_the_message_or_lose_it(taskcluster, queue):
    _, sent = notified(taskcluster, queue, {"matrixBody": "${nothing}", "email": {"link": "${nothing}"}})
    assert sent["matrix"]["body"].startswith("Error parsing custom message: ")
    assert sent.keys() == {"matrix", "slack"}


def test_a_task_is_defined_while_it_is_unscheduled(taskcluster, queue):
    task_id = create(queue, routes=["notify.pulse.k.on-defined", "notify.pulse.l.on-pending"])
    assert told(taskcluster) == ["primary.k", "primary.l"]
    queue.createTask(task_id, queue.task(task_id))
    assert told(taskcluster) == ["primary.k", "primary.l"]  # the same again, as it was told already


def test_the_latest_notifications_are_not_sent_again(taskcluster, wire):
    def send(n: int, **more: str) -> int:
        payload = {"address": "a@example.com", "subject": str(n), "content": "c", **more}
        status: int = wire.call("notify.email", payload=payload).status_code
        return status

    assert [send(0), send(0), send(0, template="fullscreen")] == [200, 204, 204]
    assert {send(n) for n in range(1, 1001)} == {200}
    assert [send(0), send(1000)] == [200, 204]
