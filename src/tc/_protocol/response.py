"""What an answer means: its decoded body, or the error that it stands for. Pure, shared by both halves."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urljoin

from tc.errors import APIError, ResponseError, error_class

MAX_KEPT = 64 * 1024  # of a body that is no JSON, in an error
# Where secrets may begin in an answer that is JSON in part; in a text within a text, quotes are escaped.
_SECRETS = re.compile(
    r'"\w*(?:(?<!continuation)token|secret|certificate|credential|sas)\w*\\*"', re.IGNORECASE
)
_NO_JSON = object()
_DETAILS = "\n\n---\n\n"
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)
_MARKUP = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, repr=False)
class ApiResponse:
    """One answer, wholly read, with what was asked. `headers` has lower-case keys or ignores case."""

    status_code: int
    headers: Mapping[str, str]
    content: bytes
    method: str
    url: str

    def __repr__(self) -> str:
        return f"<ApiResponse {self.status_code} to {self.method} {self.url}, {len(self.content)} bytes>"

    def decode(self, *, expects_json: bool) -> Any:
        """The body of a success, decoded.

        Args:
            expects_json: Whether the API says that this method answers JSON.

        Returns:
            The JSON value; None for an empty body, 204, or a body that is no JSON where none is declared;
            for a redirect whose body is no JSON `{"url": location}`.

        Raises:
            ResponseError: The body is not the JSON it should be.
        """
        if self.status_code == 204:
            return None
        location = self._location()
        if not self.content:
            return {"url": location} if location else None
        value = self._json()
        if value is _NO_JSON:
            # Raised out here, since the parser's error holds the whole text.
            if self._is_json() or (expects_json and not location):
                raise self._response_error()
            return {"url": location} if location else None
        if self._is_json() or isinstance(value, (dict, list)):
            return value
        if location:
            return {"url": location}
        return value if expects_json else None

    def error(self, attempts: int) -> APIError:
        """The error that a status of 400 or above stands for."""
        body = self._json()
        if body is _NO_JSON:
            body = self._text()
        details = body if isinstance(body, dict) else {}
        code, info = details.get("code"), details.get("requestInfo")
        return error_class(self.status_code)(
            self._message(body),
            status_code=self.status_code,
            code=code if isinstance(code, str) else None,
            request_info=info if isinstance(info, dict) else None,
            body=body,
            method=self.method,
            url=self.url,
            attempts=attempts,
            trace_id=self.headers.get("x-for-trace-id"),
            request_id=self.headers.get("x-for-request-id"),
        )

    def _json(self) -> Any:
        try:
            return json.loads(self.content)
        except (ValueError, RecursionError):
            return _NO_JSON

    def _location(self) -> str | None:
        """Where a redirect points, as an absolute URL."""
        location = self.headers.get("location") if 300 <= self.status_code < 400 else None
        return urljoin(self.url, location) if location else None

    def _is_json(self) -> bool:
        return "json" in self.headers.get("content-type", "").lower()

    def _text(self) -> str:
        return self.content[:MAX_KEPT].decode("utf-8", "replace")

    def text(self) -> str:
        """The first 64 KiB of the body as text, up to where there may be credentials."""
        text = self._text()
        found = _SECRETS.search(text)
        return f"{text[: found.start()]}***" if found else text

    def _message(self, body: Any) -> str:
        """One text for people, whoever answered: a service, a proxy with a page, or nobody in words."""
        if isinstance(body, dict):
            for key in ("message", "error", "reason"):
                if isinstance(body.get(key), str) and body[key].strip():
                    message: str = body[key]
                    return message.partition(_DETAILS)[0].strip()
            said = json.dumps(body)[:200]
        elif isinstance(body, str):
            title = _TITLE.search(body)
            said = title[1] if title else _MARKUP.sub(" ", body)
            import html

            said = " ".join(html.unescape(said).split())[:200]
        else:
            said = json.dumps(body)[:200]
        phrase = reason_phrase(self.status_code)
        return said if phrase and phrase in said else f"{phrase}: {said}".strip(": ") if said else phrase

    def _response_error(self) -> ResponseError:
        kind = self.headers.get("content-type", "no content type")
        return ResponseError(
            f"{self.method} {self.url} answered {self.status_code}, but its body is not JSON"
            f" ({kind}, {len(self.content)} bytes)",
            status_code=self.status_code,
            method=self.method,
            url=self.url,
            body=self.text(),
        )


def reason_phrase(status_code: int) -> str:
    """The standard name of a status, such as `Bad Gateway`; for others `status 599`."""
    try:
        return HTTPStatus(status_code).phrase
    except ValueError:
        return f"status {status_code}"
