"""How a configuration is made of a secret. Pure, shared by both halves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tc._protocol.validation import kind_of
from tc.errors import ConfigurationError


def check_names(**lists: Any) -> None:
    """Refuse what is no sequence of texts; a single text would be taken for its letters."""
    for name, value in lists.items():
        if isinstance(value, (str, bytes)) or not isinstance(value, (Sequence, set, frozenset)):
            raise TypeError(f"{name}: expected a list of str, got {kind_of(value)}")
        for item in value:
            if not isinstance(item, str):
                raise TypeError(f"{name}: expected a list of str, got one with {kind_of(item)}")


def merge_secret(
    name: str,
    secret: Any,
    prefixes: Sequence[str],
    required: Sequence[str],
    existing: Mapping[str, Any] | None,
) -> dict[str, Any]:
    """Lay the parts of a secret over what there is. Values never get into errors.

    Raises:
        ConfigurationError: A required key is missing, or a part is no object; it is named.
    """
    if not isinstance(secret, Mapping):
        raise ConfigurationError(f"secret {name!r}: expected an object, got {kind_of(secret)}")
    layers = (
        [(prefix, secret[prefix]) for prefix in prefixes if prefix in secret] if prefixes else [("", secret)]
    )
    merged = dict(existing or {})
    for prefix, layer in layers:
        if not isinstance(layer, Mapping):
            raise ConfigurationError(
                f"secret {name!r}: the value of {prefix!r} is a {type(layer).__name__}, not an object"
            )
        merged.update(layer)
    if missing := [key for key in required if key not in merged]:
        raise ConfigurationError(f"secret {name!r}: {', '.join(missing)} missing")
    return merged
