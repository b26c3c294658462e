"""JSON and numbers as JavaScript reads and prints them, in which the services are written."""

from __future__ import annotations

import json
import math
import re
from decimal import Decimal
from typing import Any

DECIMAL = re.compile(r"\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*", re.ASCII)
EXACT = 15  # digits that a JavaScript number keeps
PLAIN = 1e21  # from here on numbers are printed with an exponent


def parse_json(text: str) -> Any:
    """The value of a JSON text.

    All numbers have 64 bits, `1e3` is the integer 1000, and one that is too large is null when it is written
    again.

    Raises:
        ValueError: It is not JSON. `NaN` and `Infinity` are not.
        RecursionError: It is nested too deeply.
    """
    return json.loads(text, parse_constant=refuse, parse_float=number, parse_int=number)


def refuse(name: str) -> Any:
    """Refuse what Python takes for JSON.

    Raises:
        ValueError: Always.
    """
    raise ValueError(f"{name} is not JSON")


def number(text: str) -> int | float | None:
    """The number that a JSON text names, as it would be printed again; None for one that is too large."""
    if len(text) <= EXACT and "." not in text and "e" not in text.lower():
        return int(text)
    value = float(text)
    if math.isinf(value):
        return None
    return int(Decimal(repr(value))) if value.is_integer() and abs(value) < PLAIN else value


def to_number(text: str) -> float:
    """Return the number that a text names, NaN for other texts."""
    if text.strip() in ("Infinity", "-Infinity"):
        return float(text)
    return float(text) if DECIMAL.fullmatch(text) else math.nan


def printed(value: float) -> str:
    """A number as text."""
    return str(int(Decimal(repr(value)))) if float(value).is_integer() else str(value)


def count(digits: str) -> int:
    """The number that some digits name, or one that is larger than all counts, as `parseInt` has it."""
    significant = digits.lstrip("0")
    return int(significant or "0") if len(significant) <= EXACT else 10**EXACT
