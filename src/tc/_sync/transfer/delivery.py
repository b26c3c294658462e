# Generated from src/tc/_async/transfer/delivery.py by tools/unasync_build.py. Do not edit.

"""Where the content of a download goes once it is decoded: to its hashes, and to a sink or a writer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from tc._concurrency import cleanup, offload, until
from tc._stopping import StoppedError
from tc._transfer.buffer_sink import BufferSink, Sink
from tc._transfer.caller_code import CallerCode
from tc._transfer.callers import bytes_taken, check_plain_method
from tc._transfer.hashing import Digests, check_hashes
from tc._transfer.workers import SMALL, BlockWorkers, Consumer


class Writer(Protocol):
    """What the bytes of a download are given to."""

    def write(self, data: bytes, /) -> object:
        """Take the next bytes; the number that were taken, or None for all of them."""


WriterFactory = Callable[[], Writer]


def make_room(workers: BlockWorkers) -> None:
    """Wait until workers have caught up, or raise what a consumer raised."""
    if workers.threaded:
        until(workers.when_room)
        workers.check()
    else:
        offload(workers.consume_rest)


def consume_all(workers: BlockWorkers, *, in_memory: bool) -> None:
    """Wait until workers have consumed everything, or raise what a consumer raised.

    Args:
        workers: Which are to get no more blocks.
        in_memory: True if no consumer waits for a disk.
    """
    if workers.threaded:
        until(workers.when_done)
        workers.join()
    elif in_memory and workers.size <= SMALL:
        workers.consume_rest()
    else:
        offload(workers.consume_rest)


def _writing(sink: Sink, *others: Consumer) -> Consumer:
    def consume(block: bytes) -> None:
        with CallerCode("the file"):
            sink.write(block)
        for each in others:
            each(block)

    return consume


class Delivery:
    """Hands on the content of one download, from the first byte to the verified last one.

    Args:
        sink: Where it goes, unless there is a factory.
        writer_factory: Called at the start and at each restart.
    """

    def __init__(self, *, sink: Sink | None = None, writer_factory: WriterFactory | None = None) -> None:
        self._sink = sink
        self._in_memory = sink is None or isinstance(sink, BufferSink)
        self._writer_factory = writer_factory
        self._writer: Writer | None = None
        self._hashes: Mapping[str, str] = {}
        self._digests = Digests(())
        self._workers = BlockWorkers()
        self._given_up = False

    def start(self, hashes: Mapping[str, str] | None) -> None:
        """Make ready for the first byte; whatever came before does not count.

        Raises:
            TransferError: The sink cannot be rewound.
            TypeError: The factory made something that cannot be written to.
        """
        if self._workers.size:  # a sink forgets what came, or raises
            cleanup(self._workers.stop)
            if self._sink is not None:
                offload(self._sink.restart)
        self._hashes = hashes or {}
        self._digests = Digests(self._hashes)
        consumers = self._digests.consumers
        if self._sink is not None:
            # With the quickest hash on one thread: there are rarely more cores to be had.
            consumers[:1] = [_writing(self._sink, *consumers[:1])]
        self._workers = BlockWorkers(*consumers)
        if self._writer_factory is not None:
            with CallerCode("writer_factory"):
                self._writer = self._writer_factory()
            check_plain_method("writer_factory", self._writer, "write")

    def take(self, block: bytes) -> None:
        """Hash and write the next block, or raise what the sink or the writer raised."""
        self._check()
        if self._workers.put(block):
            make_room(self._workers)
        if self._writer is not None:
            self._write(self._writer, block)

    def finish(self) -> None:
        """Write the rest, and verify the whole.

        Raises:
            HashMismatchError: It is not what was uploaded.
        """
        consume_all(self._workers, in_memory=self._in_memory)
        check_hashes(self._hashes, self._digests.hex())

    def give_up(self) -> None:
        """Begin to write nothing any more; a write that is under way may go on."""
        self._given_up = True
        if self._sink is not None:
            self._sink.give_up()

    def stop(self) -> None:
        """Give up: when this returns, nothing is written any more."""
        self.give_up()
        cleanup(self._workers.stop)

    def _check(self) -> None:
        if self._given_up:
            raise StoppedError

    def _write(self, writer: Any, block: bytes) -> None:
        """Have a writer of the caller's take a block whole."""
        with CallerCode("the writer"):
            count = bytes_taken(writer, writer.write(block), len(block))
            while count < len(block):
                self._check()
                rest = block[count:]
                count += bytes_taken(writer, writer.write(rest), len(rest))
