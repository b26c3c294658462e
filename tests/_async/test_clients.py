"""Clients and services: options, credentials functions, the environment, sharing, closing, users' httpx."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import httpx
import pytest

import tc
from tc import ConfigurationError, Credentials, Retry, aio
from tests.support.hawk_oracle import ACCESS_TOKEN, accept, decode_ext
from tests.support.scripted_taskcluster import ScriptedTaskcluster, reply, scripted

pytestmark = pytest.mark.anyio

CREDENTIALS = Credentials("tester", ACCESS_TOKEN)
OTHER = Credentials("other", ACCESS_TOKEN)
ROOT = "https://tc.example.com"
SERVICES = [
    *("Auth", "Github", "Hooks", "Index", "Notify", "Object", "PurgeCache", "Queue", "Secrets", "WebServer"),
    "WorkerManager",
]


@pytest.fixture
def server() -> Iterator[ScriptedTaskcluster]:
    with scripted(reply(200, {"ok": True})) as script:
        yield script


def client_ids(server: ScriptedTaskcluster) -> list[str | None]:
    """Who the requests were signed by, by the judgement of mohawk; None for unsigned ones."""
    found: list[str | None] = []
    for request in server.requests:
        url = f"http://{request.headers['host']}{request.target}"
        header = request.headers.get("authorization")
        found.append(accept(header, url, request.method)["id"] if header else None)
    return found


class Recorder(httpx.AsyncBaseTransport):
    """Keeps the requests, responds to all alike, and counts how often it was closed."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        self.closed = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return httpx.Response(200, json={"ok": True})

    async def aclose(self) -> None:
        self.closed += 1


# ---------------------------------------------------------------- credentials functions


async def test_credentials_function_signs_calls(server: ScriptedTaskcluster) -> None:
    current = [CREDENTIALS]

    def credentials() -> Credentials:
        return current[0]

    async with aio.Queue(server.url, credentials=credentials) as queue:
        await queue.ping()
        current[0] = OTHER
        await queue.ping()
        assert "bewit=" in queue.status_signed_url("x")
    assert client_ids(server) == ["tester", "other"]


async def test_credentials_function_that_takes_its_time_is_waited_for(server: ScriptedTaskcluster) -> None:
    asked = []

    async def credentials() -> Credentials:
        asked.append(len(server.requests))
        return Credentials(f"tester-{len(asked)}", ACCESS_TOKEN)

    server.responses[:] = [reply(500), reply(500), reply(200, {})]
    retry = Retry(delay_factor=0)
    async with aio.Queue(server.url, credentials=credentials, retry=retry) as queue:
        await queue.ping()
        await queue.ping()
    assert client_ids(server) == ["tester-1", "tester-2", "tester-3", "tester-4"]
    assert asked == [0, 1, 2, 3]


async def test_credentials_function_is_asked_before_each_attempt(server: ScriptedTaskcluster) -> None:
    names = iter(range(10))
    server.responses[:] = [reply(500), reply(502), reply(200, {})]

    def credentials() -> Credentials:
        return Credentials(f"n{next(names)}", ACCESS_TOKEN)

    async with aio.Queue(server.url, credentials=credentials, retry=Retry(delay_factor=0)) as queue:
        await queue.ping()
    assert client_ids(server) == ["n0", "n1", "n2"]


async def test_credentials_function_gets_the_authorized_scopes(server: ScriptedTaskcluster) -> None:
    async with aio.Queue(server.url, credentials=lambda: CREDENTIALS, authorized_scopes=["a"]) as queue:
        await queue.ping()
    request = server.requests[0]
    parts = accept(request.headers["authorization"], f"{server.url}{request.target}", "GET")
    assert decode_ext(parts["ext"]) == {"authorizedScopes": ["a"]}


@pytest.mark.parametrize("wrong", ["tester", {"clientId": "tester"}, 5, [CREDENTIALS]])
async def test_credentials_function_that_returns_something_else_is_an_error(
    wrong: Any, server: ScriptedTaskcluster
) -> None:
    async with aio.Queue(server.url, credentials=lambda: wrong) as queue:
        with pytest.raises(ConfigurationError, match="credentials"):
            await queue.ping()
        with pytest.raises(ConfigurationError, match="credentials"):
            queue.status_signed_url("x")
    assert not server.requests


