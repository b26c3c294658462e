# Generated from src/tc/_async/http/pool.py by tools/unasync_build.py. Do not edit.

"""The default client's transport: a subclass of httpx's own, with a pool whose cost a call does not grow.

`httpx`'s stock pool looks at all connections and all waiting requests whenever one begins or ends. Here a
request takes the connection that was used last, or opens one, or queues; each in constant time.

The class keeps httpx's own method for requests and replaces only what that delegates to. So whatever patches
the method to see or answer requests (pytest-httpx, OpenTelemetry's instrumentation) works as with any httpx
client. It relies on one private name, `_pool`, which a test watches.
"""

from __future__ import annotations

import os
import threading
import time
import weakref
from collections import OrderedDict, deque
from typing import TYPE_CHECKING, Any, Self, TypeAlias

import httpx

from tc._concurrency import Waiter, check_owner, sleep
from tc._http.proxies import environment_rules, find_proxy

if TYPE_CHECKING:
    from types import TracebackType

    import httpcore

    from tc._sync.http.connection import Connection

    # Scheme, host and port.
    Origin: TypeAlias = tuple[bytes, bytes, int]

_DEFAULT_PORTS = {b"http": 80, b"https": 443}


class Transport(httpx.HTTPTransport):
    """Sends requests over HTTP/1.1, at most `max_connections` at a time.

    Timeouts are those of the request (`request.extensions["timeout"]`, as httpx sets it: seconds to connect,
    for each read and for each write). Waiting for a free connection never times out, and is fair. Proxies are
    those of the environment at the time of construction; TLS settings are shared by the whole process.

    Where there is an event loop, it belongs to that of its first request.

    Parameters:
        max_connections: how many connections there may be at once, idle ones included.
        keepalive_expiry: seconds after which an idle connection is not used again.
    """

    def __init__(self, *, max_connections: int = 100, keepalive_expiry: float = 15.0) -> None:
        # Not httpx's own __init__: it would read all certificates, which takes 20 ms, TLS or not.
        self._pool: Any = Pool(max_connections, keepalive_expiry)


