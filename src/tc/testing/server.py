"""`LocalTaskcluster`: a deployment with its HTTP server, in a thread of its own."""

from __future__ import annotations

import contextlib
import os
import socket
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from tc._pulse.address import PulseAddress, find_address
from tc._redact.tracebacks import boundary
from tc.credentials import Credentials
from tc.testing.auth import PRODUCTION_ANONYMOUS_SCOPES, new_token
from tc.testing.control import Control

if TYPE_CHECKING:
    from tc.testing.deployment import Deployment
    from tc.testing.http.proxy import Proxy
    from tc.testing.http.server import HttpServer
    from tc.testing.pulse import Publisher

ROOT_CLIENT_ID = "static/taskcluster/root"
Result = TypeVar("Result")


class LocalTaskcluster(Control):
    """A Taskcluster deployment on loopback, in memory, gone when it is closed.

    Usable as a context manager, and as one for async code; or call `start` and `close`. As many as wanted can
    run at once. All of its methods can be called from any thread.

    Args:
        port: The TCP port; 0 takes a free one.
        clock: Returns the present as a timezone-aware `datetime`, in place of the computer's clock.
        claim_wait: How long `queue.claimWork` waits for work, in seconds. The genuine service waits 20.
        credentials: Those of the first client, which has the scope `*`; made up by default.
        pulse_url: A broker to publish its Pulse messages to as well, `amqp://user:password@host:5672/vhost`,
            as a user who may declare and write Taskcluster's exchanges. Needs the extra `pulse`.
        anonymous_scopes: What requests without credentials may do, and with that all others too: the scopes
            of the role `anonymous`. By default those of production deployments; `()` means no such role.
    """

    @boundary
    def __init__(
        self,
        *,
        port: int = 0,
        clock: Callable[[], datetime] | None = None,
        claim_wait: float = 0.0,
        credentials: Credentials | None = None,
        pulse_url: str | None = None,
        anonymous_scopes: Iterable[str] = PRODUCTION_ANONYMOUS_SCOPES,
    ) -> None:
        self._port = port
        self._clock = clock
        self._claim_wait = claim_wait
        if isinstance(anonymous_scopes, str):
            raise TypeError("anonymous_scopes: expected a list of scopes, got str")
        self._anonymous_scopes = tuple(anonymous_scopes)
        self.credentials: Credentials = credentials or Credentials(ROOT_CLIENT_ID, new_token())
        self._pulse = None if pulse_url is None else find_address(pulse_url, {})
        self._publisher: Publisher | None = None
        self._deployment: Deployment | None = None
        self._server: HttpServer | None = None

    # -- life

    def start(self) -> None:
        """Serve. Returns when it can take requests.

        Raises:
            RuntimeError: It runs already, or the extra `testing` is not installed.
            OSError: The port is taken.
            PulseError: The broker of `pulse_url` cannot be reached, or refuses.
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
        self._deployment = Deployment(
            root_url, self.credentials, self._clock, self._claim_wait, self._anonymous_scopes
        )
        if self._pulse:
            self._start_publisher(self._deployment, self._pulse, listener)
        self._server = HttpServer(listener)
        self._server.start(App(self._deployment))

    def close(self) -> None:
        """Stop, and forget everything. Does nothing when it is not running, nor in a forked process."""
        server, self._server = self._server, None
        if server and self._deployment and not server.is_elsewhere:
            server.run(self._deployment.close)
            server.stop()
        publisher, self._publisher = self._publisher, None
        if publisher:
            publisher.close()

    def _start_publisher(
        self, deployment: Deployment, address: PulseAddress, listener: socket.socket
    ) -> None:
        from tc.testing.pulse import Publisher

        publisher = Publisher(address, deployment.exchanges())
        try:
            publisher.start()
        except BaseException:
            listener.close()
            raise
        self._publisher, deployment.outlet = publisher, publisher.publish

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

    @contextlib.contextmanager
    def proxy(self, credentials: Credentials) -> Iterator[Proxy]:
        """A context in which a taskcluster-proxy runs, as tasks have it, for code that runs inside of tasks.

        It signs requests that come unsigned, and hands them on; `POST /bewit` with a URL gives that URL
        signed, and `PUT /credentials` changes with what it signs.

        Args:
            credentials: With which it signs: for a task those of its claim, or of `client_credentials`.

        Yields:
            The proxy, with its address in `.url`, which is what `TASKCLUSTER_PROXY_URL` is in a task.
        """
        from tc.testing.http.proxy import Proxy

        proxy = Proxy(self.root_url, credentials, listen(0))
        try:
            yield proxy
        finally:
            proxy.close()

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
