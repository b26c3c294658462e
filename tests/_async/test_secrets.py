"""No secret in logs, `repr`s, errors, their pickles, and local variables, whatever happens."""

from __future__ import annotations

import json
import logging
import traceback
from collections.abc import Callable
from datetime import timedelta
from types import FrameType
from typing import Any

import httpx
import pytest

from tc import (
    APIError,
    ConfigurationError,
    Credentials,
    HawkAuth,
    Retry,
    TaskclusterError,
    TransportError,
    aio,
)
from tc._async import calls
from tc._protocol.environment import read_environment
from tests._async.test_faults import FAULTS, TRUST
from tests.support.http_server import Peer
from tests.support.scripted_taskcluster import hang_up, reply, say_nothing, scripted
from tests.support.secret_scanner import (
    BOTH,
    CERTIFICATE,
    TEMPORARY,
    TOKEN,
    check_error,
    check_text,
    found_in,
    listening,
)

pytestmark = pytest.mark.anyio

ONCE = Retry(retries=0)
STALLED = httpx.Timeout(10, read=0.1, write=0.1)
TWICE = Retry(retries=1, delay_factor=0)
ALIVE = reply(200, {"alive": True})
ENVIRONMENT = {
    "TASKCLUSTER_ROOT_URL": "https://tc.example.com",
    "TASKCLUSTER_CLIENT_ID": "marked-client",
    "TASKCLUSTER_ACCESS_TOKEN": TOKEN,
    "TASKCLUSTER_CERTIFICATE": json.dumps(CERTIFICATE),
}


@pytest.fixture(params=["default", "http_client", "transport"])
async def connections(request: Any) -> Any:
    """Options that have a client send in each of its ways."""
    if request.param == "default":
        yield {}
    elif request.param == "transport":
        yield {"transport": httpx.AsyncHTTPTransport(verify=TRUST)}
    else:
        async with httpx.AsyncClient(verify=TRUST) as client:
            yield {"http_client": client}


@pytest.fixture(params=BOTH)
def credentials(request: Any) -> Credentials:
    """Permanent and temporary ones."""
    return BOTH[request.param]


async def test_scanner_finds_secrets() -> None:
    """What the other tests say holds only if a leak would be seen."""
    for text in (TOKEN, json.dumps(CERTIFICATE), 'Hawk id="x", mac="y"'):
        assert found_in(text)
    with scripted(ALIVE) as server:
        async with aio.Queue(server.url, credentials=TEMPORARY) as queue:
            await queue.ping()
            signed = queue.ping_signed_url()
    header = server.requests[0].headers["authorization"]
    assert {"an ext", "a Hawk header", "a MAC"} <= {*found_in(header)}
    assert found_in(signed) == ["a bewit of temporary credentials"]
    with pytest.raises(AssertionError, match="holds"), listening():
        logging.getLogger("tc.anything").debug("%s", header)
    with pytest.raises(AssertionError, match="holds"):
        check_error(ValueError("x", {"token": TOKEN}))
    try:
        raise KeyError from ValueError(TOKEN)
    except KeyError as error:
        with pytest.raises(AssertionError, match="holds"):
            check_error(error)


async def test_success_after_a_retry_shows_no_secrets(
    credentials: Credentials, connections: dict[str, Any]
) -> None:
    away = reply(303, {"url": "http://x/?bewit=1"}, {"Location": "http://x/?bewit=bWFya2VkLWNsaWVudF"})
    with listening() as records, scripted(reply(503), hang_up, ALIVE, away) as server:
        retry = Retry(retries=2, delay_factor=0)
        async with aio.Queue(server.url, credentials=credentials, retry=retry, **connections) as queue:
            assert await queue.ping() == {"alive": True}
            await queue.getLatestArtifact("task", "name")
            check_text("a service", repr(queue) + repr(queue.api_client) + repr(vars(queue)))
            check_text("a client", repr(vars(queue.api_client)))
            check_text("the options", repr(queue.api_client._options))
            check_text("pages", repr(queue.listTaskGroup_pages("group")))
            check_text("items", repr(queue.listTaskGroup_items("group")))
    assert all("authorization" in request.headers for request in server.requests)
    assert sum(text.startswith("tc:") for text in records.texts) == 2


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 410, 413, 418, 424, 429, 500, 502, 503])
async def test_error_of_a_service_shows_no_secrets(
    status: int, credentials: Credentials, connections: dict[str, Any]
) -> None:
    body = {"code": "AnyError", "message": "no", "requestInfo": {"method": "ping", "payload": {}}}
    with listening(), scripted(reply(status, body)) as server:
        async with aio.Queue(server.url, credentials=credentials, retry=TWICE, **connections) as queue:
            with pytest.raises(APIError) as caught:
                await queue.createTask("task", {"created": "now"})  # type: ignore[typeddict-item]
            check_error(caught.value)
    assert caught.value.status_code == status


