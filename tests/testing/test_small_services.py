"""Secrets, purge-cache and notify."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tc.testing import LocalTaskcluster
from tc.testing.services.purge_cache import moment_of
from tests.testing.signed_requests import Wire


def code(response):
    return response.status_code, response.json()["code"]


def later(**step):
    return (datetime.now(UTC) + timedelta(**step)).isoformat()


class TestSecrets:
    def test_life(self, wire: Wire):
        secret = {"secret": {"a": [1, None, {"b": "ü"}]}, "expires": "2100-01-01T00:00:00.000Z"}
        assert wire.call("secrets.set", "a/b", payload=secret).json() == {}
        assert wire.call("secrets.get", "a/b").json() == secret
        assert wire.call("secrets.list").json() == {"secrets": ["a/b"]}
        for _ in range(2):
            assert wire.call("secrets.remove", "a/b").json() == {}
        assert code(wire.call("secrets.get", "a/b")) == (404, "ResourceNotFound")

    def test_they_expire(self, wire: Wire, taskcluster: LocalTaskcluster):
        wire.call("secrets.set", "s", payload={"secret": {}, "expires": later(hours=1)})
        wire.call("secrets.set", "past", payload={"secret": {}, "expires": later(hours=-1)})
        assert wire.call("secrets.list").json() == {"secrets": ["s"]}
        taskcluster.advance(timedelta(hours=1))
        assert code(wire.call("secrets.get", "s")) == (404, "ResourceNotFound")
        assert wire.call("secrets.list").json() == {"secrets": []}

    def test_one_that_has_expired_is_made_anew(self, wire: Wire, taskcluster: LocalTaskcluster):
        for _ in range(2):
            wire.call("secrets.set", "s", payload={"secret": {}, "expires": later(hours=1)})
        taskcluster.advance(timedelta(hours=1))
        wire.call("secrets.set", "s", payload={"secret": {}, "expires": later(hours=9)})
        history = wire.call("auth.getEntityHistory", "secret", "s").json()["auditHistory"]
        assert [entry["actionType"] for entry in history] == ["created", "updated", "created"]

    def test_scopes(self, wire: Wire, taskcluster: LocalTaskcluster):
        client = taskcluster.client_credentials("c", ["secrets:set:a/*", "secrets:get:b"])
        secret = {"secret": {}, "expires": later(hours=1)}
        assert wire.call("secrets.set", "a/b", payload=secret, as_=client).status_code == 200
        assert code(wire.call("secrets.get", "a/b", as_=client)) == (403, "InsufficientScopes")
        assert code(wire.call("secrets.set", "b", payload=secret, as_=client)) == (403, "InsufficientScopes")
        assert code(wire.call("secrets.get", "b", as_=client)) == (404, "ResourceNotFound")


class TestPurgeCache:
    def test_requests_by_pool_and_moment(self, wire: Wire, taskcluster: LocalTaskcluster):
        for pool, cache in (("p/w", "one"), ("p/w", "two"), ("p/x", "one")):
            response = wire.call("purge-cache.purgeCache", pool, payload={"cacheName": cache})
            assert (response.status_code, response.content) == (204, b"")
        taskcluster.advance(timedelta(hours=1))
        between = datetime.now(UTC) + timedelta(minutes=30)
        wire.call("purge-cache.purgeCache", "p/w", payload={"cacheName": "two"})

        def caches(query=""):
            found = wire.call("purge-cache.purgeRequests", "p/w", query=query).json()["requests"]
            return [(r["provisionerId"], r["workerType"], r["cacheName"]) for r in found]

        assert caches() == [("p", "w", "one"), ("p", "w", "two")]
        assert caches(f"since={between:%Y-%m-%dT%H:%M:%SZ}") == [("p", "w", "two")]
        assert len(wire.call("purge-cache.allPurgeRequests").json()["requests"]) == 3
        assert wire.call("purge-cache.purgeRequests", "p/none").json() == {"requests": []}

    def test_requests_expire(self, wire: Wire, taskcluster: LocalTaskcluster):
        wire.call("purge-cache.purgeCache", "p/w", payload={"cacheName": "c"})
        taskcluster.advance(timedelta(days=1))
        assert wire.call("purge-cache.purgeRequests", "p/w").json() == {"requests": []}
        assert wire.call("purge-cache.allPurgeRequests").json() == {"requests": []}

    @pytest.mark.parametrize(
        ("text", "moment"),
        [
            ("2026", "2026-01-01T00:00:00"),
            ("2026-05", "2026-05-01T00:00:00"),
            ("2026-05-06", "2026-05-06T00:00:00"),
            ("2026-05-06T07:08", "2026-05-06T07:08:00"),
            ("2026-05-06 07:08:09.1234", "2026-05-06T07:08:09.123"),
            ("2026-05-06t07:08:09+0130", "2026-05-06T05:38:09"),
        ],
    )
    def test_moments_are_those_of_javascript_and_utc(self, text, moment):
        assert moment_of(text) == datetime.fromisoformat(moment).replace(tzinfo=UTC)

    @pytest.mark.parametrize(
        "since",
        ["soon", "2026-W01-1", "2026-13", "20260506", "2026-05-06T24", "1970-01-01T00:00:00Z", "1970"],
    )
    def test_no_moments(self, wire: Wire, since):
        response = wire.call("purge-cache.purgeRequests", "p/w", query=f"since={since}")
        assert code(response) == (400, "InvalidRequestArguments")

    def test_refusals(self, wire: Wire, taskcluster: LocalTaskcluster):
        response = wire.call("purge-cache.purgeCache", "bad", payload={"cacheName": "x"})
        assert code(response) == (400, "InvalidRequestArguments")
        client = taskcluster.client_credentials("c", ["purge-cache:p/w:one"])
        for cache, status in (("one", 204), ("two", 403)):
            response = wire.call("purge-cache.purgeCache", "p/w", payload={"cacheName": cache}, as_=client)
            assert response.status_code == status


MESSAGES = {
    "email": {"address": "a@example.com", "subject": "s", "content": "c"},
    "pulse": {"routingKey": "a.b", "message": {"x": 1}},
    "matrix": {"roomId": "!room", "body": "b"},
    "slack": {"channelId": "C1", "text": "t"},
}
ADDRESSES = {"email": "a@example.com", "pulse": "a.b", "matrix": "!room", "slack": "C1"}
KINDS = {"email": "email", "pulse": "pulse", "matrix": "matrix-room", "slack": "slack-channel"}


class TestNotify:
    @pytest.mark.parametrize("kind", MESSAGES)
    def test_what_was_sent_is_kept_once(self, wire: Wire, taskcluster: LocalTaskcluster, kind):
        response = wire.call(f"notify.{kind}", payload=MESSAGES[kind])
        assert (response.status_code, response.text) == (200, "OK")
        assert response.headers["content-type"] == "text/plain; charset=utf-8"
        assert wire.call(f"notify.{kind}", payload=MESSAGES[kind]).status_code == 204
        (sent,) = taskcluster.notifications
        assert sent.kind == kind
        assert MESSAGES[kind].items() <= sent.payload.items()

    @pytest.mark.parametrize("kind", MESSAGES)
    def test_scopes(self, wire: Wire, taskcluster: LocalTaskcluster, kind):
        client = taskcluster.client_credentials("c", [f"notify:{KINDS[kind]}:other"])
        assert code(wire.call(f"notify.{kind}", payload=MESSAGES[kind], as_=client)) == (
            403,
            "InsufficientScopes",
        )
        client = taskcluster.client_credentials("c", [f"notify:{KINDS[kind]}:{ADDRESSES[kind]}"])
        assert wire.call(f"notify.{kind}", payload=MESSAGES[kind], as_=client).status_code == 200

    @pytest.mark.parametrize("kind", MESSAGES)
    def test_the_denylist(self, wire: Wire, taskcluster: LocalTaskcluster, kind):
        address = {"notificationType": KINDS[kind], "notificationAddress": ADDRESSES[kind]}
        wire.call("notify.addDenylistAddress", payload=address)
        assert wire.call("notify.listDenylist").json() == {"addresses": [address]}
        assert code(wire.call(f"notify.{kind}", payload=MESSAGES[kind])) == (400, "DenylistedAddress")
        assert taskcluster.notifications == []
        wire.call("notify.deleteDenylistAddress", payload=address)
        assert wire.call(f"notify.{kind}", payload=MESSAGES[kind]).status_code == 200

    def test_pulse_messages_are_published(self, wire: Wire, taskcluster: LocalTaskcluster):
        wire.call("notify.pulse", payload=MESSAGES["pulse"])
        (message,) = taskcluster.messages
        assert (message.routing_key, message.cc) == ("primary.a.b", ("route.a.b",))
        assert message.payload == {"message": {"x": 1}, "version": 1}

    def test_addresses_are_checked(self, wire: Wire):
        for address in ("nobody", "a b@example.com", "@example.com"):
            payload = {**MESSAGES["email"], "address": address}
            assert code(wire.call("notify.email", payload=payload)) == (400, "InputValidationError")
