"""Run a local Taskcluster from the shell, until it is interrupted.

    python -m tc.testing --port 8080 > env.sh & sleep 1; . ./env.sh

What to evaluate goes to the standard output, a line a request to the standard error.
"""

from __future__ import annotations

import argparse
import logging
import shlex
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

from tc.credentials import Credentials
from tc.errors import ConfigurationError, PulseError
from tc.testing.auth import PRODUCTION_ANONYMOUS_SCOPES, new_token
from tc.testing.server import ROOT_CLIENT_ID, LocalTaskcluster


def arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m tc.testing",
        description="Run a local Taskcluster, in memory, until it is interrupted.",
    )
    parser.add_argument("--port", type=int, default=0, help="the TCP port on 127.0.0.1 (default: a free one)")
    parser.add_argument("--client-id", default=ROOT_CLIENT_ID, help="of the client that has all scopes")
    parser.add_argument("--access-token", help="of that client (default: a fresh one)")
    parser.add_argument(
        "--claim-wait",
        type=float,
        default=0.0,
        metavar="SECONDS",
        help="how long claimWork waits for work (default 0; the genuine service waits 20)",
    )
    parser.add_argument(
        "--blank",
        action="store_true",
        help="start without the role `anonymous` that production deployments have",
    )
    parser.add_argument(
        "--pulse",
        metavar="URL",
        help="publish Pulse messages to a broker too: amqp://user:password@host:5672/vhost",
    )
    parser.add_argument("--quiet", action="store_true", help="log no requests")
    return parser.parse_args(argv)


@contextmanager
def stopped_by_signals(stop: threading.Event) -> Iterator[None]:
    """Have Ctrl-C and SIGTERM set `stop` meanwhile, which only the main thread of a program can."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def interrupted(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    before = {number: signal.signal(number, interrupted) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def main(argv: Sequence[str] | None = None, stop: threading.Event | None = None) -> int:
    """Serve until a signal comes, or `stop` is set. Returns the exit status."""
    args = arguments(argv)
    stop = stop or threading.Event()
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    if not args.quiet:
        logging.getLogger("tc.testing").setLevel(logging.INFO)
    try:
        credentials = Credentials(args.client_id, args.access_token or new_token())
        server = LocalTaskcluster(
            port=args.port,
            claim_wait=args.claim_wait,
            credentials=credentials,
            pulse_url=args.pulse,
            anonymous_scopes=() if args.blank else PRODUCTION_ANONYMOUS_SCOPES,
        )
        server.start()
    except (ConfigurationError, PulseError, OSError, OverflowError, RuntimeError) as error:
        logging.getLogger("tc.testing").error("cannot start: %s", error)  # noqa: TRY400 - said plainly
        return 1

    with server.running(), stopped_by_signals(stop):
        for name, value in server.env().items():
            print(f"export {name}={shlex.quote(value)}", flush=True)
        stop.wait()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
