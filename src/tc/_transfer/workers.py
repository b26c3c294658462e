"""Hashing and file writing next to the transfer: each on a thread of its own, in bounded memory."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue

MIB = 1024 * 1024
LIMIT = 3 * MIB  # bytes that may wait for the slowest consumer: a block, and most of the next one
ROOM = 2 * MIB  # bytes that are left to it when more may come: a block to work on until then
START = MIB  # bytes from which threads are worth their while
SMALL = 64 * 1024  # bytes that are consumed faster than a thread is reached

Consumer = Callable[[bytes], object]


class _Worker(threading.Thread):
    """One consumer on its thread."""

    def __init__(self, consume: Consumer, work: Callable[[_Worker], object]) -> None:
        super().__init__(target=work, args=(self,), name="tc-transfer", daemon=True)
        self.consume = consume
        self.queue: SimpleQueue[bytes | Callable[[], object] | None] = SimpleQueue()
        self.done = 0

    def end(self) -> None:
        """Wait until the thread has ended, which has been given its last block."""
        self.queue.put(None)
        with suppress(RuntimeError):  # refused or interrupted, it has not started; then it has got no block
            self.join()


class BlockWorkers:
    """Hands blocks to several consumers, to each in order, side by side.

    hashlib and files let go of the interpreter's lock while they work on a large block, so that the consumers
    run in parallel with each other and with the network. Less than `START` bytes are kept and consumed in
    `consume_rest`, without any thread; so are all where the interpreter has no thread left to give, as in the
    last minute of a process.

    One thread at a time calls the methods. `consume_rest`, `join` and `stop` block; the others do not.

    Attributes:
        size: Bytes that were put.
    """

    def __init__(self, *consumers: Consumer) -> None:
        self._consumers = consumers
        self._early: list[bytes] = []
        self._workers: list[_Worker] = []
        self._threads_refused = False
        self.size: int = 0
        self._lock = threading.Lock()
        self._on_room: Callable[[], object] | None = None
        self._room = 0
        self._stopped = False
        self._failure: BaseException | None = None

    @property
    def threaded(self) -> bool:
        """True if blocks are consumed on threads."""
        return bool(self._workers)

    def put(self, block: bytes) -> bool:
        """Hand on a block, which must not change any more.

        Returns:
            True if `when_room` or `consume_rest` is to be called before the next one.
        """
        self.size += len(block)
        if self._stopped:
            return False
        if self._workers:
            for worker in self._workers:
                worker.queue.put(block)
            return self._failure is not None or self._backlog() > LIMIT
        if self._consumers:
            self._early.append(block)
            if self._threads_refused:
                return True
            if self.size >= START:
                return not self._start()
        return False

    def when_room(self, tell: Callable[[], object]) -> None:
        """Have any thread call a function once the slowest consumer has caught up, or one has failed."""
        self._when_backlog(ROOM, tell)

    def when_done(self, tell: Callable[[], object]) -> None:
        """Have a function called once all blocks are consumed, or a consumer has failed."""
        self._when_backlog(0, tell)

    def call(self, function: Callable[[], object]) -> None:
        """Have the last thread call a function, after the blocks that it has got; dropped when stopped."""
        self._workers[-1].queue.put(function)

    def check(self) -> None:
        """Raise what a consumer raised."""
        if self._failure is not None:
            raise self._failure

    def consume_rest(self) -> None:
        """Consume what was put and kept, in this thread, or raise what a consumer raised."""
        early, self._early = self._early, []
        for consume in self._consumers:
            for block in early:
                consume(block)

    def join(self) -> None:
        """Wait until the threads have ended, which have nothing left to do."""
        for worker in self._workers:
            worker.end()
        self._workers = []
        self.check()

    def stop(self) -> None:
        """Drop what has not been consumed; when this returns, no consumer is called any more."""
        self._stopped = True
        self._early = []
        with self._lock:
            tell, self._on_room = self._on_room, None
        if tell is not None:
            tell()
        for worker in self._workers:
            worker.queue.put(None)
        for worker in self._workers:
            worker.end()

    def _backlog(self) -> int:
        return self.size - min(worker.done for worker in self._workers)

    def _when_backlog(self, room: int, tell: Callable[[], object]) -> None:
        with self._lock:
            if self._failure is None and not self._stopped and self._backlog() > room:
                self._room, self._on_room = room, tell
                return
        tell()

    def _start(self) -> bool:
        """Begin to work on threads; False where there are none to be had."""
        # A large block, once freed, makes malloc keep what is freed later: fresh pages cost more than a copy.
        bytes(4 * MIB)
        self._workers = [_Worker(consume, self._run) for consume in self._consumers]
        if self._stopped:  # by another thread, which may not have found them
            for worker in self._workers:
                worker.queue.put(None)
        try:
            for worker in self._workers:
                worker.start()
        except RuntimeError:
            # The interpreter is shutting down, or the machine has no more threads.
            self._threads_refused = True
            self.join()
            return False
        for block in self._early:
            for worker in self._workers:
                worker.queue.put(block)
        self._early = []
        return True

    def _run(self, worker: _Worker) -> None:
        while (block := worker.queue.get()) is not None:
            if not isinstance(block, bytes):
                if not self._stopped:
                    block()
                continue
            # After a failure the others go on emptying their queues, so that memory is let go.
            if not self._stopped and self._failure is None:
                try:
                    worker.consume(block)
                except BaseException as error:  # noqa: BLE001 - told to the thread that waits
                    self._failure = error
            worker.done += len(block)
            del block
            self._tell()

    def _tell(self) -> None:
        """Call the function that waits for room, if there is some now."""
        if self._on_room is None:
            return
        with self._lock:
            tell = self._on_room
            if tell is None or (self._failure is None and self._backlog() > self._room):
                return
            self._on_room = None
        tell()
