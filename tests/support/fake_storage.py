"""A deployment with a storage that misbehaves as a test tells it to, over real HTTP.

It has one object (or artifact), and responds to the few methods that uploads and downloads call. Each request
for bytes gets its response from the next of `faults`, a function of the connection, the request and the
storage; without any left, it behaves.
"""

from __future__ import annotations

import base64
import contextlib
import functools
import gzip
import hashlib
import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import unquote

from tc import Credentials, Retry, to_json_date
from tests.support.http_server import HttpServer, Peer, Received, serve
from tests.support.scripted_taskcluster import reply

CREDENTIALS = Credentials("tester", "no-secret")
QUICK = Retry(delay_factor=0)
SECRET = "signature=do-not-show"
SMALL = random.Random(1).randbytes(100_000)
LARGE = random.Random(2).randbytes(3_000_000)

Fault = Callable[[Peer, Received, "Storage"], bool]


def hashes_of(content: bytes) -> dict[str, str]:
    return {name: _hash_of(name, content) for name in ("sha256", "sha512")}


@functools.lru_cache(64)  # most tests have one of two contents
def _hash_of(name: str, content: bytes) -> str:
    return hashlib.new(name, content).hexdigest()


@dataclass
class Storage:
    """What is stored, what is sent, and what was received."""

    content: bytes = SMALL
    faults: list[Fault] = field(default_factory=list)
    hashes: dict[str, Any] | None = None
    headers: dict[str, str] = field(default_factory=dict)
    lifetime: list[timedelta] = field(default_factory=list)  # of the URLs handed out; then an hour each
    artifact: dict[str, Any] = field(default_factory=dict)
    runs: list[dict[str, Any]] = field(default_factory=list)
    methods: tuple[str, ...] = ("dataInline", "putUrl")
    responses: dict[str, Callable[[Received], bytes]] = field(default_factory=dict)
    calls: list[tuple[str, Any]] = field(default_factory=list)
    storage_requests: list[Received] = field(default_factory=list)
    uploaded: list[bytes] = field(default_factory=list)
    server: HttpServer = field(init=False)

    def __post_init__(self) -> None:
        self.faults = list(self.faults)
        self.lifetime = list(self.lifetime)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.port}"

    def names(self) -> list[str]:
        """The API methods that were called."""
        return [name for name, _ in self.calls]

    def expires(self) -> str:
        lifetime = self.lifetime.pop(0) if self.lifetime else timedelta(hours=1)
        return to_json_date(datetime.now(UTC) + lifetime)

    def __call__(self, peer: Peer) -> None:
        while (request := peer.read_head()) is not None:
            if request.target.startswith("/api/"):
                request.body = peer.take(int(request.headers.get("content-length", "0")))
                peer.send(self.api(request))
            else:
                self.storage_requests.append(request)
                behave = self.faults.pop(0) if self.faults else honest
                if not behave(peer, request, self):
                    return

    def api(self, request: Received) -> bytes:
        parts = [unquote(part) for part in request.target.split("/")]
        service, rest = parts[2], parts[4:]
        payload = json.loads(request.body) if request.body else None
        name = {
            ("object", "PUT", "upload"): "createUpload",
            ("object", "POST", "finish-upload"): "finishUpload",
            ("object", "PUT", "start-download"): "startDownload",
            ("queue", "POST", "task"): "createArtifact",
            ("queue", "PUT", "task"): "finishArtifact",
            ("secrets", "GET", "secret"): "get",
        }.get((service, request.method, rest[0]), "")
        if not name and service == "queue":
            name = {"status": "status", "artifact-content": "latestArtifact"}.get(rest[2], "artifact")
            if rest[-1] == "artifacts":
                name = "listArtifacts"
        self.calls.append((name, payload if payload is not None else rest))
        request.headers["method"] = name
        if name in self.responses:
            return self.responses[name](request)
        response: Any = getattr(self, f"_{name}")(payload)
        return reply(200, response)

    def _createUpload(self, payload: Any) -> Any:
        proposed = payload["proposedUploadMethods"]
        method: dict[str, Any] = {}
        if "dataInline" in self.methods and "dataInline" in proposed:
            self.uploaded.append(base64.b64decode(proposed["dataInline"]["objectData"]))
            method = {"dataInline": True}
        elif "putUrl" in self.methods and "putUrl" in proposed:
            headers = {"Content-Type": proposed["putUrl"]["contentType"], "x-storage": "yes"}
            headers["Content-Length"] = str(proposed["putUrl"]["contentLength"])
            number = self.names().count("createUpload")
            url = f"{self.url}/put/{number}?{SECRET}"
            method = {"putUrl": {"url": url, "expires": self.expires(), "headers": headers}}
        same = {key: payload[key] for key in ("projectId", "uploadId", "expires")}
        return same | {"uploadMethod": method}

    def _finishUpload(self, payload: Any) -> Any:
        return {}

    def _startDownload(self, payload: Any) -> Any:
        hashes = hashes_of(self.content) if self.hashes is None else self.hashes
        number = self.names().count("startDownload")
        url = f"{self.url}/blob/{number}?{SECRET}"
        return {"method": "getUrl", "url": url, "expires": self.expires(), "hashes": hashes}

    def _latestArtifact(self, payload: Any) -> Any:
        return self.artifact

    def _artifact(self, payload: Any) -> Any:
        return self.artifact

    def _status(self, payload: Any) -> Any:
        return {"status": {"runs": self.runs}}

    def _createArtifact(self, payload: Any) -> Any:
        if payload["storageType"] == "s3":
            number = self.names().count("createArtifact")
            return {
                "storageType": "s3",
                "putUrl": f"{self.url}/put/{number}?{SECRET}",
                "contentType": payload["contentType"],
                "expires": self.expires(),
            }
        return {
            "storageType": "object",
            "name": "t/a/s/k",
            "projectId": "none",
            "uploadId": "fN1SbArXTPSVFNUvaOlinQ",
            "expires": payload["expires"].replace("Z", "+00:00"),
            "credentials": {"clientId": "uploader", "accessToken": "no-secret-either", "certificate": "{}"},
        }

    def _finishArtifact(self, payload: Any) -> Any:
        return {}


