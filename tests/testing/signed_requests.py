"""Requests to a local Taskcluster that are built apart from `tc`: httpx, signed by mohawk."""

from __future__ import annotations

import base64
import json
from types import TracebackType
from typing import Any
from urllib.parse import quote

import httpx
import mohawk
import mohawk.bewit
from mohawk.base import EmptyValue, Resource

from tc.credentials import Credentials
from tc.testing import LocalTaskcluster

ANYTHING: Any = object()


def ext_of(certificate: str | None = None, /, **limits: Any) -> str | None:
    """The `ext` of a signature: base64 of JSON, or None when there is nothing in it."""
    parts = {**({"certificate": json.loads(certificate)} if certificate else {}), **limits}
    return base64.b64encode(json.dumps(parts).encode()).decode() if parts else None


class Wire:
    """Sends requests. `as_` are credentials, by default those of the root client; None sends none.

    Responses are httpx responses; `call` finds the route of a method in the facts.
    """

    def __init__(self, taskcluster: LocalTaskcluster) -> None:
        self.taskcluster = taskcluster
        self.root_url = taskcluster.root_url
        self.methods = {
            m.full_name: m for s in taskcluster.deployment.facts.services.values() for m in s.methods
        }
        self.http = httpx.Client(trust_env=False, verify=False)  # reading certificates takes 20 ms

    def __enter__(self) -> Wire:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.http.close()

    def path(self, full_name: str, *params: Any) -> str:
        """The path of a method, parameters percent-encoded."""
        method = self.methods[full_name]
        path = method.route
        for name, value in zip(method.args, params, strict=True):
            path = path.replace(f"<{name}>", quote(str(value), safe=""))
        return f"/api/{method.service}/v1{path}"

    def call(
        self,
        full_name: str,
        *params: Any,
        payload: Any = ANYTHING,
        query: str = "",
        as_: Credentials | None = ANYTHING,
        **options: Any,
    ) -> httpx.Response:
        """Call a method. `options` are those of `send`."""
        path = self.path(full_name, *params) + (f"?{query}" if query else "")
        if payload is not ANYTHING:
            options.setdefault("content", json.dumps(payload).encode())
            options.setdefault("content_type", "application/json")
        return self.send(self.methods[full_name].http_method, path, as_=as_, **options)

    def send(
        self,
        method: str,
        path: str,
        *,
        as_: Credentials | None = ANYTHING,
        content: bytes = b"",
        content_type: str = "",
        headers: dict[str, str] | None = None,
        sign: dict[str, Any] | None = None,
        **limits: Any,
    ) -> httpx.Response:
        """Send a request. `sign` departs from the right signature: `url`, `method`, `ts`, `ext`, `hash`."""
        credentials = self.taskcluster.credentials if as_ is ANYTHING else as_
        sent = dict(headers or {})
        if content_type:
            sent["content-type"] = content_type
        if credentials:
            sent.setdefault(
                "authorization",
                self.header(credentials, method, path, content, content_type, sign or {}, limits),
            )
        request = self.http.build_request(method, self.root_url, headers=sent, content=content)
        request.extensions["target"] = path.encode()
        return self.http.send(request)

    def header(
        self,
        credentials: Credentials,
        method: str,
        path: str,
        content: bytes,
        content_type: str,
        sign: dict[str, Any],
        limits: dict[str, Any],
    ) -> str:
        """The Authorization header."""
        hashed = "hash" in sign
        sender = mohawk.Sender(
            {"id": credentials.client_id, "key": credentials.access_token, "algorithm": "sha256"},
            sign.get("url", self.root_url + path),
            sign.get("method", method),
            content=sign.get("hash", EmptyValue),
            content_type=content_type if hashed else EmptyValue,
            always_hash_content=hashed,
            ext=sign["ext"] if "ext" in sign else ext_of(credentials.certificate, **limits),
            _timestamp=sign.get("ts"),
        )
        header: str = sender.request_header
        return header

    def bewit(
        self, credentials: Credentials, path: str, expiry: int, *, method: str = "GET", **limits: Any
    ) -> str:
        """A signature for a URL; `expiry` in seconds since 1970."""
        resource = Resource(
            credentials={"id": credentials.client_id, "key": credentials.access_token, "algorithm": "sha256"},
            url=self.root_url + path,
            method=method,
            nonce="",
            timestamp=expiry,
            ext=ext_of(credentials.certificate, **limits),
        )
        made: str = mohawk.bewit.get_bewit(resource)
        return made
