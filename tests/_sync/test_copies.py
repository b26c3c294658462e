# Generated from tests/_async/test_copies.py by tools/unasync_build.py. Do not edit.

"""Clients and services are copied and pickled as what they were made from: root URL and options."""

from __future__ import annotations

import copy
import dataclasses
import multiprocessing
import pickle
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

import tc
from tc import Credentials, Retry, sync
from tests.support.hawk_oracle import ACCESS_TOKEN, accept, decode_ext
from tests.support.scripted_taskcluster import ScriptedTaskcluster, reply, scripted

pytestmark = pytest.mark.anyio

CREDENTIALS = Credentials("tester", ACCESS_TOKEN)
WAYS: dict[str, Callable[[Any], Any]] = {
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    **{
        f"pickle {protocol}": lambda value, protocol=protocol: pickle.loads(pickle.dumps(value, protocol))
        for protocol in (2, pickle.HIGHEST_PROTOCOL)
    },
}
COPIES = {name: way for name, way in WAYS.items() if "pickle" not in name}


@pytest.fixture
def server() -> Iterator[ScriptedTaskcluster]:
    with scripted(reply(200, {"ok": True})) as script:
        yield script


def module_credentials() -> Credentials:
    """A credentials function that pickle finds by its name."""
    return CREDENTIALS


class MyQueue(sync.Queue):
    """A service of a user's, whose constructor takes something else."""

    def __init__(self, project: str, root_url: str) -> None:
        super().__init__(root_url, credentials=CREDENTIALS, trace_id="mine")
        self.project = project


class MyClient(sync.Client):
    pass


@dataclasses.dataclass
class Holder:
    name: str
    queue: sync.Queue
    client: sync.Client


def signed_by(server: ScriptedTaskcluster) -> list[str]:
    return [
        accept(request.headers["authorization"], server.url + request.target, request.method)["id"]
        for request in server.requests
    ]


