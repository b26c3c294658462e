"""The temporary credentials that the queue hands out: for runs, for uploads, for downloads."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tc.testing.services.queue.tasks import Run, Task

if TYPE_CHECKING:
    from tc.testing.services.base import Context

MARGIN = timedelta(minutes=15)  # by which the clocks of workers may be wrong
UPLOAD, DOWNLOAD = timedelta(days=1), timedelta(hours=1)  # how long those of objects are allowed
FOREIGN = re.compile(r"[^A-Za-z0-9!@/:.+|_-]")  # what client ids do not have


class Issuer:
    """Issues credentials in the name of the first client of the deployment.

    Args:
        deployment: Whose clients there are.
    """

    def __init__(self, deployment: Context) -> None:
        self.deployment = deployment

    def for_run(self, task: Task, run: Run) -> dict[str, str]:
        """What a worker needs for a run that it has claimed: to keep it, to resolve it, to make artifacts of
        it, and the scopes of the task."""
        assert run.taken_until is not None
        of_run = f"{task.task_id}/{run.run_id}"
        until = f"{run.taken_until.timestamp():.3f}".rstrip("0").rstrip(".")
        scopes = [f"queue:{verb}:{of_run}" for verb in ("reclaim-task", "resolve-task", "create-artifact")]
        return self._issue(
            f"task-client/{of_run}/on/{run.worker_group}/{run.worker_id}/until/{until}",
            [*scopes, *task.definition["scopes"]],
            run.taken_until + MARGIN,
        )

    def for_upload(self, task: Task, run: Run, path: str, expires: datetime) -> dict[str, str]:
        """What is needed to upload the object of an artifact.

        Args:
            task: Whose artifact.
            run: Of the task.
            path: Project ID and name of the object, joined by a colon.
            expires: When the artifact does.
        """
        client_id = f"artifact-upload/{task.task_id}/{run.run_id}/on/{run.worker_group}/{run.worker_id}"
        until = min(self.deployment.clock.now() + UPLOAD, expires)
        return self._issue(client_id, [f"object:upload:{path}"], until)

    def for_download(self, task_id: str, run_id: int, artifact: str, name: str) -> dict[str, str]:
        """What is needed to download the object of an artifact."""
        client_id = f"artifact-download/{task_id}/{run_id}/{artifact}"
        return self._issue(client_id, [f"object:download:{name}"], self.deployment.clock.now() + DOWNLOAD)

    def _issue(self, client_id: str, scopes: list[str], until: datetime) -> dict[str, str]:
        start = self.deployment.clock.now() - MARGIN
        root = self.deployment.root_credentials()
        named = FOREIGN.sub("-", client_id)
        wanted = [scope for scope in scopes if scope]
        return root.create_named_temp_creds(named, until - start, wanted, start=start).to_dict()
