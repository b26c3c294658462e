"""HTTP on a connection to a local Taskcluster, as clients of all kinds speak it."""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import h11
import pytest

from tc.testing import LocalTaskcluster
from tests.testing.task_factory import create, run

PING = b"GET /api/auth/v1/ping HTTP/1.1\r\nHost: localhost\r\n\r\n"
POST = b"POST /api/auth/v1/scopes/expand HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"


class Peer:
    """A client on one connection, which reads with h11.

    Args:
        taskcluster: The server.
        requests: The HTTP methods of the requests that it sends.
    """

    def __init__(self, taskcluster: LocalTaskcluster, *requests: str) -> None:
        self.port = urlsplit(taskcluster.root_url).port or 0
        self.socket = socket.create_connection(("127.0.0.1", self.port), 10)
        self.requests = list(requests)
        self.left = b""
        self.reason = b""  # of the last response

    def send(self, *parts: bytes) -> None:
        """Send bytes, with the server's own name for itself."""
        for part in parts:
            self.socket.sendall(part.replace(b"Host: localhost", b"Host: localhost:%d" % self.port))

    def response(self) -> tuple[int, dict[str, str], bytes]:
        """The next response: status, headers, body."""
        reader = h11.Connection(h11.CLIENT)
        verb = self.requests.pop(0) if self.requests else "GET"
        reader.send(h11.Request(method=verb, target="/", headers=[("host", "x")]))
        reader.send(h11.EndOfMessage())
        if self.left:
            reader.receive_data(self.left)
        head, body = None, b""
        while True:
            event = reader.next_event()
            if event is h11.NEED_DATA:
                reader.receive_data(self.socket.recv(65536))
            elif isinstance(event, h11.Response):
                head = event
            elif isinstance(event, h11.Data):
                body += bytes(event.data)
            elif isinstance(event, h11.EndOfMessage):
                break
        assert head is not None
        self.left, self.reason = bytes(reader.trailing_data[0]), head.reason
        return head.status_code, {k.decode(): v.decode() for k, v in head.headers}, body

    def is_closed(self) -> bool:
        """Return True if the server closes the connection, having sent nothing more."""
        try:
            return self.left == b"" and self.socket.recv(1) == b""
        except ConnectionResetError:
            return True


@contextlib.contextmanager
def peer(taskcluster: LocalTaskcluster, *requests: str) -> Iterator[Peer]:
    found = Peer(taskcluster, *requests)
    with found.socket:
        yield found


def test_a_connection_is_kept_and_requests_may_come_ahead(taskcluster: LocalTaskcluster) -> None:
    with peer(taskcluster, "GET", "HEAD", "GET", "GET") as client:
        client.send(PING + PING.replace(b"GET", b"HEAD") + PING)
        for body in (True, False, True):
            status, headers, content = client.response()
            assert (status, bool(content)) == (200, body)
            assert int(headers["content-length"]) > 0
            assert headers["date"].endswith(" GMT")
        client.send(PING)
        assert client.response()[0] == 200
        assert client.reason == b"OK"


