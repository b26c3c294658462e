"""Real signals at any moment of blocking calls: the client stays whole, whatever they hit."""

from __future__ import annotations

import os
import ssl
import subprocess
import sys
from pathlib import Path

import pytest
import trustme

from tests.support.http_server import Peer, serve
from tests.support.scripted_taskcluster import reply

STORM = """
import random, signal, sys, threading
import tc

class Interrupt(Exception):
    pass

def interrupt(number, frame):
    if armed:
        raise KeyboardInterrupt

armed = False
signal.signal(signal.SIGALRM, interrupt)
url, connections, count, threads = sys.argv[1], *map(int, sys.argv[2:])
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
    except KeyboardInterrupt:
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


def responding(peer: Peer) -> None:
    while peer.read_request() is not None:
        peer.send(reply(200, {"alive": True}))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no timers that send signals here")
@pytest.mark.parametrize("secure", [False, True])
@pytest.mark.parametrize(("connections", "threads"), [(1, 0), (1, 2), (2, 3), (4, 2), (100, 2)])
def test_storm_of_signals_loses_no_place(
    connections: int, threads: int, secure: bool, tmp_path: Path
) -> None:
    """The signals come some hundred microseconds apart, also while the one before is being dealt with."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    environment = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    environment = {name: value for name, value in environment.items() if "COV" not in name}
    environment["SSL_CERT_FILE"] = str(tmp_path / "ca.pem")
    with serve(responding, tls=context if secure else None) as server:
        arguments = [server.url, str(connections), "300", str(threads)]
        child = subprocess.run(
            [sys.executable, "-W", "error", "-c", STORM, *arguments],
            capture_output=True,
            text=True,
            env=environment,
            timeout=60,
            check=False,
        )
        assert child.stdout == "{'alive': True}\n", child.stderr
        assert "Traceback" not in child.stderr
        assert "ResourceWarning" not in child.stderr
