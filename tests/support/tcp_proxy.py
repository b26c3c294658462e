"""A TCP proxy on loopback whose connections can be cut in the middle."""

from __future__ import annotations

import contextlib
import selectors
import socket
import threading
from collections.abc import Iterator


class TcpProxy:
    """Passes bytes between clients and a server on 127.0.0.1.

    Attributes:
        port: Where it listens.
        accepted: How many connections were made through it.
        sent: How often clients sent something.
    """

    def __init__(self, target: int, port: int = 0) -> None:
        self._target = target
        self._listener = socket.create_server(("127.0.0.1", port))
        self.port: int = self._listener.getsockname()[1]
        self.accepted = 0
        self.sent = 0
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    @property
    def open(self) -> int:
        """How many of the connections have not ended."""
        with self._lock:
            return sum(client.fileno() != -1 for client, _ in self._pairs)

    def cut(self) -> None:
        """Reset all connections, in both directions, without a word."""
        with self._lock:
            pairs, self._pairs = self._pairs, []
        for pair in pairs:
            for each in pair:
                with contextlib.suppress(OSError):
                    each.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                    each.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Cut all connections and accept no more."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(10)
        self.cut()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                self.accepted += 1
                try:
                    server = socket.create_connection(("127.0.0.1", self._target))
                except OSError:
                    client.close()
                    continue
                with self._lock:
                    self._pairs.append((client, server))
                threading.Thread(target=self._pass, args=(client, server), daemon=True).start()

    def _pass(self, client: socket.socket, server: socket.socket) -> None:
        """Copy bytes both ways until either end closes."""
        other = {client: server, server: client}
        with client, server, selectors.DefaultSelector() as selector, contextlib.suppress(OSError):
            for each in other:
                selector.register(each, selectors.EVENT_READ)
            while True:
                for key, _ in selector.select():
                    source = key.fileobj
                    assert isinstance(source, socket.socket)
                    data = source.recv(65536)
                    if not data:
                        return
                    if source is client:
                        self.sent += 1
                    other[source].sendall(data)


@contextlib.contextmanager
def tcp_proxy(target: int, port: int = 0) -> Iterator[TcpProxy]:
    """A proxy before a port of 127.0.0.1, closed at the end; `port` is where it listens."""
    proxy = TcpProxy(target, port)
    try:
        yield proxy
    finally:
        proxy.close()
