# Generated from tests/_async/test_calls.py by tools/unasync_build.py. Do not edit.

"""Single calls: what is sent, what is returned, what is refused before anything is sent."""

from __future__ import annotations

import copy
import json
import math
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import httpx
import pytest

import tc
from tc import Credentials, Retry, sync
from tests.support.hawk_oracle import ACCESS_TOKEN, accept_bewit
from tests.support.http_server import Peer
from tests.support.scripted_taskcluster import ScriptedTaskcluster, reply, scripted

pytestmark = pytest.mark.anyio

CREDENTIALS = Credentials("tester", ACCESS_TOKEN)
MOMENT = datetime(2026, 11, 22, 11, 0, 0, 123456, tzinfo=timezone(timedelta(hours=1)))
LOCATION = {"Location": "https://storage.example.com/public%2Flog.txt?X-Sig=a%2Bb"}


@pytest.fixture
def server() -> Iterator[ScriptedTaskcluster]:
    with scripted(reply(200, {"ok": True})) as script:
        yield script


class Recorder(httpx.BaseTransport):
    """Keeps the requests and responds to all alike."""

    def __init__(self, status: int = 200, **response: Any) -> None:
        self.requests: list[httpx.Request] = []
        self.status = status
        self.response = response or {"json": {"ok": True}}

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return httpx.Response(self.status, **self.response)


# ---------------------------------------------------------------- responses


@pytest.mark.parametrize(
    ("response", "value"),
    [
        (reply(200, {"a": "é"}), {"a": "é"}),
        (reply(200), None),
        (reply(204), None),
        (reply(200, b"OK", {"Content-Type": "text/plain"}), None),
        (reply(200, b"<html></html>", {"Content-Type": "text/html"}), None),
        (reply(200, b'{"a": 1}', {"Content-Type": "text/plain"}), {"a": 1}),
    ],
)
def test_response_of_a_method_without_output_is_its_value(response: bytes, value: Any) -> None:
    with scripted(response) as server:
        with sync.Notify(server.url) as notify:
            assert notify.ping() == value
        assert len(server.requests) == 1


def test_redirect_is_returned_and_not_followed(server: ScriptedTaskcluster) -> None:
    with sync.Client(server.url, credentials=CREDENTIALS) as client:
        server.responses[:] = [reply(303, {"storageType": "s3", "url": "https://x"}, LOCATION)]
        assert sync.Queue(client).getArtifact("T", 0, "public/a") == {
            "storageType": "s3",
            "url": "https://x",
        }
        server.responses[:] = [
            reply(303, b"See Other. Redirecting", {**LOCATION, "Content-Type": "text/plain"})
        ]
        wanted = {"url": LOCATION["Location"]}
        assert sync.Index(client).findArtifactFromTask("a.b", "public/a") == wanted
        assert sync.Object(client).download("a/b") == wanted
        assert sync.Github(client).latest("owner", "repo", "main") == wanted
    assert len(server.requests) == 4


def test_response_in_text_without_output_is_none(server: ScriptedTaskcluster) -> None:
    server.responses[:] = [reply(200, b"OK", {"Content-Type": "text/plain; charset=utf-8"})]
    with sync.Notify(server.url, credentials=CREDENTIALS) as notify:
        assert notify.pulse({"routingKey": "a", "message": {}}) is None  # type: ignore[func-returns-value]


@pytest.mark.parametrize("content", [b"<html>Sign in</html>", b'{"status": ', b"plain", b"\xff\xfe"])
def test_response_that_is_not_the_json_it_should_be_is_an_error(content: bytes) -> None:
    with scripted(reply(200, content, {"Content-Type": "text/html"})) as server:
        with sync.Queue(server.url) as queue:
            with pytest.raises(tc.ResponseError) as caught:
                queue.status("x")
        assert len(server.requests) == 1
    assert caught.value.status_code == 200
    assert caught.value.url == f"{server.url}/api/queue/v1/task/x/status"
    assert caught.value.body == content.decode("utf-8", "replace")
    assert caught.value.url in str(caught.value)


# ---------------------------------------------------------------- headers


