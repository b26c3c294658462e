"""The one way in which transfers run code of the caller: readers, writers, factories, files, `progress`.

An error from there must look like nothing else. `StopIteration` would end the iteration that it happens to
come up in, and an error of an HTTP library would be taken for one of the connection to the storage.
"""

from __future__ import annotations

from tc.errors import TransferError

_HTTP_LIBRARIES = ("httpx", "httpx2", "httpcore")


class CallerCode:
    """A context for code of the caller.

    Args:
        what: Names the code in errors.

    Raises:
        RuntimeError: Instead of a `StopIteration` or `StopAsyncIteration`.
        TransferError: Instead of an error of an HTTP library.
    """

    __slots__ = ("_what",)

    def __init__(self, what: str) -> None:
        self._what = what

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        if isinstance(error, (StopIteration, StopAsyncIteration)):
            raise RuntimeError(f"{self._what} raised {type(error).__name__}") from error  # noqa: TRY004
        if isinstance(error, Exception) and _is_http_error(error):
            # Nothing of the storage's: to receive or send again would not help.
            raise TransferError(f"{self._what} failed: {type(error).__name__}") from error


def _is_http_error(error: Exception) -> bool:
    return any(each.__module__.partition(".")[0] in _HTTP_LIBRARIES for each in type(error).__mro__)
