"""Real signals at any moment of blocking calls: the client stays whole, whatever they hit."""

from __future__ import annotations

import os
import signal
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import trustme

from tc._sync.http.stream import Stream
from tests.support.http_server import Peer, serve
from tests.support.scripted_taskcluster import reply

STORM = """
import builtins, random, signal, sys, threading
import tc

Interrupt = getattr(builtins, sys.argv[5])

def interrupt(number, frame):
    if armed:
        raise Interrupt("time is up")

armed = False
signal.signal(signal.SIGALRM, interrupt)
url, connections, count, threads = sys.argv[1], *map(int, sys.argv[2:5])
queue = tc.sync.Queue(url, max_connections=connections, retry=tc.Retry(retries=0), timeout=20)
queue.ping()
stop = threading.Event()
errors = []

def work():
    try:
        while not stop.is_set():
            queue.ping()
    except BaseException as error:
        errors.append(error)

others = [threading.Thread(target=work) for _ in range(threads)]
for other in others:
    other.start()
interrupts = 0
while interrupts < count:
    try:
        armed = True
        try:
            signal.setitimer(signal.ITIMER_REAL, random.uniform(0.00001, 0.0012), 0.0004)
            while True:
                queue.ping()
        finally:
            armed = False
    except Interrupt:
        interrupts += 1
signal.setitimer(signal.ITIMER_REAL, 0)
stop.set()
for other in others:
    other.join(30)
assert not errors, errors
stats = queue.api_client._sender.stats()
assert (stats.busy, stats.waiting) == (0, 0), stats
assert stats.idle <= connections, stats
print(queue.ping(), flush=True)
queue.close()
"""


ALARM = """
import signal, sys
import tc

def interrupt(number, frame):
    raise TimeoutError("time is up")

signal.signal(signal.SIGALRM, interrupt)
with tc.sync.Queue(sys.argv[1], max_connections=1, timeout=60) as queue:
    queue.ping()
    for _ in range(2):
        signal.alarm(1)
        try:
            queue.api_client.call_api("GET", "held")
        except TimeoutError as error:
            assert str(error) == "time is up"
        signal.alarm(0)
        assert queue.api_client._sender.stats() == (0, 0, 0)
    print(queue.ping(), flush=True)
"""
# How many signals each storm has; more are for a run by hand.
COUNT = os.environ.get("TC_STORM", "300")
AS_CHILD = {
    name: value for name, value in os.environ.items() if "proxy" not in name.lower() and "COV" not in name
}


def responding(peer: Peer) -> None:
    while peer.read_request() is not None:
        peer.send(reply(200, {"alive": True}))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no timers that send signals here")
@pytest.mark.parametrize("secure", [False, True])
@pytest.mark.parametrize(
    ("connections", "threads", "raised"),
    [
        (1, 0, "KeyboardInterrupt"),
        (1, 2, "KeyboardInterrupt"),
        (2, 3, "KeyboardInterrupt"),
        (4, 2, "KeyboardInterrupt"),
        (100, 2, "KeyboardInterrupt"),
        (2, 0, "TimeoutError"),
    ],
)
def test_storm_of_signals_loses_no_place(
    connections: int, threads: int, raised: str, secure: bool, tmp_path: Path
) -> None:
    """The signals come some hundred microseconds apart, also while the one before is being dealt with."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    with serve(responding, tls=context if secure else None) as server:
        arguments = [server.url, str(connections), COUNT, str(threads), raised]
        child = subprocess.run(
            [sys.executable, "-W", "error", "-c", STORM, *arguments],
            capture_output=True,
            text=True,
            env=AS_CHILD | {"SSL_CERT_FILE": str(tmp_path / "ca.pem")},
            timeout=60 + int(COUNT) / 5,
            check=False,
        )
        assert child.stdout == "{'alive': True}\n", child.stderr
        assert "Traceback" not in child.stderr
        assert "ResourceWarning" not in child.stderr


@pytest.mark.skipif(not hasattr(signal, "alarm"), reason="no alarms here")
def test_alarm_ends_a_call_at_once_with_its_own_error() -> None:
    """A `TimeoutError` of the program's is neither taken for one of the socket nor tried again."""
    stopping = threading.Event()

    def handler(peer: Peer) -> None:
        while (request := peer.read_request()) is not None:
            if request.target.endswith("held"):
                stopping.wait(30)
            peer.send(reply(200, {"alive": True}))

    with serve(handler) as server:
        child = subprocess.run(
            [sys.executable, "-W", "error", "-c", ALARM, server.url],
            capture_output=True,
            text=True,
            env=AS_CHILD,
            timeout=60,
            check=False,
        )
        stopping.set()
        assert child.stdout == "{'alive': True}\n", child.stderr
        assert [request.target.rpartition("/")[2] for request in server.requests] == [
            "ping",
            "held",
            "held",
            "ping",
        ]


class Interrupted:
    """A socket in whose functions a signal comes, with a handler that raises."""

    def recv(self, size: int) -> bytes:
        raise TimeoutError("time is up")

    def send(self, data: bytes) -> int:
        raise TimeoutError("time is up")


@pytest.mark.parametrize(
    "use",
    [
        lambda stream: stream.read(1),
        lambda stream: stream.write(b"x", 1, bool),
        lambda stream: stream.is_readable(),
    ],
)
def test_stream_whose_socket_is_interrupted_raises_what_the_handler_raised(
    use: Callable[[Stream], object],
) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.send(b"input")
        stream = Stream(None, ours)
        stream._socket = Interrupted()
        with pytest.raises(TimeoutError, match="time is up"):
            use(stream)
