from __future__ import annotations

from typing import Any

import pytest

import tc
from tc import aio
from tests.support.fake_storage import CREDENTIALS, storage
from tests.support.scripted_taskcluster import reply

pytestmark = pytest.mark.anyio

SECRET = {
    "common": {"url": "https://example.com", "level": 1},
    "worker": {"level": 2, "token": "no-secret"},
    "flat": "text",
}


async def load(secret: Any, **options: Any) -> tuple[dict[str, Any], list[str]]:
    """The result, and the methods that were called."""
    response = {"get": lambda request: reply(200, {"secret": secret, "expires": "2999-01-01T00:00:00.000Z"})}
    with storage(responses=response) as server:
        async with aio.Secrets(server.url, credentials=CREDENTIALS) as secrets:
            return await aio.load_secret(secrets, "project/x", **options), server.names()


async def test_load_secret_without_prefixes_returns_the_whole_secret() -> None:
    assert await load(SECRET) == (SECRET, ["get"])


async def test_load_secret_lays_prefixes_over_each_other_in_order() -> None:
    url = "https://example.com"
    result, _ = await load(SECRET, prefixes=["common", "worker", "missing"])
    assert result == {"url": url, "level": 2, "token": "no-secret"}
    result, _ = await load(SECRET, prefixes=("worker", "common"))
    assert result == {"url": url, "level": 1, "token": "no-secret"}


async def test_load_secret_begins_with_existing_values_and_leaves_them_unchanged() -> None:
    existing = {"level": 0, "mine": True}
    result, _ = await load(SECRET, prefixes=["common"], existing=existing)
    assert result == {"level": 1, "mine": True, "url": "https://example.com"}
    assert existing == {"level": 0, "mine": True}


async def test_load_secret_with_local_secrets_fetches_nothing() -> None:
    assert await load(SECRET, local_secrets={"a": 1}, required=["a"]) == ({"a": 1}, [])
    assert await load(SECRET, local_secrets={}) == ({}, [])


async def test_load_secret_with_missing_keys_names_them() -> None:
    with pytest.raises(tc.ConfigurationError, match=r"'project/x': more, most missing") as caught:
        await load(SECRET, prefixes=["worker"], required=["token", "more", "most"])
    assert "no-secret" not in str(caught.value)


async def test_load_secret_with_a_prefix_that_is_no_object_is_an_error() -> None:
    with pytest.raises(tc.ConfigurationError, match="'flat' is a str") as caught:
        await load(SECRET, prefixes=["worker", "flat"])
    assert "text" not in str(caught.value)


async def test_load_secret_with_bad_arguments_is_refused() -> None:
    for options in ({"prefixes": "common"}, {"required": "token"}, {"required": [1]}):
        with pytest.raises(TypeError):
            await load(SECRET, **options)
    with storage() as server:
        async with aio.Queue(server.url) as queue:
            with pytest.raises(TypeError, match="Secrets"):
                await aio.load_secret(queue, "x")  # type: ignore[arg-type]
        async with aio.Secrets(server.url) as secrets:
            with pytest.raises(TypeError):
                await aio.load_secret(secrets, None)  # type: ignore[arg-type]
        assert server.calls == []
