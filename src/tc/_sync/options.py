# Generated from src/tc/_async/options.py by tools/unasync_build.py. Do not edit.

"""The options of clients and services, in one place for all functions that take them or hand them on."""

from __future__ import annotations

from collections.abc import Sequence

from typing_extensions import TypedDict

from tc._lazy import httpx
from tc._protocol.options import CredentialsFunction
from tc.credentials import Credentials
from tc.retry import Retry


class CallOptions(TypedDict, total=False):
    """What a client does for each call; services and derived clients can have other ones."""

    credentials: Credentials | CredentialsFunction | None
    """Who signs, or a function that returns it, called before each attempt; None to send unsigned ones."""
    authorized_scopes: Sequence[str] | None
    """The only scopes that the requests may use; None for all that the credentials have."""
    retry: Retry
    """When failed attempts are repeated."""
    timeout: float | httpx.Timeout
    """Seconds for connecting, for each read and for each write of one attempt, or an `httpx.Timeout`; 30."""
    total_timeout: float | None
    """Seconds for one whole attempt of a call, whatever a slow peer sends meanwhile; None for no limit."""
    user_agent: str | None
    """Replaces the library's own."""
    trace_id: str | None
    """Sent as `x-taskcluster-trace-id`, and found in the services' logs."""


class ClientOptions(CallOptions, total=False):
    """All options of a client: what it does for each call, and how it connects."""

    http_client: httpx.Client | None
    """Your own httpx client, for proxies, event hooks or tests. It is left open."""
    transport: httpx.BaseTransport | None
    """An httpx transport, called directly and closed with the client."""
    max_connections: int
    """How many connections there may be at once, 100; calls beyond wait for as long as it takes."""


CONNECTION_OPTIONS = ("http_client", "transport", "max_connections")
