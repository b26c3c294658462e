"""Storages that misbehave in every way that can be generated: the right bytes come, or an error."""

from __future__ import annotations

import gzip
import itertools
import random
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from tc import TaskclusterError, aio
from tests.support.fake_storage import CREDENTIALS, QUICK, Storage, hashes_of, head, storage
from tests.support.http_server import Peer, Received

pytestmark = pytest.mark.anyio

TASK = "fN1SbArXTPSVFNUvaOlinQ"
OLD = random.Random(3).randbytes(1000) + bytes(1000)
NEW = random.Random(4).randbytes(1000) + bytes(1000)
OTHER_LENGTH = NEW[:-7]
SAMPLE = 100  # of the combinations of each kind of content

FRAMINGS = ("length", "chunked", "closed")
CUTS = ("0", "1", "half", "all but 1", "all")
VALIDATORS = ("strong", "weak", "none")
# What comes on the second request, whatever it asked for.
SECOND = (
    "right part",
    "part of changed content, without validator",
    "part of changed content, with its validator",
    "part of content of another length",
    "part without total",
    "short part",
    "part that begins too early",
    "part that begins too late",
    "part that ends beyond the end",
    "part without range",
    "part in another encoding",
    "part shorter than it says",
    "part longer than it says",
    "whole",
    "whole of changed content",
    "end of content elsewhere",
    "end of content without range",
    "error",
    "hang up",
)
# Whatever was asked for, another attempt brings the content.
HARMLESS = ("whole", "error", "hang up")


@dataclass
class Case:
    """One misbehaviour, in two responses; after them the storage behaves."""

    framing: str
    cut: str
    validator: str
    second: str

    def __str__(self) -> str:
        return f"{self.framing}, cut at {self.cut}, {self.validator} validator, then {self.second}"


def cases(seed: str) -> list[Case]:
    """A sample of all combinations, always the same one."""
    every = [Case(*each) for each in itertools.product(FRAMINGS, CUTS, VALIDATORS, SECOND)]
    return random.Random(seed).sample(every, SAMPLE)


