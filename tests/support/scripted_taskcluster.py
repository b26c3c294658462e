"""A Taskcluster that answers what a test tells it to, over real HTTP, and keeps what it was sent."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from tests.support.http_server import Loopback, Peer, Received, serve


@dataclass
class Script:
    """What to answer, in order; the last answer is given again and again.

    An answer is made by `reply`, or is a function of the connection, which it closes when it returns False.
    """

    answers: list[bytes | Callable[[Peer], bool]] = field(default_factory=list)
    server: Loopback = field(init=False)

    def __call__(self, peer: Peer) -> None:
        while peer.read_request() is not None:
            answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
            if callable(answer):
                if not answer(peer):
                    return
            else:
                peer.send(answer)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.port}"

    @property
    def requests(self) -> list[Received]:
        return self.server.requests


def reply(
    status: int = 200, body: Any = None, headers: dict[str, str] | None = None, *, json_type: bool = True
) -> bytes:
    """One HTTP answer; a body that is neither bytes nor None is sent as JSON."""
    content = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
    lines = {"Content-Length": str(len(content))}
    if not isinstance(body, bytes) and body is not None and json_type:
        lines["Content-Type"] = "application/json; charset=utf-8"
    lines |= headers or {}
    try:
        phrase = HTTPStatus(status).phrase
    except ValueError:
        phrase = "Unknown"
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"HTTP/1.1 {status} {phrase}\r\n{head}\r\n".encode() + content


def hang_up(peer: Peer) -> bool:
    """Response nothing and close the connection."""
    return False


def say_nothing(peer: Peer) -> bool:
    """Response nothing and keep the connection until the client gives up."""
    peer.hung_up()
    return False


@contextlib.contextmanager
def scripted(*answers: bytes | Callable[[Peer], bool]) -> Iterator[Script]:
    """Run a server with a script while the block runs."""
    script = Script(list(answers))
    with serve(script) as server:
        script.server = server
        yield script
