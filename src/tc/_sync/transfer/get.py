# Generated from src/tc/_async/transfer/get.py by tools/unasync_build.py. Do not edit.

"""How the bytes of a download come in: attempts, resuming, decoding."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import httpx

from tc._concurrency import offload, sleep
from tc._protocol.decompress import DamagedEncodingError, Decompressor
from tc._protocol.options import default_user_agent
from tc._stopping import check_stopped
from tc._sync.client import Client
from tc._sync.sender import StreamedResponse
from tc._sync.transfer.delivery import Delivery
from tc._transfer.caller_code import CallerCode
from tc._transfer.plans import MAX_REDIRECTS, REDIRECTS, DownloadSource
from tc._transfer.result import Progress
from tc._transfer.resume import ResponseAction, ResumeState
from tc._transfer.storage import redirected, refusal, safe_storage_url, storage_url, transfer_error
from tc._transfer.workers import SMALL
from tc.errors import HashMismatchError, TransferError
from tc.retry import Attempts, Failure

ENOUGH = 256 * 1024  # bytes to pass on at a time; fewer are gathered, more are taken as they come


class Locate(Protocol):
    """Asks a service where the bytes are at this moment."""

    def __call__(self) -> DownloadSource: ...


@dataclass(frozen=True)
class Download:
    """What is to be downloaded.

    Attributes:
        name: Of the object or artifact.
        client: Whose connections, timeouts and retries apply.
        progress: Called as bytes come.
        connections: How many to use.
        locate: Tells where the bytes are.
    """

    name: str
    client: Client
    progress: Progress | None
    connections: int
    locate: Locate


class OnStart(Protocol):
    """Is told that the content begins, at first and whenever the download starts over."""

    def __call__(self, hashes: Mapping[str, str] | None, /) -> None: ...


class Receiver:
    """The content of one download, block by block, over all attempts.

    Args:
        download: What is received.
        source: Where the bytes are.
        on_start: Called before the first byte, and again when the next block will be the first one again.
        first: A response with the content, still to be read, where there is one.
        state: What is wanted of it; None for everything.

    Attributes:
        state: What has been received.
    """

    def __init__(
        self,
        download: Download,
        source: DownloadSource,
        on_start: OnStart,
        first: StreamedResponse | None = None,
        state: ResumeState | None = None,
    ) -> None:
        self._download = download
        self._source = source
        self._on_start = on_start
        self._first = first
        self.state: ResumeState = state or ResumeState(immutable=source.hashes is not None)
        self._attempts = Attempts(download.client.retry, "GET")
        self._asked: str | httpx.URL = source.url
        self._reported = -1
        self._response: StreamedResponse | None = None
        self._over = False  # the body of the response
        self._broken: httpx.TransportError | None = None
        self._decoder: Decompressor | None = None
        self._decoded = 0
        self._renewed = False
        self._ended = False

    def read(self) -> bytes:
        """Return the next block of the content, decoded; nothing at its end.

        Raises:
            TransferError: The storage refuses, or the bytes did not arrive whole in any attempt.
            HashMismatchError: Their compression is damaged.
        """
        try:
            while not self._ended:
                if self._response is None:
                    self._ask()
                elif self._decoder is not None and (block := self._decode(self._decoder)):
                    return block
                elif self._over:
                    self._conclude()
                elif block := self._gather(self._response):
                    if self._decoder is None:
                        return block
                    self._decoder.feed(block)
        except DamagedEncodingError as error:
            raise HashMismatchError(f"of the bytes received, {error}") from None
        return b""

    def close(self) -> None:
        """Let go of the connection."""
        response, self._response = self._response, None
        if response is not None:
            response.close()

    def _ask(self) -> None:
        """Make one attempt to get a response with what is missing."""
        response, self._first = self._first, None
        try:
            if response is None:
                response = open_source(
                    self._download.client,
                    self._source,
                    self.state.headers(),
                    self.state.accepted,
                    on_url=self._note_url,
                )
        except httpx.TransportError as error:
            self._retry(Failure.of_error(error))
            return
        self._response, self._over, self._broken = response, False, None
        action = self.state.judge(response.status, response.headers)
        if action is ResponseAction.START:
            self._decoded = 0
            self._decoder = Decompressor() if self.state.gzipped and not response.decoded else None
            if response.decoded:
                self.state.came_decoded()
            self._on_start(self._source.hashes)
            self._renewed = False
        elif action is ResponseAction.RESUME:
            self._renewed = False
        elif action is ResponseAction.COMPLETE:
            self._over = True
        elif action is ResponseAction.AGAIN:
            self._retry(Failure(f"a part other than the one asked for came (status {response.status})"))
        else:
            content = (response.read()).content if response.status >= 400 else b""
            self._retry(refusal(response.status, response.headers, content))

    def _note_url(self, url: httpx.URL) -> None:
        self._asked = url

    def _gather(self, response: StreamedResponse) -> bytes:
        """Return bytes as they came over the network, some at a time, and note when there are no more."""
        parts: list[bytes] = []
        size = 0
        try:
            while size < ENOUGH:
                part = response.__next__()
                size += len(part)
                parts.append(part)
                self.state.count(len(part))
                if self._decoder is None:
                    self._report()
        except StopIteration:
            self._over = True
        except httpx.TransportError as error:
            self._over, self._broken = True, error
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def _decode(self, decoder: Decompressor) -> bytes:
        """Return some decoded bytes; none when the decoder needs more."""
        block = decoder.decode() if decoder.fed <= SMALL else offload(decoder.decode)
        if block:
            self._decoded += len(block)
            self._report()
        return block

    def _conclude(self) -> None:
        """Take note that the body has ended, and prepare another attempt where that was not all."""
        check_stopped()  # what was shut down looks like the end where there was no length
        reason = self.state.missing()
        if self._broken is not None and not self.state.complete:
            self._retry(Failure.of_error(self._broken))
        elif reason is not None:
            self._retry(Failure(reason))
        elif (
            self._decoder is not None
            and not self.state.framed
            and not (self._decoder.complete and self.state.position)
        ):
            # Without a length, a connection that broke looks like one that was closed at the end.
            self._retry(Failure("the connection ended in the middle of the gzip encoding"))
        else:
            if self._decoder is not None:
                self._decoder.finish()
            self._report()
            self._ended = True
            self.close()

    def _retry(self, failure: Failure) -> None:
        """Prepare the next attempt, or raise why there is none."""
        self.close()
        check_stopped()  # or the connection that was shut down for that would be blamed
        source = self._source
        stale = source.refuses_as_expired(failure.status)
        # A fresh URL that is refused in the same way has not expired.
        stale = stale and (source.expires is not None or not self._renewed)
        shown = safe_storage_url(self._asked)
        delay = self._attempts.retry_in(failure, shown, renewed=stale)
        if delay is None:
            raise transfer_error(failure, "GET", shown, self._attempts.count) from failure.cause
        sleep(delay)
        if stale or source.expired:
            self._source = self._download.locate()
            self._renewed = True
            if self._source.hashes != source.hashes:
                self.state.start_over()

    def _report(self) -> None:
        done = self._decoded if self._decoder else self.state.position
        if self._download.progress is not None and done != self._reported:
            self._reported = done
            with CallerCode("progress"):
                self._download.progress(done, None if self._decoder else self.state.total)


def receive(receiver: Receiver, delivery: Delivery) -> str:
    """Receive a whole content, verified; the result is the content type.

    Raises:
        TransferError: The storage refuses, or the bytes did not arrive whole in any attempt.
        HashMismatchError: They are not those that were uploaded.
        Exception: What the service, the sink, the writer or `progress` raised.
    """
    try:
        while block := receiver.read():
            delivery.take(block)
        delivery.finish()
    finally:
        receiver.close()
    return receiver.state.content_type


def open_source(
    client: Client,
    source: DownloadSource,
    more: Sequence[tuple[str, str]] = (),
    accepted: str = "identity",
    on_url: Callable[[httpx.URL], object] = lambda _: None,
) -> StreamedResponse:
    """Ask a storage for a content, following redirects where that is allowed.

    Args:
        client: Whose connections and timeouts apply.
        source: Where the bytes are.
        more: Headers that say which of them are wanted.
        accepted: The encodings that they may come in.
        on_url: Called with each URL that is asked, for errors to name the one that they are about.

    Raises:
        TransferError: A redirect leads nowhere, or where it must not lead.
        httpx.TransportError: There was no response.
    """
    url = storage_url(source.url)
    headers = [("Accept", "*/*"), ("Accept-Encoding", accepted), ("User-Agent", default_user_agent()), *more]
    left = source.redirects
    while True:
        on_url(url)
        response = client.open_as_is("GET", url, headers)
        if response.status not in REDIRECTS or not source.redirects:
            return response
        response.close()
        if not left:
            raise TransferError(f"more than {MAX_REDIRECTS} redirects")
        left -= 1
        url = redirected(url, response.headers)
