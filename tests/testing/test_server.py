"""The life of a local Taskcluster, and what tests can do to it."""

from __future__ import annotations

import inspect
import os
import socket
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta

import anyio
import httpx
import pytest

import tc
from tc.testing import LocalTaskcluster
from tc.testing.closing import closing_clients
from tc.testing.protocol.response import to_json
from tests.support.forking import run_forked


def ping(root_url):
    return httpx.get(f"{root_url}/api/auth/v1/ping").json()["alive"]


def test_it_serves_until_it_is_closed():
    with LocalTaskcluster() as taskcluster:
        assert ping(taskcluster.root_url) is True
        root_url = taskcluster.root_url
    with pytest.raises(httpx.ConnectError):
        ping(root_url)


def test_many_run_side_by_side():
    before = set(threading.enumerate())
    servers = [LocalTaskcluster() for _ in range(5)]
    try:
        for server in servers:
            server.start()
        assert len({server.root_url for server in servers}) == 5
        assert all(ping(server.root_url) for server in servers)
    finally:
        for server in servers:
            server.close()
    assert set(threading.enumerate()) <= before  # those of others may end meanwhile


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_async_code_can_use_it(backend):
    async def main():
        async with LocalTaskcluster() as taskcluster, httpx.AsyncClient() as client:
            response = await client.get(f"{taskcluster.root_url}/api/queue/v1/ping")
            assert response.json()["alive"] is True

    anyio.run(main, backend=backend)


def test_it_can_be_started_once_only_and_closed_twice():
    taskcluster = LocalTaskcluster()
    with pytest.raises(RuntimeError, match="has not been started"):
        _ = taskcluster.root_url
    taskcluster.start()
    with pytest.raises(RuntimeError, match="running already"):
        taskcluster.start()
    taskcluster.close()
    taskcluster.close()


def test_a_port_can_be_chosen():
    with LocalTaskcluster() as first:
        port = int(first.root_url.rsplit(":", 1)[1])
        with pytest.raises(OSError):
            LocalTaskcluster(port=port).start()
    with LocalTaskcluster(port=port) as second:
        assert second.root_url == f"http://127.0.0.1:{port}"


def test_the_environment_variables():
    with LocalTaskcluster() as taskcluster:
        assert taskcluster.env() == {
            "TASKCLUSTER_ROOT_URL": taskcluster.root_url,
            "TASKCLUSTER_CLIENT_ID": taskcluster.credentials.client_id,
            "TASKCLUSTER_ACCESS_TOKEN": taskcluster.credentials.access_token,
        }


def test_the_public_module_is_light():
    heavy = {"asyncio", "h11", "jsonschema", "mohawk", "httpx"}
    code = f"import sys, tc.testing; print(sorted({heavy} & set(sys.modules)))"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"


def test_the_clock_can_be_given():
    moment = datetime(2030, 1, 1, tzinfo=UTC)
    with LocalTaskcluster(clock=lambda: moment) as taskcluster:
        taskcluster.advance(timedelta(days=1))
        response = httpx.get(f"{taskcluster.root_url}/api/secrets/v1/secret/x").json()
    assert response["requestInfo"]["time"] == "2030-01-02T00:00:00.000Z"
    assert to_json(moment) == b'"2030-01-01T00:00:00.000Z"'


def test_responses_do_not_wait_for_acknowledgements():
    """Sockets that asyncio does not know to be TCP cost 40 ms a response."""
    with LocalTaskcluster() as taskcluster, httpx.Client(base_url=taskcluster.root_url) as client:
        client.get("/api/auth/v1/ping")
        connections = taskcluster._server._connections
        sockets = [connection._transport.get_extra_info("socket") for connection in connections]
        assert len(sockets) == 1
        assert all(s.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) for s in sockets)


def test_clients_made_in_a_test_are_closed_at_its_end(taskcluster: LocalTaskcluster):
    before = tc.sync.Client(taskcluster.root_url)
    with closing_clients():
        inside, service = tc.sync.Client(taskcluster.root_url), tc.sync.Auth(taskcluster.root_url)
        for client in (inside, before):
            tc.sync.Auth(client).ping()
        service.ping()
    with pytest.raises(RuntimeError, match="closed"):
        tc.sync.Auth(inside).ping()
    with pytest.raises(RuntimeError, match="closed"):
        service.ping()
    assert tc.sync.Auth(before).ping()["alive"]
    before.close()
    assert inspect.signature(tc.sync.Client).parameters["root_url"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_forked_process_calls_it_but_does_not_control_it():
    with LocalTaskcluster() as taskcluster:
        task_id = taskcluster.add_task()

        def child() -> None:
            assert tc.sync.Queue(taskcluster.root_url).status(task_id)["status"]["state"] == "pending"
            with pytest.raises(RuntimeError, match="runs in the parent of this process"):
                taskcluster.add_task()
            taskcluster.close()

        assert run_forked(child) is None
        assert len(taskcluster.requests) == 1
