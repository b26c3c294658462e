"""Pulse without a broker: addresses, options, routing keys, and what errors of the libraries mean."""

from __future__ import annotations

import asyncio
import pickle
import ssl
import sys
from typing import Any

import pytest
import trio
from aiormq.exceptions import InvalidFrameError

import tc
from tc import ConfigurationError, PulseError
from tc._pulse.address import PulseAddress, find_address
from tc._pulse.broker import BrokerLostError, BrokerRefusedError, judge
from tc._pulse.broker_asyncio import _refusal_in
from tc._pulse.message import key_names, routes_of, routing_of
from tests.support.secret_scanner import TOKEN, check_error, check_text

URL = f"amqps://me:{TOKEN}@pulse.example.com/vhost"
COMPLETED = tc.QueueEvents().taskCompleted()
PREFIX = "exchange/taskcluster-queue/v1/"


def found(url: Any = None, **environ: str) -> PulseAddress:
    return find_address(url, environ)


# ---------------------------------------------------------------- addresses


@pytest.mark.parametrize(
    ("url", "shown", "parts"),
    [
        (URL, "amqps://me@pulse.example.com:5671/vhost", ("pulse.example.com", 5671, True, "vhost", "me")),
        ("amqp://u:p@127.0.0.1:5673", "amqp://u@127.0.0.1:5673/", ("127.0.0.1", 5673, False, "/", "u")),
        ("amqp://u:p@h/", "amqp://u@h:5672/", ("h", 5672, False, "/", "u")),
        ("amqp://u:p@h/%2F", "amqp://u@h:5672/", ("h", 5672, False, "/", "u")),
        ("amqps://u%40x:p@[::1]/a%2Fb", "amqps://u@x@[::1]:5671/a/b", ("::1", 5671, True, "a/b", "u@x")),
    ],
)
def test_address_is_read_from_a_url(url: str, shown: str, parts: tuple[Any, ...]) -> None:
    address = found(url, PULSE_URL="amqp://not:this@one")
    assert (address.host, address.port, address.tls, address.vhost, address.user) == parts
    assert str(address) == shown
    check_text("an address", f"{address} {address!r} {vars(address)}")


def test_address_has_the_password_unescaped() -> None:
    assert found("amqp://u:a%2Fb%3F%40@h").password.reveal() == "a/b?@"
    assert found(PULSE_URL=URL).password.reveal() == TOKEN


def test_address_is_read_from_parts_of_the_environment() -> None:
    user = {"PULSE_USER": "me", "PULSE_PASSWORD": "a/b?"}
    address = found(**user)
    assert str(address) == "amqps://me@pulse.mozilla.org:5671/"
    assert address.password.reveal() == "a/b?"
    assert address.queue_name("x") == "queue/me/x"
    address = found(**user, PULSE_HOST="other.example.com:5679", PULSE_VHOST="v", PULSE_URL="")
    assert str(address) == "amqps://me@other.example.com:5679/v"