def test_request_has_its_headers(server: ScriptedTaskcluster) -> None:
    with sync.Queue(server.url, trace_id="trace-1") as queue:
        queue.ping()
        queue.createTask("x", {})  # type: ignore[typeddict-item]
        queue.with_options(trace_id="trace-2").ping()
        queue.with_options(trace_id=None).ping()
    get, put, other, none = (request.headers for request in server.requests)
    assert get["user-agent"].startswith(f"taskcluster-sdk/{tc.__version__} ")
    assert get["accept"] == "application/json"
    assert get["accept-encoding"] == "gzip"
    assert "content-type" not in get
    assert put["content-type"] == "application/json"
    assert put["content-length"] == "2"
    assert "transfer-encoding" not in put
    assert get["x-taskcluster-trace-id"] == put["x-taskcluster-trace-id"] == "trace-1"
    assert other["x-taskcluster-trace-id"] == "trace-2"
    assert "x-taskcluster-trace-id" not in none
    assert "authorization" not in get


def test_request_has_the_user_agent_given(server: ScriptedTaskcluster) -> None:
    with sync.Queue(server.url, user_agent="my-bot/1.0 (me@example.com)") as queue:
        queue.ping()
        queue.with_options(timeout=5).ping()
    assert [r.headers["user-agent"] for r in server.requests] == ["my-bot/1.0 (me@example.com)"] * 2


@pytest.mark.parametrize("option", ["user_agent", "trace_id"])
@pytest.mark.parametrize("value", ["", " ", "a\r\nx: y", "é", 5, b"a"])
def test_header_that_cannot_be_sent_is_refused(option: str, value: Any) -> None:
    with pytest.raises(tc.ConfigurationError, match=option):
        sync.Client("https://tc.example.com", **{option: value})


def test_response_that_is_compressed_is_decoded(server: ScriptedTaskcluster) -> None:
    import gzip

    content = gzip.compress(json.dumps({"a": "b" * 10_000}).encode())
    headers = {"Content-Encoding": "gzip", "Content-Type": "application/json"}
    server.responses[:] = [reply(200, content, headers)]
    with sync.Queue(server.url) as queue:
        assert queue.status("x") == {"a": "b" * 10_000}


# ---------------------------------------------------------------- what a call takes


def test_payload_stays_as_it_was(server: ScriptedTaskcluster) -> None:
    payload = {
        "created": MOMENT,
        "tuple": (1, 2),
        "nested": {"list": [{"deadline": MOMENT}], "none": None},
        "é": "😀",
    }
    before = copy.deepcopy(payload)
    with sync.Queue(server.url) as queue:
        queue.createTask("x", payload)  # type: ignore[arg-type]
    assert payload == before
    assert json.loads(server.requests[0].body) == {
        "created": "2026-11-22T10:00:00.123Z",
        "tuple": [1, 2],
        "nested": {"list": [{"deadline": "2026-11-22T10:00:00.123Z"}], "none": None},
        "é": "😀",
    }


def test_query_stays_as_it_was(server: ScriptedTaskcluster) -> None:
    query = {"a": ["x", "y"], "b": None, "c": True, "since": MOMENT}
    before = copy.deepcopy(query)
    with sync.Client(server.url) as client:
        client.request("get", "api/x", query=query)
    assert query == before
    assert server.requests[0].target == "/api/x?a=x&a=y&c=true&since=2026-11-22T10%3A00%3A00.123Z"


def test_query_values_arrive_as_the_api_wants(server: ScriptedTaskcluster) -> None:
    with sync.Client(server.url) as client:
        sync.Github(client).builds(pullRequest=5, organization="a b")
        sync.WorkerManager(client).listWorkers("p", "w", quarantined=False, limit=3)
        sync.PurgeCache(client).purgeRequests("q/1", since=MOMENT)
    assert [request.target.partition("?")[2] for request in server.requests] == [
        "organization=a%20b&pullRequest=5",
        "limit=3&quarantined=false",
        "since=2026-11-22T10%3A00%3A00.123Z",
    ]


ROUTE_TYPES: list[Any] = [None, 1.5, b"x", True, ["x"], object()]
ROUTE_VALUES: list[Any] = ["", ".", "..", "\ud800"]
PAYLOAD_TYPES: list[Any] = [
    None,
    b"x",
    {1, 2},
    object(),
    {"a": b"x"},
    {"a": [object()]},
    {"a": {1}},
    {b"a": 1},
]
PAYLOAD_VALUES: list[Any] = [
    {"a": math.nan},
    {"a": math.inf},
    {"a": datetime(2026, 1, 1)},  # noqa: DTZ001
    {"a": "\ud800"},
]
QUERY_TYPES: list[Any] = [1.5, b"x", {"a": 1}, {"a"}, [None], object()]


