"""TLS inside TLS, as a proxy that speaks TLS itself asks for."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from typing import Any

import httpcore
import pytest
import trustme

from tc._http.nested_tls import NestedStream
from tc._http.stream import Stream


@pytest.fixture(scope="module")
def contexts() -> tuple[ssl.SSLContext, ssl.SSLContext]:
    authority = trustme.CA()
    server, client = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context()
    authority.issue_cert("localhost").configure_cert(server)
    authority.configure_trust(client)
    return server, client


@pytest.fixture
def nested(contexts: tuple[ssl.SSLContext, ssl.SSLContext]) -> Iterator[Callable[..., NestedStream]]:
    """Makes a stream whose other end a function gets."""
    ends: list[Any] = []

    def make(behave: Callable[[Any], None], timeout: float = 5) -> NestedStream:
        near, far = socket.socketpair()

        def run() -> None:
            secure = contexts[0].wrap_socket(far, server_side=True)
            try:
                behave(secure)
            finally:
                secure.close()

        thread = threading.Thread(target=run)
        thread.start()
        outer = Stream(near)
        ends.extend([outer.discard, lambda: thread.join(10)])
        return NestedStream(outer, contexts[1], "localhost", timeout)

    yield make
    for end in ends:
        end()


def test_nested_stream_that_is_closed_ends(
    nested: Callable[..., NestedStream],
) -> None:
    def behave(far: Any) -> None:
        assert far.recv(100) == b"hello"
        far.sendall(b"bye")
        with contextlib.suppress(OSError):
            far.unwrap()

    stream = nested(behave)
    assert stream.write(b"hello", 5)
    assert not stream.has_input()
    assert stream.read(5) == b"bye"
    assert stream.read(5) == b""
    stream.discard()


def test_nested_stream_that_breaks_is_an_error(nested: Callable[..., NestedStream]) -> None:
    stream = nested(lambda far: None)
    with pytest.raises(httpcore.ReadError):
        while True:
            stream.read(5)
    assert stream.is_readable()
    with pytest.raises(httpcore.WriteError):
        while True:
            stream.write(b"x" * 1_000_000, 5)


def test_nested_handshake_that_fails_is_an_error(contexts: tuple[ssl.SSLContext, ssl.SSLContext]) -> None:
    near, far = socket.socketpair()
    stream = Stream(near)
    with pytest.raises(TimeoutError):
        NestedStream(stream, contexts[1], "localhost", 0.05)
    far.close()
    with pytest.raises(ConnectionError):
        NestedStream(stream, contexts[1], "localhost", 1)
    stream.discard()
