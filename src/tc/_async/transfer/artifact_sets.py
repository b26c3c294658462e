"""Many artifacts of a task at once.

https://docs.taskcluster.net/docs/reference/platform/queue/artifacts
"""

from __future__ import annotations

import os
import pathlib
from collections.abc import Sequence

from tc._async.service import service_for_transfer
from tc._async.services.queue import Queue
from tc._async.transfer.artifact_download import check_run_id, download_artifact_to_file, latest_run
from tc._async.transfer.together import download_together
from tc._concurrency import async_offload
from tc._protocol.validation import require_int, require_str
from tc._redact.tracebacks import async_boundary
from tc._transfer.result import Progress, Total
from tc._transfer.selecting import check_patterns, matches, paths_within
from tc._transfer.storage import TransferFields
from tc.retry import Retry


@async_boundary
async def download_artifacts(
    queue: Queue,
    task_id: str,
    patterns: Sequence[str],
    folder: str | os.PathLike[str],
    *,
    run_id: int | str | None = None,
    allow_references: bool = True,
    concurrency: int = 8,
    retry: Retry | None = None,
    progress: Progress | None = None,
) -> list[pathlib.Path]:
    """Download all artifacts of a task whose names match, several at a time.

    Args:
        queue: Whose credentials, connections and timeouts apply.
        task_id: Of the task.
        patterns: Globs over names, such as `public/build/*.zip`. `*`, `?` and `[...]` stand for something
            within one segment, `**` for any number of segments; a pattern without a slash is about the last
            segment alone (`*.log`).
        folder: Where to. Each artifact is written to the path that its name is, within this folder; folders
            are made as needed. A file is there as a whole, or not at all.
        run_id: Of the run; None for the one that is the latest now.
        allow_references: True to follow artifacts of storage type `reference`, which lead anywhere their
            task likes. Say False for tasks that are not trusted.
        concurrency: How many are downloaded at a time.
        retry: How often interrupted transfers and calls are tried again; None for as the queue does.
        progress: Called with the bytes received of all of them, and None, as they come.

    Returns:
        The paths that were written, in the order of the names; none when no name matches.

    Raises:
        TransferError: A name leads outside of the folder, or two cannot be there at once, and nothing was
            downloaded; or a download failed. Those that were complete by then stay.
        APIError, TransportError, OSError: As for `download_artifact_to_file`.
        TypeError, ValueError: An argument is not as described; nothing was sent.
    """
    service = service_for_transfer("queue", queue, Queue, retry, progress)
    require_str("task_id", task_id)
    wanted = check_patterns(patterns)
    goal = pathlib.Path(require_str("folder", os.fspath(folder)))
    check_run_id(run_id)
    require_int("concurrency", concurrency, minimum=1)
    if run_id is None:
        run_id = await latest_run(service, task_id)  # so that all are of the same one
    names = sorted(name for name in await _names(service, task_id, run_id) if matches(name, wanted))
    paths = paths_within(goal, names)
    total = Total(progress)
    left = iter(names)

    async def download(name: str) -> None:
        with total.counting() as count:
            await async_offload(paths[name].parent.mkdir, parents=True, exist_ok=True)
            await download_artifact_to_file(
                service,
                task_id,
                name,
                paths[name],
                run_id=run_id,
                allow_references=allow_references,
                progress=count,
            )

    await download_together(lambda: next(left, None), download, concurrency, total)
    return list(paths.values())


async def _names(queue: Queue, task_id: str, run_id: int | str | None) -> set[str]:
    """Return the names of all artifacts of a run."""
    names = set()
    if run_id is None:
        artifacts = queue.listLatestArtifacts_items(task_id)
    else:
        artifacts = queue.listArtifacts_items(task_id, run_id)
    async for artifact in artifacts:
        names.add(TransferFields("artifact", artifact).segment("name"))
    return names