# Every third: they go through the same few frames, and `test_faults.py` has them all.
@pytest.mark.parametrize("fault", [*FAULTS.values()][::3], ids=[*FAULTS][::3])
async def test_fault_of_the_connection_shows_no_secrets(
    fault: bytes | Callable[[Peer], bool], connections: dict[str, Any]
) -> None:
    with listening(), scripted(fault) as server:
        async with aio.Queue(server.url, credentials=TEMPORARY, retry=TWICE, **connections) as queue:
            with pytest.raises(TransportError) as caught:
                await queue.ping()
            check_error(caught.value)


# httpcore leaves httpx's iterator over a body behind when writing fails, which trio warns of.
@pytest.mark.filterwarnings("ignore:.* generator 'httpx:ResourceWarning")
async def test_timeout_or_broken_request_shows_no_secrets(connections: dict[str, Any]) -> None:
    def stop_reading(peer: Peer) -> None:
        peer.read_head()
        peer.server.stopping.wait(10)

    payload: Any = {"filler": "x" * 8_000_000}
    with listening(), scripted(say_nothing) as server:
        options = connections | {"credentials": TEMPORARY, "retry": ONCE, "timeout": STALLED}
        async with aio.Queue(server.url, **options) as queue:
            with pytest.raises(TransportError, match="ReadTimeout") as caught:
                await queue.ping()
            check_error(caught.value)
            server.server.handler = stop_reading
            with pytest.raises(TransportError, match="WriteTimeout") as caught:
                await queue.createTask("task", payload)
            check_error(caught.value)
            server.server.handler = lambda peer: None
            with pytest.raises(TransportError) as caught:
                await queue.createTask("task", payload)
            check_error(caught.value)


async def test_response_with_credentials_that_breaks_off_shows_no_secrets(
    connections: dict[str, Any],
) -> None:
    """What came of it is in no frame."""
    half = json.dumps({"tasks": [{"credentials": {"accessToken": TOKEN, "certificate": "x"}}]})[:-2]
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(half) + 2}\r\n\r\n"

    def in_one(peer: Peer) -> bool:
        peer.send(head.encode() + half.encode())
        return False

    def in_two(peer: Peer) -> bool:
        peer.send(head.encode() + half[:-5].encode())
        peer.server.stopping.wait(0.05)
        peer.send(half[-5:].encode())
        return False

    def bad_chunk(peer: Peer) -> bool:
        peer.send(head.partition("Content-Length")[0].encode() + b"Transfer-Encoding: chunked\r\n\r\n")
        peer.send(f"{len(half):x}\r\n{half}\r\nzz\r\n".encode())
        return False

    with listening(), scripted(in_one, in_two, bad_chunk) as server:
        async with aio.Queue(server.url, credentials=TEMPORARY, retry=ONCE, **connections) as queue:
            for _ in range(3):
                with pytest.raises(TransportError) as caught:
                    await queue.claimWork("a/b", {"workerGroup": "g", "workerId": "w"})
                check_error(caught.value)


async def test_response_with_credentials_that_is_no_json_shows_no_secrets() -> None:
    """The error keeps the text of the body, but not the secrets that stand in it by their usual names."""
    half = json.dumps({"credentials": {"clientId": "c", "accessToken": TOKEN, "certificate": "{\\"}})[:-1]
    for text in (half, json.dumps(half)[:-1]):
        with listening(), scripted(reply(200, text.encode())) as server:
            async with aio.Queue(server.url, credentials=TEMPORARY, retry=ONCE) as queue:
                with pytest.raises(TaskclusterError, match="not JSON") as caught:
                    await queue.claimWork("a/b", {"workerGroup": "g", "workerId": "w"})
                check_error(caught.value)


async def test_event_hook_that_fails_shows_no_secrets() -> None:
    """The frames of the hook stay, those of httpx, which hold headers, do not."""

    async def fail(request: httpx.Request) -> None:
        raise KeyboardInterrupt

    with listening(), scripted(ALIVE) as server:
        async with httpx.AsyncClient(event_hooks={"request": [fail]}, verify=TRUST) as client:
            queue = aio.Queue(server.url, credentials=TEMPORARY, http_client=client)
            with pytest.raises(KeyboardInterrupt) as caught:
                await queue.ping()
            check_error(caught.value)
    names = [entry.name for entry in caught.traceback]
    assert names[-1] == "fail"
    assert "_exchange" in names
    assert not [entry for entry in caught.traceback if "/httpx/" in str(entry.path)]


