from __future__ import annotations

import pytest

from tc import Credentials, Retry, aio
from tests.support.scripted_taskcluster import reply, scripted

pytestmark = pytest.mark.anyio

CREDENTIALS = Credentials("tester", "no-secret")


async def test_calls_share_one_connection() -> None:
    with scripted(reply(200, {"alive": True})) as server:
        async with aio.Client(server.url, credentials=CREDENTIALS) as client:
            queue, auth = aio.Queue(client), aio.Auth(client)
            for _ in range(10):
                assert await queue.ping() == {"alive": True}
                assert await auth.ping() == {"alive": True}
        assert len(server.requests) == 20
        assert server.server.connections == 1


async def test_retries() -> None:
    with scripted(reply(500), reply(502, b"<html>bad</html>"), reply(200, {"alive": True})) as server:
        async with aio.Queue(server.url, credentials=CREDENTIALS, retry=Retry(delay_factor=0)) as queue:
            assert await queue.ping() == {"alive": True}
        assert len({request.headers["authorization"] for request in server.requests}) == 3