def test_call_with_bad_input_is_refused_before_anything_is_sent(server: ScriptedTaskcluster) -> None:
    with sync.Client(server.url, credentials=CREDENTIALS) as client:
        queue = sync.Queue(client)
        naive = datetime(2026, 1, 1)  # noqa: DTZ001
        refused: list[tuple[type[Exception], Callable[[], Any]]] = []
        for value in ROUTE_TYPES:
            refused.append((TypeError, lambda value=value: queue.status(value)))
            refused.append((TypeError, lambda value=value: queue.getArtifact("x", 0, value)))
            refused.append((TypeError, lambda value=value: queue.status_url(value)))
            refused.append((TypeError, lambda value=value: queue.status_signed_url(value)))
            refused.append((TypeError, lambda value=value: queue.listTaskGroup_pages(value)))
            refused.append((TypeError, lambda value=value: queue.listTaskGroup_items(value)))
        for value in ROUTE_VALUES:
            refused.append((ValueError, lambda value=value: queue.status(value)))
            refused.append((ValueError, lambda value=value: queue.getArtifact("x", 0, value)))
            refused.append((ValueError, lambda value=value: queue.status_url(value)))
            refused.append((ValueError, lambda value=value: queue.listTaskGroup_items(value)))
        for value in PAYLOAD_TYPES:
            refused.append((TypeError, lambda value=value: queue.createTask("x", value)))
            refused.append((TypeError, lambda value=value: sync.Index(client).findTasksAtIndex_items(value)))
            if value is not None:
                refused.append((TypeError, lambda value=value: client.request("PUT", "api/x", payload=value)))
        for value in PAYLOAD_VALUES:
            refused.append((ValueError, lambda value=value: queue.createTask("x", value)))
            refused.append((ValueError, lambda value=value: client.request("PUT", "api/x", payload=value)))
            refused.append((ValueError, lambda value=value: sync.Index(client).findTasksAtIndex_pages(value)))
        for value in QUERY_TYPES:
            refused.append((TypeError, lambda value=value: queue.listTaskGroup("x", limit=value)))
            refused.append((TypeError, lambda value=value: queue.listTaskGroup_pages("x", limit=value)))
            refused.append((TypeError, lambda value=value: queue.listTaskGroup_url("x", limit=value)))
            refused.append(
                (TypeError, lambda value=value: client.request("GET", "api/x", query={"a": value}))
            )
        refused += [
            (ValueError, lambda: client.request("GET", "api/x", query={"a": naive})),
            (TypeError, lambda: queue.status()),
            (TypeError, lambda: queue.status("x", "y")),
            (TypeError, lambda: queue.status(task="x")),
            (TypeError, lambda: queue.status("x", limit=1)),
            (TypeError, lambda: queue.createTask("x")),
            (TypeError, lambda: queue.ping({})),
            (TypeError, lambda: queue.listTaskGroup("x", "token")),
            (TypeError, lambda: queue.listTaskGroup("x", continuationtoken="y")),
            (TypeError, lambda: queue.listTaskGroup_items("x", continuationToken="y")),
            (AttributeError, lambda: queue.noSuchMethod()),
            (ValueError, lambda: client.request("GET", "/api/x")),
            (ValueError, lambda: client.request("GET", "")),
            (ValueError, lambda: client.request("GET", "api/../x")),
            (ValueError, lambda: client.request("GET", "api/x?a=1")),
            (ValueError, lambda: client.request("GET", "api/a b")),
            (TypeError, lambda: client.request("GET", b"api/x")),
            (ValueError, lambda: client.request("", "api/x")),
            (ValueError, lambda: client.request("GET /", "api/x")),
            (ValueError, lambda: client.request("GET\r\nx: y", "api/x")),
            (ValueError, lambda: client.request(None, "api/x")),
            (ValueError, lambda: client.make_url("/api/x")),
            (ValueError, lambda: client.make_signed_url("api/x", ttl=timedelta(0))),
            (ValueError, lambda: client.make_signed_url("api/x", ttl=timedelta(seconds=-1))),
            (TypeError, lambda: client.make_signed_url("api/x", ttl=900)),
            (TypeError, lambda: client.make_signed_url("api/x")),
            (TypeError, lambda: queue.status_signed_url("x", ttl=900)),
            (ValueError, lambda: queue.status("x" * 70_000)),
            (TypeError, lambda: queue.with_options(http_client=None)),
            (TypeError, lambda: queue.with_options(timeuot=5)),
        ]
        for kind, attempt in refused:
            with pytest.raises(kind):
                attempt()
        assert not server.requests
        assert server.server.connections == 0