@pytest.mark.parametrize(
    "request_", [PING.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"), PING.replace(b"1.1", b"1.0")]
)
def test_a_connection_is_closed_where_its_caller_wants_that(
    taskcluster: LocalTaskcluster, request_: bytes
) -> None:
    with peer(taskcluster) as client:
        client.send(request_)
        assert client.response()[0] == 200
        assert client.is_closed()


def test_a_body_may_come_in_chunks_and_bytes(taskcluster: LocalTaskcluster) -> None:
    body = b'{"scopes": ["a"]}'
    with peer(taskcluster) as client:
        client.send(POST + b"Transfer-Encoding: chunked\r\n\r\n")
        for byte in body:
            client.send(b"1\r\n%c\r\n" % byte)
        client.send(b"0\r\n\r\n")
        assert client.response()[0] == 403
        whole = POST + b"Content-Length: %d\r\n\r\n" % len(body) + body
        client.send(*(bytes([byte]) for byte in whole))
        assert client.response()[0] == 403


def test_a_caller_who_waits_to_be_asked_for_the_body_is_asked(taskcluster: LocalTaskcluster) -> None:
    with peer(taskcluster) as client:
        client.send(POST + b"Content-Length: 2\r\nExpect: 100-continue\r\n\r\n")
        assert client.socket.recv(65536).startswith(b"HTTP/1.1 100 ")
        client.send(b"{}")
        assert client.response()[0] == 403


def test_a_large_body_goes_to_the_storage_and_back(taskcluster: LocalTaskcluster, queue) -> None:
    content = bytes(range(256)) * 40_000
    create(queue)
    task_id, run_id, worker = run(queue)
    artifact = {"storageType": "s3", "contentType": "text/x", "expires": queue.task(task_id)["expires"]}
    url = urlsplit(worker.createArtifact(task_id, run_id, "public/x", artifact)["putUrl"])
    head = f"PUT {url.path}?{url.query} HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/x\r\n".encode()
    with peer(taskcluster, "PUT", "GET") as client:
        client.send(head + b"Content-Length: %d\r\n\r\n" % len(content), content)
        assert client.response()[0] == 200
        url = urlsplit(queue.getLatestArtifact(task_id, "public/x")["url"])
        client.send(f"GET {url.path}?{url.query} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        time.sleep(0.01)  # the server has to wait until there is room for more
        assert client.response()[2] == content


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (b"nonsense\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        (b"GET /\x00 HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        (PING[:-2] + b"x: " + b"y" * 70_000, 431),
        (POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", 400),
        (POST + b"Transfer-Encoding: gzip\r\n\r\n", 501),
        (POST + b"Content-Length: -1\r\n\r\n", 400),
    ],
)
def test_what_is_not_http_is_refused_and_ends_the_connection(
    taskcluster: LocalTaskcluster, text: bytes, status: int
) -> None:
    with peer(taskcluster) as client:
        client.send(text)
        found, headers, content = client.response()
        assert (found, headers["connection"]) == (status, "close")
        assert content.startswith(b"Bad Request: ")
        assert client.reason
        assert client.is_closed()


def test_the_rest_of_a_body_that_nobody_read_is_thrown_away(taskcluster: LocalTaskcluster) -> None:
    taskcluster.fail(1, status=503)
    big = b"x" * 11_000_000  # more than a payload may have
    with peer(taskcluster) as client:
        client.send(POST + b"Content-Length: %d\r\n\r\n" % len(big), big)
        assert client.response()[0] == 503
        client.send(POST + b"Content-Length: %d\r\n\r\n" % len(big), big)
        assert client.response()[0] == 413
        client.send(PING)
        assert client.response()[0] == 200


def test_a_connection_that_is_dropped_ends_without_a_response(taskcluster: LocalTaskcluster) -> None:
    taskcluster.fail(1, drop=True)
    with peer(taskcluster) as client:
        client.send(PING)
        assert client.is_closed()


@pytest.mark.parametrize(
    "target", [b"http://localhost/api/auth/v1/ping", b"HTTP://localhost/api/auth/v1/ping?"]
)
def test_a_target_may_be_a_whole_url_of_this_server(taskcluster: LocalTaskcluster, target: bytes) -> None:
    with peer(taskcluster) as client:
        whole = target.replace(b"localhost", b"localhost:%d" % client.port)
        client.send(b"GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n" % whole)
        assert client.response()[0] == 200
        client.send(
            b"GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n" % target.replace(b"localhost", b"evil.example")
        )
        assert client.response()[0] == 403


def test_a_server_with_open_connections_and_work_stops_at_once() -> None:
    with LocalTaskcluster() as taskcluster, peer(taskcluster) as idle, peer(taskcluster) as busy:
        idle.send(PING)
        assert idle.response()[0] == 200
        taskcluster.fail(1, status=None, delay=3600)
        busy.send(PING)
        while taskcluster._run(lambda deployment: deployment.faults):
            time.sleep(0.001)
        began = time.monotonic()
        taskcluster.close()
        assert time.monotonic() - began < 60
        assert idle.is_closed()
        assert busy.is_closed()
