"""`download` and `upload`: artifacts and objects, with progress bars."""

from __future__ import annotations

import functools
import mimetypes
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tc.cli.base import Group, connected, settings
from tc.cli.options import Decorator, count_option, expires_option, number, run_option, time_option
from tc.cli.output import print_table, report
from tc.cli.progress import progress_bar

if TYPE_CHECKING:
    from tc.sync import Client

output_option: Decorator = click.option(
    "-o",
    "--output",
    type=click.Path(),
    metavar="FILE",
    help="Where to write it: a file, a folder, or - for the standard output.",
)
connections_option: Decorator = count_option(
    "--connections", 1, "Fetch parts of it over so many, where the storage allows that."
)


def write(name: str, output: str | None, fetch: Callable[..., object]) -> None:
    """Download to where an option says; by default to the last part of the name, in the current folder.

    The path is printed for `--json`.

    A file gets its content as a whole, once it is verified, and so does the standard output.

    Args:
        name: Of what is downloaded.
        output: The value of the option.
        fetch: Downloads to a path or a binary file, and takes `progress`.
    """
    last = name.rstrip("/").rpartition("/")[2]
    if output == "-":
        if settings().json:
            raise click.UsageError("-o -: the content goes to the standard output, which --json is about too")
        with tempfile.TemporaryFile() as file:
            with progress_bar(last or name) as progress:
                fetch(file, progress=progress)
            file.seek(0)
            shutil.copyfileobj(file, sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return
    if output is None or Path(output).is_dir():
        if last in ("", ".", ".."):
            raise click.UsageError("-o: say to which file, the name has none")
        target = Path(output or ".") / last
    else:
        target = Path(output)
    with progress_bar(last or name) as progress:
        fetch(str(target), progress=progress)
    report(f"wrote {target}", {"path": str(target)})


def write_artifact(client: Client, task_id: str, name: str, output: str | None, **options: Any) -> None:
    """Download an artifact to where an option says."""
    from tc.sync import download_artifact_to_file

    write(name, output, functools.partial(download_artifact_to_file, client.queue, task_id, name, **options))


@click.group(cls=Group)
def download() -> None:
    """Download artifacts and objects, verified."""


@download.command("artifact")
@click.argument("task_id")
@click.argument("name")
@run_option
@connections_option
@output_option
def download_artifact(task_id: str, name: str, output: str | None, **options: Any) -> None:
    """Download the artifact NAME of a task, such as `public/build/target.zip`.

    It is written to a file of that name in the current folder, or to where `-o` says, once it is verified.
    """
    with connected() as client:
        write_artifact(client, task_id, name, output, **options)


@download.command("artifacts")
@click.argument("task_id")
@click.argument("patterns", nargs=-1, required=True, metavar="PATTERN...")
@run_option
@click.option(
    "-o",
    "--output",
    type=click.Path(),
    default=".",
    metavar="FOLDER",
    help="Where to; the current folder by default.",
)
@count_option("--concurrency", 8, "How many at once.")
def download_some(task_id: str, patterns: tuple[str, ...], output: str, **options: Any) -> None:
    """Download the artifacts of a task whose names match a PATTERN, several at a time.

    In a pattern `*` stands for anything within one segment of a name, `**` for any number of segments. One
    without a slash is about the last segment: `taskcluster-sdk download artifacts TASK '*.log'`. The paths
    that were written are printed.
    """
    from tc.sync import download_artifacts

    with connected() as client, progress_bar(f"artifacts of {task_id}") as progress:
        paths = download_artifacts(
            client.queue, task_id, list(patterns), output, progress=progress, **options
        )
    if not paths:
        raise click.ClickException("no artifact of the task has a name like that")
    print_table(("path",), [(each,) for each in paths], data=[str(each) for each in paths])


@download.command("object")
@click.argument("name")
@connections_option
@output_option
def download_object(name: str, output: str | None, **options: Any) -> None:
    """Download the object NAME of the object service."""
    from tc.sync import download_to_file

    with connected() as client:
        write(name, output, functools.partial(download_to_file, client.object, name, **options))


@click.group(cls=Group)
def upload() -> None:
    """Upload artifacts and objects."""


def upload_options(function: Any) -> Any:
    """The file, and the options that describe it."""
    for each in (
        click.option("--gzip", is_flag=True, help="Compress it on its way."),
        click.option("--content-type", help="By default it follows from the name."),
        click.argument("file", type=click.Path(exists=True, dir_okay=False)),
    ):
        function = each(function)
    return function


def send(
    upload_file: Callable[..., object], name: str, content_type: str | None, gzip: bool, **options: Any
) -> None:
    """Upload a file with a progress bar."""
    with progress_bar(name.rpartition("/")[2] or name) as progress:
        upload_file(
            name=name,
            content_type=content_type or mimetypes.guess_type(name)[0] or "application/octet-stream",
            content_encoding="gzip" if gzip else None,
            progress=progress,
            **options,
        )
    report(f"uploaded {name}", {"name": name})


@upload.command("artifact")
@click.argument("task_id")
@click.argument("run_id", type=number(0))
@click.argument("name")
@click.option("--storage-type", type=click.Choice(["s3", "object"]), default="s3", show_default=True)
@time_option("--expires", default=None, help="When it goes; with the task by default.")
@upload_options
def upload_artifact(task_id: str, run_id: int, expires: str | None, **options: Any) -> None:
    """Upload FILE as the artifact NAME of a run that is running. It must not outlive the task."""
    from tc.sync import upload_artifact_from_file

    with connected() as client:
        task: Any = client.queue.task(task_id)  # the queue fills in when it expires
        options["expires"] = expires or task["expires"]
        send(functools.partial(upload_artifact_from_file, client.queue, task_id, run_id), **options)


@upload.command("object")
@click.argument("name")
@click.option("--project-id", required=True, help="The project that it is of.")
@expires_option
@upload_options
def upload_object(**options: Any) -> None:
    """Upload FILE as the object NAME of the object service."""
    from tc.sync import upload_from_file

    with connected() as client:
        send(functools.partial(upload_from_file, client.object), **options)
