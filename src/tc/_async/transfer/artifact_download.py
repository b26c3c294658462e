"""Downloads of artifacts: to memory, to a file, to a writer of the caller's; and where the bytes are.

https://docs.taskcluster.net/docs/reference/platform/queue/artifacts
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tc._async.client import Client
from tc._async.service import service_for_transfer
from tc._async.services.object import Object
from tc._async.services.queue import Queue
from tc._async.transfer.delivery import WriterFactory
from tc._async.transfer.download import locate_object, to_buf, to_file, to_writers
from tc._async.transfer.get import Download
from tc._protocol.hawk import Signer
from tc._protocol.response import MAX_KEPT, printable
from tc._protocol.validation import kind_of, require_int, require_str
from tc._redact.tracebacks import async_boundary
from tc._transfer.callers import File
from tc._transfer.plans import MAX_REDIRECTS, DownloadSource
from tc._transfer.result import Downloaded, Progress
from tc._transfer.storage import TransferFields
from tc.credentials import Credentials
from tc.errors import (
    APIError,
    ArtifactError,
    AuthenticationError,
    ConfigurationError,
    ResponseError,
    TransferError,
)
from tc.retry import Retry


@async_boundary
async def download_artifact_to_buf(
    queue: Queue,
    task_id: str,
    name: str,
    *,
    run_id: int | str | None = None,
    allow_references: bool = True,
    retry: Retry | None = None,
    progress: Progress | None = None,
    connections: int = 1,
) -> Downloaded:
    """Download an artifact into memory.

    Args:
        queue: Whose credentials, connections and timeouts apply.
        task_id: Of the task.
        name: Of the artifact, such as `public/build/target.tar.gz`.
        run_id: Of the run; None for the latest.
        allow_references: True to follow an artifact of storage type `reference`, which leads anywhere its
            task likes. Say False for tasks that are not trusted.
        retry: How often interrupted transfers and calls are tried again; None for as the queue does.
        progress: Called with the bytes received and the total (None while unknown, and for compressed
            content) as they come. After a restart the number is smaller than before.
        connections: Over how many connections to fetch ranges of the content at a time, where the storage
            sends ranges and the content cannot change; else it comes over one. Each takes up to 8 MiB.

    Returns:
        The content and its type.

    Raises:
        ArtifactError: The artifact stands for an error, which has a reason and a message.
        HashMismatchError: The bytes are not those that were uploaded. Only artifacts of storage type `object`
            have hashes to tell.
        TransferError: The storage refuses, the bytes did not arrive whole in any attempt, or the artifact is
            a reference that is not allowed.
        APIError, TransportError: From the services.
        TypeError, ValueError: An argument is not as described; nothing was sent.
    """
    return await to_buf(
        artifact_download(queue, task_id, name, run_id, allow_references, retry, progress, connections)
    )


@async_boundary
async def download_artifact_to_file(
    queue: Queue,
    task_id: str,
    name: str,
    file: File,
    *,
    run_id: int | str | None = None,
    allow_references: bool = True,
    retry: Retry | None = None,
    progress: Progress | None = None,
    connections: int = 1,
) -> str:
    """Download an artifact into a file.

    Args:
        file: A path, which gets the content as a whole once it is verified, or keeps what it had; its mode
            follows the umask. Or a binary file, writable and seekable, which is written from its current
            position on, and truncated there when the download fails or starts over. A stream that cannot be
            rewound gets the content as it comes. While its `write` waits for a reader, neither an interrupt
            nor a cancellation ends the download, unless it is a plain pipe or device (`open`) or a plain
            socket (`makefile("wb")`).
        queue, task_id, name, run_id, allow_references, retry, progress, connections: As for
            `download_artifact_to_buf`.

    Returns:
        The content type.

    Raises:
        OSError: The file cannot be written.
        Others: As for `download_artifact_to_buf`.
    """
    download = artifact_download(queue, task_id, name, run_id, allow_references, retry, progress, connections)
    return await to_file(download, file)


@async_boundary
async def download_artifact_with_factory(
    queue: Queue,
    task_id: str,
    name: str,
    writer_factory: WriterFactory,
    *,
    run_id: int | str | None = None,
    allow_references: bool = True,
    retry: Retry | None = None,
    progress: Progress | None = None,
    connections: int = 1,
) -> str:
    """Download an artifact into writers.

    Args:
        writer_factory: Returns an object whose `write` method takes bytes. Called before the first byte, and
            again when the download starts over from the first byte, but not when it resumes. What was
            written counts only when this function returns.
        queue, task_id, name, run_id, allow_references, retry, progress, connections: As for
            `download_artifact_to_buf`.

    Returns:
        The content type.

    Raises:
        Exception: What the factory and its writers raise; others as for `download_artifact_to_buf`.
    """
    download = artifact_download(queue, task_id, name, run_id, allow_references, retry, progress, connections)
    return await to_writers(download, writer_factory)


def artifact_download(
    queue: Queue,
    task_id: str,
    name: str,
    run_id: int | str | None,
    allow_references: bool,
    retry: Retry | None,
    progress: Progress | None,
    connections: int = 1,
) -> Download:
    """Return the download of an artifact, once the arguments are checked."""
    service = service_for_transfer("queue", queue, Queue, retry, progress)
    require_str("task_id", task_id)
    require_str("name", name)
    check_run_id(run_id)
    require_int("connections", connections, minimum=1)
    place = _ArtifactPlace(service, task_id, name, run_id, allow_references)
    return Download(name, service.api_client, progress, connections, place.locate)


class _ArtifactPlace:
    """Where an artifact is, from one time of asking to the next."""

    def __init__(
        self, queue: Queue, task_id: str, name: str, run_id: int | str | None, allow_references: bool
    ) -> None:
        self._queue = queue
        self._task_id = task_id
        self._name = name
        self._run_id = run_id
        self._allow_references = allow_references
        self._asked: datetime | None = None
        self._object: Object | None = None
        self._object_name = ""

    async def locate(self) -> DownloadSource:
        """Return where the bytes are now.

        Raises:
            ArtifactError, TransferError: There are none, or none to be had from there.
            ResponseError: The queue handed out credentials that cannot be used.
        """
        if self._object is not None:
            try:
                return await locate_object(self._object, self._object_name)
            except AuthenticationError:
                pass  # the credentials that the queue handed out have expired as well
        artifact = TransferFields("artifact", await self._ask())
        kind = artifact.get("storageType")
        if kind == "error":
            raise ArtifactError(_said(artifact, "reason"), _said(artifact, "message"))
        if kind == "object":
            self._object = object_service_for(self._queue.api_client, artifact)
            self._object_name = artifact.segment("name")
            return await locate_object(self._object, self._object_name)
        if kind == "reference" and not self._allow_references:
            raise TransferError(f"{self._name} is a reference to another place, and those are not allowed")
        if kind not in ("s3", "reference"):
            raise TransferError(f"{self._name} is of the unknown storage type {str(kind)[:40]!r}")
        return DownloadSource(artifact.url("url"), redirects=MAX_REDIRECTS, renewable=kind == "s3")

    async def _ask(self) -> Any:
        if self._run_id is None and self._asked is not None:
            # Another may have begun since.
            self._run_id = await latest_run(self._queue, self._task_id, self._asked)
        self._asked = self._asked or datetime.now(UTC)
        if self._run_id is None:
            return await self._queue.latestArtifact(self._task_id, self._name)
        return await self._queue.artifact(self._task_id, self._run_id, self._name)


async def latest_run(queue: Queue, task_id: str, moment: datetime | None = None) -> int | None:
    """Return the run that is the latest now, or was at a moment; None where that is not ours to see."""
    try:
        status = TransferFields("status", await queue.status(task_id)).fields("status")
    except APIError:
        return None
    runs = status.fields_list("runs")
    if moment is not None:
        runs = [run for run in runs if run.time("scheduled") <= moment]
    return runs[-1].number("runId") if runs else None


def _said(artifact: TransferFields, key: str) -> str:
    """Return why there is no artifact, in the words of its task, which may be anything."""
    value = artifact.get(key)
    return printable(value)[:MAX_KEPT] if isinstance(value, str) else "unknown"


def object_service_for(client: Client, artifact: TransferFields) -> Object:
    """Return the object service for an artifact, with the credentials that the queue handed out for it.

    Raises:
        ResponseError: They cannot be used: that is for the people who run the deployment to mend.
    """
    try:
        credentials = Credentials.from_dict(artifact.texts("credentials"))
        Signer(credentials).header("GET", "/", "localhost", 443)  # a client id may not fit into a header
        return Object(client.acting_for(credentials))
    except (ConfigurationError, TransferError, UnicodeError) as error:
        problem = str(error)
    raise ResponseError(
        f"the queue of this deployment handed out credentials that cannot be used: {problem}", status_code=200
    )


def check_run_id(run_id: Any) -> None:
    """Refuse, with a TypeError, what is neither a number nor text, nor None for the latest run."""
    if run_id is not None and (isinstance(run_id, bool) or not isinstance(run_id, (int, str))):
        raise TypeError(f"run_id: expected int, got {kind_of(run_id)}")
