"""CPU per signed `queue.status` call: `python -m benchmarks.calls SUBJECT CONCURRENCY COUNT ROOT_URL`.

Subjects: `official`, `official-async`, `tc`, `tc-async`, and `tc-memory`: the bytes that a call in flight
takes. The server runs elsewhere, so that the process's CPU time is the client's.
"""

from __future__ import annotations

import asyncio
import json
import os
import ssl
import sys
import time
import urllib.request
from typing import TYPE_CHECKING, Any

from benchmarks.server import TASK_ID

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

CLIENT_ID, ACCESS_TOKEN = "benchmark/client", "no-secret-0123456789"


def blocking(call: Callable[[str], Any], count: int) -> float:
    """CPU seconds per call."""
    for _ in range(20):
        call(TASK_ID)
    start = time.process_time()
    for _ in range(count):
        call(TASK_ID)
    return (time.process_time() - start) / count


async def concurrent(call: Callable[[str], Awaitable[Any]], count: int, concurrency: int) -> float:
    """CPU seconds per call, with so many of them under way at any time."""

    async def work(calls: int) -> None:
        for _ in range(calls):
            await call(TASK_ID)

    async def together(calls: int) -> None:
        await asyncio.gather(*(work(calls) for _ in range(concurrency)))

    # The connections are made here.
    await together(20 if concurrency == 1 else 2)
    each = max(1, count // concurrency)
    start = time.process_time()
    await together(each)
    return (time.process_time() - start) / (each * concurrency)


def official(root: str, concurrency: int, count: int) -> float:
    """`taskcluster.Queue`."""
    import taskcluster

    queue = taskcluster.Queue(
        {"rootUrl": root, "credentials": {"clientId": CLIENT_ID, "accessToken": ACCESS_TOKEN}}
    )
    return blocking(queue.status, count)


def official_async(root: str, concurrency: int, count: int) -> float:
    """`taskcluster.aio.Queue`, over aiohttp."""
    import taskcluster.aio

    async def main() -> float:
        async with taskcluster.aio.createSession() as session:
            queue = taskcluster.aio.Queue(
                {"rootUrl": root, "credentials": {"clientId": CLIENT_ID, "accessToken": ACCESS_TOKEN}},
                session=session,
            )
            return await concurrent(queue.status, count, concurrency)

    return asyncio.run(main())


def tc_blocking(root: str, concurrency: int, count: int) -> float:
    """`tc.sync.Queue`."""
    import tc

    with tc.sync.Queue(root, credentials=tc.Credentials(CLIENT_ID, ACCESS_TOKEN)) as queue:
        return blocking(queue.status, count)


def tc_async(root: str, concurrency: int, count: int) -> float:
    """`tc.aio.Queue`."""
    import tc

    async def main() -> float:
        async with tc.aio.Queue(root, credentials=tc.Credentials(CLIENT_ID, ACCESS_TOKEN)) as queue:
            return await concurrent(queue.status, count, concurrency)

    return asyncio.run(main())


def tc_memory(root: str, concurrency: int, count: int) -> float:
    """The growth of resident memory, in MB, for each of so many calls that stay in flight."""
    import tc

    def resident() -> int:
        with open("/proc/self/statm") as pages:
            return int(pages.read().split()[1]) * 4096

    async def main() -> float:
        async with tc.aio.Queue(root, credentials=tc.Credentials(CLIENT_ID, ACCESS_TOKEN)) as queue:
            await asyncio.gather(*(queue.status(TASK_ID) for _ in range(200)))
            before = resident()
            tasks = [asyncio.create_task(queue.status("silent/")) for _ in range(concurrency)]
            for _ in range(3):
                await asyncio.sleep(0.2)
            grown = (resident() - before) / concurrency
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            return grown / 1e6

    return asyncio.run(main())


SUBJECTS = {
    "official": official,
    "official-async": official_async,
    "tc": tc_blocking,
    "tc-async": tc_async,
    "tc-memory": tc_memory,
}


def connections(root: str) -> int:
    """How many connections the server has seen since it was asked before."""
    context = ssl.create_default_context(cafile=os.environ.get("SSL_CERT_FILE"))
    with urllib.request.urlopen(f"{root}/connections", context=context) as response:
        return int(response.read())


if __name__ == "__main__":
    subject, concurrency, count, root = sys.argv[1:]
    connections(root)
    cpu = SUBJECTS[subject](root, int(concurrency), int(count))
    print(json.dumps({"us": cpu * 1e6, "connections": connections(root)}))
