"""`index`: tasks by their names."""

from __future__ import annotations

from typing import Any

import click

from tc.cli.base import Group, connected
from tc.cli.documents import payload_option
from tc.cli.options import expires_option
from tc.cli.output import print_table, print_value, report
from tc.cli.transfer import connections_option, output_option, write_artifact


@click.group(cls=Group)
def index() -> None:
    """Find tasks, and their artifacts, by names of the index."""


@index.command("find")
@click.argument("index_path")
def find(index_path: str) -> None:
    """Print the id of the task that INDEX_PATH names.

    An INDEX_PATH, such as `project.main.latest.linux`, is a route of the task without its `index.`.
    """
    with connected() as client:
        found = client.index.findTask(index_path)
    print_value("taskId", found["taskId"], data=found)


@index.command("list")
@click.argument("namespace")
def list_names(namespace: str) -> None:
    """List what is below NAMESPACE, such as `project.main`: further namespaces, and tasks."""
    with connected() as client:
        spaces: Any = list(client.index.listNamespaces_items(namespace))
        tasks: Any = list(client.index.listTasks_items(namespace))
    rows = [(each["namespace"], "", each["expires"]) for each in spaces]
    rows += [(each["namespace"], each["taskId"], each["expires"]) for each in tasks]
    data = {"namespaces": spaces, "tasks": tasks}
    print_table(("name", "task id", "expires"), rows, data=data, empty="nothing there")


@index.command("artifact")
@click.argument("index_path")
@click.argument("name")
@output_option
@connections_option
def artifact(index_path: str, name: str, output: str | None, **options: Any) -> None:
    """Download the artifact NAME of the task that INDEX_PATH names.

    An INDEX_PATH, such as `project.main.latest.linux`, is a route of the task without its `index.`.
    """
    with connected() as client:
        write_artifact(client, client.index.findTask(index_path)["taskId"], name, output, **options)


@index.command("insert")
@click.argument("index_path")
@click.argument("task_id")
@click.option(
    "--rank", type=float, default=0, show_default=True, help="One with a higher rank is not replaced."
)
@expires_option
@payload_option("--data", help_text="What to keep with it: JSON or YAML, @FILE, or - for the standard input.")
def insert(index_path: str, task_id: str, rank: float, expires: str, data: Any) -> None:
    """Have INDEX_PATH name a task."""
    with connected() as client:
        client.index.insertTask(
            index_path,
            {"taskId": task_id, "rank": rank, "expires": expires, "data": {} if data is None else data},
        )
    report(f"{index_path} is {task_id}", {"namespace": index_path, "taskId": task_id})
