"""`worker`: pools, their workers, quarantine and errors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

from tc.cli.base import Group, connected
from tc.cli.options import Decorator, time_option, two_parts
from tc.cli.output import print_table, report

if TYPE_CHECKING:
    from tc.sync import Client


@click.group(cls=Group)
def worker() -> None:
    """List worker pools and workers, and put workers into quarantine."""


POOL = "PROVISIONER/WORKERTYPE"
pool_argument: Decorator = click.argument("pool", metavar=POOL, callback=two_parts())
for_option: Decorator = time_option("--for", "until", default="1 day", help="For how long.")


@worker.command("list")
@click.argument("pool", required=False, metavar=f"[{POOL}]", callback=two_parts())
@click.option("--quarantined", is_flag=True, help="Only those in quarantine.")
def list_workers(pool: tuple[str, str] | None, quarantined: bool) -> None:
    """List the workers of a pool, such as `gecko-t/linux`, or of all."""
    wanted = True if quarantined else None
    with connected() as client:
        pools: Iterable[Any] = [pool] if pool else task_queues(client)
        found: list[Any] = [
            {"workerPoolId": "/".join(each), **worker}
            for each in pools
            for worker in client.worker_manager.listWorkers_items(*each, quarantined=wanted)
        ]
    rows = [
        (
            each["workerPoolId"],
            each["workerGroup"],
            each["workerId"],
            each.get("state", ""),
            each.get("latestTask", {}).get("taskId", ""),
            each.get("lastDateActive", ""),
            in_future(each.get("quarantineUntil", "")),
        )
        for each in found
    ]
    columns = ("pool", "group", "worker", "state", "latest task", "last active", "quarantine until")
    first = 1 if pool else 0  # which pool it is need not be said
    print_table(columns[first:], [row[first:] for row in rows], data=found, empty="no workers")


def task_queues(client: Client) -> Iterator[list[str]]:
    """Read the two parts of the ids of all task queues, among which are those of workers without a pool."""
    for each in client.queue.listTaskQueues_items():
        yield each["taskQueueId"].split("/")


def in_future(moment: str) -> str:
    """Return a moment, or an empty text for one that is past: workers keep those of old quarantines."""
    from datetime import UTC, datetime

    return moment if moment and datetime.fromisoformat(moment) > datetime.now(UTC) else ""


@worker.command("quarantine")
@pool_argument
@click.argument("worker_group")
@click.argument("worker_id")
@for_option
@click.option("--reason", help="Why, for others to read.")
@click.option("--lift", is_flag=True, help="End the quarantine.")
def quarantine(
    pool: tuple[str, str], worker_group: str, worker_id: str, until: str, reason: str | None, lift: bool
) -> None:
    """Have a worker take no tasks for a while."""
    from datetime import UTC, datetime, timedelta

    from tc.timestamps import to_json_date

    if lift:
        until = to_json_date(datetime.now(UTC) - timedelta(seconds=1))
    payload: Any = {"quarantineUntil": until} | ({"quarantineInfo": reason} if reason else {})
    with connected() as client:
        client.queue.quarantineWorker(*pool, worker_group, worker_id, payload)
    name = f"{worker_group}/{worker_id}"
    text = f"{name} takes tasks again" if lift else f"{name} is in quarantine until {until}"
    report(text, {"workerGroup": worker_group, "workerId": worker_id, **payload})


@worker.command("pools")
def pools() -> None:
    """List the worker pools."""
    with connected() as client:
        found: Any = list(client.worker_manager.listWorkerPools_items())
    rows = [
        (
            each["workerPoolId"],
            each["providerId"],
            each["runningCount"],
            each["requestedCount"],
            each["owner"],
        )
        for each in found
    ]
    print_table(("pool", "provider", "running", "requested", "owner"), rows, data=found, empty="no pools")


@worker.command("errors")
@pool_argument
def errors(pool: tuple[str, str]) -> None:
    """List the errors of a pool, the newest first."""
    with connected() as client:
        found: Any = list(client.worker_manager.listWorkerPoolErrors_items("/".join(pool)))
    found.sort(key=lambda each: each["reported"], reverse=True)
    rows = [(each["reported"], each["kind"], each["title"], each["description"]) for each in found]
    print_table(("reported", "kind", "title", "description"), rows, data=found, empty="no errors")
