"""`task`: looking at a task, and what can be done with it."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from tc.cli.base import Command, Group, connected, settings
from tc.cli.options import Decorator, Seconds, interval_option, number, pulse_option, run_option
from tc.cli.output import print_json, print_table, print_value
from tc.cli.task_create import create, run
from tc.cli.text import RESOLVED, say
from tc.cli.transfer import write_artifact

if TYPE_CHECKING:
    from tc.sync import Client
    from tc.types.queue import Run, TaskStatus

LOG = "public/logs/live.log"


@click.group(cls=Group)
def task() -> None:
    """Look at tasks, make them, run them again, wait for them."""


task.add_command(create)
task.add_command(run)
task_id_argument: Decorator = click.argument("task_id")


def run_row(run: Run) -> tuple[object, ...]:
    """The cells of a run."""
    worker = f"{run.get('workerGroup', '')}/{run['workerId']}" if "workerId" in run else ""
    times = (run.get("started"), run.get("resolved"))
    return (run["runId"], run["state"], run.get("reasonResolved", ""), worker, *times)


@task.command("status")
@task_id_argument
@click.option("--all-runs", is_flag=True, help="Print a line for each run.")
@click.option("--run", "run_id", type=number(0), metavar="N", help="Print the state of one run.")
def status(task_id: str, all_runs: bool, run_id: int | None) -> None:
    """Print the state of a task: unscheduled, pending, running, completed, failed or exception."""
    if all_runs and run_id is not None:
        raise click.UsageError("--all-runs and --run exclude each other")
    with connected() as client:
        found: TaskStatus = client.queue.status(task_id)["status"]
    if all_runs:
        columns = ("run", "state", "reason", "worker", "started", "resolved")
        print_table(
            columns, [run_row(each) for each in found["runs"]], data=found["runs"], empty="no runs yet"
        )
    elif run_id is not None:
        if run_id >= len(found["runs"]):
            raise click.ClickException(f"the task has no run {run_id}; it has {len(found['runs'])}")
        chosen = found["runs"][run_id]
        print_value("state", chosen["state"], data=chosen)
    else:
        print_value("state", found["state"], data=found)


@task.command("def")
@task_id_argument
def definition(task_id: str) -> None:
    """Print the definition of a task, as JSON."""
    with connected() as client:
        print_json(client.queue.task(task_id))


@task.command("name")
@task_id_argument
def name(task_id: str) -> None:
    """Print the name of a task."""
    with connected() as client:
        print_value("name", client.queue.task(task_id)["metadata"]["name"])


@task.command("group")
@task_id_argument
def group(task_id: str) -> None:
    """Print the id of the group that a task is of."""
    with connected() as client:
        print_value("taskGroupId", client.queue.status(task_id)["status"]["taskGroupId"])


@task.command("artifacts")
@task_id_argument
@run_option
def artifacts(task_id: str, run_id: int | None) -> None:
    """List the artifacts of a task."""
    with connected() as client:
        queue = client.queue
        if run_id is None:
            found = list(queue.listLatestArtifacts_items(task_id))
        else:
            found = list(queue.listArtifacts_items(task_id, run_id))
    rows = [(each["name"], each["contentType"], each["storageType"], each["expires"]) for each in found]
    print_table(("artifact", "type", "storage", "expires"), rows, data=found, empty="no artifacts")


@task.command("log")
@task_id_argument
@run_option
@click.option("--name", default=LOG, show_default=True, help="The name of the artifact.")
@click.option("--follow", is_flag=True, help="Print it as it is written, to the end of the task.")
def log(task_id: str, run_id: int | None, name: str, follow: bool) -> None:
    """Print the log of a task; with --json each of its lines as a JSON text."""
    with connected() as client:
        if follow or settings().json:
            for line in log_lines(client, task_id, run_id, name, follow):
                click.echo(json.dumps(line) if settings().json else line)
        else:
            write_artifact(client, task_id, name, "-", run_id=run_id)


def log_lines(client: Client, task_id: str, run_id: int | None, name: str, follow: bool) -> Iterator[str]:
    """Read the lines of a log, those too that are still to be written if it is followed."""
    from tc.sync import follow_log, open_artifact

    if follow:
        with follow_log(client.queue, task_id, name=name, run_id=run_id) as lines:
            yield from lines
    else:
        with open_artifact(client.queue, task_id, name, run_id=run_id) as stream:
            yield from stream.lines()


@task.command("cancel")
@task_id_argument
def cancel(task_id: str) -> None:
    """Cancel a task that is not resolved yet."""
    with connected() as client:
        found = client.queue.cancelTask(task_id)["status"]
    print_value("state", found["state"], data=found)


@task.command("rerun")
@task_id_argument
@click.option(
    "--force", is_flag=True, help="Cancel it first if it is not resolved; run it again if it completed."
)
def rerun(task_id: str, force: bool) -> None:
    """Run a task again that failed or ended in an exception: a new run, with all its retries."""
    with connected() as client:
        state = client.queue.status(task_id)["status"]["state"]
        if not force and state not in ("failed", "exception"):
            raise click.ClickException(f"the task is {state}; --force runs it again all the same")
        if state not in RESOLVED:
            client.queue.cancelTask(task_id)
            say(f"cancelled the run that was {state}")
        found = client.queue.rerunTask(task_id)["status"]
    print_value("state", found["state"], data=found)


@task.command("retrigger")
@task_id_argument
@click.option("--plain", is_flag=True, help="Without its dependencies, and without its routes.")
def retrigger(task_id: str, plain: bool) -> None:
    """Make a new task like TASK_ID, its times moved to now, and print its id.

    Its routes are kept, so that it takes the place of the old one in the index once it completes.
    """
    from tc import links
    from tc.sync import retrigger_task

    with connected() as client:
        changes: dict[str, Any] | None = {"dependencies": [], "routes": []} if plain else None
        new_id = retrigger_task(client.queue, task_id, changes=changes)
        say(links.task(client.root_url, new_id))
    print_value("taskId", new_id)


@task.command("complete")
@task_id_argument
def complete(task_id: str) -> None:
    """Claim a pending task, and report it completed without doing anything."""
    from tc.credentials import Credentials

    with connected() as client:
        runs = client.queue.status(task_id)["status"]["runs"]
        if not runs or runs[-1]["state"] != "pending":
            state = runs[-1]["state"] if runs else "unscheduled"
            raise click.ClickException(f"the task is {state}; only one that is pending can be claimed")
        run_id = runs[-1]["runId"]
        worker: Any = {"workerGroup": "taskcluster-sdk", "workerId": "taskcluster-sdk"}
        with warnings.catch_warnings(action="ignore", category=DeprecationWarning):  # for workers it is
            claim = client.queue.claimTask(task_id, run_id, worker)
        acting = client.acting_for(Credentials.from_dict(claim["credentials"]))
        found = acting.queue.reportCompleted(task_id, run_id)["status"]
    print_value("state", found["state"], data=found)


@task.command("wait")
@task_id_argument
@click.option("--timeout", type=Seconds(0), metavar="SECONDS", help="For how long; for ever by default.")
@interval_option
@pulse_option
def wait(task_id: str, timeout: float | None, interval: float | None, pulse: bool) -> int:
    """Wait until a task is resolved, and print its state. The exit status is 1 unless it completed."""
    from tc.sync import wait_for_task

    with connected() as client:
        found: Any = wait_for_task(
            client.queue, task_id, timeout=timeout, interval=interval, pulse=pulse or None
        )
    print_value("state", found["state"], data=found)
    return 0 if found["state"] == "completed" else 1


@click.command("open", cls=Command)
@task_id_argument
@click.option("--run", "run_id", type=number(0), metavar="N", help="The page of this run.")
@click.option("--browser", is_flag=True, help="Open it in the web browser too.")
def open_page(task_id: str, run_id: int | None, browser: bool) -> None:
    """Print the address of the page of a task in the web interface."""
    from tc import links

    with connected() as client:
        url = links.task(client.root_url, task_id, run_id)
    print_value("url", url)
    if browser:
        click.launch(url)


task.add_command(open_page)
