from __future__ import annotations

import gc
import itertools
import os
import signal
import ssl
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest
import trustme
from hypothesis import settings

from tc.slugs import slug_id
from tc.testing.deployment import Deployment
from tests.support import rabbitmq as rabbitmq_support
from tests.support.typed_responses import Watch

# Neither a machine that is busy with something else nor chance makes a test fail: examples are the same each
# time, unless TC_FUZZ is set.
settings.register_profile("tests", deadline=None, derandomize="TC_FUZZ" not in os.environ)
settings.load_profile("tests")

# Where bytecode is not kept, each of the many processes that tests start compiles the library again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

FINISHED = itertools.count(1)

# Tests send Ctrl-C to themselves and to their children; it may be ignored or blocked where the suite starts.
if threading.current_thread() is threading.main_thread():
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Have a process that has no tests left take some of the other's, where `-n` alone leaves it idle."""
    if config.getoption("dist", "no") == "load":
        config.option.dist = "worksteal"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long: a broker, which one process starts then, and what has a time of its own."""
    items.sort(
        key=lambda item: (
            "rabbitmq" not in getattr(item, "fixturenames", ()),
            item.get_closest_marker("timeout") is None,
        )
    )


def pytest_collection_finish() -> None:
    """Keep the garbage collector off the tests themselves, which are most of what it would look at."""
    keep_what_is_there()


@pytest.hookimpl(trylast=True)
def pytest_runtest_logfinish() -> None:
    """Keep it off what tests have imported and cached since, some times in a run."""
    if next(FINISHED) % 250 == 0:
        keep_what_is_there()


def keep_what_is_there() -> None:
    """Collect all garbage, and have the collector look at nothing again of what is left."""
    gc.collect()
    gc.freeze()


@pytest.fixture(params=["asyncio", "trio"])
def anyio_backend(request: Any) -> str:
    """Each test runs on both event loops, where there is one."""
    name: str = request.param
    return name


@pytest.fixture(scope="session", autouse=True)
def no_proxies() -> Iterator[None]:
    """Send nothing through the proxies of the machine's own environment."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
            patch.delenv(name, raising=False)
            patch.delenv(name.upper(), raising=False)
        yield


@pytest.fixture(scope="session", autouse=True)
def one_authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Trust one authority, which signs nothing: reading the hundreds of a system takes 20 ms each time."""
    path = tmp_path_factory.mktemp("authority") / "ca.pem"
    trustme.CA().cert_pem.write_to_path(str(path))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(path))
        patch.delenv("SSL_CERT_DIR", raising=False)
        yield


@pytest.fixture(scope="session")
def watch() -> Iterator[Watch]:
    """Looks at all that local Taskclusters send and publish."""
    watch = Watch()
    with watch.watching(Deployment):
        yield watch


@pytest.fixture(autouse=True)
def responses_fit_their_types(watch: Watch) -> Iterator[None]:
    """What a test had a local Taskcluster send is as `tc.types` says."""
    watch.problems.clear()
    yield
    assert watch.problems == []


@pytest.fixture(autouse=True)
def signals_are_given_back() -> Iterator[None]:
    """A test leaves the handlers of signals as they were, or those after it would not hear Ctrl-C."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    assert {number: signal.getsignal(number) for number in before} == before


@pytest.fixture(scope="session")
def rabbitmq(tmp_path_factory: pytest.TempPathFactory) -> Iterator[rabbitmq_support.RabbitMQ]:
    """A RabbitMQ broker with the rules of a Pulse server; skipped where it is not installed."""
    if not rabbitmq_support.SERVER or not rabbitmq_support.EPMD:
        pytest.skip(rabbitmq_support.MISSING)
    broker = rabbitmq_support.RabbitMQ(tmp_path_factory.mktemp("rabbitmq"))
    try:
        broker.start()
        yield broker
    finally:
        broker.close()


@pytest.fixture
def name(rabbitmq: rabbitmq_support.RabbitMQ) -> Iterator[str]:
    """The name of a durable queue, deleted at the end: it would get the messages of all later tests."""
    name = slug_id()
    yield name
    with rabbitmq.channel() as channel:
        channel.queue_delete(f"queue/{rabbitmq_support.USER}/{name}")


@pytest.fixture
def tls_server_context(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> ssl.SSLContext:
    """The TLS settings of a server on localhost, whose authority clients trust."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    path = tmp_path_factory.mktemp("tls") / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    return context
