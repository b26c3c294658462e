# Generated from tests/_async/test_payloads.py by tools/unasync_build.py. Do not edit.

"""Payloads that JSON has no form for: refused before anything is sent, with the place and what to write."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from tc import sync
from tests.support.scripted_taskcluster import reply, scripted

pytestmark = pytest.mark.anyio

Call = Callable[[sync.Client, Any], Any]
CALLS: dict[str, Call] = {
    "createTask": lambda client, payload: client.queue.createTask("T", payload),
    "secrets.set": lambda client, payload: client.secrets.set("a/b", payload),
    "claimWork": lambda client, payload: client.queue.claimWork("a/b", payload),
    "triggerHook": lambda client, payload: client.hooks.triggerHook("a", "b", payload),
    "request": lambda client, payload: client.request("POST", "api/x", payload=payload),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
@pytest.mark.parametrize(
    ("payload", "kind", "text"),
    [
        (
            {"metadata": {"owner": date(2026, 1, 1)}},
            TypeError,
            r"payload\.metadata\.owner: expected a JSON value, got datetime\.date; write a datetime",
        ),
        (
            {"tasks": [0, 1, 2, b"x"]},
            TypeError,
            r'payload\["tasks"\]\[3\]: expected a JSON value, got bytes; write `value\.decode\(\)`',
        ),
        ({"deadline": datetime(2026, 1, 1)}, ValueError, r"payload\.deadline: .* no time zone"),  # noqa: DTZ001
        ({"extra": {"share": float("nan")}}, ValueError, r"payload\.extra\.share: nan"),
    ],
)
def test_payload_without_a_form_in_json_is_refused(
    call: Call, payload: Any, kind: type[Exception], text: str
) -> None:
    with scripted(reply(200, {})) as server:
        with sync.Client(server.url) as client:
            with pytest.raises(kind, match=f"^{text}"):
                call(client, payload)
    assert server.requests == []
