"""What crosses the seam to the engines: requests and responses as bytes and numbers, of no HTTP library.

Pure, shared by both halves.
"""

from __future__ import annotations

import functools
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from tc._lazy import LazyPattern, httpx

DEFAULT_PORTS = {"http": 80, "https": 443}
# A root URL that httpx would leave as it is: a host by name, perhaps a port, and no path.
_PLAIN_ROOT = LazyPattern(r"(https?)://((?!.*xn--)(?:[a-z0-9-]+\.)*[a-z][a-z0-9-]*)(?::([0-9]{1,5}))?")


class Origin(NamedTuple):
    """Where connections lead to; `host` is ASCII in lower case, without brackets around an IPv6 address."""

    scheme: str
    host: str
    port: int

    @classmethod
    def of(cls, url: httpx.URL) -> Origin:
        """The origin of a URL."""
        return cls(url.scheme, url.raw_host.decode("ascii"), url.port or DEFAULT_PORTS[url.scheme])

    @property
    def netloc(self) -> str:
        """Host and port as they stand in a URL and in the header `Host`."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The URL without a path."""
        return f"{self.scheme}://{self.netloc}"


@functools.lru_cache(maxsize=64)
def split_root(root: str) -> tuple[Origin, str]:
    """The origin of a root URL, and what the targets of all requests to it begin with.

    Args:
        root: A root URL that is known to be valid, without a slash at its end.

    Raises:
        httpx.InvalidURL: It is one that httpx refuses.
    """
    plain = _PLAIN_ROOT.fullmatch(root)
    if plain is None:
        url = httpx.URL(f"{root}/")
        return Origin.of(url), url.raw_path.decode("ascii")
    scheme, host, port = plain.groups()
    return Origin(scheme, host, int(port or DEFAULT_PORTS[scheme])), "/"


class Timeouts(NamedTuple):
    """Seconds for the steps of one attempt; None for no limit.

    Attributes:
        connect: Until the connection is there, over all addresses of the host.
        read, write: For each read and each write.
        total: For the whole attempt, until the last byte of the response.
    """

    connect: float | None
    read: float | None
    write: float | None
    total: float | None = None

    @classmethod
    def of(cls, timeout: float | httpx.Timeout, total: float | None = None) -> Timeouts:
        """Those that the options `timeout` and `total_timeout` of a client stand for."""
        if isinstance(timeout, (int, float)):
            return cls(timeout, timeout, timeout, total)
        return cls(timeout.connect, timeout.read, timeout.write, total)

    def reading_at_least(self, seconds: float) -> Timeouts:
        """The same, for a service that may hold a request back for a while."""
        if not seconds or self.read is None or self.read >= seconds:
            return self
        return self._replace(read=seconds)

    def endless(self) -> Timeouts:
        """The same without a limit for the whole, for transfers."""
        return self if self.total is None else self._replace(total=None)

    def deadline(self) -> float | None:
        """When an attempt that begins now must be over, by `time.monotonic`."""
        return None if self.total is None else time.monotonic() + self.total


def limited(timeout: float | None, deadline: float | None) -> float | None:
    """A timeout that ends at the deadline of the attempt at the latest.

    Raises:
        httpx.ReadTimeout: It is over.
    """
    if deadline is None:
        return timeout
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpx.ReadTimeout("the attempt took longer than total_timeout")
    return left if timeout is None else min(timeout, left)


_LINE = LazyPattern(r"([^:\n]+):([^\r\n]*)\r?\n")


def header_block(pairs: Iterable[tuple[str, str]]) -> bytes:
    """Headers as they are sent, each with its line end."""
    return "".join([f"{name}: {value}\r\n" for name, value in pairs]).encode("latin-1")


class Request:
    """One attempt.

    Args:
        method: `GET`, `PUT`, ...
        origin: Where to.
        target: Path and query, exactly as they are signed.
        constant: Headers that all requests of a client have, as a ready block (`header_block`).
        headers: Those of this attempt. `Host` stands in one of the two; with a body that is iterated over,
            so does `Content-Length`.
        body: Bytes, or what is iterated over for them.
        timeouts: Of this attempt.
    """

    __slots__ = ("body", "constant", "headers", "method", "origin", "target", "timeouts")

    def __init__(
        self,
        method: str,
        origin: Origin,
        target: str,
        *,
        constant: bytes = b"",
        headers: Sequence[tuple[str, str]] = (),
        body: Any = None,
        timeouts: Timeouts,
    ) -> None:
        self.method: str = method
        self.origin: Origin = origin
        self.target: str = target
        self.constant: bytes = constant
        self.headers: Sequence[tuple[str, str]] = headers
        self.body: Any = body
        self.timeouts: Timeouts = timeouts

    def __repr__(self) -> str:
        return f"<Request {self.method} to {self.origin.netloc}>"


class Headers(Mapping[str, str]):
    """The headers of a response; names ignore case, and values of the same name are joined by a comma.

    Args:
        lines: They, as they came.
    """

    __slots__ = ("_found", "_lines")

    def __init__(self, lines: bytes) -> None:
        self._lines = lines
        self._found: dict[str, str] | None = None

    def _all(self) -> dict[str, str]:
        found = self._found
        if found is None:
            try:
                text = self._lines.decode("utf-8")
            except UnicodeDecodeError:
                text = self._lines.decode("latin-1")
            pairs = [(name.lower(), value.strip(" \t")) for name, value in _LINE.findall(text)]
            found = dict(pairs)
            if len(found) < len(pairs):
                found = {key: ", ".join(v for name, v in pairs if name == key) for key in found}
            self._found = found
        return found

    def mentions(self, word: bytes) -> bool:
        """Return False if no header has a word, given in lower case, in its name or value."""
        return word in self._lines.lower()

    @property
    def raw(self) -> list[tuple[bytes, bytes]]:
        """Names and values one by one, as bytes."""
        lines = [line.rstrip(b"\r").partition(b":") for line in self._lines.split(b"\n")[:-1]]
        return [(name, value.strip(b" \t")) for name, _, value in lines]

    def __getitem__(self, name: str) -> str:
        return self._all()[name.lower()]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def __repr__(self) -> str:
        return f"<Headers {', '.join(self)}>"


class Response:
    """A response that was read to its end; `content` is decoded."""

    __slots__ = ("content", "headers", "status")

    def __init__(self, status: int, headers: Headers, content: bytes) -> None:
        self.status: int = status
        self.headers: Headers = headers
        self.content: bytes = content

    def __repr__(self) -> str:
        return f"<Response {self.status}, {len(self.content)} bytes>"
