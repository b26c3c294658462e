"""Payloads as they are sent: UTF-8 JSON, with datetimes as Taskcluster writes them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from tc.timestamps import to_json_date


def encode_payload(payload: Any) -> bytes:
    """A payload as JSON. The caller's objects are read, never changed.

    Args:
        payload: What JSON takes, besides `datetime` (timezone-aware), other mappings and sequences.

    Raises:
        TypeError: None, or bytes, a set or another object that JSON has no form for, somewhere in it.
        ValueError: NaN or infinity, a naive datetime, a circle, or text that is not valid Unicode.
    """
    if payload is None:
        raise TypeError("payload: this method needs one, not None")
    try:
        return _ENCODER.encode(payload).encode()
    except UnicodeEncodeError:
        raise ValueError("payload: a text in it is not valid Unicode") from None
    except RecursionError:
        raise ValueError("payload: it is nested too deeply") from None
    except ValueError as error:
        raise ValueError(f"payload: {error}") from None


def _plain(value: Any) -> Any:
    """Something that the encoder does not know, in a form that it does."""
    if isinstance(value, datetime):
        return to_json_date(value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray, memoryview)):
        return list(value)
    raise TypeError(f"payload: {type(value).__name__} has no form in JSON")


_ENCODER = json.JSONEncoder(allow_nan=False, ensure_ascii=False, separators=(",", ":"), default=_plain)