def test_signed_url_that_is_too_long_is_refused(server: ScriptedTaskcluster) -> None:
    certificate = {"version": 1, "scopes": [f"scope:{number}" for number in range(200)]}
    with sync.Queue(server.url, credentials=Credentials("a", ACCESS_TOKEN, certificate)) as queue:
        with pytest.raises(tc.ConfigurationError, match="4096"):
            queue.status_signed_url("x")
    with pytest.raises(tc.ConfigurationError, match="4096"):
        sync.Queue(server.url, credentials=CREDENTIALS, authorized_scopes=["x" * 40] * 100)


# ---------------------------------------------------------------- low-level requests


def test_request_sends_what_is_given(server: ScriptedTaskcluster) -> None:
    server.responses[:] = [reply(201, {"a": 1}, {"x-for-trace-id": "t"})]
    with sync.Client(server.url, credentials=CREDENTIALS) as client:
        response = client.request("post", "api/queue/v1/any%2Fthing", query={"q": 1}, payload={"b": 2})
    assert isinstance(response, httpx.Response)
    assert (response.status_code, response.json()) == (201, {"a": 1})
    assert response.headers["x-for-trace-id"] == "t"
    assert str(response.url) == f"{server.url}/api/queue/v1/any%2Fthing?q=1"
    assert response.is_closed
    request = server.requests[0]
    assert (request.method, request.target) == ("POST", "/api/queue/v1/any%2Fthing?q=1")
    assert request.body == b'{"b":2}'
    assert request.headers["authorization"].startswith("Hawk ")


def test_request_returns_redirects_and_raises_errors(server: ScriptedTaskcluster) -> None:
    with sync.Client(server.url, retry=Retry(retries=1, delay_factor=0)) as client:
        server.responses[:] = [reply(303, b"See Other", LOCATION)]
        response = client.request("GET", "api/x")
        assert (response.status_code, response.headers["location"]) == (303, LOCATION["Location"])
        assert response.text == "See Other"
        server.responses[:] = [reply(404, {"message": "no"})]
        with pytest.raises(tc.NotFoundError, match="no"):
            client.request("DELETE", "api/x")
        server.responses[:] = [reply(500)]
        with pytest.raises(tc.ServerError, match="2 attempts"):
            client.request("GET", "api/x")


# ---------------------------------------------------------------- URLs


def test_signed_url_opens_on_a_server_that_verifies() -> None:
    def verify(peer: Peer) -> bool:
        request = peer.server.requests[-1]
        url = f"http://{request.headers['host']}{request.target}"
        parts = accept_bewit(url)
        good = parts.id == "tester" and "authorization" not in request.headers
        peer.send(reply(200 if good else 401, {"id": parts.id}))
        return True

    with scripted(verify) as server:
        with (
            sync.Queue(f"{server.url}/", credentials=CREDENTIALS) as queue,
            httpx.Client() as anyone,
        ):
            client = queue.api_client
            for url in (
                queue.getArtifact_signed_url("T", 0, "public/a b/é?#.log"),
                queue.listTaskGroup_signed_url("T/1", limit=3, continuationToken="&=+ é"),
                client.make_signed_url("api/x", ttl=timedelta(minutes=1)),
                client.make_signed_url("api/x", query={"a": ["1", "2"]}, ttl=timedelta(minutes=1)),
            ):
                response = anyone.get(url)
                assert response.json() == {"id": "tester"}
            assert len(server.requests) == 4


def test_url_methods_give_the_url_of_a_call(server: ScriptedTaskcluster) -> None:
    with sync.Client(f"{server.url}/", credentials=CREDENTIALS) as client:
        assert client.make_url("api/x") == f"{server.url}/api/x"
        assert client.make_url("api/x", query={"a": "b c", "n": None}) == f"{server.url}/api/x?a=b%20c"
        assert sync.Queue(client).status_url("a/b") == f"{server.url}/api/queue/v1/task/a%2Fb/status"
    assert not server.requests


