"""What a download into memory returns, and how transfers tell their progress."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple, TypeAlias

from tc._protocol.decompress import Decompressor
from tc._stopping import StoppedError

Progress: TypeAlias = Callable[[int, int | None], object]
"""Called with the bytes done and the total, or None while that is not known."""

_GZIP_MAGIC = b"\x1f\x8b"
_GZIP_NAMES = (".gz", ".tgz")
_GZIP_TYPES = frozenset(
    {"application/gzip", "application/x-gzip", "application/x-gunzip", "application/x-tgz"}
)


class _Content(NamedTuple):
    """The pair that a `Downloaded` is."""

    content: bytes
    content_type: str


class Downloaded(_Content):
    """A download into memory.

    Attributes:
        content: The bytes, decoded as the storage encoded them, and verified.
        content_type: As it was given with the upload, such as `text/plain; charset=utf-8`.
        name: Of the artifact or object; empty where it is not known.
    """

    name: str = ""

    @classmethod
    def of(cls, name: str, content: bytes, content_type: str) -> Downloaded:
        """Return a download that knows its name."""
        downloaded = cls(content, content_type)
        downloaded.name = name
        return downloaded

    def text(self) -> str:
        """Return the content as text, in the charset of its type, else UTF-8.

        Content whose name or type says gzip is decompressed first. Bytes that are no text become
        U+FFFD, since logs have such.

        Raises:
            ValueError: The gzip encoding is damaged.
        """
        content = self._plain()
        try:
            return content.decode(self._charset(), "replace")
        except (LookupError, ValueError):
            return content.decode("utf-8", "replace")  # of a charset that Python does not know

    def json(self) -> Any:
        """Return the value that the content is, as JSON.

        Content whose name or type says gzip is decompressed first.

        Raises:
            ValueError: It is not JSON, or the gzip encoding is damaged.
        """
        try:
            return json.loads(self._plain())
        except (ValueError, RecursionError) as error:
            raise ValueError(f"{self._title()}: it is not JSON: {error}") from None

    def yaml(self) -> Any:
        """Return the value that the content is, as YAML. Tags that would run code are refused.

        Content whose name or type says gzip is decompressed first. It needs PyYAML: the extra `yaml`.

        Raises:
            ImportError: PyYAML is not installed.
            ValueError: It is not YAML, or the gzip encoding is damaged.
        """
        try:
            import yaml
        except ImportError:
            raise ImportError(
                "Downloaded.yaml() needs PyYAML: install it with pip install 'taskcluster-sdk[yaml]'"
            ) from None
        content = self._plain()
        try:
            return yaml.safe_load(content)
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            problem = str(error)
        except (ArithmeticError, AttributeError, LookupError, TypeError) as error:
            problem = repr(error)  # PyYAML reads a value that is not of the type that its tag says
        raise ValueError(f"{self._title()}: it is not YAML: {problem}")

    def _plain(self) -> bytes:
        """Return the content, decompressed where its name or type says that it is compressed."""
        kind = self.content_type.partition(";")[0].strip().lower()
        said = kind in _GZIP_TYPES or self.name.lower().endswith(_GZIP_NAMES)
        # Storages that say gzip in the headers too have had it taken off already.
        if not said or not self.content.startswith(_GZIP_MAGIC):
            return self.content
        decompressor = Decompressor()
        decompressor.feed(self.content)
        pieces = []
        while piece := decompressor.decode():
            pieces.append(piece)
        decompressor.finish()
        return b"".join(pieces)

    def _charset(self) -> str:
        """Return the charset of the content type, UTF-8 where it has none."""
        for parameter in self.content_type.split(";")[1:]:
            key, _, value = parameter.partition("=")
            if key.strip().lower() == "charset":
                return value.strip().strip("\"'")
        return "utf-8"

    def _title(self) -> str:
        return self.name or "the content"


class Total:
    """Adds up the progress of several downloads, and ends all of them early.

    Attributes:
        active: How many are under way.
        stopped: True once the others need not go on.
    """

    def __init__(self, progress: Progress | None, size: int | None = None) -> None:
        self.active: int = 0
        self.stopped: bool = False
        self._progress = progress
        self._size = size
        self._sum = 0
        self._lock = threading.Lock()

    @contextmanager
    def counting(self, start: int = 0) -> Iterator[Progress]:
        """Count one of the downloads while it lasts, from a position on."""
        position = start

        def count(done: int, _: int | None) -> None:
            nonlocal position
            self.check()
            with self._lock:
                self._sum += done - position
                position = done
                if self._progress is not None:
                    self._progress(self._sum, self._size)

        self._begin(1)
        try:
            yield count
        except BaseException:
            self.stopped = True
            raise
        finally:
            self._begin(-1)

    def check(self) -> None:
        """Raise a `StoppedError`, once the others need not go on."""
        if self.stopped:
            raise StoppedError

    def _begin(self, step: int) -> None:
        with self._lock:
            self.active += step
