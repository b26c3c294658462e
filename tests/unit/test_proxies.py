"""Which proxy the environment wants."""

from __future__ import annotations

import os
from urllib.request import getproxies_environment

import pytest

from tc._http.proxies import find_proxy

HOSTS = [
    ("example.com", 443),
    ("www.example.com", 443),
    ("wwwexample.com", 443),
    ("other.org", 80),
    ("a.other.org", 80),
    ("example.net", 80),
    ("example.net", 8080),
    ("localhost", 80),
    ("127.0.0.1", 80),
    ("127.1.2.3", 80),
    ("10.0.0.9", 80),
    ("::1", 80),
    ("fd07::5", 80),
    ("fd08::5", 80),
]


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    monkeypatch.delenv("REQUEST_METHOD", raising=False)


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ("", set()),
        ("*", {host for host, _ in HOSTS}),
        ("example.com", {"example.com", "www.example.com"}),
        (".example.com", {"example.com", "www.example.com"}),
        ("*.example.com", {"example.com", "www.example.com"}),
        ("EXAMPLE.com. , other.org", {"example.com", "www.example.com", "other.org", "a.other.org"}),
        ("https://example.com", {"example.com", "www.example.com"}),
        ("localhost,127.0.0.1", {"localhost", "127.0.0.1"}),
        ("127.0.0.0/8", {"127.0.0.1", "127.1.2.3"}),
        ("10.0.0.0/24", {"10.0.0.9"}),
        ("[::1]", {"::1"}),
        ("::1", {"::1"}),
        ("[::1]:80", {"::1"}),
        ("[::1]:81", set()),
        ("fd07::/64", {"fd07::5"}),
        ("fd00::/8", {"fd07::5", "fd08::5"}),
        (",,", set()),
        ("[", set()),
        ("example.com:80", set()),
        ("example.com:443", {"example.com", "www.example.com"}),
        ("a:b:c:d", set()),
        ("999.0.0.1/99", set()),
    ],
)
@pytest.mark.parametrize("name", ["NO_PROXY", "no_proxy"])
def test_no_proxy_takes_hosts_out(
    name: str, entries: str, expected: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALL_PROXY", "http://proxy:1")
    monkeypatch.setenv(name, entries)
    assert {host for host, port in HOSTS if find_proxy("https", host, port) is None} == expected


@pytest.mark.parametrize(
    "entry", ["fd07::1", "fd07:0:0::1", "[fd07:0:0::1]", "[fd07:0:0::1]:443", "FD07::0:1"]
)
def test_no_proxy_knows_all_spellings_of_an_address(entry: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without brackets, the last number belongs to the address."""
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy:1")
    monkeypatch.setenv("NO_PROXY", entry)
    assert find_proxy("https", "fd07::1", 443) is None
    assert find_proxy("https", "fd07::2", 443) is not None


def test_port_in_no_proxy_is_that_of_the_request(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://proxy:1")
    monkeypatch.setenv("NO_PROXY", "example.net:8080")
    assert find_proxy("http", "example.net", 8080) is None
    assert find_proxy("http", "example.net", 80) is not None


ENVIRONMENTS: list[dict[str, str]] = [
    {},
    {"HTTP_PROXY": "http://one:1"},
    {"http_proxy": "one:1", "HTTPS_PROXY": "http://two:2"},
    {"ALL_PROXY": "socks5://all:9", "HTTP_PROXY": "http://one:1"},
    {"HTTP_PROXY": "http://upper:1", "http_proxy": "http://lower:2"},
    {"HTTP_PROXY": "http://upper:1", "http_proxy": ""},
    {"HTTP_PROXY": "http://upper:1", "REQUEST_METHOD": "GET"},
    {"http_proxy": "http://lower:1", "REQUEST_METHOD": "GET"},
    {"NO_PROXY": "example.com"},
]


@pytest.mark.parametrize("environment", ENVIRONMENTS)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_find_proxy_agrees_with_the_standard_library(
    scheme: str, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    settings = getproxies_environment()
    expected = settings.get(scheme) or settings.get("all")
    found = find_proxy(scheme, "host.example", 80)
    assert (found and found.url.removeprefix("http://")) == (expected and expected.removeprefix("http://"))


def test_setting_shows_no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://user:hunter2@proxy.example:8080")
    found = find_proxy("https", "host.example", 443)
    assert found is not None
    assert found.safe_url == "http://proxy.example:8080"
    assert repr(found) == "<the proxy of HTTPS_PROXY>"


def test_system_settings_count_where_the_environment_names_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr("urllib.request.getproxies", lambda: {"https": "http://system:1"})
    assert find_proxy("https", "host.example", 443) == ("the system's settings", "http://system:1")


def test_exception_that_is_no_host_covers_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.example:8080")
    monkeypatch.setenv("NO_PROXY", "host.example:http")
    assert find_proxy("http", "host.example", 80) is not None
    monkeypatch.setenv("NO_PROXY", "host.example:http, host.example:80")
    assert find_proxy("http", "host.example", 80) is None