async def test_credentials_function_shows_no_secrets(connections: dict[str, Any]) -> None:
    async def give() -> Credentials:
        return TEMPORARY

    async def give_wrong() -> Any:
        return TEMPORARY.to_dict()

    async def fail() -> Credentials:
        raise LookupError("none left")

    with listening(), scripted(ALIVE) as server:
        shared = aio.Client(server.url, **connections)
        for function, kind in ((give, None), (give_wrong, ConfigurationError), (fail, LookupError)):
            client = shared.derive(credentials=function)
            check_text("a client", repr(client))
            if kind is None:
                await aio.Queue(client).ping()
            else:
                with pytest.raises(kind) as caught:
                    await aio.Queue(client).ping()
                check_error(caught.value)
        await shared.aclose()
    assert len(server.requests) == 1


async def test_header_that_is_too_long_shows_no_secrets(credentials: Credentials) -> None:
    scopes = [f"some:scope:{number}" for number in range(140)]
    async with aio.Queue("http://127.0.0.1:1", credentials=credentials, authorized_scopes=scopes) as queue:
        for call in (
            queue.ping_signed_url,
            lambda: aio.Queue(queue.api_client, authorized_scopes=scopes * 2),
        ):
            with pytest.raises(ConfigurationError, match="fewer scopes") as caught:
                call()
            check_error(caught.value)
    with pytest.raises(ConfigurationError, match="fewer scopes") as caught:
        aio.Queue("http://127.0.0.1:1", credentials=credentials, authorized_scopes=scopes * 2)
    check_error(caught.value)


BAD_INPUT: dict[str, Callable[[Any], Any]] = {
    "a route parameter": lambda queue: queue.status(""),
    "a query": lambda queue: queue.listTaskGroup("x", limit=object()),
    "a payload": lambda queue: queue.createTask("x", {"a": b"bytes"}),
    "a path": lambda queue: queue.api_client.request("GET", "/x"),
    "a method": lambda queue: queue.api_client.request("GE T", "x"),
    "a time": lambda queue: queue.ping_signed_url(ttl=timedelta(0)),
    "a length": lambda queue: (
        queue.ping_signed_url(ttl=timedelta(1)) if False else queue.status("x" * 70_000)
    ),
    "options": lambda queue: queue.with_options(credentials=TEMPORARY.to_dict()),
    "a retry": lambda queue: queue.with_options(retry=3),
}


@pytest.mark.parametrize("call", BAD_INPUT.values(), ids=BAD_INPUT)
async def test_bad_input_shows_no_secrets(call: Callable[[Any], Any], credentials: Credentials) -> None:
    async with aio.Queue("http://127.0.0.1:1", credentials=credentials) as queue:
        with listening(), pytest.raises((TypeError, ValueError)) as caught:
            await call(queue)
        check_error(caught.value)


