"""Checks of arguments."""

from __future__ import annotations

import functools
import pathlib
from datetime import UTC, datetime
from typing import Any

import pytest

import tc
from tc._protocol import validation


class AsyncCallable:
    async def __call__(self) -> None:
        pass


async def waits(*_: Any) -> None:
    pass


async def yields() -> Any:
    yield 1


def test_checks_return_what_is_right() -> None:
    assert validation.require_str("x", "a") == "a"
    assert validation.require_str("x", "", allow_empty=True) == ""
    assert validation.require_int("x", 3, minimum=3) == 3
    assert validation.require_bytes("x", bytearray(b"ab")) == b"ab"
    assert validation.require_bytes("x", memoryview(b"abcd").cast("H")).nbytes == 4
    assert validation.require_instance("x", UTC, type(UTC)) is UTC
    assert validation.require_function("x", print) is print
    assert validation.require_retry(None) is None
    assert validation.require_retry(tc.Retry()) == tc.Retry()
    assert validation.require_content_type("text/plain; charset=utf-8") == "text/plain; charset=utf-8"
    assert validation.require_expires("2030-01-31T10:00:00+00:00") == "2030-01-31T10:00:00+00:00"
    assert validation.require_expires(datetime(2030, 1, 31, tzinfo=UTC)) == "2030-01-31T00:00:00.000Z"


@pytest.mark.parametrize(
    ("check", "value", "error", "text"),
    [
        (validation.require_str, 1, TypeError, "x: expected str, got int"),
        (validation.require_str, b"a", TypeError, "x: expected str, got bytes"),
        (validation.require_str, pathlib.PurePosixPath("a"), TypeError, "got pathlib"),
        (validation.require_str, "", ValueError, "x: expected text, got an empty str"),
        (validation.require_int, True, TypeError, "x: expected int, got bool"),
        (validation.require_int, "1", TypeError, "x: expected int, got str"),
        (functools.partial(validation.require_int, minimum=2), 1, ValueError, "at least 2, got 1"),
        (validation.require_bytes, "a", TypeError, "x: expected bytes, got str"),
        (validation.require_bytes, memoryview(b"abcd")[::2], ValueError, "gaps"),
        (functools.partial(validation.require_instance, kind=datetime), 1, TypeError, "datetime.datetime"),
        (validation.require_function, None, TypeError, "x: expected a function, got NoneType"),
        (validation.require_function, waits, TypeError, "x: expected a plain function, got an async one"),
        (validation.require_function, yields, TypeError, "plain function"),
        (validation.require_function, functools.partial(waits, 1), TypeError, "plain function"),
        (validation.require_function, AsyncCallable(), TypeError, "plain function"),
    ],
)
def test_check_of_a_wrong_value_raises(check: Any, value: Any, error: type[Exception], text: str) -> None:
    with pytest.raises(error, match=text):
        check("x", value)


@pytest.mark.parametrize(
    ("check", "value", "error", "text"),
    [
        (validation.require_retry, 3, tc.ConfigurationError, "retry: expected tc.Retry, got int"),
        (validation.require_content_type, "a\nb", ValueError, "printable ASCII"),
        (validation.require_content_type, "a" * 256, ValueError, "at most 255"),
        (validation.require_content_type, None, TypeError, "content_type: expected str, got NoneType"),
        (validation.require_expires, "tomorrow", ValueError, "expires: expected a date such as"),
        (validation.require_expires, "2030-01-31T10:00:00", ValueError, "time zone"),
        (validation.require_expires, datetime(2030, 1, 31), ValueError, "time zone"),  # noqa: DTZ001
        (validation.require_expires, 7, TypeError, "expires"),
    ],
)
def test_check_with_its_own_name_raises(check: Any, value: Any, error: type[Exception], text: str) -> None:
    with pytest.raises(error, match=text):
        check(value)


def test_what_users_import_is_named_as_they_import_it() -> None:
    with pytest.raises(TypeError, match=r"^x: expected tc\.sync\.Queue, got tc\.aio\.Queue$"):
        validation.require_instance("x", object.__new__(tc.aio.Queue), tc.sync.Queue)
