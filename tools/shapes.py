"""What a JSON schema says about types alone: the "shape" of a value.

Schemas that differ in a pattern or a limit have the same shape.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Plain:
    """A type that needs no definition: `str`, `int`, `Any`, `datetime | str`."""

    text: str


@dataclass(frozen=True)
class Values:
    """A choice of values. Two choices of the same values are equal whatever their order."""

    values: tuple[object, ...] = field(compare=False)
    key: frozenset[tuple[str, object]]

    @classmethod
    def of(cls, values: Iterable[object]) -> Values:
        found = tuple(values)
        return cls(found, frozenset((type(v).__name__, v) for v in found))


@dataclass(frozen=True)
class Many:
    """A list of items."""

    item: Shape
    sent: bool


@dataclass(frozen=True)
class Map:
    """An object with any keys; the values are alike."""

    value: Shape
    sent: bool


@dataclass(frozen=True)
class Either:
    """One of several shapes."""

    options: tuple[Shape, ...]


@dataclass(frozen=True)
class Fields:
    """An object with known keys. `closed`: it has no other keys."""

    items: tuple[tuple[str, bool, Shape], ...]  # key, required, shape
    closed: bool
    sent: bool


Shape = Plain | Values | Many | Map | Either | Fields


def parts(shape: Shape) -> tuple[Shape, ...]:
    """The shapes that a shape is made of, one level down."""
    match shape:
        case Many(item=inner) | Map(value=inner):
            return (inner,)
        case Either(options=options):
            return options
        case Fields(items=items):
            return tuple(inner for _, _, inner in items)
    return ()


def is_choice_of_texts(shape: Shape) -> bool:
    """Return True if all values of a choice are text."""
    return isinstance(shape, Values) and all(isinstance(value, str) for value in shape.values)


def needs_name(shape: Shape) -> bool:
    """Return True if a shape is too much to be written inline."""
    match shape:
        case Values(values=values):
            return len(values) > 1
        case Either() | Fields():
            return True
    return False


def is_sent(shape: Shape) -> bool:
    """Return True if a shape is, or has, something that is sent."""
    match shape:
        case Many(sent=sent) | Map(sent=sent) | Fields(sent=sent):
            return sent
        case Either(options=options):
            return any(is_sent(option) for option in options)
    return False


def literal(value: object) -> str:
    """A value as Python source, with the quotes that the formatter likes."""
    return f'"{value}"' if isinstance(value, str) else repr(value)