async def test_credentials_function_that_fails_is_the_error_of_the_call(server: ScriptedTaskcluster) -> None:
    def credentials() -> Credentials:
        raise KeyError("no credentials yet")

    async with aio.Queue(server.url, credentials=credentials) as queue:
        with pytest.raises(KeyError, match="no credentials yet"):
            await queue.ping()
    assert not server.requests


async def test_credentials_function_that_returns_none_sends_unsigned(server: ScriptedTaskcluster) -> None:
    async with aio.Queue(server.url, credentials=lambda: None) as queue:
        await queue.ping()
        with pytest.raises(ConfigurationError, match="credentials"):
            queue.status_signed_url("x")
    assert client_ids(server) == [None]


@pytest.mark.parametrize(
    "wrong", ["tester", {"clientId": "a", "accessToken": "b"}, ("a", "b"), 5, Credentials]
)
async def test_credentials_of_a_wrong_kind_are_refused(wrong: Any) -> None:
    with pytest.raises(ConfigurationError, match="credentials"):
        aio.Client(ROOT, credentials=wrong)
    with pytest.raises(ConfigurationError, match="credentials"):
        aio.Queue(ROOT, credentials=wrong)


# ---------------------------------------------------------------- the environment


VARIABLES = ["ROOT_URL", "PROXY_URL", "CLIENT_ID", "ACCESS_TOKEN", "CERTIFICATE"]
ID_AND_TOKEN = {"CLIENT_ID": "tester", "ACCESS_TOKEN": ACCESS_TOKEN}


def set_environment(monkeypatch: pytest.MonkeyPatch, values: dict[str, str]) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(f"TASKCLUSTER_{name}", raising=False)
    for name, value in values.items():
        monkeypatch.setenv(f"TASKCLUSTER_{name}", value)


