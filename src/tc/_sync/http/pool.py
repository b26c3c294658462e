# Generated from src/tc/_async/http/pool.py by tools/unasync_build.py. Do not edit.

"""The connections of a client: a request takes the one used last, or opens one, or queues.

Each costs the same with one connection and with a thousand, and the queue is fair. An interrupt at any moment
loses no place: nothing keeps a number in step, all numbers are counted from what is there, and each change is
a single operation that can be done twice. docs/design/engine.md.
"""

from __future__ import annotations

import contextlib
import os
import threading
import time
import weakref
from collections import OrderedDict, deque
from typing import Any, NamedTuple

from tc._concurrency import Waiter, check_owner, sleep
from tc._http.tls import ssl_context
from tc._protocol.message import Origin, Request, limited
from tc._sync.http.connection import Connection
from tc._sync.http.stream import connect

KEEPALIVE_EXPIRY = 15.0  # seconds after which an idle connection is not used again


class Stats(NamedTuple):
    """How many there are at a moment."""

    busy: int  # requests that have a place
    idle: int  # connections that wait for a request
    waiting: int  # requests that wait for a place


class Place:
    """What each request has from its beginning to the end of its response.

    Should it be dropped without being left, it is counted no more.
    """

    __slots__ = ("__weakref__", "connection", "over", "ref", "waiter")

    def __init__(self, pool: Pool) -> None:
        self.connection: Connection | None = None
        self.waiter: Waiter | None = None
        self.over = False  # True once nobody needs it any more
        self.ref = weakref.ref(self, pool.dropped.append)