def test_signed_url_ends_when_it_should(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time", lambda: 1_800_000_000.9)
    queue = sync.Queue("https://tc.example.com", credentials=CREDENTIALS)
    for url, seconds in (
        (queue.status_signed_url("x"), 900),
        (queue.status_signed_url("x", ttl=timedelta(days=1)), 86400),
        (queue.status_signed_url("x", ttl=timedelta(seconds=1.5)), 2),
    ):
        assert int(accept_bewit(url, now=1_800_000_000).expiration) == 1_800_000_000 + seconds
    queue.close()


def test_signed_url_without_credentials_is_refused() -> None:
    with sync.Queue("https://tc.example.com") as queue:
        with pytest.raises(tc.ConfigurationError, match="credentials"):
            queue.status_signed_url("x")


# ---------------------------------------------------------------- particular methods


def test_claim_work_held_for_longer_than_the_timeout_is_waited_for() -> None:
    transport = Recorder()

    def waited() -> Any:
        return transport.requests[-1].extensions["timeout"]

    payload: Any = {"workerGroup": "g", "workerId": "w"}
    with sync.Queue("https://tc.example.com", transport=transport, timeout=5) as queue:
        queue.claimWork("q/1", payload)
        assert waited() == {"connect": 5, "read": 30, "write": 5, "pool": None}
        queue.ping()
        assert waited() == {"connect": 5, "read": 5, "write": 5, "pool": None}
        queue.with_options(timeout=60).claimWork("q/1", payload)
        assert waited()["read"] == 60
        queue.with_options(timeout=httpx.Timeout(5, read=None)).claimWork("q/1", payload)
        assert waited() == {"connect": 5, "read": None, "write": 5, "pool": None}
    with sync.Queue("https://tc.example.com", transport=transport) as queue:
        queue.claimWork("q/1", payload)
        assert waited() == {"connect": 30, "read": 30, "write": 30, "pool": None}


@pytest.mark.parametrize("timeout", [0, -1, math.inf, math.nan, "5", None, True])
def test_timeout_that_is_malformed_is_refused(timeout: Any) -> None:
    with pytest.raises(tc.ConfigurationError, match="timeout"):
        sync.Client("https://tc.example.com", timeout=timeout)


def test_deprecated_method_warns_once_a_call_site(server: ScriptedTaskcluster) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        with sync.Queue(server.url, credentials=CREDENTIALS) as queue:
            for _ in range(3):
                queue.pendingTasks("q/1")
            queue.pendingTasks("q/1")
            queue.pendingTasks_url("q/1")
            queue.pendingTasks_signed_url("q/1")
            queue.listProvisioners_items()
            queue.ping()
    assert len(server.requests) == 5
    assert [warning.category for warning in caught] == [DeprecationWarning] * 5
    assert len({warning.lineno for warning in caught}) == 5
    assert {warning.filename for warning in caught} == {__file__}
    assert "queue.pendingTasks is deprecated" in str(caught[0].message)


def test_query_with_datetimes_of_any_zone_is_in_utc(server: ScriptedTaskcluster) -> None:
    with sync.Client(server.url) as client:
        client.request("GET", "api/x", query={"a": MOMENT.astimezone(), "b": MOMENT.astimezone(UTC)})
    text = "2026-11-22T10%3A00%3A00.123Z"
    assert server.requests[0].target == f"/api/x?a={text}&b={text}"


def test_response_of_a_mock_with_content_in_memory_keeps_the_limits() -> None:
    """Nothing is left to read then, and the limits hold all the same."""
    responses = [httpx.Response(200, json={"a": 1}), httpx.Response(500, content=b"x" * 2_000_000)]
    transport = httpx.MockTransport(lambda request: responses.pop(0))
    with sync.Client("http://tc", transport=transport, retry=Retry(retries=0)) as client:
        assert client.call_api("GET", "x") == {"a": 1}
        with pytest.raises(Exception, match="500") as caught:
            client.call_api("GET", "x")
    assert len(caught.value.body) == 65536  # type: ignore[attr-defined]
