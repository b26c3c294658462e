"""What a response means: its decoded body, or the error that it stands for."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urljoin, urlsplit

from tc._redact.urls import redact_links, redact_storage_url
from tc.errors import APIError, RedirectError, ResponseError, error_class

MAX_KEPT = 64 * 1024  # bytes of a body that is not JSON, in an error
MAX_SHOWN = 200  # characters of an id, a code or another short text of a peer
MAX_DEPTH = 100  # of a JSON body that an error keeps; pickling a deeper one fails
# Where secrets may begin in a body that is JSON in part; in a text within a text, quotes are escaped.
_SECRETS = re.compile(
    r'"(?=\w*?(?:(?<!continuation)token|secret|certificate|credential|sas))\w*+\\*"', re.IGNORECASE
)
_NO_JSON = object()
_DETAILS = "\n\n---\n\n"
_TAG = re.compile(r"<(/?[a-zA-Z0-9]*)[^<>]*>")
# Control characters, which a terminal would obey, marks that reorder text, and lone surrogates, which cannot
# be printed.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_LOGIN = re.compile(r"log-?in|sign-?in|oauth|auth0|authorize|\bauth\b|\bsso\b|saml", re.IGNORECASE)


@dataclass(frozen=True, repr=False)
class ApiResponse:
    """A response that was wholly read, with what was asked. `headers` has lower-case keys or ignores case."""

    status_code: int
    headers: Mapping[str, str]
    content: bytes
    method: str
    url: str

    def __repr__(self) -> str:
        return f"<ApiResponse {self.status_code} to {self.method} {self.url}, {len(self.content)} bytes>"

    def decode(self, *, expects_json: bool, redirects: bool = False) -> Any:
        """Decode the body of a success.

        Args:
            expects_json: True if the API says that this method returns JSON.
            redirects: True if the API says that this method redirects.

        Returns:
            The JSON value; None for an empty body, 204, or a body that is not JSON where none is declared;
            for a redirect whose body is not JSON `{"url": location}`.

        Raises:
            RedirectError: It is a redirect, and the method does not redirect.
            ResponseError: The body is not the JSON it should be, or the redirect leads nowhere.
        """
        if 300 <= self.status_code < 400:
            return self._redirect(expected=redirects)
        if self.status_code == 204 or not self.content:
            return None
        value = self._json()
        if value is _NO_JSON:
            # Raised out here, since the parser's error holds the whole text.
            if self._is_json() or expects_json:
                raise self.unusable("its body is not JSON")
            return None
        return value if expects_json or self._is_json() or isinstance(value, (dict, list)) else None

    def error(self, attempts: int) -> APIError:
        """The error that a status of 400 or above stands for."""
        body = self._json()
        if body is _NO_JSON or _is_deep(body):
            body = self._text()
        details = body if isinstance(body, dict) else {}
        code, info = details.get("code"), details.get("requestInfo")
        return error_class(self.status_code)(
            printable(self._message(body)[:MAX_KEPT]),
            status_code=self.status_code,
            code=printable(code)[:MAX_SHOWN] if isinstance(code, str) else None,
            request_info=info if isinstance(info, dict) else None,
            body=body,
            method=self.method,
            url=self.url,
            attempts=attempts,
            trace_id=self._id("x-for-trace-id"),
            request_id=self._id("x-for-request-id"),
        )

    def unusable(self, problem: str) -> ResponseError:
        """The error of a success that nothing can be made of."""
        kind = printable(self.headers.get("content-type", "no content type"))[:MAX_SHOWN]
        return ResponseError(
            f"{self.method} {self.url} returned {self.status_code}, but {problem}"
            f" ({kind}, {len(self.content)} bytes)",
            status_code=self.status_code,
            method=self.method,
            url=self.url,
            body=self.text(),
        )

    def text(self) -> str:
        """The first 64 KiB of the body as text, up to where there may be credentials."""
        text = self._text()
        found = _SECRETS.search(text)
        return f"{text[: found.start()]}***" if found else text

    def _redirect(self, *, expected: bool) -> Any:
        location = self._location()
        if not expected or self._is_upgraded(location):
            raise self._redirect_error(location)
        value = self._json()
        if isinstance(value, (dict, list)):
            return value
        if self._is_json() and self.content:
            raise self.unusable("its body is not JSON")
        if location is None:
            raise self.unusable("its body is not JSON, and it has no Location that leads anywhere")
        return {"url": location}

    def _redirect_error(self, location: str | None) -> RedirectError:
        where = printable(redact_storage_url(location))[:MAX_SHOWN] if location else None
        return RedirectError(
            f"{self.method} {self.url} returned {self.status_code}, a redirect to {where or 'nowhere'},"
            f" and nothing was done: {self._redirect_hint(where)}",
            location=where,
            status_code=self.status_code,
            method=self.method,
            url=self.url,
            body=redact_links(self.text()),
        )

    def _redirect_hint(self, where: str | None) -> str:
        """What is likely wrong."""
        if self._is_upgraded(where):
            return "the root URL must probably begin with https:// instead of http://"
        if where and urlsplit(where).path == urlsplit(self.url).path:
            return f"the deployment has probably moved, and the root URL is that of {urlsplit(where).netloc}"
        if where and _LOGIN.search(where):
            return "it looks like a login page in front of the deployment"
        return "the method does not redirect, so a server on the way did not pass the request on"

    def _is_upgraded(self, location: str | None) -> bool:
        """Return True if a redirect leads from http:// to https:// on the same host."""
        if not location or not self.url.startswith("http://") or not location.startswith("https://"):
            return False
        return urlsplit(location).hostname == urlsplit(self.url).hostname

    def _json(self) -> Any:
        try:
            return json.loads(self.content)
        except (ValueError, RecursionError):
            return _NO_JSON

    def _location(self) -> str | None:
        """Where a redirect points, as an absolute URL."""
        location = self.headers.get("location")
        try:
            url = urljoin(self.url, location) if location else None
            return url if url and urlsplit(url).netloc else None
        except ValueError:
            return None

    def _is_json(self) -> bool:
        return "json" in self.headers.get("content-type", "").lower()

    def _text(self) -> str:
        return self.content[:MAX_KEPT].decode("utf-8", "replace")

    def _id(self, header: str) -> str | None:
        value = self.headers.get(header)
        return printable(value)[:MAX_SHOWN] if value else None

    def _message(self, body: Any) -> str:
        """One text for people, from a service, from a proxy with a page, or from a server without words."""
        if isinstance(body, dict):
            for key in ("message", "error", "reason"):
                if isinstance(body.get(key), str) and body[key].strip():
                    message: str = body[key]
                    return message.partition(_DETAILS)[0].strip()
        if isinstance(body, str):
            import html

            said = " ".join(html.unescape(_words_of(body)).split())[:MAX_SHOWN]
        else:
            said = json.dumps(body)[:MAX_SHOWN]
        phrase = reason_phrase(self.status_code)
        return said if phrase and phrase in said else f"{phrase}: {said}".strip(": ") if said else phrase


def _words_of(page: str) -> str:
    """Return the title of a page, or the text outside of its tags where it has none."""
    words = []
    within = ""
    begin = end = 0
    for tag in _TAG.finditer(page):
        name = tag[1].lower()
        if within == "title" and name == "/title":
            return page[begin : tag.start()]
        if within not in ("script", "style"):
            words.append(page[end : tag.start()])
        end = tag.end()
        if not within and name in ("script", "style", "title"):
            within, begin = name, end
        elif name == f"/{within}":
            within = ""
    return " ".join([*words, page[end:]])


def reason_phrase(status_code: int) -> str:
    """The standard name of a status, such as `Bad Gateway`; for others `status 599`."""
    try:
        return HTTPStatus(status_code).phrase
    except ValueError:
        return f"status {status_code}"


def printable(text: str) -> str:
    """Return a text of a peer with escapes for what a terminal would obey or could not print."""
    return _UNPRINTABLE.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


def _is_deep(value: Any) -> bool:
    """Return True if a JSON value is nested deeper than an error may keep."""
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [
            item
            for each in level
            if isinstance(each, (dict, list))
            for item in (each.values() if isinstance(each, dict) else each)
            if isinstance(item, (dict, list))
        ]
        if not level:
            return False
    return True
