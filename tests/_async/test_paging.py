"""Iteration over pages and items; test_wire goes through all methods that have them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

import tc
from tc import Retry, aio
from tests.support.http_server import Received
from tests.support.scripted_taskcluster import ScriptedTaskcluster, reply, scripted

pytestmark = pytest.mark.anyio


@pytest.fixture
def server() -> Iterator[ScriptedTaskcluster]:
    with scripted(reply(500)) as script:
        yield script


def page(items: list[Any], token: str | None = None, key: str = "tasks") -> bytes:
    return reply(200, {key: items} | ({"continuationToken": token} if token is not None else {}))


def token_of(request: Received) -> str | None:
    found = parse_qs(urlsplit(request.target).query, keep_blank_values=True).get("continuationToken")
    assert found is None or len(found) == 1
    return found[0] if found else None


async def test_pages_that_are_short_or_empty_have_successors(server: ScriptedTaskcluster) -> None:
    server.responses[:] = [page([1, 2], "a"), page([], "b"), page([], "c"), page([3], "d"), page([])]
    async with aio.Queue(server.url) as queue:
        assert [item async for item in queue.listTaskGroup_items("x", limit=2)] == [1, 2, 3]
    assert [token_of(request) for request in server.requests] == [None, "a", "b", "c", "d"]
    assert all("limit=2" in request.target for request in server.requests)


async def test_pages_end_at_an_empty_token(server: ScriptedTaskcluster) -> None:
    server.responses[:] = [page([1], "")]
    async with aio.Queue(server.url) as queue:
        assert [item async for item in queue.listTaskGroup_items("x")] == [1]
    assert len(server.requests) == 1


async def test_pages_pass_tokens_on_as_they_are(server: ScriptedTaskcluster) -> None:
    token = "a+b/c= &é😀%2F"
    server.responses[:] = [page([1], token), page([2])]
    async with aio.Queue(server.url) as queue:
        pages = [found async for found in queue.listTaskGroup_pages("x", continuationToken="start/1")]
    assert [found["tasks"] for found in pages] == [[1], [2]]
    assert [token_of(request) for request in server.requests] == ["start/1", token]


async def test_pages_are_fetched_when_they_are_needed(server: ScriptedTaskcluster) -> None:
    server.responses[:] = [page([1, 2], "a"), page([3, 4], "b"), page([5])]
    async with aio.Queue(server.url) as queue:
        items = queue.listTaskGroup_items("x")
        assert len(server.requests) == 0
        seen = []
        async for item in items:
            seen.append(item)
            if item == 3:
                break
        assert seen == [1, 2, 3]
        assert len(server.requests) == 2
        # What was left can be had later: the iterator is the same one.
        assert [item async for item in items] == [4, 5]
        assert len(server.requests) == 3
        assert [item async for item in items] == []
        assert len(server.requests) == 3


async def test_pages_of_a_post_method_send_its_payload_each_time(server: ScriptedTaskcluster) -> None:
    payload = {"indexPaths": ["a.b"]}
    server.responses[:] = [page([1], "a"), page([2])]
    async with aio.Index(server.url) as index:
        items = index.findTasksAtIndex_items(payload, limit=1)  # type: ignore[arg-type]
        payload["indexPaths"].append("changed.later")
        assert [item async for item in items] == [1, 2]
    assert [json.loads(request.body) for request in server.requests] == [{"indexPaths": ["a.b"]}] * 2
    assert [request.method for request in server.requests] == ["POST"] * 2
    assert [request.target.partition("?")[2] for request in server.requests] == [
        "limit=1",
        "limit=1&continuationToken=a",
    ]


async def test_pages_after_an_error_ask_for_the_same_page_again(server: ScriptedTaskcluster) -> None:
    server.responses[:] = [
        page([1], "a"),
        reply(500),
        page([2], "b"),
        reply(403, {"message": "no"}),
        page([3]),
    ]
    async with aio.Queue(server.url, retry=Retry(retries=0)) as queue:
        items = queue.listTaskGroup_items("x")
        assert await items.__anext__() == 1
        with pytest.raises(tc.ServerError):
            await items.__anext__()
        assert await items.__anext__() == 2
        with pytest.raises(tc.InsufficientScopesError):
            await items.__anext__()
        assert await items.__anext__() == 3
        with pytest.raises(StopAsyncIteration):
            await items.__anext__()
    assert [token_of(request) for request in server.requests] == [None, "a", "a", "b", "b"]


async def test_pages_that_fail_are_tried_again(server: ScriptedTaskcluster) -> None:
    server.responses[:] = [page([1], "a"), reply(500), reply(502), page([2])]
    async with aio.Queue(server.url, retry=Retry(delay_factor=0)) as queue:
        assert [item async for item in queue.listTaskGroup_items("x")] == [1, 2]
    assert [token_of(request) for request in server.requests] == [None, "a", "a", "a"]


async def test_page_that_refers_to_itself_is_an_error(server: ScriptedTaskcluster) -> None:
    server.responses[:] = [page([1], "a"), page([2], "a")]
    async with aio.Queue(server.url) as queue:
        items = queue.listTaskGroup_items("x")
        assert await items.__anext__() == 1
        with pytest.raises(tc.ResponseError, match="lead to another one") as caught:
            await items.__anext__()
    assert len(server.requests) == 2
    url = f"{server.url}/api/queue/v1/task-group/x/list?continuationToken=a"
    assert (caught.value.status_code, caught.value.method, caught.value.url) == (200, "GET", url)
    assert url in str(caught.value)
    assert json.loads(caught.value.body) == {"tasks": [2], "continuationToken": "a"}


@pytest.mark.parametrize("body", [[], "text", 5, None])
async def test_page_that_is_no_object_is_an_error(body: Any, server: ScriptedTaskcluster) -> None:
    server.responses[:] = [reply(200, body) if body is not None else reply(200, b"null")]
    async with aio.Queue(server.url) as queue:
        for iterator in (queue.listTaskGroup_items("x"), queue.listTaskGroup_pages("x")):
            with pytest.raises(tc.ResponseError):
                await iterator.__anext__()


@pytest.mark.parametrize("body", [{}, {"tasks": None}, {"tasks": {}}, {"other": []}])
async def test_page_without_its_list_is_an_error(body: Any, server: ScriptedTaskcluster) -> None:
    server.responses[:] = [reply(200, body)]
    async with aio.Queue(server.url) as queue:
        with pytest.raises(tc.ResponseError, match="tasks"):
            await queue.listTaskGroup_items("x").__anext__()
        assert await queue.listTaskGroup_pages("x").__anext__() == body


async def test_page_with_a_token_that_is_not_text_is_an_error(server: ScriptedTaskcluster) -> None:
    server.responses[:] = [reply(200, {"tasks": [1], "continuationToken": {"a": 1}})]
    async with aio.Queue(server.url) as queue:
        with pytest.raises(tc.ResponseError, match="continuationToken"):
            [item async for item in queue.listTaskGroup_items("x")]


async def test_pages_with_bad_arguments_are_refused_at_once(server: ScriptedTaskcluster) -> None:
    async with aio.Queue(server.url) as queue:
        for make in (queue.listTaskGroup_pages, queue.listTaskGroup_items):
            with pytest.raises(ValueError, match="taskGroupId"):
                make("")
            with pytest.raises(TypeError, match="limit"):
                make("x", limit=1.5)  # type: ignore[arg-type]
    assert not server.requests


async def test_iterators_do_not_disturb_each_other(server: ScriptedTaskcluster) -> None:
    def respond(peer: Any) -> bool:
        token = token_of(server.requests[-1])
        number = int(token or 0)
        peer.send(page([number], str(number + 1) if number < 3 else None))
        return True

    server.responses[:] = [respond]
    async with aio.Queue(server.url) as queue:
        one, two = queue.listTaskGroup_items("x"), queue.listTaskGroup_items("x")
        seen = [(await one.__anext__(), await two.__anext__()) for _ in range(4)]
    assert seen == [(0, 0), (1, 1), (2, 2), (3, 3)]


async def test_iterators_stand_in_loops_and_have_types(server: ScriptedTaskcluster) -> None:
    async with aio.Queue(server.url) as queue:
        pages, items = queue.listTaskGroup_pages("x"), queue.listTaskGroup_items("x")
        assert isinstance(pages, aio.Pages)
        assert isinstance(items, aio.Items)
        assert pages.__aiter__() is pages
        assert items.__aiter__() is items
