# Generated from tests/_async/test_places.py by tools/unasync_build.py. Do not edit.

"""Places and idle connections after an interrupt, a fork, a race with another thread, or the end."""

from __future__ import annotations

import gc
import time
from collections import deque
from typing import Any

import pytest

from tc._protocol.message import Origin
from tc._sync.http.connection import Connection
from tc._sync.http.pool import Pool
from tests._sync.engines import Transport, fetch
from tests.support.http_server import serve

pytestmark = pytest.mark.anyio

ORIGIN = Origin("http", "localhost", 80)


class Discarded:
    """A stream that notes when it is closed."""

    def __init__(self) -> None:
        self.discarded = 0

    def discard(self) -> None:
        self.discarded += 1


def with_idle_connection(pool: Pool) -> Discarded:
    stream: Any = Discarded()
    connection = Connection(stream, ORIGIN)
    connection.idle_since = time.monotonic()
    pool._idle[ORIGIN] = deque([connection])
    noted: Discarded = stream
    return noted


def lose_in_the_queue(pool: Pool) -> None:
    """Leave in the queue what an interrupt leaves there that ends a request before it can leave its place."""
    place = pool.new_place()
    pool._waiting[place.ref] = None


def test_new_place_in_a_closed_pool_is_refused() -> None:
    pool = Pool(1)
    pool.close()
    with pytest.raises(RuntimeError, match="this client is closed"):
        pool.new_place()


def test_leave_with_lost_places_in_the_queue_lets_others_in() -> None:
    pool = Pool(1)
    first = pool.new_place()
    pool.enter(first)
    lose_in_the_queue(pool)
    lose_in_the_queue(pool)
    gc.collect()
    assert pool.stats() == (1, 0, 2)
    pool.leave(first)
    assert pool.stats() == (0, 0, 0)
    second = pool.new_place()
    pool.enter(second)
    assert pool.stats() == (1, 0, 0)
    pool.leave(second)


def test_aclose_with_lost_places_in_the_queue_closes() -> None:
    pool = Pool(1)
    stream = with_idle_connection(pool)
    lose_in_the_queue(pool)
    gc.collect()
    pool.close()
    assert stream.discarded == 1
    with pytest.raises(RuntimeError, match="closed"):
        pool.new_place()


def test_connect_when_another_thread_takes_the_idle_connection_opens_one() -> None:
    class Raced(deque[Connection]):
        """Another thread is faster."""

        def pop(self) -> Connection:  # type: ignore[override]
            taken.append(super().pop())
            return super().pop()

    taken: list[Connection] = []
    with serve() as server:
        with Transport() as transport:
            assert (fetch(transport, server.url + "/number")).content == b"1"
            ((origin, stack),) = transport.pool._idle.items()
            transport.pool._idle[origin] = Raced(stack)
            assert (fetch(transport, server.url + "/number")).content == b"2"
            assert transport.idle == 1
            taken[0].stream.discard()


@pytest.mark.parametrize("inherited", [False, True])
def test_pool_that_is_dropped_closes_idle_connections_of_its_own_process(inherited: bool) -> None:
    pool = Pool(1)
    stream = with_idle_connection(pool)
    if inherited:
        pool._pid = -1  # as in a child that was forked
    del pool
    gc.collect()
    assert stream.discarded == (0 if inherited else 1)
