"""What people's tools see of the requests of a default client."""

from __future__ import annotations

import logging
import ssl
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind

from tc._async.http.httpx_engine import _PoolForHttpx, patched
from tests._async.engines import Transport, fetch
from tests.support.http_server import serve
from tests.support.open_telemetry import recorded_spans

pytestmark = pytest.mark.anyio


async def test_mocked_requests_are_seen(httpx_mock: Any) -> None:
    httpx_mock.add_response(url="http://tc.invalid/x", json={"mocked": True})
    async with Transport() as transport:
        assert (await fetch(transport, "http://tc.invalid/x")).json() == {"mocked": True}
    assert len(httpx_mock.get_requests()) == 1


@pytest.fixture
def spans() -> Iterator[InMemorySpanExporter]:
    """What OpenTelemetry's instrumentation for httpx records."""
    with recorded_spans() as exporter:
        yield exporter


async def test_traced_requests_are_seen(spans: InMemorySpanExporter) -> None:
    with serve() as server:
        async with Transport() as transport:
            assert (await fetch(transport, server.url)).content == b"ok"
        assert "traceparent" in server.requests[0].headers
    (span,) = spans.get_finished_spans()
    assert span.kind is SpanKind.CLIENT
    assert server.url in str(span.attributes)


async def test_private_names_of_httpx_that_are_relied_on_are_there() -> None:
    """httpx's transports delegate to `_pool`, and to nothing else: so it may be replaced."""
    stock = httpx.AsyncHTTPTransport(verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
    assert list(vars(stock)) == ["_pool"]
    assert callable(stock._pool.handle_async_request)
    await stock.aclose()
    for name in ("handle_async_request", "aclose"):
        assert "_pool" in getattr(httpx.AsyncHTTPTransport, name).__code__.co_names
        assert callable(getattr(_PoolForHttpx, name))
    assert patched() == ""


async def test_nothing_secret_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with serve() as server:
        async with Transport() as transport:
            await fetch(transport, server.url + "/?bewit=SECRET", headers={"Authorization": "Hawk SECRET"})
    assert "SECRET" not in caplog.text
