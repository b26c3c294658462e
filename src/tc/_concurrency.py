"""The pairs that differ between the two halves: each name, and its twin with `async_` or `Async` before it.

Everything in `tc._async` that has to wait, block or run elsewhere does it through a name of this module
(or of `tc._http.stream`, the pair of network streams), so that the blocking half can be made from the other
one by renaming alone. Event loops are imported where they are used: the blocking half needs none.
"""

from __future__ import annotations

import contextlib
import sys
import threading
import time
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast

from tc import _stopping

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

P = ParamSpec("P")
T = TypeVar("T")
R = TypeVar("R")


async def async_sleep(seconds: float) -> None:
    """Wait for `seconds` without holding up the event loop."""
    import anyio

    await anyio.sleep(seconds)


def sleep(seconds: float) -> None:
    """Wait for `seconds`."""
    _stopping.sleep(seconds)


async def async_offload(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call a function that may block (files, hashing of large data) in a worker thread."""

    import anyio.to_thread

    began = False

    def call() -> T:
        nonlocal began
        began = True
        return function(*args, **kwargs)

    try:
        return await anyio.to_thread.run_sync(call)
    except RuntimeError:
        # In the last minute of a process the interpreter has no threads left to give.
        if began:
            raise
        return function(*args, **kwargs)


def offload(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call a function that may block: here in the caller's own thread."""
    return function(*args, **kwargs)


async def async_cleanup(function: Callable[[], object]) -> None:
    """Call a function that may block and must have its turn even when the task is being cancelled.

    It is begun at once, in a thread, and a cancellation goes on when it has ended.
    """
    import anyio

    owner = async_owner()
    with anyio.CancelScope(shield=True):
        if hasattr(owner, "run_in_executor"):
            await _cleanup_on_asyncio(function)
        else:
            await async_offload(function)


async def _cleanup_on_asyncio(function: Callable[[], object]) -> None:
    """Do so where `task.cancel()`, of which shields know nothing, can come at any moment and again."""
    import asyncio
    from concurrent.futures import Future

    result: Future[object] = Future()

    def call() -> None:
        try:
            result.set_result(function())
        except BaseException as error:  # noqa: BLE001 - raised where it is waited for
            result.set_exception(error)

    try:
        threading.Thread(target=call, name="tc-cleanup").start()
    except RuntimeError:  # no thread is to be had, as in the last minute of a process
        call()
    ended = asyncio.wrap_future(result)
    cancelled: BaseException | None = None
    while not ended.done():
        try:
            await asyncio.wait([ended])
        except asyncio.CancelledError as error:
            cancelled = error
    failure = ended.exception()
    if cancelled is not None or failure is not None:
        raise cast("BaseException", cancelled or failure)


def cleanup(function: Callable[[], object]) -> None:
    """Call a function that must have its turn whatever happens."""
    function()


async def async_until(register: Callable[[Callable[[], object]], object]) -> None:
    """Wait until a thread calls the function that `register` is given."""
    waiter = AsyncWaiter()
    owner = async_owner()
    # Both kinds of event loops have a function that any thread may call.
    call_soon: Any = getattr(owner, "call_soon_threadsafe", None) or owner.run_sync_soon

    def tell() -> None:
        # Nobody waits any more when the loop has been closed.
        with contextlib.suppress(RuntimeError):
            call_soon(waiter.set)

    register(tell)
    await waiter.wait()


def until(register: Callable[[Callable[[], object]], object]) -> None:
    """Wait until a thread calls the function that `register` is given."""
    told = threading.Event()
    register(told.set)
    told.wait()


async def async_delegate(
    run: Callable[[Callable[[], object]], object], function: Callable[P, T], *args: P.args, **kwargs: P.kwargs
) -> T:
    """Call a function that may block in a thread that is there already: far cheaper than to offload it.

    Args:
        run: Has the thread call what it is given.
        function, args, kwargs: What to call.
    """
    results: list[T] = []
    errors: list[BaseException] = []

    def register(tell: Callable[[], object]) -> None:
        def call() -> None:
            try:
                results.append(function(*args, **kwargs))
            except BaseException as error:  # noqa: BLE001 - raised where it is waited for
                errors.append(error)
            tell()

        run(call)

    await async_until(register)
    if errors:
        raise errors.pop()
    return results.pop()


def delegate(_run: object, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call a function that may block: here in the caller's own thread."""
    return function(*args, **kwargs)


def async_owner() -> Any:
    """What connections made now belong to: asyncio's running loop, or the token of the running trio loop.

    Raises:
        RuntimeError: neither is running.
    """
    import asyncio

    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        loop = None
    # Trio can run as a guest of an asyncio loop; then no asyncio task is current.
    if loop is not None and ("trio" not in sys.modules or asyncio.current_task() is not None):
        return loop
    if "trio" in sys.modules:
        import trio

        with contextlib.suppress(RuntimeError):
            return trio.lowlevel.current_trio_token()
    raise RuntimeError("this needs a running event loop, of asyncio or trio")


def async_check_owner(previous: Any) -> Any:
    """What connections belong to: to `async_owner()`, as they did before if they did.

    Raises:
        RuntimeError: They belong to another event loop, or none is running.
    """
    current = async_owner()
    if previous is not None and previous is not current:
        raise RuntimeError(
            "the client was used in another event loop before; make one client for each event loop"
        )
    return current


def check_owner(previous: Any) -> Any:
    """What connections belong to: any thread may use those of the blocking half."""
    return previous


class AsyncWaiter:
    """One task's place in a queue: `wait` returns after somebody called `set`. Used once."""

    __slots__ = ("_event",)

    def __init__(self) -> None:
        import asyncio

        owner = async_owner()
        if isinstance(owner, asyncio.AbstractEventLoop):
            # A bare future costs a fraction of an event of anyio.
            self._event: Any = owner.create_future()
        else:
            import trio

            self._event = trio.Event()

    def set(self) -> None:
        """Let the waiting task go on."""
        if not hasattr(self._event, "set_result"):
            self._event.set()
        elif not self._event.done():
            self._event.set_result(None)

    async def wait(self) -> None:
        """Wait for `set`."""
        if hasattr(self._event, "set_result"):
            await self._event
        else:
            await self._event.wait()


class Waiter:
    """One thread's place in a queue: `wait` returns after `set` was called, or after a second. Used once.

    A bare lock, since an interrupt can come at any moment, also within `threading.Event`.
    """

    __slots__ = ("_lock",)

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._lock.acquire()

    def set(self) -> None:
        """Let the waiting thread go on."""
        with contextlib.suppress(RuntimeError):  # it was set before
            self._lock.release()

    def wait(self) -> None:
        """Wait for `set`, but no longer than a second: an interrupt may have kept it from its work."""
        self._lock.acquire(timeout=1.0)


async def async_side_by_side(
    take: Callable[[], T | None],
    action: Callable[[T], Awaitable[R]],
    done: Callable[[T, R], object],
    limit: int,
) -> None:
    """Call `action` for each item there is, for at most `limit` of them at a time.

    After a failure nothing more is begun, and what has been begun comes to its end.

    Args:
        take: Returns the next item, or None if it has to wait for another. It is asked at first, and again
            whenever an action has ended.
        action: What to do with an item.
        done: Called with an item and its result, by the caller itself.
        limit: How many actions may be under way.

    Raises:
        Exception: The first that `action` or `done` raised.
    """
    import anyio

    failures: list[Exception] = []
    active = 0

    async def run(item: T) -> None:
        nonlocal active
        try:
            done(item, await action(item))
        except Exception as error:  # noqa: BLE001 - raised below, once the others have ended
            failures.append(error)
        active -= 1
        begin()

    def begin() -> None:
        nonlocal active
        while not failures and active < limit and (item := take()) is not None:
            active += 1
            group.start_soon(run, item)

    try:
        async with anyio.create_task_group() as group:
            begin()
    except BaseExceptionGroup as found:
        # An interrupt is not the group's to wrap.
        first, *others = found.exceptions
        raise found if others else first from None
    if failures:
        raise failures[0]


def side_by_side(
    take: Callable[[], T | None], action: Callable[[T], R], done: Callable[[T, R], object], limit: int
) -> None:
    """Call `action` for each item there is, in threads, for at most `limit` of them at a time.

    `take` and `done` are called in the caller's own thread; all else is as in the other half. When the caller
    is interrupted, the threads end after what they are doing, and nobody waits for them. Where there are none
    to be had, as in the last minute of a process, the caller's thread does everything.
    """
    import contextvars
    import queue

    waiting: queue.SimpleQueue[tuple[T] | None] = queue.SimpleQueue()
    ended: queue.SimpleQueue[tuple[T, R | None, BaseException | None]] = queue.SimpleQueue()
    failure: BaseException | None = None
    threads = active = 0

    def handle(item: T) -> None:
        try:
            ended.put((item, action(item), None))
        except BaseException as error:  # noqa: BLE001 - raised in the caller's thread
            ended.put((item, None, error))

    def work() -> None:
        while (entry := waiting.get()) is not None:
            handle(entry[0])
        waiting.put(None)  # for the next thread: an interrupt may have kept them from being counted

    def start() -> bool:
        run = contextvars.copy_context().run
        try:
            threading.Thread(target=run, args=(work,), name="tc", daemon=True).start()
        except RuntimeError:
            return False
        return True

    try:
        while True:
            while failure is None and active < limit and (item := take()) is not None:
                if active == threads:
                    threads += start()
                active += 1
                if threads:
                    waiting.put((item,))
                else:
                    handle(item)
            if not active:
                break
            item, result, problem = ended.get()
            active -= 1
            if problem is None:
                try:
                    done(item, cast("R", result))
                except Exception as error:  # noqa: BLE001 - raised below, once the others have ended
                    problem = error
            failure = failure or problem
    finally:
        waiting.put(None)
    if failure is not None:
        raise failure


async def async_wind_down(active: Callable[[], int]) -> None:
    """Wait until nothing is under way any more: here everything has ended before the caller goes on."""


def wind_down(active: Callable[[], int]) -> None:
    """Wait until the threads that an interrupt left behind have nothing under way, for at most 3 seconds."""
    for _ in range(300):
        if not active():
            break
        time.sleep(0.01)
