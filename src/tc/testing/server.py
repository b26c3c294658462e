"""`LocalTaskcluster`: a deployment with its HTTP server, in a thread of its own."""

from __future__ import annotations

import contextlib
import os
import socket
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar, cast

from tc.credentials import Credentials
from tc.testing.auth import new_token

if TYPE_CHECKING:
    from tc.testing.deployment import Deployment
    from tc.testing.http.server import HttpServer
    from tc.testing.protocol.records import Message, Requested
    from tc.testing.services.notify import Notification

ROOT_CLIENT_ID = "static/taskcluster/root"
Result = TypeVar("Result")


class LocalTaskcluster:
    """A Taskcluster deployment on loopback, in memory, gone when it is closed.

    Usable as a context manager, and as one for async code; or call `start` and `close`. As many as wanted can
    run at once. All of its methods can be called from any thread.

    Args:
        port: The TCP port; 0 takes a free one.
        clock: Returns the present as a timezone-aware `datetime`, in place of the computer's clock.
        claim_wait: How long `queue.claimWork` waits for work, in seconds. The genuine service waits 20.
        credentials: Those of the first client, which has the scope `*`; made up by default.
    """

    def __init__(
        self,
        *,
        port: int = 0,
        clock: Callable[[], datetime] | None = None,
        claim_wait: float = 0.0,
        credentials: Credentials | None = None,
    ) -> None:
        self._port = port
        self._clock = clock
        self._claim_wait = claim_wait
        self.credentials = credentials or Credentials(ROOT_CLIENT_ID, new_token())
        self._deployment: Deployment | None = None
        self._server: HttpServer | None = None

    # -- life

    def start(self) -> None:
        """Serve. Returns when it can take requests.

        Raises:
            RuntimeError: It runs already, or the extra `testing` is not installed.
            OSError: The port is taken.
        """
        if self._server:
            raise RuntimeError("this LocalTaskcluster is running already")
        try:
            from tc.testing.deployment import Deployment
            from tc.testing.http.app import App
            from tc.testing.http.server import HttpServer
        except ModuleNotFoundError as error:
            raise RuntimeError(f"tc.testing needs {error.name}: install taskcluster-sdk[testing]") from error
        listener = listen(self._port)
        root_url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        self._deployment = Deployment(root_url, self.credentials, self._clock, self._claim_wait)
        self._server = HttpServer(listener)
        self._server.start(App(self._deployment, self._server.drop))

    def close(self) -> None:
        """Stop, and forget everything. Does nothing when it is not running."""
        server, self._server = self._server, None
        if server and self._deployment:
            server.run(self._deployment.close)
            server.stop()

    @contextlib.contextmanager
    def running(self) -> Iterator[LocalTaskcluster]:
        """A context that closes it; for one that has been started already."""
        try:
            yield self
        finally:
            self.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    async def __aenter__(self) -> Self:
        from anyio.to_thread import run_sync

        await run_sync(self.start)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        from anyio import CancelScope
        from anyio.to_thread import run_sync

        with CancelScope(shield=True):
            await run_sync(self.close)

    # -- where it is, and who may call it

    @property
    def root_url(self) -> str:
        """The root URL, such as `http://127.0.0.1:40123`."""
        return self.deployment.root_url

    def env(self) -> dict[str, str]:
        """The variables from which clients read root URL and credentials."""
        return {
            "TASKCLUSTER_ROOT_URL": self.root_url,
            "TASKCLUSTER_CLIENT_ID": self.credentials.client_id,
            "TASKCLUSTER_ACCESS_TOKEN": self.credentials.access_token,
        }

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

    # -- what tests do to it

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
            drop: Close the connection without an response.
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

    # -- inside

    @property
    def deployment(self) -> Deployment:
        """The state behind the server; to be touched from its thread only.

        Raises:
            RuntimeError: It has not been started.
        """
        if self._deployment is None:
            raise RuntimeError(
                "this LocalTaskcluster has not been started: use `with LocalTaskcluster() as ...`"
            )
        return self._deployment

    def _run(self, action: Callable[[Deployment], Result]) -> Result:
        """Run something in the thread of the server, where all state is touched."""
        deployment = self.deployment
        if self._server is None:
            return action(deployment)  # it has been closed, and nobody else is there
        return self._server.run(lambda: action(deployment))


def listen(port: int) -> socket.socket:
    """A socket that listens on loopback.

    Unlike that of `socket.create_server` it is known to be TCP, so that asyncio sends responses without
    delay: else the body of each waits 40 ms for the acknowledgement of its header.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
        listener.listen()
    except BaseException:
        listener.close()
        raise
    return listener