@contextlib.contextmanager
def storage(receive_buffer: int | None = None, **options: Any) -> Iterator[Storage]:
    """Run a server while the block runs."""
    sink = Storage(**options)
    with serve(sink, receive_buffer=receive_buffer) as server:
        sink.server = server
        yield sink


# ------------------------------------------------------------ behaviour of the storage


def head(status: int, headers: dict[str, str]) -> bytes:
    return (
        f"HTTP/1.1 {status} X\r\n".encode()
        + b"".join(f"{name}: {value}\r\n".encode() for name, value in headers.items())
        + b"\r\n"
    )


def begin(request: Received, sink: Storage) -> tuple[bytes, bytes]:
    """The head and the body of the right response to a GET."""
    headers = {"Content-Type": "text/plain; charset=utf-8"} | sink.headers
    start, end = 0, len(sink.content)
    etag = sink.headers.get("ETag")
    if (
        "range" in request.headers
        and sink.headers.get("Accept-Ranges") != "none"
        and request.headers.get("if-range", etag) == etag
    ):
        first, _, last = request.headers["range"].removeprefix("bytes=").partition("-")
        start, end = int(first), min(int(last or end) + bool(last), end)
    size = len(sink.content)
    part = (start, end) != (0, size)
    if part:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    headers["Content-Length"] = str(end - start)
    return head(206 if part else 200, headers), sink.content[start:end]


def honest(peer: Peer, request: Received, sink: Storage) -> bool:
    """As it should be."""
    if request.method == "PUT":
        sink.uploaded.append(peer.take(int(request.headers["content-length"])))
        peer.send(head(200, {"Content-Length": "0"}))
    else:
        first, body = begin(request, sink)
        peer.send(first + body)
    return True


def cut(at: int) -> Fault:
    """Hang up when this many bytes of the content were sent (or received)."""

    def fault(peer: Peer, request: Received, sink: Storage) -> bool:
        if request.method == "PUT":
            peer.take(at)
            return False
        first, body = begin(request, sink)
        found = re.search(rb"bytes (\d+)-", first)
        sent_before = int(found[1]) if found else 0
        peer.send(first + body[: max(0, at - sent_before)])
        return False

    return fault


def responding(
    status: int, headers: dict[str, str] | None = None, body: bytes = b"", *, read: bool = True
) -> Fault:
    """Respond with a status; without `read` before the body of the request has been read, then hang up."""

    def fault(peer: Peer, request: Received, sink: Storage) -> bool:
        if read:
            peer.take(int(request.headers.get("content-length", "0")))
        peer.send(head(status, {"Content-Length": str(len(body))} | (headers or {})) + body)
        if not read:
            peer.server.stopping.wait(0.2)
        return read

    return fault


def ignoring_range(peer: Peer, request: Received, sink: Storage) -> bool:
    """Respond to a range with the whole."""
    headers = {name: value for name, value in request.headers.items() if name != "range"}
    return honest(peer, replace(request, headers=headers), sink)


def partial(content_range: str) -> Fault:
    """Respond with a part that is not the one asked for."""
    return responding(206, {"Content-Range": content_range}, b"x" * 10)


def sending(content: bytes, headers: dict[str, str] | None = None) -> Fault:
    """Send another content as if it were the right one."""

    def fault(peer: Peer, request: Received, sink: Storage) -> bool:
        peer.send(head(200, {"Content-Length": str(len(content))} | (headers or {})) + content)
        return True

    return fault


def chunked(at: int | None = None) -> Fault:
    """Send without a length, and hang up after some bytes or go to the end."""

    def fault(peer: Peer, request: Received, sink: Storage) -> bool:
        body = sink.content if at is None else sink.content[:at]
        peer.send(head(200, {"Transfer-Encoding": "chunked"} | sink.headers))
        for start in range(0, len(body), 10_000):
            part = body[start : start + 10_000]
            peer.send(b"%x\r\n%b\r\n" % (len(part), part))
        if at is None:
            peer.send(b"0\r\n\r\n")
        return at is None

    return fault


def silent(peer: Peer, request: Received, sink: Storage) -> bool:
    """Say nothing until the client gives up."""
    peer.take(int(request.headers.get("content-length", "0")))
    peer.hung_up()
    return False


def deaf(peer: Peer, request: Received, sink: Storage) -> bool:
    """Do not even read until the test is over."""
    peer.server.stopping.wait(10)
    return False


def stalling(peer: Peer, request: Received, sink: Storage) -> bool:
    """Send a half, then nothing until the client gives up."""
    first, body = begin(request, sink)
    peer.send(first + body[: len(body) // 2])
    peer.hung_up()
    return False


def compressed(content: bytes) -> bytes:
    return gzip.compress(content, 1, mtime=0)
