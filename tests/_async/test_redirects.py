"""Redirects: an error where none belongs, so that a write that did nothing does not look like success."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import tc
from tc import Credentials, aio
from tests.support.hawk_oracle import ACCESS_TOKEN
from tests.support.scripted_taskcluster import ScriptedTaskcluster, reply, scripted

pytestmark = pytest.mark.anyio

CREDENTIALS = Credentials("tester", ACCESS_TOKEN)
HTML = {"Content-Type": "text/html"}
Call = Callable[[aio.Client], Any]


async def all_pages(client: aio.Client) -> list[Any]:
    return [page async for page in client.queue.listTaskGroup_pages("G")]


async def all_items(client: aio.Client) -> list[Any]:
    return [item async for item in client.auth.listClients_items()]


async def task_id_of(client: aio.Client) -> Any:
    return (await client.index.findTask("a.b"))["taskId"]


CALLS: dict[str, Call] = {
    "createTask": lambda client: client.queue.createTask("T", {}),  # type: ignore[typeddict-item]
    "claimWork": lambda client: client.queue.claimWork("p/w", {"workerGroup": "g", "workerId": "w"}),
    "secrets.set": lambda client: client.secrets.set("a/b", {"secret": {}, "expires": "2030-01-01"}),
    "createClient": lambda client: client.auth.createClient(
        "c", {"expires": "2030-01-01", "description": ""}
    ),
    "deleteClient": lambda client: client.auth.deleteClient("c"),
    "triggerHook": lambda client: client.hooks.triggerHook("a", "b", {}),
    "findTask": task_id_of,
    "status": lambda client: client.queue.status("T"),
    "ping": lambda client: client.queue.ping(),
    "artifact": lambda client: client.queue.artifact("T", 0, "public/a"),
    "load_secret": lambda client: aio.load_secret(client.secrets, "a/b"),
    "pages": all_pages,
    "items": all_items,
    "wait_for_task": lambda client: aio.wait_for_task(client.queue, "T"),
}
BY_DESIGN: dict[str, Call] = {
    "getArtifact": lambda client: client.queue.getArtifact("T", 0, "public/a"),
    "getLatestArtifact": lambda client: client.queue.getLatestArtifact("T", "public/a"),
    "findArtifactFromTask": lambda client: client.index.findArtifactFromTask("a.b", "public/a"),
    "object.download": lambda client: client.object.download("a/b"),
    "latest": lambda client: client.github.latest("owner", "repo", "main"),
    "badge": lambda client: client.github.badge("owner", "repo", "main"),
}


@pytest.fixture
def server() -> Iterator[ScriptedTaskcluster]:
    with scripted(b"") as script:
        yield script


async def refused(call: Call, server: ScriptedTaskcluster) -> tc.RedirectError:
    """The error of a call, which was sent once and not followed."""
    del server.requests[:]
    async with aio.Client(server.url, credentials=CREDENTIALS, retry=tc.Retry(retries=2)) as client:
        with pytest.raises(tc.RedirectError) as caught:
            await call(client)
    assert len(server.requests) == 1
    error = caught.value
    assert isinstance(error, tc.ResponseError)
    assert error.url in str(error)
    assert error.url.startswith(f"{server.url}/api/")
    assert error.method == server.requests[0].method
    assert "nothing was done" in str(error)
    assert vars(pickle.loads(pickle.dumps(error))) == vars(error)
    return error


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
async def test_redirect_of_a_root_url_without_tls_says_so(
    call: Call, status: int, server: ScriptedTaskcluster
) -> None:
    there = server.url.replace("http://", "https://").rpartition(":")[0]
    server.responses[:] = [reply(status, b"<a>Moved</a>", {"Location": f"{there}/api/x", **HTML})]
    error = await refused(call, server)
    assert error.location == f"{there}/api/x"
    assert error.status_code == status
    assert f"returned {status}, a redirect to {there}/api/x" in str(error)
    assert "the root URL must probably begin with https://" in str(error)


@pytest.mark.parametrize("call", [*CALLS.values(), *BY_DESIGN.values()], ids=[*CALLS, *BY_DESIGN])
async def test_redirect_to_the_same_host_with_tls_is_never_the_result(
    call: Call, server: ScriptedTaskcluster
) -> None:
    there = server.url.replace("http://", "https://")
    server.responses[:] = [reply(301, b"", {"Location": f"{there}/api/x"})]
    assert "https://" in str(await refused(call, server))


@pytest.mark.parametrize("body", [b"", b"<html>Sign in</html>", b'{"a": 1}'])
@pytest.mark.parametrize(
    "location",
    [
        "https://sso.example.com/x",
        "/login?next=%2Fapi",
        "https://example.auth0.com/authorize?state=secret-1",
        "https://login.example.com/",
        "/users/sign_in".replace("_", "-"),
    ],
)
async def test_redirect_to_a_login_page_says_so(
    location: str, body: bytes, server: ScriptedTaskcluster
) -> None:
    server.responses[:] = [reply(302, body, {"Location": location, **HTML})]
    error = await refused(CALLS["createTask"], server)
    path = location.partition("?")[0]
    assert error.location == (path if path.startswith("https:") else f"{server.url}{path}")
    assert "it looks like a login page in front of the deployment" in str(error)
    assert "secret-1" not in f"{error} {vars(error)}"


async def test_redirect_to_another_host_says_that_the_deployment_moved(server: ScriptedTaskcluster) -> None:
    there = "https://new.example.com/api/queue/v1/task/T/status"
    server.responses[:] = [reply(301, b"", {"Location": there})]
    error = await refused(CALLS["status"], server)
    assert "the deployment has probably moved, and the root URL is that of new.example.com" in str(error)


async def test_redirect_to_anywhere_else_says_that_the_method_does_not(server: ScriptedTaskcluster) -> None:
    server.responses[:] = [reply(307, b"", {"Location": "https://cdn.example.com/elsewhere"})]
    error = await refused(CALLS["createTask"], server)
    assert "the method does not redirect" in str(error)


@pytest.mark.parametrize(
    ("location", "where"),
    [
        (None, None),
        ("", None),
        ("http://[", None),
        ("https://", None),
        ("mailto:somebody", None),
        ("https://h:99999999/x", "a malformed URL"),
        ("//cdn.example.com/x", "http://cdn.example.com/x"),
        ("?next", "{url}/api/queue/v1/task/T/status"),
        ("https://h/\x1b[31mred", "https://h/\\x1b[31mred"),
        ("https://h/" + "x" * 50_000, "https://h/" + "x" * 190),
    ],
)
async def test_redirect_with_an_odd_location_is_the_same_error(
    location: str | None, where: str | None, server: ScriptedTaskcluster
) -> None:
    server.responses[:] = [reply(302, b"", {} if location is None else {"Location": location})]
    try:
        error: tc.TaskclusterError = await refused(CALLS["status"], server)
    except AssertionError:  # a byte that no header may have is an error of the connection
        assert "\x1b" in str(location)
        return
    assert isinstance(error, tc.RedirectError)
    assert error.location == (where and where.format(url=server.url))
    assert (where or "nowhere").format(url=server.url) in str(error)
    assert str(error).replace("\n", "").isprintable()
    assert len(str(error)) < 700


async def test_redirect_shows_no_secret_of_its_location(server: ScriptedTaskcluster) -> None:
    secrets = ("secret-1", "secret-2", "secret-3", "secret-4")
    location = (
        "https://secret-1:secret-2@storage.example.com/api/hooks/v1/hooks/a/b/trigger/secret-3?bewit=secret-4"
    )
    page = f'<a href="{location.replace("&", "&amp;")}">{location}</a> or /api/x?bewit=secret-4'
    server.responses[:] = [reply(307, page.encode(), {"Location": location, **HTML})]
    error = await refused(CALLS["createTask"], server)
    assert error.location == "https://storage.example.com/api/hooks/v1/hooks/a/b/trigger/***"
    for text in (str(error), repr(error), repr(vars(error)), repr(error.args), repr(pickle.dumps(error))):
        assert not [secret for secret in secrets if secret in text]
    assert "storage.example.com" in error.body


@pytest.mark.parametrize("call", BY_DESIGN.values(), ids=BY_DESIGN)
@pytest.mark.parametrize("status", [302, 303, 307])
async def test_redirect_by_design_is_the_result(call: Call, status: int, server: ScriptedTaskcluster) -> None:
    location = "https://storage.example.com/a%2Fb?X-Sig=a%2Bb"
    async with aio.Client(server.url, credentials=CREDENTIALS) as client:
        server.responses[:] = [reply(status, b"See other", {"Location": location, **HTML})]
        assert await call(client) == {"url": location}
        server.responses[:] = [
            reply(status, {"storageType": "s3", "url": "https://x"}, {"Location": location})
        ]
        assert await call(client) == {"storageType": "s3", "url": "https://x"}
        for odd in ({}, {"Location": "http://["}, {"Location": "https://"}):
            server.responses[:] = [reply(status, b"See other", {**HTML, **odd})]
            with pytest.raises(tc.ResponseError, match="no Location that leads anywhere"):
                await call(client)
    assert len(server.requests) == 5


@pytest.mark.parametrize("status", [300, 301, 302, 303, 304, 307, 308])
async def test_request_returns_a_redirect_as_it_is(status: int, server: ScriptedTaskcluster) -> None:
    location = "https://user:pw@storage.example.com/a?bewit=b"
    body = b"" if status == 304 else b"<html>Moved</html>"
    server.responses[:] = [reply(status, body, {"Location": location, **HTML})]
    async with aio.Client(server.url, credentials=CREDENTIALS) as client:
        response = await client.request("PUT", "api/queue/v1/task/T", payload={})
    assert response.status_code == status
    assert response.headers["location"] == location
    assert response.content == body
    assert len(server.requests) == 1
