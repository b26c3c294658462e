"""Who calls and what they may do: Hawk signatures, certificates, scopes, roles."""

from __future__ import annotations

import base64
import os


def new_token() -> str:
    """Return a fresh access token, in the form of the auth service: 44 letters of url-safe base64."""
    return base64.urlsafe_b64encode(os.urandom(33)).decode()