class Misbehaving:
    """Sends one case: an object of the storage's `faults`."""

    def __init__(self, case: Case, encoding: str) -> None:
        self.case = case
        self.encoding = encoding
        self.position = 0

    def wire(self, content: bytes) -> bytes:
        return gzip.compress(content, mtime=0) if self.encoding == "gzip" else content

    def headers(self, content: bytes) -> dict[str, str]:
        tag = f'"{zlib.crc32(content)}"'
        validators = {"strong": {"ETag": tag}, "weak": {"ETag": f"W/{tag}"}, "none": {}}
        encoding = {"Content-Encoding": "gzip"} if self.encoding == "gzip" else {}
        return {"Content-Type": "a/b"} | validators[self.case.validator] | encoding

    def first(self, peer: Peer, request: Received, server: Storage) -> bool:
        """Send the content, and hang up somewhere."""
        body = self.wire(OLD)
        cut = {"0": 0, "1": 1, "half": len(body) // 2, "all but 1": len(body) - 1, "all": len(body)}
        self.position = cut[self.case.cut]
        sent = body[: self.position]
        headers = self.headers(OLD)
        if self.case.framing == "chunked":
            chunk = b"%x\r\n%b\r\n" % (len(sent), sent) if sent else b""
            peer.send(head(200, headers | {"Transfer-Encoding": "chunked"}) + chunk)
        elif self.case.framing == "length":
            peer.send(head(200, headers | {"Content-Length": str(len(body))}) + sent)
        else:
            peer.send(head(200, headers | {"Connection": "close"}) + sent)
        return False

    def then(self, peer: Peer, request: Received, server: Storage) -> bool:
        """Send what does not fit, or does."""
        second = self.case.second
        changed = "changed" in second or "another length" in second
        server.content = (OTHER_LENGTH if "another length" in second else NEW) if changed else OLD
        body, at = self.wire(server.content), self.position
        part, total = body[at:], len(body)
        headers = self.headers(server.content)
        status, length, claimed = 206, len(part), f"bytes {at}-{total - 1}/{total}"
        if second == "part of changed content, without validator":
            headers.pop("ETag", None)
        elif second == "part without total":
            part, claimed = part[: max(1, len(part) // 2)], f"bytes {at}-{at + max(1, len(part) // 2) - 1}/*"
            length = len(part)
        elif second == "short part":
            part = part[: max(1, len(part) // 2)]
            length, claimed = len(part), f"bytes {at}-{at + len(part) - 1}/{total}"
        elif second == "part that begins too early":
            part = body[max(0, at - 1) :]
            length, claimed = len(part), f"bytes {max(0, at - 1)}-{total - 1}/{total}"
        elif second == "part that begins too late":
            length, part, claimed = max(0, len(part) - 1), part[1:], f"bytes {at + 1}-{total - 1}/{total}"
        elif second == "part that ends beyond the end":
            claimed = f"bytes {at}-{total}/{total}"
        elif second == "part without range":
            claimed = ""
        elif second == "part in another encoding":
            headers["Content-Encoding"] = "identity" if self.encoding == "gzip" else "gzip"
        elif second == "part shorter than it says":
            part = part[:-1]
        elif second == "part longer than it says":
            length, claimed = len(part), f"bytes {at}-{total - 2}/{total}"
        elif second.startswith("whole"):
            status, part, length, claimed = 200, body, total, ""
        elif second == "end of content elsewhere":
            status, part, length, claimed = 416, b"", 0, f"bytes */{total + 1}"
        elif second == "end of content without range":
            status, part, length, claimed = 416, b"", 0, ""
        elif second == "error":
            status, part, length, claimed = 503, b"", 0, ""
        elif second == "hang up":
            return False
        ranges = {"Content-Range": claimed} if claimed else {}
        peer.send(head(status, headers | ranges | {"Content-Length": str(length)}) + part)
        return False

    def honest(self, peer: Peer, request: Received, server: Storage) -> bool:
        """As it should be."""
        body = self.wire(server.content)
        headers = self.headers(server.content)
        asked = request.headers.get("range", "")
        tag = headers.get("ETag", "")
        start = int(asked.removeprefix("bytes=").rstrip("-")) if asked else 0
        if start and request.headers.get("if-range", tag) == tag and not tag.startswith("W/"):
            if start >= len(body):
                peer.send(head(416, {"Content-Range": f"bytes */{len(body)}", "Content-Length": "0"}))
                return True
            headers["Content-Range"] = f"bytes {start}-{len(body) - 1}/{len(body)}"
            peer.send(head(206, headers | {"Content-Length": str(len(body) - start)}) + body[start:])
        else:
            peer.send(head(200, headers | {"Content-Length": str(len(body))}) + body)
        return True

    def faults(self) -> list[Callable[..., bool]]:
        return [self.first, self.then, *[self.honest] * 10]


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
@pytest.mark.parametrize("connections", [1, 3])
async def test_object_that_a_storage_sends_wrongly_is_right_or_an_error(
    encoding: str, connections: int
) -> None:
    with storage(hashes=hashes_of(OLD)) as server:
        async with aio.Object(server.url, credentials=CREDENTIALS, retry=QUICK) as service:
            for case in cases(f"object {encoding} {connections}"):
                server.faults = list(Misbehaving(case, encoding).faults())
                try:
                    got = await aio.download_to_buf(service, "x", connections=connections)
                except TaskclusterError:
                    assert case.second not in HARMLESS or case.framing == "closed", case
                else:
                    assert got.content == OLD, case


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
@pytest.mark.parametrize("connections", [1, 3])
async def test_artifact_that_a_storage_sends_wrongly_is_one_version_or_an_error(
    encoding: str, connections: int
) -> None:
    """There are no hashes, so that all must be of one version: which one, nobody says."""
    with storage() as server:
        server.artifact = {"storageType": "s3", "url": f"{server.url}/blob/1"}
        async with aio.Queue(server.url, credentials=CREDENTIALS, retry=QUICK) as queue:
            for case in cases(f"artifact {encoding} {connections}"):
                if case.framing == "closed" and encoding == "identity":
                    continue  # the end of the connection is the only end that there is
                server.faults = list(Misbehaving(case, encoding).faults())
                try:
                    got: Any = await aio.download_artifact_to_buf(
                        queue, TASK, "public/x", connections=connections
                    )
                except TaskclusterError:
                    assert case.second not in HARMLESS, case
                else:
                    assert got.content in (OLD, NEW, OTHER_LENGTH), case
