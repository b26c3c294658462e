# Generated from tests/_async/test_clients.py by tools/unasync_build.py. Do not edit.

"""Clients and services: options, credentials functions, the environment, sharing, closing, users' httpx."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import httpx
import pytest

import tc
from tc import ConfigurationError, Credentials, Retry, sync
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


class Recorder(httpx.BaseTransport):
    """Keeps the requests, responds to all alike, and counts how often it was closed."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        self.closed = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return httpx.Response(200, json={"ok": True})

    def close(self) -> None:
        self.closed += 1


# ---------------------------------------------------------------- credentials functions


def test_credentials_function_signs_calls(server: ScriptedTaskcluster) -> None:
    current = [CREDENTIALS]

    def credentials() -> Credentials:
        return current[0]

    with sync.Queue(server.url, credentials=credentials) as queue:
        queue.ping()
        current[0] = OTHER
        queue.ping()
        assert "bewit=" in queue.status_signed_url("x")
    assert client_ids(server) == ["tester", "other"]


def test_credentials_function_that_takes_its_time_is_waited_for(server: ScriptedTaskcluster) -> None:
    asked = []

    def credentials() -> Credentials:
        asked.append(len(server.requests))
        return Credentials(f"tester-{len(asked)}", ACCESS_TOKEN)

    server.responses[:] = [reply(500), reply(500), reply(200, {})]
    retry = Retry(delay_factor=0)
    with sync.Queue(server.url, credentials=credentials, retry=retry) as queue:
        queue.ping()
        queue.ping()
    assert client_ids(server) == ["tester-1", "tester-2", "tester-3", "tester-4"]
    assert asked == [0, 1, 2, 3]


def test_credentials_function_is_asked_before_each_attempt(server: ScriptedTaskcluster) -> None:
    names = iter(range(10))
    server.responses[:] = [reply(500), reply(502), reply(200, {})]

    def credentials() -> Credentials:
        return Credentials(f"n{next(names)}", ACCESS_TOKEN)

    with sync.Queue(server.url, credentials=credentials, retry=Retry(delay_factor=0)) as queue:
        queue.ping()
    assert client_ids(server) == ["n0", "n1", "n2"]


def test_credentials_function_gets_the_authorized_scopes(server: ScriptedTaskcluster) -> None:
    with sync.Queue(server.url, credentials=lambda: CREDENTIALS, authorized_scopes=["a"]) as queue:
        queue.ping()
    request = server.requests[0]
    parts = accept(request.headers["authorization"], f"{server.url}{request.target}", "GET")
    assert decode_ext(parts["ext"]) == {"authorizedScopes": ["a"]}


@pytest.mark.parametrize("wrong", ["tester", {"clientId": "tester"}, 5, [CREDENTIALS]])
def test_credentials_function_that_returns_something_else_is_an_error(
    wrong: Any, server: ScriptedTaskcluster
) -> None:
    with sync.Queue(server.url, credentials=lambda: wrong) as queue:
        with pytest.raises(ConfigurationError, match="credentials"):
            queue.ping()
        with pytest.raises(ConfigurationError, match="credentials"):
            queue.status_signed_url("x")
    assert not server.requests


def test_credentials_function_that_fails_is_the_error_of_the_call(server: ScriptedTaskcluster) -> None:
    def credentials() -> Credentials:
        raise KeyError("no credentials yet")

    with sync.Queue(server.url, credentials=credentials) as queue:
        with pytest.raises(KeyError, match="no credentials yet"):
            queue.ping()
    assert not server.requests


def test_credentials_function_that_returns_none_sends_unsigned(server: ScriptedTaskcluster) -> None:
    with sync.Queue(server.url, credentials=lambda: None) as queue:
        queue.ping()
        with pytest.raises(ConfigurationError, match="credentials"):
            queue.status_signed_url("x")
    assert client_ids(server) == [None]


