# Generated from tests/_async/test_client.py by tools/unasync_build.py. Do not edit.

from __future__ import annotations

import pytest

from tc import Credentials, Retry, sync
from tests.support.scripted_taskcluster import reply, scripted

pytestmark = pytest.mark.anyio

CREDENTIALS = Credentials("tester", "no-secret")


def test_calls_share_one_connection() -> None:
    with scripted(reply(200, {"alive": True})) as server:
        with sync.Client(server.url, credentials=CREDENTIALS) as client:
            queue, auth = sync.Queue(client), sync.Auth(client)
            for _ in range(10):
                assert queue.ping() == {"alive": True}
                assert auth.ping() == {"alive": True}
        assert len(server.requests) == 20
        assert server.server.connections == 1


def test_retries() -> None:
    with scripted(reply(500), reply(502, b"<html>bad</html>"), reply(200, {"alive": True})) as server:
        with sync.Queue(server.url, credentials=CREDENTIALS, retry=Retry(delay_factor=0)) as queue:
            assert queue.ping() == {"alive": True}
        assert len({request.headers["authorization"] for request in server.requests}) == 3
