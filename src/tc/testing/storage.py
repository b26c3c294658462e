"""A storage behind signed URLs, as the services have in the cloud: any holder of a URL may PUT or GET.

What is refused and how follows S3: a URL is good for one HTTP method, one key and some minutes, and for an
upload the headers that were signed must come exactly so.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlencode

from tc.testing.javascript import count
from tc.testing.protocol.response import Response, WebRequest
from tc.testing.spool import Slice, Spool

if TYPE_CHECKING:
    from tc.testing.clock import Clock

RANGE = re.compile(r"bytes=(\d*)-(\d*)", re.ASCII)
SIGNED = "h-"  # prefix of the query keys that hold signed headers


@dataclass(frozen=True)
class Blob:
    """What is stored under a key."""

    content: Spool
    content_type: str
    content_encoding: str | None = None

    @property
    def etag(self) -> str:
        """Changes with the content."""
        return f'"{self.content.digest()[:32]}"'


class Storage:
    """Blobs by key.

    Args:
        clock: Measures how long URLs last.
        root_url: Of the deployment.
        prefix: The path below which the storage is served, with a slash at both ends. Its service names a
            coroutine for it in `pages`, which returns what `respond` does.
    """

    def __init__(self, clock: Clock, root_url: str, prefix: str) -> None:
        self.clock = clock
        self.root_url = root_url
        self.prefix = prefix
        self.blobs: dict[str, Blob] = {}
        self._secret = os.urandom(32)

    # -- for services

    def put(self, key: str, content: bytes, content_type: str) -> None:
        """Store something."""
        self.blobs[key] = Blob(Spool(content), content_type)

    def remove(self, key: str) -> None:
        """Forget what is stored under a key, if anything is."""
        self.blobs.pop(key, None)

    def put_url(self, key: str, lifetime: timedelta, headers: Mapping[str, str]) -> tuple[str, datetime]:
        """A URL by which something can be stored under a key, and when it ends.

        Args:
            key: Where.
            lifetime: For how long.
            headers: Those that the upload must have: `Content-Type`, `Content-Length`, `Content-Encoding`.
        """
        return self._url("PUT", key, lifetime, headers)

    def get_url(self, key: str, lifetime: timedelta) -> tuple[str, datetime]:
        """A URL by which what is stored under a key can be read, and when it ends."""
        return self._url("GET", key, lifetime, {})

    # -- for the web

    def respond(self, request: WebRequest) -> Response:
        """Return the response to a request for one of the URLs."""
        query = dict(request.query)
        signature = query.pop("signature", "")
        expected = self._sign(request.method, request.path, query)
        if not hmac.compare_digest(signature.encode(), expected.encode()):
            return refusal(403, "SignatureDoesNotMatch", "The URL was not signed for this request")
        if self.clock.now().timestamp() >= float(query["expires"]):
            return refusal(403, "AccessDenied", "Request has expired")
        key = unquote(request.path.removeprefix(self.prefix))
        return (
            self._read(key, request.headers) if request.method == "GET" else self._write(key, request, query)
        )

    def _write(self, key: str, request: WebRequest, query: Mapping[str, str]) -> Response:
        if "content-length" not in request.headers:
            return refusal(411, "MissingContentLength", "You must provide the Content-Length HTTP header")
        for name, wanted in query.items():
            if name.startswith(SIGNED):
                header = name.removeprefix(SIGNED)
                default = "identity" if header == "content-encoding" else ""
                found = request.headers.get(header, default)
                if found != wanted:
                    problem = f"{header} is {found!r}, the URL was signed for {wanted!r}"
                    return refusal(403, "SignatureDoesNotMatch", problem)
        encoding = request.headers.get("content-encoding", "identity")
        kind = request.headers.get("content-type", "binary/octet-stream")
        blob = Blob(request.body, kind, None if encoding == "identity" else encoding)
        self.blobs[key] = blob
        return Response(b"", 200, {"etag": blob.etag})

    def _read(self, key: str, headers: Mapping[str, str]) -> Response:
        blob = self.blobs.get(key)
        if blob is None:
            return refusal(404, "NoSuchKey", "The specified key does not exist")
        shown = {"content-type": blob.content_type, "etag": blob.etag, "accept-ranges": "bytes"}
        if blob.content_encoding:
            shown["content-encoding"] = blob.content_encoding
        if headers.get("if-match", blob.etag) not in (blob.etag, "*"):
            return refusal(412, "PreconditionFailed", "If-Match does not hold")
        if headers.get("if-none-match") in (blob.etag, "*"):
            return Response(None, 304, shown)
        found = RANGE.fullmatch(headers.get("range", ""))
        if not found or found[0] == "bytes=-" or headers.get("if-range", blob.etag) != blob.etag:
            return Response(Slice(blob.content, 0, blob.content.size), 200, shown)
        size = blob.content.size
        first, last = found.groups()
        start = count(first) if first else max(size - count(last), 0)
        end = min(count(last) + 1, size) if first and last else size
        if start >= end:
            response = refusal(416, "InvalidRange", "The requested range is not satisfiable")
            response.headers["content-range"] = f"bytes */{size}"
            return response
        shown["content-range"] = f"bytes {start}-{end - 1}/{size}"
        return Response(Slice(blob.content, start, end), 206, shown)

    # -- signing

    def _url(
        self, method: str, key: str, lifetime: timedelta, headers: Mapping[str, str]
    ) -> tuple[str, datetime]:
        folded = {"", ".", ".."}.intersection(key.split("/"))  # segments that HTTP libraries may fold
        path = self.prefix + quote(key, safe="" if folded else "/")
        expires = self.clock.now() + lifetime
        query = {"expires": f"{expires.timestamp():.3f}"}
        query |= {SIGNED + name.lower(): value for name, value in headers.items()}
        query["signature"] = self._sign(method, path, query)
        return f"{self.root_url}{path}?{urlencode(query)}", expires

    def _sign(self, method: str, path: str, query: Mapping[str, str]) -> str:
        text = "\n".join([method, path, urlencode(sorted(query.items()))])
        return hmac.new(self._secret, text.encode(), hashlib.sha256).hexdigest()


def refusal(status: int, code: str, message: str) -> Response:
    """An error as S3 writes it."""
    error = f"<Error><Code>{code}</Code><Message>{escape(message)}</Message></Error>"
    return Response(
        f'<?xml version="1.0" encoding="UTF-8"?>\n{error}', status, {"content-type": "application/xml"}
    )
