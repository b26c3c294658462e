"""Hashing and file writing beside the transfer: each on a thread of its own, in bounded memory."""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import SimpleQueue

LIMIT = 8 * 1024 * 1024  # bytes that may wait for the slowest consumer
START = 1024 * 1024  # bytes from which threads are worth their while

Consumer = Callable[[bytes], object]


class BlockWorkers:
    """Hands blocks to several consumers, to each in order, side by side.

    hashlib and files let go of the interpreter's lock while they work on a large block, so that the lanes run
    in parallel with each other and with the network. Less than `START` bytes are kept and consumed in
    `finish`, without any thread.

    One thread at a time calls the methods. `put` never blocks; the others do.

    Args:
        consumers: Functions that take the next block.
    """

    def __init__(self, *consumers: Consumer) -> None:
        self._consumers = consumers
        self._early: list[bytes] = []
        self._queues: list[SimpleQueue[bytes | None]] = []
        self._threads: list[threading.Thread] = []
        self._put = 0
        self._done = [0] * len(consumers)
        self._change = threading.Condition()
        self._waiting = False
        self._stopped = False
        self._failure: BaseException | None = None

    def put(self, block: bytes) -> bool:
        """Hand on a block, which must not change any more.

        Returns:
            Whether to call `wait_for_room` before the next one.
        """
        self._put += len(block)
        if self._threads:
            for queue in self._queues:
                queue.put(block)
            return self._failure is not None or self._backlog() > LIMIT
        if self._consumers:
            self._early.append(block)
            if self._put >= START:
                self._start()
        return False

    def wait_for_room(self) -> None:
        """Wait until the slowest consumer has caught up.

        Raises:
            Exception: What a consumer raised.
        """
        with self._change:
            self._waiting = True
            self._change.wait_for(lambda: self._failure is not None or self._backlog() <= LIMIT // 2)
            self._waiting = False
        self._check()

    def finish(self) -> None:
        """Wait until all blocks are consumed.

        Raises:
            Exception: What a consumer raised.
        """
        if not self._threads:
            for consume in self._consumers:
                for block in self._early:
                    consume(block)
        self._join()
        self._check()

    def stop(self) -> None:
        """Drop what has not been consumed; when this returns, no consumer is called any more."""
        self._stopped = True
        self._join()

    def _backlog(self) -> int:
        return self._put - min(self._done)

    def _check(self) -> None:
        if self._failure is not None:
            raise self._failure

    def _start(self) -> None:
        for index in range(len(self._consumers)):
            queue: SimpleQueue[bytes | None] = SimpleQueue()
            for block in self._early:
                queue.put(block)
            thread = threading.Thread(target=self._run, args=(index, queue), name="tc-transfer", daemon=True)
            self._queues.append(queue)
            self._threads.append(thread)
            thread.start()
        self._early = []

    def _run(self, index: int, queue: SimpleQueue[bytes | None]) -> None:
        consume = self._consumers[index]
        while (block := queue.get()) is not None:
            # After a failure the others go on emptying their queues, so that memory is let go.
            if not self._stopped and self._failure is None:
                try:
                    consume(block)
                except BaseException as error:  # noqa: BLE001 - told to the thread that waits
                    self._failure = error
            self._done[index] += len(block)
            del block
            if self._waiting:
                with self._change:
                    self._change.notify_all()

    def _join(self) -> None:
        for queue in self._queues:
            queue.put(None)
        for thread in self._threads:
            thread.join()
        self._queues = []
        self._early = []
