# Generated from tests/_async/test_any_response.py by tools/unasync_build.py. Do not edit.

"""Any response at all is a value or an error of the library's, which can be printed, logged and pickled."""

from __future__ import annotations

import json
import pickle
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import tc
from tc import sync
from tests.support.scripted_taskcluster import ScriptedTaskcluster, scripted

pytestmark = pytest.mark.anyio

# Bytes that may stand in a header of a sloppy peer: whatever does not end the line.
VALUES = st.one_of(
    st.binary(max_size=40).map(lambda value: value.translate(None, b"\0\r\n")),
    st.sampled_from(
        [
            b"application/json",
            b"text/html; charset=\xff",
            b"/x",
            b"http://[",
            b"https://[::1",
            b"https://h:port/",
            b"//",
            b"https://u:p@h/?bewit=b",
            b"\xc2\x9b31mred",
            b"\x1b[31mred",
            "ї\u202e".encode(),
            b"1e309",
            b"x" * 20_000,
        ]
    ),
)
NAMES = ["content-type", "location", "x-for-request-id", "x-for-trace-id", "retry-after", "x-other"]
KEYS = ["message", "code", "requestInfo", "error", "reason", "continuationToken", "tasks", "secret", "x"]
TEXTS = st.text(max_size=20) | st.sampled_from(["\ud800", "a\x1b[31mb", "\u202eabc", "\x00", "x" * 70_000])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=8,
)
BODIES = st.one_of(
    st.binary(max_size=100),
    JSON.map(lambda value: json.dumps(value).encode()),
    st.integers(50, 2000).map(lambda depth: b'{"message":' + b"[" * depth + b"]" * depth + b"}"),
    st.integers(50, 2000).map(lambda depth: b'{"a":' * depth + b"1" + b"}" * depth),
    st.sampled_from([b"[" * 100_000, b'{"code": ' + b"9" * 5000 + b"}", b"<title>\x1b]0;x\x07</title>"]),
)


def pages(client: sync.Client) -> Any:
    return [page for page in client.queue.listTaskGroup_pages("G")]


def items(client: sync.Client) -> Any:
    return [item for item in client.queue.listTaskGroup_items("G")]


CALLS: list[Callable[[sync.Client], Any]] = [
    lambda client: client.queue.status("T"),
    lambda client: client.queue.createTask("T", {}),  # type: ignore[typeddict-item]
    lambda client: client.queue.getArtifact("T", 0, "public/a"),
    lambda client: client.queue.ping(),
    lambda client: client.auth.deleteClient("c"),
    lambda client: client.request("GET", "api/x"),
    lambda client: sync.load_secret(client.secrets, "a/b", required=["a"]),
    pages,
    items,
]


@pytest.fixture(scope="module")
def server() -> Iterator[ScriptedTaskcluster]:
    with scripted(b"") as script:
        yield script


def response_of(status: int, headers: dict[str, bytes], body: bytes) -> bytes:
    lines = [b"%b: %b\r\n" % (name.encode(), value) for name, value in headers.items()]
    return b"HTTP/1.1 %d X\r\nContent-Length: %d\r\n%b\r\n%b" % (status, len(body), b"".join(lines), body)


def check_error(error: tc.TaskclusterError) -> None:
    text = str(error)
    assert text.strip()
    assert len(text) < 70_000
    text.encode()
    odd = [letter for letter in text if letter not in "\n\t" and unicodedata.category(letter) in ("Cc", "Cs")]
    assert odd == []
    assert "\u202e" not in text
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        again = pickle.loads(pickle.dumps(error, protocol))
        assert type(again) is type(error)
        assert str(again) == text
        assert repr(vars(again)) == repr(vars(error))


@settings(max_examples=80, suppress_health_check=list(HealthCheck), deadline=None)
@given(
    status=st.sampled_from([200, 201, 204, 301, 302, 303, 304, 307, 400, 403, 404, 424, 500, 502, 503, 999]),
    headers=st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=4),
    body=BODIES,
    call=st.sampled_from(CALLS),
)
@example(status=303, headers={"location": b"http://["}, body=b"", call=CALLS[2])
@example(
    status=400, headers={"x-for-request-id": b"\xc2\x9b2J"}, body=b'{"message": "\\ud800"}', call=CALLS[0]
)
@example(status=200, headers={"x-other": b"\xe9"}, body=b"{}", call=CALLS[5])
@example(status=200, headers={}, body=b"{}", call=CALLS[6])
@example(status=200, headers={}, body=b'{"tasks": [], "continuationToken": "\\ud800"}', call=CALLS[7])
@example(
    status=200, headers={}, body=b'{"tasks": [], "continuationToken": "%b"}' % (b"x" * 70_000), call=pages
)
@example(status=200, headers={}, body=b'{"tasks": {}, "continuationToken": 5}', call=items)
def test_any_response_is_a_value_or_an_error_of_ours(
    status: int,
    headers: dict[str, bytes],
    body: bytes,
    call: Callable[[sync.Client], Any],
    server: ScriptedTaskcluster,
) -> None:
    body = b"" if status in (204, 304) else body
    server.responses[:] = [response_of(status, headers, body)]
    with sync.Client(server.url, retry=tc.Retry(retries=0)) as client:
        try:
            value = call(client)
        except tc.TaskclusterError as error:
            check_error(error)
        else:
            assert status < 400
            assert value is None or isinstance(value, (dict, list, str, int, float, httpx.Response))
