# Generated from src/tc/_async/transfer/artifacts.py by tools/unasync_build.py. Do not edit.

"""Artifacts of tasks: downloads of any storage type, uploads in one call.

https://docs.taskcluster.net/docs/reference/platform/queue/artifacts
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import httpx

from tc._concurrency import cleanup, offload, sleep
from tc._redact.tracebacks import boundary
from tc._redact.values import HiddenDict
from tc._sync.client import Client
from tc._sync.services.object import Object
from tc._sync.services.queue import Queue
from tc._sync.transfer.download import locator, receive_into
from tc._sync.transfer.get import Receiver, WriterFactory
from tc._sync.transfer.put import BufferReader, FileReader, ReaderFactory, send_content
from tc._sync.transfer.upload import upload_object
from tc._transfer.files import BufferSink, File, FileSource, sink_for
from tc._transfer.plan import (
    Downloaded,
    Progress,
    UploadTarget,
    check_callable,
    check_common,
    check_content_type,
    check_data,
    check_kind,
    check_text,
    parse_time,
    required,
    wire_expires,
)
from tc._transfer.resume import MAX_REDIRECTS, DownloadSource
from tc.credentials import Credentials
from tc.errors import APIError, ArtifactError, AuthenticationError, TransferError, TransportError
from tc.retry import Retry

STORAGE_TYPES = ("s3", "object")


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
) -> Downloaded:
    """Download an artifact into memory.

    Args:
        queue: Whose credentials, connections and timeouts apply.
        task_id: Of the task.
        name: Of the artifact, such as `public/build/target.tar.gz`.
        run_id: Of the run; None for the latest.
        allow_references: Whether to follow an artifact of storage type `reference`, which leads anywhere its
            task likes. Say False for tasks that are not trusted.
        retry: How often interrupted transfers and calls are tried again; None for as the queue does.
        progress: Called with the bytes received and the total (None while unknown, and for compressed
            content) as they come. After a restart the number is smaller than before.

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
    source = _Artifact(queue, task_id, name, run_id, allow_references, retry, progress)
    sink = BufferSink()
    content_type = receive_into(sink, source.client, source.locate, progress)
    return Downloaded(sink.content(), content_type)


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
) -> str:
    """Download an artifact into a file.

    Args:
        file: A path, which gets the content as a whole once it is verified, or keeps what it had; its mode
            follows the umask. Or a binary file, writable and seekable, which is written from its current
            position on, and truncated there when the download fails or starts over.
        queue, task_id, name, run_id, allow_references, retry, progress: As for `download_artifact_to_buf`.

    Returns:
        The content type.

    Raises:
        OSError: The file cannot be written.
        Others: As for `download_artifact_to_buf`.
    """
    source = _Artifact(queue, task_id, name, run_id, allow_references, retry, progress)
    return receive_into(sink_for(file), source.client, source.locate, progress)


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
) -> str:
    """Download an artifact into writers.

    Args:
        writer_factory: Returns an object whose `write` method takes bytes. Called before the first byte, and
            again when the download starts over from the first byte, but not when it resumes. What was
            written counts only when this function returns.
        queue, task_id, name, run_id, allow_references, retry, progress: As for `download_artifact_to_buf`.

    Returns:
        The content type.

    Raises:
        Exception: What the factory and its writers raise; others as for `download_artifact_to_buf`.
    """
    source = _Artifact(queue, task_id, name, run_id, allow_references, retry, progress)
    check_callable(writer_factory=writer_factory)
    receiver = Receiver(source.client, source.locate, writer_factory=writer_factory, progress=progress)
    return receiver.run()


