"""Forks in the middle of calls, event loops that end, clients that are dropped, programs that stop."""

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

FORKS = """
import os, random, signal, sys, threading, time
import tc

url, count = sys.argv[1], int(sys.argv[2])
failed = 0
for number in range(count):
    client = tc.sync.Client(url, timeout=5, retry=tc.Retry(retries=0))
    queue = tc.sync.Queue(client)
    thread = threading.Thread(target=queue.ping)
    if number % 2 or url.startswith("https:"):
        queue.ping()
    thread.start()
    time.sleep(random.uniform(0, 0.004) if number else 0.001)
    child = os.fork()
    if child == 0:
        signal.alarm(8)
        status = 1
        try:
            status = 0 if queue.ping() == {"alive": True} else 2
        finally:
            os._exit(status)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if ended:
        failed += 1
        print(number, "ended with", ended)
    thread.join()
    client.close()
print(failed)
"""

SECOND_LOOP = """
import asyncio, gc, os, sys, threading
import tc

async def use(queue):
    assert await queue.ping() == {"alive": True}

def descriptors():
    return len(os.listdir("/proc/self/fd"))

url = sys.argv[1]
queue = tc.aio.Queue(url)
asyncio.run(use(queue))
asyncio.run(queue.aclose())  # in a second loop, after its own has gone

async def closed_elsewhere():
    queue = tc.aio.Queue(url)
    await use(queue)
    await asyncio.to_thread(lambda: asyncio.run(queue.aclose()))
    await asyncio.sleep(0.01)

asyncio.run(closed_elsewhere())
asyncio.run(use(tc.aio.Queue(url)))  # dropped after its loop
gc.collect()

async def dropped():
    for _ in range(200):
        await use(tc.aio.Queue(url))
    await asyncio.sleep(0)
    gc.collect()
    await asyncio.sleep(0)
    return descriptors()

before = descriptors()
during = asyncio.run(dropped())
assert during - before < 20, (before, during)
gc.collect()
assert descriptors() <= before, (before, descriptors())
print("fine")
"""

IN_FLIGHT = """
import asyncio, sys, threading, time
import tc

url = sys.argv[1]

async def main():
    queue = tc.aio.Queue(url)
    tasks = [asyncio.create_task(queue.status(f"silent{n}")) for n in range(5)]
    await asyncio.sleep(0.05)

blocking = tc.sync.Queue(url)
for number in range(3):
    threading.Thread(target=blocking.status, args=(f"silent{number}",), daemon=True).start()
time.sleep(0.05)
asyncio.run(main())
print("fine")
"""


def responding(peer: Peer) -> None:
    while (request := peer.read_request()) is not None:
        if "silent" in request.target:
            peer.server.stopping.wait(20)
        peer.send(reply(200, {"alive": True}))


def run(code: str, *arguments: str, certificates: str = "") -> str:
    """Run a program; return what it prints. Errors and warnings on its standard error fail the test."""
    environment = {
        name: value for name, value in os.environ.items() if "proxy" not in name.lower() and "COV" not in name
    }
    if certificates:
        environment["SSL_CERT_FILE"] = certificates
    child = subprocess.run(
        [
            sys.executable,
            "-W",
            "error",
            "-W",
            "ignore:This process:DeprecationWarning",
            "-c",
            code,
            *arguments,
        ],
        capture_output=True,
        text=True,
        env=environment,
        timeout=60,
        check=False,
    )
    assert (child.returncode, child.stderr) == (0, "")
    return child.stdout.strip()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.parametrize("secure", [False, True])
def test_child_made_while_another_thread_calls_can_call(secure: bool, tmp_path: Path) -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    with serve(responding, tls=context if secure else None) as server:
        # By address, and with TLS in a later call only: locks of the C library in a look-up, and of OpenSSL
        # in a handshake, are not ours to open.
        url = server.url.replace("localhost", "127.0.0.1")
        assert run(FORKS, url, "30" if secure else "60", certificates=str(tmp_path / "ca.pem")) == "0"


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="descriptors cannot be counted here")
@pytest.mark.parametrize("secure", [False, True])
def test_clients_whose_event_loop_is_another_or_gone_are_quiet(secure: bool, tmp_path: Path) -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    with serve(responding, tls=context if secure else None) as server:
        assert run(SECOND_LOOP, server.url, certificates=str(tmp_path / "ca.pem")) == "fine"


def test_program_that_ends_with_calls_in_flight_prints_nothing() -> None:
    with serve(responding) as server:
        assert run(IN_FLIGHT, server.url) == "fine"
