"""The notifications that routes of tasks ask for."""

from __future__ import annotations

from datetime import timedelta

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
