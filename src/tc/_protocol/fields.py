"""What a service says in the body of a response, checked as it is taken out. Pure, shared by both halves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self

from tc._protocol.validation import kind_of
from tc.errors import ResponseError, TaskclusterError
from tc.timestamps import check_aware

LONGEST_TEXT = 10_000  # characters
LARGEST_NUMBER = 2**53  # what JSON carries exactly


class Fields:
    """The body of a response, whose values are checked as they are taken out. Errors show none of them.

    A value that is missing, or is not what the method that takes it out returns, is a `TaskclusterError`.

    Args:
        source: What was called, for errors.
        response: What came.

    Attributes:
        error: The class of errors.

    Raises:
        TaskclusterError: It is not a JSON object.
    """

    error: ClassVar[type[TaskclusterError]] = ResponseError

    def __init__(self, source: str, response: Any) -> None:
        self._source = source
        if not isinstance(response, Mapping):
            raise self.error(f"{source}: expected an object, the service sent {kind_of(response)}")
        self._values: Mapping[Any, Any] = response

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._source}: {', '.join(map(str, self._values))}>"

    def get(self, key: str) -> Any:
        """Return a value that may be missing, as it came."""
        return self._values.get(key)

    def text(self, key: str) -> str:
        """Return a text that is not empty, can be encoded, and fits into a URL."""
        value = self._values.get(key)
        if not isinstance(value, str) or not 0 < len(value) <= LONGEST_TEXT or not _encodes(value):
            raise self._error(key, "text")
        return value

    def segment(self, key: str) -> str:
        """Return a text that can stand in the path of a URL."""
        value = self.text(key)
        if value in (".", ".."):
            raise self._error(key, "a name")
        return value

    def number(self, key: str) -> int:
        """Return a whole number of 0 or more."""
        value = self._values.get(key)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LARGEST_NUMBER:
            raise self._error(key, "a whole number of 0 or more")
        return value

    def time(self, key: str) -> datetime:
        """Return a moment, timezone-aware."""
        try:
            return check_aware(key, datetime.fromisoformat(self.text(key)))
        except (ValueError, TypeError):
            raise self._error(key, "a time with its zone") from None

    def texts(self, key: str) -> dict[str, str]:
        """Return an object whose values are text."""
        value = self._values.get(key)
        if not isinstance(value, Mapping) or not all(
            isinstance(part, str) and _encodes(part) for item in value.items() for part in item
        ):
            raise self._error(key, "an object of texts")
        return dict(value)

    def items(self, key: str) -> list[Any]:
        """Return a list."""
        value = self._values.get(key)
        if not isinstance(value, list):
            raise self._error(key, "a list")
        return value

    def text_list(self, key: str) -> list[str]:
        """Return a list of texts."""
        values = self.items(key)
        if not all(isinstance(value, str) and _encodes(value) for value in values):
            raise self._error(key, "a list of texts")
        return values

    def fields(self, key: str) -> Self:
        """Return an object within."""
        return type(self)(f"{self._source}: {key}", self._values.get(key))

    def fields_list(self, key: str) -> list[Self]:
        """Return a list of objects."""
        values = self.items(key)
        return [type(self)(f"{self._source}: {key}[{number}]", value) for number, value in enumerate(values)]

    def _error(self, key: str, wanted: str) -> TaskclusterError:
        value = self._values.get(key)
        if value is None:
            return self.error(f"{self._source}: the response has no {key!r}")
        found = "an unusable one" if isinstance(value, str) else kind_of(value)
        return self.error(f"{self._source}: expected {wanted} as {key!r}, the service sent {found}")


def _encodes(text: str) -> bool:
    """Return True unless a text has half a surrogate pair, which JSON can carry and nothing else can."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
