"""`download` and `upload`: artifacts and objects, with progress bars."""

from __future__ import annotations

import mimetypes
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, cast

import click

from tc.cli.base import Decorator, Group, connected
from tc.cli.base import offset as offset_option
from tc.cli.output import print_table
from tc.cli.progress import Progress, progress_bar
from tc.cli.text import say

Fetch = Callable[[str | BinaryIO, Progress | None], object]
output_option: Decorator = click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="Where to write it: a file, a folder, or - for the standard output.",
)
run_option: Decorator = click.option(
    "--run", "run_id", type=click.IntRange(0), help="Of this run; of the latest by default."
)


def write(name: str, output: str | None, fetch: Fetch) -> None:
    """Download to where an option says; by default to the last part of the name, in the current folder.

    A file gets its content as a whole, once it is verified, and so does the standard output.

    Args:
        name: Of what is downloaded.
        output: The value of the option.
        fetch: Downloads to a path or a binary file.
    """
    if output == "-":
        with tempfile.TemporaryFile() as file, progress_bar(name) as progress:
            fetch(cast(BinaryIO, file), progress)
            file.seek(0)
            while block := file.read(2**16):
                sys.stdout.buffer.write(block)
        sys.stdout.buffer.flush()
        return
    last = name.rstrip("/").rpartition("/")[2]
    if output is None or Path(output).is_dir():
        if last in ("", ".", ".."):
            raise click.UsageError("-o: say to which file, the name has none")
        target = Path(output or ".") / last
    else:
        target = Path(output)
    with progress_bar(name) as progress:
        fetch(str(target), progress)
    say(f"wrote {target}")


@click.group(cls=Group)
def download() -> None:
    """Download artifacts and objects, verified."""


@download.command("artifact")
@click.argument("task_id")
@click.argument("name")
@run_option
@output_option
def download_artifact(task_id: str, name: str, run_id: int | None, output: str | None) -> None:
    """Download the artifact NAME of a task."""
    from tc.sync import download_artifact_to_file

    with connected() as client:
        queue = client.queue
        write(
            name,
            output,
            lambda file, progress: download_artifact_to_file(
                queue, task_id, name, file, run_id=run_id, progress=progress
            ),
        )


@download.command("artifacts")
@click.argument("task_id")
@click.argument("patterns", nargs=-1, required=True, metavar="PATTERN...")
@run_option
@click.option(
    "-o", "--output", default=".", metavar="FOLDER", help="Where to; the current folder by default."
)
def download_some(task_id: str, patterns: tuple[str, ...], run_id: int | None, output: str) -> None:
    """Download the artifacts of a task whose names match a PATTERN, several at a time.

    In a pattern `*` stands for anything within one segment of a name, `**` for any number of segments. One
    without a slash is about the last segment: `taskcluster-sdk download artifacts TASK '*.log'`. The paths
    that were written are printed.
    """
    from tc.sync import download_artifacts

    with connected() as client, progress_bar(f"artifacts of {task_id}") as progress:
        paths = download_artifacts(
            client.queue, task_id, list(patterns), output, run_id=run_id, progress=progress
        )
    if not paths:
        raise click.ClickException("no artifact of the task has a name like that")
    print_table(("path",), [(each,) for each in paths], data=[str(each) for each in paths])


@download.command("object")
@click.argument("name")
@output_option
def download_object(name: str, output: str | None) -> None:
    """Download the object NAME of the object service."""
    from tc.sync import download_to_file

    with connected() as client:
        service = client.object
        write(name, output, lambda file, progress: download_to_file(service, name, file, progress=progress))


@click.group(cls=Group)
def upload() -> None:
    """Upload artifacts and objects."""


file_argument: Decorator = click.argument("file", type=click.Path(exists=True, dir_okay=False))
type_option: Decorator = click.option("--content-type", help="By default it follows from the name.")
gzip_option: Decorator = click.option("--gzip", is_flag=True, help="Compress it on its way.")
expires_option: Decorator = click.option(
    "--expires", default="1 year", callback=offset_option, help="From now; `1 year` by default."
)


def content_type_of(name: str, given: str | None) -> str:
    """Return the content type that was given, or the one that follows from a name."""
    return given or mimetypes.guess_type(name)[0] or "application/octet-stream"


@upload.command("artifact")
@click.argument("task_id")
@click.argument("run_id", type=click.IntRange(0))
@click.argument("name")
@file_argument
@click.option("--storage-type", type=click.Choice(["s3", "object"]), default="s3", show_default=True)
@type_option
@expires_option
@gzip_option
def upload_artifact(
    task_id: str,
    run_id: int,
    name: str,
    file: str,
    storage_type: Any,
    content_type: str | None,
    expires: str,
    gzip: bool,
) -> None:
    """Upload FILE as the artifact NAME of a run that is running. It must not outlive the task."""
    from tc.sync import upload_artifact_from_file

    with connected() as client, progress_bar(name) as progress:
        upload_artifact_from_file(
            client.queue,
            task_id,
            run_id,
            name,
            storage_type=storage_type,
            content_type=content_type_of(name, content_type),
            expires=expires,
            content_encoding="gzip" if gzip else None,
            file=file,
            progress=progress,
        )
    say(f"uploaded {name}")


@upload.command("object")
@click.argument("name")
@file_argument
@click.option("--project-id", required=True, help="The project that it is of.")
@type_option
@expires_option
@gzip_option
def upload_object(
    name: str, file: str, project_id: str, content_type: str | None, expires: str, gzip: bool
) -> None:
    """Upload FILE as the object NAME of the object service."""
    from tc.sync import upload_from_file

    with connected() as client, progress_bar(name) as progress:
        upload_from_file(
            client.object,
            project_id=project_id,
            name=name,
            content_type=content_type_of(name, content_type),
            expires=expires,
            content_encoding="gzip" if gzip else None,
            file=file,
            progress=progress,
        )
    say(f"uploaded {name}")
