"""Receivers of Hawk signatures that share no code with the signer: mohawk decides."""

from __future__ import annotations

import base64
import json
from typing import Any

import mohawk
import mohawk.base
import mohawk.bewit

from tc._protocol.hawk import bracketed

_parse_url = mohawk.base.Resource.parse_url


def _parse_url_as_node_does(resource: Any, url: str) -> Any:
    """mohawk takes the brackets off an IPv6 address, with which Taskcluster's receivers read it."""
    parts = _parse_url(resource, url)
    if ":" in (parts["hostname"] or ""):
        parts["hostname"] = bracketed(parts["hostname"])
    return parts


mohawk.base.Resource.parse_url = _parse_url_as_node_does

ACCESS_TOKEN = "no-secret-0123456789"


def lookup(client_id: str) -> dict[str, str]:
    """What mohawk asks for: everybody has the same token here."""
    return {"id": client_id, "key": ACCESS_TOKEN, "algorithm": "sha256"}


def accept(header: str, url: str, method: str, *, key: str = ACCESS_TOKEN) -> dict[str, str]:
    """The parts of an `Authorization` header, once mohawk has accepted it for this URL and method."""
    receiver = mohawk.Receiver(
        lambda client_id: {"id": client_id, "key": key, "algorithm": "sha256"},
        header,
        url,
        method,
        accept_untrusted_content=True,
        seen_nonce=lambda sender, nonce, timestamp: False,
    )
    parts: dict[str, str] = receiver.parsed_header
    return parts


def accept_bewit(url: str, *, now: int | None = None) -> Any:
    """The parts of the bewit that ends a URL, once mohawk has accepted it.

    mohawk decodes bewits with the standard alphabet and wants padding; the real services take them as they
    are sent, url-safe and without. So it is handed the other spelling of the same bytes.
    """
    head, _, word = url.rpartition("bewit=")
    assert word
    assert not set(word) & set("+/=&")
    raw = base64.urlsafe_b64decode(word + "=" * (-len(word) % 4))
    padded = base64.b64encode(raw).decode()
    assert mohawk.bewit.check_bewit(f"{head}bewit={padded}", lookup, now)
    return mohawk.bewit.parse_bewit(padded)


def decode_ext(ext: str) -> Any:
    """What an `ext` says."""
    return json.loads(base64.b64decode(ext, validate=True))