def check_client(client: sync.Client, server: ScriptedTaskcluster) -> None:
    """The client sends as the first one does, over connections of its own."""
    del server.requests[:]
    assert client.queue.ping() == {"ok": True}
    (request,) = server.requests
    assert request.headers["x-taskcluster-trace-id"] == "t"
    assert request.headers["user-agent"] == "me/1"
    parts = accept(request.headers["authorization"], server.url + request.target, "GET")
    assert parts["id"] == "tester"
    assert decode_ext(parts["ext"]) == {"authorizedScopes": ["a"]}
    client.close()


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("credentials", [CREDENTIALS, module_credentials])
def test_client_that_is_copied_has_its_options_and_connections_of_its_own(
    way: Callable[[Any], Any], credentials: Any, server: ScriptedTaskcluster
) -> None:
    options: dict[str, Any] = {
        "credentials": credentials,
        "authorized_scopes": ["a"],
        "retry": Retry(retries=3),
        "timeout": httpx.Timeout(7.0, connect=3.0),
        "total_timeout": 9.0,
        "max_connections": 3,
        "user_agent": "me/1",
        "trace_id": "t",
    }
    client = MyClient(server.url, **options)
    client.queue.ping()
    again = way(client)
    client.close()
    assert type(again) is MyClient
    assert repr(again) == repr(client)
    assert again.root_url == client.root_url
    assert again.retry == Retry(retries=3)
    assert again._options == client._options
    assert again._sender.given() == {"max_connections": 3}
    check_client(again, server)
    with pytest.raises(RuntimeError, match="closed"):
        again.queue.ping()


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_client_that_is_derived_copies_with_its_own_options(
    way: Callable[[Any], Any], server: ScriptedTaskcluster
) -> None:
    with sync.Client(server.url, trace_id="first") as client:
        derived = client.derive(credentials=CREDENTIALS, trace_id="second")
        again = way(derived)
    with again:
        again.queue.ping()
    assert signed_by(server) == ["tester"]
    assert server.requests[0].headers["x-taskcluster-trace-id"] == "second"


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_client_that_sends_only_unsent_requests_again_copies_as_one(
    way: Callable[[Any], Any], server: ScriptedTaskcluster
) -> None:
    server.responses[:] = [reply(500)]
    with sync.Client(server.url, retry=Retry(retries=2, delay_factor=0)) as client:
        again = way(client.resending_unsent_only())
    with again:
        with pytest.raises(tc.ServerError) as caught:
            again.queue.ping()
    assert caught.value.attempts == len(server.requests) == 1


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_service_that_is_copied_works(way: Callable[[Any], Any], server: ScriptedTaskcluster) -> None:
    client = sync.Client(server.url, credentials=CREDENTIALS)
    services = [
        sync.Queue(server.url, credentials=CREDENTIALS, trace_id="mine"),
        sync.Queue(client, trace_id="mine"),
        client.queue.with_options(trace_id="mine"),
        MyQueue("nss", server.url),
    ]
    copies = [way(service) for service in services]
    for service in [*services, client]:
        service.close()
    for service, again in zip(services, copies, strict=True):
        assert type(again) is type(service)
        assert again.root_url == server.url
        with again:
            assert again.ping() == {"ok": True}
        with pytest.raises(RuntimeError, match="closed"):
            again.ping()
    assert signed_by(server) == ["tester"] * 4
    assert {request.headers["x-taskcluster-trace-id"] for request in server.requests} == {"mine"}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_service_of_a_subclass_keeps_what_the_user_gave_it(way: Callable[[Any], Any]) -> None:
    queue = MyQueue("nss", "https://tc.example.com")
    assert way(queue).project == "nss"


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_client_of_a_task_copies_with_its_proxy(
    way: Callable[[Any], Any], server: ScriptedTaskcluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("CLIENT_ID", "ACCESS_TOKEN", "CERTIFICATE"):
        monkeypatch.delenv(f"TASKCLUSTER_{name}", raising=False)
    monkeypatch.setenv("TASKCLUSTER_PROXY_URL", f"{server.url}/proxy")
    monkeypatch.setenv("TASKCLUSTER_ROOT_URL", "https://tc.example.com")
    again = way(sync.Queue.from_env())
    monkeypatch.delenv("TASKCLUSTER_PROXY_URL")
    with again:
        again.ping()
    assert again.root_url == "https://tc.example.com"
    assert again.ping_url() == "https://tc.example.com/api/queue/v1/ping"
    assert [request.target for request in server.requests] == ["/proxy/api/queue/v1/ping"]


def test_dataclass_that_holds_clients_becomes_a_dict(server: ScriptedTaskcluster) -> None:
    with sync.Client(server.url) as client:
        found = dataclasses.asdict(Holder("x", client.queue, client))
        replaced = dataclasses.replace(Holder("x", client.queue, client), name="y")
    assert replaced.client is client
    assert found["name"] == "x"
    with found["queue"] as queue, found["client"]:
        assert queue.ping() == {"ok": True}


def test_client_that_two_hold_is_one_client_in_the_copy() -> None:
    client = sync.Client("https://tc.example.com")
    again = copy.deepcopy([client, client, client.queue])
    assert again[0] is again[1] is again[2].api_client
    assert again[0] is not client


def test_service_reaches_another_process(server: ScriptedTaskcluster) -> None:
    queue = sync.Queue(server.url, credentials=CREDENTIALS)
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.apply(repr, (queue,)) == repr(queue)


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("option", ["http_client", "transport"])
def test_client_with_an_option_that_cannot_be_copied_names_it(way: Callable[[Any], Any], option: str) -> None:
    given: Any = httpx.Client() if option == "http_client" else httpx.HTTPTransport()
    with sync.Client("https://tc.example.com", **{option: given}) as client:
        for value in (client, client.queue, client.derive(trace_id="x"), sync.Queue(client), {"a": [client]}):
            if way is copy.copy and isinstance(value, dict):
                continue
            with pytest.raises(TypeError, match=f"^{option}: a client that was given one cannot be copied"):
                way(value)
    given.close()


@pytest.mark.parametrize("protocol", [2, pickle.HIGHEST_PROTOCOL])
def test_client_with_a_credentials_function_that_cannot_be_pickled_names_it(protocol: int) -> None:
    client = sync.Client("https://tc.example.com", credentials=lambda: CREDENTIALS)
    for value in (client, client.queue, client.derive(trace_id="x")):
        with pytest.raises(
            (TypeError, pickle.PicklingError),
            match=r"^credentials: .* cannot be pickled.*use a function of a module",
        ):
            pickle.dumps(value, protocol)


@pytest.mark.parametrize("way", COPIES.values(), ids=COPIES)
def test_client_with_a_credentials_function_copies_with_it(
    way: Callable[[Any], Any], server: ScriptedTaskcluster
) -> None:
    with way(sync.Client(server.url, credentials=lambda: CREDENTIALS)) as again:
        again.queue.ping()
    assert signed_by(server) == ["tester"]


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_iterator_that_is_copied_goes_on_where_it_was(
    way: Callable[[Any], Any], server: ScriptedTaskcluster
) -> None:
    server.responses[:] = [
        reply(200, {"tasks": [1, 2], "continuationToken": "x"}),
        reply(200, {"tasks": [3]}),
    ]
    with sync.Queue(server.url) as queue:
        items = queue.listTaskGroup_items("G")
        assert items.__next__() == 1
        again = way(items)
        assert [item for item in again] == [2, 3]
        if way is not copy.copy:
            again._pages._client.close()
