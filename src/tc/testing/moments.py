"""Moments in payloads."""

from __future__ import annotations

import re
from datetime import UTC, datetime


def parse_moment(text: str) -> datetime:
    """The moment that a valid `date-time` names, UTC, cut to the millisecond as JavaScript has it."""
    text = re.sub(r"([+-]\d\d)(\d\d)$", r"\1:\2", text.upper().replace(" ", "T"))
    text = re.sub(r"\.(\d{3})\d*", r".\1", re.sub(r"\.(\d{1,2})(?!\d)", lambda m: f".{m[1]:0<3}", text))
    text = text.replace(":60", ":59")  # a leap second
    found = datetime.fromisoformat(text)
    return found.astimezone(UTC)
