"""A blocking stream with TLS inside TLS."""

from __future__ import annotations

import functools
import ssl
from typing import TYPE_CHECKING, TypeVar

import httpcore

from tc._http.stream import CHUNK, Stream

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class NestedStream(Stream):
    """TLS inside the TLS of an https proxy: `ssl.SSLSocket` cannot do that."""

    def __init__(self, outer: Stream, context: ssl.SSLContext, hostname: str, timeout: float | None) -> None:
        self._outer = outer
        self._incoming = ssl.MemoryBIO()
        self._outgoing = ssl.MemoryBIO()
        self._tls = context.wrap_bio(self._incoming, self._outgoing, server_hostname=hostname)
        try:
            self._run(self._tls.do_handshake, timeout)
        except httpcore.TimeoutException as exc:
            raise TimeoutError from exc
        except httpcore.NetworkError as exc:
            raise ConnectionError(str(exc)) from exc

    def _run(self, step: Callable[[], T], timeout: float | None) -> T:
        while True:
            try:
                result = step()
            except ssl.SSLWantReadError:
                self._flush(timeout)
                data = self._outer.read(timeout)
                if data:
                    self._incoming.write(data)
                else:
                    self._incoming.write_eof()
            else:
                self._flush(timeout)
                return result

    def _flush(self, timeout: float | None) -> None:
        data = self._outgoing.read()
        if data:
            self._outer.write(data, timeout)

    def read(self, timeout: float | None) -> bytes:
        try:
            return self._run(functools.partial(self._tls.read, CHUNK), timeout)
        except OSError as exc:
            raise httpcore.ReadError(str(exc)) from exc

    def write(self, data: bytes, timeout: float | None) -> bool:
        rest = memoryview(data)
        try:
            while rest:
                rest = rest[self._run(functools.partial(self._tls.write, rest[:CHUNK]), timeout) :]
        except OSError as exc:
            raise httpcore.WriteError(str(exc)) from exc
        return True

    def has_input(self) -> bool:
        return False

    def is_readable(self) -> bool:
        return self._outer.is_readable()

    def discard(self) -> None:
        self._outer.discard()
