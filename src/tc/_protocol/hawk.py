"""The one Hawk signer, for request headers and bewits.

The scheme is https://github.com/mozilla/hawk/blob/main/API.md, the meaning of `ext` is Taskcluster's:
https://docs.taskcluster.net/docs/manual/design/apis/hawk. Signing takes a single HMAC over a text of ten
lines. It is written out here because mohawk's `Sender` costs fifteen times as much and formats what it
signs, certificate included, for the debug log. mohawk's `Receiver` judges the result in the tests.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import ipaddress
import json
import os
import re
import time
from collections.abc import Sequence
from typing import Any

from tc.credentials import Credentials
from tc.errors import ConfigurationError
from tc.scopes import check_printable, check_scopes

MAX_LENGTH = 4096  # of a header or a signed path, in every Hawk implementation
_ZEROS = re.compile(r"\b0(?::0\b)+")


class Signer:
    """Signs with one pair of credentials and authorized scopes; what is constant is computed once.

    Args:
        credentials: Whose signature.
        authorized_scopes: The only scopes that the requests may use; None for all that there are.

    Raises:
        ConfigurationError: The scopes are no list of printable text, or too much for a header.
    """

    __slots__ = ("_client_id", "_ext", "_ext_part", "_key", "credentials")

    def __init__(self, credentials: Credentials, authorized_scopes: Sequence[str] | None = None) -> None:
        self.credentials: Credentials = credentials
        self._client_id = credentials.client_id
        self._key = credentials.access_token.encode()
        self._ext = _make_ext(credentials, check_authorized_scopes(authorized_scopes))
        self._ext_part = f', ext="{self._ext}"' if self._ext else ""
        if len(self._ext) > MAX_LENGTH:
            raise ConfigurationError(
                f"the certificate and authorized scopes need {len(self._ext)} characters,"
                f" more than the {MAX_LENGTH} that Hawk allows; use fewer scopes"
            )

    def __repr__(self) -> str:
        return f"<Signer {self.credentials!r}>"

    def header(self, method: str, target: str, host: str, port: int) -> str:
        """The `Authorization` header of a request, with a fresh timestamp and nonce.

        Args:
            method: `GET`, `PUT`, ...
            target: Path and query, byte for byte as they are sent.
            host, port: Where to, without brackets around an IPv6 address.

        Raises:
            ConfigurationError: The header would be longer than Hawk allows.
        """
        moment = int(time.time())
        nonce = base64.urlsafe_b64encode(os.urandom(6)).decode()
        header = (
            f'Hawk id="{self._client_id}", ts="{moment}", nonce="{nonce}"{self._ext_part},'
            f' mac="{self._mac("header", moment, nonce, method, target, host, port)}"'
        )
        if len(header) > MAX_LENGTH:
            raise ConfigurationError(
                f"the Authorization header would have {len(header)} characters, more than the {MAX_LENGTH}"
                " that Hawk allows; use fewer scopes"
            )
        return header

    def bewit(self, target: str, host: str, port: int, expires: int) -> str:
        """The value of the query parameter `bewit`, which allows a GET without a header.

        Args:
            target: Path and query without the bewit.
            host, port: Where to.
            expires: Until when, seconds since 1970.

        Raises:
            ConfigurationError: Path, query and bewit would be longer than Hawk allows.
        """
        text = (
            f"{self._client_id}\\{expires}"
            f"\\{self._mac('bewit', expires, '', 'GET', target, host, port)}\\{self._ext}"
        )
        word = base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()
        if len(target) + len(word) + 7 > MAX_LENGTH:
            raise ConfigurationError(
                f"the signed URL would exceed the {MAX_LENGTH} characters that Hawk allows: use fewer scopes"
            )
        return word

    def _mac(self, kind: str, moment: int, nonce: str, method: str, target: str, host: str, port: int) -> str:
        if ":" in host:
            host = bracketed(host)
        text = f"hawk.1.{kind}\n{moment}\n{nonce}\n{method}\n{target}\n{host}\n{port}\n\n{self._ext}\n"
        return base64.b64encode(hmac.digest(self._key, text.encode(), hashlib.sha256)).decode()


def bracketed(host: str) -> str:
    """Return an IPv6 address as the services sign it: `[2001:db8::1]`, as node's `URL` has a `hostname`.

    Hawk leaves open how such a host is written; Taskcluster's receivers read the header `Host` with `URL`.
    https://url.spec.whatwg.org/#concept-ipv6-serializer
    """
    try:
        packed = ipaddress.IPv6Address(host).packed
    except ValueError:
        return f"[{host}]"
    text = ":".join(f"{packed[i] << 8 | packed[i + 1]:x}" for i in range(0, 16, 2))
    zeros = max(_ZEROS.findall(text), key=len, default=None)  # the first of the longest runs
    if zeros is not None:
        before, _, after = f":{text}:".partition(f":{zeros}:")
        text = f"{before[1:]}::{after[:-1]}"
    return f"[{text}]"


def check_authorized_scopes(scopes: Any) -> tuple[str, ...] | None:
    """Authorized scopes as a tuple; None stays None, which is no limit.

    Raises:
        ConfigurationError: Not a list of printable text. Nothing may widen what is allowed silently.
    """
    if scopes is None:
        return None
    try:
        return check_printable("authorized_scopes", check_scopes("authorized_scopes", scopes))
    except (TypeError, ValueError) as error:
        raise ConfigurationError(str(error)) from None


def _make_ext(credentials: Credentials, authorized_scopes: tuple[str, ...] | None) -> str:
    parts = {}
    if credentials.certificate is not None:
        parts["certificate"] = _compact(json.loads(credentials.certificate))
    if authorized_scopes is not None:
        parts["authorizedScopes"] = _compact(list(authorized_scopes))
    text = ",".join(f'"{name}":{part}' for name, part in parts.items())
    return base64.b64encode(f"{{{text}}}".encode()).decode() if parts else ""


def _compact(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))
