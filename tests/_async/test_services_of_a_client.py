"""A client has its services as attributes; options, and where they come from."""

from __future__ import annotations

from typing import Any

import pytest

import tc
from tc import ConfigurationError, Credentials, aio

pytestmark = pytest.mark.anyio

ROOT = "https://tc.example.com"
PROXY = "http://taskcluster"
SERVICES = {
    "auth": aio.Auth,
    "github": aio.Github,
    "hooks": aio.Hooks,
    "index": aio.Index,
    "notify": aio.Notify,
    "object": aio.Object,
    "purge_cache": aio.PurgeCache,
    "queue": aio.Queue,
    "secrets": aio.Secrets,
    "web_server": aio.WebServer,
    "worker_manager": aio.WorkerManager,
}


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment without any variable of Taskcluster's."""
    for name in ("ROOT_URL", "PROXY_URL", "CLIENT_ID", "ACCESS_TOKEN", "CERTIFICATE"):
        monkeypatch.delenv(f"TASKCLUSTER_{name}", raising=False)
    return monkeypatch


@pytest.mark.parametrize(("name", "kind"), SERVICES.items())
async def test_service_of_a_client_shares_it_and_is_made_once(name: str, kind: type[Any]) -> None:
    async with aio.Client(ROOT, credentials=Credentials("me", "token")) as client:
        service = getattr(client, name)
        assert type(service) is kind
        assert service is getattr(client, name)
        assert service.api_client is client
        assert service.root_url == client.root_url == ROOT
        await service.aclose()
        assert client.auth.ping_url() == f"{ROOT}/api/auth/v1/ping"


async def test_derived_client_has_services_of_its_own() -> None:
    async with aio.Client(f"{ROOT}/", trace_id="one") as client:
        derived = client.derive(trace_id="two")
        assert derived.queue is not client.queue
        assert derived.queue.api_client is derived


@pytest.mark.parametrize("kind", [aio.Client, aio.Queue])
async def test_from_env_without_a_root_url_takes_the_default(
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


@pytest.mark.parametrize("kind", [aio.Client, aio.Queue])
@pytest.mark.parametrize("prefer", [True, False])
async def test_from_env_with_a_proxy_and_credentials_takes_what_is_preferred(
    kind: type[Any], prefer: bool, environment: pytest.MonkeyPatch
) -> None:
    variables = Credentials("me", "token").to_env(ROOT) | {"TASKCLUSTER_PROXY_URL": PROXY}
    for name, value in variables.items():
        environment.setenv(name, value)
    made = kind.from_env(prefer_proxy=prefer)
    assert (f" {PROXY} as None" in repr(made)) == prefer
    assert made.root_url == ROOT  # the proxy's address means nothing outside of the task


@pytest.mark.parametrize("kind", [aio.Client, aio.Queue])
async def test_unknown_option_is_refused_by_name(kind: Any, environment: pytest.MonkeyPatch) -> None:
    environment.setenv("TASKCLUSTER_ROOT_URL", ROOT)
    with pytest.raises(TypeError, match="timeuot: there is no such option; the options are"):
        kind(ROOT, timeuot=3)
    with pytest.raises(TypeError, match=r"root_url: .*default_root_url"):
        kind.from_env(root_url=ROOT)
    with pytest.raises(TypeError, match="max_connections: there is no such option"):
        aio.Client(ROOT).derive(max_connections=3)  # type: ignore[call-arg]


@pytest.mark.parametrize("value", [0, -1, True, "5", float("inf"), float("nan")])
async def test_total_timeout_that_is_no_time_is_refused(value: Any) -> None:
    with pytest.raises(ConfigurationError, match="total_timeout: expected seconds above zero or None"):
        aio.Client(ROOT, total_timeout=value)


def test_version_is_known_without_the_halves() -> None:
    assert tc.__version__.startswith("113.2.")
