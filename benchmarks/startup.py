"""CPU of imports and of making clients: `python -m benchmarks.startup SUBJECT`. Nothing is sent."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = "https://tc.example.com"


def official_import() -> None:
    import taskcluster  # noqa: F401


def official_client() -> None:
    import taskcluster

    taskcluster.Queue({"rootUrl": ROOT})


def official_async_client() -> None:
    import taskcluster.aio

    async def main() -> None:
        async with taskcluster.aio.createSession() as session:
            taskcluster.aio.Queue({"rootUrl": ROOT}, session=session)

    asyncio.run(main())


def tc_import() -> None:
    import tc  # noqa: F401


def tc_client() -> None:
    import tc

    tc.sync.Queue(ROOT).close()


def tc_async_client() -> None:
    import tc

    async def main() -> None:
        async with tc.aio.Queue(ROOT):
            pass

    asyncio.run(main())


SUBJECTS: dict[str, Callable[[], None]] = {
    "official-import": official_import,
    "official-client": official_client,
    "official-async-client": official_async_client,
    "tc-import": tc_import,
    "tc-client": tc_client,
    "tc-async-client": tc_async_client,
}


def measure(subject: Callable[[], None]) -> float:
    """CPU milliseconds."""
    start = time.process_time()
    subject()
    return (time.process_time() - start) * 1e3


if __name__ == "__main__":
    # The second time the imports are done: what is left is another client.
    first, second = (measure(SUBJECTS[sys.argv[1]]) for _ in range(2))
    print(json.dumps({"first": first, "second": second}))
