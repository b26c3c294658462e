"""What the environment variables of Taskcluster say: where to, and with which credentials."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from tc._protocol.urls import parse_root_url
from tc.credentials import Credentials
from tc.errors import ConfigurationError

ROOT_URL = "TASKCLUSTER_ROOT_URL"
PROXY_URL = "TASKCLUSTER_PROXY_URL"


@dataclass(frozen=True, repr=False)
class Environment:
    """A deployment and credentials for it.

    Attributes:
        root_url: Where requests go.
        public_root_url: What URLs handed to others begin with; differs when `root_url` is a task's proxy.
        credentials: None through the proxy, which signs for the task.
    """

    root_url: str
    public_root_url: str
    credentials: Credentials | None


def read_environment(
    environ: Mapping[str, str] | None = None,
    *,
    own_credentials: bool = False,
    default_root_url: str | None = None,
    prefer_proxy: bool = False,
) -> Environment:
    """Read the variables: client id and token with the root URL, else the proxy, else the root URL alone.

    Args:
        environ: Where to look; `os.environ` by default.
        own_credentials: True if the caller has credentials: neither those of the environment nor the proxy,
            which would sign with others, are used.
        default_root_url: The root URL where the environment names none.
        prefer_proxy: True to use the proxy, where there is one, even if client id and token are set.

    Raises:
        ConfigurationError: There is no URL, only one of client id and token, or white space around a value.
    """
    environ = os.environ if environ is None else environ
    root_url = _variable(environ, ROOT_URL)
    proxy_url = "" if own_credentials else _variable(environ, PROXY_URL)
    if root_url:
        parse_root_url(root_url, ROOT_URL)
    elif default_root_url is not None:
        root_url = parse_root_url(default_root_url, "default_root_url")
    credentials = None
    signed = environ.get("TASKCLUSTER_CLIENT_ID") or environ.get("TASKCLUSTER_ACCESS_TOKEN")
    if signed and not own_credentials and not (prefer_proxy and proxy_url):
        credentials = Credentials.from_env(environ)
    if proxy_url and credentials is None:
        parse_root_url(proxy_url, PROXY_URL)
        return Environment(proxy_url, root_url or proxy_url, None)
    if not root_url:
        either = "" if credentials or own_credentials else f", nor is {PROXY_URL}"
        raise ConfigurationError(f"{ROOT_URL} is not set{either}")
    return Environment(root_url, root_url, credentials)


def _variable(environ: Mapping[str, str], name: str) -> str:
    value = environ.get(name, "")
    if value != value.strip():
        raise ConfigurationError(f"{name} has white space around its value")
    return value
