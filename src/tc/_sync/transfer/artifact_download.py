# Generated from src/tc/_async/transfer/artifact_download.py by tools/unasync_build.py. Do not edit.

"""Downloads of artifacts: to memory, to a file, to a writer of the caller's.

https://docs.taskcluster.net/docs/reference/platform/queue/artifacts
"""

from __future__ import annotations

from tc._redact.tracebacks import boundary
from tc._sync.services.queue import Queue
from tc._sync.transfer.artifacts import artifact_download
from tc._sync.transfer.delivery import WriterFactory
from tc._sync.transfer.download import to_buf, to_file, to_writers
from tc._transfer.callers import File
from tc._transfer.result import Downloaded, Progress
from tc.retry import Retry


@boundary
def download_artifact_to_buf(
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
    return to_buf(
        artifact_download(queue, task_id, name, run_id, allow_references, retry, progress, connections)
    )


@boundary
def download_artifact_to_file(
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
            position on, and truncated there when the download fails or starts over.
        queue, task_id, name, run_id, allow_references, retry, progress, connections: As for
            `download_artifact_to_buf`.

    Returns:
        The content type.

    Raises:
        OSError: The file cannot be written.
        Others: As for `download_artifact_to_buf`.
    """
    download = artifact_download(queue, task_id, name, run_id, allow_references, retry, progress, connections)
    return to_file(download, file)


@boundary
def download_artifact_with_factory(
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
    return to_writers(download, writer_factory)
