"""Following the log of a task while it is written.

While a task runs, its log is an artifact of storage type `reference`, which leads to the worker: the stream
begins with the first byte each time. When it is done, the same name leads to the whole log.

https://docs.taskcluster.net/docs/reference/workers/generic-worker
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

from tc._async.closing import Closing
from tc._async.sender import StreamedResponse
from tc._async.services.queue import Queue
from tc._async.transfer.artifact_stream import ArtifactStream, open_artifact
from tc._async.transfer.get import open_source
from tc._concurrency import async_sleep
from tc._lazy import httpx
from tc._protocol.validation import require_instance, require_int, require_str
from tc._redact.tracebacks import async_boundary, boundary
from tc._tasks.log import LogLines
from tc._tasks.responses import run_states_in
from tc._tasks.state import RESOLVED, Pace
from tc._transfer.plans import MAX_REDIRECTS, DownloadSource
from tc._transfer.storage import TransferFields
from tc.errors import NotFoundError, TransferError

SILENCE = 120.0  # seconds without a byte after which a live log is asked for again
MOST_BREAKS = 5  # of a live log whose run has ended


class TaskLog(Closing):
    """The lines of a task's log, as `follow_log` gives them.

    Leaving a loop over it early leaves a connection open until `aclose` is called, or the block ends whose
    context manager it is.

    Attributes:
        run_id: The run whose log is followed; None before there is one.
    """

    def __init__(self, queue: Queue, task_id: str, name: str, run_id: int | None) -> None:
        self._queue = queue
        self._task_id = task_id
        self._name = name
        self._one_run = run_id is not None
        self.run_id: int | None = run_id
        timeout = httpx.Timeout(30.0, read=SILENCE)
        self._live_client = queue.with_options(timeout=timeout).api_client
        self._lines = LogLines()
        self._pace = Pace()
        self._stream: ArtifactStream | StreamedResponse | None = None
        self._live = False
        self._ended = False  # the run had ended before the log was asked for
        self._complete = False  # the log of the run has been read to its end
        self._breaks = 0
        self._over = False

    def __repr__(self) -> str:
        return f"<TaskLog {self._name} of task {self._task_id}>"

    async def aclose(self) -> None:
        """Let go of the connection. Lines that have come already are still given, and no more after them."""
        self._over = True
        await self._let_go()

    def __aiter__(self) -> Self:
        return self

    @async_boundary
    async def __anext__(self) -> str:
        while (line := self._lines.next()) is None:
            if self._over:
                raise StopAsyncIteration
            if self._stream is None:
                await self._open()
            else:
                await self._read(self._stream)
        return line

    async def _open(self) -> None:
        """Ask for the log of the run that is followed, or wait until there may be one."""
        state, runs = run_states_in(await self._queue.status(self._task_id))
        if self.run_id is None and runs:
            self.run_id = list(runs)[-1]
        if self.run_id is not None:
            state = runs.get(self.run_id, state)
        self._ended = state in RESOLVED
        if self._complete and self._ended:
            self._over = not self._next_run(runs)
        elif self._complete or state in ("unscheduled", "pending"):
            await self._wait()
        else:
            await self._ask(runs)

    async def _ask(self, runs: Mapping[int, str]) -> None:
        try:
            found = await self._queue.artifact(self._task_id, str(self.run_id), self._name)
        except NotFoundError as error:
            await self._miss(runs, error)
            return
        artifact = TransferFields("artifact", found)
        self._live = artifact.get("storageType") == "reference"
        try:
            self._stream = await (self._connect(artifact) if self._live else self._open_whole())
        except httpx.TransportError as error:
            await self._break(TransferError(f"{self._name}: {type(error).__name__}"))

    async def _open_whole(self) -> ArtifactStream:
        stream = open_artifact(self._queue, self._task_id, self._name, run_id=self.run_id)
        return await stream.__aenter__()

    async def _connect(self, artifact: TransferFields) -> StreamedResponse:
        """Connect to the worker that runs the task."""
        source = DownloadSource(artifact.url("url"), redirects=MAX_REDIRECTS)
        response = await open_source(self._live_client, source)
        encoding = response.headers.get("content-encoding", "identity")
        if response.status != 200 or encoding != "identity":
            await response.aclose()
            raise httpx.ReadError(f"status {response.status}, encoding {encoding[:40]!r}")
        return response

    async def _read(self, stream: ArtifactStream | StreamedResponse) -> None:
        """Take in the next block of the log, or its end."""
        try:
            if self._lines.feed(await stream.__anext__()):
                self._pace.reset()
                self._breaks = 0
        except StopAsyncIteration:
            await self._let_go()
            if self._ended or not self._live:
                self._complete = True
                self._lines.finish()
            else:
                await self._again()
        except httpx.TransportError as error:
            await self._let_go()
            await self._break(TransferError(f"{self._name}: {type(error).__name__}"))

    async def _break(self, error: TransferError) -> None:
        """Go on after a live log broke off, unless nothing more is to be had of it."""
        self._breaks += 1
        if self._ended and self._breaks > MOST_BREAKS:
            _, runs = run_states_in(await self._queue.status(self._task_id))
            if not self._next_run(runs):
                raise error
        else:
            await self._again()

    async def _again(self) -> None:
        """Prepare for the same log from its beginning."""
        self._lines.restart()
        await self._wait()

    async def _wait(self) -> None:
        await async_sleep(self._pace.pause(f"log of task {self._task_id}"))

    async def _miss(self, runs: Mapping[int, str], error: NotFoundError) -> None:
        """Wait for a log that is not there yet, or go on without one that will not be."""
        if not self._ended:
            await self._wait()
        elif not self._next_run(runs):
            raise error

    def _next_run(self, runs: Mapping[int, str]) -> bool:
        """Go on with the next run, where there is one and all runs are followed."""
        if self._one_run or self.run_id is None or len(runs) <= self.run_id + 1:
            return False
        self._lines.finish()
        self.run_id += 1
        self._complete, self._breaks = False, 0
        self._pace.reset()
        return True

    async def _let_go(self) -> None:
        stream, self._stream = self._stream, None
        if stream is not None:
            await stream.aclose()


@boundary
def follow_log(
    queue: Queue, task_id: str, *, name: str = "public/logs/live.log", run_id: int | None = None
) -> TaskLog:
    """Iterate over the lines of a task's log as they are written, to the end of the task.

    Waits until the task runs. While it does, the lines come from its worker; when a connection breaks, it is
    made again, and no line is lost or comes twice. When the run has ended, the rest comes from the whole log.

    Args:
        queue: Whose credentials, connections and retries apply.
        task_id: Of the task.
        name: Of the artifact.
        run_id: Of the run; None for the latest, and then for those after it when the task is tried again.

    Returns:
        An iterator of lines as text, without the newline that ends each. Carriage returns and escape
        sequences stay as they are, and a last line without its end is a line too; bytes that are no UTF-8
        become U+FFFD. It is a context manager as well, for those who leave early.

    Raises:
        TypeError, ValueError: An argument is not as described; nothing was sent.
        NotFoundError: While iterating: there is no such task, or it has ended without such an artifact.
        APIError, TransferError, TransportError: While iterating, from the queue and the storage.
    """
    require_instance("queue", queue, Queue)
    require_str("task_id", task_id)
    require_str("name", name)
    if run_id is not None:
        require_int("run_id", run_id, minimum=0)
    return TaskLog(queue, task_id, name, run_id)
