"""What tests do to a local Taskcluster: clients, faults, the clock, reset, and looking at what was called."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from tc.testing import LocalTaskcluster
from tc.testing.clock import Clock
from tests.testing.signed_requests import Wire


def test_requests_are_noted(wire: Wire, taskcluster: LocalTaskcluster):
    client = taskcluster.client_credentials("c", ["secrets:set:a/b"])
    payload = {"secret": {"x": 1}, "expires": "2100-01-01T00:00:00Z"}
    wire.call("secrets.set", "a/b", payload=payload, as_=client)
    wire.call("auth.listClients", query="limit=1", as_=None)
    wire.call("auth.ping")
    first, second, third = taskcluster.requests
    assert (first.service, first.method, first.params) == ("secrets", "set", {"name": "a/b"})
    assert (first.payload, first.client_id, first.status) == (payload, "c", 200)
    assert (second.query, second.payload, second.client_id, second.status) == (
        {"limit": "1"},
        None,
        None,
        403,
    )
    assert (third.method, third.client_id) == ("ping", None)


def test_clients_are_made_and_changed(wire: Wire, taskcluster: LocalTaskcluster):
    first = taskcluster.client_credentials("c", ["auth:current-scopes"])
    assert wire.call("auth.currentScopes", as_=first).status_code == 200
    second = taskcluster.client_credentials("c", ["a"])
    assert wire.call("auth.currentScopes", as_=first).status_code == 401
    assert wire.call("auth.currentScopes", as_=second).status_code == 403


def test_reset(wire: Wire, taskcluster: LocalTaskcluster):
    client = taskcluster.client_credentials("c", ["*"])
    wire.call("secrets.set", "s", payload={"secret": {}, "expires": "2100-01-01T00:00:00Z"})
    taskcluster.advance(timedelta(days=400))
    taskcluster.fail(5)
    taskcluster.reset()
    assert taskcluster.requests == []
    assert wire.call("secrets.list").json() == {"secrets": []}
    assert wire.call("secrets.list", as_=client).status_code == 401
    moment = datetime.fromisoformat(wire.call("secrets.get", "x").json()["requestInfo"]["time"])
    assert abs(moment - datetime.now(UTC)) < timedelta(days=1)


def test_a_call_that_is_late_for_a_reset_belongs_nowhere(taskcluster: LocalTaskcluster):
    """As when a test ends by a timeout of its client, and the next one looks at what was asked."""
    taskcluster.fail(1, status=None, delay=0.05)
    with pytest.raises(httpx.ReadTimeout):
        httpx.get(f"{taskcluster.root_url}/api/auth/v1/ping", timeout=0.01)
    taskcluster.reset()
    time.sleep(0.1)
    assert taskcluster.requests == []


class TestFaults:
    def test_a_number_of_calls_fail_before_anything_is_done(self, wire: Wire, taskcluster: LocalTaskcluster):
        taskcluster.fail(2, method="secrets.list")
        assert wire.call("auth.ping").status_code == 200
        for _ in range(2):
            response = wire.call("secrets.list")
            assert response.status_code == 503
            assert response.headers["content-type"].startswith("text/html")
        assert wire.call("secrets.list").status_code == 200
        assert [r.status for r in taskcluster.requests] == [200, 200]

    def test_any_method(self, wire: Wire, taskcluster: LocalTaskcluster):
        taskcluster.fail(1, status=429)
        response = wire.call("auth.ping")
        assert (response.status_code, response.json()["code"]) == (429, "TooManyRequests")

    def test_a_connection_is_dropped(self, wire: Wire, taskcluster: LocalTaskcluster):
        taskcluster.fail(1, drop=True, method="auth.ping")
        with pytest.raises(httpx.TransportError):
            wire.call("auth.ping")
        assert wire.call("auth.ping").status_code == 200

    def test_a_delay_without_a_failure(self, wire: Wire, taskcluster: LocalTaskcluster):
        taskcluster.fail(1, status=None, delay=0.2, method="auth.ping")
        began = time.monotonic()
        assert wire.call("auth.ping").status_code == 200
        assert time.monotonic() - began >= 0.2

    def test_they_are_taken_in_turn(self, wire: Wire, taskcluster: LocalTaskcluster):
        taskcluster.fail(1, status=500)
        taskcluster.fail(1, status=404, method="auth.ping")
        assert [wire.call("auth.ping").status_code for _ in range(3)] == [500, 404, 200]

    @pytest.mark.parametrize("wrong", [{"n": 0}, {"status": 200}, {"method": "queue.nope"}])
    def test_nonsense(self, taskcluster: LocalTaskcluster, wrong):
        with pytest.raises(ValueError):
            taskcluster.fail(**wrong)

    def test_closing_does_not_wait_for_them(self):
        with LocalTaskcluster() as server:
            server.fail(1, delay=60)
            failures = []

            def ask():
                try:
                    httpx.get(f"{server.root_url}/api/auth/v1/ping", timeout=60)
                except httpx.TransportError as error:
                    failures.append(error)

            thread = threading.Thread(target=ask)
            thread.start()
            while server.deployment.faults:
                time.sleep(0.01)
        thread.join()
        assert len(failures) == 1


class TestClock:
    def test_timers_run_in_order_at_their_moment(self):
        start = datetime(2030, 1, 1, tzinfo=UTC)
        clock = Clock(lambda: start)
        seen = []

        def note(name):
            return lambda: seen.append((name, clock.now() - start))

        clock.at(start + timedelta(hours=2), note("second"))
        clock.at(start + timedelta(hours=1), note("first"))
        clock.at(start + timedelta(hours=9), note("later"))
        clock.at(start + timedelta(hours=1), note("cancelled")).cancel()
        clock.advance(timedelta(hours=3))
        assert seen == [("first", timedelta(hours=1)), ("second", timedelta(hours=2))]
        assert clock.now() - start == timedelta(hours=3)
        assert clock.client_now() == start

    def test_a_timer_may_set_another(self):
        clock = Clock(lambda: datetime(2030, 1, 1, tzinfo=UTC))
        seen = []

        def again():
            seen.append(clock.now().hour)
            clock.at(clock.now() + timedelta(hours=1), again)

        clock.at(clock.now() + timedelta(hours=1), again)
        clock.advance(timedelta(hours=3))
        assert seen == [1, 2, 3]

    def test_it_goes_forward_only(self, taskcluster: LocalTaskcluster):
        with pytest.raises(ValueError, match="forward"):
            taskcluster.advance(timedelta(seconds=-1))
