"""What a local Taskcluster does when something of its own fails, or its caller goes away half-way."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import pytest

from tc.testing import LocalTaskcluster
from tc.testing.auth.authentication import moment
from tc.testing.deployment import service_class
from tc.testing.http.protocol import Exchange
from tc.testing.http.server import HttpServer
from tc.testing.services.base import Service
from tests.testing.signed_requests import Wire


@contextlib.contextmanager
def connection(taskcluster: LocalTaskcluster) -> Iterator[socket.socket]:
    """A connection without a client."""
    with socket.create_connection(("127.0.0.1", urlsplit(taskcluster.root_url).port or 0), 10) as peer:
        yield peer


def received(peer: socket.socket) -> bytes:
    """All that comes until the connection is closed."""
    return b"".join(iter(lambda: peer.recv(65536), b""))


@pytest.mark.parametrize("path", [b"/api/auth/v1/scopes/expand", b"/pages/of/a/storage"])
def test_app_whose_caller_leaves_during_the_body_does_nothing(
    taskcluster: LocalTaskcluster, path: bytes
) -> None:
    assert taskcluster._server is not None
    with connection(taskcluster) as peer:
        peer.sendall(b"POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{" % path)
        peer.shutdown(socket.SHUT_WR)
        assert received(peer) == b""
    assert taskcluster.requests == []


def test_app_with_an_error_of_its_own_says_so(
    wire: Wire, taskcluster: LocalTaskcluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise LookupError("not for callers")

    with monkeypatch.context() as patch:
        patch.setattr(taskcluster.deployment.clock, "run_due", broken)
        response = wire.call("auth.ping")
    assert (response.status_code, response.json()) == (500, {"error": "Internal Server Error"})
    assert wire.call("auth.ping").status_code == 200


def test_method_with_an_error_of_its_own_responds_as_services_do(
    wire: Wire, taskcluster: LocalTaskcluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(call: Any) -> Any:
        raise LookupError("not for callers")

    monkeypatch.setattr(taskcluster.deployment.services["auth"], "currentScopes", broken)
    response = wire.call("auth.currentScopes")
    assert (response.status_code, response.json()["code"]) == (500, "InternalServerError")
    assert "not for callers" not in response.text
    assert taskcluster.requests[-1].status == 500


def test_method_that_forgets_its_scopes_is_an_error(
    wire: Wire, taskcluster: LocalTaskcluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def careless(call: Any) -> Any:
        return {}

    monkeypatch.setattr(taskcluster.deployment.services["auth"], "createClient", careless)
    payload = {"expires": "2100-01-01T00:00:00.000Z", "description": "d", "scopes": ["a"]}
    response = wire.call("auth.createClient", "c", payload=payload)
    assert response.status_code == 500
    assert "auth.createClient did not check its scopes" in response.json()["message"]


def test_method_whose_response_does_not_fit_its_schema_is_an_error(
    wire: Wire, taskcluster: LocalTaskcluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def wrong(call: Any) -> Any:
        return {"scopes": 1}

    monkeypatch.setattr(taskcluster.deployment.services["auth"], "currentScopes", wrong)
    response = wire.call("auth.currentScopes")
    assert response.status_code == 500
    assert response.json()["message"].startswith("auth.currentScopes: ")


def test_service_class_of_a_service_that_is_not_modelled_is_the_common_one() -> None:
    assert service_class("not-modelled") is Service


def test_signed_request_without_a_host_is_refused(taskcluster: LocalTaskcluster) -> None:
    with connection(taskcluster) as peer:
        peer.sendall(b"GET /api/auth/v1/scopes/current HTTP/1.0\r\nAuthorization: Hawk x\r\n\r\n")
        response = received(peer)
    assert response.split(b" ", 2)[1] == b"401"
    assert b"Invalid Host header" in response


async def nothing(exchange: Exchange) -> None:
    """An application that leaves its callers alone."""


def test_http_server_on_a_socket_that_does_not_listen_does_not_start() -> None:
    listener = socket.socket()
    listener.close()
    with pytest.raises(RuntimeError, match="the server did not start") as caught:
        HttpServer(listener).start(nothing)
    assert isinstance(caught.value.__cause__, (OSError, ValueError))


def test_http_server_runs_what_its_own_thread_asks_for_at_once() -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    server = HttpServer(listener)
    server.start(nothing)
    try:
        outer, inner = server.run(lambda: (threading.get_ident(), server.run(threading.get_ident)))
    finally:
        server.stop()
    assert outer == inner != threading.get_ident()


@pytest.mark.parametrize("milliseconds", [1e18, 1e300, -1e300])
def test_moment_beyond_the_calendar_is_its_last_day(milliseconds: float) -> None:
    assert moment(milliseconds) == datetime.max.replace(tzinfo=UTC)
