# Generated from src/tc/_async/secret.py by tools/unasync_build.py. Do not edit.

"""Configuration from a secret."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tc._protocol.secret_layers import check_names, merge_secret
from tc._protocol.validation import require_instance, require_str
from tc._redact.tracebacks import boundary
from tc._sync.services.secrets import Secrets
from tc.errors import ResponseError


@boundary
def load_secret(
    secrets: Secrets,
    name: str,
    *,
    prefixes: Sequence[str] = (),
    required: Sequence[str] = (),
    existing: Mapping[str, Any] | None = None,
    local_secrets: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Read a secret as a flat configuration.

    Args:
        secrets: Where to read it.
        name: Of the secret.
        prefixes: Keys of the secret whose values are objects; these are laid over each other in order, where
            a secret is shared by several programs. Those that the secret has not are left out. Without any,
            the whole secret counts.
        required: Keys that the result must have.
        existing: What to begin with; it is not changed.
        local_secrets: Taken in place of the secret, for development; nothing is sent then.

    Returns:
        A new dictionary.

    Raises:
        ConfigurationError: A required key is missing, or the value of a prefix is no object; it is named.
        APIError, TransportError: From the secrets service.
        TypeError: An argument is not as described; nothing was sent.
    """
    require_instance("secrets", secrets, Secrets)
    check_names(prefixes=prefixes, required=required)
    values: Any = local_secrets
    if local_secrets is None:
        require_str("name", name)
        response: Any = secrets.get(name)
        if not isinstance(response, dict) or "secret" not in response:
            raise ResponseError(
                f"secret {name!r}: the response has no 'secret'", method="GET", url=secrets.get_url(name)
            )
        values = response["secret"]
    return merge_secret(name, values, prefixes, required, existing)