@pytest.mark.parametrize(
    ("variables", "goes_to", "signed_by"),
    [
        ({"ROOT_URL": "/root"}, "/root", None),
        ({"ROOT_URL": "/root/"}, "/root", None),
        ({"ROOT_URL": "/root", **ID_AND_TOKEN}, "/root", "tester"),
        ({"ROOT_URL": "/root", "PROXY_URL": "/proxy", **ID_AND_TOKEN}, "/root", "tester"),
        ({"ROOT_URL": "/root", "PROXY_URL": "/proxy"}, "/proxy", None),
        ({"PROXY_URL": "/proxy/"}, "/proxy", None),
        ({"ROOT_URL": "/root", "PROXY_URL": "/proxy", "CLIENT_ID": "", "ACCESS_TOKEN": ""}, "/proxy", None),
        ({"ROOT_URL": "/root", "PROXY_URL": "", "CERTIFICATE": ""}, "/root", None),
        ({"ROOT_URL": "", "PROXY_URL": "/proxy"}, "/proxy", None),
    ],
)
@pytest.mark.parametrize("kind", [aio.Client, aio.Queue, aio.PurgeCache])
async def test_from_env_takes_the_environment(
    variables: dict[str, str],
    goes_to: str,
    signed_by: str | None,
    kind: Any,
    server: ScriptedTaskcluster,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    urls = {name: server.url + value for name, value in variables.items() if value and name.endswith("URL")}
    set_environment(monkeypatch, variables | urls)
    async with kind.from_env(trace_id="t") as made:
        client = made if kind is aio.Client else made.api_client
        await client.request("GET", "api/x")
        public = variables.get("ROOT_URL") or variables["PROXY_URL"]
        assert client.make_url("api/x") == f"{server.url}{public.rstrip('/')}/api/x"
    assert [request.target for request in server.requests] == [f"{goes_to}/api/x"]
    assert server.requests[0].headers["x-taskcluster-trace-id"] == "t"
    assert client_ids(server) == [signed_by]
    with pytest.raises(RuntimeError):
        await client.request("GET", "api/x")


async def test_from_env_with_a_certificate_signs_with_it(
    server: ScriptedTaskcluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = {"CERTIFICATE": '{"version":1}'}
    set_environment(monkeypatch, {"ROOT_URL": server.url, **ID_AND_TOKEN, **certificate})
    async with aio.Queue.from_env() as queue:
        await queue.ping()
    request = server.requests[0]
    parts = accept(request.headers["authorization"], f"{server.url}{request.target}", "GET")
    assert decode_ext(parts["ext"]) == {"certificate": {"version": 1}}


async def test_from_env_with_credentials_given_uses_these(
    server: ScriptedTaskcluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_environment(monkeypatch, {"ROOT_URL": server.url, "PROXY_URL": "http://taskcluster"})
    async with aio.Queue.from_env(credentials=OTHER) as queue:
        await queue.ping()
    async with aio.Queue.from_env(credentials=lambda: OTHER, retry=Retry(retries=0)) as queue:
        await queue.ping()
    set_environment(monkeypatch, {"ROOT_URL": server.url, **ID_AND_TOKEN})
    async with aio.Queue.from_env(credentials=None) as queue:
        await queue.ping()
    assert client_ids(server) == ["other", "other", None]


@pytest.mark.parametrize(
    ("variables", "match"),
    [
        ({}, "TASKCLUSTER_ROOT_URL"),
        ({"ROOT_URL": ""}, "TASKCLUSTER_ROOT_URL"),
        (ID_AND_TOKEN, "TASKCLUSTER_ROOT_URL"),
        ({"PROXY_URL": "http://taskcluster", **ID_AND_TOKEN}, "TASKCLUSTER_ROOT_URL"),
        ({"ROOT_URL": ROOT, "CLIENT_ID": "tester"}, "TASKCLUSTER_ACCESS_TOKEN"),
        ({"ROOT_URL": ROOT, "ACCESS_TOKEN": "b"}, "TASKCLUSTER_CLIENT_ID"),
        ({"ROOT_URL": ROOT, "PROXY_URL": "http://taskcluster", "CLIENT_ID": "a"}, "TASKCLUSTER_ACCESS_TOKEN"),
        ({"ROOT_URL": f" {ROOT}"}, "TASKCLUSTER_ROOT_URL"),
        ({"ROOT_URL": f"{ROOT}\n"}, "TASKCLUSTER_ROOT_URL"),
        ({"ROOT_URL": ROOT, "PROXY_URL": " "}, "TASKCLUSTER_PROXY_URL"),
        ({"ROOT_URL": ROOT, "CLIENT_ID": " tester", "ACCESS_TOKEN": "b"}, "TASKCLUSTER_CLIENT_ID"),
        ({"ROOT_URL": ROOT, "CLIENT_ID": "tester", "ACCESS_TOKEN": "b "}, "TASKCLUSTER_ACCESS_TOKEN"),
        ({"ROOT_URL": ROOT, **ID_AND_TOKEN, "CERTIFICATE": " {}"}, "TASKCLUSTER_CERTIFICATE"),
        ({"ROOT_URL": ROOT, **ID_AND_TOKEN, "CERTIFICATE": "x"}, "TASKCLUSTER_CERTIFICATE"),
        ({"ROOT_URL": "tc.example.com"}, "TASKCLUSTER_ROOT_URL"),
        ({"ROOT_URL": ROOT, "PROXY_URL": "taskcluster"}, "TASKCLUSTER_PROXY_URL"),
        ({"ROOT_URL": "tc.example.com", "PROXY_URL": "http://taskcluster"}, "TASKCLUSTER_ROOT_URL"),
    ],
)
async def test_from_env_in_a_wrong_environment_is_refused(
    variables: dict[str, str], match: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_environment(monkeypatch, variables)
    for kind in (aio.Client, aio.Queue):
        with pytest.raises(ConfigurationError, match=match) as caught:
            kind.from_env()
        assert ACCESS_TOKEN not in str(caught.value)


# ---------------------------------------------------------------- sharing and overriding


@pytest.mark.parametrize("name", SERVICES)
async def test_services_of_one_client_share_it(name: str, server: ScriptedTaskcluster) -> None:
    kind = getattr(aio, name)
    async with aio.Client(server.url, credentials=CREDENTIALS) as client:
        service = kind(client)
        assert service.api_client is client
        await service.ping()
        await service.aclose()
        async with kind(client) as another:
            await another.ping()
        await client.request("GET", "api/x")
    assert client_ids(server) == ["tester"] * 3
    assert server.server.connections == 1


async def test_services_of_one_client_share_one_connection() -> None:
    with scripted(reply(200, {"alive": True})) as server:
        async with aio.Client(server.url, credentials=CREDENTIALS) as client:
            queue, auth = aio.Queue(client), aio.Auth(client)
            for _ in range(10):
                assert await queue.ping() == {"alive": True}
                assert await auth.ping() == {"alive": True}
        assert len(server.requests) == 20
        assert server.server.connections == 1


async def test_options_given_with_a_client_override_its_own(server: ScriptedTaskcluster) -> None:
    async with aio.Client(server.url, credentials=CREDENTIALS, trace_id="one", user_agent="mine") as client:
        queue = aio.Queue(client, credentials=OTHER, trace_id="two", authorized_scopes=["a"])
        await queue.ping()
        await aio.Queue(client, credentials=None).ping()
        await client.request("GET", "api/x")
        await queue.aclose()
        await queue.ping()
    assert client_ids(server) == ["other", None, "tester", "other"]
    assert [r.headers["x-taskcluster-trace-id"] for r in server.requests] == ["two", "one", "one", "two"]
    assert {r.headers["user-agent"] for r in server.requests} == {"mine"}
    assert 'ext="' in server.requests[0].headers["authorization"]
    assert 'ext="' not in server.requests[2].headers["authorization"]
    assert server.server.connections == 1


@pytest.mark.parametrize("option", ["http_client", "transport", "max_connections"])
async def test_options_of_connections_given_with_a_client_are_refused(option: str) -> None:
    async with aio.Client(ROOT) as client:
        for value in (None, 5):
            with pytest.raises(ConfigurationError, match=option):
                aio.Queue(client, **{option: value})


async def test_with_options_overrides_what_is_given(server: ScriptedTaskcluster) -> None:
    async with aio.Queue(server.url, credentials=CREDENTIALS, trace_id="one") as queue:
        server.responses[:] = [reply(500)]
        once = queue.with_options(retry=Retry(retries=0))
        assert type(once) is aio.Queue
        with pytest.raises(tc.ServerError, match="1 attempt"):
            await once.ping()
        server.responses[:] = [reply(200, {})]
        narrow = queue.with_options(authorized_scopes=["a"]).with_options(credentials=OTHER, trace_id=None)
        await narrow.ping()
        await narrow.aclose()
        async with narrow, narrow.api_client:
            pass
        await narrow.ping()
        await narrow.with_options().ping()
        await narrow.with_options(authorized_scopes=None).ping()
        await queue.ping()
    assert client_ids(server) == ["tester", "other", "other", "other", "other", "tester"]
    exts = ['ext="' in request.headers["authorization"] for request in server.requests]
    assert exts == [False, True, True, True, False, False]
    traces = [request.headers.get("x-taskcluster-trace-id") for request in server.requests]
    assert traces == ["one", None, None, None, None, "one"]
    assert server.server.connections == 1


@pytest.mark.parametrize(
    "options",
    [
        {"retry": 5},
        {"retry": None},
        {"timeout": -1},
        {"credentials": "a"},
        {"authorized_scopes": "a"},
        {"trace_id": ""},
    ],
)
async def test_client_with_bad_options_is_refused(options: dict[str, Any]) -> None:
    (name,) = options
    async with aio.Queue(ROOT, credentials=CREDENTIALS) as queue:
        with pytest.raises(ConfigurationError, match=name):
            queue.with_options(**options)
        with pytest.raises(ConfigurationError, match=name):
            aio.Queue(queue.api_client, **options)
    with pytest.raises(ConfigurationError, match=name):
        aio.Queue(ROOT, **options)
    with pytest.raises(ConfigurationError, match=name):
        aio.Client(ROOT, **options)


@pytest.mark.parametrize("value", [0, -1, 1.5, True, "5", None])
async def test_client_with_a_bad_number_of_connections_is_refused(value: Any) -> None:
    with pytest.raises(ConfigurationError, match="max_connections"):
        aio.Client(ROOT, max_connections=value)


async def test_client_in_repr_hides_secrets() -> None:
    credentials = Credentials("tester", ACCESS_TOKEN, {"version": 1, "signature": "certificateSecret"})
    async with aio.Queue(ROOT, credentials=credentials) as queue:
        for shown in (repr(queue), repr(queue.api_client), repr(queue.with_options(timeout=5)), str(queue)):
            assert "tester" in shown
            assert ROOT in shown
            assert ACCESS_TOKEN not in shown
            assert "certificateSecret" not in shown


async def test_client_in_logs_hides_secrets(
    server: ScriptedTaskcluster, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    credentials = Credentials("tester", ACCESS_TOKEN, {"version": 1, "signature": "certificateSecret"})
    async with aio.Queue(server.url, credentials=credentials) as queue:
        await queue.ping()
    async with httpx.AsyncClient() as own:
        await aio.Queue(server.url, credentials=credentials, http_client=own).ping()
    ext = server.requests[0].headers["authorization"].split('ext="')[1].split('"')[0]
    for secret in (ACCESS_TOKEN, "certificateSecret", ext):
        assert secret not in caplog.text


# ---------------------------------------------------------------- closing


async def test_client_that_is_closed_refuses_calls(server: ScriptedTaskcluster) -> None:
    client = aio.Client(server.url)
    queue, derived = aio.Queue(client), aio.Queue(client, trace_id="t")
    await queue.ping()
    await client.aclose()
    await client.aclose()
    for service in (queue, derived, queue.with_options(timeout=5), aio.Auth(client)):
        with pytest.raises(RuntimeError, match="closed"):
            await service.ping()
    with pytest.raises(RuntimeError, match="closed"):
        await client.request("GET", "api/x")
    assert queue.status_url("x").startswith(server.url)
    assert len(server.requests) == 1
    server.server.wait_for(lambda: server.server.open == 0)


async def test_service_when_closed_closes_the_client_it_made(server: ScriptedTaskcluster) -> None:
    async with aio.Queue(server.url) as queue:
        await queue.ping()
    with pytest.raises(RuntimeError, match="closed"):
        await queue.ping()
    server.server.wait_for(lambda: server.server.open == 0)


async def test_client_left_with_an_error_is_closed(server: ScriptedTaskcluster) -> None:
    with pytest.raises(KeyError):
        async with aio.Client(server.url) as client:
            await client.request("GET", "api/x")
            raise KeyError("x")
    with pytest.raises(RuntimeError, match="closed"):
        await client.request("GET", "api/x")
    server.server.wait_for(lambda: server.server.open == 0)


# ---------------------------------------------------------------- a user's own httpx client or transport


async def test_users_client_with_settings_of_its_own_sends_the_same(server: ScriptedTaskcluster) -> None:
    server.responses[:] = [reply(303, {"a": 1}, {"Location": "/elsewhere", "Set-Cookie": "session=1"})]
    own = httpx.AsyncClient(
        base_url="https://elsewhere.example.com",
        auth=("user", "password"),
        cookies={"tracking": "1"},
        params={"extra": "1"},
        headers={"authorization": "Basic x", "x-extra": "1", "accept-encoding": "br"},
        timeout=httpx.Timeout(1e-9),
        follow_redirects=True,
        max_redirects=3,
    )
    async with own, aio.Client(server.url, credentials=CREDENTIALS, http_client=own) as client:
        for _ in range(2):
            assert await aio.Queue(client).getArtifact("T", 0, "public/a") == {"a": 1}
        await client.aclose()
        assert not own.is_closed
    async with aio.Queue(server.url, credentials=CREDENTIALS) as plain:
        await plain.getArtifact("T", 0, "public/a")
    first, second, usual = server.requests
    changing = ("authorization", "host")
    headers = [{k: v for k, v in r.headers.items() if k not in changing} for r in server.requests]
    assert headers[0] == headers[1] == headers[2]
    assert first.target == second.target == usual.target == "/api/queue/v1/task/T/runs/0/artifacts/public%2Fa"
    assert client_ids(server) == ["tester"] * 3


async def test_users_client_that_fails_is_tried_again(server: ScriptedTaskcluster) -> None:
    server.responses[:] = [reply(500), reply(502), reply(404, {"message": "no"})]
    async with httpx.AsyncClient() as own:
        queue = aio.Queue(server.url, http_client=own, retry=Retry(delay_factor=0))
        with pytest.raises(tc.NotFoundError, match="3 attempts"):
            await queue.ping()
        await queue.aclose()
        with pytest.raises(RuntimeError, match="closed"):
            await queue.ping()
        assert (await own.get(server.url)).status_code == 404


async def test_users_client_runs_its_event_hooks(server: ScriptedTaskcluster) -> None:
    server.responses[:] = [reply(500), reply(200, {"ok": True})]
    seen: list[Any] = []

    async def on_request(request: httpx.Request) -> None:
        seen.append((request.method, request.url.path, "authorization" in request.headers))

    async def on_response(response: httpx.Response) -> None:
        await response.aread()
        seen.append(response.status_code)

    hooks = {"request": [on_request], "response": [on_response]}
    async with httpx.AsyncClient(event_hooks=hooks) as own:
        queue = aio.Queue(server.url, credentials=CREDENTIALS, http_client=own, retry=Retry(delay_factor=0))
        assert await queue.ping() == {"ok": True}
    path = ("GET", "/api/queue/v1/ping", True)
    assert seen == [path, 500, path, 200]


async def test_users_client_that_is_closed_is_an_error() -> None:
    own = httpx.AsyncClient()
    await own.aclose()
    with pytest.raises(RuntimeError, match="closed"):
        await aio.Queue(ROOT, http_client=own).ping()


async def test_users_client_with_a_mock_is_used() -> None:
    def respond(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"path": request.url.path})

    async with httpx.AsyncClient(transport=httpx.MockTransport(respond)) as own:
        assert await aio.Queue(ROOT, http_client=own).ping() == {"path": "/api/queue/v1/ping"}
    async with aio.Queue(ROOT, transport=httpx.MockTransport(respond)) as queue:
        assert await queue.ping() == {"path": "/api/queue/v1/ping"}


async def test_users_transport_is_called_directly_and_closed() -> None:
    transport = Recorder()
    async with aio.Client(ROOT, credentials=CREDENTIALS, transport=transport) as client:
        queue = aio.Queue(client)
        await queue.createTask("x", {"a": 1})  # type: ignore[typeddict-unknown-key]
        await queue.aclose()
        assert transport.closed == 0
    assert transport.closed == 1
    request = transport.requests[0]
    assert (request.method, str(request.url)) == ("PUT", f"{ROOT}/api/queue/v1/task/x")
    assert request.content == b'{"a":1}'
    assert request.extensions["timeout"] == {"connect": 30, "read": 30, "write": 30, "pool": None}
    accept(request.headers["authorization"], str(request.url), "PUT")
    with pytest.raises(RuntimeError, match="closed"):
        await queue.ping()
    assert len(transport.requests) == 1


async def test_users_transport_of_a_service_is_closed_with_it() -> None:
    transport = Recorder()
    async with aio.Secrets(ROOT, transport=transport) as secrets:
        await secrets.ping()
    assert transport.closed == 1


@pytest.mark.parametrize("wrong", ["client", 5, httpx.AsyncClient, object()])
async def test_users_client_or_transport_of_a_wrong_kind_is_refused(wrong: Any) -> None:
    with pytest.raises(ConfigurationError, match="http_client"):
        aio.Client(ROOT, http_client=wrong)
    with pytest.raises(ConfigurationError, match="transport"):
        aio.Queue(ROOT, transport=wrong)


async def test_users_client_and_transport_together_are_refused() -> None:
    async with httpx.AsyncClient() as own:
        with pytest.raises(ConfigurationError, match="http_client, transport"):
            aio.Client(ROOT, http_client=own, transport=Recorder())


async def test_signed_url_made_behind_a_proxy_is_for_the_public_root(monkeypatch: pytest.MonkeyPatch) -> None:
    set_environment(monkeypatch, {"ROOT_URL": ROOT, "PROXY_URL": "http://taskcluster"})
    async with aio.Queue.from_env() as queue:
        assert queue.status_url("x") == f"{ROOT}/api/queue/v1/task/x/status"
        with pytest.raises(ConfigurationError, match="credentials"):
            queue.status_signed_url("x", ttl=timedelta(minutes=1))
        signed = queue.with_options(credentials=CREDENTIALS).status_signed_url("x")
        assert signed.startswith(f"{ROOT}/api/queue/v1/task/x/status?bewit=")


async def test_derived_client_when_closed_leaves_the_connections_open() -> None:
    with scripted(reply(200, {"alive": True})) as server:
        async with aio.Client(server.url) as client:
            async with client.derive(timeout=5) as derived:
                assert await derived.call_api("GET", "x") == {"alive": True}
            assert await client.call_api("GET", "x") == {"alive": True}
        assert server.server.connections == 1


@pytest.mark.parametrize("host", ["☃.net", "999.999.999.999"])
async def test_client_with_a_host_that_only_httpx_refuses_is_refused(host: str) -> None:
    with pytest.raises(ConfigurationError, match="root_url: "):
        aio.Client(f"https://{host}")
