# Generated from tests/_async/test_services_of_a_client.py by tools/unasync_build.py. Do not edit.

"""A client has its services as attributes; options, and where they come from."""

from __future__ import annotations

from typing import Any

import pytest

import tc
from tc import ConfigurationError, Credentials, sync

pytestmark = pytest.mark.anyio

ROOT = "https://tc.example.com"
PROXY = "http://taskcluster"
SERVICES = {
    "auth": sync.Auth,
    "github": sync.Github,
    "hooks": sync.Hooks,
    "index": sync.Index,
    "notify": sync.Notify,
    "object": sync.Object,
    "purge_cache": sync.PurgeCache,
    "queue": sync.Queue,
    "secrets": sync.Secrets,
    "web_server": sync.WebServer,
    "worker_manager": sync.WorkerManager,
}


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment without any variable of Taskcluster's."""
    for name in ("ROOT_URL", "PROXY_URL", "CLIENT_ID", "ACCESS_TOKEN", "CERTIFICATE"):
        monkeypatch.delenv(f"TASKCLUSTER_{name}", raising=False)
    return monkeypatch


@pytest.mark.parametrize(("name", "kind"), SERVICES.items())
def test_service_of_a_client_shares_it_and_is_made_once(name: str, kind: type[Any]) -> None:
    with sync.Client(ROOT, credentials=Credentials("me", "token")) as client:
        service = getattr(client, name)
        assert type(service) is kind
        assert service is getattr(client, name)
        assert service.api_client is client
        assert service.root_url == client.root_url == ROOT
        service.close()
        assert client.auth.ping_url() == f"{ROOT}/api/auth/v1/ping"


def test_derived_client_has_services_of_its_own() -> None:
    with sync.Client(f"{ROOT}/", trace_id="one") as client:
        derived = client.derive(trace_id="two")
        assert derived.queue is not client.queue
        assert derived.queue.api_client is derived


@pytest.mark.parametrize("kind", [sync.Client, sync.Queue])
def test_from_env_without_a_root_url_takes_the_default(
    kind: type[Any], environment: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ConfigurationError, match="TASKCLUSTER_ROOT_URL is not set"):
        kind.from_env()
    made = kind.from_env(default_root_url=f"{ROOT}/")
    assert made.root_url == ROOT
    environment.setenv("TASKCLUSTER_ROOT_URL", "https://other.example.com")
    assert kind.from_env(default_root_url=ROOT).root_url == "https://other.example.com"
    environment.delenv("TASKCLUSTER_ROOT_URL")
    with pytest.raises(ConfigurationError, match="default_root_url"):
        kind.from_env(default_root_url="no url")


@pytest.mark.parametrize("kind", [sync.Client, sync.Queue])
@pytest.mark.parametrize("prefer", [True, False])
def test_from_env_with_a_proxy_and_credentials_takes_what_is_preferred(
    kind: type[Any], prefer: bool, environment: pytest.MonkeyPatch
) -> None:
    variables = Credentials("me", "token").to_env(ROOT) | {"TASKCLUSTER_PROXY_URL": PROXY}
    for name, value in variables.items():
        environment.setenv(name, value)
    made = kind.from_env(prefer_proxy=prefer)
    assert (f" {PROXY} as None" in repr(made)) == prefer
    assert made.root_url == ROOT  # the proxy's address means nothing outside of the task


@pytest.mark.parametrize("kind", [sync.Client, sync.Queue])
def test_unknown_option_is_refused_by_name(kind: Any, environment: pytest.MonkeyPatch) -> None:
    environment.setenv("TASKCLUSTER_ROOT_URL", ROOT)
    with pytest.raises(TypeError, match="timeuot: there is no such option; the options are"):
        kind(ROOT, timeuot=3)
    with pytest.raises(TypeError, match=r"root_url: .*default_root_url"):
        kind.from_env(root_url=ROOT)
    with pytest.raises(TypeError, match="max_connections: there is no such option"):
        sync.Client(ROOT).derive(max_connections=3)  # type: ignore[call-arg]


@pytest.mark.parametrize("value", [0, -1, True, "5", float("inf"), float("nan")])
def test_total_timeout_that_is_no_time_is_refused(value: Any) -> None:
    with pytest.raises(ConfigurationError, match="total_timeout: expected seconds above zero or None"):
        sync.Client(ROOT, total_timeout=value)


def test_version_is_known_without_the_halves() -> None:
    assert tc.__version__.startswith("113.2.")
