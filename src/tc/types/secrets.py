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
    """When the secret is deleted; after it, `get` does not find it."""
    secret: dict[str, Any]
    """The secret: any JSON object. Those who may read it get it as it was written."""


class SecretInput(TypedDict, closed=True):
    """Payload of `set`.

    Schema: `secrets/v1/secret`.
    """

    expires: ReadOnly[datetime | str]
    """When the secret is deleted; after it, `get` does not find it."""
    secret: ReadOnly[Mapping[str, object]]
    """The secret: any JSON object. Those who may read it get it as it was written."""


class SecretList(TypedDict, closed=True):
    """Response of `list`.

    Schema: `secrets/v1/secret-list`.
    """

    continuationToken: NotRequired[str]
    """Pass it to the next call for the next page. Without it this page is the last."""
    secrets: list[str]
    """The names of the secrets of this page."""
