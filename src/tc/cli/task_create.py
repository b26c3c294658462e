"""`task create` and `task run`: new tasks, from files and from the command line."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import click

from tc.cli.base import Command, connected, settings
from tc.cli.documents import Document
from tc.cli.options import deadline_option, number
from tc.cli.output import print_json, print_value
from tc.cli.text import say


@click.command(cls=Command)
@click.argument("file", type=Document())
@click.option("--task-id", help="The id of the task; a new one by default.")
@deadline_option
@click.option("--now", is_flag=True, help="Move all times so that it is created now.")
@click.option("--dry-run", is_flag=True, help="Print what would be created.")
def create(file: Any, task_id: str | None, deadline: str, now: bool, dry_run: bool) -> None:
    """Create the task that FILE defines, and print its id. FILE is JSON or YAML, or - for the standard input.

    FILE may also define several tasks that depend on each other, by their ids: `{taskId: definition}`. A
    definition without `created` is created now.

    \b
    taskcluster-sdk task create task.yml
    taskcluster-sdk task def fN1SbArXTPSVFNUvaOlinQ | taskcluster-sdk task create - --now
    """
    tasks = definitions(file, task_id)
    for definition in tasks.values():
        complete_times(definition, deadline)
    if now:
        from tc import shift_times

        tasks = {each: shift_times(definition, datetime.now(UTC)) for each, definition in tasks.items()}
    if dry_run:
        print_json(tasks)
        return
    start(tasks)


def start(tasks: dict[str, Any]) -> None:
    """Create tasks, and print their ids."""
    from tc import links
    from tc.sync import create_tasks

    with connected() as client:
        statuses = create_tasks(client.queue, tasks)
        for each in tasks:
            say(links.task(client.root_url, each))
    if settings().json:
        print_json(statuses)
    else:
        for each in tasks:
            print_value("taskId", each)


def definitions(document: Any, task_id: str | None) -> dict[str, Any]:
    """Return the definitions of a file by task id.

    Raises:
        click.UsageError: The file has none.
    """
    from tc.slugs import slug_id

    if not isinstance(document, dict) or not document:
        raise click.UsageError("FILE: expected the definition of a task, or several by their ids")
    if "metadata" in document or "payload" in document:
        return {task_id or slug_id(): document}
    if not all(isinstance(each, dict) and "payload" in each for each in document.values()):
        raise click.UsageError("FILE: a definition of a task has a payload and metadata")
    if task_id is not None:
        raise click.UsageError("--task-id: FILE has the ids of its tasks already")
    return {str(key): value for key, value in document.items()}


def complete_times(definition: dict[str, Any], deadline: str) -> None:
    """Put in the times that a definition needs and does not have."""
    from tc.timestamps import to_json_date

    definition.setdefault("created", to_json_date(datetime.now(UTC)))
    definition.setdefault("deadline", deadline)


def variables(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """Read options of the form K=V.

    Raises:
        click.BadParameter: One has another form.
    """
    found = {}
    for value in values:
        key, mark, rest = value.partition("=")
        if not mark or not key:
            raise click.BadParameter("expected KEY=VALUE")
        found[key] = rest
    return found


@click.command(cls=Command)
@click.argument("image")
@click.argument("command", nargs=-1, required=True)
@click.option(
    "--queue", "task_queue_id", required=True, metavar="P/W", help="The task queue, such as `proj/ci`."
)
@click.option("-e", "--env", multiple=True, metavar="K=V", callback=variables, help="A variable; repeatable.")
@click.option("--name", help="Of the task; the command by default.")
@click.option("--description", default="Started from the command line.", show_default=True)
@click.option("--owner", default="nobody@example.com", show_default=True, help="An email address.")
@click.option("--source", default="https://taskcluster.net", show_default=True, help="A URL.")
@click.option("--max-run-time", type=number(1), default=3600, show_default=True, metavar="SECONDS")
@deadline_option
@click.option("--scope", "scopes", multiple=True, help="Of the task; repeatable.")
@click.option("--dry-run", is_flag=True, help="Print what would be created.")
def run(
    image: str,
    command: tuple[str, ...],
    task_queue_id: str,
    env: dict[str, str],
    name: str | None,
    description: str,
    owner: str,
    source: str,
    max_run_time: int,
    deadline: str,
    scopes: tuple[str, ...],
    dry_run: bool,
) -> None:
    """Run COMMAND in the docker image IMAGE on a worker, and print the id of the task.

    Options that are the command's own stand after `--`.

    \b
    taskcluster-sdk task run --queue proj/ci -e NAME=me ubuntu:24.04 -- sh -c 'echo $NAME'
    """
    import shlex

    from tc.slugs import slug_id

    if task_queue_id.count("/") != 1:
        raise click.UsageError("--queue: expected PROVISIONER/WORKERTYPE")
    definition: dict[str, Any] = {
        "taskQueueId": task_queue_id,
        "payload": {"image": image, "command": list(command), "env": env, "maxRunTime": max_run_time},
        "metadata": {
            "name": name or shlex.join(command)[:250],
            "description": description,
            "owner": owner,
            "source": source,
        },
        "scopes": list(scopes),
    }
    complete_times(definition, deadline)
    tasks = {slug_id(): definition}
    if dry_run:
        print_json(tasks)
    else:
        start(tasks)