class Pool:
    """The connections of a transport: the part of httpcore's pool that httpx's transports use."""

    def __init__(self, max_connections: int, keepalive_expiry: float) -> None:
        if max_connections < 1:
            raise ValueError("max_connections must be at least 1")
        self._max_connections = max_connections
        self._keepalive_expiry = keepalive_expiry
        self._rules = environment_rules()
        self._closed = False
        self._reset()
        _pools.add(self)

    def _reset(self) -> None:
        """Begin anew, without any connections."""
        self._owner: Any = None
        # Never held while waiting for anything.
        self._lock = threading.Lock()
        self._busy = 0  # requests that have a place
        self._open = 0  # connections, idle or in use
        self._waiters: OrderedDict[Waiter, None] = OrderedDict()
        self._idle: dict[Origin, deque[Connection]] = {}
        self._proxies: dict[Origin, httpx.Proxy | None] = {}

    def handle_request(self, request: httpcore.Request) -> httpcore.Response:
        """Send a request; the response's body must be read to its end or closed."""
        import httpcore

        from tc._sync.http.connection import ResponseBody

        url = request.url
        if url.scheme not in _DEFAULT_PORTS:
            raise httpcore.UnsupportedProtocol(
                f"Request URL has an unsupported protocol '{url.scheme.decode('ascii', 'replace')}://'."
            )
        origin = (url.scheme, url.host, url.port or _DEFAULT_PORTS[url.scheme])
        self._check_usable()
        self._enter()
        connection: Connection | None = None
        try:
            connection = self._take_idle(origin)
            if connection is None:
                connection = self._connect(origin, request)
            head, parts, complete = connection.exchange(request)
        except BaseException:
            self._leave(origin, connection, False)
            raise
        if complete:
            self._leave(origin, connection, True)
        return httpcore.Response(
            head.status,
            headers=head.headers,
            content=ResponseBody(
                parts,
                None if complete else connection,
                lambda connection, reusable: self._leave(origin, connection, reusable),
            ),
            extensions={"http_version": b"HTTP/" + head.version, "reason_phrase": head.reason},
        )

    def _check_usable(self) -> None:
        if self._closed:
            raise RuntimeError("the client is closed")
        self._owner = check_owner(self._owner)

    # Places: every request has one from its beginning until the end of its answer.

    def _enter(self) -> None:
        with self._lock:
            if self._busy < self._max_connections:
                self._busy += 1
                return
            waiter = Waiter()
            self._waiters[waiter] = None
        try:
            waiter.wait()
        except BaseException:
            with self._lock:
                given = waiter.granted
                if not given:
                    del self._waiters[waiter]
            if given:
                self._pass_on()
            raise
        if self._closed:
            self._pass_on()
            raise RuntimeError("the client was closed")

    def _pass_on(self) -> None:
        """Give a place to whoever has waited longest."""
        with self._lock:
            if self._waiters:
                self._waiters.popitem(last=False)[0].set()
            else:
                self._busy -= 1

    def _leave(self, origin: Origin, connection: Connection | None, reusable: bool) -> None:
        """Give up a place and the connection that was used in it."""
        surplus = connection
        if connection is not None and reusable and connection.reusable:
            connection.idle_since = now = time.monotonic()
            with self._lock:
                if not self._closed:
                    idle = self._idle.setdefault(origin, deque())
                    idle.append(connection)
                    surplus = None
                    # The bottom of the stack may have been out of use for long.
                    if now - idle[0].idle_since > self._keepalive_expiry:
                        surplus = idle.popleft()
        if surplus is not None:
            self._discard(surplus)
        self._pass_on()

    # Connections.

    def _discard(self, connection: Connection) -> None:
        with self._lock:
            self._open -= 1
        connection.stream.discard()

    def _take_idle(self, origin: Origin) -> Connection | None:
        """The connection used last of those that are still good."""
        oldest = time.monotonic() - self._keepalive_expiry
        while True:
            with self._lock:
                idle = self._idle.get(origin)
                if not idle:
                    return None
                connection = idle.pop()
                if not idle:
                    del self._idle[origin]
            if connection.idle_since >= oldest and not connection.stream.is_readable():
                return connection
            self._discard(connection)

    def _connect(self, origin: Origin, request: httpcore.Request) -> Connection:
        from tc._sync.http.tunnel import open_connection

        surplus = None
        with self._lock:
            if self._open >= self._max_connections:
                # All places are counted, so one of the connections is idle: to another host.
                stale = min(self._idle, key=lambda other: self._idle[other][0].idle_since)
                surplus = self._idle[stale].popleft()
                if not self._idle[stale]:
                    del self._idle[stale]
            else:
                self._open += 1
        if surplus is not None:
            surplus.stream.discard()
        scheme, host, port = origin
        try:
            name = host.decode("ascii")
            timeout = request.extensions.get("timeout", {}).get("connect")
            return open_connection(scheme, name, port, self._proxy(origin, request.url.port), timeout)
        except BaseException:
            with self._lock:
                self._open -= 1
            raise

    def _proxy(self, origin: Origin, port: int | None) -> httpx.Proxy | None:
        if not self._rules:
            return None
        if origin not in self._proxies:
            scheme, host, _ = origin
            self._proxies[origin] = find_proxy(self._rules, scheme.decode(), host.decode(), port)
        return self._proxies[origin]

    # The end.

    def close(self) -> None:
        """Close what is idle now, and the rest when it is done. Requests that wait for a place fail."""
        with self._lock:
            self._closed = True
            idle = [connection for stack in self._idle.values() for connection in stack]
            self._idle.clear()
            self._open -= len(idle)
            waiters = list(self._waiters)
            self._waiters.clear()
            self._busy += len(waiters)
            for waiter in waiters:
                waiter.set()
        for connection in idle:
            connection.stream.discard()
        # An event loop closes sockets at its next turn.
        sleep(0)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None = None,
        exc_value: BaseException | None = None,
        traceback: TracebackType | None = None,
    ) -> None:
        self.close()


_pools: weakref.WeakSet[Pool] = weakref.WeakSet()
# Connections that a forked process inherited. They are its parent's: using one would mix up two
# conversations, and closing one through an event loop would reach into that of the parent. So they are kept.
_inherited: list[object] = []


def _forget_connections() -> None:
    for pool in _pools:
        _inherited.extend(pool._idle.values())
        pool._reset()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_connections)
