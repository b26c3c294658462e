"""A scripted HTTP server on loopback, and a way to do several things at once in both halves."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import anyio

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

CONTENT_LENGTH = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b"


@dataclass
class Received:
    """A request as it came over the wire."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes
    connection: int


class Peer:
    """The server's end of one connection, for a handler."""

    def __init__(self, server: HttpServer, sock: socket.socket, number: int) -> None:
        self.server = server
        self.socket = sock
        self.number = number
        self._buffer = b""

    def _more(self) -> bool:
        data = self.socket.recv(65536)
        self._buffer += data
        return bool(data)

    def read_head(self) -> Received | None:
        """The next request without its body; None when there is none."""
        while b"\r\n\r\n" not in self._buffer:
            if not self._more():
                return None
        head, self._buffer = self._buffer.split(b"\r\n\r\n", 1)
        first, *lines = head.decode("latin-1").split("\r\n")
        method, target, _ = first.split(" ")
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
        return Received(method, target, headers, b"", self.number)

    def read_request(self) -> Received | None:
        """The next request, recorded in `server.requests`; None when there is none."""
        request = self.read_head()
        if request is None:
            return None
        if "chunked" in request.headers.get("transfer-encoding", ""):
            while True:
                while b"\r\n" not in self._buffer:
                    if not self._more():
                        raise ConnectionError("the client hung up")
                size, self._buffer = self._buffer.split(b"\r\n", 1)
                chunk = self.take(int(size, 16) + 2)[:-2]
                if not chunk:
                    break
                request.body += chunk
        else:
            request.body = self.take(int(request.headers.get("content-length", "0")))
        self.server.requests.append(request)
        return request

    def take(self, count: int) -> bytes:
        """This many bytes."""
        parts = [self._buffer]
        have = len(self._buffer)
        while have < count:
            data = self.socket.recv(1 << 20)
            if not data:
                raise ConnectionError("the client hung up")
            parts.append(data)
            have += len(data)
        everything = b"".join(parts)
        self._buffer = everything[count:]
        return everything[:count]

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def respond(self, body: bytes = b"ok") -> None:
        self.send(CONTENT_LENGTH % (len(body), body))

    def hung_up(self) -> bool:
        """Wait until the client has closed its end."""
        try:
            return self.socket.recv(1) == b""
        except OSError:
            return True


def keep_responding(peer: Peer) -> None:
    """The plain handler: `ok` for every request, but the number of the connection for `/number`."""
    while (request := peer.read_request()) is not None:
        peer.respond(str(peer.number).encode() if request.target.endswith("/number") else b"ok")


@dataclass
class HttpServer:
    """A running server.

    Attributes:
        handler: called in a thread of its own with each connection, which is closed when it returns.
        connections: how many have been made.
        requests: what `Peer.read_request` has read.
        open: connections whose handler has not returned.
    """

    handler: Callable[[Peer], None]
    tls: ssl.SSLContext | None = None
    host: str = "127.0.0.1"
    requests: list[Received] = field(default_factory=list)
    connections: int = 0
    errors: list[BaseException] = field(default_factory=list)
    port: int = 0
    stopping: threading.Event = field(default_factory=threading.Event)
    _peers: list[tuple[threading.Thread, socket.socket]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"{'https' if self.tls else 'http'}://localhost:{self.port}"

    @property
    def open(self) -> int:
        return sum(thread.is_alive() for thread, _ in self._peers)

    def wait_for(self, condition: Callable[[], bool]) -> None:
        """Wait until something holds that the server's threads bring about."""
        for _ in range(1000):
            if condition():
                return
            self.stopping.wait(0.005)
        raise AssertionError("it did not come about")

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                sock, _ = listener.accept()
            except OSError:
                return
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.connections += 1
            thread = threading.Thread(target=self._handle, args=(sock, self.connections), daemon=True)
            self._peers.append((thread, sock))
            thread.start()

    def _handle(self, sock: socket.socket, number: int) -> None:
        try:
            if self.tls is not None:
                sock = self.tls.wrap_socket(sock, server_side=True)
            self.handler(Peer(self, sock, number))
        except OSError:
            pass  # the client went away, or the test is over
        except BaseException as exc:
            self.errors.append(exc)
        finally:
            sock.close()


@contextlib.contextmanager
def serve(
    handler: Callable[[Peer], None] = keep_responding,
    tls: ssl.SSLContext | None = None,
    receive_buffer: int | None = None,
) -> Iterator[HttpServer]:
    """Run a server while the block runs; `receive_buffer` bounds the bytes that it takes without reading."""
    with socket.create_server(("127.0.0.1", 0), backlog=1024) as listener:
        if receive_buffer is not None:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        server = HttpServer(handler, tls, port=listener.getsockname()[1])
        acceptor = threading.Thread(target=server._accept, args=(listener,), daemon=True)
        acceptor.start()
        try:
            yield server
        finally:
            server.stopping.set()
            listener.shutdown(socket.SHUT_RDWR)
            acceptor.join(10)
            for _, sock in server._peers:
                with contextlib.suppress(OSError):
                    sock.shutdown(socket.SHUT_RDWR)
            for thread, _ in server._peers:
                thread.join(10)
    if server.errors:
        raise server.errors[0]


async def async_gather(*functions: Callable[[], Awaitable[Any]]) -> list[Any]:
    """Call all at once; their results in order."""
    results: list[Any] = [None] * len(functions)

    async def run(index: int) -> None:
        results[index] = await functions[index]()

    async with anyio.create_task_group() as group:
        for index in range(len(functions)):
            group.start_soon(run, index)
    return results


def gather(*functions: Callable[[], Any]) -> list[Any]:
    """Call all at once, each in a thread; their results in order."""
    results: list[Any] = [None] * len(functions)
    errors: list[BaseException] = []

    def run(index: int) -> None:
        try:
            results[index] = functions[index]()
        except BaseException as exc:
            errors.append(exc)

    threads = [threading.Thread(target=run, args=(index,)) for index in range(len(functions))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return results


def echo(peer: Peer) -> None:
    """Respond to each request with its body."""
    while (request := peer.read_request()) is not None:
        peer.respond(request.body)