@pytest.mark.parametrize(
    "changes",
    [
        {"TASKCLUSTER_ROOT_URL": ""},
        {"TASKCLUSTER_ROOT_URL": "ftp://example.com"},
        {"TASKCLUSTER_ROOT_URL": " https://tc.example.com"},
        {"TASKCLUSTER_CLIENT_ID": ""},
        {"TASKCLUSTER_CLIENT_ID": "not a client id"},
        {"TASKCLUSTER_ACCESS_TOKEN": f" {TOKEN}"},
        {"TASKCLUSTER_ACCESS_TOKEN": f"{TOKEN}\udcff"},
        {"TASKCLUSTER_ACCESS_TOKEN": ""},
        {"TASKCLUSTER_CERTIFICATE": f"{json.dumps(CERTIFICATE)}x"},
        {"TASKCLUSTER_CERTIFICATE": f"[{json.dumps(CERTIFICATE)}]"},
        {"TASKCLUSTER_CERTIFICATE": f" {json.dumps(CERTIFICATE)}"},
    ],
)
async def test_environment_with_something_wrong_shows_no_secrets(
    changes: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = ENVIRONMENT | changes
    with pytest.raises(ConfigurationError):
        read_environment(environment)
    if "\udcff" not in "".join(environment.values()):
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        for kind in (aio.Client, aio.Queue):
            with pytest.raises(ConfigurationError) as caught:
                kind.from_env()
            check_error(caught.value)


async def test_hawk_auth_of_your_own_client_shows_no_secrets(credentials: Credentials) -> None:
    """httpx's own log and `repr`s are what is left; both hide the header."""
    auth = HawkAuth(credentials)
    check_text("HawkAuth", repr(auth) + repr(vars(auth)))
    with listening(), scripted(ALIVE, hang_up) as server:
        async with httpx.AsyncClient(auth=auth, verify=TRUST) as client:
            response = await client.get(f"{server.url}/api/queue/v1/ping?x=y")
            check_text("the request", repr(response.request) + repr(response.request.headers))
            with pytest.raises(httpx.TransportError) as caught:
                await client.get(f"{server.url}/api/queue/v1/ping")
            check_text("the error", f"{caught.value!r} {caught.value}")
    assert "authorization" in server.requests[0].headers
    with pytest.raises(ConfigurationError) as refused:
        HawkAuth(credentials, ["scope"] * 900)
    check_error(refused.value)


async def test_signed_url_that_fails_is_not_shown(connections: dict[str, Any]) -> None:
    """A redirect to one is in no log, and an error about one names it without the bewit."""
    signed = f"http://127.0.0.1:1/x?bewit={'bWFya2VkLWNsaWVudFw'}"
    responses = [reply(303, {"url": signed}, {"Location": signed}), reply(404, {"message": "no"})]
    with listening(), scripted(*responses) as server:
        async with aio.Client(server.url, credentials=TEMPORARY, **connections) as client:
            assert await aio.Index(client).findArtifactFromTask("a", "b") == {"url": signed}
            with pytest.raises(APIError) as caught:
                await client.request("GET", "x", query={"bewit": signed.rpartition("=")[2], "a": "b"})
            # Who asked has it in a variable; the error has it not.
            check_text("the error", f"{caught.value} {vars(caught.value)}")
    assert caught.value.url == f"{server.url}/x?bewit=***&a=b"


async def test_token_of_a_hook_is_in_no_error_and_no_log(connections: dict[str, Any]) -> None:
    with listening() as records, scripted(reply(500), reply(404, {"message": "no"})) as server:
        async with aio.Hooks(server.url, credentials=TEMPORARY, retry=TWICE, **connections) as hooks:
            with pytest.raises(APIError) as caught:
                await hooks.triggerHookWithToken("group", "hook", TOKEN, {})
    assert TOKEN in server.requests[0].target
    check_text("the error", f"{caught.value} {vars(caught.value)}")
    assert any("trigger/***" in text for text in records.texts)


def defect(*args: Any, **kwargs: Any) -> None:
    raise LookupError("a defect of ours")


async def test_traceback_of_an_error_ends_at_the_api_method() -> None:
    with scripted(reply(404, {"message": "no"})) as server:
        async with aio.Secrets(server.url, credentials=TEMPORARY) as secrets:
            with pytest.raises(APIError) as caught:
                await secrets.set(
                    "name", {"secret": {"password": TOKEN}, "expires": "2030-01-01T00:00:00.000Z"}
                )
    *_, last = traceback.walk_tb(caught.value.__traceback__)
    assert last[0].f_code.co_name == "set"
    check_error(caught.value)


@pytest.mark.parametrize("content", [{"a": float("nan")}, {"a": b"bytes"}, {"a": {1: {2}}}])
async def test_payload_that_cannot_be_sent_is_in_no_frame(content: Any) -> None:
    async with aio.Secrets("https://tc.example.com", credentials=TEMPORARY) as secrets:
        with pytest.raises((TypeError, ValueError)) as caught:
            await secrets.set("name", {"secret": {**content, "password": TOKEN}, "expires": "2030-01-01"})
    check_error(caught.value)


async def test_defect_keeps_its_places_without_their_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calls, "Attempts", defect)
    async with aio.Queue("https://tc.example.com", credentials=TEMPORARY) as queue:
        with pytest.raises(LookupError) as caught:
            await queue.ping()
    names = [frame.f_code.co_name for frame, _ in traceback.walk_tb(caught.value.__traceback__)]
    assert "send_with_retries" in names
    check_error(caught.value)


async def test_exception_of_the_caller_keeps_its_frames() -> None:
    """An error raised while the caller handles another one leaves that one as it is."""
    async with aio.Queue("https://tc.example.com", credentials=TEMPORARY) as queue:
        kept: list[FrameType] = []
        mine: BaseException | None = None
        try:
            json.loads("{")
        except ValueError as error:
            mine = error
            kept += [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
            with pytest.raises(ValueError, match="taskId"):
                await queue.status("")
        assert mine is not None
        assert [frame for frame, _ in traceback.walk_tb(mine.__traceback__)] == kept
        assert all(frame.f_locals for frame in kept)


async def test_event_hook_of_the_user_keeps_its_frame() -> None:
    async def hook(request: httpx.Request) -> None:
        mine = "local"
        raise LookupError(mine)

    async with httpx.AsyncClient(event_hooks={"request": [hook]}) as http_client:
        queue = aio.Queue("https://tc.example.com", credentials=TEMPORARY, http_client=http_client)
        with pytest.raises(LookupError) as caught:
            await queue.ping()
    frames = {frame.f_code.co_name: frame for frame, _ in traceback.walk_tb(caught.value.__traceback__)}
    assert frames["hook"].f_locals["mine"] == "local"