class Pool:
    """Connections, at most so many at a time, idle ones included; they belong to one event loop, if any."""

    def __init__(self, max_connections: int) -> None:
        self._max_connections = max_connections
        self._keepalive_expiry = KEEPALIVE_EXPIRY
        self._closed = False
        self._inherited: Any = None
        self._begin()

    def _begin(self) -> None:
        """Begin without any connections."""
        self.owner: Any = None  # the event loop, once there was a request
        self._lock = threading.RLock()  # never held while waiting for anything
        self.busy: set[weakref.ref[Place]] = set()
        self.dropped: list[Any] = []  # places that an interrupt kept from being left
        self._waiting: OrderedDict[weakref.ref[Place], None] = OrderedDict()
        self._idle: dict[Origin, deque[Connection]] = {}
        self._pid = os.getpid()

    def _check_process(self) -> None:
        """Begin anew in a forked process.

        Connections that it inherited are its parent's: using one would mix up two conversations, and closing
        one through an event loop would reach into that of the parent. So they are kept.
        """
        if self._pid != os.getpid():
            self._inherited = (self._inherited, self._idle, self.busy)
            self._begin()

    def _count(self) -> int:
        """How many requests have a place."""
        while self.dropped:
            with contextlib.suppress(TypeError, IndexError):  # one that was never counted cannot be hashed
                self.busy.discard(self.dropped.pop())
        return len(self.busy)

    def stats(self) -> Stats:
        """What there is at the moment."""
        return Stats(self._count(), sum(map(len, list(self._idle.values()))), len(self._waiting))

    def new_place(self) -> Place:
        """A place for a request, to `enter` with.

        Raises:
            RuntimeError: The pool is closed, or belongs to another event loop.
        """
        self._check_process()
        if self._closed:
            raise RuntimeError("this client is closed")
        self.owner = check_owner(self.owner)
        return Place(self)

    def enter(self, place: Place) -> None:
        """Wait for as long as it takes until there is room for one more request.

        `leave` must be called afterwards, whatever happens.

        Raises:
            RuntimeError: The pool was closed meanwhile.
        """
        with self._lock:
            if self._count() < self._max_connections and not self._waiting:
                self.busy.add(place.ref)
                return
            place.waiter = Waiter()
            self._waiting[place.ref] = None
        while place.ref not in self.busy:
            # In the blocking half this returns every now and then, should an interrupt have kept the request
            # that left from letting in the next.
            place.waiter.wait()
            if self._closed:
                raise RuntimeError("the client was closed")
            self._let_in()

    def _let_in(self) -> None:
        """Give free places to those that have waited longest."""
        with self._lock:
            while self._waiting:
                ref = next(iter(self._waiting))
                place = ref()
                if place is not None and not place.over:
                    if ref not in self.busy and self._count() >= self._max_connections:
                        return
                    self.busy.add(ref)
                self._waiting.pop(ref, None)
                if place is not None and place.waiter is not None:
                    place.waiter.set()

    def leave(self, place: Place) -> None:
        """Give up a place, and the connection that was used in it if that is not fit for another request."""
        connection = place.connection
        try:
            try:
                if connection is not None and connection.reusable and not self._closed:
                    self._keep(connection)
                    place.connection = None
            finally:
                place.over = True
                self.busy.discard(place.ref)
                self._waiting.pop(place.ref, None)
        finally:
            if place.connection is not None:
                place.connection.stream.discard()
            if self._waiting:
                self._let_in()

    def _keep(self, connection: Connection) -> None:
        connection.idle_since = now = time.monotonic()
        stack = self._idle.setdefault(connection.origin, deque())
        stack.append(connection)
        # The bottom of the stack may have been out of use for long.
        if now - stack[0].idle_since > self._keepalive_expiry:
            with contextlib.suppress(IndexError):
                stack.popleft().stream.discard()

    def connect(self, place: Place, request: Request, deadline: float | None) -> Connection:
        """Have the place hold a connection: the one used last of those that are still good, or a new one.

        Raises:
            httpx.ConnectError, httpx.ConnectTimeout: No connection is left, and none can be made.
        """
        origin = request.origin
        stack = self._idle.get(origin)
        oldest = time.monotonic() - self._keepalive_expiry
        while stack:
            try:
                connection = place.connection = stack.pop()
            except IndexError:
                break  # another thread was faster
            if connection.idle_since >= oldest and not connection.stream.is_readable():
                return connection
            place.connection = None
            connection.stream.discard()
        self._make_room()
        timeout = limited(request.timeouts.connect, deadline)
        context = ssl_context() if origin.scheme == "https" else None
        stream = connect(self.owner, origin.host, origin.port, context, timeout)
        place.connection = Connection(stream, origin)
        return place.connection

    def _make_room(self) -> None:
        """Close an idle connection, to whatever host, where one more would be too many."""
        with self._lock:
            stacks = [stack for stack in self._idle.values() if stack]
            if stacks and self._count() + sum(map(len, stacks)) > self._max_connections:
                min(stacks, key=lambda stack: stack[0].idle_since).popleft().stream.discard()
            for origin in [origin for origin, stack in self._idle.items() if not stack]:
                del self._idle[origin]

    def _discard_idle(self) -> None:
        for stack in list(self._idle.values()):
            with contextlib.suppress(IndexError):
                while True:
                    stack.pop().stream.discard()

    def discard(self) -> None:
        """Close all connections at once, those in use too, without an event loop: theirs may be gone."""
        self._closed = True
        self._discard_idle()
        connections = [getattr(ref(), "connection", None) for ref in list(self.busy)]
        for connection in filter(None, connections):
            connection.stream.discard()

    def close(self) -> None:
        """Close what is idle now, and the rest when it is done. Requests that wait for a place fail."""
        self._check_process()
        self._closed = True
        begun = self.owner is not None or self.stats().idle
        self._discard_idle()
        for ref in list(self._waiting):
            place = ref()
            if place is not None and place.waiter is not None:
                place.waiter.set()
        if begun:
            sleep(0)  # an event loop closes sockets at its next turn

    def __del__(self) -> None:
        if self._pid == os.getpid():
            with contextlib.suppress(Exception):
                self._discard_idle()
