"""Options and arguments that several commands have, and the forms of their values."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import click

from tc.cli.base import ParamType

if TYPE_CHECKING:
    from datetime import datetime

Decorated = TypeVar("Decorated", bound=Callable[..., Any] | click.Command)


class Decorator(Protocol):
    """An option or argument that several commands have, as a decorator of their functions."""

    def __call__(self, function: Decorated, /) -> Decorated:
        """Add it to a command."""
        ...


class Moment(ParamType):
    """A time from now, such as `2 days`, or a date; becomes that moment."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Read it."""
        from datetime import UTC, datetime

        from tc.timestamps import from_now

        try:
            return from_now(value)
        except ValueError as error:
            try:
                found = datetime.fromisoformat(value)
            except ValueError:
                message = f"{str(error).removeprefix('offset: ')}, nor a date such as 2030-12-31"
                raise click.BadParameter(message) from None
        return found if found.tzinfo else found.replace(tzinfo=UTC)


class Seconds(ParamType):
    """A number of seconds, or a length of time such as `10 minutes`; becomes seconds.

    Args:
        least: The smallest that is accepted.
    """

    name = "seconds"

    def __init__(self, least: float) -> None:
        self._least = least

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Read it."""
        from datetime import UTC, datetime

        from tc.timestamps import from_now

        try:
            found = float(value)
        except ValueError:
            now = datetime.now(UTC)
            try:
                found = (from_now(value, now) - now).total_seconds()
            except ValueError:
                message = f"expected seconds, or a text such as '10 minutes', got {value!r}"
                raise click.BadParameter(message) from None
        if not self._least <= found < float("inf"):
            raise click.BadParameter(f"expected {self._least:g} seconds or more, got {value}")
        return found


def in_json(ctx: click.Context, param: click.Parameter, value: datetime | None) -> str | None:
    """Return a moment in JSON's form."""
    from tc.timestamps import to_json_date

    return None if value is None else to_json_date(value)


def time_option(*names: str, default: str | None, help: str) -> Decorator:  # noqa: A002 - as click's
    """An option that takes a time from now, or a date, and gives it in JSON's form."""
    return click.option(
        *names,
        default=default,
        show_default=True,
        metavar="TIME",
        type=Moment(),
        callback=in_json,
        help=f"{help} Such as `2 days` from now, or 2030-12-31.",
    )


def number(least: int, most: int | None = None) -> click.IntRange:
    """The type of whole numbers in a range."""
    kind = click.IntRange(least, most)
    kind.name = "integer"  # or errors speak of an `integer range`
    return kind


def two_parts(*, slashes: bool = False) -> Callable[..., tuple[str, str] | None]:
    """Make the callback that splits an id at its first slash; `slashes` if the second part may have more."""

    def split(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[str, str] | None:
        if value is None:
            return None
        first, _, second = value.partition("/")
        if not first or not second or ("/" in second and not slashes):
            raise click.BadParameter("it has two parts with a slash between them")
        return first, second

    return split


def count_option(name: str, default: int, about: str) -> Decorator:
    """An option that takes a number of 1 or more."""
    return click.option(name, type=number(1), metavar="N", default=default, show_default=True, help=about)


pulse_option: Decorator = click.option(
    "--pulse",
    is_flag=True,
    help="Hear of changes at once, from Pulse. Needs PULSE_USER and PULSE_PASSWORD, and the extra `pulse`.",
)
interval_option: Decorator = click.option(
    "--interval",
    type=Seconds(0.1),
    metavar="SECONDS",
    help="Between two requests; from 1 growing to 30 by default.",
)
run_option: Decorator = click.option(
    "--run", "run_id", type=number(0), metavar="N", help="Of this run; of the latest by default."
)
expires_option: Decorator = time_option("--expires", default="1 year", help="When it goes.")
deadline_option: Decorator = time_option(
    "--deadline", default="1 day", help="When it has to be resolved, unless the definition says."
)
