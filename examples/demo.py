"""The main job in both halves, against a local Taskcluster, or a real one when TASKCLUSTER_ROOT_URL is set.

On a real deployment the credentials in the environment need the scopes in SCOPES and
`auth:create-client:<their client id>/tc-demo`.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import httpx

import tc

if TYPE_CHECKING:
    from tc.types.queue import CreateTaskRequest

SCOPES = [
    "queue:create-task:project:none",
    "queue:create-task:lowest:tc-demo/nobody",
    "queue:scheduler-id:tc-demo",
    "queue:cancel-task:tc-demo/*",
    "queue:get-task:*",
    "queue:status:*",
    "queue:list-task-group:*",
    "secrets:get:project/tc-demo/*",
    "secrets:set:project/tc-demo/*",
]
COLOURED = sys.stdout.isatty() and "NO_COLOR" not in os.environ


def say(text: str, detail: str = "") -> None:
    """One line of the story."""
    mark, dim, plain = ("\033[32m✓\033[0m", "\033[2m", "\033[0m") if COLOURED else ("✓", "", "")
    print(f"  {mark} {text:<42} {dim}{detail}{plain}")


def headline(text: str) -> None:
    """The beginning of a chapter."""
    print(f"\n\033[1m{text}\033[0m" if COLOURED else f"\n{text}")


def definition(number: int, group: str) -> CreateTaskRequest:
    """A task for a queue that no worker serves."""
    now = datetime.now(UTC)
    return {
        "taskQueueId": "tc-demo/nobody",
        "schedulerId": "tc-demo",
        "taskGroupId": group,
        "created": now,
        "deadline": now + timedelta(hours=1),
        "metadata": {
            "name": f"demo task {number}",
            "description": "Made by the demo of the Taskcluster SDK for Python.",
            "owner": "demo@example.com",
            "source": "https://example.com/demo",
        },
        "payload": {},
    }


def limited(credentials: tc.Credentials) -> tc.Credentials:
    """Temporary credentials with just the scopes that the demo needs."""
    if credentials.certificate:
        say("using the temporary credentials given", credentials.client_id)
        return credentials
    name = f"{credentials.client_id}/tc-demo"
    temporary = credentials.create_named_temp_creds(name, timedelta(minutes=10), SCOPES)
    say("named temporary credentials", f"{temporary.client_id}, {len(SCOPES)} scopes, 10 minutes")
    return temporary


def blocking(root_url: str, credentials: tc.Credentials) -> None:
    """The story with `tc.sync`, as a script would tell it."""
    headline("tc.sync: plain calls")
    with tc.sync.Client(root_url, credentials=limited(credentials)) as client:
        queue, secrets = tc.sync.Queue(client), tc.sync.Secrets(client)
        ids = [tc.slug_id() for _ in range(5)]
        for number, task_id in enumerate(ids, 1):
            queue.createTask(task_id, definition(number, ids[0]))
        say("5 tasks created", f"group {ids[0]}")
        say("watched", f"{ids[0]} is {queue.status(ids[0])['status']['state']}")
        listed = [task["status"]["taskId"] for task in queue.listTaskGroup_items(ids[0], limit=2)]
        say("the group listed, 2 a page", f"{len(listed)} tasks, all there: {sorted(listed) == sorted(ids)}")
        states = {queue.cancelTask(task_id)["status"]["state"] for task_id in ids}
        say("cancelled", f"now {', '.join(states)}")
        name = f"project/tc-demo/{tc.slug_id()}"
        secrets.set(name, {"secret": {"answer": 42}, "expires": tc.from_now("10 minutes")})
        say("a secret set and read", f"{secrets.get(name)['secret']}")
        secrets.remove(name)
        url = queue.task_signed_url(ids[0], ttl=timedelta(minutes=5))
        say("a signed URL opened with plain httpx", f"{httpx.get(url).json()['metadata']['name']!r}")
        try:
            queue.status(tc.slug_id())
        except tc.NotFoundError as error:
            say("an error, as you see it")
            print(indented(error))


async def concurrent(root_url: str, credentials: tc.Credentials) -> None:
    """The story with `tc.aio`, everything at once where that makes sense."""
    headline("tc.aio: the same, concurrently")
    async with tc.aio.Client(root_url, credentials=limited(credentials)) as client:
        queue, secrets = tc.aio.Queue(client), tc.aio.Secrets(client)
        ids = [tc.slug_id() for _ in range(50)]
        tasks = [queue.createTask(task_id, definition(n, ids[0])) for n, task_id in enumerate(ids, 1)]
        began = time.perf_counter()
        await asyncio.gather(*tasks)
        say("50 tasks created at once", f"{(time.perf_counter() - began) * 1000:.0f} ms")
        responses = await asyncio.gather(*(queue.status(task_id) for task_id in ids))
        say("watched", f"{sum(a['status']['state'] == 'pending' for a in responses)} are pending")
        listed = [task["status"]["taskId"] async for task in queue.listTaskGroup_items(ids[0], limit=20)]
        say("the group listed, 20 a page", f"{len(listed)} tasks, all there: {sorted(listed) == sorted(ids)}")
        responses = await asyncio.gather(*(queue.cancelTask(task_id) for task_id in ids))
        say("cancelled", f"now {', '.join({a['status']['state'] for a in responses})}")
        name = f"project/tc-demo/{tc.slug_id()}"
        await secrets.set(name, {"secret": {"answer": 42}, "expires": tc.from_now("10 minutes")})
        say("a secret set and read", f"{(await secrets.get(name))['secret']}")
        await secrets.remove(name)
        url = queue.task_signed_url(ids[0], ttl=timedelta(minutes=5))
        async with httpx.AsyncClient() as plain:
            say(
                "a signed URL opened with plain httpx",
                f"{(await plain.get(url)).json()['metadata']['name']!r}",
            )
        try:
            await queue.status(tc.slug_id())
        except tc.NotFoundError as error:
            say("the same error")
            print(indented(error))


def indented(error: Exception) -> str:
    """An error as text, moved to the right."""
    lines = f"{type(error).__module__}.{type(error).__name__}: {error}".splitlines()
    return "\n".join(f"      {line}" for line in lines)


def main() -> None:
    """Tell the story twice."""
    began = time.perf_counter()
    with ExitStack() as stack:
        if root_url := os.environ.get("TASKCLUSTER_ROOT_URL"):
            credentials = tc.Credentials.from_env()
            headline(f"Taskcluster at {root_url}, as {credentials.client_id}")
        else:
            from tc.testing import LocalTaskcluster

            local = stack.enter_context(LocalTaskcluster())
            root_url, credentials = local.root_url, local.credentials
            headline(f"A local Taskcluster at {root_url}, started in {time.perf_counter() - began:.2f} s")
        blocking(root_url, credentials)
        asyncio.run(concurrent(root_url, credentials))
    print(f"\nDone in {time.perf_counter() - began:.1f} s. The code: examples/demo.py")


if __name__ == "__main__":
    main()