@pytest.mark.parametrize(
    "wrong", ["tester", {"clientId": "a", "accessToken": "b"}, ("a", "b"), 5, Credentials]
)
def test_credentials_of_a_wrong_kind_are_refused(wrong: Any) -> None:
    with pytest.raises(ConfigurationError, match="credentials"):
        sync.Client(ROOT, credentials=wrong)
    with pytest.raises(ConfigurationError, match="credentials"):
        sync.Queue(ROOT, credentials=wrong)


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
@pytest.mark.parametrize("kind", [sync.Client, sync.Queue, sync.PurgeCache])
def test_from_env_takes_the_environment(
    variables: dict[str, str],
    goes_to: str,
    signed_by: str | None,
    kind: Any,
    server: ScriptedTaskcluster,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    urls = {name: server.url + value for name, value in variables.items() if value and name.endswith("URL")}
    set_environment(monkeypatch, variables | urls)
    with kind.from_env(trace_id="t") as made:
        client = made if kind is sync.Client else made.api_client
        client.request("GET", "api/x")
        public = variables.get("ROOT_URL") or variables["PROXY_URL"]
        assert client.make_url("api/x") == f"{server.url}{public.rstrip('/')}/api/x"
    assert [request.target for request in server.requests] == [f"{goes_to}/api/x"]
    assert server.requests[0].headers["x-taskcluster-trace-id"] == "t"
    assert client_ids(server) == [signed_by]
    with pytest.raises(RuntimeError):
        client.request("GET", "api/x")


def test_from_env_with_a_certificate_signs_with_it(
    server: ScriptedTaskcluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = {"CERTIFICATE": '{"version":1}'}
    set_environment(monkeypatch, {"ROOT_URL": server.url, **ID_AND_TOKEN, **certificate})
    with sync.Queue.from_env() as queue:
        queue.ping()
    request = server.requests[0]
    parts = accept(request.headers["authorization"], f"{server.url}{request.target}", "GET")
    assert decode_ext(parts["ext"]) == {"certificate": {"version": 1}}


def test_from_env_with_credentials_given_uses_these(
    server: ScriptedTaskcluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_environment(monkeypatch, {"ROOT_URL": server.url, "PROXY_URL": "http://taskcluster"})
    with sync.Queue.from_env(credentials=OTHER) as queue:
        queue.ping()
    with sync.Queue.from_env(credentials=lambda: OTHER, retry=Retry(retries=0)) as queue:
        queue.ping()
    set_environment(monkeypatch, {"ROOT_URL": server.url, **ID_AND_TOKEN})
    with sync.Queue.from_env(credentials=None) as queue:
        queue.ping()
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
def test_from_env_in_a_wrong_environment_is_refused(
    variables: dict[str, str], match: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_environment(monkeypatch, variables)
    for kind in (sync.Client, sync.Queue):
        with pytest.raises(ConfigurationError, match=match) as caught:
            kind.from_env()
        assert ACCESS_TOKEN not in str(caught.value)


# ---------------------------------------------------------------- sharing and overriding


@pytest.mark.parametrize("name", SERVICES)
def test_services_of_one_client_share_it(name: str, server: ScriptedTaskcluster) -> None:
    kind = getattr(sync, name)
    with sync.Client(server.url, credentials=CREDENTIALS) as client:
        service = kind(client)
        assert service.api_client is client
        service.ping()
        service.close()
        with kind(client) as another:
            another.ping()
        client.request("GET", "api/x")
    assert client_ids(server) == ["tester"] * 3
    assert server.server.connections == 1


def test_services_of_one_client_share_one_connection() -> None:
    with scripted(reply(200, {"alive": True})) as server:
        with sync.Client(server.url, credentials=CREDENTIALS) as client:
            queue, auth = sync.Queue(client), sync.Auth(client)
            for _ in range(10):
                assert queue.ping() == {"alive": True}
                assert auth.ping() == {"alive": True}
        assert len(server.requests) == 20
        assert server.server.connections == 1


def test_options_given_with_a_client_override_its_own(server: ScriptedTaskcluster) -> None:
    with sync.Client(server.url, credentials=CREDENTIALS, trace_id="one", user_agent="mine") as client:
        queue = sync.Queue(client, credentials=OTHER, trace_id="two", authorized_scopes=["a"])
        queue.ping()
        sync.Queue(client, credentials=None).ping()
        client.request("GET", "api/x")
        queue.close()
        queue.ping()
    assert client_ids(server) == ["other", None, "tester", "other"]
    assert [r.headers["x-taskcluster-trace-id"] for r in server.requests] == ["two", "one", "one", "two"]
    assert {r.headers["user-agent"] for r in server.requests} == {"mine"}
    assert 'ext="' in server.requests[0].headers["authorization"]
    assert 'ext="' not in server.requests[2].headers["authorization"]
    assert server.server.connections == 1


@pytest.mark.parametrize("option", ["http_client", "transport", "max_connections"])
def test_options_of_connections_given_with_a_client_are_refused(option: str) -> None:
    with sync.Client(ROOT) as client:
        for value in (None, 5):
            with pytest.raises(ConfigurationError, match=option):
                sync.Queue(client, **{option: value})


def test_with_options_overrides_what_is_given(server: ScriptedTaskcluster) -> None:
    with sync.Queue(server.url, credentials=CREDENTIALS, trace_id="one") as queue:
        server.responses[:] = [reply(500)]
        once = queue.with_options(retry=Retry(retries=0))
        assert type(once) is sync.Queue
        with pytest.raises(tc.ServerError, match="1 attempt"):
            once.ping()
        server.responses[:] = [reply(200, {})]
        narrow = queue.with_options(authorized_scopes=["a"]).with_options(credentials=OTHER, trace_id=None)
        narrow.ping()
        narrow.close()
        with narrow, narrow.api_client:
            pass
        narrow.ping()
        narrow.with_options().ping()
        narrow.with_options(authorized_scopes=None).ping()
        queue.ping()
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
def test_client_with_bad_options_is_refused(options: dict[str, Any]) -> None:
    (name,) = options
    with sync.Queue(ROOT, credentials=CREDENTIALS) as queue:
        with pytest.raises(ConfigurationError, match=name):
            queue.with_options(**options)
        with pytest.raises(ConfigurationError, match=name):
            sync.Queue(queue.api_client, **options)
    with pytest.raises(ConfigurationError, match=name):
        sync.Queue(ROOT, **options)
    with pytest.raises(ConfigurationError, match=name):
        sync.Client(ROOT, **options)


@pytest.mark.parametrize("value", [0, -1, 1.5, True, "5", None])
def test_client_with_a_bad_number_of_connections_is_refused(value: Any) -> None:
    with pytest.raises(ConfigurationError, match="max_connections"):
        sync.Client(ROOT, max_connections=value)


def test_client_in_repr_hides_secrets() -> None:
    credentials = Credentials("tester", ACCESS_TOKEN, {"version": 1, "signature": "certificateSecret"})
    with sync.Queue(ROOT, credentials=credentials) as queue:
        for shown in (repr(queue), repr(queue.api_client), repr(queue.with_options(timeout=5)), str(queue)):
            assert "tester" in shown
            assert ROOT in shown
            assert ACCESS_TOKEN not in shown
            assert "certificateSecret" not in shown


def test_client_in_logs_hides_secrets(server: ScriptedTaskcluster, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    credentials = Credentials("tester", ACCESS_TOKEN, {"version": 1, "signature": "certificateSecret"})
    with sync.Queue(server.url, credentials=credentials) as queue:
        queue.ping()
    with httpx.Client() as own:
        sync.Queue(server.url, credentials=credentials, http_client=own).ping()
    ext = server.requests[0].headers["authorization"].split('ext="')[1].split('"')[0]
    for secret in (ACCESS_TOKEN, "certificateSecret", ext):
        assert secret not in caplog.text


# ---------------------------------------------------------------- closing


def test_client_that_is_closed_refuses_calls(server: ScriptedTaskcluster) -> None:
    client = sync.Client(server.url)
    queue, derived = sync.Queue(client), sync.Queue(client, trace_id="t")
    queue.ping()
    client.close()
    client.close()
    for service in (queue, derived, queue.with_options(timeout=5), sync.Auth(client)):
        with pytest.raises(RuntimeError, match="closed"):
            service.ping()
    with pytest.raises(RuntimeError, match="closed"):
        client.request("GET", "api/x")
    assert queue.status_url("x").startswith(server.url)
    assert len(server.requests) == 1
    server.server.wait_for(lambda: server.server.open == 0)


def test_service_when_closed_closes_the_client_it_made(server: ScriptedTaskcluster) -> None:
    with sync.Queue(server.url) as queue:
        queue.ping()
    with pytest.raises(RuntimeError, match="closed"):
        queue.ping()
    server.server.wait_for(lambda: server.server.open == 0)


def test_client_left_with_an_error_is_closed(server: ScriptedTaskcluster) -> None:
    with pytest.raises(KeyError):
        with sync.Client(server.url) as client:
            client.request("GET", "api/x")
            raise KeyError("x")
    with pytest.raises(RuntimeError, match="closed"):
        client.request("GET", "api/x")
    server.server.wait_for(lambda: server.server.open == 0)


# ---------------------------------------------------------------- a user's own httpx client or transport


def test_users_client_with_settings_of_its_own_sends_the_same(server: ScriptedTaskcluster) -> None:
    server.responses[:] = [reply(303, {"a": 1}, {"Location": "/elsewhere", "Set-Cookie": "session=1"})]
    own = httpx.Client(
        base_url="https://elsewhere.example.com",
        auth=("user", "password"),
        cookies={"tracking": "1"},
        params={"extra": "1"},
        headers={"authorization": "Basic x", "x-extra": "1", "accept-encoding": "br"},
        timeout=httpx.Timeout(1e-9),
        follow_redirects=True,
        max_redirects=3,
    )
    with own, sync.Client(server.url, credentials=CREDENTIALS, http_client=own) as client:
        for _ in range(2):
            assert sync.Queue(client).getArtifact("T", 0, "public/a") == {"a": 1}
        client.close()
        assert not own.is_closed
    with sync.Queue(server.url, credentials=CREDENTIALS) as plain:
        plain.getArtifact("T", 0, "public/a")
    first, second, usual = server.requests
    changing = ("authorization", "host")
    headers = [{k: v for k, v in r.headers.items() if k not in changing} for r in server.requests]
    assert headers[0] == headers[1] == headers[2]
    assert first.target == second.target == usual.target == "/api/queue/v1/task/T/runs/0/artifacts/public%2Fa"
    assert client_ids(server) == ["tester"] * 3


def test_users_client_that_fails_is_tried_again(server: ScriptedTaskcluster) -> None:
    server.responses[:] = [reply(500), reply(502), reply(404, {"message": "no"})]
    with httpx.Client() as own:
        queue = sync.Queue(server.url, http_client=own, retry=Retry(delay_factor=0))
        with pytest.raises(tc.NotFoundError, match="3 attempts"):
            queue.ping()
        queue.close()
        with pytest.raises(RuntimeError, match="closed"):
            queue.ping()
        assert (own.get(server.url)).status_code == 404


def test_users_client_runs_its_event_hooks(server: ScriptedTaskcluster) -> None:
    server.responses[:] = [reply(500), reply(200, {"ok": True})]
    seen: list[Any] = []

    def on_request(request: httpx.Request) -> None:
        seen.append((request.method, request.url.path, "authorization" in request.headers))

    def on_response(response: httpx.Response) -> None:
        response.read()
        seen.append(response.status_code)

    hooks = {"request": [on_request], "response": [on_response]}
    with httpx.Client(event_hooks=hooks) as own:
        queue = sync.Queue(server.url, credentials=CREDENTIALS, http_client=own, retry=Retry(delay_factor=0))
        assert queue.ping() == {"ok": True}
    path = ("GET", "/api/queue/v1/ping", True)
    assert seen == [path, 500, path, 200]


def test_users_client_that_is_closed_is_an_error() -> None:
    own = httpx.Client()
    own.close()
    with pytest.raises(RuntimeError, match="closed"):
        sync.Queue(ROOT, http_client=own).ping()


def test_users_client_with_a_mock_is_used() -> None:
    def respond(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"path": request.url.path})

    with httpx.Client(transport=httpx.MockTransport(respond)) as own:
        assert sync.Queue(ROOT, http_client=own).ping() == {"path": "/api/queue/v1/ping"}
    with sync.Queue(ROOT, transport=httpx.MockTransport(respond)) as queue:
        assert queue.ping() == {"path": "/api/queue/v1/ping"}


def test_users_transport_is_called_directly_and_closed() -> None:
    transport = Recorder()
    with sync.Client(ROOT, credentials=CREDENTIALS, transport=transport) as client:
        queue = sync.Queue(client)
        queue.createTask("x", {"a": 1})  # type: ignore[typeddict-unknown-key]
        queue.close()
        assert transport.closed == 0
    assert transport.closed == 1
    request = transport.requests[0]
    assert (request.method, str(request.url)) == ("PUT", f"{ROOT}/api/queue/v1/task/x")
    assert request.content == b'{"a":1}'
    assert request.extensions["timeout"] == {"connect": 30, "read": 30, "write": 30, "pool": None}
    accept(request.headers["authorization"], str(request.url), "PUT")
    with pytest.raises(RuntimeError, match="closed"):
        queue.ping()
    assert len(transport.requests) == 1


def test_users_transport_of_a_service_is_closed_with_it() -> None:
    transport = Recorder()
    with sync.Secrets(ROOT, transport=transport) as secrets:
        secrets.ping()
    assert transport.closed == 1


@pytest.mark.parametrize("wrong", ["client", 5, httpx.Client, object()])
def test_users_client_or_transport_of_a_wrong_kind_is_refused(wrong: Any) -> None:
    with pytest.raises(ConfigurationError, match="http_client"):
        sync.Client(ROOT, http_client=wrong)
    with pytest.raises(ConfigurationError, match="transport"):
        sync.Queue(ROOT, transport=wrong)


def test_users_client_and_transport_together_are_refused() -> None:
    with httpx.Client() as own:
        with pytest.raises(ConfigurationError, match="http_client, transport"):
            sync.Client(ROOT, http_client=own, transport=Recorder())


def test_signed_url_made_behind_a_proxy_is_for_the_public_root(monkeypatch: pytest.MonkeyPatch) -> None:
    set_environment(monkeypatch, {"ROOT_URL": ROOT, "PROXY_URL": "http://taskcluster"})
    with sync.Queue.from_env() as queue:
        assert queue.status_url("x") == f"{ROOT}/api/queue/v1/task/x/status"
        with pytest.raises(ConfigurationError, match="credentials"):
            queue.status_signed_url("x", ttl=timedelta(minutes=1))
        signed = queue.with_options(credentials=CREDENTIALS).status_signed_url("x")
        assert signed.startswith(f"{ROOT}/api/queue/v1/task/x/status?bewit=")


def test_derived_client_when_closed_leaves_the_connections_open() -> None:
    with scripted(reply(200, {"alive": True})) as server:
        with sync.Client(server.url) as client:
            with client.derive(timeout=5) as derived:
                assert derived.call_api("GET", "x") == {"alive": True}
            assert client.call_api("GET", "x") == {"alive": True}
        assert server.server.connections == 1


@pytest.mark.parametrize("host", ["☃.net", "999.999.999.999"])
def test_client_with_a_host_that_only_httpx_refuses_is_refused(host: str) -> None:
    with pytest.raises(ConfigurationError, match="root_url: "):
        sync.Client(f"https://{host}")