@pytest.mark.parametrize(
    ("url", "environ", "message"),
    [
        (7, {}, r"^url: expected str or None, got int"),
        (f" {URL}", {}, r"^url: there is white space"),
        (f"https://me:{TOKEN}@h", {}, r"^url: its scheme .* the form amqps://user:password@host:5671/vhost$"),
        (f"amqps://me:{TOKEN}@", {}, r"^url: it has no host"),
        (f"amqps://me:{TOKEN}@h:port", {}, r"^url: its host or port"),
        (f"amqps://me:{TOKEN}@[::1", {}, r"^url: its host or port"),
        ("amqps://h", {}, r"^url: it lacks the user or the password"),
        ("amqps://me@h", {}, r"^url: it lacks"),
        (f"{URL}?{TOKEN}", {}, r"^url: it has a query"),
        (f"amqps://me:#{TOKEN}@h", {}, r"^url: "),
        (None, {"PULSE_URL": f"{URL}#{TOKEN}"}, r"^PULSE_URL: it has a query or a fragment"),
        (None, {}, r"^PULSE_USER is not set"),
        (None, {"PULSE_USER": "me"}, r"^PULSE_PASSWORD is not set"),
        (
            None,
            {"PULSE_USER": "me", "PULSE_PASSWORD": f"{TOKEN}\n"},
            r"^PULSE_PASSWORD: there is white space",
        ),
        (None, {"PULSE_USER": "me", "PULSE_PASSWORD": TOKEN, "PULSE_HOST": "a/b"}, r"^PULSE_HOST: "),
        (None, {"PULSE_USER": "me", "PULSE_PASSWORD": TOKEN, "PULSE_HOST": "a:b"}, r"^PULSE_HOST: "),
        (None, {"PULSE_USER": "me", "PULSE_PASSWORD": TOKEN, "PULSE_HOST": f"x:{TOKEN}@h"}, r"^PULSE_HOST: "),
    ],
)
@pytest.mark.parametrize("half", [tc.sync, tc.aio])
def test_malformed_address_is_an_error_without_secrets(
    half: Any, url: Any, environ: dict[str, str], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("PULSE_URL", "PULSE_USER", "PULSE_PASSWORD", "PULSE_HOST", "PULSE_VHOST"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ConfigurationError, match=message) as caught:
        half.PulseConsumer(COMPLETED, url=url)
    check_error(caught.value)


# ---------------------------------------------------------------- options


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"bindings": []}, r"^bindings: expected at least one"),
        ({"bindings": "primary.#"}, r"^bindings: expected tc.Binding or several, got str"),
        ({"bindings": None}, r"^bindings: .* got NoneType"),
        ({"bindings": [COMPLETED, "x"]}, r"^bindings\[1\]: expected tc.Binding, got str"),
        ({"bindings": tc.Binding("", "#")}, r"^bindings\[0\].exchange: expected a name"),
        ({"bindings": tc.Binding("x", "a" * 256)}, r"^bindings\[0\].routing_key_pattern: it is too long"),
        ({"bindings": tc.Binding("x\n", "#")}, r"^bindings\[0\].exchange: .* control characters"),
        ({"queue": 7}, r"^queue: expected str, got int"),
        ({"queue": ""}, r"^queue: expected a name"),
        ({"queue": " a"}, r"^queue: .* white space"),
        ({"queue": "é" * 124}, r"^queue: it is too long, AMQP takes 246 bytes"),
        ({"queue": "queue/me/a"}, r"^queue: .* leave out the `queue/<user>/`"),
        ({"prefetch": 0}, r"^prefetch: expected int from 1 to 65535, got 0"),
        ({"prefetch": 65536}, r"^prefetch: "),
        ({"prefetch": True}, r"^prefetch: "),
        ({"prefetch": 1.0}, r"^prefetch: "),
        ({"ack": "none"}, r'^ack: expected "auto" or "manual", got \'none\''),
        ({"recreate": 1}, r"^recreate: expected bool, got int"),
    ],
)
@pytest.mark.parametrize("half", [tc.sync, tc.aio])
def test_malformed_option_is_named(half: Any, options: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigurationError, match=message) as caught:
        half.PulseConsumer(**{"bindings": COMPLETED, "url": URL, **options})
    check_error(caught.value)


def test_consumer_shows_no_secret() -> None:
    consumer = tc.sync.PulseConsumer(iter([COMPLETED]), queue="mine", url=URL)
    assert repr(consumer) == "<PulseConsumer mine at amqps://me@pulse.example.com:5671/vhost>"
    check_text("its attributes", repr(vars(consumer)))
    assert consumer.queue_name == ""
    assert consumer.connections == 0


def test_trio_is_told_apart() -> None:
    async def listen() -> None:
        async with tc.aio.PulseConsumer(COMPLETED, url=URL):
            pass

    async def wait() -> None:
        async with tc.aio.Queue("https://tc.example.com") as queue:
            await tc.aio.wait_for_task(queue, "T", pulse=URL)

    for function in (listen, wait):
        with pytest.raises(RuntimeError, match="needs asyncio; under trio, run"):
            trio.run(function)


