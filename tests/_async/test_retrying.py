"""When an attempt is repeated, when not, and what is raised in the end; over real HTTP."""

from __future__ import annotations

import logging
import pickle
import ssl
import time
from collections.abc import Callable
from email.utils import formatdate
from typing import Any

import httpx
import pytest

import tc
from tc import Credentials, Retry, aio
from tc._async import client as client_module
from tests.support.hawk_oracle import ACCESS_TOKEN, accept
from tests.support.http_server import Peer
from tests.support.scripted_taskcluster import hang_up, reply, say_nothing, scripted

pytestmark = pytest.mark.anyio

CREDENTIALS = Credentials("tester", ACCESS_TOKEN, {"version": 1, "signature": "certificateSecret"})
HTML = reply(502, b"<html><title>502 Bad Gateway</title></html>", {"Content-Type": "text/html"})
EXACT = Retry(randomization_factor=0)
FINE = reply(200, {"alive": True})


@pytest.fixture
def delays(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What would have been slept."""
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr(client_module, "async_sleep", sleep)
    return slept


def garbage(peer: Peer) -> bool:
    """Response what is no HTTP."""
    peer.send(b"SMTP ready\r\n\r\n")
    return False


def break_off(peer: Peer) -> bool:
    """Close the connection in the middle of the body of a success."""
    peer.send(b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{"alive": ')
    return False


def stall(peer: Peer) -> bool:
    """Begin an answer and go no further."""
    peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{")
    peer.hung_up()
    return False


def bad_gzip(peer: Peer) -> bool:
    """Response what was damaged on its way."""
    peer.send(reply(200, b"no gzip", {"Content-Encoding": "gzip", "Content-Type": "application/json"}))
    return True


FAILURES: list[Any] = [reply(500), reply(503, {"message": "busy"}), HTML]
FAILURES += [hang_up, say_nothing, garbage, break_off, stall, bad_gzip]


@pytest.mark.parametrize("failure", FAILURES)
async def test_failures_are_tried_again(failure: Any, delays: list[float]) -> None:
    timeout = httpx.Timeout(10, read=0.1)
    with scripted(failure, failure, failure, FINE) as server:
        async with aio.Queue(server.url, credentials=CREDENTIALS, retry=EXACT, timeout=timeout) as queue:
            assert await queue.ping() == {"alive": True}
    assert delays == pytest.approx([0.1, 0.2, 0.4])
    assert len(server.requests) == 4


async def test_posts_are_tried_again_with_the_same_payload(delays: list[float]) -> None:
    with scripted(reply(500), hang_up, reply(200, {})) as server:
        async with aio.Queue(server.url, credentials=CREDENTIALS) as queue:
            await queue.createTask("x", {"a": "é"})  # type: ignore[typeddict-item]
    assert [request.body for request in server.requests] == ['{"a":"é"}'.encode()] * 3
    assert len(delays) == 2


async def test_every_attempt_is_signed_afresh(monkeypatch: pytest.MonkeyPatch) -> None:
    offset = [0]

    async def sleep(seconds: float) -> None:
        offset[0] += 10

    present = time.time
    monkeypatch.setattr(client_module, "async_sleep", sleep)
    monkeypatch.setattr(time, "time", lambda: present() + offset[0])
    with scripted(reply(500), hang_up, HTML, reply(500), reply(500), FINE) as server:
        async with aio.Queue(server.url, credentials=CREDENTIALS) as queue:
            await queue.listTaskGroup("x", limit=1)
        start = present()
        offset[0] = 0
        parts = []
        for number, request in enumerate(server.requests):
            # A receiver whose clock went along accepts each of them.
            offset[0] = 10 * number
            url = f"http://{request.headers['host']}{request.target}"
            parts.append(accept(request.headers["authorization"], url, request.method))
    assert len({part["nonce"] for part in parts}) == 6
    assert len({part["mac"] for part in parts}) == 6
    assert [round((int(part["ts"]) - start) / 10) for part in parts] == [0, 1, 2, 3, 4, 5]


async def test_delays_are_spread(delays: list[float]) -> None:
    with scripted(reply(500)) as server:
        async with aio.Queue(server.url, retry=Retry(retries=8, max_delay=3.0)) as queue:
            with pytest.raises(tc.ServerError) as caught:
                await queue.ping()
    assert caught.value.attempts == 9
    for number, delay in enumerate(delays[:5]):
        assert 0.075 * 2**number <= delay <= 0.125 * 2**number
    assert delays[6:] == [3.0, 3.0]
    assert len({round(delay / 2**number, 6) for number, delay in enumerate(delays[:5])}) > 1


async def test_the_last_failure_is_raised(delays: list[float]) -> None:
    with scripted(hang_up, reply(500), reply(503, {"code": "X", "message": "busy"})) as server:
        async with aio.Queue(server.url, retry=Retry(retries=2)) as queue:
            with pytest.raises(tc.ServerError, match="503 X: busy") as caught:
                await queue.ping()
    assert caught.value.attempts == 3
    assert "3 attempts" in str(caught.value)
    assert len(server.requests) == 3


async def test_no_retries(delays: list[float]) -> None:
    with scripted(reply(500)) as server:
        async with aio.Queue(server.url) as queue:
            with pytest.raises(tc.ServerError, match="1 attempt"):
                await queue.with_options(retry=Retry(retries=0)).ping()
    assert len(server.requests) == 1
    assert delays == []


FINAL = {
    400: tc.BadRequestError,
    401: tc.AuthenticationError,
    403: tc.InsufficientScopesError,
    404: tc.NotFoundError,
    406: tc.APIError,
    409: tc.ConflictError,
    410: tc.GoneError,
    413: tc.PayloadTooLargeError,
    424: tc.APIError,
    429: tc.RateLimitError,
}


@pytest.mark.parametrize(("status", "kind"), FINAL.items())
async def test_what_is_final(status: int, kind: type[tc.APIError], delays: list[float]) -> None:
    body = {"code": "Some", "message": "because", "requestInfo": {"method": "ping"}}
    headers = {"x-for-trace-id": "t", "x-for-request-id": "r", "Retry-After": "1"}
    with scripted(reply(status, body, headers)) as server:
        async with aio.Queue(server.url, credentials=CREDENTIALS) as queue:
            with pytest.raises(tc.APIError) as caught:
                await queue.ping()
    error = caught.value
    assert type(error) is kind
    assert len(server.requests) == 1
    assert delays == []
    assert (error.status_code, error.code, error.message, error.attempts) == (status, "Some", "because", 1)
    assert (error.method, error.url) == ("GET", f"{server.url}/api/queue/v1/ping")
    assert (error.trace_id, error.request_id) == ("t", "r")
    assert error.body == body
    assert error.request_info == {"method": "ping"}


async def test_an_error_that_breaks_off_is_that_error(delays: list[float]) -> None:
    def break_off(peer: Peer) -> bool:
        peer.send(b'HTTP/1.1 404 Not Found\r\nContent-Length: 900\r\n\r\n{"code": "Resource')
        return False

    with scripted(break_off) as server:
        async with aio.Queue(server.url) as queue:
            with pytest.raises(tc.NotFoundError, match="Not Found") as caught:
                await queue.ping()
    assert caught.value.body == '{"code": "Resource'
    assert len(server.requests) == 1


async def test_further_statuses_on_demand(delays: list[float]) -> None:
    with scripted(reply(429), reply(409), FINE) as server:
        async with aio.Queue(server.url, retry=Retry(also=frozenset({429, 409}))) as queue:
            assert await queue.ping() == {"alive": True}
    assert len(server.requests) == 3
    with scripted(reply(429), reply(404)) as server:
        async with aio.Queue(server.url, retry=Retry(also=frozenset({429}))) as queue:
            with pytest.raises(tc.NotFoundError, match="2 attempts"):
                await queue.ping()


@pytest.mark.parametrize(
    ("retry_after", "low", "high"),
    [
        (lambda: "7", 7, 7),
        (lambda: "0", 0.1, 0.1),
        (lambda: "500", 30, 30),
        (lambda: formatdate(time.time() + 20, usegmt=True), 17, 20),
        (lambda: formatdate(time.time() - 20, usegmt=True), 0.1, 0.1),
        (lambda: formatdate(time.time() + 3600, usegmt=True), 30, 30),
        (lambda: "soon", 0.1, 0.1),
    ],
)
@pytest.mark.parametrize("status", [503, 429])
async def test_retry_after(
    retry_after: Callable[[], str], low: float, high: float, status: int, delays: list[float]
) -> None:
    retry = Retry(randomization_factor=0, also=frozenset({429}))
    with scripted(reply(status, None, {"Retry-After": retry_after()}), FINE) as server:
        async with aio.Queue(server.url, retry=retry) as queue:
            await queue.ping()
    assert len(delays) == 1
    assert low - 1e-9 <= delays[0] <= high + 1e-9


# ---------------------------------------------------------------- no answer at all


async def test_no_answer_because_nobody_listens(delays: list[float]) -> None:
    with scripted(FINE) as server:
        url = server.url
    async with aio.Queue(url, retry=Retry(retries=2)) as queue:
        with pytest.raises(tc.TransportError) as caught:
            await queue.ping()
    error = caught.value
    assert type(error) is tc.TransportError
    assert isinstance(error.__cause__, httpx.ConnectError)
    assert (error.method, error.url, error.attempts) == ("GET", f"{url}/api/queue/v1/ping", 3)
    for part in ("GET", error.url, "3 attempts", "ConnectError"):
        assert part in str(error)
    assert len(delays) == 2


async def test_no_answer_in_time(delays: list[float]) -> None:
    with scripted(say_nothing) as server:
        async with aio.Queue(
            server.url, retry=Retry(retries=1), timeout=httpx.Timeout(10, read=0.05)
        ) as queue:
            with pytest.raises(tc.RequestTimeoutError) as caught:
                await queue.ping()
    assert isinstance(caught.value, TimeoutError)
    assert isinstance(caught.value.__cause__, httpx.ReadTimeout)
    assert caught.value.attempts == 2
    assert len(server.requests) == 2


async def test_a_closed_connection_in_the_end(delays: list[float]) -> None:
    with scripted(hang_up) as server:
        async with aio.Queue(server.url, credentials=CREDENTIALS, retry=Retry(retries=1)) as queue:
            with pytest.raises(tc.TransportError, match="2 attempts") as caught:
                await queue.ping()
    assert isinstance(caught.value.__cause__, httpx.RemoteProtocolError)
    again = pickle.loads(pickle.dumps(caught.value))
    assert str(again) == str(caught.value)
    assert again.attempts == 2


class Broken(httpx.AsyncBaseTransport):
    """Fails always in the same way."""

    def __init__(self, error: Exception) -> None:
        self.error = error
        self.calls = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.calls += 1
        raise self.error


@pytest.mark.parametrize(
    ("kind", "raised", "calls"),
    [
        (httpx.ConnectTimeout, tc.RequestTimeoutError, 3),
        (httpx.WriteTimeout, tc.RequestTimeoutError, 3),
        (httpx.PoolTimeout, tc.RequestTimeoutError, 3),
        (httpx.WriteError, tc.TransportError, 3),
        (httpx.ReadError, tc.TransportError, 3),
        (httpx.CloseError, tc.TransportError, 3),
        (httpx.ProxyError, tc.TransportError, 3),
        (httpx.UnsupportedProtocol, tc.TransportError, 1),
        (httpx.LocalProtocolError, tc.TransportError, 1),
    ],
)
async def test_kinds_of_failures(
    kind: type[httpx.TransportError], raised: type[tc.TransportError], calls: int, delays: list[float]
) -> None:
    transport = Broken(kind("it broke"))
    async with aio.Queue("https://tc.example.com", transport=transport, retry=Retry(retries=2)) as queue:
        with pytest.raises(tc.TransportError, match="it broke") as caught:
            await queue.ping()
    assert type(caught.value) is raised
    assert caught.value.__cause__ is transport.error
    assert transport.calls == caught.value.attempts == calls


async def test_a_certificate_that_does_not_verify_is_final(delays: list[float]) -> None:
    error = httpx.ConnectError("certificate verify failed")
    error.__cause__ = ssl.SSLCertVerificationError("certificate verify failed")
    transport = Broken(error)
    async with aio.Queue("https://tc.example.com", transport=transport) as queue:
        with pytest.raises(tc.TransportError, match="verify failed"):
            await queue.ping()
    assert transport.calls == 1


@pytest.mark.parametrize("error", [RuntimeError("broken"), KeyError("x"), ValueError("y")])
async def test_mistakes_are_not_tried_again(error: Exception, delays: list[float]) -> None:
    transport = Broken(error)
    async with aio.Queue("https://tc.example.com", transport=transport) as queue:
        with pytest.raises(type(error)):
            await queue.ping()
    assert transport.calls == 1


# ---------------------------------------------------------------- what is told


async def test_each_retry_is_one_line_in_the_log(
    delays: list[float], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with scripted(HTML, hang_up, reply(500)) as server:
        async with aio.Hooks(server.url, credentials=CREDENTIALS, retry=Retry(retries=3)) as hooks:
            with pytest.raises(tc.ServerError):
                await hooks.triggerHookWithToken("g", "h", "triggerSecret", {})
    lines = [record for record in caplog.records if record.name == "tc"]
    assert len(lines) == 3
    for number, record in enumerate(lines, 1):
        text = record.getMessage()
        assert record.levelno == logging.WARNING
        assert "\n" not in text
        for part in ("POST", "/api/hooks/v1/hooks/g/h/trigger/***", f"retry {number} of 3"):
            assert part in text
    assert "502" in lines[0].getMessage()
    assert "RemoteProtocolError" in lines[1].getMessage()
    for secret in ("triggerSecret", ACCESS_TOKEN, "certificateSecret"):
        assert secret not in caplog.text.replace(f"http://127.0.0.1:{server.server.port}", "")


@pytest.mark.parametrize(
    "answer", [reply(401, {"message": "Bad mac"}), reply(500), hang_up, HTML, reply(200, b"<p>")]
)
async def test_errors_hold_no_secrets(answer: Any, delays: list[float]) -> None:
    with scripted(answer) as server:
        async with aio.Hooks(server.url, credentials=CREDENTIALS, retry=Retry(retries=1)) as hooks:
            with pytest.raises(tc.TaskclusterError) as caught:
                await hooks.triggerHookWithToken("g", "h", "triggerSecret", {"a": 1})
    error = caught.value
    for shown in (
        str(error),
        repr(error),
        repr(error.__dict__),
        repr(pickle.dumps(error)),
        repr(error.__cause__),
    ):
        for secret in ("triggerSecret", ACCESS_TOKEN, "certificateSecret", "Hawk"):
            assert secret not in shown
