# Generated from tests/_async/test_sender.py by tools/unasync_build.py. Do not edit.

"""How many connections calls take, and what becomes of them."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

import tc
from tc import Credentials, Retry, sync
from tc._concurrency import check_owner
from tc._protocol.message import Origin
from tc._sync.sender import Sender
from tests.support.hawk_oracle import ACCESS_TOKEN
from tests.support.http_server import Peer, gather, serve
from tests.support.scripted_taskcluster import reply, scripted

pytestmark = pytest.mark.anyio

CREDENTIALS = Credentials("tester", ACCESS_TOKEN)
FINE = reply(200, {"ok": True})


def test_twenty_calls_in_a_row_use_one_connection() -> None:
    with scripted(FINE) as server:
        with sync.Queue(server.url, credentials=CREDENTIALS) as queue:
            for number in range(10):
                queue.status(f"task-{number}")
                queue.createTask(f"task-{number}", {"a": number})  # type: ignore[typeddict-unknown-key]
        assert len(server.requests) == 20
        assert server.server.connections == 1
        server.server.wait_for(lambda: server.server.open == 0)


def test_responses_of_all_kinds_leave_the_connection_usable() -> None:
    location = {"Location": "https://elsewhere.example.com"}
    responses = [
        reply(404, {"message": "no"}),
        reply(500),
        reply(204),
        reply(303, b"See Other", location),
        FINE,
    ]
    with scripted(*responses) as server:
        with sync.Client(server.url, retry=Retry(retries=0)) as client:
            for kind in (tc.NotFoundError, tc.ServerError):
                with pytest.raises(kind):
                    client.request("GET", "api/x")
            for status in (204, 303, 200):
                assert (client.request("GET", "api/x")).status_code == status
        assert server.server.connections == 1


def test_services_and_their_variants_share_a_connection() -> None:
    with scripted(FINE) as server:
        with sync.Client(server.url) as client:
            queue, auth = sync.Queue(client), sync.Auth(client, credentials=CREDENTIALS)
            for _ in range(5):
                queue.ping()
                auth.ping()
                queue.with_options(timeout=7).ping()
                client.request("GET", "api/x")
        assert len(server.requests) == 20
        assert server.server.connections == 1


def test_two_clients_do_not_share() -> None:
    with scripted(FINE) as server:
        with sync.Queue(server.url) as one, sync.Queue(server.url) as two:
            for _ in range(3):
                one.ping()
                two.ping()
        assert server.server.connections == 2


def test_calls_at_once_share_what_there_may_be() -> None:
    with scripted(FINE) as server:
        with sync.Queue(server.url, max_connections=3) as queue:
            responses = gather(*[queue.ping] * 30)
        assert responses == [{"ok": True}] * 30
        assert 1 <= server.server.connections <= 3


def respond_once(peer: Peer) -> None:
    """Respond to a request, keep the connection for the shortest while, then drop it."""
    if peer.read_request() is not None:
        peer.send(FINE)


def test_a_server_that_drops_idle_connections_does_no_harm() -> None:
    with serve(respond_once) as server:
        url = f"http://127.0.0.1:{server.port}"
        with sync.Queue(url, credentials=CREDENTIALS, retry=Retry(retries=0)) as queue:
            for number in range(1, 6):
                assert queue.ping() == {"ok": True}
                assert server.connections == number
                server.wait_for(lambda: server.open == 0)
        assert len(server.requests) == 5


def test_a_server_that_drops_a_connection_as_it_is_used_again() -> None:
    def respond_every_other(peer: Peer) -> None:
        peer.read_request()
        peer.send(FINE)
        peer.read_request()

    with serve(respond_every_other) as server:
        url = f"http://127.0.0.1:{server.port}"
        with sync.Queue(url, retry=Retry(delay_factor=0)) as queue:
            for _ in range(4):
                assert queue.ping() == {"ok": True}
        assert server.connections == 4
        assert len(server.requests) == 7


def test_sender_that_is_discarded_is_closed() -> None:
    with scripted(FINE) as server:
        client = sync.Client(server.url)
        assert client._sender.owner is None
        client.queue.ping()
        assert client._sender.owner is check_owner(None)
        client._sender.discard()
        server.server.wait_for(lambda: server.server.open == 0)
        with pytest.raises(RuntimeError, match="closed"):
            client.queue.ping()


def test_a_users_client_keeps_its_connections() -> None:
    with scripted(FINE) as server:
        with httpx.Client() as own:
            for _ in range(3):
                with sync.Queue(server.url, http_client=own) as queue:
                    queue.ping()
                own.get(f"{server.url}/mine")
        assert len(server.requests) == 6
        assert server.server.connections == 1


def test_pages_left_early_leave_nothing_open() -> None:
    responses: Any = [reply(200, {"tasks": [1, 2], "continuationToken": "a"})]
    with scripted(*responses) as server:
        with sync.Queue(server.url) as queue:
            for _ in range(3):
                for item in queue.listTaskGroup_items("x"):
                    assert item == 1
                    break
            queue.ping()
        assert server.server.connections == 1


def test_sender_makes_one_engine_for_each_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two that find that there is none yet, the second takes the one of the first."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    sender = Sender(None, None, 1)
    one, other = Origin("http", "one.example", 80), Origin("http", "other.example", 80)
    made = sender._find_route(one)
    assert sender._find_route(other) is made
    assert sender._find_route(one) is made
    assert sender.stats() == (0, 0, 0)
    sender.close()
