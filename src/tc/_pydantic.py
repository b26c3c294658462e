"""How pydantic reads and writes `Credentials`, as fields of models and as bodies of FastAPI.

Only pydantic calls this, so only where it is installed is it imported. An error of pydantic's holds the input
that it is about. So the input is read in two steps: the first returns credentials or what is wrong with the
input, in words that hold no secret; the second raises the error, and these words are its input.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tc.errors import ConfigurationError

MASK = "**********"  # as pydantic's SecretStr
NAMES = {"client_id": "clientId", "access_token": "accessToken", "certificate": "certificate"}


class Problem(str):
    """What is wrong with an input."""

    __slots__ = ()


def core_schema(kind: type[Any]) -> Any:
    """The schema of a class of credentials.

    Args:
        kind: `Credentials` or a class made of it.
    """
    from pydantic_core import PydanticCustomError
    from pydantic_core import core_schema as core

    def check(value: Any) -> Any:
        if isinstance(value, Problem):
            raise PydanticCustomError("credentials", "{problem}", {"problem": str(value)})
        return value

    # Two serializers: what stands in the second is for dumps to Python objects, which keep the credentials.
    read = core.no_info_plain_validator_function(lambda value: _read(kind, value))
    checked = core.no_info_plain_validator_function(check, serialization=core.to_string_ser_schema())
    masked = core.plain_serializer_function_ser_schema(_masked, when_used="json-unless-none")
    return core.chain_schema([read, checked], serialization=masked)


def json_schema() -> dict[str, Any]:
    """The schema of credentials in JSON, in the API's own form."""
    return {
        "title": "Credentials",
        "type": "object",
        "properties": {
            "clientId": {"type": "string", "pattern": "^[A-Za-z0-9!@/:.+|_-]+$"},
            "accessToken": {"type": "string", "format": "password", "minLength": 1},
            "certificate": {"anyOf": [{"type": "string"}, {"type": "object"}, {"type": "null"}]},
        },
        "required": ["clientId", "accessToken"],
    }


def _read(kind: type[Any], value: Any) -> Any:
    """Credentials as they are, or in the API's or in Python's spelling; a `Problem` for anything else."""
    if isinstance(value, kind):
        return value
    if not isinstance(value, Mapping):
        return Problem(f"expected credentials or an object, got {type(value).__name__}")
    found = {name: value.get(wire, value.get(name)) for name, wire in NAMES.items()}
    missing = [NAMES[name] for name in ("client_id", "access_token") if not found[name]]
    if missing:
        return Problem(f"{' and '.join(missing)} missing")
    try:
        return kind(found["client_id"], found["access_token"], found["certificate"] or None)
    except ConfigurationError as error:
        return Problem(str(error))


def _masked(credentials: Any) -> dict[str, str]:
    """The API's form without the secrets; `to_dict` has them."""
    return {name: text if name == "clientId" else MASK for name, text in credentials.to_dict().items()}
