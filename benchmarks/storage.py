"""A deployment with a storage on loopback, for the benchmarks of transfers.

`python -m benchmarks.storage FILE` prints its port. The file is its one large object, which it also sends at
the speed of a slow line; it has any number of small artifacts.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

MIB = 1024 * 1024
SMALL = bytes(20_000)  # of a small artifact
SLOW = 50e6  # bytes a second on one connection
PIECE = 128 * 1024  # bytes sent at a time on a slow line
_RANGE = re.compile(rb"range: bytes=(\d+)-(\d*)")


def serve(path: str) -> None:
    """Serve the object in a file, and take what is sent; a thread for each connection."""
    digests = {name: hashlib.new(name) for name in ("sha256", "sha512")}
    with open(path, "rb") as file:
        while block := file.read(MIB):
            for digest in digests.values():
                digest.update(block)
    hashes = {name: digest.hexdigest() for name, digest in digests.items()}
    with socket.create_server(("127.0.0.1", 0), backlog=128) as listener:
        print(listener.getsockname()[1], flush=True)
        while True:
            peer, _ = listener.accept()
            threading.Thread(target=_Connection(peer, path, hashes).converse, daemon=True).start()


class _Connection:
    """One connection to a client."""

    def __init__(self, peer: socket.socket, path: str, hashes: dict[str, str]) -> None:
        self.peer = peer
        self.path = path
        self.hashes = hashes
        self.scratch = memoryview(bytearray(MIB))
        self.data = b""

    def converse(self) -> None:
        self.peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with self.peer, contextlib.suppress(ConnectionError):
            while (head := self._head()) is not None:
                target = head.split(b" ", 2)[1]
                if target.startswith((b"/blob", b"/slow")):
                    self._send_blob(head, slow=target.startswith(b"/slow"))
                elif target.startswith(b"/small"):
                    self._send(SMALL, b"application/octet-stream")
                else:
                    self._send(json.dumps(self._response(target.decode())).encode(), b"application/json")

    def _head(self) -> bytes | None:
        """Receive a request, and drop its body; the result is its head in lower case."""
        while b"\r\n\r\n" not in self.data:
            if not (more := self.peer.recv(MIB)):
                return None
            self.data += more
        head, _, self.data = self.data.partition(b"\r\n\r\n")
        lower = head.lower()
        if b"transfer-encoding: chunked" in lower:  # the official client sends without a length
            tail = self.data[-5:]
            while tail != b"0\r\n\r\n":
                count = self.peer.recv_into(self.scratch)
                tail = (tail + bytes(self.scratch[max(0, count - 5) : count]))[-5:]
        else:
            found = re.search(rb"content-length: (\d+)", lower)
            left = (int(found[1]) if found else 0) - len(self.data)
            while left > 0:
                left -= self.peer.recv_into(self.scratch[: min(left, MIB)])
        self.data = b""
        return head.split(b"\r\n", 1)[0] + b"\r\n" + lower

    def _response(self, target: str) -> Any:
        host, port = self.peer.getsockname()
        url = f"http://{host}:{port}"
        expires = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
        if "/upload/" in target:
            put = {"url": f"{url}/put", "expires": expires, "headers": {"Content-Type": "a/b"}}
            return {"uploadMethod": {"putUrl": put}}
        if "/start-download/" in target:
            kind = "slow" if target.endswith("slow") else "blob"
            return {"method": "getUrl", "url": f"{url}/{kind}", "expires": expires, "hashes": self.hashes}
        if "/artifact-content/" in target:
            return {"storageType": "s3", "url": f"{url}/small"}
        return {}

    def _send(self, body: bytes, kind: bytes) -> None:
        head = b"HTTP/1.1 200 OK\r\nContent-Type: %b\r\nContent-Length: %d\r\n\r\n" % (kind, len(body))
        self.peer.sendall(head + body)

    def _send_blob(self, head: bytes, *, slow: bool) -> None:
        size = os.path.getsize(self.path)
        start, end, status = 0, size, b"200 OK"
        if found := _RANGE.search(head):
            start = int(found[1])
            end = min(int(found[2]) + 1 if found[2] else size, size)
            status = b"206 Partial Content\r\nContent-Range: bytes %d-%d/%d" % (start, end - 1, size)
        self.peer.sendall(
            b"HTTP/1.1 %b\r\nContent-Type: a/b\r\nContent-Length: %d\r\n\r\n" % (status, end - start)
        )
        with open(self.path, "rb") as file:
            if not slow:
                self.peer.sendfile(file, start, end - start)
                return
            file.seek(start)
            due = time.perf_counter()
            while start < end:
                piece = file.read(min(PIECE, end - start))
                self.peer.sendall(piece)
                start += len(piece)
                due += len(piece) / SLOW
                time.sleep(max(0.0, due - time.perf_counter()))


@contextlib.contextmanager
def busy(wanted: bool) -> Iterator[None]:
    """Keep the last core of the machine busy, where that is wanted."""
    if not wanted:
        yield
        return
    core = max(os.sched_getaffinity(0))
    program = f"import os; os.sched_setaffinity(0, {{{core}}})\nwhile True: pass"
    process = subprocess.Popen([sys.executable, "-c", program])
    try:
        yield
    finally:
        process.kill()
        process.wait()


if __name__ == "__main__":
    serve(sys.argv[1])