class _Artifact:
    """Finds out where the bytes of an artifact are, and again when that has expired."""

    def __init__(
        self,
        queue: Queue,
        task_id: str,
        name: str,
        run_id: int | str | None,
        allow_references: bool,
        retry: Retry | None,
        progress: Progress | None,
    ) -> None:
        check_kind("queue", queue, Queue)
        check_text(task_id=task_id, name=name)
        _check_run(run_id)
        check_common(retry, progress)
        self._queue = queue if retry is None else queue.with_options(retry=retry)
        self._task_id = task_id
        self._name = name
        self._run_id = run_id
        self._allow_references = allow_references
        self._asked: datetime | None = None
        self._object: Object | None = None
        self._object_name = ""
        self.client: Client = self._queue.api_client

    def locate(self) -> DownloadSource:
        """Where the bytes are now.

        Raises:
            ArtifactError, TransferError: There are none, or none to be had from there.
        """
        if self._object is not None:
            try:
                return locator(self._object, self._object_name)()
            except AuthenticationError:
                pass  # the credentials that the queue handed out have expired as well
        answer = HiddenDict(self._ask())
        kind = answer.get("storageType")
        if kind == "error":
            raise ArtifactError(str(answer.get("reason")), str(answer.get("message")))
        if kind == "object":
            self._object = object_service_for(self.client, answer)
            self._object_name = required(answer, "name")
            return locator(self._object, self._object_name)()
        if kind == "reference" and not self._allow_references:
            raise TransferError(f"{self._name} is a reference to another place, and those are not allowed")
        if kind not in ("s3", "reference"):
            raise TransferError(f"{self._name} is of the unknown storage type {kind!r}")
        return DownloadSource(required(answer, "url"), redirects=MAX_REDIRECTS, renewable=kind == "s3")

    def _ask(self) -> Any:
        if self._run_id is None and self._asked is not None:
            self._run_id = self._first_latest_run(self._asked)
        self._asked = self._asked or datetime.now(UTC)
        if self._run_id is None:
            return self._queue.latestArtifact(self._task_id, self._name)
        return self._queue.artifact(self._task_id, self._run_id, self._name)

    def _first_latest_run(self, moment: datetime) -> int | None:
        """The run that was the latest when it was first asked for: another one may have begun since."""
        try:
            status = self._queue.status(self._task_id)
        except APIError:
            return None  # not ours to see: then what is the latest now has to do
        runs = status["status"]["runs"]
        before = [run["runId"] for run in runs if parse_time(run["scheduled"]) <= moment]
        return before[-1] if before else None


@boundary
def upload_artifact_from_buf(
    queue: Queue,
    task_id: str,
    run_id: int | str,
    name: str,
    *,
    storage_type: str,
    content_type: str,
    expires: datetime | str,
    data: bytes | bytearray | memoryview,
    retry: Retry | None = None,
    progress: Progress | None = None,
) -> None:
    """Create an artifact of a run and upload its content from memory.

    Args:
        queue: With the credentials of the task, as `claimWork` gives them to a worker.
        task_id, run_id: Of the run, which must not be resolved.
        name: Of the artifact, such as `public/build/target.tar.gz`.
        storage_type: `"s3"` or `"object"`, whichever the deployment has.
        content_type: Such as `text/plain; charset=utf-8`.
        expires: When the artifact may be deleted, timezone-aware, or text in the API's form; not after the
            task.
        data: The content. It must not change meanwhile.
        retry: How often interrupted transfers and calls are tried again; None for as the queue does. The call
            that creates an artifact of storage type `object` is repeated only when it cannot have reached
            the queue, which would take the second for another artifact of the same name.
        progress: Called with the bytes sent and the total as they go. After a retry the number is smaller
            than before, since an upload begins anew.

    Raises:
        TransferError: The storage refuses, or the bytes did not arrive whole in any attempt.
        APIError, TransportError: From the services.
        TypeError, ValueError: An argument is not as described; nothing was sent.
    """
    upload = _ArtifactUpload(
        queue, task_id, run_id, name, storage_type, content_type, expires, retry, progress
    )
    content = check_data(data)
    upload.run(len(content), lambda: BufferReader(content))


@boundary
def upload_artifact_from_file(
    queue: Queue,
    task_id: str,
    run_id: int | str,
    name: str,
    *,
    storage_type: str,
    content_type: str,
    expires: datetime | str,
    file: File,
    retry: Retry | None = None,
    progress: Progress | None = None,
) -> None:
    """Create an artifact of a run and upload its content from a file.

    Args:
        file: A path, or a binary file, readable and seekable, which is sent whole, from its first byte on.
            It must not change meanwhile.
        queue, task_id, run_id, name, storage_type, content_type, expires, retry, progress: As for
            `upload_artifact_from_buf`.

    Raises:
        OSError: The file cannot be read; nothing was sent.
        TransferError: It shrank or grew; others as for `upload_artifact_from_buf`.
    """
    upload = _ArtifactUpload(
        queue, task_id, run_id, name, storage_type, content_type, expires, retry, progress
    )
    source = FileSource(file)
    try:
        upload.run(offload(source.open), lambda: FileReader(source))
    finally:
        cleanup(source.close)


