"""What only one half can get wrong: what is not awaited, and what is taken for a page."""

from __future__ import annotations

import tc
import tc.aio
import tc.sync


async def forgotten(queue: tc.aio.Queue) -> None:
    # E: mypy[unused-coroutine] pyright[reportUnusedCoroutine]
    queue.cancelTask("t")
    # E: mypy[index] pyright[reportIndexIssue]
    print(queue.status("t")["status"])
    # E: mypy[attr-defined] pyright[reportGeneralTypeIssues]
    for page in queue.listTaskGroup_pages("g"):
        print(page)


def awaited(queue: tc.sync.Queue, secrets: tc.sync.Secrets) -> None:
    # E: mypy[call-arg] pyright[reportCallIssue]
    for name in secrets.list("name"):
        print(name)
    # E: mypy[typeddict-item] pyright[reportGeneralTypeIssues]
    queue.cancelTask("t")["state"]
    # E: mypy[arg-type] pyright[reportArgumentType]
    tc.aio.Queue(tc.sync.Client("https://tc.example.com"))
