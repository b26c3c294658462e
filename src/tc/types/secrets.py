# Generated from api/secrets.json by tools/generate.py. Do not edit.

"""Types of the secrets service: payloads, responses and messages."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NotRequired

from typing_extensions import ReadOnly, TypedDict

from tc.types.common import Empty, Heartbeat, Ping, Version

__all__ = ["Empty", "Heartbeat", "Ping", "Secret", "SecretInput", "SecretList", "Version"]


class Secret(TypedDict, closed=True):
    """Response of `get`.

    Schema: `secrets/v1/secret`.
    """

    expires: str
    secret: dict[str, Any]


class SecretInput(TypedDict, closed=True):
    """Payload of `set`.

    Schema: `secrets/v1/secret`.
    """

    expires: ReadOnly[datetime | str]
    secret: ReadOnly[Mapping[str, object]]


class SecretList(TypedDict, closed=True):
    """Response of `list`.

    Schema: `secrets/v1/secret-list`.
    """

    continuationToken: NotRequired[str]
    secrets: list[str]
