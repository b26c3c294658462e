# Generated from tests/_async/test_fork.py by tools/unasync_build.py. Do not edit.

"""A client in a forked process: the child connects anew, and the parent goes on as if nothing had been."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator

import pytest

from tc import sync
from tc._concurrency import offload
from tests.support.forking import run_forked
from tests.support.http_server import HttpServer, Peer, gather, serve
from tests.support.scripted_taskcluster import reply

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here"),
    pytest.mark.filterwarnings("ignore:This process:DeprecationWarning"),  # it has the server's threads
]


@pytest.fixture
def held() -> threading.Event:
    """Set when the server has got the call that it holds."""
    return threading.Event()


@pytest.fixture
def release() -> threading.Event:
    """Lets the server respond to the call that it holds."""
    return threading.Event()


@pytest.fixture
def server(held: threading.Event, release: threading.Event) -> Iterator[HttpServer]:
    """A server that responds with the number of the connection."""

    def handler(peer: Peer) -> None:
        while (request := peer.read_request()) is not None:
            if request.target.endswith("/held"):
                held.set()
                release.wait(10)
            peer.send(reply(200, {"connection": peer.number}))

    with serve(handler) as server:
        yield server


def connection_of(client: sync.Client, path: str = "x") -> int:
    """Make a call; return the number of its connection."""
    response = client.call_api("GET", path)
    assert isinstance(response, dict)
    number = response["connection"]
    assert isinstance(number, int)
    return number


def test_client_forked_after_use_connects_anew_in_the_child(server: HttpServer) -> None:
    with sync.Client(server.url, timeout=10) as client:
        assert connection_of(client) == 1

        def twice() -> list[int]:
            return [connection_of(client), connection_of(client)]

        assert run_forked(twice) == [2, 2]
        # Whatever the child did with what it inherited, it did not touch the connection or the loop.
        assert connection_of(client) == 1
    assert server.connections == 2


def test_client_forked_during_a_call_has_all_its_places_in_the_child(
    server: HttpServer, held: threading.Event, release: threading.Event
) -> None:
    with sync.Client(server.url, timeout=10, max_connections=1) as client:

        def fork() -> int:
            offload(held.wait, 10)
            try:
                number = run_forked(lambda: connection_of(client))
            finally:
                release.set()
            return int(number)

        assert gather(lambda: connection_of(client, "held"), fork) == [1, 2]
        assert connection_of(client) == 1


def test_client_closed_in_a_forked_child_stays_open_in_the_parent(server: HttpServer) -> None:
    with sync.Client(server.url, timeout=10) as client:
        assert connection_of(client) == 1
        assert run_forked(client.close) is None
        assert connection_of(client) == 1
    assert server.connections == 1