class _ArtifactUpload:
    """One upload of an artifact, its arguments checked."""

    def __init__(
        self,
        queue: Queue,
        task_id: str,
        run_id: int | str,
        name: str,
        storage_type: str,
        content_type: str,
        expires: datetime | str,
        retry: Retry | None,
        progress: Progress | None,
    ) -> None:
        check_kind("queue", queue, Queue)
        check_text(task_id=task_id, name=name)
        if run_id is None:
            raise TypeError("run_id: a number is needed, not None")
        _check_run(run_id)
        if storage_type not in STORAGE_TYPES:
            raise ValueError(f"storage_type: {storage_type!r} is neither 's3' nor 'object'")
        check_content_type(content_type)
        check_common(retry, progress)
        self._payload: Any = {
            "storageType": storage_type,
            "contentType": content_type,
            "expires": wire_expires(expires),
        }
        self._queue = queue if retry is None else queue.with_options(retry=retry)
        self._artifact = (task_id, run_id, name)
        self._progress = progress

    def run(self, length: int, reader_factory: ReaderFactory) -> None:
        if self._payload["storageType"] == "s3":
            target = self._create_s3()
            send_content(
                self._queue.api_client,
                target,
                self._create_s3,
                reader_factory,
                length,
                hashed=False,
                progress=self._progress,
            )
            return
        answer = self._create_object()
        upload_object(
            object_service_for(self._queue.api_client, answer),
            project_id=required(answer, "projectId"),
            name=required(answer, "name"),
            content_type=self._payload["contentType"],
            expires=required(answer, "expires"),
            content_length=length,
            reader_factory=reader_factory,
            upload_id=required(answer, "uploadId"),
            progress=self._progress,
        )
        self._queue.finishArtifact(*self._artifact, {"uploadId": required(answer, "uploadId")})

    def _create_s3(self) -> UploadTarget:
        """The same call again gives another URL, so that retries do no harm."""
        answer = HiddenDict(self._queue.createArtifact(*self._artifact, self._payload))
        self._check_answer(answer)
        headers = {"Content-Type": required(answer, "contentType")}
        return UploadTarget(required(answer, "putUrl"), headers, parse_time(required(answer, "expires")))

    def _create_object(self) -> Any:
        """Create the artifact once: each call makes another upload id, which conflicts with the one before.

        So it is repeated only where there was no connection, or where the answer says that nothing was done
        and the caller wants that status to be tried again.
        """
        retry = self._queue.api_client.retry
        queue = self._queue.with_options(retry=Retry(retries=0))
        attempt = 0
        while True:
            attempt += 1
            try:
                answer = HiddenDict(queue.createArtifact(*self._artifact, self._payload))
            except TransportError as error:
                unsent = isinstance(error.__cause__, (httpx.ConnectError, httpx.ConnectTimeout))
                if attempt > retry.retries or not unsent:
                    raise
            except APIError as error:
                if attempt > retry.retries or error.status_code not in retry.also:
                    raise
            else:
                self._check_answer(answer)
                return answer
            sleep(retry.delay(attempt))

    def _check_answer(self, answer: Mapping[str, Any]) -> None:
        if answer.get("storageType") != self._payload["storageType"]:
            raise TransferError(f"the queue answered with storage type {answer.get('storageType')!r}")


def object_service_for(client: Client, answer: Mapping[str, Any]) -> Object:
    """The object service for an artifact, with the credentials that the queue handed out for it."""
    return Object(client.acting_for(Credentials.from_dict(required(answer, "credentials"))))


def _check_run(run_id: Any) -> None:
    if run_id is not None and (isinstance(run_id, bool) or not isinstance(run_id, (int, str))):
        raise TypeError(f"run_id: int is needed, not {type(run_id).__name__}")
