"""What tests do to a local Taskcluster: clients, tasks, faults, the clock; and looking at what happened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar, cast

from tc.credentials import Credentials
from tc.testing.auth import new_token

if TYPE_CHECKING:
    from tc.testing.deployment import Deployment
    from tc.testing.protocol.records import Message, Requested
    from tc.testing.services.notify import Notification

Result = TypeVar("Result")


class Control:
    """The methods of `LocalTaskcluster` that change its state or look at it, from any thread."""

    def _run(self, action: Callable[[Deployment], Result]) -> Result:
        """Run something in the thread of the server, where all state is touched."""
        raise NotImplementedError

    # -- clients and tasks

    def client_credentials(self, client_id: str, scopes: Iterable[str]) -> Credentials:
        """Make a client, or give one other scopes and a new token.

        Args:
            client_id: Its id.
            scopes: What it may do; `assume:` scopes give roles.

        Returns:
            Its credentials, which last for a year.
        """
        wanted, token = list(scopes), new_token()
        credentials = Credentials(client_id, token)
        self._run(lambda deployment: deployment.auth.put_client(credentials, wanted))
        return credentials

    def add_task(self, *, task_id: str | None = None, **definition: Any) -> str:
        """Make a task, with defaults for all that a definition needs.

        Args:
            task_id: Its id; a new one by default.
            definition: Properties of the definition as in `queue.createTask`, such as `taskQueueId`,
                `dependencies` or `routes`. `created` is now by default and `deadline` two hours later.

        Returns:
            Its id.

        Raises:
            ValueError: The queue refuses the definition; the message says why.
        """
        from tc.testing import tasks

        return self._run(lambda deployment: tasks.add_task(deployment, task_id, definition))

    def add_group(self, count: int, **definition: Any) -> tuple[str, list[str]]:
        """Make a task group with some tasks.

        Args:
            count: How many.
            definition: As for `add_task`, the same for all; `taskGroupId` names a group.

        Returns:
            The id of the group, and those of its tasks.

        Raises:
            ValueError: The queue refuses the definition, or `count` is below 1.
        """
        from tc.testing import tasks

        return self._run(lambda deployment: tasks.add_group(deployment, count, definition))

    def run_task(
        self, task_id: str, *, artifacts: Mapping[str, bytes] | None = None, outcome: str = "completed"
    ) -> None:
        """Run a pending task as a worker does: claim it, make its artifacts, report what came of it.

        Args:
            task_id: Of the task.
            artifacts: Their content by name, such as `{"public/logs/live.log": b"done"}`. Their content type
                follows from the name.
            outcome: `completed`, `failed`, or the reason of an exception, such as `worker-shutdown`, after
                which the task is pending again while it has retries left.

        Raises:
            ValueError: There is no such task, it is not pending, or there is no such outcome.
            TypeError: The content of an artifact is not bytes.
        """
        from tc.testing import tasks

        return self._run(lambda deployment: tasks.run_task(deployment, task_id, artifacts or {}, outcome))

    # -- looking, time and faults

    @property
    def requests(self) -> list[Requested]:
        """The calls received so far, in the order in which they were handled: service, method, parameters,
        query, payload, client id, status."""
        return self._run(lambda deployment: list(deployment.requests))

    @property
    def messages(self) -> list[Message]:
        """The Pulse messages sent so far."""
        return self._run(lambda deployment: list(deployment.messages))

    @property
    def notifications(self) -> list[Notification]:
        """What the notify service was asked to send so far; nothing leaves the machine."""
        return self._run(lambda deployment: list(deployment.notify.sent))

    def advance(self, step: timedelta) -> None:
        """Set the clock of the deployment forward: deadlines and claims pass, certificates, clients and
        secrets expire. Signatures stay measured by the clock of those who call.

        Args:
            step: How far; not negative.
        """
        self._run(lambda deployment: deployment.clock.advance(step))

    def fail(
        self,
        n: int = 1,
        status: int | None = 503,
        method: str | None = None,
        *,
        drop: bool = False,
        delay: float = 0,
    ) -> None:
        """Have the next calls fail, before anything is done.

        Args:
            n: How many calls.
            status: The HTTP status of their responses; None lets them through as usual, after the delay.
            method: Such as `"queue.createTask"`; None means any.
            drop: Close the connection without a response.
            delay: Seconds to wait before that.
        """
        if n < 1:
            raise ValueError("n: at least one call must fail")
        if status is not None and not 400 <= status <= 599:
            raise ValueError("status: an HTTP error is needed, 400 to 599")

        def add(deployment: Deployment) -> None:
            from tc.testing.protocol.faults import Fault

            if method is not None and method not in deployment.method_names():
                raise ValueError(f"method: there is no {method!r}")
            deployment.faults.append(Fault(n, status, method, drop, delay))

        self._run(add)

    def add_provider(self, provider_id: str, provider_type: str) -> None:
        """Let worker pools have another provider than `static`. It starts no workers.

        Args:
            provider_id: Its id, as in the definition of a pool.
            provider_type: What it is: `google`, `aws`, `azure`.
        """
        from tc.testing.services.worker_manager.service import WorkerManager

        def add(deployment: Deployment) -> None:
            cast(WorkerManager, deployment.services["worker-manager"]).providers[provider_id] = provider_type

        self._run(add)

    def add_build(
        self,
        organization: str,
        repository: str,
        sha: str,
        task_group_id: str,
        *,
        branch: str = "main",
        pull_request: int | None = None,
    ) -> None:
        """Have a task group build a commit for GitHub. Installs the app on the repository; the build ends as
        the task group does.

        Args:
            organization, repository: On GitHub.
            sha: Of the commit, 40 letters.
            task_group_id: Of the group, whose tasks may come later.
            branch: The branch of the commit.
            pull_request: The number of the pull request that the commit belongs to.
        """
        from tc.testing.services.github.service import Github

        def add(deployment: Deployment) -> None:
            github = cast(Github, deployment.services["github"])
            github.add_build(
                organization, repository, sha, task_group_id, branch=branch, pull_request=pull_request
            )

        self._run(add)

    def reset(self) -> None:
        """Go back to the state of a fresh deployment: clients, roles, tasks, clock, faults, requests."""
        self._run(lambda deployment: deployment.reset())