@pytest.mark.parametrize(("half", "library"), [("blocking", "pika"), ("asyncio", "aiormq")])
def test_missing_library_names_the_extra(half: str, library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    monkeypatch.delitem(sys.modules, f"tc._pulse.broker_{half}", raising=False)

    def listen() -> None:
        with tc.sync.PulseConsumer(COMPLETED, url=URL):
            pass

    async def listen_async() -> None:
        async with tc.aio.PulseConsumer(COMPLETED, url=URL):
            pass

    def wait() -> None:
        with tc.sync.Queue("https://tc.example.com") as queue:
            tc.sync.wait_for_group(queue, "G", pulse=URL)

    async def wait_async() -> None:
        async with tc.aio.Queue("https://tc.example.com") as queue:
            await tc.aio.wait_for_group(queue, "G", pulse=URL)

    for blocking, other in ((listen, listen_async), (wait, wait_async)):
        with pytest.raises(ConfigurationError, match=r"install taskcluster-sdk\[pulse\]") as caught:
            if half == "blocking":
                blocking()
            else:
                asyncio.run(other())
        check_error(caught.value)


# ---------------------------------------------------------------- routing keys


def test_every_exchange_has_names_for_its_keys() -> None:
    names = key_names()
    assert len(names) == 37
    assert names[PREFIX + "task-group-resolved"] == (
        ("routingKeyKind", "taskGroupId", "schedulerId", "reserved"),
        "reserved",
    )
    assert names["exchange/taskcluster-auth/v1/client-created"] == (("reserved",), "reserved")


@pytest.mark.parametrize(
    ("exchange", "key", "routing"),
    [
        (
            PREFIX + "task-group-resolved",
            "primary.G.s._",
            {"routingKeyKind": "primary", "taskGroupId": "G", "schedulerId": "s", "reserved": "_"},
        ),
        (
            "exchange/taskcluster-notify/v1/notification",
            "primary.a.b.c",
            {"routingKeyKind": "primary", "topic": "a.b.c"},
        ),
        ("exchange/taskcluster-auth/v1/client-created", "_", {"reserved": "_"}),
        (PREFIX + "task-group-resolved", "primary.G", {"routingKeyKind": "primary", "taskGroupId": "G"}),
        ("exchange/somebody/else", "a.b", {}),
    ],
)
def test_routing_has_words_by_names(exchange: str, key: str, routing: dict[str, str]) -> None:
    assert routing_of(exchange, key) == routing


@pytest.mark.parametrize(
    ("headers", "routes"),
    [
        ({}, ()),
        ({"CC": None}, ()),
        ({"CC": []}, ()),
        ({"CC": ["route.a.b", b"route.c", "d", 7]}, ("a.b", "c", "d")),
    ],
)
def test_routes_are_those_of_the_header(headers: dict[str, Any], routes: tuple[str, ...]) -> None:
    assert routes_of(headers) == routes


@pytest.mark.parametrize(
    ("exchange", "full"),
    [
        ("task-failed", PREFIX + "task-failed"),
        (PREFIX + "artifact-created", PREFIX + "artifact-created"),
    ],
)
def test_route_binds_to_an_exchange_of_the_queue(exchange: str, full: str) -> None:
    assert tc.route("index.gecko.*") == tc.Binding(PREFIX + "task-completed", "route.index.gecko.*")
    assert tc.route("#", exchange=exchange) == tc.Binding(full, "route.#")


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"pattern": 7}, TypeError, r"^pattern: expected str, got int"),
        ({"pattern": "a", "exchange": None}, TypeError, r"^exchange: expected str, got NoneType"),
        ({"pattern": ""}, ValueError, r"^pattern: '' never matches"),
        ({"pattern": "a..b"}, ValueError, r"^pattern: "),
        ({"pattern": "a."}, ValueError, r"^pattern: "),
        ({"pattern": "index.gecko*"}, ValueError, r"^pattern: .*whole words"),
        ({"pattern": "route.index"}, ValueError, r"^pattern: .* leave that out"),
        ({"pattern": "a" * 250}, ValueError, r"^pattern: it is longer than the 249 bytes"),
        (
            {"pattern": "a", "exchange": "task-group-resolved"},
            ValueError,
            r"^exchange: .* have no routes; those of task-failed",
        ),
        ({"pattern": "a", "exchange": "exchange/taskcluster-auth/v1/x"}, ValueError, r"^exchange: "),
        ({"pattern": "a", "exchange": "task-failed/x"}, ValueError, r"^exchange: "),
    ],
)
def test_route_that_cannot_match_is_refused(
    arguments: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        tc.route(**arguments)


# ---------------------------------------------------------------- errors


@pytest.mark.parametrize(
    ("error", "code", "text"),
    [
        (OSError("NOT_FOUND - no queue 'x' in vhost '/'"), 404, "no queue 'x' in vhost '/"),
        (OSError([RuntimeError("NOT_ALLOWED - vhost")]), 530, "vhost"),
        (OSError(RuntimeError(403, "ACCESS_REFUSED - no")), 403, "no"),
        (ssl.SSLCertVerificationError(1, "self-signed"), 0, "its certificate does not verify"),
    ],
)
def test_refusals_are_found_in_errors(error: Exception, code: int, text: str) -> None:
    judged = judge(error)
    assert isinstance(judged, BrokerRefusedError)
    assert judged.code == code
    assert text in judged.text


@pytest.mark.parametrize(
    "text",
    [
        "PRECONDITION_FAILED - delivery acknowledgement on channel 1 timed out",
        "NOT_FOUND - home node 'a' of durable queue 'b' in vhost '/' is down or inaccessible",
        "CONNECTION_FORCED - broker forced connection closure",
        "",
    ],
)
def test_what_may_pass_is_a_loss(text: str) -> None:
    judged = judge(OSError(text))
    assert isinstance(judged, BrokerLostError)
    assert str(judged) == (text or "OSError")


def test_invalid_frame_without_a_refusal_is_only_that() -> None:
    with pytest.raises(InvalidFrameError) as caught:
        raise InvalidFrameError("x")
    assert _refusal_in(caught.value) is None


def test_pulse_error_pickles() -> None:
    error = pickle.loads(pickle.dumps(PulseError("no", code=403)))
    assert (str(error), error.code) == ("no", 403)
    assert isinstance(error, tc.TaskclusterError)
